package safehtml

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"vigie/mailbox/message"
)

// corpus is the folder of real mails, which may be absent.
func corpus() string {
	dir := os.Getenv("VIGIE_SHARED")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "shared")
	}
	return filepath.Join(dir, "mail", "corpora")
}

// corpusFiles are the HTML files among real mails; none where there are none.
func corpusFiles(tb testing.TB) (list []string) {
	tb.Helper()
	_ = filepath.WalkDir(corpus(), func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && strings.HasSuffix(strings.ToLower(path), ".html") {
			list = append(list, path)
		}
		return nil
	})
	return list
}

func TestCorpusFiles(t *testing.T) {
	files := corpusFiles(t)
	if len(files) == 0 {
		t.Skip("no real mails here: set VIGIE_SHARED")
	}
	for _, path := range files {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		faithful(t, path, string(text))
	}
}

// Every HTML part of every message among real mails.
func TestCorpusMessages(t *testing.T) {
	messages, parts := 0, 0
	_ = filepath.WalkDir(corpus(), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return nil
		}
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(strings.ToLower(string(raw)), "text/html") {
			return nil
		}
		messages++
		var walk func(p *message.Part)
		walk = func(p *message.Part) {
			if p.Type == "text/html" {
				parts++
				faithful(t, path, p.Text())
			}
			for _, c := range p.Children {
				walk(c)
			}
		}
		walk(message.Parse(raw).Root)
		return nil
	})
	if messages == 0 {
		t.Skip("no real mails here: set VIGIE_SHARED")
	}
	t.Logf("%d HTML parts of %d messages", parts, messages)
}

// faithful checks the page of a real mail: that it is safe, whole, and says what a
// browser would show.
func faithful(t *testing.T, path, text string) {
	t.Helper()
	p := check(t, text)
	if p.Cut {
		t.Errorf("%s is cut", path)
	}
	doc, err := html.Parse(strings.NewReader(strings.ToValidUTF8(text, "\ufffd")))
	if err != nil {
		t.Errorf("%s: %v", path, err)
		return
	}
	page, err := html.Parse(strings.NewReader(p.HTML))
	if err != nil {
		t.Fatal(err)
	}
	want, got := shown(doc), shown(page)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s: its words are not all there, or others:\n%s", path, diff)
	}
}

// shown is the words of a tree that a browser without scripts shows, in the
// order of the alphabet: words that stand between a table's cells are moved, and
// not by us to where a browser does.
func shown(doc *html.Node) []string {
	var b strings.Builder
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		switch n.Type {
		case html.TextNode:
			b.WriteString(clean([]byte(n.Data)))
		case html.ElementNode:
			switch n.Data {
			case "script", "style", "title", "iframe", "noscript", "noembed", "noframes":
				return
			case "b", "i", "u", "em", "strong", "span", "font", "a", "sub", "sup", "small", "big":
			default:
				b.WriteByte(' ')
				defer b.WriteByte(' ')
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(doc)
	list := strings.Fields(b.String())
	slices.Sort(list)
	return list
}
