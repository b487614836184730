package wish

import "strings"

// A trigger is a verb at a place of a clause.
type trigger struct {
	at, end int // chunks
	verb
}

// triggers finds the verbs of a clause that ask for something.
func (p *page) triggers(c *clause) []trigger {
	var list []trigger
	for i := range c.list {
		if c.list[i].kind == chunkItem {
			break // what follows is a label, whatever it says
		}
		t, ok := c.trigger(i)
		if !ok || len(list) > 0 && i < list[len(list)-1].end {
			continue
		}
		if c.asks(t) {
			list = append(list, t)
		}
	}
	return list
}

// trigger reads the verb at i.
func (c *clause) trigger(i int) (trigger, bool) {
	w := c.list[i].word
	if c.list[i].sign == '→' {
		return c.arrow(i)
	}
	if w == "" || c.labelled(i) || c.begins(i) {
		return trigger{}, false
	}
	if v, ok := verbs[w]; ok {
		switch {
		case w == "place" && (c.word(i-1) == "sa" || c.word(i-1) == "leur"):
			return c.phrase(i)
		case v.action == actSet && !c.sets(i):
			if c.at(i+1).kind == chunkQuote && c.passes(i) {
				return trigger{i, i + 1, verb{actMove, v.mood}}, true
			}
			if c.passes(i) {
				return trigger{i, i + 1, verb{actMove, moodShould}}, true
			}
			if (w == "mettre" || w == "mettez") && c.word(i-1) == "y" && c.namesNext(i+1) {
				return trigger{i, i + 1, verb{actAdd, v.mood}}, true // « d'y mettre aussi « A » »
			}
			if (w == "mettre" || w == "mettez") && c.locates(i) {
				return trigger{i, i + 1, verb{actAttach, v.mood}}, true
			}
			return c.phrase(i)
		case v.mood == moodLack && !c.lacks(i):
			return trigger{}, false
		case v.mood == moodNoun && oneOf(w, "association", "classement", "integration", "insertion", "introduction", "inscription", "bascule") && !c.nounOf(i):
			return trigger{}, false
		}
		if v.mood == moodParticiple && strings.HasSuffix(w, "e") && oneOf(c.word(i-1), "d", "de", "pour") {
			v.mood = moodInfinitive // « d'ajouté », misspelt
		}
		return trigger{i, i + 1, v}, true
	}
	return c.phrase(i)
}

// arrow reads the arrow at i, when nothing else is said than what it leads from
// and to: « M1805 : « A » → « B » », « « A » (M1805) → M1810 ».
func (c *clause) arrow(i int) (trigger, bool) {
	to := c.at(i + 1)
	if k := c.at(i + 2); to.kind != chunkQuote && to.kind != chunkCode || k.kind != chunkNone && k.sign != '.' {
		return trigger{}, false
	}
	quotes := 0
	for j := range i {
		switch k := c.list[j]; {
		case k.kind == chunkQuote:
			quotes++
		case k.kind == chunkWord && nouns[k.word] == nounNone && !sheet[k.word]:
			return trigger{}, false
		}
	}
	switch {
	case quotes != 1:
		return trigger{}, false
	case to.kind == chunkCode:
		return trigger{i, i + 1, verb{actMove, moodShould}}, true
	}
	return trigger{i, i + 1, verb{actRename, moodShould}}, c.at(i-1).kind == chunkQuote
}

// labelled reports whether the word at i is said in parentheses or right after
// a hyphen that binds it: part of a name, no verb.
func (c *clause) labelled(i int) bool {
	return c.at(i-1).sign == '-' && c.list[i-1].end == c.list[i].first && c.at(i-2).kind == chunkWord && c.list[i-2].end == c.list[i-1].first && c.word(i-2) != "l" && c.word(i-2) != "la" && c.word(i-2) != "les"
}

// begins reports whether the word at i begins a label: with a capital, right
// after what calls it, « la compétence Intégrer … ».
func (c *clause) begins(i int) bool {
	if !c.list[i].capital {
		return false
	}
	for j := i - 1; j >= 0 && i-j < 6; j-- {
		switch k := c.list[j]; {
		case nouns[k.word] != nounNone && nouns[k.word] != nounSheet:
			return true
		case k.kind == chunkWord && modifiers[k.word], k.word == "etre" || k.word == "faire", k.sign == '-':
		default:
			return false
		}
	}
	return false
}

// nounOf reports whether a noun of a verb is followed by what it acts on.
func (c *clause) nounOf(i int) bool {
	next := i + 1
	if w := c.word(next); w == "de" || w == "d" || c.at(next).sign == ':' {
		next++
	}
	if c.at(next).kind == chunkQuote {
		return true
	}
	for j := i + 1; j < len(c.list) && j < i+7; j++ {
		if _, ok := nouns[c.word(j)]; ok {
			return true
		}
	}
	return false
}

// sets reports whether « passer », « mettre », « définir » have one of the
// objects that make a change of them.
func (c *clause) sets(i int) bool {
	if w := c.word(i); oneOf(w, "passe", "passes", "mise", "mis") {
		if c.word(i-1) != "etre" && c.word(i-1) != "soit" {
			return false
		}
	}
	for j := i + 1; j < len(c.list); j++ {
		switch w := c.word(j); {
		case oneOf(w, "principale", "principal", "emergente", "emergent", "coeur", "rang", "position", "courte", "court", "usitee", "usite", "reglemente", "reglementee"):
			return true
		case w == "jour":
			return false
		case strings.HasPrefix(w, "transition"), w == "premier" && c.word(j-1) == "en":
			return true
		}
	}
	return false
}

// passes reports whether « passer » goes from one code to another: « devrait
// passer de M1805 à M1810 », « faire passer « A » de M1805 à M1810 ».
func (c *clause) passes(i int) bool {
	label := c.at(i+1).kind == chunkQuote
	codes := 0
	for j := i + 1; j < len(c.list); j++ {
		if c.list[j].kind == chunkCode {
			codes++
		}
	}
	if label {
		return codes == 2 && c.word(i+2) == "de" && (c.word(i-1) == "faire" || verbs[c.word(i)].mood == moodImperative)
	}
	return codes == 2 && c.word(i+1) == "de" && should[c.should(i)]
}

// namesNext reports whether a label, or what calls one, comes at i.
func (c *clause) namesNext(i int) bool {
	for oneOf(c.word(i), "aussi", "egalement", "l", "la", "le", "les") {
		i++
	}
	n, _ := c.noun(i)
	return c.at(i).kind == chunkQuote || n != nounNone && n != nounSheet
}

// locates reports whether « mettre » is followed by where: « dans K1304 ».
func (c *clause) locates(i int) bool {
	for j := i + 1; j < i+9 && j < len(c.list); j++ {
		if w := c.word(j); oneOf(w, "dans", "en", "sous") && c.leadsToSheet(j+1) {
			return true
		}
	}
	return false
}

// lacks reports whether a word of lacking is said of what a sheet should have:
// « il manque … », « … est absente de … », « … manque dans … ».
func (c *clause) lacks(i int) bool {
	switch w := c.word(i); {
	case strings.HasPrefix(w, "manquant"): // « appellation manquante »
		n := nouns[c.word(i-1)]
		return n != nounNone && n != nounSheet
	case strings.HasPrefix(w, "absent"):
		return c.word(i-1) == "est" || c.word(i-1) == "sont" || c.word(i-2) == "est" || c.word(i-2) == "sont"
	case w == "manque" && (oneOf(c.word(i-1), "le", "un", "ce", "par") || c.word(i+1) == "de" || c.word(i+1) == "d"):
		return false
	}
	return true
}
