package wish

import (
	"cmp"
	"slices"

	"vigie/rome"
)

// A former is what became of a code of an older release.
type former struct {
	label     string // of its occupation, the last time it had it
	successor string // the code its job is under now; "" when it went nowhere
}

// formers derives what became of old codes: those of the history that the
// release has no more, and those that it gave to another job. No file of the
// export says so; the job is followed by its OGR. In the release history that
// had the code last, the occupation may have kept its OGR under another code;
// else its principal appellation tells where it is, else most of its
// appellations do. (The column code_rome_parent tells nothing: it only names
// codes that are there, which package rome makes sure of.)
func formers(r *rome.Release, history []*rome.Release) map[string]former {
	known := make(map[string]former)
	history = slices.Clone(history)
	slices.SortStableFunc(history, func(a, b *rome.Release) int { return cmp.Compare(b.PublishedOn, a.PublishedOn) })
	for _, old := range history {
		for _, o := range old.Occupations() {
			if _, done := known[o.Code]; done {
				continue
			}
			f := former{label: o.Label, successor: whereWent(r, o)}
			_, kept := r.Occupation(o.Code)
			if kept && f.successor == "" {
				continue // still what it was; an older release may tell more
			}
			known[o.Code] = f
		}
	}
	return known
}

// whereWent returns the code under which the job of an old occupation is now,
// "" when it is where it was or nowhere. The job has left a code that is still
// there when its principal appellation has and half of the others too.
func whereWent(r *rome.Release, old *rome.Occupation) string {
	_, kept := r.Occupation(old.Code)
	if o, ok := r.OccupationByOGR(old.OGR); ok && !kept {
		return o.Code
	}
	counts := make(map[string]int)
	principal, stayed := "", 0
	for _, a := range old.Appellations {
		now, ok := r.Appellation(a.OGR)
		switch {
		case !ok:
		case now.Code == old.Code:
			stayed++
		default:
			counts[now.Code]++
			if a.Principal {
				principal = now.Code
			}
		}
	}
	if kept && (principal == "" || 2*stayed > len(old.Appellations)) {
		return ""
	}
	if principal != "" {
		return principal
	}
	best, most := "", 0
	for code, n := range counts {
		if n > most || n == most && code < best {
			best, most = code, n
		}
	}
	return best
}
