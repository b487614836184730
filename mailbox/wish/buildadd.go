package wish

import (
	"strings"

	"vigie/rome"
)

// buildAdd suggests what is to be added: to an occupation, or to the
// nomenclature.
func (f *frame) buildAdd(l *changeList) {
	switch {
	case f.speaksOf(nounMobility):
		f.buildMobility(l, rome.MobilityAdd)
		return
	case f.speaksOf(nounShort):
		f.buildShort(l)
		return
	case f.speaksOf(nounDefinition, nounAccess):
		f.buildText(l)
		return
	case f.addJob(l):
		return
	case f.creates():
		f.buildOccupation(l)
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
			if n == nounNone {
				n = f.noun
			}
			f.addOne(l, t, n)
		}
	}
}

// addOne adds one label as what the noun calls it.
func (f *frame) addOne(l *changeList, t thing, n noun) {
	if kind, ok := n.itemKind(); ok {
		f.addItem(l, t, n, kind)
		return
	}
	if n != nounAppellation || !f.bounded(t.text) {
		return
	}
	for _, code := range f.target(roleTo, roleFrom, roleNone) {
		if o, ok := f.only(t, rome.KindAppellation, code); ok && (f.t.mood == moodLack || rome.Fold(f.reader.label(o)) == rome.Fold(t.text)) {
			continue // it is there
		}
		if _, ok := f.reader.release.Occupation(code); ok {
			l.add(rome.Change{Kind: rome.AppellationCreate, Code: code, Label: t.text})
		}
	}
}

// addJob suggests as an appellation the « métier » that is to be added to an
// occupation there is: « ajouter le métier de … dans la fiche M1805 ».
func (f *frame) addJob(l *changeList) bool {
	code := f.code(roleTo)
	if _, ok := f.reader.release.Occupation(code); !ok || strings.HasPrefix(f.c.word(f.t.at), "cre") {
		return false
	}
	for _, o := range f.objects {
		if o.noun == nounSheet && len(o.things) == 1 && o.at > 0 && (f.c.word(o.at) == "metier" || f.c.word(o.at) == "metiers") {
			f.addOne(l, o.things[0], nounAppellation)
			return true
		}
	}
	return false
}

// addItem links an item to an occupation, after it is created where the release
// has none of that label. Without an occupation it is only created.
func (f *frame) addItem(l *changeList, t thing, n noun, kind rome.EntityKind) {
	if !f.bounded(t.text) {
		return
	}
	item, known := f.item(t, n)
	ref := rome.Ref{Label: t.text}
	if known {
		ref = rome.Ref{OGR: item.OGR}
	}
	codes := f.target(roleTo, roleFrom, roleNone)
	if !known {
		if len(t.owners) > 0 && !f.fits(t.owners, n) && !t.quoted {
			return
		}
		if len(codes) == 0 && f.t.mood == moodLack && !f.everywhere() {
			return
		}
		l.add(rome.Change{Kind: rome.Kind(kind) + ".create", Label: t.text, Parent: f.parent(kind)})
	}
	for _, code := range codes {
		if o, ok := f.reader.release.Occupation(code); ok {
			core := known && f.says("coeur")
			if _, linked := o.Link(ref.OGR); !core || !linked {
				l.add(rome.Change{Kind: rome.LinkAdd, Code: code, Item: ref})
			}
			if core {
				l.add(rome.Change{Kind: rome.LinkCore, Code: code, Item: ref, Core: rome.CorePrincipal})
			}
		}
	}
}

// bounded reports whether a text may be a label.
func (f *frame) bounded(text string) bool {
	n := len([]rune(text))
	return n >= 2 && n <= rome.MaxLabel && strings.Count(text, " ") < 45
}

// parent returns what a new item is to be indexed under, when the clause says
// so: « sous la macro-compétence « … » ».
func (f *frame) parent(kind rome.EntityKind) string {
	if kind != rome.KindSkill {
		return ""
	}
	for _, o := range f.objects {
		for i := o.at - 1; i >= 0 && i > o.at-4; i-- {
			if f.c.word(i) == "sous" && len(o.things) == 1 {
				if owner, ok := f.only(o.things[0], rome.KindSkill, ""); ok {
					return f.reader.ogr(owner)
				}
			}
		}
	}
	return ""
}

