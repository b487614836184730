package tickets

import (
	"context"
	"database/sql"
	"fmt"
)

// nameParticipants writes down who takes part in the tickets of a database that
// is older than the table: each ticket has a line, with no address where there
// is none.
func (s *Store) nameParticipants(ctx context.Context) error {
	for {
		ids, err := collect(ctx, s.read, func(rows *sql.Rows) (int64, error) {
			var id int64
			return id, rows.Scan(&id)
		}, `SELECT id FROM tickets WHERE NOT EXISTS (SELECT 1 FROM participants p WHERE p.ticket_id = tickets.id) ORDER BY id LIMIT 200`)
		if err != nil {
			return fmt.Errorf("looking for tickets without participants: %w", err)
		}
		if len(ids) == 0 {
			return nil
		}
		err = s.transact(ctx, func(t *transaction) error {
			for _, id := range ids {
				author, err := personal(ctx, t, id, 1)
				if err != nil {
					return err
				}
				if err := t.participates(s.keys.AddressKey(author.Email), id); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return fmt.Errorf("writing participants: %w", err)
		}
	}
}
