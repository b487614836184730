package migrations

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	_ "github.com/jackc/pgx/v5/stdlib" // the PostgreSQL driver "pgx"
	_ "modernc.org/sqlite"             // the SQLite driver "sqlite"
)

// Engine is the kind of database.
type Engine string

// The two engines.
const (
	SQLite   Engine = "sqlite"
	Postgres Engine = "postgres"
)

// DB is an open database with the current schema. Write has one connection on
// SQLite and begins its transactions with BEGIN IMMEDIATE; Read cannot write
// there. On PostgreSQL both are the same pool.
type DB struct {
	Engine Engine
	Write  *sql.DB
	Read   *sql.DB
}

// Open opens a database by its name, a file path or a postgres:// URL, creates
// it where it is a missing file, and migrates it.
func Open(ctx context.Context, name string) (*DB, error) {
	db, err := connect(name)
	if err != nil {
		return nil, fmt.Errorf("opening the database: %w", err)
	}
	if err := db.migrate(ctx); err != nil {
		_ = db.Close()
		return nil, fmt.Errorf("migrating the database: %w", err)
	}
	return db, nil
}

// Close closes both pools.
func (db *DB) Close() error {
	err := db.Write.Close()
	if db.Read != db.Write {
		if err2 := db.Read.Close(); err == nil {
			err = err2
		}
	}
	return err
}

// IsPostgres reports whether a database's name is a PostgreSQL URL.
func IsPostgres(name string) bool {
	return strings.HasPrefix(name, "postgres://") || strings.HasPrefix(name, "postgresql://")
}

func connect(name string) (*DB, error) {
	if IsPostgres(name) {
		pool, err := sql.Open("pgx", name)
		if err != nil {
			return nil, err
		}
		pool.SetMaxOpenConns(16)
		return &DB{Postgres, pool, pool}, nil
	}
	if err := private(name); err != nil {
		return nil, err
	}
	write, err := sql.Open("sqlite", sqliteDSN(name, "_txlock=immediate",
		"_pragma=page_size(8192)", "_pragma=cache_size(-12288)", "_journal_mode=WAL", "_synchronous=FULL"))
	if err != nil {
		return nil, err
	}
	write.SetMaxOpenConns(1)
	read, err := sql.Open("sqlite", sqliteDSN(name, "_pragma=query_only(1)", "_pragma=cache_size(-4096)"))
	if err != nil {
		_ = write.Close()
		return nil, err
	}
	read.SetMaxOpenConns(4)
	return &DB{SQLite, write, read}, nil
}

// private makes a missing SQLite file for its owner's eyes alone; SQLite gives
// its -wal and -shm the same mode.
func private(name string) error {
	f, err := os.OpenFile(name, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return err
	}
	return f.Close()
}

// sqliteDSN names a file and the pragmas that each connection begins with. The
// cache is 12 MB for the writer and 4 for each reader: SQLite's memory is outside
// Go's heap, and all of them together are what a backlog of mail fills (ADR 21).
// A busy database is waited for, for five seconds. The driver
// runs _pragma values in alphabetical order and _journal_mode after them, so
// that the page size is set before WAL freezes it.
func sqliteDSN(name string, more ...string) string {
	u := url.URL{Scheme: "file", Path: filepath.ToSlash(name)}
	if !filepath.IsAbs(name) {
		u = url.URL{Scheme: "file", Opaque: url.PathEscape(filepath.ToSlash(name))}
	}
	pragmas := append([]string{"_pragma=busy_timeout(5000)"}, more...)
	pragmas = append(pragmas, "_pragma=foreign_keys(1)")
	return u.String() + "?" + strings.Join(pragmas, "&")
}
