package tickets

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"time"
)

// OutlookOf is the outlook of a change of a list; ok is false where nothing is
// promised, or all is done.
func (f Forecast) OutlookOf(p SummaryProposal) (o Outlook, ok bool) {
	if p.State != Awaiting || p.Due.IsZero() || !p.StoppedOn.IsZero() || p.DecidedOn.IsZero() {
		return o, false
	}
	return f.Outlook(p.DecidedOn, p.Due), true
}

// OutlookFor is the outlook of a ticket's change: of one that was accepted from
// the day of that decision; of one nobody has decided on as if it were accepted
// today. ok is false where nothing is promised, or all is done.
func (f Forecast) OutlookFor(t *Ticket, p *Proposal) (o Outlook, ok bool) {
	switch {
	case p.owed():
		return f.Outlook(DateOf(p.DecidedAt), p.Clock.Deadline.DueOn), true
	case p.State == Pending && !t.History && t.State != Ended && !p.Clock.Deadline.DueOn.IsZero():
		return f.Outlook(f.Today, p.Clock.Deadline.DueOn), true
	}
	return o, false
}

// Worse orders outlooks, the one that presses most first: what is late, then what
// no release can hold any more, then by the days left.
func (o Outlook) Worse(p Outlook) int {
	rank := func(c Chance) int {
		return slices.Index([]Chance{ChanceLate, ChanceImpossible, ChanceClosed, ChanceOpen, ChanceUnknown}, c)
	}
	return cmp.Or(cmp.Compare(rank(o.Chance), rank(p.Chance)), cmp.Compare(o.Slack, p.Slack))
}

// An OwedChange is an accepted change that no release holds yet.
type OwedChange struct {
	Reference string
	SummaryProposal
	Outlook
}

// An Agenda is what the releases to come must carry.
type Agenda struct {
	Forecast Forecast
	Owed     []OwedChange // all that is promised and outstanding, what presses most first
}

// Next is the next release expected; ok is false when none is.
func (a Agenda) Next() (ExpectedRelease, bool) { return a.Forecast.Next() }

// MustCarry are the changes that the next release carries in time, or none does.
func (a Agenda) MustCarry() []OwedChange {
	next, _ := a.Next()
	return a.where(func(o OwedChange) bool {
		return (o.Chance == ChanceOpen || o.Chance == ChanceClosed) && o.Release == next
	})
}

// Lost are the changes that no release can carry in time any more, those whose
// last day is past included.
func (a Agenda) Lost() []OwedChange {
	return a.where(func(o OwedChange) bool { return o.Chance == ChanceImpossible || o.Chance == ChanceLate })
}

func (a Agenda) where(keep func(OwedChange) bool) []OwedChange {
	return slices.DeleteFunc(slices.Clone(a.Owed), func(o OwedChange) bool { return !keep(o) })
}

// Agenda looks ahead for every change that is accepted and awaited.
func (s *Store) Agenda(ctx context.Context) (Agenda, error) {
	var a Agenda
	var err error
	if a.Forecast, err = s.Forecast(ctx); err != nil {
		return a, err
	}
	list, err := collect(ctx, s.read, func(rows *sql.Rows) (OwedChange, error) {
		var o OwedChange
		var change string
		var decided int64
		err := rows.Scan(&o.Reference, &o.N, &change, &o.State, &o.Due, &o.Target, &o.StoppedOn, &o.Verdict, &decided)
		if err != nil {
			return o, err
		}
		o.DecidedOn = DateOf(time.UnixMicro(decided))
		return o, json.Unmarshal([]byte(change), &o.Change)
	}, `SELECT t.reference, p.n, p.change, p.state, p.due, p.target, p.stopped_on, p.verdict, p.decided_at
		FROM proposals p JOIN tickets t ON t.id = p.ticket_id
		WHERE p.state = 'awaiting' AND p.due IS NOT NULL AND p.stopped_on IS NULL AND p.decided_at IS NOT NULL ORDER BY p.due, t.id, p.n`)
	if err != nil {
		return a, fmt.Errorf("listing what is owed: %w", err)
	}
	for _, o := range list {
		var ok bool
		if o.Outlook, ok = a.Forecast.OutlookOf(o.SummaryProposal); ok {
			a.Owed = append(a.Owed, o)
		}
	}
	slices.SortStableFunc(a.Owed, func(x, y OwedChange) int { return x.Worse(y.Outlook) })
	return a, nil
}
