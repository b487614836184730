package wish

import "slices"

// pair returns what is called otherwise and what it is to be called; old is nil
// when that is an occupation, named by its code.
func (f *frame) pair() (old *thing, wanted thing, ok bool) {
	var quoted []thing
	var gloss *thing
	for _, o := range f.objects {
		for _, t := range o.things {
			if o.noun == nounSheet && f.glossed(t) {
				gloss = &t
				continue
			}
			if t.quoted {
				quoted = append(quoted, t)
			}
		}
	}
	quoted = append(quoted, f.quotesAfter(quoted)...)
	slices.SortFunc(quoted, func(a, b thing) int { return a.first - b.first })
	switch {
	case len(quoted) == 2:
		if f.instead(quoted[0], quoted[1]) {
			quoted[0], quoted[1] = quoted[1], quoted[0]
		}
		return &quoted[0], quoted[1], true
	case len(quoted) > 2:
		return nil, thing{}, false
	case len(quoted) == 0 && f.t.action == actReplace:
		if old, wanted, ok := f.insteadRaw(); ok {
			return old, wanted, true
		}
	}
	at := f.turn()
	if at < 0 {
		if len(quoted) == 1 && f.t.mood == moodShould && quoted[0].first > f.t.at {
			if t := f.rawBefore(); t != nil {
				return t, quoted[0], true
			}
			return nil, quoted[0], f.sheetBefore(f.t.at)
		}
		if len(quoted) == 1 && f.t.action == actRename && quoted[0].first > f.t.at && f.glossed(quoted[0]) && f.c.calledSheet(quoted[0].first) {
			return nil, quoted[0], true // « renommer la fiche E1205 « Graphiste » »
		}
		if t := f.onlyBack(); t != nil && len(quoted) == 1 && f.t.action == actRename && quoted[0].first > f.t.at {
			return t, quoted[0], true // « …, à renommer « B » »
		}
		if len(quoted) == 1 && f.t.action == actReplace && proposes[f.c.word(f.t.at)] && f.c.titleOfSheet() {
			return nil, quoted[0], len(f.places) == 1 // « nous proposons « B » comme intitulé de la fiche M1805 »
		}
		if len(quoted) == 0 && gloss != nil && gloss.quoted && f.t.action == actRename && gloss.first > f.t.at {
			return nil, *gloss, true // « renommer la fiche E1205 « Graphiste » »
		}
		return nil, thing{}, false
	}
	// « … en … »: what is before is called what is after.
	wantedThings, _ := f.things(f.c, at+1, f.limit, nounAppellation, false)
	if len(wantedThings) != 1 {
		return nil, thing{}, false
	}
	wanted = wantedThings[0]
	if len(quoted) == 1 && quoted[0].first < at {
		return &quoted[0], wanted, true
	}
	for _, o := range slices.Concat(f.objects, f.before) { // unquoted
		for _, t := range o.things {
			if t.first >= at || t.first == wanted.first || f.glossed(t) {
				continue
			}
			if t.end > at { // it runs over the « en »
				t, _ = f.rawThing(f.c, t.first, at, o.noun)
			}
			if len(t.owners) > 0 {
				return &t, wanted, true
			}
		}
	}
	if t := f.rawBetween(at); t != nil {
		return t, wanted, true
	}
	if t := f.onlyBack(); t != nil {
		return t, wanted, true
	}
	if n := f.noun; n != nounSheet && n != nounLabel && n != nounNone || len(f.back) > 0 {
		return nil, thing{}, false
	}
	return nil, wanted, f.sheetBefore(at)
}

// onlyBack returns the one label that the verb refers back to, when it is the
// release's: « la remplacer par … ». It lies in no chunk of the clause.
func (f *frame) onlyBack() *thing {
	if len(f.back) != 1 || len(f.back[0].things) != 1 || f.back[0].noun == nounSheet {
		return nil
	}
	t := f.back[0].things[0]
	t.first, t.end = -1, -1
	if len(t.owners) == 0 {
		return nil
	}
	return &t
}

// sheetBefore reports whether the sheet that is to be called otherwise is named
// before the chunk at i: by its code, or as « la fiche » that all else is about.
func (f *frame) sheetBefore(i int) bool {
	for _, pl := range f.places {
		if pl.at < i {
			return true
		}
	}
	return len(f.places) == 0 && (f.noun == nounSheet || f.noun == nounLabel)
}

