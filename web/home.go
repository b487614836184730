package web

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"vigie/tickets"
	"vigie/views"
)

// latestShown is how many public requests the front page shows.
const latestShown = 5

func (s *Server) home(c echo.Context) error {
	ctx := c.Request().Context()
	kept, err := s.commitments(ctx)
	if err != nil {
		return err
	}
	latest, err := s.Store.List(ctx, tickets.Filter{Public: true, PerPage: latestShown})
	if err != nil {
		return err
	}
	m := views.HomeModel{
		Policy: kept.Policy, Replies: kept.Replies, Integration: kept.Integration, Overdue: kept.Overdue,
		Latest: views.TicketRows(latest.Rows, s.names(), s.today()), Today: s.today(),
	}
	if len(kept.Releases) > 0 {
		m.Release = &kept.Releases[0]
	}
	ahead, err := s.ahead(ctx)
	if err != nil {
		return err
	}
	m.Ahead = ahead.Announcements
	page := s.page(c, "")
	page.Feed = views.ReleasesAtomPath()
	page.Description = views.HomeDescription
	return s.render(c, http.StatusOK, views.HomePage(page, m))
}
