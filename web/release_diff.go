package web

import (
	"encoding/json"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"vigie/rome"
	"vigie/tickets"
	"vigie/views"
)

const changesPerPage = 100

// releaseOrRange answers everything under /versions/: a release, or what differs
// between two, "a...b", each with its twins. One route, since Echo would let
// these shadow each other.
func (s *Server) releaseOrRange(c echo.Context) error {
	name := c.Param("number")
	bare, suffix := name, ""
	for _, known := range []string{".csv", ".json", ".md"} {
		if cut, ok := strings.CutSuffix(name, known); ok {
			bare, suffix = cut, known
			break
		}
	}
	from, to, ranged := strings.Cut(bare, "...")
	switch {
	case ranged && suffix != ".md":
		return s.releaseDiff(c, from, to, suffix)
	case !ranged && suffix == ".md":
		return s.releaseNotes(c, bare)
	case !ranged && suffix == "":
		return s.releaseView(c)
	}
	return tickets.ErrNotFound
}

func (s *Server) releaseDiff(c echo.Context, from, to, suffix string) error {
	if from == to { // there is nothing to say
		return redirect(c, views.ReleasePath(to))
	}
	comparison, err := s.Store.Compare(c.Request().Context(), from, to)
	if err != nil {
		return err
	}
	m := views.DiffModel{Comparison: comparison, FromName: from, ToName: to, Query: diffQuery(c), PerPage: changesPerPage}
	switch suffix {
	case ".csv":
		return s.changesCSV(c, comparison, m.Query.Filter())
	case ".json":
		return s.changesJSON(c, comparison, m.Query.Filter())
	}
	list, total := comparison.Page(m.Query.Filter(), m.Query.Page, m.PerPage)
	m.Total, m.Groups = total, views.DiffGroups(list, comparison, s.Store.Release())
	page := s.page(c, views.DiffTitle(comparison.From.Number, comparison.To.Number))
	page.Section, page.NoIndex = views.SectionReleases, m.Query.Narrowed() || m.Query.Page > 1
	page.Breadcrumb = []views.Crumb{
		{Label: views.ReleasesCrumb, Href: views.ReleasesPath()},
		{Label: views.ReleaseCrumb(comparison.To.Number), Href: views.ReleasePath(to)},
		{Label: views.DiffCrumb(comparison.From.Number)},
	}
	return s.render(c, http.StatusOK, views.DiffPage(page, m))
}

func diffQuery(c echo.Context) views.DiffQuery {
	return views.DiffQuery{
		Domain: words(c, "domaine"), Kind: words(c, "genre"), Typography: words(c, "typographie"),
		Code: strings.ToUpper(words(c, "code")), Words: words(c, "q"), Page: pageNumber(c),
	}
}

// changesCSV writes row by row: there may be a hundred thousand.
func (s *Server) changesCSV(c echo.Context, comparison *tickets.Comparison, f tickets.ChangeFilter) error {
	c.Response().Header().Set("Cache-Control", "no-cache")
	names := views.NamesOfBoth(comparison.To.Release, comparison.From.Release)
	header := append(append([]string{"occupation"}, rome.Columns()...), "typographic", "line")
	name := "changements-" + comparison.From.Number + "-" + comparison.To.Number + ".csv"
	return s.streamTable(c, name, header, func(write func([]string) error) error {
		for _, change := range comparison.Select(f) {
			typographic := ""
			if change.Typographic {
				typographic = "true"
			}
			row := append(append([]string{comparison.HomeOf(*change)}, change.Record()...), typographic, views.ChangeText(*change, names).Line())
			if err := write(row); err != nil {
				return err
			}
		}
		return nil
	})
}

// changesJSON likewise; the list is input for vigie release check.
func (s *Server) changesJSON(c echo.Context, comparison *tickets.Comparison, f tickets.ChangeFilter) error {
	c.Response().Header().Set("Cache-Control", "no-cache")
	names := views.NamesOfBoth(comparison.To.Release, comparison.From.Release)
	return s.streamList(c, func(write func(any) error) error {
		for _, change := range comparison.Select(f) {
			line, err := views.ChangeJSON(*change, names)
			if err == nil {
				err = write(json.RawMessage(line))
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// releaseNotesPage shows the notes of a release, to be copied.
func (s *Server) releaseNotesPage(c echo.Context) error {
	name := c.Param("number")
	text, err := s.notes(c, name)
	if err != nil {
		return err
	}
	page := s.page(c, views.NotesTitle(name))
	page.Section, page.NoIndex = views.SectionReleases, true
	page.Breadcrumb = []views.Crumb{
		{Label: views.ReleasesCrumb, Href: views.ReleasesPath()}, {Label: views.ReleaseCrumb(name), Href: views.ReleasePath(name)}, {Label: views.NotesCrumb},
	}
	return s.render(c, http.StatusOK, views.NotesPage(page, name, name, text))
}

// notes writes the notes of a release, compared with the one before it.
func (s *Server) notes(c echo.Context, name string) (string, error) {
	release, err := s.Store.FindRelease(c.Request().Context(), name)
	if err != nil {
		return "", err
	}
	comparison, ledger, err := s.ledger(c, release)
	if err != nil {
		return "", err
	}
	return views.ReleaseNotes(views.NotesModel{Comparison: comparison, Ledger: ledger, Site: strings.TrimSuffix(s.PublicURL.String(), "/")}), nil
}

func (s *Server) releaseNotes(c echo.Context, name string) error {
	text, err := s.notes(c, name)
	if err != nil {
		return err
	}
	return send(c, http.StatusOK, "text/markdown; charset=utf-8", []byte(text))
}

// ledger compares a release with the one before it, and puts the requests beside
// it. Of the first release it answers ErrNotFound.
func (s *Server) ledger(c echo.Context, release *tickets.StoredRelease) (*tickets.Comparison, *tickets.Ledger, error) {
	ctx := c.Request().Context()
	before, err := s.Store.Before(ctx, release)
	if err != nil {
		return nil, nil, err
	}
	comparison, err := s.Store.Compare(ctx, before.SHA256, release.SHA256)
	if err != nil {
		return nil, nil, err
	}
	ledger, err := s.Store.Ledger(ctx, comparison)
	return comparison, ledger, err
}
