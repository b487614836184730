package rome

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold reduces a label to what typography cannot change. Two texts differ in
// typography only when their folds are equal: accents and case dropped, œ → oe
// and æ → ae, typographic apostrophes, dashes and ellipses unified, ” made
// one, white space of any kind collapsed to single spaces and trimmed,
// zero-width characters and soft hyphens gone. Punctuation stays.
//
// Folds are kept in indexes outside (Change.WishKey): what Fold returns for a
// given text does not change from one version of the program to the next.
func Fold(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	foldInto(&b, s)
	return b.String()
}

// foldInto appends the fold of s to b.
func foldInto(b *strings.Builder, s string) {
	f := folder{b: b, start: b.Len()}
	for i := 0; i < len(s); {
		if c := s[i]; c < utf8.RuneSelf {
			f.ascii(c)
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		i += n
		f.rune(r)
	}
}

// A folder writes a fold; it remembers what must not come twice.
type folder struct {
	b          *strings.Builder
	start      int
	space      bool // a space is due before the next character
	apostrophe bool // the last character written was an apostrophe
}

func (f *folder) ascii(c byte) {
	switch {
	case c == ' ' || c >= '\t' && c <= '\r':
		f.space = true
		return
	case c < ' ' || c == 0x7F:
		return
	case c == '\'':
		if f.apostrophe && !f.space {
			return
		}
	case 'A' <= c && c <= 'Z':
		c += 'a' - 'A'
	}
	f.write(c)
}

func (f *folder) write(c byte) {
	if f.space && f.b.Len() > f.start {
		f.b.WriteByte(' ')
	}
	f.space = false
	f.apostrophe = c == '\''
	f.b.WriteByte(c)
}

func (f *folder) rune(r rune) {
	r = windows1252(r)
	if r < rune(len(latin)) {
		if s := latin[r]; s != "" {
			for i := 0; i < len(s); i++ {
				f.ascii(s[i])
			}
			return
		}
	}
	switch r {
	case '’', '‘', '‛', 'ʼ', '′', '´', '＇', 'ʹ':
		f.ascii('\'')
		return
	case '‐', '‑', '‒', '–', '—', '―', '−', '﹣', '－':
		f.ascii('-')
		return
	case '…':
		f.ascii('.')
		f.ascii('.')
		f.ascii('.')
		return
	case '\u00AD', '\u200B', '\u200C', '\u200D', '\u2060', '\uFEFF':
		return
	}
	switch {
	case unicode.IsSpace(r):
		f.space = true
	case unicode.Is(unicode.Mn, r) || unicode.IsControl(r):
	default:
		f.other(r)
	}
}

// other folds what is neither ASCII nor Latin: it is decomposed and lowered
// for as long as that changes anything.
func (f *folder) other(r rune) {
	var buf [utf8.UTFMax]byte
	n := utf8.EncodeRune(buf[:], r)
	for _, d := range string(norm.NFD.Bytes(buf[:n])) {
		switch d = unicode.ToLower(d); {
		case d < utf8.RuneSelf:
			f.ascii(byte(d))
		case d != r:
			f.rune(d)
		default:
			if f.space && f.b.Len() > f.start {
				f.b.WriteByte(' ')
			}
			f.space, f.apostrophe = false, false
			f.b.WriteRune(d)
		}
	}
}

// ligatures are the Latin letters that fold to other letters without being
// decomposed into them.
var ligatures = map[rune]string{
	'œ': "oe", 'æ': "ae", 'ĳ': "ij", 'ß': "ss", 'ø': "o", 'ł': "l", 'đ': "d",
}

// latin holds the fold of each Latin letter with a diacritic up to U+024F, and
// of the ligatures; "" for what has none.
var latin = func() (t [0x250]string) {
	for r := rune(0xA0); r < rune(len(t)); r++ {
		folded, changed := "", false
		for _, d := range norm.NFD.String(string(r)) {
			d = unicode.ToLower(d)
			switch s, ligature := ligatures[d]; {
			case ligature:
				folded, changed = folded+s, true
			case unicode.Is(unicode.Mn, d):
			default:
				folded += string(d)
				changed = changed || d < utf8.RuneSelf
			}
		}
		if changed {
			t[r] = folded
		}
	}
	return t
}()
