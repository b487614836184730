package main

import (
	"fmt"
	"math/rand/v2"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"vigie/mailbox/fetch/dovecot"
	"vigie/mailbox/sink"
	"vigie/migrations"
)

// The whole program takes mail from Dovecot and acknowledges it while it is
// killed again and again. In the end every message is one ticket, and every
// author has one acknowledgement; one that was on its way when the process died
// may have come twice, with the same Message-ID. VIGIE_SOAK=1 makes it 2,000
// messages and 200 kills (make soak).
func TestKilledWhileMailComesIn(t *testing.T) {
	kills, perRound := 6, 10
	if os.Getenv("VIGIE_SOAK") != "" {
		kills = 200
	}
	server := dovecot.Start(t)
	letters, err := sink.Start("127.0.0.1:0", time.Now)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = letters.Close() }()
	dir := t.TempDir()
	password := filepath.Join(dir, "password")
	if err := os.WriteFile(password, []byte(dovecot.Password), 0o600); err != nil {
		t.Fatal(err)
	}
	db := filepath.Join(dir, "vigie.db")
	args := []string{
		"serve", "--role", "worker", "--db", db, "--log-level", "error",
		"--mailbox", "imap://" + url.PathEscape("rome") + "@" + server.Addr, "--mailbox-password-file", password,
		"--smtp-addr", letters.Addr(), "--smtp-security", "none", "--mail-from", "rome@vigie.example", "--plus", "off",
	}
	random := rand.New(rand.NewPCG(1, 2))
	sent := 0
	deliver := func() {
		for range perRound {
			sent++
			raw := fmt.Sprintf("From: P%d <p%d@example.org>\r\nTo: rome@vigie.example\r\nSubject: Demande %d\r\nMessage-ID: <%d@example.org>\r\n\r\nBonjour %d.\r\n", sent, sent, sent, sent, sent)
			server.Deliver("rome", "INBOX", []byte(raw), time.Now())
		}
	}
	acked := make(map[string]map[string]int) // by author: Message-IDs and how often
	count := func() {
		for _, l := range letters.Take() {
			author := strings.Join(l.Recipients, " ")
			if acked[author] == nil {
				acked[author] = make(map[string]int)
			}
			acked[author][l.MessageID]++
		}
	}
	for range kills {
		deliver()
		cmd := start(t, args)
		time.Sleep(time.Duration(50+random.IntN(850)) * time.Millisecond)
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		count()
	}
	deliver()
	cmd := start(t, args)
	waitUntilRead(t, db, sent)
	_ = cmd.Process.Signal(os.Interrupt)
	if err := cmd.Wait(); err != nil {
		t.Errorf("stopping in order: %v", err)
	}
	count()

	if len(acked) != sent {
		t.Errorf("%d of %d authors have an acknowledgement", len(acked), sent)
	}
	twice := 0
	for author, ids := range acked {
		if len(ids) != 1 {
			t.Errorf("%s has acknowledgements of %d tickets", author, len(ids))
		}
		for _, n := range ids {
			twice += n - 1
		}
	}
	out, err := exec.CommandContext(t.Context(), "vigie", "verify", "--db", db).CombinedOutput()
	if err != nil || !strings.Contains(string(out), fmt.Sprintf("%d tickets", sent)) {
		t.Errorf("verify: %v: %s", err, out)
	}
	t.Logf("%d messages, %d kills: each one ticket; %d letters repeated with the same Message-ID", sent, kills, twice)
}

func start(t *testing.T, args []string) *exec.Cmd {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "vigie", args...)
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return cmd
}

// waitUntilStored waits until so many messages are stored and all are read.
func waitUntilStored(t *testing.T, name string, want int) {
	t.Helper()
	db, err := migrations.Open(t.Context(), name)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	var stored, unread int
	for end := time.Now().Add(5 * time.Minute); time.Now().Before(end); time.Sleep(500 * time.Millisecond) {
		err := db.Read.QueryRowContext(t.Context(), `SELECT (SELECT COUNT(*) FROM mails), (SELECT COUNT(*) FROM mails WHERE outcome = '')`).Scan(&stored, &unread)
		if err != nil {
			t.Fatal(err)
		}
		if stored == want && unread == 0 {
			return
		}
	}
	t.Fatalf("%d of %d stored, %d unread", stored, want, unread)
}

// waitUntilRead waits until so many messages are stored, all are read, and no
// letter waits. A letter whose sender was killed is tried again after the
// outbox's lease, so its lease is ended here.
func waitUntilRead(t *testing.T, name string, want int) {
	t.Helper()
	db, err := migrations.Open(t.Context(), name)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	var stored, unread, waiting, before, still int
	for end := time.Now().Add(90 * time.Second); time.Now().Before(end); time.Sleep(200 * time.Millisecond) {
		err := db.Read.QueryRowContext(t.Context(), `SELECT (SELECT COUNT(*) FROM mails), (SELECT COUNT(*) FROM mails WHERE outcome = ''),
			(SELECT COUNT(*) FROM outbox WHERE state = 'waiting')`).Scan(&stored, &unread, &waiting)
		if err != nil {
			t.Fatal(err)
		}
		if stored == want && unread == 0 && waiting == 0 {
			return
		}
		if still++; waiting != before || unread > 0 {
			before, still = waiting, 0
		}
		if still == 20 {
			_, _ = db.Write.ExecContext(t.Context(), `UPDATE outbox SET next_at = 0 WHERE state = 'waiting' AND next_at > 0`)
		}
	}
	t.Fatalf("%d of %d stored, %d unread, %d letters wait", stored, want, unread, waiting)
}
