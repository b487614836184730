package fetch

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"vigie/mailbox/fetch/dovecot"
	"vigie/migrations"
	"vigie/tickets"
)

// house is a store in a file, and what was read from it.
type house struct {
	*tickets.Store
	t  testing.TB
	db *migrations.DB

	mu    sync.Mutex
	reads map[int64]int // how often each new message was read, by its id
	known int
}

func newHouse(t testing.TB) *house {
	t.Helper()
	path := filepath.Join(t.TempDir(), "vigie.db")
	if err := os.WriteFile(path, emptyDatabase(), 0o600); err != nil {
		t.Fatal(err)
	}
	return openHouse(t, path, time.Now)
}

// emptyDatabase is a migrated file. To migrate one takes longer than most tests.
var emptyDatabase = sync.OnceValue(func() []byte {
	dir, err := os.MkdirTemp("", "vigie-fetch-")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "vigie.db")
	db, err := migrations.Open(context.Background(), path)
	if err == nil {
		err = db.Close()
	}
	if err != nil {
		panic(err)
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		panic(err)
	}
	return raw
})

func openHouse(t testing.TB, path string, now func() time.Time) *house {
	t.Helper()
	h := &house{t: t, reads: make(map[int64]int)}
	var err error
	h.db, err = migrations.Open(context.Background(), path)
	h.must(err)
	t.Cleanup(func() { _ = h.db.Close() })
	keys, err := tickets.NewKeys([]byte("thirty-two bytes of a test secret"))
	h.must(err)
	h.Store, err = tickets.NewStore(tickets.Config{
		Engine: tickets.Engine(h.db.Engine), Write: h.db.Write, Read: h.db.Read, Keys: keys,
		Now: now, Log: slog.New(slog.DiscardHandler), MailDomain: "vigie.example",
	})
	h.must(err)
	return h
}

// must fails the test, or the helper process, for an error.
func (h *house) must(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

func (h *house) read(_ context.Context, group []tickets.KeptMail) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, k := range group {
		if k.Known {
			h.known++
		} else {
			h.reads[k.ID]++
		}
	}
	return nil
}

// subjects are the first lines of the stored messages, with how often each is
// stored.
func (h *house) subjects() map[string]int {
	h.t.Helper()
	rows, err := h.db.Read.Query(`SELECT b.data FROM mails m JOIN blobs b ON b.sha256 = m.sha256 AND b.n = 0 ORDER BY m.id`)
	h.must(err)
	defer rows.Close()
	found := make(map[string]int)
	for rows.Next() {
		var data []byte
		h.must(rows.Scan(&data))
		line, _, _ := strings.Cut(string(data), "\n")
		found[strings.TrimSpace(strings.TrimPrefix(line, "Subject:"))]++
	}
	h.must(rows.Err())
	return found
}

// number is the one number that a query gives.
func (h *house) number(query string, args ...any) int {
	h.t.Helper()
	var n int
	h.must(h.db.Read.QueryRow(query, args...).Scan(&n))
	return n
}

// once checks that exactly the messages named first to last are stored, each
// once, and were read once.
func (h *house) once(names ...string) {
	h.t.Helper()
	found := h.subjects()
	for _, name := range names {
		if found[name] != 1 {
			h.t.Errorf("message %s is stored %d times", name, found[name])
		}
		delete(found, name)
	}
	for name, n := range found {
		h.t.Errorf("message %s, which is unexpected, is stored %d times", name, n)
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if len(h.reads) != len(names) {
		h.t.Errorf("%d messages were read, want %d", len(h.reads), len(names))
	}
	for id, n := range h.reads {
		if n != 1 {
			h.t.Errorf("message %d was read %d times", id, n)
		}
	}
}

const password = dovecot.Password

var discard = slog.New(slog.DiscardHandler)

// mailboxOf is a user's mailbox on a server, over plain text.
func mailboxOf(s *dovecot.Server, user string) Mailbox {
	return Mailbox{Name: "contact", Addr: s.Addr, Security: None, Username: user, Password: dovecot.Password}
}

func (h *house) fetcher(m Mailbox) *Fetcher {
	h.t.Helper()
	f, err := New(m, Config{Store: h.Store, Read: h.read, Log: slog.New(slog.NewTextHandler(testLog{h.t}, nil)), Now: h.Now})
	h.must(err)
	return f
}

// testLog shows what is logged beside the test's own words.
type testLog struct{ t testing.TB }

func (l testLog) Write(p []byte) (int, error) {
	l.t.Log(strings.TrimSpace(string(p)))
	return len(p), nil
}

// note is a small message with a subject of its own.
func note(name string) []byte {
	return fmt.Appendf(nil, "Subject: %s\r\nFrom: lea@example.org\r\n\r\nHello, this is %s.\r\n", name, name)
}

func names(prefix string, from, to int) []string {
	var list []string
	for i := from; i <= to; i++ {
		list = append(list, fmt.Sprintf("%s%04d", prefix, i))
	}
	return list
}

func (h *house) folder(name string) tickets.MailFolder {
	h.t.Helper()
	list, err := h.MailFolders(h.t.Context())
	h.must(err)
	for _, f := range list {
		if f.Folder == name {
			return f
		}
	}
	h.t.Fatalf("folder %s is not known", name)
	return tickets.MailFolder{}
}
