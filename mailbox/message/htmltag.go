package message

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// start opens an element; raw is its tag.
func (r *pageReader) start(name string, raw []byte) {
	if r.hidden > 0 {
		if name == r.hiddenTag {
			r.hidden++
		}
		return
	}
	switch name {
	case "style", "script", "title", "template":
		r.silent = name
		return
	}
	if r.silent != "" {
		return
	}
	var tag attributes
	if name == "a" || name == "img" || r.hide && mayHide(raw) {
		tag = r.attributes()
	}
	if r.hide && tag.hidden && !void(name) {
		r.hidden, r.hiddenTag = 1, name
		return
	}
	if r.layout(name, raw) {
		return
	}
	switch name {
	case "br":
		r.lineBreak()
	case "hr":
		r.block(1)
		r.word(rule)
		r.block(1)
	case "td", "th":
		r.column()
	case "pre", "listing", "textarea":
		r.block(1)
		r.pre++
	case "blockquote":
		r.block(2)
		r.quotes++
	case "ul", "ol", "menu", "dir":
		r.block(1)
		r.lists = append(r.lists[:min(len(r.lists), maxQuote)], list{ordered: name == "ol"})
	case "li":
		r.block(1)
		r.item()
	case "a":
		r.endLink()
		r.href, r.from = tag.href, r.out.Len()
	case "img":
		if utf8.RuneCountInString(tag.alt) <= 4 && !isASCII([]byte(tag.alt)) && !tag.hidden {
			r.text([]byte(tag.alt)) // an emoji that the mailer drew
		}
	}
}

// layout handles elements that only begin lines.
func (r *pageReader) layout(name string, raw []byte) bool {
	switch name {
	case "p":
		r.tight = bytes.Contains(raw, []byte("MsoNormal")) // Outlook's lines, which have no margins
		r.block(r.gap())
	case "h1", "h2", "h3", "h4", "h5", "h6", "dl":
		r.block(2)
	case "div", "table", "tr", "caption", "dt", "dd", "section", "article", "header", "footer", "address", "form", "fieldset", "figure", "figcaption",
		"center", "nav", "main", "aside", "details", "summary", "legend", "option", "thead", "tbody", "tfoot", "body", "html":
		r.block(1)
	default:
		return false
	}
	return true
}

// rule stands for a horizontal rule, as Outlook writes one.
const rule = "________________________________"

func (r *pageReader) end(name string) {
	if r.hidden > 0 {
		if name == r.hiddenTag {
			r.hidden--
		}
		return
	}
	if r.silent != "" {
		if name == r.silent {
			r.silent = ""
		}
		return
	}
	switch name {
	case "p":
		if !r.blankLine() {
			r.block(r.gap())
		}
	case "pre", "listing", "textarea":
		r.block(1)
		r.pre = max(0, r.pre-1)
	case "blockquote":
		r.block(2)
		r.quotes = max(0, r.quotes-1)
	case "ul", "ol", "menu", "dir":
		r.block(1)
		r.lists = r.lists[:max(0, len(r.lists)-1)]
	case "a":
		r.endLink()
	case "td", "th":
		r.column()
	case "div", "li", "tr":
		if !r.blankLine() {
			r.block(1)
		}
	default:
		r.layout(name, nil)
	}
}

// gap is how many line ends part paragraphs.
func (r *pageReader) gap() int {
	if r.tight {
		return 1
	}
	return 2
}

// endLink writes the address of a link that its text does not say.
func (r *pageReader) endLink() {
	href := strings.TrimSpace(r.href)
	r.href = ""
	const longest = 500 // longer ones follow people, and say nothing
	if href == "" || len(href) > longest {
		return
	}
	shown := strings.TrimSpace(r.out.String()[min(r.from, r.out.Len()):])
	address, ok := strings.CutPrefix(href, "mailto:")
	switch {
	case ok:
		address, _, _ = strings.Cut(address, "?")
		if strings.Contains(shown, "@") {
			return
		}
	case !strings.HasPrefix(href, "http://") && !strings.HasPrefix(href, "https://"):
		return
	case shown == "" || strings.Contains(shown, "://") || strings.Contains(strings.TrimSuffix(href, "/"), shown):
		return
	default:
		address = href
	}
	if address = oneLine(address); shown != "" && address != "" && !strings.ContainsAny(address, " <>") {
		r.spaces = max(r.spaces, 1)
		r.word("<" + address + ">")
	}
}

// attributes are those of a tag that matter.
type attributes struct {
	href, alt string
	hidden    bool // the element is not shown, as the preview texts of newsletters are not
}

// attributes reads those of the current tag, once.
func (r *pageReader) attributes() (a attributes) {
	for {
		key, value, more := r.z.TagAttr()
		switch string(key) {
		case "href":
			a.href = strings.ToValidUTF8(string(value), "\uFFFD")
		case "alt":
			a.alt = strings.ToValidUTF8(string(value), "\uFFFD")
		case "hidden":
			a.hidden = true
		case "style":
			style := strings.ToLower(strings.Join(strings.Fields(string(value)), ""))
			a.hidden = a.hidden || strings.Contains(style, "display:none") || strings.Contains(style, "visibility:hidden")
		}
		if !more {
			return a
		}
	}
}

// mayHide says cheaply whether a tag can hide its element.
func mayHide(raw []byte) bool {
	return bytes.Contains(raw, []byte("none")) || bytes.Contains(raw, []byte("hidden")) || bytes.Contains(raw, []byte("NONE"))
}

// void reports whether an element has no end.
func void(name string) bool {
	switch name {
	case "img", "br", "hr", "input", "meta", "link", "col", "area", "base", "wbr", "source", "embed", "p", "li":
		return true // the last two often have none
	}
	return false
}
