package web

import (
	"errors"
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"vigie/tickets"
	"vigie/views"
)

// sourceRoutes are about the place where releases are published.
func (s *Server) sourceRoutes() []Route {
	const found = "/agents/versions/trouvees/:n"
	return []Route{
		post("/agents/versions/source", s.agentAskSource).needs(tickets.CanAskSource),
		post(found+"/import", s.agentAcceptFind).needs(tickets.CanImport),
		post(found+"/refus", s.agentDeclineFind).needs(tickets.CanImport),
		post(found+"/reprise", s.agentRestoreFind).needs(tickets.CanImport),
	}
}

// agentAskSource has the source asked in the background.
func (s *Server) agentAskSource(c echo.Context) error {
	err := s.Store.AskSource(c.Request().Context(), actor(c))
	var held *tickets.Held
	switch {
	case errors.As(err, &held):
		return s.releasesPage(c, http.StatusTooManyRequests, views.SourceHeld(held.Until))
	case errors.Is(err, tickets.ErrTransition):
		return s.releasesPage(c, http.StatusConflict, views.SourceOff)
	case err != nil:
		return err
	}
	return redirect(c, views.AgentReleasesPath())
}

// agentAcceptFind has a release that was found there imported.
func (s *Server) agentAcceptFind(c echo.Context) error {
	return s.decideFind(c, func(id int64) (string, error) {
		return "find_accepted", s.Store.AcceptFind(c.Request().Context(), actor(c), id)
	})
}

// agentDeclineFind says that one is not to be imported.
func (s *Server) agentDeclineFind(c echo.Context) error {
	return s.decideFind(c, func(id int64) (string, error) {
		return "find_declined " + strconv.FormatInt(id, 10), s.Store.DeclineFind(c.Request().Context(), actor(c), id)
	})
}

// agentRestoreFind takes that back.
func (s *Server) agentRestoreFind(c echo.Context) error {
	return s.decideFind(c, func(id int64) (string, error) {
		return "find_restored", s.Store.RestoreFind(c.Request().Context(), actor(c), id)
	})
}

func (s *Server) decideFind(c echo.Context, do func(id int64) (done string, err error)) error {
	id, err := strconv.ParseInt(c.Param("n"), 10, 64)
	if err != nil {
		return tickets.ErrNotFound
	}
	done, err := do(id)
	switch {
	case errors.Is(err, tickets.ErrTransition):
		return s.releasesPage(c, http.StatusConflict, views.SourceSettled)
	case err != nil:
		return err
	}
	s.auth.Flash(c.Request().Context(), done)
	return redirect(c, views.AgentReleasesPath())
}

// sourceModel is how the source is followed, on the page of releases.
func (s *Server) sourceModel(c echo.Context, refused, done string) (views.SourceModel, error) {
	m := views.SourceModel{Me: actor(c).Role, Today: s.today(), Current: s.Store.Current(), Refused: refused, Done: done}
	var err error
	m.SourceState, err = s.Store.Source(c.Request().Context(), actor(c))
	return m, err
}
