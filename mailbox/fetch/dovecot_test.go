package fetch

import (
	"bytes"
	"context"
	"crypto/x509"
	"errors"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
	"github.com/google/go-cmp/cmp"

	"vigie/mailbox/fetch/dovecot"
	"vigie/tickets"
)

var sometime = time.Date(2026, 3, 5, 7, 8, 9, 0, time.UTC)

// deliver puts small messages into a folder, an hour apart.
func deliver(s *dovecot.Server, user, folder string, names ...string) {
	for i, name := range names {
		s.Deliver(user, folder, note(name), sometime.Add(time.Duration(i)*time.Hour))
	}
}

// pass runs one pass, which must go through.
func (h *house) pass(f *Fetcher) Report {
	h.t.Helper()
	r, err := f.Pass(h.t.Context())
	h.must(err)
	return r
}

// Everything that one server can show, each with a user of its own.
func TestDovecot(t *testing.T) {
	s := dovecot.Start(t)
	for name, test := range map[string]func(t *testing.T, s *dovecot.Server, user string){
		"first": testFirstSync, "secure": testSecure, "idle": testIdle, "renumbered": testRenumbered,
		"expunged": testExpunged, "password": testWrongPassword, "flag": testFlag, "move": testMove,
		"huge": testHuge, "folders": testFolders, "twins": testTwins, "try": testTry, "corpora": testCorpora,
		"plain": testRefusesPlain,
	} {
		t.Run(name, func(t *testing.T) { test(t, s, name) })
	}
}

func testFirstSync(t *testing.T, s *dovecot.Server, user string) {
	h := newHouse(t)
	in, sent := names("in", 1, 40), names("sent", 1, 3)
	deliver(s, user, "INBOX", in...)
	deliver(s, user, "Sent", sent...)
	f := h.fetcher(mailboxOf(s, user))
	want := Report{[]FolderReport{
		{Folder: "INBOX", Role: tickets.Inbox, Stored: 40, Reconciliation: tickets.Reconciliation{OnServer: 40, Stored: 40}},
		{Folder: "Sent", Role: tickets.SentFolder, Stored: 3, Reconciliation: tickets.Reconciliation{OnServer: 3, Stored: 3}},
	}}
	if diff := cmp.Diff(want, h.pass(f)); diff != "" {
		t.Error(diff)
	}
	h.once(append(in, sent...)...)
	var at int64
	h.must(h.db.Read.QueryRow(`SELECT max(received_at) FROM mails WHERE role = 'inbox' AND basis = 'imap'`).Scan(&at))
	if want := sometime.Add(39 * time.Hour).UnixMicro(); at != want {
		t.Errorf("the last one was received at %d, want %d", at, want)
	}
	for _, file := range s.Files(user, "INBOX") {
		if _, flags, _ := strings.Cut(file, ":2,"); flags != "" {
			t.Errorf("%s was changed", filepath.Base(file))
		}
	}
	deliver(s, user, "INBOX", "late")
	if r := h.pass(f); r.Folders[0].Stored != 1 || r.Folders[0].Known != 0 || r.Folders[1].Stored != 0 {
		t.Errorf("a second pass found %+v", r)
	}
}

func testSecure(t *testing.T, s *dovecot.Server, user string) {
	deliver(s, user, "INBOX", "m0001")
	for _, c := range []struct {
		name     string
		security Security
		addr     string
		roots    *x509.CertPool
		fault    string
	}{
		{"tls", TLS, s.TLSAddr, s.Roots, ""},
		{"starttls", StartTLS, s.Addr, s.Roots, ""},
		{"tls, unknown authority", TLS, s.TLSAddr, x509.NewCertPool(), FaultTLS},
		{"starttls, unknown authority", StartTLS, s.Addr, x509.NewCertPool(), FaultTLS},
		{"tls at the wrong port", TLS, s.Addr, s.Roots, FaultTLS},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := newHouse(t)
			m := mailboxOf(s, user)
			m.Security, m.Addr, m.Roots = c.security, c.addr, c.roots
			r, err := h.fetcher(m).Pass(t.Context())
			if FaultOf(err) != c.fault || r.Folders[0].Fault != c.fault {
				t.Fatalf("%+v, %v", r, err)
			}
			if c.fault == "" {
				h.once("m0001")
			} else if d := h.folder("INBOX"); d.Fault != c.fault || d.FaultAt.IsZero() {
				t.Errorf("recorded is %+v", d)
			}
		})
	}
}

