package tickets

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"time"
)

// MailFolder gives a folder as far as it has been read, and makes it when it is
// new. A role that has changed in the configuration is taken over.
func (s *Store) MailFolder(ctx context.Context, mailbox, folder string, role FolderRole) (MailFolder, error) {
	f := MailFolder{Mailbox: mailbox, Folder: folder, Role: role}
	err := s.write.QueryRowContext(ctx, `INSERT INTO mail_folders (mailbox, folder, role) VALUES ($1, $2, $3)
		ON CONFLICT (mailbox, folder) DO UPDATE SET role = EXCLUDED.role
		RETURNING id, uidvalidity, cursor`, mailbox, folder, string(role)).Scan(&f.ID, &f.UIDValidity, &f.Cursor)
	if err != nil {
		return f, fmt.Errorf("opening folder %s of mailbox %s: %w", folder, mailbox, err)
	}
	return f, nil
}

// RenewMailFolder begins a folder again under another UIDVALIDITY: the cursor
// goes back to 0, and messages seen again are known by their content.
func (s *Store) RenewMailFolder(ctx context.Context, f *MailFolder, uidValidity uint32) error {
	_, err := s.write.ExecContext(ctx, `UPDATE mail_folders SET uidvalidity = $2, cursor = 0 WHERE id = $1`, f.ID, uidValidity)
	if err != nil {
		return fmt.Errorf("renewing folder %s: %w", f.Folder, err)
	}
	f.UIDValidity, f.Cursor = uidValidity, 0
	return nil
}

// KeepMail stores a small group of messages of one folder, and where they lie,
// in one transaction, before anybody looks at them. Messages come back in their
// order. The folder's cursor advances to the highest UID. A content that is
// stored already, whatever its line ends, only gets another place.
func (s *Store) KeepMail(ctx context.Context, f *MailFolder, group []RawMail) ([]KeptMail, error) {
	kept := make([]KeptMail, len(group))
	cursor := f.Cursor
	prepared := make([]mailRow, len(group))
	for i, m := range group {
		prepared[i] = newMailRow(m)
	}
	err := s.transact(ctx, func(t *transaction) error {
		for i, m := range group {
			k, err := t.keepMail(f, m, prepared[i])
			if err != nil {
				return err
			}
			kept[i] = k
			cursor = max(cursor, m.UID)
		}
		if cursor == f.Cursor {
			return nil
		}
		return t.exec(`UPDATE mail_folders SET cursor = $2 WHERE id = $1 AND uidvalidity = $3 AND cursor < $2`, f.ID, cursor, f.UIDValidity)
	})
	if err != nil {
		return nil, fmt.Errorf("keeping %d messages of %s: %w", len(group), f.Folder, err)
	}
	f.Cursor = cursor
	return kept, nil
}

// mailRow is what is computed of a message outside the transaction.
type mailRow struct{ identity, sha256 string }

func newMailRow(m RawMail) mailRow {
	sum := sha256.Sum256(m.Raw)
	r := mailRow{MailIdentity(m.Raw), hex.EncodeToString(sum[:])}
	if m.Size > int64(len(m.Raw)) { // a head is not the message, whatever else begins like it
		r.identity = digest(fmt.Appendf(nil, "%s %d", r.identity, m.Size))
	}
	return r
}

// firstMail is the year before which no message was received: what says so is
// wrong, and so is what says that it comes tomorrow. Clocks run from the receipt.
const firstMail = 1990

func (t *transaction) keepMail(f *MailFolder, m RawMail, r mailRow) (KeptMail, error) {
	if m.ReceivedAt.Year() < firstMail || m.ReceivedAt.After(t.now) {
		if m.ReceivedAt.Year() < firstMail || m.ReceivedAt.After(t.now.Add(24*time.Hour)) {
			m.Basis = BasisDate
		}
		m.ReceivedAt = t.now
	}
	k := KeptMail{Role: f.Role, ReceivedAt: m.ReceivedAt.UTC(), Basis: m.Basis, Size: max(m.Size, int64(len(m.Raw))), Raw: m.Raw, Tries: 1}
	err := t.QueryRowContext(t.ctx, `INSERT INTO mails (identity, sha256, size, kept, role, received_at, basis, stored_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (identity) DO NOTHING RETURNING id`,
		r.identity, r.sha256, k.Size, len(m.Raw), string(f.Role), micros(k.ReceivedAt), string(m.Basis), micros(t.now)).Scan(&k.ID)
	if errors.Is(err, sql.ErrNoRows) {
		k.Known = true
		err = t.QueryRowContext(t.ctx, `SELECT id FROM mails WHERE identity = $1`, r.identity).Scan(&k.ID)
	} else if err == nil {
		err = t.keepBlob(r.sha256, m.Raw)
	}
	if err == nil && m.UID != 0 {
		err = t.exec(`INSERT INTO mail_places (folder_id, uidvalidity, uid, mail_id) VALUES ($1, $2, $3, $4)
			ON CONFLICT (folder_id, uidvalidity, uid) DO UPDATE SET mail_id = EXCLUDED.mail_id, reason = ''`,
			f.ID, f.UIDValidity, m.UID, k.ID)
	}
	return k, err
}

