package main

import (
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
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
	crawl(t, client, base, "/")
	form := url.Values{"email": {demoAgents[2].email}, "password": {demoAgents[2].password}}
	resp, err := client.PostForm(base+"/agents/connexion", form)
	if err != nil {
		t.Fatal(err)
	}
	_ = resp.Body.Close()
	if n := crawl(t, client, base, "/agents"); n < 60 {
		t.Errorf("only %d pages were found: the crawler is not signed in", n)
	}
}

// crawl follows links from a path on, within bounds, and counts the pages.
func crawl(t *testing.T, client *http.Client, base, from string) int {
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
		doc.Find("a[href], link[href], script[src], img[src]").Each(func(_ int, s *goquery.Selection) {
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
	return len(queue)
}
