package wish

import (
	"slices"

	"vigie/rome"
)

// A naming is a label of the release in the text.
type naming struct {
	first, end int // tokens
	owners     []owner
	quoted     bool // it is all of a quotation
}

// findLabels finds every label there may be. Appellations and items are looked
// for apart, for one may lie in the other.
func (p *page) findLabels() {
	var items []match
	pastAppellation, pastItem := 0, 0
	for i := range p.list {
		t := &p.list[i]
		if t.id <= skipID || t.zone != zoneBody && t.zone != zoneSubject || t.is(inURL) {
			continue
		}
		if i < pastAppellation && i < pastItem {
			continue
		}
		a, item := p.reader.labels.longest(p.list, i)
		a.end, item.end = p.pastSilent(a.end), p.pastSilent(item.end)
		if a.weight > 0 && i >= pastAppellation {
			p.matches = append(p.matches, a)
			pastAppellation = a.end
			if a.weight > 1 {
				for j := a.first; j < a.end; j++ {
					p.inside[j] = a.first
				}
			}
		}
		if item.weight > 0 && i >= pastItem {
			items = append(items, item)
			pastItem = item.end
		}
	}
	p.items = len(p.matches)
	p.matches = append(p.matches, items...)
}

// pastSilent returns the place past the words that only repeat a label in the
// other gender.
func (p *page) pastSilent(i int) int {
	for i > 0 && i < len(p.list) && p.list[i].is(silent) {
		i++
	}
	return i
}

// named returns the appellations and the items that the text names, in order of
// appearance.
func (p *page) named() (appellations, items []Named) {
	appellations, items = []Named{}, []Named{}
	p.accept()
	seen := make(map[owner]bool)
	for _, n := range p.accepted {
		o := p.which(n)
		if seen[o] {
			continue
		}
		seen[o] = true
		if o.item() && len(items) < MaxNamed {
			items = append(items, p.reader.entity(o))
		} else if !o.item() && len(appellations) < MaxNamed {
			appellations = append(appellations, p.reader.entity(o))
		}
	}
	return appellations, items
}

func (r *Reader) entity(o owner) Named {
	return Named{Kind: r.kind(o), OGR: r.ogr(o), Label: r.label(o), Code: r.code(o)}
}

// accept decides which labels are named, and keeps them in p.accepted. Where
// two overlap, the longer one is; of one length, what the text calls it.
func (p *page) accept() {
	var list []naming
	for _, q := range p.quotes {
		if !p.list[q.open].own() || q.close-q.open > 60 {
			continue
		}
		if owners := p.reader.named(p.between(q)); len(owners) > 0 && p.quotedIs(q, owners[0]) {
			list = append(list, naming{first: q.open, end: q.close + 1, owners: owners, quoted: true})
		}
	}
	for n, m := range p.matches {
		if p.withinQuote(m) {
			continue
		}
		if n < p.items && p.appellationHere(m) || n >= p.items && p.itemHere(m) {
			list = append(list, naming{first: m.first, end: m.end, owners: m.owners})
		}
	}
	slices.SortStableFunc(list, func(a, b naming) int {
		if a.first != b.first {
			return a.first - b.first
		}
		return b.end - a.end
	})
	for _, n := range list {
		if last := len(p.accepted) - 1; last >= 0 && n.first < p.accepted[last].end {
			was := &p.accepted[last]
			switch {
			case n.end-n.first > was.end-was.first:
				*was = n
			case n.end == was.end && n.first == was.first && p.calledItem(n.first) == n.owners[0].item():
				*was = n
			}
			continue
		}
		p.accepted = append(p.accepted, n)
	}
}

// withinQuote reports whether a match is a part of a quotation: of a longer
// label, or of a text.
func (p *page) withinQuote(m match) bool {
	n, found := slices.BinarySearchFunc(p.quotes, m.first, func(q quote, i int) int { return q.open - i })
	if !found {
		n--
	}
	return n >= 0 && m.first < p.quotes[n].close
}

// quotedIs reports whether a quotation that is the label of an owner speaks of
// it: a single word may be quoted for any reason.
func (p *page) quotedIs(q quote, o owner) bool {
	if p.robot {
		return false
	}
	words := 0
	for _, t := range p.list[q.open+1 : q.close] {
		if t.is(silent) {
			words++ // both genders
		}
		if t.word != "" && !t.is(silent) && t.id != skipID {
			words++
		}
	}
	if words < 2 && !p.sentences[p.at[q.open]].cue && !p.called(q.open, appellationCues) && !p.calledItem(q.open) {
		return false
	}
	return o.item() || !p.introduced(q.open)
}

