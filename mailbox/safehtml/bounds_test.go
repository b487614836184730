package safehtml

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"
	"time"
)

// hostile are texts of a size that try what grows faster than they do.
func hostile(size int) map[string]string {
	fill := func(unit string) string { return strings.Repeat(unit, size/len(unit)) }
	after := func(before, unit string) string {
		return before + strings.Repeat(unit, max(0, size-len(before))/len(unit))
	}
	var attrs, soup strings.Builder
	attrs.WriteString("<p")
	for i := 0; attrs.Len() < size/2; i++ {
		fmt.Fprintf(&attrs, " %x", i)
	}
	attrs.WriteString(">")
	r := rand.New(rand.NewPCG(1, 2))
	names := []string{"b", "p", "table", "td", "a", "li", "ul", "font", "div", "/b", "/p", "/table", "/a", "/font", "/div"}
	for soup.Len() < size {
		soup.WriteString("<" + names[r.IntN(len(names))] + ">x")
	}
	distinct := func(n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "<font size=%d><b title=%d>", i%90, i)
		}
		return b.String()
	}
	return map[string]string{
		"nested divs":               fill("<div>"),
		"nested and closed":         strings.Repeat("<div>", size/11) + strings.Repeat("</div>", size/11),
		"nested spans":              fill("<span>x"),
		"nested tables":             fill("<table><tr><td>"),
		"nested tables, no cells":   fill("<table>"),
		"nested lists":              fill("<ul><li>"),
		"nested quotes":             fill("<blockquote><p>x"),
		"nested formatting":         fill("<b><i>x"),
		"formatting in paragraphs":  after("<p>"+distinct(90), "<p>x"),
		"formatting in a table":     after("<table>"+distinct(90), "<tr>x"),
		"formatting across blocks":  after(distinct(90), "<div>x</b></font>y</div>"),
		"formatting cut short":      after("", "<div><b title=a><i><u><s><font size=1>x</div>"),
		"links":                     fill("<a href=http://a>x"),
		"unknown elements":          fill("<x>"),
		"unknown ends":              fill("</x>"),
		"ends of nothing":           fill("</b>"),
		"ends of nothing, far down": after(strings.Repeat("<div>", 190), "</b></ul></h1></li>"),
		"paragraph ends":            fill("</p>"),
		"rows":                      after("<table>", "<tr>"),
		"cells":                     after("<table>", "<td>"),
		"words between cells":       after("<table>", "<tr>x"),
		"headings":                  fill("<h1>x<h2>"),
		"breaks":                    fill("<br>"),
		"less-than signs":           fill("<"),
		"unclosed tag":              after("<p ", "a "),
		"unclosed quote":            after(`<p title="`, "a "),
		"attributes":                attrs.String(),
		"attributes, then tags":     after(attrs.String(), "<b x>"),
		"attributes, then unknown":  after(attrs.String(), "<x y>"),
		"many attributes each":      fill("<p " + strings.Repeat("a ", 150) + strings.Repeat("b=1 ", 60) + ">"),
		"one attribute, repeated":   after("<p ", "style=x "),
		"comments":                  fill("<!---->"),
		"unclosed comment":          after("<!--", "->"),
		"comment openings":          fill("<!--"),
		"conditional comments":      fill("<!--[if x]><![endif]-->"),
		"declarations":              fill("<!x>"),
		"unclosed script":           after("<script>", "<!--<script>"),
		"scripts":                   fill("<script></script>"),
		"styles":                    fill("<style>a{}</style>"),
		"unclosed style":            after("<style>", "url("),
		"urls in a sheet":           after("<style>", "url(//a)"),
		"quotes in a sheet":         after("<style>", `url("url('`),
		"comments in a sheet":       after("<style>", "/*"),
		"declarations in a style":   after(`<p style="`, "color:red;"),
		"urls in a style":           after(`<p style="`, "background:url(//a);"),
		"brackets in a style":       after(`<p style="`, "a:(("),
		"styles that are too long":  fill(`<p style="` + strings.Repeat("color:red;", 15_000) + `">`),
		"styles with pictures":      fill(`<p style="background:url(data:image/png;base64,` + strings.Repeat("A", 60_000) + `)">`),
		"entities":                  fill("&lt;"),
		"half entities":             fill("&l"),
		"long entities":             fill("&CounterClockwiseContourIntegral"),
		"numeric entities":          fill("&#x"),
		"words":                     fill("bonjour "),
		"quotes":                    fill(`"`),
		"nulls":                     fill("\x00"),
		"bytes that are no text":    fill("\xff"),
		"carriage returns":          fill("\r"),
		"pictures by cid":           fill("<img src=cid:a>"),
		"a picture as data":         `<img src="data:image/png;base64,` + strings.Repeat("A", size) + `">`,
		"pictures as data":          fill(`<img src="data:image/png;base64,` + strings.Repeat("A", 500) + `">`),
		"a link":                    `<a href="http://a/` + strings.Repeat("x", size) + `">x</a>`,
		"a link of escapes":         `<a href="http://a/` + strings.Repeat("%", size) + `">x</a>`,
		"srcset":                    after(`<img srcset="`, "//a 1x,"),
		"title":                     after(`<p title="`, "é\n") + `">`,
		"pre":                       fill("<pre>\n\n"),
		"foreign":                   fill("<svg><math><mi>"),
		"templates":                 fill("<template><select>"),
		"soup":                      soup.String(),
	}
}

