package web

import (
	"encoding/base64"
	"net/http"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"vigie/tickets"
)

// maxInline bounds the pictures of one message that are put into its page, in
// bytes before encoding.
const maxInline = 6 << 20

// pictureTypes are those that browsers show and that can hold nothing else.
var pictureTypes = []string{"image/png", "image/jpeg", "image/gif", "image/webp"}

// agentMailHTML gives the layout of a message to its frame.
func (s *Server) agentMailHTML(c echo.Context) error {
	stored, err := s.storedMail(c)
	if err != nil {
		return err
	}
	if s.MailHTML == nil || !stored.HTML {
		return tickets.ErrNotFound
	}
	source, err := s.Store.MailSource(c.Request().Context(), actor(c), stored.ID)
	if err != nil {
		return err
	}
	pictures := c.QueryParam("images") == "1"
	inline := inliner{server: s, c: c, mail: stored}
	page, _ := s.MailHTML(source, pictures, inline.url)
	if inline.err != nil {
		return inline.err
	}
	framed(c, pictures)
	return c.Blob(http.StatusOK, echo.MIMETextHTMLCharsetUTF8, []byte(page))
}

// inliner gives the pictures that came with a message as data: URLs.
type inliner struct {
	server *Server
	c      echo.Context
	mail   *tickets.StoredMail
	used   int64
	err    error
}

func (in *inliner) url(contentID string) (string, bool) {
	contentID = strings.Trim(contentID, "<>")
	at := slices.IndexFunc(in.mail.Files, func(f tickets.MailFile) bool { return f.ContentID != "" && f.ContentID == contentID })
	if at < 0 || in.err != nil {
		return "", false
	}
	f := in.mail.Files[at]
	kind, _, _ := strings.Cut(f.Type, ";")
	if !slices.Contains(pictureTypes, kind) || dangerous(f) || in.used+f.Size > maxInline {
		return "", false
	}
	f, err := in.server.Store.MailFileContent(in.c.Request().Context(), actor(in.c), in.mail.ID, f.N)
	if err != nil {
		in.err = err
		return "", false
	}
	in.used += f.Size
	return "data:" + kind + ";base64," + base64.StdEncoding.EncodeToString(f.Content), true
}
