package letters

import (
	"strings"
	"unicode/utf8"

	"vigie/views"
)

// width is where lines are folded: what RFC 3676, section 4.2, advises, so that
// a letter stays whole when it is quoted.
const width = 72

// A page is text in the making: blocks with a blank line between them.
type page struct{ blocks []string }

// para adds a paragraph of our own words, with French spaces, folded.
func (p *page) para(text string) { p.add(fold(views.Typo(text), "", "")) }

// heading adds a line that announces what follows.
func (p *page) heading(text string) { p.para(strings.ToUpper(text)) }

// link adds an address on a line of its own, never folded.
func (p *page) link(url string) { p.add(url) }

// lines adds short lines as they are, empty ones left out.
func (p *page) lines(lines []string) {
	var kept []string
	for _, l := range lines {
		if l = strings.TrimSpace(l); l != "" {
			kept = append(kept, views.Typo(l))
		}
	}
	p.add(strings.Join(kept, "\n"))
}

// item adds lines under a mark (« 1. », « - »), each folded, all but the first
// set in. They are not only our words: their typography is left alone.
func (p *page) item(mark string, lines ...string) {
	indent := strings.Repeat(" ", utf8.RuneCountInString(mark)+1)
	var out []string
	for _, l := range lines {
		if l == "" {
			continue
		}
		first := indent
		if len(out) == 0 {
			first = mark + " "
		}
		out = append(out, fold(l, first, indent))
	}
	p.add(strings.Join(out, "\n"))
}

func (p *page) add(block string) {
	if block != "" {
		p.blocks = append(p.blocks, block)
	}
}

// text is the page as it is sent.
func (p *page) text() string { return strings.Join(p.blocks, "\n\n") + "\n" }

// fold breaks text at its ordinary spaces so that no line passes the width, but
// for a word that is longer. Line breaks of the text stay. first begins the
// first line, rest the others.
func fold(text, first, rest string) string {
	var out []string
	lead := first
	for _, line := range strings.Split(text, "\n") {
		current, n := lead, utf8.RuneCountInString(lead)
		empty := true
		for _, word := range strings.FieldsFunc(line, func(r rune) bool { return r == ' ' || r == '\t' || r == '\r' }) {
			w := utf8.RuneCountInString(word)
			if !empty && n+1+w > width {
				out = append(out, current)
				current, n, empty = rest, utf8.RuneCountInString(rest), true
			}
			if !empty {
				current, n = current+" ", n+1
			}
			current, n, empty = current+word, n+w, false
		}
		out = append(out, strings.TrimRight(current, " "))
		lead = rest
	}
	return strings.Join(out, "\n")
}
