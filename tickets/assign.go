package tickets

import "context"

// Assign gives a ticket to an account, or to nobody with 0.
func (s *Store) Assign(ctx context.Context, by Actor, id int64, version int, to int64) error {
	return s.change(ctx, by, CanAssign, id, version, func(t *transaction, d *dossier) error {
		if d.Assignee == to {
			return nil
		}
		if to != 0 {
			var n int
			err := t.QueryRowContext(ctx, `SELECT COUNT(*) FROM accounts WHERE id = $1 AND disabled = 0`, to).Scan(&n)
			if err != nil {
				return err
			}
			if n == 0 {
				return invalid("to", RuleChoice)
			}
		}
		_, err := t.append(d, by, Assigned{To: to}, Personal{})
		return err
	})
}

// Note adds an internal note, which no author ever sees.
func (s *Store) Note(ctx context.Context, by Actor, id int64, version int, text string) error {
	var bad faults
	bad.text("text", &text, maxText, true)
	if err := bad.err(); err != nil {
		return err
	}
	return s.change(ctx, by, CanNote, id, version, func(t *transaction, d *dossier) error {
		_, err := t.append(d, by, Noted{}, Personal{Text: text})
		return err
	})
}
