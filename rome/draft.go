package rome

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
)

// A draft is a release being changed. What is edited is copied first: the rest
// is shared with the release it comes from.
type draft struct {
	from         *Release
	occupations  map[string]*Occupation  // by code
	appellations map[string]*Appellation // by OGR
	items        map[string]*Item        // by OGR
	order        []string                // OGR of the items, as published, new ones last
	nodes        map[Tree]map[string]*Node
	byLabel      map[string][]string // of what was created here, folded
	parents      map[EntityKind]map[string]*Item
	own          map[any]bool    // what is the draft's own to write to
	touched      map[string]bool // codes whose appellations, links or mobilities changed
	created      int
	crosswalks   map[string]*tableDraft
}

func newDraft(r *Release) *draft {
	d := &draft{
		from: r, occupations: make(map[string]*Occupation, len(r.occupations)),
		appellations: make(map[string]*Appellation, len(r.appellations)), items: make(map[string]*Item, len(r.items)),
		nodes: make(map[Tree]map[string]*Node), byLabel: make(map[string][]string),
		own: make(map[any]bool), touched: make(map[string]bool),
	}
	for _, o := range r.occupations {
		d.occupations[o.Code] = o
	}
	for _, p := range r.appellations {
		d.appellations[p.OGR] = p
	}
	for _, i := range r.items {
		d.items[i.OGR] = i
		d.order = append(d.order, i.OGR)
	}
	return d
}

// editOccupation is the occupation, to be written to.
func (d *draft) editOccupation(code string) *Occupation {
	o := d.occupations[code]
	d.touched[code] = true
	if d.own[o] {
		return o
	}
	c := *o
	c.Appellations, c.Links, c.Mobilities = slices.Clone(o.Appellations), slices.Clone(o.Links), slices.Clone(o.Mobilities)
	c.Placements = slices.Clone(o.Placements)
	d.occupations[code], d.own[&c] = &c, true
	return &c
}

// editAppellation likewise; its occupation gets the copy.
func (d *draft) editAppellation(ogr string) *Appellation {
	p := d.appellations[ogr]
	d.touched[p.Code] = true
	if d.own[p] {
		return p
	}
	c := *p
	d.appellations[ogr], d.own[&c] = &c, true
	o := d.editOccupation(p.Code)
	if at := slices.Index(o.Appellations, p); at >= 0 {
		o.Appellations[at] = &c
	}
	return &c
}

// editItem likewise. The links to it are renewed when the draft is finished.
func (d *draft) editItem(ogr string) *Item {
	i := d.items[ogr]
	if d.own[i] {
		return i
	}
	c := *i
	d.items[ogr], d.own[&c] = &c, true
	return &c
}

func (d *draft) occupationByOGR(ogr string) (*Occupation, bool) {
	if o, ok := d.from.OccupationByOGR(ogr); ok {
		if now := d.occupations[o.Code]; now != nil && now.OGR == ogr {
			return now, true
		}
	}
	for _, o := range d.occupations {
		if o.OGR == ogr {
			return o, true
		}
	}
	return nil, false
}

// detach takes an appellation off its occupation.
func (d *draft) detach(p *Appellation) {
	o := d.editOccupation(p.Code)
	o.Appellations = without(o.Appellations, func(q *Appellation) bool { return q.OGR == p.OGR })
}

// makePrincipal makes p the only principal appellation of its occupation.
func (d *draft) makePrincipal(o *Occupation, p *Appellation) {
	for _, q := range o.Appellations {
		if q.Principal && q.OGR != p.OGR {
			d.editAppellation(q.OGR).Principal = false
		}
	}
	d.editAppellation(p.OGR).Principal = true
}

// labelled is the occupation's appellation of that label, nil for none.
func labelled(o *Occupation, label string) *Appellation {
	for _, p := range o.Appellations {
		if p.Label == label {
			return p
		}
	}
	return nil
}

// place puts an item under a parent, given as Item.Parent is or by a label, and
// gives it the classification of what is there already.
func (d *draft) place(i *Item, parent string) {
	i.Parent = parent
	if parent == "" {
		return
	}
	sibling := d.items[parent]
	if sibling == nil || i.Kind != KindSkill || sibling.Kind != KindSkill {
		sibling = d.under(i.Kind, parent)
	}
	switch {
	case sibling == nil:
		return
	case i.Kind == KindSkill:
		i.Parent = sibling.OGR
	default:
		i.Parent = sibling.Parent
	}
	i.Category, i.Subcategory = sibling.Category, sibling.Subcategory
}

