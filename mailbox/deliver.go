package mailbox

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"strings"
	"time"

	"github.com/wneessen/go-mail/smtp"

	"vigie/tickets"
)

// quitTimeout is how long a delivered letter waits for the answer to QUIT, which
// changes nothing any more.
const quitTimeout = 2 * time.Second

// Deliver hands a letter to the server, on a connection of its own. It returns
// nil when the server answered 250 to the message, and only then; what comes
// after, at QUIT, is no failure. Anything else is a *tickets.DeliveryError. It
// blocks until ctx ends at most, or for the configured timeout.
func (s *Sender) Deliver(ctx context.Context, out tickets.Outgoing) error {
	message, err := s.Compose(out)
	if err != nil {
		return permanent(StatusLetter, err)
	}
	to, err := envelopeAddress(out.ToAddress)
	if err != nil {
		return permanent(StatusLetter, err)
	}
	ctx, cancel := context.WithTimeout(ctx, s.to.Timeout)
	defer cancel()
	conn, err := s.dial(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close() }()
	defer interrupt(ctx, conn)()

	client, err := s.begin(ctx, conn)
	if err != nil {
		return err
	}
	err = s.hand(ctx, client, out, to, message)
	if err == nil || answered(err) {
		quit(ctx, client, conn)
	}
	return err
}

// quit ends a session in order. A connection that is lost is only closed:
// nothing may be written after a message that was cut short.
func quit(ctx context.Context, client *smtp.Client, conn net.Conn) {
	ctx, cancel := context.WithTimeout(ctx, quitTimeout)
	defer cancel()
	defer interrupt(ctx, conn)()
	_ = client.Quit()
}

// interrupt makes whatever waits on a connection give up when ctx ends.
func interrupt(ctx context.Context, conn net.Conn) (stop func() bool) {
	return context.AfterFunc(ctx, func() { _ = conn.SetDeadline(time.Unix(1, 0)) })
}

// dial connects, with the TLS handshake where TLS comes first.
func (s *Sender) dial(ctx context.Context) (net.Conn, error) {
	conn, err := new(net.Dialer).DialContext(ctx, "tcp", s.to.Addr)
	if err != nil {
		return nil, unreached(ctx, StatusConnect, err)
	}
	switch s.to.Security {
	case None:
		if a, ok := conn.RemoteAddr().(*net.TCPAddr); !ok || !a.IP.IsLoopback() {
			_ = conn.Close()
			return nil, unreached(ctx, StatusTLS, fmt.Errorf("%s is not this machine, and TLS is off", conn.RemoteAddr()))
		}
	case TLS:
		secured := tls.Client(conn, s.tlsConfig())
		if err := secured.HandshakeContext(ctx); err != nil {
			_ = conn.Close()
			return nil, unreached(ctx, StatusTLS, err)
		}
		return secured, nil
	}
	return conn, nil
}

// begin greets the server, secures the connection and authenticates.
func (s *Sender) begin(ctx context.Context, conn net.Conn) (*smtp.Client, error) {
	client, err := smtp.NewClient(conn, s.host)
	if err != nil {
		return nil, unreached(ctx, StatusConnect, fmt.Errorf("greeting: %w", err))
	}
	if err := client.Hello(s.to.HelloName); err != nil {
		return nil, unreached(ctx, StatusConnect, err)
	}
	if s.to.Security == StartTLS {
		if offered, _ := client.Extension("STARTTLS"); !offered {
			return nil, unreached(ctx, StatusTLS, errors.New("the server offers no STARTTLS, which is required"))
		}
		if err := client.StartTLS(s.tlsConfig()); err != nil {
			return nil, unreached(ctx, StatusTLS, err)
		}
	}
	if s.to.Username == "" {
		return client, nil
	}
	mechanism, err := s.mechanism(client)
	if err == nil {
		err = client.Auth(mechanism)
	}
	if err != nil {
		return nil, unreached(ctx, StatusAuth, err)
	}
	return client, nil
}

// mechanism picks the best of those the server offers. A password goes out
// without TLS to this machine alone: dial has made sure.
func (s *Sender) mechanism(client *smtp.Client) (smtp.Auth, error) {
	_, offered := client.Extension("AUTH")
	offers := func(name string) bool {
		for _, m := range strings.Fields(offered) {
			if strings.EqualFold(m, name) {
				return true
			}
		}
		return false
	}
	switch {
	case offers("SCRAM-SHA-256"):
		return smtp.ScramSHA256Auth(s.to.Username, s.to.Password), nil
	case offers("PLAIN"):
		return smtp.PlainAuth("", s.to.Username, s.to.Password, s.host, s.to.Security == None), nil
	case offers("LOGIN"):
		return smtp.LoginAuth(s.to.Username, s.to.Password, s.host, s.to.Security == None), nil
	}
	return nil, fmt.Errorf("the server offers no way to sign in that is known here (%q)", offered)
}

// hand gives the message to the server, under its special return path if it has
// one. Where that is refused for good, the ordinary one tells whose fault it is.
func (s *Sender) hand(ctx context.Context, client *smtp.Client, out tickets.Outgoing, to string, message []byte) error {
	path, special := s.returnPath(out)
	if !special {
		return s.transfer(ctx, client, s.from, to, message)
	}
	first := s.transfer(ctx, client, path, to, message)
	if !forGood(first) {
		return first
	}
	if err := client.Reset(); err != nil {
		// It hung up, for whatever reason: the next attempt is an ordinary one.
		s.refuse(ctx, first)
		return unreached(ctx, StatusDropped, first)
	}
	err := s.transfer(ctx, client, s.from, to, message)
	if err == nil {
		s.refuse(ctx, first)
	}
	return err
}

// refuse gives the special return path up, and says so once.
func (s *Sender) refuse(ctx context.Context, err error) {
	var fault *tickets.DeliveryError
	if errors.As(err, &fault) && s.refused.CompareAndSwap(false, true) {
		s.to.Log.WarnContext(ctx, "the server takes no such return path: letters are sent under the ordinary one",
			"return_path", string(s.to.ReturnPath), "status", fault.Status)
	}
}

// transfer is one mail transaction (RFC 5321, section 3.3). The message is
// whole in memory before DATA: one that is cut short is never ended with the
// dot that would make a server take it.
func (s *Sender) transfer(ctx context.Context, client *smtp.Client, from, to string, message []byte) error {
	plain := ascii(from) && ascii(to)
	if offered, _ := client.Extension("SMTPUTF8"); !plain && !offered {
		return permanent(StatusUTF8, errors.New("the address needs SMTPUTF8, which the server lacks"))
	}
	client.SkipSMTPUTF8(plain)
	if err := client.Mail("<" + from + ">"); err != nil {
		return refused(ctx, "MAIL", err)
	}
	if err := client.Rcpt("<" + to + ">"); err != nil {
		return refused(ctx, "RCPT", err)
	}
	w, err := client.Data()
	if err != nil {
		return refused(ctx, "DATA", err)
	}
	if _, err := w.Write(message); err != nil {
		return refused(ctx, "message", err)
	}
	if err := w.Close(); err != nil {
		return refused(ctx, "message", err)
	}
	return nil
}
