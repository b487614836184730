package safehtml

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// What is read and written at most, in bytes and numbers. Ordinary mails stay
// far below: the longest HTML of the corpora has 134 kB and 4,443 tags, the
// deepest 35 levels.
const (
	maxInput  = 8 << 20  // pictures as data: URLs included
	maxOutput = 16 << 20 // before it is made a page
	maxTags   = 100_000  // start and end tags read
	maxOpened = 60_000   // elements written, implied and reopened ones included
	maxDepth  = 200      // elements inside each other; browsers stop at 512
	maxImages = 8 << 20  // bytes of data: URLs written
)

// Options say what may be shown beside the words.
type Options struct {
	// Remote shows images from the network: the reader asked for them. Those
	// of http: are asked for by https:, as browsers do on a page served so.
	Remote bool

	// Inline gives the address of an image of the message by its Content-ID
	// (RFC 2392; without angle brackets, percent-decoded): a data: URL of a
	// PNG, JPEG, GIF or WebP, an absolute path of this site, or an http(s)
	// URL. Anything else is not shown. It is asked once for each, and nil
	// knows none. Large images are better given by short-lived links: data:
	// URLs end at 8 MB a page.
	Inline func(contentID string) (url string, ok bool)
}

// A Page is what became of a mail's HTML.
type Page struct {
	// HTML is a complete document, in UTF-8. Its links open windows of their
	// own, which the sandbox of its frame must allow (allow-popups and
	// allow-popups-to-escape-sandbox).
	HTML string

	// Blocked is how many references to remote images were left out, of
	// elements, attributes and style sheets. With Options.Remote it counts
	// those that cannot be shown even so: in a style sheet, by http: on a
	// port of its own.
	Blocked int

	// Cut says that less is shown than was sent, because a limit was met: the
	// input's first 8 MB, 100,000 tags, 60,000 elements, 16 MB written, or
	// images as above. Elements nested deeper than 200 lose their form but not
	// their words, and are no cut.
	Cut bool
}

// Sanitise makes a page of a mail's HTML, whatever that is. The same input and
// options give the same page. It takes time and memory in proportion to the
// input, up to fixed limits.
func Sanitise(body string, o Options) Page {
	w := &writer{images: images{options: o}}
	w.read(head(body, w))
	w.popTo(0)
	safe := allowed().Sanitize(w.out.String())
	var page strings.Builder
	page.Grow(len(opening) + len(safe) + len(closing))
	page.WriteString(opening)
	page.WriteString(safe)
	page.WriteString(closing)
	return Page{HTML: page.String(), Blocked: w.images.blocked, Cut: w.cut || w.images.cut}
}

// head is as much of a text as is read, in valid UTF-8.
func head(body string, w *writer) string {
	if len(body) > maxInput {
		w.cut = true
		end := maxInput
		for end > maxInput-utf8.UTFMax && !utf8.RuneStart(body[end]) {
			end--
		}
		body = body[:end]
	}
	return strings.ToValidUTF8(body, "\ufffd")
}

// read takes the tags and texts of a mail in order. Comments, Outlook's
// conditional ones among them, doctypes and processing instructions are passed
// over.
func (w *writer) read(body string) {
	z := html.NewTokenizer(strings.NewReader(body))
	var raw string // the start tag just before
	for tags := 0; !w.full; {
		kind := z.Next()
		switch kind {
		case html.ErrorToken:
			return // the input's end: a reader of a string has no other error
		case html.TextToken:
			w.words(raw, z.Text())
		case html.StartTagToken, html.SelfClosingTagToken, html.EndTagToken:
			if tags++; tags > maxTags {
				w.cut = true
				return
			}
			name, _ := z.TagName()
			if kind != html.EndTagToken {
				raw = string(name)
				w.tag(raw, z)
				continue
			}
			w.end(string(name))
		}
		raw = ""
	}
}

// words writes a text, unless it is all of an element that shows none: the
// tokenizer gives such a text whole, after the start tag.
func (w *writer) words(raw string, text []byte) {
	switch raw {
	case "iframe", "noembed", "noframes", "noscript", "script", "title":
	case "style":
		w.images.sheet(string(text))
	default:
		w.text(clean(text))
	}
}

// clean leaves out control characters, which no parser treats alike. text is in
// valid UTF-8.
func clean(text []byte) string {
	if !slices.ContainsFunc(text, beginsControl) {
		return string(text)
	}
	return string(bytes.Map(func(r rune) rune {
		switch {
		case r == '\t' || r == '\n':
			return r
		case r == '\f':
			return ' '
		case r < ' ' || (r >= 0x7f && r < 0xa0):
			return -1
		}
		return r
	}, text))
}

// beginsControl reports whether a byte may be the first of a control character;
// 0xc2 begins those from U+0080 on, and others.
func beginsControl(c byte) bool {
	return (c < ' ' && c != '\t' && c != '\n') || c == 0x7f || c == 0xc2
}

// tag handles a start tag, with those of its attributes that are looked at.
func (w *writer) tag(name string, z *html.Tokenizer) {
	e, known := elements[name]
	if !known {
		return
	}
	var attrs attributes
	for more := true; more; {
		var key, value []byte
		key, value, more = z.TagAttr()
		if e.reads(string(key)) {
			attrs = append(attrs, attribute{string(key), clean(value)}) // the tokenizer gives each key once
		}
	}
	w.start(name, e, attrs)
}
