package rome

import "slices"

// BaseOf freezes what the change speaks of as it stands in this release: the
// occupation of an occupation's change, of a new appellation, of a link, a
// mobility, a tree or a crosswalk; the appellation or item of theirs. It is
// nil when the change speaks of nothing that exists.
func (r *Release) BaseOf(c Change) *Base {
	var e Entity
	switch family := EntityKind(c.Kind.Family()); {
	case c.Kind == OccupationCreate:
		return nil
	case c.Kind == MobilityAdd || c.Kind == MobilityRemove || c.Kind == MobilityRank:
		o, ok := r.Occupation(c.From)
		if !ok {
			return nil
		}
		e = o.Entity()
	case c.OGR != "" && family.Valid() && c.Kind.Verb() != "create":
		var ok bool
		if e, ok = r.Entity(c.OGR); !ok || e.Kind != family {
			return nil
		}
	case c.Code != "":
		o, ok := r.Occupation(c.Code)
		if !ok {
			return nil
		}
		e = o.Entity()
	default:
		return nil
	}
	return &Base{Kind: e.Kind, OGR: e.OGR, Code: e.Code, Label: e.Label, Release: r.SHA256}
}

// drift tells what became of a change's target since its base: "" when it is
// what it was, or when there is no base that speaks of it.
func (r *Release) drift(base *Base, now Entity) Reason {
	switch {
	case base == nil || base.Kind != now.Kind:
		return ""
	case base.OGR != "" && base.OGR != now.OGR:
		return ReasonTargetRepurposed // the code was given to another occupation
	case now.Kind == KindAppellation && base.Code != "" && base.Code != now.Code:
		return ReasonTargetMoved
	case base.Label != "" && !r.resembles(base.Label, now):
		return ReasonTargetRepurposed
	}
	return ""
}

// resembles reports whether an entity may still be what it was when it had the
// label: a rename tells from a repurposing. It may when the two labels have a
// significant word in common, or, of an occupation, when the old label still
// is one of its appellations, as it is after most renames. Where the old label
// now names something else, half of the words must be common: the thing itself
// has gone there.
func (r *Release) resembles(label string, now Entity) bool {
	folded := Fold(label)
	if folded == Fold(now.Label) {
		return true
	}
	share := commonWords(label, now.Label)
	if share >= 0.5 {
		return true
	}
	elsewhere := false
	for _, id := range r.withLabel(label) {
		e := r.entity(id)
		if now.Kind == KindOccupation && e.Kind == KindAppellation && e.Code == now.Code {
			return true
		}
		elsewhere = elsewhere || e.OGR != now.OGR
	}
	return share > 0 && !elsewhere
}

// commonWords returns how much of two labels' significant words is common:
// 0 nothing, 1 everything.
func commonWords(a, b string) float64 {
	x, y := roots(a), roots(b)
	if len(x)+len(y) == 0 {
		return 0
	}
	common := 0
	for _, v := range x {
		if slices.ContainsFunc(y, func(w string) bool { return akin(v, w) }) {
			common++
		}
	}
	for _, w := range y {
		if slices.ContainsFunc(x, func(v string) bool { return akin(v, w) }) {
			common++
		}
	}
	return float64(common) / float64(len(x)+len(y))
}

// roots returns the stems of a label's significant words, each once.
func roots(label string) []string {
	list := tokens(Fold(label))
	for i, w := range list {
		list[i] = stem(w)
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// akin reports whether two stems are of one family: comptable, comptabilité.
func akin(v, w string) bool {
	common := 0
	for common < len(v) && common < len(w) && v[common] == w[common] {
		common++
	}
	return v == w || common >= 5 && 4*common >= 3*min(len(v), len(w))
}
