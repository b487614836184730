package tickets

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// maxDraft bounds a draft, in bytes.
const maxDraft = 128 << 10

// NewDraft keeps a request that is being written, and gives the token under
// which it is found for thirty days after its last change. Only the token's
// digest is stored.
func (s *Store) NewDraft(ctx context.Context, body string) (string, error) {
	var b [16]byte
	_, _ = rand.Read(b[:])
	token := hex.EncodeToString(b[:])
	return token, s.SaveDraft(ctx, token, body)
}

// SaveDraft replaces a draft. One that has been filed stays what it became.
func (s *Store) SaveDraft(ctx context.Context, token, body string) error {
	if len(body) > maxDraft {
		return invalid("draft", RuleTooLong, maxDraft)
	}
	_, err := s.write.ExecContext(ctx, `INSERT INTO drafts (token, body, updated_at) VALUES ($1, $2, $3)
		ON CONFLICT (token) DO UPDATE SET body = EXCLUDED.body, updated_at = EXCLUDED.updated_at
		WHERE drafts.body NOT LIKE '`+filedMark+`%'`,
		digest([]byte(token)), body, micros(s.Now()))
	if err != nil {
		return fmt.Errorf("saving a draft: %w", err)
	}
	return nil
}

// ReadDraft gives a draft back: what was written, or, once it has been filed,
// the receipt of the ticket it became. ErrNotFound is for a draft that never
// was, or is too old.
func (s *Store) ReadDraft(ctx context.Context, token string) (body string, filed *Receipt, err error) {
	err = s.read.QueryRowContext(ctx, `SELECT body FROM drafts WHERE token = $1`, digest([]byte(token))).Scan(&body)
	if err != nil {
		return "", nil, missing(err)
	}
	id, nonce, ok, err := filedAs(body)
	if err != nil || !ok {
		return body, nil, err
	}
	c, err := s.folded(ctx, id)
	if err != nil {
		return "", nil, err
	}
	if c.Nonce != nonce {
		return "", nil, ErrNotFound
	}
	return "", &Receipt{c.Ticket, c.Track}, nil
}

// filedMark begins the body of a draft that became a ticket; its id follows, and
// the nonce of the private link at that time: a link revoked since is not given
// by the draft.
const filedMark = "filed:"

// filedAs reads the mark of a draft that became a ticket.
func filedAs(body string) (id int64, nonce string, ok bool, err error) {
	mark, ok := strings.CutPrefix(body, filedMark)
	if !ok {
		return 0, "", false, nil
	}
	mark, nonce, _ = strings.Cut(mark, " ")
	id, err = strconv.ParseInt(mark, 10, 64)
	if err != nil {
		return 0, "", false, fmt.Errorf("reading a filed draft: %w", err)
	}
	return id, nonce, true, nil
}

// filedBefore gives the ticket that a draft became, or nil.
func (s *Store) filedBefore(t *transaction, token string) (*Ticket, error) {
	if token == "" {
		return nil, nil
	}
	var body string
	// The row is locked, so that two who send at once file once.
	err := t.QueryRowContext(t.ctx, `UPDATE drafts SET updated_at = updated_at WHERE token = $1 RETURNING body`,
		digest([]byte(token))).Scan(&body)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	id, _, ok, err := filedAs(body)
	if err != nil || !ok {
		return nil, err
	}
	d, err := t.open(id)
	if err != nil {
		return nil, err
	}
	return d.Ticket, nil
}

// closeDraft marks a draft as filed; what it held of people goes with it.
func (t *transaction) closeDraft(token string, d *dossier) error {
	if token == "" {
		return nil
	}
	return t.exec(`UPDATE drafts SET body = $2, updated_at = $3 WHERE token = $1`,
		digest([]byte(token)), filedMark+strconv.FormatInt(d.ID, 10)+" "+d.Nonce, micros(t.now))
}
