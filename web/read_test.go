package web_test

import (
	"net/http"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"vigie/rome"
	"vigie/tickets"
)

// filed is a request of the tests, as somebody files it on the web.
func filed(changes ...rome.Change) tickets.Filing {
	return tickets.Filing{
		Type: tickets.Request, Channel: tickets.Web, Origin: tickets.Branch,
		Name: "Zoé Quentin", Email: "zoe@quentin.example", Organisation: "Fédération secrète",
		Subject: "Un sujet discret", Text: "Une raison confidentielle", Changes: changes,
	}
}

// file opens a private ticket.
func (s *site) file(f tickets.Filing) *tickets.Ticket {
	s.t.Helper()
	receipt, err := s.store.File(s.t.Context(), tickets.Actor{Role: tickets.Visitor}, f)
	must(s.t, err)
	return receipt.Ticket
}

// show opens a ticket and makes it public.
func (s *site) show(f tickets.Filing) *tickets.Ticket {
	s.t.Helper()
	t := s.file(f)
	must(s.t, s.store.Publish(s.t.Context(), tickets.Actor{Role: tickets.Manager, Account: s.manager()}, t.ID, t.Version, true))
	return t
}

// manager is the account that publishes.
func (s *site) manager() int64 {
	s.t.Helper()
	if a, err := s.store.AccountByEmail(s.t.Context(), "reader@vigie.example"); err == nil {
		return a.ID
	}
	return s.staff(tickets.Manager, "reader@vigie.example").Account
}

// secrets are what no public answer may hold.
var secrets = []string{"Zoé", "Quentin", "quentin.example", "Fédération secrète", "sujet discret", "confidentielle", "Camille"}

// read gets a public address and checks what is true of all of them.
func (c *client) read(path string, status int) *page {
	c.s.t.Helper()
	p := c.get(path)
	if p.StatusCode != status {
		c.s.t.Errorf("%s answers %d, want %d", path, p.StatusCode, status)
	}
	for _, secret := range secrets {
		if strings.Contains(p.body, secret) {
			c.s.t.Errorf("%s tells %q", path, secret)
		}
	}
	if strings.HasPrefix(p.Header.Get("Content-Type"), "text/html") {
		if n := p.doc.Find("h1").Length(); n != 1 {
			c.s.t.Errorf("%s has %d × h1", path, n)
		}
		if strings.TrimSpace(p.doc.Find("title").Text()) == "" {
			c.s.t.Errorf("%s has no title", path)
		}
	}
	return p
}

// plain is a page's words at a selector, a space between elements, no-break
// spaces made ordinary.
func (p *page) plain(selector string) string {
	var parts []string
	for _, found := range p.doc.Find(selector).EachIter() {
		for _, n := range found.Nodes {
			for text := range n.Descendants() {
				if text.Type == html.TextNode {
					parts = append(parts, text.Data)
				}
			}
		}
	}
	joined := strings.ReplaceAll(strings.Join(parts, " "), "\u00a0", " ")
	return strings.ReplaceAll(strings.Join(strings.Fields(joined), " "), " .", ".")
}

// publicPages are all addresses that anybody may read, with words of each.
var publicPages = map[string]string{
	"/":                         "Proposer et suivre les évolutions du ROME",
	"/demandes":                 "Demandes d’évolution",
	"/metiers":                  "Métiers du ROME",
	"/versions":                 "Versions du ROME",
	"/engagements":              "Engagements de service",
	"/donnees":                  "Données ouvertes",
	"/accessibilite":            "non conforme",
	"/donnees-personnelles":     "Données personnelles",
	"/mentions-legales":         "Licence Ouverte 2.0",
	"/plan-du-site":             "Plan du site",
	"/robots.txt":               "Disallow: /agents",
	"/.well-known/security.txt": "Contact: http",
	"/demandes.csv":             "reference,type,state",
	"/demandes.json":            "[",
	"/versions.csv":             "number,title,published_on",
	"/versions.json":            "[",
	"/metiers.csv":              "code,label,domain",
	"/metiers.json":             "[",
	"/annonces":                 "Changements majeurs annoncés",
	"/annonces.csv":             "n,title,status",
	"/annonces.json":            "[",
	"/versions.atom":            "<feed xmlns",
	"/engagements.csv":          "commitment,month,due",
	"/engagements.json":         `"policies"`,
}

