package migrations

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"path"
	"strconv"
	"strings"

	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/riverdriver/riverdatabasesql"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	"github.com/riverqueue/river/rivermigrate"
)

//go:embed sqlite/*.sql postgres/*.sql
var files embed.FS

// RiverVersion is the version of River's own schema that this program was
// tested with; newer ones of the library are not applied by accident.
const RiverVersion = 8

// ErrNewer says that the database was written by a newer program.
var ErrNewer = errors.New("the database's schema is newer than this program")

// A Migration is one numbered step of the schema of one engine.
type Migration struct {
	Version int
	Name    string
	SQL     string
}

// List gives the migrations of an engine in ascending order, without gaps.
func List(engine Engine) ([]Migration, error) {
	names, err := fs.Glob(files, string(engine)+"/*.sql")
	if err != nil {
		return nil, err
	}
	var list []Migration
	for i, name := range names {
		raw, err := files.ReadFile(name)
		if err != nil {
			return nil, err
		}
		base := strings.TrimSuffix(path.Base(name), ".sql")
		number, title, _ := strings.Cut(base, "_")
		version, err := strconv.Atoi(number)
		if err != nil || version != i+1 {
			return nil, fmt.Errorf("migration %s is not number %d", name, i+1)
		}
		list = append(list, Migration{version, title, string(raw)})
	}
	return list, nil
}

func (db *DB) migrate(ctx context.Context) error {
	list, err := List(db.Engine)
	if err != nil {
		return err
	}
	if err := db.prepare(ctx); err != nil {
		return err
	}
	for {
		done, err := db.step(ctx, list)
		if err != nil {
			return err
		}
		if done {
			break
		}
	}
	return db.migrateRiver(ctx)
}

func (db *DB) prepare(ctx context.Context) error {
	_, err := db.Write.ExecContext(ctx, `CREATE TABLE IF NOT EXISTS schema_version (version BIGINT PRIMARY KEY)`)
	return err
}

// step applies the next migration, or reports that there is none.
func (db *DB) step(ctx context.Context, list []Migration) (done bool, err error) {
	tx, err := db.Write.BeginTx(ctx, nil)
	if err != nil {
		return false, err
	}
	defer func() { _ = tx.Rollback() }()
	if db.Engine == Postgres { // SQLite's writer is alone already
		if _, err := tx.ExecContext(ctx, `LOCK TABLE schema_version IN EXCLUSIVE MODE`); err != nil {
			return false, err
		}
	}
	var version int
	err = tx.QueryRowContext(ctx, `SELECT COALESCE(MAX(version), 0) FROM schema_version`).Scan(&version)
	if err != nil {
		return false, err
	}
	if version > len(list) {
		return false, fmt.Errorf("%w: version %d, this program knows %d; run the newer program, or restore the backup made before it",
			ErrNewer, version, len(list))
	}
	if version == len(list) {
		return true, nil
	}
	m := list[version]
	if _, err := tx.ExecContext(ctx, m.SQL); err != nil {
		return false, fmt.Errorf("migration %d %s: %w", m.Version, m.Name, err)
	}
	if _, err := tx.ExecContext(ctx, `INSERT INTO schema_version (version) VALUES ($1)`, m.Version); err != nil {
		return false, err
	}
	return false, tx.Commit()
}

func (db *DB) migrateRiver(ctx context.Context) error {
	var driver riverdriver.Driver[*sql.Tx]
	if db.Engine == SQLite {
		driver = riversqlite.New(db.Write)
	} else {
		driver = riverdatabasesql.New(db.Write)
	}
	migrator, err := rivermigrate.New(driver, &rivermigrate.Config{Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		return fmt.Errorf("river: %w", err)
	}
	existing, err := migrator.ExistingVersions(ctx)
	if err != nil {
		return fmt.Errorf("river: %w", err)
	}
	if n := len(existing); n > 0 && existing[n-1].Version >= RiverVersion {
		return nil
	}
	_, err = migrator.Migrate(ctx, rivermigrate.DirectionUp, &rivermigrate.MigrateOpts{TargetVersion: RiverVersion})
	if err != nil {
		return fmt.Errorf("river: %w", err)
	}
	return nil
}
