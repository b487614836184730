package web

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"vigie/views"
)

// agentReleases lists the releases to come and the stored ones, and what the
// current one integrated.
func (s *Server) agentReleases(c echo.Context) error {
	return s.releasesPage(c, http.StatusOK, "")
}

// releasesPage is that page, which may say why something was not done.
func (s *Server) releasesPage(c echo.Context, code int, refused string) error {
	done := ""
	if refused == "" {
		done = s.auth.TakeFlash(c.Request().Context())
	}
	return s.agentReleasesPage(c, code, refused, views.Typed{}, done)
}

func (s *Server) agentReleasesPage(c echo.Context, code int, refused string, typed views.Typed, done string) error {
	ctx := c.Request().Context()
	m := views.AgentReleasesModel{Release: s.Store.Release()}
	var err error
	if m.Source, err = s.sourceModel(c, refused, done); err != nil {
		return err
	}
	if m.Calendar, err = s.calendar(c, typed); err != nil {
		return err
	}
	if m.Announced, err = s.announcedByCurrent(ctx); err != nil {
		return err
	}
	if m.Releases, err = s.Store.Releases(ctx); err != nil {
		return err
	}
	if len(m.Releases) > 0 {
		if m.Integrated, err = s.Store.IntegratedBy(ctx, m.Releases[0].SHA256); err != nil {
			return err
		}
		if m.News, err = s.Store.News(ctx, m.Releases[0].SHA256, 0); err != nil {
			return err
		}
	}
	if m.Crosswalks, err = s.Store.Crosswalks(ctx); err != nil {
		return err
	}
	awaited, err := s.Store.Changeset(ctx, actor(c))
	if err != nil {
		return err
	}
	m.Awaited = len(awaited)
	page := s.staffPage(c, views.ReleasesTitle, views.SectionAgentReleases)
	page.Invalid = len(typed.Faults) > 0
	return s.render(c, code, views.AgentReleasesPage(page, m))
}
