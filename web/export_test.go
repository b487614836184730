package web

import (
	"io"

	"github.com/labstack/echo/v4"
)

// Attachment is attachment, for tests.
var Attachment = attachment

// Stream is stream, for tests.
func (s *Server) Stream(c echo.Context, write func(io.Writer) error) error {
	return s.stream(c, "text/csv", "x.csv", write)
}
