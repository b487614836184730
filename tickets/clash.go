package tickets

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"

	"vigie/rome"
)

// A Clashing is a change of some request that cannot be had together with
// another one.
type Clashing struct {
	Ticket    int64
	Reference string
	Public    bool
	N         int // in its ticket
	Change    rome.Change
	State     ProposalState
	Kind      rome.ClashKind
}

// accepted reports whether the change was promised, and is not in a release yet.
func (c Clashing) accepted() bool { return c.State == Awaiting || c.State == Regressed }

// maxClashes is how many are told of one change.
const maxClashes = 20

// clashQuery finds the open and awaited changes that claim a thing otherwise.
const clashQuery = `SELECT c.ticket_id, t.reference, t.public, c.n, p.change, p.state
	FROM claims c JOIN proposals p ON p.ticket_id = c.ticket_id AND p.n = c.n JOIN tickets t ON t.id = c.ticket_id
	WHERE c.thing = $1 AND c.want <> $2 AND t.closed <> 'spam' AND (t.public = 1 OR $3 = 0)
	AND (p.state IN ('awaiting', 'regressed') OR p.state = 'pending' AND t.state <> 'closed')`

// Clashes lists what other requests ask that cannot be had together with a
// change: open or awaiting, the accepted first, then the oldest; at most twenty.
// The ticket of that id is left out. The public is told only of public ones.
func (s *Store) Clashes(ctx context.Context, c rome.Change, except int64, public bool) ([]Clashing, error) {
	return clashes(ctx, s.read, c, except, public)
}

func clashes(ctx context.Context, q querier, change rome.Change, except int64, public bool) ([]Clashing, error) {
	type id struct {
		ticket int64
		n      int
	}
	var list []Clashing
	seen := make(map[id]bool)
	for _, claim := range change.Claims() {
		found, err := collect(ctx, q, scanClashing, clashQuery, claim.Thing, claim.Want, truth(public))
		if err != nil {
			return nil, fmt.Errorf("looking for clashing requests: %w", err)
		}
		for _, f := range found {
			if f.Ticket == except || seen[id{f.Ticket, f.N}] {
				continue
			}
			seen[id{f.Ticket, f.N}] = true
			if kind, clash := rome.Clash(change, f.Change); clash {
				f.Kind = kind
				list = append(list, f)
			}
		}
	}
	slices.SortFunc(list, func(a, b Clashing) int {
		if a.accepted() != b.accepted() {
			if a.accepted() {
				return -1
			}
			return 1
		}
		return cmp.Or(cmp.Compare(a.Ticket, b.Ticket), cmp.Compare(a.N, b.N))
	})
	return list[:min(len(list), maxClashes)], nil
}

func scanClashing(rows *sql.Rows) (Clashing, error) {
	var c Clashing
	var public int
	var change string
	if err := rows.Scan(&c.Ticket, &c.Reference, &public, &c.N, &change, &c.State); err != nil {
		return c, err
	}
	c.Public = public == 1
	return c, json.Unmarshal([]byte(change), &c.Change)
}

// CaseClashes lists, for each open or awaited change of a ticket, what cannot be
// had together with it: of other requests, and of the ticket itself.
func (s *Store) CaseClashes(ctx context.Context, by Actor, c *Case) (map[int][]Clashing, error) {
	if err := authorize(by, CanDecide, c.ID); err != nil {
		return nil, err
	}
	all := make(map[int][]Clashing)
	for i := range c.Proposals {
		p := &c.Proposals[i]
		if !c.stands(p) {
			continue
		}
		list, err := clashes(ctx, s.read, p.Change, c.ID, false)
		if err != nil {
			return nil, err
		}
		if list = append(c.within(p, c.stands), list...); len(list) > 0 {
			all[p.N] = list
		}
	}
	return all, nil
}

// stands reports whether a change is open or awaited.
func (t *Ticket) stands(p *Proposal) bool {
	return p.State == Awaiting || p.State == Regressed || p.State == Pending && t.State != Ended
}

// within lists the changes of the ticket itself, of those that count, which
// cannot be had together with one of them.
func (t *Ticket) within(p *Proposal, counts func(*Proposal) bool) []Clashing {
	var list []Clashing
	for i := range t.Proposals {
		q := &t.Proposals[i]
		if q.N == p.N || !counts(q) {
			continue
		}
		if kind, clash := rome.Clash(p.Change, q.Change); clash {
			list = append(list, Clashing{t.ID, t.Reference, t.Public(), q.N, q.Change, q.State, kind})
		}
	}
	return list
}

// ChoiceClashes lists, for each choice that accepts a change, what has been
// accepted that cannot be had together with it, the other choices included.
func (s *Store) ChoiceClashes(ctx context.Context, by Actor, t *Ticket, choices []Choice) (map[int][]Clashing, error) {
	if err := authorize(by, CanDecide, t.ID); err != nil {
		return nil, err
	}
	return choiceClashes(ctx, s.read, t, choices)
}

func choiceClashes(ctx context.Context, q querier, t *Ticket, choices []Choice) (map[int][]Clashing, error) {
	outcomes := make(map[int]Outcome)
	for _, c := range choices {
		outcomes[c.Proposal] = c.Outcome
	}
	promised := func(p *Proposal) bool {
		if outcome, chosen := outcomes[p.N]; chosen {
			return outcome == Accept
		}
		return p.State == Awaiting || p.State == Regressed
	}
	all := make(map[int][]Clashing)
	for _, c := range choices {
		p, ok := t.Proposal(c.Proposal)
		if !ok || c.Outcome != Accept {
			continue
		}
		list, err := clashes(ctx, q, p.Change, t.ID, false)
		if err != nil {
			return nil, err
		}
		list = slices.DeleteFunc(list, func(c Clashing) bool { return !c.accepted() })
		if list = append(t.within(p, promised), list...); len(list) > 0 {
			all[p.N] = list
		}
	}
	return all, nil
}

// weigh refuses an acceptance that clashes with what has been accepted, unless
// the choice says that this is known; it gives the number of those. Of two
// agents who accept both sides at once, one comes second and is refused.
func (t *transaction) weigh(d *dossier, choices []Choice) (map[int]int, error) {
	// Every event takes the counter's row: whoever has it knows all that was
	// written before.
	if err := t.exec(`UPDATE counters SET value = value WHERE name = 'event'`); err != nil {
		return nil, err
	}
	found, err := choiceClashes(t.ctx, t, d.Ticket, choices)
	if err != nil {
		return nil, err
	}
	var bad faults
	counts := make(map[int]int, len(found))
	for _, c := range choices {
		n := len(found[c.Proposal])
		if n > 0 && !c.Despite {
			bad.add(fmt.Sprintf("proposals.%d.despite", c.Proposal), RuleClash, n)
		}
		counts[c.Proposal] = n
	}
	return counts, bad.err()
}
