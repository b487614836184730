package web

import (
	"github.com/labstack/echo/v4"

	"vigie/views"
)

// demoLetters shows what the demonstration's mail server received.
func (s *Server) demoLetters(c echo.Context) error {
	private(c)
	return s.render(c, 200, views.DemoLettersPage(s.page(c, views.DemoLettersTitle), s.Demo.Letters()))
}
