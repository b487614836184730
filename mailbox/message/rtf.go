package message

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// An rtfReader takes the words out of RTF: enough for the body of a message.
type rtfReader struct {
	b       []byte
	out     []byte
	pending []byte // bytes of the code page
	charset string
	state   rtfState
	stack   []rtfState
	deep    int // groups beyond the stack
	skip    int // characters that stand for the last \u
	high    rune
}

// rtfState is what a group restores.
type rtfState struct {
	silent bool // a destination that is no text
	html   bool // \htmlrtf: RTF of what \*\htmltag says too
	uc     int  // characters after \u for readers that do not know it
}

// rtfText gives the text of RTF.
func rtfText(b []byte) string {
	r := &rtfReader{b: b, charset: "windows-1252", state: rtfState{uc: 1}}
	for len(r.b) > 0 && len(r.out) < maxBody {
		c := r.b[0]
		r.b = r.b[1:]
		switch c {
		case '{':
			if r.skip = 0; len(r.stack) < 200 {
				r.stack = append(r.stack, r.state)
			} else {
				r.deep++
			}
			if bytes.HasPrefix(r.b, []byte(`\*`)) {
				r.state.silent = true
			}
		case '}':
			r.skip = 0
			if n := len(r.stack); r.deep > 0 {
				r.deep--
			} else if n > 0 {
				r.flush()
				r.state, r.stack = r.stack[n-1], r.stack[:n-1]
			}
		case '\\':
			r.control()
		case '\r', '\n':
		default:
			r.letter(c)
		}
	}
	r.flush()
	return cleanText(bytes.ToValidUTF8(r.out, []byte("\uFFFD")), maxBody)
}

func (r *rtfReader) letter(c byte) {
	switch {
	case r.skip > 0:
		r.skip--
	case !r.state.silent && !r.state.html:
		r.pending = append(r.pending, c)
	}
}

// flush converts the bytes that wait.
func (r *rtfReader) flush() {
	if len(r.pending) > 0 {
		text, _ := toUTF8(r.charset, r.pending)
		r.out = append(r.out, text...)
		r.pending = r.pending[:0]
	}
}

func (r *rtfReader) write(s string) {
	if !r.state.silent && !r.state.html {
		r.flush()
		r.out = append(r.out, s...)
	}
}

// control reads what follows a backslash.
func (r *rtfReader) control() {
	if len(r.b) == 0 {
		return
	}
	c := r.b[0]
	if c|0x20 < 'a' || c|0x20 > 'z' {
		r.b = r.b[1:]
		switch c {
		case '\'':
			if len(r.b) >= 2 && isHex(r.b[0]) && isHex(r.b[1]) {
				r.letter(unhex(r.b[0])<<4 | unhex(r.b[1]))
				r.b = r.b[2:]
			}
		case '~':
			r.write(" ")
		case '_':
			r.write("-")
		case '\n', '\r':
			r.write("\n")
		case '\\', '{', '}':
			r.letter(c)
		}
		return
	}
	n := 0
	for n < len(r.b) && n < 32 && (r.b[n]|0x20 >= 'a' && r.b[n]|0x20 <= 'z') {
		n++
	}
	name := string(r.b[:n])
	r.b = r.b[n:]
	n = 0
	if len(r.b) > 0 && r.b[0] == '-' {
		n = 1
	}
	for n < len(r.b) && n < 11 && r.b[n] >= '0' && r.b[n] <= '9' {
		n++
	}
	number := atoi(strings.TrimPrefix(string(r.b[:n]), "-"))
	negative, given := n > 0 && r.b[0] == '-', n > 0
	if r.b = r.b[n:]; len(r.b) > 0 && r.b[0] == ' ' {
		r.b = r.b[1:]
	}
	if negative {
		number = -number
	}
	r.word(name, number, given)
}

func (r *rtfReader) word(name string, number int, given bool) {
	switch name {
	case "par", "line", "row", "sect", "page":
		r.write("\n")
	case "tab", "cell":
		r.write("\t")
	case "emdash":
		r.write("—")
	case "endash":
		r.write("–")
	case "bullet":
		r.write("•")
	case "lquote":
		r.write("‘")
	case "rquote":
		r.write("’")
	case "ldblquote":
		r.write("“")
	case "rdblquote":
		r.write("”")
	case "uc":
		r.state.uc = max(0, min(number, 8))
	case "u":
		r.unicode(number)
	case "ansicpg":
		r.flush()
		r.charset = codepageName(uint32(max(number, 0)))
	case "htmlrtf":
		r.flush()
		r.state.html = !given || number != 0
	case "bin":
		r.b = r.b[min(max(number, 0), len(r.b)):]
	case "fonttbl", "colortbl", "stylesheet", "info", "pict", "object", "header", "footer", "headerl", "headerr", "footerl", "footerr", "listtable", "themedata":
		r.state.silent = true
	}
}

// unicode writes a \u character; those beyond U+FFFF come as two.
func (r *rtfReader) unicode(number int) {
	c := rune(uint16(number))
	r.skip = r.state.uc
	switch {
	case c >= 0xd800 && c < 0xdc00:
		r.high = c
		return
	case c >= 0xdc00 && c < 0xe000 && r.high != 0:
		c = (r.high-0xd800)<<10 + (c - 0xdc00) + 0x10000
	case !utf8.ValidRune(c):
		c = utf8.RuneError
	}
	r.high = 0
	r.write(string(c))
}
