package reply

import (
	"slices"
	"strings"
)

const (
	// signatureLines is how many lines that are not blank a signature has at
	// most below a delimiter of its own ("-- " as RFC 3676 has it), looseLines
	// below one that may also be a separator.
	signatureLines = 30
	looseLines     = 15
	// contactLines is how many it has below a sign-off.
	contactLines = 20
	// closingsTried is how many of the last sign-offs may have one: a letter
	// has one or two.
	closingsTried = 8
	// titlesAbove is how many titles may stand above a name.
	titlesAbove = 2
	// footerLines is how many lines there are below a line of underscores.
	footerLines = 8
)

// sign marks the signature of the lines from a up to b, which are neither quoted
// nor introduce a quotation.
func (d *draft) sign(a, b int) {
	for b > a && d.classes[b-1] == blank {
		b--
	}
	if at, ok := d.delimited(a, b); ok {
		d.set(at, b, Signature)
		b = at
	}
	// A line drawn above nothing says nothing.
	for i := b - 1; i >= a; i-- {
		switch c := d.classes[i]; {
		case c == rule, c == delimiter:
			d.kinds[i] = Signature
			continue
		case c == blank, d.kinds[i] == Signature:
			continue
		}
		break
	}
	signed := false
	for i, tried := b-1, 0; i >= a && tried < closingsTried; i-- {
		if d.classes[i] != words || len(d.line(i)) > longLine || !isClosing(d.plain(i)) {
			continue
		}
		tried++
		if from, to := d.contacts(i+1, b, !isThanks(d.plain(i))); from < to {
			for j := i + 1; j < from; j++ { // above the name, or without one
				if d.classes[j] == words && !isThanks(d.plain(i)) && isTitle(d.plain(j)) {
					d.kinds[j] = Signature
				}
			}
			d.set(from, to, Signature)
			signed = true
		}
	}
	if signed {
		return
	}
	if from := d.unclosed(a, b); from < b {
		d.set(from, b, Signature)
	}
}

// set gives lines a kind.
func (d *draft) set(from, to int, k Kind) {
	for i := from; i < to; i++ {
		d.kinds[i] = k
	}
}

// delimited is the line of a up to b at which a signature begins that is set
// apart by "--" or by a line that is drawn.
func (d *draft) delimited(a, b int) (at int, ok bool) {
	if !slices.Contains(d.classes[a:b], delimiter) && !slices.Contains(d.classes[a:b], rule) {
		return b, false
	}
	// From below: how many lines there are, and whether one says something.
	count, telling, contact, coded := 0, false, false, false
	drawn := 0
	at = b
	for i := b - 1; i >= a && count <= signatureLines; i-- {
		s := d.line(i)
		switch d.classes[i] {
		case blank, device, notice:
			continue
		case delimiter:
			exact := strings.HasPrefix(d.text[d.starts[i]:d.starts[i+1]], "-- \n")
			if exact && !coded || count <= looseLines && !telling {
				at = i
			}
		case rule:
			// Underscores are what programs draw above a footer. A second
			// line of them makes sections.
			drawn++
			footer := s[0] == '_' && drawn == 1 && count <= footerLines && i+1 < b && d.classes[i+1] == words
			if !telling && (footer || contact && count <= looseLines) {
				at = i
			}
		default:
			p := plain(s)
			count++
			telling = telling || len(s) > longLine || isTelling(strings.TrimRight(p, ": ")) && !isTitle(p)
			contact = contact || isContact(p)
			coded = coded || hasCode(p)
		}
	}
	return at, at < b
}

// contacts is the block of a name's titles and addresses from line i, below a
// sign-off, as far as lines look it. The name stays; titles may stand above it
// or in its place, unless the sign-off is none but « Merci », below which they may
// be what is asked for.
func (d *draft) contacts(i, b int, signed bool) (from, to int) {
	i = d.next(i, b)
	for titles := 0; signed && titles < titlesAbove && i < b && d.classes[i] == words && isTitle(d.plain(i)); titles++ {
		i = d.next(i+1, b)
	}
	if i >= b {
		return i, i
	}
	if p := d.plain(i); d.classes[i] == words && fields(p) <= 6 && !isContact(p) && !isTelling(p) && !isImage(p) {
		i++
	}
	from, to = i, i
	found, count := false, 0
	for ; i < b && count <= contactLines; i++ {
		switch d.classes[i] {
		case blank:
			continue
		case device, notice:
			continue
		}
		p := d.plain(i)
		switch {
		case d.classes[i] == words && (isContact(p) || isImage(p)):
			found = true
			to = i + 1
		case d.classes[i] == rule:
		case d.classes[i] != words || isTelling(p) && !isTitle(p) || isClosing(p) || spoken(p) > 12:
			i = b
		case to > from && i > 0 && d.classes[i-1] != blank:
			// A title in the same paragraph as a number.
			to = i + 1
		}
		count++
	}
	if !found {
		return from, from
	}
	return from, to
}

// unclosed is where a block of contacts begins that ends the lines from a up to
// b without a sign-off, or b: whole paragraphs of short lines, each with a
// contact, two at least in all and not only places.
func (d *draft) unclosed(a, b int) int {
	from, found, count, near := b, 0, 0, false
	for end := b; end > a && count <= contactLines; {
		start, contacts, written := end, 0, false
		for ; start > a && d.classes[start-1] != blank; start-- {
			switch d.classes[start-1] {
			case device, notice:
				continue
			}
			p := d.plain(start - 1)
			if d.classes[start-1] != words || len(p) > 90 || spoken(p) > 10 || isTelling(p) || isClosing(p) || count > contactLines {
				return d.whole(a, from, b, found, near)
			}
			count++
			written = true
			if isContact(p) {
				contacts++
				near = near || !hasPostcode(p)
			}
		}
		if written && contacts == 0 {
			break
		}
		if written {
			from, found = start, found+contacts
		}
		for end = start; end > a && d.classes[end-1] == blank; end-- {
		}
	}
	return d.whole(a, from, b, found, near)
}

// whole is from if a block of contacts may begin there, else b. One that a line
// announces is what the author wants read.
func (d *draft) whole(a, from, b, found int, near bool) int {
	above := from - 1
	for above >= a && d.classes[above] == blank {
		above--
	}
	if found < 2 || !near || above >= a && strings.HasSuffix(d.line(above), ":") {
		return b
	}
	return from
}