// glossed reports whether the thing only says again what a code's occupation
// is called.
func (f *frame) glossed(t thing) bool {
	k := f.c.at(t.first - 1)
	return k.kind == chunkCode || (k.sign == '(' || k.sign == '-' || k.sign == '–') && f.c.at(t.first-2).kind == chunkCode
}

// quotesAfter returns the quotations of the frame that are in no object.
func (f *frame) quotesAfter(known []thing) []thing {
	var list []thing
	for i := f.from; i < f.limit; i++ {
		k := f.c.list[i]
		if k.kind != chunkQuote || slices.ContainsFunc(known, func(t thing) bool { return t.first == i }) {
			continue
		}
		t := thing{i, i + 1, tidy(k.text), f.reader.named(k.text), true}
		if !f.glossed(t) {
			list = append(list, t)
		}
	}
	return list
}

// instead reports whether the second is what is and the first what should be:
// « « B » au lieu de « A » ».
func (f *frame) instead(a, b thing) bool {
	if begins(f.c.word(f.t.at), []string{"substitu", "prefer"}) && f.t.at < a.first {
		return f.c.word(a.end) == "a" // « B » substitué à « A »
	}
	for i := a.end; i < b.first; i++ {
		if w := f.c.word(i); oneOf(w, "lieu", "place", "non") {
			return true
		}
	}
	return false
}

// insteadRaw returns what stands without quotation marks on either side of « au
// lieu de »: « lire B au lieu de A ».
func (f *frame) insteadRaw() (old *thing, wanted thing, ok bool) {
	at, end := f.c.insteadAt(f.t.end)
	if at == 0 || at >= f.limit {
		return nil, thing{}, false
	}
	wanted, ok = f.rawThing(f.c, f.t.end, at, nounAppellation)
	if !ok {
		return nil, thing{}, false
	}
	things, _ := f.raw(f.c, end, f.limit, f.noun, false)
	if len(things) != 1 || len(things[0].owners) == 0 {
		return nil, thing{}, false
	}
	return &things[0], wanted, true
}

// turn returns the place of the word that leads to the new label, -1 when there
// is none: the « en », « par » or « → » that a quotation or a capital follows.
// Of several « en » it is the last, unless what stands before an earlier one is
// a label of the release.
func (f *frame) turn() int {
	found := -1
	for i := f.t.at + 1; i < f.limit; i++ {
		k := f.c.list[i]
		switch {
		case k.word == "en" || k.word == "par" || k.sign == '→' || k.word == "vers":
		case k.sign == ':' && i > f.t.at+1:
		case (f.t.mood == moodShould || f.t.mood == moodParticiple) && i == f.t.at+1 && f.t.action == actRename:
			if f.leads(i) {
				return i - 1
			}
			continue
		default:
			continue
		}
		next := i + 1
		for f.c.at(next).sign == ':' || oneOf(f.c.word(next), "le", "l", "la", "appellation", "intitule", "libelle") {
			next++
		}
		if !f.leads(next) {
			continue
		}
		found = i
		if t := f.rawBetween(i); t != nil && len(t.owners) > 0 {
			break
		}
	}
	return found
}

// leads reports whether a label may begin at i.
func (f *frame) leads(i int) bool {
	k := f.c.at(i)
	return k.kind == chunkQuote || k.kind == chunkWord && k.capital
}

// rawBetween returns the unquoted label of the release that ends right before
// the chunk at i, after the noun or the verb.
func (f *frame) rawBetween(i int) *thing {
	for j := f.t.end; j < i; j++ {
		if j > f.t.end+8 {
			break
		}
		end := i
		for k := j; k < i; k++ {
			if f.c.at(k).kind == chunkCode || f.c.leadsToSheet(k+1) && f.c.word(k) != "" {
				end = k
				break
			}
		}
		if t, ok := f.rawThing(f.c, j, end, nounAppellation); ok && len(t.owners) > 0 {
			return &t
		}
	}
	return nil
}

// rawBefore returns the label before a verb: « l'appellation X devrait … ».
func (f *frame) rawBefore() *thing {
	for _, o := range f.objects {
		for _, t := range o.things {
			if t.first < f.t.at && o.noun != nounSheet && len(t.owners) > 0 {
				return &t
			}
		}
	}
	return nil
}
