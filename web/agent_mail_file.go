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

// safeTypes are the types of content that files are given under. Whatever else
// it is, a browser is told nothing of.
var safeTypes = []string{"image/png", "image/jpeg", "image/gif", "image/webp", "application/pdf", "text/plain", "text/csv"}

// agentMailSource gives a message as the server gave it, byte for byte.
func (s *Server) agentMailSource(c echo.Context) error {
	stored, err := s.storedMail(c)
	if err != nil {
		return err
	}
	source, err := s.Store.MailSource(c.Request().Context(), actor(c), stored.ID)
	if err != nil {
		return err
	}
	return download(c, "message-"+strconv.FormatInt(stored.ID, 10)+".eml", "text/plain; charset=utf-8", source)
}

// agentMailFile gives a file that came with a message, unless a scanner holds
// it for dangerous.
func (s *Server) agentMailFile(c echo.Context) error {
	stored, err := s.storedMail(c)
	if err != nil {
		return err
	}
	n, _ := strconv.Atoi(c.Param("n"))
	at := slices.IndexFunc(stored.Files, func(f tickets.MailFile) bool { return f.N == n })
	if at < 0 {
		return tickets.ErrNotFound
	}
	if dangerous(stored.Files[at]) {
		page := s.staffPage(c, views.FileRefusedTitle, views.SectionQuarantine)
		return s.render(c, http.StatusForbidden, views.ProblemPage(page, views.FileRefused(stored.Files[at])))
	}
	f, err := s.Store.MailFileContent(c.Request().Context(), actor(c), stored.ID, n)
	if err != nil {
		return err
	}
	kind, _, _ := strings.Cut(f.Type, ";")
	if !slices.Contains(safeTypes, kind) {
		kind = echo.MIMEOctetStream
	}
	name := f.Name
	if name == "" {
		name = "fichier-" + strconv.Itoa(n)
	}
	return download(c, name, kind, f.Content)
}

func dangerous(f tickets.MailFile) bool {
	_, found := views.Threat(f)
	return found
}

// download gives bytes that somebody outside wrote, to be saved and not shown:
// were they shown all the same, they could do nothing.
func download(c echo.Context, name, contentType string, content []byte) error {
	h := c.Response().Header()
	h.Set(echo.HeaderContentDisposition, attachment(name))
	h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; sandbox")
	return c.Blob(http.StatusOK, contentType, content)
}
