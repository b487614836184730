package views

import (
	"strconv"

	"vigie/tickets"
)

// LetterPreview is a letter before it is sent.
type LetterPreview struct {
	Reference string
	Version   int // of the ticket that its writer saw
	Path      string
	Purpose   tickets.Purpose
	ToName    string
	ToAddress string
	Letter    tickets.LetterText
}

// to is the recipient as the letter's header names it.
func (m LetterPreview) to() string { return recipient(m.ToName, m.ToAddress) }

func recipient(name, address string) string {
	if name == "" {
		return address
	}
	return name + " <" + address + ">"
}

func (m LetterPreview) title() string {
	if m.Purpose == tickets.AskBack {
		return "Relire la demande de précision"
	}
	return "Relire la réponse"
}

func (m LetterPreview) send() string {
	if m.Purpose == tickets.AskBack {
		return "Envoyer la demande de précision"
	}
	return "Envoyer la réponse"
}

// DecisionPreview is the decisions on a ticket, with the letter that tells
// them, before they are taken.
type DecisionPreview struct {
	Ticket  AgentTicket
	Choices []tickets.Choice
	Letter  tickets.LetterText
	Typed   Typed                      // when it was refused
	Clashes map[int][]tickets.Clashing // by change: what was accepted and cannot be had together with it
}

// despite is the confirmation that a change is accepted all the same.
func (m DecisionPreview) despite(n int) Field {
	return m.Typed.field(FormDecide, Field{Name: despiteName(n), Label: "Je sais que les deux ne vont pas ensemble, et je retiens celle-ci aussi", Bare: true})
}

func (m DecisionPreview) confirmed(n int) bool { return m.Typed.Values.Get(despiteName(n)) != "" }

func (m DecisionPreview) words(c tickets.Choice) ChangeWords {
	if p, ok := m.Ticket.Proposal(c.Proposal); ok {
		return ChangeText(p.Change, NamesOf(m.Ticket.Release))
	}
	return ChangeWords{}
}

// lettered reports whether a letter goes with the decisions.
func (m DecisionPreview) lettered() bool { return m.Ticket.Reachable && !m.Ticket.History }

// hidden are the fields that carry the decisions on.
func (m DecisionPreview) hidden() [][2]string {
	var list [][2]string
	for _, c := range m.Choices {
		name := "proposals." + strconv.Itoa(c.Proposal)
		list = append(list,
			[2]string{name, string(c.Outcome)},
			[2]string{name + ".reason", string(c.Reason)},
			[2]string{name + ".words", c.Words})
	}
	return list
}

// outcomeBadge is a decision as it will stand.
func outcomeBadge(o tickets.Outcome) (string, Tone) {
	switch o {
	case tickets.Accept:
		return "Retenue", ToneKept
	case tickets.Decline:
		return "Non retenue", ToneFlat
	}
	return "Déjà présente", ToneInfo
}

func (m DecisionPreview) unlettered() string {
	if m.Ticket.History {
		return "La demande a été reçue avant l’ouverture du service."
	}
	return "L’auteur n’a pas laissé d’adresse. Dites-lui la décision autrement, puis enregistrez la réponse donnée."
}
