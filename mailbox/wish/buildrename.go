package wish

import "vigie/rome"

// buildRename suggests that something be called otherwise: « renommer … en … »,
// « remplacer … par … », « l'intitulé de … devrait être … ».
func (f *frame) buildRename(l *changeList) {
	switch {
	case f.speaksOf(nounDefinition, nounAccess), f.noun == nounDefinition, f.noun == nounAccess:
		f.buildText(l)
		return
	case f.speaksOf(nounShort):
		f.buildShort(l)
		return
	case f.speaksOf(nounMobility):
		if f.rank() > 0 {
			f.buildMobility(l, rome.MobilityRank)
		}
		return
	}
	old, wanted, ok := f.pair()
	if !ok || wanted.text == "" || !f.bounded(wanted.text) {
		return
	}
	if old == nil {
		f.renameOccupation(l, wanted)
		return
	}
	n, sheetNamed := f.noun, f.c.calledSheet(old.first)
	if n == nounNone || n == nounLabel || n == nounSheet {
		n = f.guess(*old)
	}
	codes := f.target(roleFrom, roleTo, roleNow, roleNone)
	code := ""
	if len(codes) == 1 {
		code = codes[0]
	}
	if kind, ok := n.itemKind(); ok {
		f.renameItem(l, kind, *old, wanted, code)
		return
	}
	if sheetNamed || n == nounAppellation && code != "" && f.isPrincipal(*old, code) && f.c.titleOfSheet() {
		if own, ok := f.principal(*old); ok && (code == "" || code == own) {
			l.add(rome.Change{Kind: rome.OccupationRename, Code: own, Label: wanted.text})
		}
		return
	}
	if n != nounAppellation {
		return
	}
	o, ok := f.only(*old, rome.KindAppellation, code)
	if !ok {
		if o, ok = f.only(*old, rome.KindAppellation, ""); !ok || len(f.places) > 0 {
			return
		}
	}
	if s, ok := f.only(wanted, rome.KindAppellation, ""); ok && f.t.action == actReplace && s != o && rome.Fold(f.reader.label(s)) == rome.Fold(wanted.text) {
		l.add(rome.Change{Kind: rome.AppellationRemove, OGR: f.reader.ogr(o), Successor: f.reader.ogr(s)})
		return
	}
	if f.reader.label(o) != wanted.text {
		l.add(rome.Change{Kind: rome.AppellationRename, OGR: f.reader.ogr(o), Label: wanted.text})
	}
}

// calledSheet reports whether « la fiche » stands right before the chunk at i.
func (c *clause) calledSheet(i int) bool {
	for j := i - 1; j >= 0 && i-j < 5; j-- {
		if n, _ := c.noun(j); n == nounSheet {
			return true
		}
		if k := c.list[j]; !sheet[k.word] && k.kind != chunkCode && k.word != "de" && k.sign != '(' && k.sign != '-' && k.sign != '–' {
			return false
		}
	}
	return false
}

// titleOfSheet reports whether the clause speaks of what a sheet is called:
// « l'intitulé de la fiche … ».
func (c *clause) titleOfSheet() bool {
	for i := range c.list {
		if n, _ := c.noun(i); n != nounLabel {
			continue
		}
		for j := i + 1; j < len(c.list) && j < i+7; j++ {
			n, _ := c.noun(j)
			if n == nounSheet || c.list[j].kind == chunkCode {
				return true
			}
			if n != nounNone || c.list[j].kind == chunkQuote {
				break
			}
		}
	}
	return false
}

func (f *frame) isPrincipal(t thing, code string) bool {
	own, ok := f.principal(t)
	return ok && own == code
}

// renameItem renames an item; where the clause names an occupation, one item
// takes the place of the other on its sheet.
func (f *frame) renameItem(l *changeList, kind rome.EntityKind, old, wanted thing, code string) {
	o, ok := f.only(old, kind, "")
	if !ok {
		return
	}
	if f.t.action != actReplace || len(f.places) == 0 {
		if s, ok := f.only(wanted, kind, ""); ok && s != o && f.t.action == actReplace {
			l.add(rome.Change{Kind: rome.Kind(kind) + ".remove", OGR: f.reader.ogr(o), Successor: f.reader.ogr(s)})
			return
		}
		if f.reader.label(o) != wanted.text {
			l.add(rome.Change{Kind: rome.Kind(kind) + ".rename", OGR: f.reader.ogr(o), Label: wanted.text})
		}
		return
	}
	if code == "" {
		return
	}
	l.add(rome.Change{Kind: rome.LinkRemove, Code: code, Item: rome.Ref{OGR: f.reader.ogr(o)}})
	ref := rome.Ref{Label: wanted.text}
	if s, ok := f.only(wanted, kind, ""); ok {
		ref = rome.Ref{OGR: f.reader.ogr(s)}
	} else {
		l.add(rome.Change{Kind: rome.Kind(kind) + ".create", Label: wanted.text})
	}
	l.add(rome.Change{Kind: rome.LinkAdd, Code: code, Item: ref})
}

// renameOccupation renames the occupation that the frame speaks of, when it is
// its sheet that is renamed.
func (f *frame) renameOccupation(l *changeList, wanted thing) {
	if f.noun != nounSheet && f.noun != nounLabel && f.noun != nounNone {
		return
	}
	codes := f.target(roleNone, roleFrom, roleTo)
	if len(codes) != 1 {
		return
	}
	if o, ok := f.reader.release.Occupation(codes[0]); ok && o.Label != wanted.text {
		l.add(rome.Change{Kind: rome.OccupationRename, Code: o.Code, Label: wanted.text})
	}
}
