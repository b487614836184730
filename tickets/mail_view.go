package tickets

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// TakeBack is for how long an agent's letter waits before it is sent.
func (s *Store) TakeBack() time.Duration { return s.takeBack }

// Dismissed lists what agents said is no request, the latest first, at most
// limit.
func (s *Store) Dismissed(ctx context.Context, by Actor, limit int) ([]*StoredMail, error) {
	if err := authorize(by, CanReadMail, 0); err != nil {
		return nil, err
	}
	return s.mailLines(ctx, `WHERE m.outcome = 'dismissed' ORDER BY m.settled_at DESC, m.id DESC LIMIT $1`, limit)
}

// Summaries gives the lines of the tickets of those ids, by id. What is no
// ticket's is left out.
func (s *Store) Summaries(ctx context.Context, by Actor, ids []int64) (map[int64]Summary, error) {
	if err := authorize(by, CanRead, 0); err != nil {
		return nil, err
	}
	lines := make(map[int64]Summary, len(ids))
	if len(ids) == 0 {
		return lines, nil
	}
	marks, args := placeholders(ids)
	rows, err := collect(ctx, s.read, scanSummary, summaryQuery+` WHERE t.id IN (`+marks+`)`, args...)
	if err == nil {
		err = s.proposalsOf(ctx, rows)
	}
	if err != nil {
		return nil, fmt.Errorf("reading %d lines: %w", len(ids), err)
	}
	for _, r := range rows {
		lines[r.ID] = r
	}
	return lines, nil
}

// Bounced tells of which of the tickets the last letter that was tried came
// back or was refused: what Ticket.Bounced says of one.
func (s *Store) Bounced(ctx context.Context, ids []int64) (map[int64]bool, error) {
	bounced := make(map[int64]bool)
	if len(ids) == 0 {
		return bounced, nil
	}
	marks, args := placeholders(ids)
	list, err := collect(ctx, s.read, func(rows *sql.Rows) (int64, error) {
		var id int64
		err := rows.Scan(&id)
		return id, err
	}, `SELECT DISTINCT e.ticket_id FROM events e WHERE e.kind = 'undelivered' AND e.ticket_id IN (`+marks+`)
		AND NOT EXISTS (SELECT 1 FROM events d WHERE d.ticket_id = e.ticket_id AND d.kind = 'delivered' AND d.n > e.n)`, args...)
	if err != nil {
		return nil, fmt.Errorf("looking for letters that came back: %w", err)
	}
	for _, id := range list {
		bounced[id] = true
	}
	return bounced, nil
}

// placeholders are "$1, $2, …" and their values.
func placeholders(ids []int64) (string, []any) {
	marks, args := make([]string, len(ids)), make([]any, len(ids))
	for i, id := range ids {
		marks[i], args[i] = "$"+strconv.Itoa(i+1), id
	}
	return strings.Join(marks, ", "), args
}

// PassedMail counts the messages that could not be fetched from each folder
// under its present UIDVALIDITY, by the reason that PassMail recorded.
func (s *Store) PassedMail(ctx context.Context) (map[int64]map[string]int, error) {
	type passed struct {
		folder int64
		reason string
		n      int
	}
	list, err := collect(ctx, s.read, func(rows *sql.Rows) (passed, error) {
		var p passed
		err := rows.Scan(&p.folder, &p.reason, &p.n)
		return p, err
	}, `SELECT p.folder_id, p.reason, COUNT(*) FROM mail_places p JOIN mail_folders f ON f.id = p.folder_id AND f.uidvalidity = p.uidvalidity
		WHERE p.mail_id IS NULL AND p.reason <> '' GROUP BY p.folder_id, p.reason`)
	if err != nil {
		return nil, fmt.Errorf("counting messages passed over: %w", err)
	}
	counts := make(map[int64]map[string]int)
	for _, p := range list {
		if counts[p.folder] == nil {
			counts[p.folder] = make(map[string]int)
		}
		counts[p.folder][p.reason] = p.n
	}
	return counts, nil
}
