package web

import (
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"vigie/tickets"
	"vigie/views"
)

// static renders a page that is the same for everybody under its title.
func (s *Server) static(c echo.Context, title string, page func(views.Page) component) error {
	p := s.page(c, title)
	p.Breadcrumb = []views.Crumb{{Label: title}}
	return s.render(c, http.StatusOK, page(p))
}

func (s *Server) accessibility(c echo.Context) error {
	return s.static(c, views.AccessibilityTitle, func(p views.Page) component { return views.AccessibilityPage(p) })
}

func (s *Server) privacy(c echo.Context) error {
	return s.static(c, views.PrivacyTitle, func(p views.Page) component { return views.PrivacyPage(p) })
}

func (s *Server) legal(c echo.Context) error {
	return s.static(c, views.LegalTitle, func(p views.Page) component { return views.LegalPage(p) })
}

func (s *Server) sitemap(c echo.Context) error {
	return s.static(c, views.SitemapTitle, func(p views.Page) component { return views.SitemapPage(p) })
}

func (s *Server) openData(c echo.Context) error {
	return s.static(c, views.OpenDataTitle, func(p views.Page) component { return views.OpenDataPage(p) })
}

// robots keeps search engines off what is private, or a form (RFC 9309).
func (s *Server) robots(c echo.Context) error {
	private := []string{views.AgentsPath(), strings.TrimSuffix(views.TrackPath(""), "/"), views.NewTicketPath()}
	return send(c, http.StatusOK, echo.MIMETextPlainCharsetUTF8,
		[]byte("User-agent: *\nDisallow: "+strings.Join(private, "\nDisallow: ")+"\n"))
}

// security says where to report a vulnerability (RFC 9116). It expires a year
// ahead of the day it is read.
func (s *Server) security(c echo.Context) error {
	contact := s.address(views.LegalPath())
	if s.Service.Mailbox != "" {
		contact = "mailto:" + s.Service.Mailbox
	}
	today := s.today()
	expires := tickets.Date{Year: today.Year + 1, Month: today.Month, Day: min(today.Day, 28)}.Start()
	body := fmt.Sprintf("Contact: %s\nExpires: %s\nPreferred-Languages: fr, en\nCanonical: %s\n",
		contact, expires.Format(time.RFC3339), s.address(views.SecurityPath()))
	return send(c, http.StatusOK, echo.MIMETextPlainCharsetUTF8, []byte(body))
}
