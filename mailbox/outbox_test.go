package mailbox_test

import (
	"bytes"
	"context"
	"log/slog"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-smtp"

	"vigie/mailbox"
	"vigie/migrations"
	"vigie/tickets"
)

// A house is a store on a file, which can lose its database at any moment, and
// a clock that the test sets.
type house struct {
	*tickets.Store
	t    *testing.T
	path string
	db   *migrations.DB
	now  time.Time
}

func newHouse(t *testing.T) *house {
	t.Helper()
	h := &house{t: t, path: filepath.Join(t.TempDir(), "vigie.db"), now: time.Date(2026, 11, 23, 8, 30, 0, 0, time.UTC)}
	h.open()
	h.must(h.EnsurePolicy(t.Context(), tickets.DefaultPolicy(tickets.Date{Year: 2026, Month: 1, Day: 1})))
	return h
}

// open starts the program anew on what the file holds.
func (h *house) open() {
	h.t.Helper()
	db, err := migrations.Open(h.t.Context(), h.path)
	h.must(err)
	h.t.Cleanup(func() { _ = db.Close() })
	keys, err := tickets.NewKeys([]byte("thirty-two bytes of a test secret"))
	h.must(err)
	h.db = db
	h.Store, err = tickets.NewStore(tickets.Config{
		Engine: tickets.Engine(db.Engine), Write: db.Write, Read: db.Read, Keys: keys, Now: func() time.Time { return h.now },
		Log: slog.New(slog.DiscardHandler), MailDomain: "rome.example.org",
		Letters: func(m tickets.LetterModel) tickets.LetterText {
			return tickets.LetterText{Subject: "[" + m.Ticket.Reference + "] Accusé de réception", Text: "Madame, Monsieur,\n\nvotre lien : " + m.TrackToken}
		},
	})
	h.must(err)
}

