package wish

import "strings"

// participles after « avoir » that report instead of asking.
var reported = words(`decide choisi prevu refuse demande demandee propose souhaite voulu pu pense evoque annonce promis accepte fini commence
	sollicite suggere signale reussi tente essaye confirme indique dit repondu prefere permis valide recommande`)

// others are words before an infinitive that make it no wish.
var others = words(`sans avant apres eviter evitez inutile refus refuse refusez refuser oppose opposee opposons contre venez vient viens venons allez
	envisagez comptez prevu prevue prevoyez prevoit permet permettant permettra permettrait hesite vont va sert servant consiste deconseille craint crains
	peur lieu interdit interdire prefere opportunite pertinence utilite procedure procedures demarche demarches formulaire bouton onglet methode`)

// intended reports whether a verb after « vous » tells what they mean to do
// themselves: « vous envisageriez de supprimer », but not « vous pourriez
// supprimer », « vous voudrez bien supprimer ».
func intended(w string) bool {
	if !strings.HasSuffix(w, "ez") || strings.HasSuffix(w, "rez") && !strings.HasSuffix(w, "erez") {
		return false
	}
	return !begins(w, []string{"pouv", "pourr", "dev", "accept", "daign", "veuill", "aur", "ser", "avez", "aviez"})
}

func (c *clause) infinitiveAsks(from int, t trigger) bool {
	if c.denied(from, t.at) {
		return false
	}
	switch before := c.word(t.at - 1); {
	case before == "que" || before == "qu":
		return false // il ne reste qu'ajouter
	case strings.HasSuffix(c.word(t.at), "joindre") && oneOf(before, "me", "nous", "vous", "se", "le", "la", "les"):
		return false // « vous pouvez me joindre au … »
	case before == "pour" && t.at-1 == from && c.goesOn(t.end):
		return false // « pour ajouter …, cliquez »
	}
	for j := t.at - 1; j >= from && t.at-j <= 9; j-- {
		switch w := c.word(j); {
		case w == "":
			continue
		case w == "lieu" && c.word(j-1) == "au", w == "plutot", w == "besoin" && oneOf(c.word(j-1), "pas", "aucun", "plus"):
			return false
		case w == "lieu":
			continue
		case oneOf(w, "prevu", "envisage", "question"):
			return false
		case w == "vient" && c.word(j-1) == "convient":
		case strings.HasSuffix(w, "ent") && oneOf(c.word(j-1), "certains", "certaines", "aucuns"):
			return false
		case c.word(j-1) == "vous" && t.at-j <= 4 && (intended(w) || c.word(j-2) == "si" && strings.HasSuffix(w, "ez") && !strings.HasPrefix(w, "pou")) && c.word(j+1) != "bien":
			return false
		case others[w] && t.at-j <= 4, strings.HasPrefix(w, "refus"), strings.HasPrefix(w, "oppos"), w == "arrive" && c.word(j+1) == "pas", w == "arrivons":
			return false
		case w == "avez" || w == "avons" || w == "a" && c.word(j+1) != "la" || oneOf(w, "ai", "ont", "aviez", "avais", "avions", "avait"):
			for k := j + 1; k < t.at && k < j+5; k++ {
				if reported[c.word(k)] {
					return false
				}
			}
		}
	}
	return true
}

// goesOn reports whether a comma parts what follows the chunk at i from the rest
// of the clause, so that it was only what that is done for.
func (c *clause) goesOn(i int) bool {
	for ; i < len(c.list); i++ {
		if c.list[i].sign == ',' {
			return true
		}
	}
	return false
}

// denied reports whether the words from from to before to deny what follows:
// « ne … pas », unless it is politeness (« ne pourriez-vous pas … »).
func (c *clause) denied(from, to int) bool {
	for j := to - 1; j >= from; j-- {
		if should[c.word(j)] && oneOf(c.word(j-1), "et", "mais", "donc") {
			return false // what is denied before is something else
		}
		switch c.word(j) {
		case "ne", "n":
			if strings.HasPrefix(c.word(j+1), "oubli") {
				return false // « n'oubliez pas de … »
			}
			for k := j + 1; k < to && k < j+8; k++ {
				switch w := c.word(k); {
				case oneOf(w, "pas", "plus", "jamais", "aucun", "aucunement", "surtout", "guere"):
					return true
				case oneOf(w, "pourriez", "pouvez", "faudrait", "serait", "peut", "pourrait"):
					next := c.word(k + 1)
					if c.at(k+1).sign == '-' {
						next = c.word(k + 2)
					}
					if oneOf(next, "il", "vous", "on") {
						return false
					}
				}
			}
		case "aucune", "aucun":
			return true
		case "pas":
			if strings.HasPrefix(c.word(j-1), "oubli") || c.at(j-2).sign == '-' && oneOf(c.word(j-1), "on", "vous", "il") {
				continue // « ne pourrait-on pas … »: the « ne » decides
			}
			if c.word(j-1) != "n" && c.word(j-1) != "est" && (c.word(j+1) == "de" || c.word(j+1) == "d" || j+1 == to) && c.word(j-1) != "pourquoi" {
				return true
			}
		}
	}
	return false
}

