package web

import (
	"net/http"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"vigie/rome"
	"vigie/views"
)

const (
	occupationsShown     = 50
	occupationsSuggested = 8
)

// occupationSearch finds occupations by words, or shows the major domains and
// what is in one. A query that is a code, alone or before its label as the
// suggestions write it, leads straight to its page.
func (s *Server) occupationSearch(c echo.Context) error {
	release, m := s.Store.Release(), views.OccupationSearchModel{Query: words(c, "q")}
	page := s.page(c, views.OccupationsTitle)
	page.Section, page.Breadcrumb = views.SectionOccupations, []views.Crumb{{Label: views.OccupationsCrumb}}
	page.Description = views.OccupationsDescription
	if release == nil {
		return s.render(c, http.StatusOK, views.OccupationSearchPage(page, m))
	}
	m.Release = release.Number
	switch domain := strings.ToUpper(words(c, "domaine")); {
	case m.Query != "":
		if code := codeIn(m.Query); has(release, code) {
			return redirect(c, views.OccupationPath(code))
		}
		hits := release.SearchOccupations(m.Query, occupationsShown+1)
		m.Cut = len(hits) > occupationsShown
		m.Found = views.OccupationsFound(hits[:min(len(hits), occupationsShown)])
		page.Title, page.NoIndex = views.SearchTitle(m.Query), true
	case domain != "":
		m.Domain = views.MajorDomainOf(release, domain)
		if m.Domain != nil {
			page.Title = m.Domain.Label
			page.Breadcrumb = []views.Crumb{{Label: views.OccupationsCrumb, Href: views.OccupationsPath()}, {Label: m.Domain.Label}}
			break
		}
		fallthrough
	default:
		m.Majors = views.MajorDomainsOf(release)
	}
	return s.render(c, http.StatusOK, views.OccupationSearchPage(page, m))
}

// suggestionJSON is one occupation as the combobox wants it. Matched is the
// label that was found.
type suggestionJSON struct {
	Code    string `json:"code"`
	Label   string `json:"label"`
	Matched string `json:"matched"`
}

// occupationSearchJSON gives the best few occupations for q; without q, as the
// twin of the list, all of them or those of a major domain.
func (s *Server) occupationSearchJSON(c echo.Context) error {
	release, list := s.Store.Release(), []suggestionJSON{}
	if release == nil {
		return sendJSON(c, list)
	}
	if !c.QueryParams().Has("q") {
		for _, o := range listed(c, release) {
			list = append(list, suggestionJSON{Code: o.Code, Label: o.Label, Matched: o.Label})
		}
		return sendJSON(c, list)
	}
	query := words(c, "q")
	if o, ok := release.Occupation(codeIn(query)); ok {
		return sendJSON(c, append(list, suggestionJSON{o.Code, o.Label, o.Label}))
	}
	for _, h := range suggestions(release, query) {
		matched := h.Occupation.Label
		if len(h.Matched) > 0 {
			matched = h.Matched[0].Matched
		}
		list = append(list, suggestionJSON{h.Occupation.Code, h.Occupation.Label, matched})
	}
	return sendJSON(c, list)
}

// listed are the occupations of the address's filters: what is found by q, else
// what is in a major domain, else all.
func listed(c echo.Context, release *rome.Release) []*rome.Occupation {
	query, domain := words(c, "q"), strings.ToUpper(words(c, "domaine"))
	if query != "" {
		var found []*rome.Occupation
		for _, h := range release.SearchOccupations(query, len(release.Occupations())) {
			found = append(found, h.Occupation)
		}
		return found
	}
	if domain == "" {
		return release.Occupations()
	}
	return slices.DeleteFunc(slices.Clone(release.Occupations()), func(o *rome.Occupation) bool { return o.MajorDomain() != domain })
}

func suggestions(r *rome.Release, query string) []rome.OccupationHit {
	if query == "" {
		return nil
	}
	return r.SearchOccupations(query, occupationsSuggested)
}

func (s *Server) occupationListCSV(c echo.Context) error {
	table := [][]string{{"code", "label", "domain", "domain_label", "major_domain", "major_domain_label", "release"}}
	if release := s.Store.Release(); release != nil {
		for _, o := range listed(c, release) {
			domain, _ := release.Domain(o.Domain())
			major, _ := release.MajorDomain(o.MajorDomain())
			table = append(table, []string{o.Code, o.Label, domain.Code, domain.Label, major.Code, major.Label, release.Number})
		}
	}
	return sendTable(c, "metiers.csv", table)
}
