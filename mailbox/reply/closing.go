package reply

import "strings"

// isClosing tells whether a plain line is a sign-off: « Bien cordialement, ».
func isClosing(p string) bool {
	p = strings.Trim(p, " ,.!;-")
	switch n := fields(p); {
	case n == 0 || n > 24 || hasCode(p) || strings.IndexByte(p, '?') >= 0:
		return false
	case n <= 3 && thanks.begin(p):
		return true
	case n <= 10 && closings.begin(p):
		return true
	}
	return formulaWords.within(p) && formulas.within(p)
}

// isThanks tells whether a sign-off only thanks, as a request may before it goes
// on: « Merci ».
func isThanks(p string) bool { return thanks.begin(p) && !closings.begin(p) }

// isGreeting tells whether a plain line is a salutation and nothing else:
// « Bonjour Madame, ».
func isGreeting(p string) bool {
	if fields(p) > 6 || !greetings.begin(p) || proseWords.within(p+" ") {
		return false
	}
	_, after, _ := strings.Cut(p, ",")
	after = strings.TrimSpace(after)
	return after == "" || greetings.begin(after)
}

// A tally counts the words that an author says, line by line: greetings,
// sign-offs and the name below them are none, but thanks are an answer.
type tally struct {
	words          int
	points, passes bool // whether they point at what is below, or pass it on
	coded          bool // whether a code ROME is among them
	closed         int  // lines since the sign-off, 0 before it
}

// add counts a plain line.
func (t *tally) add(p string) {
	switch n := fields(p); {
	case n == 0 || isImage(p):
	case isGreeting(p):
	case isClosing(p):
		t.closed = 1
		if thanks.begin(p) {
			t.words += n
		}
	case t.closed > 0 && t.closed <= 2 && n <= 5 && !isTelling(p):
		t.closed++
	default:
		t.closed = 0
		t.words += n
		t.coded = t.coded || hasCode(p)
		t.points = t.points || pointing.within(p)
		t.passes = t.passes || passing.within(p)
	}
}

// passesOn tells whether these words send on what stands below them, be it marked
// as a forward or not.
func (t *tally) passesOn() bool { return t.passes && !t.coded && t.words <= pointingWords }

// addsLittle tells whether these words need what is passed on below them to be a
// request.
func (t *tally) addsLittle() bool {
	return t.words <= fewWords || t.words <= pointingWords && (t.points || t.passes)
}

const (
	// fewWords is up to how many words of one's own count as next to nothing
	// beside a forwarded text, and pointingWords up to how many do when they
	// point at it.
	fewWords, pointingWords = 5, 40
)

var greetings = newPhrases(
	"bonjour", "bonsoir", "madame", "monsieur", "mesdames", "messieurs", "chere ", "cher ", "chers ", "cheres ", "salut", "bjr",
	"hello", "hi,", "hi ", "hi!", "dear ", "good morning", "guten tag", "hallo", "hola", "ciao",
)

var thanks = newPhrases("merci", "thanks", "thank you", "best", "danke", "gracias", "grazie")

var closings = newPhrases(
	"cordialement", "bien cordialement", "tres cordialement", "cordialy", "cordially", "cordiales salutations", "salutations", "sinceres salutations",
	"meilleures salutations", "mes salutations", "mes sinceres", "bien a vous", "bien a toi", "bien sincerement", "sincerement",
	"respectueusement", "bien respectueusement", "bonne journee", "belle journee", "bonne soiree", "bonne fin de", "bonne reception",
	"excellente journee", "cdt", "cdlt", "bav", "amicalement", "bien amicalement", "avec mes remerciements", "avec nos remerciements", "tres bonne journee",
	"a votre disposition", "restant a votre disposition", "dans l'attente de votre", "avec toute ma", "merci d'avance", "merci par avance", "en vous remerciant",
	"regards", "best regards", "kind regards", "warm regards", "best wishes", "sincerely", "yours", "many thanks", "thanks in advance", "cheers", "all the best",
	"mit freundlichen", "freundliche gr", "viele gr", "liebe gr", "beste gr", "mfg", "met vriendelijke", "saludos", "un saludo", "atentamente",
	"cordiali saluti", "distinti saluti", "atenciosamente", "cumprimentos", "med vanlig", "med venlig", "vennlig hilsen", "с уважением", "pozdrawiam",
)

// formulas are in the long sign-offs of letters, and formulaWords in each of
// them.
var formulas = newPhrases(
	"salutations distinguees", "sinceres salutations", "salutations les meilleures", "respectueuses salutations", "sentiments distingues",
	"sentiments les meilleurs", "sentiments respectueux", "sentiments devoues", "consideration distinguee", "haute consideration",
	"expression de mes s", "expression de nos s", "expression de mes plus", "expression de ma consideration",
)

var formulaWords = newPhrases("salutations", "sentiments", "consideration", "expression de m", "expression de n")

// pointing are phrases that send the reader to what is below.
var pointing = newPhrases(
	"ci-dessous", "ci dessous", "ci-apres", "ci apres", "plus bas", "en dessous", "en-dessous", "see below", "message below", "mail below", "email below",
	"request below",
)

// passing are phrases with which something is passed on.
var passing = newPhrases(
	"je vous transfere", "je te transfere", "nous vous transferons", "vous transferer", "je transfere", "transfert du mail", "transfert du message",
	"je vous transmets", "je te transmets", "nous vous transmettons", "vous transmettre", "je transmets", "je vous fais suivre", "je te fais suivre",
	"nous vous faisons suivre", "je fais suivre", "faire suivre", "pour info", "pour information", "pour traitement", "pour suite a donner",
	"pour suite", "pour attribution", "pour prise en charge", "pour reponse", "pour competence", "fyi", "for your information", "please handle",
	"forwarding you", "i am forwarding", "i'm forwarding", "je relaie", "je vous relaie",
)
