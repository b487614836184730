package tickets

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"maps"
	"slices"
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

// namedMail is what the journal says of a stored message.
type namedMail struct {
	ticket  string   // that names it
	digests []string // of the message and its files, where they are not erased
}

func (v *verifier) name(reference string, e Event) {
	mail := mailOf(e.Fact)
	if mail == 0 {
		return
	}
	n := v.named[mail]
	n.ticket = reference
	if len(e.Personal.Digests) > 0 {
		n.digests = e.Personal.Digests
	}
	v.named[mail] = n
}

// mails looks for messages that the journal names and that are gone, for stored
// bytes that are not what was stored, and for messages and files that are others
// than those the journal has the digests of.
func (v *verifier) mails(ctx context.Context, q querier) error {
	type stored struct {
		id   int64
		sha  string
		kept int64
	}
	scan := func(rows *sql.Rows) (stored, error) {
		var m stored
		return m, rows.Scan(&m.id, &m.sha, &m.kept)
	}
	list, err := collect(ctx, q, scan, `SELECT id, sha256, kept FROM mails ORDER BY id`)
	if err != nil {
		return err
	}
	have := make(map[int64][]string, len(list))
	for _, m := range list {
		have[m.id] = []string{m.sha}
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
	files, err := collect(ctx, q, scan, `SELECT mail_id, sha256, size FROM mail_files ORDER BY mail_id, n`)
	if err != nil {
		return err
	}
	for _, f := range files {
		have[f.id] = append(have[f.id], f.sha)
		content, err := blob(ctx, q, f.sha)
		if err != nil {
			v.fault("", 0, "a file of message %d is missing", f.id)
			continue
		}
		if sum := sha256.Sum256(content); hex.EncodeToString(sum[:]) != f.sha || int64(len(content)) != f.kept {
			v.fault("", 0, "a file of message %d is not what was stored", f.id)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(v.named)) {
		named := v.named[id]
		switch digests, ok := have[id]; {
		case !ok:
			v.fault(named.ticket, 0, "message %d, which its journal names, is missing", id)
		case len(named.digests) > 0 && !slices.Equal(digests, named.digests):
			v.fault(named.ticket, 0, "message %d or one of its files is another than its journal names", id)
		}
	}
	return nil
}
