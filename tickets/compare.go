package tickets

import (
	"cmp"
	"context"
	"iter"
	"slices"
	"strings"
	"sync"
	"time"

	"vigie/rome"
)

// A Comparison is two stored releases and what makes the second of the first.
// It is immutable and shared: what it gives must not be changed.
type Comparison struct {
	From, To StoredRelease // with their Release
	Changes  []rome.Change // as rome.Diff has them
	Summary  rome.Summary

	order []int32 // of Changes, as people read them: by major domain, occupation, entity
	homes []home  // of each change

	once     sync.Once
	entities []EntityChanges // see Entities
}

// home is where a change belongs on a page.
type home struct {
	code   string // of an occupation, "" for items
	entity string // the OGR, or the code where the occupation itself is meant
}

// domain is the major domain's letter; "" for what has none: the items.
func (h home) domain() string {
	if h.code == "" {
		return ""
	}
	return h.code[:1]
}

// Republished reports whether the two are one number published twice.
func (c *Comparison) Republished() bool { return c.From.Number == c.To.Number }

// comparisons keeps the last comparison for a while: pages ask for the same one
// again and again, and computing it takes the time of reading a release.
type comparisons struct {
	mu   sync.Mutex
	last *Comparison
	used time.Time
}

// keepComparison is for how long a comparison is kept that nobody asks for: it
// holds on to a whole release.
const keepComparison = 10 * time.Minute

// Compare compares two stored releases, found as FindRelease finds them. One
// comparison is made at a time, so that nobody can ask for more than a processor.
func (s *Store) Compare(ctx context.Context, from, to string) (*Comparison, error) {
	a, err := s.FindRelease(ctx, from)
	if err != nil {
		return nil, err
	}
	b, err := s.FindRelease(ctx, to)
	if err != nil {
		return nil, err
	}
	s.comparisons.mu.Lock()
	defer s.comparisons.mu.Unlock()
	s.comparisons.used = s.Now()
	if last := s.comparisons.last; last != nil && last.From.SHA256 == a.SHA256 && last.To.SHA256 == b.SHA256 {
		return last, nil
	}
	s.comparisons.last = nil // two would be much memory
	if err := s.load(ctx, a, b); err != nil {
		return nil, err
	}
	s.comparisons.last = NewComparison(*a, *b)
	return s.comparisons.last, nil
}

// load reads releases whole, but for the current one, which is in memory.
func (s *Store) load(ctx context.Context, list ...*StoredRelease) (err error) {
	for _, r := range list {
		if current := s.Current(); current != nil && current.SHA256 == r.SHA256 {
			r.Release = current.Release
			continue
		}
		if r.Release, err = s.ReadRelease(ctx, r.SHA256); err != nil {
			return err
		}
	}
	return nil
}

// forgetComparison lets go of a comparison that nobody has asked for lately.
func (s *Store) forgetComparison() {
	s.comparisons.mu.Lock()
	defer s.comparisons.mu.Unlock()
	if s.comparisons.last != nil && s.Now().Sub(s.comparisons.used) > keepComparison {
		s.comparisons.last = nil
	}
}

// NewComparison compares two releases, which have their Release.
func NewComparison(from, to StoredRelease) *Comparison {
	c := &Comparison{From: from, To: to, Changes: rome.Diff(from.Release, to.Release)}
	c.Summary = rome.Summarise(c.Changes)
	c.order, c.homes = make([]int32, len(c.Changes)), make([]home, len(c.Changes))
	for i := range c.Changes {
		c.order[i] = int32(i)
		c.homes[i] = c.home(&c.Changes[i])
	}
	slices.SortStableFunc(c.order, func(a, b int32) int {
		x, y := c.homes[a], c.homes[b]
		switch {
		case (x.code == "") != (y.code == ""): // items last
			return cmp.Compare(y.code, x.code)
		case x.code != y.code:
			return cmp.Compare(x.code, y.code)
		case x.entity == x.code != (y.entity == y.code): // the sheet before what is on it
			if x.entity == x.code {
				return -1
			}
			return 1
		}
		return cmp.Or(cmp.Compare(len(x.entity), len(y.entity)), cmp.Compare(x.entity, y.entity))
	})
	return c
}

