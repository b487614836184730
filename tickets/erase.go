package tickets

import (
	"context"
	"fmt"
)

// Erase removes the personal fields of a ticket's author: who filed it, what
// was written to and by that person. Words of decisions and internal facts
// stay. The journal keeps the digests, so its hashes hold; letters not yet sent
// are cancelled. What was erased is recorded.
func (s *Store) Erase(ctx context.Context, by Actor, id int64) error {
	return s.change(ctx, by, CanErase, id, -1, func(t *transaction, d *dossier) error {
		list, err := events(ctx, t, id)
		if err != nil {
			return err
		}
		var fact Erased
		for _, e := range list {
			switch e.Fact.(type) {
			case Accepted, Declined, FoundTrue, Overridden:
				continue
			}
			if e.Personal.Empty() {
				continue
			}
			if err := t.exec(`DELETE FROM personal WHERE seq = $1`, e.Seq); err != nil {
				return fmt.Errorf("erasing event %d: %w", e.N, err)
			}
			fact.Events = append(fact.Events, e.N)
		}
		if len(fact.Events) == 0 {
			return nil
		}
		err = t.exec(`UPDATE outbox SET state = 'cancelled' WHERE ticket_id = $1 AND state = 'waiting'`, id)
		if err != nil {
			return err
		}
		_, err = t.append(d, by, fact, Personal{})
		return err
	})
}
