package web

import (
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"vigie/tickets"
	"vigie/views"
)

// agentMail shows one stored message alone.
func (s *Server) agentMail(c echo.Context) error {
	return s.mailPage(c, http.StatusOK, views.Typed{})
}

// mailPage is the page of the message of the address, with what was typed on it.
func (s *Server) mailPage(c echo.Context, code int, typed views.Typed) error {
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
	m.Place.Typed = typed
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
	page := s.staffPage(c, views.MailSubject(stored), views.SectionMailboxes)
	page.Invalid = len(typed.Faults) > 0
	up := views.Crumb{Label: views.MailsTitle, Href: views.MailsPath()}
	switch {
	case m.Reference != "":
		page.Section, up = views.SectionQueue, views.Crumb{Label: m.Reference, Href: views.AgentTicketPath(m.Reference)}
	case stored.Outcome == tickets.QuarantinedMail, stored.Outcome == tickets.DismissedMail:
		page.Section, up = views.SectionQuarantine, views.Crumb{Label: views.QuarantineTitle, Href: views.QuarantinePath()}
	}
	page.Breadcrumb = []views.Crumb{up, {Label: page.Title}}
	return s.render(c, code, views.MailPage(page, m))
}

// agentPlaceSent attaches a message that the service sent, and that is no
// request's, to one.
func (s *Server) agentPlaceSent(c echo.Context) error {
	id, err := mailID(c)
	if err != nil {
		return err
	}
	placed, err := s.Store.PlaceOn(c.Request().Context(), actor(c), id, typedReference(c.FormValue("reference")))
	var invalid *tickets.Invalid
	switch {
	case errors.As(err, &invalid):
		return s.mailPage(c, http.StatusUnprocessableEntity, views.Typed{Form: views.FormPlace(id), Values: posted(c), Faults: invalid.Faults})
	case errors.Is(err, tickets.ErrConflict), errors.Is(err, tickets.ErrTransition):
		return s.mailPage(c, http.StatusConflict, views.Typed{Form: views.FormSettle, Error: views.MailSettled})
	case err != nil:
		return err
	}
	s.auth.Flash(c.Request().Context(), "placed "+placed.Reference)
	return redirect(c, views.AgentTicketPath(placed.Reference))
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
