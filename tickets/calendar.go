package tickets

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// A ReleasePlan is what an agent enters of a release to come.
type ReleasePlan struct {
	Number string `json:"number,omitempty"` // "461"; "" where it has none yet
	Day    Date   `json:"day"`              // of publication
	Cutoff Date   `json:"cutoff"`           // last day of acceptance that can be in it
}

// The acts of the calendar.
type (
	// Planned enters a release to come.
	Planned struct{ ReleasePlan }
	// Replanned changes an entry.
	Replanned struct{ ReleasePlan }
	// Unplanned takes an entry out.
	Unplanned struct{}
)

func (Planned) actKind() ActKind { return ActPlanned }

func (Replanned) actKind() ActKind { return ActReplanned }

func (Unplanned) actKind() ActKind { return ActUnplanned }

// A PlannedRelease is an entry of the calendar with its history.
type PlannedRelease struct {
	N int // in the calendar, from 1
	ReleasePlan
	Removed bool
	Acts    []Act // the first one entered it
}

// Version grows with each act; a page of an older one is stale.
func (p *PlannedRelease) Version() int { return len(p.Acts) }

// Last is the last act on it.
func (p *PlannedRelease) Last() Act { return p.Acts[len(p.Acts)-1] }

// fulfilled reports whether the release has come, or will no more. One with a
// number has once that number, or a later one, is there; one without, once
// anything was published on or after its cut-off. A number that was silently
// published again counts as before.
func (p *PlannedRelease) fulfilled(published []StoredRelease) bool {
	want, err := strconv.Atoi(p.Number)
	for i := range published {
		r := &published[i]
		if p.Number == "" || err != nil {
			if !r.PublishedOn.Before(p.Cutoff) {
				return true
			}
			continue
		}
		if n, err := strconv.Atoi(r.Number); err == nil && n >= want {
			return true
		}
	}
	return false
}

// Open reports whether the entry still counts: neither taken out nor fulfilled.
func (p *PlannedRelease) Open(published []StoredRelease) bool {
	return !p.Removed && !p.fulfilled(published)
}

func sortExpected(list []ExpectedRelease) {
	slices.SortStableFunc(list, func(a, b ExpectedRelease) int {
		return cmp.Or(b.Day.DaysUntil(a.Day), b.Cutoff.DaysUntil(a.Cutoff))
	})
}

// foldCalendar makes the entries of their acts, by their number.
func foldCalendar(list []Act) ([]PlannedRelease, error) {
	var entries []PlannedRelease
	for _, a := range list {
		if f, ok := a.Fact.(Planned); ok {
			if a.Subject != len(entries)+1 {
				return nil, fmt.Errorf("act %d enters number %d after %d", a.N, a.Subject, len(entries))
			}
			entries = append(entries, PlannedRelease{N: a.Subject, ReleasePlan: f.ReleasePlan, Acts: []Act{a}})
			continue
		}
		if a.Subject < 1 || a.Subject > len(entries) {
			return nil, fmt.Errorf("act %d is about number %d, which was never entered", a.N, a.Subject)
		}
		e := &entries[a.Subject-1]
		switch f := a.Fact.(type) {
		case Replanned:
			e.ReleasePlan = f.ReleasePlan
		case Unplanned:
			e.Removed = true
		default:
			return nil, fmt.Errorf("act %d is %q, which is none of the calendar", a.N, a.Kind())
		}
		e.Acts = append(e.Acts, a)
	}
	return entries, nil
}

func calendar(ctx context.Context, q querier) ([]PlannedRelease, error) {
	list, err := acts(ctx, q, CalendarRegister)
	if err != nil {
		return nil, err
	}
	return foldCalendar(list)
}

// Calendar lists every entry there ever was, by day of publication, removed and
// fulfilled ones included.
func (s *Store) Calendar(ctx context.Context) ([]PlannedRelease, error) {
	list, err := calendar(ctx, s.read)
	slices.SortStableFunc(list, func(a, b PlannedRelease) int { return b.Day.DaysUntil(a.Day) })
	return list, err
}

// Planned reads one entry, or answers ErrNotFound.
func (s *Store) Planned(ctx context.Context, n int) (*PlannedRelease, error) {
	list, err := calendar(ctx, s.read)
	if err != nil {
		return nil, err
	}
	if n < 1 || n > len(list) {
		return nil, ErrNotFound
	}
	return &list[n-1], nil
}

// Forecast looks ahead from today.
func (s *Store) Forecast(ctx context.Context) (Forecast, error) {
	published, err := s.Releases(ctx)
	if err != nil {
		return Forecast{}, err
	}
	plan, err := s.Calendar(ctx)
	if err != nil {
		return Forecast{}, err
	}
	plan = slices.DeleteFunc(plan, func(p PlannedRelease) bool { return p.Removed })
	return NewForecast(s.Today(), published, plan, s.cutoffDays), nil
}

// CutoffDays is how many days before its publication the editorial cut-off of a
// release lies, where nobody says otherwise.
func (s *Store) CutoffDays() int { return s.cutoffDays }

