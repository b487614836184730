package wish

import "strings"

// A sentence is a run of tokens that says one thing: to the full stop, the end
// of a paragraph or of an item of a list, or that of a line that was not
// broken for its length.
type sentence struct {
	first, end int // tokens
	bullet     int // of an item of a list, where what it says begins; else 0
	para       bool
	cue        bool // it speaks of the nomenclature
	road       bool // it speaks of roads
	address    bool // it is a postal address
	question   bool
}

// wrapped is from which length on a line may have been broken by a mail
// program, in bytes.
const wrapped = 55

// mostTokens is how long a sentence may be before it is cut, so that what
// looks at a whole sentence stays bounded.
const mostTokens = 400

// split cuts the tokens into sentences and says what they speak of.
func (p *page) split() {
	p.at = make([]int, len(p.list))
	open, lineStart := 0, 0
	depth := 0     // inside a quotation a full stop ends nothing
	colon := false // after a colon a semicolon parts the items of a list
	for i := range p.list {
		t := &p.list[i]
		if t.is(newLine) {
			if i > open && p.breaks(i, lineStart, depth > 0) {
				p.close(open, i)
				open, depth, colon = i, 0, false
			}
			lineStart = i
		}
		switch t.sign {
		case '«':
			depth++
		case '»':
			depth = max(0, depth-1)
		case ':':
			colon = true
		}
		if ends := p.stops(i) && depth == 0 && (t.sign != ';' || !colon); ends || i-open >= mostTokens {
			p.close(open, i+1)
			open, depth, colon = i+1, 0, false
		}
	}
	p.close(open, len(p.list))
}

// breaks reports whether the line break before the token at i ends a sentence;
// lineStart is the first token of the line before.
func (p *page) breaks(i, lineStart int, quoted bool) bool {
	t, last := &p.list[i], &p.list[i-1]
	switch {
	case t.is(newPara), p.bulletAt(i) > 0, t.zone != last.zone:
		return true
	case quoted:
		return false
	case last.sign == ':':
		return p.bulletAt(lineStart) > 0 || t.is(capital)
	case last.end-p.list[lineStart].start < wrapped:
		return !joins(last)
	}
	return false
}

// joins reports whether a sentence cannot end with the token.
func joins(t *token) bool {
	switch t.word {
	case "":
		return t.sign == ',' || t.sign == '«' || t.sign == '(' || t.sign == '/'
	case "de", "du", "des", "la", "le", "les", "l", "d", "a", "au", "aux", "et", "ou", "en", "par", "pour", "vers", "dans", "sur", "un", "une":
		return true
	}
	return false
}

// stops reports whether the sign at i ends a sentence.
func (p *page) stops(i int) bool {
	t := &p.list[i]
	switch t.sign {
	case '!', '?', ';':
		return !t.is(inURL)
	case '.':
	default:
		return false
	}
	if t.is(inURL|silent) || i+1 < len(p.list) && !p.list[i+1].is(spaced) && p.list[i+1].sign != '»' {
		return false
	}
	return i == 0 || !abbreviations[p.list[i-1].word]
}

// abbreviations end with a full stop that ends no sentence.
var abbreviations = words("n no art ref fact cde bat bur rte tel m mme mlle dr st ste av bd etc ex cf p pp num dept reg sal resp tech ing cie inc op admin info serv")

// bulletAt returns where the text of an item of a list begins whose mark is at
// the token at i, 0 when there is none: « - », « • », « 1. », « a) ».
func (p *page) bulletAt(i int) int {
	t := &p.list[i]
	if !t.is(newLine) || i+1 >= len(p.list) {
		return 0
	}
	next := &p.list[i+1]
	switch t.sign {
	case '>':
		if t.own() && !next.is(newLine) {
			return i + 1
		}
		return 0
	case '-', '–', '•', '*', '·', '+', '→':
		if !next.is(newLine) && (next.is(spaced) || t.sign != '*') {
			return i + 1
		}
		return 0
	case 0:
	default:
		return 0
	}
	if len(t.word) <= 2 && (isDigits(t.word) || len(t.word) == 1) && i+2 < len(p.list) && !next.is(spaced) && p.list[i+2].is(spaced) && !p.list[i+2].is(newLine) {
		switch next.sign {
		case '.', ')', '°', '/':
			return i + 2
		case '-', '–':
			if p.list[i+2].is(spaced) {
				return i + 2
			}
		}
	}
	return 0
}

// close keeps the tokens from open to before end as a sentence.
func (p *page) close(open, end int) {
	if open >= end {
		return
	}
	s := sentence{first: open, end: end, para: p.list[open].is(newPara), bullet: p.bulletAt(open)}
	for i := open; i < end; i++ {
		t := &p.list[i]
		p.at[i] = len(p.sentences)
		switch {
		case t.sign == '?':
			s.question = true
		case t.word == "":
		case cueWords[t.word]:
			s.cue = true
		case roadWords[t.word]:
			s.road = true
		case t.word == "cedex" || streetWords[t.word] && i > open && isDigits(strings.TrimSuffix(p.list[i-1].word, "bis")):
			s.address = true
		case len(t.word) == 5 && isDigits(t.word) && i+1 < end && p.list[i+1].is(capital) && !p.list[i+1].is(newPara):
			s.address = true
		}
	}
	p.cue = p.cue || s.cue && p.list[open].zone != zoneSigned
	p.sentences = append(p.sentences, s)
}

func isDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}
