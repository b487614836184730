// Package dbtest runs a test on each engine: SQLite in a temporary folder, and
// PostgreSQL in a private cluster on loopback where its programs are installed.
package dbtest

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"

	"vigie/migrations"
)

// Each runs a test once on each engine, on an empty migrated database. Without
// PostgreSQL's programs that half is skipped with the reason.
func Each(t *testing.T, test func(t *testing.T, db *migrations.DB)) {
	t.Run("sqlite", func(t *testing.T) { test(t, SQLite(t)) })
	t.Run("postgres", func(t *testing.T) { test(t, Postgres(t)) })
}

// SQLite opens an empty database in a temporary folder.
func SQLite(tb testing.TB) *migrations.DB {
	tb.Helper()
	return open(tb, filepath.Join(tb.TempDir(), "vigie.db"))
}

func open(tb testing.TB, name string) *migrations.DB {
	tb.Helper()
	db, err := migrations.Open(context.Background(), name)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = db.Close() })
	return db
}

// Postgres opens an empty database in the test binary's own cluster, or skips.
func Postgres(tb testing.TB) *migrations.DB {
	tb.Helper()
	return open(tb, PostgresURL(tb))
}

// PostgresURL creates an empty database in the test binary's own cluster and
// gives its URL, or skips.
func PostgresURL(tb testing.TB) string {
	tb.Helper()
	c := shared()
	if c.missing != "" {
		tb.Skip(c.missing)
	}
	if c.err != nil {
		tb.Fatal(c.err)
	}
	return c.create(tb)
}

// cluster is a PostgreSQL server of the test binary's own. It listens on a Unix
// socket alone, and Stop ends it.
type cluster struct {
	dir     string
	bin     string
	user    *user.User
	missing string // why there is none
	err     error
	mu      sync.Mutex
	n       int
}

var shared = sync.OnceValue(start)

// Main runs a test binary's tests and stops the cluster, if one was started. A
// package that uses this one calls it from TestMain.
func Main(m *testing.M) {
	code := m.Run()
	Stop()
	os.Exit(code)
}

// Stop stops the cluster, if one was started.
func Stop() {
	if c := running; c != nil {
		c.stop()
	}
}

// Missing says why there is no PostgreSQL, "" when there is.
func Missing() string { return shared().missing }

var running *cluster

func start() *cluster {
	c := &cluster{}
	if c.bin = binaries(); c.bin == "" {
		c.missing = "PostgreSQL's initdb and pg_ctl are not installed"
		return c
	}
	if c.user, c.missing = owner(); c.missing != "" {
		return c
	}
	if c.dir, c.err = os.MkdirTemp("", "vigie-pg-"); c.err != nil {
		return c
	}
	if c.err = os.Chmod(c.dir, 0o755); c.err != nil {
		return c
	}
	data := filepath.Join(c.dir, "data")
	if c.err = c.own(c.dir); c.err != nil {
		return c
	}
	if c.err = c.run("initdb", "-D", data, "-A", "trust", "-U", "vigie", "-E", "UTF8", "--locale=C", "--no-sync"); c.err != nil {
		return c
	}
	options := fmt.Sprintf("-c listen_addresses= -c unix_socket_directories=%s -c fsync=off -c max_connections=200", c.dir)
	c.err = c.run("pg_ctl", "-D", data, "-l", filepath.Join(c.dir, "log"), "-w", "-o", options, "start")
	if c.err == nil {
		running = c
	}
	return c
}

// binaries is the folder of the newest initdb installed.
func binaries() string {
	if path, err := exec.LookPath("initdb"); err == nil {
		return filepath.Dir(path)
	}
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if len(found) == 0 {
		return ""
	}
	slices.SortFunc(found, func(a, b string) int { return version(a) - version(b) })
	return filepath.Dir(found[len(found)-1])
}

func version(path string) int {
	n, _ := strconv.Atoi(strings.Split(path, "/")[4])
	return n
}

// owner is who runs the server: oneself, or, for root, the user that Debian's
// package made, since PostgreSQL refuses root.
func owner() (*user.User, string) {
	if os.Getuid() != 0 {
		u, err := user.Current()
		if err != nil {
			return nil, err.Error()
		}
		return u, ""
	}
	for _, name := range []string{"postgres", "nobody"} {
		if u, err := user.Lookup(name); err == nil {
			return u, ""
		}
	}
	return nil, "PostgreSQL does not run as root, and there is no other user to run it as"
}

func (c *cluster) ids() (uid, gid int) {
	uid, _ = strconv.Atoi(c.user.Uid)
	gid, _ = strconv.Atoi(c.user.Gid)
	return uid, gid
}

func (c *cluster) own(path string) error {
	if os.Getuid() != 0 {
		return nil
	}
	uid, gid := c.ids()
	return os.Chown(path, uid, gid)
}

func (c *cluster) run(name string, args ...string) error {
	cmd := exec.Command(filepath.Join(c.bin, name), args...)
	cmd.Dir = c.dir
	cmd.Env = append(os.Environ(), "HOME="+c.dir, "LC_ALL=C")
	if os.Getuid() == 0 {
		uid, gid := c.ids()
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}}
	}
	// The server keeps a pipe open, so its words go to a file.
	out, err := os.CreateTemp("", "vigie-pg-out-")
	if err != nil {
		return err
	}
	defer func() { _ = out.Close(); _ = os.Remove(out.Name()) }()
	cmd.Stdout, cmd.Stderr = out, out
	if err := cmd.Run(); err != nil {
		said, _ := os.ReadFile(out.Name())
		return fmt.Errorf("%s: %w: %s", name, err, said)
	}
	return nil
}

func (c *cluster) stop() {
	_ = c.run("pg_ctl", "-D", filepath.Join(c.dir, "data"), "-m", "immediate", "-w", "stop")
	_ = os.RemoveAll(c.dir)
}

func (c *cluster) url(database string) string {
	return fmt.Sprintf("postgres://vigie@/%s?host=%s", database, c.dir)
}

func (c *cluster) create(tb testing.TB) string {
	tb.Helper()
	c.mu.Lock()
	c.n++
	name := fmt.Sprintf("t%d", c.n)
	c.mu.Unlock()
	admin, err := sql.Open("pgx", c.url("postgres"))
	if err != nil {
		tb.Fatal(err)
	}
	defer func() { _ = admin.Close() }()
	if _, err := admin.Exec("CREATE DATABASE " + name); err != nil {
		tb.Fatal(err)
	}
	return c.url(name)
}
