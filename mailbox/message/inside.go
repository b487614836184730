package message

// lookInside opens what holds parts under a transfer encoding or in a wrapping
// of its own.
func (r *reader) lookInside(p *Part, depth int) {
	if !p.embedded() && !p.isTNEF() && !p.isCMS() {
		return
	}
	if depth >= maxDepth || r.parts <= 0 {
		r.degradeBy(depth)
		return
	}
	b, ok := r.openPart(p)
	if !ok {
		return
	}
	if p.isTNEF() {
		p.Children = r.readTNEF(b, depth)
		return
	}
	if p.isCMS() {
		b, p.signed, p.encrypted = readCMS(b, p.Params["smime-type"])
		if len(b) == 0 {
			return
		}
	}
	inside := newReader(prepare(b), r.budget)
	inside.mboxLine()
	p.Children = []*Part{inside.entity(depth+1, "text/plain")}
}

// openPart decodes a part in order to look inside, as far as the budget goes.
func (r *reader) openPart(p *Part) ([]byte, bool) {
	if p.encoding == identity {
		return p.raw, true
	}
	if p.Size > r.opened {
		r.degrade("decoded")
		return nil, false
	}
	r.opened -= p.Size
	return decode(p.encoding, p.raw, p.Size), true
}
