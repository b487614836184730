package wish

// A role is what a code does in a clause.
type role int

const (
	roleNone role = iota // it stands alone: « la fiche M1805 : »
	roleTo               // à, dans, vers
	roleFrom             // de, depuis
	roleNot              // plutôt que, au lieu de, et non
	roleNow              // actuellement dans; in parentheses after a label
	roleBy               // par
)

// A place is a code with its role.
type place struct {
	at   int // chunk
	code string
	role role
}

// sheet are the words that may stand between a preposition and a code.
var sheet = words(`fiche fiches metier metiers code codes rome la le l les numero n no celle celles celui ceux page cette ce emploi groupe fiches
	referentiel descriptif libelle intitule rubrique domaine liste notre nouvelle autre v4 4 0 contenu`)

// places returns the codes of a clause with their roles.
func (p *page) places(c *clause) []place {
	var list []place
	for i := range c.list {
		if c.list[i].kind != chunkCode {
			continue
		}
		r := p.roleOf(c, i)
		if r == roleNone && len(list) > 0 && p.enumerated(c, list[len(list)-1].at, i) {
			r = list[len(list)-1].role
		}
		list = append(list, place{i, c.list[i].code, r})
	}
	return list
}

// enumerated reports whether two codes are items of one enumeration.
func (p *page) enumerated(c *clause, from, to int) bool {
	for j := from + 1; j < to; j++ {
		switch k := c.list[j]; {
		case k.sign == ',' || k.sign == '/' || k.sign == '(' || k.sign == ')' || k.sign == '&':
		case k.word == "et" || k.word == "ou" || sheet[k.word] || k.word == "ainsi" || k.word == "que":
		default:
			return false
		}
	}
	return true
}

// roleOf finds the preposition of the code at i.
func (p *page) roleOf(c *clause, i int) role {
	gloss := 0 // words passed that name the sheet: « la fiche Boulanger (D1102) »
	for j := i - 1; j >= 0 && i-j < 16; j-- {
		k := c.list[j]
		switch {
		case k.kind == chunkItem:
			return roleNone
		case k.kind == chunkSign:
			switch k.sign {
			case '(':
				if j > 0 && p.sheetOpens(c, j) {
					continue
				}
				return roleNow
			case '–', '-', ':', '"', '«':
				if p.sheetOpens(c, j) {
					continue
				}
			case '→':
				return roleTo
			}
			return roleNone
		case k.kind == chunkQuote:
			if p.sheetOpens(c, j) {
				continue
			}
			return roleNone
		case k.kind == chunkCode:
			return roleNone
		case oneOf(k.word, "de", "du", "des", "d") && (c.word(j-1) == "celle" || c.word(j-1) == "celui" || sheet[c.word(j-1)] && c.word(j-1) != "contenu"):
			continue
		case sheet[k.word]:
			gloss = 0
			continue
		}
		if r, ok := preposition(c, j); ok {
			return r
		}
		if gloss++; gloss > 8 || !p.sheetOpens(c, j) {
			return roleNone
		}
	}
	return roleNone
}

// sheetOpens reports whether « fiche » or « métier » opens what the chunk at j
// goes on naming.
func (p *page) sheetOpens(c *clause, j int) bool {
	for k := j - 1; k >= 0 && j-k <= 9; k-- {
		switch w := c.word(k); {
		case oneOf(w, "fiche", "metier", "fiches"):
			return true
		case c.list[k].kind == chunkCode || c.list[k].kind == chunkItem || c.list[k].kind == chunkSign && c.list[k].sign != '-' && c.list[k].sign != '/':
			return false
		case w == "vers" || w == "dans" || verbs[w].action != actNone || stops[w]:
			return false
		}
	}
	return false
}

// preposition tells the role that the word at j gives.
func preposition(c *clause, j int) (role, bool) {
	switch w := c.word(j); w {
	case "a", "au", "aux", "dans", "sur", "sous", "vers", "chez", "pour", "en", "parmi", "entre", "profit":
		if negates(c, j) {
			return roleNot, true
		}
		if present(c, j) {
			return roleNow, true
		}
		if w == "au" && c.word(j+1) == "lieu" {
			return roleNot, true
		}
		return roleTo, true
	case "de", "du", "des", "d", "depuis", "hors":
		if c.word(j-1) == "lieu" || negates(c, j) {
			return roleNot, true
		}
		if w != "depuis" && oneOf(c.word(j-1), "sein", "profit", "niveau") {
			return roleTo, true
		}
		before := j - 1
		for oneOf(c.word(before), "davantage", "plutot", "clairement", "bien", "surtout", "mieux") && c.word(before-1) != "" {
			before--
		}
		if w != "depuis" && before < j-1 && oneOf(c.word(before), "releve", "relevent", "depend", "dependent") {
			return roleTo, true
		}
		if w != "depuis" && (oneOf(c.word(j-1), "releve", "relever", "relevent", "depend", "dependre", "dependent", "plutot") || c.word(j-1) == "bien" && c.word(j-2) == "releve") {
			return roleTo, true
		}
		return roleFrom, true
	case "que", "qu":
		if c.word(j-1) == "plutot" {
			return roleNot, true
		}
	case "par":
		return roleBy, true
	case "non", "pas":
		return roleNot, true
	}
	return roleNone, false
}

// negates reports whether the preposition at j is said of what is not wanted:
// « plutôt qu'à », « et non à », « pas dans ».
func negates(c *clause, j int) bool {
	switch w := c.word(j - 1); w {
	case "non", "pas":
		return w == "non" || c.word(j-2) == "et" || c.word(j-2) == "non" || c.at(j-2).sign == ','
	case "que", "qu": // « plutôt qu'en », « mieux sa place ici qu'en »
		return c.word(j-2) == "plutot" || hasWord(c, max(0, j-12), j, "mieux")
	}
	return false
}

// presents say that something is so now.
var presents = words("actuellement aujourd hui rattachee rattache rattachees classee classe classees situee figure figurant presente placee indexee est trouve existant existante aujourdhui liee range rangee")

// present reports whether the preposition at j tells where something is now:
// « actuellement dans », « , rattachée à ».
func present(c *clause, j int) bool {
	w := c.word(j - 1)
	if !presents[w] || c.wishedIn(j-1) {
		return false
	}
	for k := j - 1; k >= 0 && j-k < 6; k-- {
		switch c.word(k) {
		case "actuellement", "aujourd", "aujourdhui":
			return true
		case "etre", "soit":
			return false
		}
	}
	return c.at(j-2).sign == ',' || c.at(j-2).kind == chunkQuote || c.word(j-2) == "est" || w == "figure" || w == "trouve"
}
