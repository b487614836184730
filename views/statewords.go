package views

import "vigie/tickets"

var ticketStates = map[tickets.State]stateWord{
	tickets.New:      {"Nouvelle", ToneInfo},
	tickets.Opened:   {"En cours", ToneInfo},
	tickets.Waiting:  {"En attente de l’auteur", ToneFlat},
	tickets.Answered: {"Répondue", ToneKept},
	tickets.Ended:    {"Close", ToneFlat},
}

// StateWord is where a ticket stands, in the words of agents, with the tone of
// its badge.
func StateWord(s tickets.State) (string, Tone) { return badge(ticketStates, s) }

var publicStates = map[tickets.State]stateWord{
	tickets.New:      {"Reçue", ToneInfo},
	tickets.Opened:   {"En cours d’examen", ToneInfo},
	tickets.Waiting:  {"En attente de l’auteur", ToneFlat},
	tickets.Answered: {"Réponse envoyée", ToneKept},
	tickets.Ended:    {"Close", ToneFlat},
}

// StatePublic is the same in the words of the public.
func StatePublic(s tickets.State) (string, Tone) { return badge(publicStates, s) }

// StateForAuthor is CaseState on the author's own page, where the service may
// wait for the reader.
func StateForAuthor(t *tickets.Ticket, today tickets.Date) (string, Tone) {
	if t.State == tickets.Waiting {
		return "En attente de votre réponse", ToneSoon
	}
	return CaseState(t, today)
}

var proposalStates = map[tickets.ProposalState]stateWord{
	tickets.Pending:     {"À décider", ToneInfo},
	tickets.Awaiting:    {"Retenue, en attente d’intégration", ToneInfo},
	tickets.Integrated:  {"Intégrée", ToneKept},
	tickets.Overrode:    {"Intégrée, constat d’un responsable", ToneKept},
	tickets.Regressed:   {"Intégrée, puis défaite par une version", ToneLate},
	tickets.Refused:     {"Non retenue", ToneFlat},
	tickets.AlreadyTrue: {"Déjà présente", ToneKept},
	tickets.TakenBack:   {"Retirée par son auteur", ToneFlat},
}

// ProposalStateWord is where one change stands, in the words of agents.
func ProposalStateWord(s tickets.ProposalState) (string, Tone) { return badge(proposalStates, s) }

var publicProposalStates = map[tickets.ProposalState]stateWord{
	tickets.Pending:     {"À examiner", ToneInfo},
	tickets.Awaiting:    {"Retenue, en attente d’intégration", ToneInfo},
	tickets.Integrated:  {"Intégrée", ToneKept},
	tickets.Overrode:    {"Intégrée", ToneKept},
	tickets.Regressed:   {"Intégrée, puis annulée par une version suivante", ToneLate},
	tickets.Refused:     {"Non retenue", ToneFlat},
	tickets.AlreadyTrue: {"Déjà présente", ToneKept},
	tickets.TakenBack:   {"Retirée par son auteur", ToneFlat},
}

// ProposalStatePublic is the same in the words of the public.
func ProposalStatePublic(s tickets.ProposalState) (string, Tone) {
	return badge(publicProposalStates, s)
}

var letterStates = map[string]stateWord{
	"waiting":   {"En attente d’envoi", ToneInfo},
	"sent":      {"Remise au serveur de messagerie", ToneKept},
	"failed":    {"Non remise", ToneLate},
	"cancelled": {"Annulée", ToneFlat},
	"recalled":  {"Reprise avant l’envoi", ToneFlat},
	"bounced":   {"Revenue", ToneLate},
}

// LetterStateWord is how sending a letter goes, the State of a
// tickets.LetterStatus; "recalled" of one that was taken back, and "bounced" of
// one that a server took and then gave back.
func LetterStateWord(state string) (string, Tone) { return badge(letterStates, state) }

var deliveryWords = map[string]string{
	"connect": "le serveur de messagerie ne répond pas",
	"tls":     "la connexion chiffrée au serveur de messagerie n’a pas pu s’établir",
	"auth":    "le serveur de messagerie refuse nos identifiants",
	"timeout": "le serveur de messagerie n’a pas répondu à temps",
	"dropped": "le serveur de messagerie a coupé la connexion",
	"letter":  "la lettre ou l’adresse n’a pas une forme valable",
	"utf8":    "le serveur de messagerie n’accepte pas les accents de cette adresse",
	"error":   "l’envoi a échoué",
}

// DeliveryText words the status of a delivery: a fault in one word, or a
// server's code, which is told as it is: « refusée par le serveur (550 5.1.1) ».
func DeliveryText(status string) string {
	switch w, ok := deliveryWords[status]; {
	case ok:
		return w
	case status == "" || status[0] == '2':
		return ""
	case status[0] == '4':
		return "différée par le serveur (" + status + ")"
	}
	return "refusée par le serveur (" + status + ")"
}
