package tickets

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"
)

// Outgoing is a letter about to be sent. The same letter is the same each time
// it is tried.
type Outgoing struct {
	Reference string
	MessageID string // without angle brackets
	// Thread are the Message-IDs of the conversation before it, without angle
	// brackets: mails that were received or found in the sent folder, and letters
	// that were not refused nor taken back. The last one is what it answers (RFC
	// 5322, section 3.6.4): the author's own latest mail where there is one, as no
	// other program but the author's may have it; the others stand before it,
	// oldest first.
	Thread    []string
	Topic     string // the author's own subject, where this one continues it; "" otherwise
	ToName    string
	ToAddress string
	Subject   string
	Text      string
	Automatic bool // nobody wrote it (RFC 3834)
	Reply     bool // it answers something the author sent
	WrittenAt time.Time

	// Tags for the part of the mailbox's address after "+" (RFC 5233): of where
	// answers go, and of where the letter itself comes back to.
	ReplyTag, BounceTag string
	PlusSeen            string // mailbox that is known to take such addresses; "" before one is
}

// Deliver hands a letter to a mail server. Nil means that the server answered
// 250 to the message. A *DeliveryError says what else happened.
type Deliver func(context.Context, Outgoing) error

// A DeliveryError is a letter that no server took.
type DeliveryError struct {
	Permanent bool   // the server refused for good (5yz, RFC 5321 section 4.2.1)
	Status    string // "550 5.1.1", or the fault in one word
	Err       error
}

func (e *DeliveryError) Error() string { return fmt.Sprintf("not delivered (%s): %v", e.Status, e.Err) }
func (e *DeliveryError) Unwrap() error { return e.Err }

const (
	lease  = 5 * time.Minute // after which a letter whose sender died is tried again
	giveUp = 48 * time.Hour  // after the first attempt; RFC 5321, section 4.5.4.1, asks for 4-5 days of a relay; we are the author
)

// backOff is how long to wait after the nth attempt failed: 1, 2, 4 … minutes,
// at most two hours.
func backOff(attempts int) time.Duration {
	return min(time.Minute<<min(attempts-1, 10), 2*time.Hour)
}

// SendDue sends what waits in the outbox and is due, one letter after the
// other, and reports how many were delivered. A letter is claimed first, for
// five minutes; a crash between the server's 250 and the commit sends it again
// with the same Message-ID. Without a server (a nil deliver) letters wait.
func (s *Store) SendDue(ctx context.Context, deliver Deliver) (int, error) {
	if deliver == nil {
		return 0, nil
	}
	sent := 0
	for {
		c, err := s.claim(ctx)
		if err != nil || c.seq == 0 {
			return sent, err
		}
		ok, err := s.send(ctx, c, deliver)
		if err != nil {
			return sent, err
		}
		if ok {
			sent++
		}
	}
}

// claimed is a letter that a sender has taken for itself.
type claimed struct {
	seq      int64
	attempts int
	first    int64 // when it was first attempted, microseconds
}

// claim takes the next due letter; its seq is 0 when there is none.
func (s *Store) claim(ctx context.Context) (c claimed, err error) {
	err = s.transact(ctx, func(t *transaction) error {
		err := t.QueryRowContext(ctx, `
			UPDATE outbox SET attempts = attempts + 1, next_at = $2, first_at = COALESCE(first_at, $1) WHERE state = 'waiting' AND next_at <= $1 AND seq =
				(SELECT seq FROM outbox WHERE state = 'waiting' AND next_at <= $1 ORDER BY next_at, seq LIMIT 1)
			RETURNING seq, attempts, first_at`, micros(t.now), micros(t.now.Add(lease))).Scan(&c.seq, &c.attempts, &c.first)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		return err
	})
	if err != nil {
		return c, fmt.Errorf("claiming a letter: %w", err)
	}
	return c, nil
}