func (c *clause) participleAsks(from int, t trigger) bool {
	before := c.word(t.at - 1)
	for j := t.at - 1; j >= from && t.at-j <= 4; j-- { // adverbs
		switch w := c.word(j); w {
		case "plutot", "bien", "egalement", "aussi", "donc", "directement", "desormais", "mieux", "elle", "il", "elles", "ils", "davantage", "simplement", "ainsi", "-", "":
			continue
		default:
			before = w
		}
		break
	}
	switch {
	case before == "etre" && (t.action == actMark || t.action == actSet):
		return should[c.should(t.at)]
	case before == "etre":
		return should[c.should(t.at)] && !c.denied(from, t.at) || c.word(c.lastBefore(t.at, "etre")-1) == "a" || c.corrected(t)
	case before == "soit" || before == "soient":
		return !c.denied(from, t.at) && !hasWord(c, from, t.at, "bien") && !c.opposed(from, t.at)
	case before == "voir" || before == "voie":
		return !c.denied(from, t.at)
	}
	return false
}

// opposed reports whether the words from from to before to are against what
// follows: « je m'oppose à ce que … ».
func (c *clause) opposed(from, to int) bool {
	for j := from; j < to; j++ {
		if begins(c.word(j), []string{"oppos", "refus", "crai", "redout", "regrett", "deplor", "evit", "conteste", "defavorabl", "hostil", "inquiet", "empech"}) || c.word(j) == "contre" {
			return true
		}
	}
	return false
}

// lastBefore returns the place of the word before i, -1 when there is none.
func (c *clause) lastBefore(i int, word string) int {
	for j := i - 1; j >= 0; j-- {
		if c.word(j) == word {
			return j
		}
	}
	return -1
}

// corrected reports whether what is denied is put right: « ne devrait pas être
// rattachée à M1805 mais à M1810 ».
func (c *clause) corrected(t trigger) bool {
	if t.action != actAttach && t.action != actMove {
		return false
	}
	for j := t.end; j < len(c.list); j++ {
		if c.word(j) == "mais" {
			return true
		}
	}
	return false
}

// nounAsks reports whether a noun of a verb asks: at the beginning, or after a
// word that asks for it, and nothing says that it was done.
func (c *clause) nounAsks(from int, t trigger) bool {
	if !c.nounOf(t.at) {
		return false
	}
	for j := t.end; j < len(c.list); j++ { // « l'ajout de … a été fait »
		switch c.word(j) {
		case "ete", "faite", "effectuee", "effectue", "prevu", "prevue", "realise", "realisee", "pris", "prise":
			return false
		}
	}
	if c.denied(from, t.at) {
		return false
	}
	for j := t.at - 1; j >= 0; j-- {
		switch w := c.word(j); {
		case c.list[j].kind == chunkItem:
			return true
		case oneOf(w, "a", "au", "l", "la", "le", "un", "une", "d", "de", "votre", "nos", "deux", "les", "des", "l'", "haute", "bienveillance", "vos", "services", "part", "autre"):
			continue
		case should[w] || askers[w]:
			return true
		case w == "pour":
			return c.word(j-1) != "merci" && c.word(j-1) != "remercie" && c.word(j-1) != "remerciements"
		case c.list[j].kind == chunkSign:
			return true
		}
		return false
	}
	return true
}

// askers are words before the noun of a verb that ask for it.
var askers = words(`demande demander demandes demandons proposer proposition souhaiter solliciter objet sujet type nature concernant effectuer proceder
	suggestion solliciterait re tr fwd envisager possibilite faire requete proceder procedions procediez obtenir ainsi et prevoir voici demandeur demandeurs demandeuse reclamer reclame reclamons`)

func hasWord(c *clause, from, to int, word string) bool {
	for j := from; j < to; j++ {
		if c.word(j) == word {
			return true
		}
	}
	return false
}
