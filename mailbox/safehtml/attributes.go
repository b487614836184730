package safehtml

import (
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
)

const (
	maxValue = 1000 // bytes of an attribute that is copied
	maxLink  = 8 << 10
)

// rel and target are those of every link: the site behind it learns nothing of
// where it stood and gets no hold of the page.
const (
	rel    = "noopener noreferrer nofollow"
	target = "_blank"
)

// An attribute is one of a start tag, unescaped.
type attribute struct{ key, value string }

// attributes are those of one tag, each key once.
type attributes []attribute

// get gives a value without the space around it, "" where there is none.
func (list attributes) get(key string) string {
	for _, a := range list {
		if a.key == key {
			return strings.TrimSpace(a.value)
		}
	}
	return ""
}

// spell writes an element's start tag with what is kept of its attributes, in
// alphabetical order. src is the address of its picture, decided already.
func (w *writer) spell(o open, attrs attributes, src string) string {
	var kept attributes
	for _, a := range attrs {
		value := strings.TrimSpace(a.value)
		switch a.key {
		case "href":
			if to, ok := link(value); ok {
				kept = append(kept, attribute{"href", to}, attribute{"rel", rel}, attribute{"target", target})
			}
		case "src", "srcset", "style", "background", "text":
			// elsewhere
		case "bgcolor":
			if o.name != "body" && colour.MatchString(value) {
				kept = append(kept, attribute{a.key, value})
			}
		default:
			if value = short(value); values[a.key].MatchString(value) {
				kept = append(kept, attribute{a.key, value})
			}
		}
	}
	if src != "" {
		kept = append(kept, attribute{"src", src})
	}
	if style := w.style(o, attrs); style != "" {
		kept = append(kept, attribute{"style", style})
	}
	slices.SortFunc(kept, func(a, b attribute) int { return strings.Compare(a.key, b.key) })
	var b strings.Builder
	b.WriteByte('<')
	b.WriteString(o.tag)
	for _, a := range kept {
		b.WriteByte(' ')
		b.WriteString(a.key)
		b.WriteString(`="`)
		b.WriteString(html.EscapeString(a.value))
		b.WriteByte('"')
	}
	if o.role == void || o.role == rule {
		b.WriteByte('/')
	}
	b.WriteByte('>')
	return b.String()
}

// style is the element's inline style with the attributes that say the same:
// a background image, which has no other place, and the colours of <body>, which
// is written as a block.
func (w *writer) style(o open, attrs attributes) string {
	var list []string
	if o.name == "body" {
		for _, c := range [][2]string{{"bgcolor", "background-color"}, {"text", "color"}} {
			if value := attrs.get(c[0]); colour.MatchString(value) {
				if strings.Trim(value, hexDigits) == "" {
					value = "#" + value
				}
				list = append(list, c[1]+":"+value+";")
			}
		}
	}
	if ref := attrs.get("background"); ref != "" {
		if to, ok := w.images.forStyle(ref); ok {
			list = append(list, "background-image:url("+to+");")
		}
	}
	list = append(list, w.images.declarations(attrs.get("style"))...)
	return strings.Join(list, "")
}

// short cuts a text to what an attribute may hold, on one line.
func short(s string) string {
	s = strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == '\n' || r == '\t' }), " ")
	if len(s) <= maxValue {
		return s
	}
	end := maxValue
	for !utf8.RuneStart(s[end]) {
		end--
	}
	return s[:end]
}

// link makes an address fit for href: http, https or mailto, in the form that
// url.URL gives it. Anything else, a relative one included, leads nowhere in a
// mail.
func link(ref string) (string, bool) {
	u, ok := parse(ref, maxLink)
	if !ok {
		return "", false
	}
	switch u.Scheme {
	case "http", "https":
		return u.String(), u.Host != "" && u.Opaque == ""
	case "mailto":
		return u.String(), u.Opaque != "" && u.Host == ""
	}
	return "", false
}

// parse reads an address as browsers do: without the space around it, without
// the tabs and line ends in it, and with what may not stand in one escaped
// (URL Standard, 4.4).
func parse(ref string, limit int) (*url.URL, bool) {
	ref = strings.TrimFunc(ref, func(r rune) bool { return r <= ' ' })
	if len(ref) > limit {
		return nil, false
	}
	var b strings.Builder
	b.Grow(len(ref))
	for i, c := range []byte(ref) {
		switch {
		case c == '\t' || c == '\n' || c == '\r':
		case c <= ' ' || c == 0x7f || strings.IndexByte("\"<>\\^`{|}", c) >= 0 || (c == '%' && !escaped(ref[i:])):
			const hex = "0123456789ABCDEF"
			b.WriteByte('%')
			b.WriteByte(hex[c>>4])
			b.WriteByte(hex[c&15])
		default:
			b.WriteByte(c)
		}
	}
	u, err := url.Parse(b.String())
	return u, err == nil
}

// escaped reports whether a text that begins with % begins with an escape.
func escaped(s string) bool {
	return len(s) >= 3 && strings.IndexByte(hexDigits, s[1]) >= 0 && strings.IndexByte(hexDigits, s[2]) >= 0
}

const hexDigits = "0123456789abcdefABCDEF"
