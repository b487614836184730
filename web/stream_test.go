package web_test

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"

	"vigie/tickets"
)

var errBroken = errors.New("the disk is gone")

// What goes wrong before anything is sent is an answer of its own; what goes
// wrong after breaks the answer off.
func TestStreamsBreakOff(t *testing.T) {
	s := newSite(t)
	line := strings.Repeat("a line of the table\r\n", 50)
	for name, lines := range map[string]int{"at once": 0, "early": 3, "late": 100} {
		e := echo.New()
		e.HTTPErrorHandler = func(_ error, c echo.Context) { _ = c.NoContent(http.StatusTeapot) }
		e.GET("/", func(c echo.Context) error {
			return s.web.Stream(c, func(w io.Writer) error {
				for range lines {
					if _, err := io.WriteString(w, line); err != nil {
						return err
					}
				}
				return errBroken
			})
		})
		server := httptest.NewServer(e)
		resp, err := http.Get(server.URL)
		must(t, err)
		body, err := io.ReadAll(resp.Body)
		must(t, resp.Body.Close())
		server.Close()
		if lines < 100 && (resp.StatusCode != http.StatusTeapot || err != nil || len(body) != 0) {
			t.Errorf("%s: %d, %d bytes, %v", name, resp.StatusCode, len(body), err)
		}
		if lines == 100 && (resp.StatusCode != http.StatusOK || !errors.Is(err, io.ErrUnexpectedEOF) || len(body) == 0) {
			t.Errorf("%s: %d, %d bytes, %v", name, resp.StatusCode, len(body), err)
		}
	}
}

// However long the exports are, and whatever was written in what they list,
// little of it is in memory.
func TestExportsAreBounded(t *testing.T) {
	const count, most = 600, 20 << 20
	s := mailSite(t)
	words := strings.Repeat("Une offre à ne pas manquer.\n", 200<<10/28)
	for n := range count / 50 {
		var group []tickets.Placing
		for i := range 50 {
			r := stranger("")
			r.MessageID, r.BodyKey = "", ""
			r.Kind, r.References, r.Subject, r.Said, r.Text = tickets.SpamMail, nil, "Offre", words+string(rune('a'+i)), ""
			group = append(group, tickets.Placing{Mail: s.keep(tickets.Inbox, r), Reading: r})
		}
		placed, err := s.store.PlaceMail(t.Context(), group)
		must(t, err)
		if placed[0].Outcome != tickets.QuarantinedMail {
			t.Fatalf("group %d became %+v", n, placed[0])
		}
	}
	c := s.agent(tickets.Agent)
	for _, path := range []string{quarantine, quarantine + ".csv", quarantine + ".json", messages, messages + ".csv", messages + ".json", messages + "?q=introuvable"} {
		bytes, a := c.allocates(path)
		t.Logf("%s: %d kB, %d kB allocated", path, a.size>>10, bytes>>10)
		if a.status != http.StatusOK || bytes > most || a.size < 500 {
			t.Errorf("%s: %d with %d bytes, for which %d kB were allocated", path, a.status, a.size, bytes>>10)
		}
	}
}
