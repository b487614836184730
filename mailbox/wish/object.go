package wish

import (
	"slices"

	"vigie/rome"
)

// An object is what a verb acts on: labels, and what the clause calls them.
type object struct {
	noun   noun
	things []thing
	at     int // chunk of the noun, or of the first thing
}

// mentioned is what the sentence before spoke of, for « l'ajouter », « la
// remplacer ».
type mentioned struct {
	objects []object
	noun    noun
	clause  *clause // that speaks of it
}

// within reports whether what was spoken of is so near to the clause that a
// verb without an object is of it: in the clause, or in the one before, with an
// exclamation between.
func (m *mentioned) within(c *clause) bool {
	return m.clause != nil && c.sentence-m.clause.sentence < 3
}

// seenFrom returns the objects as the clause sees them: those of another clause
// are at none of its chunks.
func (m *mentioned) seenFrom(c *clause) []object {
	if m.clause == c {
		return m.objects
	}
	list := slices.Clone(m.objects)
	for i := range list {
		list[i].at = -1
		list[i].things = slices.Clone(list[i].things)
		for k := range list[i].things {
			list[i].things[k].first, list[i].things[k].end = -1, -1
		}
	}
	return list
}

// noteLast keeps what the sentences that ask nothing speak of: the last that
// speaks of something, looked for only when a sentence that asks comes after
// them.
func (m *mentioned) noteLast(p *page, since []*clause) {
	for _, c := range slices.Backward(since) {
		if m.note(p, c) {
			return
		}
	}
}

// note keeps what a sentence that asks nothing speaks of, and reports whether
// there is anything.
func (m *mentioned) note(p *page, c *clause) (noted bool) {
	if objects := p.objects(c, 0, len(c.list), nounNone); len(objects) > 0 {
		*m, noted = mentioned{objects, objects[0].noun, c}, true
	}
	for i := range c.list {
		switch n, _ := c.noun(i); n {
		case nounDefinition, nounAccess:
			*m, noted = mentioned{noun: n, clause: c}, true
		}
	}
	return noted
}

// objects finds the labels from the chunk at i to before limit, and what each
// is called; pending is what a label without a noun is called.
func (p *page) objects(c *clause, i, limit int, pending noun) []object {
	var list []object
	first := i
	several := false // what is pending is plural
	for i < limit {
		k := c.list[i]
		n, end := c.noun(i)
		switch {
		case n == nounSheet:
			// What follows names an occupation; see frame.sheet.
			j, coded := end, false
			for ; j < limit; j++ {
				k := c.list[j]
				if k.kind == chunkCode {
					coded = true
				} else if k.word != "rome" && k.word != "de" && k.word != "intitulee" && k.word != "nommee" && (k.kind != chunkSign || k.sign == ',' || k.sign == '.') {
					break
				}
			}
			if things, after := p.things(c, j, min(limit, j+longestRaw), nounSheet, false); len(things) == 1 && (!coded || c.at(j-1).sign != ':' && (c.at(j).kind != chunkQuote || p.glossAt(c, j))) {
				list = append(list, object{nounSheet, things, i})
				i = after
				continue
			}
			i = end
		case n != nounNone:
			several = plural(c.word(i))
			things, after := p.things(c, end, limit, n, several)
			if len(things) > 0 {
				list = append(list, object{n, things, i})
				i = after
				if n != nounLabel {
					pending = n
				}
				continue
			}
			if n != nounLabel || pending == nounNone {
				pending = n
			}
			i = end
		case k.kind == chunkQuote:
			if p.glossAt(c, i) {
				list = append(list, object{nounSheet, []thing{{i, i + 1, tidy(k.text), p.reader.named(k.text), true}}, i})
				i++
				continue
			}
			things, after := p.things(c, i, limit, pending, true)
			list = append(list, object{pending, things, i})
			i = after
		case k.kind == chunkItem:
			things, after := p.things(c, i, limit, pending, false)
			if len(things) > 0 {
				list = append(list, object{pending, things, i})
				i = after
				continue
			}
			i++
		case k.kind == chunkWord && k.capital && c.startsLabel(i, first):
			things, after := p.things(c, i, limit, pending, several)
			if len(things) == 0 || len(things[0].owners) == 0 || c.comma(after) {
				if several, end := p.things(c, i, limit, pending, true); len(several) > 1 && !slices.ContainsFunc(several, func(t thing) bool { return len(t.owners) == 0 }) {
					things, after = several, end
				}
			}
			if len(things) > 0 && (p.plausible(things[0], &p.list[k.first]) || pending != nounNone && pending != nounLabel && c.at(i-1).sign == ':') {
				list = append(list, object{pending, things, i})
				i = after
				continue
			}
			i++
		case k.kind == chunkWord && !k.capital && pending == nounNone && c.follows(i, first):
			if things, after := p.lowerCase(c, i, limit); len(things) == 1 {
				list = append(list, object{nounNone, things, i})
				i = after
				continue
			}
			i++
		default:
			i++
		}
	}
	return list
}

