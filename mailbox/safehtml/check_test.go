package safehtml

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// What a page may have, written a second time: the code's own tables would
// excuse themselves.
var (
	mayHave = map[string]string{
		"a": "href rel target", "abbr": "", "acronym": "", "address": "", "b": "", "bdi": "", "big": "", "blockquote": "", "br": "",
		"caption": "align", "center": "", "cite": "", "code": "", "dd": "", "del": "", "dfn": "", "div": "align", "dl": "", "dt": "",
		"em": "", "font": "color face size", "h1": "align", "h2": "align", "h3": "align", "h4": "align", "h5": "align", "h6": "align",
		"hr": "align width size color", "i": "", "img": "src alt width height border align hspace vspace", "ins": "", "kbd": "",
		"li": "value", "mark": "", "ol": "type start", "p": "align", "pre": "", "q": "", "s": "", "samp": "", "small": "", "span": "",
		"strike": "", "strong": "", "sub": "", "sup": "", "table": "border cellpadding cellspacing role " + box,
		"tbody": box, "td": "colspan rowspan nowrap " + box, "tfoot": box, "th": "colspan rowspan nowrap " + box, "thead": box,
		"tr": box, "tt": "", "u": "", "ul": "type", "var": "", "wbr": "",
	}
	box        = "align valign bgcolor width height"
	everywhere = "class dir lang title style"

	mayStyle = regexp.MustCompile(`^(background|background-[a-z-]+|border[a-z-]*|clear|color|display|float|font|font-[a-z-]+|height|letter-spacing|line-height|` +
		`list-style|list-style-(position|type)|(margin|padding)(-[a-z-]+)?|m(ax|in)-width|overflow-wrap|table-layout|text-(align|decoration|indent|transform)|` +
		`vertical-align|white-space|width|word-(break|spacing|wrap))$`)
	pixels = regexp.MustCompile(`^data:image/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/]+=*$`)
	inCSS  = regexp.MustCompile(`^background-image:url\(([^'"()\s]+)\)$`)
)

// faults says what is wrong with a page for those options.
func faults(p Page, o Options) (list []string) {
	add := func(format string, args ...any) { list = append(list, fmt.Sprintf(format, args...)) }
	doc, err := html.Parse(strings.NewReader(p.HTML))
	if err != nil {
		return []string{err.Error()}
	}
	// Read as a tree and written again it is the same, byte for byte: no parser
	// moves, closes or repeats anything.
	var again strings.Builder
	if err := html.Render(&again, doc); err != nil {
		return []string{err.Error()}
	}
	if got := strings.Replace(again.String(), "<!DOCTYPE html>", "<!doctype html>", 1); got != p.HTML {
		add("read and written again it differs: %s", difference(p.HTML, got))
	}
	if !strings.HasPrefix(p.HTML, opening) || strings.Count(p.HTML, "<head>") != 1 || strings.Count(p.HTML, "<body>") != 1 {
		add("the page's own head is not as it was")
	}
	var walk func(n *html.Node, depth int)
	walk = func(n *html.Node, depth int) {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			switch c.Type {
			case html.TextNode:
			case html.ElementNode:
				if depth > maxDepth {
					add("an element at depth %d", depth)
					return
				}
				list = append(list, elementFaults(c, o)...)
				walk(c, depth+1)
			default:
				add("a node of type %d: %.80q", c.Type, c.Data)
			}
		}
	}
	walk(find(doc, atom.Body), 1)
	return list
}

// difference shows where two texts part.
func difference(a, b string) string {
	at := 0
	for at < len(a) && at < len(b) && a[at] == b[at] {
		at++
	}
	from := max(0, at-60)
	return fmt.Sprintf("at %d\n%.200q\n%.200q", at, a[from:], b[from:])
}

func find(n *html.Node, a atom.Atom) *html.Node {
	for d := range n.Descendants() {
		if d.DataAtom == a {
			return d
		}
	}
	return nil
}

