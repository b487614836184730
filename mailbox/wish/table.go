package wish

import (
	"cmp"
	"slices"
	"strings"

	"vigie/rome"
)

// A row is a line of a table: its cells, each the tokens from first to before
// end, none when it is empty.
type row struct {
	sep   rune
	cells []cell
}

type cell struct{ first, end int }

// Bounds of what is taken for a table.
const (
	fewestCells = 3
	mostCells   = 12
)

// A column says what the cells under a heading are.
type column int

const (
	columnOther column = iota // a comment, a reason
	columnAction
	columnNature // what kind of thing the label is of
	columnCode
	columnTo    // where something is to be moved
	columnLabel // of what is, or is to be made
	columnOld
	columnNew
)

// tables reads what is asked in the rows of a table, whose cells are parted by
// bars, tabs or semicolons:
//
//	Code | Nature | Intitulé | Action
//	M1805 | appellation | Développeur / Développeuse blockchain | ajouter
//
// Without a heading a row counts when it can be read in one way only.
func (p *page) tables(l *changeList) {
	if !strings.ContainsAny(p.text, "|\t;") {
		return
	}
	var heading []heading
	var sep rune
	for i := 0; i < len(p.list); {
		end := i + 1
		for end < len(p.list) && !p.list[end].is(newLine) {
			end++
		}
		var r row
		if line := p.text[p.list[i].start:p.list[end-1].end]; p.list[i].zone == zoneBody && (strings.Count(line, "|") >= 2 || strings.Count(line, "\t") >= 2 || strings.Count(line, ";") >= 2) {
			r = p.row(i, end)
		}
		switch {
		case len(r.cells) < fewestCells || len(r.cells) > mostCells:
			if !p.ruled(i, end) {
				heading = nil
			}
		case heading != nil && r.sep == sep && len(r.cells) <= len(heading):
			p.fileRow(l, heading, r)
		default:
			heading, sep = p.headings(r), r.sep
			if heading == nil {
				p.fileBare(l, r)
			}
		}
		i = end
	}
}

// row cuts the line of tokens from first to before end into cells, by the
// strongest of the signs that part them.
func (p *page) row(first, end int) row {
	r := row{sep: '|'}
	from := first
	cut := func(to, next int) {
		r.cells = append(r.cells, cell{from, to})
		from = next
	}
	for _, sep := range []rune{'|', '\t', ';'} {
		r.sep, r.cells, from = sep, r.cells[:0], first
		for i := first; i < end && len(r.cells) <= mostCells; i++ {
			switch {
			case sep != '\t':
				if p.list[i].sign == sep {
					cut(i, i+1)
				}
			case i > first:
				for range strings.Count(p.text[p.list[i-1].end:p.list[i].start], "\t") {
					cut(i, i)
				}
			}
		}
		cut(end, end)
		if len(r.cells) >= fewestCells {
			break
		}
	}
	if r.sep == '|' { // bars around the row
		if c := r.cells[0]; c.first == c.end {
			r.cells = r.cells[1:]
		}
		if n := len(r.cells) - 1; n >= 0 && r.cells[n].first == r.cells[n].end {
			r.cells = r.cells[:n]
		}
	}
	return r
}

// ruled reports whether a line is nothing but a rule: « |---|---| ».
func (p *page) ruled(first, end int) bool {
	for i := first; i < end; i++ {
		switch p.list[i].sign {
		case '|', '-', '–', ':', '+', '=', '_':
		default:
			return false
		}
	}
	return true
}

// A heading is what stands over a column.
type heading struct {
	column column
	noun   noun
}

// headings reads the row as the headings of a table that asks for changes: they
// tell the label, and either what is to be done, or both what it is and what it
// is to be, or where it is to be.
func (p *page) headings(r row) []heading {
	list := make([]heading, len(r.cells))
	has := make(map[column]int)
	for n, c := range r.cells {
		list[n] = p.heading(c)
		has[list[n].column]++
	}
	for k, n := range has {
		if n > 1 && k != columnOther {
			return nil
		}
	}
	switch {
	case has[columnLabel]+has[columnNew] > 0 && has[columnAction] > 0, has[columnOld]+has[columnLabel] == 1 && has[columnNew] == 1,
		has[columnLabel] == 1 && has[columnTo] == 1:
		return list
	}
	return nil
}

var (
	newWords    = words("nouveau nouvelle propose proposee proposition souhaite souhaitee corrige corrigee futur future")
	oldWords    = words("actuel actuelle ancien ancienne existant existante present presente")
	actionWords = words("action actions demande modification operation evolution")
	natureWords = words("nature type objet element categorie")
	// settledWords beside an action say that it was done, or refused.
	settledWords = words("fait faite effectue effectuee realise realisee refuse refusee refus ok pas non")
	toWords      = words("cible destination vers arrivee")
)

// heading reads what stands over a column.
func (p *page) heading(c cell) heading {
	h := heading{}
	if c.end-c.first > 8 {
		return h
	}
	said := make(map[column]bool)
	for i := c.first; i < c.end; i++ {
		w := p.list[i].word
		switch n := nouns[w]; n {
		case nounAppellation, nounSkill, nounKnowledge, nounContext:
			h.noun = n
			said[columnLabel] = true
		case nounLabel:
			said[columnLabel] = true
		case nounSheet:
			said[columnCode] = true
		}
		switch {
		case newWords[w]:
			said[columnNew] = true
		case oldWords[w]:
			said[columnOld] = true
		case actionWords[w]:
			said[columnAction] = true
		case natureWords[w]:
			said[columnNature] = true
		case toWords[w]:
			said[columnTo] = true
		case w == "code" || w == "rome":
			said[columnCode] = true
		}
	}
	switch {
	case said[columnAction]:
		h.column = columnAction
	case said[columnNature]:
		h.column = columnNature
	case said[columnTo] && !said[columnLabel], said[columnNew] && said[columnCode]:
		h.column = columnTo
	case said[columnLabel] && said[columnCode]: // the name of the occupation
	case said[columnNew]:
		h.column = columnNew
	case said[columnOld] && !said[columnCode]:
		h.column = columnOld
	case said[columnCode]:
		h.column = columnCode
	case said[columnLabel]:
		h.column = columnLabel
	}
	return h
}

