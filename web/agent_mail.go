package web

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"vigie/tickets"
	"vigie/views"
)

// agentMail shows one stored message alone.
func (s *Server) agentMail(c echo.Context) error {
	stored, err := s.storedMail(c)
	if err != nil {
		return err
	}
	m := views.MailModel{MailView: views.MailView{StoredMail: stored, Frames: s.MailHTML != nil, Images: c.QueryParam("images") == "1"}}
	line, _, err := s.mailLine(c, stored.Ticket)
	if err != nil {
		return err
	}
	m.Reference = line.Reference
	if m.Place, err = s.placing(c, stored, line); err != nil {
		return err
	}
	if m.Staff, err = s.staffNames(c); err != nil {
		return err
	}
	if stored.HTML && m.Frames {
		source, err := s.Store.MailSource(c.Request().Context(), actor(c), stored.ID)
		if err != nil {
			return err
		}
		_, m.Blocked = s.MailHTML(source, m.Images, nil)
	}
	framing(c)
	page := s.staffPage(c, views.MailSubject(stored), views.SectionQuarantine)
	page.Breadcrumb = []views.Crumb{{Label: views.QuarantineTitle, Href: views.QuarantinePath()}, {Label: page.Title}}
	if m.Reference != "" {
		page.Section, page.Breadcrumb[0] = views.SectionQueue, views.Crumb{Label: m.Reference, Href: views.AgentTicketPath(m.Reference)}
	}
	return s.render(c, http.StatusOK, views.MailPage(page, m))
}

// placing is what may be done with a message while it waits in quarantine. line
// is that of the request that keeps its deadline, if any.
func (s *Server) placing(c echo.Context, stored *tickets.StoredMail, line tickets.Summary) (views.PlaceModel, error) {
	guess, ok, err := s.mailLine(c, stored.Guess)
	m := views.PlaceModel{Mail: stored, Minimal: line.Reference}
	if ok {
		m.Guess = views.GuessLine(&guess, s.names())
	}
	return m, err
}

// storedMail is the message of the address.
func (s *Server) storedMail(c echo.Context) (*tickets.StoredMail, error) {
	id, err := mailID(c)
	if err != nil {
		return nil, err
	}
	return s.Store.Mail(c.Request().Context(), actor(c), id)
}
