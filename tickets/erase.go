package tickets

import (
	"context"
	"fmt"
)

// Erase removes the personal fields of a ticket's author: who filed it, what
// was written to and by that person. Words of decisions and internal facts
// stay. The journal keeps the digests, so its hashes hold; letters not yet sent
// are cancelled. What was erased is recorded.
func (s *Store) Erase(ctx context.Context, by Actor, id int64) error {
	if err := authorize(by, CanErase, id); err != nil {
		return err
	}
	return s.transact(ctx, func(t *transaction) error {
		if err := t.lockFiles(); err != nil {
			return err
		}
		d, err := t.open(id)
		if err != nil {
			return err
		}
		if err := t.eraseMail(id); err != nil { // what came since the last erasure too
			return err
		}
		list, err := events(ctx, t, id)
		if err != nil {
			return err
		}
		var fact Erased
		for _, e := range list {
			switch e.Fact.(type) {
			case Accepted, Declined, FoundTrue, Overridden:
				continue
			}
			if e.Personal.Empty() {
				continue
			}
			if err := t.exec(`DELETE FROM personal WHERE seq = $1`, e.Seq); err != nil {
				return fmt.Errorf("erasing event %d: %w", e.N, err)
			}
			fact.Events = append(fact.Events, e.N)
		}
		if len(fact.Events) == 0 {
			return nil
		}
		err = t.exec(`UPDATE outbox SET state = 'cancelled' WHERE ticket_id = $1 AND state = 'waiting'`, id)
		if err != nil {
			return err
		}
		if _, err = t.append(d, by, fact, Personal{}); err != nil {
			return err
		}
		return t.save(d)
	})
}

// ofTicket are the messages that an erasure of a ticket reaches: those placed on
// it, and those of its people that wait in quarantine or were set aside, and were
// taken for it.
const ofTicket = `(ticket_id = $1 OR ticket_id IS NULL AND guess = $1 AND author_key <> ''
	AND author_key IN (SELECT address_key FROM participants WHERE ticket_id = $1))`

// eraseMail forgets the messages of a ticket, their files and who takes part.
// The digest of each message's content stays, so that another copy of it, still
// on a server, is known and not taken in again.
func (t *transaction) eraseMail(ticket int64) error {
	shas, err := collect(t.ctx, t, scanText, `SELECT sha256 FROM mails WHERE `+ofTicket+`
		UNION SELECT f.sha256 FROM mail_files f JOIN mails m ON m.id = f.mail_id WHERE `+ofTicket, ticket)
	if err != nil {
		return err
	}
	for _, query := range []string{
		`DELETE FROM sent_threads WHERE mail_id IN (SELECT id FROM mails WHERE ` + ofTicket + `)`,
		`DELETE FROM mail_files WHERE mail_id IN (SELECT id FROM mails WHERE ` + ofTicket + `)`,
		`UPDATE mails SET sha256 = '', message_id = '', body_key = '', author_key = '', reading = '', outcome = 'erased', reason = ''
			WHERE ` + ofTicket,
		`DELETE FROM text_marks WHERE ticket_id = $1`,
		`DELETE FROM participants WHERE ticket_id = $1 AND address_key <> ''`,
		`INSERT INTO participants (address_key, ticket_id) VALUES ('', $1) ON CONFLICT (address_key, ticket_id) DO NOTHING`,
	} {
		if err := t.exec(query, ticket); err != nil {
			return fmt.Errorf("erasing the messages of ticket %d: %w", ticket, err)
		}
	}
	for _, sha := range shas {
		if err := t.dropBlob(sha); err != nil {
			return err
		}
	}
	return nil
}