// PassMail goes over a message that could not be fetched, and says why, so that
// one never blocks the next. Reconciliation comes back to it.
func (s *Store) PassMail(ctx context.Context, f *MailFolder, uid uint32, reason string) error {
	err := s.transact(ctx, func(t *transaction) error {
		err := t.exec(`INSERT INTO mail_places (folder_id, uidvalidity, uid, tries, reason) VALUES ($1, $2, $3, 1, $4)
			ON CONFLICT (folder_id, uidvalidity, uid) DO UPDATE SET tries = mail_places.tries + 1, reason = EXCLUDED.reason`,
			f.ID, f.UIDValidity, uid, reason)
		if err != nil {
			return err
		}
		return t.exec(`UPDATE mail_folders SET cursor = $2 WHERE id = $1 AND uidvalidity = $3 AND cursor < $2`, f.ID, uid, f.UIDValidity)
	})
	if err != nil {
		return fmt.Errorf("passing over message %d of %s: %w", uid, f.Folder, err)
	}
	f.Cursor = max(f.Cursor, uid)
	return nil
}

// UnmarkedMail lists the stored messages of a folder that were not flagged or
// moved on the server yet, at most limit, the oldest first.
func (s *Store) UnmarkedMail(ctx context.Context, f *MailFolder, limit int) ([]uint32, error) {
	return collect(ctx, s.write, scanUID, `SELECT uid FROM mail_places
		WHERE folder_id = $1 AND uidvalidity = $2 AND marked = 0 AND mail_id IS NOT NULL ORDER BY uid LIMIT $3`,
		f.ID, f.UIDValidity, limit)
}

// MarkMail records that messages were flagged or moved on the server, or that
// nothing is to be done there.
func (s *Store) MarkMail(ctx context.Context, f *MailFolder, uids []uint32) error {
	err := s.transact(ctx, func(t *transaction) error {
		for _, uid := range uids {
			err := t.exec(`UPDATE mail_places SET marked = 1 WHERE folder_id = $1 AND uidvalidity = $2 AND uid = $3`, f.ID, f.UIDValidity, uid)
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("marking messages of %s: %w", f.Folder, err)
	}
	return nil
}

// StoredUIDs lists the UIDs of a folder, under its UIDVALIDITY, whose message is
// stored, in ascending order.
func (s *Store) StoredUIDs(ctx context.Context, f *MailFolder) ([]uint32, error) {
	return collect(ctx, s.write, scanUID, `SELECT uid FROM mail_places
		WHERE folder_id = $1 AND uidvalidity = $2 AND mail_id IS NOT NULL ORDER BY uid`, f.ID, f.UIDValidity)
}

func scanUID(rows *sql.Rows) (uint32, error) {
	var uid uint32
	return uid, rows.Scan(&uid)
}

// MailPass records how a pass over a folder ended: fault is "" when it went
// through, a word for machines otherwise.
func (s *Store) MailPass(ctx context.Context, f *MailFolder, fault string) error {
	now := micros(s.Now())
	query := `UPDATE mail_folders SET read_at = $2, fault = $3 WHERE id = $1`
	if fault != "" {
		query = `UPDATE mail_folders SET fault_at = $2, fault = $3 WHERE id = $1`
	}
	if _, err := s.write.ExecContext(ctx, query, f.ID, now, fault); err != nil {
		return fmt.Errorf("recording a pass over %s: %w", f.Folder, err)
	}
	return nil
}

// SaveReconciliation keeps the result of comparing a folder with the server.
func (s *Store) SaveReconciliation(ctx context.Context, f *MailFolder, r Reconciliation) error {
	_, err := s.write.ExecContext(ctx, `UPDATE mail_folders SET reconciled_at = $2, on_server = $3, stored = $4, missing = $5, waiting = $6
		WHERE id = $1`, f.ID, micros(s.Now()), r.OnServer, r.Stored, r.Missing, r.Waiting)
	if err != nil {
		return fmt.Errorf("recording the reconciliation of %s: %w", f.Folder, err)
	}
	f.Reconciliation, f.ReconciledAt = r, s.Now()
	return nil
}

// MailFolders lists the folders of all mailboxes with their last figures.
func (s *Store) MailFolders(ctx context.Context) ([]MailFolder, error) {
	list, err := collect(ctx, s.read, func(rows *sql.Rows) (MailFolder, error) {
		var f MailFolder
		var readAt, reconciled, faultAt sql.NullInt64
		err := rows.Scan(&f.ID, &f.Mailbox, &f.Folder, &f.Role, &f.UIDValidity, &f.Cursor, &readAt, &reconciled,
			&f.OnServer, &f.Stored, &f.Missing, &f.Waiting, &f.Fault, &faultAt)
		f.ReadAt, f.ReconciledAt, f.FaultAt = instant(readAt), instant(reconciled), instant(faultAt)
		return f, err
	}, `SELECT id, mailbox, folder, role, uidvalidity, cursor, read_at, reconciled_at,
		on_server, stored, missing, waiting, fault, fault_at FROM mail_folders ORDER BY mailbox, id`)
	if err != nil {
		return nil, fmt.Errorf("listing mail folders: %w", err)
	}
	return list, nil
}

// instant is a stored instant, the zero time for NULL.
func instant(v sql.NullInt64) time.Time {
	if !v.Valid {
		return time.Time{}
	}
	return time.UnixMicro(v.Int64).UTC()
}
