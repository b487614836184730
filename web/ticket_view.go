package web

import (
	"net/http"
	"regexp"
	"strings"

	"github.com/labstack/echo/v4"

	"vigie/rome"
	"vigie/tickets"
	"vigie/views"
)

// aReference is the shape of a reference. What has another is unknown, and is
// not asked of the database.
var aReference = regexp.MustCompile(`^ROME-\d{4}-\d{5,9}$`)

// ticketView shows a public request, as JSON where the address ends so. A
// private and an unknown reference get the same answer, byte for byte.
func (s *Server) ticketView(c echo.Context) error {
	reference, asJSON := strings.CutSuffix(c.Param("ref"), ".json")
	reference = strings.ToUpper(reference)
	if !aReference.MatchString(reference) {
		return tickets.ErrNotFound
	}
	kase, err := s.Store.PublicCase(c.Request().Context(), reference)
	if err != nil {
		return err
	}
	if asJSON {
		return sendJSON(c, s.caseJSON(kase))
	}
	ahead, err := s.Store.Forecast(c.Request().Context())
	if err != nil {
		return err
	}
	m := views.TicketView(kase, views.ProposalContext{Release: s.Store.Release(), Today: s.today()}, ahead)
	page := s.page(c, m.Title)
	page.Section = views.SectionTickets
	page.Breadcrumb = []views.Crumb{{Label: views.TicketsCrumb, Href: views.TicketsPath()}, {Label: reference}}
	page.Description = m.Title + " (" + reference + ")"
	return s.render(c, http.StatusOK, views.TicketViewPage(page, m))
}

func (s *Server) caseJSON(k *tickets.Case) ticketJSON {
	names, release := s.names(), s.Store.Release()
	next := k.NextDue()
	out := ticketJSON{
		Reference: k.Reference, URL: s.address(views.TicketPath(k.Reference)), Type: k.Type, State: k.State,
		Closed: string(k.Closed), Title: views.CaseTitle(k.Ticket, names),
		ReceivedOn: dayOf(k.ReceivedAt), RepliedOn: day(k.Reply.StoppedOn),
		Overdue: !next.IsZero() && next.Before(s.today()), Text: k.Author.Text, Proposals: []proposalJSON{},
	}
	if k.Reply.Runs {
		out.ReplyDueOn = day(k.Reply.Deadline.DueOn)
	}
	for i := range k.Proposals {
		out.Proposals = append(out.Proposals, caseProposalJSON(k, &k.Proposals[i], names, release))
	}
	return out
}

func caseProposalJSON(k *tickets.Case, p *tickets.Proposal, names views.Names, release *rome.Release) proposalJSON {
	out := proposalJSON{
		N: p.N, Change: p.Change, Line: views.ChangeText(p.Change, names).Line(), State: p.State,
		IntegratedOn: day(p.Clock.StoppedOn),
	}
	if p.Clock.Runs {
		out.DueOn = day(p.Clock.Deadline.DueOn)
	}
	if e, ok := k.Event(p.DecidedIn); ok {
		out.Decision = &decisionJSON{tickets.DateOf(p.DecidedAt), p.Reason, e.Personal.Text}
	}
	if release != nil {
		result := release.Check(p.Change)
		out.Current = &result
	}
	if r := p.Integrated; r != nil {
		out.Integrated = &integrationJSON{r.Number, r.SHA256, r.PublishedOn, r.Table, views.EvidenceIn(k.Events, p.N, *r)}
	}
	return out
}
