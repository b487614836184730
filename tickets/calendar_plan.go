package tickets

import (
	"context"
	"fmt"
	"strconv"
	"strings"
)

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
