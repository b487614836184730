package web

import (
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"vigie/tickets"
	"vigie/views"
)

// How many messages one page of the quarantine shows, and how many of those put
// aside lately.
const (
	quarantinePage = 50
	dismissedLines = 20
)

// agentQuarantine lists the messages that wait for an agent.
func (s *Server) agentQuarantine(c echo.Context) error {
	return s.quarantine(c, http.StatusOK, views.Typed{})
}

func (s *Server) quarantine(c echo.Context, code int, typed views.Typed) error {
	ctx, by := c.Request().Context(), actor(c)
	m := views.QuarantineModel{From: quarantineFrom(c), Release: s.Store.Release(), Today: s.today(), Typed: typed}
	var err error
	if m.QuarantinePart, err = s.Store.QuarantineFrom(ctx, by, m.From, quarantinePage); err != nil {
		return err
	}
	var guesses []int64
	for _, q := range m.List {
		guesses = append(guesses, q.Guess)
	}
	if m.Lines, err = s.Store.Summaries(ctx, by, guesses); err != nil {
		return err
	}
	if m.From == 0 {
		if m.Dismissed, err = s.Store.Dismissed(ctx, by, dismissedLines); err != nil {
			return err
		}
	}
	if m.Staff, err = s.staffNames(c); err != nil {
		return err
	}
	if code == http.StatusOK {
		m.Done = s.auth.TakeFlash(ctx)
	}
	page := s.staffPage(c, views.QuarantineTitle, views.SectionQuarantine)
	page.Invalid = len(typed.Faults) > 0
	return s.render(c, code, views.QuarantinePage(page, m))
}

// quarantineFrom is the message with which the part of the quarantine begins
// that is shown; 0 for the first of all.
func quarantineFrom(c echo.Context) int64 {
	id, err := strconv.ParseInt(c.FormValue("depuis"), 10, 64)
	if err != nil {
		return 0
	}
	return max(id, 0)
}

// staffNames are the names of the accounts, by id.
func (s *Server) staffNames(c echo.Context) (map[int64]string, error) {
	staff, err := s.Store.Accounts(c.Request().Context())
	if err != nil {
		return nil, err
	}
	names := make(map[int64]string, len(staff))
	for _, a := range staff {
		names[a.ID] = a.Name
	}
	return names, nil
}

// mailLine is the line of the request that a message belongs to or is guessed
// to.
func (s *Server) mailLine(c echo.Context, id int64) (tickets.Summary, bool, error) {
	if id == 0 {
		return tickets.Summary{}, false, nil
	}
	lines, err := s.Store.Summaries(c.Request().Context(), actor(c), []int64{id})
	line, ok := lines[id]
	return line, ok, err
}
