package views

import (
	"strings"

	"vigie/tickets"
)

var mailKinds = map[tickets.MailKind]string{
	tickets.RequestMail:   "Message d’une personne",
	tickets.AutoReplyMail: "Réponse automatique",
	tickets.BounceMail:    "Avis de non-remise",
	tickets.ListMail:      "Liste de diffusion",
	tickets.SpamMail:      "Indésirable",
}

// MailKindWord names what kind of message it is: « Avis de non-remise ».
func MailKindWord(k tickets.MailKind) string { return inFrench(mailKinds, k) }

var mailGrounds = map[string]string{
	"report":   "un rapport de remise",
	"notice":   "un avis de non-remise écrit pour des personnes",
	"receipt":  "un accusé de lecture",
	"feedback": "un rapport de plainte",
	"calendar": "une réponse à une invitation",
	"subject":  "son objet",
	"sender":   "son expéditeur",
	"rspamd":   "le filtre rspamd",
}

// MailKindWhy says what a kind of message is told by: « un rapport de remise »,
// or the name of a header; "" for nothing.
func MailKindWhy(why string) string {
	if w, ok := mailGrounds[why]; ok || why == "" {
		return w
	}
	return "l’en-tête" + nbsp + why
}

var mailAuths = map[tickets.MailAuth]stateWord{
	tickets.AuthPass: {"Expéditeur authentifié", ToneKept},
	tickets.AuthNone: {"Expéditeur non vérifié", ToneFlat},
	tickets.AuthFail: {"Authentification échouée", ToneLate},
}

// MailAuthWord is what is known of a sender: « Expéditeur authentifié ».
func MailAuthWord(a tickets.MailAuth) (string, Tone) { return badge(mailAuths, a) }

var authGrounds = map[string]string{
	"dmarc": "DMARC", "dkim": "DKIM", "spf": "SPF",
	"results": "le serveur de réception n’a rien trouvé de probant",
	"from":    "le message n’a pas un auteur et un seul",
	"absent":  "le serveur de réception n’en dit rien",
	"border":  "aucun serveur de réception n’est configuré",
}

// MailAuthWhy says what that rests on: « DMARC ».
func MailAuthWhy(why string) string { return inFrench(authGrounds, why) }

// AuthFailed is said of a message whose sender is not who it claims to be.
const AuthFailed = "L’authentification de l’expéditeur a échoué\u00a0: rien n’a été rattaché automatiquement."

var mailOutcomes = map[tickets.MailOutcome]string{
	"":                      "Pas encore lu",
	tickets.UnreadMessages:  "Pas encore lu",
	tickets.OpenedTicket:    "A ouvert une demande",
	tickets.AttachedReply:   "Ajouté à une demande",
	tickets.AttachedAuto:    "Réponse automatique, gardée avec une demande",
	tickets.AttachedBounce:  "Avis de non-remise, gardé avec une demande",
	tickets.AttachedSent:    "Envoyé par le service, gardé avec une demande",
	tickets.RepeatedMail:    "Autre exemplaire d’un message déjà reçu",
	tickets.OwnMail:         "Lettre du service, revenue dans une boîte",
	tickets.UnrelatedMail:   "Envoyé par le service, sans rapport avec une demande",
	tickets.QuarantinedMail: "En quarantaine",
	tickets.DismissedMail:   "Classé sans suite",
	tickets.ErasedMail:      "Effacé",
}

// MailOutcomeWord is what became of a stored message: « Ajouté à une demande ».
func MailOutcomeWord(o tickets.MailOutcome) string { return inFrench(mailOutcomes, o) }

var mailOutcomesShort = map[tickets.MailOutcome]string{
	tickets.AttachedAuto:   "Réponse automatique",
	tickets.AttachedBounce: "Avis de non-remise",
	tickets.AttachedSent:   "Envoyé par le service",
	tickets.RepeatedMail:   "Autre exemplaire",
	tickets.OwnMail:        "Lettre du service",
	tickets.UnrelatedMail:  "Sans demande connue",
}

// mailOutcomeShort is the same where there is little room, beside the request.
func mailOutcomeShort(o tickets.MailOutcome) string {
	if word, ok := mailOutcomesShort[o]; ok {
		return word
	}
	return MailOutcomeWord(o)
}

