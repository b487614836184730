package fetch

import (
	"errors"
	"net"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
	"github.com/emersion/go-imap/v2/imapserver"
	"github.com/emersion/go-imap/v2/imapserver/imapmemserver"
	"github.com/google/go-cmp/cmp"

	"vigie/tickets"
)

// memServer is a server in this process, with lea's INBOX and Envoyés.
func memServer(t *testing.T, caps ...imap.Cap) (addr string, user *imapmemserver.User) {
	t.Helper()
	mem := imapmemserver.New()
	user = imapmemserver.NewUser("lea", password)
	for _, name := range []string{"INBOX", "Envoyés"} {
		if err := user.Create(name, nil); err != nil {
			t.Fatal(err)
		}
	}
	mem.AddUser(user)
	set := imap.CapSet{imap.CapIMAP4rev1: {}}
	for _, c := range caps {
		set[c] = struct{}{}
	}
	server := imapserver.New(&imapserver.Options{
		NewSession: func(*imapserver.Conn) (imapserver.Session, *imapserver.GreetingData, error) {
			return mem.NewSession(), nil, nil
		},
		Caps: set, InsecureAuth: true, Logger: quiet{},
	})
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go server.Serve(l)
	t.Cleanup(func() { _ = server.Close() })
	return l.Addr().String(), user
}

type quiet struct{}

func (quiet) Printf(string, ...any) {}

func appendTo(t *testing.T, user *imapmemserver.User, folder string, flags []imap.Flag, names ...string) {
	t.Helper()
	for _, name := range names {
		raw := note(name)
		_, err := user.Append(folder, literal{strings.NewReader(string(raw)), int64(len(raw))}, &imap.AppendOptions{Time: sometime, Flags: flags})
		if err != nil {
			t.Fatal(err)
		}
	}
}

type literal struct {
	*strings.Reader
	size int64
}

func (l literal) Size() int64 { return l.size }

func memMailbox(addr string) Mailbox {
	return Mailbox{Name: "contact", Addr: addr, Security: None, Username: "lea", Password: password}
}

func TestMemServer(t *testing.T) {
	addr, user := memServer(t)
	appendTo(t, user, "INBOX", nil, "m0001", "m0002")
	appendTo(t, user, "Envoyés", nil, "m0003")
	h := newHouse(t)
	m := memMailbox(addr)
	m.Poll = time.Second // this server forgets what comes just before IDLE
	m.Folders = []Folder{{"Envoyés", tickets.SentFolder}, {"INBOX", tickets.Inbox}}
	stop := h.running(h.fetcher(m))
	until(t, "all messages", func() bool { return h.stored() == 3 })
	appendTo(t, user, "INBOX", nil, "m0004")
	until(t, "a new message", func() bool { return h.stored() == 4 })
	stop()
	h.once(names("m", 1, 4)...)
	if d := h.folder("Envoyés"); d.Role != tickets.SentFolder || d.OnServer != 1 {
		t.Errorf("%+v", d)
	}
}

func TestOneAtATime(t *testing.T) {
	addr, _ := memServer(t)
	h := newHouse(t)
	f := h.fetcher(memMailbox(addr))
	stop := h.running(f)
	until(t, "the first pass", func() bool { return h.number(`SELECT count(*) FROM mail_folders WHERE read_at > 0`) > 0 })
	if _, err := f.Pass(t.Context()); !errors.Is(err, ErrBusy) {
		t.Errorf("a pass beside: %v", err)
	}
	if _, err := f.Try(t.Context()); !errors.Is(err, ErrBusy) {
		t.Errorf("a trial beside: %v", err)
	}
	stop()
}

