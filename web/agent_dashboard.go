package web

import (
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"vigie/tickets"
	"vigie/views"
)

// agentDashboard shows how the promises are kept.
func (s *Server) agentDashboard(c echo.Context) error {
	ctx := c.Request().Context()
	figures, err := s.Store.Dashboard(ctx)
	if err != nil {
		return err
	}
	counts, err := s.Store.Counts(ctx, account(c).ID)
	if err != nil {
		return err
	}
	bounced, err := s.Store.Bounced(ctx, ids(figures.Overdue, figures.Soon))
	if err != nil {
		return err
	}
	agenda, err := s.Store.Agenda(ctx)
	if err != nil {
		return err
	}
	announced, err := s.announcedByCurrent(ctx)
	if err != nil {
		return err
	}
	return s.render(c, http.StatusOK, views.DashboardPage(s.staffPage(c, views.DashboardTitle, views.SectionDashboard), views.DashboardModel{
		Figures: figures, Counts: counts, Bounced: bounced, Release: s.Store.Release(),
		Agenda: views.AgendaModel{Agenda: agenda, Release: s.Store.Release()}, Announced: announced,
	}))
}

// monthRow is a month of one promise in the dashboard's exports.
type monthRow struct {
	Promise string `json:"promise"` // "reply" or "integration"
	Month   string `json:"month"`   // "2026-06": of what fell, or falls, due in it
	Due     int    `json:"due"`
	InTime  int    `json:"in_time"`
	Late    int    `json:"late"`
	Overdue int    `json:"overdue"`
	Running int    `json:"running"`
}

func monthRows(replies, integrations []tickets.Month) []monthRow {
	rows := []monthRow{}
	add := func(promise string, months []tickets.Month) {
		for _, m := range months {
			rows = append(rows, monthRow{promise, m.First.String()[:7], m.Due, m.Kept, m.Late, m.Overdue, m.Running})
		}
	}
	add("reply", replies)
	add("integration", integrations)
	return rows
}

// agentDashboardCSV gives the months as a table.
func (s *Server) agentDashboardCSV(c echo.Context) error {
	replies, integrations, err := s.Store.Months(c.Request().Context())
	if err != nil {
		return err
	}
	table := [][]string{{"promise", "month", "due", "in_time", "late", "overdue", "running"}}
	for _, r := range monthRows(replies, integrations) {
		table = append(table, []string{
			r.Promise, r.Month, strconv.Itoa(r.Due), strconv.Itoa(r.InTime), strconv.Itoa(r.Late),
			strconv.Itoa(r.Overdue), strconv.Itoa(r.Running),
		})
	}
	return sendTable(c, "tableau-de-bord.csv", table)
}

// agentDashboardJSON gives the dashboard for programs.
func (s *Server) agentDashboardJSON(c echo.Context) error {
	ctx := c.Request().Context()
	figures, err := s.Store.Dashboard(ctx)
	if err != nil {
		return err
	}
	counts, err := s.Store.Counts(ctx, account(c).ID)
	if err != nil {
		return err
	}
	agenda, err := s.Store.Agenda(ctx)
	if err != nil {
		return err
	}
	return sendJSON(c, map[string]any{
		"next_release": nextReleaseJSON(agenda), "must_carry": owedJSON(agenda.MustCarry()), "lost": owedJSON(agenda.Lost()),
		"today": figures.Today, "open": counts[tickets.ViewOpen], "overdue": counts[tickets.ViewOverdue],
		"due_soon": counts[tickets.ViewSoon], "due_soon_until": figures.SoonUntil,
		"awaiting": counts[tickets.ViewAwaiting], "months": monthRows(figures.Replies, figures.Integration),
	})
}
