package triage

import "strings"

// What notices say of a letter that was not delivered, folded. In a subject one
// of the first is enough, when a mail system wrote it; what only the text says
// must come with a code or an address.
var failureSubjects = []string{
	"undeliver", "not deliver", "not be deliver", "non-deliver", "nondeliver", "delivery status", "delivery fail", "delivery has failed", "delivery problem", "delivery error", "delivery report", "delivery notification",
	"mail delivery", "message delivery", "failure notice", "failure delivery", "failed delivery", "failed mail", "returned mail", "returned message", "returned to sender", "return to sender", "mail system error", "mail failure", "error sending your mail", "could not send", "couldn't send", "delayed mail", "delivery delay", "delayed delivery", "mail delay", "warning: message", "warning: could not", "permanent error", "transient error",
	"non remis", "non distribue", "non delivre", "pas ete remis", "pas ete distribue", "pas ete delivre", "pu etre remis", "pu etre distribue", "pu etre delivre", "echec de la remise", "echec de remise", "echec de la distribution", "echec de livraison", "echec d'envoi", "echec de l'envoi", "etat de remise", "etat de la remise", "avis de non", "retour a l'expediteur", "courrier retourne", "remise retardee", "remise differee", "notification d'echec", "impossible de remettre", "erreur de distribution", "erreur de livraison",
	"unzustellbar", "nicht zustellbar", "nicht zugestellt", "zustellung", "non recapitabile", "mancato recapito", "no se puede entregar", "no se ha podido entregar", "no entregado", "nao foi possivel entregar", "nao entregue", "onbestelbaar", "недоставлен", "не доставлен", "配信", "送信てきません", "エラー", // folding takes the voicing marks away
}

var failureTexts = append([]string{
	"could not be deliver", "couldn't be deliver", "cannot be deliver", "can't be deliver", "was not deliver", "wasn't deliver", "has not been deliver", "not yet been deliver", "unable to deliver", "able to deliver", "trying to deliver", "failed to deliver", "error delivering", "trouble delivering", "attempting to deliver", "not reach the following", "permanent error", "permanent failure", "permanent fatal errors", "delivery errors", "message was not relayed", "was undeliverable", "message is delayed", "has been delayed", "recipients failed", "recipient failed", "rejected recipient", "error message below", "transcript of session", "failure reasons", "n'a pas pu", "n'ont pas pu", "la remise a echoue", "remise a echoue", "erreur permanente", "n'a pu etre", "could not be sent",
}, failureSubjects...)

// saysFailure reports whether a notice of a mail system is of a failure.
func saysFailure(subject, folded, text string) bool {
	if autoSubject(subject) {
		return false
	}
	if containsAny(subject, failureSubjects) {
		return true
	}
	if !containsAny(folded, failureTexts) && !strings.HasPrefix(folded, "error:") {
		return false
	}
	status, code := noticeCodes(text)
	return status != "" || code != "" || anyAddress.MatchString(text)
}

// What says that the letter is late and still being tried.
var delayWords = []string{
	"warning message only", "warning only", "still being retried", "will be retried", "will continue to", "not yet been delivered", "temporary failure report", "delivery status notification (delay", "(delay)", "mail delivery delayed", "message is delayed", "has been delayed", "delivery delayed", "do not need to resend", "do not need to re-send", "could not send mail for past", "could not send message for past", "delayed mail",
	"remise retardee", "a ete retarde", "remise differee", "sera retente", "nouvelles tentatives", "nouvel essai",
}
