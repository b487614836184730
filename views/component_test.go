package views

import (
	"regexp"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
)

func parse(t *testing.T, markup string) *goquery.Document {
	t.Helper()
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(markup))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

var badFrench = regexp.MustCompile(`[\p{L}\d»)] [:;!?»%](\s|$)|« |\p{L}'\p{L}`)

// checkFrench reports spaces and apostrophes that French typography does not
// allow in what people read.
func checkFrench(t *testing.T, where, markup string) {
	t.Helper()
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.ElementNode {
			switch n.Data {
			case "pre", "code", "script", "style", "textarea":
				return
			}
		}
		if n.Type == html.TextNode {
			if bad := badFrench.FindString(n.Data); bad != "" {
				t.Errorf("%s: typography %q in %q", where, bad, strings.TrimSpace(n.Data))
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	for _, n := range parse(t, markup).Nodes {
		walk(n)
	}
}

// checkPage asserts what is true of every page of the site.
func checkPage(t *testing.T, where, markup string) *goquery.Document {
	t.Helper()
	doc := parse(t, markup)
	one := func(selector string) {
		t.Helper()
		if n := doc.Find(selector).Length(); n != 1 {
			t.Errorf("%s: %d × %s, want one", where, n, selector)
		}
	}
	none := func(selector, why string) {
		t.Helper()
		if s := doc.Find(selector); s.Length() > 0 {
			first, _ := goquery.OuterHtml(s.First())
			t.Errorf("%s: %s: %.120s", where, why, first)
		}
	}
	for _, selector := range []string{`html[lang=fr]`, "head > title", "h1", "main#contenu", `a.skip[href="#contenu"]`, "body > header", "body > footer"} {
		one(selector)
	}
	none("[style],style", "inline style, which the policy refuses")
	none("script:not([src]),[onclick],[onload],[onchange]", "inline script, which the policy refuses")
	none(`[src^="http"],link[href^="http"],[src^="//"]`, "a third party's resource")
	none("img:not([alt])", "image without alternative")
	none("main table:not(:has(caption)):not([aria-label]):not([aria-labelledby])", "table without a name")
	ids := map[string]bool{}
	doc.Find("[id]").Each(func(_ int, s *goquery.Selection) {
		id := s.AttrOr("id", "")
		if ids[id] || id == "" {
			t.Errorf("%s: id %q twice or empty", where, id)
		}
		ids[id] = true
	})
	for _, attr := range []string{"for", "aria-describedby", "aria-labelledby", "aria-controls"} {
		doc.Find("[" + attr + "]").Each(func(_ int, s *goquery.Selection) {
			for _, id := range strings.Fields(s.AttrOr(attr, "")) {
				if !ids[id] {
					t.Errorf("%s: %s points at no %q", where, attr, id)
				}
			}
		})
	}
	doc.Find("input:not([type=hidden]),select,textarea").Each(func(_ int, s *goquery.Selection) {
		if _, named := s.Attr("aria-label"); !named && doc.Find(`label[for="`+s.AttrOr("id", "?")+`"]`).Length() != 1 {
			t.Errorf("%s: control %q has no label", where, s.AttrOr("name", ""))
		}
	})
	doc.Find("a,button").Each(func(_ int, s *goquery.Selection) {
		if strings.TrimSpace(s.Text()) == "" && s.AttrOr("aria-label", "") == "" {
			t.Errorf("%s: a link or button without a name", where)
		}
	})
	checkFrench(t, where, markup)
	return doc
}

func TestPages(t *testing.T) {
	for name, page := range galleryPages() {
		checkPage(t, name, render(t, page))
	}
}

func TestLayout(t *testing.T) {
	doc := parse(t, render(t, Layout(galleryPage())))
	for selector, want := range map[string]string{
		"head > title":           "Demandes d’évolution – Évolutions du ROME",
		".nav [aria-current]":    "Demandes",
		".crumbs [aria-current]": "Demandes",
		".crumbs a":              "Accueil",
	} {
		if got := strings.TrimSpace(doc.Find(selector).Text()); got != want {
			t.Errorf("%s is %q, want %q", selector, got, want)
		}
	}
	if got := doc.Find(".foot p").Text(); !strings.Contains(got, "Source\u00a0: ROME version\u00a0460, publiée le 18\u00a0septembre\u00a02025, Licence Ouverte.") &&
		!strings.Contains(got, "Source\u00a0: ROME version 460, publiée le 18\u00a0septembre\u00a02025, Licence Ouverte.") {
		t.Errorf("the footer does not name its source: %q", got)
	}
	if doc.Find("form").Length() != 0 || doc.Find("meta[name=robots]").Length() != 0 {
		t.Error("the public chrome has a sign-out or is not indexed")
	}
	page := galleryPage()
	page.Agent = &AgentBar{Name: "Paul Durand"}
	doc = parse(t, render(t, Layout(page)))
	if doc.Find(`form[method=post][action="`+SignOutPath()+`"] button`).Length() != 1 || doc.Find("meta[name=robots]").Length() != 1 {
		t.Error("agents cannot sign out, or their pages are indexed")
	}
	page = Page{Service: Service{Name: "V"}}
	if got := parse(t, render(t, Layout(page))).Find("title").Text(); got != "V" {
		t.Errorf("home is titled %q", got)
	}
}

func TestFields(t *testing.T) {
	doc := parse(t, render(t, TextField(Field{Name: "code", Label: "Code ROME", Hint: "Par exemple", Error: "Indiquez un code.", Value: `"><b>`, Required: true})))
	input := doc.Find("input#code")
	for attr, want := range map[string]string{
		"aria-describedby": "code-hint code-error", "aria-invalid": "true", "aria-required": "true", "value": `"><b>`, "type": "text",
	} {
		if got := input.AttrOr(attr, ""); got != want {
			t.Errorf("%s is %q, want %q", attr, got, want)
		}
	}
	if doc.Find(".opt").Length() != 0 || parse(t, render(t, TextArea(Field{Name: "a", Label: "A"}))).Find(".opt").Length() != 1 {
		t.Error("the optional field is not the one that says so")
	}
	doc = parse(t, render(t, Radios(Field{Name: "k", Label: "K", Value: "b"}, []Option{{Value: "a", Label: "A"}, {Value: "b", Label: "B"}})))
	if doc.Find("#k").AttrOr("value", "") != "a" || doc.Find("[checked]").AttrOr("value", "") != "b" {
		t.Error("the field's id is not on its first radio, or the value is not checked")
	}
	doc = parse(t, render(t, Select(Field{Name: "s", Label: "S", Value: "b"}, []Option{{Value: "", Label: "–"}, {Value: "a", Label: "A", Group: "G"}, {Value: "b", Label: "B", Group: "G"}})))
	if doc.Find("optgroup option").Length() != 2 || doc.Find("[selected]").Text() != "B" {
		t.Error("the menu lost its group or its choice")
	}
	if render(t, ErrorSummary(nil)) != "" {
		t.Error("a summary without errors")
	}
}

func TestCourse(t *testing.T) {
	for _, kind := range []string{"", "late", "done"} {
		m := galleryCourse(kind)
		doc := parse(t, render(t, Course(m)))
		if got := doc.Find("li").Length(); got != len(m.Points) || doc.Find("circle").Length() != got {
			t.Errorf("%s: %d points shown of %d", kind, got, len(m.Points))
		}
		if doc.Find("svg title").Text() != m.sentence() || !strings.Contains(m.sentence(), "demande reçue") && !strings.Contains(m.sentence(), "Demande reçue") {
			t.Errorf("%s: nothing for screen readers: %q", kind, m.sentence())
		}
		if lines := strings.Count(CourseText(m), "\n"); lines != len(m.Points) {
			t.Errorf("%s: %d lines of text", kind, lines)
		}
	}
	if render(t, Course(CourseModel{})) != "" {
		t.Error("a course without points")
	}
	m := galleryCourse("")
	for _, c := range []struct {
		today string
		want  string
	}{
		{"2026-10-01", "6.2%"}, {"2026-10-26", "12.5%"}, {"2026-11-26", "37.5%"}, {"2027-02-26", "87.5%"}, {"2028-01-01", "93.8%"},
	} {
		m.Today = day(c.today)
		if got := m.line().now; got != c.want {
			t.Errorf("today %s stands at %s, want %s", c.today, got, c.want)
		}
	}
}

func TestPagination(t *testing.T) {
	for _, c := range []struct {
		page, pages int
		want        []int
	}{
		{1, 3, []int{1, 2, 3}},
		{5, 12, []int{1, 0, 4, 5, 6, 0, 12}},
		{12, 12, []int{1, 0, 11, 12}},
	} {
		got := PaginationModel{Page: c.page, Pages: c.pages}.numbers()
		if len(got) != len(c.want) {
			t.Errorf("%d of %d: %v, want %v", c.page, c.pages, got, c.want)
			continue
		}
		for i := range got {
			if got[i] != c.want[i] {
				t.Errorf("%d of %d: %v, want %v", c.page, c.pages, got, c.want)
			}
		}
	}
}
