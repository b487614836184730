package safehtml

import "regexp"

// A role is how an element stands among others.
type role int

const (
	inline     role = iota // flows with the text
	formatting             // likewise, and is opened again where a block cut it short (Standard, 13.2.4.3)
	block                  // ends a paragraph
	void                   // has no content
	rule                   // a block without content
	table
	caption
	section
	row
	cell
)

// An element is one that is understood: as which it is written and which
// attributes of its own it may have, beside those of every element.
type element struct {
	tag   string
	role  role
	attrs []string
}

// reads reports whether an attribute is looked at. What becomes of its value is
// decided by attributes and by the policy.
func (e element) reads(key string) bool {
	switch key {
	case "style", "dir", "lang", "title", "class":
		return true
	}
	for _, a := range e.attrs {
		if a == key {
			return true
		}
	}
	return false
}

// elements are those that are kept, by the name in the mail. Of all others the
// tags are passed over and the words kept, except where words shows none.
var elements = func() map[string]element {
	m := make(map[string]element)
	add := func(r role, attrs []string, tags ...string) {
		for _, t := range tags {
			m[t] = element{t, r, attrs}
		}
	}
	as := func(r role, tag string, names ...string) {
		for _, n := range names {
			m[n] = element{tag, r, m[tag].attrs}
		}
	}
	align := []string{"align"}
	box := []string{"align", "valign", "bgcolor", "background", "width", "height"}
	add(formatting, nil, "b", "big", "code", "em", "i", "s", "small", "strike", "strong", "tt", "u")
	add(formatting, []string{"color", "face", "size"}, "font")
	add(inline, nil, "abbr", "acronym", "bdi", "cite", "del", "dfn", "ins", "kbd", "mark", "q", "samp", "span", "sub", "sup", "var")
	add(inline, []string{"href"}, "a")
	add(void, nil, "br", "wbr")
	add(void, []string{"src", "srcset", "alt", "width", "height", "border", "align", "hspace", "vspace"}, "img")
	as(void, "img", "image")
	add(block, align, "div", "p", "h1", "h2", "h3", "h4", "h5", "h6")
	add(block, nil, "address", "blockquote", "center", "dl", "dt", "dd", "pre")
	add(block, []string{"type", "start"}, "ol")
	add(block, []string{"type"}, "ul")
	add(block, []string{"value"}, "li")
	as(block, "div", "article", "aside", "details", "fieldset", "figcaption", "figure", "footer", "header", "hgroup", "main", "nav", "section", "summary")
	as(block, "ul", "dir", "menu")
	as(block, "pre", "listing", "plaintext", "xmp")
	m["body"] = element{"div", block, []string{"bgcolor", "background", "text"}}
	add(rule, []string{"align", "width", "size", "color"}, "hr")
	add(table, append([]string{"border", "cellpadding", "cellspacing", "role"}, box...), "table")
	add(caption, align, "caption")
	add(section, box, "thead", "tbody", "tfoot")
	add(row, box, "tr")
	add(cell, append([]string{"colspan", "rowspan", "nowrap"}, box...), "td", "th")
	return m
}()

// values are the attributes that are copied, with what they may say. href, src
// and style are made, not copied.
var values = map[string]*regexp.Regexp{
	"align":       regexp.MustCompile(`^(?i:left|right|center|middle|justify|top|bottom|texttop|absmiddle|absbottom|baseline|char)$`),
	"alt":         words,
	"bgcolor":     colour,
	"border":      regexp.MustCompile(`^\d{1,3}$`),
	"cellpadding": regexp.MustCompile(`^\d{1,3}$`),
	"cellspacing": regexp.MustCompile(`^\d{1,3}$`),
	// Of Word and Outlook, for which the page's own style sheet has rules.
	"class":   regexp.MustCompile(`^Mso(?:Normal|PlainText|ListParagraph|NoSpacing)$`),
	"color":   colour,
	"colspan": regexp.MustCompile(`^[1-9]\d?$`),
	"dir":     regexp.MustCompile(`^(?i:ltr|rtl|auto)$`),
	"face":    regexp.MustCompile(`^[\pL\pN ,._'"-]+$`),
	"height":  measure,
	"hspace":  regexp.MustCompile(`^\d{1,3}$`),
	"lang":    regexp.MustCompile(`^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}$`),
	"nowrap":  regexp.MustCompile(`^(?i:nowrap|true)?$`),
	"role":    regexp.MustCompile(`^(?i:presentation|none)$`), // tables for layout
	"rowspan": regexp.MustCompile(`^[1-9]\d?$`),
	"size":    regexp.MustCompile(`^[+-]?\d{1,2}$`),
	"start":   regexp.MustCompile(`^\d{1,6}$`),
	"title":   words,
	"type":    regexp.MustCompile(`^(?i:[1ai]|disc|circle|square|none)$`),
	"valign":  regexp.MustCompile(`^(?i:top|middle|center|bottom|baseline)$`),
	"value":   regexp.MustCompile(`^\d{1,6}$`),
	"vspace":  regexp.MustCompile(`^\d{1,3}$`),
	"width":   measure,
}

var (
	colour  = regexp.MustCompile(`^(?:#?[0-9a-fA-F]{3,8}|[a-zA-Z]{3,24}|rgb\(\s*\d{1,3}\s*(?:,\s*\d{1,3}\s*){2}\))$`)
	words   = regexp.MustCompile(`^[^\x00-\x1f]*$`)
	measure = regexp.MustCompile(`^\d{1,4}(?:\.\d{1,4})?(?:px|%)?$`)
)
