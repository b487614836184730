package tickets

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
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
