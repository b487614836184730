package tickets

import (
	"context"
	"fmt"
)

// Detach takes a message off a ticket, back into quarantine: it was placed
// wrongly. Its words leave the ticket with it, so that neither its author nor an
// erasure of either finds them in the other.
func (s *Store) Detach(ctx context.Context, by Actor, id int64, version int, mail int64) error {
	return s.change(ctx, by, CanPlaceMail, id, version, func(t *transaction, d *dossier) error {
		if d.Mail == mail {
			return invalid("mail", RuleFirst)
		}
		for _, m := range d.Sent {
			if m.Mail == mail && m.Confirmed { // the clock rests on it
				return ErrTransition
			}
		}
		var author string
		err := t.QueryRowContext(ctx, `UPDATE mails SET outcome = 'quarantined', reason = 'detached', ticket_id = NULL, event = 0, guess = $2, guess_why = 'before'
			WHERE id = $1 AND ticket_id = $2 AND outcome IN ('reply', 'auto_reply', 'sent') RETURNING author_key`, mail, id).Scan(&author)
		if err != nil {
			return missing(err)
		}
		writer, err := personal(ctx, t, id, 1)
		if err != nil {
			return err
		}
		if s.keys.AddressKey(writer.Email) != author && author != "" {
			if err := t.exec(`DELETE FROM participants WHERE address_key = $1 AND ticket_id = $2`, author, id); err != nil {
				return err
			}
		}
		list, err := facts(ctx, t, id)
		if err != nil {
			return err
		}
		fact := Detached{Mail: mail}
		for _, e := range list {
			switch e.Fact.(type) {
			case Messaged, Attached:
			default:
				continue
			}
			if mailOf(e.Fact) != mail {
				continue
			}
			result, err := t.ExecContext(ctx, `DELETE FROM personal WHERE seq = $1`, e.Seq)
			if err != nil {
				return fmt.Errorf("taking the words of message %d off event %d: %w", mail, e.N, err)
			}
			if n, err := result.RowsAffected(); err != nil {
				return err
			} else if n > 0 { // not erased before
				fact.Events = append(fact.Events, e.N)
			}
		}
		_, err = t.append(d, by, fact, Personal{})
		return err
	})
}
