package reply

import "strings"

// isNotice tells whether line i begins a disclaimer or a banner: something that
// a server adds to every message. p is the plain line.
func (d *draft) isNotice(i int, p string) bool {
	p = unframed(p)
	if noticePhrases.begin(p) {
		return !hasCode(p)
	}
	// "Ce message" and "Avant d'imprimer" may begin sentences of the author's,
	// a printer's among others: the evidence is in the next lines.
	legal, green := noticeStarts.begin(p), greenStarts.begin(p)
	if !legal && !green {
		return false
	}
	evident, prints, letter := false, false, false
	for j := i; j < min(i+4, d.len()) && d.line(j) != ""; j++ {
		q := d.plain(j)
		if hasCode(q) {
			return false
		}
		evident = evident || noticeEvidence.within(q)
		prints = prints || strings.Contains(q, "imprim")
		letter = letter || greenEvidence.within(q)
	}
	return legal && evident || green && prints && letter
}

// noticeEnd is the end of the notice that begins at line i. It goes on as long as
// lines are full, as wrapped ones are: text may follow a banner at once.
func (d *draft) noticeEnd(i int) int {
	for i++; i < d.len(); i++ {
		if n := len(d.line(i - 1)); n < 50 || n > 110 {
			break
		}
		s := d.line(i)
		if s == "" || d.isQuoted(s) || hasCode(s) {
			break
		}
		if p := plain(s); greetings.begin(p) || isClosing(p) {
			break
		}
	}
	return i
}

// unframed takes off what disclaimers are drawn in.
func unframed(p string) string {
	for p != "" && (p[0] < '0' || p[0] > '9' && p[0] < 'a') {
		p = p[1:]
	}
	return p
}

var noticePhrases = newPhrases(
	"ce message est confidentiel", "ce courriel est confidentiel", "les informations contenues dans ce message", "les informations contenues dans ce courr",
	"les informations contenues dans ce mail", "les informations contenues dans cet e-mail", "l'information contenue dans ce message",
	"l'information contenue dans ce courr", "si vous n'etes pas le destinataire", "si vous avez recu ce message par erreur",
	"si vous recevez ce message par erreur", "si vous avez recu ce courriel par erreur", "l'integrite de ce message",
	"tout message electronique est susceptible", "clause de confidentialite", "avis de confidentialite",
	"sans virus", "garanti sans virus", "l'absence de virus dans ce", "cet e-mail a ete verifie par", "ce message a ete verifie par",
	"ce courrier electronique ne contient aucun virus", "vous recevez ce message, car vous etes abonne", "vous recevez ce message car vous etes abonne",
	"pour vous desinscrire de ce groupe", "pour vous desabonner de ce groupe", "vous n'obtenez pas souvent d'e-mail",
	"vous ne recevez pas souvent de courrier", "certaines personnes qui ont recu ce message",
	"ce message provient de l'exterieur", "ce courriel provient d'un expediteur ext", "ce courriel provient de l'exterieur",
	"the information contained in this", "the information in this e", "if you are not the intended", "if you have received this",
	"confidentiality notice", "please consider the environment", "consider the environment before", "think before you print",
	"virus-free", "this email has been checked for viruses", "this e-mail has been checked for viruses",
	"you received this message because you are subscribed", "you are receiving this because", "you don't often get email from",
	"some people who received this message don't", "to unsubscribe from this group", "unsubscribe from this list",
	"caution: this email originated", "caution: external email", "external email:", "reply to this email directly",
	"diese e-mail enthalt vertrauliche", "le informazioni contenute in questo", "este mensaje y sus",
)

// noticeStarts begin a notice when noticeEvidence comes with them.
var noticeStarts = newPhrases(
	"ce message", "ce courriel", "ce courrier", "ce mail", "cet e-mail", "cet email", "le present message", "avertissement", "confidentiel", "externe", "extern",
	"attention", "this e-mail", "this email", "this message", "this communication", "the contents of this", "disclaimer", "notice", "important",
)

var noticeEvidence = newPhrases(
	"confidentiel", "destinataire", "destine exclusivement", "usage exclusif", "intention exclusive", "usurp", "recu par erreur", "contamine par un virus",
	"exterieur de l'organ", "exterieur de l'entr", "expediteur externe", "provient de l'ext", "origine externe", "liens ou n'ouvrez", "ne cliquez pas",
	"confidential", "intended", "privileged", "outside of the organi", "outside your organi", "outside the organi", "do not click",
)

// greenStarts begin a request not to print that comes with greenEvidence.
var greenStarts = newPhrases(
	"pensez a l'env", "pensons a l'env", "pensez env", "avant d'imprimer", "n'imprimez", "merci de n'imprimer", "adoptez l'eco", "ayons le reflexe",
	"afin de respecter l'env", "afin de preserver l'env", "afin de contribuer au respect de l'env", "par respect pour l'env", "pour preserver l'env",
	"preservons l'env", "devez-vous vraiment imprimer", "soyons ecoresponsables", "soyons eco",
)

var greenEvidence = newPhrases("ce message", "ce mail", "ce courr", "cet e-mail", "cet email", "ce document", "environnement", "si necessaire", "que si")
