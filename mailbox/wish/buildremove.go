package wish

import "vigie/rome"

// buildRemove suggests what is to be removed: from an occupation, or from the
// nomenclature.
func (f *frame) buildRemove(l *changeList) {
	if f.speaksOf(nounMobility) {
		f.buildMobility(l, rome.MobilityRemove)
		return
	}
	if f.speaksOf(nounDefinition, nounAccess, nounShort) {
		return
	}
	if f.says("coeur") && f.core(l) { // « la retirer du cœur de métier »
		return
	}
	if len(f.labels()) == 0 {
		f.removeOccupation(l)
		return
	}
	successor := f.successor()
	for _, o := range f.objects {
		if o.noun == nounSheet {
			continue
		}
		for _, t := range o.things {
			if successor != nil && t.text == successor.text {
				continue
			}
			n := o.noun
			if n == nounNone || n == nounLabel {
				n = f.guess(t)
			}
			f.removeOne(l, t, n, successor)
		}
	}
}

func (f *frame) removeOne(l *changeList, t thing, n noun, successor *thing) {
	codes := f.target(roleFrom, roleTo, roleNow, roleNone)
	if kind, ok := n.itemKind(); ok {
		item, known := f.item(t, n)
		if !known {
			return
		}
		if len(codes) > 0 && !f.everywhere() {
			for _, code := range codes {
				if _, ok := f.reader.release.Occupation(code); ok {
					l.add(rome.Change{Kind: rome.LinkRemove, Code: code, Item: rome.Ref{OGR: item.OGR}})
				}
			}
			return
		}
		if len(f.places) > 0 {
			return
		}
		c := rome.Change{Kind: rome.Kind(kind) + ".remove", OGR: item.OGR}
		if successor != nil {
			if s, ok := f.item(*successor, n); ok && s.Kind == kind {
				c.Successor = s.OGR
			}
		}
		l.add(c)
		return
	}
	if n != nounAppellation {
		return
	}
	code := ""
	if len(codes) == 1 {
		code = codes[0]
	}
	o, ok := f.only(t, rome.KindAppellation, code)
	if !ok && len(f.places) == 0 {
		o, ok = f.only(t, rome.KindAppellation, "")
	}
	if !ok {
		return
	}
	if to := f.code(roleTo); to != "" && f.code(roleFrom) != "" && to != f.reader.code(o) {
		l.add(rome.Change{Kind: rome.AppellationMove, OGR: f.reader.ogr(o), To: to}) // « retirer de M1805 pour la mettre dans M1810 »
		return
	}
	c := rome.Change{Kind: rome.AppellationRemove, OGR: f.reader.ogr(o)}
	if successor != nil {
		if s, ok := f.only(*successor, rome.KindAppellation, ""); ok {
			c.Successor = f.reader.ogr(s)
		}
	}
	l.add(c)
}

// everywhere reports whether something is to go from the nomenclature and not
// from one occupation.
func (f *frame) everywhere() bool {
	if len(f.places) > 0 {
		return false
	}
	return f.says("referentiel rome partout definitivement nomenclature doublon repertoire")
}

// successor returns the label that replaces what is removed: « au profit de « … » »,
// « remplacée par « … » », « doublon de « … » ».
func (f *frame) successor() *thing {
	if f.heir != nil {
		return f.heir
	}
	for _, o := range f.objects {
		for k := range o.things {
			t := &o.things[k]
			for j := t.first - 1; j >= 0 && j > t.first-6; j-- {
				switch w := f.c.word(j); {
				case w == "profit", w == "par" && j > 0, w == "doublon", w == "doublonne", w == "avec" && f.says("doublon doublonne double redondant redondante"), w == "a" && f.says("identique"):
					return t
				case f.c.list[j].kind == chunkQuote:
					j = 0
				}
			}
		}
	}
	return nil
}