func testRefusesPlain(t *testing.T, s *dovecot.Server, user string) {
	m := mailboxOf(s, user)
	m.Addr = "192.0.2.1:143"
	if _, err := New(m, Config{Log: discard}); err == nil {
		t.Error("no TLS to another machine is allowed")
	}
	f := newHouse(t).fetcher(mailboxOf(s, user))
	a, b := net.Pipe() // whose address is not this machine's
	defer a.Close()
	defer b.Close()
	if _, err := f.secure(t.Context(), a); FaultOf(err) != FaultTLS {
		t.Errorf("connected: %v", err)
	}
}

// until waits for something that happens in another goroutine, over the network.
func until(t *testing.T, what string, true func() bool) {
	t.Helper()
	for range 3000 {
		if true() {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatalf("%s: not within thirty seconds", what)
}

// running runs a fetcher until the function it gives is called, and checks that
// nothing is left of it.
func (h *house) running(f *Fetcher) (stop func()) {
	before := runtime.NumGoroutine()
	ctx, cancel := context.WithCancel(h.t.Context())
	over := make(chan struct{})
	go func() {
		defer close(over)
		f.Run(ctx)
	}()
	return func() {
		h.t.Helper()
		cancel()
		<-over
		for range 200 {
			if runtime.NumGoroutine() <= before {
				return
			}
			time.Sleep(10 * time.Millisecond)
		}
		buf := make([]byte, 1<<20)
		h.t.Errorf("%d goroutines, %d before:\n%s", runtime.NumGoroutine(), before, buf[:runtime.Stack(buf, true)])
	}
}

func (h *house) stored() int { return h.number(`SELECT count(*) FROM mails`) }

func testIdle(t *testing.T, s *dovecot.Server, user string) {
	h := newHouse(t)
	deliver(s, user, "INBOX", "m0001")
	m := mailboxOf(s, user)
	m.Poll = time.Hour // so that IDLE alone can tell
	stop := h.running(h.fetcher(m))
	until(t, "the first message", func() bool { return h.stored() == 1 })
	for i, name := range names("m", 2, 4) {
		deliver(s, user, "INBOX", name)
		until(t, "a new message", func() bool { return h.stored() == 2+i })
	}
	stop()
	h.once(names("m", 1, 4)...)
}

func testRenumbered(t *testing.T, s *dovecot.Server, user string) {
	h := newHouse(t)
	all := names("m", 1, 30)
	deliver(s, user, "INBOX", all...)
	f := h.fetcher(mailboxOf(s, user))
	h.pass(f)
	before := h.folder("INBOX")
	files := s.Files(user, "INBOX")
	h.must(os.Remove(files[0])) // so that the numbers shift
	time.Sleep(1100 * time.Millisecond)
	s.Forget(user, "INBOX")
	deliver(s, user, "INBOX", "m0031")
	r := h.pass(f)
	after := h.folder("INBOX")
	if after.UIDValidity == before.UIDValidity {
		t.Fatal("Dovecot kept its UIDVALIDITY: the test shows nothing")
	}
	if got := r.Folders[0]; got.Known != 29 || got.Stored != 1 || got.OnServer != 30 || got.Reconciliation.Stored != 30 || got.Missing != 0 {
		t.Errorf("%+v", got)
	}
	h.once(append(all, "m0031")...)
}

func testExpunged(t *testing.T, s *dovecot.Server, user string) {
	h := newHouse(t)
	all := names("m", 1, 1000)
	for _, name := range all { // large enough not to be fetched before the first is stored
		s.Deliver(user, "INBOX", ordinary(name, 20<<10), sometime)
	}
	f := h.fetcher(mailboxOf(s, user))
	var once atomic.Bool
	f.step = func(name string) {
		if name != "kept" || once.Swap(true) {
			return
		}
		c, err := imapclient.DialInsecure(s.Addr, nil)
		h.must(err)
		defer c.Close()
		h.must(c.Login(user, dovecot.Password).Wait())
		_, err = c.Select("INBOX", nil).Wait()
		h.must(err)
		h.must(c.Store(imap.UIDSet{{Start: 201, Stop: 1000}}, &imap.StoreFlags{Op: imap.StoreFlagsAdd, Silent: true, Flags: []imap.Flag{imap.FlagDeleted}}, nil).Close())
		h.must(c.Expunge().Close())
	}
	got := h.pass(f).Folders[0]
	if got.Stored+got.Gone != 1000 || got.Stored < 200 || got.Gone < 700 || got.Passed != 0 || got.Fault != "" {
		t.Errorf("%+v", got)
	}
	if got.Missing != 0 || got.Waiting != 0 {
		t.Errorf("reconciled: %+v", got.Reconciliation)
	}
	for name, n := range h.subjects() {
		if n != 1 || name == "" {
			t.Errorf("message %q is stored %d times", name, n)
		}
	}
	found := h.subjects()
	for _, name := range all[:200] {
		if found[name] != 1 {
			t.Errorf("message %s, which stayed, is stored %d times", name, found[name])
		}
	}
}

func testWrongPassword(t *testing.T, s *dovecot.Server, user string) {
	h := newHouse(t)
	m := mailboxOf(s, user)
	m.Password = "wrong"
	f := h.fetcher(m)
	stop := h.running(f)
	until(t, "the refusal", func() bool {
		list, err := h.MailFolders(t.Context())
		return err == nil && len(list) == 1 && list[0].Fault == FaultAuth
	})
	time.Sleep(1500 * time.Millisecond) // in which another fault would have been followed by another attempt
	stop()
	if n := strings.Count(s.Log(), "auth failed, 1 attempts"); n != 1 {
		t.Errorf("%d attempts: %s", n, s.Log())
	}
}

func testHuge(t *testing.T, s *dovecot.Server, user string) {
	h := newHouse(t)
	raw := ordinary("huge", 5<<20)
	fits := ordinary("fits", 2<<20-10)
	s.Deliver(user, "INBOX", raw, sometime)
	s.Deliver(user, "INBOX", fits, sometime)
	m := mailboxOf(s, user)
	m.MaxSize = 2 << 20
	h.pass(h.fetcher(m))
	h.once("huge", "fits")
	var size, kept int
	h.must(h.db.Read.QueryRow(`SELECT size, kept FROM mails ORDER BY size DESC LIMIT 1`).Scan(&size, &kept))
	header := bytes.Index(raw, []byte("\r\n\r\n")) + 4
	if size != len(raw) || kept != header+headSize {
		t.Errorf("of %d bytes, %d, it says %d and keeps %d", len(raw), header+headSize, size, kept)
	}
	if n := h.number(`SELECT kept FROM mails ORDER BY size LIMIT 1`); n != len(fits) {
		t.Errorf("of %d bytes, all of them, it keeps %d", len(fits), n)
	}
}

func testFolders(t *testing.T, s *dovecot.Server, user string) {
	h := newHouse(t)
	deliver(s, user, "INBOX", "m0001")
	deliver(s, user, "R&AOk-clamations", "m0002")
	m := mailboxOf(s, user)
	m.Folders = []Folder{{"Absent", tickets.OtherFolder}, {"Réclamations", tickets.OtherFolder}, {"INBOX", tickets.Inbox}}
	r, err := h.fetcher(m).Pass(t.Context())
	if FaultOf(err) != FaultFolder {
		t.Errorf("%v", err)
	}
	var faults []string
	for _, d := range r.Folders {
		faults = append(faults, d.Fault)
	}
	if diff := cmp.Diff([]string{FaultFolder, "", ""}, faults); diff != "" {
		t.Error(diff)
	}
	h.once("m0001", "m0002")
	if d := h.folder("Absent"); d.Fault != FaultFolder || !d.ReadAt.IsZero() {
		t.Errorf("recorded is %+v", d)
	}
}

// Messages alike are one; messages alike in everything but a word are two.
func testTwins(t *testing.T, s *dovecot.Server, user string) {
	h := newHouse(t)
	same := []byte("Subject: same\r\nMessage-ID: <a@example.org>\r\n\r\nHello.\r\n")
	other := []byte("Subject: other\r\nMessage-ID: <a@example.org>\r\n\r\nHello!\r\n")
	none := []byte("Subject: none\r\n\r\nHello.\r\n")
	for _, raw := range [][]byte{same, other, none, same} {
		s.Deliver(user, "INBOX", raw, sometime)
	}
	if got := h.pass(h.fetcher(mailboxOf(s, user))).Folders[0]; got.Stored != 3 || got.Known != 1 || got.Reconciliation.Stored != 4 {
		t.Errorf("%+v", got)
	}
	h.once("same", "other", "none")
}

func testTry(t *testing.T, s *dovecot.Server, user string) {
	h := newHouse(t)
	deliver(s, user, "INBOX", "m0001", "m0002")
	facts, err := h.fetcher(mailboxOf(s, user)).Try(t.Context())
	h.must(err)
	if !facts.Idle || !facts.Move || !slices.Contains(facts.Capabilities, "UIDPLUS") {
		t.Errorf("%+v", facts)
	}
	want := []FolderFacts{
		{Name: "INBOX", Role: tickets.Inbox, Messages: 2, UIDValidity: true, Keywords: true},
		{Name: "Sent", Role: tickets.SentFolder, UIDValidity: true, Keywords: true},
	}
	for i := range facts.Folders {
		if facts.Folders[i].Name == "Sent" && !slices.Contains(facts.Folders[i].Attributes, `\Sent`) {
			t.Errorf("%+v", facts.Folders[i])
		}
		facts.Folders[i].Attributes = nil
	}
	slices.SortFunc(facts.Folders, func(a, b FolderFacts) int { return strings.Compare(a.Name, b.Name) })
	if diff := cmp.Diff(want, facts.Folders); diff != "" {
		t.Error(diff)
	}
	if list, err := h.MailFolders(t.Context()); err != nil || len(list) > 0 {
		t.Errorf("the store was changed: %v, %v", list, err)
	}
}

// What is stored of real messages, malformed ones among them, is what they are.
func testCorpora(t *testing.T, s *dovecot.Server, user string) {
	root := os.Getenv("VIGIE_SHARED")
	if root == "" {
		root = filepath.Join("..", "..", "..", "shared")
	}
	h := newHouse(t)
	want := make(map[string]bool)
	err := filepath.WalkDir(filepath.Join(root, "mail", "corpora", "stalwart-mail-parser"), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".eml" {
			return err
		}
		raw, err := os.ReadFile(path)
		if err != nil || bytes.ContainsRune(raw, 0) { // Dovecot turns NUL into something else
			return err
		}
		s.Deliver(user, "INBOX", raw, sometime)
		want[tickets.MailIdentity(raw)] = true
		return nil
	})
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("the shared corpora are not here")
	}
	h.must(err)
	h.pass(h.fetcher(mailboxOf(s, user)))
	rows, err := h.db.Read.Query(`SELECT identity FROM mails`)
	h.must(err)
	defer rows.Close()
	n := 0
	for rows.Next() {
		var identity string
		h.must(rows.Scan(&identity))
		if !want[identity] {
			t.Errorf("%s is stored, and was never sent", identity)
		}
		n++
	}
	if n != len(want) || n < 50 {
		t.Errorf("%d messages are stored, want %d", n, len(want))
	}
}
