package web

import (
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"vigie/tickets"
	"vigie/views"
)

// trackRoutes are where an author follows a request, by the private link.
func (s *Server) trackRoutes() []Route {
	return []Route{
		get("/suivi/:token", s.track),
		post("/suivi/:token", s.trackWrite),
		get("/suivi/:token/confirmer", s.confirmForm),
		post("/suivi/:token/confirmer", s.confirm),
		get("/suivi/:token/retirer", s.withdrawForm),
		post("/suivi/:token/retirer", s.withdraw),
	}
}

// track shows a request to its author.
func (s *Server) track(c echo.Context) error {
	private(c)
	ticket, _, err := s.Store.TrackBefore(c.Request().Context(), c.Param("token"), messageBefore(c))
	if err != nil {
		return err
	}
	return s.showTrack(c, ticket, "", nil)
}

func (s *Server) showTrack(c echo.Context, ticket *tickets.Case, text string, faults []views.FieldError) error {
	ahead, err := s.Store.Forecast(c.Request().Context())
	if err != nil {
		return err
	}
	m := views.TrackOf(ticket, views.ProposalContext{Release: s.Store.Release(), Today: s.today()}, ahead)
	m.Page = s.trackPage(c, m.Reference)
	m.Link = s.PublicURL.JoinPath(m.Action).String()
	m.Received, m.Written, m.Withdrawn = c.QueryParam("recue") != "", c.QueryParam("ecrit") != "", c.QueryParam("retiree") != ""
	m.Text, m.Errors = text, faults
	status := http.StatusOK
	if len(faults) > 0 {
		status, m.Page.Invalid = http.StatusUnprocessableEntity, true
	}
	return s.render(c, status, views.TrackPage(m))
}

func (s *Server) trackPage(c echo.Context, title string) views.Page {
	page := s.page(c, title)
	page.NoIndex, page.Section = true, views.SectionTickets
	return page
}

// trackWrite adds a message.
func (s *Server) trackWrite(c echo.Context) error {
	private(c)
	ticket, by, err := s.Store.Track(c.Request().Context(), c.Param("token"))
	if err != nil {
		return err
	}
	text := c.FormValue("text")
	err = s.Store.Write(c.Request().Context(), by, ticket.ID, text)
	var invalid *tickets.Invalid
	switch {
	case errors.As(err, &invalid):
		return s.showTrack(c, ticket, text, sendFaults(invalid, nil))
	case err != nil:
		return err
	}
	return redirect(c, views.TrackPath(ticket.Track)+"?ecrit=1")
}
