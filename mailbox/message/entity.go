package message

import (
	"bytes"
	"slices"
	"strings"
)

// entity reads one entity at r.pos up to the delimiter that ends it, which is
// r.hit then. undeclared is the type of an entity that does not say its own.
func (r *reader) entity(depth int, undeclared string) *Part {
	r.parts--
	p := &Part{Header: r.readHeader()}
	p.describe(undeclared, r.raw[r.pos:])
	start := r.pos
	switch {
	case p.multipart():
		if depth >= maxDepth {
			r.degrade("depth")
			r.skip()
			break
		}
		r.multipart(p, depth)
	case p.embedded() && p.encoding == identity:
		if depth >= maxDepth || r.parts <= 0 {
			r.degradeBy(depth)
			r.skip()
			break
		}
		r.mboxLine()
		p.Children = []*Part{r.entity(depth+1, "text/plain")}
	default:
		r.skip()
		p.cut = r.hit < 0 && len(r.open) > 0
	}
	p.raw = r.raw[start:max(start, r.end)]
	p.measure()
	if len(p.Children) == 0 {
		r.lookInside(p, depth)
	}
	return p
}

func (r *reader) degradeBy(depth int) {
	if depth >= maxDepth {
		r.degrade("depth")
	}
	if r.parts <= 0 {
		r.degrade("parts")
	}
}

// multipart reads the parts between the delimiters of p (RFC 2046, section 5.1).
func (r *reader) multipart(p *Part, depth int) {
	undeclared := "text/plain"
	if p.Type == "multipart/digest" {
		undeclared = "message/rfc822" // RFC 2046, section 5.1.5
	}
	boundary := strings.TrimRight(p.Params["boundary"], " \t")
	start := r.pos
	if boundary != "" && p.encoding != identity && r.encodedParts(p, depth, boundary, undeclared) {
		return
	}
	if boundary != "" {
		r.delimited(p, depth, boundary, undeclared)
		if len(p.Children) > 0 {
			return
		}
	}
	// No boundary, or one that never comes: the lines tell it.
	after, end, hit, closing := r.pos, r.end, r.hit, r.closing
	if boundary == "" {
		r.skip()
		after, end, hit, closing = r.pos, r.end, r.hit, r.closing
	}
	guess := ""
	if r.guesses > 0 {
		r.guesses--
		guess = guessBoundary(r.raw[start:end], boundary)
	}
	if guess != "" {
		inside := newReader(r.raw[:end], r.budget)
		inside.pos = start
		inside.delimited(p, depth, guess, undeclared)
	}
	r.pos, r.end, r.hit, r.closing = after, end, hit, closing
}

// encodedParts reads a multipart that has been encoded as a whole, against RFC
// 2045, section 6.4: most that are said to be are not, and have delimiters.
func (r *reader) encodedParts(p *Part, depth int, boundary, undeclared string) bool {
	if r.guesses <= 0 {
		return false
	}
	r.guesses--
	if bytes.Contains(r.raw[r.pos:], []byte("--"+boundary)) {
		return false
	}
	before := *r
	before.lost = slices.Clone(r.lost)
	r.skip()
	whole := &Part{raw: r.raw[before.pos:max(before.pos, r.end)], encoding: p.encoding}
	whole.Size = decodedSize(whole.encoding, whole.raw)
	if b, ok := r.openPart(whole); ok && bytes.Contains(b, []byte("--"+boundary)) {
		newReader(prepare(b), r.budget).delimited(p, depth, boundary, undeclared)
	}
	if len(p.Children) == 0 {
		*r = before
	}
	return len(p.Children) > 0
}

// delimited reads the parts that a boundary separates.
func (r *reader) delimited(p *Part, depth int, boundary, undeclared string) {
	mine := len(r.open)
	r.push(boundary)
	if r.parts > 0 && beginsPart(r.raw[r.pos:]) { // the first delimiter is missing
		if first := r.entity(depth+1, undeclared); len(bytes.TrimSpace(first.raw)) > 0 {
			p.Children = append(p.Children, first)
		}
	} else {
		r.skip()
	}
	for r.hit == mine && !r.closing {
		if r.parts <= 0 {
			r.degrade("parts")
			r.skip()
			continue
		}
		if r.pos == len(r.raw) { // the delimiter is the last line
			r.hit, r.end = -1, r.pos
			break
		}
		p.Children = append(p.Children, r.entity(depth+1, undeclared))
	}
	r.lose(mine)
	r.pop(mine)
	if r.hit != mine {
		r.degrade("truncated")
		return
	}
	end := r.end
	r.skip() // what follows the end
	if len(p.Children) == 0 {
		r.end = end
	}
}

// mboxLine moves behind white space and the line that begins a message in an
// mbox, where mailers left them before a header.
func (r *reader) mboxLine() {
	for {
		rest := r.raw[r.pos:]
		r.pos += len(rest) - len(bytes.TrimLeft(rest, " \t\r\n"))
		rest = r.raw[r.pos:]
		if !bytes.HasPrefix(rest, []byte("From ")) && !bytes.HasPrefix(rest, []byte(">From ")) {
			return
		}
		line, next := r.line(r.pos)
		if nameLength(line) > 0 { // "From : somebody"
			return
		}
		r.pos = next
	}
}
