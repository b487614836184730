package rome

import (
	"cmp"
	"strconv"
)

// Diff returns what makes b of a, as observed changes: each holds in b, carries
// what was and what is in Old and New, and says whether typography is all that
// changed. Diff(a, a) is empty.
//
// Occupations are matched by their code, by which changes name them: a code that
// has another OGR was repurposed. Everything else is matched by OGR, links,
// mobilities and places in trees by their ends. The order is one in which Apply
// can follow: what is created comes before what rests on it, what is removed
// after. Of an entity that is created, what its
// creation cannot say (its tags, its texts) is not spoken of; its links are. A
// label that changed so much that the entity must be another one is a rename and,
// right after it, a repurposing.
func Diff(a, b *Release) []Change {
	if a.SHA256 == b.SHA256 && a.SHA256 != "" { // but perhaps not the same tables beside them
		d := differ{a: a, b: b}
		d.crosswalks()
		return d.changes
	}
	parts := []*differ{{a: a, b: b}, {a: a, b: b}, {a: a, b: b}}
	var links *linkPairing
	n := 0
	_ = inParallel(4, func(i int) error {
		switch i {
		case 0: // the links are most of it: they are counted first and written once
			links = newLinkPairing(a, b)
			n = links.count()
		case 1:
			parts[0].created()
			parts[0].appellations() // before the occupations: one is renamed after the appellation that it is called by now
		case 2:
			parts[1].occupations()
			parts[1].items()
		case 3:
			parts[2].mobilities()
			parts[2].placements()
			parts[2].crosswalks()
			parts[2].removed()
		}
		return nil
	})
	first := len(parts[0].changes) + len(parts[1].changes)
	all := make([]Change, first+n+len(parts[2].changes))
	_ = inParallel(2, func(i int) error {
		if i == 0 {
			links.append(all[first : first : first+n])
			return nil
		}
		copy(all, parts[0].changes)
		copy(all[len(parts[0].changes):], parts[1].changes)
		copy(all[first+n:], parts[2].changes)
		return nil
	})
	return all
}

// A differ collects changes.
type differ struct {
	a, b    *Release
	changes []Change
}

func (d *differ) add(c Change) { d.changes = append(d.changes, c) }

// text adds a change of a text, where there is one: what encoding alone makes
// different is not.
func (d *differ) text(c Change, old, new string) bool {
	like := compare(old, new)
	if like == equal {
		return false
	}
	c.Old, c.New, c.Typographic = old, new, like != unlike && Fold(old) == Fold(new)
	d.add(c)
	return true
}

// rename is text for labels, followed by a repurposing where the entity has
// become another thing.
func (d *differ) rename(c Change, was, is Entity, wasPublished, isPublished string) {
	if was.Label == is.Label && wasPublished != isPublished { // white space around it alone
		c.Old, c.New, c.Typographic = cmp.Or(wasPublished, was.Label), cmp.Or(isPublished, is.Label), true
		d.add(c)
		return
	}
	if !d.text(c, was.Label, is.Label) {
		return
	}
	if d.changes[len(d.changes)-1].Typographic || was.OGR != is.OGR || d.b.resembles(was.Label, is) {
		return
	}
	d.add(Change{Kind: Kind(is.Kind) + ".repurpose", OGR: is.OGR, Old: was.Label, New: is.Label})
}

// tags adds the changes of the tags that the family has.
func (d *differ) tags(c Change, kind EntityKind, was, is Tags) {
	for _, name := range TagNames() {
		if !tagPublished(kind, name) {
			continue
		}
		old, _ := was.Get(name)
		c.Value, _ = is.Get(name)
		if old != c.Value {
			c.Tag, c.Old, c.New = name, old, c.Value
			d.add(c)
		}
	}
}

// created adds what is new: occupations, then items (macro-skills before what is
// under them), then appellations.
func (d *differ) created() {
	for _, o := range d.b.occupations {
		if _, was := d.a.Occupation(o.Code); !was {
			d.add(Change{Kind: OccupationCreate, Domain: o.Domain(), Code: o.Code, Label: o.Label, OGR: o.OGR})
		}
	}
	for _, macro := range []bool{true, false} {
		for _, i := range d.b.items {
			if (i.Kind == KindSkill && i.Parent == "") != macro {
				continue
			}
			if was, ok := d.a.Item(i.OGR); !ok || was.Kind != i.Kind {
				d.add(Change{Kind: Kind(i.Kind) + ".create", Label: i.Label, Parent: i.Parent, OGR: i.OGR})
			}
		}
	}
	for _, p := range d.b.appellations {
		if _, was := d.a.Appellation(p.OGR); !was {
			d.add(Change{Kind: AppellationCreate, Code: p.Code, Label: p.Label, Short: p.Short, OGR: p.OGR})
		}
	}
}

