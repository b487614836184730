package wish

import "slices"

// A chunk is what a clause is made of: a word, a sign, a code or a quotation.
type chunk struct {
	kind       chunkKind
	first, end int    // tokens
	word       string // of a word, folded; "" else
	sign       rune   // of a sign
	code       string // of a code
	text       string // of a quotation, as written
	rubric     noun   // of a quotation, the part of a sheet that it names
	capital    bool
}

type chunkKind int

const (
	chunkWord chunkKind = iota
	chunkSign
	chunkCode
	chunkQuote
	chunkItem // not in the text: here begins an item of a list
	chunkNone // before the first and after the last
)

// A clause is a sentence to be understood: its chunks, and the code that what
// announces it speaks of.
type clause struct {
	list     []chunk
	sentence int
	topic    string // code of the heading; "" when none
	question bool
	doubted  bool // it tells what others ask, and the next sentence asks what to think of it
}

// at returns the chunk at i, or none.
func (c *clause) at(i int) chunk {
	if i < 0 || i >= len(c.list) {
		return chunk{kind: chunkNone}
	}
	return c.list[i]
}

// word returns the word at i, "" when there is none.
func (c *clause) word(i int) string { return c.at(i).word }

// chunks cuts the tokens into chunks. Silent words are part of what they
// repeat, and asides that only repeat a code's label stay words.
func (p *page) chunks(first, end int) []chunk {
	list := make([]chunk, 0, end-first)
	for i := first; i < end; {
		t := &p.list[i]
		if n, ok := p.codeAt[i]; ok {
			m := p.mentions[n]
			list = append(list, chunk{kind: chunkCode, first: i, end: m.end, code: m.code})
			i = max(m.end, i+1)
			continue
		}
		if q, ok := p.quoteOpening(i); ok && q.close < end {
			if q.close-q.open == 2 { // « M1805 »
				if n, ok := p.codeAt[q.open+1]; ok {
					list = append(list, chunk{kind: chunkCode, first: i, end: q.close + 1, code: p.mentions[n].code})
					i = q.close + 1
					continue
				}
			}
			list = append(list, chunk{kind: chunkQuote, first: i, end: q.close + 1, text: p.between(q), rubric: p.rubric(q), capital: p.list[i+1].is(capital)})
			i = q.close + 1
			continue
		}
		switch {
		case t.is(silent) && len(list) > 0 && list[len(list)-1].kind == chunkWord:
			list[len(list)-1].end = i + 1
		case t.word != "":
			list = append(list, chunk{kind: chunkWord, first: i, end: i + 1, word: t.word, capital: t.is(capital)})
		default:
			list = append(list, chunk{kind: chunkSign, first: i, end: i + 1, sign: t.sign})
		}
		i++
	}
	return list
}

// rubric tells the part of a sheet that a quotation names, of those whose text
// may be asked for: « Accès au métier », « Définition ».
func (p *page) rubric(q quote) noun {
	if q.close-q.open > 6 {
		return nounNone
	}
	switch p.list[q.open+1].word {
	case "definition":
		return nounDefinition
	case "acces":
		return nounAccess
	}
	return nounNone
}

// quoteOpening returns the quotation whose opening mark is at i.
func (p *page) quoteOpening(i int) (quote, bool) {
	n, ok := slices.BinarySearchFunc(p.quotes, i, func(q quote, i int) int { return q.open - i })
	if !ok {
		return quote{}, false
	}
	return p.quotes[n], true
}

// clauses makes the clauses of the page, and gives each to do. A sentence that
// announces a list (« ajouter à la fiche M1805 les appellations : ») is one
// clause with each item in turn, unless the item asks by itself; then it only
// gives the item its code.
func (p *page) clauses(do func(*clause)) {
	for n := 0; n < len(p.sentences); n++ {
		s := &p.sentences[n]
		if !p.list[s.first].own() {
			continue
		}
		head := &clause{list: p.chunks(p.start(s), s.end), sentence: n, question: s.question}
		head.doubted = p.opinionAsked(n+1) && !head.firstPerson()
		items := p.itemsAfter(n)
		if items == 0 {
			do(head)
			continue
		}
		p.underHeading(head, n, items, do)
		n += items
	}
}

