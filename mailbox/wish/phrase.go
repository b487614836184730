package wish

import (
	"slices"
	"strings"
)

// phrase reads the actions that take several words.
func (c *clause) phrase(i int) (trigger, bool) {
	w := c.word(i)
	w1, w2, w3 := c.word(i+1), c.word(i+2), c.word(i+3)
	switch {
	case oneOf(w, "figure", "figurent", "apparait", "apparaissent", "existe", "existent") && (w1 == "pas" || w1 == "plus") && (c.word(i-1) == "ne" || c.word(i-1) == "n"):
		end := i + 2
		if oneOf(w2, "encore", "actuellement", "aujourd") {
			end++
		}
		return trigger{i, end, verb{actAdd, moodLack}}, true
	case w == "fait" && w1 == "defaut", w == "font" && w1 == "defaut":
		return trigger{i, i + 2, verb{actAdd, moodLack}}, true
	case (w == "est" || w == "sont") && (w1 == "pas" || w1 == "plus") && c.word(i-1) == "n":
		switch w2 {
		case "presente", "presentes", "present", "presents", "referencee", "referencees", "reference", "proposee", "proposees", "liee", "liees", "listee", "repertoriee", "rattachee", "prevue", "associee", "mentionnee", "citee", "indexee":
			return trigger{i, i + 3, verb{actAdd, moodLack}}, true
		}
	case oneOf(w, "ete", "est", "sont") && (strings.HasPrefix(w1, "oublie") || strings.HasPrefix(w1, "omis")):
		return trigger{i, i + 2, verb{actAdd, moodLack}}, true
	case (w == "faire" || w == "voir") && (w1 == "figurer" || w1 == "apparaitre"):
		return trigger{i, i + 2, verb{actAdd, moodInfinitive}}, true
	case oneOf(w, "appeler", "appelle", "intituler", "nommer", "denommer") && c.word(i-1) == "s":
		return trigger{i, i + 1, verb{actRename, moodShould}}, true
	case oneOf(w, "releve", "relevent", "relever") && c.word(i-1) != "je":
		return trigger{i, i + 1, verb{actBelong, moodShould}}, true
	case (w == "figurer" || w == "apparaitre" || w == "trouver" && c.word(i-1) == "se") && should[c.should(i)]:
		return trigger{i, i + 1, verb{actBelong, moodShould}}, true
	case w == "etre" && should[c.should(i)] && (oneOf(w1, "dans", "sous", "sur") || w1 == "en" && c.at(i+2).kind == chunkCode):
		return trigger{i, i + 1, verb{actBelong, moodShould}}, true
	case w == "etre" && should[c.should(i)] && c.sets(i) && verbs[w1].mood != moodParticiple && verbs[w2].mood != moodParticiple:
		return trigger{i, i + 1, verb{actSet, moodShould}}, true
	case w == "etre" && should[c.should(i)] && c.at(i+1).kind != chunkWord:
		if k := c.at(i + 1); k.kind == chunkQuote || k.sign == ':' {
			return trigger{i, i + 1, verb{actRename, moodShould}}, true
		}
	case (w == "a" || w == "ont") && (w1 == "rien" && w2 == "a" && w3 == "faire" || (w1 == "pas" || w1 == "plus") && oneOf(w2, "sa", "leur", "lieu", "vocation")):
		if c.word(i-1) == "n" {
			return trigger{i, i + 4, verb{actRemove, moodShould}}, true
		}
	case strings.HasPrefix(w, "nouve") && (i == 0 || c.at(i-1).kind == chunkItem || c.at(i-1).sign == ':'):
		switch n, _ := c.noun(i + 1); n {
		case nounNone, nounLabel:
		case nounDefinition, nounAccess:
			return trigger{i, i + 1, verb{actReplace, moodNoun}}, true
		default:
			return trigger{i, i + 1, verb{actAdd, moodNoun}}, true
		}
	case oneOf(w, "proposition", "propositions", "suggestion", "suggestions"):
		switch n, _ := c.noun(i + 2); {
		case w1 != "d" && w1 != "de" || n == nounNone || n == nounLabel:
		case n == nounDefinition || n == nounAccess:
			return trigger{i, i + 1, verb{actReplace, moodNoun}}, true
		default:
			return trigger{i, i + 1, verb{actAdd, moodNoun}}, true
		}
	case proposes[w]:
		if k := c.at(i + 1); k.sign == ':' || k.kind == chunkQuote {
			return trigger{i, i + 1, verb{actReplace, moodInfinitive}}, true
		}
		j := i + 1
		for skipped(c.word(j)) || c.word(j) == "comme" || strings.HasPrefix(c.word(j), "nouve") {
			j++
		}
		if n, end := c.noun(j); n == nounAppellation || n == nounSkill || n == nounKnowledge || n == nounContext {
			if k := c.at(c.passModifiers(end)); k.kind == chunkQuote || k.capital {
				return trigger{i, i + 1, verb{actAdd, moodInfinitive}}, true
			}
		}
	case w == "faire" && oneOf(w1, "de", "du", "d") && c.sets(i):
		return trigger{i, i + 1, verb{actSet, moodInfinitive}}, true
	case w == "ouvrir" && (w1 == "une" || w1 == "un") && (nouns[w2] == nounSheet || strings.HasPrefix(w2, "nouve")):
		return trigger{i, i + 1, verb{actAdd, moodInfinitive}}, true
	case oneOf(w, "indiquer", "preciser", "mentionner") && !should[c.should(i)] && c.sets(i):
		return trigger{i, i + 1, verb{actMark, moodInfinitive}}, true
	case w == "absence" && (w1 == "de" || w1 == "d") && c.nounOf(i):
		return trigger{i, i + 1, verb{actAdd, moodLack}}, true
	case holds[w] && should[c.should(i)]:
		if c.denied(c.opening(i), i) {
			return trigger{i, i + 1, verb{actRemove, moodShould}}, true
		}
		return trigger{i, i + 1, verb{actAdd, moodInfinitive}}, true
	case held[w] && (w1 == "pas" || w1 == "plus") && (c.word(i-1) == "ne" || c.word(i-1) == "n") && c.nounOf(i+1):
		return trigger{i, i + 2, verb{actAdd, moodLack}}, true
	case (w == "devienne" || w == "deviennent") && c.at(i+1).kind == chunkQuote:
		return trigger{i, i + 1, verb{actRename, moodShould}}, true
	case (w == "devienne" || w == "deviennent") && c.sets(i):
		return trigger{i, i + 1, verb{actSet, moodShould}}, true
	case w == "est" && c.instead() && c.at(i+1).kind == chunkQuote && c.said(i, nounLabel, nounAppellation):
		return trigger{i, i + 1, verb{actReplace, moodShould}}, true
	case oneOf(w, "ecrire", "lire", "indiquer", "mettre", "lisez", "ecrivez"):
		if c.instead() {
			return trigger{i, i + 1, verb{actReplace, moodInfinitive}}, true
		}
	case w == "devenir" && should[c.should(i)]:
		return trigger{i, i + 1, verb{actSet, moodShould}}, true
	}
	return trigger{}, false
}

