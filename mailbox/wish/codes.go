package wish

import (
	"slices"
	"strings"
)

// A mention is a code in a text, or something that looks like one.
type mention struct {
	first, end int // tokens
	code       string
	sense      sense // of the word that governs it
	accepted   bool
	other      bool // it is known to be something else: a road, an invoice
}

// mentionsOf finds the codes of the page, those that are none included: they
// decide of their neighbours in a list.
func (p *page) mentionsOf() []mention {
	var list []mention
	for i := 0; i < len(p.list); i++ {
		var last *mention
		if len(list) > 0 {
			last = &list[len(list)-1]
		}
		m, ok := p.mention(i, last)
		if !ok {
			continue
		}
		list = append(list, m)
		i = m.end - 1
	}
	if !p.cue && slices.ContainsFunc(list, func(m mention) bool { return m.other && p.list[m.first].own() }) {
		// Nothing here is about ROME, and other such tokens are no codes.
		for i := range list {
			m := &list[i]
			m.accepted = m.accepted && (m.sense == senseROME || m.sense == senseCode || p.list[m.first].is(inURL))
		}
	}
	return list
}

// mention reads what is at the token at i; last is the one before.
func (p *page) mention(i int, last *mention) (mention, bool) {
	t := &p.list[i]
	switch {
	case t.word == "" || t.zone == zoneQuoted:
		return mention{}, false
	case isCode(t.word):
		m := mention{first: i, end: i + 1, code: strings.ToUpper(t.word)}
		p.judge(&m, last)
		return m, true
	case len(t.word) == 7 && t.word[:2] == "2f" && t.is(inURL) && isCode(t.word[2:]):
		m := mention{first: i, end: i + 1, code: strings.ToUpper(t.word[2:])}
		m.accepted = p.judgeAddress(&m)
		return m, true
	case len(t.word) == 1 && t.word[0] >= 'a' && t.word[0] <= 'n' && p.text[t.start]|0x20 == t.word[0]:
		return p.parted(i, last)
	case len(t.word) == 5 && isConfused(t.word):
		m := mention{first: i, end: i + 1, code: unconfused(t.word)}
		var distance int
		m.sense, distance = p.before(&m)
		m.accepted = p.known(m.code) && ((m.sense == senseROME || m.sense == senseCode) && distance <= 1 || last != nil && last.accepted && p.linked(last, i))
		return m, m.accepted
	case last != nil && last.accepted && (len(t.word) == 4 || len(t.word) == 2) && isDigits(t.word):
		return p.shortened(i, last)
	}
	return mention{}, false
}

// parted reads a letter and four digits with a space, a hyphen or a full stop
// between: « D 1102 », « D-1102 », « D.1102 ».
func (p *page) parted(i int, last *mention) (mention, bool) {
	t := &p.list[i]
	next := i + 1
	if next+1 < len(p.list) && (p.list[next].sign == '-' && !p.list[next].is(newLine) || p.list[next].sign == '.' && !p.list[next].is(spaced) && !p.list[next+1].is(spaced)) {
		next++
	}
	if next >= len(p.list) || t.is(elided|inURL) || p.list[next].is(newLine) || len(p.list[next].word) != 4 || !isDigits(p.list[next].word) {
		return mention{}, false
	}
	m := mention{first: i, end: next + 1, code: strings.ToUpper(t.word + p.list[next].word)}
	sense, distance := p.before(&m)
	m.sense = sense
	near := (sense == senseROME || sense == senseCode) && distance <= 1
	switch {
	case sense == senseOther || sense == senseNear && distance == 0 || p.after(&m) || p.prefixed(&m):
		m.other = true
	case !p.known(m.code):
		m.accepted = near && distance == 0 && sense == senseROME && t.is(capital)
	case near:
		m.accepted = true
	case last != nil && p.linked(last, i):
		m.accepted, m.other, m.sense = last.accepted, last.other, last.sense
	case t.is(capital):
		s := p.sentences[p.at[i]]
		m.accepted = s.cue && !s.road && !s.address && t.own() && !strings.ContainsAny(m.code[:1], "ALDNCE")
	}
	return m, true
}

// shortened reads the rest of a list that gives the letter once: « M1801, 1802
// et 1803 », or also the domain: « K1102/03 ».
func (p *page) shortened(i int, last *mention) (mention, bool) {
	t := &p.list[i]
	code := last.code[:5-len(t.word)] + t.word
	if _, ok := p.reader.release.Occupation(code); !ok || !p.linked(last, i) {
		return mention{}, false
	}
	if len(t.word) == 2 && (p.list[i-1].sign != '/' || t.is(spaced) || last.sense != senseROME && last.sense != senseCode) {
		return mention{}, false
	}
	if i+1 < len(p.list) { // « M1805, 1604 personnes »
		next := &p.list[i+1]
		if next.word != "" && !next.is(newLine) && !connectors[next.word] && !units[next.word] && next.word != "vers" && next.word != "sont" && next.word != "dans" {
			return mention{}, false
		}
		if next.sign == '/' || next.sign == '-' && !next.is(spaced) || next.sign == '.' && i+2 < len(p.list) && !p.list[i+2].is(spaced) || next.sign == '€' {
			return mention{}, false
		}
		if units[next.word] {
			return mention{}, false
		}
	}
	return mention{first: i, end: i + 1, code: code, sense: last.sense, accepted: true}, true
}

// connectors join the codes of a list.
var connectors = words("et ou a ainsi que comme le la les l de du des d vers fiche fiches code codes ni puis metier metiers")

