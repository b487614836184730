package web

import (
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"vigie/tickets"
	"vigie/views"
)

// crosswalkRoutes are the correspondence tables, which the page of releases lists.
func (s *Server) crosswalkRoutes() []Route {
	return []Route{
		get("/agents/versions/correspondances.csv", s.agentCrosswalksCSV).needs(tickets.CanRead),
		get("/agents/versions/correspondances.json", s.agentCrosswalksJSON).needs(tickets.CanRead),
		get("/agents/versions/correspondances/:table/codes-inconnus.csv", s.agentUnknownCodes).needs(tickets.CanRead),
	}
}

func (s *Server) agentCrosswalksCSV(c echo.Context) error {
	list, err := s.Store.Crosswalks(c.Request().Context())
	if err != nil {
		return err
	}
	table := [][]string{{
		"table", "title", "file", "sha256", "imported_at", "rows", "pairs", "codes", "oddities", "unknown_codes", "against", "current",
	}}
	for _, t := range list {
		table = append(table, []string{
			t.Table, t.Title, t.File, t.SHA256, t.ImportedAt.Format(time.RFC3339), strconv.Itoa(t.Rows), strconv.Itoa(t.Pairs),
			strconv.Itoa(t.Codes), strconv.Itoa(t.Oddities), strings.Join(t.Unknown, " "), t.Against, strconv.FormatBool(t.Current),
		})
	}
	return sendTable(c, "correspondances.csv", table)
}

func (s *Server) agentCrosswalksJSON(c echo.Context) error {
	list, err := s.Store.Crosswalks(c.Request().Context())
	if err != nil {
		return err
	}
	if list == nil {
		list = []tickets.StoredCrosswalk{} // [] and not null
	}
	return sendJSON(c, list)
}

// agentUnknownCodes gives every row of a table in use whose code the current
// release does not have.
func (s *Server) agentUnknownCodes(c echo.Context) error {
	release := s.Store.Release()
	if release == nil {
		return tickets.ErrNotFound
	}
	crosswalk, ok := release.Crosswalk(c.Param("table"))
	if !ok || c.Request().URL.Path != views.UnknownCodesPath(crosswalk.Table) {
		return tickets.ErrNotFound
	}
	table := [][]string{{"code", "label", "key", "key_label", "file", "row"}}
	for _, unknown := range crosswalk.Unknown(release) {
		for _, row := range crosswalk.Coded(unknown.Code) {
			table = append(table, []string{row.Code, row.Label, row.Key, row.KeyLabel, row.Source.File, strconv.Itoa(row.Source.Line)})
		}
	}
	return sendTable(c, "codes-inconnus-"+crosswalk.Table+".csv", table)
}