// under finds a macro-skill by its label, or knowledge or a context by what it is
// indexed under.
func (d *draft) under(kind EntityKind, parent string) *Item {
	if d.parents == nil {
		d.parents = make(map[EntityKind]map[string]*Item)
		for _, k := range []EntityKind{KindSkill, KindKnowledge, KindContext} {
			d.parents[k] = make(map[string]*Item)
		}
		for _, i := range d.from.items {
			switch i.Kind {
			case KindSkill:
				if i.Parent == "" {
					d.parents[i.Kind][Fold(i.Label)] = i
				}
			case KindContext:
				d.parents[i.Kind][Fold(i.Category)] = i
				d.parents[i.Kind][i.Parent] = i
			default:
				if d.parents[i.Kind][i.Parent] == nil {
					d.parents[i.Kind][Fold(i.Parent)], d.parents[i.Kind][i.Parent] = i, i
				}
			}
		}
	}
	if i := d.parents[kind][parent]; i != nil {
		return i
	}
	return d.parents[kind][Fold(parent)]
}

// refer finds the item that a reference means: of several with the label, one
// that the occupation links.
func (d *draft) refer(ref Ref, o *Occupation) *Item {
	if ref.Label == "" {
		return d.items[ref.OGR]
	}
	var list []*Item
	for _, i := range d.from.referredTo(ref) {
		if now := d.items[i.OGR]; now != nil {
			list = append(list, now)
		}
	}
	for _, ogr := range d.byLabel[Fold(ref.Label)] {
		if now := d.items[ogr]; now != nil {
			list = append(list, now)
		}
	}
	for _, i := range list {
		if _, linked := o.Link(i.OGR); linked {
			return i
		}
	}
	if len(list) > 0 {
		return list[0]
	}
	return nil
}

// node is a node that the release does not have.
func (d *draft) node(tree Tree, code, label string) *Node {
	if d.nodes[tree] == nil {
		d.nodes[tree] = make(map[string]*Node)
	}
	if d.nodes[tree][code] == nil {
		d.nodes[tree][code] = &Node{Tree: tree, Code: code, Label: label}
	}
	return d.nodes[tree][code]
}

// newOGR is the OGR of what is created: the one observed, or one of our own,
// which no release can have.
func (d *draft) newOGR(observed string) string {
	if observed != "" {
		return observed
	}
	d.created++
	return "new-" + strconv.Itoa(d.created)
}

// freeCode is the first code of a domain that nothing has.
func (d *draft) freeCode(domain string) string {
	for n := 1; ; n++ {
		if code := fmt.Sprintf("%s%02d", domain, n); d.occupations[code] == nil {
			return code
		}
	}
}

// set gives a tag of the family a value; false where it has no such tag.
func (t *Tags) set(kind EntityKind, name, value string) bool {
	if !tagPublished(kind, name) {
		return false
	}
	switch name {
	case TagEco:
		t.Eco = value
	case TagDigital:
		t.Digital = value
	case TagDemographic:
		t.Demographic = value
	case TagRegulated:
		t.Regulated = value
	case TagManagerial:
		t.Managerial = value
	case TagRarelyUsed:
		t.RarelyUsed = value
	}
	return true
}

// without is a list without some of its elements, in the list's own memory.
func without[T any](list []T, drop func(T) bool) []T { return slices.DeleteFunc(list, drop) }

// release finishes the draft: the principal appellation is the one that has the
// occupation's label, links name the items as they are now, and everything is in
// the order that reading puts it in.
func (d *draft) release() *Release {
	f := d.from
	r := &Release{
		Number: f.Number, Title: f.Title, Description: f.Description, PublishedOn: f.PublishedOn, ValidatedOn: f.ValidatedOn,
		tables: f.tables, byMember: f.byMember, majorDomains: f.majorDomains, domains: f.domains,
		nodes: d.mergeNodes(), skillPaths: f.skillPaths, blocks: f.blocks,
		oddities: f.oddities, oddCount: f.oddCount, crosswalks: d.mergeCrosswalks(),
		byCode: d.occupations, byOGR: make(map[string]entityID, len(f.byOGR)+d.created),
	}
	for code := range d.touched {
		if o := d.occupations[code]; o != nil {
			d.settle(o)
		}
	}
	r.occupations = slices.SortedFunc(maps.Values(d.occupations), func(a, b *Occupation) int { return cmp.Compare(a.Code, b.Code) })
	for _, p := range f.appellations {
		if now := d.appellations[p.OGR]; now != nil {
			r.appellations = append(r.appellations, now)
		}
	}
	known := len(r.appellations)
	for _, p := range d.appellations {
		if _, was := f.Appellation(p.OGR); !was {
			r.appellations = append(r.appellations, p)
		}
	}
	slices.SortFunc(r.appellations[known:], func(a, b *Appellation) int { return cmp.Compare(a.OGR, b.OGR) })
	d.finishItems(r)
	d.relink(r)
	r.number()
	r.collectParents()
	return r
}

