package web

import (
	"context"
	"net/http"
	"sync"

	"github.com/labstack/echo/v4"

	"vigie/rome"
	"vigie/tickets"
	"vigie/views"
)

// releaseView shows a stored release, by its number or the first digits of its
// digest.
func (s *Server) releaseView(c echo.Context) error {
	ctx := c.Request().Context()
	found, err := s.Store.FindRelease(ctx, c.Param("number"))
	if err != nil {
		return err
	}
	list, err := s.Store.Releases(ctx)
	if err != nil {
		return err
	}
	for _, row := range views.ReleaseRows(list) {
		if row.SHA256 != found.SHA256 {
			continue
		}
		if row.Name != c.Param("number") {
			return redirect(c, views.ReleasePath(row.Name))
		}
		m := views.ReleaseModel{ReleaseRow: row}
		if m.Description, err = s.description(ctx, row.SHA256); err != nil {
			return err
		}
		page := s.page(c, views.ReleaseTitle(row.Number))
		page.Section = views.SectionReleases
		page.Breadcrumb = []views.Crumb{{Label: views.ReleasesCrumb, Href: views.ReleasesPath()}, {Label: views.ReleaseCrumb(row.Number)}}
		return s.render(c, http.StatusOK, views.ReleasePage(page, m, s.today()))
	}
	return tickets.ErrNotFound
}

// descriptions are what releases say of themselves, by digest. A release is
// immutable, so each is read from its archive once, one at a time.
type descriptions struct {
	sync.Mutex
	known map[string]string
}

// description is what a stored release says of itself.
func (s *Server) description(ctx context.Context, sha256 string) (string, error) {
	if r := s.Store.Release(); r != nil && r.SHA256 == sha256 {
		return r.Description, nil
	}
	s.descriptions.Lock()
	defer s.descriptions.Unlock()
	if text, ok := s.descriptions.known[sha256]; ok {
		return text, nil
	}
	archive, err := s.Store.Archive(ctx, sha256)
	if err != nil {
		return "", err
	}
	r, err := rome.ReadBytes(archive)
	if err != nil {
		return "", err
	}
	if s.descriptions.known == nil {
		s.descriptions.known = make(map[string]string)
	}
	s.descriptions.known[sha256] = r.Description
	return r.Description, nil
}
