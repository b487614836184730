package wish

import (
	"slices"
	"strings"

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
		*m, noted = mentioned{objects, objects[0].noun}, true
	}
	for i := range c.list {
		switch n, _ := c.noun(i); n {
		case nounDefinition, nounAccess:
			*m, noted = mentioned{noun: n}, true
		case nounNone:
			if k := c.list[i]; k.kind == chunkQuote && strings.HasPrefix(rome.Fold(k.text), "acces") {
				*m, noted = mentioned{noun: nounAccess}, true
			}
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
			if things, after := p.things(c, j, min(limit, j+longestRaw), nounSheet, false); len(things) == 1 && (!coded || c.at(j-1).sign != ':') {
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
			if j := i - 1; c.at(j).kind == chunkCode || c.at(j).sign == '(' && c.at(j-1).kind == chunkCode || (c.at(j).sign == '-' || c.at(j).sign == '–' || c.at(j).sign == ':' && p.glosses(c.at(j-1).code, k.text)) && c.at(j-1).kind == chunkCode {
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
		default:
			i++
		}
	}
	return list
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

// glosses reports whether the text is the label of the code's occupation.
func (p *page) glosses(code, text string) bool {
	o, ok := p.reader.release.Occupation(code)
	return ok && rome.Fold(o.Label) == rome.Fold(text)
}

func plural(w string) bool {
	return len(w) > 1 && (w[len(w)-1] == 's' || w[len(w)-1] == 'x') && w != "acces"
}
