package tickets

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
)

// facts reads a ticket's journal in order, without what it holds about people:
// that is all that rules ask, and little, however much was written on the
// ticket.
func facts(ctx context.Context, q querier, ticket int64) ([]Event, error) {
	return collect(ctx, q, func(rows *sql.Rows) (Event, error) {
		var seq int64
		var body string
		if err := rows.Scan(&seq, &body); err != nil {
			return Event{}, err
		}
		e, _, err := readLine(body, "")
		e.Seq, e.Ticket, e.Erased = seq, ticket, false // nobody has looked
		return e, err
	}, `SELECT seq, body FROM events WHERE ticket_id = $1 ORDER BY n`, ticket)
}

// remember puts the personal fields of some of a ticket's events, by their N,
// into the list of all of them.
func remember(ctx context.Context, q querier, list []Event, which []int) error {
	by := make(map[int64]*Event)
	for _, n := range which {
		if n < 1 || n > len(list) {
			continue
		}
		if e := &list[n-1]; e.Worded && !e.Erased && e.Personal.Empty() {
			e.Erased = true // unless it is found
			by[e.Seq] = e
		}
	}
	seqs := slices.Collect(maps.Keys(by))
	for some := range slices.Chunk(seqs, 500) {
		marks, args := placeholders(some)
		_, err := collect(ctx, q, func(rows *sql.Rows) (struct{}, error) {
			var seq int64
			var body string
			if err := rows.Scan(&seq, &body); err != nil {
				return struct{}{}, err
			}
			by[seq].Erased = false
			return struct{}{}, json.Unmarshal([]byte(body), &by[seq].Personal)
		}, `SELECT seq, body FROM personal WHERE seq IN (`+marks+`)`, args...)
		if err != nil {
			return fmt.Errorf("reading the personal part of %d events: %w", len(some), err)
		}
	}
	return nil
}

// personal are the personal fields of a ticket's nth event; empty once erased,
// and where it had none.
func personal(ctx context.Context, q querier, ticket int64, n int) (p Personal, err error) {
	var body string
	err = q.QueryRowContext(ctx, `SELECT p.body FROM events e JOIN personal p ON p.seq = e.seq WHERE e.ticket_id = $1 AND e.n = $2`, ticket, n).Scan(&body)
	if errors.Is(err, sql.ErrNoRows) {
		return p, nil
	}
	if err == nil {
		err = json.Unmarshal([]byte(body), &p)
	}
	if err != nil {
		return p, fmt.Errorf("reading the personal part of event %d of ticket %d: %w", n, ticket, err)
	}
	return p, nil
}

// events reads a ticket's journal with everything that it holds about people
// and has not been erased: for erasing alone, since it may be very much.
func events(ctx context.Context, q querier, ticket int64) ([]Event, error) {
	return collect(ctx, q, func(rows *sql.Rows) (Event, error) {
		var seq int64
		var body, personal string
		if err := rows.Scan(&seq, &body, &personal); err != nil {
			return Event{}, err
		}
		e, _, err := readLine(body, personal)
		e.Seq, e.Ticket = seq, ticket
		return e, err
	}, `SELECT e.seq, e.body, COALESCE(p.body, '')
		FROM events e LEFT JOIN personal p ON p.seq = e.seq
		WHERE e.ticket_id = $1 ORDER BY e.n`, ticket)
}