// fileRow suggests what a row asks under its headings.
func (p *page) fileRow(l *changeList, headings []heading, r row) {
	var form formFields
	var old, wanted string
	for n, c := range r.cells {
		h := headings[n]
		if h.noun != nounNone && form.noun == nounNone {
			form.noun = h.noun
		}
		switch h.column {
		case columnAction:
			form.action, form.noun = p.action(c, form.noun)
			if code := p.codeIn(c); code != "" {
				form.to = code
			}
		case columnNature:
			if n := p.nature(c); n != nounNone {
				form.noun = n
			}
		case columnCode:
			form.code = p.codeIn(c)
		case columnTo:
			form.to = p.codeIn(c)
		case columnLabel:
			form.label = p.cellText(c)
		case columnOld:
			old = p.cellText(c)
		case columnNew:
			wanted = p.cellText(c)
		}
	}
	switch {
	case wanted == "":
		form.label = cmp.Or(form.label, old)
	case form.label != "" || old != "":
		if form.action == actAdd || form.action == actRemove {
			return // which of the two is not told
		}
		form.old, form.label = cmp.Or(form.label, old), wanted
	default:
		form.label = wanted
	}
	if wanted != "" && form.old == "" && form.action == actNone && slices.ContainsFunc(headings, func(h heading) bool { return h.column == columnOld }) {
		form.action = actAdd // there is none yet
	}
	if form.to != "" && form.old == "" && form.action == actNone {
		form.action = actMove
	}
	if form.old == "" && (form.action == actRename || form.action == actReplace || form.action == actModify) {
		return
	}
	p.fileTyped(l, &form)
}

// fileBare suggests what a row without a heading asks: one code, one cell that
// is nothing but an action, one label.
func (p *page) fileBare(l *changeList, r row) {
	var form formFields
	actions, codes, labels := 0, 0, 0
	for _, c := range r.cells {
		if c.first >= c.end {
			continue
		}
		if code := p.codeIn(c); code != "" {
			form.code = code
			codes++
			continue
		}
		if a, n := p.action(c, nounNone); a != actNone && c.end-c.first <= 4 {
			form.action = a
			if n != nounNone {
				form.noun = n
			}
			actions++
			continue
		}
		if n := p.nature(c); n != nounNone {
			form.noun = n
			continue
		}
		form.label = p.cellText(c)
		labels++
	}
	if actions == 1 && codes == 1 && labels == 1 && (form.action == actAdd || form.action == actRemove) {
		p.fileTyped(l, &form)
	}
}

// fileTyped files a row; what its label is of is guessed where nothing says so.
func (p *page) fileTyped(l *changeList, form *formFields) {
	if form.noun == nounNone {
		form.noun = p.guess(thing{text: form.label, owners: p.reader.named(form.label)})
	}
	p.fileForm(l, form)
}

// action reads the action that a cell begins with, and what it is of: « à
// supprimer », « Ajout d'appellation ».
func (p *page) action(c cell, n noun) (action, noun) {
	i := c.first
	if i < c.end && p.list[i].word == "a" {
		i++
	}
	if i >= c.end {
		return actNone, n
	}
	v, ok := verbs[p.list[i].word]
	if !ok || v.mood == moodParticiple || v.mood == moodLack {
		return actNone, n
	}
	for i++; i < c.end; i++ {
		if settledWords[p.list[i].word] || p.list[i].sign == '?' {
			return actNone, n
		}
		if k := nouns[p.list[i].word]; k != nounNone && k != nounLabel && k != nounSheet && n == nounNone {
			n = k
		}
	}
	return v.action, n
}

// nature returns the noun that a cell is, when it is nothing else.
func (p *page) nature(c cell) noun {
	found := nounNone
	for i := c.first; i < c.end; i++ {
		w := p.list[i].word
		if w == "" {
			continue
		}
		n := nouns[w]
		switch {
		case n != nounNone && found == nounNone:
			found = n
		case n == nounNone && w != "faire" && w != "etre" && w != "de" && w != "travail":
			return nounNone
		}
	}
	if w := p.list[c.first:c.end]; found == nounKnowledge && slices.ContainsFunc(w, func(t token) bool { return t.word == "faire" || t.word == "etre" }) {
		return nounSkill
	}
	return found
}

// codeIn returns the one code that a cell has.
func (p *page) codeIn(c cell) string {
	code := ""
	for i := c.first; i < c.end; i++ {
		if n, ok := p.codeAt[i]; ok {
			if m := p.mentions[n].code; code == "" || code == m {
				code = m
			} else {
				return ""
			}
		}
	}
	return code
}

// cellText returns what a cell says, as a label.
func (p *page) cellText(c cell) string {
	if c.first >= c.end {
		return ""
	}
	if text := tidy(p.text[p.list[c.first].start:p.list[c.end-1].end]); len([]rune(text)) > 1 && len([]rune(text)) <= rome.MaxLabel {
		return text
	}
	return ""
}
