package rome

import "strings"

// How a word of a label answers to a word of the query, best first.
const (
	matchWord   = iota // it is the word, or the word's other gender or number
	matchPrefix        // the word, the query's last, is its beginning
	matchLoose         // the word, not the last, is its beginning
	matchTypo          // it is one slip away
	matchNone
)

// How far a query is stretched.
const (
	maxTerms    = 12  // words of a query that are looked at
	maxQuery    = 300 // bytes of it
	looseLength = 3   // letters from which a word that is not the last may be a beginning
	typoLength  = 4   // letters from which a word may hold a slip
	enough      = 5   // hits that make looking further needless
)

// A query is what was asked, folded and cut into terms.
type query struct {
	folded string
	code   string // "m18" when the whole query is the beginning of a code ROME
	terms  []term
}

// A term is a word of the query and the words of labels that answer to it.
type term struct {
	word  string
	spans []rated
	size  int // postings in spans: how many documents to go through, at most
}

// A rated span answers with a quality.
type rated struct {
	span
	match uint8
}

func parseQuery(text string) query {
	if len(text) > maxQuery {
		text = strings.ToValidUTF8(text[:maxQuery], "")
	}
	q := query{folded: Fold(text)}
	words := tokens(q.folded)
	for _, w := range words[:min(len(words), maxTerms)] {
		q.terms = append(q.terms, term{word: w})
	}
	// "M 1805" and "m18" are codes as much as "M1805".
	if code := strings.ReplaceAll(q.folded, " ", ""); len(code) >= 2 && len(code) <= 5 &&
		code[0] >= 'a' && code[0] <= 'n' && digits(code[1:]) {
		q.code = code
		q.terms = []term{{word: code}}
	}
	return q
}

// resolve finds the words that answer to each term: itself, its other genders
// and its plural, and what the last one is the beginning of; when loose, also
// what the others are the beginning of, and slips.
func (q *query) resolve(ix *index, loose bool) {
	for i := range q.terms {
		t, last := &q.terms[i], i == len(q.terms)-1
		t.spans, t.size = t.spans[:0], 0
		add := func(s span, match uint8) {
			if !s.empty() {
				t.spans = append(t.spans, rated{s, match})
				t.size += int(ix.postings.start[s.hi] - ix.postings.start[s.lo])
			}
		}
		for _, word := range ix.words.stemmed(t.word) {
			add(span{word, word + 1}, matchWord)
		}
		switch {
		case last:
			add(ix.words.prefixed(t.word), matchPrefix)
		case loose && len(t.word) >= looseLength:
			add(ix.words.prefixed(t.word), matchLoose)
		}
		if loose && len(t.word) >= typoLength && letters(t.word) {
			for _, s := range ix.words.typos(t.word, last) {
				add(s, matchTypo)
			}
		}
	}
}

// letters reports whether a folded word has no digit: codes and numbers are
// never taken for one another.
func letters(word string) bool { return !strings.ContainsAny(word, "0123456789") }

// match returns how a word answers to the term.
func (t *term) match(word uint32) uint8 {
	for _, s := range t.spans {
		if word >= s.lo && word < s.hi {
			return s.match
		}
	}
	return matchNone
}
