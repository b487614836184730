package letters

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"vigie/rome"
	"vigie/tickets"
	"vigie/views"
)

// What changes may take of a letter, in characters: all of them together, and
// each at least and at most. An agent's letter is bounded by the domain, so a
// draft of fifty changes has to leave room for words.
const (
	allChanges  = 8_000
	leastChange = 120
	mostChange  = 1_000
)

// change adds what one proposal asks, as a sentence and as the change line.
func (l *letter) change(p *tickets.Proposal, more ...string) {
	title, line := l.words(p)
	l.item(number(p), append([]string{title, line}, more...)...)
}

func number(p *tickets.Proposal) string { return strconv.Itoa(p.N) + "." }

// words are a proposal's title and change line, shortened where they are long:
// the whole is on the author's page.
func (l *letter) words(p *tickets.Proposal) (title, line string) {
	c := p.Change
	if text := l.FreeTexts[p.N]; c.Kind == rome.Other && text != "" {
		c.Text = text
	}
	room := min(max(allChanges/max(len(l.Ticket.Proposals), 1), leastChange), mostChange)
	w := views.ChangeText(c, views.NamesOf(l.Release))
	if c.Kind == rome.Other { // its line is its text: one of the two is enough
		return views.KindText(c.Kind).Menu, shorten(oneLine(w.Line()), room)
	}
	return shorten(oneLine(w.Title), room), shorten(oneLine(w.Line()), room)
}

func oneLine(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '\n' || r == '\r' || r == '\t' }), " ")
}

// shorten cuts a text at a word and says so.
func shorten(s string, most int) string {
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	cut := string([]rune(s)[:most])
	if at := strings.LastIndexByte(cut, ' '); at > len(cut)/2 {
		cut = cut[:at]
	}
	return cut + " […]"
}
