package tickets

import (
	"context"
)

// A Case is a ticket as somebody reads it: everything that follows from its
// journal, and the words of a part of its conversation. The words of the first
// event, of changes and of the decisions in force are always read.
type Case struct {
	*Ticket
	Events  []Event  // all; Personal only where its words were read
	Author  Personal // of the first event; empty once erased
	Track   string   // token of the private page
	Outbox  map[int]LetterStatus
	Part    Part                  // of the conversation, which was read
	Arrived map[int64]Arrival     // every message it has, by id; nil for the public
	Mails   map[int64]*StoredMail // the first message and those of the part: for the author without what was understood of them
}

// LetterStatus is how sending a letter goes.
type LetterStatus struct {
	State    string // waiting, sent, failed, cancelled
	Attempts int
	Status   string // the last answer of a server, or the fault in one word
}

// folded reads a ticket without its conversation.
func (s *Store) folded(ctx context.Context, id int64) (*Case, error) {
	list, err := facts(ctx, s.read, id)
	if err != nil {
		return nil, err
	}
	if len(list) == 0 {
		return nil, ErrNotFound
	}
	ticket, err := Fold(list)
	if err != nil {
		return nil, err
	}
	if err := remember(ctx, s.read, list, ticket.lasting(list)); err != nil {
		return nil, err
	}
	c := &Case{Ticket: ticket, Events: list, Author: list[0].Personal, Track: s.keys.LinkToken(id, ticket.Nonce)}
	c.restoreTexts()
	return c, nil
}

// lasting are the events whose words are read wherever they stand in the
// conversation: what was asked, and the decisions in force.
func (t *Ticket) lasting(list []Event) []int {
	which := []int{1}
	for _, p := range t.Proposals {
		which = append(which, p.DecidedIn)
	}
	for _, e := range list {
		if _, ok := e.Fact.(Proposed); ok {
			which = append(which, e.N)
		}
	}
	return which
}

// takenBack are the events from which the latest letter of the staff can be
// written again, where it was taken back: itself, and what it was to tell.
func (c *Case) takenBack() []int {
	latest := Letter{}
	for _, l := range c.Letters {
		if l.WrittenBy.Role.Staff() {
			latest = l
		}
	}
	if !latest.Recalled {
		return nil
	}
	which := []int{latest.Event}
	for _, e := range c.Events {
		if toldIn(e.Fact) == latest.N {
			which = append(which, e.N)
		}
	}
	return which
}

// toldIn is the letter that tells a decision, 0 for none.
func toldIn(f Fact) int {
	switch f := f.(type) {
	case Accepted:
		return f.Letter
	case Declined:
		return f.Letter
	case FoundTrue:
		return f.Letter
	}
	return 0
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