// Messages are moved without MOVE by a copy and an expunge of these alone;
// without UIDPLUS they stay, and so does what somebody else wants deleted.
func TestMoveWithoutMove(t *testing.T) {
	for _, c := range []struct {
		name  string
		caps  []imap.Cap
		fault string
		inbox []string
		moved []string
	}{
		{"uidplus", []imap.Cap{imap.CapUIDPlus}, "", []string{"deleted"}, []string{"m0001", "m0002"}},
		{"nothing", nil, FaultMark, []string{"deleted", "m0001", "m0002"}, nil},
		{"move", []imap.Cap{imap.CapMove}, "", []string{"deleted"}, []string{"m0001", "m0002"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			addr, user := memServer(t, c.caps...)
			appendTo(t, user, "INBOX", nil, "m0001", "m0002")
			h := newHouse(t)
			m := memMailbox(addr)
			m.After = After{Move: "Traités"}
			m.Folders = []Folder{{"INBOX", tickets.Inbox}}
			f := h.fetcher(m)
			var once sync.Once
			f.step = func(name string) {
				if name == "read" { // somebody else's message, that is not yet fetched
					once.Do(func() { appendTo(t, user, "INBOX", []imap.Flag{imap.FlagDeleted}, "deleted") })
				}
			}
			r, err := f.Pass(t.Context())
			if FaultOf(err) != c.fault || r.Folders[0].Fault != c.fault {
				t.Errorf("%+v, %v", r, err)
			}
			if diff := cmp.Diff(c.inbox, subjectsIn(t, addr, "INBOX")); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(c.moved, subjectsIn(t, addr, "Traités")); diff != "" {
				t.Error(diff)
			}
			if n := h.stored(); n != 2 {
				t.Errorf("%d messages are stored", n)
			}
		})
	}
}

// subjectsIn lists a folder's subjects in order, none where there is no folder.
func subjectsIn(t *testing.T, addr, folder string) []string {
	t.Helper()
	c, err := imapclient.DialInsecure(addr, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if err := c.Login("lea", password).Wait(); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Select(folder, &imap.SelectOptions{ReadOnly: true}).Wait(); err != nil {
		return nil
	}
	list, err := c.Fetch(imap.UIDSet{{Start: 1}}, &imap.FetchOptions{UID: true, Envelope: true}).Collect()
	if err != nil {
		t.Fatal(err)
	}
	var subjects []string
	for _, m := range list {
		subjects = append(subjects, m.Envelope.Subject)
	}
	slices.Sort(subjects)
	return subjects
}

// A folder that takes no keyword is told of, and its messages are stored all the
// same.
func TestNoKeywords(t *testing.T) {
	s := newScript(t, 3)
	s.flags = `\Answered`
	s.play(t, func(m *Mailbox) { m.After = After{Flag: "$Vigie"} }, func(h *house) {
		h.once(names("m", 1, 3)...)
		if d := h.folder("INBOX"); d.Fault != FaultMark || d.ReadAt.IsZero() {
			t.Errorf("recorded is %+v", d)
		}
		if slices.Contains(s.commands, "UID STORE") {
			t.Error("it was tried all the same")
		}
	})
}

// Numbers that do not last name other messages tomorrow: nothing is marked by
// them.
func TestNoMarksWithoutLastingNumbers(t *testing.T) {
	s := newScript(t, 3)
	s.validity = ""
	s.play(t, func(m *Mailbox) { m.After = After{Flag: "$Vigie"} }, func(h *house) {
		h.once(names("m", 1, 3)...)
		if slices.Contains(s.commands, "UID STORE") || h.folder("INBOX").Fault != FaultMark {
			t.Errorf("the folder's fault is %q", h.folder("INBOX").Fault)
		}
	})
}

// A connection that ends whenever there is nothing to do leads to few others.
func TestClosedIdleIsNotHammered(t *testing.T) {
	s := newScript(t, 2)
	s.wild = on("IDLE", hang)
	s.play(t, func(m *Mailbox) { m.Poll = 5 * time.Minute }, func(h *house) {
		h.once(names("m", 1, 2)...)
		s.mu.Lock()
		defer s.mu.Unlock()
		if s.talks > 10 { // in four minutes
			t.Errorf("%d connections", s.talks)
		}
	})
}
