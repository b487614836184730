package triage

import "strings"

// Subjects that mail programs put before the one they answer, folded. They count
// at the very beginning only ("RE: Réponse automatique : …" is a person who
// answers to one), and when nothing or a separator follows ("Absence du code
// M1805" and "Réponse automatique reçue" are people's).
var autoSubjects = []string{
	"reponse automatique", "reponse auto", "repondeur automatique", "absence du bureau", "absent du bureau", "absente du bureau", "absent(e) du bureau", "notification d'absence", "message d'absence", "avis d'absence",
	"automatic reply", "automatic response", "auto reply", "auto-reply", "autoreply", "auto response", "auto-response", "autoresponse", "automated reply", "automated response", "auto", "out of office", "out of office reply", "out of office autoreply", "out of the office", "out-of-office", "vacation reply", "vacation response", "on vacation",
	"automatische antwort", "automatische abwesenheitsnotiz", "abwesenheitsnotiz", "abwesenheitsnachricht", "automatisch antwoord", "respuesta automatica", "fuera de la oficina", "risposta automatica", "fuori sede", "resposta automatica", "odpowiedz automatyczna", "automatiskt svar", "自動応答", "自动答复",
	"lu", "non lu", "read", "not read", "accuse de lecture", "confirmation de lecture", "read receipt", "read report", "return receipt", "return receipt (displayed)", "accuse de reception (affiche)", "accuse de reception (displayed)", "gelesen", "leido", "letto",
}

// bare are those that say something by themselves; the others need what they
// are about ("Lu : …").
var bareSubjects = map[string]bool{"lu": false, "read": false, "auto": false, "non lu": false, "not read": false, "gelesen": false, "leido": false, "letto": false}

// autoSubject reports whether a folded subject is a program's.
func autoSubject(subject string) bool {
	prefix := hasPrefixAny(subject, autoSubjects)
	if prefix == "" {
		return false
	}
	rest := strings.TrimLeft(subject[len(prefix):], " ")
	if rest == "" || strings.Trim(rest, "!. ") == "" {
		bare, special := bareSubjects[prefix]
		return bare || !special
	}
	if _, special := bareSubjects[prefix]; special {
		return rest[0] == ':'
	}
	return rest[0] == ':' || rest[0] == ';' || strings.HasPrefix(rest, "- ") || strings.HasPrefix(rest, "(") || rest[0] == '[' ||
		strings.HasPrefix(rest, "：")
}

// Subjects that programs write and people may: they count with a second sign.
var likelySubjects = []string{
	"reponse automatique", "absence", "absent", "absente", "en conges", "conges", "en vacances", "je suis absent", "actuellement absent", "message automatique", "hors du bureau",
	"accuse de reception", "accuse reception", "confirmation de reception", "confirmation de votre", "confirmation d'enregistrement", "confirmation d'envoi", "bonne reception", "reception de votre", "nous avons bien recu", "nous avons recu", "votre demande", "votre message", "votre courriel", "votre mail", "votre ticket", "votre requete", "prise en compte de votre", "enregistrement de votre", "creation de ticket", "creation du ticket", "nouveau ticket", "ticket", "[ticket", "demande n", "[demande", "dossier n",
	"out of", "away", "on leave", "annual leave", "automatic", "acknowledgement", "acknowledgment", "we have received", "we've received", "we received", "your request", "your message", "your email", "your ticket", "your inquiry", "request received", "ticket received", "case #", "thank you for contacting", "thanks for contacting", "merci de nous avoir contacte", "merci pour votre", "merci de votre",
}

// likelySubject reports whether a folded subject may be a program's. Replies and
// a tracker's tags are passed over: their acknowledgements are named so.
func likelySubject(subject string) bool {
	for range 4 {
		trimmed := strings.TrimLeft(subject, " ")
		for _, re := range []string{"re:", "re :", "aw:", "tr:", "sv:"} {
			trimmed = strings.TrimPrefix(trimmed, re)
		}
		trimmed = strings.TrimLeft(trimmed, " ")
		if strings.HasPrefix(trimmed, "[") && !strings.HasPrefix(trimmed, "[ticket") && !strings.HasPrefix(trimmed, "[demande") {
			if _, after, ok := strings.Cut(trimmed, "]"); ok {
				trimmed = after
			}
		}
		if trimmed == subject {
			break
		}
		subject = trimmed
	}
	return hasPrefixAny(subject, likelySubjects) != ""
}

// What programs say of themselves at the beginning of a text.
var automaticTexts = []string{
	"ceci est un message automatique", "ceci est une reponse automatique", "ce message est automatique", "message genere automatiquement", "message automatique", "reponse automatique", "envoye automatiquement", "genere automatiquement", "accuse de reception automatique",
	"merci de ne pas repondre", "ne pas repondre a ce", "ne repondez pas a ce", "priere de ne pas repondre", "veuillez ne pas repondre",
	"je suis absent", "je suis actuellement absent", "je serai absent", "suis en conge", "serai en conge", "actuellement en conge", "de retour le", "je serai de retour", "absent du bureau", "absente du bureau", "en mon absence", "pendant mon absence", "durant mon absence",
	"this is an automat", "this is an auto", "automatically generated", "automated message", "automated response", "automatic reply", "do not reply to this", "please do not reply", "i am out of the office", "i'm out of the office", "i am currently out", "i am away", "i will be out of", "will be back on", "in my absence", "limited access to email",
	"a bien ete enregistre", "a bien ete recu", "a bien ete pris en compte", "bien ete prise en compte", "a ete enregistree sous", "a ete enregistre sous", "sera traitee dans", "sera traite dans", "has been received and", "has been created", "a ticket has been",
}

// saysAutomatic looks at the first kilobyte that is not quoted.
func saysAutomatic(text string) bool {
	var own strings.Builder
	for line := range strings.Lines(clip(text, 8<<10)) {
		if trimmed := strings.TrimLeft(line, " \t"); !strings.HasPrefix(trimmed, ">") {
			own.WriteString(clip(line, 1000))
		}
		if own.Len() > 1000 {
			break
		}
	}
	return containsAny(fold(own.String()), automaticTexts)
}
