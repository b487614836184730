package message

import (
	"bytes"
	"slices"
	"strings"
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
// where something follows that no boundary holds (RFC 2046, section 5.1.1).
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
		case loose < 0 && !boundaryByte(rest[0]):
			loose = i
		case loose < 0 && len(rest) > 2 && rest[0] == '-' && rest[1] == '-' && !boundaryByte(rest[2]):
			loose, closing = i, true
		}
	}
	return loose, closing && loose >= 0
}

// boundaryByte reports whether a boundary may end in c.
func boundaryByte(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || strings.IndexByte("'()+_,-./:=?", c) >= 0
}

// trimEnd is bytes.TrimRight for white space, in half the time.
func trimEnd(line []byte) []byte {
	n := len(line)
	for n > 0 && (line[n-1] == ' ' || line[n-1] == '\t' || line[n-1] == '\r' || line[n-1] == '\n') {
		n--
	}
	return line[:n]
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
