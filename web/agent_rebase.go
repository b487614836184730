package web

import (
	"errors"
	"strconv"

	"github.com/labstack/echo/v4"

	"vigie/tickets"
	"vigie/views"
)

// agentRebase asks a change anew of the current release.
func (s *Server) agentRebase(c echo.Context) error {
	n, _ := strconv.Atoi(c.FormValue("proposal"))
	return s.act(c, views.FormRebase, "rebased", func(id int64, version int) error {
		return s.Store.Rebase(c.Request().Context(), actor(c), id, version, n)
	})
}

// askAbout begins a question to the author with what became of the target of a
// change, where the address of the page names one; else it is the zero Typed.
func (s *Server) askAbout(c echo.Context, kase *tickets.Case) (views.Typed, error) {
	n, err := strconv.Atoi(c.QueryParam("conflit"))
	if err != nil {
		return views.Typed{}, nil
	}
	letter, err := s.Store.DraftAbout(c.Request().Context(), actor(c), kase.ID, n)
	if errors.Is(err, tickets.ErrNotFound) { // no such change, or no conflict any more
		return views.Typed{}, nil
	}
	return views.Begun(views.FormQuestion, letter), err
}
