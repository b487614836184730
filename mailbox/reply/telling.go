package reply

import (
	"slices"
	"strings"
)

// isTelling tells whether a plain line is more than a name, a title or an
// address: a sentence, a question, an item of a list, a postscript, a word of
// asking, or a code ROME. Such a line is never part of a signature.
func isTelling(p string) bool {
	if p == "" {
		return false
	}
	if strings.ContainsRune(p, '?') && !strings.Contains(p, "http") || hasCode(p) || requestStems.within(p) || postscripts.begin(p) {
		return true
	}
	switch p[0] {
	case '-', '+':
		return len(p) > 1 && p[1] == ' '
	}
	n := spoken(p)
	last := p[len(p)-1]
	return n > 14 || n >= 7 && (last == '.' || last == '!') || last == ':' || last == ';'
}

// isTitle tells whether a plain line is somebody's function and nothing else, as
// it stands in a signature: « Chargée de mission emploi et compétences ». By
// itself it could as well be a job that is asked for: what is around it decides.
func isTitle(p string) bool {
	if n := fields(p); n == 0 || n > titleWords || hasCode(p) || strings.ContainsAny(p, "?!:;\"=") || strings.HasSuffix(p, ".") {
		return false
	}
	at, _ := strings.CutPrefix(p, "le ")
	at, _ = strings.CutPrefix(at, "la ")
	at, _ = strings.CutPrefix(at, "l'")
	return functions.begin(at+" ") && !askingStems.within(p) && !proseWords.within(" "+p+" ")
}

// titleWords is how many words a title has at most.
const titleWords = 10

// hasCode tells whether there is a code ROME in a line, a letter and four digits
// in one word (the old ones go up to N).
func hasCode(s string) bool {
	for i := 0; i+5 <= len(s); i++ {
		if c := s[i] | 0x20; c < 'a' || c > 'n' {
			continue
		}
		if isDigit(s[i+1]) && isDigit(s[i+2]) && isDigit(s[i+3]) && isDigit(s[i+4]) &&
			(i+5 == len(s) || !isDigit(s[i+5]) && !isLetter(s[i+5])) && (i == 0 || !isDigit(s[i-1]) && !isLetter(s[i-1])) {
			return true
		}
	}
	return false
}

// isContact tells whether a plain line is a way to reach somebody: a telephone
// number, an address of mail, web or post, with few words besides.
func isContact(p string) bool {
	if p == "" || isTelling(p) {
		return false
	}
	n := spoken(p)
	switch {
	case strings.IndexByte(p, '@') > 0 && n <= 8:
		return true
	case (strings.Contains(p, "http://") || strings.Contains(p, "https://") || strings.Contains(p, "www.")) && n <= 5:
		return true
	case hasTelephone(p), hasPostcode(p):
		return true
	}
	// "Tél : …", but not a téléphoniste.
	name := p
	if at := strings.IndexAny(p, " .:"); at > 0 {
		name = p[:at]
	}
	return contactNames.are(name) && strings.ContainsAny(p, ":.0123456789")
}

// spoken counts the words of a plain line that begin with a letter.
func spoken(p string) int {
	n := 0
	for i := range len(p) {
		if isLetter(p[i]) && (i == 0 || p[i-1] == ' ') {
			n++
		}
	}
	return n
}

// hasTelephone tells whether nine to fifteen digits stand together, with what
// people put between them.
func hasTelephone(p string) bool {
	digits := 0
	for i := range len(p) {
		switch c := p[i]; {
		case isDigit(c):
			digits++
		case strings.IndexByte(" .-()+/", c) >= 0:
		default:
			if digits >= 9 && digits <= 15 {
				return true
			}
			digits = 0
		}
	}
	return digits >= 9 && digits <= 15
}

// hasPostcode tells whether a word of five digits is followed by a place, as in
// "75020 paris", or the line names a box or a "cedex".
func hasPostcode(p string) bool {
	if strings.Contains(p, " cedex") || strings.HasPrefix(p, "bp ") || strings.HasPrefix(p, "cs ") {
		return true
	}
	for i := 0; i+7 <= len(p); i++ {
		if (i == 0 || p[i-1] == ' ') && isDigit(p[i]) && isDigit(p[i+1]) && isDigit(p[i+2]) && isDigit(p[i+3]) && isDigit(p[i+4]) &&
			p[i+5] == ' ' && isLetter(p[i+6]) {
			return true
		}
	}
	return false
}

// isImage tells whether a plain line stands for a picture.
func isImage(p string) bool {
	return images.begin(p) && fields(p) <= 8
}

var images = newPhrases("[image", "[cid:", "[logo", "<image", "[http", "cid:")

// requestStems are in the words with which something is asked of a
// nomenclature: those of asking, and those of what is asked for, some of which
// are in titles too.
var (
	requestStems = newPhrases(slices.Concat(askings, []string{"competence", "metier "})...)
	askingStems  = newPhrases(askings...)
	askings      = []string{
		"ajout", "supprim", "suppression", "modifi", "renomm", "corrig", "correction", "remplac", "fusionn", "retir", "scind", "deplac", "creer ", "creation d",
		"demande", "merci de ", "pouvez", "pourriez", "souhait", "voudr", "propos", "appellation", "intitule", "fiche",
	}
)

// functions are what titles in signatures begin with.
var functions = newPhrases(
	"charge de ", "chargee de ", "charge d'", "chargee d'", "chargee ", "conseiller ", "conseillere ", "responsable ", "directeur ", "directrice ", "chef ", "cheffe ",
	"chef de ", "adjoint ", "adjointe ", "assistant ", "assistante ", "secretaire ", "president ", "presidente ", "vice-president ", "vice-presidente ",
	"delegue ", "deleguee ", "coordinateur ", "coordinatrice ", "coordonnateur ", "coordonnatrice ", "gestionnaire ", "referent ", "referente ",
	"consultant ", "consultante ", "formateur ", "formatrice ", "animateur ", "animatrice ", "psychologue ", "juriste ", "attache ", "attachee ",
	"expert ", "experte ", "manager ", "ingenieur ", "ingenieure ", "gerant ", "gerante ", "drh ", "dg ", "dga ", "cip ", "inspecteur ", "inspectrice ",
)

var postscripts = newPhrases("ps ", "ps:", "p.s", "ps.", "p-s", "nb ", "nb:", "n.b", "post-scriptum", "pj ", "pj:", "p.j", "piece jointe", "pieces jointes")

var contactNames = newPhrases(
	"tel", "telephone", "t", "mob", "mobile", "port", "portable", "fax", "f", "std", "standard", "mail", "e-mail", "email", "courriel", "web",
	"site", "siret", "skype", "linkedin", "ligne", "ld", "phone", "office", "cell", "gsm", "twitter", "facebook",
)
