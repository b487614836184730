package mailbox_test

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/mail"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-smtp"

	"vigie/mailbox"
	"vigie/tickets"
)

const (
	plainPath  = "rome@rome.example.org"
	taggedPath = "contact+b.rome-2026-00042.2.abcdefghijklmnop@rome.example.org"
	replyPath  = "contact+rome-2026-00042.abcdefghijklmnopqrstuvwxyz@rome.example.org"
)

// tagged is the letter with what the store gives it for a mailbox that was seen
// to take addresses with "+".
func tagged(automatic bool, seen string) tickets.Outgoing {
	out := letter()
	out.Automatic, out.PlusSeen = automatic, seen
	out.ReplyTag, out.BounceTag = "rome-2026-00042.abcdefghijklmnopqrstuvwxyz", "b.rome-2026-00042.2.abcdefghijklmnop"
	return out
}

func returning(path mailbox.ReturnPath, plus mailbox.Plus, box string) func(*mailbox.SMTP) {
	return func(to *mailbox.SMTP) { to.ReturnPath, to.Plus, to.Mailbox = path, plus, box }
}

// The table of ReturnPath, and where answers go.
func TestWayBack(t *testing.T) {
	const box, long = "contact@rome.example.org", "les.evolutions.du.repertoire@rome.example.org"
	for _, c := range []struct {
		path    mailbox.ReturnPath
		plus    mailbox.Plus
		box     string
		machine bool
		seen    string
		from    string
		replyTo string
	}{
		{"", "", "", true, "", plainPath, ""},
		{"from", "auto", "", true, box, plainPath, ""},
		{"from", "auto", plainPath, true, "", plainPath, ""},
		{"from", "auto", box, true, "", plainPath, box},
		{"from", "auto", box, true, box, plainPath, replyPath},
		{"from", "auto", box, false, "Contact@ROME.example.org", plainPath, replyPath},
		{"from", "auto", box, false, "elsewhere@rome.example.org", plainPath, box},
		{"from", "on", box, false, "", plainPath, replyPath},
		{"from", "off", box, false, box, plainPath, box},
		{"null", "auto", box, true, "", "", box},
		{"null", "auto", box, false, "", plainPath, box},
		{"verp", "auto", box, true, "", plainPath, box},
		{"verp", "auto", box, true, box, taggedPath, replyPath},
		{"verp", "on", box, false, "", taggedPath, replyPath},
		{"verp", "off", box, false, box, plainPath, box},
		{"verp", "on", long, false, "", plainPath, long}, // more than 64 characters before the @
	} {
		t.Run(fmt.Sprint(c), func(t *testing.T) {
			s := (&server{}).start(t)
			if err := sender(t, s, mailbox.None, returning(c.path, c.plus, c.box)).Deliver(t.Context(), tagged(c.machine, c.seen)); err != nil {
				t.Fatal(err)
			}
			m, err := mail.ReadMessage(bytes.NewReader(s.only(t)))
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			if m.Header.Get("Reply-To") != "" {
				list, err := m.Header.AddressList("Reply-To")
				if err != nil || len(list) != 1 || list[0].Name != "Évolutions du ROME" {
					t.Fatalf("Reply-To is %v (%v)", list, err)
				}
				got = list[0].Address
			}
			if s.from[0] != c.from || got != c.replyTo {
				t.Errorf("returns to %q, answers to %q; want %q and %q", s.from[0], got, c.from, c.replyTo)
			}
		})
	}
}

var notYours = &smtp.SMTPError{Code: 553, EnhancedCode: smtp.EnhancedCode{5, 7, 1}, Message: "<zoe@example.org>: sender not owned by user"}

// A server that lets an account send as itself alone says so at any step. The
// letter leaves all the same, once, and the next ones do not try again.
func TestReturnPathRefused(t *testing.T) {
	for _, path := range []mailbox.ReturnPath{mailbox.ReturnNull, mailbox.ReturnVERP} {
		for _, step := range []string{"MAIL", "RCPT", "DATA", "message"} {
			t.Run(string(path)+" at "+step, func(t *testing.T) {
				tried := 0
				s := (&server{step: func(at, from string) error {
					if at == step && from != plainPath {
						tried++
						return notYours
					}
					return nil
				}}).start(t)
				var log bytes.Buffer
				logged := func(to *mailbox.SMTP) { to.Log = slog.New(slog.NewTextHandler(&log, nil)) }
				out := sender(t, s, mailbox.None, returning(path, mailbox.PlusOn, "contact@rome.example.org"), logged)
				for range 3 {
					if err := out.Deliver(t.Context(), tagged(true, "")); err != nil {
						t.Fatal(err)
					}
				}
				if len(s.received) != 3 || tried != 1 {
					t.Errorf("%d letters of 3 arrived, the return path was tried %d times", len(s.received), tried)
				}
				if said := log.String(); strings.Count(said, "\n") != 1 || !strings.Contains(said, "553 5.7.1") || strings.Contains(said, "@") {
					t.Errorf("the log says %q", said)
				}
			})
		}
	}
}

