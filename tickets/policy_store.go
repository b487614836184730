package tickets

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
)

// policies are all of them, the earliest first.
func policies(ctx context.Context, q querier) ([]Policy, error) {
	list, err := collect(ctx, q, func(rows *sql.Rows) (Policy, error) {
		var body string
		var p Policy
		if err := rows.Scan(&body); err != nil {
			return p, err
		}
		return p, json.Unmarshal([]byte(body), &p)
	}, `SELECT body FROM policies ORDER BY effective_from`)
	if err != nil {
		return nil, fmt.Errorf("reading the commitments: %w", err)
	}
	return list, nil
}

// Policies are the commitments and the days from which they apply, the earliest
// first. The first day is when the service began: what was received before it
// is history.
func (s *Store) Policies(ctx context.Context) ([]Policy, error) { return policies(ctx, s.read) }

// EnsurePolicy writes the first commitments where there are none yet.
func (s *Store) EnsurePolicy(ctx context.Context, p Policy) error {
	body, err := json.Marshal(p)
	if err != nil {
		return err
	}
	return s.transact(ctx, func(t *transaction) error {
		var n int
		if err := t.QueryRowContext(ctx, `SELECT COUNT(*) FROM policies`).Scan(&n); err != nil || n > 0 {
			return err
		}
		return t.exec(`INSERT INTO policies (effective_from, body, created_at) VALUES ($1, $2, $3)
			ON CONFLICT (effective_from) DO NOTHING`, p.EffectiveFrom.String(), string(body), micros(t.now))
	})
}
