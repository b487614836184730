package tickets

import "context"

// Recall takes a letter of an agent back before it is sent, and with it the
// decisions it was to tell. Once a server has been asked it is too late.
func (s *Store) Recall(ctx context.Context, by Actor, id int64, letter int) error {
	return s.change(ctx, by, CanAnswer, id, -1, func(t *transaction, d *dossier) error {
		if letter < 1 || letter > len(d.Letters) {
			return ErrNotFound
		}
		for _, later := range d.Letters[letter:] { // the last word first: a later decision rests on this one
			if !later.Recalled && later.WrittenBy.Role.Staff() {
				return ErrTransition
			}
		}
		result, err := t.ExecContext(ctx, `UPDATE outbox SET state = 'cancelled'
			WHERE ticket_id = $1 AND letter = $2 AND state = 'waiting' AND attempts = 0`, id, letter)
		if err != nil {
			return err
		}
		if n, err := result.RowsAffected(); err != nil || n == 0 {
			if err == nil {
				err = invalid("letter", RuleSent)
			}
			return err
		}
		_, err = t.append(d, by, Recalled{Letter: letter, Purpose: d.Letters[letter-1].Purpose}, Personal{})
		return err
	})
}
