package rome

import "slices"

// InOrder gives changes in an order that Apply, and whoever edits the
// nomenclature by hand, can follow: what is created comes before what rests on
// it, what is taken away after what is taken out of it. Changes that may come in
// any order stay in theirs.
func InOrder(changes []Change) []Change {
	list := slices.Clone(changes)
	slices.SortStableFunc(list, func(a, b Change) int { return a.Phase() - b.Phase() })
	return list
}

// Phase is where a change stands in InOrder, from 0.
func (c Change) Phase() int {
	switch c.Kind {
	case OccupationCreate:
		return 0
	case SkillCreate, KnowledgeCreate, ContextCreate:
		return 1
	case AppellationCreate:
		return 2
	case LinkCore, MobilityRank:
		return 4
	case LinkRemove, MobilityRemove, TreeRemove, CrosswalkRemove:
		return 5
	case AppellationRemove, SkillRemove, KnowledgeRemove, ContextRemove:
		return 6
	case OccupationRemove:
		return 7
	}
	return 3
}

// Needs reports whether a can only be made after b: it speaks of what b creates,
// or removes what b takes something out of. Then b comes first in InOrder.
func Needs(a, b Change) bool {
	switch {
	case b.Kind.Verb() == "create":
		return a.speaksOf(b)
	case a.Kind == LinkCore && b.Kind == LinkAdd:
		return a.Code == b.Code && a.Item == b.Item
	case a.Kind == MobilityRank && b.Kind == MobilityAdd:
		return a.From == b.From && a.To == b.To
	case a.Kind == OccupationRemove:
		switch b.Kind {
		case AppellationMove, AppellationRemove:
			return b.under() == "" || b.under() == a.Code
		case LinkRemove, TreeRemove, CrosswalkRemove:
			return b.Code == a.Code
		case MobilityRemove:
			return b.From == a.Code || b.To == a.Code
		}
	case a.Kind == SkillRemove || a.Kind == KnowledgeRemove || a.Kind == ContextRemove:
		return b.Kind == LinkRemove && (b.Item.OGR == a.OGR || b.Item.Label != "")
	}
	return false
}

// speaksOf reports whether a change speaks of what another creates.
func (c *Change) speaksOf(created Change) bool {
	switch created.Kind {
	case OccupationCreate:
		return created.Code != "" && slices.Contains([]string{c.Code, c.From, c.To, c.Successor}, created.Code)
	case SkillCreate, KnowledgeCreate, ContextCreate:
		if c.Item.Label != "" && Fold(c.Item.Label) == Fold(created.Label) {
			return true
		}
	}
	return created.OGR != "" && slices.Contains([]string{c.OGR, c.Item.OGR, c.Parent, c.Successor}, created.OGR)
}
