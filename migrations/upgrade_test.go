package migrations_test

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"vigie/migrations"
	"vigie/migrations/dbtest"
)

// Every schema that was released becomes the current one, and keeps what is in
// it.
func TestEachReleasedSchemaUpgrades(t *testing.T) {
	ctx := context.Background()
	for engine, place := range map[migrations.Engine]func() string{
		migrations.SQLite:   func() string { return filepath.Join(t.TempDir(), "vigie.db") },
		migrations.Postgres: func() string { return dbtest.PostgresURL(t) },
	} {
		t.Run(string(engine), func(t *testing.T) {
			list, err := migrations.List(engine)
			if err != nil {
				t.Fatal(err)
			}
			want := ""
			for from := range len(list) + 1 { // 0 is a fresh one
				at := place()
				if from > 0 {
					build(t, engine, at, list[:from])
				}
				db, err := migrations.Open(ctx, at)
				if err != nil {
					t.Fatalf("from schema %d: %v", from, err)
				}
				if from == 0 {
					want = schema(t, engine, db.Read)
				} else if diff := cmp.Diff(want, schema(t, engine, db.Read)); diff != "" {
					t.Errorf("from schema %d it is another (-fresh +upgraded):\n%s", from, diff)
				}
				var kept int
				if err := db.Read.QueryRow(`SELECT COUNT(*) FROM counters WHERE name = 'kept'`).Scan(&kept); err != nil || kept != min(from, 1) {
					t.Errorf("from schema %d: %d rows were kept, %v", from, kept, err)
				}
				if err := db.Close(); err != nil {
					t.Error(err)
				}
			}
		})
	}
}

// build makes a database as an earlier program left it.
func build(t *testing.T, engine migrations.Engine, at string, list []migrations.Migration) {
	t.Helper()
	driver, name := "sqlite", at
	if engine == migrations.Postgres {
		driver = "pgx"
	}
	db, err := sql.Open(driver, name)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	statements := []string{`CREATE TABLE schema_version (version BIGINT PRIMARY KEY)`}
	for _, m := range list {
		statements = append(statements, m.SQL, fmt.Sprintf(`INSERT INTO schema_version (version) VALUES (%d)`, m.Version))
	}
	for _, s := range append(statements, `INSERT INTO counters (name, value) VALUES ('kept', 1)`) {
		if _, err := db.Exec(s); err != nil {
			t.Fatalf("%.60s: %v", s, err)
		}
	}
}

// schema writes down tables, columns and indexes, in an order of their own.
func schema(t *testing.T, engine migrations.Engine, db *sql.DB) string {
	t.Helper()
	query := `SELECT COALESCE(sql, name) FROM sqlite_master ORDER BY type, name`
	if engine == migrations.Postgres {
		query = `SELECT concat_ws(' ', table_name, column_name, data_type, is_nullable, column_default) FROM information_schema.columns
			WHERE table_schema = 'public' UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1`
	}
	rows, err := db.Query(query)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	var list []string
	for rows.Next() {
		var line string
		if err := rows.Scan(&line); err != nil {
			t.Fatal(err)
		}
		list = append(list, line)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return strings.Join(list, "\n")
}
