package views

import (
	"fmt"
	"strings"

	"vigie/tickets"
)

// FaultText says what is wrong with one field and how to mend it, in a
// sentence to stand beside the field: « Indiquez votre adresse électronique. »
// It is about what the field's name ends in, so that "proposals.2.words" is
// worded as "words".
func FaultText(f tickets.FieldFault) string { return Typo(faultText(f)) }

func faultText(f tickets.FieldFault) string {
	field := fieldName(f.Field)
	switch f.Rule {
	case tickets.RuleRequired:
		return orDefault(requiredTexts, field, "Remplissez ce champ.")
	case tickets.RuleTooLong:
		return withCount("Raccourcissez ce texte : il peut avoir %s au plus.", f.Args, "caractère", "caractères", "Raccourcissez ce texte.")
	case tickets.RuleEmail:
		return "Indiquez une adresse électronique complète, par exemple prenom.nom@exemple.fr."
	case tickets.RuleControl:
		if singleLine[field] {
			return "Écrivez ce champ sur une seule ligne, sans caractère invisible."
		}
		return "Retirez les caractères invisibles de ce texte : recopiez-le sans mise en forme."
	case tickets.RuleChoice:
		return orDefault(choiceTexts, field, "Choisissez une des réponses proposées.")
	case tickets.RuleFuture:
		return "Indiquez un jour et une heure déjà passés."
	case tickets.RuleChange:
		return changeFaultText(f.Args)
	case tickets.RuleHolds:
		if number := argument(f.Args, 0); number != "" {
			return "La version " + number + " du ROME contient déjà cette évolution : choisissez « déjà présente »."
		}
		return "Le ROME contient déjà cette évolution : choisissez « déjà présente »."
	case tickets.RuleUnmet:
		return "La version " + orNone(argument(f.Args, 0)) + "du ROME ne contient pas cette évolution : elle ne peut pas être « déjà présente »."
	case tickets.RulePending:
		return "Décidez d’abord de chaque évolution demandée."
	case tickets.RuleNoAddress:
		return "Aucune lettre ne peut partir : la demande ne porte pas d’adresse électronique."
	case tickets.RuleTaken:
		return orDefault(takenTexts, field, "Choisissez une autre valeur : celle-ci est déjà prise.")
	case tickets.RuleTooMany:
		return withCount("Réduisez votre demande : elle peut compter %s au plus.", f.Args, "évolution", "évolutions", "Réduisez le nombre d’éléments.")
	case tickets.RuleHistory:
		return "Aucune lettre ne peut partir : la demande a été reçue avant l’ouverture du service."
	case tickets.RuleUnanswered:
		return "Répondez d’abord à l’auteur de la demande."
	case tickets.RuleTooOften:
		return "Plusieurs demandes viennent d’être envoyées d’ici ou à cette adresse : attendez une heure, puis envoyez de nouveau. Ce que vous avez écrit est conservé."
	case tickets.RuleTooEarly:
		if field == "mail" {
			return "Ce message a été envoyé avant la réception de la demande : il ne peut pas y répondre."
		}
		return "Indiquez un jour qui ne précède pas la réception de la demande."
	case tickets.RuleSent:
		return "La lettre est déjà partie : elle ne peut plus être reprise."
	case tickets.RuleFirst:
		return "Le message qui a ouvert la demande reste avec elle."
	case tickets.RulePast:
		return "Indiquez aujourd’hui ou un jour à venir."
	case tickets.RuleTooFar:
		return "Indiquez un jour à moins de cinq ans."
	case tickets.RuleAfter:
		return "Placez la clôture éditoriale le jour de la publication ou avant."
	case tickets.RuleNumber:
		return "Indiquez le numéro d’une version en chiffres, par exemple 461."
	case tickets.RulePublished:
		return "Indiquez une version à venir : celle-ci, ou une plus récente, est déjà publiée."
	case tickets.RuleRange:
		return rangeText(f.Args)
	case tickets.RuleCode:
		return "Indiquez des codes du ROME séparés par des espaces : M1805, M18 ou M."
	case tickets.RuleTarget:
		return "Indiquez quand le changement viendra : une version, un mois ou un jour."
	case tickets.RuleVerifiable:
		return "Décrivez ce changement dans le texte : aucune version ne peut le prouver."
	case tickets.RuleAlready:
		return "Retirez ce changement : la version " + orNone(argument(f.Args, 0)) + "du ROME le contient déjà, il n’est plus à annoncer."
	case tickets.RuleClash:
		if n, ok := firstInt(f.Args); ok && n > 1 {
			return "Confirmez que vous retenez aussi cette évolution : elle ne va pas avec " + Number(n) + " autres, déjà retenues."
		}
		return "Confirmez que vous retenez aussi cette évolution : elle ne va pas avec une autre, déjà retenue."
	case tickets.RuleGone:
		return "La version " + orNone(argument(f.Args, 0)) + "du ROME n’a plus ce dont cette évolution parle : demandez à son auteur ce qu’il souhaite désormais."
	case tickets.RuleUnchanged:
		return "Complétez la lettre : le brouillon, tel quel, ne répond pas encore à l’auteur."
	}
	return ""
}

