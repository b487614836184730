package web

import (
	"errors"
	"net/http"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"vigie/tickets"
	"vigie/views"
)

// whatIf reads the question of an address; what it does not say is as the
// service does it now. Faults are an *Invalid.
func (s *Server) whatIf(c echo.Context) (tickets.WhatIf, error) {
	w := tickets.WhatIf{Cadence: tickets.ReleaseMonths, Cutoff: s.Store.CutoffDays(), Days: tickets.WhatIfDays, Start: s.today()}
	policies, err := s.Store.Policies(c.Request().Context())
	if err != nil {
		return w, err
	}
	w.Promise = views.PolicyOn(policies, s.today()).IntegrationMonths
	if r := s.Store.Current(); r != nil {
		w.Start = r.PublishedOn
	}
	for name, n := range map[string]*int{"cadence": &w.Cadence, "cloture": &w.Cutoff, "delai": &w.Promise, "decision": &w.Delay, "jours": &w.Days} {
		text := strings.TrimSpace(c.QueryParam(name))
		if text == "" {
			continue
		}
		if *n, err = strconv.Atoi(text); err != nil {
			*n = -1 // out of every range, which the check says
		}
	}
	if text := c.QueryParam("depart"); text != "" {
		var ok bool
		if w.Start, ok = typedDate(text); !ok {
			w.Start = tickets.Date{}
		}
	}
	return w, w.Check()
}

// agentWhatIf answers what would become of another rhythm of publication.
func (s *Server) agentWhatIf(c echo.Context) error {
	w, err := s.whatIf(c)
	m, code := views.WhatIfModel{Question: w}, http.StatusOK
	var invalid *tickets.Invalid
	switch {
	case errors.As(err, &invalid):
		m, code = m.Refused(c.QueryParams(), invalid.Faults), http.StatusUnprocessableEntity
	case err != nil:
		return err
	default:
		m.Answer, m.Table = w.Answer(), w.Table()
	}
	page := s.staffPage(c, views.WhatIfTitle, views.SectionAgentReleases)
	page.Breadcrumb = []views.Crumb{{Label: views.ReleasesTitle, Href: views.AgentReleasesPath()}, {Label: page.Title}}
	page.Invalid = len(m.Typed.Faults) > 0
	return s.render(c, code, views.WhatIfPage(page, m))
}

// whatIfRow is an answer for programs.
type whatIfRow struct {
	Cadence int     `json:"cadence_months"`
	Cutoff  int     `json:"cutoff_days"`
	Promise int     `json:"promise_months"`
	Delay   int     `json:"decision_days"`
	Start   string  `json:"start"`
	Days    int     `json:"days"`
	Missed  int     `json:"missed"`
	Share   float64 `json:"share"` // of the days, in percent, rounded to two decimals
}

// whatIfRows are the answer to the question, then the table.
func whatIfRows(w tickets.WhatIf) []whatIfRow {
	row := func(w tickets.WhatIf, a tickets.WhatIfAnswer) whatIfRow {
		return whatIfRow{
			w.Cadence, w.Cutoff, w.Promise, w.Delay, w.Start.String(), w.Days, a.Missed, float64(int(a.Share()*100+0.5)) / 100,
		}
	}
	rows := []whatIfRow{row(w, w.Answer())}
	for i, answers := range w.Table() {
		for j, a := range answers {
			cell := w
			cell.Cadence, cell.Cutoff = tickets.WhatIfCadences()[i], tickets.WhatIfCutoffs()[j]
			rows = append(rows, row(cell, a))
		}
	}
	return rows
}

// agentWhatIfCSV gives the answers as a table: first the one that was asked.
func (s *Server) agentWhatIfCSV(c echo.Context) error {
	w, err := s.whatIf(c)
	if err != nil {
		return err
	}
	table := [][]string{{"cadence_months", "cutoff_days", "promise_months", "decision_days", "start", "days", "missed", "share"}}
	for _, r := range whatIfRows(w) {
		table = append(table, []string{
			strconv.Itoa(r.Cadence), strconv.Itoa(r.Cutoff), strconv.Itoa(r.Promise), strconv.Itoa(r.Delay), r.Start,
			strconv.Itoa(r.Days), strconv.Itoa(r.Missed), strconv.FormatFloat(r.Share, 'f', 2, 64),
		})
	}
	return sendTable(c, "simulation.csv", table)
}

// agentWhatIfJSON gives the same for programs.
func (s *Server) agentWhatIfJSON(c echo.Context) error {
	w, err := s.whatIf(c)
	if err != nil {
		return err
	}
	rows := whatIfRows(w)
	return sendJSON(c, map[string]any{"asked": rows[0], "table": rows[1:]})
}
