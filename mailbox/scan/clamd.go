package scan

import (
	"bufio"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"net"
	"net/url"
	"strings"
	"time"
	"unicode"
)

// ErrTooLarge is returned, wrapped, for content that is over a scanner's limit
// (of clamd, StreamMaxLength) and was therefore not scanned.
var ErrTooLarge = errors.New("larger than the scanner takes")

const (
	clamdTimeout = time.Minute
	clamdChunk   = 64 << 10
	clamdReply   = 4 << 10 // bytes; a real answer is one short line
)

// A Clamd is a client of ClamAV's daemon. It keeps no connection, and may be
// used from several goroutines.
type Clamd struct {
	// Timeout bounds one scan, everything included, beside the context. Zero is
	// one minute.
	Timeout time.Duration

	network, address string
}

// NewClamd reads an address: tcp://127.0.0.1:3310 or unix:///run/clamav/clamd.ctl.
// It connects to nothing.
func NewClamd(address string) (*Clamd, error) {
	u, err := url.Parse(address)
	if err != nil {
		return nil, fmt.Errorf("clamd address: %w", err)
	}
	bare := u.User == nil && u.RawQuery == "" && !u.ForceQuery && u.Fragment == ""
	switch {
	case u.Scheme == "tcp" && u.Hostname() != "" && u.Port() != "" && u.Path == "" && bare:
		return &Clamd{network: "tcp", address: u.Host}, nil
	case u.Scheme == "unix" && u.Host == "" && strings.HasPrefix(u.Path, "/") && bare:
		return &Clamd{network: "unix", address: u.Path}, nil
	}
	return nil, fmt.Errorf("clamd address %q is neither tcp://host:port nor unix:///path", address)
}

// A Result is what clamd says of one content.
type Result struct {
	Clean  bool   // scanned, and nothing was found
	Threat string // the name of what was found, printable; "" where nothing was
}

// Scan sends a content and waits for the verdict. Whatever keeps it from being
// scanned is an error, never a clean result: nobody answers, no answer in time,
// an answer that makes no sense, a content over clamd's limit (ErrTooLarge).
func (c *Clamd) Scan(ctx context.Context, content []byte) (Result, error) {
	limit := c.Timeout
	if limit <= 0 {
		limit = clamdTimeout
	}
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	reply, sent, err := c.ask(ctx, content)
	if ctx.Err() != nil {
		err = ctx.Err() // rather than the closed connection that it caused
	}
	var result Result
	if err == nil {
		result, err = readReply(reply)
	}
	// An answer given before the end was sent is about something else, unless
	// it is the refusal that made the sending fail.
	if sent != nil && !errors.Is(err, ErrTooLarge) && ctx.Err() == nil {
		err = sent
	}
	if err != nil {
		return Result{}, fmt.Errorf("scanning %d bytes with clamd: %w", len(content), err)
	}
	return result, nil
}

// ask carries one INSTREAM exchange. Past its limit clamd answers and closes
// while we still write, so that the answer is read even when sending failed:
// that fault is the second result.
func (c *Clamd) ask(ctx context.Context, content []byte) (reply string, sent, err error) {
	var dialer net.Dialer
	conn, err := dialer.DialContext(ctx, c.network, c.address)
	if err != nil {
		return "", nil, err
	}
	// Closing is what frees a read or write at whatever point it hangs.
	stop := context.AfterFunc(ctx, func() { _ = conn.Close() })
	defer func() {
		stop()
		_ = conn.Close()
	}()
	sent = stream(conn, content)
	reader := bufio.NewReaderSize(conn, clamdReply)
	line, err := reader.ReadSlice(0)
	if err != nil {
		return "", sent, fmt.Errorf("reading the answer: %w", err)
	}
	return string(line[:len(line)-1]), sent, nil
}

// stream writes the command, the content in chunks of a big-endian length and
// that many bytes, and the empty chunk that ends it. The z before a command
// makes NUL the end of command and answer.
func stream(conn net.Conn, content []byte) error {
	w := bufio.NewWriterSize(conn, clamdChunk+4)
	_, err := w.WriteString("zINSTREAM\x00")
	for err == nil {
		chunk := content[:min(len(content), clamdChunk)]
		content = content[len(chunk):]
		var length [4]byte
		binary.BigEndian.PutUint32(length[:], uint32(len(chunk)))
		_, err = w.Write(length[:])
		if err == nil {
			_, err = w.Write(chunk)
		}
		if len(chunk) == 0 {
			break
		}
	}
	if err == nil {
		err = w.Flush()
	}
	return err
}

// readReply understands one answer: "stream: OK", "stream: NAME FOUND", or a
// sentence that ends in ERROR.
func readReply(reply string) (Result, error) {
	text, ours := strings.CutPrefix(reply, "stream: ")
	threat, found := strings.CutSuffix(text, " FOUND")
	switch {
	case ours && text == "OK":
		return Result{Clean: true}, nil
	case ours && found && strings.TrimSpace(threat) != "":
		return Result{Threat: printable(threat)}, nil
	case strings.HasPrefix(reply, "INSTREAM size limit exceeded"):
		return Result{}, ErrTooLarge
	}
	return Result{}, fmt.Errorf("clamd answers %.200q", reply)
}

// printable makes a name safe for a line of text.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) || r == unicode.ReplacementChar {
			return '?'
		}
		return r
	}, s)
}
