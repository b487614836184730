package reply

import "strings"

// A role is what a header line of a quoted message says.
type role uint8

const (
	unasked role = iota
	none
	from
	date
	to
	copied
	subject
	other
)

const (
	// headerLines is how long a block of header lines gets, with the second
	// lines of long ones and blank ones between.
	headerLines = 24
	// tableLines is how long such a block is below its date when it is set as a
	// table.
	tableLines = 12
	// headerRest is over how many more lines a header line goes on.
	headerRest = 3
)

// headers is the end of the block of header lines that begins at line i
// (« De : … / Envoyé : … / À : … / Objet : … »), or i when there is none. It
// takes least of them, from whom or when and about what, and an address or an
// hour to be one; a heading that a person typed has neither.
func (d *draft) headers(i, least int) int {
	if i >= d.len() || d.role(i) == none || d.role(i) == other {
		return i
	}
	var seen [other + 1]bool
	quote := d.isQuoted(d.line(i))
	count, end, evidence, gap, rest := 0, i, false, false, 0
block:
	for j := i; j < min(i+headerLines, d.len()); j++ {
		s := d.bare(j)
		if s != "" && d.isQuoted(d.line(j)) != quote {
			break
		}
		r := d.role(j)
		switch {
		case s == "" && gap:
			break block
		case s == "":
			gap = true
		case r == none:
			// The rest of a long line, if another header line follows.
			if rest++; gap || rest > headerRest {
				break block
			}
			evidence = evidence || strings.IndexByte(s, '@') > 0
		case r != other && seen[r]:
			break block
		default:
			if r != other {
				seen[r] = true
				count++
			}
			evidence = evidence || d.proves[j]
			end, gap, rest = j+1, false, 0
		}
	}
	if count >= least && evidence && (seen[from] || seen[date] && (seen[subject] || seen[to])) {
		return end
	}
	return i
}

// role is that of line i; each line is looked at once.
func (d *draft) role(i int) role {
	if d.roles[i] == unasked {
		d.roles[i] = none
		p := d.plain(i)
		if d.isQuoted(d.line(i)) {
			p = plain(d.bare(i))
		}
		if r := roleOf(p); r != none {
			d.roles[i] = r
			d.proves[i] = strings.IndexByte(p, '@') > 0 || hasTime(p)
		}
	}
	return d.roles[i]
}

// tabled is the end of the header that Notes sets as a table at line i, which is
// the sender's: a date below, "A", "cc" and "Objet" on lines of their own. It is i
// when there is none.
func (d *draft) tabled(i int) int {
	if i+4 >= d.len() {
		return i
	}
	when := d.plain(i + 1)
	if !startsDated(when) || fields(when) > 3 || !hasTime(when) || !hasDate(when) {
		return i
	}
	addressed := false
	for j := i + 2; j < min(i+2+tableLines, d.len()); j++ {
		switch d.plain(j) {
		case "a", "pour", "to":
			addressed = true
		case "objet", "subject":
			next := d.next(j+1, min(j+4, d.len()))
			if addressed && next < d.len() {
				return next + 1
			}
			return i
		}
	}
	return i
}

func roleOf(p string) role {
	colon := strings.IndexByte(p, ':')
	if colon < 1 || colon > 40 {
		return none
	}
	if r, ok := roleNames[strings.Trim(p[:colon], " _-")]; ok {
		return r
	}
	// Orange and SFR: "Message du 03/03/26 10:12".
	if after, ok := strings.CutPrefix(p, "message du "); ok && hasTime(after) {
		return date
	}
	return none
}
