package main

import (
	"os"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"vigie/migrations/dbtest"
	"vigie/tickets"
)

// newPostgres gives a script a database of its own on PostgreSQL: VIGIE_DB and
// VIGIE_SECRET_FILE.
func newPostgres(t *testing.T, ts *testscript.TestScript) {
	ts.Setenv("VIGIE_DB", dbtest.PostgresURL(t))
	ts.Check(os.WriteFile(ts.MkAbs("secret"), tickets.NewSecret(), 0o600))
	ts.Setenv("VIGIE_SECRET_FILE", ts.MkAbs("secret"))
}
