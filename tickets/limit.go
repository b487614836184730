package tickets

import (
	"context"
	"fmt"
	"time"
)

// A Limit is how often something may be done under one key, an address or a
// network, within a window of at most an hour.
type Limit struct {
	Name   string
	Most   int
	Within time.Duration
}

// The limits. They are for people who share a network too: an office files a
// dozen requests on a busy morning.
var (
	SignInLimit  = Limit{"sign-in", 8, 15 * time.Minute}          // to one account from one network
	AccountLimit = Limit{"sign-in account", 40, 15 * time.Minute} // to one account from anywhere
	NetworkLimit = Limit{"sign-in network", 40, 15 * time.Minute} // from one network to any account
	FilingLimit  = Limit{"filing", 20, time.Hour}                 // by network
	LetterLimit  = Limit{"letter", 5, time.Hour}                  // acknowledgements to one address
	DraftLimit   = Limit{"draft", 60, time.Hour}                  // by network
)

// Count counts one more attempt under a key, or answers ErrThrottled when it
// has had its share: many at once get no more than their share either. Only the
// key's digest is stored, for an hour at most.
func (s *Store) Count(ctx context.Context, l Limit, key string) error {
	err := s.transact(ctx, func(t *transaction) error {
		// The counter's row is locked, so that nobody counts between.
		if _, err := t.increment("attempt"); err != nil {
			return err
		}
		var n int
		err := t.QueryRowContext(ctx, `SELECT COUNT(*) FROM attempts WHERE key = $1 AND at > $2`,
			l.key(key), micros(t.now.Add(-l.Within))).Scan(&n)
		if err != nil {
			return err
		}
		if n >= l.Most {
			return ErrThrottled
		}
		return t.exec(`INSERT INTO attempts (key, at) VALUES ($1, $2)`, l.key(key), micros(t.now))
	})
	if err != nil {
		return fmt.Errorf("counting a %s: %w", l.Name, err)
	}
	return nil
}

// Forget takes back what was counted under a key: an attempt that succeeded.
func (s *Store) Forget(ctx context.Context, l Limit, key string) error {
	_, err := s.write.ExecContext(ctx, `DELETE FROM attempts WHERE key = $1`, l.key(key))
	return err
}

func (l Limit) key(key string) string { return digest([]byte(l.Name + " " + key)) }
