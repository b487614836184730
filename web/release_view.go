package web

import (
	"cmp"
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"vigie/tickets"
	"vigie/views"
)

const entitiesPerPage = 50

// releaseView shows a stored release, by its number or the first digits of its
// digest: what it holds, what it changes, and what the requests have to do with
// it.
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
	for _, row := range views.ReleaseRows(list, nil) {
		if row.SHA256 != found.SHA256 {
			continue
		}
		if row.Name != c.Param("number") {
			return redirect(c, views.ReleasePath(row.Name))
		}
		m, err := s.releaseModel(c, row)
		if err != nil {
			return err
		}
		page := s.page(c, views.ReleaseTitle(row.Number))
		page.Section = views.SectionReleases
		page.NoIndex = c.QueryString() != ""
		page.Breadcrumb = []views.Crumb{{Label: views.ReleasesCrumb, Href: views.ReleasesPath()}, {Label: views.ReleaseCrumb(row.Number)}}
		return s.render(c, http.StatusOK, views.ReleasePage(page, m, s.today()))
	}
	return tickets.ErrNotFound
}

func (s *Server) releaseModel(c echo.Context, row views.ReleaseRow) (m views.ReleaseModel, err error) {
	ctx := c.Request().Context()
	m.ReleaseRow = row
	before := row
	if row.Previous != nil {
		before = *row.Previous
	}
	comparison, err := s.Store.Compare(ctx, before.SHA256, row.SHA256) // the first one with itself
	if err != nil {
		return m, err
	}
	m.Description = comparison.To.Release.Description
	m.Oddities, m.OddCount = comparison.To.Release.Oddities()
	m.Oddities = m.Oddities[:min(len(m.Oddities), 20)]
	if row.Previous == nil {
		return m, nil
	}
	announced, err := s.Store.AnnouncedBy(ctx, row.SHA256)
	if err == nil {
		m.Announced = &announced
	} else if !errors.Is(err, tickets.ErrNotFound) {
		return m, err
	}
	ledger, err := s.Store.Ledger(ctx, comparison)
	if err != nil {
		return m, err
	}
	m.Ledger = &views.LedgerModel{
		Comparison: comparison, Ledger: ledger, Name: row.Name, FromName: cmp.Or(before.Name, before.Number), PerPage: entitiesPerPage,
		Query: views.LedgerQuery{Domain: words(c, "domaine"), Show: words(c, "registre"), Page: pageNumber(c)},
	}
	m.Ledger.Fill()
	return m, nil
}
