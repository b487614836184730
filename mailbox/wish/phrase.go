package wish

import (
	"slices"
	"strings"
)

// phraseWords are those at which one of the actions of several words may be: all
// other words need no look at them.
var phraseWords = words(`figure figurent apparait apparaissent existe existent fait font est sont ete faire voir
	appeler appelle intituler nommer denommer ecrire ecrit orthographier orthographie lire dire soit soient apparaisse apparaissent
	releve relevent relever figurer apparaitre trouver disparaitre disparaisse disparaissent conserver maintenir garder laisser
	completer completez enrichir enrichissez etre serait retenir choisir prendre retenez choisissez prenez a ont
	proposition propositions suggestion suggestions propose proposons suggere suggerons proposent ouvrir indiquer preciser mentionner
	place absence comporter contenir comprendre prevoir citer comporte contient mentionne comprend prevoit cite inclut integre reference
	reprend suivante oubli omission aller dit dites depend dependent remonter proposer preferer preferons prefererions prefererais
	contienne comprenne prevoie devienne deviennent mettre lisez ecrivez devenir devient definition acces`)

// phrase reads the actions that take several words.
func (c *clause) phrase(i int) (trigger, bool) {
	w := c.word(i)
	if !phraseWords[w] && !strings.HasPrefix(w, "nouve") {
		return trigger{}, false
	}
	w1, w2, w3 := c.word(i+1), c.word(i+2), c.word(i+3)
	switch {
	case c.wishedIn(i):
		if w1 == "pas" || w1 == "plus" {
			return trigger{i, i + 2, verb{actRemove, moodShould}}, true
		}
		return trigger{i, i + 1, verb{actBelong, moodShould}}, true
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
	case w == "faire" && w1 == "disparaitre":
		return trigger{i, i + 2, verb{actRemove, moodInfinitive}}, true
	case w == "aller" && should[c.should(i)] && oneOf(w1, "en", "dans") && c.leadsToSheet(i+2), w == "serait" && w1 == "mieux" && oneOf(w2, "en", "dans") && c.leadsToSheet(i+3):
		return trigger{i, i + 1, verb{actBelong, moodShould}}, true
	case w == "dit" && c.word(i-1) == "ne" && (w1 == "plus" || w1 == "pas") && c.at(i+2).kind == chunkQuote && w3 == "mais" && c.at(i+4).kind == chunkQuote:
		return trigger{i, i + 2, verb{actReplace, moodInfinitive}}, true
	case strings.HasPrefix(w, "prefer") && c.at(i+1).kind == chunkQuote && w2 == "a" && c.at(i+3).kind == chunkQuote:
		return trigger{i, i + 1, verb{actReplace, moodInfinitive}}, true
	case w == "faire" && (w1 == "figurer" || w1 == "apparaitre") && c.word(i-1) == "plus" && c.word(i-2) == "ne":
		return trigger{i, i + 2, verb{actRemove, moodShould}}, true
	case (w == "faire" || w == "voir") && (w1 == "figurer" || w1 == "apparaitre"):
		return trigger{i, i + 2, verb{actAdd, moodInfinitive}}, true
	case c.spells(i):
		return trigger{i, i + 1, verb{actRename, moodShould}}, true
	case oneOf(w, "releve", "relevent", "relever", "depend", "dependent") && c.word(i-1) != "je":
		return trigger{i, i + 1, verb{actBelong, moodShould}}, true
	case (w == "figurer" || w == "apparaitre" || w == "trouver" && c.word(i-1) == "se") && should[c.should(i)]:
		if c.denied(c.opening(i), i) && oneOf(w1, "dans", "sur", "en", "sous") && c.leadsToSheet(i+2) {
			return trigger{i, i + 1, verb{actRemove, moodShould}}, true
		}
		return trigger{i, i + 1, verb{actBelong, moodShould}}, true
	case oneOf(w, "disparaitre", "disparaisse", "disparaissent") && should[c.should(i)] && !c.denied(c.opening(i), i) && !c.opposed(c.opening(i), i) && !c.question:
		return trigger{i, i + 1, verb{actRemove, moodShould}}, true
	case oneOf(w, "conserver", "maintenir", "garder", "laisser") && c.needless(i):
		return trigger{i, i + 1, verb{actRemove, moodShould}}, true
	case oneOf(w, "completer", "completez", "enrichir", "enrichissez") && c.leadsToSheet(i+1):
		return trigger{i, i + 1, verb{actAdd, moodInfinitive}}, true
	case w == "voir" && should[c.should(i)] && c.shown(i):
		return trigger{i, i + 1, verb{actAdd, moodInfinitive}}, true
	case w == "etre" && should[c.should(i)] && (oneOf(w1, "dans", "sous", "sur") || w1 == "en" && c.at(i+2).kind == chunkCode):
		return trigger{i, i + 1, verb{actBelong, moodShould}}, true
	case w == "etre" && should[c.should(i)] && c.sets(i) && verbs[w1].mood != moodParticiple && verbs[w2].mood != moodParticiple:
		return trigger{i, i + 1, verb{actSet, moodShould}}, true
	case (w == "etre" && should[c.should(i)] || w == "serait") && c.principalBefore(i):
		return trigger{i, i + 1, verb{actSet, moodShould}}, true
	case (w == "soit" || w == "soient") && should[c.should(i)] && w1 == "l" && w2 == "appellation" && w3 == "principale":
		return trigger{i, i + 1, verb{actSet, moodShould}}, true
	case oneOf(w, "retenir", "choisir", "prendre", "retenez", "choisissez", "prenez", "remonter") && c.asPrincipal(i) && (!c.question || polite(c, 0, i)):
		return trigger{i, i + 1, verb{actSet, moodInfinitive}}, true
	case w == "etre" && should[c.should(i)] && c.at(i+1).kind != chunkWord:
		if k := c.at(i + 1); k.kind == chunkQuote || k.sign == ':' {
			return trigger{i, i + 1, verb{actRename, moodShould}}, true
		}
	case (w == "a" || w == "ont") && (w1 == "rien" && w2 == "a" && w3 == "faire" || (w1 == "pas" || w1 == "plus") && oneOf(w2, "sa", "leur", "lieu", "vocation")):
		if c.word(i-1) == "n" {
			return trigger{i, i + 4, verb{actRemove, moodShould}}, true
		}
	case strings.HasPrefix(w, "nouve") && (i == 0 || c.at(i-1).kind == chunkItem || c.at(i-1).sign == ':' || c.at(i-1).sign == ',' || c.word(i-2) == "voici"):
		switch n, end := c.noun(i + 1); n {
		case nounLabel:
			if c.at(end).sign == ':' && c.at(end+1).kind == chunkQuote && c.at(i-1).kind == chunkSign && c.at(i-2).kind == chunkCode {
				return trigger{i, end, verb{actRename, moodShould}}, true // « fiche M1805, nouvel intitulé : « … » »
			}
		case nounNone:
		case nounDefinition, nounAccess:
			return trigger{i, i + 1, verb{actReplace, moodNoun}}, true
		default:
			return trigger{i, i + 1, verb{actAdd, moodNoun}}, true
		}
	case w == "proposition" && w1 == "de" && oneOf(w2, "redaction", "formulation", "texte"):
		return trigger{i, i + 3, verb{actReplace, moodInfinitive}}, true
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
		if j := i + 2; skipped(c.word(i+1)) && oneOf(c.word(j), "redaction", "formulation", "texte", "version") {
			for oneOf(c.word(j), "redaction", "formulation", "texte", "version", "suivante", "suivant", "ci", "dessous", "apres") || c.at(j).sign == '-' {
				j++
			}
			if k := c.at(j); k.sign == ':' || k.kind == chunkQuote {
				return trigger{i, i + 1, verb{actReplace, moodInfinitive}}, true
			}
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
	case oneOf(w, "indiquer", "preciser", "mentionner") && c.word(i-1) == "l" && c.sets(-1):
		return trigger{i, i + 1, verb{actMark, moodInfinitive}}, true // « … est réglementée : merci de l'indiquer »
	case w == "place" && (c.word(i-1) == "sa" || c.word(i-1) == "leur") && c.placedIn(i):
		return trigger{i, i + 1, verb{actBelong, moodShould}}, true
	case oneOf(w, "indiquer", "preciser", "mentionner") && !should[c.should(i)] && c.sets(i):
		return trigger{i, i + 1, verb{actMark, moodInfinitive}}, true
	case oneOf(w, "absence", "oubli", "omission") && (w1 == "de" || w1 == "d" || w != "absence" && c.at(i+1).sign == ':') && c.nounOf(i):
		return trigger{i, i + 1, verb{actAdd, moodLack}}, true
	case holds[w] && should[c.should(i)]:
		if c.denied(c.opening(i), i) {
			return trigger{i, i + 1, verb{actRemove, moodShould}}, true
		}
		return trigger{i, i + 1, verb{actAdd, moodInfinitive}}, true
	case (held[w] || oneOf(w, "contienne", "comprenne", "prevoie")) && should[c.should(i)] && c.after("que", i) && w1 != "pas" && w1 != "plus":
		return trigger{i, i + 1, verb{actAdd, moodInfinitive}}, true
	case held[w] && (w1 == "pas" || w1 == "plus") && (c.word(i-1) == "ne" || c.word(i-1) == "n") && c.nounOf(i+1):
		return trigger{i, i + 2, verb{actAdd, moodLack}}, true
	case (w == "devienne" || w == "deviennent") && c.at(i+1).kind == chunkQuote:
		return trigger{i, i + 1, verb{actRename, moodShould}}, true
	case (w == "devienne" || w == "deviennent") && c.sets(i):
		return trigger{i, i + 1, verb{actSet, moodShould}}, true
	case w == "est" && c.instead() && c.at(i+1).kind == chunkQuote && c.said(i, nounLabel, nounAppellation):
		return trigger{i, i + 1, verb{actReplace, moodShould}}, true
	case oneOf(w, "ecrire", "lire", "indiquer", "mettre", "lisez", "ecrivez", "dire", "dites"):
		if c.instead() || c.readsFor(i) {
			return trigger{i, i + 1, verb{actReplace, moodInfinitive}}, true
		}
	case w == "suivante" && c.word(i-1) == "la" && oneOf(c.word(i-2), "est", "serait") && c.at(i+1).sign == ':' && c.said(i, nounDefinition, nounAccess) && c.wished(i):
		return trigger{i, i + 1, verb{actReplace, moodInfinitive}}, true
	case w == "devenir" && should[c.should(i)] && !c.sets(i) && (c.at(i+1).kind == chunkQuote || c.at(i+1).capital):
		return trigger{i, i + 1, verb{actRename, moodShould}}, true
	case w == "devenir" && should[c.should(i)]:
		return trigger{i, i + 1, verb{actSet, moodShould}}, true
	case (w == "devient" || w == "deviennent") && c.at(i-1).kind == chunkQuote && c.at(i+1).kind == chunkQuote && c.barely(i):
		return trigger{i, i + 1, verb{actRename, moodShould}}, true
	case (w == "definition" || w == "acces") && strings.HasSuffix(w1, "ee") && begins(w1, []string{"propos", "sugger", "souhait"}) && (i == 0 || c.at(i-1).kind == chunkItem):
		return trigger{i, i + 2, verb{actReplace, moodInfinitive}}, true
	}
	return trigger{}, false
}

// wished reports whether a word before i says that something ought to be.
func (c *clause) wished(i int) bool {
	for j := range i {
		if w := c.word(j); should[w] || proposes[w] || w == "proposee" || w == "souhaitee" || w == "serait" {
			return true
		}
	}
	return false
}

// spells reports whether the verb at i says how a name is, or should be,
// written: « s'appelle », « doit se lire », « s'écrit ».
func (c *clause) spells(i int) bool {
	w := c.word(i)
	switch before := c.word(i - 1); {
	case before == "s" && oneOf(w, "appeler", "appelle", "intituler", "denommer", "ecrire", "ecrit", "orthographier", "orthographie"):
		return true
	case before == "se" && oneOf(w, "lire", "nommer", "dire"):
		return should[c.should(i)]
	}
	return false
}

// wishedIn reports whether the verb at i says where something should be, or no
// more be: « que « A » soit dans la fiche », « que « A » ne figure plus dans ».
func (c *clause) wishedIn(i int) bool {
	if !oneOf(c.word(i), "soit", "soient", "figure", "figurent", "apparaisse", "apparaissent") || !should[c.should(i)] {
		return false
	}
	next := i + 1
	if denied := c.word(i-1) == "ne"; denied != (c.word(next) == "pas" || c.word(next) == "plus") {
		return false
	} else if denied {
		next++
	}
	if !oneOf(c.word(next), "dans", "sur", "sous", "en") || !c.leadsToSheet(next+1) {
		return false
	}
	for j := i - 1; j >= 0 && i-j < 8; j-- {
		if c.word(j) == "que" || c.word(j) == "qu" {
			return true
		}
	}
	return false
}

// principalBefore reports whether what should be something is « l'appellation
// principale », and a label follows.
func (c *clause) principalBefore(i int) bool {
	next := c.at(i + 1)
	if next.word == "plutot" {
		next = c.at(i + 2)
	}
	if next.kind != chunkQuote && next.sign != ':' && !next.capital {
		return false
	}
	for j := i - 1; j > 0 && i-j < 8; j-- {
		if c.word(j) == "principale" && c.word(j-1) == "appellation" {
			return true
		}
		if c.at(j).kind == chunkQuote {
			return false
		}
	}
	return false
}

// barely reports whether the clause says nothing but the two quotations beside
// the verb at i, and where: as the minutes of a meeting do.
func (c *clause) barely(i int) bool {
	for j := c.opening(i); j < len(c.list); j++ {
		if k := c.list[j]; j != i && k.kind == chunkWord && nouns[k.word] == nounNone && !sheet[k.word] {
			return false
		}
	}
	return !c.question
}

// instead reports whether the clause says « au lieu de » or « à la place de » of
// one of two quotations, or of one of two labels without quotation marks.
func (c *clause) instead() bool {
	quotes := 0
	for _, k := range c.list {
		if k.kind == chunkQuote {
			quotes++
		}
	}
	at, _ := c.insteadAt(0)
	return at > 0 && (quotes == 2 || quotes == 0)
}

// insteadAt returns where « au lieu de », « à la place de » or « et non » begins,
// from the chunk at i on, and where it ends; 0 when it is not said.
func (c *clause) insteadAt(i int) (at, end int) {
	for j := max(i, 1); j < len(c.list); j++ {
		w, before := c.word(j), c.word(j-1)
		switch {
		case w == "lieu" && before == "au":
			return j - 1, j + 2
		case w == "place" && before == "la" && c.word(j-2) == "a":
			return j - 2, j + 2
		case (w == "non" || w == "pas") && before == "et":
			return j - 1, j + 1
		}
	}
	return 0, 0
}

// readsFor reports whether one quotation, and no other, stands before the verb
// at i and another right after it: « « A », lire « B » ».
func (c *clause) readsFor(i int) bool {
	if c.word(i+1) == "plutot" {
		i++
	}
	if c.at(i+1).kind != chunkQuote || c.word(i) == "mettre" || c.word(i) == "indiquer" {
		return false
	}
	quotes := 0
	for j, k := range c.list {
		if k.kind == chunkQuote && j != i+1 {
			quotes++
			if j > i {
				return false
			}
		}
	}
	return quotes == 1
}

// after reports whether the word stands a few words before i.
func (c *clause) after(word string, i int) bool {
	for j := i - 1; j >= 0 && i-j < 9; j-- {
		if c.word(j) == word {
			return true
		}
	}
	return false
}

// asPrincipal reports whether « comme appellation principale » or the like
// follows the chunk at i.
func (c *clause) asPrincipal(i int) bool {
	for j := i + 1; j < len(c.list); j++ {
		if c.word(j) == "principale" && c.word(j-1) == "appellation" && oneOf(c.word(j-2), "comme", "en", "pour", "d") {
			return true
		}
	}
	return false
}

// needless reports whether there is no reason for the verb at i: « il n'y a plus
// lieu de conserver », « inutile de garder ».
func (c *clause) needless(i int) bool {
	if w := c.word(i - 1); w != "de" && w != "d" {
		return false
	}
	switch c.word(i - 2) {
	case "inutile":
		return true
	case "lieu", "raison":
		return c.word(i-3) == "plus" || c.word(i-3) == "pas"
	}
	return false
}

// placedIn reports whether « sa place » at i is said of where something should
// be: « sa place est en M1810 », « trouverait mieux sa place dans M1810 ».
func (c *clause) placedIn(i int) bool {
	next := i + 1
	switch {
	case oneOf(c.word(next), "est", "serait"):
		next++
	case !c.after("trouverait", i) && !c.after("aurait", i):
		return false
	}
	return oneOf(c.word(next), "en", "dans", "sous") && c.leadsToSheet(next+1)
}

// shown reports whether a label right after the verb at i is wanted on a sheet:
// « voir « A » dans la fiche ».
func (c *clause) shown(i int) bool {
	j := i + 1
	for w := c.word(j); w == "l" || w == "la" || w == "le" || nouns[w] != nounNone && nouns[w] != nounSheet; w = c.word(j) {
		j++
	}
	return c.at(j).kind == chunkQuote && oneOf(c.word(j+1), "dans", "en", "sur", "sous") && c.leadsToSheet(j+2)
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
	holds = words("proposer comporter contenir mentionner comprendre prevoir citer")
	// held are what a sheet does.
	held = words("comporte contient mentionne comprend prevoit cite inclut propose integre reference reprend")
)
