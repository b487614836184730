package tickets

import (
	"database/sql"
	"errors"
	"fmt"
	"strings"
)

// clues are what the store knows that bears on a message.
type clues struct {
	ours     int64 // ticket whose letter it answers, by a Message-ID with our MAC
	letter   int   // that letter; of a bounce, the one that came back
	plus     int64 // ticket of the signed plus-address it was sent to
	thread   int64 // ticket of a stored message that it answers
	subject  int64 // ticket whose reference is in its subject
	sameID   bool  // a stored message has its Message-ID and reads the same
	repeated int64 // the ticket of that one
	own      bool  // its own Message-ID is a letter of ours

	guess    int64
	guessWhy GuessWhy

	takesPart map[int64]bool // whether its author takes part in a ticket
	reaches   map[int64]bool // whether one of its recipients does
	ofService bool           // the service's address or an agent's wrote it, and the border server vouches for that
}

// whose says where a message belongs. It is pure; the order is that of
// docs/mail.md: our own Message-IDs, then a signed plus-address, then a stored
// message of the thread, then the reference in the subject. The last two count
// only where the sender takes part. A sender who fails authentication never
// attaches or changes anything, but opens a request.
func whose(role FolderRole, r *Reading, c clues) placement {
	switch {
	case c.own, r.Probe:
		return placement{outcome: OwnMail, ticket: c.repeated}
	case c.sameID:
		return placement{outcome: RepeatedMail, ticket: c.repeated}
	case role == SentFolder:
		return whoseSent(c)
	case c.ofService && r.Kind == RequestMail && whoseSent(c).ticket != 0: // a copy to the mailbox of what went to the author
		return whoseSent(c)
	case r.Kind == SpamMail:
		return quarantine(ReasonSpam, c)
	}
	ticket, stranger := c.belongs()
	switch r.Kind {
	case BounceMail, AutoReplyMail:
		outcome, reason := AttachedAuto, ReasonAuto
		if r.Kind == BounceMail {
			outcome, reason = AttachedBounce, ReasonBounce
		}
		switch {
		case r.Auth == AuthFail:
			return quarantine(ReasonAuth, c)
		case ticket == 0:
			return quarantine(reason, c)
		}
		return placement{outcome: outcome, ticket: ticket, letter: c.letter}
	}
	switch {
	case r.Own && r.Auth != AuthPass:
		return quarantine(ReasonOwn, c)
	case r.Auth == AuthFail:
		return placement{outcome: OpenedTicket}
	case ticket != 0:
		return placement{outcome: AttachedReply, ticket: ticket, stranger: stranger}
	case r.Kind == ListMail:
		return quarantine(ReasonList, c)
	case c.subject != 0:
		return quarantine(ReasonStranger, c)
	case c.thread != 0:
		return quarantine(ReasonThread, c)
	case c.guess != 0 && (c.guessWhy == GuessFuzzy || (c.guessWhy == GuessSubject || c.guessWhy == GuessSimilar) && replyLike(r)):
		return quarantine(ReasonLoose, c)
	}
	return placement{outcome: OpenedTicket}
}

// belongs gives the ticket that a message certainly belongs to, 0 for none.
// Whoever answers one of our letters has it; that does not make them its
// author.
func (c clues) belongs() (ticket int64, stranger bool) {
	switch {
	case c.ours != 0:
		return c.ours, !c.takesPart[c.ours]
	case c.plus != 0:
		return c.plus, !c.takesPart[c.plus]
	case c.thread != 0 && c.takesPart[c.thread]:
		return c.thread, false
	case c.subject != 0 && c.takesPart[c.subject]:
		return c.subject, false
	}
	return 0, false
}

// whoseSent places what the service wrote from another program: with a ticket
// when it answers something of it and goes to somebody who takes part.
func whoseSent(c clues) placement {
	for _, ticket := range []int64{c.ours, c.thread, c.subject} {
		if ticket != 0 && c.reaches[ticket] {
			return placement{outcome: AttachedSent, ticket: ticket}
		}
	}
	return placement{outcome: UnrelatedMail}
}

// replyLike reports whether a message says of itself that it answers another.
func replyLike(r *Reading) bool {
	return len(r.Thread) > 0 || BaseSubject(r.Subject) != strings.TrimSpace(r.Subject)
}

// maxThread is how many Message-IDs of a thread are looked up, the nearest
// first.
const maxThread = 20

// The questions asked of every message. That message_id is not empty is said for
// SQLite, which sees from a parameter alone no reason to use the partial index.
const (
	threadQuery = `SELECT ticket_id FROM mails WHERE message_id = $1 AND message_id <> '' AND ticket_id IS NOT NULL
			AND outcome IN ('ticket', 'reply', 'sent') ORDER BY id LIMIT 1`
	repeatQuery = `SELECT ticket_id FROM mails WHERE message_id = $1 AND message_id <> '' AND body_key = $2 AND id <> $3
		AND outcome NOT IN ('', 'duplicate', 'quarantined', 'erased') ORDER BY id LIMIT 1`
)

