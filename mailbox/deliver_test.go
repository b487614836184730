package mailbox_test

import (
	"bytes"
	"context"
	"errors"
	"net"
	"net/mail"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-smtp"

	"vigie/mailbox"
	"vigie/tickets"
)

var _ tickets.Deliver = new(mailbox.Sender).Deliver

func letter() tickets.Outgoing {
	return tickets.Outgoing{
		Reference: "ROME-2026-00042", MessageID: "rome-2026-00042.2.abcdefghijklmnopqrstuvwxyz@rome.example.org",
		Thread: []string{"rome-2026-00042.1.abcdefghijklmnopqrstuvwxyz@rome.example.org"},
		ToName: "Zoé Lefèvre", ToAddress: "zoe@example.org",
		Subject: "[ROME-2026-00042] Réponse à votre demande", Text: "Madame, Monsieur,\n\nÀ bientôt.\n",
		WrittenAt: time.Date(2026, 11, 23, 8, 30, 0, 0, time.UTC),
	}
}

func sender(t testing.TB, s *server, security mailbox.Security, change ...func(*mailbox.SMTP)) *mailbox.Sender {
	t.Helper()
	to := mailbox.SMTP{
		Addr: s.addr, Security: security, Roots: s.roots, Timeout: 20 * time.Second,
		From: mail.Address{Name: "Évolutions du ROME", Address: "rome@rome.example.org"},
	}
	for _, f := range change {
		f(&to)
	}
	out, err := mailbox.NewSender(to)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func signedIn(password string) func(*mailbox.SMTP) {
	return func(to *mailbox.SMTP) { to.Username, to.Password = "vigie", password }
}

func TestDeliver(t *testing.T) {
	for _, c := range []struct {
		security mailbox.Security
		server   *server
	}{
		{mailbox.None, &server{}},
		{mailbox.None, &server{user: "vigie"}},
		{mailbox.StartTLS, &server{user: "vigie"}},
		{mailbox.TLS, &server{tlsOnly: true, user: "vigie"}},
		{mailbox.TLS, &server{tlsOnly: true}},
	} {
		t.Run(string(c.security)+" "+c.server.user, func(t *testing.T) {
			s := c.server.start(t)
			var changes []func(*mailbox.SMTP)
			if s.user != "" {
				changes = append(changes, signedIn("sésame"))
			}
			if err := sender(t, s, c.security, changes...).Deliver(t.Context(), letter()); err != nil {
				t.Fatal(err)
			}
			m, err := mail.ReadMessage(bytes.NewReader(s.only(t)))
			if err != nil {
				t.Fatal(err)
			}
			if got := m.Header.Get("Message-ID"); got != "<"+letter().MessageID+">" {
				t.Errorf("Message-ID is %q", got)
			}
			if s.from[0] != "rome@rome.example.org" || s.to[0] != "zoe@example.org" {
				t.Errorf("envelope is %q to %q", s.from, s.to)
			}
			if clear := s.clear(); c.security != mailbox.None && (strings.Contains(clear, "zoe@") || strings.Contains(clear, "AUTH")) {
				t.Errorf("in the clear: %q", clear)
			}
		})
	}
}

// check compares a fault with what the outbox shall make of it.
func check(t *testing.T, err error, permanent bool, status string) {
	t.Helper()
	var fault *tickets.DeliveryError
	if !errors.As(err, &fault) {
		t.Fatalf("got %v, want a DeliveryError (%s)", err, status)
	}
	if fault.Permanent != permanent || fault.Status != status {
		t.Errorf("got permanent %t, status %q (%v); want %t, %q", fault.Permanent, fault.Status, err, permanent, status)
	}
}

func answer(code int, enhanced smtp.EnhancedCode) error {
	return &smtp.SMTPError{Code: code, EnhancedCode: enhanced, Message: "No, 5.9.9 not here"}
}

func TestRefusals(t *testing.T) {
	for _, c := range []struct {
		name      string
		err       error
		permanent bool
		status    string
	}{
		{"unknown", answer(550, smtp.EnhancedCode{5, 1, 1}), true, "550 5.1.1"},
		{"full", answer(552, smtp.EnhancedCode{5, 2, 2}), true, "552 5.2.2"},
		{"later", answer(451, smtp.EnhancedCode{4, 7, 1}), false, "451 4.7.1"},
		{"shutting down", answer(421, smtp.EnhancedCode{4, 3, 2}), false, "421 4.3.2"},
		{"bare", answer(554, smtp.NoEnhancedCode), true, "554"},
		{"contradictory", answer(450, smtp.EnhancedCode{5, 1, 1}), false, "450"},
		{"authentication", answer(530, smtp.EnhancedCode{5, 7, 0}), false, mailbox.StatusAuth},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := (&server{rcpt: func() error { return c.err }}).start(t)
			check(t, sender(t, s, mailbox.None).Deliver(t.Context(), letter()), c.permanent, c.status)
			if s.count("DATA") != 0 {
				t.Error("DATA was sent without a recipient")
			}
			if s.count("QUIT") != 1 {
				t.Error("the session did not end with QUIT")
			}
			s = (&server{data: func(*smtp.Conn) error { return c.err }}).start(t)
			check(t, sender(t, s, mailbox.None).Deliver(t.Context(), letter()), c.permanent, c.status)
		})
	}
}

