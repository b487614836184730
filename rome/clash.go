package rome

import "slices"

// A ClashKind says why two changes cannot be had together.
type ClashKind string

// The kinds. Of two changes that clash in several ways the first one is told.
const (
	ClashRemoved   ClashKind = "removed"   // one removes what the other changes, or leads to
	ClashUnder     ClashKind = "under"     // one removes what the other puts something under
	ClashMove      ClashKind = "move"      // one appellation moved to two codes
	ClashRename    ClashKind = "rename"    // two labels, or two short labels, for one entity
	ClashCode      ClashKind = "code"      // two occupations created under one code
	ClashLabel     ClashKind = "label"     // one label in two places
	ClashPrincipal ClashKind = "principal" // two appellations that would give one occupation its name
	ClashText      ClashKind = "text"      // two texts for one field of an occupation
	ClashTag       ClashKind = "tag"       // two values of one tag
	ClashIndex     ClashKind = "index"     // one item indexed under two others
	ClashLink      ClashKind = "link"      // the same link, mobility, place or correspondence added and removed
	ClashCore      ClashKind = "core"      // two importances of one link
	ClashRank      ClashKind = "rank"      // two ranks of one mobility
)

// ClashKinds lists them, the first to be told first.
func ClashKinds() []ClashKind {
	return []ClashKind{
		ClashRemoved, ClashUnder, ClashMove, ClashRename, ClashCode, ClashLabel, ClashPrincipal,
		ClashText, ClashTag, ClashIndex, ClashLink, ClashCore, ClashRank,
	}
}

// Clash reports whether two changes cannot be had together, and how. It looks at
// no release: what is known of the targets is what the changes and their bases
// say. It is symmetric; the Same wish never clashes; and two changes that do not
// clash, and of which neither Needs the other, give the same release in whatever
// order Apply makes them.
//
// An item that one change names by its OGR and another by its label is not
// recognised as one.
func Clash(a, b Change) (ClashKind, bool) {
	if a.Kind == b.Kind && a.Same(b) {
		return "", false
	}
	best := len(clashOrder)
	of := func(k ClashKind) {
		if at := slices.Index(clashOrder, k); at < best {
			best = at
		}
	}
	theirs := b.claims()
	for _, x := range a.claims() {
		for _, y := range theirs {
			if x.thing != y.thing || x.want == y.want {
				continue
			}
			if x.want == namesSheet || y.want == namesSheet {
				if k, ok := names(a, b); ok {
					of(k)
				}
				continue
			}
			of(later(x.kind, y.kind))
		}
	}
	if best == len(clashOrder) {
		return "", false
	}
	return clashOrder[best], true
}

var clashOrder = ClashKinds()

// later is the more particular of the kinds of two claims on one thing: what is
// removed is another change's target, or what it is under.
func later(x, y ClashKind) ClashKind {
	if slices.Index(clashOrder, x) > slices.Index(clashOrder, y) {
		return x
	}
	return y
}

// names answers the renaming of an occupation and a change of an appellation in
// it. The principal appellation carries the occupation's name: a renaming renames
// it, or makes another one the principal that has the new name. So whatever
// gives, takes away or changes one of those two names gets in its way.
func names(a, b Change) (ClashKind, bool) {
	if a.Kind != OccupationRename {
		a, b = b, a
	}
	is := Fold(a.Label)
	was := ""
	if a.Base != nil {
		was = Fold(a.Base.Label)
	}
	before := ""
	if b.Base != nil {
		before = Fold(b.Base.Label)
	}
	here := b.under() == a.Code
	switch b.Kind {
	case AppellationCreate:
		return ClashLabel, Fold(b.Label) == is
	case AppellationRename:
		if before == was {
			return ClashRename, Fold(b.Label) != is
		}
		return ClashLabel, Fold(b.Label) == is || before == is
	case AppellationMove:
		if b.To == a.Code {
			return ClashLabel, before == is
		}
		return ClashPrincipal, here && (before == was || before == is)
	case AppellationRemove:
		return ClashPrincipal, before == was || before == is
	case AppellationPrincipal:
		return ClashPrincipal, before != is
	}
	return "", false
}
