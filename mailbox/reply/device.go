package reply

import "strings"

const (
	// deviceWords is how long a program's line about itself gets, and
	// excuseWords with an apology for typing errors.
	deviceWords = 9
	excuseWords = 16
)

// isDevice tells whether a plain line is one with which a program or a telephone
// signs: « Envoyé de mon iPhone », "Get Outlook for Android".
func isDevice(p string) bool {
	p = strings.Trim(p, "<>()[]-_\"'. ")
	turned := sentAtEnd.begin(p) && sentVerbs.end(p) != ""
	if !turned && !devicePhrases.begin(p) && mobile.end(p) == "" {
		return false
	}
	n := fields(p)
	switch {
	case n > excuseWords, requestStems.within(p), strings.IndexByte(p, '?') >= 0 && !strings.Contains(p, "http"):
		return false
	case turned:
		return true
	case devicePhrases.begin(p):
		return n <= deviceWords || excusePhrases.within(p)
	}
	return n <= 4
}

var devicePhrases = newPhrases(
	"envoye de mon", "envoye depuis", "envoye a partir d", "envoye via", "envoye avec", "envoye par mon", "envoye de l'app", "envoye d'un",
	"message envoye depuis", "message envoye de mon", "mail envoye depuis", "expedie de mon", "expedie depuis", "ecrit depuis mon",
	"obtenir outlook", "obtenez outlook", "telecharger outlook", "telechargez outlook", "provenance : courrier", "provenance: courrier",
	"sent from", "sent via", "sent with", "sent by", "sent using", "get outlook for", "get [outlook", "download outlook", "from my iphone",
	"from my ipad", "from my android", "composed on my", "typed on my", "via mobile",
	"gesendet von", "gesendet mit", "von unterwegs gesendet", "verzonden met", "verzonden vanaf", "verzonden van", "verstuurd vanaf",
	"enviado desde", "enviado do", "enviado de mi", "enviado del", "obtener outlook", "enviado a partir do", "inviato da", "inviato dal",
	"ottieni outlook", "skickat fran", "sendt fra", "sendt via", "lahetetty", "wysłano z", "wysłane z", "odeslano z", "elkuldve az",
	"отправлено с", "отправлено из", "iphone'umdan gonderildi", "发自我的", "來自我的", "iphoneから", "나의 iphone에서", "εστάλη από",
)

// sentAtEnd begin such a line in languages that put the verb last, and sentVerbs
// end it.
var sentAtEnd = newPhrases("von mein", "diese nachricht wurde", "diese mail wurde", "从我的", "從我的", "van mijn", "my iphone")

var sentVerbs = newPhrases("gesendet", "verschickt", "verzonden", "verstuurd", "发送", "傳送", "送信")

var mobile = newPhrases("from mobile", "via mobile")

var excusePhrases = newPhrases("excuse", "pardon", "typo", "brevity", "desole", "fautes de frappe", "merci d'excuser")