// What is the recipient's fault does not cost the return path, and nothing is
// tried twice that is only put off.
func TestReturnPathKept(t *testing.T) {
	for name, c := range map[string]struct {
		err       error
		permanent bool
		status    string
		mails     int
	}{
		"unknown":        {answer(550, smtp.EnhancedCode{5, 1, 1}), true, "550 5.1.1", 2},
		"later":          {answer(451, smtp.EnhancedCode{4, 7, 1}), false, "451 4.7.1", 1},
		"authentication": {answer(530, smtp.EnhancedCode{5, 7, 0}), false, mailbox.StatusAuth, 1},
	} {
		t.Run(name, func(t *testing.T) {
			fails := true
			s := (&server{rcpt: func() error {
				if fails {
					return c.err
				}
				return nil
			}}).start(t)
			out := sender(t, s, mailbox.None, returning(mailbox.ReturnNull, "", ""))
			check(t, out.Deliver(t.Context(), tagged(true, "")), c.permanent, c.status)
			if n := strings.Count(s.clear(), "MAIL FROM"); n != c.mails {
				t.Errorf("MAIL was said %d times, want %d", n, c.mails)
			}
			fails = false
			if err := out.Deliver(t.Context(), tagged(true, "")); err != nil {
				t.Fatal(err)
			}
			if last := s.from[len(s.from)-1]; last != "" {
				t.Errorf("the next letter returns to %q", last)
			}
		})
	}
}

// A server that hangs up after its refusal leaves open whose fault it was: the
// next attempt is an ordinary one.
func TestReturnPathHungUp(t *testing.T) {
	s := &server{step: func(_, from string) error {
		if from == "" {
			return notYours
		}
		return nil
	}}
	s.reply = func(c net.Conn, p []byte) {
		if bytes.HasPrefix(p, []byte("553")) {
			_, _ = c.Write(p)
			_ = c.Close()
		}
	}
	s.start(t)
	out := sender(t, s, mailbox.None, returning(mailbox.ReturnNull, "", ""))
	check(t, out.Deliver(t.Context(), tagged(true, "")), false, mailbox.StatusDropped)
	if err := out.Deliver(t.Context(), tagged(true, "")); err != nil {
		t.Fatal(err)
	}
	if s.from[0] != plainPath {
		t.Errorf("returns to %q", s.from)
	}
}

func TestWayBackSettings(t *testing.T) {
	good := mailbox.SMTP{Addr: "127.0.0.1:25", Security: mailbox.None, From: mail.Address{Address: plainPath}, Mailbox: "contact@rome.example.org"}
	for name, change := range map[string]func(*mailbox.SMTP){
		"unknown return path":    func(c *mailbox.SMTP) { c.ReturnPath = "bounce" },
		"unknown plus":           func(c *mailbox.SMTP) { c.Plus = "yes" },
		"hostile mailbox":        func(c *mailbox.SMTP) { c.Mailbox = "a@example.org>\r\nRCPT TO:<b@example.org" },
		"verp without a mailbox": func(c *mailbox.SMTP) { c.ReturnPath, c.Mailbox = mailbox.ReturnVERP, "" },
		"plus without a mailbox": func(c *mailbox.SMTP) { c.Plus, c.Mailbox = mailbox.PlusOn, "" },
	} {
		c := good
		change(&c)
		if _, err := mailbox.NewSender(c); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
	for _, path := range mailbox.ReturnPaths() {
		for _, plus := range mailbox.Pluses() {
			c := good
			c.ReturnPath, c.Plus = path, plus
			if _, err := mailbox.NewSender(c); err != nil {
				t.Errorf("%s, %s: %v", path, plus, err)
			}
		}
	}
}

// At every step a server may hang up or take its time. What was not answered
// with 250 is not delivered, and is tried again.
func TestEveryStep(t *testing.T) {
	for _, command := range []string{"EHLO", "MAIL", "RCPT", "DATA", "Madame", "\r\n.\r\n"} {
		t.Run("hangs up at "+strings.TrimSpace(command), func(t *testing.T) {
			s := &server{heard: func(c net.Conn, p []byte) {
				if bytes.Contains(p, []byte(command)) {
					_ = c.Close()
				}
			}}
			s.start(t)
			err := sender(t, s, mailbox.None).Deliver(t.Context(), letter())
			var fault *tickets.DeliveryError
			if !errors.As(err, &fault) || fault.Permanent {
				t.Errorf("got %v", err)
			}
		})
		t.Run("is silent at "+strings.TrimSpace(command), func(t *testing.T) {
			hang := make(chan struct{})
			s := &server{heard: func(_ net.Conn, p []byte) {
				if bytes.Contains(p, []byte(command)) {
					<-hang
				}
			}}
			s.start(t)
			t.Cleanup(func() { close(hang) })
			slow := func(to *mailbox.SMTP) { to.Timeout = 100 * time.Millisecond }
			check(t, sender(t, s, mailbox.None, slow).Deliver(t.Context(), letter()), false, mailbox.StatusTimeout)
		})
	}
	t.Run("is slow", func(t *testing.T) {
		s := &server{heard: func(net.Conn, []byte) { time.Sleep(20 * time.Millisecond) }}
		s.start(t)
		if err := sender(t, s, mailbox.None).Deliver(t.Context(), letter()); err != nil {
			t.Fatal(err)
		}
		s.only(t)
	})
}
