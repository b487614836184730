package reply

import "strings"

// phrases are words and runs of words as plain leaves them, sorted for looking
// them up at the start of a line, at its end, or as the whole of it.
type phrases struct {
	first, last [256][]string // by their first byte, by their last
	all         []string
}

func newPhrases(list ...string) *phrases {
	p := &phrases{all: list}
	for _, s := range list {
		p.first[s[0]] = append(p.first[s[0]], s)
		p.last[s[len(s)-1]] = append(p.last[s[len(s)-1]], s)
	}
	return p
}

// begin tells whether a line begins with one of the phrases.
func (p *phrases) begin(s string) bool {
	if s == "" {
		return false
	}
	for _, x := range p.first[s[0]] {
		if strings.HasPrefix(s, x) {
			return true
		}
	}
	return false
}

// end is the phrase with which a line ends, or nothing.
func (p *phrases) end(s string) string {
	if s == "" {
		return ""
	}
	for _, x := range p.last[s[len(s)-1]] {
		if strings.HasSuffix(s, x) {
			return x
		}
	}
	return ""
}

// are tells whether a line is one of the phrases.
func (p *phrases) are(s string) bool {
	if s == "" {
		return false
	}
	for _, x := range p.first[s[0]] {
		if s == x {
			return true
		}
	}
	return false
}

// within tells whether one of the phrases is in a line.
func (p *phrases) within(s string) bool {
	for _, x := range p.all {
		if strings.Contains(s, x) {
			return true
		}
	}
	return false
}
