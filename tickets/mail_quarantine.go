package tickets

import (
	"context"
	"database/sql"
	"fmt"
)

// waiting reads a message for writing that nobody has settled, or answers
// ErrConflict when somebody else has: its outcome is none of those named.
func (s *Store) waiting(t *transaction, id int64, among ...MailOutcome) (*Placing, error) {
	var outcome MailOutcome
	var ticket sql.NullInt64
	var sha string
	if err := t.QueryRowContext(t.ctx, lockMail, id).Scan(&outcome, &ticket, &sha); err != nil {
		return nil, missing(err)
	}
	files, err := collect(t.ctx, t, scanText, `SELECT sha256 FROM mail_files WHERE mail_id = $1 ORDER BY n`, id)
	if err != nil {
		return nil, err
	}
	list, err := collect(t.ctx, t, scanMail, mailQuery+`WHERE m.id = $1`, id)
	if err != nil {
		return nil, err
	}
	if len(list) == 0 {
		return nil, ErrNotFound
	}
	m := list[0]
	if !oneOf(m.Outcome, among) {
		return nil, ErrConflict
	}
	if m.Text == m.Said { // once is enough, in the store
		m.Text = ""
	}
	return &Placing{
		Mail:    KeptMail{ID: m.ID, Role: m.Role, ReceivedAt: m.ReceivedAt, Basis: m.Basis, Size: m.Size, Tries: m.Tries},
		Reading: m.Reading,
		digests: append([]string{sha}, files...),
	}, nil
}

// settleMail takes a message out of quarantine, or of other outcomes that leave
// it open, by an agent's word.
func (s *Store) settleMail(ctx context.Context, by Actor, id int64, among []MailOutcome, do func(*transaction, *Placing) (placement, error)) (Placed, error) {
	var placed Placed
	if err := authorize(by, CanPlaceMail, 0); err != nil {
		return placed, err
	}
	err := s.transact(ctx, func(t *transaction) error {
		p, err := s.waiting(t, id, among...)
		if err != nil {
			return err
		}
		where, err := do(t, p)
		if err != nil {
			return err
		}
		p.Reading.BodyKey, err = t.bodyKey(id)
		if err != nil {
			return err
		}
		if placed, err = s.carryOut(t, by, p, where); err != nil {
			return err
		}
		return t.exec(`UPDATE mails SET settled_at = $2, settled_by = $3 WHERE id = $1`, id, micros(t.now), by.Account)
	})
	if err != nil {
		return placed, fmt.Errorf("settling message %d: %w", id, err)
	}
	return placed, nil
}

func (t *transaction) bodyKey(id int64) (key string, err error) {
	err = t.QueryRowContext(t.ctx, `SELECT body_key FROM mails WHERE id = $1`, id).Scan(&key)
	return key, err
}

// inQuarantine are the messages that wait for an agent.
var inQuarantine = []MailOutcome{QuarantinedMail}

// Placeable reports whether an agent may attach the message to a ticket: it waits
// in quarantine, or was sent by the service and nothing said to which request.
func (m *StoredMail) Placeable() bool { return oneOf(m.Outcome, placeable) }

var placeable = []MailOutcome{QuarantinedMail, UnrelatedMail}

// PlaceOn attaches a message to a ticket that waits in quarantine, or that the
// service sent and that is no ticket's. Its sender takes part from then on: an
// agent has said so. What the service sent is kept with the ticket, to be
// confirmed as the answer where it is.
func (s *Store) PlaceOn(ctx context.Context, by Actor, id int64, reference string) (Placed, error) {
	return s.settleMail(ctx, by, id, placeable, func(t *transaction, p *Placing) (placement, error) {
		ticket, err := t.ticketOf(reference)
		if err != nil {
			return placement{}, err
		}
		if ticket == 0 {
			return placement{}, invalid("reference", RuleChoice)
		}
		where := placement{outcome: AttachedReply, ticket: ticket}
		switch {
		case p.Mail.Role == SentFolder:
			where.outcome = AttachedSent
		case p.Reading.Kind == BounceMail:
			where.outcome = AttachedBounce
		case p.Reading.Kind == AutoReplyMail:
			where.outcome = AttachedAuto
		}
		return where, nil
	})
}

// OpenMail makes a ticket of a quarantined message.
func (s *Store) OpenMail(ctx context.Context, by Actor, id int64) (Placed, error) {
	return s.settleMail(ctx, by, id, inQuarantine, func(t *transaction, _ *Placing) (placement, error) {
		var minimal sql.NullInt64
		if err := t.QueryRowContext(ctx, `SELECT ticket_id FROM mails WHERE id = $1`, id).Scan(&minimal); err != nil {
			return placement{}, err
		}
		if minimal.Valid { // it has one, of what little could be read
			return placement{outcome: AttachedReply, ticket: minimal.Int64}, nil
		}
		return placement{outcome: OpenedTicket}, nil
	})
}

// DismissMail says that a quarantined message is no request: spam, a
// newsletter, somebody else's business. It is kept, and RestoreMail takes it
// back.
func (s *Store) DismissMail(ctx context.Context, by Actor, id int64, reason MailReason) error {
	if reason != ReasonSpam && reason != ReasonList {
		return invalid("reason", RuleChoice)
	}
	_, err := s.settleMail(ctx, by, id, inQuarantine, func(*transaction, *Placing) (placement, error) {
		return placement{outcome: DismissedMail, reason: reason}, nil
	})
	return err
}

// RestoreMail puts a dismissed message back into quarantine.
func (s *Store) RestoreMail(ctx context.Context, by Actor, id int64) error {
	return s.moveMail(ctx, by, id, `UPDATE mails SET outcome = 'quarantined', settled_at = NULL, settled_by = NULL
		WHERE id = $1 AND outcome = 'dismissed'`)
}

// ReadMailAgain has a quarantined message read anew, as if it had just come:
// after the parser was mended, or a setting changed.
func (s *Store) ReadMailAgain(ctx context.Context, by Actor, id int64) error {
	return s.moveMail(ctx, by, id, `UPDATE mails SET outcome = '', reason = '', tries = 0, guess = NULL, guess_why = ''
		WHERE id = $1 AND outcome = 'quarantined'`)
}

func (s *Store) moveMail(ctx context.Context, by Actor, id int64, query string) error {
	if err := authorize(by, CanPlaceMail, 0); err != nil {
		return err
	}
	result, err := s.write.ExecContext(ctx, query, id)
	if err != nil {
		return fmt.Errorf("moving message %d: %w", id, err)
	}
	if n, err := result.RowsAffected(); err != nil || n > 0 {
		return err
	}
	return ErrConflict
}
