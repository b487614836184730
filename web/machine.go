package web

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"vigie/tickets"
	"vigie/views"
)

// machineRoutes are for programs: assets and health.
func (s *Server) machineRoutes() []Route {
	return []Route{
		get("/assets/:name", s.asset),
		get("/healthz", s.alive),
		get("/readyz", s.ready),
	}
}

// asset gives a file whose name has its hash, to be kept for ever.
func (s *Server) asset(c echo.Context) error {
	content, contentType, ok := views.Asset(c.Request().URL.Path)
	if !ok {
		return tickets.ErrNotFound
	}
	c.Response().Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	return c.Blob(http.StatusOK, contentType, content)
}

func (s *Server) alive(c echo.Context) error {
	c.Response().Header().Set("Cache-Control", "no-store")
	return c.String(http.StatusOK, "ok\n")
}

// ready says whether the service does its work: the database answers, and no
// message is missing nor a mailbox silent. Its words are for machines.
func (s *Server) ready(c echo.Context) error {
	c.Response().Header().Set("Cache-Control", "no-store")
	health, err := s.Store.MailHealth(c.Request().Context())
	if err != nil {
		return echo.NewHTTPError(http.StatusServiceUnavailable).SetInternal(err)
	}
	if ill := health.Ailing(s.Now()); ill != "" {
		return c.String(http.StatusServiceUnavailable, "mail: "+ill+"\n")
	}
	return c.String(http.StatusOK, "ok\n")
}
