package tickets

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
)

// said is one message of a conversation: a letter of ours, or a stored mail.
type said struct {
	id     string // Message-ID
	at     int64  // when it was written or received, microseconds
	author bool   // the author's own mail
}

// thread are the Message-IDs that the nth letter continues, the one it answers
// last. What came in after the letter was written is no part of it, so that
// a letter tried again is the same.
func (s *Store) thread(ctx context.Context, t *Ticket, list []Event, n int) ([]string, error) {
	all, err := s.saidByMail(ctx, t, list, micros(t.Letters[n-1].WrittenAt))
	if err != nil {
		return nil, fmt.Errorf("reading the thread of %s: %w", t.Reference, err)
	}
	for _, l := range t.Letters[:n-1] {
		if l.MessageID != "" && !l.Failed && !l.Recalled {
			all = append(all, said{id: l.MessageID, at: micros(l.WrittenAt)})
		}
	}
	slices.SortStableFunc(all, func(a, b said) int { return int(min(max(a.at-b.at, -1), 1)) })
	var ids []string
	answered := ""
	for _, m := range all {
		ids = append(ids, m.id)
		if m.author {
			answered = m.id
		}
	}
	if answered != "" {
		ids = append(slices.DeleteFunc(ids, func(id string) bool { return id == answered }), answered)
	}
	return ids, nil
}

// saidByMail are the ticket's mails up to an instant, without those of
// strangers: the letter goes to the author, who may know nothing of them.
func (s *Store) saidByMail(ctx context.Context, t *Ticket, list []Event, before int64) ([]said, error) {
	strange := make(map[int64]bool)
	for _, e := range list {
		if m, ok := e.Fact.(Messaged); ok && m.Stranger {
			strange[m.Mail] = true
		}
	}
	self := s.keys.AddressKey(list[0].Personal.Email)
	all, err := collect(ctx, s.write, func(rows *sql.Rows) (said, error) {
		var m said
		var mail int64
		var outcome MailOutcome
		var key string
		err := rows.Scan(&mail, &m.id, &m.at, &outcome, &key)
		m.author = outcome != AttachedSent && key == self
		if strange[mail] {
			m.id = ""
		}
		return m, err
	}, `SELECT id, message_id, received_at, outcome, author_key FROM mails
		WHERE ticket_id = $1 AND outcome IN ('ticket', 'reply', 'sent') AND message_id <> '' AND received_at <= $2
		ORDER BY received_at, id`, t.ID, before)
	return slices.DeleteFunc(all, func(m said) bool { return m.id == "" }), err
}
