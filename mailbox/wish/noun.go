package wish

// A noun is what a clause calls the thing it speaks of.
type noun int

const (
	nounNone noun = iota
	nounAppellation
	nounSheet // fiche, métier
	nounSkill
	nounKnowledge
	nounContext
	nounMobility
	nounDefinition
	nounAccess
	nounShort // libellé court
	nounLabel // libellé, intitulé, of what follows or of what is at hand
	nounTheme
	nounSector
	nounInterest
	nounNAF
	nounISCO
)

// nouns tells the noun of folded words; some need a look at their neighbours,
// see clause.noun.
var nouns = func() map[string]noun {
	m := make(map[string]noun)
	for n, list := range map[noun]string{
		nounAppellation: "appellation appellations appelation appelations apellation apellations apelation apelations synonyme synonymes",
		nounSheet:       "fiche fiches metier metiers",
		nounSkill:       "competence competences macrocompetence macro",
		nounKnowledge:   "savoir savoirs connaissance connaissances",
		nounContext:     "contexte contextes condition",
		nounMobility:    "mobilite mobilites passerelle passerelles evolution evolutions",
		nounDefinition:  "definition definitions",
		nounAccess:      "acces",
		nounLabel:       "libelle libelles intitule intitules denomination denominations nom titre",
		nounTheme:       "theme themes thematique thematiques",
		nounSector:      "secteur secteurs",
		nounInterest:    "interet interets",
		nounNAF:         "naf",
		nounISCO:        "isco citp isco08",
	} {
		for w := range words(list) {
			m[w] = n
		}
	}
	return m
}()

// noun reads the noun at i, and where the words that belong to it end.
func (c *clause) noun(i int) (noun, int) {
	n, ok := nouns[c.word(i)]
	if !ok {
		if i >= 0 && i < len(c.list) && c.list[i].rubric != nounNone {
			return c.list[i].rubric, i + 1
		}
		return nounNone, i
	}
	end := i + 1
	hyphen := func(word string) bool {
		return c.word(end) == word || c.at(end).sign == '-' && c.word(end+1) == word
	}
	pass := func(word string) {
		for c.word(end) != word {
			end++
		}
		end++
	}
	switch c.word(i) {
	case "savoir", "savoirs":
		switch {
		case hyphen("faire"):
			n = nounSkill
			pass("faire")
		case hyphen("etre"):
			n = nounSkill
			pass("etre")
		case c.word(i) == "savoir" && oneOf(c.word(end), "si", "quel", "comment", "s"):
			return nounNone, i
		}
	case "macro":
		if !hyphen("competence") && !hyphen("competences") {
			return nounNone, i
		}
		for c.word(end) != "competence" && c.word(end) != "competences" {
			end++
		}
		end++
	case "metier":
		if c.word(i-1) == "de" && c.word(i-2) == "coeur" {
			return nounNone, i
		}
	case "contexte", "contextes":
		if c.word(end) == "de" && c.word(end+1) == "travail" {
			end += 2
		}
	case "condition":
		if c.word(end) != "de" || c.word(end+1) != "travail" {
			return nounNone, i
		}
		end += 2
	case "acces":
		if w := c.word(end); w != "a" && w != "au" && c.word(i-1) != "d" {
			return nounNone, i
		}
		if (c.word(end) == "a" || c.word(end) == "au") && oneOf(c.word(end+1), "l", "emploi", "metier") {
			for w := c.word(end); oneOf(w, "a", "au", "l", "emploi", "metier"); w = c.word(end) {
				end++
			}
		}
	case "secteur", "secteurs":
		if (c.word(end) != "d" || !oneOf(c.word(end+1), "activite", "activites")) && c.at(end).kind != chunkQuote {
			return nounNone, i
		}
	case "interet", "interets":
		if c.word(i-1) != "d" || c.word(i-2) != "centre" && c.word(i-2) != "centres" {
			return nounNone, i
		}
	case "fiche", "fiches":
		if c.word(end) == "metier" || c.word(end) == "metiers" {
			end++
		}
	case "libelle", "libelles", "intitule", "intitules", "denomination", "nom", "titre", "appellation":
		if w := c.word(end); oneOf(w, "court", "courte", "abrege", "abregee") {
			return nounShort, end + 1
		}
	}
	if n == nounAppellation && (c.word(end) == "metier" || c.word(end) == "rome") {
		end++
	}
	return n, end
}

// modifiers may stand between a noun and the label it calls.
var modifiers = words(`suivante suivantes suivant suivants nommee nomme intitulee intitule intitulees dite dit denommee denomme nouvelle nouvelles
	nouveau nouveaux manquante manquantes rome metier de d du technique techniques professionnelle professionnelles professionnel professionnels
	transversale transversales specifique specifiques supplementaire supplementaires complementaire complementaires ci dessous la le l les
	existante existantes actuelle actuel n ogr obsolete obsoletes libelle libellee soit principale comportementale principal numerique
	theorique theoriques proceduraux procedural deux trois quatre cinq six une un des relative relatif`)

// passModifiers returns the first chunk from i on that is no modifier.
func (c *clause) passModifiers(i int) int {
	for {
		k := c.at(i)
		switch {
		case k.kind == chunkWord && !k.capital && (modifiers[k.word] || isDigits(k.word)):
		case k.kind == chunkSign && (k.sign == ':' || k.sign == '-' && c.word(i+1) == "dessous" || k.sign == '"' || k.sign == '='):
		default:
			return i
		}
		i++
	}
}
