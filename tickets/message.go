package tickets

import "context"

// Write adds a message of the author, by the private page. On a ticket that
// waits, is answered or closed it opens the work again, without a new clock. A
// message sent twice in a row is kept once.
func (s *Store) Write(ctx context.Context, by Actor, id int64, text string) error {
	var bad faults
	bad.text("text", &text, maxText, true)
	if err := bad.err(); err != nil {
		return err
	}
	return s.change(ctx, by, CanWrite, id, -1, func(t *transaction, d *dossier) error {
		if again, err := t.saidLast(d, text); err != nil || again {
			return err
		}
		_, err := t.append(d, by, Messaged{Channel: Web}, Personal{Text: text})
		return err
	})
}

// saidLast reports whether the last thing that happened is that very message:
// a button pressed twice.
func (t *transaction) saidLast(d *dossier, text string) (bool, error) {
	var kind EventKind
	err := t.QueryRowContext(t.ctx, `SELECT kind FROM events WHERE ticket_id = $1 AND n = $2`, d.ID, d.Events).Scan(&kind)
	if err != nil || kind != KindMessaged {
		return false, err
	}
	last, err := personal(t.ctx, t, d.ID, d.Events)
	return last.Text == text, err
}

// Withdraw takes a request back: undecided and awaited changes with it.
func (s *Store) Withdraw(ctx context.Context, by Actor, id int64) error {
	return s.change(ctx, by, CanWithdraw, id, -1, func(t *transaction, d *dossier) error {
		if d.Closed == WithdrawnByIt {
			return nil
		}
		_, err := t.append(d, by, Withdrawn{}, Personal{})
		return err
	})
}
