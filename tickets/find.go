package tickets

import (
	"context"
	"fmt"

	"vigie/rome"
)

// ID finds a ticket by its reference, or answers ErrNotFound.
func (s *Store) ID(ctx context.Context, reference string) (int64, error) {
	var id int64
	if printable(reference, 32) != reference {
		return 0, ErrNotFound
	}
	err := s.read.QueryRowContext(ctx, `SELECT id FROM tickets WHERE reference = $1`, reference).Scan(&id)
	return id, missing(err)
}

// Case reads a ticket with the end of its conversation. A requester reads only
// the ticket of the link, and of it what its author may.
func (s *Store) Case(ctx context.Context, by Actor, reference string) (*Case, error) {
	return s.CaseBefore(ctx, by, reference, 0)
}

// CaseBefore is Case with the part of the conversation before an event, as
// Part.Before and its like name it.
func (s *Store) CaseBefore(ctx context.Context, by Actor, reference string, event int) (*Case, error) {
	id, err := s.ID(ctx, reference)
	if err != nil {
		return nil, err
	}
	return s.caseFor(ctx, by, id, readerOf(by), event)
}

// CaseByID is Case for a ticket whose id is known.
func (s *Store) CaseByID(ctx context.Context, by Actor, id int64) (*Case, error) {
	return s.caseFor(ctx, by, id, readerOf(by), 0)
}

// caseFor reads a ticket for a reader: what is little whole, of the conversation
// a part.
func (s *Store) caseFor(ctx context.Context, by Actor, id int64, r Reader, before int) (*Case, error) {
	if err := authorize(by, CanRead, id); err != nil {
		return nil, err
	}
	c, err := s.folded(ctx, id)
	if err == nil {
		err = s.listen(ctx, c, r, before)
	}
	if err != nil {
		return nil, fmt.Errorf("reading ticket %d: %w", id, err)
	}
	return c, nil
}

// PublicCase reads what anybody may see of a ticket: its fold and events
// without people, and free text only where the author allowed it. A private and
// an unknown reference are both ErrNotFound.
func (s *Store) PublicCase(ctx context.Context, reference string) (*Case, error) {
	id, err := s.ID(ctx, reference)
	if err != nil {
		return nil, err
	}
	c, err := s.caseFor(ctx, Machine, id, Nobody, 0)
	if err != nil {
		return nil, err
	}
	if !c.Public() {
		return nil, ErrNotFound
	}
	text := c.Author.Text
	texts := c.Author.Texts
	c.Author, c.Track = Personal{}, ""
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

// Track opens the ticket of a private link, with the end of its conversation. A
// token that is malformed, revoked or of no ticket is ErrNotFound.
func (s *Store) Track(ctx context.Context, token string) (*Case, Actor, error) {
	return s.TrackBefore(ctx, token, 0)
}

// TrackBefore is Track with the part of the conversation before an event.
func (s *Store) TrackBefore(ctx context.Context, token string, before int) (*Case, Actor, error) {
	c, by, err := s.byToken(ctx, token, s.keys.LinkToken)
	if err == nil {
		err = s.listen(ctx, c, TheAuthor, before)
	}
	if err != nil {
		return nil, Actor{}, err
	}
	return c, by, nil
}

// byToken finds the ticket of a token; nothing of its conversation is read.
func (s *Store) byToken(ctx context.Context, token string, derive func(int64, string) string) (*Case, Actor, error) {
	id, err := tokenTicket(token)
	if err != nil {
		return nil, Actor{}, ErrNotFound
	}
	c, err := s.folded(ctx, id)
	if err != nil {
		return nil, Actor{}, err
	}
	if !same(token, derive(id, c.Nonce)) {
		return nil, Actor{}, ErrNotFound
	}
	return c, Actor{Role: Requester, Ticket: id}, nil
}

// ConfirmCase opens the ticket of a confirmation link, without confirming and
// without its conversation.
func (s *Store) ConfirmCase(ctx context.Context, token string) (*Case, Actor, error) {
	return s.byToken(ctx, token, s.keys.ConfirmToken)
}

// ConfirmToken is the token of a ticket's confirmation link. It goes into the
// acknowledgement alone, since following it proves that the mail is read.
func (s *Store) ConfirmToken(t *Ticket) string { return s.keys.ConfirmToken(t.ID, t.Nonce) }
