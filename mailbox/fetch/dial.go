package fetch

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"strings"
	"time"
)

// dialPatience bounds everything up to the greeting, STARTTLS and the handshake
// included.
const dialPatience = time.Minute

// dial connects as the mailbox's security asks. Of the two connections the first
// is to be read, the second to be closed. A greeting that was read already is
// given back as what is to be read first.
func (f *Fetcher) dial(ctx context.Context) (conn, raw net.Conn, err error) {
	ctx, cancel := context.WithTimeout(ctx, dialPatience)
	defer cancel()
	if f.dialed != nil {
		raw, err = f.dialed(ctx)
		return raw, raw, err
	}
	raw, err = new(net.Dialer).DialContext(ctx, "tcp", f.mailbox.Addr)
	if err != nil {
		return nil, nil, connectFault(ctx, err)
	}
	free := context.AfterFunc(ctx, func() { _ = raw.Close() })
	conn, err = f.secure(ctx, raw)
	if err == nil && !free() {
		err = connectFault(ctx, ctx.Err())
	}
	if err != nil {
		free()
		_ = raw.Close()
		return nil, nil, err
	}
	return conn, raw, nil
}

func connectFault(ctx context.Context, err error) error {
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return &Error{FaultTimeout, err}
	}
	return &Error{FaultConnect, err}
}

func (f *Fetcher) secure(ctx context.Context, raw net.Conn) (net.Conn, error) {
	switch f.mailbox.Security {
	case None:
		if a, ok := raw.RemoteAddr().(*net.TCPAddr); !ok || !a.IP.IsLoopback() {
			return nil, fault(FaultTLS, "%s is not this machine, and there is no TLS", raw.RemoteAddr())
		}
		return raw, nil
	case StartTLS:
		if err := startTLS(raw); err != nil {
			return nil, timely(ctx, err)
		}
	}
	conn := tls.Client(raw, &tls.Config{ServerName: f.host, RootCAs: f.mailbox.Roots, MinVersion: tls.VersionTLS12})
	if err := conn.HandshakeContext(ctx); err != nil {
		return nil, timely(ctx, &Error{FaultTLS, fmt.Errorf("handshake: %w", err)})
	}
	if f.mailbox.Security == StartTLS {
		// The library waits for a greeting, which came before the handshake.
		return &greeted{Conn: conn, greeting: strings.NewReader("* OK\r\n")}, nil
	}
	return conn, nil
}

// timely names the fault of a step that may have run out of time.
func timely(ctx context.Context, err error) error {
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return &Error{FaultTimeout, err}
	}
	return err
}

// greeted is a connection whose greeting is read again.
type greeted struct {
	net.Conn
	greeting *strings.Reader
}

func (g *greeted) Read(p []byte) (int, error) {
	if g.greeting.Len() > 0 {
		return g.greeting.Read(p)
	}
	return g.Conn.Read(p)
}

// startTLS asks for TLS on a fresh connection (RFC 9051, section 6.2.1). It
// reads byte by byte: whatever a third party puts after the server's answer is
// left to the handshake, which fails on it.
func startTLS(c net.Conn) error {
	greeting, err := readLine(c)
	if err != nil {
		return err
	}
	// PREAUTH would leave no way to TLS (RFC 9051, section 7.1.4).
	if !strings.HasPrefix(strings.ToUpper(greeting), "* OK") {
		return fault(FaultConnect, "the greeting is none")
	}
	if _, err := c.Write([]byte("V1 STARTTLS\r\n")); err != nil {
		return &Error{FaultDropped, err}
	}
	for range 16 {
		line, err := readLine(c)
		if err != nil {
			return err
		}
		status, ours := strings.CutPrefix(line, "V1 ")
		if !ours {
			continue
		}
		if !strings.HasPrefix(strings.ToUpper(status), "OK") {
			return fault(FaultTLS, "the server refuses STARTTLS")
		}
		return nil
	}
	return fault(FaultProtocol, "STARTTLS is not answered")
}

// maxPlainLine bounds a line before TLS.
const maxPlainLine = 8 << 10

func readLine(c net.Conn) (string, error) {
	var line []byte
	var b [1]byte
	for len(line) < maxPlainLine {
		if _, err := c.Read(b[:]); err != nil {
			return "", &Error{FaultDropped, fmt.Errorf("before TLS: %w", err)}
		}
		if b[0] == '\n' {
			return strings.TrimSuffix(string(line), "\r"), nil
		}
		line = append(line, b[0])
	}
	return "", fault(FaultProtocol, "a line of more than %d bytes before TLS", maxPlainLine)
}
