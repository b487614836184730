package rome

func (r *Release) checkAppellation(c Change) Result {
	if c.Kind == AppellationCreate {
		return r.checkAppellationCreate(c)
	}
	a, ok := r.Appellation(c.OGR)
	if !ok {
		if _, other := r.Entity(c.OGR); c.Kind == AppellationRemove && !other {
			return r.removed(c, KindAppellation)
		}
		res := r.gone(c, KindAppellation, c.OGR)
		if c.Kind == AppellationRename {
			res = res.found(r.FindLabel(KindAppellation, c.Label)...)
		}
		return res
	}
	switch c.Kind {
	case AppellationRename:
		return r.checkRename(c, a.Entity())
	case AppellationShort:
		return r.checkText(c, a.Entity(), a.Short, c.Short, a.Source)
	case AppellationMove:
		return r.checkAppellationMove(c, a)
	case AppellationPrincipal:
		return r.checkAppellationPrincipal(c, a)
	case AppellationTag:
		return r.checkTag(c, a.Entity(), a.Tags)
	case AppellationRemove:
		return r.unmet(c, a.Entity(), ReasonStillThere, a.Source)
	case AppellationRepurpose:
		return r.repurposed(c, a.Entity())
	}
	return r.unverifiable(c, ReasonUnknownKind)
}

// checkAppellationCreate looks for the label under the code, then, as a short
// label, among its appellations, then under the other codes. All appellations
// of the label are considered: a label may be there more than once.
func (r *Release) checkAppellationCreate(c Change) Result {
	labelled := r.FindLabel(KindAppellation, c.Label)
	if res, ok := r.appellationHere(c, labelled); ok {
		return res
	}
	o, known := r.Occupation(c.Code)
	if known {
		folded := Fold(c.Label)
		for _, a := range o.Appellations {
			if a.Short != a.Label && Fold(a.Short) == folded {
				return r.result(Partial, ReasonShortLabel, a.Source).found(a.Entity())
			}
		}
	}
	switch {
	case len(labelled) > 0:
		return r.elsewhere(r.result(Unmet, ""), labelled, ReasonLabelElsewhere)
	case !known:
		res := r.gone(c, KindOccupation, "")
		if res.Reason == ReasonTargetGone {
			res.Reason = ReasonCodeUnknown
		}
		return res
	}
	return r.unmet(c, o.Entity(), "", r.nowhere(fileAppellations))
}

// appellationHere answers from the appellations under the code, of those that
// have the label; the best of them counts. ok is false when there is none.
func (r *Release) appellationHere(c Change, labelled []Entity) (best Result, ok bool) {
	for _, e := range labelled {
		if e.Code != c.Code {
			continue
		}
		a, _ := r.Appellation(e.OGR)
		res := r.result(Holds, "", a.Source).found(e)
		switch like := compare(a.Label, c.Label); {
		case like != equal:
			res.Verdict, res.Reason = Partial, like.reason()
		case c.Short != "" && compare(a.Short, c.Short) != equal:
			res.Verdict, res.Reason = Partial, ReasonShortDiffers
		}
		if !ok || best.Verdict != Holds && (res.Verdict == Holds || res.Reason == ReasonShortDiffers) {
			best = res
		}
		ok = true
	}
	return best, ok
}

// checkAppellationMove is partly met where another appellation of the label is
// already under the code wanted.
func (r *Release) checkAppellationMove(c Change, a *Appellation) Result {
	if a.Code == c.To {
		return r.result(Holds, "", a.Source)
	}
	for _, e := range r.FindLabel(KindAppellation, a.Label) {
		if e.Code == c.To {
			return r.result(Partial, ReasonLabelOtherOGR, a.Source, r.source(e.OGR)).found(e)
		}
	}
	res := r.unmet(c, a.Entity(), "", a.Source)
	if _, ok := r.Occupation(c.To); !ok && res.Verdict == Unmet {
		return r.result(Conflict, ReasonCodeUnknown, a.Source, r.nowhere(fileOccupations))
	}
	return res
}

// checkAppellationPrincipal shows which appellation is the principal one
// instead.
func (r *Release) checkAppellationPrincipal(c Change, a *Appellation) Result {
	if a.Principal {
		return r.result(Holds, "", a.Source)
	}
	sources := []Source{a.Source}
	p := r.byCode[a.Code].Principal()
	if p != nil {
		sources = append(sources, p.Source)
	}
	res := r.unmet(c, a.Entity(), "", sources...)
	if p != nil && res.Verdict == Unmet {
		res = res.found(p.Entity())
	}
	return res
}
