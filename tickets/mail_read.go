package tickets

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"time"
)

// maxTries is how often a message is read before it is left to people.
const maxTries = 3

// UnreadMail takes up to limit messages that were stored by an instant and that
// nobody has read to the end, the oldest first, and counts the attempt on each before it is made, so that a
// message that kills the process counts too. Those whose attempts are used up
// come back as well, Spent: they are for GiveUpMail.
func (s *Store) UnreadMail(ctx context.Context, limit int, before time.Time) ([]KeptMail, error) {
	var list []KeptMail
	err := s.transact(ctx, func(t *transaction) error {
		var err error
		list, err = collect(ctx, t, func(rows *sql.Rows) (KeptMail, error) {
			var k KeptMail
			var received int64
			err := rows.Scan(&k.ID, &k.Role, &received, &k.Basis, &k.Size, &k.Tries)
			k.ReceivedAt = time.UnixMicro(received).UTC()
			return k, err
		}, `UPDATE mails SET tries = tries + 1 WHERE id IN (SELECT id FROM mails WHERE outcome = '' AND stored_at <= $2 ORDER BY tries, id LIMIT $1)
			RETURNING id, role, received_at, basis, size, tries`, limit, micros(before))
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("taking up unread messages: %w", err)
	}
	for i := range list {
		if list[i].Raw, err = s.MailSource(ctx, Machine, list[i].ID); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// Spent reports whether the message has been read as often as it may be.
func (k KeptMail) Spent() bool { return k.Tries > maxTries }

// GiveUpMail puts a message that cannot be read into quarantine, with a ticket
// of what little is known, so that its deadline runs.
func (s *Store) GiveUpMail(ctx context.Context, p Placing) error {
	err := s.transact(ctx, func(t *transaction) error {
		var outcome MailOutcome
		var minimal sql.NullInt64
		var sha string
		err := t.QueryRowContext(ctx, lockMail, p.Mail.ID).Scan(&outcome, &minimal, &sha)
		if err != nil || outcome != "" {
			return missing(err)
		}
		p.digests = []string{sha}
		ticket := minimal.Int64
		if ticket == 0 {
			p.Reading.Answerable = false
			d, err := s.openByMail(t, Machine, &p)
			if err != nil {
				return err
			}
			if err := t.save(d); err != nil {
				return err
			}
			ticket = d.ID
		}
		if err := s.record(t, &p, quarantine(ReasonUnreadable, clues{}), 0); err != nil {
			return err
		}
		return t.exec(`UPDATE mails SET ticket_id = $2 WHERE id = $1`, p.Mail.ID, ticket)
	})
	if err != nil {
		return fmt.Errorf("giving up message %d: %w", p.Mail.ID, err)
	}
	return nil
}

// A StoredMail is a message with what was understood of it.
type StoredMail struct {
	ID         int64
	Role       FolderRole
	ReceivedAt time.Time
	Basis      Basis
	StoredAt   time.Time
	Size       int64 // of the whole
	Kept       int64 // of what is stored
	Tries      int
	Outcome    MailOutcome
	Reason     MailReason
	Ticket     int64
	Guess      int64
	GuessRef   string // reference of the guess
	GuessWhy   GuessWhy
	SettledAt  time.Time
	SettledBy  int64
	Reading
}

// Cut reports whether only the head of the message was kept.
func (m *StoredMail) Cut() bool { return m.Kept < m.Size }

const mailQuery = `SELECT m.id, m.role, m.received_at, m.basis, m.stored_at, m.size, m.kept, m.tries, m.outcome, m.reason,
	COALESCE(m.ticket_id, 0), COALESCE(m.guess, 0), COALESCE(g.reference, ''), m.guess_why, m.settled_at, COALESCE(m.settled_by, 0), m.reading
	FROM mails m LEFT JOIN tickets g ON g.id = m.guess `

func scanMail(rows *sql.Rows) (*StoredMail, error) {
	m := new(StoredMail)
	var received, stored int64
	var settled sql.NullInt64
	var reading string
	err := rows.Scan(&m.ID, &m.Role, &received, &m.Basis, &stored, &m.Size, &m.Kept, &m.Tries, &m.Outcome, &m.Reason,
		&m.Ticket, &m.Guess, &m.GuessRef, &m.GuessWhy, &settled, &m.SettledBy, &reading)
	if err != nil {
		return nil, err
	}
	m.ReceivedAt, m.StoredAt, m.SettledAt = time.UnixMicro(received).UTC(), time.UnixMicro(stored).UTC(), instant(settled)
	if reading != "" {
		if err := json.Unmarshal([]byte(reading), &m.Reading); err != nil {
			return nil, fmt.Errorf("reading what was understood of message %d: %w", m.ID, err)
		}
		m.Text = cmp.Or(m.Text, m.Said)
	}
	return m, nil
}

// mails reads messages with their files.
func (s *Store) mails(ctx context.Context, condition string, args ...any) ([]*StoredMail, error) {
	list, err := collect(ctx, s.read, scanMail, mailQuery+condition, args...)
	if err != nil {
		return nil, fmt.Errorf("reading messages: %w", err)
	}
	for _, m := range list {
		m.Files, err = collect(ctx, s.read, func(rows *sql.Rows) (MailFile, error) {
			var f MailFile
			var inline int
			err := rows.Scan(&f.N, &f.SHA256, &f.Name, &f.Type, &f.Size, &inline, &f.ContentID, &f.Scan)
			f.Inline = inline == 1
			return f, err
		}, `SELECT n, sha256, name, type, size, inline, content_id, scan FROM mail_files WHERE mail_id = $1 ORDER BY n`, m.ID)
		if err != nil {
			return nil, fmt.Errorf("reading the files of message %d: %w", m.ID, err)
		}
	}
	return list, nil
}

// Mail reads one message with what was understood of it.
func (s *Store) Mail(ctx context.Context, by Actor, id int64) (*StoredMail, error) {
	if err := authorize(by, CanReadMail, 0); err != nil {
		return nil, err
	}
	list, err := s.mails(ctx, `WHERE m.id = $1`, id)
	if err == nil && len(list) == 0 {
		err = ErrNotFound
	}
	if err != nil {
		return nil, err
	}
	return list[0], nil
}

// MailSource is a message as the server gave it, byte for byte.
func (s *Store) MailSource(ctx context.Context, by Actor, id int64) ([]byte, error) {
	if err := authorize(by, CanReadMail, 0); err != nil {
		return nil, err
	}
	var sha string
	if err := s.write.QueryRowContext(ctx, `SELECT sha256 FROM mails WHERE id = $1`, id).Scan(&sha); err != nil {
		return nil, missing(err)
	}
	return blob(ctx, s.write, sha)
}

// MailFileContent is the nth file of a message, with its content.
func (s *Store) MailFileContent(ctx context.Context, by Actor, id int64, n int) (MailFile, error) {
	m, err := s.Mail(ctx, by, id)
	if err != nil {
		return MailFile{}, err
	}
	for _, f := range m.Files {
		if f.N == n {
			f.Content, err = blob(ctx, s.read, f.SHA256)
			return f, err
		}
	}
	return MailFile{}, ErrNotFound
}