// appellationHere decides whether a match is an appellation that the text
// speaks of. A single word is one only where the text says so.
func (p *page) appellationHere(m match) bool {
	if p.robot || p.introduced(m.first) || p.person(m) {
		return false
	}
	called := p.called(m.first, appellationCues) || p.besideCode(m)
	if called && p.whole(m) {
		return true
	}
	double := slices.ContainsFunc(p.list[m.first:m.end], func(t token) bool { return t.is(silent) })
	switch {
	case m.weight == 1:
		return double && p.whole(m) && !p.attached(m)
	case everyday[p.folded(m)]:
		return called
	}
	return (p.cue || len(p.codeSet) > 0) && !p.byLine(m)
}

// whole reports whether no word follows a single-word match that makes it part
// of a longer name: « l'appellation Boulanger bio ».
func (p *page) whole(m match) bool {
	if m.weight > 1 || m.end >= len(p.list) {
		return true
	}
	t := &p.list[m.end]
	if t.word == "" || t.is(newLine) || after[t.word] {
		return t.sign != '-' && t.sign != '/' || t.is(spaced)
	}
	if skipped(t.word) { // « à la fiche », « de M1805 »; but « au levain »
		for j := m.end + 1; j < len(p.list) && j < m.end+3; j++ {
			next := &p.list[j]
			if _, ok := p.codeAt[j]; ok || oneOf(next.word, "fiche", "rome", "code", "referentiel") {
				return true
			}
			if next.word == "" || !skipped(next.word) {
				return false
			}
		}
	}
	return false
}

// attached reports whether the word before a match is part of the same name:
// « Tourier boulanger / Tourière boulangère ».
func (p *page) attached(m match) bool {
	if m.first == 0 || p.list[m.first].is(newLine) {
		return false
	}
	t := &p.list[m.first-1]
	return t.word != "" && !t.is(silent) && t.id != skipID && (t.is(capital) || p.mayHead(t))
}

// after are words that go on with the sentence, not with a label.
var after = words("h f et ou dans sur sous vers par pour qui que devrait devraient doit doivent est sont n ne manque manquent figure figurent existe existent avec sans comme mais car ni puis plutot soit semble serait ainsi pas deja aussi non actuellement ont rome code fiche")

// itemHere decides whether a match is an item the text speaks of. Labels of a
// few words are common speech; they count where the text calls them a skill.
func (p *page) itemHere(m match) bool {
	if p.robot {
		return false
	}
	if p.called(m.first, itemCues) {
		t := &p.list[m.first]
		return m.weight > 1 || p.whole(m) && (len(t.word) > 1 || t.is(capital) && !t.is(elided)) // C and R, but « c'est »
	}
	return m.weight >= 4 && p.sentences[p.at[m.first]].cue
}

// calledItem reports whether the text calls what begins at the token at i a
// skill, a piece of knowledge or a context.
func (p *page) calledItem(i int) bool { return p.called(i, itemCues) }

// which chooses among the owners of a label: the one under a code that the text
// names, else the one of the very label, else the first.
func (p *page) which(n naming) owner {
	if len(n.owners) == 1 {
		return n.owners[0]
	}
	item := p.calledItem(n.first)
	best, most := n.owners[0], -1
	text := rome.Fold(p.text[p.list[n.first].start:p.list[n.end-1].end])
	for _, o := range n.owners {
		score := 0
		if o.item() == item {
			score += 8
		}
		if p.codeSet[p.reader.code(o)] {
			score += 4
		}
		if rome.Fold(p.reader.label(o)) == text {
			score += 2
		}
		if !o.item() && p.reader.release.Appellations()[o].Principal {
			score++
		}
		if score > most {
			best, most = o, score
		}
	}
	return best
}

// between returns what a quotation says, as written.
func (p *page) between(q quote) string {
	return p.text[p.list[q.open+1].start:p.list[q.close-1].end]
}

// folded returns the words of a match that count, folded.
func (p *page) folded(m match) string {
	s := ""
	for _, t := range p.list[m.first:m.end] {
		if t.word == "" || t.is(silent) || t.id == skipID {
			continue
		}
		if s != "" {
			s += " "
		}
		s += stem(t.word)
	}
	return s
}
