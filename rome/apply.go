package rome

import "fmt"

// An ApplyError says of a change, by its place in the list from 0, that a
// release cannot take it, and why.
type ApplyError struct {
	At     int
	Change Change
	Reason Reason
}

func (e *ApplyError) Error() string {
	return fmt.Sprintf("change %d (%s) cannot be applied: %s", e.At+1, e.Change.Kind, e.Reason)
}

// Apply gives the release as it would be with changes made, one after the other:
// what one creates a later one may refer to, by its label. What cannot be done,
// since its target is not there, is left out and returned. The release itself
// stays as it is; what the changes leave alone is shared.
//
// The result has no SHA256: it was never published. What is created has the OGR
// the change names or, where it names none, one that begins with "new-".
func (r *Release) Apply(changes []Change) (*Release, []*ApplyError) {
	d := newDraft(r)
	var left []*ApplyError
	for i, c := range changes {
		if reason := d.apply(c); reason != "" {
			left = append(left, &ApplyError{At: i, Change: c, Reason: reason})
		}
	}
	return d.release(), left
}

// apply makes one change, or says why it cannot be made.
func (d *draft) apply(c Change) Reason {
	switch c.Kind.Family() {
	case "occupation":
		return d.applyOccupation(c)
	case "appellation":
		return d.applyAppellation(c)
	case "skill", "knowledge", "context":
		return d.applyItem(c, EntityKind(c.Kind.Family()))
	case "link":
		return d.applyLink(c)
	case "mobility":
		return d.applyMobility(c)
	case "tree":
		return d.applyTree(c)
	case "crosswalk":
		return d.applyCrosswalk(c)
	case "other":
		return ReasonFreeText
	}
	return ReasonUnknownKind
}

func (d *draft) applyOccupation(c Change) Reason {
	if c.Kind == OccupationCreate {
		return d.createOccupation(c)
	}
	if c.Kind == OccupationRepurpose {
		o, ok := d.occupationByOGR(c.OGR)
		if !ok {
			if o, ok = d.occupations[c.Code]; !ok {
				return ReasonTargetGone
			}
			d.editOccupation(o.Code).OGR = c.OGR
		}
		d.renameOccupation(o.Code, c.New)
		return ""
	}
	if _, ok := d.occupations[c.Code]; !ok {
		return ReasonTargetGone
	}
	if c.Kind == OccupationRemove {
		return d.removeOccupation(c.Code)
	}
	o := d.editOccupation(c.Code)
	switch c.Kind {
	case OccupationRename:
		d.renameOccupation(c.Code, c.Label)
	case OccupationDefine:
		o.Definition = c.Text
	case OccupationAccess:
		o.Access = c.Text
	case OccupationTag:
		if !o.Tags.set(KindOccupation, c.Tag, c.Value) {
			return ReasonTagNotPublished
		}
	}
	return ""
}

// renameOccupation renames the principal appellation along, unless another one
// of the occupation has the label: that one becomes the principal then.
func (d *draft) renameOccupation(code, label string) {
	o := d.editOccupation(code)
	o.Label = label
	if p := o.Principal(); p != nil && labelled(o, label) == nil {
		d.editAppellation(p.OGR).Label = label
	}
}

func (d *draft) createOccupation(c Change) Reason {
	if _, ok := d.from.Domain(c.Domain); !ok {
		return ReasonDomainUnknown
	}
	code := c.Code
	if code == "" {
		code = d.freeCode(c.Domain)
	}
	if _, taken := d.occupations[code]; taken {
		return ReasonCodeTaken
	}
	o := &Occupation{Code: code, OGR: d.newOGR(c.OGR), Label: c.Label}
	d.occupations[code] = o
	d.own[o] = true
	d.touched[code] = true
	return ""
}

// removeOccupation takes an occupation away with what is its own: its
// appellations must have gone elsewhere before.
func (d *draft) removeOccupation(code string) Reason {
	o := d.occupations[code]
	for _, p := range o.Appellations {
		delete(d.appellations, p.OGR)
	}
	delete(d.occupations, code)
	for _, other := range d.occupations {
		if _, to := other.Mobility(code); to {
			e := d.editOccupation(other.Code)
			e.Mobilities = without(e.Mobilities, func(m Mobility) bool { return m.To == code })
		}
	}
	return ""
}

