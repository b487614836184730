package wish

import (
	"slices"
	"sort"

	"vigie/rome"
)

// A match is a label found in a text: the tokens from first to before end.
type match struct {
	first, end int
	weight     int // words that count
	owners     []owner
}

// longest finds the longest label of an appellation and of an item that begin
// at the token at i. A weight of 0 is none.
func (l *labels) longest(list []token, i int) (appellation, item match) {
	t := &list[i]
	if t.id <= skipID || t.is(silent) {
		return
	}
	lo, hi := l.first[t.id], l.first[t.id+1]
	end := i + 1
	for depth := 1; lo < hi; depth++ {
		// The labels that end here come first in the range.
		for lo < hi && int(l.starts[lo+1]-l.starts[lo]) == depth {
			m := &appellation
			if l.owners[lo].item() {
				m = &item
			}
			if m.weight != depth {
				*m = match{first: i, end: end, weight: depth}
			}
			m.owners = append(m.owners, l.owners[lo])
			lo++
		}
		next, ok := following(list, end)
		if !ok || lo == hi {
			return
		}
		id := list[next].id
		if id == 0 {
			return
		}
		from, to := lo, hi
		lo = from + uint32(sort.Search(int(to-from), func(k int) bool { return l.words[int(l.starts[int(from)+k])+depth] >= id }))
		hi = lo + uint32(sort.Search(int(to-lo), func(k int) bool { return l.words[int(l.starts[int(lo)+k])+depth] > id }))
		end = next + 1
	}
	return
}

// following returns the next word that counts after a word of a label, past
// what may stand between two words of one.
func following(list []token, i int) (int, bool) {
	for ; i < len(list) && !list[i].is(newPara); i++ {
		t := &list[i]
		switch {
		case t.is(silent) || t.id == skipID:
		case t.word != "":
			return i, true
		case t.sign == '/' || t.sign == '-' && !t.is(newLine):
		default:
			return 0, false
		}
	}
	return 0, false
}

// named returns the appellations and items whose label is the whole of a text,
// in any of its forms: first those of the very label, typography aside, else
// those of one form.
func (r *Reader) named(text string) (owners []owner) {
	folded := rome.Fold(text)
	list := r.tokens(text)
	first := slices.IndexFunc(list, func(t token) bool { return t.word != "" && t.id != skipID && !t.is(silent) })
	if first < 0 {
		return nil
	}
	l := r.labels
	ids := make([]wordID, 0, len(list))
	for i := range list {
		if t := &list[i]; t.word != "" && t.id != skipID && !t.is(silent) {
			if t.id == 0 {
				return nil
			}
			ids = append(ids, t.id)
		}
	}
	at := sort.Search(len(l.owners), func(k int) bool { return slices.Compare(l.sequence(uint32(k)), ids) >= 0 })
	for ; at < len(l.owners) && slices.Equal(l.sequence(uint32(at)), ids); at++ {
		owners = append(owners, l.owners[at])
	}
	if first > 0 && !article(list[0].word) {
		owners = slices.DeleteFunc(owners, func(o owner) bool { return rome.Fold(r.label(o)) != folded })
	}
	var exact []owner
	for _, o := range owners {
		if rome.Fold(r.label(o)) == folded {
			exact = append(exact, o)
		}
	}
	if len(exact) > 0 {
		return exact
	}
	return owners
}

// article reports whether a word may stand before a label without being of it.
func article(word string) bool {
	switch word {
	case "le", "la", "les", "l", "un", "une", "des", "de", "d", "du", "":
		return true
	}
	return false
}

// label returns the label of an owner.
func (r *Reader) label(o owner) string {
	if o.item() {
		return r.release.Items()[^o].Label
	}
	return r.release.Appellations()[o].Label
}

// code returns the code an appellation is under; "" for an item.
func (r *Reader) code(o owner) string {
	if o.item() {
		return ""
	}
	return r.release.Appellations()[o].Code
}

// ogr returns the OGR of an owner.
func (r *Reader) ogr(o owner) string {
	if o.item() {
		return r.release.Items()[^o].OGR
	}
	return r.release.Appellations()[o].OGR
}

// kind returns what an owner is.
func (r *Reader) kind(o owner) rome.EntityKind {
	if o.item() {
		return r.release.Items()[^o].Kind
	}
	return rome.KindAppellation
}