// creates reports whether what is to be made is an occupation: the verb's
// object is « une fiche », « un métier ».
func (f *frame) creates() bool {
	w := f.c.word(f.t.at)
	if !strings.HasPrefix(w, "cre") && !strings.HasPrefix(w, "ajout") && !strings.HasPrefix(w, "int") && w != "ouvrir" && f.t.mood != moodNoun {
		return false
	}
	if f.t.mood == moodParticiple {
		if f.createsFrom(f.c.opening(f.t.at)) {
			return true
		}
		for i := f.c.opening(f.t.at); i < f.t.at; i++ { // « qu'une fiche « A » soit créée »
			if w := f.c.word(i); (w == "une" || w == "un") && f.createsFrom(i) {
				return true
			}
		}
	}
	return f.createsFrom(f.t.end)
}

// createsFrom reports whether the first noun from start on is an occupation's.
func (f *frame) createsFrom(start int) bool {
	if f.c.at(start).sign == ',' { // « créer, à côté de M1805, une fiche »
		for i := start + 1; i < f.limit && i < start+10; i++ {
			if f.c.at(i).sign == ',' {
				start = i + 1
				break
			}
		}
	}
	for i := start; i < f.limit && i < start+8; i++ {
		k := f.c.at(i)
		n, _ := f.c.noun(i)
		switch {
		case n == nounSheet:
			return true
		case k.word == "code" && (f.c.word(i+1) == "rome" || f.c.at(i+1).kind == chunkCode):
			return true
		case n != nounNone && n != nounLabel, k.kind == chunkQuote, k.kind == chunkCode, k.kind == chunkItem:
			return false
		}
		switch k.word {
		case "une", "un", "la", "le", "de", "d", "nouvelle", "nouveau", "l", "du", "les", "des", "nouvelles", "fiches":
		case "":
		default:
			return false
		}
	}
	return false
}

// buildOccupation suggests a new occupation, where its domain is told: by its
// code, by its label, or by the code suggested for the occupation.
func (f *frame) buildOccupation(l *changeList) {
	var label thing
	for _, o := range f.objects {
		if (o.noun == nounSheet || o.noun == nounNone || o.noun == nounLabel) && label.text == "" {
			label = o.things[0]
		}
	}
	domain, code := f.domain()
	if label.text == "" || domain == "" || !f.bounded(label.text) {
		return
	}
	if d, ok := f.reader.release.Domain(domain); !ok || rome.Fold(d.Label) == rome.Fold(label.text) {
		return
	}
	l.add(rome.Change{Kind: rome.OccupationCreate, Domain: domain, Label: label.text, Code: code})
}

// domain finds the professional domain that the frame names, and the code that
// it suggests.
func (f *frame) domain() (domain, code string) {
	for _, pl := range f.places {
		if _, ok := f.reader.release.Occupation(pl.code); !ok {
			return pl.code[:3], pl.code
		}
	}
	for i := f.from; i < len(f.c.list); i++ {
		k := f.c.list[i]
		if len(k.word) == 3 && k.capital && k.word[0] >= 'a' && k.word[0] <= 'n' && isDigits(k.word[1:]) {
			return strings.ToUpper(k.word), ""
		}
		if k.word == "domaine" {
			if d := f.domainLabelled(i + 1); d != "" {
				return d, ""
			}
		}
	}
	for i := range f.c.list { // a code that the list of mentions left out
		if k := f.c.list[i]; isCode(k.word) && k.capital {
			return strings.ToUpper(k.word[:3]), strings.ToUpper(k.word)
		}
	}
	return "", ""
}

// domainLabelled returns the domain whose label stands within a few words from
// the chunk at i on.
func (f *frame) domainLabelled(i int) string {
	for j := i; j < len(f.c.list) && j < i+6; j++ {
		k := f.c.list[j]
		text := tidy(k.text)
		if k.kind == chunkWord {
			start := f.list[k.first].start
			text = f.text[start:min(len(f.text), start+120)]
		} else if k.kind != chunkQuote {
			continue
		}
		folded := rome.Fold(text)
		for _, d := range f.reader.release.Domains() {
			label := rome.Fold(d.Label)
			if folded == label || k.kind == chunkWord && strings.HasPrefix(folded, label) {
				return d.Code
			}
		}
	}
	return ""
}
