package wish

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"vigie/rome"
)

// A token is a word or a sign of a text. White space is none, and neither is
// the apostrophe of an elision.
type token struct {
	start, end int    // bytes of the text
	word       string // folded; "" for a sign
	sign       rune   // of a sign, unified as in signs; 0 for a word
	id         wordID // of a word, in the labels' vocabulary
	flags      flag
	zone       zone
}

// A flag says something of a token.
type flag uint8

const (
	spaced  flag = 1 << iota // white space before it, or nothing
	newLine                  // it begins a line
	newPara                  // it begins a paragraph: a blank line is before it, or nothing
	capital                  // its first letter is a capital
	silent                   // it repeats the word before in the other gender
	inURL                    // it is part of an address of the web or of mail
	elided                   // an apostrophe follows: d', l', qu'
)

func (t *token) is(f flag) bool { return t.flags&f != 0 }

// signs unifies what is written in several ways.
var signs = map[rune]rune{
	'«': '«', '“': '«', '„': '«', '‹': '«', '»': '»', '”': '»', '›': '»', '"': '"', '＂': '"',
	'–': '–', '—': '–', '―': '–', '−': '-', '‐': '-', '‑': '-', '‒': '-',
	'•': '•', '▪': '•', '◦': '•', '‣': '•', '●': '•', '○': '•', '■': '•', '□': '•', '➢': '•', '►': '•', '✓': '•', '∙': '·', '⋅': '·',
	'→': '→', '⇒': '→', '➔': '→', '➜': '→', '⟶': '→', '…': '.', '：': ':', '；': ';', '／': '/',
}

// tokens cuts a text. Words are runs of letters and digits, with the '#' or '+'
// that ends a name (C#, C++); a newline is told by a flag of what follows.
func (r *Reader) tokens(text string) []token {
	c := cutter{text: text, list: make([]token, 0, len(text)/5+8), lines: 2, spaced: true}
	for c.at < len(text) {
		c.next()
	}
	for i := range c.list {
		if t := &c.list[i]; t.word != "" {
			t.id = r.labels.id(t.word)
		}
	}
	silence(c.list)
	return c.list
}

// A cutter holds where the cutting of a text is.
type cutter struct {
	text   string
	list   []token
	at     int
	lines  int  // line breaks since the last token
	spaced bool // white space since the last token
	url    bool // inside an address
}

func (c *cutter) next() {
	r, n := utf8.DecodeRuneInString(c.text[c.at:])
	switch {
	case r == '\n':
		c.lines++
		c.spaced, c.url = true, false
		c.at += n
	case unicode.IsSpace(r):
		c.spaced, c.url = true, false
		c.at += n
	case unicode.IsLetter(r) || unicode.IsDigit(r):
		c.word(r)
	case isApostrophe(r):
		c.apostrophe(r, n)
	case c.url && r == '%' && c.at+3 <= len(c.text) && isHex(c.text[c.at+1]) && isHex(c.text[c.at+2]):
		c.sign('/', 3) // a percent-encoded sign
	case r < ' ' || r == '\u00AD' || r == '\u200B' || r == '\u200C' || r == '\u200D' || r == '\u2060' || r == '\uFEFF' || unicode.Is(unicode.Mn, r):
		c.at += n
	default:
		c.other(r, n)
	}
}

func (c *cutter) word(first rune) {
	start := c.at
	plain := true // lower-case ASCII: its own fold
	for c.at < len(c.text) {
		r, n := utf8.DecodeRuneInString(c.text[c.at:])
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Mn, r) && r != '\u00AD' && r != '\u200D' {
			break
		}
		plain = plain && (r >= 'a' && r <= 'z' || r >= '0' && r <= '9')
		c.at += n
	}
	for c.at < len(c.text) && (c.text[c.at] == '#' || c.text[c.at] == '+') && !c.url {
		c.at++
	}
	t := token{start: start, end: c.at, word: c.text[start:c.at]}
	if !plain {
		t.word = rome.Fold(t.word)
	}
	if t.word == "" {
		return
	}
	if unicode.IsUpper(first) {
		t.flags |= capital
	}
	c.add(t)
	if t.word == "www" && c.at < len(c.text) && c.text[c.at] == '.' {
		c.url = true
	}
}

// apostrophe marks an elision, or is a quotation mark.
func (c *cutter) apostrophe(r rune, n int) {
	if last := len(c.list) - 1; last >= 0 && !c.spaced && c.list[last].word != "" && c.list[last].end == c.at {
		next, _ := utf8.DecodeRuneInString(c.text[c.at+n:])
		if r == '’' || unicode.IsLetter(next) || isApostrophe(next) || next == '«' || next == '"' || next == '“' {
			c.list[last].flags |= elided
			c.at += n
			return
		}
	}
	c.sign('\'', n)
}

func (c *cutter) other(r rune, n int) {
	if u, ok := signs[r]; ok {
		c.sign(u, n)
		return
	}
	switch rest := c.text[c.at:]; {
	case strings.HasPrefix(rest, "://"):
		c.url = true
		if last := len(c.list) - 1; last >= 0 {
			c.list[last].flags |= inURL
		}
		c.sign(':', 3)
	case strings.HasPrefix(rest, "->"), strings.HasPrefix(rest, "=>"):
		c.sign('→', 2)
	case strings.HasPrefix(rest, "-->"), strings.HasPrefix(rest, "==>"):
		c.sign('→', 3)
	case strings.HasPrefix(rest, "<<"):
		c.sign('«', 2)
	case strings.HasPrefix(rest, ">>") && c.lines == 0:
		c.sign('»', 2)
	case r == '@' && !c.spaced:
		c.url = true
		c.email()
		c.sign(r, n)
	default:
		c.sign(r, n)
	}
}

// email marks the local part of an address, which ends here.
func (c *cutter) email() {
	for i := len(c.list) - 1; i >= 0; i-- {
		t := &c.list[i]
		if t.is(inURL) {
			break
		}
		t.flags |= inURL
		if t.is(spaced) {
			break
		}
	}
}

func (c *cutter) sign(sign rune, n int) {
	at := c.at
	c.at += n
	c.add(token{start: at, end: c.at, sign: sign})
}

func (c *cutter) add(t token) {
	if c.spaced {
		t.flags |= spaced
	}
	if c.lines > 0 {
		t.flags |= newLine
	}
	if c.lines > 1 {
		t.flags |= newPara
	}
	if c.url {
		t.flags |= inURL
	}
	c.lines, c.spaced = 0, false
	c.list = append(c.list, t)
}

func isApostrophe(r rune) bool {
	switch r {
	case '\'', '’', '‘', 'ʼ', '´', '`', '′':
		return true
	}
	return false
}

func isHex(b byte) bool {
	return b >= '0' && b <= '9' || b >= 'a' && b <= 'f' || b >= 'A' && b <= 'F'
}