// settle puts one occupation in order.
func (d *draft) settle(o *Occupation) {
	if p := labelled(o, o.Label); p != nil && !p.Principal {
		d.makePrincipal(d.editOccupation(o.Code), p)
		o = d.occupations[o.Code]
	}
	slices.SortStableFunc(o.Appellations, func(a, b *Appellation) int {
		if a.Principal != b.Principal {
			if a.Principal {
				return -1
			}
			return 1
		}
		return cmp.Compare(Fold(a.Label), Fold(b.Label))
	})
	slices.SortStableFunc(o.Mobilities, func(a, b Mobility) int { return cmp.Compare(a.Rank, b.Rank) })
	sortPlacements(o)
}

// finishItems lists the items by kind, as published, new ones last.
func (d *draft) finishItems(r *Release) {
	for _, kind := range []EntityKind{KindSkill, KindKnowledge, KindContext} {
		for _, ogr := range d.order {
			if i := d.items[ogr]; i != nil && i.Kind == kind {
				r.items = append(r.items, i)
			}
		}
	}
}

// relink has every link name the item as it is now, and puts the links of what
// was touched in the order of a sheet.
func (d *draft) relink(r *Release) {
	for at, o := range r.occupations {
		stale := d.touched[o.Code]
		for _, l := range o.Links {
			stale = stale || d.items[l.Item.OGR] != l.Item
		}
		if !stale {
			continue
		}
		o = d.editOccupation(o.Code)
		o.Links = without(o.Links, func(l Link) bool { return d.items[l.Item.OGR] == nil })
		for i := range o.Links {
			l := &o.Links[i]
			l.Item = d.items[l.Item.OGR]
			l.Rubric = l.Item.Rubric()
		}
		slices.SortStableFunc(o.Links, func(a, b Link) int {
			return cmp.Or(cmp.Compare(sheetKey(a.Rubric, a.Core), sheetKey(b.Rubric, b.Core)), cmp.Compare(Fold(a.Item.Label), Fold(b.Item.Label)))
		})
		r.occupations[at] = o
	}
}

// mergeNodes are the nodes of the trees, new ones included.
func (d *draft) mergeNodes() map[Tree][]*Node {
	if len(d.nodes) == 0 {
		return d.from.nodes
	}
	all := maps.Clone(d.from.nodes)
	for tree, added := range d.nodes {
		all[tree] = slices.Concat(all[tree], slices.Collect(maps.Values(added)))
		slices.SortFunc(all[tree], func(a, b *Node) int { return cmp.Compare(a.Code, b.Code) })
	}
	return all
}

// number gives every entity its id, and counts what there is.
func (r *Release) number() {
	id := entityID(0)
	claim := func(ogr string) {
		r.byOGR[ogr] = id
		id++
	}
	for _, o := range r.occupations {
		claim(o.OGR)
	}
	for _, p := range r.appellations {
		claim(p.OGR)
	}
	r.counts = Counts{Occupations: len(r.occupations), Appellations: len(r.appellations)}
	for _, i := range r.items {
		claim(i.OGR)
		switch i.Kind {
		case KindSkill:
			r.counts.Skills++
		case KindKnowledge:
			r.counts.Knowledge++
		default:
			r.counts.Contexts++
		}
	}
	r.users = make([][]int32, len(r.items))
	for _, ordinary := range []bool{false, true} {
		for at, o := range r.occupations {
			for _, l := range o.Links {
				if (l.Core == CoreOrdinary) == ordinary {
					item := r.byOGR[l.Item.OGR] - r.firstItem()
					r.users[item] = append(r.users[item], int32(at))
				}
			}
			if !ordinary {
				r.counts.Links += len(o.Links)
				r.counts.Mobilities += len(o.Mobilities)
			}
		}
	}
}
