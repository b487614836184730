package reply

import "strings"

// A class is what one line of a text looks like by itself or with the lines
// below it; the kinds follow from where the classes stand.
type class uint8

const (
	blank       class = iota
	words             // anything that is nothing else
	quoted            // begins with a quotation mark
	attribution       // introduces the quotation that follows it
	opening           // introduces a quoted text without marks
	header            // « De : », « Envoyé : » of a quoted message
	origin            // « Message d'origine »
	pass              // « Message transféré »
	passed            // quoted text that is passed on
	rule              // a line of dashes or the like
	delimiter         // "--" and its like
	device            // « Envoyé de mon iPhone »
	notice            // a disclaimer or a banner
)

// A draft is a text with what is known so far about each of its lines.
type draft struct {
	text    string
	starts  []int32 // of each line, and the length of the text
	classes []class
	kinds   []Kind
	roles   []role         // of header lines, as far as they were asked for
	proves  []bool         // whether a header line has an address or an hour
	marks   map[string]int // how many lines begin with an initial and '>'
	kept    [8]struct {    // the plain forms of the last lines asked for
		n    int
		text string
	}
}

func newDraft(text string) *draft {
	n := strings.Count(text, "\n") + 1
	d := &draft{text: text, starts: make([]int32, 1, n+1)}
	for line := range strings.Lines(text) {
		d.starts = append(d.starts, d.starts[len(d.starts)-1]+int32(len(line)))
	}
	d.classes = make([]class, d.len())
	d.kinds = make([]Kind, d.len())
	d.roles = make([]role, d.len())
	d.proves = make([]bool, d.len())
	d.marks = make(map[string]int)
	for i := range d.len() {
		if mark := initial(d.line(i)); mark != "" && len(d.marks) < 100 {
			d.marks[mark]++
		}
	}
	return d
}

func (d *draft) len() int { return len(d.starts) - 1 }

// line is the i-th line without the space around it.
func (d *draft) line(i int) string {
	return strings.TrimSpace(d.text[d.starts[i]:d.starts[i+1]])
}

// plain is the plain form of the i-th line.
func (d *draft) plain(i int) string {
	kept := &d.kept[i%len(d.kept)]
	if kept.n != i+1 {
		kept.n, kept.text = i+1, plain(d.line(i))
	}
	return kept.text
}

// bare is the i-th line without its quotation marks, as much of it as is looked
// at.
func (d *draft) bare(i int) string {
	s := d.line(i)
	s = s[:min(len(s), 2*longLine)]
	if !d.isQuoted(s) {
		return s
	}
	if mark := initial(s); mark != "" {
		s = s[len(mark):]
	}
	return strings.TrimLeft(s, "> \t\u00a0")
}

// next is the first line from i on that is not blank, at most end.
func (d *draft) next(i, end int) int {
	for i < end && d.line(i) == "" {
		i++
	}
	return i
}

// isQuoted tells whether a trimmed line begins with a quotation mark.
func (d *draft) isQuoted(s string) bool {
	if s == "" {
		return false
	}
	if s[0] == '>' {
		return true
	}
	// One line that begins with "Word>" may be anything; several are a way
	// of quoting of which Emacs is fond.
	mark := initial(s)
	return mark != "" && d.marks[mark] > 1
}

// initial is the capitalised word before the '>' at the start of a line, "C" in
// "C> text", or nothing.
func initial(s string) string {
	if s == "" || s[0] < 'A' || s[0] > 'Z' {
		return ""
	}
	for i := 1; i < len(s) && i < 12; i++ {
		switch c := s[i]; {
		case c == '>':
			return s[:i]
		case c < 'A' || c > 'z' || c > 'Z' && c < 'a':
			return ""
		}
	}
	return ""
}

// spans joins neighbours of one kind. A blank line is of the kind of what stands
// above it.
func (d *draft) spans() []Span {
	first := d.next(0, d.len())
	if first == d.len() {
		return []Span{{Own, d.text}}
	}
	kind, from := d.kinds[first], int32(0)
	var list []Span
	for i := first; i < d.len(); i++ {
		if d.classes[i] == blank || d.kinds[i] == kind {
			continue
		}
		list = append(list, Span{kind, d.text[from:d.starts[i]]})
		kind, from = d.kinds[i], d.starts[i]
	}
	return append(list, Span{kind, d.text[from:]})
}
