package rome

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// A brute searches without an index, by the words of the documentation.
type brute struct {
	docs []bruteDoc
}

type bruteDoc struct {
	id    entityID
	text  string
	words []string
	stems []string
}

func newBrute(r *Release) *brute {
	b := &brute{}
	add := func(id entityID, label, code string) {
		d := bruteDoc{id: id, text: Fold(label)}
		d.words = tokens(d.text)
		if code != "" {
			d.words = append(d.words, strings.ToLower(code))
		}
		for _, w := range d.words {
			d.stems = append(d.stems, stem(w))
		}
		b.docs = append(b.docs, d)
	}
	for i, o := range r.occupations {
		add(entityID(i), o.Label, o.Code)
	}
	for i, a := range r.appellations {
		id := entityID(len(r.occupations) + i)
		add(id, a.Label, a.Code)
		if a.Short != "" && Fold(a.Short) != Fold(a.Label) {
			add(id, a.Short, a.Code)
		}
	}
	for i, item := range r.items {
		add(r.firstItem()+entityID(i), item.Label, "")
	}
	return b
}

func (b *brute) search(text string) map[entityID]bool {
	q := parseQuery(text)
	var found map[entityID]bool
	for _, loose := range []bool{false, true} {
		found = make(map[entityID]bool)
		docs := 0
		for i := range b.docs {
			d := &b.docs[i]
			if d.text == q.folded || len(q.terms) > 0 && d.answers(q.terms, loose) {
				found[d.id] = true
				docs++
			}
		}
		if docs >= enough {
			break
		}
	}
	return found
}

func (d *bruteDoc) answers(terms []term, loose bool) bool {
	for i, t := range terms {
		last := i == len(terms)-1
		s := stem(t.word)
		ok := false
		for n, w := range d.words {
			ok = ok || d.stems[n] == s ||
				(last || loose && len(t.word) >= looseLength) && strings.HasPrefix(w, t.word) ||
				loose && len(t.word) >= typoLength && letters(t.word) && slip(t.word, w, last)
		}
		if !ok {
			return false
		}
	}
	return true
}

// slip reports whether w is at most one edit away from word or, when the word
// is unfinished, begins with something that is, its last letter being right.
func slip(word, w string, unfinished bool) bool {
	if distance(word, w) <= 1 {
		return true
	}
	n := len(word) - 1
	for i := 0; unfinished && i < len(w); i++ {
		if w[i] == word[n] && distance(word[:n], w[:i]) <= 1 {
			return true
		}
	}
	return false
}

// distance is the number of letters to insert, delete, replace or exchange
// with their neighbour (optimal string alignment).
func distance(a, b string) int {
	if len(a)-len(b) > 1 || len(b)-len(a) > 1 {
		return 2
	}
	d := make([][]int, len(a)+1)
	for i := range d {
		d[i] = make([]int, len(b)+1)
		for j := range d[i] {
			switch {
			case i == 0:
				d[i][j] = j
			case j == 0:
				d[i][j] = i
			default:
				cost := 1
				if a[i-1] == b[j-1] {
					cost = 0
				}
				d[i][j] = min(d[i-1][j]+1, d[i][j-1]+1, d[i-1][j-1]+cost)
				if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
					d[i][j] = min(d[i][j], d[i-2][j-2]+1)
				}
			}
		}
	}
	return d[len(a)][len(b)]
}

// mangle makes a query of a label: some of its words, in some order, some cut
// or mistyped.
func mangle(rnd *rand.Rand, label string) string {
	words := strings.Fields(label)
	rnd.Shuffle(len(words), func(i, j int) { words[i], words[j] = words[j], words[i] })
	words = words[:1+rnd.IntN(min(3, len(words)))]
	for i, w := range words {
		letters := []rune(w)
		at := rnd.IntN(len(letters))
		switch rnd.IntN(8) {
		case 0:
			letters = letters[:at+1]
		case 1:
			letters = slices.Delete(letters, at, at+1)
		case 2:
			letters[at] = 'a' + rune(rnd.IntN(26))
		case 3:
			letters = slices.Insert(letters, at, 'a'+rune(rnd.IntN(26)))
		case 4:
			if at > 0 {
				letters[at], letters[at-1] = letters[at-1], letters[at]
			}
		}
		words[i] = string(letters)
	}
	return strings.Join(words, " ")
}

// compareSearch compares what the index finds with what brute force does, for
// labels themselves and for mangled ones.
func compareSearch(t *testing.T, r *Release, queries int) {
	t.Helper()
	b := newBrute(r)
	rnd := rand.New(rand.NewPCG(1, 2))
	for n := range queries {
		d := b.docs[rnd.IntN(len(b.docs))]
		query := r.entity(d.id).Label
		if n%4 != 0 {
			query = mangle(rnd, query)
		}
		want := b.search(query)
		got := make(map[entityID]bool)
		for _, h := range r.Search(query, 0) {
			id := r.byOGR[h.OGR]
			if got[id] {
				t.Errorf("%q: %s twice", query, h.OGR)
			}
			got[id] = true
			if folds := Fold(h.Matched) == Fold(query); folds && !h.Exact {
				t.Errorf("%q: %+v is exact", query, h)
			}
		}
		for id := range want {
			if !got[id] {
				t.Errorf("%q misses %+v", query, r.entity(id))
			}
		}
		for id := range got {
			if !want[id] && r.entity(id).OGR != query {
				t.Errorf("%q finds %+v", query, r.entity(id))
			}
		}
		if t.Failed() {
			return
		}
	}
}

// TestSearchBruteForce: over generated labels of few letters, where everything
// nearly collides.
func TestSearchBruteForce(t *testing.T) {
	rnd := rand.New(rand.NewPCG(3, 4))
	word := func() string {
		letters := make([]rune, 1+rnd.IntN(7))
		for i := range letters {
			letters[i] = []rune("aeérst2")[rnd.IntN(7)]
		}
		return string(letters)
	}
	for range 20 {
		r := &Release{byOGR: make(map[string]entityID), byCode: make(map[string]*Occupation)}
		for i := range 400 {
			label := word()
			for range rnd.IntN(4) {
				label += []string{" ", " de ", " d'", " / "}[rnd.IntN(4)] + word()
			}
			item := &Item{Kind: KindSkill, OGR: fmt.Sprint(i), Label: label}
			r.byOGR[item.OGR] = entityID(i)
			r.items = append(r.items, item)
		}
		r.users = make([][]int32, len(r.items))
		if err := indexLabels(r); err != nil {
			t.Fatal(err)
		}
		compareSearch(t, r, 200)
	}
}

// TestSearchBruteForceReal: over a real release.
func TestSearchBruteForceReal(t *testing.T) {
	dir := os.Getenv("VIGIE_SHARED")
	if dir == "" {
		dir = filepath.Join("..", "..", "shared")
	}
	data, err := os.ReadFile(filepath.Join(dir, "rome", "RefRomeCsv-v460.zip"))
	if err != nil {
		t.Skipf("no real export: %v (set VIGIE_SHARED)", err)
	}
	r, err := ReadBytes(data)
	if err != nil {
		t.Fatal(err)
	}
	queries := 80
	if testing.Short() {
		queries = 10
	}
	compareSearch(t, r, queries)
	for i, doc := range newBrute(r).docs { // every label finds itself
		if label := r.entity(doc.id).Label; i%29 == 0 {
			hits := r.Search(label, 20)
			if !slices.ContainsFunc(hits, func(h Hit) bool { return r.byOGR[h.OGR] == doc.id && h.Exact }) {
				t.Errorf("%q does not find itself", label)
			}
		}
	}
}