func (s *Store) send(ctx context.Context, c claimed, deliver Deliver) (bool, error) {
	seq := c.seq
	var id int64
	var n int
	err := s.write.QueryRowContext(ctx, `SELECT ticket_id, letter FROM outbox WHERE seq = $1`, seq).Scan(&id, &n)
	if err != nil {
		return false, fmt.Errorf("reading letter %d: %w", seq, err)
	}
	list, err := facts(ctx, s.write, id)
	if err != nil {
		return false, err
	}
	ticket, err := Fold(list)
	if err != nil {
		return false, err
	}
	out, ok, err := s.outgoing(ctx, ticket, list, n)
	if err != nil {
		return false, err
	}
	if !ok { // erased meanwhile
		return false, s.settle(ctx, seq, id, "cancelled", "", nil)
	}
	fault := deliver(ctx, out)
	if fault == nil {
		return true, s.settle(ctx, seq, id, "sent", "250", Delivered{Letter: n})
	}
	if ctx.Err() != nil { // stopping: the lease ends, and it is tried again
		return false, ctx.Err()
	}
	refusal := &DeliveryError{Status: "error", Err: fault}
	_ = errors.As(fault, &refusal)
	s.log.WarnContext(ctx, "letter not delivered", "ticket", ticket.Reference, "letter", n,
		"attempt", c.attempts, "status", refusal.Status, "permanent", refusal.Permanent)
	if refusal.Permanent || s.Now().Sub(time.UnixMicro(c.first)) >= giveUp {
		return false, s.settle(ctx, seq, id, "failed", refusal.Status, Undelivered{Letter: n, Purpose: ticket.Letters[n-1].Purpose, Status: refusal.Status})
	}
	_, err = s.write.ExecContext(ctx, `UPDATE outbox SET next_at = $2, status = $3 WHERE seq = $1`,
		seq, micros(s.Now().Add(backOff(c.attempts))), refusal.Status)
	return false, err
}

// outgoing puts a letter together from the journal; false when its words or its
// address have been erased.
func (s *Store) outgoing(ctx context.Context, t *Ticket, list []Event, n int) (out Outgoing, ok bool, err error) {
	if n < 1 || n > len(t.Letters) {
		return out, false, nil
	}
	l := t.Letters[n-1]
	if err := remember(ctx, s.write, list, []int{1, l.Event}); err != nil {
		return out, false, err
	}
	author, letter := list[0].Personal, list[l.Event-1].Personal
	if author.Email == "" || letter.Text == "" {
		return out, false, nil
	}
	out = Outgoing{
		Reference: t.Reference, MessageID: l.MessageID, ToName: author.Name, ToAddress: author.Email,
		Subject: letter.Subject, Text: s.withLinks(t, letter.Text), Automatic: l.Purpose.ByMachine(),
		Reply: l.Purpose == Acknowledgement, WrittenAt: l.WrittenAt,
		ReplyTag: s.keys.PlusTag(t.Reference), BounceTag: s.keys.LetterTag(t.Reference, n),
	}
	if BaseSubject(letter.Subject) == BaseSubject(author.Subject) {
		out.Topic = author.Subject
	}
	if out.Thread, err = s.thread(ctx, t, list, n); err != nil {
		return out, false, err
	}
	out.PlusSeen, err = s.plusSeen(ctx)
	return out, err == nil, err
}

// The private links are stored nowhere, not even in letters: their places are
// held by these words until a letter is sent. An agent who writes or reads a
// letter sees the words.
const (
	trackMark   = "0-author-link"
	confirmMark = "0-author-confirmation"
)

// withLinks puts the author's links where they belong.
func (s *Store) withLinks(t *Ticket, text string) string {
	return strings.NewReplacer(
		confirmMark, s.keys.ConfirmToken(t.ID, t.Nonce), trackMark, s.keys.LinkToken(t.ID, t.Nonce),
	).Replace(text)
}

// settle records how a letter ended, in the outbox and in the journal.
func (s *Store) settle(ctx context.Context, seq, id int64, state, status string, fact Fact) error {
	err := s.change(ctx, Machine, CanWork, id, -1, func(t *transaction, d *dossier) error {
		err := t.exec(`UPDATE outbox SET state = $2, status = $3 WHERE seq = $1`, seq, state, status)
		if err != nil || fact == nil {
			return err
		}
		_, err = t.append(d, Machine, fact, Personal{})
		return err
	})
	if err != nil {
		return fmt.Errorf("recording that a letter is %s: %w", state, err)
	}
	return nil
}
