package mailbox_test

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"io"
	"log"
	"math/big"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

// A server is a real SMTP server with a will of its own.
type server struct {
	addr  string
	roots *x509.CertPool

	rcpt      func() error
	data      func(*smtp.Conn) error
	step      func(step, from string) error // at MAIL, RCPT, DATA and the end of the message
	heard     func(net.Conn, []byte)        // what came in, before it is acted upon
	reply     func(net.Conn, []byte)        // sees what is answered, before it is sent
	user      string                        // requires AUTH PLAIN
	mute      bool                          // answers nothing, not even a greeting
	noTLS     bool                          // offers no STARTTLS
	tlsOnly   bool                          // begins with TLS
	noUTF8    bool
	untrusted bool // has a certificate for another name

	mu       sync.Mutex
	received [][]byte
	from, to []string
	commands bytes.Buffer // whatever came in the clear
}

func (s *server) start(t *testing.T) *server {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s.addr = l.Addr().String()
	config := s.certify(t)
	if s.mute {
		t.Cleanup(func() { _ = l.Close() })
		return s
	}
	srv := smtp.NewServer(smtp.BackendFunc(func(c *smtp.Conn) (smtp.Session, error) {
		return &session{server: s, conn: c}, nil
	}))
	srv.Domain = "smtp.test"
	srv.ErrorLog = log.New(io.Discard, "", 0)
	srv.EnableSMTPUTF8 = !s.noUTF8
	srv.AllowInsecureAuth = true
	var serve net.Listener = &tap{l, s}
	switch {
	case s.tlsOnly:
		serve = tls.NewListener(serve, config)
	case !s.noTLS:
		srv.TLSConfig = config
	}
	done := make(chan struct{})
	go func() { defer close(done); _ = srv.Serve(serve) }()
	t.Cleanup(func() { _ = srv.Close(); _ = l.Close(); <-done })
	return s
}

// certify makes a self-signed certificate for 127.0.0.1.
func (s *server) certify(t *testing.T) *tls.Config {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "smtp.test"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign,
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
	}
	if s.untrusted {
		template.IPAddresses, template.DNSNames = nil, []string{"elsewhere.test"}
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	s.roots = x509.NewCertPool()
	s.roots.AddCert(parsed)
	return &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}}
}

func (s *server) only(t *testing.T) []byte {
	t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.received) != 1 {
		t.Fatalf("the server took %d letters, want 1", len(s.received))
	}
	return s.received[0]
}

// clear is what came over the wire unencrypted.
func (s *server) clear() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.commands.String()
}

// tap listens in on the wire, below TLS.
type tap struct {
	net.Listener
	server *server
}

func (l *tap) Accept() (net.Conn, error) {
	c, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	return &tapped{c, l.server}, nil
}

type tapped struct {
	net.Conn
	server *server
}

func (c *tapped) Read(p []byte) (int, error) {
	n, err := c.Conn.Read(p)
	c.server.mu.Lock()
	c.server.commands.Write(p[:n])
	c.server.mu.Unlock()
	if c.server.heard != nil {
		c.server.heard(c.Conn, p[:n])
	}
	return n, err
}

func (c *tapped) Write(p []byte) (int, error) {
	if c.server.reply != nil {
		c.server.reply(c.Conn, p)
	}
	return c.Conn.Write(p)
}

type session struct {
	server *server
	conn   *smtp.Conn
	signed bool
	from   string
}

func (s *session) step(name string) error {
	if s.server.step == nil {
		return nil
	}
	return s.server.step(name, s.from)
}

func (s *session) AuthMechanisms() []string { return []string{"PLAIN"} }

func (s *session) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		if user != s.server.user || password != "sésame" {
			return smtp.ErrAuthFailed
		}
		s.signed = true
		return nil
	}), nil
}

func (s *session) Reset()        {}
func (s *session) Logout() error { return nil }

func (s *session) Mail(from string, _ *smtp.MailOptions) error {
	if s.server.user != "" && !s.signed {
		return &smtp.SMTPError{Code: 530, EnhancedCode: smtp.EnhancedCode{5, 7, 0}, Message: "Authentication required"}
	}
	s.from = from
	if err := s.step("MAIL"); err != nil {
		return err
	}
	s.server.mu.Lock()
	s.server.from = append(s.server.from, from)
	s.server.mu.Unlock()
	return nil
}

func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	if err := s.step("RCPT"); err != nil {
		return err
	}
	if s.server.rcpt != nil {
		if err := s.server.rcpt(); err != nil {
			return err
		}
	}
	s.server.mu.Lock()
	s.server.to = append(s.server.to, to)
	s.server.mu.Unlock()
	return nil
}

func (s *session) Data(r io.Reader) error {
	if err := s.step("DATA"); err != nil {
		return err
	}
	raw, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	if err := s.step("message"); err != nil {
		return err
	}
	if s.server.data != nil {
		if err := s.server.data(s.conn); err != nil {
			return err
		}
	}
	s.server.mu.Lock()
	s.server.received = append(s.server.received, raw)
	s.server.mu.Unlock()
	return nil
}

// count is how many times a command came in the clear.
func (s *server) count(command string) int { return strings.Count(s.clear(), command+"\r\n") }