// removed adds what is gone, what rests on others first.
func (d *differ) removed() {
	for _, p := range d.a.appellations {
		if _, is := d.b.Appellation(p.OGR); !is {
			d.add(Change{Kind: AppellationRemove, OGR: p.OGR, Old: p.Label})
		}
	}
	for _, macro := range []bool{false, true} {
		for _, i := range d.a.items {
			if (i.Kind == KindSkill && i.Parent == "") != macro {
				continue
			}
			if is, ok := d.b.Item(i.OGR); !ok || is.Kind != i.Kind {
				d.add(Change{Kind: Kind(i.Kind) + ".remove", OGR: i.OGR, Old: i.Label})
			}
		}
	}
	for _, o := range d.a.occupations {
		if _, is := d.b.Occupation(o.Code); !is {
			d.add(Change{Kind: OccupationRemove, Code: o.Code, Old: o.Label})
		}
	}
}

func (d *differ) occupations() {
	for _, o := range d.b.occupations {
		was, ok := d.a.Occupation(o.Code)
		if !ok {
			continue
		}
		if was.OGR != o.OGR { // the code was given to another one
			d.add(Change{Kind: OccupationRepurpose, Code: o.Code, OGR: o.OGR, Old: was.Label, New: o.Label})
		}
		if was.Label != o.Label || was.published != o.published {
			d.rename(Change{Kind: OccupationRename, Code: o.Code, Label: o.Label}, was.Entity(), o.Entity(), was.published, o.published)
		}
		d.text(Change{Kind: OccupationDefine, Code: o.Code, Text: o.Definition}, was.Definition, o.Definition)
		d.text(Change{Kind: OccupationAccess, Code: o.Code, Text: o.Access}, was.Access, o.Access)
		if was.Tags != o.Tags {
			d.tags(Change{Kind: OccupationTag, Code: o.Code}, KindOccupation, was.Tags, o.Tags)
		}
	}
}

func (d *differ) appellations() {
	for _, p := range d.b.appellations {
		was, ok := d.a.Appellation(p.OGR)
		if !ok {
			continue
		}
		if was.Code != p.Code {
			d.add(Change{Kind: AppellationMove, OGR: p.OGR, To: p.Code, Old: was.Code, New: p.Code})
		}
		if was.Label != p.Label || was.published != p.published {
			d.rename(Change{Kind: AppellationRename, OGR: p.OGR, Label: p.Label}, was.Entity(), p.Entity(), was.published, p.published)
		}
		if was.Short != p.Short {
			d.text(Change{Kind: AppellationShort, OGR: p.OGR, Short: p.Short}, was.Short, p.Short)
		}
		if p.Principal && !was.Principal {
			d.add(Change{Kind: AppellationPrincipal, OGR: p.OGR})
		}
		if was.Tags != p.Tags {
			d.tags(Change{Kind: AppellationTag, OGR: p.OGR}, KindAppellation, was.Tags, p.Tags)
		}
	}
}

func (d *differ) items() {
	for _, i := range d.b.items {
		was, ok := d.a.Item(i.OGR)
		if !ok || was.Kind != i.Kind {
			continue
		}
		family := Kind(i.Kind)
		if was.Label != i.Label || was.published != i.published {
			d.rename(Change{Kind: family + ".rename", OGR: i.OGR, Label: i.Label}, was.Entity(), i.Entity(), was.published, i.published)
		}
		if was.Parent != i.Parent {
			d.text(Change{Kind: family + ".reindex", OGR: i.OGR, Parent: i.Parent}, was.Parent, i.Parent)
		}
		if was.Tags != i.Tags {
			d.tags(Change{Kind: family + ".tag", OGR: i.OGR}, i.Kind, was.Tags, i.Tags)
		}
	}
}

// nothing is what an occupation was before it was created.
var nothing = new(Occupation)

// occupationIn is what had an occupation's code in an earlier release.
func occupationIn(a *Release, o *Occupation) *Occupation {
	if was, ok := a.Occupation(o.Code); ok {
		return was
	}
	return nothing
}

func (d *differ) mobilities() {
	for _, o := range d.b.occupations {
		was := occupationIn(d.a, o)
		for _, m := range o.Mobilities {
			before, had := was.Mobility(m.To)
			switch {
			case !had:
				d.add(Change{Kind: MobilityAdd, From: o.Code, To: m.To, Rank: m.Rank})
			case before.Rank != m.Rank:
				d.add(Change{Kind: MobilityRank, From: o.Code, To: m.To, Rank: m.Rank, Old: strconv.Itoa(before.Rank), New: strconv.Itoa(m.Rank)})
			}
		}
		for _, m := range was.Mobilities {
			if _, has := o.Mobility(m.To); !has {
				d.add(Change{Kind: MobilityRemove, From: o.Code, To: m.To})
			}
		}
	}
}

func (d *differ) placements() {
	for _, tree := range Trees() {
		if d.a.nodes[tree] == nil || d.b.nodes[tree] == nil { // one does not publish it: nothing is known
			continue
		}
		for _, kind := range []Kind{TreeAdd, TreeRemove} {
			for _, o := range d.b.occupations {
				is, was := o, occupationIn(d.a, o)
				if kind == TreeRemove {
					is, was = was, is
				}
				for _, p := range is.Placements {
					if p.Node.Tree != tree {
						continue
					}
					if _, had := was.Placement(tree, p.Node.Code); had {
						continue
					}
					c := Change{Kind: kind, Code: o.Code, Tree: tree, Node: p.Node.Code, New: p.Node.Label}
					if kind == TreeRemove {
						c.Old, c.New = c.New, ""
					}
					d.add(c)
				}
			}
		}
	}
}
