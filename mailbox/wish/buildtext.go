package wish

import (
	"slices"
	"unicode/utf8"

	"vigie/rome"
)

// buildShort suggests another short label of an appellation.
func (f *frame) buildShort(l *changeList) {
	var things []thing
	for _, o := range f.objects {
		for _, t := range o.things {
			if !f.glossed(t) {
				things = append(things, t)
			}
		}
	}
	things = append(things, f.quotesAfter(things)...)
	slices.SortFunc(things, func(a, b thing) int { return a.first - b.first })
	if len(things) != 2 {
		return
	}
	code := f.code(roleFrom, roleTo, roleNone)
	for i := range things {
		o, ok := f.only(things[i], rome.KindAppellation, code)
		wanted := things[1-i]
		if _, other := f.only(wanted, rome.KindAppellation, code); !ok || other && f.shortIs(things[i]) {
			continue
		}
		if f.reader.release.Appellations()[o].Short != wanted.text && utf8.RuneCountInString(wanted.text) > 1 {
			l.add(rome.Change{Kind: rome.AppellationShort, OGR: f.reader.ogr(o), Short: wanted.text})
		}
		return
	}
}

// shortIs reports whether the thing is what follows « libellé court » itself.
func (f *frame) shortIs(t thing) bool {
	for i := t.first - 1; i >= 0 && i > t.first-4; i-- {
		switch f.c.word(i) {
		case "court", "courte", "abrege", "abregee":
			return true
		case "de", "d", "appellation":
			return false
		}
	}
	return false
}

// buildText suggests another definition, or another text on access, of an
// occupation: one that is quoted, or stands after a colon.
func (f *frame) buildText(l *changeList) {
	kind := rome.OccupationDefine
	if f.speaksOf(nounAccess) || f.noun == nounAccess {
		kind = rome.OccupationAccess
	}
	if f.t.action == actAdd || f.says("ajouter completer fin debut phrase mention mot") {
		return // a part of the text
	}
	text := ""
	for i := f.limit - 1; i > f.t.at && text == ""; i-- {
		k := f.c.list[i]
		switch {
		case k.kind == chunkQuote:
			text = k.text
		case k.sign == ':' && f.limit-i > 4:
			if f.c.at(i+1).kind != chunkQuote {
				text = f.text[f.list[f.c.list[i+1].first].start:f.list[f.c.list[f.limit-1].end-1].end]
			}
		}
	}
	codes := f.target(roleFrom, roleTo, roleNone)
	if len(codes) != 1 || utf8.RuneCountInString(text) < 20 {
		return
	}
	if _, ok := f.reader.release.Occupation(codes[0]); ok {
		l.add(rome.Change{Kind: kind, Code: codes[0], Text: text})
	}
}
