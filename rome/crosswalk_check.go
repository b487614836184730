package rome

import "cmp"

// How many rows of a table are shown beside a verdict.
const (
	maxUnder     = 5  // of the code, with other keys
	maxElsewhere = 10 // of the key, with other codes
)

// checkCrosswalk answers whether a table has a code ROME and a key on one row. Its
// evidence is of the table, not of the release: Release is empty there.
func (r *Release) checkCrosswalk(c Change) Result {
	t, loaded := r.Crosswalk(c.Table)
	if !loaded || !c.Kind.Valid() {
		return r.unverifiable(c, ReasonTableNotLoaded)
	}
	exact, other := t.under(c)
	o, known := r.Occupation(c.Code)
	if c.Kind == CrosswalkRemove {
		switch {
		case len(exact) > 0 && known:
			return r.unmet(c, o.Entity(), ReasonStillThere).tabled(t, exact)
		case len(exact) > 0:
			return Result{Verdict: Unmet, Reason: ReasonStillThere}.tabled(t, exact)
		case len(other.form) > 0 && c.Old == "": // what was observed is meant to the letter
			return Result{Verdict: Partial, Reason: ReasonKeyForm}.tabled(t, other.form)
		}
		return Result{Verdict: Holds}.tabled(t, nil)
	}
	switch {
	case len(exact) > 0:
		return Result{Verdict: Holds}.tabled(t, exact)
	case !known:
		return r.gone(c, KindOccupation, "")
	case len(other.form) > 0:
		return Result{Verdict: Partial, Reason: ReasonKeyForm}.tabled(t, other.form)
	case len(other.level) > 0:
		return Result{Verdict: Partial, Reason: ReasonKeyLevel}.tabled(t, other.level)
	}
	res := r.unmet(c, o.Entity(), "")
	if res.Verdict != Unmet {
		return res
	}
	res = res.tabled(t, first(other.rows, maxUnder))
	elsewhere := t.Keyed(mend(c.Key))
	if len(elsewhere) == 0 {
		return res
	}
	res.Verdict, res.Reason = Elsewhere, ReasonKeyElsewhere
	if len(other.rows) == 0 {
		res.Evidence = nil
	}
	elsewhere = first(elsewhere, maxElsewhere)
	res.Evidence = append(res.Evidence, t.evidence(elsewhere)...)
	found := make(map[string]bool)
	for _, row := range elsewhere {
		if o, ok := r.Occupation(row.Code); ok && !found[row.Code] {
			found[row.Code] = true
			res = res.found(o.Entity())
		}
	}
	return res
}

// otherRows are rows of a code that do not have the key itself.
type otherRows struct {
	rows  []CrosswalkRow // all of them
	form  []CrosswalkRow // with the key written otherwise
	level []CrosswalkRow // with a group of the key, or one of the key's groups
}

// under returns the rows of the change's code that have its key, and the others.
func (c *Crosswalk) under(change Change) (exact []CrosswalkRow, other otherRows) {
	key := mend(change.Key)
	for _, row := range c.Coded(change.Code) {
		if row.has(key) {
			exact = append(exact, row)
			continue
		}
		other.rows = append(other.rows, row)
		switch {
		case keyForm(row.Key) == keyForm(key):
			other.form = append(other.form, row)
		case sameGroup(row.Key, key):
			other.level = append(other.level, row)
		}
	}
	return exact, other
}

// tabled shows rows of a table as what the result rests on, or that there are
// none. A conflict rests on the release.
func (res Result) tabled(c *Crosswalk, rows []CrosswalkRow) Result {
	if res.Verdict == Conflict {
		return res
	}
	res.Evidence = c.evidence(rows)
	if len(rows) == 0 {
		res.Evidence = []Evidence{{File: c.File}}
	}
	return res
}

func (c *Crosswalk) evidence(rows []CrosswalkRow) []Evidence {
	list := make([]Evidence, len(rows))
	for i, row := range rows {
		list[i] = Evidence{File: cmp.Or(row.Source.File, c.File), Line: row.Source.Line, Row: row.Published}
	}
	return list
}

func first[T any](list []T, most int) []T { return list[:min(len(list), most)] }
