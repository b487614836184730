package tickets

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"vigie/rome"
)

// Awaited is an accepted change that no release has yet, or that one undid: a
// line of the changeset.
type Awaited struct {
	Reference  string
	N          int // in its ticket
	Change     rome.Change
	State      ProposalState
	AcceptedOn Date
	Due        Date // of the integration; zero where nothing is promised
	Verdict    rome.Verdict
	Erased     bool // free text whose words were erased
}

// DeliverBy is the day of the expected release that a change due on a day should
// be in: the last one that keeps the promise, else the next one. The zero Date
// without a promise or without an expectation.
func DeliverBy(due Date, expected []Date) Date {
	if due.IsZero() || len(expected) == 0 {
		return Date{}
	}
	by := expected[0]
	for _, day := range expected[1:] {
		if !day.After(due) {
			by = day
		}
	}
	return by
}

// Changeset lists what the editors of the ROME have to integrate, in an order in
// which it can be followed (rome.InOrder), by code and reference within. Free
// text is among it: it is for the staff.
func (s *Store) Changeset(ctx context.Context, by Actor) ([]Awaited, error) {
	if err := authorize(by, CanRead, 0); err != nil {
		return nil, err
	}
	if by.Role == Requester {
		return nil, ErrForbidden
	}
	list, err := collect(ctx, s.read, scanAwaited, `SELECT t.id, t.reference, p.n, p.change, p.state, p.due, COALESCE(p.decided_at, 0), p.verdict, p.code
		FROM proposals p JOIN tickets t ON t.id = p.ticket_id WHERE p.state IN ('awaiting', 'regressed') AND t.closed <> 'spam'`)
	if err != nil {
		return nil, fmt.Errorf("listing what is to be integrated: %w", err)
	}
	slices.SortFunc(list, func(a, b awaitedRow) int {
		return cmp.Or(cmp.Compare(a.Change.Phase(), b.Change.Phase()), cmp.Compare(a.code, b.code),
			cmp.Compare(a.ticket, b.ticket), cmp.Compare(a.N, b.N))
	})
	out := make([]Awaited, len(list))
	for i := range list {
		if list[i].Change.Kind == rome.Other {
			text, err := s.freeText(ctx, list[i].ticket, list[i].N)
			if err != nil {
				return nil, err
			}
			list[i].Change.Text, list[i].Erased = text, text == ""
		}
		out[i] = list[i].Awaited
	}
	return out, nil
}

// InOrder puts lines in an order in which they can be made: rome.InOrder.
func InOrder(list []Awaited) []Awaited {
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(a, b Awaited) int { return a.Change.Phase() - b.Change.Phase() })
	return list
}

// OpenLines are the open changes of a ticket as lines of a changeset: what it
// would come to if they were accepted.
func (c *Case) OpenLines() []Awaited {
	var list []Awaited
	for i := range c.Proposals {
		if p := &c.Proposals[i]; p.State == Pending && c.State != Ended {
			list = append(list, Awaited{Reference: c.Reference, N: p.N, Change: p.Change, State: p.State, Verdict: p.Verdict})
		}
	}
	return list
}

// A ClashingPair is two lines of a changeset, by their places, that cannot be had
// together.
type ClashingPair struct {
	A, B int
	Kind rome.ClashKind
}

// ClashingPairs finds them, in the order of the lines.
func ClashingPairs(list []Awaited) []ClashingPair {
	type claimant struct {
		at   int
		want string
	}
	by := make(map[string][]claimant)
	seen := make(map[[2]int]bool)
	var pairs []ClashingPair
	for b := range list {
		for _, claim := range list[b].Change.Claims() {
			for _, a := range by[claim.Thing] {
				if a.want == claim.Want || seen[[2]int{a.at, b}] {
					continue
				}
				seen[[2]int{a.at, b}] = true
				if kind, clash := rome.Clash(list[a.at].Change, list[b].Change); clash {
					pairs = append(pairs, ClashingPair{a.at, b, kind})
				}
			}
			by[claim.Thing] = append(by[claim.Thing], claimant{b, claim.Want})
		}
	}
	slices.SortFunc(pairs, func(x, y ClashingPair) int { return cmp.Or(cmp.Compare(x.A, y.A), cmp.Compare(x.B, y.B)) })
	return pairs
}

type awaitedRow struct {
	Awaited
	ticket int64
	code   string
}

func scanAwaited(rows *sql.Rows) (awaitedRow, error) {
	var a awaitedRow
	var change string
	var accepted int64
	err := rows.Scan(&a.ticket, &a.Reference, &a.N, &change, &a.State, &a.Due, &accepted, &a.Verdict, &a.code)
	if err != nil {
		return a, err
	}
	if accepted != 0 {
		a.AcceptedOn = DateOf(time.UnixMicro(accepted))
	}
	return a, json.Unmarshal([]byte(change), &a.Change)
}

// freeText is what an "other" change asks, "" once erased.
func (s *Store) freeText(ctx context.Context, ticket int64, n int) (string, error) {
	bodies, err := collect(ctx, s.read, scanText, `SELECT p.body FROM personal p JOIN events e ON e.seq = p.seq
		WHERE e.ticket_id = $1 AND e.kind IN ('filed', 'proposed')`, ticket)
	if err != nil {
		return "", fmt.Errorf("reading a free text: %w", err)
	}
	for _, body := range bodies {
		var p Personal
		if err := json.Unmarshal([]byte(body), &p); err != nil {
			return "", err
		}
		if text := p.Texts[n]; text != "" {
			return text, nil
		}
	}
	return "", nil
}
