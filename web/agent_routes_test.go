package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"vigie/tickets"
)

// securityHeaders are on every answer, whatever it is.
var securityHeaders = map[string]string{
	"Content-Security-Policy": "default-src 'none'", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "",
	"Permissions-Policy": "camera=()", "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin",
}

// address fills a route's path with things that exist.
func (s *site) address(path, ref, track string) string {
	asset := s.client().get("/agents/connexion").doc.Find("link[rel=stylesheet]").AttrOr("href", "")
	r := strings.NewReplacer(
		"/assets/:name", asset, ":ref", ref, ":mail", "1", ":token", track, ":code", "M1805", ":number", "491", ":name", "491", ":n", "1",
	)
	return r.Replace(path)
}

// tryRoute sends one request of a method, with an empty form where it posts.
func (c *client) tryRoute(method, path, site string) *page {
	c.s.t.Helper()
	var body *strings.Reader
	if body = strings.NewReader(""); method == http.MethodPost {
		body = strings.NewReader(url.Values{"version": {"0"}}.Encode())
	}
	r, err := http.NewRequest(method, c.s.server.URL+path, body)
	must(c.s.t, err)
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	r.Header.Set("Sec-Fetch-Site", site)
	return c.do(r)
}

// TestEveryRouteAsEveryRole tries the whole table: who may, may; who may not is
// told so; who is nobody is asked to sign in; and every answer is fenced.
func TestEveryRouteAsEveryRole(t *testing.T) {
	s := mailSite(t)
	ref := s.fileTwo()
	id, err := s.store.ID(t.Context(), ref)
	must(t, err)
	by := s.staff(tickets.Manager, "publisher@example.org")
	must(t, s.store.Publish(t.Context(), by, id, 1, true))
	kase, err := s.store.Case(t.Context(), tickets.Machine, ref)
	must(t, err)
	if mail, _ := s.mail(tickets.Inbox, request(t)); mail != 1 {
		t.Fatalf("the message is number %d", mail)
	}

	s.lookAhead(by)

	visitors := map[tickets.Role]*client{tickets.Visitor: s.client().still()}
	for _, role := range []tickets.Role{tickets.Agent, tickets.Manager, tickets.Admin} {
		visitors[role] = s.agent(role).still()
	}
	for _, route := range s.web.Routes() {
		path := s.address(route.Path, ref, kase.Track)
		if !route.Staff() && strings.HasPrefix(path, "/agents") && path != "/agents/connexion" && path != "/agents/deconnexion" {
			t.Errorf("%s %s is the staff's and needs nothing", route.Method, path)
		}
		if got := visitors[tickets.Visitor].tryRoute(http.MethodPost, path, "cross-site"); got.StatusCode != http.StatusForbidden {
			t.Errorf("POST %s from another site: %d", path, got.StatusCode)
		} else {
			fenced(t, "POST from another site "+path, got)
		}
		for role, c := range visitors {
			if path == "/agents/deconnexion" && role != tickets.Visitor {
				continue // would end the session that the rest of the walk needs
			}
			p := c.tryRoute(route.Method, path, "same-origin")
			what := string(role) + " " + route.Method + " " + path
			fenced(t, what, p)
			if want, ok := expected(route.Method, route.Needs, role); !ok {
				if p.StatusCode == http.StatusUnauthorized && path != "/agents/connexion" || p.StatusCode == http.StatusForbidden || p.StatusCode >= http.StatusInternalServerError {
					t.Errorf("%s: %d", what, p.StatusCode)
				}
			} else if p.StatusCode != want {
				t.Errorf("%s: %d, want %d", what, p.StatusCode, want)
			}
			if strings.HasPrefix(path, "/agents") && !strings.Contains(p.Header.Get("Cache-Control"), "no-store") {
				t.Errorf("%s may be kept: %q", what, p.Header.Get("Cache-Control"))
			}
			if route.Method == http.MethodGet {
				head := c.tryRoute(http.MethodHead, path, "same-origin")
				if head.StatusCode != p.StatusCode || head.body != "" {
					t.Errorf("%s: HEAD answers %d with %d bytes, GET %d", what, head.StatusCode, len(head.body), p.StatusCode)
				}
				fenced(t, "HEAD "+what, head)
			}
		}
	}
}

// expected is what somebody who may not gets; ok is false for who may.
func expected(method string, needs tickets.Command, role tickets.Role) (status int, ok bool) {
	switch {
	case needs == "" || role.Staff() && role.May(needs):
		return 0, false
	case role.Staff():
		return 403, true
	case method == http.MethodGet:
		return 303, true
	}
	return 401, true
}

func fenced(t *testing.T, what string, p *page) {
	t.Helper()
	for name, want := range securityHeaders {
		if got := p.Header.Get(name); got == "" || !strings.HasPrefix(got, want) {
			t.Errorf("%s: %s is %q", what, name, got)
		}
	}
}

func TestUnknownReferencesAreNotFound(t *testing.T) {
	s := newSite(t)
	c := s.agent(tickets.Admin)
	for _, route := range s.web.Routes() {
		if route.Staff() && strings.Contains(route.Path, ":ref") {
			path := strings.ReplaceAll(route.Path, ":ref", "ROME-2026-99999")
			if p := c.tryRoute(route.Method, path, "same-origin"); p.StatusCode != http.StatusNotFound {
				t.Errorf("%s %s: %d", route.Method, path, p.StatusCode)
			}
		}
	}
}
