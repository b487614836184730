package message

import (
	"strconv"
	"strings"
)

// A textWriter lays out text. It writes white space only before the words that
// follow it, so that there is none at the end of a line.
type textWriter struct {
	out    strings.Builder
	limit  int // bytes
	quotes int // blockquotes that are open
	pre    int // open elements that keep white space
	lists  []list

	begun  bool // there are words on the line
	breaks int  // line ends due
	spaces int  // spaces due
	tab    bool // or a column
	hard   bool // there is a space that does not break on a line without words
	marker string
	last   int // quotes of the line before
}

// A list counts its items.
type list struct {
	ordered bool
	items   int
}

func (w *textWriter) full() bool { return w.out.Len() >= w.limit }

// String is the text, whole lines.
func (w *textWriter) String() string {
	if w.out.Len() == 0 {
		return ""
	}
	return cutRunes(w.out.String(), w.limit) + "\n"
}

// block ends the line, and asks for n line ends before the next words.
func (w *textWriter) block(n int) {
	w.breaks = max(w.breaks, n)
	w.begun, w.tab, w.hard, w.spaces = false, false, false, 0
}

// lineBreak ends the line, an empty one too; of empty ones two are kept.
func (w *textWriter) lineBreak() {
	n := 1
	if !w.begun {
		n = min(w.breaks+1, 3)
	}
	w.block(n)
}

// blankLine ends a line that has nothing but spaces that do not break, which
// mailers write for an empty line.
func (w *textWriter) blankLine() bool {
	if w.begun || !w.hard {
		return false
	}
	w.block(min(w.breaks+1, 3))
	return true
}

// column parts cells of a row.
func (w *textWriter) column() {
	if w.begun {
		w.tab = true
	}
}

// item begins an item of a list.
func (w *textWriter) item() {
	n := len(w.lists)
	if n == 0 {
		w.marker = "- "
		return
	}
	l := &w.lists[n-1]
	l.items++
	w.marker = strings.Repeat("  ", min(n-1, 8)) + "- "
	if l.ordered {
		w.marker = w.marker[:len(w.marker)-2] + strconv.Itoa(l.items) + ". "
	}
}

// word writes letters without white space.
func (w *textWriter) word(s string) {
	switch {
	case !w.begun:
		w.newLine()
		if w.pre > 0 {
			w.out.WriteString(strings.Repeat(" ", min(w.spaces, 40)))
		}
	case w.tab:
		w.out.WriteByte('\t')
	default:
		for range min(w.spaces, 8) {
			w.out.WriteByte(' ')
		}
	}
	w.begun, w.tab, w.hard, w.spaces = true, false, false, 0
	w.out.WriteString(s)
}

// newLine writes the line ends that are due and what comes before the words.
func (w *textWriter) newLine() {
	if w.out.Len() > 0 {
		for i := range max(w.breaks, 1) {
			if i > 0 {
				w.out.WriteString(strings.Repeat(">", min(w.last, w.quotes, maxQuote)))
			}
			w.out.WriteByte('\n')
		}
	}
	w.breaks = 0
	w.last = w.quotes
	w.out.WriteString(strings.Repeat("> ", min(w.quotes, maxQuote)))
	w.out.WriteString(w.marker)
	w.marker = ""
}

// text lays out text of the page, which may hold anything.
func (w *textWriter) text(b []byte) {
	for i := 0; i < len(b) && !w.full(); {
		switch c := b[i]; {
		case c == '\n' && w.pre > 0:
			w.lineBreak()
			i++
		case c == ' ' && w.pre > 0:
			w.spaces++
			i++
		case c == '\t' && w.pre > 0:
			w.spaces += 4
			i++
		case c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f':
			w.spaces = max(w.spaces, 1)
			i++
		case c < ' ' || c == 0x7f:
			i++
		case c == 0xc2 && i+1 < len(b) && b[i+1] == 0xa0: // a space that does not break
			w.spaces++
			w.hard = w.hard || !w.begun
			i += 2
		default:
			start := i
			for i < len(b) && b[i] > ' ' && b[i] != 0x7f && b[i] != 0xc2 {
				i++
			}
			if i == start { // U+0080 to U+00BF: one character
				if i++; i < len(b) {
					i++
				}
				if i-start == 2 && b[start+1] < 0xa0 {
					continue // a control
				}
				w.join(string(b[start:i]))
				continue
			}
			w.join(string(b[start:i]))
		}
	}
}

// join writes letters that may go on a word.
func (w *textWriter) join(s string) { w.word(strings.ToValidUTF8(s, "\uFFFD")) }
