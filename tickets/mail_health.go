package tickets

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"
)

// silence is how long a folder may go without a pass that went through before
// the service says that it is not well: polls come every minute, and a server
// is restarted now and then.
const silence = 15 * time.Minute

// MailHealth is how taking mail in goes.
type MailHealth struct {
	Folders     []MailFolder
	Unread      int // stored, and not read to the end
	Quarantined int
	Outbox      int // letters that wait
}

// WatchMailboxes writes down which mailboxes the service reads now, so that
// folders of others are not missed.
func (s *Store) WatchMailboxes(ctx context.Context, names []string) error {
	value, err := json.Marshal(names)
	if err != nil {
		return err
	}
	_, err = s.write.ExecContext(ctx, `INSERT INTO settings (name, value) VALUES ('mailboxes', $1)
		ON CONFLICT (name) DO UPDATE SET value = EXCLUDED.value`, string(value))
	if err != nil {
		return fmt.Errorf("writing down the mailboxes: %w", err)
	}
	return nil
}

// watched are the names of the mailboxes that the service reads.
func (s *Store) watched(ctx context.Context) (names []string, err error) {
	var value string
	err = s.read.QueryRowContext(ctx, `SELECT value FROM settings WHERE name = 'mailboxes'`).Scan(&value)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err == nil {
		err = json.Unmarshal([]byte(value), &names)
	}
	return names, err
}

// MailHealth gathers how taking mail in and sending it goes.
func (s *Store) MailHealth(ctx context.Context) (MailHealth, error) {
	var h MailHealth
	folders, err := s.MailFolders(ctx)
	if err != nil {
		return h, err
	}
	names, err := s.watched(ctx)
	if err != nil {
		return h, fmt.Errorf("reading which mailboxes are watched: %w", err)
	}
	h.Folders = slices.DeleteFunc(folders, func(f MailFolder) bool { return !slices.Contains(names, f.Mailbox) })
	err = s.read.QueryRowContext(ctx, `SELECT (SELECT COUNT(*) FROM mails WHERE outcome = ''),
		(SELECT COUNT(*) FROM mails WHERE outcome = 'quarantined'), (SELECT COUNT(*) FROM outbox WHERE state = 'waiting')`).
		Scan(&h.Unread, &h.Quarantined, &h.Outbox)
	if err != nil {
		return h, fmt.Errorf("counting mail: %w", err)
	}
	return h, nil
}

// gone is how much later the others of a mailbox were visited than a folder that
// is no longer among those to read.
const gone = 3 * time.Minute

// visited is when a folder was last looked at, whatever came of it.
func (f *MailFolder) visited() time.Time {
	if f.FaultAt.After(f.ReadAt) {
		return f.FaultAt
	}
	return f.ReadAt
}

// Ailing names what is wrong with taking mail in, a word for machines with the
// folder, or "" when all is well. A folder that was never read is waited for.
func (h MailHealth) Ailing(now time.Time) string {
	latest := make(map[string]time.Time)
	for _, f := range h.Folders {
		if at := f.visited(); at.After(latest[f.Mailbox]) {
			latest[f.Mailbox] = at
		}
	}
	for _, f := range h.Folders {
		if latest[f.Mailbox].Sub(f.visited()) > gone {
			continue // another name is configured since
		}
		name := f.Mailbox + " " + f.Folder
		switch {
		case f.Missing > 0:
			return fmt.Sprintf("missing %d %s", f.Missing, name)
		case !f.ReadAt.IsZero() && now.Sub(f.ReadAt) > silence:
			return "silent " + name
		case f.ReadAt.IsZero() && !f.FaultAt.IsZero():
			return f.Fault + " " + name
		}
	}
	return ""
}
