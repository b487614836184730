package tickets

import (
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"database/sql"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// A root is signed once a day over the heads of all tickets' chains, so that a
// ticket removed whole, or a tail cut off, shows. It lists only the heads that
// moved since the root before it; Root is over all of them.
type root struct {
	V       int    `json:"v"`
	Day     Date   `json:"day"`
	At      int64  `json:"at"`
	UpTo    int64  `json:"up_to"`          // the last event covered
	Tickets int    `json:"tickets"`        // heads: of tickets, and of the registers that have an act
	Prev    string `json:"prev,omitempty"` // SHA-256 of the body before
	Moved   []head `json:"moved,omitempty"`
	Root    string `json:"root"`
}

// head is where a ticket's chain ends.
type head struct {
	Reference string `json:"ticket"`
	N         int    `json:"n"`
	Hash      string `json:"hash"`
}

// rootHash is the SHA-256 over heads in ascending order of reference.
func rootHash(heads []head) string {
	h := sha256.New()
	for _, x := range heads {
		_, _ = fmt.Fprintf(h, "%s %d %s\n", x.Reference, x.N, x.Hash)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// heads are those of tickets and of registers, in ascending order of their
// names as bytes, which no collation of a database changes.
func heads(ctx context.Context, q querier, since int64) ([]head, error) {
	scan := func(rows *sql.Rows) (head, error) {
		var h head
		return h, rows.Scan(&h.Reference, &h.N, &h.Hash)
	}
	list, err := collect(ctx, q, scan, `SELECT reference, events, head FROM tickets
		WHERE $1 = 0 OR id IN (SELECT ticket_id FROM events WHERE seq > $1)`, since)
	if err != nil {
		return nil, err
	}
	registers, err := collect(ctx, q, scan, `SELECT register, n, hash FROM acts a
		WHERE n = (SELECT MAX(b.n) FROM acts b WHERE b.register = a.register) AND seq > $1`, since)
	for i := range registers {
		registers[i].Reference = Register(registers[i].Reference).head()
	}
	list = append(list, registers...)
	slices.SortFunc(list, func(a, b head) int { return strings.Compare(a.Reference, b.Reference) })
	return list, err
}

// SignRoot signs the root of the day, unless it has been. It covers everything
// up to its instant; what comes later is covered by the next day's.
func (s *Store) SignRoot(ctx context.Context) error {
	err := s.transact(ctx, func(t *transaction) error {
		day := DateOf(t.now)
		prev, prevBody, err := lastRoot(ctx, t)
		if err != nil {
			return err
		}
		if !prev.Day.Before(day) && prevBody != "" {
			return nil
		}
		// The counter's row is locked, so that no event is written meanwhile.
		next := root{V: formatVersion, Day: day, At: micros(t.now)}
		err = t.QueryRowContext(ctx, `UPDATE counters SET value = value WHERE name = 'event' RETURNING value`).Scan(&next.UpTo)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		if prevBody != "" {
			next.Prev = digest([]byte(prevBody))
		}
		all, err := heads(ctx, t, 0)
		if err != nil {
			return err
		}
		if next.Moved = all; prev.UpTo > 0 {
			if next.Moved, err = heads(ctx, t, prev.UpTo); err != nil {
				return err
			}
		}
		next.Tickets, next.Root = len(all), rootHash(all)
		body, err := json.Marshal(next)
		if err != nil {
			return err
		}
		signature := base64.StdEncoding.EncodeToString(ed25519.Sign(s.keys.root, body))
		return t.exec(`INSERT INTO roots (day, at, body, signature) VALUES ($1, $2, $3, $4)`,
			day.String(), next.At, string(body), signature)
	})
	if err != nil {
		return fmt.Errorf("signing the journal's root: %w", err)
	}
	return nil
}

func lastRoot(ctx context.Context, q querier) (root, string, error) {
	var body string
	err := q.QueryRowContext(ctx, `SELECT body FROM roots ORDER BY day DESC LIMIT 1`).Scan(&body)
	if errors.Is(err, sql.ErrNoRows) {
		return root{}, "", nil
	}
	if err != nil {
		return root{}, "", err
	}
	var r root
	return r, body, json.Unmarshal([]byte(body), &r)
}
