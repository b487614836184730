package web

import (
	"errors"
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"vigie/tickets"
	"vigie/views"
)

// agentTicket shows a ticket to who works on it, with a letter that was taken
// back in the editor.
func (s *Server) agentTicket(c echo.Context) error {
	m, err := s.agentTicketModel(c, views.Typed{})
	if err != nil {
		return err
	}
	letter, _ := strconv.Atoi(c.QueryParam("reprise"))
	if m.Typed = views.Resume(m.Case, letter); m.Typed.Form == "" {
		if m.Typed, err = s.askAbout(c, m.Case); err != nil {
			return err
		}
	}
	return s.showAgentTicket(c, http.StatusOK, m)
}

func (s *Server) agentTicketPage(c echo.Context, code int, typed views.Typed) error {
	m, err := s.agentTicketModel(c, typed)
	if err != nil {
		return err
	}
	return s.showAgentTicket(c, code, m)
}

func (s *Server) showAgentTicket(c echo.Context, code int, m views.AgentTicket) error {
	framing(c)
	page := s.staffPage(c, m.Reference, views.SectionQueue)
	page.Breadcrumb = []views.Crumb{{Label: m.Reference}}
	page.Invalid = len(m.Typed.Faults) > 0
	return s.render(c, code, views.AgentTicketPage(page, m))
}

func (s *Server) agentTicketModel(c echo.Context, typed views.Typed) (views.AgentTicket, error) {
	ctx, by := c.Request().Context(), actor(c)
	m := views.AgentTicket{
		Me: *account(c), Release: s.Store.Release(),
		Now: s.Store.Now(), Today: s.today(), Typed: typed, TakeBack: s.Store.TakeBack(), Frames: s.MailHTML != nil,
		Before: messageBefore(c),
	}
	var err error
	if m.Forecast, err = s.Store.Forecast(ctx); err != nil {
		return m, err
	}
	if m.Case, err = s.Store.CaseBefore(ctx, by, c.Param("ref"), m.Before); err != nil {
		return m, err
	}
	if m.Staff, err = s.Store.Accounts(ctx); err != nil {
		return m, err
	}
	if m.Answer, err = s.Store.DraftOf(by, m.Case, tickets.Answer); err != nil {
		return m, err
	}
	if m.Question, err = s.Store.DraftOf(by, m.Case, tickets.AskBack); err != nil {
		return m, err
	}
	if m.Clashes, err = s.Store.CaseClashes(ctx, by, m.Case); err != nil {
		return m, err
	}
	m.Done = s.auth.TakeFlash(ctx)
	return m, nil
}

// act carries out one command on the ticket of the address. Done, it leads back
// to the ticket with a word of what was done; refused, it shows the form again
// with all that was typed.
func (s *Server) act(c echo.Context, form, done string, do func(id int64, version int) error) error {
	return s.actThen(c, form, done, views.AgentTicketPath(c.Param("ref")), do)
}

// actThen is act that leads elsewhere.
func (s *Server) actThen(c echo.Context, form, done, then string, do func(id int64, version int) error) error {
	id, err := s.Store.ID(c.Request().Context(), c.Param("ref"))
	if err != nil {
		return err
	}
	if err := do(id, seenVersion(c)); err != nil {
		return s.refused(c, form, err, s.agentTicketPage)
	}
	s.auth.Flash(c.Request().Context(), done)
	return redirect(c, then)
}

// seenVersion is the version of the ticket that the form was made from. What is
// no version is older than any.
func seenVersion(c echo.Context) int {
	n, err := strconv.Atoi(c.FormValue("version"))
	if err != nil || n < 0 {
		return 0
	}
	return n
}

// refused shows a form again with what was typed and why it was refused; what
// no form can mend is an error.
func (s *Server) refused(c echo.Context, form string, err error, show func(echo.Context, int, views.Typed) error) error {
	typed := views.Typed{Form: form, Values: posted(c)}
	var invalid *tickets.Invalid
	switch {
	case errors.As(err, &invalid):
		typed.Faults = invalid.Faults
		return show(c, http.StatusUnprocessableEntity, typed)
	case errors.Is(err, tickets.ErrConflict), errors.Is(err, tickets.ErrTransition):
		typed.Error = views.ErrorText(err).Text
		if typed.Since, err = s.since(c, err); err != nil {
			return err
		}
		return show(c, http.StatusConflict, typed)
	}
	return err
}

// since tells what happened on the ticket after the version that somebody saw.
func (s *Server) since(c echo.Context, err error) ([]views.HistoryLine, error) {
	var stale *tickets.Stale
	if !errors.As(err, &stale) {
		return nil, nil
	}
	ctx := c.Request().Context()
	kase, err := s.Store.Case(ctx, actor(c), c.Param("ref"))
	if err != nil {
		return nil, err
	}
	names, err := s.staffNames(c)
	if err != nil {
		return nil, err
	}
	return views.HistorySince(kase, stale.Seen, names), nil
}
