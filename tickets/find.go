package tickets

import (
	"context"
	"fmt"

	"vigie/rome"
)

// A Case is a ticket with its whole journal, people included: what an agent or
// the holder of its link reads.
type Case struct {
	*Ticket
	Events []Event
	Author Personal // of the first event; empty once erased
	Track  string   // token of the private page
	Outbox map[int]LetterStatus
	Mails  map[int64]*StoredMail // the messages it came by, by id; empty for the public
}

// LetterStatus is how sending a letter goes.
type LetterStatus struct {
	State    string // waiting, sent, failed, cancelled
	Attempts int
	Status   string // the last answer of a server, or the fault in one word
}

// ID finds a ticket by its reference, or answers ErrNotFound.
func (s *Store) ID(ctx context.Context, reference string) (int64, error) {
	var id int64
	if printable(reference, 32) != reference {
		return 0, ErrNotFound
	}
	err := s.read.QueryRowContext(ctx, `SELECT id FROM tickets WHERE reference = $1`, reference).Scan(&id)
	return id, missing(err)
}

// Case reads a ticket whole. A requester reads only the ticket of the link.
func (s *Store) Case(ctx context.Context, by Actor, reference string) (*Case, error) {
	id, err := s.ID(ctx, reference)
	if err != nil {
		return nil, err
	}
	return s.CaseByID(ctx, by, id)
}

// CaseByID is Case for a ticket whose id is known.
func (s *Store) CaseByID(ctx context.Context, by Actor, id int64) (*Case, error) {
	if err := authorize(by, CanRead, id); err != nil {
		return nil, err
	}
	list, err := events(ctx, s.read, id)
	if err != nil {
		return nil, fmt.Errorf("reading ticket %d: %w", id, err)
	}
	if len(list) == 0 {
		return nil, ErrNotFound
	}
	ticket, err := Fold(list)
	if err != nil {
		return nil, fmt.Errorf("folding ticket %d: %w", id, err)
	}
	c := &Case{Ticket: ticket, Events: list, Author: list[0].Personal, Track: s.keys.LinkToken(id, ticket.Nonce)}
	c.restoreTexts()
	if c.Outbox, err = s.letterStatus(ctx, id); err != nil {
		return c, err
	}
	mails, err := s.mails(ctx, `WHERE m.ticket_id = $1 ORDER BY m.received_at, m.id`, id)
	c.Mails = make(map[int64]*StoredMail, len(mails))
	for _, m := range mails {
		c.Mails[m.ID] = m
	}
	return c, err
}

// restoreTexts puts the free text of "other" changes back where it is asked.
func (c *Case) restoreTexts() {
	for _, e := range c.Events {
		switch e.Fact.(type) {
		case Filed, Proposed:
		default:
			continue
		}
		for n, text := range e.Personal.Texts {
			if p, ok := c.Proposal(n); ok {
				p.Change.Text = text
			}
		}
	}
}

func (s *Store) letterStatus(ctx context.Context, id int64) (map[int]LetterStatus, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT letter, state, attempts, status FROM outbox WHERE ticket_id = $1`, id)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	all := make(map[int]LetterStatus)
	for rows.Next() {
		var n int
		var l LetterStatus
		if err := rows.Scan(&n, &l.State, &l.Attempts, &l.Status); err != nil {
			return nil, err
		}
		all[n] = l
	}
	return all, rows.Err()
}

// Event gives the ticket's nth event, from 1.
func (c *Case) Event(n int) (Event, bool) {
	if n < 1 || n > len(c.Events) {
		return Event{}, false
	}
	return c.Events[n-1], true
}

// PublicCase reads what anybody may see of a ticket: its fold and events
// without people, and free text only where the author allowed it. A private and
// an unknown reference are both ErrNotFound.
func (s *Store) PublicCase(ctx context.Context, reference string) (*Case, error) {
	c, err := s.Case(ctx, Machine, reference)
	if err != nil {
		return nil, err
	}
	if !c.Public() {
		return nil, ErrNotFound
	}
	text := c.Author.Text
	texts := c.Author.Texts
	c.Author, c.Track, c.Outbox, c.Mails = Personal{}, "", nil, nil
	for i := range c.Events {
		e := &c.Events[i]
		switch e.Fact.(type) {
		case Accepted, Declined, FoundTrue: // the words of a decision are public
			e.Personal = Personal{Text: e.Personal.Text}
		default:
			e.Personal = Personal{}
		}
	}
	if c.OpenText {
		c.Author.Text, c.Author.Texts = text, texts
	}
	for i := range c.Proposals {
		p := &c.Proposals[i]
		if p.Change.Kind == rome.Other && (!c.OpenText || texts[p.N] == "") { // the author opened what the author wrote
			p.Change.Text = ""
		}
	}
	return c, nil
}

// Track opens the ticket of a private link. A token that is malformed, revoked
// or of no ticket is ErrNotFound.
func (s *Store) Track(ctx context.Context, token string) (*Case, Actor, error) {
	return s.byToken(ctx, token, s.keys.LinkToken)
}

func (s *Store) byToken(ctx context.Context, token string, derive func(int64, string) string) (*Case, Actor, error) {
	id, err := tokenTicket(token)
	if err != nil {
		return nil, Actor{}, ErrNotFound
	}
	c, err := s.CaseByID(ctx, Machine, id)
	if err != nil {
		return nil, Actor{}, err
	}
	if !same(token, derive(id, c.Nonce)) {
		return nil, Actor{}, ErrNotFound
	}
	return c, Actor{Role: Requester, Ticket: id}, nil
}

// ConfirmCase opens the ticket of a confirmation link, without confirming.
func (s *Store) ConfirmCase(ctx context.Context, token string) (*Case, Actor, error) {
	return s.byToken(ctx, token, s.keys.ConfirmToken)
}

// ConfirmToken is the token of a ticket's confirmation link. It goes into the
// acknowledgement alone, since following it proves that the mail is read.
func (s *Store) ConfirmToken(t *Ticket) string { return s.keys.ConfirmToken(t.ID, t.Nonce) }
