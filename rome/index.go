package rome

import (
	"cmp"
	"slices"
	"strings"
)

// An index finds labels. Every label of the release, and every short label
// that folds to something else, is a document; documents are in the order of
// their folded text, so that a document's number is its alphabetical place.
// Everything lies in flat arrays: a few megabytes for fifty thousand labels.
type index struct {
	arena string     // the folded labels, one after the other
	start []uint32   // of each document in arena
	end   []uint32   // of each document in arena
	owner []entityID // of each document
	class []uint8    // of each document, see classOf
	place []uint32   // of each entity, the document of its label

	words       vocabulary
	docWords    lists // of each document, its words in order, the code's last
	postings    lists // of each word, the documents it is in
	firstItem   entityID
	occupations int
}

// lists is a list of numbers per key, in two arrays.
type lists struct {
	start []uint32
	items []uint32
}

func (l *lists) of(key uint32) []uint32 { return l.items[l.start[key]:l.start[key+1]] }

// What the ranking must know of a document.
const (
	classOccupation  = 0 // an occupation or the principal appellation of one
	classAppellation = 1
	classItem        = 2
	classMask        = 3
	classRare        = 4 // an appellation rarely used
	classShort       = 8 // a short label
	classKind        = 4 // bits to shift by for the kind's place in EntityKinds
)

// ordinal returns the kind's place in EntityKinds.
func (k EntityKind) ordinal() uint8 { return uint8(slices.Index(EntityKinds(), k)) }

func (ix *index) folded(doc uint32) string { return ix.arena[ix.start[doc]:ix.end[doc]] }

// equal returns the range of documents whose folded text is folded.
func (ix *index) equal(folded string) (lo, hi uint32) {
	hi = uint32(len(ix.start))
	for lo < hi {
		if mid := lo + (hi-lo)/2; ix.folded(mid) < folded {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	for hi < uint32(len(ix.start)) && ix.folded(hi) == folded {
		hi++
	}
	return lo, hi
}

// labels returns the index of the release. One that was read has it; one that
// Apply made has it when it is first asked for.
func (r *Release) labels() *index {
	r.indexOnce.Do(func() {
		ix := &index{firstItem: r.firstItem(), occupations: len(r.occupations)}
		ix.addDocuments(r)
		ix.addWords(r)
		r.index = ix
	})
	return r.index
}

// indexLabels builds the index of the release, and puts the appellations of
// each occupation in order: the principal one, then by label.
func indexLabels(r *Release) error {
	ix := r.labels()
	for _, o := range r.occupations {
		slices.SortFunc(o.Appellations, func(a, b *Appellation) int {
			if a.Principal != b.Principal {
				if a.Principal {
					return -1
				}
				return 1
			}
			return cmp.Compare(ix.place[r.byOGR[a.OGR]], ix.place[r.byOGR[b.OGR]])
		})
	}
	return nil
}

// addDocuments folds and sorts the labels.
func (ix *index) addDocuments(r *Release) {
	type document struct {
		text  string
		owner entityID
		class uint8
	}
	entities := len(r.occupations) + len(r.appellations) + len(r.items)
	docs := make([]document, 0, entities+entities/8)
	add := func(label string, owner entityID, class uint8) {
		docs = append(docs, document{Fold(label), owner, class})
	}
	for i, o := range r.occupations {
		add(o.Label, entityID(i), classOccupation|KindOccupation.ordinal()<<classKind)
	}
	for i, a := range r.appellations {
		owner := entityID(len(r.occupations) + i)
		class := uint8(classAppellation) | KindAppellation.ordinal()<<classKind
		if a.Principal {
			class = classOccupation | KindAppellation.ordinal()<<classKind
		}
		if a.Tags.RarelyUsed == "O" {
			class |= classRare
		}
		add(a.Label, owner, class)
		if a.Short == a.Label || a.Short == "" {
			continue
		}
		if short := Fold(a.Short); short != docs[len(docs)-1].text {
			docs = append(docs, document{short, owner, class | classShort})
		}
	}
	for i, item := range r.items {
		add(item.Label, ix.firstItem+entityID(i), classItem|item.Kind.ordinal()<<classKind)
	}
	slices.SortFunc(docs, func(a, b document) int {
		return cmp.Or(strings.Compare(a.text, b.text), cmp.Compare(a.owner, b.owner), cmp.Compare(a.class, b.class))
	})

	var arena strings.Builder
	size := 0
	for _, d := range docs {
		size += len(d.text)
	}
	arena.Grow(size)
	ix.start, ix.end = make([]uint32, len(docs)), make([]uint32, len(docs))
	ix.owner, ix.class = make([]entityID, len(docs)), make([]uint8, len(docs))
	ix.place = make([]uint32, entities)
	for i, d := range docs {
		ix.start[i] = uint32(arena.Len())
		arena.WriteString(d.text)
		ix.end[i] = uint32(arena.Len())
		ix.owner[i], ix.class[i] = d.owner, d.class
		if d.class&classShort == 0 {
			ix.place[d.owner] = uint32(i)
		}
	}
	ix.arena = arena.String()
}

// addWords collects the vocabulary and which words are in which document. The
// code of an occupation counts as a word of its labels, the last one.
func (ix *index) addWords(r *Release) {
	codes := make([]string, len(r.occupations))
	for i, o := range r.occupations {
		codes[i] = strings.ToLower(o.Code)
	}
	ids := make(map[string]uint32)
	var list []string
	id := func(word string) uint32 {
		n, ok := ids[word]
		if !ok {
			n = uint32(len(list))
			ids[word] = n
			list = append(list, word)
		}
		return n
	}
	var words []string
	ix.docWords.start = make([]uint32, 1, len(ix.start)+1)
	for doc := range ix.start {
		words = appendTokens(words[:0], ix.folded(uint32(doc)))
		if owner := ix.owner[doc]; owner < ix.firstItem {
			at := owner
			if int(owner) >= len(codes) {
				at = r.byOGR[r.byCode[r.appellations[int(owner)-len(codes)].Code].OGR]
			}
			words = append(words, codes[at])
		}
		for _, w := range words {
			ix.docWords.items = append(ix.docWords.items, id(w))
		}
		ix.docWords.start = append(ix.docWords.start, uint32(len(ix.docWords.items)))
	}
	ix.docWords.items = slices.Clip(ix.docWords.items)

	order := make([]uint32, len(list)) // of the words as met
	for i := range order {
		order[i] = uint32(i)
	}
	slices.SortFunc(order, func(a, b uint32) int { return strings.Compare(list[a], list[b]) })
	rank := make([]uint32, len(list))
	sorted := make([]string, len(list))
	for i, at := range order {
		rank[at] = uint32(i)
		sorted[i] = list[at]
	}
	for i, w := range ix.docWords.items {
		ix.docWords.items[i] = rank[w]
	}
	ix.words = newVocabulary(sorted)
	ix.postings = invert(ix.docWords, len(sorted))
}

// invert turns lists of words per document into lists of documents per word.
func invert(docWords lists, words int) lists {
	inverted := lists{start: make([]uint32, words+1), items: make([]uint32, len(docWords.items))}
	for _, w := range docWords.items {
		inverted.start[w+1]++
	}
	for w := range words {
		inverted.start[w+1] += inverted.start[w]
	}
	next := slices.Clone(inverted.start)
	for doc := range uint32(len(docWords.start) - 1) {
		for _, w := range docWords.of(doc) {
			inverted.items[next[w]] = doc
			next[w]++
		}
	}
	return inverted
}
