package migrations_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"path/filepath"
	"testing"

	"vigie/migrations"
	"vigie/migrations/dbtest"
)

func TestMain(m *testing.M) { dbtest.Main(m) }

// sums are those of released migrations, which never change. A new file gets
// its line when it lands: a change to the schema after that is a new file.
var sums = map[migrations.Engine][]string{
	migrations.SQLite:   {"414a2f452914e1ed75b4d814fd18e31876c0494a5be5fd00daef9088c63bae23", "61269f6a85ee2c4202eb9febc2ecc5228ac44e5350bb7ff597b06ada1d31fcdb", "80ecab33fa30b1223d9258f360a2032592693d3edbed5ffd57a15d353752558e", "b2c2fc83a9789c4071b19eab76ac6a2e94b1334a8429ce998a4a2acdbcae4bcd", "428985833315cce6fa70a8708eb2cb0ef165e08efc42947ffc634acd4db45f59", "565e7784e96ce0db7e49e1478f353e9f39455d356cb414b40d1189db2310ec7b", "6cd3f42548f93447da8557ebaf3e6c0476d6e5408da4e4ba197fff43c9033da4", "d0bc5c413c05ed5d5dbe0849972ee17b422256f95bb32e3e83292d243bd74a90", "bd0a3c1990b8ed47c9e2b165285acc350e1b14b2266af6292b971f08c1455523"},
	migrations.Postgres: {"e90edb56deea997abf80e84e06d9894436698989804826dcbdbbf419072ff5f1", "e349f3d55ac399fd19c9e3da73c7c6a64c489883509411ed827587e06d8d465f", "5802c4c516b779e006eb1cda0d844580081e950a5a4fbc0af86986f3ede95d95", "1d871e314133d96fb4c0d62bcf7a8cc236e774800438e4da169499b0e5cdf94f", "428985833315cce6fa70a8708eb2cb0ef165e08efc42947ffc634acd4db45f59", "7f53421f969d00a17abda12f588377a102f40d9143f527bd79cd77f07499ab06", "5f742542038c39b2988af949199ce3feb090ff2b46d1e0234509a6c175d74ecf", "e39b8179e01d693e91bad4c93586e75ed5c14b60d458795415a27648355ab809", "81c7f6b5d08340bc417391c631beea345faad4c9c0081841c22d0029991f41f8"},
}

func TestReleasedMigrationsNeverChange(t *testing.T) {
	for engine, want := range sums {
		list, err := migrations.List(engine)
		if err != nil {
			t.Fatal(err)
		}
		if len(list) < len(want) {
			t.Fatalf("%s: %d migrations, %d were released", engine, len(list), len(want))
		}
		for i, sum := range want {
			have := sha256.Sum256([]byte(list[i].SQL))
			if hex.EncodeToString(have[:]) != sum {
				t.Errorf("%s: migration %d %s was released and has changed", engine, list[i].Version, list[i].Name)
			}
		}
	}
}

func TestEnginesHaveTheSameMigrations(t *testing.T) {
	lite, err := migrations.List(migrations.SQLite)
	if err != nil {
		t.Fatal(err)
	}
	pg, err := migrations.List(migrations.Postgres)
	if err != nil {
		t.Fatal(err)
	}
	if len(lite) != len(pg) {
		t.Fatalf("%d migrations for SQLite, %d for PostgreSQL", len(lite), len(pg))
	}
	for i := range lite {
		if lite[i].Name != pg[i].Name {
			t.Errorf("migration %d is %q on SQLite and %q on PostgreSQL", i+1, lite[i].Name, pg[i].Name)
		}
	}
}

func TestOpenTwiceAndRefuseNewer(t *testing.T) {
	ctx := context.Background()
	names := map[string]func(t *testing.T) string{
		"sqlite":   func(t *testing.T) string { return filepath.Join(t.TempDir(), "a file with space & %.db") },
		"postgres": func(t *testing.T) string { return dbtest.PostgresURL(t) },
	}
	for engine, name := range names {
		t.Run(engine, func(t *testing.T) {
			at := name(t)
			for range 2 {
				db, err := migrations.Open(ctx, at)
				if err != nil {
					t.Fatal(err)
				}
				var n int
				if err := db.Read.QueryRow(`SELECT COUNT(*) FROM tickets`).Scan(&n); err != nil {
					t.Fatal(err)
				}
				if err := db.Close(); err != nil {
					t.Fatal(err)
				}
			}
			db, err := migrations.Open(ctx, at)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := db.Write.Exec(`INSERT INTO schema_version (version) VALUES (9999)`); err != nil {
				t.Fatal(err)
			}
			_ = db.Close()
			if _, err := migrations.Open(ctx, at); !errors.Is(err, migrations.ErrNewer) {
				t.Errorf("a newer schema opened with %v, want ErrNewer", err)
			}
		})
	}
}

func TestSQLiteReadersCannotWrite(t *testing.T) {
	db := dbtest.SQLite(t)
	if _, err := db.Read.Exec(`INSERT INTO counters (name, value) VALUES ('x', 1)`); err == nil {
		t.Error("the reader pool wrote")
	}
	var mode string
	if err := db.Write.QueryRow(`PRAGMA journal_mode`).Scan(&mode); err != nil || mode != "wal" {
		t.Errorf("journal mode %q, %v", mode, err)
	}
	var size int
	if err := db.Read.QueryRow(`PRAGMA page_size`).Scan(&size); err != nil || size != 8192 {
		t.Errorf("page size %d, %v", size, err)
	}
}
