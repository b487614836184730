package web

import (
	"strconv"
	"strings"
	"time"

	"vigie/rome"
	"vigie/tickets"
	"vigie/views"
)

// ticketJSON is a public ticket for programs: what its page shows, and nothing
// of people. Days are civil days in Paris, null where there is none.
type ticketJSON struct {
	Reference  string         `json:"reference"`
	URL        string         `json:"url"`
	Type       tickets.Type   `json:"type"`
	State      tickets.State  `json:"state"`
	Closed     string         `json:"closed,omitempty"` // how it ended
	Title      string         `json:"title"`
	ReceivedOn *tickets.Date  `json:"received_on"`
	ReplyDueOn *tickets.Date  `json:"reply_due_on"`
	RepliedOn  *tickets.Date  `json:"replied_on"`
	Overdue    bool           `json:"overdue"`
	Text       string         `json:"text,omitempty"` // where its author lets it be public
	Proposals  []proposalJSON `json:"proposals"`
}

// proposalJSON is one change of it.
type proposalJSON struct {
	N            int                   `json:"n"`
	Change       rome.Change           `json:"change"`
	Line         string                `json:"line"`
	State        tickets.ProposalState `json:"state"`
	DueOn        *tickets.Date         `json:"due_on"`
	IntegratedOn *tickets.Date         `json:"integrated_on"`
	Decision     *decisionJSON         `json:"decision,omitempty"`
	Current      *rome.Result          `json:"current,omitempty"`    // what the current release says
	Integrated   *integrationJSON      `json:"integrated,omitempty"` // the release that proves it
}

type decisionJSON struct {
	DecidedOn tickets.Date   `json:"decided_on"`
	Reason    tickets.Reason `json:"reason,omitempty"`
	Words     string         `json:"words,omitempty"`
}

type integrationJSON struct {
	Release     string               `json:"release"`
	SHA256      string               `json:"sha256"`
	PublishedOn tickets.Date         `json:"published_on"`
	Table       tickets.CheckedTable `json:"table,omitzero"` // of a correspondence
	Evidence    []rome.Evidence      `json:"evidence"`
}

// day is a date that may be none.
func day(d tickets.Date) *tickets.Date {
	if d.IsZero() {
		return nil
	}
	return &d
}

func dayOf(t time.Time) *tickets.Date {
	if t.IsZero() {
		return nil
	}
	return day(tickets.DateOf(t))
}

func (s *Server) address(path string) string {
	return strings.TrimSuffix(s.PublicURL.String(), "/") + path
}

func (s *Server) summaryJSON(r *tickets.Summary, names views.Names) ticketJSON {
	out := ticketJSON{
		Reference: r.Reference, URL: s.address(views.TicketPath(r.Reference)), Type: r.Type, State: r.State,
		Closed: string(r.Closed), Title: views.SummaryTitle(r, names),
		ReceivedOn: dayOf(r.ReceivedAt), RepliedOn: dayOf(r.RepliedAt),
		Overdue: !r.NextDue.IsZero() && r.NextDue.Before(s.today()), Proposals: []proposalJSON{},
	}
	if r.ReplyRuns {
		out.ReplyDueOn = day(r.ReplyDue)
	}
	for _, p := range r.Proposals {
		out.Proposals = append(out.Proposals, proposalJSON{
			N: p.N, Change: p.Change, Line: views.ChangeText(p.Change, names).Line(), State: p.State,
			DueOn: day(p.Due), IntegratedOn: day(p.StoppedOn),
		})
	}
	return out
}

// summaryRecord is the same as a row of a table, under ticketListCSV's header.
func (s *Server) summaryRecord(r *tickets.Summary, names views.Names) []string {
	var replyDue, replied, due, integrated tickets.Date
	if r.ReplyRuns {
		replyDue = r.ReplyDue
	}
	if !r.RepliedAt.IsZero() {
		replied = tickets.DateOf(r.RepliedAt)
	}
	var changes []rome.Change
	var states []string
	for _, p := range r.Proposals {
		changes, states = append(changes, p.Change), append(states, string(p.State))
		if due.IsZero() || !p.Due.IsZero() && p.Due.Before(due) {
			due = p.Due
		}
		if p.StoppedOn.After(integrated) {
			integrated = p.StoppedOn
		}
	}
	return []string{
		r.Reference, string(r.Type), string(r.State), tickets.DateOf(r.ReceivedAt).String(),
		strings.Join(views.ChangeCodes(changes, names), " "), views.SummaryTitle(r, names), replyDue.String(), replied.String(),
		strconv.Itoa(len(r.Proposals)), strings.Join(states, " "), due.String(), integrated.String(),
		s.address(views.TicketPath(r.Reference)),
	}
}
