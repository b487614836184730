package web

import (
	"net/http"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"vigie/tickets"
	"vigie/views"
)

func (s *Server) releaseList(c echo.Context) error {
	list, err := s.Store.Releases(c.Request().Context())
	if err != nil {
		return err
	}
	sizes, err := s.Store.SizesOfChange(c.Request().Context())
	if err != nil {
		return err
	}
	ahead, err := s.ahead(c.Request().Context())
	if err != nil {
		return err
	}
	page := s.page(c, views.ReleasesTitle)
	page.Feed = views.ReleasesAtomPath()
	page.Section, page.Breadcrumb = views.SectionReleases, []views.Crumb{{Label: views.ReleasesCrumb}}
	page.Description = views.ReleasesDescription
	return s.render(c, http.StatusOK, views.ReleaseListPage(page, views.ReleaseRows(list, sizes), ahead))
}

func (s *Server) releaseListJSON(c echo.Context) error {
	list, err := s.Store.Releases(c.Request().Context())
	if err != nil {
		return err
	}
	if list == nil {
		list = []tickets.StoredRelease{} // [] and not null
	}
	return sendJSON(c, list)
}

func (s *Server) releaseListCSV(c echo.Context) error {
	list, err := s.Store.Releases(c.Request().Context())
	if err != nil {
		return err
	}
	table := [][]string{{
		"number", "title", "published_on", "validated_on", "sha256", "imported_at", "occupations", "appellations", "skills",
		"knowledge", "contexts", "links", "mobilities", "republished", "current",
	}}
	for _, r := range list {
		row := []string{
			r.Number, r.Title, r.PublishedOn.String(), r.ValidatedOn.String(), r.SHA256, r.ObservedAt.Format(time.RFC3339),
		}
		n := r.Counts
		for _, count := range []int{n.Occupations, n.Appellations, n.Skills, n.Knowledge, n.Contexts, n.Links, n.Mobilities} {
			row = append(row, strconv.Itoa(count))
		}
		table = append(table, append(row, strconv.FormatBool(r.Republished), strconv.FormatBool(r.Current)))
	}
	return sendTable(c, "versions.csv", table)
}