// lowerCase reads the label that follows a verb without a capital: one of the
// release, or a job's by its first word, where a sheet is named after it: « rajouter
// peintre muraliste dans la fiche F1606 ».
func (p *page) lowerCase(c *clause, i, limit int) ([]thing, int) {
	if id := p.list[c.list[i].first].id; id <= skipID || p.reader.labels.first[id] == p.reader.labels.first[id+1] {
		return nil, i // no label begins so
	}
	if things, after := p.things(c, i, limit, nounNone, false); len(things) == 1 && len(things[0].owners) > 0 && c.placed(after) {
		return things, after
	}
	if !p.mayHead(&p.list[c.list[i].first]) {
		return nil, i
	}
	things, after := p.things(c, i, limit, nounAppellation, false)
	if len(things) != 1 || things[0].end-things[0].first < 2 || c.at(after).kind != chunkWord || !c.placed(after) {
		return nil, i
	}
	return things, after
}

// follows reports whether nothing but articles stands between first, where the
// verb ends, and the chunk at i.
func (c *clause) follows(i, first int) bool {
	for j := first; j < i; j++ {
		if !oneOf(c.word(j), "l", "la", "le", "les", "svp") {
			return false
		}
	}
	return first > 0
}

// placed reports whether nothing or a sheet comes after a label, at i: « … de la
// fiche G1703 ».
func (c *clause) placed(i int) bool {
	k := c.at(i)
	return k.kind == chunkNone || k.kind == chunkCode || k.sign == '.' || oneOf(k.word, "de", "du", "dans", "sur", "en", "a") && c.leadsToSheet(i+1)
}

// plausible reports whether an unquoted label without a noun may be one: the
// release has it, or an appellation begins so.
func (p *page) plausible(t thing, first *token) bool { return len(t.owners) > 0 || p.mayHead(first) }

// startsLabel reports whether an unquoted label without a noun may begin at i:
// right where the search began, after a colon or an article.
func (c *clause) startsLabel(i, first int) bool {
	for j := i - 1; j >= first; j-- {
		k := c.list[j]
		switch {
		case k.sign == ':' || k.sign == '→' || k.word == "par" || k.word == "en":
			return true
		case k.kind == chunkSign || oneOf(k.word, "l", "la", "le", "les", "egalement", "aussi", "un", "une", "de", "d", "du"):
			continue
		}
		return false
	}
	return true
}

// glossAt reports whether the quotation at i says again what the occupation of
// the code before it is called: « M1805 « Développeur » », « M1805 - « … » ».
// What the release has by that name, and is no occupation's, is none.
func (p *page) glossAt(c *clause, i int) bool {
	j := i - 1
	switch c.at(j).sign {
	case '(', '-', '–', ':':
		j--
	}
	if c.at(j).kind != chunkCode {
		return false
	}
	code, text := c.at(j).code, c.at(i).text
	if p.glosses(code, text) {
		return true
	}
	owners := p.reader.named(text)
	return c.at(i-1).sign != ':' && (len(owners) == 0 || slices.ContainsFunc(owners, func(o owner) bool { return !o.item() && p.reader.release.Appellations()[o].Principal }))
}

// glosses reports whether the text is the label of the code's occupation.
func (p *page) glosses(code, text string) bool {
	o, ok := p.reader.release.Occupation(code)
	return ok && rome.Fold(o.Label) == rome.Fold(text)
}

func plural(w string) bool {
	return len(w) > 1 && (w[len(w)-1] == 's' || w[len(w)-1] == 'x') && w != "acces"
}
