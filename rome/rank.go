package rome

import "slices"

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
	if ix.folded(doc) == q.folded {
		return newScore(tierExact, class, 0, doc)
	}
	label := ix.docWords.of(doc)
	var best [maxTerms]uint8
	found := best[:len(q.terms)] // how each term is found
	for i := range found {
		found[i] = matchNone
	}
	if ix.owner[doc] < ix.firstItem { // the last word is the code
		code := label[len(label)-1]
		label = label[:len(label)-1]
		for i := range q.terms {
			found[i] = q.terms[i].match(code)
		}
		if q.code != "" && found[0] <= matchPrefix && int(ix.owner[doc]) < ix.occupations {
			return newScore(tierCode, class, 0, doc)
		}
	}
	extra := 0     // words of the label that were not asked for
	first := false // the label begins with the first term
	for n, word := range label {
		asked := false
		for i := range q.terms {
			if m := q.terms[i].match(word); m != matchNone {
				asked = true
				first = first || n == 0 && i == 0
				found[i] = min(found[i], m)
			}
		}
		if !asked {
			extra++
		}
	}
	if slices.Contains(found, matchNone) {
		return noScore
	}
	return newScore(tier(found, extra, first), class, extra, doc)
}

// tier tells the tier from how each term was found, how many words of the
// label were not asked for, and whether it begins with the first term.
func tier(found []uint8, extra int, first bool) uint8 {
	worst, typos := uint8(matchWord), 0
	for _, m := range found {
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