func TestPublicPages(t *testing.T) {
	for name, s := range map[string]*site{"with a release": newSite(t), "before any release": emptySite(t)} {
		c := s.client()
		for path, want := range publicPages {
			p := c.read(path, http.StatusOK)
			if !strings.Contains(p.body, want) {
				t.Errorf("%s: %s does not say %q", name, path, want)
			}
			tag := p.Header.Get("ETag")
			if tag == "" {
				t.Errorf("%s: %s has no ETag", name, path)
			}
			for _, method := range []string{http.MethodHead, http.MethodGet} {
				r, err := http.NewRequest(method, s.server.URL+path, nil)
				must(t, err)
				if method == http.MethodGet {
					r.Header.Set("If-None-Match", tag)
				}
				again := c.do(r)
				if want := map[string]int{http.MethodHead: 200, http.MethodGet: 304}[method]; again.StatusCode != want || again.body != "" {
					t.Errorf("%s: %s %s answers %d with %d bytes, want %d and none", name, method, path, again.StatusCode, len(again.body), want)
				}
			}
		}
	}
}

// TestNoDeadLinks follows every link of ours on every public page.
func TestNoDeadLinks(t *testing.T) {
	s := newSite(t)
	s.show(filed(rome.Change{Kind: rome.AppellationCreate, Code: "M1805", Label: "Ingénieur SRE"}))
	c := s.client()
	seen := map[string]bool{}
	var follow func(path, from string, depth int)
	follow = func(path, from string, depth int) {
		path, _, _ = strings.Cut(path, "#")
		if seen[path] || !strings.HasPrefix(path, "/") || strings.HasPrefix(path, "/assets/") {
			return
		}
		seen[path] = true
		p := c.get(path)
		if p.StatusCode != http.StatusOK {
			t.Errorf("%s leads to %s, which answers %d", from, path, p.StatusCode)
		}
		if depth == 0 {
			return
		}
		for _, href := range p.doc.Find("a[href]").EachIter() {
			follow(href.AttrOr("href", ""), path, depth-1)
		}
	}
	follow("/plan-du-site", "", 2)
}

func TestNoRelease(t *testing.T) {
	s := emptySite(t)
	c := s.client()
	for _, path := range []string{"/", "/metiers", "/metiers?q=boulanger", "/metiers?domaine=M", "/versions", "/engagements"} {
		if p := c.read(path, http.StatusOK); !strings.Contains(p.body, "Aucune version du ROME n’a encore été importée") {
			t.Errorf("%s does not say that there is no release", path)
		}
	}
	if p := c.read("/metiers/M1805", http.StatusNotFound); !strings.Contains(p.body, "Aucune version du ROME n’a encore été importée") {
		t.Error("an occupation is missed without the reason")
	}
	if p := c.read("/versions/460", http.StatusNotFound); p.text("h1") != "Page introuvable" {
		t.Error(p.text("h1"))
	}
	shown := s.show(filed(rome.Change{Kind: rome.AppellationCreate, Code: "M1805", Label: "Ingénieur SRE"}))
	for _, path := range []string{"/demandes", "/demandes/" + shown.Reference} {
		if p := c.read(path, http.StatusOK); !strings.Contains(p.body, "Ingénieur SRE") {
			t.Errorf("%s does not show what is asked", path)
		}
	}
	if p := c.read("/metiers.json?q=boul", http.StatusOK); strings.TrimSpace(p.body) != "[]" {
		t.Error(p.body)
	}
}