func (h *house) must(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

// ask files a question, whose acknowledgement then waits.
func (h *house) ask() string {
	h.t.Helper()
	r, err := h.File(h.t.Context(), tickets.Actor{Role: tickets.Visitor}, tickets.Filing{
		Type: tickets.Question, Channel: tickets.Web, Origin: tickets.Other, Name: "Zoé Lefèvre", Email: "zoe@example.org", Text: "Quand ?",
	})
	h.must(err)
	return r.Ticket.Reference
}

func (h *house) read(reference string) *tickets.Case {
	h.t.Helper()
	c, err := h.Case(h.t.Context(), tickets.Machine, reference)
	h.must(err)
	return c
}

func (h *house) faultless() {
	h.t.Helper()
	h.must(h.SignRoot(h.t.Context()))
	v, err := h.Verify(h.t.Context())
	h.must(err)
	for _, f := range v.Faults {
		h.t.Errorf("journal: %v", f)
	}
}

// count is how many events of a kind a ticket has.
func count[F tickets.Fact](c *tickets.Case) int {
	n := 0
	for _, e := range c.Events {
		if _, ok := e.Fact.(F); ok {
			n++
		}
	}
	return n
}

// A crash between the server's 250 and the commit may send one letter twice:
// the same bytes under the same Message-ID, so that a program that sorts mail
// can tell. The journal has it once.
func TestCrashAfterTheServerTookIt(t *testing.T) {
	h := newHouse(t)
	s := (&server{}).start(t)
	reference := h.ask()
	_, err := h.SendDue(t.Context(), func(ctx context.Context, out tickets.Outgoing) error {
		h.must(sender(t, s, mailbox.None).Deliver(ctx, out))
		h.must(h.db.Close()) // the process dies
		return nil
	})
	if err == nil {
		t.Fatal("the journal was written by a process that died")
	}
	h.open()
	deliver := sender(t, s, mailbox.None).Deliver
	if c := h.read(reference); count[tickets.Delivered](c) != 0 || c.Outbox[1].State != "waiting" || c.Outbox[1].Attempts != 1 {
		t.Fatalf("after the crash: %+v", c.Outbox[1])
	}
	if n, err := h.SendDue(t.Context(), deliver); err != nil || n != 0 {
		t.Errorf("%d letters sent again while another process may still be at it (%v)", n, err)
	}
	h.now = h.now.Add(6 * time.Minute)
	for range 2 {
		_, err := h.SendDue(t.Context(), deliver)
		h.must(err)
	}
	c := h.read(reference)
	if count[tickets.Delivered](c) != 1 || c.Outbox[1].State != "sent" {
		t.Errorf("delivered %d times, the outbox says %+v", count[tickets.Delivered](c), c.Outbox[1])
	}
	if len(s.received) != 2 || !bytes.Equal(s.received[0], s.received[1]) || !bytes.Contains(s.received[0], []byte("<"+c.Letters[0].MessageID+">")) {
		t.Errorf("the server took %d letters: %q", len(s.received), s.received)
	}
	h.faultless()
}

// A server that puts a letter off is asked again, less and less often, for two
// days. Then the letter has failed, and the ticket says so to its agent.
func TestTwoDays(t *testing.T) {
	h := newHouse(t)
	asked := 0
	s := (&server{rcpt: func() error {
		asked++
		return &smtp.SMTPError{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 7, 1}, Message: "later"}
	}}).start(t)
	deliver := sender(t, s, mailbox.None).Deliver
	reference, began := h.ask(), h.now
	for h.read(reference).Outbox[1].State == "waiting" && h.now.Sub(began) < 100*time.Hour {
		_, err := h.SendDue(t.Context(), deliver)
		h.must(err)
		h.now = h.now.Add(time.Minute)
	}
	c := h.read(reference)
	if took := h.now.Sub(began); took < 48*time.Hour || took > 51*time.Hour {
		t.Errorf("given up after %s", took)
	}
	if asked < 24 || asked > 40 || c.Outbox[1].Attempts != asked {
		t.Errorf("the server was asked %d times, %d attempts are counted", asked, c.Outbox[1].Attempts)
	}
	if c.Outbox[1].State != "failed" || c.Bounced != "451 4.7.1" || count[tickets.Undelivered](c) != 1 || !c.Letters[0].Failed {
		t.Errorf("the outbox says %+v, the ticket %q", c.Outbox[1], c.Bounced)
	}
	h.faultless()
}

// A server that greylists, one that is down and one that hangs up before its
// answer all get the letter in the end, once.
func TestInTheEnd(t *testing.T) {
	for name, fails := range map[string]func(*server){
		"greylists": func(s *server) { s.rcpt = func() error { return answer(450, smtp.EnhancedCode{4, 2, 0}) } },
		"is full":   func(s *server) { s.data = func(*smtp.Conn) error { return answer(452, smtp.EnhancedCode{4, 2, 2}) } },
		"hangs up":  func(s *server) { s.data = func(c *smtp.Conn) error { return c.Conn().Close() } },
		"dies":      func(s *server) { s.rcpt = func() error { panic("dies") } },
	} {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t)
			reference := h.ask()
			attempts := 0
			var last *server
			deliver := func(ctx context.Context, out tickets.Outgoing) error {
				last = &server{}
				if attempts++; attempts < 4 {
					fails(last)
				}
				return sender(t, last.start(t), mailbox.None).Deliver(ctx, out)
			}
			for range 60 {
				_, err := h.SendDue(t.Context(), deliver)
				h.must(err)
				h.now = h.now.Add(time.Minute)
			}
			c := h.read(reference)
			if attempts != 4 || c.Outbox[1].State != "sent" || count[tickets.Delivered](c) != 1 {
				t.Errorf("%d attempts, %+v", attempts, c.Outbox[1])
			}
			if raw := last.only(t); !strings.Contains(string(raw), c.Letters[0].MessageID) {
				t.Errorf("received %q", raw)
			}
			h.faultless()
		})
	}
}