func elementFaults(n *html.Node, o Options) (list []string) {
	attrs, ok := mayHave[n.Data]
	if !ok || n.Namespace != "" {
		return []string{fmt.Sprintf("<%s> of %q", n.Data, n.Namespace)}
	}
	seen := make(map[string]string)
	for _, a := range n.Attr {
		may := " " + attrs + " " + everywhere + " "
		if !strings.Contains(may, " "+a.Key+" ") || a.Namespace != "" {
			list = append(list, fmt.Sprintf("<%s %s=%q>", n.Data, a.Key, a.Val))
		}
		if _, twice := seen[a.Key]; twice {
			list = append(list, fmt.Sprintf("<%s> has %s twice", n.Data, a.Key))
		}
		seen[a.Key] = a.Val
		fault := ""
		switch a.Key {
		case "href":
			fault = linkFault(a.Val)
		case "src":
			fault = imageFault(a.Val, o)
		case "style":
			fault = styleFault(a.Val, o)
		case "alt", "title", "face":
		default:
			if strings.ContainsAny(a.Val, `"'<>&:\/`) {
				fault = "odd characters"
			}
		}
		if fault != "" {
			list = append(list, fmt.Sprintf("<%s %s=%.100q>: %s", n.Data, a.Key, a.Val, fault))
		}
	}
	if _, links := seen["href"]; links && (seen["rel"] != "noopener noreferrer nofollow" || seen["target"] != "_blank") {
		list = append(list, fmt.Sprintf("a link with rel %q, target %q", seen["rel"], seen["target"]))
	}
	return list
}

func linkFault(s string) string {
	u, err := url.Parse(s)
	switch {
	case err != nil:
		return err.Error()
	case strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || r == 0x7f || r == '\\' }):
		return "a character no address has"
	case strings.HasPrefix(s, "http://"), strings.HasPrefix(s, "https://"):
		if u.Host == "" {
			return "no host"
		}
	case strings.HasPrefix(s, "mailto:"):
	default:
		return "another scheme"
	}
	return ""
}

func imageFault(s string, o Options) string {
	switch {
	case pixels.MatchString(s):
	case o.Remote && strings.HasPrefix(s, "https://"):
		return linkFault(s)
	case o.Inline != nil && strings.HasPrefix(s, "/") && !strings.HasPrefix(s, "//") && !strings.Contains(s, "\\"):
	default:
		return "not to be fetched"
	}
	return ""
}

func styleFault(s string, o Options) string {
	if strings.ContainsAny(s, "\\@{}<>*") {
		return "an odd character"
	}
	if !strings.HasSuffix(s, ";") {
		return "not in the form that is written"
	}
	for rest := s; rest != ""; {
		var one string
		one, rest = declaration(rest)
		if m := inCSS.FindStringSubmatch(one); m != nil {
			if f := imageFault(m[1], o); f != "" {
				return f
			}
			continue
		}
		name, text, _ := strings.Cut(one, ":")
		if !mayStyle.MatchString(name) {
			return "the property " + name
		}
		text = strings.ToLower(text)
		for _, f := range []string{"rgb(", "rgba(", "hsl(", "hsla("} {
			text = strings.ReplaceAll(text, f, "")
		}
		if strings.ContainsAny(text, "(:;") || (name == "display" && strings.Contains(text, "none")) {
			return "the value " + text
		}
	}
	return ""
}

// manners are ways of calling Sanitise that every input is put through.
func manners() []Options {
	pictures := func(id string) (string, bool) {
		switch {
		case id == "":
			return "", false
		case strings.HasPrefix(id, "bad"):
			return id[3:], true // the caller errs
		case strings.HasPrefix(id, "data"):
			return "data:image/png;base64,iVBORw0KGgo=", true
		}
		return "/pictures/" + url.PathEscape(id) + "?expires=1&mac=x", true
	}
	return []Options{{}, {Remote: true}, {Inline: pictures}, {Remote: true, Inline: pictures}}
}

// check sanitises in every manner and finds faults. It returns the page of the
// plainest.
func check(t *testing.T, body string) Page {
	t.Helper()
	var first Page
	for i, o := range manners() {
		w := &writer{images: images{options: o}}
		w.read(head(body, w))
		w.popTo(0)
		p := Sanitise(body, o)
		// Neither pass relies on the other.
		if got := opening + w.out.String() + closing; got != p.HTML {
			t.Errorf("%.200q: the second pass changes what the first wrote: %s", body, difference(got, p.HTML))
		}
		for _, f := range faults(p, o) {
			t.Errorf("%.200q, manner %d: %s", body, i, f)
		}
		if i > 0 {
			continue
		}
		first = p
		if p.Cut {
			continue
		}
		inner := strings.TrimSuffix(strings.TrimPrefix(p.HTML, opening), closing)
		if again := Sanitise(inner, o); again.HTML != p.HTML {
			t.Errorf("%.200q: sanitised again it differs: %s", body, difference(p.HTML, again.HTML))
		}
	}
	return first
}

// inside is what a page has between its own head and end.
func inside(p Page) string {
	return strings.TrimSuffix(strings.TrimPrefix(p.HTML, opening), closing)
}