// instead reports whether the clause says « au lieu de » or « à la place de » of
// one of two quotations.
func (c *clause) instead() bool {
	quotes, found := 0, false
	for i, k := range c.list {
		if k.kind == chunkQuote {
			quotes++
		}
		found = found || k.word == "lieu" && c.word(i-1) == "au" || k.word == "place" && c.word(i-1) == "la" || k.word == "non" && c.word(i-1) == "et"
	}
	return found && quotes == 2
}

// said reports whether one of the nouns stands before i.
func (c *clause) said(i int, wanted ...noun) bool {
	for j := range i {
		if n, _ := c.noun(j); n != nounNone && slices.Contains(wanted, n) {
			return true
		}
	}
	return false
}

// should are the words that say that something ought to be.
var should = words(`devrait devraient doit doivent devra devront pourrait pourraient peut peuvent merite merites meritent meriterait
	meriteraient gagnerait faudrait faut souhaitons souhaite souhaiterais souhaiterions souhaitent souhaitable propose proposons demande demandons aimerais
	aimerions voudrais voudrions suggere suggerons preconisons preconise serait convient conviendrait recommande recommandons sollicite sollicitons
	gagneraient vaudrait prefererais prefererions preferable demandent`)

// should returns the word among those before i that says that something ought
// to be, "" when there is none near.
func (c *clause) should(i int) string {
	for j, steps := i-1, 0; j >= 0 && steps < 7; j, steps = j-1, steps+1 {
		if k := c.list[j]; k.kind == chunkSign && k.sign != '-' || k.kind == chunkItem {
			return ""
		}
		if should[c.word(j)] {
			return c.word(j)
		}
	}
	return ""
}

var (
	// proposes are verbs whose object is what they ask for.
	proposes = words("propose proposons suggere suggerons proposent")
	// holds are what a sheet should do with what it has.
	holds = words("comporter contenir mentionner comprendre prevoir citer")
	// held are what a sheet does.
	held = words("comporte contient mentionne comprend prevoit cite inclut propose integre reference reprend")
)
