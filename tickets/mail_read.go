package tickets

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
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
	TicketRef  string // reference of that ticket
	Guess      int64
	GuessRef   string // reference of the guess
	GuessWhy   GuessWhy
	SettledAt  time.Time
	SettledBy  int64
	Long       bool // only the beginning of its words was read
	Reading
}

// Cut reports whether only the head of the message was kept.
func (m *StoredMail) Cut() bool { return m.Kept < m.Size }

const (
	mailColumns = `m.id, m.role, m.received_at, m.basis, m.stored_at, m.size, m.kept, m.tries, m.outcome, m.reason,
		COALESCE(m.ticket_id, 0), COALESCE(t.reference, ''), COALESCE(m.guess, 0), COALESCE(g.reference, ''), m.guess_why, m.settled_at, COALESCE(m.settled_by, 0)`
	mailTables = `FROM mails m LEFT JOIN tickets t ON t.id = m.ticket_id LEFT JOIN tickets g ON g.id = m.guess `
	mailQuery  = `SELECT ` + mailColumns + `, m.reading ` + mailTables
)

// scanMailRow scans a message and what was selected of its reading.
func scanMailRow(rows *sql.Rows) (*StoredMail, string, error) {
	m := new(StoredMail)
	var received, stored int64
	var settled sql.NullInt64
	var reading string
	err := rows.Scan(&m.ID, &m.Role, &received, &m.Basis, &stored, &m.Size, &m.Kept, &m.Tries, &m.Outcome, &m.Reason,
		&m.Ticket, &m.TicketRef, &m.Guess, &m.GuessRef, &m.GuessWhy, &settled, &m.SettledBy, &reading)
	m.ReceivedAt, m.StoredAt, m.SettledAt = time.UnixMicro(received).UTC(), time.UnixMicro(stored).UTC(), instant(settled)
	return m, reading, err
}

func scanMail(rows *sql.Rows) (*StoredMail, error) {
	m, reading, err := scanMailRow(rows)
	if err == nil {
		err = m.understand(reading)
	}
	if err != nil {
		return nil, fmt.Errorf("reading what was understood of message %d: %w", m.ID, err)
	}
	return m, nil
}

// understand reads a reading as it was written; "" before there was one, and
// once it was erased.
func (m *StoredMail) understand(reading string) error {
	if reading == "" {
		return nil
	}
	err := json.Unmarshal([]byte(reading), &m.Reading)
	m.Text = cmp.Or(m.Text, m.Said)
	return err
}

// withFiles adds what came with messages.
func (s *Store) withFiles(ctx context.Context, list []*StoredMail) error {
	by := make(map[int64]*StoredMail, len(list))
	ids := make([]int64, len(list))
	for i, m := range list {
		by[m.ID], ids[i] = m, m.ID
	}
	for some := range slices.Chunk(ids, 500) {
		marks, args := placeholders(some)
		_, err := collect(ctx, s.read, func(rows *sql.Rows) (struct{}, error) {
			var f MailFile
			var mail int64
			var inline int
			err := rows.Scan(&mail, &f.N, &f.SHA256, &f.Name, &f.Type, &f.Size, &inline, &f.ContentID, &f.Scan)
			if f.Inline = inline == 1; err == nil {
				by[mail].Files = append(by[mail].Files, f)
			}
			return struct{}{}, err
		}, `SELECT mail_id, n, sha256, name, type, size, inline, content_id, scan FROM mail_files WHERE mail_id IN (`+marks+`) ORDER BY mail_id, n`, args...)
		if err != nil {
			return fmt.Errorf("reading the files of %d messages: %w", len(some), err)
		}
	}
	return nil
}

// Mail reads one message with what was understood of it.
func (s *Store) Mail(ctx context.Context, by Actor, id int64) (*StoredMail, error) {
	if err := authorize(by, CanReadMail, 0); err != nil {
		return nil, err
	}
	list, err := collect(ctx, s.read, scanMail, mailQuery+`WHERE m.id = $1`, id)
	if err != nil {
		return nil, fmt.Errorf("reading message %d: %w", id, err)
	}
	if len(list) == 0 {
		return nil, ErrNotFound
	}
	return list[0], s.withFiles(ctx, list)
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
