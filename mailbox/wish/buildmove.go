package wish

import (
	"slices"

	"vigie/rome"
)

// buildMove suggests that an appellation go under another occupation, that an
// item be linked to one or indexed elsewhere.
func (f *frame) buildMove(l *changeList) {
	if f.speaksOf(nounMobility) && f.t.action == actAttach {
		f.buildMobility(l, rome.MobilityAdd)
		return
	}
	if parents := f.under(); len(parents) > 0 {
		f.reindex(l, parents)
		return
	}
	if f.core(l) {
		return
	}
	to := f.code(roleTo)
	from := f.code(roleFrom, roleNot, roleNow)
	if f.c.denied(f.from, f.t.at) { // « ne devrait pas être rattachée à … mais à … »
		from, to = f.corrected()
	}
	if to == "" {
		if code, ok := f.sheet(); ok && f.t.mood != moodShould {
			to = code
		}
	}
	if _, ok := f.reader.release.Occupation(to); !ok {
		return
	}
	for _, o := range f.objects {
		if o.noun == nounSheet {
			continue
		}
		for _, t := range o.things {
			n := o.noun
			if n == nounNone || n == nounLabel {
				n = f.guess(t)
			}
			f.moveOne(l, t, n, from, to)
		}
	}
}

// corrected returns the codes before and after « mais ».
func (f *frame) corrected() (from, to string) {
	but := -1
	for i := f.t.end; i < f.limit && but < 0; i++ {
		if f.c.word(i) == "mais" {
			but = i
		}
	}
	for _, pl := range f.places {
		switch {
		case but < 0 || pl.at < f.t.end || pl.at >= f.limit:
		case pl.at < but:
			from = pl.code
		case to == "":
			to = pl.code
		}
	}
	return from, to
}

func (f *frame) moveOne(l *changeList, t thing, n noun, from, to string) {
	if kind, ok := n.itemKind(); ok {
		item, known := f.item(t, n)
		switch {
		case !known && (f.t.action == actMove || !f.bounded(t.text) || !t.quoted):
			return
		case !known:
			l.add(rome.Change{Kind: rome.Kind(kind) + ".create", Label: t.text})
			l.add(rome.Change{Kind: rome.LinkAdd, Code: to, Item: rome.Ref{Label: t.text}})
			return
		}
		if from != "" && from != to {
			l.add(rome.Change{Kind: rome.LinkRemove, Code: from, Item: rome.Ref{OGR: item.OGR}})
		}
		l.add(rome.Change{Kind: rome.LinkAdd, Code: to, Item: rome.Ref{OGR: item.OGR}})
		return
	}
	if n != nounAppellation {
		return
	}
	o, ok := f.only(t, rome.KindAppellation, from)
	if !ok {
		o, ok = f.only(t, rome.KindAppellation, "")
	}
	switch {
	case ok && f.reader.code(o) != to:
		l.add(rome.Change{Kind: rome.AppellationMove, OGR: f.reader.ogr(o), To: to})
	case len(t.owners) == 0 && f.t.action != actMove && from == "" && t.quoted:
		l.add(rome.Change{Kind: rome.AppellationCreate, Code: to, Label: t.text})
	}
}

// under returns the objects that something is to be indexed under: « sous la
// macro-compétence « … » ».
func (f *frame) under() []object {
	var list []object
	for _, o := range slices.Concat(f.objects, f.aims) {
		for j := o.at - 1; j >= 0 && j > o.at-6; j-- {
			if w := f.c.word(j); oneOf(w, "sous", "dans", "a", "au", "vers") || f.t.action == actBelong && oneOf(w, "de", "d", "du") {
				if o.noun == nounSkill || o.noun == nounKnowledge || o.noun == nounContext || o.noun == nounNone || w == "sous" {
					list = append(list, o)
				}
				break
			} else if w != "la" && w != "le" && w != "l" && w != "une" && w != "categorie" && w != "rubrique" && w != "type" && w != "famille" && f.c.list[j].sign != '-' {
				break
			}
		}
	}
	if len(list) == len(f.objects)+len(f.aims) {
		return nil
	}
	return list
}

// reindex suggests that an item be indexed under another parent.
func (f *frame) reindex(l *changeList, parents []object) {
	parent := parents[0].things[0]
	for _, o := range f.objects {
		if o.at == parents[0].at {
			continue
		}
		kind, ok := o.noun.itemKind()
		if !ok {
			continue
		}
		for _, t := range o.things {
			item, known := f.item(t, o.noun)
			if !known || item.Kind != kind {
				continue
			}
			under := parent.text
			if kind == rome.KindSkill {
				p, ok := f.only(parent, rome.KindSkill, "")
				if !ok {
					continue
				}
				under = f.reader.ogr(p)
			}
			l.add(rome.Change{Kind: rome.Kind(kind) + ".reindex", OGR: item.OGR, Parent: under})
		}
	}
}