// Half a mebibyte of anything takes some 50 ms, 150 at worst: what grows as the
// square of the input would take minutes. The bound is for the race detector, and
// for machines that do something else meanwhile.
func TestHostileIsBounded(t *testing.T) {
	picture := "data:image/png;base64," + strings.Repeat("A", 100_000)
	o := Options{Remote: true, Inline: func(string) (string, bool) { return picture, true }}
	for name, text := range hostile(512 << 10) {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		began := time.Now()
		p := Sanitise(text, o)
		took := time.Since(began)
		runtime.ReadMemStats(&after)
		allocated := (after.TotalAlloc - before.TotalAlloc) >> 20
		t.Logf("%-26s %6.1f ms %4d MB allocated, %7d bytes, cut %v", name, took.Seconds()*1000, allocated, len(p.HTML), p.Cut)
		if took > time.Minute || allocated > 1024 {
			t.Errorf("%s: %v, %d MB", name, took, allocated)
		}
		if len(p.HTML) > maxOutput+(1<<20) {
			t.Errorf("%s: %d bytes", name, len(p.HTML))
		}
	}
}

// What is cut says so, and is still a page.
func TestCut(t *testing.T) {
	long := strings.Repeat("é", maxInput/2)
	picture := "data:image/png;base64," + strings.Repeat("A", maxImages*2/3)
	o := Options{Inline: func(id string) (string, bool) { return picture, id == "photo" }}
	for _, c := range []struct {
		name, in  string
		cut       bool
		has, ends string
	}{
		{"at the limit", long, false, "", "é"},
		{"a letter across it", "x" + long, true, "x", "é"},
		{"a tag across it", long[:maxInput-2] + "<b>x</b>", true, "", "é"},
		{"many tags", strings.Repeat("<br>", maxTags), false, "", "<br/>"},
		{"too many tags", "<div>" + strings.Repeat("<br>", maxTags), true, "", "<br/></div>"},
		{"many elements", "<table>" + strings.Repeat("<tr>x", maxOpened/2+1), true, "", "</tbody></table>"},
		{"words that grow", "<p>" + strings.Repeat(`""""""""<!-- -->`, maxInput/16-1), true, "", "&#34;</p>"},
		{"a picture", "<img src=cid:photo><p>x", false, "<img", "<p>x</p>"},
		{"too many pictures, then words", "<img src=cid:photo><img src=cid:photo alt=Zoé><p>x", true, `<img alt="Zoé"/>`, "<p>x</p>"},
		{"too deep", strings.Repeat("<div>", 300) + "x" + strings.Repeat("</div>", 300) + "y", false, "x", "</div>y"},
		{"tables too deep", strings.Repeat("<table><tr><td>", 100) + "x" + strings.Repeat("</table>", 100) + "y", false, "x", "</table>y"},
		{"lists too deep", strings.Repeat("<ul><li>", 150) + "x" + strings.Repeat("</li></ul>", 150) + "y", false, "x", "</ul>y"},
	} {
		p := Sanitise(c.in, o)
		body := inside(p)
		if p.Cut != c.cut || !strings.Contains(body, c.has) || !strings.HasSuffix(body, c.ends) {
			t.Errorf("%s: cut %v, ends in %q, want %v, %q and %q", c.name, p.Cut, body[max(0, len(body)-60):], c.cut, c.ends, c.has)
		}
		if len(c.in) > 1<<20 {
			continue
		}
		for _, f := range faults(p, o) {
			t.Errorf("%s: %s", c.name, f)
		}
	}
}

// Where no table has room any more, the parts of one are passed over too: they
// are not taken for parts of the table around it.
func TestTablesTooDeep(t *testing.T) {
	for n := range 4 {
		before := strings.Repeat("<div>", n)
		fits := (maxDepth - n - 1) / 4 // an element fits into the last cell
		in := before + strings.Repeat("<table><tr><td>", fits) + "a<table><tr><td>b<tr><td>c</table>d<td>e"
		if got := inside(check(t, in)); !strings.Contains(got, "<td>abcd</td><td>e</td>") {
			t.Errorf("%d tables in %d elements end in %s", fits, n, got[max(0, strings.Index(got, "a")):])
		}
	}
}
