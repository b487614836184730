package views

import (
	"vigie/tickets"
)

// TicketViewModel is a request as its page shows it: to anybody, and, with
// their own words around it, to its author.
type TicketViewModel struct {
	Title     string
	Reference string
	State     string
	Tone      Tone
	Course    CourseModel
	Reply     *PromiseModel
	Facts     []Fact
	Proposals []ProposalModel
	Text      string // the author's reasons, or question, when they are public
	Twin      string // path of the JSON twin
	ByMail    bool   // its author was never asked what may be public
}

// TicketView makes the public page of a ticket. ahead is what is known of
// the releases to come.
func TicketView(c *tickets.Case, in ProposalContext, ahead tickets.Forecast) TicketViewModel {
	m := TicketViewModel{
		Title: CaseTitle(c.Ticket, NamesOf(in.Release)), Reference: c.Reference,
		Course: CourseOf(c.Ticket, ahead.Days(lastDue(c.Ticket)), in.Today),
		Reply:  ReplyPromise(c.Ticket, in.Today), Proposals: ProposalsOf(c, in), Text: c.Author.Text,
		Twin: TicketJSONPath(c.Reference), ByMail: c.Channel == tickets.Mail,
	}
	m.State, m.Tone = CaseState(c.Ticket, in.Today)
	if len(m.Proposals) == 1 {
		m.Proposals[0].Untitled = true
	}
	m.Facts = []Fact{
		{Label: "Référence", Value: c.Reference},
		{Label: "Nature", Value: publicType(c.Type)},
		{Label: "Reçue le", Content: arrivedOn(tickets.DateOf(c.ReceivedAt), ArrivalWord(c.Basis))},
	}
	if m.Reply != nil {
		m.Facts = append(m.Facts, Fact{Label: "Réponse", Content: Promise(*m.Reply)})
	}
	if c.History {
		m.Facts = append(m.Facts, Fact{Label: "Délais", Value: "Reçue avant l’ouverture du service" + nbsp + ": ses engagements ne s’y appliquent pas."})
	}
	return m
}

// lastDue is the last day on which something is promised to the author.
func lastDue(t *tickets.Ticket) tickets.Date {
	last := t.Reply.Deadline.DueOn
	for _, p := range t.Proposals {
		if due := p.Clock.Deadline.DueOn; due.After(last) {
			last = due
		}
	}
	return last
}

func (m TicketViewModel) textTitle() string {
	if len(m.Proposals) == 0 {
		return "Ce qui est demandé"
	}
	return "Raisons données"
}

func (m TicketViewModel) keptPrivate() string {
	if m.ByMail {
		return "Cette demande est arrivée par courriel" + nbsp + ": son texte n’est pas public."
	}
	if len(m.Proposals) == 0 {
		return "Le texte de cette demande n’est pas public" + nbsp + ": son auteur ne l’a pas souhaité."
	}
	return "Les raisons données par l’auteur de la demande ne sont pas publiques."
}