var mailReasons = map[tickets.MailReason]string{
	tickets.ReasonStranger:   "Il cite la référence d’une demande, mais son expéditeur n’y participe pas.",
	tickets.ReasonThread:     "Il répond à un message d’une demande à laquelle son expéditeur ne participe pas.",
	tickets.ReasonLoose:      "Il ressemble à une réponse, et rien ne dit à quelle demande.",
	tickets.ReasonAuto:       "C’est une réponse automatique, qui ne répond à rien de connu.",
	tickets.ReasonBounce:     "C’est un avis de non-remise, qui ne parle d’aucune de nos lettres.",
	tickets.ReasonList:       "Il a été envoyé à une liste de diffusion.",
	tickets.ReasonSpam:       "Le serveur de réception, le filtre ou un agent le tient pour indésirable.",
	tickets.ReasonOwn:        "Il prétend venir de l’adresse du service, sans preuve.",
	tickets.ReasonAuth:       "Un automate l’a envoyé sous un nom qui n’est pas le sien.",
	tickets.ReasonUnreadable: "Il n’a pas pu être lu, trois fois de suite.",
	tickets.ReasonDetached:   "Un agent l’a détaché d’une demande.",
}

// MailReasonText says why a message waits in quarantine, in a sentence.
func MailReasonText(r tickets.MailReason) string { return inFrench(mailReasons, r) }

var dismissals = map[tickets.MailReason]string{
	tickets.ReasonSpam: "Indésirable",
	tickets.ReasonList: "Envoi automatique",
}

// DismissalWord names why an agent put a message aside: « Indésirable ».
func DismissalWord(r tickets.MailReason) string { return inFrench(dismissals, r) }

// dismissalReasons are those an agent may choose.
func dismissalReasons() []tickets.MailReason {
	return []tickets.MailReason{tickets.ReasonSpam, tickets.ReasonList}
}

var guessWords = map[tickets.GuessWhy]string{
	tickets.GuessReference: "le message cite cette référence",
	tickets.GuessThread:    "le message répond à l’un des siens",
	tickets.GuessFuzzy:     "le message semble citer cette référence, à une faute de frappe près",
	tickets.GuessSubject:   "même auteur, même objet",
	tickets.GuessSimilar:   "le texte cite ou reprend celui de cette demande",
	tickets.GuessAuthor:    "la dernière demande du même auteur",
	tickets.GuessBefore:    "la demande dont ce message a été détaché",
}

// GuessText says why a request is the best guess: « même auteur, même objet ».
func GuessText(w tickets.GuessWhy) string { return inFrench(guessWords, w) }

var folderRoles = map[tickets.FolderRole]string{
	tickets.Inbox:       "Réception",
	tickets.SentFolder:  "Messages envoyés",
	tickets.OtherFolder: "Autre dossier",
	tickets.ImportRole:  "Import",
}

// FolderRoleWord is what a folder is to the service: « Réception ».
func FolderRoleWord(r tickets.FolderRole) string { return inFrench(folderRoles, r) }

var mailMarks = map[string]string{
	"signed":    "Signé",
	"encrypted": "Chiffré",
	"calendar":  "Invitation",
}

// MailMarkWord is a mark of a message: « Chiffré ».
func MailMarkWord(mark string) string { return inFrench(mailMarks, mark) }

var degradations = map[string]string{
	"depth":      "ses parties s’emboîtent trop profondément",
	"parts":      "il a trop de parties",
	"header":     "ses en-têtes sont trop longs",
	"addresses":  "il nomme trop d’adresses",
	"decoded":    "son texte est trop long",
	"charset":    "il ne dit pas dans quel alphabet il est écrit, ou se trompe",
	"truncated":  "il s’arrête au milieu",
	"head":       "seul son début a été gardé, tant il est long",
	"unreadable": "sa lecture a échoué",
}

// degradedText says in a sentence why less was read than was sent; "" when all
// was.
func degradedText(m *tickets.StoredMail) string {
	var why []string
	for _, d := range m.Degraded {
		if w, ok := degradations[d]; ok && d != "head" {
			why = append(why, w)
		}
	}
	if m.Cut() {
		why = append(why, degradations["head"]+" ("+FileSize(m.Kept)+" sur "+FileSize(m.Size)+")")
	}
	switch {
	case len(why) > 0 && m.Cut():
		return "Tout n’a pas été lu" + nbsp + ": " + strings.Join(why, nbsp+"; ") + ". Le message entier est resté dans la boîte."
	case len(why) > 0:
		return "Tout n’a pas été lu" + nbsp + ": " + strings.Join(why, nbsp+"; ") + ". La source a le reste."
	case len(m.Degraded) > 0:
		return "Tout n’a pas été lu. La source a le reste."
	}
	return ""
}
