package fetch

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"vigie/mailbox/fetch/dovecot"
)

// crashSteps are the points between two steps of an ingest at which a process is
// killed; "" is any instant.
var crashSteps = []string{"connected", "listed", "fetched", "kept", "read", "marked on the server", "marked", "", "", ""}

// A process that ingests a mailbox is killed at every step and at any instant,
// and another goes on. In the end each message is stored once, read once and
// flagged. VIGIE_SOAK=1 does it to mailboxes of 2,000 messages until there were
// 200 kills.
func TestCrash(t *testing.T) {
	t.Parallel()
	count, kills, most := 250, 10, 10
	if os.Getenv("VIGIE_SOAK") != "" {
		count, kills, most = 2000, 200, 25
	}
	s := dovecot.Start(t)
	all := names("m", 1, count)
	for done, ingest := 0, 0; done < kills; ingest++ {
		user := fmt.Sprintf("lea%d", ingest)
		deliver(s, user, "INBOX", all...)
		path := filepath.Join(t.TempDir(), "vigie.db")
		if err := os.WriteFile(path, emptyDatabase(), 0o600); err != nil {
			t.Fatal(err)
		}
		k := task{Database: path, Addr: s.Addr, User: user, Password: dovecot.Password, After: "flag $Vigie"}
		here := 0
		for here < most && done < kills {
			if !k.crash(t, done, count) {
				break
			}
			here++
			done++
		}
		t.Logf("ingest %d: %d kills", ingest+1, here)
		if out, err := k.command(t).CombinedOutput(); err != nil {
			t.Fatalf("the last process: %v: %s", err, out)
		}
		checkCrashed(t, s, user, path, all)
	}
}

// crash runs a process that is killed, and reports whether it was: it may have
// been done before.
func (k task) crash(t *testing.T, n, count int) bool {
	t.Helper()
	k.Step = crashSteps[n%len(crashSteps)]
	k.Count = 1
	if k.Step == "fetched" || k.Step == "kept" || k.Step == "read" {
		k.Count = 1 + rand.IntN(max(2, count/200))
	}
	cmd := k.command(t)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if k.Step == "" {
		time.Sleep(time.Duration(30+rand.IntN(400)) * time.Millisecond)
		_ = cmd.Process.Kill()
	}
	err := cmd.Wait()
	var exit *exec.ExitError
	if err != nil && (!errors.As(err, &exit) || exit.ExitCode() >= 0) {
		t.Fatalf("a process at %q: %v", k.Step, err)
	}
	return err != nil
}

func checkCrashed(t *testing.T, s *dovecot.Server, user, path string, all []string) {
	t.Helper()
	h := openHouse(t, path, time.Now)
	defer h.db.Close()
	found := h.subjects()
	for _, name := range all {
		if found[name] != 1 {
			t.Errorf("message %s is stored %d times", name, found[name])
		}
	}
	for query, want := range map[string]int{
		`SELECT count(*) FROM mails`:                                                                                   len(all),
		`SELECT count(DISTINCT identity) FROM mails`:                                                                   len(all),
		`SELECT count(*) FROM mail_places WHERE mail_id IS NOT NULL`:                                                   len(all),
		`SELECT count(DISTINCT mail_id) FROM mail_places`:                                                              len(all),
		`SELECT count(*) FROM mail_places WHERE marked = 1`:                                                            len(all),
		`SELECT count(*) FROM test_reads`:                                                                              len(all),
		`SELECT count(DISTINCT mail_id) FROM test_reads`:                                                               len(all),
		`SELECT on_server FROM mail_folders WHERE folder = 'INBOX'`:                                                    len(all),
		`SELECT stored FROM mail_folders WHERE folder = 'INBOX'`:                                                       len(all),
		`SELECT missing + waiting FROM mail_folders WHERE role='inbox'`:                                                0,
		`SELECT count(*) FROM mails m WHERE kept <> (SELECT sum(length(data)) FROM blobs b WHERE b.sha256 = m.sha256)`: 0,
	} {
		if n := h.number(query); n != want {
			t.Errorf("%s: %d, want %d", query, n, want)
		}
	}
	flags := flagsOf(t, s, user, "INBOX")
	for uid, list := range flags {
		if !slices.Contains(list, "$Vigie") {
			t.Errorf("message %d is not flagged: %v", uid, list)
		}
	}
	if len(flags) != len(all) {
		t.Errorf("%d messages on the server", len(flags))
	}
}