func TestWayThere(t *testing.T) {
	gone := (&server{mute: true}).start(t)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	gone.addr = l.Addr().String()
	_ = l.Close()
	check(t, sender(t, gone, mailbox.None).Deliver(t.Context(), letter()), false, mailbox.StatusConnect)

	s := (&server{untrusted: true}).start(t)
	check(t, sender(t, s, mailbox.StartTLS).Deliver(t.Context(), letter()), false, mailbox.StatusTLS)
	s = (&server{untrusted: true, tlsOnly: true}).start(t)
	check(t, sender(t, s, mailbox.TLS).Deliver(t.Context(), letter()), false, mailbox.StatusTLS)
	s = (&server{}).start(t) // the system's authorities do not know its certificate
	check(t, sender(t, s, mailbox.StartTLS, func(to *mailbox.SMTP) { to.Roots = nil }).Deliver(t.Context(), letter()), false, mailbox.StatusTLS)

	s = (&server{user: "vigie"}).start(t)
	check(t, sender(t, s, mailbox.StartTLS, signedIn("wrong")).Deliver(t.Context(), letter()), false, mailbox.StatusAuth)
	check(t, sender(t, s, mailbox.StartTLS).Deliver(t.Context(), letter()), false, mailbox.StatusAuth)
}

// A server that offers no STARTTLS is told neither password nor letter.
func TestNoFallback(t *testing.T) {
	s := (&server{noTLS: true, user: "vigie"}).start(t)
	check(t, sender(t, s, mailbox.StartTLS, signedIn("sésame")).Deliver(t.Context(), letter()), false, mailbox.StatusTLS)
	if clear := s.clear(); strings.Contains(clear, "AUTH") || strings.Contains(clear, "MAIL") {
		t.Errorf("in the clear: %q", clear)
	}
}

func TestDropped(t *testing.T) {
	s := (&server{data: func(c *smtp.Conn) error { return c.Conn().Close() }}).start(t)
	check(t, sender(t, s, mailbox.None).Deliver(t.Context(), letter()), false, mailbox.StatusDropped)

	s = (&server{rcpt: func() error { panic("dies") }}).start(t)
	check(t, sender(t, s, mailbox.None).Deliver(t.Context(), letter()), false, "421 4.0.0")
}

// What happens after the 250 to the message is no failure.
func TestTaken(t *testing.T) {
	s := &server{reply: func(c net.Conn, p []byte) {
		if bytes.Contains(p, []byte("queued")) {
			_, _ = c.Write(p)
			_ = c.Close()
		}
	}}
	s.start(t)
	if err := sender(t, s, mailbox.None).Deliver(t.Context(), letter()); err != nil {
		t.Errorf("dropped after 250: %v", err)
	}
	s.only(t)

	hang := make(chan struct{})
	s = &server{reply: func(_ net.Conn, p []byte) {
		if bytes.HasPrefix(p, []byte("221")) {
			<-hang
		}
	}}
	s.start(t)
	t.Cleanup(func() { close(hang) })
	if err := sender(t, s, mailbox.None).Deliver(t.Context(), letter()); err != nil {
		t.Errorf("stuck at QUIT: %v", err)
	}
	s.only(t)
}

