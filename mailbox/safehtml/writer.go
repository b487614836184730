package safehtml

import (
	"strings"

	"golang.org/x/net/html"
)

// A writer writes elements and words so that any HTML parser makes the same tree
// of them: every element is closed, in order, and nothing stands where a parser
// would move it, end something before it or repeat formatting on its own account
// (HTML Standard, 13.2.6). What a mail leaves to the parser is decided here, in
// time in proportion to what is read. In the same form nothing is hidden from
// the second pass.
type writer struct {
	images images

	out     strings.Builder
	stack   []open
	pending []open         // formatting that a block's end cut short, to go on in what follows
	deep    map[string]int // start tags passed over for being too deep, whose end tags are still to come
	opened  int
	fresh   bool // a <pre> was opened and nothing written into it
	full    bool // nothing more is written
	cut     bool
}

// An open is an element that was opened and not yet closed.
type open struct {
	name  string // in the mail
	start string // the tag as it was written
	element
	ended bool // its end tag came inside a block that is still open
}

// maxPending is how many formatting elements go on after a block that cut them
// short.
const maxPending = 8

func (w *writer) write(s string) bool {
	if w.out.Len()+len(s) > maxOutput {
		w.full, w.cut = true, true
	}
	if w.full {
		return false
	}
	w.out.WriteString(s)
	w.fresh = false
	return true
}

func (w *writer) push(o open) {
	if w.opened++; w.opened > maxOpened {
		w.full, w.cut = true, true
	}
	if !w.write(o.start) {
		return
	}
	w.stack = append(w.stack, o)
	w.fresh = o.tag == "pre"
}

// implied opens an element that the mail leaves out.
func (w *writer) implied(tag string) {
	w.push(open{name: tag, start: "<" + tag + ">", element: elements[tag]})
}

// popTo closes elements until n are open. Formatting among them goes on in what
// follows, though not out of a table nor into one.
func (w *writer) popTo(n int) {
	for len(w.stack) > n || (len(w.stack) > 0 && w.top().ended) {
		o := *w.top()
		w.stack = w.stack[:len(w.stack)-1]
		// Closing tags are written even past the limit: there are few.
		w.out.WriteString("</" + o.tag + ">")
		w.fresh = false
		switch {
		case o.role >= table:
			w.pending = nil
		case o.role == formatting && !o.ended && len(w.stack) >= n:
			w.suspend(o)
		}
	}
}

func (w *writer) suspend(o open) {
	for _, p := range w.pending {
		if p.start == o.start {
			return
		}
	}
	if len(w.pending) < maxPending {
		w.pending = append(w.pending, o)
	}
}

func (w *writer) top() *open { return &w.stack[len(w.stack)-1] }

// find gives the index of the innermost element that is what is looked for, or
// -1: no further out than the cell or caption that all this stands in, nor than
// an element that ends the search.
func (w *writer) find(is, ends func(o *open) bool) int {
	for i := len(w.stack) - 1; i >= 0; i-- {
		o := &w.stack[i]
		if o.role >= table {
			return -1
		}
		if is(o) {
			return i
		}
		if ends != nil && ends(o) {
			return -1
		}
	}
	return -1
}

// text writes words, escaped.
func (w *writer) text(s string) {
	blank := strings.Trim(s, " \t\n") == ""
	if s == "" || w.full || (blank && w.betweenCells()) {
		return
	}
	w.intoCell()
	if !blank {
		w.resume()
	}
	if rest, ok := strings.CutPrefix(s, "\n"); ok && w.fresh && !strings.HasPrefix(rest, "\n") {
		s = rest // a parser leaves out the line feed that follows <pre>
	}
	if s != "" {
		w.write(html.EscapeString(s))
	}
}

// resume opens again what a block's end cut short.
func (w *writer) resume() {
	pending := w.pending
	w.pending = nil
	for _, o := range pending {
		if w.room(1) {
			w.push(o)
		}
	}
}

func (w *writer) room(n int) bool { return len(w.stack)+n <= maxDepth }