// linked reports whether nothing but commas, slashes and « et » parts the token
// at i from the mention before, in one sentence.
func (p *page) linked(last *mention, i int) bool {
	if i-last.end > 4 || p.at[last.first] != p.at[i] && !p.listed(last, i) {
		return false
	}
	comma := false
	for j := last.end; j < i; j++ {
		switch t := &p.list[j]; {
		case t.word != "":
			if !connectors[t.word] {
				return false
			}
			comma = comma || oneOf(t.word, "et", "ou", "a", "ni")
		case t.sign == ',' || t.sign == '/' || t.sign == '+' || t.sign == '&' || t.sign == '→' || t.sign == '-' || t.sign == '–':
			comma = true
		case t.sign == '•' || t.sign == '*' || t.sign == ';':
			comma = true
		default:
			return false
		}
	}
	return comma || p.list[i].is(newLine)
}

// listed reports whether both stand alone on lines that follow each other.
func (p *page) listed(last *mention, i int) bool {
	return !p.list[i].is(newPara) && p.at[i] == p.at[last.first]+1 && i-last.end <= 2
}

// judge decides whether a letter and four digits are a code.
func (p *page) judge(m *mention, last *mention) {
	t := &p.list[m.first]
	if t.is(inURL) {
		m.accepted = p.judgeAddress(m)
		return
	}
	sense, distance := p.before(m)
	m.sense = sense
	s := p.sentences[p.at[m.first]]
	known := p.known(m.code)
	switch {
	case p.prefixed(m), sense == senseOther, sense == senseNear && distance == 0, p.after(m) && sense != senseROME:
		m.other = true
	case sense == senseROME && (known || distance <= 2), sense == senseCode && distance <= 2 && (known || p.cue):
		m.accepted = true
	case last != nil && (last.accepted || last.other) && p.linked(last, m.first):
		m.sense, m.other = last.sense, last.other
		m.accepted = last.accepted && (known || last.sense == senseROME || last.sense == senseCode && p.cue)
	case !known:
	case t.zone != zoneSigned && p.glossedCode(m):
		m.accepted, m.sense = true, senseROME
	case t.zone == zoneSigned, s.address && !s.cue, p.onRoad(m, s):
		m.other = true
	case !t.is(capital) && !p.cue:
		m.accepted = !strings.ContainsAny(m.code[:1], "ADLN") && !p.branded(m)
	case !s.cue && p.branded(m):
		m.other = true
	default:
		m.accepted = true
	}
}

// glossedCode reports whether the code stands in parentheses right after a label
// that is its occupation's: « conducteurs de poids lourd (N4101) ».
func (p *page) glossedCode(m *mention) bool {
	i := m.first - 1
	if i < 1 || p.list[i].sign != '(' || m.end >= len(p.list) || p.list[m.end].sign != ')' {
		return false
	}
	of := func(owners []owner) bool {
		return slices.ContainsFunc(owners, func(o owner) bool { return p.reader.code(o) == m.code })
	}
	if q, ok := p.quoteEnding(i - 1); ok {
		return q.close-q.open <= 60 && of(p.reader.named(p.between(q)))
	}
	n, _ := slices.BinarySearchFunc(p.matches[:p.items], i, func(a match, i int) int { return a.end - i })
	for ; n < p.items && p.matches[n].end == i; n++ {
		if of(p.matches[n].owners) {
			return true
		}
	}
	return false
}

// judgeAddress decides of a code in an address: one of the web that leads to
// the nomenclature.
func (p *page) judgeAddress(m *mention) bool {
	leads := false
	look := func(j int) bool {
		t := &p.list[j]
		leads = leads || urlWords[t.word] || strings.Contains(t.word, "rome") || strings.Contains(t.word, "metier")
		return t.sign != '@'
	}
	const far = 40
	for j := m.first; j >= 0 && m.first-j < far && p.list[j].is(inURL); j-- {
		if !look(j) {
			return false
		}
		if p.list[j].is(spaced) {
			break
		}
	}
	for j := m.end; j < len(p.list) && j-m.end < far && p.list[j].is(inURL) && !p.list[j].is(spaced); j++ {
		if !look(j) {
			return false
		}
	}
	return leads && p.known(m.code)
}

// known reports whether the code is, or was, an occupation's.
func (p *page) known(code string) bool {
	_, now := p.reader.release.Occupation(code)
	_, once := p.reader.formers[code]
	return now || once
}

// isCode reports whether a folded word has the shape of a code.
func isCode(w string) bool {
	return len(w) == 5 && w[0] >= 'a' && w[0] <= 'n' && isDigits(w[1:])
}

// isConfused reports whether a word would be a code, if letters that look like
// digits were those.
func isConfused(w string) bool {
	digits := 0
	for i := 1; i < len(w); i++ {
		switch c := w[i]; {
		case c >= '0' && c <= '9':
			digits++
		case c != 'o' && c != 'i' && c != 'l':
			return false
		}
	}
	return w[0] >= 'a' && w[0] <= 'n' && digits >= 2 && digits < 4
}

func unconfused(w string) string {
	return strings.ToUpper(w[:1]) + strings.NewReplacer("o", "0", "i", "1", "l", "1").Replace(w[1:])
}

// codes returns the accepted codes, in order of appearance, each once.
func (p *page) codes() []Code {
	found := []Code{}
	seen := make(map[string]bool)
	for _, m := range p.mentions {
		if !m.accepted || seen[m.code] {
			continue
		}
		seen[m.code] = true
		if found = append(found, p.reader.describe(m.code)); len(found) == MaxCodes {
			break
		}
	}
	return found
}

// describe tells what the release, or the history, knows of a code.
func (r *Reader) describe(code string) Code {
	c := Code{Code: code}
	former := r.formers[code]
	c.Label, c.Successor = former.label, former.successor
	if o, ok := r.release.Occupation(code); ok {
		c.Label, c.Current = o.Label, true
	}
	return c
}
