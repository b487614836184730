package rome

func (r *Release) checkLink(c Change) Result {
	o, known := r.Occupation(c.Code)
	items := r.referredTo(c.Item)
	if known {
		if link, like, ok := o.linkTo(items, c.Item); ok {
			return r.checkLinkThere(c, o, link, like)
		}
	}
	if c.Kind == LinkRemove {
		return r.result(Holds, "", r.nowhere(fileLinks))
	}
	switch {
	case !known:
		return r.gone(c, KindOccupation, "")
	case len(items) == 0 && c.Item.Label != "":
		return r.unmet(c, o.Entity(), ReasonItemMissing,
			r.nowhere(fileSkills), r.nowhere(fileKnowledge), r.nowhere(fileContexts))
	case len(items) == 0:
		return r.goneItem(c)
	}
	res := r.unmet(c, o.Entity(), ReasonNotLinked, r.nowhere(fileLinks))
	if res.Verdict == Unmet {
		for _, item := range items {
			res = res.found(item.Entity())
		}
	}
	return res
}

// checkLinkThere answers when the occupation links the item.
func (r *Release) checkLinkThere(c Change, o *Occupation, link Link, like likeness) Result {
	there := func(v Verdict, reason Reason) Result {
		return r.result(v, reason, link.Source, link.Item.Source).found(link.Item.Entity())
	}
	switch {
	case c.Kind == LinkRemove || c.Kind == LinkCore && link.Core != c.Core:
		reason := ReasonStillThere
		if c.Kind == LinkCore {
			reason = ""
		}
		res := r.unmet(c, o.Entity(), reason, link.Source, link.Item.Source)
		if res.Verdict == Unmet {
			res = res.found(link.Item.Entity())
		}
		return res
	case like != equal:
		return there(Partial, like.reason())
	case c.Kind == LinkAdd && c.Core != "" && c.Core != link.Core:
		return there(Partial, ReasonCoreDiffers)
	case c.Kind == LinkAdd:
		return there(Holds, ReasonAlreadyLinked)
	}
	return there(Holds, "")
}

// referredTo returns the items a reference may mean: the one of the OGR, or every
// one that has the label.
func (r *Release) referredTo(ref Ref) []*Item {
	if ref.Label == "" {
		if item, ok := r.Item(ref.OGR); ok {
			return []*Item{item}
		}
		return nil
	}
	var items []*Item
	for _, id := range r.withLabel(ref.Label) {
		if id >= r.firstItem() {
			items = append(items, r.items[id-r.firstItem()])
		}
	}
	return items
}

// linkTo returns the occupation's link to the one of the items that is nearest
// to the reference.
func (o *Occupation) linkTo(items []*Item, ref Ref) (best Link, like likeness, ok bool) {
	for _, item := range items {
		link, linked := o.Link(item.OGR)
		if !linked {
			continue
		}
		l := equal
		if ref.Label != "" {
			l = compare(item.Label, ref.Label)
		}
		if l > like {
			best, like, ok = link, l, true
		}
	}
	return best, like, ok
}

// goneItem answers a link to an OGR that is no item of the release.
func (r *Release) goneItem(c Change) Result {
	if e, ok := r.Entity(c.Item.OGR); ok {
		return r.result(Conflict, ReasonOtherKind, r.source(e.OGR)).found(e)
	}
	return r.result(Conflict, ReasonTargetGone,
		r.nowhere(fileSkills), r.nowhere(fileKnowledge), r.nowhere(fileContexts))
}
