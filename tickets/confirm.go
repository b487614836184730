package tickets

import "context"

// Confirm makes the ticket of a confirmation link public: whoever has the link
// reads the author's mail. Confirming twice changes nothing.
func (s *Store) Confirm(ctx context.Context, token string) (*Case, error) {
	c, by, err := s.ConfirmCase(ctx, token)
	if err != nil || c.Confirmed {
		return c, err
	}
	err = s.change(ctx, by, CanConfirm, c.ID, -1, func(t *transaction, d *dossier) error {
		if d.Confirmed {
			return nil
		}
		_, err := t.append(d, by, Confirmed{}, Personal{})
		return err
	})
	if err != nil {
		return nil, err
	}
	return s.folded(ctx, c.ID)
}

// Publish makes a ticket public by an agent's word, or private again.
func (s *Store) Publish(ctx context.Context, by Actor, id int64, version int, public bool) error {
	return s.change(ctx, by, CanPublish, id, version, func(t *transaction, d *dossier) error {
		var fact Fact = Hidden{}
		if public {
			fact = Published{}
		}
		_, err := t.append(d, by, fact, Personal{})
		return err
	})
}
