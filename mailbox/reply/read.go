package reply

import "strings"

// read gives each line its class, from the top down.
func (d *draft) read() {
	for i := 0; i < d.len(); {
		switch s := d.line(i); {
		case s == "":
			i++
		case d.isQuoted(s):
			i = d.readQuote(i)
		default:
			i = d.readLine(i, s)
		}
	}
}

// mark gives the lines from i up to end a class, blank ones aside, and returns
// end.
func (d *draft) mark(i, end int, c class) int {
	for ; i < end; i++ {
		if d.line(i) != "" {
			d.classes[i] = c
		}
	}
	return end
}

// readLine classifies the line i, which is neither blank nor quoted, with those
// below it that belong to it, and returns the line after them.
func (d *draft) readLine(i int, s string) int {
	if len(s) > longLine {
		if noticePhrases.begin(d.plain(i)) {
			return d.mark(i, i+1, notice)
		}
		return d.mark(i, i+1, words)
	}
	p := d.plain(i)
	if n, sure := d.attribution(i, p); n > 0 {
		end := i + n
		next := d.next(end, d.len())
		switch {
		case next < d.len() && d.isQuoted(d.line(next)):
			return d.mark(i, end, attribution)
		case next < d.len() && d.line(next)[0] == '|':
			// A bar is a quotation mark only here: elsewhere it is a table.
			d.mark(i, end, attribution)
			for next < d.len() && strings.HasPrefix(d.line(next), "|") {
				d.classes[next] = quoted
				next++
			}
			return next
		case sure:
			return d.mark(i, end, opening)
		}
	}
	switch c := marker(s, p); c {
	case origin, pass:
		d.mark(i, i+1, c)
		return d.readHeaders(i+1, c)
	}
	if end := d.headers(i, 3); end > i {
		return d.mark(i, end, header)
	}
	if end := d.tabled(i); end > i {
		return d.mark(i, end, header)
	}
	switch {
	case isDelimiter(s):
		return d.mark(i, i+1, delimiter)
	case isRule(s):
		return d.mark(i, i+1, rule)
	case isDevice(p):
		return d.mark(i, i+1, device)
	case d.isNotice(i, p):
		return d.mark(i, d.noticeEnd(i), notice)
	}
	return d.mark(i, i+1, words)
}

// readHeaders classifies what follows a marker: its header lines, and the
// quotation that is passed on when the marker says so.
func (d *draft) readHeaders(i int, c class) int {
	next := d.next(i, d.len())
	if c == pass && next < d.len() && d.isQuoted(d.line(next)) {
		return d.readPassed(next)
	}
	if end := d.headers(next, 2); end > next {
		return d.mark(next, end, header)
	}
	return i
}

// readPassed classifies a quotation that is passed on as a whole.
func (d *draft) readPassed(i int) int {
	end := d.quotation(i)
	for i < end && d.bare(i) == "" {
		d.classes[i] = header
		i++
	}
	if h := d.headers(i, 2); h > i && h <= end {
		i = d.mark(i, h, header)
	}
	for i < end && d.bare(i) == "" {
		d.classes[i] = header
		i++
	}
	return d.mark(i, end, passed)
}

// readQuote classifies the quotation that begins at line i.
func (d *draft) readQuote(i int) int {
	end := d.quotation(i)
	if i > 0 && d.classes[i-1] == words && isLead(d.plain(i-1)) {
		// "À ajouter :" and lines that begin with '>': a list of the author's.
		return d.mark(i, end, words)
	}
	first := i
	for first < end && d.bare(first) == "" {
		first++
	}
	if first < end && marker(d.bare(first), plain(d.bare(first))) == pass {
		d.mark(i, first+1, header)
		return d.readPassed(first + 1)
	}
	return d.mark(i, end, quoted)
}

// quotation is the end of the run of quoted lines that begins at i. A line
// without its mark is of the run when it is the end of the line above, which
// some program on the way has wrapped.
func (d *draft) quotation(i int) int {
	for i++; i < d.len(); i++ {
		s := d.line(i)
		if d.isQuoted(s) {
			continue
		}
		if s == "" || i+1 >= d.len() || !d.isQuoted(d.line(i+1)) || !isWrapped(d.line(i-1), s) {
			break
		}
	}
	return i
}

// isWrapped tells whether a line without a mark continues the quoted line above
// it: that one is as long as lines get and ends inside a sentence.
func isWrapped(above, s string) bool {
	if len(above) < 65 || above[0] != '>' || strings.IndexByte(".?!:;", above[len(above)-1]) >= 0 {
		return false
	}
	return s[0] >= 'a' && s[0] <= 'z'
}

// isLead tells whether a line announces a list of the author's: it ends in a
// colon and has neither the date nor the verb of an introduction.
func isLead(p string) bool {
	return strings.HasSuffix(p, ":") && !strings.Contains(p, "@") && !hasTime(p) && !hasDate(p) && verbAtEnd(p) == 0
}
