package web

import (
	"context"
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"vigie/tickets"
	"vigie/views"
)

// commitments are the figures of the promises. They count every ticket and show
// none.
func (s *Server) commitments(ctx context.Context) (views.CommitmentsModel, error) {
	m := views.CommitmentsModel{Today: s.today()}
	var err error
	if m.Policies, err = s.Store.Policies(ctx); err != nil {
		return m, err
	}
	m.Policy = views.PolicyOn(m.Policies, m.Today)
	if m.Replies, m.Integration, err = s.Store.Months(ctx); err != nil {
		return m, err
	}
	late, err := s.Store.List(ctx, tickets.Filter{View: tickets.ViewOverdue, PerPage: 1})
	if err != nil {
		return m, err
	}
	m.Overdue = late.Total
	if m.Announced, err = s.announcedByCurrent(ctx); err != nil {
		return m, err
	}
	releases, err := s.Store.Releases(ctx)
	m.Releases = views.ReleaseRows(releases, nil)
	return m, err
}

func (s *Server) commitmentList(c echo.Context) error {
	m, err := s.commitments(c.Request().Context())
	if err != nil {
		return err
	}
	page := s.page(c, views.CommitmentsTitle)
	page.Section, page.Breadcrumb = views.SectionCommitments, []views.Crumb{{Label: views.CommitmentsCrumb}}
	page.Description = views.CommitmentsDescription
	return s.render(c, http.StatusOK, views.CommitmentsPage(page, m))
}

// monthJSON is one month of one promise.
type monthJSON struct {
	Month   string `json:"month"` // "2026-11"
	Due     int    `json:"due"`
	Kept    int    `json:"kept"`
	Late    int    `json:"late"`
	Overdue int    `json:"overdue"`
	Running int    `json:"running"`
}

func monthsJSON(months []tickets.Month) []monthJSON {
	out := make([]monthJSON, len(months))
	for i, m := range months {
		out[i] = monthJSON{m.First.String()[:len("2026-11")], m.Due, m.Kept, m.Late, m.Overdue, m.Running}
	}
	return out
}

func (s *Server) commitmentListJSON(c echo.Context) error {
	m, err := s.commitments(c.Request().Context())
	if err != nil {
		return err
	}
	return sendJSON(c, map[string]any{
		"policies": m.Policies, "overdue": m.Overdue, "major_changes": majorsJSON(m.Announced),
		"reply": monthsJSON(m.Replies), "integration": monthsJSON(m.Integration),
	})
}

func (s *Server) commitmentListCSV(c echo.Context) error {
	m, err := s.commitments(c.Request().Context())
	if err != nil {
		return err
	}
	table := [][]string{{"commitment", "month", "due", "kept", "late", "overdue", "running"}}
	for _, part := range []struct {
		name   string
		months []tickets.Month
	}{{"reply", m.Replies}, {"integration", m.Integration}} {
		for _, n := range monthsJSON(part.months) {
			row := []string{part.name, n.Month}
			for _, count := range []int{n.Due, n.Kept, n.Late, n.Overdue, n.Running} {
				row = append(row, strconv.Itoa(count))
			}
			table = append(table, row)
		}
	}
	return sendTable(c, "engagements.csv", table)
}
