package tickets

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
)

// mailOf is the stored message that an event names, 0 for none.
func mailOf(f Fact) int64 {
	switch f := f.(type) {
	case Filed:
		return f.Mail
	case Messaged:
		return f.Mail
	case Attached:
		return f.Mail
	case Detached:
		return f.Mail
	case Undelivered:
		return f.Mail
	case Lettered:
		return f.Mail
	case Proposed:
		return f.Mail
	}
	return 0
}

// mails looks for messages that the journal names and that are gone, and for
// stored bytes that are not what was stored.
func (v *verifier) mails(ctx context.Context, q querier) error {
	type stored struct {
		id   int64
		sha  string
		kept int64
	}
	list, err := collect(ctx, q, func(rows *sql.Rows) (stored, error) {
		var m stored
		return m, rows.Scan(&m.id, &m.sha, &m.kept)
	}, `SELECT id, sha256, kept FROM mails ORDER BY id`)
	if err != nil {
		return err
	}
	have := make(map[int64]bool, len(list))
	for _, m := range list {
		have[m.id] = true
		if m.sha == "" { // erased
			continue
		}
		raw, err := blob(ctx, q, m.sha)
		if err != nil {
			v.fault("", 0, "the source of message %d is missing", m.id)
			continue
		}
		if sum := sha256.Sum256(raw); hex.EncodeToString(sum[:]) != m.sha || int64(len(raw)) != m.kept {
			v.fault("", 0, "the source of message %d is not what was stored", m.id)
		}
	}
	for id, reference := range v.named {
		if !have[id] {
			v.fault(reference, 0, "message %d, which its journal names, is missing", id)
		}
	}
	files, err := collect(ctx, q, func(rows *sql.Rows) (stored, error) {
		var m stored
		return m, rows.Scan(&m.id, &m.sha, &m.kept)
	}, `SELECT mail_id, sha256, size FROM mail_files ORDER BY mail_id, n`)
	if err != nil {
		return err
	}
	for _, f := range files {
		content, err := blob(ctx, q, f.sha)
		if err != nil {
			v.fault("", 0, "a file of message %d is missing", f.id)
			continue
		}
		if sum := sha256.Sum256(content); hex.EncodeToString(sum[:]) != f.sha || int64(len(content)) != f.kept {
			v.fault("", 0, "a file of message %d is not what was stored", f.id)
		}
	}
	return nil
}
