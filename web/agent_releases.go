package web

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"vigie/views"
)

// agentReleases lists the stored releases, and what the current one integrated.
func (s *Server) agentReleases(c echo.Context) error {
	ctx := c.Request().Context()
	m := views.AgentReleasesModel{Release: s.Store.Release()}
	var err error
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
	awaited, err := s.Store.Changeset(ctx, actor(c))
	if err != nil {
		return err
	}
	m.Awaited = len(awaited)
	return s.render(c, http.StatusOK, views.AgentReleasesPage(s.staffPage(c, views.ReleasesTitle, views.SectionAgentReleases), m))
}
