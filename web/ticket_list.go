package web

import (
	"context"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"vigie/tickets"
	"vigie/views"
)

const (
	ticketsPerPage  = 25
	ticketsPerChunk = 500 // of a twin, which is not paged
)

func (s *Server) ticketList(c echo.Context) error {
	ctx := c.Request().Context()
	query, filter := ticketQuery(c)
	filter.Page, filter.PerPage = query.Page, ticketsPerPage
	listing, err := s.Store.List(ctx, filter)
	if err != nil {
		return err
	}
	late, err := s.Store.List(ctx, tickets.Filter{View: tickets.ViewOverdue, Public: true, PerPage: 1})
	if err != nil {
		return err
	}
	page := s.page(c, views.TicketsTitle)
	page.Section, page.Breadcrumb = views.SectionTickets, []views.Crumb{{Label: views.TicketsCrumb}}
	page.Description = views.TicketsDescription
	page.NoIndex = query.Page > 1 || query.State != "" || query.Words != ""
	return s.render(c, http.StatusOK, views.TicketListPage(page, views.TicketListModel{
		Query: query, Listing: listing, Overdue: late.Total, Rows: views.TicketRows(listing.Rows, s.names(), s.today()),
	}))
}

// ticketQuery reads the filters of the public list from its address. A state
// that is not offered narrows nothing.
func ticketQuery(c echo.Context) (views.TicketQuery, tickets.Filter) {
	q := views.TicketQuery{Code: strings.ToUpper(words(c, "code")), Words: words(c, "q"), Page: pageNumber(c)}
	f := tickets.Filter{Code: q.Code, Query: q.Words, Public: true}
	if state, ok := views.FindTicketState(c.QueryParam("etat")); ok {
		q.State, f.View, f.State = state.Slug, state.View, state.State
	}
	return q, f
}

// allTickets are all the public tickets that a filter lets through.
func (s *Server) allTickets(ctx context.Context, f tickets.Filter) ([]tickets.Summary, error) {
	var all []tickets.Summary
	f.PerPage = ticketsPerChunk
	for f.Page = 1; ; f.Page++ {
		listing, err := s.Store.List(ctx, f)
		if err != nil {
			return nil, err
		}
		all = append(all, listing.Rows...)
		if f.Page >= listing.Pages() {
			return all, nil
		}
	}
}

func (s *Server) ticketListJSON(c echo.Context) error {
	_, filter := ticketQuery(c)
	list, err := s.allTickets(c.Request().Context(), filter)
	if err != nil {
		return err
	}
	names := s.names()
	out := make([]ticketJSON, len(list))
	for i := range list {
		out[i] = s.summaryJSON(&list[i], names)
	}
	return sendJSON(c, out)
}

func (s *Server) ticketListCSV(c echo.Context) error {
	_, filter := ticketQuery(c)
	list, err := s.allTickets(c.Request().Context(), filter)
	if err != nil {
		return err
	}
	table := [][]string{{
		"reference", "type", "state", "received_on", "codes", "title", "reply_due_on", "replied_on",
		"proposals", "proposal_states", "integration_due_on", "integrated_on", "url",
	}}
	names := s.names()
	for i := range list {
		table = append(table, s.summaryRecord(&list[i], names))
	}
	return sendTable(c, "demandes.csv", table)
}
