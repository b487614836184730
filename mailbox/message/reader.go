package message

import (
	"bytes"
	"slices"
)

// A reader goes through a message once, line by line, with the boundaries of
// the multiparts that are open: so the time is linear however they nest. What
// it counts down it shares with the readers of the messages inside.
type reader struct {
	raw   []byte
	pos   int      // always the beginning of a line
	open  []string // boundaries, the innermost last
	least int      // length of the shortest of them
	lost  []lost   // boundaries of those that were never closed, the latest last
	*budget

	// Where the last content ended: before the line end that belongs to a
	// delimiter (RFC 2046, section 5.1.1); whose that is in open, -1 at the end of
	// the message; and whether it closes its multipart.
	end     int
	hit     int
	closing bool

	lf int // the next line feed at or after pos, when it is not before it
}

// A lost multipart is one that the delimiter of another around it ended. Where
// multiparts are interleaved, its own delimiters come after that, and part what
// the other holds, or a reader would see them with the header below in the text.
type lost struct {
	boundary string
	in       int // the index in open of the multipart that ended it
}

// maxLost is how many of them are looked for: the last few.
const maxLost = 4

// A budget is what the limits leave to a whole message.
type budget struct {
	m       *Message
	parts   int
	header  int
	fields  int
	opened  int
	guesses int
}

func newReader(raw []byte, b *budget) *reader {
	return &reader{raw: raw, budget: b, lf: -1}
}

// degrade notes a reason once.
func (b *budget) degrade(reason string) {
	if !slices.Contains(b.m.Degraded, reason) {
		b.m.Degraded = append(b.m.Degraded, reason)
	}
}

// line gives the line at pos without its end, and where the next one begins. In
// headers a lone CR ends a line too.
func (r *reader) line(pos int) (line []byte, next int) {
	if r.lf < pos {
		r.lf = len(r.raw)
		if i := bytes.IndexByte(r.raw[pos:], '\n'); i >= 0 {
			r.lf = pos + i
		}
	}
	line = r.raw[pos:r.lf]
	next = min(r.lf+1, len(r.raw))
	if i := bytes.IndexByte(line, '\r'); i >= 0 {
		if j := i + len(line[i:]) - len(bytes.TrimLeft(line[i:], "\r")); j < len(line) || r.lf == len(r.raw) {
			next = pos + i + 1
		}
		line = line[:i]
	}
	return line, next
}

// delimiter says whose boundary a line bears, the innermost first, -1 where
// none, and whether it closes. A line that only begins with a boundary bears it
// where white space follows.
func (r *reader) delimiter(line []byte) (index int, closing bool) {
	if len(r.open) == 0 || len(line) < 2+r.least || line[0] != '-' || line[1] != '-' {
		return -1, false
	}
	line = trimEnd(line[2:])
	loose := -1
	for i := len(r.open) - 1; i >= 0; i-- {
		b := r.open[i]
		n := len(b)
		if len(line) < n || line[n-1] != b[n-1] || string(line[:n]) != b {
			continue
		}
		rest := line[n:]
		switch {
		case len(rest) == 0:
			return i, false
		case len(rest) == 2 && rest[0] == '-' && rest[1] == '-':
			return i, true
		case loose < 0 && (rest[0] == ' ' || rest[0] == '\t' || bytes.HasPrefix(rest, []byte("-- "))):
			loose, closing = i, rest[0] == '-'
		}
	}
	return loose, closing && loose >= 0
}

// lostDelimiter says which lost multipart, of those that the innermost open one
// ended, a line bears the boundary of exactly, -1 where none, and whether it
// closes that.
func (r *reader) lostDelimiter(line []byte) (index int, closing bool) {
	if len(r.lost) == 0 || len(line) < 3 || line[0] != '-' || line[1] != '-' {
		return -1, false
	}
	line = trimEnd(line[2:])
	for i := range r.lost {
		l := &r.lost[i]
		n := len(l.boundary)
		if l.in != len(r.open)-1 || len(line) < n || line[n-1] != l.boundary[n-1] {
			continue
		}
		switch {
		case len(line) == n && string(line) == l.boundary:
			return i, false
		case len(line) == n+2 && line[n] == '-' && line[n+1] == '-' && string(line[:n]) == l.boundary:
			return i, true
		}
	}
	return -1, false
}

// trimEnd is bytes.TrimRight for white space, in half the time.
func trimEnd(line []byte) []byte {
	n := len(line)
	for n > 0 && (line[n-1] == ' ' || line[n-1] == '\t' || line[n-1] == '\r' || line[n-1] == '\n') {
		n--
	}
	return line[:n]
}

// lose remembers a multipart at n in open that another one around it ended.
func (r *reader) lose(n int) {
	l := lost{r.open[n], r.hit}
	if r.hit < 0 || r.hit >= n || slices.Contains(r.lost, l) {
		return
	}
	if len(r.lost) == maxLost {
		r.lost = r.lost[:copy(r.lost, r.lost[1:])]
	}
	r.lost = append(r.lost, l)
}

// push opens a multipart, pop closes it and those inside.
func (r *reader) push(boundary string) {
	r.open = append(r.open, boundary)
	if r.least == 0 || len(boundary) < r.least {
		r.least = len(boundary)
	}
}

func (r *reader) pop(n int) {
	r.open = r.open[:n]
	r.lost = slices.DeleteFunc(r.lost, func(l lost) bool { return l.in >= n })
	r.least = 0
	for _, b := range r.open {
		if r.least == 0 || len(b) < r.least {
			r.least = len(b)
		}
	}
}

// skip moves to the next delimiter of an open multipart, or to the end. What
// follows the last delimiter of a lost one is left out, as after any other.
func (r *reader) skip() {
	start, last := r.pos, -1
	for len(r.open) > 0 && r.pos < len(r.raw) {
		at := r.pos
		if !bytes.HasPrefix(r.raw[at:], []byte("--")) {
			i := bytes.Index(r.raw[at:], []byte("\n--"))
			if i < 0 {
				break
			}
			at += i + 1
		}
		line := r.raw[at:]
		r.pos = len(r.raw)
		if i := bytes.IndexByte(line, '\n'); i >= 0 {
			line, r.pos = line[:i], at+i+1
		}
		r.hit, r.closing = r.delimiter(line)
		if r.hit < 0 {
			switch lost, closing := r.lostDelimiter(line); {
			case lost < 0:
				continue
			case !closing:
				r.hit = len(r.open) - 1
			case last < 0:
				last = max(start, r.beforeLine(at))
				fallthrough
			default:
				r.lost = slices.Delete(r.lost, lost, lost+1)
				continue
			}
		}
		if r.end = last; last < 0 {
			r.end = max(start, r.beforeLine(at))
		}
		return
	}
	r.pos, r.end, r.hit, r.closing = len(r.raw), len(r.raw), -1, false
	if last >= 0 {
		r.end = last
	}
}

// beforeLine is where what comes before the line at pos ends.
func (r *reader) beforeLine(pos int) int {
	if pos > 0 && r.raw[pos-1] == '\n' {
		pos--
		for pos > 0 && r.raw[pos-1] == '\r' {
			pos--
		}
	}
	return pos
}
