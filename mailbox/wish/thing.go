package wish

import (
	"slices"
	"strings"
	"unicode"

	"vigie/rome"
)

// A thing is a label in a clause: what it says, and what of the release has
// that label.
type thing struct {
	first, end int // chunks
	text       string
	owners     []owner
	quoted     bool
}

// things reads the labels from the chunk at i on, before limit: quotations, or
// what lies unquoted up to where the sentence goes on. several tells that the
// noun is plural, so that commas and « et » part labels. It returns where it
// stopped reading.
func (p *page) things(c *clause, i, limit int, n noun, several bool) ([]thing, int) {
	var list []thing
	i = c.passModifiers(i)
	if c.at(i).kind == chunkItem {
		i = c.passModifiers(i + 1)
	}
	for i < limit && len(list) < mostItems {
		k := c.at(i)
		switch k.kind {
		case chunkQuote:
			text := tidy(k.text)
			list = append(list, thing{i, i + 1, text, p.reader.named(text), true})
			i++
		case chunkWord:
			raw, end := p.raw(c, i, limit, n, several)
			if len(raw) == 0 {
				return list, i
			}
			list = append(list, raw...)
			i = end
		default:
			return list, i
		}
		next := c.separator(i)
		if next == i || c.at(next).kind != chunkQuote && (c.at(next).kind != chunkWord || !several) {
			return list, i
		}
		i = next
	}
	return list, i
}

// separator returns the place past what parts two items of a list, or i.
func (c *clause) separator(i int) int {
	j := i
	if c.at(j).sign == '(' { // « A » (OGR 123), « B »
		for k := j; k < len(c.list) && k < j+6; k++ {
			if c.list[k].sign == ')' {
				j = k + 1
				break
			}
		}
	}
	start := j
	for {
		k := c.at(j)
		switch {
		case k.sign == ',' || k.sign == ';' || k.sign == '/' || k.sign == '&' || k.sign == '+' || k.word == "et" || k.word == "ou":
		case k.word == "ainsi" && c.word(j+1) == "que", k.word == "puis":
		case k.word == "que" && c.word(j-1) == "ainsi":
		case j > start && oneOf(k.word, "l", "la", "les", "appellation", "competence", "le", "savoir", "aussi", "egalement", "enfin") && c.leadsToQuote(j):
		default:
			if j == start {
				return i
			}
			return j
		}
		j++
	}
}

// leadsToQuote reports whether « l'appellation » or the like at j is followed
// by a quotation.
func (c *clause) leadsToQuote(j int) bool {
	for k := j; k < j+4; k++ {
		if c.at(k).kind == chunkQuote {
			return true
		}
	}
	return false
}

// tidy makes one line of a label and drops what surrounds it: white space,
// quotation marks and the signs that end a sentence.
func tidy(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	around := func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("\"«»“”,;:!?*_", r) }
	return strings.TrimFunc(strings.TrimRight(strings.TrimFunc(s, around), "."), around)
}

// only returns the one owner of the kind that a thing can be, under the code
// where one is given.
func (p *page) only(t thing, kind rome.EntityKind, code string) (owner, bool) {
	var found []owner
	for _, o := range t.owners {
		if p.reader.kind(o) == kind && (code == "" || o.item() || p.reader.code(o) == code) {
			found = append(found, o)
		}
	}
	if len(found) > 1 { // the very label, before another form of it
		folded := rome.Fold(t.text)
		found = slices.DeleteFunc(found, func(o owner) bool { return rome.Fold(p.reader.label(o)) != folded })
	}
	if len(found) != 1 {
		return 0, false
	}
	return found[0], true
}
