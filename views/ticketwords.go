package views

import "vigie/tickets"

// A stateWord is a state with the tone of its badge.
type stateWord struct {
	word string
	tone Tone
}

// inFrench looks an enumerated value up. What has no word is shown raw, which
// a test keeps from happening.
func inFrench[T ~string](words map[T]string, key T) string {
	if w, ok := words[key]; ok {
		return w
	}
	return string(key)
}

func badge[T ~string](words map[T]stateWord, key T) (string, Tone) {
	if w, ok := words[key]; ok {
		return w.word, w.tone
	}
	return string(key), ToneFlat
}

var typeWords = map[tickets.Type]string{
	tickets.Request:  "Demande d’évolution",
	tickets.Question: "Question",
	tickets.Defect:   "Signalement d’anomalie",
	tickets.Unsorted: "Message à qualifier",
}

// TypeWord names what a ticket is: « Demande d’évolution ».
func TypeWord(t tickets.Type) string { return inFrench(typeWords, t) }

var channelWords = map[tickets.Channel]string{
	tickets.Web:      "Site",
	tickets.Mail:     "Courriel",
	tickets.Phone:    "Téléphone",
	tickets.Internal: "Interne",
}

// ChannelWord names the way something came in: « Courriel ».
func ChannelWord(c tickets.Channel) string { return inFrench(channelWords, c) }

var originWords = map[tickets.Origin]string{
	tickets.Reuser:  "Réutilisation des données",
	tickets.User:    "Particulier ou entreprise",
	tickets.Adviser: "Conseil à l’emploi, à l’orientation ou à la formation",
	tickets.Partner: "Partenaire public",
	tickets.Branch:  "Branche ou fédération professionnelle",
	tickets.Other:   "Autre",
}

// OriginWord names who the author is to the ROME: « Branche ou fédération
// professionnelle ».
func OriginWord(o tickets.Origin) string { return inFrench(originWords, o) }

var basisWords = map[tickets.Basis]string{
	tickets.BasisWeb:      "enregistrée par ce site",
	tickets.BasisIMAP:     "donnée par le serveur de messagerie",
	tickets.BasisReceived: "donnée par notre serveur de réception",
	tickets.BasisDelivery: "donnée par la remise dans la boîte",
	tickets.BasisStated:   "indiquée par un agent",
	tickets.BasisDate:     "indiquée par l’expéditeur, sans preuve",
}

// BasisWord says what proves the date of receipt, of « la date »: « indiquée
// par un agent ».
func BasisWord(b tickets.Basis) string { return inFrench(basisWords, b) }

var purposeWords = map[tickets.Purpose]string{
	tickets.Acknowledgement: "Accusé de réception",
	tickets.AskBack:         "Demande de précision",
	tickets.Answer:          "Réponse",
	tickets.Decision:        "Décision",
	tickets.Integration:     "Avis d’intégration",
}

// PurposeWord names a letter: « Accusé de réception ».
func PurposeWord(p tickets.Purpose) string { return inFrench(purposeWords, p) }

var meansWords = map[tickets.Means]string{
	tickets.ByPhone: "Par téléphone",
	tickets.ByPost:  "Par courrier postal",
	tickets.InRoom:  "De vive voix",
	tickets.ByMail:  "D’une autre messagerie",
}

// MeansWord says how an agent answered without our mail: « Par téléphone ».
func MeansWord(m tickets.Means) string { return inFrench(meansWords, m) }

// Words of a reason: the label of the list, and the sentence of a letter.
type reasonWords struct{ label, text string }

var reasons = map[tickets.Reason]reasonWords{
	tickets.TooFewJobs: {
		"Trop peu d’emplois concernés",
		"Le nombre d’emplois concernés est encore trop faible pour que le ROME les distingue.",
	},
	tickets.UnsettledScope: {
		"Contours encore instables",
		"Les activités concernées ne sont pas encore assez stabilisées pour être décrites.",
	},
	tickets.NoConsensus: {
		"Pas de consensus dans la profession",
		"Les professionnels concernés ne s’accordent pas encore sur cette évolution.",
	},
	tickets.NoUse: {
		"Pas d’usage opérationnel",
		"Cette évolution n’apporterait pas d’aide concrète au rapprochement des offres et des demandes d’emploi.",
	},
	tickets.Duplicated: {
		"Déjà demandée ou déjà couverte",
		"Une autre demande, ou un élément présent dans le ROME, répond déjà à ce besoin.",
	},
	tickets.NonConforming: {
		"Contraire aux règles d’écriture du ROME",
		"La formulation proposée ne suit pas les règles d’écriture du ROME.",
	},
	tickets.Obsolete: {
		"Usage en voie de disparition",
		"Le terme ou l’activité n’est plus en usage, ou ne le sera bientôt plus.",
	},
	tickets.ByDesign: {
		"Choix de construction du ROME",
		"L’état actuel résulte d’un choix de construction du ROME, qui reste valable.",
	},
	tickets.OutOfScope: {
		"Hors du champ du ROME",
		"Cette demande ne relève pas du ROME.",
	},
}

// ReasonWord is the label of a reason for not accepting a change.
func ReasonWord(r tickets.Reason) string {
	if w, ok := reasons[r]; ok {
		return w.label
	}
	return string(r)
}

// ReasonText is the reason as a letter or a public page gives it: a sentence.
func ReasonText(r tickets.Reason) string { return reasons[r].text }

var closingWords = map[tickets.Closing]string{
	tickets.Completed:     "Traitée",
	tickets.DuplicateOf:   "Doublon",
	tickets.WithdrawnByIt: "Retirée par son auteur",
	tickets.Spam:          "Indésirable",
}

// ClosingWord says how a ticket ended: « Traitée ».
func ClosingWord(c tickets.Closing) string { return inFrench(closingWords, c) }

var outcomeWords = map[tickets.Outcome]string{
	tickets.Accept:       "Retenir",
	tickets.Decline:      "Ne pas retenir",
	tickets.HoldsAlready: "Constater qu’elle est déjà présente",
}

// OutcomeWord is what an agent chooses of one change: « Retenir ».
func OutcomeWord(o tickets.Outcome) string { return inFrench(outcomeWords, o) }
