package web

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"io"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"vigie/tickets"
	"vigie/views"
)

// page is what every page has in common: the service, the release it shows, who
// is signed in.
func (s *Server) page(c echo.Context, title string) views.Page {
	p := views.Page{Title: title, Service: s.Service, Release: s.releaseLine()}
	if a := account(c); a != nil {
		p.Agent = &views.AgentBar{Name: a.Name, Role: views.RoleWord(a.Role)}
	}
	if s.Demo != nil {
		p.Demo = &views.DemoBar{Letters: views.DemoLettersPath()}
	}
	return p
}

func (s *Server) releaseLine() *views.ReleaseLine {
	r := s.Store.Current()
	if r == nil {
		return nil
	}
	return &views.ReleaseLine{Number: r.Number, PublishedOn: r.PublishedOn, Sample: s.Demo != nil}
}

// A component writes HTML: every component of views is one.
type component interface {
	Render(ctx context.Context, w io.Writer) error
}

// render makes a component into bytes before anything is sent, so that a fault
// in it is a clean failure, and tags what browsers may keep.
func (s *Server) render(c echo.Context, code int, what component) error {
	var b bytes.Buffer
	if err := what.Render(c.Request().Context(), &b); err != nil {
		return err
	}
	return send(c, code, echo.MIMETextHTMLCharsetUTF8, b.Bytes())
}

// send answers with a body. A public 200 is revalidated by its ETag.
func send(c echo.Context, code int, contentType string, body []byte) error {
	h := c.Response().Header()
	if code == http.StatusOK && h.Get("Cache-Control") == "" {
		sum := sha256.Sum256(body)
		tag := `"` + base64.RawURLEncoding.EncodeToString(sum[:12]) + `"`
		h.Set("Cache-Control", "no-cache")
		h.Set("ETag", tag)
		if strings.Contains(c.Request().Header.Get("If-None-Match"), tag) {
			return c.NoContent(http.StatusNotModified)
		}
	}
	return c.Blob(code, contentType, body)
}

// names resolves codes against the current release.
func (s *Server) names() views.Names { return views.NamesOf(s.Store.Release()) }

// today is the day that pages speak of.
func (s *Server) today() tickets.Date { return s.Store.Today() }
