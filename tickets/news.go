package tickets

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"vigie/rome"
)

// What says why a change must be looked at again after an import.
type What string

// What an import may find of a change that nobody foresaw.
const (
	NewConflict  What = "conflict"  // its target has gone, moved or become another thing
	NewFulfilled What = "fulfilled" // nobody had decided on it, and the release has it
	NewRegressed What = "regressed" // it was integrated, and the release undid it
)

// Whats lists them, the most pressing first.
func Whats() []What { return []What{NewRegressed, NewConflict, NewFulfilled} }

// whatIsNew tells a change before a check from the same after it; "" where nothing
// of it has to be looked at.
func whatIsNew(before, after *Proposal) What {
	switch {
	case before.State != Regressed && after.State == Regressed:
		return NewRegressed
	case after.State != Pending && after.State != Awaiting && after.State != Regressed:
		return ""
	case after.Verdict == rome.Conflict && (before.Verdict != rome.Conflict || before.Because != after.Because):
		return NewConflict
	case after.State == Pending && after.Verdict == rome.Holds && before.Verdict != rome.Holds:
		return NewFulfilled
	}
	return ""
}

// news keeps what is new of a ticket, for who has it.
func (t *transaction) news(d *dossier, before []Proposal, release string) error {
	for i := range before {
		what := whatIsNew(&before[i], &d.Proposals[i])
		if what == "" || !d.stands(&d.Proposals[i]) {
			continue
		}
		var account any
		if d.Assignee != 0 {
			account = d.Assignee
		}
		err := t.exec(`INSERT INTO release_news (release, ticket_id, n, what, account) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`,
			release, d.ID, before[i].N, string(what), account)
		if err != nil {
			return fmt.Errorf("keeping what is new of %s: %w", d.Reference, err)
		}
	}
	return nil
}

// A NewsItem is a change that an import made worth looking at again.
type NewsItem struct {
	Reference string
	Assignee  string // name, "" for nobody
	What      What
	SummaryProposal
}

// Settled reports whether nobody has to look any more: it was decided, or asked
// anew, or a later release mended it.
func (i *NewsItem) Settled() bool {
	switch i.What {
	case NewRegressed:
		return i.State != Regressed
	case NewFulfilled:
		return i.State != Pending
	}
	return i.Verdict != rome.Conflict || i.State != Pending && i.State != Awaiting && i.State != Regressed
}

const newsQuery = `SELECT t.reference, COALESCE(a.name, ''), r.what, p.n, p.change, p.state, p.due, p.target, p.stopped_on, p.verdict
	FROM release_news r JOIN tickets t ON t.id = r.ticket_id JOIN proposals p ON p.ticket_id = r.ticket_id AND p.n = r.n
	LEFT JOIN accounts a ON a.id = r.account WHERE r.release = $1`

// News lists what an import found, by the release's SHA-256: of one account, or
// of everybody with 0.
func (s *Store) News(ctx context.Context, release string, account int64) ([]NewsItem, error) {
	return news(ctx, s.read, release, account)
}

func news(ctx context.Context, q querier, release string, account int64) ([]NewsItem, error) {
	query, args := newsQuery+` ORDER BY t.id, p.n`, []any{release}
	if account != 0 {
		query, args = newsQuery+` AND r.account = $2 ORDER BY t.id, p.n`, append(args, account)
	}
	list, err := collect(ctx, q, func(rows *sql.Rows) (NewsItem, error) {
		var i NewsItem
		var change string
		err := rows.Scan(&i.Reference, &i.Assignee, &i.What, &i.N, &change, &i.State, &i.Due, &i.Target, &i.StoppedOn, &i.Verdict)
		if err != nil {
			return i, err
		}
		return i, json.Unmarshal([]byte(change), &i.Change)
	}, query, args...)
	if err != nil {
		return nil, fmt.Errorf("listing what release %.8s changed for requests: %w", release, err)
	}
	return list, nil
}

// tellStaff writes one letter for each account that has something new of a
// release, once.
func (t *transaction) tellStaff(release string) error {
	result, err := t.ExecContext(t.ctx, `INSERT INTO staff_letters (release, account, state, next_at)
		SELECT DISTINCT r.release, r.account, 'waiting', CAST($2 AS BIGINT) FROM release_news r JOIN accounts a ON a.id = r.account
		WHERE r.release = $1 AND a.disabled = 0 ON CONFLICT DO NOTHING`, release, micros(t.now))
	if err != nil {
		return fmt.Errorf("telling the staff of release %.8s: %w", release, err)
	}
	if n, err := result.RowsAffected(); err != nil || n == 0 {
		return err
	}
	t.wakes = append(t.wakes, t.now)
	return nil
}
