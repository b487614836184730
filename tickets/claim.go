package tickets

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"

	"vigie/rome"
)

// stake keeps what the changes of an event claim, so that others that cannot be
// had together with them are found.
func (t *transaction) stake(d *dossier, fact Fact) error {
	first, last := 1, 0
	switch f := fact.(type) {
	case Filed:
		last = len(d.Proposals)
	case Proposed:
		first, last = len(d.Proposals)-len(f.Changes)+1, len(d.Proposals)
	case Rebased:
		first, last = f.Proposal, f.Proposal
		if err := t.exec(`DELETE FROM claims WHERE ticket_id = $1 AND n = $2`, d.ID, f.Proposal); err != nil {
			return fmt.Errorf("forgetting the claims of %s: %w", d.Reference, err)
		}
	}
	for n := first; n <= last; n++ {
		if err := t.stakeOne(d.ID, n, d.Proposals[n-1].Change); err != nil {
			return err
		}
	}
	return nil
}

func (t *transaction) stakeOne(ticket int64, n int, change rome.Change) error {
	for _, c := range change.Claims() {
		err := t.exec(`INSERT INTO claims (thing, want, ticket_id, n) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
			c.Thing, c.Want, ticket, n)
		if err != nil {
			return fmt.Errorf("keeping the claims of change %d of ticket %d: %w", n, ticket, err)
		}
	}
	return nil
}

const claimsSetting = "claims"

// stakedVersion is which version of rome.Claims the whole table is of, 0 for
// none.
func stakedVersion(ctx context.Context, q querier) (version int, err error) {
	var value string
	err = q.QueryRowContext(ctx, `SELECT value FROM settings WHERE name = $1`, claimsSetting).Scan(&value)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("looking for what was claimed: %w", err)
	}
	version, _ = strconv.Atoi(value)
	return version, nil
}

// stakeBatch is how many tickets are gone through in one transaction.
const stakeBatch = 200

// stakeAll claims anew for the changes of a database that is older than the
// table, or than the present rules. It can be interrupted: it begins again then.
func (s *Store) stakeAll(ctx context.Context) error {
	version, err := stakedVersion(ctx, s.read)
	if err != nil || version == rome.ClaimsVersion {
		return err
	}
	after := int64(0)
	for {
		last := after
		err := s.transact(ctx, func(t *transaction) (err error) {
			last, err = t.stakeAfter(after)
			if err == nil && last == after { // nothing is left
				err = t.exec(`INSERT INTO settings (name, value) VALUES ($1, $2)
					ON CONFLICT (name) DO UPDATE SET value = EXCLUDED.value`, claimsSetting, strconv.Itoa(rome.ClaimsVersion))
			}
			return err
		})
		if err != nil {
			return fmt.Errorf("claiming for earlier changes: %w", err)
		}
		if last == after {
			return nil
		}
		after = last
	}
}

// stakeAfter claims for the next tickets after one, and gives the last of them.
func (t *transaction) stakeAfter(after int64) (int64, error) {
	var last sql.NullInt64
	err := t.QueryRowContext(t.ctx, `SELECT MAX(id) FROM (SELECT id FROM tickets WHERE id > $1 ORDER BY id LIMIT $2) AS next`,
		after, stakeBatch).Scan(&last)
	if err != nil || !last.Valid {
		return after, err
	}
	if err := t.exec(`DELETE FROM claims WHERE ticket_id > $1 AND ticket_id <= $2`, after, last.Int64); err != nil {
		return after, err
	}
	list, err := collect(t.ctx, t, scanStanding,
		`SELECT ticket_id, n, change FROM proposals WHERE ticket_id > $1 AND ticket_id <= $2`, after, last.Int64)
	if err != nil {
		return after, err
	}
	for _, p := range list {
		if err := t.stakeOne(p.ticket, p.n, p.change); err != nil {
			return after, err
		}
	}
	return last.Int64, nil
}

// standing is one change of a ticket.
type standing struct {
	ticket int64
	n      int
	change rome.Change
}

func scanStanding(rows *sql.Rows) (standing, error) {
	var p standing
	var change string
	if err := rows.Scan(&p.ticket, &p.n, &change); err != nil {
		return p, err
	}
	return p, p.change.UnmarshalJSON([]byte(change))
}
