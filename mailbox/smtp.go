package mailbox

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/mail"
	"strings"
	"sync/atomic"
	"time"
)

// Security is how the connection to a submission server is protected.
type Security string

// The three ways. None is for a server on the same machine alone.
const (
	StartTLS Security = "starttls" // RFC 3207, usually port 587; required, never optional
	TLS      Security = "tls"      // RFC 8314, usually port 465
	None     Security = "none"     // loopback only
)

// Securities lists them.
func Securities() []Security { return []Security{StartTLS, TLS, None} }

// defaultTimeout bounds the whole delivery of one letter. It stays under the
// lease of the outbox, so that no letter is claimed twice while it is sent.
const defaultTimeout = 2 * time.Minute

// SMTP says through which server letters are sent, and as whom.
type SMTP struct {
	Addr      string // host:port
	Security  Security
	Username  string // "" sends without authentication
	Password  string
	From      mail.Address   // display name and address, of the header and, as a rule, of the envelope
	HelloName string         // of EHLO; "" is the domain of From
	Timeout   time.Duration  // for one letter, everything included; 0 is two minutes
	Roots     *x509.CertPool // authorities the server's certificate is checked with; nil is the system's

	// Mailbox is the address whose mail the service reads, "" when it reads none:
	// answers go there, if it is not that of From.
	Mailbox    string
	Plus       Plus         // "" is PlusAuto
	ReturnPath ReturnPath   // "" is ReturnFrom
	Log        *slog.Logger // nil is silent
}

// A Sender delivers letters through one server. It keeps no connection, and may
// be used from several goroutines.
type Sender struct {
	to      SMTP
	host    string
	from    string // envelope address, ASCII where it can be
	mailbox string // as an envelope address too; may be ""

	refused atomic.Bool // the server takes no return path but from
}

// NewSender checks a configuration. It connects to nothing.
func NewSender(to SMTP) (*Sender, error) {
	host, port, err := net.SplitHostPort(to.Addr)
	if err != nil || host == "" || port == "" {
		return nil, fmt.Errorf("SMTP server %q is not of the form host:port", to.Addr)
	}
	switch to.Security {
	case StartTLS, TLS:
	case None:
		if !loopbackName(host) {
			return nil, fmt.Errorf("SMTP without TLS is for this machine alone, and %q is another: use starttls or tls", host)
		}
	default:
		return nil, fmt.Errorf("SMTP security %q is not one of starttls, tls, none", to.Security)
	}
	from, err := envelopeAddress(to.From.Address)
	if err != nil {
		return nil, fmt.Errorf("the address letters are sent from: %w", err)
	}
	mailbox, err := to.replies()
	if err != nil {
		return nil, err
	}
	if to.Username == "" && to.Password != "" {
		return nil, errors.New("an SMTP password is set without a user name")
	}
	if to.HelloName == "" {
		to.HelloName = from[strings.LastIndexByte(from, '@')+1:]
	}
	if strings.ContainsFunc(to.HelloName, func(r rune) bool { return r <= ' ' || r >= 0x7f }) {
		return nil, fmt.Errorf("EHLO name %q is not a host name", to.HelloName)
	}
	if to.Timeout < 0 {
		return nil, fmt.Errorf("SMTP timeout %s is negative", to.Timeout)
	}
	if to.Timeout == 0 {
		to.Timeout = defaultTimeout
	}
	if to.Log == nil {
		to.Log = slog.New(slog.DiscardHandler)
	}
	return &Sender{to: to, host: host, from: from, mailbox: mailbox}, nil
}

func (s *Sender) tlsConfig() *tls.Config {
	return &tls.Config{ServerName: s.host, RootCAs: s.to.Roots, MinVersion: tls.VersionTLS12}
}

// loopbackName reports whether a host is this machine by its name. What the
// name resolves to is checked again once connected.
func loopbackName(host string) bool {
	if ip := net.ParseIP(host); ip != nil {
		return ip.IsLoopback()
	}
	return strings.EqualFold(host, "localhost")
}
