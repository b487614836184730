package web

import (
	"net/http"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"vigie/rome"
	"vigie/tickets"
	"vigie/views"
)

func (s *Server) releaseList(c echo.Context) error {
	list, err := s.Store.Releases(c.Request().Context())
	if err != nil {
		return err
	}
	page := s.page(c, views.ReleasesTitle)
	page.Section, page.Breadcrumb = views.SectionReleases, []views.Crumb{{Label: views.ReleasesCrumb}}
	page.Description = views.ReleasesDescription
	return s.render(c, http.StatusOK, views.ReleaseListPage(page, views.ReleaseRows(list)))
}

// releaseJSON is a stored release as `vigie release list` prints it.
type releaseJSON struct {
	Number      string       `json:"number"`
	Title       string       `json:"title"`
	PublishedOn tickets.Date `json:"published_on"`
	ValidatedOn tickets.Date `json:"validated_on"`
	SHA256      string       `json:"sha256"`
	ImportedAt  time.Time    `json:"imported_at"`
	rome.Counts
	Republished bool `json:"republished"`
	Current     bool `json:"current"`
}

func (s *Server) releaseListJSON(c echo.Context) error {
	list, err := s.Store.Releases(c.Request().Context())
	if err != nil {
		return err
	}
	out := make([]releaseJSON, len(list))
	for i, r := range list {
		out[i] = releaseJSON{
			r.Number, r.Title, r.PublishedOn, r.ValidatedOn, r.SHA256, r.ObservedAt, r.Counts, r.Republished, r.Current,
		}
	}
	return sendJSON(c, out)
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
