package wish

import (
	"strings"

	"vigie/rome"
)

// The values of a tag, as the export writes them.
const (
	tagYes   = "O"
	tagNo    = "N"
	ecoGreen = "Emploi Vert"
	ecoWhite = "Emploi Blanc"
	ecoBrown = "Emploi Brun"
)

// ecoStrategic is the value of TagEco of what is strategic for the ecological
// transition.
const ecoStrategic = "Emploi stratégique pour la Transition écologique"

// tag returns the tag that the frame is about, and the value it wants.
func (f *frame) tag() (tag, value string, ok bool) {
	switch f.t.action {
	case actMark, actSet, actAttach, actBelong, actAdd, actRemove, actModify:
	default:
		return "", "", false
	}
	if len(f.labels()) > 0 && (f.t.action == actAdd || f.t.action == actRemove) && !f.says("marqueur marqueurs tag tags etiquette indicateur badge label caractere case") {
		return "", "", false
	}
	list := f.wordsOf()
	for i, w := range list {
		before, next := "", ""
		if i > 0 {
			before = list[i-1]
		}
		if i+1 < len(list) {
			next = list[i+1]
		}
		switch {
		case w == "transition" && strings.HasPrefix(next, "num"), w == "transition" && strings.HasPrefix(next, "digit"):
			tag = rome.TagDigital
		case w == "transition" && strings.HasPrefix(next, "demo"):
			tag = rome.TagDemographic
		case w == "transition" && strings.HasPrefix(next, "eco"), w == "strategique" && next == "pour":
			tag, value = rome.TagEco, ecoStrategic
		case oneOf(w, "emploi", "metier", "emplois", "metiers") && strings.HasPrefix(next, "vert"):
			tag, value = rome.TagEco, ecoGreen
		case w == "emploi" && next == "blanc":
			tag, value = rome.TagEco, ecoWhite
		case w == "emploi" && next == "brun":
			tag, value = rome.TagEco, ecoBrown
		case strings.HasPrefix(w, "reglemente"):
			tag = rome.TagRegulated
		case w == "cadre" && oneOf(before, "emploi", "comme", "statut", "en"):
			tag = rome.TagManagerial
		case w == "peu" && strings.HasPrefix(next, "usite"), w == "peu" && next == "utilisee":
			tag = rome.TagRarelyUsed
		default:
			continue
		}
		break
	}
	if tag == "" {
		return "", "", false
	}
	if value == "" {
		value = tagYes
	}
	if f.t.action == actRemove || f.says("non") || f.c.denied(f.from, f.limit) {
		if tag == rome.TagEco {
			return "", "", false // which other value is not told
		}
		value = tagNo
	}
	return tag, value, true
}

// wordsOf returns the words of the frame, those in short quotations included.
func (f *frame) wordsOf() []string {
	var list []string
	for i := f.from; i < f.limit; i++ {
		k := f.c.list[i]
		if k.kind == chunkWord {
			list = append(list, k.word)
		} else if k.kind == chunkQuote && k.end-k.first < 16 {
			for _, t := range f.list[k.first:k.end] {
				if t.word != "" {
					list = append(list, t.word)
				}
			}
		}
	}
	return list
}

// buildTag suggests a tag of an appellation, of an item, or of an occupation.
func (f *frame) buildTag(l *changeList, tag, value string) {
	if value == tagNo && f.contrasts() {
		return
	}
	things := f.tagged()
	if len(things) == 0 {
		if f.noun == nounAppellation || tag == rome.TagRarelyUsed {
			return
		}
		if _, ok := f.noun.itemKind(); ok {
			return
		}
		for _, code := range f.target(roleNone, roleTo, roleFrom) {
			if _, ok := f.reader.release.Occupation(code); ok {
				l.add(rome.Change{Kind: rome.OccupationTag, Code: code, Tag: tag, Value: value})
			}
		}
		return
	}
	for _, t := range things {
		n := f.noun
		if n == nounNone || n == nounLabel {
			n = f.guess(t)
		}
		if kind, ok := n.itemKind(); ok {
			item, known := f.item(t, n)
			if !known || kind == rome.KindContext || tag != rome.TagEco && tag != rome.TagDigital {
				continue
			}
			if tag == rome.TagEco {
				value = tagYes
			}
			l.add(rome.Change{Kind: rome.Kind(kind) + ".tag", OGR: item.OGR, Tag: tag, Value: value})
			continue
		}
		if o, ok := f.only(t, rome.KindAppellation, f.code(roleFrom, roleTo, roleNow)); ok && n == nounAppellation {
			l.add(rome.Change{Kind: rome.AppellationTag, OGR: f.reader.ogr(o), Tag: tag, Value: value})
		}
	}
}

