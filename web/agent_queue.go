package web

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"vigie/tickets"
	"vigie/views"
)

// agentQueue lists tickets for the staff, what is due first on top.
func (s *Server) agentQueue(c echo.Context) error {
	ctx, f := c.Request().Context(), queueFilter(c)
	listing, err := s.Store.List(ctx, f)
	if err != nil {
		return err
	}
	counts, err := s.Store.Counts(ctx, account(c).ID)
	if err != nil {
		return err
	}
	bounced, err := s.Store.Bounced(ctx, ids(listing.Rows))
	if err != nil {
		return err
	}
	ahead, err := s.Store.Forecast(ctx)
	if err != nil {
		return err
	}
	return s.render(c, http.StatusOK, views.QueuePage(s.staffPage(c, views.QueueTitle, views.SectionQueue), views.QueueModel{
		Filter: f, Listing: listing, Counts: counts, Bounced: bounced, Release: s.Store.Release(), Today: s.today(),
		Done: s.auth.TakeFlash(ctx), Forecast: ahead,
	}))
}

// ids are those of the tickets of lists.
func ids(lists ...[]tickets.Summary) []int64 {
	var all []int64
	for _, list := range lists {
		for i := range list {
			all = append(all, list[i].ID)
		}
	}
	return all
}

// queueFilter reads the filter of an address. What is no view or state does not
// narrow.
func queueFilter(c echo.Context) tickets.Filter {
	f := tickets.Filter{
		View: tickets.View(c.QueryParam("vue")), State: tickets.State(c.QueryParam("etat")),
		Code:  strings.ToUpper(strings.TrimSpace(c.QueryParam("code"))),
		Query: strings.TrimSpace(c.QueryParam("q")), Mine: account(c).ID,
	}
	if !slices.Contains(tickets.Views(), f.View) {
		f.View = tickets.ViewOpen
	}
	if !slices.Contains(tickets.States(), f.State) {
		f.State = ""
	}
	f.ReplyMonth, f.IntegrationMonth = queriedMonth(c, "reponses"), queriedMonth(c, "integrations")
	f.Page, _ = strconv.Atoi(c.QueryParam("page"))
	return f
}

// queriedMonth is the first day of a month of the address, "2026-11"; the zero
// Date for anything else.
func queriedMonth(c echo.Context, name string) tickets.Date {
	d, err := tickets.ParseDate(c.QueryParam(name) + "-01")
	if err != nil {
		return tickets.Date{}
	}
	return d
}
