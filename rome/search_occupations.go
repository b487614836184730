package rome

// An OccupationHit is an occupation a search leads to, and by what.
type OccupationHit struct {
	Occupation *Occupation
	Matched    []Hit // best first, at most maxMatched
}

const (
	maxMatched = 8    // hits told of an occupation
	maxLooked  = 2000 // hits looked at, however many occupations are still wanted
)

// SearchOccupations is Search with the hits grouped by the occupation they
// lead to, best first, at most limit (all when it is 0 or less). An item leads
// to every occupation that links it, those it is the core of first.
func (r *Release) SearchOccupations(query string, limit int) []OccupationHit {
	var groups []OccupationHit
	at := make(map[*Occupation]int)
	lead := func(o *Occupation, h Hit) {
		i, known := at[o]
		switch {
		case known && len(groups[i].Matched) < maxMatched:
			groups[i].Matched = append(groups[i].Matched, h)
		case !known && (limit <= 0 || len(groups) < limit):
			at[o] = len(groups)
			groups = append(groups, OccupationHit{Occupation: o, Matched: []Hit{h}})
		}
	}
	follow := func(id entityID, h Hit) {
		if id < r.firstItem() {
			lead(r.byCode[h.Code], h)
			return
		}
		for _, user := range r.users[id-r.firstItem()] {
			lead(r.occupations[user], h)
		}
	}
	seen := make(map[entityID]bool)
	if e, ok := r.Entity(query); ok {
		id := r.byOGR[query]
		seen[id] = true
		follow(id, Hit{Entity: e, Occupation: r.leadsTo(id), Matched: e.Label, Exact: true})
	}
	ranking := r.rank(query, nil)
	full := 0 // hits looked at since there are enough groups
	for looked := 0; limit <= 0 || looked < maxLooked; looked++ {
		s, ok := ranking.next()
		if !ok || limit > 0 && full > 4*limit {
			break
		}
		if limit > 0 && len(groups) >= limit {
			full++
		}
		id := r.labels().owner[s.doc()]
		if seen[id] {
			continue
		}
		seen[id] = true
		follow(id, r.hit(s, query))
	}
	return groups
}
