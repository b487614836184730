package wish

import (
	"slices"

	"vigie/rome"
)

// build suggests what the frame asks.
func (f *frame) build(l *changeList) {
	if f.personal() || f.besides() {
		return
	}
	if f.speaksOf(nounISCO, nounNAF, nounTheme, nounSector, nounInterest) {
		f.buildTree(l)
		return
	}
	if tag, value, ok := f.tag(); ok {
		f.buildTag(l, tag, value)
		return
	}
	switch f.t.action {
	case actAdd:
		f.buildAdd(l)
	case actRemove:
		f.buildRemove(l)
	case actRename, actReplace, actModify:
		f.buildRename(l)
	case actMove, actAttach, actBelong:
		f.buildMove(l)
	case actMerge:
		f.buildMerge(l)
	case actMark, actSet:
		f.buildRank(l)
	}
}

// personal reports whether what is to be changed is the author's own: « ajouter
// … à mon profil ».
func (f *frame) personal() bool {
	for i := f.t.end; i < f.limit; i++ {
		if oneOf(f.c.word(i), "mon", "ma", "mes", "notre", "nos") && ownWords[f.c.word(i+1)] {
			return true
		}
	}
	return false
}

// besides reports whether what is to be added or removed is only about the labels
// that are named: « supprimer le paragraphe sur « A » ».
func (f *frame) besides() bool {
	if len(f.objects) == 0 || f.t.action != actAdd && f.t.action != actRemove {
		return false
	}
	for i := f.t.end; i < f.objects[0].at; i++ {
		if w := f.c.word(i); (w == "sur" || w == "concernant") && !f.c.leadsToSheet(i+1) {
			return true
		}
	}
	return false
}

// ownWords are what people have with the service, and what they may want
// changed there.
var ownWords = words("profil compte dossier cv espace projet offre offres annonce annonces recherche recherches inscription candidature budget logiciel resultats favoris selection plaquette")

// speaksOf reports whether the frame names one of the nouns.
func (f *frame) speaksOf(wanted ...noun) bool {
	for i := f.from; i < f.limit; i++ {
		n, _ := f.c.noun(i)
		if n != nounNone && slices.Contains(wanted, n) {
			return true
		}
	}
	return false
}

// says reports whether one of the words is among the frame's.
func (f *frame) says(list string) bool {
	set := words(list)
	for i := f.from; i < f.limit; i++ {
		if set[f.c.word(i)] {
			return true
		}
	}
	return false
}

// code returns the code that the frame speaks of in one of the roles, the first
// role that has one; "" when there is none, or more than one.
func (f *frame) code(roles ...role) string {
	for _, r := range roles {
		code := ""
		for _, pl := range f.places {
			if pl.role != r || pl.at < f.from || pl.at >= f.limit {
				continue
			}
			if code != "" && code != pl.code {
				return ""
			}
			code = pl.code
		}
		if code != "" {
			return code
		}
	}
	return ""
}

// codes returns every code in the role, in order.
func (f *frame) codes(r role) []string {
	var list []string
	for _, pl := range f.places {
		if pl.role == r && pl.at >= f.from && pl.at < f.limit {
			list = append(list, pl.code)
		}
	}
	return list
}

// target returns the occupations that the frame's change is of: those of the
// roles, else the one that the sentence, its heading or the message is about.
func (f *frame) target(roles ...role) []string {
	for _, r := range roles {
		if list := f.codes(r); len(list) > 0 {
			return list
		}
	}
	if o, ok := f.sheet(); ok {
		return []string{o}
	}
	if code := f.about(); code != "" {
		return []string{code}
	}
	return nil
}

// sheet returns the code of the occupation that the frame names by its label:
// « la fiche Boulanger / Boulangère ».
func (f *frame) sheet() (string, bool) {
	for _, o := range slices.Concat(f.objects, f.aims) {
		if o.noun != nounSheet || f.t.action == actAdd && !f.prepositioned(o.at) {
			continue
		}
		if code, ok := f.principal(o.things[0]); ok {
			return code, true
		}
	}
	return "", false
}

// prepositioned reports whether a preposition stands before the chunk at i.
func (f *frame) prepositioned(i int) bool {
	for j := i - 1; j >= 0 && j > i-4; j-- {
		if _, ok := preposition(f.c, j); ok {
			return true
		}
		if !sheet[f.c.word(j)] {
			return false
		}
	}
	return false
}

