package rome

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// decode turns a file of the export into UTF-8: as it is when it is valid
// UTF-8 (without its byte order mark), else read as ISO-8859-15, whatever the
// file's name claims: arborescence_secteur_naf calls itself utf8 and is not.
func decode(raw string) string {
	if utf8.ValidString(raw) {
		return strings.TrimPrefix(raw, "\uFEFF")
	}
	var b strings.Builder
	b.Grow(len(raw) + len(raw)/8)
	for i := 0; i < len(raw); i++ {
		b.WriteRune(latin9(raw[i]))
	}
	return b.String()
}

// latin9 is the character of a byte in ISO-8859-15. Its C1 controls are what they
// are in ISO 8859, which the decoder of charmap leaves out: mend makes letters of
// those that come from Windows.
func latin9(c byte) rune {
	if c >= 0x80 && c <= 0x9F {
		return rune(c)
	}
	return charmap.ISO8859_15.DecodeByte(c)
}

// mend is what stands between a published field and the string shown: outer
// white space goes, doubled apostrophes become one, and the C1 control
// characters that an old Windows-1252 text left behind become the letters they
// were (U+009C → œ, U+0092 → ’); other controls and bidi marks go. Everything else stays as published; the record
// itself is still there through Release.Row.
//
// It returns s itself, or a part of it, in the ordinary case that there is
// nothing to mend.
func mend(s string) string {
	s = strings.TrimSpace(s)
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] < ' ' && s[i] != '\n' && s[i] != '\t', s[i] == 0x7F, s[i] == 0xE2 || s[i] == 0xD8, // perhaps a bidi mark
			s[i] == '\'' && i+1 < len(s) && s[i+1] == '\'',
			s[i] == 0xC2 && i+1 < len(s) && s[i+1] < 0xA0:
			return mendFrom(s, i)
		}
	}
	return s
}

// mendFrom mends s, of which the first i bytes are known to be sound.
func mendFrom(s string, i int) string {
	var b strings.Builder
	b.Grow(len(s) + 8)
	b.WriteString(s[:i])
	apostrophe := false
	for _, r := range s[i:] {
		if r == '\'' && apostrophe || unseen(r) {
			continue
		}
		apostrophe = r == '\''
		b.WriteRune(windows1252(r))
	}
	return strings.TrimSpace(b.String())
}

// unseen reports what has no business in a label and would act on whatever
// shows it: controls but line feed and tab, and the marks that turn writing
// around (Unicode UAX #9).
func unseen(r rune) bool {
	return r < ' ' && r != '\n' && r != '\t' || r == 0x7F || r == 0x200E || r == 0x200F || r == 0x061C ||
		r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069
}

// windows1252 returns what a C1 control character is in Windows-1252; any
// other rune, and the five unassigned ones, as they are.
func windows1252(r rune) rune {
	if r < 0x80 || r > 0x9F {
		return r
	}
	if w := charmap.Windows1252.DecodeByte(byte(r)); w != utf8.RuneError {
		return w
	}
	return r
}
