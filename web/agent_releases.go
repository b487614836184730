package web

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"vigie/views"
)

// agentReleases lists the stored releases, and what the current one integrated.
func (s *Server) agentReleases(c echo.Context) error {
	return s.releasesPage(c, http.StatusOK, "")
}

// releasesPage is that page, which may say why something was not done.
func (s *Server) releasesPage(c echo.Context, code int, refused string) error {
	ctx := c.Request().Context()
	m := views.AgentReleasesModel{Release: s.Store.Release()}
	var err error
	if m.Source, err = s.sourceModel(c, refused); err != nil {
		return err
	}
	if m.Releases, err = s.Store.Releases(ctx); err != nil {
		return err
	}
	if len(m.Releases) > 0 {
		if m.Integrated, err = s.Store.IntegratedBy(ctx, m.Releases[0].SHA256); err != nil {
			return err
		}
	}
	if m.Crosswalks, err = s.Store.Crosswalks(ctx); err != nil {
		return err
	}
	return s.render(c, code, views.AgentReleasesPage(s.staffPage(c, views.ReleasesTitle, views.SectionAgentReleases), m))
}
