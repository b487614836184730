package web_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"vigie/tickets"
)

// longTicket is a request by mail whose author wrote so many replies of so many
// bytes each, and the path of the author's page.
func (s *site) longTicket(replies, size int) (ref, track string) {
	s.t.Helper()
	first := request(s.t)
	_, placed := s.mail(tickets.Inbox, first)
	ref = placed.Reference
	words := strings.Repeat("Le référentiel décrit ce métier en des termes d’hier.\n", size/54+1)[:size-1] + "é"
	for n := 0; n < replies; {
		var group []tickets.Placing
		for ; n < replies && len(group) < 50; n++ {
			r := tickets.Reading{
				MessageID: fmt.Sprintf("reply-%d@example.org", n), Thread: []string{first.MessageID}, Kind: tickets.RequestMail, Auth: tickets.AuthPass,
				Name: first.Name, Address: first.Address, Subject: fmt.Sprintf("Re: Deux appellations (%d)", n+1), BodyKey: fmt.Sprint(n),
				Said: fmt.Sprintf("Réponse numéro %d.\n%s", n+1, words),
			}
			group = append(group, tickets.Placing{Mail: s.keep(tickets.Inbox, r), Reading: r})
		}
		placed, err := s.store.PlaceMail(s.t.Context(), group)
		must(s.t, err)
		if placed[0].Reference != ref || placed[0].Outcome != tickets.AttachedReply {
			s.t.Fatalf("a reply became %+v", placed[0])
		}
	}
	c, err := s.store.Case(s.t.Context(), tickets.Machine, ref)
	must(s.t, err)
	return ref, "/suivi/" + c.Track
}

// version is the version of a ticket.
func (s *site) version(ref string) int {
	s.t.Helper()
	c, err := s.store.Case(s.t.Context(), tickets.Machine, ref)
	must(s.t, err)
	return c.Version
}

// nowhere is an answer that nobody reads.
type nowhere struct {
	header http.Header
	status int
	size   int
}

func (w *nowhere) Header() http.Header { return w.header }
func (w *nowhere) WriteHeader(s int)   { w.status = s }
func (w *nowhere) Write(p []byte) (int, error) {
	w.size += len(p)
	return len(p), nil
}

// allocates gives how many bytes the server allocates to answer a request of a
// client, whose own reading is not counted.
func (c *client) allocates(path string) (bytes uint64, answer *nowhere) {
	c.s.t.Helper()
	r := httptest.NewRequest(http.MethodGet, c.s.server.URL+path, nil)
	at, err := url.Parse(c.s.server.URL)
	must(c.s.t, err)
	for _, cookie := range c.Jar.Cookies(at) {
		r.AddCookie(cookie)
	}
	answer = &nowhere{header: http.Header{}}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	c.s.web.Handler().ServeHTTP(answer, r)
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc, answer
}

// The pages of a request with 600 replies of 200 kB, 120 MB of words, take a few
// megabytes each, wherever in the conversation they stand; and both its ends are
// reached by links alone.
func TestPagesOfALongTicketAreBounded(t *testing.T) {
	const replies, most = 600, 20 << 20
	s := mailSite(t)
	ref, track := s.longTicket(replies, 200<<10)
	c := s.agent(tickets.Agent)
	must(t, s.store.Publish(t.Context(), s.staff(tickets.Manager, "publisher@example.org"), 1, s.version(ref), true))
	bounded := func(path string) {
		t.Helper()
		bytes, a := c.allocates(path)
		if a.status != http.StatusOK || bytes > most {
			t.Errorf("%s: %d with %d kB, for which %d kB were allocated", path, a.status, a.size>>10, bytes>>10)
		}
		t.Logf("%s: %d kB, %d kB allocated", path, a.size>>10, bytes>>10)
	}
	for _, path := range []string{"/demandes/" + ref, "/demandes/" + ref + ".json", "/agents/demandes/" + ref + "/evolutions/nouvelle"} {
		bounded(path)
	}
	for path, numbers := range map[string]*regexp.Regexp{track: regexp.MustCompile(`^m(\d+)$`), "/agents/demandes/" + ref: regexp.MustCompile(`^e(\d+)$`)} {
		bounded(path)
		seen := make(map[string]int)
		at, pages := path, 0
		for ; ; pages++ {
			p := c.get(at).answers(t, at, 200)
			p.doc.Find("article.msg").Each(func(_ int, m *goquery.Selection) {
				if numbers.MatchString(m.AttrOr("id", "")) {
					seen[m.AttrOr("id", "")]++
				}
			})
			if _, anchor, ok := strings.Cut(at, "#"); ok && p.doc.Find("#"+anchor).Length() != 1 {
				t.Errorf("%s leads to no message", at)
			}
			earlier := p.doc.Find(`main a[rel="prev"]`)
			if earlier.Length() == 0 {
				break
			}
			if got := strings.ReplaceAll(earlier.Text(), "\u00a0", " "); got != "Afficher les 30 messages précédents" && pages != replies/tickets.PartSize-1 {
				t.Errorf("%s offers %q", at, got)
			}
			at = earlier.AttrOr("href", "")
		}
		if len(seen) != replies+2 && len(seen) != replies+1 || pages != replies/tickets.PartSize {
			t.Errorf("%s: %d messages on %d pages", path, len(seen), pages+1)
		}
		for id, times := range seen {
			if times != 1 {
				t.Errorf("%s: %s stands there %d times", path, id, times)
			}
		}
		bounded(strings.Split(at, "#")[0])
		p := c.get(at)
		p.says(t, "Deux appellations", "Messages 1 à ")
		for ; pages > 0 && p.doc.Find(`main a[rel="next"]`).Length() > 0; pages-- {
			p = c.get(p.doc.Find(`main a[rel="next"]`).AttrOr("href", ""))
		}
		if p.says(t, "Réponse numéro 600."); pages != 0 || p.Request.URL.RawQuery != "" {
			t.Errorf("the links lead back to %s, %d pages short", p.Request.URL, pages)
		}
	}
}
