package reply

import "strings"

// marker is origin for « -----Message d'origine----- », pass for « Message
// transféré », words for anything else. s is a trimmed line, p its plain form.
func marker(s, p string) class {
	if s == "" || len(s) > 160 {
		return words
	}
	phrase := strings.Trim(p, "-_=~#+<>. :")
	decorated := len(s) > 4 && strings.IndexByte("-_=~*#+", s[0]) >= 0 && strings.IndexByte("-_=~*#+ ", s[1]) >= 0
	switch {
	case phrase == "":
		return words
	case forwardStarts.are(phrase) && (decorated || strings.HasSuffix(p, ":")):
		return pass
	case !decorated && s[0] < 0x80:
		if aboveLine.within(p) && len(p) < 120 {
			return origin
		}
		return words
	case forwardNames.are(phrase), forwardedBy.begin(phrase) && strings.HasSuffix(s, "-"):
		return pass
	case originNames.are(phrase), aboveLine.within(p):
		return origin
	}
	return words
}

// isDelimiter tells whether a trimmed line announces a signature, alone on its
// line (RFC 3676 section 4.3).
func isDelimiter(s string) bool {
	switch s {
	case "--", "—", "–", "__", "-- --":
		return true
	}
	return false
}

// isRule tells whether a trimmed line is drawn rather than written.
func isRule(s string) bool {
	if len(s) < 3 {
		return false
	}
	for i := range len(s) {
		if strings.IndexByte("-_=*~#+ ", s[i]) < 0 {
			return false
		}
	}
	return true
}

// originNames are what programs write, between dashes, above a message that is
// answered.
var originNames = newPhrases(
	"message d'origine", "message original", "message initial", "mail original", "mail d'origine", "courriel original", "e-mail d'origine",
	"courrier original", "reponse au message", "rendez-vous d'origine", "original message", "original e-mail", "original email",
	"original appointment", "reply message", "ursprungliche nachricht", "originalnachricht", "original-nachricht", "ursprunglicher termin",
	"mensaje original", "messaggio originale", "mensagem original", "oorspronkelijk bericht", "originele bericht",
	"ursprungligt meddelande", "originalmeddelande", "oprindelig besked", "oprindelig meddelelse", "original meddelelse",
	"opprinnelig melding", "alkuperainen viesti", "wiadomosc oryginalna", "oryginalna wiadomosc", "puvodni zprava", "eredeti uzenet",
	"исходное сообщение", "оригинальное сообщение", "ozgun ileti", "orijinal mesaj", "αρχικό μήνυμα", "原始邮件", "原邮件", "回复的原邮件", "元のメッセージ",
)

// forwardNames are what they write above one that is passed on.
var forwardNames = newPhrases(
	"message transfere", "message reexpedie", "message reachemine", "mail transfere", "courriel transfere", "e-mail transfere",
	"forwarded message", "forwarded mail", "forwarded email", "fwd", "weitergeleitete nachricht", "weitergeleitete mail",
	"mensaje reenviado", "messaggio inoltrato", "mensagem encaminhada", "mensagem reencaminhada", "doorgestuurd bericht",
	"vidarebefordrat meddelande", "videresendt melding", "videresendt besked", "valitetty viesti", "przekazana wiadomosc",
	"wiadomosc przekazana", "preposlana zprava", "tovabbitott uzenet", "пересылаемое сообщение", "пересланное сообщение",
	"iletilen mesaj", "转发邮件", "转发的邮件", "転送メッセージ",
)

// forwardStarts announce one that is passed on with a colon.
var forwardStarts = newPhrases(
	"debut du message reexpedie", "debut du message transfere", "debut du message original", "begin forwarded message",
	"anfang der weitergeleiteten nachricht", "inicio del mensaje reenviado", "inizio messaggio inoltrato", "inicio da mensagem encaminhada",
	"begin doorgestuurd bericht", "vidarebefordrat brev", "videresendt melding", "start pa videresendt besked",
)

// forwardedBy begin what Notes writes between dashes, with a name and a date.
var forwardedBy = newPhrases("transfere par ", "reachemine par ", "reexpedie par ", "transmis par ", "forwarded by ", "weitergeleitet von ")

// aboveLine are in the line that a help desk puts above its letters.
var aboveLine = newPhrases(
	"repondre au-dessus de cette ligne", "repondez au-dessus de cette ligne", "ecrire au-dessus de cette ligne",
	"type your reply above this line", "reply above this line", "please reply above this line",
)
