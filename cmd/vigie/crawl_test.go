package main

import (
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
)

// Every link of every page of the demonstration leads somewhere, for a visitor
// and for an administrator: what is offered exists.
func TestNoLinkIsDead(t *testing.T) {
	base := demo(t)
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	client := &http.Client{Jar: jar, Timeout: 30 * time.Second}
	found(t, crawl(t, client, base, "/"), `^/demandes/ROME-\d+-\d+$`, `^/suivi/[^/]+$`, `^/suivi/[^/]+/confirmer$`, `^/demonstration/lettres$`,
		`^/annonces/\d+$`, `^/versions\.atom$`)
	form := url.Values{"email": {demoAgents[2].email}, "password": {demoAgents[2].password}}
	resp, err := client.PostForm(base+"/agents/connexion", form)
	if err != nil {
		t.Fatal(err)
	}
	_ = resp.Body.Close()
	found(t, crawl(t, client, base, "/agents"), `^/agents/demandes/ROME-\d+-\d+$`, `^/agents/demandes/[^/]+/evolutions/nouvelle$`,
		`^/agents/quarantaine$`, `^/agents/quarantaine\.csv$`, `^/agents/messagerie$`, `^/agents/messagerie\.json$`,
		`^/agents/messages$`, `^/agents/messages\.csv$`, `^/agents/messages/\d+$`,
		`^/agents/messages/\d+/html$`, `^/agents/messages/\d+/html\?images=1$`, `^/agents/messages/\d+/source$`, `^/agents/messages/\d+/fichiers/\d+$`,
		`^/agents/versions/prevues/\d+$`, `^/agents/versions/simulation$`, `^/agents/annonces/\d+$`, `^/agents/annonces/\d+/correction$`)
}

// found checks that the crawler came to pages of every kind.
func found(t *testing.T, paths []string, kinds ...string) {
	t.Helper()
	for _, kind := range kinds {
		if !slices.ContainsFunc(paths, regexp.MustCompile(kind).MatchString) {
			t.Errorf("no page is like %s, of %d", kind, len(paths))
		}
	}
}

// crawl follows links from a path on, within bounds, and gives the paths.
func crawl(t *testing.T, client *http.Client, base, from string) []string {
	t.Helper()
	seen := map[string]string{from: "the start"}
	queue := []string{from}
	for n := 0; n < len(queue) && n < 1500; n++ {
		at := queue[n]
		resp, err := client.Get(base + at)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(resp.Body)
		_ = resp.Body.Close()
		if err != nil {
			t.Fatal(err)
		}
		if resp.StatusCode != http.StatusOK {
			t.Errorf("%s, linked from %s, answered %d", at, seen[at], resp.StatusCode)
			continue
		}
		if !strings.HasPrefix(resp.Header.Get("Content-Type"), "text/html") {
			continue
		}
		doc, err := goquery.NewDocumentFromReader(strings.NewReader(string(body)))
		if err != nil {
			t.Fatal(err)
		}
		here, _ := url.Parse(base + at)
		doc.Find("a[href], link[href], script[src], img[src], iframe[src]").Each(func(_ int, s *goquery.Selection) {
			href, ok := s.Attr("href")
			if !ok {
				href = s.AttrOr("src", "")
			}
			to, err := here.Parse(href)
			if err != nil {
				t.Errorf("%s has the link %q: %v", at, href, err)
				return
			}
			path := to.RequestURI()
			if to.Scheme+"://"+to.Host != base || seen[path] != "" {
				return
			}
			seen[path] = at
			queue = append(queue, path)
		})
	}
	return queue
}