// contrasts reports whether the clause denies what is, beside what is wanted:
// « …, ce qui n'est pas le cas », « n'est pas signalé … alors qu'il l'est ». Which
// of the two the negation belongs to is then left open.
func (f *frame) contrasts() bool {
	denied, beside := false, false
	for i := range f.c.list {
		switch f.c.word(i) {
		case "pas", "plus":
			denied = true
		case "cas", "alors":
			beside = true
		}
	}
	return denied && beside
}

// denied reports whether the clause says of something that it is not.
func (f *frame) denied() bool {
	for i := range f.c.list {
		if f.c.word(i) == "pas" && (f.c.word(i-2) == "ne" || f.c.word(i-2) == "n") {
			return true
		}
	}
	return false
}

// tagged returns the labels of the frame that are something of the release: the
// name of a tag may stand in quotation marks too.
func (f *frame) tagged() []thing {
	var list []thing
	opening := f.t.at
	for depth := 0; opening > 0; opening-- {
		sign := f.c.at(opening - 1).sign
		switch sign {
		case ')':
			depth++
		case '(':
			depth--
		}
		if depth == 0 && (sign == ',' || sign == ':' || sign == ';' || sign == '–') {
			break
		}
	}
	ofSheet := false // « … : la fiche A1201 devrait être classée … »
	for _, pl := range f.places {
		ofSheet = ofSheet || pl.at >= opening && pl.at < f.t.at && pl.role != roleNow
	}
	for _, t := range f.labels() {
		if ofSheet && t.first < opening {
			continue
		}
		if len(t.owners) > 0 {
			list = append(list, t)
		}
	}
	return list
}

// core suggests how near an item is to the core of an occupation; false when
// the frame does not speak of it.
func (f *frame) core(l *changeList) bool {
	core, ok := f.coreWanted()
	if !ok {
		return false
	}
	if _, item := f.noun.itemKind(); !item && f.noun != nounNone {
		return false
	}
	codes := f.target(roleTo, roleFrom, roleNone)
	for _, o := range f.objects {
		for _, t := range o.things {
			item, known := f.item(t, o.noun)
			if !known || len(codes) != 1 {
				continue
			}
			if _, ok := f.reader.release.Occupation(codes[0]); ok {
				l.add(rome.Change{Kind: rome.LinkCore, Code: codes[0], Item: rome.Ref{OGR: item.OGR}, Core: core})
			}
		}
	}
	return true
}

// coreWanted reads « cœur de métier », « principale », « émergente ».
func (f *frame) coreWanted() (core string, ok bool) {
	for i := f.from; i < f.limit; i++ {
		switch w := f.c.word(i); {
		case f.c.word(i-1) == "non" || ok:
		case w == "coeur" || strings.HasPrefix(w, "principal"):
			core, ok = rome.CorePrincipal, true
		case strings.HasPrefix(w, "emergent"):
			core, ok = rome.CoreEmerging, true
		}
	}
	if ok && (f.c.denied(f.from, f.limit) || f.t.action == actRemove) {
		core = rome.CoreOrdinary
	}
	return core, ok
}

// buildRank suggests what « passer », « mettre », « marquer » ask: the rank of
// a mobility, the core of an item, the principal appellation.
func (f *frame) buildRank(l *changeList) {
	if f.speaksOf(nounMobility) {
		if f.rank() > 0 {
			f.buildMobility(l, rome.MobilityRank)
		}
		return
	}
	if f.speaksOf(nounDefinition, nounAccess) {
		f.buildText(l)
		return
	}
	if f.speaksOf(nounShort) {
		f.buildShort(l)
		return
	}
	if f.noun != nounAppellation && f.core(l) {
		return
	}
	if !f.says("principale principal") || f.c.denied(f.from, f.limit) {
		return
	}
	things := f.labels()
	if len(things) == 0 {
		return
	}
	codes := f.target(roleFrom, roleTo, roleNone)
	code := ""
	if len(codes) == 1 {
		code = codes[0]
	}
	if o, ok := f.only(things[0], rome.KindAppellation, code); ok {
		l.add(rome.Change{Kind: rome.AppellationPrincipal, OGR: f.reader.ogr(o)})
	}
}
