package tickets

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"sync/atomic"
	"time"
)

// Engine names the kind of database that a Store runs on, as migrations does.
type Engine string

// The two engines.
const (
	SQLite   Engine = "sqlite"
	Postgres Engine = "postgres"
)

// Config is what a Store is made of.
type Config struct {
	Engine      Engine
	Write, Read *sql.DB // the same pool on PostgreSQL
	Keys        Keys
	Now         func() time.Time
	Log         *slog.Logger
	MailDomain  string // the right side of our Message-IDs
	Letters     Letters
	TakeBack    time.Duration // for how long an agent's letter may be taken back before it is sent
	Source      *Source       // where releases are published; nil where that is not followed
	CutoffDays  int           // days between a release's editorial cut-off and its publication, where nobody says otherwise
	// StaffLetters renders what agents are told by mail; nil tells them nothing.
	StaffLetters StaffLetters
}

// Store keeps the tickets, the releases and the staff. All its methods may be
// called at once from many goroutines and, on PostgreSQL, many processes.
type Store struct {
	engine       Engine
	write, read  *sql.DB
	keys         Keys
	now          func() time.Time
	log          *slog.Logger
	mailDomain   string
	letters      Letters
	takeBack     time.Duration
	source       *Source
	cutoffDays   int
	current      atomic.Pointer[StoredRelease]
	jobs         waker
	statements   *statements
	comparisons  comparisons
	staffLetters StaffLetters
	gone         atomic.Pointer[retired] // what the current release has no longer
}

// NewStore makes a Store over an open, migrated database. It reads nothing yet:
// call LoadCurrent before serving.
func NewStore(c Config) (*Store, error) {
	s := &Store{
		engine: c.Engine, write: c.Write, read: c.Read, keys: c.Keys, now: c.Now, log: c.Log,
		mailDomain: c.MailDomain, letters: c.Letters, takeBack: c.TakeBack, source: c.Source, cutoffDays: c.CutoffDays,
		staffLetters: c.StaffLetters, statements: newStatements(c.Engine, c.Write),
	}
	if err := s.prepareJobs(); err != nil {
		return nil, err
	}
	return s, nil
}

// Now is the store's clock.
func (s *Store) Now() time.Time { return s.now().UTC() }

// Today is the civil day in Paris.
func (s *Store) Today() Date { return DateOf(s.now()) }

// transaction is one write transaction with one fixed instant.
type transaction struct {
	*sql.Tx
	ctx        context.Context
	now        time.Time
	statements *statements
	wakes      []time.Time // when the sender is to be woken, each once
}

// transact runs do in one write transaction, committed when it returns nil. It
// must end well within a second: the writer of SQLite is alone.
func (s *Store) transact(ctx context.Context, do func(*transaction) error) error {
	tx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("beginning a transaction: %w", err)
	}
	defer func() { _ = tx.Rollback() }()
	// Microseconds are what the journal keeps.
	t := &transaction{Tx: tx, ctx: ctx, now: s.Now().Truncate(time.Microsecond), statements: s.statements}
	if err := do(t); err != nil {
		return err
	}
	for _, at := range t.wakes {
		if err := s.jobs.wake(t, at); err != nil {
			return err
		}
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("committing: %w", err)
	}
	s.statements.prepare(ctx)
	return nil
}

func (t *transaction) exec(query string, args ...any) error {
	_, err := t.ExecContext(t.ctx, query, args...)
	return err
}

// querier is a pool or a transaction, for reading.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// collect runs a query and scans each row.
func collect[T any](ctx context.Context, q querier, scan func(*sql.Rows) (T, error), query string, args ...any) ([]T, error) {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	var list []T
	for rows.Next() {
		v, err := scan(rows)
		if err != nil {
			return nil, err
		}
		list = append(list, v)
	}
	return list, rows.Err()
}

// scanText scans a row of one text.
func scanText(rows *sql.Rows) (s string, err error) {
	err = rows.Scan(&s)
	return s, err
}

// missing turns "no row" into ErrNotFound.
func missing(err error) error {
	if errors.Is(err, sql.ErrNoRows) {
		return ErrNotFound
	}
	return err
}

// duplicate reports whether a database refused a second row with the same key:
// SQLSTATE 23505, or SQLite's SQLITE_CONSTRAINT_UNIQUE and _PRIMARYKEY.
func duplicate(err error) bool {
	var pg interface{ SQLState() string }
	if errors.As(err, &pg) {
		return pg.SQLState() == "23505"
	}
	var lite interface{ Code() int }
	if errors.As(err, &lite) {
		return lite.Code() == 2067 || lite.Code() == 1555
	}
	return false
}

// micros is an instant as the database keeps it.
func micros(t time.Time) int64 { return t.UnixMicro() }

// microsOrNull is an instant, or NULL for the zero time.
func microsOrNull(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.UnixMicro()
}

func truth(b bool) int {
	if b {
		return 1
	}
	return 0
}

// increment advances a named counter by one and gives its new value. Its row is
// locked until the transaction ends, so values have no gaps.
func (t *transaction) increment(name string) (int64, error) {
	var value int64
	err := t.QueryRowContext(t.ctx, `
		INSERT INTO counters (name, value) VALUES ($1, 1)
		ON CONFLICT (name) DO UPDATE SET value = counters.value + 1
		RETURNING value`, name).Scan(&value)
	if err != nil {
		return 0, fmt.Errorf("counting %s: %w", name, err)
	}
	return value, nil
}

// Ping reports whether the database answers.
func (s *Store) Ping(ctx context.Context) error {
	var one int
	return s.read.QueryRowContext(ctx, `SELECT 1`).Scan(&one)
}