func TestStuck(t *testing.T) {
	hang := make(chan struct{})
	t.Cleanup(func() { close(hang) })
	wait := func() error { <-hang; return nil }
	for name, s := range map[string]*server{
		"greeting":  {mute: true},
		"handshake": {mute: true, tlsOnly: true},
		"recipient": {rcpt: wait},
		"message":   {data: func(*smtp.Conn) error { return wait() }},
	} {
		t.Run(name, func(t *testing.T) {
			s.start(t)
			security := mailbox.None
			if s.tlsOnly {
				security = mailbox.TLS
			}
			ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
			defer cancel()
			check(t, sender(t, s, security).Deliver(ctx, letter()), false, mailbox.StatusTimeout)
			own := func(to *mailbox.SMTP) { to.Timeout = 100 * time.Millisecond }
			check(t, sender(t, s, security, own).Deliver(t.Context(), letter()), false, mailbox.StatusTimeout)
		})
	}
}

func TestInternationalAddresses(t *testing.T) {
	out := letter()
	out.ToAddress = "zoe@évolutions.example"
	s := (&server{}).start(t)
	if err := sender(t, s, mailbox.None).Deliver(t.Context(), out); err != nil {
		t.Fatal(err)
	}
	if s.to[0] != "zoe@xn--volutions-93a.example" || strings.Contains(s.clear(), "SMTPUTF8") {
		t.Errorf("envelope is %q, %q", s.to, s.clear())
	}
	out.ToAddress = "zoé@example.org"
	s = (&server{}).start(t)
	if err := sender(t, s, mailbox.None).Deliver(t.Context(), out); err != nil {
		t.Fatal(err)
	}
	s = (&server{noUTF8: true}).start(t)
	check(t, sender(t, s, mailbox.None).Deliver(t.Context(), out), true, mailbox.StatusUTF8)
}

func TestNewSender(t *testing.T) {
	good := mailbox.SMTP{
		Addr: "127.0.0.1:25", Security: mailbox.None, From: mail.Address{Address: "rome@example.org"},
	}
	for name, change := range map[string]func(*mailbox.SMTP){
		"no port":            func(c *mailbox.SMTP) { c.Addr = "127.0.0.1" },
		"no host":            func(c *mailbox.SMTP) { c.Addr = ":25" },
		"plain to elsewhere": func(c *mailbox.SMTP) { c.Addr = "smtp.example.org:25" },
		"plain to a network": func(c *mailbox.SMTP) { c.Addr = "192.0.2.1:25" },
		"plain to a name":    func(c *mailbox.SMTP) { c.Addr = "localhost.example.org:25" },
		"unknown security":   func(c *mailbox.SMTP) { c.Security = "ssl" },
		"no security":        func(c *mailbox.SMTP) { c.Security = "" },
		"no sender":          func(c *mailbox.SMTP) { c.From.Address = "" },
		"two senders":        func(c *mailbox.SMTP) { c.From.Address = "a@example.org>, <b@example.org" },
		"password alone":     func(c *mailbox.SMTP) { c.Password = "x" },
		"hostile hello":      func(c *mailbox.SMTP) { c.HelloName = "x\r\nMAIL FROM:<>" },
		"negative timeout":   func(c *mailbox.SMTP) { c.Timeout = -1 },
	} {
		c := good
		change(&c)
		if _, err := mailbox.NewSender(c); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
	for _, addr := range []string{"127.0.0.1:25", "[::1]:25", "localhost:25", "127.9.9.9:2525"} {
		c := good
		c.Addr = addr
		if _, err := mailbox.NewSender(c); err != nil {
			t.Errorf("%s: %v", addr, err)
		}
	}
}