func (c *Comparison) home(change *rome.Change) home {
	code := c.To.Release.Home(*change)
	if code == "" {
		code = c.From.Release.Home(*change)
	}
	entity := change.OGR
	if entity == "" || change.Kind.Family() == "occupation" {
		entity = code
	}
	return home{code, entity}
}

// A ChangeFilter narrows what is shown of a comparison. The zero value of a
// field does not narrow.
type ChangeFilter struct {
	Domain     string // letter of a major domain; ItemsDomain for what has none
	Kind       string // a kind, or a family: "appellation"
	Typography Typography
	Code       string // code ROME
	Query      string // words of a label, folded
}

// ItemsDomain stands for the skills, knowledge and contexts themselves, which
// belong to no domain.
const ItemsDomain = "-"

// Typography says what to do with changes that typography alone makes.
type Typography string

// The choices; the zero value shows all.
const (
	TypographyToo  Typography = ""
	NoTypography   Typography = "without"
	TypographyOnly Typography = "only"
)

func (f ChangeFilter) matches(c *rome.Change, h home, words []string) bool {
	switch {
	case f.Domain == ItemsDomain && h.code != "",
		f.Domain != "" && f.Domain != ItemsDomain && h.domain() != f.Domain,
		f.Kind != "" && string(c.Kind) != f.Kind && c.Kind.Family() != f.Kind,
		f.Typography == NoTypography && c.Typographic, f.Typography == TypographyOnly && !c.Typographic,
		f.Code != "" && h.code != f.Code:
		return false
	}
	if len(words) == 0 {
		return true
	}
	text := rome.Fold(h.code + " " + c.Label + " " + c.Old + " " + c.New + " " + c.Short + " " + c.OGR + " " + c.Item.OGR)
	for _, w := range words {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return true
}

// Select gives the changes that a filter leaves, in the order in which people
// read them, each with its place from 0.
func (c *Comparison) Select(f ChangeFilter) iter.Seq2[int, *rome.Change] {
	return func(yield func(int, *rome.Change) bool) {
		words, n := queryWords(f.Query), 0
		for _, at := range c.order {
			change := &c.Changes[at]
			if !f.matches(change, c.homes[at], words) {
				continue
			}
			if !yield(n, change) {
				return
			}
			n++
		}
	}
}

// Page gives one page of what a filter leaves, from 1, and how many there are.
func (c *Comparison) Page(f ChangeFilter, page, perPage int) (list []*rome.Change, total int) {
	first := (max(page, 1) - 1) * perPage
	for i, change := range c.Select(f) {
		if i >= first && i < first+perPage {
			list = append(list, change)
		}
		total = i + 1
	}
	return list, total
}

// HomeOf is the code of the occupation that a change happens to, "" for items.
func (c *Comparison) HomeOf(change rome.Change) string { return c.home(&change).code }

// A Cell counts the changes of one family in one major domain.
type Cell struct{ Family, Domain string }

// Map counts the changes by family and major domain, typography included where
// it is asked for; Domain is ItemsDomain for items.
func (c *Comparison) Map(typography bool) map[Cell]int {
	cells := make(map[Cell]int)
	for i := range c.Changes {
		if c.Changes[i].Typographic && !typography {
			continue
		}
		domain := c.homes[i].domain()
		if domain == "" {
			domain = ItemsDomain
		}
		cells[Cell{c.Changes[i].Kind.Family(), domain}]++
	}
	return cells
}

// Before finds the release that was the last one before another, or answers
// ErrNotFound.
func (s *Store) Before(ctx context.Context, r *StoredRelease) (*StoredRelease, error) {
	list, err := s.Releases(ctx)
	if err != nil {
		return nil, err
	}
	for i := range list[:max(len(list)-1, 0)] {
		if list[i].SHA256 == r.SHA256 {
			return &list[i+1], nil
		}
	}
	return nil, ErrNotFound
}