// removeOccupation suggests the removal of an occupation: « supprimer la fiche
// M1806 », « … au profit de M1805 ».
func (f *frame) removeOccupation(l *changeList) {
	var code, successor string
	for _, pl := range f.places {
		if pl.at < f.from || pl.at >= f.limit {
			continue
		}
		switch {
		case pl.role == roleNone && code == "":
			code = pl.code
		case pl.role == roleFrom && code == "" && f.t.mood == moodNoun && f.sheetRemoved(pl.at):
			code = pl.code // « suppression de la fiche M1806 »
		case pl.role == roleBy || pl.role == roleTo && code != "":
			successor = pl.code
		default:
			return
		}
	}
	for _, i := range []int{f.chunkOf(code) + 1, f.t.end} {
		if i > f.chunkOf(code) && oneOf(f.c.word(i), "de", "du", "des", "d", "dans", "parmi") && !f.c.leadsToROME(i+1) {
			return // « retirer M1805 des métiers verts », « M1805 est à retirer de la liste »
		}
	}
	if code == "" || f.noun != nounSheet && f.noun != nounNone || !f.sheetRemoved(f.chunkOf(code)) {
		return
	}
	if _, ok := f.reader.release.Occupation(code); ok {
		l.add(rome.Change{Kind: rome.OccupationRemove, Code: code, Successor: successor})
	}
}

// leadsToROME reports whether the nomenclature itself is named from i on: « du
// référentiel », « du ROME ».
func (c *clause) leadsToROME(i int) bool {
	for ; i < len(c.list); i++ {
		switch w := c.word(i); {
		case oneOf(w, "rome", "referentiel", "nomenclature", "repertoire"):
			return true
		case !skipped(w):
			return false
		}
	}
	return false
}

func (f *frame) chunkOf(code string) int {
	for _, pl := range f.places {
		if pl.code == code {
			return pl.at
		}
	}
	return 0
}

// sheetRemoved reports whether it is the sheet of the code at i that goes:
// nothing but « la fiche » stands between the verb and it, or, where the verb
// comes after, nothing that could be what goes instead.
func (f *frame) sheetRemoved(i int) bool {
	if i >= f.t.at {
		for j := f.t.end; j < i; j++ {
			if k := f.c.list[j]; k.kind != chunkSign && !sheet[k.word] && k.word != "de" && k.word != "d" && k.word != "du" {
				return false
			}
		}
		return true
	}
	depth := 0
	for j := i + 1; j < f.t.at; j++ {
		switch k := f.c.list[j]; {
		case k.sign == '(':
			depth++
		case k.sign == ')':
			depth--
		case depth > 0: // what the occupation is called
		case k.kind == chunkSign && k.sign != ',' && k.sign != ':' && k.sign != '-' && k.sign != '–',
			k.kind != chunkSign && !sheet[k.word] && !should[k.word] && !oftenSaid[k.word]:
			return false
		}
	}
	return true
}

// oftenSaid are words between a sheet and the verb that says what becomes of it.
var oftenSaid = words("est sont etre n ne a ont plus pas donc aussi egalement desormais simplement purement bien qui fait double doublon emploi obsolete inutile et")

// buildMerge suggests the removal of what is merged into something else:
// « fusionner la fiche M1806 avec la fiche M1805 ».
func (f *frame) buildMerge(l *changeList) {
	if things := f.labels(); len(things) == 2 && f.into(things[0].end, things[1].first) {
		a, ok1 := f.only(things[0], rome.KindAppellation, "")
		b, ok2 := f.only(things[1], rome.KindAppellation, "")
		if ok1 && ok2 && a != b {
			l.add(rome.Change{Kind: rome.AppellationRemove, OGR: f.reader.ogr(a), Successor: f.reader.ogr(b)})
			return
		}
		if kind, ok := f.noun.itemKind(); ok && len(f.places) == 0 {
			a, ok1 := f.only(things[0], kind, "")
			b, ok2 := f.only(things[1], kind, "")
			if ok1 && ok2 && a != b {
				l.add(rome.Change{Kind: rome.Kind(kind) + ".remove", OGR: f.reader.ogr(a), Successor: f.reader.ogr(b)})
			}
		}
		return
	}
	if len(f.labels()) > 0 || len(f.places) != 2 || !f.into(f.places[0].at+1, f.places[1].at) || f.places[0].at < f.t.at && f.places[1].at < f.t.at {
		return
	}
	from, to := f.places[0].code, f.places[1].code
	if _, ok := f.reader.release.Occupation(from); ok && from != to {
		l.add(rome.Change{Kind: rome.OccupationRemove, Code: from, Successor: to})
	}
}

// into reports whether « dans », « avec » or « vers » stands among the chunks.
func (f *frame) into(from, to int) bool {
	for i := from; i < to; i++ {
		switch f.c.word(i) {
		case "dans", "vers", "avec", "a", "au":
			return true
		}
	}
	return false
}
