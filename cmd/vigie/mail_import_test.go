//go:build unix

package main

import (
	"encoding/json"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"vigie/migrations/dbtest"
)

// importing is what an import printed: a line for each file, by its name without
// its folder, the figures of all, and what it told people.
type importing struct {
	lines  map[string]string
	counts map[string]int
	told   string
	code   int
}

func importMail(t *testing.T, db string, paths ...string) importing {
	t.Helper()
	var out, told strings.Builder
	now := func() time.Time { return time.Date(2026, 6, 10, 9, 0, 0, 0, time.UTC) }
	got := importing{lines: make(map[string]string)}
	got.code = run(t.Context(), append([]string{"mail", "import", "--db", db}, paths...), streams{&out, &told}, now)
	got.told = told.String()
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	for i, line := range lines {
		if i == len(lines)-1 {
			if err := json.Unmarshal([]byte(line), &got.counts); err != nil {
				t.Errorf("%s: %v", line, err)
			}
			break
		}
		var l importLine
		if err := json.Unmarshal([]byte(line), &l); err != nil {
			t.Errorf("%s: %v", line, err)
		}
		got.lines[filepath.Base(l.File)] = strings.TrimSpace(string(l.Outcome) + " " + string(l.Reason))
	}
	return got
}

// What cannot be read has its line, and does not keep the rest from being
// brought in; the answer is no, in one sentence.
func TestImportGoesOn(t *testing.T) {
	t.Run("sqlite", func(t *testing.T) { importGoesOn(t, filepath.Join(t.TempDir(), "vigie.db")) })
	t.Run("postgres", func(t *testing.T) { importGoesOn(t, dbtest.PostgresURL(t)) })
}

func importGoesOn(t *testing.T, db string) {
	secret := filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(secret, []byte(strings.Repeat("s", 64)), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("VIGIE_SECRET_FILE", secret)
	dir := t.TempDir()
	letter := func(n int) string {
		return fmt.Sprintf("From: lea%d@example.org\nTo: rome@vigie.example\nSubject: Fiche %d\nDate: Tue, 2 Jun 2026 09:00:0%d +0200\n\nBonjour, il manque une appellation.\n", n, n, n)
	}
	for name, content := range map[string]string{
		"a.eml": letter(1), "caf\xe9.eml": letter(2), "nul.eml": letter(3) + "\x00\x00", "photo.jpg": "\xff\xd8\xff\xe0", "empty.eml": "",
		"box/cur/1772600000.M1.host:2,S": letter(4), "box/cur/1772600001.empty:2,S": "", "box/new/.keep": "",
		"cut.mbox": "From a@b.fr Tue Jun  2 09:00:00 2026\r\n" + strings.ReplaceAll(letter(5), "\n", "\r\n") + "\r\nFrom a@b.fr Tue Jun  2 09:00:00 2026\r\nFrom: lea6@example.org\r\nSubj",
	} {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for name, target := range map[string]string{"dangling.eml": "none-such", "loop.eml": "loop.eml", "round": "."} {
		if err := os.Symlink(target, filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(filepath.Join(dir, "folder.eml"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mkfifo(filepath.Join(dir, "fifo.eml"), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Chdir(dir)
	socket, err := net.Listen("unix", "socket.eml")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = socket.Close() }()

	want := map[string]string{
		"a.eml": "ticket", "caf\uFFFD.eml": "ticket", "nul.eml": "ticket", "1772600000.M1.host:2,S": "ticket", "cut.mbox:1": "ticket", "cut.mbox:2": "ticket",
		"photo.jpg": "skipped no_message", "empty.eml": "skipped no_message", "1772600001.empty:2,S": "skipped no_message",
		"dangling.eml": "unreadable missing", "loop.eml": "unreadable link_loop", "folder.eml": "unreadable nothing_inside",
		"fifo.eml": "unreadable no_file", "socket.eml": "unreadable no_file",
	}
	got := importMail(t, db, dir)
	if diff := cmp.Diff(want, got.lines); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(map[string]int{"total": 14, "ticket": 6, "skipped": 3, "unreadable": 5}, got.counts); diff != "" {
		t.Error(diff)
	}
	if got.code != exitNo || got.told != "vigie: 5 of 14 could not be read: their lines say why\n" {
		t.Errorf("it ended with %d, and said %q", got.code, got.told)
	}

	// Named one by one, whatever bytes their names have.
	got = importMail(t, db, filepath.Join(dir, "caf\xe9.eml"), filepath.Join(dir, "none-\xe9-such.eml"), filepath.Join(dir, "fifo.eml"))
	want = map[string]string{"caf\uFFFD.eml": "duplicate", "none-\uFFFD-such.eml": "unreadable missing", "fifo.eml": "unreadable no_file"}
	if diff := cmp.Diff(want, got.lines); diff != "" || got.code != exitNo {
		t.Errorf("it ended with %d: %s", got.code, diff)
	}
	if got = importMail(t, db, filepath.Join(dir, "caf\xe9.eml"), filepath.Join(dir, "photo.jpg")); got.code != exitDone || got.told != "" {
		t.Errorf("it ended with %d, and said %q", got.code, got.told)
	}

	// And inspected.
	var out, told strings.Builder
	if code := run(t.Context(), []string{"mail", "inspect", "--db", db, "fifo.eml", "caf\xe9.eml"}, streams{&out, &told}, time.Now); code != exitNo || !strings.Contains(out.String(), `"subject":"Fiche 2"`) {
		t.Errorf("it ended with %d, printed %q and said %q", code, out.String(), told.String())
	}
}