// principal returns the code of the occupation whose label the thing is.
func (p *page) principal(t thing) (string, bool) {
	code := ""
	for _, o := range t.owners {
		if !o.item() && p.reader.release.Appellations()[o].Principal {
			if code != "" {
				return "", false
			}
			code = p.reader.code(o)
		}
	}
	return code, code != ""
}

// about returns the one code that the sentence speaks of, or its heading, or
// the paragraph just before, or the whole message; "" when in doubt.
func (f *frame) about() string {
	if code := single(f.places); code != "" || len(f.places) > 0 {
		return code
	}
	if f.c.topic != "" {
		return f.c.topic
	}
	distinct, last := "", mention{}
	several := false
	for _, m := range f.mentions {
		if !m.accepted || !f.list[m.first].own() {
			continue
		}
		several = several || distinct != "" && distinct != m.code
		distinct = m.code
		if f.at[m.first] < f.c.sentence {
			last = m
		}
	}
	if !several {
		return distinct
	}
	if last.end == 0 {
		return ""
	}
	// The sentence before spoke of one code, in this paragraph.
	n := f.at[last.first]
	for s := n + 1; s <= f.c.sentence; s++ {
		if f.sentences[s].para && !f.heads(n) {
			return ""
		}
	}
	for _, m := range f.mentions {
		if m.accepted && f.at[m.first] == n && m.code != last.code {
			return ""
		}
	}
	return last.code
}

// heads reports whether the sentence stands over what follows: it announces it,
// or says nothing but « Fiche M1805 ».
func (p *page) heads(n int) bool {
	s := &p.sentences[n]
	if p.list[s.first].zone == zoneSubject {
		return false
	}
	first := p.list[p.start(s)].word
	return p.list[s.end-1].sign == ':' || s.end-s.first <= 12 && (sheet[first] && first != "la" && first != "le" && first != "l" || isCode(first) || first == "pour" || first == "concernant")
}

// single returns the code of the places when they are of one.
func single(places []place) string {
	code := ""
	for _, pl := range places {
		if code != "" && pl.code != code {
			return ""
		}
		code = pl.code
	}
	return code
}

// things returns the labels of the frame that are no occupation's name.
func (f *frame) labels() []thing {
	var list []thing
	for _, o := range f.objects {
		if o.noun != nounSheet {
			list = append(list, o.things...)
		}
	}
	return list
}

// itemKind returns the kind of item that the noun calls.
func (n noun) itemKind() (rome.EntityKind, bool) {
	switch n {
	case nounSkill:
		return rome.KindSkill, true
	case nounKnowledge:
		return rome.KindKnowledge, true
	case nounContext:
		return rome.KindContext, true
	}
	return "", false
}

// guess tells what a label without a noun is: what the release has under it,
// or what it looks like.
func (p *page) guess(t thing) noun {
	kinds := make(map[rome.EntityKind]bool)
	for _, o := range t.owners {
		kinds[p.reader.kind(o)] = true
	}
	if len(kinds) == 1 {
		switch {
		case kinds[rome.KindAppellation]:
			return nounAppellation
		case kinds[rome.KindSkill]:
			return nounSkill
		case kinds[rome.KindKnowledge]:
			return nounKnowledge
		case kinds[rome.KindContext]:
			return nounContext
		}
	}
	if len(kinds) > 1 {
		return nounNone
	}
	list := p.reader.tokens(t.text)
	for i := range list {
		if list[i].is(silent) {
			return nounAppellation // both genders
		}
	}
	if len(list) == 0 {
		return nounNone
	}
	head, verb := p.mayHead(&list[0]), p.reader.labels.verbs[list[0].id] && infinitive(list[0].word)
	switch {
	case head && !verb:
		return nounAppellation
	case verb && !head && len(list) > 2:
		return nounSkill
	}
	return nounNone
}

// item returns the item that a thing is: the one of the kind, or the only one.
func (f *frame) item(t thing, n noun) (*rome.Item, bool) {
	if kind, ok := n.itemKind(); ok {
		if o, ok := f.only(t, kind, ""); ok {
			return f.reader.release.Item(f.reader.ogr(o))
		}
	}
	var found *rome.Item
	for _, o := range t.owners {
		if o.item() {
			if found != nil {
				return nil, false
			}
			found, _ = f.reader.release.Item(f.reader.ogr(o))
		}
	}
	return found, found != nil
}
