package tickets

import (
	"context"
	"database/sql"
	"errors"
	"time"
)

// Sessions keeps what a signed-in browser's cookie points at. It is a store for
// alexedwards/scs (its CtxStore interface): opaque bytes under an opaque token.
type Sessions struct{ store *Store }

// Sessions gives the store's sessions.
func (s *Store) Sessions() *Sessions { return &Sessions{s} }

// FindCtx gives a session's bytes while it lasts.
func (x *Sessions) FindCtx(ctx context.Context, token string) ([]byte, bool, error) {
	var data []byte
	err := x.store.read.QueryRowContext(ctx, `SELECT data FROM sessions WHERE token = $1 AND expiry > $2`,
		x.key(token), micros(x.store.Now())).Scan(&data)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, false, nil
	}
	return data, err == nil, err
}

// CommitCtx writes a session.
func (x *Sessions) CommitCtx(ctx context.Context, token string, data []byte, expiry time.Time) error {
	_, err := x.store.write.ExecContext(ctx, `INSERT INTO sessions (token, data, expiry) VALUES ($1, $2, $3)
		ON CONFLICT (token) DO UPDATE SET data = EXCLUDED.data, expiry = EXCLUDED.expiry`, x.key(token), data, micros(expiry))
	return err
}

// DeleteCtx ends a session.
func (x *Sessions) DeleteCtx(ctx context.Context, token string) error {
	_, err := x.store.write.ExecContext(ctx, `DELETE FROM sessions WHERE token = $1`, x.key(token))
	return err
}

// Find implements scs.Store.
func (x *Sessions) Find(token string) ([]byte, bool, error) {
	return x.FindCtx(context.Background(), token)
}

// Commit implements scs.Store.
func (x *Sessions) Commit(token string, data []byte, expiry time.Time) error {
	return x.CommitCtx(context.Background(), token, data, expiry)
}

// Delete implements scs.Store.
func (x *Sessions) Delete(token string) error { return x.DeleteCtx(context.Background(), token) }

// key is what is stored of a token: a reader of the database cannot sign in.
func (x *Sessions) key(token string) string { return digest([]byte(token)) }
