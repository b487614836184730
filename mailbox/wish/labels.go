package wish

import (
	"cmp"
	"slices"

	"vigie/rome"
)

// A wordID numbers a stem of the labels; 0 is none.
type wordID uint32

// skipID is the id of the words that do not count.
const skipID wordID = 1

// labels finds the labels of a release in a text. A label is the sequence of
// its stems; the sequences lie sorted in one array, so that the labels that
// begin with some words are a range of it, and a word more narrows the range.
type labels struct {
	ids    map[string]wordID
	words  []wordID        // of all sequences, one after the other
	starts []uint32        // of each sequence in words, and the end of the last
	owners []owner         // of each sequence
	first  []uint32        // of each word, the first sequence that begins with it; and the end
	heads  map[wordID]bool // words that appellations begin with
	verbs  map[wordID]bool // words that skills begin with
}

// An owner is what has a label: the place of an appellation in
// Release.Appellations, or the complement of that of an item in Release.Items.
type owner int32

func (o owner) item() bool { return o < 0 }

// id returns the id of a folded word, 0 when no label has it.
func (l *labels) id(word string) wordID {
	if skipped(word) {
		return skipID
	}
	return l.ids[stem(word)]
}

func (l *labels) sequence(n uint32) []wordID { return l.words[l.starts[n]:l.starts[n+1]] }

// A form is one way a label is written, while the index is built.
type form struct {
	words []wordID
	owner owner
}

// indexLabels builds the index of a release.
func indexLabels(r *rome.Release) *labels {
	l := &labels{ids: make(map[string]wordID), heads: make(map[wordID]bool), verbs: make(map[wordID]bool)}
	b := builder{labels: l, cut: &Reader{labels: &labels{}}}
	for i, a := range r.Appellations() {
		b.add(a.Label, owner(i))
		if a.Short != a.Label && a.Short != "" {
			b.add(a.Short, owner(i))
		}
	}
	for _, f := range b.forms {
		l.heads[f.words[0]] = true
	}
	for i, item := range r.Items() {
		from := len(b.forms)
		b.add(item.Label, ^owner(i))
		if item.Kind == rome.KindSkill && len(b.forms) > from {
			l.verbs[b.forms[from].words[0]] = true
		}
	}
	slices.SortFunc(b.forms, func(x, y form) int {
		return cmp.Or(slices.Compare(x.words, y.words), cmp.Compare(order(x.owner), order(y.owner)))
	})
	b.forms = slices.CompactFunc(b.forms, func(x, y form) bool { return x.owner == y.owner && slices.Equal(x.words, y.words) })
	l.pack(b.forms)
	return l
}

// order puts appellations before items, each as published.
func order(o owner) int {
	if o.item() {
		return 1<<31 + int(^o)
	}
	return int(o)
}

// pack lays the sorted forms out.
func (l *labels) pack(forms []form) {
	size := 0
	for _, f := range forms {
		size += len(f.words)
	}
	l.words = make([]wordID, 0, size)
	l.starts = make([]uint32, 0, len(forms)+1)
	l.owners = make([]owner, 0, len(forms))
	l.first = make([]uint32, len(l.ids)+3)
	for _, f := range forms {
		l.starts = append(l.starts, uint32(len(l.words)))
		l.words = append(l.words, f.words...)
		l.owners = append(l.owners, f.owner)
		l.first[f.words[0]+1]++
	}
	l.starts = append(l.starts, uint32(len(l.words)))
	for w := 1; w < len(l.first); w++ {
		l.first[w] += l.first[w-1]
	}
}

// A builder collects the forms of labels.
type builder struct {
	labels *labels
	cut    *Reader
	forms  []form
}

// add collects the forms of a label: as it is; without what is in parentheses
// or between hyphens, -SIG-; and each of two genders that have not the stem in
// common, « barman / barmaid ».
func (b *builder) add(label string, o owner) {
	list := b.cut.tokens(label)
	b.form(list, o)
	bare := withoutAsides(list)
	if len(bare) < len(list) {
		b.form(bare, o)
	}
	for i := range bare {
		if bare[i].sign != '/' || bare[i].is(silent) || !bare[i].is(spaced) || o.item() {
			continue
		}
		masculine, feminine := bare[:i], bare[i+1:]
		rest := feminine[min(len(masculine), len(feminine)):]
		b.form(slices.Concat(masculine, rest), o)
		b.form(feminine, o)
		break
	}
}

func (b *builder) form(list []token, o owner) {
	var ids []wordID
	light := true // nothing but words that do not count
	for i := range list {
		t := &list[i]
		if t.word == "" || t.is(silent) || skipped(t.word) {
			continue
		}
		s := stem(t.word)
		id, ok := b.labels.ids[s]
		if !ok {
			id = skipID + 1 + wordID(len(b.labels.ids))
			b.labels.ids[s] = id
		}
		ids = append(ids, id)
		light = false
	}
	if !light && len(ids) <= mostWords {
		b.forms = append(b.forms, form{ids, o})
	}
}

// mostWords is how many words of a label count; the longest has 41.
const mostWords = 48

// withoutAsides leaves out what is in parentheses and what stands between
// hyphens: « (AES) », « -SIG- ».
func withoutAsides(list []token) []token {
	out := make([]token, 0, len(list))
	for i := 0; i < len(list); i++ {
		t := &list[i]
		if t.sign == '(' && !t.is(silent) {
			if end := slices.IndexFunc(list[i:], func(t token) bool { return t.sign == ')' }); end > 0 {
				i += end
				continue
			}
		}
		if t.sign == '-' && t.is(spaced) && i+1 < len(list) && !list[i+1].is(spaced) {
			end := i + 1
			for ; end < len(list); end++ {
				if list[end].sign == '-' && (end+1 == len(list) || list[end+1].is(spaced)) {
					break
				}
			}
			if end < len(list) {
				i = end
				continue
			}
		}
		out = append(out, *t)
	}
	if len(out) == 0 {
		return list
	}
	return out
}
