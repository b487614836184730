package web

import (
	"net/http"
	"regexp"
	"strings"

	"github.com/labstack/echo/v4"

	"vigie/tickets"
	"vigie/views"
)

// ticketsBeside is how many requests an occupation's page shows.
const ticketsBeside = 10

var aCode = regexp.MustCompile(`^[A-Z]\d{4}$`)

// occupationView shows an occupation of the current release. A code in small
// letters leads to the page; one that is not in the release is told with help.
func (s *Server) occupationView(c echo.Context) error {
	given := c.Param("code")
	code := strings.ToUpper(given)
	switch {
	case !aCode.MatchString(code):
		return tickets.ErrNotFound
	case code != given:
		return c.Redirect(http.StatusMovedPermanently, views.OccupationPath(code))
	}
	release := s.Store.Release()
	if release == nil {
		return s.occupationMissing(c, code, "")
	}
	o, ok := release.Occupation(code)
	if !ok {
		return s.occupationMissing(c, code, release.Number)
	}
	m := views.OccupationOf(o, release)
	listing, err := s.Store.List(c.Request().Context(), tickets.Filter{Code: code, Public: true, PerPage: ticketsBeside})
	if err != nil {
		return err
	}
	releases, err := s.Store.Releases(c.Request().Context())
	if err != nil {
		return err
	}
	m.Past = views.PastOf(code, views.ReleaseRows(releases, nil))
	m.Tickets = views.TicketRows(listing.Rows, s.names(), s.today())
	m.More = listing.Total - len(listing.Rows)
	page := s.page(c, code+" "+o.Label)
	page.Section = views.SectionOccupations
	page.Breadcrumb = []views.Crumb{
		{Label: views.OccupationsCrumb, Href: views.OccupationsPath()}, {Label: m.Major, Href: m.DomainHref}, {Label: code},
	}
	page.Description = o.Label + " (" + code + ")"
	return s.render(c, http.StatusOK, views.OccupationPage(page, m))
}

func (s *Server) occupationMissing(c echo.Context, code, release string) error {
	c.Response().Header().Set("Cache-Control", "no-store")
	page := s.page(c, views.NoOccupationTitle(code))
	page.Section, page.NoIndex = views.SectionOccupations, true
	page.Breadcrumb = []views.Crumb{{Label: views.OccupationsCrumb, Href: views.OccupationsPath()}, {Label: code}}
	return s.render(c, http.StatusNotFound, views.OccupationMissingPage(page, code, release))
}
