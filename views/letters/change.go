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
	allChanges  = 6_000
	leastChange = 100
	mostChange  = 1_000
)

// longestText is how much of a new text is compared with the present one. A
// letter is rendered within the transaction that writes it, so it has to be
// quick; definitions and conditions of access are well under it.
const longestText = 4_000

// change adds what one proposal asks, as a sentence and as the change line.
func (l *letter) change(p *tickets.Proposal, more ...string) {
	title, line := l.words(p)
	l.item(number(p), append([]string{title, line}, more...)...)
}

func number(p *tickets.Proposal) string { return strconv.Itoa(p.N) + "." }

// words are a proposal's title and change line, shortened where they are long:
// the whole is on the author's page.
func (l *letter) words(p *tickets.Proposal) (title, line string) {
	room := min(max(allChanges/max(len(l.Ticket.Proposals), 1), leastChange), mostChange)
	if p.Change.Kind == rome.Other {
		if l.Purpose == tickets.Acknowledgement {
			// Whoever is written to may have asked nothing: no stranger's
			// words go out under the service's name.
			return "Une demande en texte libre, à lire par votre lien de suivi", ""
		}
		text := l.FreeTexts[p.N]
		if text == "" {
			text = p.Change.Text
		}
		if text = oneLine(text); text != "" {
			line = views.Quote(shorten(text, room))
		}
		return "Autre demande", line
	}
	c := p.Change
	c.Text = shorten(c.Text, longestText)
	w := views.ChangeText(c, views.NamesOf(l.Release))
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