// clues gathers what the store knows about a message.
func (s *Store) clues(t *transaction, p *Placing) (clues, error) {
	r := &p.Reading
	c := clues{takesPart: make(map[int64]bool), reaches: make(map[int64]bool)}
	if err := s.cluesOfThread(t, r, &c); err != nil {
		return c, err
	}
	if err := s.clueOfRepeat(t, p, &c); err != nil {
		return c, err
	}
	var err error
	if r.Plus != "" {
		if c.plus, err = t.ticketOf(r.Plus); err != nil {
			return c, err
		}
	}
	for _, reference := range r.References {
		if c.subject, err = t.ticketOf(reference); err != nil || c.subject != 0 {
			break
		}
	}
	if err != nil {
		return c, err
	}
	author := []string{r.Address}
	if r.Borrowed { // anybody may name somebody who takes part
		author = nil
	}
	if c.ofService, err = t.ofService(r); err != nil {
		return c, err
	}
	for _, ticket := range []int64{c.ours, c.plus, c.thread, c.subject} {
		if ticket == 0 {
			continue
		}
		if c.takesPart[ticket], err = s.takesPart(t, ticket, author); err != nil {
			return c, err
		}
		if p.Mail.Role != SentFolder && !c.ofService {
			continue
		}
		if c.reaches[ticket], err = s.takesPart(t, ticket, r.Recipients); err != nil {
			return c, err
		}
	}
	return c, s.guess(t, p, &c)
}

// ofService reports whether somebody of the service certainly wrote a message:
// from its address or an agent's own, and the border server says so.
func (t *transaction) ofService(r *Reading) (bool, error) {
	if r.Auth != AuthPass || r.Borrowed || r.Own {
		return r.Own && r.Auth == AuthPass && !r.Borrowed, nil
	}
	var n int
	err := t.QueryRowContext(t.ctx, `SELECT COUNT(*) FROM accounts WHERE email = $1 AND disabled = 0`, foldEmail(r.Address)).Scan(&n)
	return n > 0, err
}

func (s *Store) cluesOfThread(t *transaction, r *Reading, c *clues) error {
	thread := r.Thread[:min(len(r.Thread), maxThread)]
	if r.Bounce != nil && r.Bounce.MessageID != "" {
		thread = append([]string{r.Bounce.MessageID}, thread...)
	}
	for _, id := range thread {
		reference, letter, ok := s.keys.ReadMessageID(id)
		if !ok {
			continue
		}
		ticket, err := t.ticketOf(reference)
		if err != nil {
			return err
		}
		if ticket != 0 {
			c.ours, c.letter = ticket, letter
			return nil
		}
	}
	for _, id := range thread {
		var ticket int64
		err := t.QueryRowContext(t.ctx, threadQuery, id).Scan(&ticket)
		if errors.Is(err, sql.ErrNoRows) {
			continue
		}
		if err != nil {
			return fmt.Errorf("looking for a message of the thread: %w", err)
		}
		c.thread = ticket
		return nil
	}
	return nil
}

// clueOfRepeat recognises a letter of ours that came back, and another copy of
// a message that has its place: the same Message-ID and the same words. The
// same Message-ID with other words is another message.
func (s *Store) clueOfRepeat(t *transaction, p *Placing, c *clues) error {
	r := &p.Reading
	if r.MessageID == "" {
		return nil
	}
	if reference, _, ok := s.keys.ReadMessageID(r.MessageID); ok && (r.Own || p.Mail.Role == SentFolder) {
		ticket, err := t.ticketOf(reference)
		c.own, c.repeated = ticket != 0, ticket
		return err
	}
	var ticket sql.NullInt64
	err := t.QueryRowContext(t.ctx, repeatQuery, r.MessageID, r.BodyKey, p.Mail.ID).Scan(&ticket)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("looking for another copy: %w", err)
	}
	c.sameID, c.repeated = true, ticket.Int64
	return nil
}

// ticketOf finds a ticket by its reference; 0 for none.
func (t *transaction) ticketOf(reference string) (int64, error) {
	var id int64
	err := t.QueryRowContext(t.ctx, `SELECT id FROM tickets WHERE reference = $1`, printable(reference, 32)).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	return id, err
}

// takesPart reports whether one of the addresses takes part in a ticket.
func (s *Store) takesPart(t *transaction, ticket int64, addresses []string) (bool, error) {
	for _, a := range addresses[:min(len(addresses), 50)] {
		key := s.keys.AddressKey(a)
		if key == "" {
			continue
		}
		var n int
		err := t.QueryRowContext(t.ctx, `SELECT COUNT(*) FROM participants WHERE address_key = $1 AND ticket_id = $2`, key, ticket).Scan(&n)
		if err != nil || n > 0 {
			return n > 0, err
		}
	}
	return false, nil
}