// PlanRelease enters a release to come and gives its number in the calendar.
// Without a cut-off it is the usual number of days before publication. Faults
// are an *Invalid with the fields "number", "day" and "cutoff".
func (s *Store) PlanRelease(ctx context.Context, by Actor, p ReleasePlan) (n int, err error) {
	err = s.plan(ctx, by, func(t *transaction, entries []PlannedRelease) error {
		n = len(entries) + 1
		if err := s.checkPlan(t, &p, entries, 0); err != nil {
			return err
		}
		return t.record(CalendarRegister, by, n, Planned{p})
	})
	return n, err
}

// ReplanRelease changes an entry. version is that of the page it was read on; a
// stale one is ErrConflict.
func (s *Store) ReplanRelease(ctx context.Context, by Actor, n, version int, p ReleasePlan) error {
	return s.plan(ctx, by, func(t *transaction, entries []PlannedRelease) error {
		e, err := entryFor(entries, n, version)
		if err != nil {
			return err
		}
		if err := s.checkPlan(t, &p, entries, n); err != nil {
			return err
		}
		if p == e.ReleasePlan {
			return nil
		}
		return t.record(CalendarRegister, by, n, Replanned{p})
	})
}

// UnplanRelease takes an entry out of the calendar; its history stays.
func (s *Store) UnplanRelease(ctx context.Context, by Actor, n, version int) error {
	return s.plan(ctx, by, func(t *transaction, entries []PlannedRelease) error {
		if _, err := entryFor(entries, n, version); err != nil {
			return err
		}
		return t.record(CalendarRegister, by, n, Unplanned{})
	})
}

func (s *Store) plan(ctx context.Context, by Actor, do func(*transaction, []PlannedRelease) error) error {
	if err := authorize(by, CanPlan, 0); err != nil {
		return err
	}
	err := s.transact(ctx, func(t *transaction) error {
		if err := t.lockActs(); err != nil {
			return err
		}
		entries, err := calendar(ctx, t)
		if err != nil {
			return err
		}
		return do(t, entries)
	})
	if err != nil {
		return fmt.Errorf("planning a release: %w", err)
	}
	return nil
}

func entryFor(entries []PlannedRelease, n, version int) (*PlannedRelease, error) {
	if n < 1 || n > len(entries) {
		return nil, ErrNotFound
	}
	e := &entries[n-1]
	switch {
	case e.Version() != version:
		return nil, ErrConflict
	case e.Removed:
		return nil, ErrTransition
	}
	return e, nil
}

// maxPlanned is how far ahead a release may be planned, in months.
const maxPlanned = 60

// checkPlan tidies and checks what was entered; self is the entry that it
// changes, 0 for a new one.
func (s *Store) checkPlan(t *transaction, p *ReleasePlan, entries []PlannedRelease, self int) error {
	var bad faults
	today := DateOf(t.now)
	p.Number = strings.TrimSpace(p.Number)
	published, err := listReleases(t.ctx, t)
	if err != nil {
		return err
	}
	if p.Number != "" {
		checkNumber(&bad, p.Number)
	}
	switch {
	case p.Day.IsZero():
		bad.add("day", RuleRequired)
	case p.Day.Before(today):
		bad.add("day", RulePast)
	case p.Day.After(today.AddMonths(maxPlanned)):
		bad.add("day", RuleTooFar)
	case p.Cutoff.IsZero():
		p.Cutoff = p.Day.AddDays(-s.cutoffDays)
	case p.Cutoff.After(p.Day):
		bad.add("cutoff", RuleAfter)
	case p.Cutoff.Before(p.Day.AddMonths(-maxPlanned)):
		bad.add("cutoff", RuleTooFar)
	}
	if err := bad.err(); err != nil {
		return err
	}
	if p.Number != "" && (&PlannedRelease{ReleasePlan: ReleasePlan{Number: p.Number}}).fulfilled(published) {
		bad.add("number", RulePublished)
	}
	for i := range entries {
		e := &entries[i]
		if e.N == self || !e.Open(published) {
			continue
		}
		if p.Number != "" && e.Number == p.Number {
			bad.add("number", RuleTaken)
		}
		if e.Day == p.Day {
			bad.add("day", RuleTaken)
		}
	}
	return bad.err()
}

// checkNumber refuses what is no number of a release.
func checkNumber(bad *faults, number string) {
	if n, err := strconv.Atoi(number); err != nil || n < 1 || n > 99_999 || strings.Trim(number, "0123456789") != "" {
		bad.add("number", RuleNumber)
	}
}

// A Cadence is how often releases really came: the median of the days between
// one and the next, of those whose numbers follow each other.
type Cadence struct {
	Days      int // the median
	Longest   int
	Intervals int // how many were measured; with none nothing is known
}

// ObservedCadence measures the releases there are. A number that was published
// again counts once, on its first day.
func ObservedCadence(published []StoredRelease) Cadence {
	first := make(map[int]Date)
	for i := range published {
		n, err := strconv.Atoi(published[i].Number)
		if on, known := first[n]; err == nil && (!known || published[i].PublishedOn.Before(on)) {
			first[n] = published[i].PublishedOn
		}
	}
	var days []int
	for n, on := range first {
		if next, ok := first[n+1]; ok {
			days = append(days, on.DaysUntil(next))
		}
	}
	if len(days) == 0 {
		return Cadence{}
	}
	slices.Sort(days)
	return Cadence{Days: days[len(days)/2], Longest: days[len(days)-1], Intervals: len(days)}
}
