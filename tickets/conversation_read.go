package tickets

import (
	"context"
	"database/sql"
	"slices"
	"time"
)

// listen reads a part of the conversation of a ticket, for a reader.
func (s *Store) listen(ctx context.Context, c *Case, r Reader, before int) error {
	if r == Nobody {
		return nil
	}
	var err error
	if c.Outbox, err = s.letterStatus(ctx, c.ID); err != nil {
		return err
	}
	if c.Arrived, err = s.arrived(ctx, c.ID); err != nil {
		return err
	}
	c.Part = c.PartBefore(r, before)
	var which []int
	mails := []int64{c.Mail}
	for _, said := range c.Part.Said {
		which = append(which, said.N)
		mails = append(mails, mailOf(c.Events[said.N-1].Fact))
	}
	if r == TheService {
		which, mails = append(which, c.takenBack()...), append(mails, c.report())
	}
	if err := remember(ctx, s.read, c.Events, which); err != nil {
		return err
	}
	return s.readMails(ctx, c, r, mails)
}

// report is the message that says last that a letter came back, 0 for none.
func (c *Case) report() (mail int64) {
	for _, e := range c.Events {
		if f, ok := e.Fact.(Undelivered); ok && f.Mail != 0 {
			mail = f.Mail
		}
	}
	return mail
}

// arrived are the messages of a ticket, without what they say.
func (s *Store) arrived(ctx context.Context, id int64) (map[int64]Arrival, error) {
	all := make(map[int64]Arrival)
	_, err := collect(ctx, s.read, func(rows *sql.Rows) (struct{}, error) {
		var mail, at int64
		var a Arrival
		err := rows.Scan(&mail, &at, &a.Basis, &a.Outcome)
		a.At = time.UnixMicro(at).UTC()
		all[mail] = a
		return struct{}{}, err
	}, `SELECT id, received_at, basis, outcome FROM mails WHERE ticket_id = $1`, id)
	return all, err
}

// readMails reads those messages of a ticket that are named and are still with
// it. The author's page needs none of what was understood of them.
func (s *Store) readMails(ctx context.Context, c *Case, r Reader, named []int64) error {
	var ids []int64
	for _, id := range named {
		if _, ok := c.Arrived[id]; ok && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	c.Mails = make(map[int64]*StoredMail, len(ids))
	if len(ids) == 0 {
		return nil
	}
	read := s.mailHeads
	if r == TheAuthor {
		read = s.mailPlain
	}
	marks, args := placeholders(ids)
	list, err := read(ctx, `WHERE m.id IN (`+marks+`)`, args...)
	if err == nil {
		err = s.withFiles(ctx, list)
	}
	for _, m := range list {
		c.Mails[m.ID] = m
	}
	return err
}