var requiredTexts = map[string]string{
	"name":         "Indiquez votre nom.",
	"email":        "Indiquez votre adresse électronique, par exemple prenom.nom@exemple.fr.",
	"organisation": "Indiquez votre organisme.",
	"subject":      "Indiquez un objet.",
	"text":         "Écrivez votre message.",
	"changes":      "Indiquez au moins une évolution.",
	"choices":      "Décidez d’au moins une évolution.",
	"reason":       "Choisissez un motif.",
	"words":        "Expliquez votre décision.",
	"why":          "Indiquez pourquoi.",
	"on":           "Indiquez le jour, par exemple 18/09/2026.",
	"at":           "Indiquez le jour et l’heure.",
	"received_at":  "Indiquez le jour et l’heure de réception.",
	"password":     "Choisissez un mot de passe.",
	"title":        "Indiquez un titre.",
	"day":          "Indiquez le jour, par exemple 18/09/2026.",
	"start":        "Indiquez le jour d’une publication, par exemple 18/09/2025.",
	"depart":       "Indiquez le jour d’une publication, par exemple 18/09/2025.",
}

var choiceTexts = map[string]string{
	"type":      "Choisissez entre une demande d’évolution, une question et un signalement.",
	"channel":   "Choisissez par quelle voie la demande est arrivée.",
	"origin":    "Choisissez à quel titre vous écrivez.",
	"purpose":   "Choisissez entre une réponse et une demande de précision.",
	"means":     "Choisissez comment la réponse a été donnée.",
	"to":        "Choisissez une personne de l’équipe.",
	"as":        "Choisissez comment la demande se termine.",
	"role":      "Choisissez un rôle de l’équipe.",
	"proposals": "Choisissez une décision pour cette évolution.",
	"outcome":   "Choisissez ce qu’il en est advenu.",
	"release":   "Indiquez le numéro d’une version importée, par exemple 461.",
	"covers":    "Cochez une des sortes de changement proposées.",
	"reference": "Indiquez la référence exacte d’une demande, par exemple ROME-2026-00042.",
}

var takenTexts = map[string]string{
	"email":  "Indiquez une autre adresse : celle-ci a déjà un compte.",
	"number": "Indiquez un autre numéro : cette version est déjà au calendrier.",
	"day":    "Indiquez un autre jour : une version y est déjà prévue.",
}

// rangeText names the bounds of a figure.
func rangeText(args []any) string {
	if len(args) < 2 {
		return "Indiquez un nombre entier plus petit."
	}
	return fmt.Sprintf("Indiquez un nombre entier de %v à %v.", args[0], args[1])
}

var singleLine = map[string]bool{"title": true, "name": true, "email": true, "organisation": true, "subject": true}

// fieldName is the last part of a field's path that is a word: "reason" of
// "proposals.2.reason", "proposals" of "proposals.2".
func fieldName(path string) string {
	parts := strings.Split(path, ".")
	for i := len(parts) - 1; i > 0; i-- {
		if strings.Trim(parts[i], "0123456789") != "" {
			return parts[i]
		}
	}
	return parts[0]
}

func orDefault(texts map[string]string, key, otherwise string) string {
	if t, ok := texts[key]; ok {
		return t
	}
	return otherwise
}

func withCount(text string, args []any, one, many, without string) string {
	if len(args) > 0 {
		if n, ok := args[0].(int); ok {
			return fmt.Sprintf(text, Count(n, one, many))
		}
	}
	return without
}

func firstInt(args []any) (n int, ok bool) {
	if len(args) > 0 {
		n, ok = args[0].(int)
	}
	return n, ok
}

func argument(args []any, i int) string {
	if i < len(args) {
		return fmt.Sprint(args[i])
	}
	return ""
}

// orNone puts a space after a word, and nothing after none.
func orNone(word string) string {
	if word == "" {
		return ""
	}
	return word + " "
}
