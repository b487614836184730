package rome

import (
	"slices"
	"strings"
)

// A vocabulary is the sorted list of the words of all labels. Words that begin
// alike are neighbours, so that a prefix is a span of it and the list can be
// walked like a trie, without the trie's memory.
type vocabulary struct {
	list    []string
	group   []uint32 // of each word, the number of its stem
	members lists    // of each stem, its words
}

// A span is the words from lo up to, not including, hi.
type span struct{ lo, hi uint32 }

func (s span) empty() bool { return s.lo >= s.hi }

func newVocabulary(sorted []string) vocabulary {
	v := vocabulary{list: sorted, group: make([]uint32, len(sorted))}
	stems := make(map[string]uint32, len(sorted))
	var counts []uint32
	for i, word := range sorted {
		s := stem(word)
		group, ok := stems[s]
		if !ok {
			group = uint32(len(counts))
			stems[s] = group
			counts = append(counts, 0)
		}
		v.group[i] = group
		counts[group]++
	}
	v.members.start = make([]uint32, len(counts)+1)
	for group, n := range counts {
		v.members.start[group+1] = v.members.start[group] + n
	}
	v.members.items = make([]uint32, len(sorted))
	next := slices.Clone(v.members.start)
	for i, group := range v.group {
		v.members.items[next[group]] = uint32(i)
		next[group]++
	}
	return v
}

// all spans the whole vocabulary.
func (v *vocabulary) all() span { return span{0, uint32(len(v.list))} }

// exact spans the word itself, or nothing.
func (v *vocabulary) exact(word string) span {
	at, found := slices.BinarySearch(v.list, word)
	if !found {
		return span{}
	}
	return span{uint32(at), uint32(at) + 1}
}

// prefixed spans the words that begin with prefix.
func (v *vocabulary) prefixed(prefix string) span { return v.within(v.all(), 0, prefix, true) }

// stemmed returns the words that share their stem with word, which need not be
// in the vocabulary itself.
func (v *vocabulary) stemmed(word string) []uint32 {
	s := stem(word)
	if at := v.exact(word); !at.empty() {
		return v.members.of(v.group[at.lo])
	}
	// The words of a stem begin with it, but for three letters at its end.
	near := v.prefixed(s[:max(len(s)-3, min(len(s), 3))])
	for i := near.lo; i < near.hi; i++ {
		if stem(v.list[i]) == s {
			return v.members.of(v.group[i])
		}
	}
	return nil
}

// within narrows a span, whose words all have the same first depth bytes, to
// those that go on with rest, or, unless prefix, end with it.
func (v *vocabulary) within(s span, depth int, rest string, prefix bool) span {
	lo, hi := s.lo, s.hi
	for lo < hi {
		mid := lo + (hi-lo)/2
		if v.list[mid][depth:] < rest {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if !prefix {
		if lo < s.hi && v.list[lo][depth:] == rest {
			return span{lo, lo + 1}
		}
		return span{}
	}
	end := s.hi
	for from := lo; from < end; {
		mid := from + (end-from)/2
		if strings.HasPrefix(v.list[mid][depth:], rest) {
			from = mid + 1
		} else {
			end = mid
		}
	}
	return span{lo, end}
}

// typos returns the words one slip away from word: a letter too many, missing,
// wrong, or two exchanged. With prefix, what comes after the slip may be only
// the beginning of the word, so that half a word can be mistyped too.
func (v *vocabulary) typos(word string, prefix bool) []span {
	var found []span
	try := func(s span, depth int, rest string) {
		if s = v.within(s, depth, rest, prefix && rest != ""); !s.empty() {
			found = append(found, s)
		}
	}
	at := v.all() // the words that begin with word[:i]
	for i := 0; !at.empty(); i++ {
		if i < len(word) {
			try(at, i, word[i+1:]) // one too many
		}
		if i+1 < len(word) && word[i] != word[i+1] { // exchanged
			swapped := v.within(at, i, word[i+1:i+2]+word[i:i+1], true)
			try(swapped, i+2, word[i+2:])
		}
		// Words that are no longer than word[:i] come first and are passed by.
		for from := v.within(at, i, "\x01", true).lo; from < at.hi; {
			letter := v.list[from][i : i+1]
			child := v.within(span{from, at.hi}, i, letter, true)
			if i < len(word) && letter[0] != word[i] {
				try(child, i+1, word[i+1:]) // wrong
			}
			try(child, i+1, word[i:]) // missing
			from = child.hi
		}
		if i == len(word) {
			break
		}
		at = v.within(at, i, word[i:i+1], true)
	}
	return found
}
