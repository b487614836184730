package rome

// A linkPairing finds what an occupation linked before, without a map for each
// of them: links are turned into the numbers of their items, and marks say what
// the occupation at hand linked in a.
type linkPairing struct {
	a, b     *Release
	inA, inB map[*Occupation][]int32 // of each occupation, the number in a of each item it links; -1 where a does not have it
	last     int32                   // mark
	mark     []int32                 // of each item of a, the last occupation that linked it, from 1
	core     []string                // and how
}

func newLinkPairing(a, b *Release) *linkPairing {
	return &linkPairing{
		a: a, b: b, inA: linkNumbers(a, a), inB: linkNumbers(b, a),
		mark: make([]int32, len(a.items)), core: make([]string, len(a.items)),
	}
}

// linkNumbers gives the number that the items have in a.
func linkNumbers(r, a *Release) map[*Occupation][]int32 {
	first := a.firstItem()
	numbers := make(map[*Occupation][]int32, len(r.occupations))
	slab := make([]int32, 0, r.counts.Links)
	for _, o := range r.occupations {
		from := len(slab)
		for _, l := range o.Links {
			at := int32(-1)
			if id, ok := a.byOGR[l.Item.OGR]; ok && id >= first {
				at = int32(id - first)
			}
			slab = append(slab, at)
		}
		numbers[o] = slab[from:]
	}
	return numbers
}

// count is how many changes there are.
func (p *linkPairing) count() (n int) {
	p.all(func(Change) { n++ })
	return n
}

// append adds the changes of what describes the occupations to a list that has
// room for them.
func (p *linkPairing) append(list []Change) {
	p.all(func(c Change) { list = append(list, c) })
}

func (p *linkPairing) all(do func(Change)) {
	for _, o := range p.b.occupations {
		p.each(o, occupationIn(p.a, o), do)
	}
	for _, was := range p.a.occupations {
		if _, is := p.b.Occupation(was.Code); !is {
			for _, l := range was.Links {
				do(Change{Kind: LinkRemove, Code: was.Code, Item: Ref{OGR: l.Item.OGR}, Old: l.Item.Label})
			}
		}
	}
}

// each calls do with the changes of one occupation's links.
func (p *linkPairing) each(o, was *Occupation, do func(Change)) {
	p.last++
	before := p.inA[was]
	for i, l := range was.Links {
		p.mark[before[i]], p.core[before[i]] = p.last, l.Core
	}
	now := p.inB[o]
	for i, l := range o.Links {
		at := now[i]
		switch {
		case at < 0 || p.mark[at] != p.last:
			do(Change{Kind: LinkAdd, Code: o.Code, Item: Ref{OGR: l.Item.OGR}, Core: l.Core, New: l.Item.Label})
			continue
		case p.core[at] != l.Core:
			do(Change{Kind: LinkCore, Code: o.Code, Item: Ref{OGR: l.Item.OGR}, Core: l.Core, Old: p.core[at], New: l.Core})
		}
		p.mark[at] = 0
	}
	for i, l := range was.Links {
		if p.mark[before[i]] == p.last {
			do(Change{Kind: LinkRemove, Code: o.Code, Item: Ref{OGR: l.Item.OGR}, Old: l.Item.Label})
		}
	}
}