// opinionAsked reports whether the sentence only asks what to think of the one
// before: « Qu'en pensez-vous ? ».
func (p *page) opinionAsked(n int) bool {
	if n >= len(p.sentences) {
		return false
	}
	s := &p.sentences[n]
	if !s.question || s.para || s.end-s.first > 12 || !p.list[s.first].own() {
		return false
	}
	c := &clause{list: p.chunks(s.first, s.end)}
	return c.consults()
}

// firstPerson reports whether the author speaks of himself, or to the reader.
func (c *clause) firstPerson() bool {
	for i := range c.list {
		if oneOf(c.word(i), "je", "j", "nous", "merci", "pourriez", "pouvez", "veuillez", "svp", "notre", "mon") {
			return true
		}
	}
	return false
}

// start returns where the words of a sentence begin, past the mark of an item.
func (p *page) start(s *sentence) int {
	if s.bullet > 0 {
		return s.bullet
	}
	return s.first
}

// underHeading gives to do the clauses of a list under its heading.
func (p *page) underHeading(head *clause, n, items int, do func(*clause)) {
	topic := ""
	for _, c := range head.list {
		if c.kind == chunkCode {
			if topic != "" && topic != c.code {
				topic = ""
				break
			}
			topic = c.code
		}
	}
	asks := len(p.triggers(head)) > 0
	bulleted := p.sentences[n+1].bullet > 0
	if !asks {
		do(head)
	}
	for k := n + 1; k <= n+items; k++ {
		s := &p.sentences[k]
		item := &clause{list: p.chunks(p.start(s), s.end), sentence: k, topic: topic, question: s.question || head.question}
		if asks && (s.bullet > 0 || !bulleted) && (len(p.triggers(item)) == 0 || p.onlyLabel(head, item)) {
			list := make([]chunk, 0, len(head.list)+1+len(item.list))
			list = append(list, head.list...)
			list = append(list, chunk{kind: chunkItem})
			item.list = append(list, item.list...)
		}
		do(item)
	}
}

// onlyLabel reports whether an item that begins with a verb is a label: one of
// the release, or a skill where the heading calls for skills.
func (p *page) onlyLabel(head, item *clause) bool {
	if len(item.list) == 0 {
		return false
	}
	first, last := item.list[0], item.list[len(item.list)-1]
	if first.kind != chunkWord || verbs[first.word].mood != moodInfinitive {
		return false
	}
	for i := range item.list {
		if n, _ := item.noun(i); n != nounNone || item.list[i].kind == chunkCode || item.list[i].kind == chunkQuote {
			return false
		}
	}
	if len(p.reader.named(tidy(p.text[p.list[first.first].start:p.list[last.end-1].end]))) > 0 {
		return true
	}
	for i := range head.list {
		if n, _ := head.noun(i); n == nounSkill {
			return true
		}
	}
	return false
}

// mostItems is how many items of a list are taken with their heading.
const mostItems = 60

// itemsAfter returns how many of the sentences after the one at n are items of
// a list it announces: those with a mark, or, after a colon, the short lines
// that follow without one.
func (p *page) itemsAfter(n int) int {
	s := &p.sentences[n]
	last := &p.list[s.end-1]
	if p.list[s.first].zone == zoneSubject {
		return 0
	}
	k := n + 1
	bullets := s.bullet == 0 && k < len(p.sentences) && p.sentences[k].bullet > 0
	if !bullets && last.sign != ':' {
		return 0
	}
	for ; k < len(p.sentences) && k-n <= mostItems; k++ {
		next := &p.sentences[k]
		t := &p.list[next.first]
		if !t.own() || bullets && next.bullet == 0 && t.is(newLine) || s.bullet > 0 && next.bullet > 0 {
			break
		}
		if bullets {
			continue
		}
		if next.bullet > 0 {
			break
		}
		if p.list[next.end-1].sign == ':' && next.end-next.first > 1 {
			break // it announces a list of its own
		}
		if next.para && k > n+1 || next.end-next.first > 30 || !t.is(newLine) {
			break
		}
	}
	return k - n - 1
}
