package tickets

import "context"

// Write adds a message of the author, by the private page. On a ticket that
// waits, is answered or closed it opens the work again, without a new clock.
func (s *Store) Write(ctx context.Context, by Actor, id int64, text string) error {
	var bad faults
	bad.text("text", &text, maxText, true)
	if err := bad.err(); err != nil {
		return err
	}
	return s.change(ctx, by, CanWrite, id, -1, func(t *transaction, d *dossier) error {
		_, err := t.append(d, by, Messaged{Channel: Web}, Personal{Text: text})
		return err
	})
}

// Withdraw takes a request back: undecided and awaited changes with it.
func (s *Store) Withdraw(ctx context.Context, by Actor, id int64) error {
	return s.change(ctx, by, CanWithdraw, id, -1, func(t *transaction, d *dossier) error {
		_, err := t.append(d, by, Withdrawn{}, Personal{})
		return err
	})
}
