package rome

// Check tells whether the release is as the change wants it, and shows the
// rows that say so. It never fails: a change that is malformed has no target
// and is judged accordingly.
//
// A change that holds, holds whatever its base says. Otherwise conflict is
// judged against the base where there is one (gone, moved, repurposed), else
// by existence alone.
func (r *Release) Check(c Change) Result {
	switch c.Kind.Family() {
	case "occupation":
		return r.checkOccupation(c)
	case "appellation":
		return r.checkAppellation(c)
	case "skill", "knowledge", "context":
		return r.checkItem(c)
	case "link":
		return r.checkLink(c)
	case "mobility":
		return r.checkMobility(c)
	case "tree":
		return r.checkTree(c)
	case "crosswalk":
		return r.checkCrosswalk(c)
	case "other":
		return r.unverifiable(c, ReasonFreeText)
	}
	return r.unverifiable(c, ReasonUnknownKind)
}

// unverifiable answers a change that the release cannot speak to.
func (r *Release) unverifiable(c Change, reason Reason) Result {
	if !c.Kind.Valid() {
		reason = ReasonUnknownKind
	}
	return Result{Verdict: Unverifiable, Reason: reason, Evidence: []Evidence{}}
}

// result makes a Result with the rows at the sources as evidence. A source
// without a line stands for a file that was looked through in vain.
func (r *Release) result(v Verdict, reason Reason, sources ...Source) Result {
	evidence := make([]Evidence, 0, len(sources))
	for _, s := range sources {
		e := Evidence{Release: r.Number, File: s.File, Line: s.Line}
		if s.Line > 0 {
			e.Row = r.Row(s)
		}
		evidence = append(evidence, e)
	}
	return Result{Verdict: v, Reason: reason, Evidence: evidence}
}

// found adds the entities to the result.
func (res Result) found(entities ...Entity) Result {
	res.Found = append(res.Found, entities...)
	return res
}

// nowhere is the source of an absence: the file that would have it.
func (r *Release) nowhere(file string) Source {
	return Source{File: r.tables[file].member}
}

// fileOf returns the file that lists the entities of a kind.
func fileOf(kind EntityKind) string {
	switch kind {
	case KindOccupation:
		return fileOccupations
	case KindAppellation:
		return fileAppellations
	case KindSkill:
		return fileSkills
	case KindKnowledge:
		return fileKnowledge
	}
	return fileContexts
}

// gone answers a change whose target, of that kind, is not in the release. The
// OGR may be of another kind, or the base may know an occupation that has
// another code now.
func (r *Release) gone(c Change, kind EntityKind, ogr string) Result {
	if e, ok := r.Entity(ogr); ok {
		return r.result(Conflict, ReasonOtherKind, r.source(ogr)).found(e)
	}
	if kind == KindOccupation && c.Base != nil && c.Base.Kind == KindOccupation {
		if o, ok := r.OccupationByOGR(c.Base.OGR); ok {
			return r.result(Conflict, ReasonTargetMoved, o.Source).found(o.Entity())
		}
	}
	return r.result(Conflict, ReasonTargetGone, r.nowhere(fileOf(kind)))
}

// removed answers a change that wanted its target gone, and it is.
func (r *Release) removed(c Change, kind EntityKind) Result {
	res := r.result(Holds, "", r.nowhere(fileOf(kind)))
	if o, ok := r.Occupation(c.Successor); ok {
		return res.found(o.Entity())
	}
	if e, ok := r.Entity(c.Successor); ok {
		return res.found(e)
	}
	return res
}

// unmet answers a change that does not hold and whose target is e: a conflict
// when e drifted from the base, else unmet.
func (r *Release) unmet(c Change, e Entity, reason Reason, sources ...Source) Result {
	if drift := r.drift(c.Base, e); drift != "" {
		return r.result(Conflict, drift, r.source(e.OGR)).found(e)
	}
	return r.result(Unmet, reason, sources...)
}

// checkText answers a change that wants a text of e to read otherwise; field is
// the text as it is, sources where it stands.
func (r *Release) checkText(c Change, e Entity, field, wanted string, sources ...Source) Result {
	switch like := compare(field, wanted); like {
	case equal:
		return r.result(Holds, "", sources...)
	case unlike:
		return r.unmet(c, e, "", sources...)
	default:
		return r.result(Partial, like.reason(), sources...)
	}
}

// checkTag answers a change of one of e's tags.
func (r *Release) checkTag(c Change, e Entity, tags Tags) Result {
	source := r.source(e.OGR)
	if !tagPublished(e.Kind, c.Tag) {
		res := r.unverifiable(c, ReasonTagNotPublished)
		res.Evidence = r.result(Unverifiable, "", source).Evidence
		return res
	}
	value, _ := tags.Get(c.Tag)
	return r.checkText(c, e, value, c.Value, source)
}

// checkRename answers a change of e's label; it is elsewhere when other
// entities of the kind have the label.
func (r *Release) checkRename(c Change, e Entity) Result {
	res := r.checkText(c, e, e.Label, c.Label, r.source(e.OGR))
	if res.Verdict != Unmet {
		return res
	}
	return r.elsewhere(res, r.FindLabel(e.Kind, c.Label), ReasonLabelElsewhere)
}

// elsewhere turns res into elsewhere when there are others with the label, and
// shows their rows after those of res.
func (r *Release) elsewhere(res Result, others []Entity, reason Reason) Result {
	if len(others) == 0 {
		return res
	}
	for _, e := range others {
		res.Evidence = append(res.Evidence, r.result("", "", r.source(e.OGR)).Evidence...)
	}
	res.Verdict, res.Reason = Elsewhere, reason
	return res.found(others...)
}

// repurposed answers an observed change of what an entity is.
func (r *Release) repurposed(c Change, e Entity) Result {
	return r.checkText(c, e, e.Label, c.New, r.source(e.OGR))
}

// nearest returns the entity whose label is nearest to the wanted one, and how
// near; unlike when there are none.
func nearest(list []Entity, wanted string) (best Entity, like likeness) {
	for _, e := range list {
		if l := compare(e.Label, wanted); l > like {
			best, like = e, l
		}
	}
	return best, like
}
