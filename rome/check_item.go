package rome

// checkItem answers the changes of skills, knowledge and work contexts, which
// are alike.
func (r *Release) checkItem(c Change) Result {
	kind, verb := EntityKind(c.Kind.Family()), c.Kind.Verb()
	if verb == "create" {
		return r.checkItemCreate(c, kind)
	}
	item, ok := r.Item(c.OGR)
	if !ok || item.Kind != kind {
		if _, other := r.Entity(c.OGR); verb == "remove" && !other {
			return r.removed(c, kind)
		}
		res := r.gone(c, kind, c.OGR)
		if verb == "rename" {
			res = res.found(r.FindLabel(kind, c.Label)...)
		}
		return res
	}
	switch verb {
	case "rename":
		return r.checkRename(c, item.Entity())
	case "remove":
		return r.unmet(c, item.Entity(), ReasonStillThere, item.Source)
	case "reindex":
		return r.checkReindex(c, item)
	case "tag":
		return r.checkTag(c, item.Entity(), item.Tags)
	case "repurpose":
		return r.repurposed(c, item.Entity())
	}
	return r.unverifiable(c, ReasonUnknownKind)
}

// checkItemCreate looks for the label among the items of the kind, then among
// those of the other two.
func (r *Release) checkItemCreate(c Change, kind EntityKind) Result {
	labelled := r.FindLabel(kind, c.Label)
	var best Result
	for i, e := range labelled {
		item, _ := r.Item(e.OGR)
		res := r.result(Holds, "", item.Source).found(e)
		switch like := compare(item.Label, c.Label); {
		case like != equal:
			res.Verdict, res.Reason = Partial, like.reason()
		case c.Parent != "" && !r.isUnder(item, c.Parent):
			res.Verdict, res.Reason = Partial, ReasonParentDiffers
		}
		if i == 0 || best.Verdict != Holds && (res.Verdict == Holds || res.Reason == ReasonParentDiffers) {
			best = res
		}
	}
	if len(labelled) > 0 {
		return best
	}
	var others []Entity
	for _, other := range []EntityKind{KindSkill, KindKnowledge, KindContext} {
		if other != kind {
			others = append(others, r.FindLabel(other, c.Label)...)
		}
	}
	if len(others) > 0 {
		return r.elsewhere(r.result(Unmet, ""), others, ReasonLabelOtherKind)
	}
	return r.result(Unmet, "", r.nowhere(fileOf(kind)))
}

// checkReindex conflicts when nothing of the release is what the item is to be
// put under.
func (r *Release) checkReindex(c Change, item *Item) Result {
	if r.isUnder(item, c.Parent) {
		return r.result(Holds, "", item.Source)
	}
	res := r.unmet(c, item.Entity(), "", item.Source)
	if res.Verdict == Unmet && !r.isParent(item.Kind, c.Parent) {
		return r.result(Conflict, ReasonParentUnknown, item.Source, r.nowhere(fileOf(item.Kind)))
	}
	return res
}

// isUnder reports whether the item is indexed under the parent, which may be
// given as the item's Parent is or, for a skill, as its macro-skill's label
// and, for a work context, as its type's.
func (r *Release) isUnder(item *Item, parent string) bool {
	folded := Fold(parent)
	if Fold(item.Parent) == folded {
		return true
	}
	switch item.Kind {
	case KindSkill:
		macro, ok := r.Item(item.Parent)
		return ok && Fold(macro.Label) == folded
	case KindContext:
		return Fold(item.Category) == folded
	}
	return false
}

// isParent reports whether anything of the kind is, or may be, indexed under
// the parent.
func (r *Release) isParent(kind EntityKind, parent string) bool {
	if kind == KindSkill {
		if item, ok := r.Item(parent); ok {
			return item.Kind == KindSkill
		}
		return len(r.FindLabel(KindSkill, parent)) > 0
	}
	return r.parents[kind][Fold(parent)]
}
