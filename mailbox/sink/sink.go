// Package sink is an SMTP server on this machine that keeps the letters it is
// given in memory, for the demo and for tests. It takes everything, delivers
// nothing and forgets the oldest.
//
// It knows go-smtp and, to show a letter, MIME as the standard library reads
// it. It obeys RFC 5321 as far as a receiver must.
package sink

import (
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/emersion/go-smtp"
)

// What a sink keeps at most: letters, bytes of all of them, bytes of one.
const (
	maxLetters = 500
	maxBytes   = 32 << 20
	maxLetter  = 1 << 20
)

// A Sink is a running server.
type Sink struct {
	now    func() time.Time
	server *smtp.Server
	listen net.Listener
	done   chan struct{}

	mu      sync.Mutex
	letters []Letter // oldest first
	bytes   int
	routed  string // address whose mail goes to inbox
	inbox   *Mailbox
}

// Start listens on addr, "127.0.0.1:0" for a free port of its choosing, and
// refuses any address that is not this machine's. now dates what is received.
func Start(addr string, now func() time.Time) (*Sink, error) {
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return nil, fmt.Errorf("starting the SMTP sink: %w", err)
	}
	if a, ok := l.Addr().(*net.TCPAddr); !ok || !a.IP.IsLoopback() {
		_ = l.Close()
		return nil, fmt.Errorf("starting the SMTP sink: %s is not on this machine alone", l.Addr())
	}
	s := &Sink{now: now, listen: l, done: make(chan struct{})}
	s.server = smtp.NewServer(smtp.BackendFunc(func(*smtp.Conn) (smtp.Session, error) {
		return &session{sink: s}, nil
	}))
	s.server.Domain = "localhost"
	s.server.MaxMessageBytes = maxLetter
	s.server.MaxRecipients = 50
	s.server.EnableSMTPUTF8 = true
	s.server.ReadTimeout = time.Minute
	s.server.WriteTimeout = time.Minute
	s.server.ErrorLog = log.New(io.Discard, "", 0)
	go func() {
		defer close(s.done)
		_ = s.server.Serve(l)
	}()
	return s, nil
}

// Addr is where the sink listens, host:port.
func (s *Sink) Addr() string { return s.listen.Addr().String() }

// Close stops the server and drops its connections. The letters stay readable.
func (s *Sink) Close() error {
	err := s.server.Close()
	_ = s.listen.Close() // which the server does not know yet when it is closed at once
	<-s.done
	if errors.Is(err, smtp.ErrServerClosed) {
		return nil
	}
	return err
}

// Route puts what is sent to an address, or to one made of it with a "+", into
// the INBOX of a mailbox instead of keeping it.
func (s *Sink) Route(address string, inbox *Mailbox) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.routed, s.inbox = address, inbox
}

// inboxOf is the mailbox that a recipient's mail goes to, nil for none.
func (s *Sink) inboxOf(recipient string) *Mailbox {
	s.mu.Lock()
	defer s.mu.Unlock()
	local, domain, _ := strings.Cut(recipient, "@")
	local, _, _ = strings.Cut(local, "+")
	if s.inbox == nil || !strings.EqualFold(local+"@"+domain, s.routed) {
		return nil
	}
	return s.inbox
}

// Letters are those received, the newest first, at most 500.
func (s *Sink) Letters() []Letter {
	s.mu.Lock()
	defer s.mu.Unlock()
	letters := slices.Clone(s.letters)
	slices.Reverse(letters)
	return letters
}

// Take gives the letters received so far, the oldest first, and drops them.
func (s *Sink) Take() []Letter {
	s.mu.Lock()
	defer s.mu.Unlock()
	letters := s.letters
	s.letters, s.bytes = nil, 0
	return letters
}

func (s *Sink) keep(l Letter) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.letters = append(s.letters, l)
	s.bytes += len(l.Raw)
	for len(s.letters) > maxLetters || s.bytes > maxBytes {
		s.bytes -= len(s.letters[0].Raw)
		s.letters = slices.Delete(s.letters, 0, 1)
	}
}

// session is one connection; it implements smtp.Session.
type session struct {
	sink *Sink
	to   []string
}

func (s *session) Reset()        { s.to = nil }
func (s *session) Logout() error { return nil }

func (s *session) Mail(string, *smtp.MailOptions) error { return nil }

func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	s.to = append(s.to, to)
	return nil
}

func (s *session) Data(r io.Reader) error {
	raw, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	var others []string
	for _, to := range s.to {
		inbox := s.sink.inboxOf(to)
		if inbox == nil {
			others = append(others, to)
			continue
		}
		if err := inbox.Deliver("INBOX", raw); err != nil {
			return err
		}
	}
	if len(others) == 0 {
		return nil
	}
	letter := Read(raw)
	letter.Recipients, letter.At = others, s.sink.now().UTC()
	s.sink.keep(letter)
	return nil
}