func (d *draft) applyAppellation(c Change) Reason {
	if c.Kind == AppellationCreate {
		if _, ok := d.occupations[c.Code]; !ok {
			return ReasonCodeUnknown
		}
		p := &Appellation{OGR: d.newOGR(c.OGR), Label: c.Label, Short: c.Short, Code: c.Code}
		if p.Short == "" {
			p.Short = p.Label
		}
		d.appellations[p.OGR] = p
		d.own[p] = true
		o := d.editOccupation(c.Code)
		o.Appellations = append(o.Appellations, p)
		return ""
	}
	if _, ok := d.appellations[c.OGR]; !ok {
		return ReasonTargetGone
	}
	p := d.editAppellation(c.OGR)
	switch c.Kind {
	case AppellationRename:
		p.Label = c.Label
	case AppellationRepurpose:
		p.Label = c.New
	case AppellationShort:
		p.Short = c.Short
	case AppellationTag:
		if !p.Tags.set(KindAppellation, c.Tag, c.Value) {
			return ReasonTagNotPublished
		}
	case AppellationMove:
		if _, ok := d.occupations[c.To]; !ok {
			return ReasonCodeUnknown
		}
		d.detach(p)
		p.Code, p.Principal = c.To, false
		to := d.editOccupation(c.To)
		to.Appellations = append(to.Appellations, p)
	case AppellationPrincipal:
		d.makePrincipal(d.editOccupation(p.Code), p)
	case AppellationRemove:
		d.detach(p)
		delete(d.appellations, p.OGR)
	}
	return ""
}

func (d *draft) applyItem(c Change, kind EntityKind) Reason {
	verb := c.Kind.Verb()
	if verb == "create" {
		i := &Item{Kind: kind, OGR: d.newOGR(c.OGR), Label: c.Label}
		d.place(i, c.Parent)
		d.items[i.OGR] = i
		d.own[i] = true
		d.order = append(d.order, i.OGR)
		d.byLabel[Fold(i.Label)] = append(d.byLabel[Fold(i.Label)], i.OGR)
		return ""
	}
	if was, ok := d.items[c.OGR]; !ok {
		return ReasonTargetGone
	} else if was.Kind != kind {
		return ReasonOtherKind
	}
	i := d.editItem(c.OGR)
	switch verb {
	case "rename":
		i.Label = c.Label
	case "repurpose":
		i.Label = c.New
	case "reindex":
		d.place(i, c.Parent)
	case "tag":
		if !i.Tags.set(kind, c.Tag, c.Value) {
			return ReasonTagNotPublished
		}
	case "remove": // what links it loses the link when the draft is finished
		delete(d.items, c.OGR)
	}
	return ""
}

func (d *draft) applyLink(c Change) Reason {
	o, ok := d.occupations[c.Code]
	if !ok {
		return ReasonTargetGone
	}
	item := d.refer(c.Item, o)
	if item == nil {
		return ReasonItemMissing
	}
	_, linked := o.Link(item.OGR)
	switch {
	case c.Kind == LinkAdd && linked:
		return ""
	case c.Kind != LinkAdd && !linked:
		return ReasonNotLinked
	}
	o = d.editOccupation(c.Code)
	switch c.Kind {
	case LinkAdd:
		o.Links = append(o.Links, Link{Item: item, Core: c.Core, Rubric: item.Rubric()})
	case LinkRemove:
		o.Links = without(o.Links, func(l Link) bool { return l.Item.OGR == item.OGR })
	case LinkCore:
		for i := range o.Links {
			if o.Links[i].Item.OGR == item.OGR {
				o.Links[i].Core = c.Core
			}
		}
	}
	return ""
}

func (d *draft) applyMobility(c Change) Reason {
	o, ok := d.occupations[c.From]
	if !ok {
		return ReasonTargetGone
	}
	_, there := o.Mobility(c.To)
	switch {
	case c.Kind == MobilityAdd && d.occupations[c.To] == nil:
		return ReasonCodeUnknown
	case c.Kind == MobilityAdd && there:
		return ""
	case c.Kind != MobilityAdd && !there:
		return ReasonNotLinked
	}
	o = d.editOccupation(c.From)
	switch c.Kind {
	case MobilityAdd:
		rank := c.Rank
		if rank == 0 {
			rank = len(o.Mobilities) + 1
		}
		o.Mobilities = append(o.Mobilities, Mobility{To: c.To, Rank: rank})
	case MobilityRemove:
		o.Mobilities = without(o.Mobilities, func(m Mobility) bool { return m.To == c.To })
	case MobilityRank:
		for i := range o.Mobilities {
			if o.Mobilities[i].To == c.To {
				o.Mobilities[i].Rank = c.Rank
			}
		}
	}
	return ""
}

func (d *draft) applyTree(c Change) Reason {
	o, ok := d.occupations[c.Code]
	if !ok {
		return ReasonTargetGone
	}
	node, ok := d.from.Node(c.Tree, c.Node)
	if !ok {
		if c.New == "" { // a node of a later release, in an observed change
			return ReasonNodeUnknown
		}
		node = d.node(c.Tree, c.Node, c.New)
	}
	_, there := o.Placement(c.Tree, node.Code)
	if there == (c.Kind == TreeAdd) {
		return ""
	}
	o = d.editOccupation(c.Code)
	if c.Kind == TreeAdd {
		o.Placements = append(o.Placements, Placement{Node: node})
		return ""
	}
	o.Placements = without(o.Placements, func(p Placement) bool { return p.Node.Tree == c.Tree && p.Node.Code == node.Code })
	return ""
}
