package reply

// fold gives each line its kind, from the classes of all.
//
// The text is cut at the introductions, header blocks and markers whose message
// stands below without quotation marks. What is above the first cut is the
// author's; what is below is quoted to the end, or passed on, or still the
// author's when nothing was said above.
func (d *draft) fold() {
	body, kind := 0, Own
	for i := 0; i < d.len(); {
		c := d.classes[i]
		if c != opening && c != header && c != origin && c != pass || d.isQuoted(d.line(i)) {
			i++
			continue
		}
		end := d.introduction(i)
		if c == pass && d.leadsToPassed(end) {
			// What is passed on has quotation marks, and ends with them.
			d.set(i, end, Quoted)
			i = end
			continue
		}
		d.resolve(body, i, kind)
		own := d.tally(body, i, kind)
		start := d.ruled(body, i)
		d.set(start, end, Quoted)
		switch {
		case c == pass, c != opening && (own.words == 0 || own.passesOn()):
			kind = Forwarded
		case own.words > 0:
			d.set(start, d.len(), Quoted)
			return
		}
		body, i = end, end
	}
	d.resolve(body, d.len(), kind)
}

// introduction is the end of the introduction at line i: lines of its class, and
// the header lines below a marker.
func (d *draft) introduction(i int) int {
	c := d.classes[i]
	for i++; i < d.len() && d.classes[i] == c && c != pass && c != origin; i++ {
	}
	for c != opening {
		next := d.next(i, d.len())
		if next >= d.len() || d.classes[next] != header || d.isQuoted(d.line(next)) {
			break
		}
		i = next + 1
	}
	return i
}

// leadsToPassed tells whether a quotation that is passed on comes next.
func (d *draft) leadsToPassed(i int) bool {
	next := d.next(i, d.len())
	return next < d.len() && (d.classes[next] == passed || d.classes[next] == header && d.isQuoted(d.line(next)))
}

// ruled is the line from which an introduction at line i goes: the line drawn
// above it is part of it.
func (d *draft) ruled(body, i int) int {
	at := i
	for j := i - 1; j >= body && j >= i-4; j-- {
		switch d.classes[j] {
		case blank:
		case rule:
			at = j
		default:
			return at
		}
	}
	return at
}

// tally counts what the author says in the lines from a up to b.
func (d *draft) tally(a, b int, kind Kind) tally {
	var t tally
	for i := a; i < b; i++ {
		if d.kinds[i] == kind && d.classes[i] == words {
			t.add(d.plain(i))
		}
	}
	return t
}

// resolve gives the lines from a up to b their kind when what is said there is
// of the given one.
func (d *draft) resolve(a, b int, kind Kind) {
	from := a // of the lines without a quotation that end at i
	for i := a; i <= b; i++ {
		if i < b {
			switch d.classes[i] {
			case quoted, attribution, header, passed, opening, origin, pass:
			case device, notice:
				d.kinds[i] = Signature
				continue
			default:
				d.kinds[i] = kind
				continue
			}
		}
		if from < i {
			d.sign(from, i)
		}
		from = i + 1
	}
	d.resolveQuotes(a, b, kind)
}

// resolveQuotes gives the quoted lines from a up to b their kind.
func (d *draft) resolveQuotes(a, b int, kind Kind) {
	first, last := b, a-1 // lines that are said
	for i := a; i < b; i++ {
		if d.classes[i] == words && d.kinds[i] == kind {
			first = min(first, i)
			last = i
		}
	}
	introduced, answered := false, false
	for i := a; i < b; i++ {
		switch c := d.classes[i]; {
		case i < first && (c == attribution || c == quoted && d.introducesInside(i, first)):
			introduced = true
		case i > first && i < last && c == quoted:
			answered = true
		}
	}
	for i := a; i < b; i++ {
		switch d.classes[i] {
		case attribution, header, opening, origin, pass:
			d.kinds[i] = Quoted
		case passed:
			d.kinds[i] = Forwarded
		case quoted:
			if i < last && (i > first || !introduced || answered) {
				d.kinds[i] = context(kind)
			} else {
				d.kinds[i] = Quoted
			}
		}
	}
}

// context is what a quotation is that is answered in text of a kind.
func context(kind Kind) Kind {
	if kind == Own {
		return Context
	}
	return kind
}

// introducesInside tells whether the first line of a quotation, at line i, is
// itself the introduction, as Orange and the iPhone have it.
func (d *draft) introducesInside(i, end int) bool {
	if i > 0 && d.classes[i-1] == quoted {
		return false
	}
	for i < end && d.classes[i] == quoted && d.bare(i) == "" {
		i++
	}
	if i >= end || d.classes[i] != quoted {
		return false
	}
	if d.headers(i, 3) > i {
		return true
	}
	joined := ""
	for n := 1; n <= attributionLines && i+n-1 < end && d.classes[i+n-1] == quoted; n++ {
		joined += " " + plain(d.bare(i+n-1))
		if ok, sure := introduces(joined[1:], n); ok && sure {
			return true
		}
	}
	return false
}
