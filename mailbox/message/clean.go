package message

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// plainLine reports whether s is printable ASCII and needs no cleaning.
func plainLine(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < ' ' || s[i] >= 0x7f {
			return false
		}
	}
	return true
}

// decodeRaw converts a header's raw bytes: UTF-8, else the fallback charset.
func decodeRaw(s, fallback string) string {
	if utf8.ValidString(s) {
		return s
	}
	b, _ := toUTF8(fallback, []byte(s))
	return string(b)
}

// oneLine gives valid UTF-8 on one line: line ends and tabs become spaces,
// other controls go.
func oneLine(s string) string {
	if !plainLine(s) {
		s = strings.Map(func(r rune) rune {
			switch {
			case r == '\n', r == '\t', r == '\u2028', r == '\u2029':
				return ' '
			case r >= 0x80 && r < 0xa0:
				return fromC1(r)
			case unicode.IsControl(r):
				return -1
			}
			return r
		}, s)
	}
	return strings.TrimSpace(s)
}

// fromC1 reads U+0080 to U+009F, controls that nobody sends, as what they were
// before somebody took windows-1252 for ISO-8859-1; -1 where they were nothing.
func fromC1(r rune) rune {
	if r = charmap.Windows1252.DecodeByte(byte(r)); r < 0xa0 || r == utf8.RuneError {
		return -1
	}
	return r
}

// textBytes are those that text keeps as they are.
var textBytes = func() (t [256]bool) {
	for c := range t {
		t[c] = c >= ' ' && c != 0x7f && c != 0xc2 || c == '\n' || c == '\t'
	}
	return t
}()

// cleanText gives at most limit bytes of text with its lines ended by LF,
// without control characters other than tabs. b must be valid UTF-8.
func cleanText(b []byte, limit int) string {
	var s strings.Builder
	s.Grow(min(len(b), limit))
	for len(b) > 0 && s.Len() <= limit {
		n := 0
		for n < len(b) && textBytes[b[n]] {
			n++
		}
		s.Write(b[:n])
		if b = b[n:]; len(b) == 0 {
			break
		}
		c := b[0]
		n = 1
		switch {
		case c == 0xc2 && len(b) > 1:
			n = 2
			if b[1] >= 0xa0 {
				s.Write(b[:2])
			} else if r := fromC1(rune(b[1])); r >= 0 {
				s.WriteRune(r)
			}
		case c == '\r':
			for n < len(b) && b[n] == '\r' {
				n++
			}
			if n < len(b) && b[n] == '\n' {
				n++
			}
			s.WriteByte('\n')
		case c == '\f', c == '\v':
			s.WriteByte('\n')
		}
		b = b[n:]
	}
	return cutRunes(s.String(), limit)
}

// cleanName makes a file name safe to show and to store: no folder, no control,
// no mark that turns writing around, at most 255 bytes with its extension kept.
func cleanName(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsControl(r), r == '\u061c', r == '\u200e', r == '\u200f', r >= '\u202a' && r <= '\u202e', r >= '\u2066' && r <= '\u2069', r == '\ufeff':
			return -1
		case r == '\u2028', r == '\u2029':
			return ' '
		}
		return r
	}, strings.ToValidUTF8(unescapeURL(s), "\uFFFD"))
	s = s[strings.LastIndexAny(s, `/\`)+1:]
	s = strings.TrimSpace(s)
	if strings.Trim(s, ". ") == "" {
		return ""
	}
	const most = 255
	if len(s) > most {
		ext := s[strings.LastIndexByte(s, '.')+1:]
		if len(ext) > 16 || len(ext) == len(s) {
			ext = ""
		} else {
			ext = "." + ext
		}
		s = cutRunes(s, most-len(ext)) + ext
	}
	return s
}

// unescapeURL decodes a name that was written as an address on the web: its
// escapes give UTF-8 beyond ASCII, as by chance they do not.
func unescapeURL(s string) string {
	if !strings.Contains(s, "%") || !utf8.ValidString(s) {
		return s
	}
	if plain := appendPercent(nil, s); multibyte(plain) {
		return string(plain)
	}
	return s
}

// cutRunes gives at most n bytes of s, without cutting a character.
func cutRunes(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}
