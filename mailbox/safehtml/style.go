package safehtml

import (
	"regexp"
	"strings"
)

// maxStyle is how long a style attribute is read, in bytes, pictures included.
const maxStyle = 128 << 10

// properties are the CSS properties that are kept: how words look and how boxes
// are spaced, and nothing by which words are hidden, moved over others or fetched
// for. Lists end in "-", and stand for what begins so.
var properties = []string{
	"background-", "border", "border-", "clear", "color", "display", "float", "font", "font-", "height", "letter-spacing", "line-height",
	"list-style", "list-style-position", "list-style-type", "margin", "margin-", "max-width", "min-width", "overflow-wrap", "padding", "padding-",
	"table-layout", "text-align", "text-decoration", "text-indent", "text-transform", "vertical-align", "white-space", "width", "word-break",
	"word-spacing", "word-wrap",
}

var (
	property = regexp.MustCompile(`^[a-z]+(?:-[a-z]+)*$`)

	// value is words, numbers, strings and colours. No escapes: with them any
	// word can be written as any other. No function but of colours.
	value = regexp.MustCompile(`^(?:[\pL\pN#%., /+!_-]|"[\pL\pN ,._-]*"|'[\pL\pN ,._-]*'|(?i:rgba?|hsla?)\([0-9.,%/ deg-]*\))*$`)

	// far is a number by which words are taken out of sight: of five digits
	// before the point, of three below zero, or with an exponent. The digits of
	// a colour are none.
	far = regexp.MustCompile(`(?:^|[^#.\pL\pN])\d{5}|-\d{3}|(?:^|[^#\pL\pN])[\d.]*\d[eE][+-]?\d`)

	shows = regexp.MustCompile(`^(?i:block|inline|inline-block|list-item|table|table-row|table-cell)$`)

	comment = regexp.MustCompile(`(?s)/\*.*?(?:\*/|$)`)

	// reference is a CSS url(), its address in the first, second or third group.
	reference = regexp.MustCompile(`(?i)url\(\s*(?:"([^"]*)"|'([^']*)'|([^"'()]*))\s*\)`)
)

// declarations reads a style attribute and gives what is kept of it, each ended
// by a semicolon.
func (m *images) declarations(style string) []string {
	if len(style) > maxStyle {
		return nil
	}
	var kept []string
	for style = comment.ReplaceAllString(style, " "); style != ""; {
		var one string
		one, style = declaration(style)
		name, text, found := strings.Cut(one, ":")
		name, text = strings.ToLower(strings.TrimSpace(name)), strings.TrimSpace(text)
		if !found {
			continue
		}
		kept = append(kept, m.declare(name, text)...)
	}
	return kept
}

// declaration cuts off the first one: up to a semicolon that is neither in a
// string nor in brackets.
func declaration(s string) (one, rest string) {
	var quote byte
	depth := 0
	for i := range len(s) {
		c := s[i]
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '(':
			depth++
		case c == ')' && depth > 0:
			depth--
		case c == ';' && depth == 0:
			return s[:i], s[i+1:]
		}
	}
	return s, ""
}

// declare gives what is kept of one declaration. Its pictures are taken out of
// the value, and the first that may be shown follows it on its own.
func (m *images) declare(name, text string) (kept []string) {
	background := name == "background" || name == "background-image"
	var image string
	if strings.Contains(strings.ToLower(text), "url(") {
		if !background {
			m.sheet(text)
			return nil
		}
		for _, ref := range reference.FindAllStringSubmatch(text, -1) {
			if to, ok := m.forStyle(ref[1] + ref[2] + ref[3]); ok && image == "" {
				image = "background-image:url(" + to + ");"
			}
		}
		text = strings.TrimSpace(reference.ReplaceAllString(text, " "))
	}
	if text != "" && name != "background-image" && keeps(name, text) {
		kept = append(kept, name+":"+strings.Join(strings.Fields(text), " ")+";")
	}
	if image != "" {
		kept = append(kept, image)
	}
	return kept
}

func keeps(name, text string) bool {
	if len(text) > 300 || !property.MatchString(name) || !value.MatchString(text) || far.MatchString(text) {
		return false
	}
	if name == "display" {
		return shows.MatchString(text)
	}
	if name == "background" {
		return true
	}
	for _, p := range properties {
		if name == p || (strings.HasSuffix(p, "-") && strings.HasPrefix(name, p)) {
			return true
		}
	}
	return false
}

// sheet counts the remote pictures of a style sheet, of which nothing else is
// taken: its rules reach everywhere, and what an ordinary mail needs of them it
// repeats at the elements, since many clients read no sheets.
func (m *images) sheet(css string) {
	counter := images{}
	for _, ref := range reference.FindAllStringSubmatch(comment.ReplaceAllString(css, " "), -1) {
		if address := ref[1] + ref[2] + ref[3]; len(address) <= maxLink {
			counter.show(address)
		}
	}
	m.blocked += counter.blocked
}
