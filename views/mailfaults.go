package views

import (
	"strings"

	"vigie/tickets"
)

var folderFaults = map[string]string{
	"connect":  "Le serveur de messagerie ne répond pas.",
	"tls":      "La connexion chiffrée au serveur n’a pas pu s’établir.",
	"auth":     "Le serveur refuse les identifiants de la boîte.",
	"token":    "Le serveur qui délivre l’accès à la boîte ne répond pas comme prévu.",
	"folder":   "Le serveur refuse d’ouvrir ce dossier.",
	"mark":     "Les messages sont enregistrés, mais le serveur refuse de les marquer ou de les déplacer.",
	"protocol": "Ce que le serveur répond n’est pas conforme.",
	"timeout":  "Le serveur s’est tu, ou répond trop lentement.",
	"dropped":  "La connexion s’est interrompue au milieu.",
	"store":    "La base de données n’accepte pas les messages.",
}

// FolderFaultText says why a folder could not be read, in a sentence.
func FolderFaultText(fault string) string {
	if w, ok := folderFaults[fault]; ok || fault == "" {
		return w
	}
	return "La relève a échoué (" + fault + ")."
}

var passedWords = map[string]string{
	"protocol": "réponse du serveur non conforme",
	"timeout":  "serveur trop lent",
	"dropped":  "connexion interrompue",
	"refused":  "refusé par le serveur",
	"absent":   "annoncé, jamais remis",
	"changing": "différent à chaque lecture",
	"size":     "trop grand pour être lu d’un coup",
}

// PassedWord says why a message was passed over: « refusé par le serveur ».
func PassedWord(reason string) string { return inFrench(passedWords, reason) }

var bounceWords = map[string]string{
	"authfailure":     "notre envoi n’a pas été authentifié",
	"badreputation":   "la réputation de notre serveur est mauvaise",
	"blocked":         "notre serveur est bloqué",
	"contenterror":    "la forme de la lettre n’a pas été comprise",
	"exceedlimit":     "la lettre dépasse une limite du destinataire",
	"expired":         "le délai de remise est dépassé",
	"failedstarttls":  "la connexion chiffrée n’a pas pu s’établir",
	"filtered":        "le destinataire filtre nos lettres",
	"hasmoved":        "le destinataire a changé d’adresse",
	"hostunknown":     "le domaine de l’adresse n’existe pas",
	"mailboxfull":     "la boîte est pleine",
	"mailererror":     "le programme du destinataire a échoué",
	"mesgtoobig":      "la lettre est trop grande",
	"networkerror":    "le réseau a fait défaut",
	"norelaying":      "le serveur ne relaie pas vers cette adresse",
	"notaccept":       "ce domaine ne reçoit pas de courriel",
	"notcompliantrfc": "la lettre a été jugée non conforme",
	"policyviolation": "une règle du serveur s’y oppose",
	"rejected":        "notre adresse d’expéditeur est refusée",
	"requireptr":      "le nom de notre serveur n’a pas pu être vérifié",
	"securityerror":   "l’accès est refusé",
	"spamdetected":    "la lettre a été prise pour indésirable",
	"speeding":        "trop de lettres en peu de temps",
	"suspend":         "le compte est suspendu",
	"syntaxerror":     "les serveurs ne se sont pas compris",
	"systemerror":     "le serveur du destinataire est en panne",
	"systemfull":      "le serveur du destinataire est plein",
	"toomanyconn":     "trop de connexions à la fois",
	"userunknown":     "l’adresse n’existe pas",
	"virusdetected":   "la lettre a été prise pour dangereuse",
}

// BounceText says what a report says of a letter: « l’adresse n’existe pas
// (5.1.1) ».
func BounceText(b *tickets.MailBounce) string {
	if b == nil {
		return ""
	}
	words := bounceWords[b.Reason]
	if b.Status == "" {
		return words
	}
	return strings.TrimSpace(words + " (" + b.Status + ")")
}
