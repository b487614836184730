package reply

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// longLine is from how many bytes on a line is prose whatever it says.
const longLine = 500

// base holds the letter under each accented Latin letter.
var base = func() (table [0x250]rune) {
	for r := range rune(len(table)) {
		table[r], _ = utf8.DecodeRuneInString(norm.NFD.String(string(unicode.ToLower(r))))
	}
	return table
}()

// plain is a line as the word lists have it: lower case without accents, one
// space where there is any, straight quotation marks and plain dashes, no
// emphasis marks and nothing invisible. It looks at the first longLine bytes.
func plain(s string) string {
	s = strings.TrimSpace(s)
	if len(s) > longLine {
		s = s[:longLine]
	}
	if isPlain(s) {
		return s
	}
	out := make([]byte, 0, len(s))
	for _, r := range s {
		switch {
		case r < utf8.RuneSelf:
			switch {
			case 'A' <= r && r <= 'Z':
				r += 'a' - 'A'
			case r == '*':
				continue
			case r == '\t' || r == '\r' || r == '\v' || r == '\f':
				r = ' '
			}
		case r == '’' || r == 'ʼ' || r == '‘':
			r = '\''
		case r == '“' || r == '”' || r == '«' || r == '»':
			r = '"'
		case r == '：':
			r = ':'
		case r == '–' || r == '—' || r == '‑':
			r = '-'
		case unicode.IsSpace(r):
			r = ' '
		case int(r) < len(base):
			if r == '\u00ad' { // soft hyphen
				continue
			}
			r = base[r]
		case unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Cf, r):
			continue
		default:
			r = unicode.ToLower(r)
		}
		if r == ' ' && (len(out) == 0 || out[len(out)-1] == ' ') {
			continue
		}
		out = utf8.AppendRune(out, r)
	}
	return strings.TrimRight(string(out), " ")
}

// isPlain tells whether plain would return the line as it is, as far as one can
// tell without work.
func isPlain(s string) bool {
	for i := range len(s) {
		switch c := s[i]; {
		case c >= utf8.RuneSelf, 'A' <= c && c <= 'Z', c == '*', c < ' ', c == ' ' && s[i-1] == ' ':
			return false
		}
	}
	return true
}

// fields counts the words of a line.
func fields(s string) int {
	n, inside := 0, false
	for i := range len(s) {
		space := s[i] == ' '
		if !space && !inside {
			n++
		}
		inside = !space
	}
	return n
}
