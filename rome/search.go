package rome

import (
	"math/bits"
	"slices"
)

// A Hit is an entity a search found.
type Hit struct {
	Entity
	// Occupation is the code it leads to: an occupation's own, an
	// appellation's, an item's when one occupation alone links it, else "".
	Occupation string `json:"occupation,omitempty"`
	// Matched is the label that was found, which may be the short one.
	Matched string `json:"matched"`
	// Exact tells that the query is the label, typography aside, or the code
	// or OGR.
	Exact bool `json:"exact"`
	// Typos is how many words of the query were taken for another.
	Typos int `json:"typos"`
}

// Search looks for the query among codes, OGR and the labels of everything,
// and returns the best hits, at most limit (all when it is 0 or less).
//
// Accents, case, œ, gender and number do not matter, nor does the order of the
// words, and the last one may be unfinished. When that finds next to nothing,
// any word may be, and each may have one slip. Codes come first, then exact
// labels, labels that are made of the query's words, labels that begin with
// them, labels that have them, and those that need a slip to be forgiven;
// occupations and principal appellations before other appellations before
// items.
func (r *Release) Search(query string, limit int) []Hit {
	return r.SearchKind(query, limit)
}

// SearchKind is Search among the entities of some kinds; all when none is
// named.
func (r *Release) SearchKind(query string, limit int, kinds ...EntityKind) []Hit {
	var hits []Hit
	seen := make(map[entityID]bool)
	if e, ok := r.Entity(query); ok && (len(kinds) == 0 || slices.Contains(kinds, e.Kind)) {
		id := r.byOGR[query]
		seen[id] = true
		hits = append(hits, Hit{Entity: e, Occupation: r.leadsTo(id), Matched: e.Label, Exact: true})
	}
	ranking := r.rank(query, kinds)
	for limit <= 0 || len(hits) < limit {
		s, ok := ranking.next()
		if !ok {
			break
		}
		id := r.labels().owner[s.doc()]
		if seen[id] {
			continue // by another of its labels
		}
		seen[id] = true
		hits = append(hits, r.hit(s, query))
	}
	return hits
}

// hit makes a hit of a score.
func (r *Release) hit(s score, query string) Hit {
	id := r.labels().owner[s.doc()]
	h := Hit{Entity: r.entity(id), Occupation: r.leadsTo(id), Matched: r.label(s.doc()), Typos: s.typos()}
	switch s.tier() {
	case tierExact:
		h.Exact = true
	case tierCode:
		h.Exact = parseQuery(query).code == Fold(h.Code)
	}
	return h
}

// leadsTo returns the code of the one occupation an entity leads to, or "".
func (r *Release) leadsTo(id entityID) string {
	if id < r.firstItem() {
		return r.entity(id).Code
	}
	if users := r.users[id-r.firstItem()]; len(users) == 1 {
		return r.occupations[users[0]].Code
	}
	return ""
}

// rank scores what answers to the query, of the kinds, or of all when there
// are none.
func (r *Release) rank(text string, kinds []EntityKind) ranking {
	q := parseQuery(text)
	if q.folded == "" {
		return nil
	}
	var scores []score
	for _, loose := range []bool{false, true} {
		if len(q.terms) > 0 {
			q.resolve(r.labels(), loose)
		}
		scores = r.scores(&q, kinds, scores[:0])
		if len(scores) >= enough {
			break
		}
	}
	return newRanking(scores)
}

// scores appends the score of every document that has all the terms.
func (r *Release) scores(q *query, kinds []EntityKind, scores []score) []score {
	ix := r.labels()
	wanted := uint8(0) // a bit per kind
	for _, kind := range kinds {
		wanted |= 1 << min(kind.ordinal(), 7) // no document is of the last
	}
	found := make([]uint64, len(ix.start)/64+1) // a bit per document
	lo, hi := ix.equal(q.folded)
	for doc := lo; doc < hi; doc++ {
		found[doc/64] |= 1 << (doc % 64)
	}
	if len(q.terms) > 0 {
		rarest := &q.terms[0]
		for i := range q.terms {
			if q.terms[i].size < rarest.size {
				rarest = &q.terms[i]
			}
		}
		for _, s := range rarest.spans {
			for _, doc := range ix.postings.items[ix.postings.start[s.lo]:ix.postings.start[s.hi]] {
				found[doc/64] |= 1 << (doc % 64)
			}
		}
	}
	for i, word := range found {
		for ; word != 0; word &= word - 1 {
			doc := uint32(i*64 + bits.TrailingZeros64(word))
			if wanted != 0 && wanted>>(ix.class[doc]>>classKind)&1 == 0 {
				continue
			}
			if s := ix.score(q, doc); s != noScore {
				scores = append(scores, s)
			}
		}
	}
	return scores
}

// FindLabel returns the entities of the kind whose label differs from label in
// typography alone: all of them, for a label is not an identity. Short labels
// do not count.
func (r *Release) FindLabel(kind EntityKind, label string) []Entity {
	var list []Entity
	for _, id := range r.withLabel(label) {
		if e := r.entity(id); e.Kind == kind {
			list = append(list, e)
		}
	}
	return list
}

// withLabel returns the entities of any kind whose label folds like label.
func (r *Release) withLabel(label string) []entityID {
	var list []entityID
	lo, hi := r.labels().equal(Fold(label))
	for doc := lo; doc < hi; doc++ {
		if r.labels().class[doc]&classShort == 0 {
			list = append(list, r.labels().owner[doc])
		}
	}
	return list
}

// label returns the label of a document as published.
func (r *Release) label(doc uint32) string {
	owner := r.labels().owner[doc]
	if r.labels().class[doc]&classShort != 0 {
		return r.appellations[int(owner)-len(r.occupations)].Short
	}
	return r.entity(owner).Label
}
