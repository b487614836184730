package wish

import "strings"

// asks reports whether a verb asks for its action to be done: neither denied,
// nor reported, nor foreseen by others, nor asked about.
func (c *clause) asks(t trigger) bool {
	from := c.opening(t.at)
	if c.asked(t.at) {
		return false
	}
	switch t.mood {
	case moodInfinitive:
		return c.infinitiveAsks(from, t)
	case moodImperative:
		w := c.word(t.at - 1)
		if oneOf(w, "le", "la", "les", "l") {
			w = c.word(t.at - 2)
		}
		return w != "vous" && w != "ne" && w != "n" && !hasWord(c, from, t.at, "si")
	case moodSubjunctive:
		for j := from; j < t.at; j++ {
			if c.word(j) == "que" || c.word(j) == "qu" {
				return !c.denied(from, t.at) && !c.opposed(from, t.at)
			}
		}
		return false
	case moodParticiple:
		return c.participleAsks(from, t)
	case moodGerund: // « merci de réparer cet oubli en l'ajoutant »
		if w := c.word(t.at - 1); c.word(t.at-2) != "en" || w != "l" && w != "la" && w != "le" && w != "les" {
			return false
		}
		for j := from; j < t.at; j++ {
			if w := c.word(j); w == "merci" || w == "pourriez" || w == "pouvez" || strings.HasPrefix(w, "remerci") {
				return !c.denied(from, t.at)
			}
		}
		return false
	case moodNoun:
		return c.nounAsks(from, t)
	case moodLack:
		if w := c.word(t.end); strings.HasPrefix(c.word(t.at), "manqu") && (w == "de" || w == "d") && !c.lacksLabel(t) {
			return false
		}
		return !c.question && !hasWord(c, from, t.at, "si") && !hasWord(c, from, t.at, "quand") && !c.lacksElsewhere(t)
	}
	return t.action == actRemove || t.action == actSet || !c.denied(from, t.at)
}

// lacksElsewhere reports whether something is said to lack in what is no sheet:
// « n'apparaît plus dans son espace ».
func (c *clause) lacksElsewhere(t trigger) bool {
	for j := t.end; j < len(c.list) && j < t.end+3; j++ {
		switch c.word(j) {
		case "dans", "sur", "en":
			return !c.leadsToSheet(j+1) && c.noun1(j+1) == nounNone
		}
	}
	return false
}

// noun1 returns the noun at i or right after an article.
func (c *clause) noun1(i int) noun {
	for skipped(c.word(i)) || c.word(i) == "vos" || c.word(i) == "ses" {
		i++
	}
	n, _ := c.noun(i)
	return n
}

// lacksLabel reports whether « il manque » is followed by what is missing.
func (c *clause) lacksLabel(t trigger) bool {
	if c.word(t.at-1) != "il" {
		return false
	}
	for j := t.end; j < len(c.list) && j < t.end+4; j++ {
		if _, ok := nouns[c.word(j)]; ok || c.list[j].kind == chunkQuote {
			return !c.question
		}
	}
	return false
}

// opening returns where what governs the verb at i begins: after the last sign
// or conjunction that parts it from something else.
func (c *clause) opening(i int) int {
	for j := i - 1; j >= 0; j-- {
		switch k := c.list[j]; {
		case k.kind == chunkItem:
			return j + 1
		case k.kind == chunkSign && (k.sign == ',' || k.sign == ':' || k.sign == '(' || k.sign == '–' || k.sign == ';' || k.sign == '?'):
			return j + 1
		case oneOf(k.word, "mais", "donc", "car", "puis"):
			return j + 1
		}
	}
	return 0
}

// questions are words that ask about an action instead of asking for it, when
// they stand anywhere before the verb.
var questions = words("pourquoi comment quand combien")

// asked reports whether the sentence asks whether, why, how or when.
func (c *clause) asked(i int) bool {
	if c.question && c.consults() || c.doubted {
		return true
	}
	for j := 0; j < i; j++ {
		w := c.word(j)
		switch {
		case w == "":
		case questions[w]:
			return true
		case oneOf(w, "savoir", "sais", "savez", "ignore") || w == "demande" && c.word(j-1) == "me":
			next := c.word(j + 1)
			if next == "vous" || next == "pas" {
				next = c.word(j + 2)
			}
			if oneOf(next, "si", "s", "quel", "quelle", "quels", "ou") {
				if polite(c, j, i) {
					continue
				}
				return true
			}
		}
	}
	return false
}

// consults reports whether the sentence asks for an opinion, or for news: « qu'en
// pensez-vous ? », « est-ce vrai ? ».
func (c *clause) consults() bool {
	for i := range c.list {
		switch w := c.word(i); {
		case strings.HasPrefix(w, "pens") && (c.word(i-1) == "en" || w == "pensez"), oneOf(w, "faut", "doit", "dois", "devons", "convient") && c.at(i+1).sign == '-',
			oneOf(w, "pertinent", "justifie", "necessaire", "prevu", "normal"), w == "avis" && c.word(i-1) == "votre", w == "vrai", w == "confirmez", w == "confirme", w == "exact" && c.word(i-1) == "ce":
			return true
		}
	}
	return false
}

// polite reports whether a request is only wrapped in a question: « savoir s'il
// serait possible de … », « si vous pourriez … ».
func polite(c *clause, from, to int) bool {
	for j := from; j < to; j++ {
		switch c.word(j) {
		case "possible", "pouvez", "pourriez", "envisageable", "accepteriez", "voulez", "voudriez":
			return true
		}
	}
	return false
}
