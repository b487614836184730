package message

import "strings"

// A bodyReader chooses what is body and what is attached.
type bodyReader struct {
	m      *Message
	b      *budget
	pieces []piece
	left   int // bytes of text still kept

	calendar *Part // the first one
	wrapped  *Part // the body of a TNEF stream
}

func (m *Message) readBody(b *budget) {
	r := &bodyReader{m: m, b: b, left: maxBody}
	r.walk(m.Root, place{first: true})
	r.finish()
}

// A place is where a part stands in its multipart.
type place struct {
	first, related bool
}

// walk takes the parts of body in order, and attaches the others: in the terms
// of RFC 8621, section 4.1.4, what is shown is a text that is not attached, and
// either comes first or has no name.
func (r *bodyReader) walk(p *Part, at place) {
	r.notice(p)
	switch {
	case p.multipart() && len(p.Children) > 0:
		switch p.Type {
		case "multipart/alternative":
			r.alternative(p)
		case "multipart/related":
			r.related(p)
		default:
			for i, child := range p.Children {
				r.walk(child, place{first: i == 0})
			}
		}
	case p.isTNEF() && len(p.Children) > 0:
		r.unwrap(p, true)
	case p.isCMS() && len(p.Children) > 0:
		r.walk(p.Children[0], place{first: true})
		r.attach(p)
	case r.shown(p, at):
		r.pieces = append(r.pieces, r.read(p))
		if p.cut { // what came of it, for it may be more than the words that are shown
			r.attach(p)
		}
	default:
		r.attach(p)
	}
}

func (r *bodyReader) attach(p *Part) { r.m.Attachments = append(r.m.Attachments, p) }

// unwrap attaches what winmail.dat holds in its place, and what messages in it
// hold after them. Its body serves where there is no other.
func (r *bodyReader) unwrap(p *Part, outermost bool) {
	for _, child := range p.Children {
		if outermost && child.Disposition == "inline" && r.wrapped == nil {
			r.wrapped = child // attached where it is used, for the text taken from it is poorer
			continue
		}
		r.attach(child)
		r.unwrap(child, false)
	}
}

// shown reports whether a part is body.
func (r *bodyReader) shown(p *Part, at place) bool {
	if p.Disposition == "attachment" {
		return false
	}
	text := p.Type == "text/plain" || p.Type == "text/html" || p.multipart()
	if p == r.m.Root && p.Name == "" && p.Type != "text/calendar" { // a message of one text is that text
		text = text || strings.HasPrefix(p.Type, "text/")
	}
	return text && (at.first || !at.related && p.Name == "")
}

// related takes the root of a multipart/related (RFC 2387) as body and attaches
// the rest.
func (r *bodyReader) related(p *Part) {
	root := relatedRoot(p)
	for i, child := range p.Children {
		r.walk(child, place{first: i == root, related: true})
	}
}

// relatedRoot is the part that the start parameter names, else the first that
// can be a body.
func relatedRoot(p *Part) int {
	start := firstID(p.Params["start"])
	for i, child := range p.Children {
		if start != "" && child.ContentID == start {
			return i
		}
	}
	for i, child := range p.Children {
		if child.multipart() || child.Type == "text/html" || child.Type == "text/plain" {
			return i
		}
	}
	return 0
}

// alternative takes the plain branches as text, the last one with HTML as HTML
// (RFC 2046, section 5.1.4), and attaches what is neither. Several plain texts
// that differ are no alternatives, whatever the sender calls them: all are taken.
func (r *bodyReader) alternative(p *Part) {
	before := r.pieces
	var chosen piece
	seen := make(map[uint64]bool)
	for i, child := range p.Children {
		r.pieces = nil
		r.walk(child, place{first: i == 0 || child.Name == ""})
		sum := fingerprint(r.pieces)
		switch {
		case hasPage(r.pieces):
			chosen.page = r.pieces
		case sum != 0 && !seen[sum]:
			chosen.plain = append(chosen.plain, r.pieces...)
			seen[sum] = true
		}
	}
	chosen.sum = fingerprint(chosen.plain)
	before = append(before, chosen)
	r.pieces = before
}

// finish makes the message's text and HTML of the pieces, of what Outlook
// wrapped, or of the calendar where there is nothing else.
func (r *bodyReader) finish() {
	m := r.m
	if hasPage(r.pieces) {
		m.HTML = pieceHTML(r.pieces)
	}
	m.Text = pieceText(r.pieces)
	if w := r.wrapped; w != nil && isBlank(m.Text) && m.HTML == "" {
		r.attach(w)
		switch w.Type {
		case "text/html":
			m.HTML, _, _ = w.text(2 * maxBody)
			m.Text = htmlText(m.HTML, maxBody)
		case "application/rtf":
			m.Text = rtfText(w.raw)
		default:
			m.Text, _, _ = w.text(maxBody)
		}
	}
	if r.calendar != nil && isBlank(m.Text) {
		m.Text = cleanText([]byte(calendarText(r.calendar.Text())), maxBody)
	}
}

// notice takes in what a part says about the message.
func (r *bodyReader) notice(p *Part) {
	switch p.Type {
	case "multipart/signed", "application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature":
		r.m.Signed = true
	case "multipart/encrypted", "application/pgp-encrypted":
		r.m.Encrypted = true
	case "text/calendar", "application/ics":
		r.m.Calendar = true
		if r.calendar == nil {
			r.calendar = p
		}
	}
	r.m.Signed = r.m.Signed || p.signed
	r.m.Encrypted = r.m.Encrypted || p.encrypted
}
