package web

import (
	"errors"
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"vigie/rome"
	"vigie/tickets"
	"vigie/views"
)

// maxNewChanges bounds the changes of the compact form.
const maxNewChanges = 20

// agentNewForm offers to file a request for somebody who telephoned or wrote to
// a colleague.
func (s *Server) agentNewForm(c echo.Context) error {
	return s.agentNewPage(c, http.StatusOK, views.AgentNewModel{Changes: 1})
}

// agentNew files it, or adds a change to the form.
func (s *Server) agentNew(c echo.Context) error {
	count := blockCount(c)
	typed := views.Typed{Form: views.FormNew, Values: posted(c)}
	if c.FormValue("step") == "add" {
		return s.agentNewPage(c, http.StatusOK, views.AgentNewModel{Typed: typed, Changes: min(count+1, maxNewChanges)})
	}
	changes, blocks := typedChanges(c, s.Store.Release(), count)
	filing := tickets.Filing{
		Type: tickets.Type(c.FormValue("type")), Channel: tickets.Channel(c.FormValue("channel")), Origin: tickets.Origin(c.FormValue("origin")),
		Name: c.FormValue("name"), Email: c.FormValue("email"), Organisation: c.FormValue("organisation"),
		Subject: c.FormValue("subject"), Text: c.FormValue("text"), Changes: changes,
		OpenText: c.FormValue("open_text") == "1", Basis: tickets.BasisStated, Draft: c.FormValue("draft"),
	}
	at, ok := typedInstant(c.FormValue("day"), c.FormValue("hour"))
	if !ok {
		typed.Faults = []tickets.FieldFault{{Field: "received_at", Rule: tickets.RuleRequired}}
		return s.agentNewPage(c, http.StatusUnprocessableEntity, views.AgentNewModel{Typed: typed, Changes: count})
	}
	filing.ReceivedAt = at
	begun, err := s.begun(c)
	if err != nil {
		return err
	}
	if tickets.DateOf(at).Before(begun) && c.FormValue("history") != "1" {
		return s.agentNewPage(c, http.StatusUnprocessableEntity, views.AgentNewModel{Typed: typed, Changes: count, History: true})
	}
	receipt, err := s.Store.File(c.Request().Context(), actor(c), filing)
	var invalid *tickets.Invalid
	if errors.As(err, &invalid) {
		typed.Faults = changeFaults(invalid.Faults, blocks)
		return s.agentNewPage(c, http.StatusUnprocessableEntity, views.AgentNewModel{Typed: typed, Changes: count})
	}
	if err != nil {
		return err
	}
	s.auth.Flash(c.Request().Context(), "filed")
	return redirect(c, views.AgentTicketPath(receipt.Ticket.Reference))
}

func (s *Server) agentNewPage(c echo.Context, code int, m views.AgentNewModel) error {
	var err error
	if m.Begun, err = s.begun(c); err != nil {
		return err
	}
	// Sent twice, it is filed once: the page has a draft of its own.
	if m.Draft = m.Typed.Values.Get("draft"); m.Draft == "" {
		if m.Draft, err = s.Store.NewDraft(c.Request().Context(), "{}"); err != nil {
			return err
		}
	}
	m.Now = s.Store.Now()
	page := s.staffPage(c, views.AgentNewTitle, views.SectionNewTicket)
	page.Invalid = len(m.Typed.Faults) > 0
	return s.render(c, code, views.AgentNewPage(page, m))
}

// begun is the day the service began; what was received before it is history.
func (s *Server) begun(c echo.Context) (tickets.Date, error) {
	policies, err := s.Store.Policies(c.Request().Context())
	if err != nil || len(policies) == 0 {
		return tickets.Date{}, err
	}
	return policies[0].EffectiveFrom, nil
}

// typedChanges reads the changes of the form, and says which block each came
// from; blocks without a kind are left out.
func typedChanges(c echo.Context, release *rome.Release, count int) (changes []rome.Change, blocks []int) {
	for n := 1; n <= count; n++ {
		field := func(name string) string { return c.FormValue("changes." + strconv.Itoa(n) + name) }
		if kind := rome.Kind(field("")); kind != "" {
			changes = append(changes, typedChange(release, kind, field))
			blocks = append(blocks, n)
		}
	}
	return changes, blocks
}
