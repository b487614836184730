package web

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"vigie/tickets"
	"vigie/views"
)

// confirmForm shows what confirming the address would do, and changes nothing:
// those who scan mail follow its links.
func (s *Server) confirmForm(c echo.Context) error {
	private(c)
	ticket, _, err := s.Store.ConfirmCase(c.Request().Context(), c.Param("token"))
	if err != nil {
		return err
	}
	byMail := ticket.Channel == tickets.Mail
	m := views.ConfirmModel{
		Page: s.trackPage(c, views.ConfirmTitle(ticket.Type, byMail)), ByMail: byMail, Type: ticket.Type, Title: views.CaseTitle(ticket.Ticket, s.names()),
		Reference: ticket.Reference, Confirmed: ticket.Confirmed, Action: views.ConfirmPath(c.Param("token")),
		Track: views.TrackPath(ticket.Track), Proposals: len(ticket.Proposals) > 0, OpenText: ticket.OpenText,
	}
	if ticket.Public() {
		m.Public = views.TicketPath(ticket.Reference)
	}
	return s.render(c, http.StatusOK, views.ConfirmPage(m))
}

func (s *Server) confirm(c echo.Context) error {
	private(c)
	if _, err := s.Store.Confirm(c.Request().Context(), c.Param("token")); err != nil {
		return err
	}
	return redirect(c, views.ConfirmPath(c.Param("token")))
}

// withdrawForm asks before a request is taken back.
func (s *Server) withdrawForm(c echo.Context) error {
	private(c)
	ticket, _, err := s.Store.Track(c.Request().Context(), c.Param("token"))
	if err != nil {
		return err
	}
	if ticket.State == tickets.Ended {
		return redirect(c, views.TrackPath(ticket.Track))
	}
	return s.render(c, http.StatusOK, views.WithdrawPage(views.WithdrawModel{
		Page: s.trackPage(c, "Retirer "+ticket.Reference), Type: ticket.Type, Title: views.CaseTitle(ticket.Ticket, s.names()),
		Reference: ticket.Reference, Action: views.WithdrawPath(ticket.Track), Track: views.TrackPath(ticket.Track),
	}))
}

func (s *Server) withdraw(c echo.Context) error {
	private(c)
	ticket, by, err := s.Store.Track(c.Request().Context(), c.Param("token"))
	if err != nil {
		return err
	}
	if ticket.Closed != tickets.WithdrawnByIt { // sent twice, done once
		if err := s.Store.Withdraw(c.Request().Context(), by, ticket.ID); err != nil {
			return err
		}
	}
	return redirect(c, views.TrackPath(ticket.Track)+"?retiree=1")
}
