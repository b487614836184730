package tickets

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// A Quarantined message waits for an agent; the reply deadline runs from its
// receipt as if it were a ticket.
type Quarantined struct {
	*StoredMail
	Clock     Clock
	Reference string // of the minimal ticket of an unreadable message
}

// Quarantine lists what waits, the earliest deadline first, at most limit, and
// says how many wait in all. Nothing leaves it by itself.
func (s *Store) Quarantine(ctx context.Context, by Actor, limit int) (list []Quarantined, total int, err error) {
	if err := authorize(by, CanReadMail, 0); err != nil {
		return nil, 0, err
	}
	if total, err = s.QuarantineCount(ctx); err != nil {
		return nil, 0, err
	}
	mails, err := s.mailHeads(ctx, `WHERE m.outcome = 'quarantined' ORDER BY m.received_at, m.id LIMIT $1`, limit)
	if err != nil {
		return nil, 0, err
	}
	policies, err := policies(ctx, s.read)
	if err != nil {
		return nil, 0, err
	}
	for _, m := range mails {
		q := Quarantined{StoredMail: m, Clock: quarantineClock(policies, m.ReceivedAt)}
		if m.Ticket != 0 {
			err := s.read.QueryRowContext(ctx, `SELECT reference FROM tickets WHERE id = $1`, m.Ticket).Scan(&q.Reference)
			if err != nil {
				return nil, 0, fmt.Errorf("reading the ticket of message %d: %w", m.ID, err)
			}
		}
		list = append(list, q)
	}
	return list, total, nil
}

func quarantineClock(policies []Policy, received time.Time) Clock {
	policy, begun := policyFor(policies, DateOf(received))
	return Clock{Deadline: DeadlineAfter(received, policy.ReplyMonths, policy.Rule, policy.Zone), Runs: begun}
}

// QuarantineCount is how many messages wait.
func (s *Store) QuarantineCount(ctx context.Context) (n int, err error) {
	err = s.read.QueryRowContext(ctx, `SELECT COUNT(*) FROM mails WHERE outcome = 'quarantined'`).Scan(&n)
	if err != nil {
		return 0, fmt.Errorf("counting the quarantine: %w", err)
	}
	return n, nil
}

// waiting reads a quarantined message for writing, or answers ErrConflict when
// somebody else has settled it.
func (s *Store) waiting(t *transaction, id int64) (*Placing, error) {
	var outcome MailOutcome
	var ticket sql.NullInt64
	if err := t.QueryRowContext(t.ctx, lockMail, id).Scan(&outcome, &ticket); err != nil {
		return nil, missing(err)
	}
	list, err := collect(t.ctx, t, scanMail, mailQuery+`WHERE m.id = $1`, id)
	if err != nil {
		return nil, err
	}
	if len(list) == 0 {
		return nil, ErrNotFound
	}
	m := list[0]
	if m.Outcome != QuarantinedMail {
		return nil, ErrConflict
	}
	return &Placing{
		Mail:    KeptMail{ID: m.ID, Role: m.Role, ReceivedAt: m.ReceivedAt, Basis: m.Basis, Size: m.Size, Tries: m.Tries},
		Reading: m.Reading,
	}, nil
}

// settleMail takes a message out of quarantine by an agent's word.
func (s *Store) settleMail(ctx context.Context, by Actor, id int64, do func(*transaction, *Placing) (placement, error)) (Placed, error) {
	var placed Placed
	if err := authorize(by, CanPlaceMail, 0); err != nil {
		return placed, err
	}
	err := s.transact(ctx, func(t *transaction) error {
		p, err := s.waiting(t, id)
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

// PlaceOn attaches a quarantined message to a ticket. Its sender takes part
// from then on: an agent has said so.
func (s *Store) PlaceOn(ctx context.Context, by Actor, id int64, reference string) (Placed, error) {
	return s.settleMail(ctx, by, id, func(t *transaction, p *Placing) (placement, error) {
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
	return s.settleMail(ctx, by, id, func(t *transaction, _ *Placing) (placement, error) {
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
	_, err := s.settleMail(ctx, by, id, func(*transaction, *Placing) (placement, error) {
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

// Detach takes a message off a ticket, back into quarantine: it was placed
// wrongly. What its author reads no longer shows it.
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
		_, err = t.append(d, by, Detached{Mail: mail}, Personal{})
		return err
	})
}
