package rome

// The tiers of the ranking, best first. A query with slips comes in the tier
// after them, one further down for each.
const (
	tierCode     = iota // the query is the code, or its beginning
	tierExact           // the query is the label
	tierComplete        // every word of the label is in the query, in any order and gender
	tierPrefix          // the label begins with the query's first word
	tierWords           // every word of the query is in the label
	tierLoose           // so are words that those of the query begin
	tierTypo
	maxTypos = 7 // tiers of slips
)

// A score orders documents: the lower the better. From the highest bits on it
// holds the tier, the class, whether the label is rare or short, how many
// words of it the query does not have, and the document's number, which is its
// alphabetical place.
type score uint64

const noScore = ^score(0)

func newScore(tier, class uint8, extra int, doc uint32) score {
	kind := score(class & classMask)
	lesser := score(class) >> 2 & 3
	return score(tier)<<56 | kind<<48 | lesser<<44 | score(min(extra, 255))<<32 | score(doc)
}

func (s score) tier() uint8 { return uint8(s >> 56) }
func (s score) doc() uint32 { return uint32(s) }

// typos is how many words of the query were found with a slip.
func (s score) typos() int {
	if t := s.tier(); t >= tierTypo {
		return int(t-tierTypo) + 1
	}
	return 0
}

// score ranks a document, or returns noScore when a term is not in it.
func (ix *index) score(q *query, doc uint32) score {
	class := ix.class[doc]
	text := ix.folded(doc)
	if text == q.folded {
		return newScore(tierExact, class, 0, doc)
	}
	words := ix.docWords.of(doc)
	var best [maxTerms]uint8
	for i := range q.terms {
		best[i] = matchNone
	}
	label := words
	if ix.owner[doc] < ix.firstItem { // the last word is the code
		label = words[:len(words)-1]
		code := words[len(words)-1]
		for i := range q.terms {
			best[i] = q.terms[i].match(code)
		}
		if q.code != "" && best[0] <= matchPrefix && class == classOccupation && ix.occupation(doc) {
			return newScore(tierCode, class, 0, doc)
		}
	}
	extra := 0
	first := false // the label begins with the first term
	for n, word := range label {
		found := false
		for i := range q.terms {
			m := q.terms[i].match(word)
			if m == matchNone {
				continue
			}
			found = true
			first = first || n == 0 && i == 0
			best[i] = min(best[i], m)
		}
		if !found {
			extra++
		}
	}
	return newScore(tier(best[:len(q.terms)], extra, first), class, extra, doc).unless(best[:len(q.terms)])
}

// unless gives up the score of a document that lacks a term.
func (s score) unless(best []uint8) score {
	for _, m := range best {
		if m == matchNone {
			return noScore
		}
	}
	return s
}

// tier tells the tier from how each term was found, how many words of the
// label were not asked for, and whether it begins with the first term.
func tier(best []uint8, extra int, first bool) uint8 {
	worst, typos := uint8(matchWord), 0
	for _, m := range best {
		worst = max(worst, m)
		if m == matchTypo {
			typos++
		}
	}
	switch {
	case typos > 0:
		return uint8(tierTypo + min(typos, maxTypos) - 1)
	case worst == matchLoose:
		return tierLoose
	case worst == matchWord && extra == 0:
		return tierComplete
	case first:
		return tierPrefix
	}
	return tierWords
}

// occupation reports whether the document is an occupation's label.
func (ix *index) occupation(doc uint32) bool {
	return int(ix.owner[doc]) < ix.occupations
}

// A ranking gives scores out, best first, without sorting those that nobody
// asks for: it is a heap.
type ranking []score

// newRanking orders the scores in place.
func newRanking(scores []score) ranking {
	h := ranking(scores)
	for i := len(h)/2 - 1; i >= 0; i-- {
		h.sink(i)
	}
	return h
}

// next takes the best score out; false when there is none left.
func (h *ranking) next() (score, bool) {
	list := *h
	if len(list) == 0 {
		return noScore, false
	}
	best, last := list[0], len(list)-1
	list[0] = list[last]
	*h = list[:last]
	h.sink(0)
	return best, true
}

func (h ranking) sink(i int) {
	for {
		child := 2*i + 1
		if child >= len(h) {
			return
		}
		if child+1 < len(h) && h[child+1] < h[child] {
			child++
		}
		if h[i] <= h[child] {
			return
		}
		h[i], h[child] = h[child], h[i]
		i = child
	}
}

// kindOf returns the kind of the entity a document names.
func (r *Release) kindOf(doc uint32) EntityKind {
	switch owner := r.index.owner[doc]; {
	case int(owner) < len(r.occupations):
		return KindOccupation
	case owner < r.firstItem():
		return KindAppellation
	default:
		return r.items[owner-r.firstItem()].Kind
	}
}

// label returns the label of a document as published.
func (r *Release) label(doc uint32) string {
	owner := r.index.owner[doc]
	if r.index.class[doc]&classShort != 0 {
		return r.appellations[int(owner)-len(r.occupations)].Short
	}
	return r.entity(owner).Label
}
