package scan_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"vigie/mailbox/scan"
)

func TestClamdAddress(t *testing.T) {
	for _, good := range []string{"tcp://127.0.0.1:3310", "tcp://[::1]:3310", "tcp://clamd.internal:3310", "unix:///run/clamav/clamd.ctl"} {
		if _, err := scan.NewClamd(good); err != nil {
			t.Errorf("%s: %v", good, err)
		}
	}
	for _, bad := range []string{
		"", "127.0.0.1:3310", "tcp://127.0.0.1", "tcp://:3310", "tcp://h:3310/path", "tcp://u@h:3310", "tcp://h:3310?x", "tcp://h:3310#x",
		"unix://run/clamd.ctl", "unix:clamd.ctl", "unix://", "/run/clamav/clamd.ctl", "http://127.0.0.1:3310", "tcp://h:x", "\x00",
	} {
		if _, err := scan.NewClamd(bad); err == nil {
			t.Errorf("%q is taken for an address", bad)
		}
	}
}

// fakeClamd listens on loopback and answers one connection with f.
func fakeClamd(t *testing.T, f func(net.Conn)) *scan.Clamd {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		conn, err := l.Accept()
		if err != nil {
			return
		}
		defer func() { _ = conn.Close() }()
		f(conn)
	}()
	t.Cleanup(func() { _ = l.Close(); <-done })
	c, err := scan.NewClamd("tcp://" + l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// receive reads one INSTREAM command to its end.
func receive(conn net.Conn) ([]byte, error) {
	command := make([]byte, len("zINSTREAM\x00"))
	if _, err := io.ReadFull(conn, command); err != nil {
		return nil, err
	}
	if string(command) != "zINSTREAM\x00" {
		return nil, errors.New("another command")
	}
	var content []byte
	for {
		var length uint32
		if err := binary.Read(conn, binary.BigEndian, &length); err != nil {
			return nil, err
		}
		if length == 0 {
			return content, nil
		}
		chunk := make([]byte, length)
		if _, err := io.ReadFull(conn, chunk); err != nil {
			return nil, err
		}
		content = append(content, chunk...)
	}
}

func say(reply string) func(net.Conn) {
	return func(conn net.Conn) {
		if _, err := receive(conn); err == nil {
			_, _ = io.WriteString(conn, reply)
		}
	}
}

func TestClamdAnswers(t *testing.T) {
	for _, c := range []struct {
		reply string
		want  scan.Result
		err   string // "" is none
	}{
		{"stream: OK\x00", scan.Result{Clean: true}, ""},
		{"stream: Win.Test.EICAR_HDB-1 FOUND\x00", scan.Result{Threat: "Win.Test.EICAR_HDB-1"}, ""},
		{"stream: Eicar(44d88612fea8a8f36de82e1278abb02f:68) FOUND\x00", scan.Result{Threat: "Eicar(44d88612fea8a8f36de82e1278abb02f:68)"}, ""},
		{"stream: A\x1b[2Jb\xff FOUND\x00", scan.Result{Threat: "A?[2Jb?"}, ""},
		{"INSTREAM size limit exceeded. ERROR\x00", scan.Result{}, scan.ErrTooLarge.Error()},
		{"INSTREAM: Can't write to temporary file. ERROR\x00", scan.Result{}, "temporary file"},
		{"stream: Can't allocate memory ERROR\x00", scan.Result{}, "allocate"},
		{"UNKNOWN COMMAND\x00", scan.Result{}, "UNKNOWN"},
		{"stream: FOUND\x00", scan.Result{}, "answers"},
		{"stream:  FOUND\x00", scan.Result{}, "answers"},
		{"stream: OK FOUND and more\x00", scan.Result{}, "answers"},
		{"stream: ok\x00", scan.Result{}, "answers"},
		{"OK\x00", scan.Result{}, "answers"},
		{"\x00", scan.Result{}, "answers"},
		{"HTTP/1.1 400 Bad Request\r\n\r\n\x00", scan.Result{}, "HTTP"},
		{"stream: OK", scan.Result{}, "EOF"}, // cut: it might have gone on
		{"stream: OK\n", scan.Result{}, "EOF"},
		{"", scan.Result{}, "EOF"},
		{strings.Repeat("a", 1<<20), scan.Result{}, "buffer full"},
	} {
		got, err := fakeClamd(t, say(c.reply)).Scan(t.Context(), []byte("content"))
		if got != c.want || (err == nil) != (c.err == "") || (err != nil && !strings.Contains(err.Error(), c.err)) {
			t.Errorf("%.60q: %+v, %v, want %+v, %q", c.reply, got, err, c.want, c.err)
		}
	}
}

func TestClamdSendsEveryByteOnce(t *testing.T) {
	for _, size := range []int{0, 1, 64<<10 - 1, 64 << 10, 64<<10 + 1, 3 << 20} {
		content := make([]byte, size)
		for i := range content {
			content[i] = byte(i * 7 >> 3)
		}
		received := make(chan []byte, 1)
		c := fakeClamd(t, func(conn net.Conn) {
			got, err := receive(conn)
			if err != nil {
				return
			}
			received <- got
			_, _ = io.WriteString(conn, "stream: OK\x00")
		})
		if r, err := c.Scan(t.Context(), content); err != nil || !r.Clean {
			t.Fatalf("%d bytes: %+v, %v", size, r, err)
		}
		if !bytes.Equal(<-received, content) {
			t.Errorf("%d bytes arrive as others", size)
		}
	}
}

// drowned stops reading early and says something while more is being sent.
func drowned(reply string) func(context.Context, net.Conn) {
	return func(_ context.Context, conn net.Conn) {
		_, _ = io.ReadFull(conn, make([]byte, 1000))
		_, _ = io.WriteString(conn, reply)
	}
}

func TestClamdFaults(t *testing.T) {
	large := make([]byte, 32<<20) // more than the sockets' buffers take
	for _, c := range []struct {
		name    string
		server  func(context.Context, net.Conn) // the context ends with the test
		content []byte
		timeout time.Duration
		want    error // nil: any
	}{
		{"closes at once", func(context.Context, net.Conn) {}, large, 0, nil},
		{"closes inside the content", drowned(""), large, 0, nil},
		{"says OK before the end", drowned("stream: OK\x00"), large, 0, nil},
		{"finds something before the end", drowned("stream: X FOUND\x00"), large, 0, nil},
		{"refuses before the end", drowned("INSTREAM size limit exceeded. ERROR\x00"), large, 0, scan.ErrTooLarge},
		{"never answers", func(ctx context.Context, conn net.Conn) {
			_, _ = receive(conn)
			<-ctx.Done()
		}, []byte("x"), 100 * time.Millisecond, context.DeadlineExceeded},
		{"never reads", func(ctx context.Context, _ net.Conn) { <-ctx.Done() }, large, 100 * time.Millisecond, context.DeadlineExceeded},
		{"never ends", func(_ context.Context, conn net.Conn) {
			_, err := receive(conn)
			for ; err == nil; _, err = io.WriteString(conn, "s") {
				time.Sleep(10 * time.Millisecond)
			}
		}, []byte("x"), 100 * time.Millisecond, context.DeadlineExceeded},
	} {
		t.Run(c.name, func(t *testing.T) {
			clamd := fakeClamd(t, func(conn net.Conn) { c.server(t.Context(), conn) })
			clamd.Timeout = c.timeout
			ended := make(chan struct{})
			go func() {
				defer close(ended)
				r, err := clamd.Scan(context.Background(), c.content)
				if err == nil || r != (scan.Result{}) {
					t.Errorf("%+v, %v: want an error and nothing else", r, err)
				}
				if c.want != nil && !errors.Is(err, c.want) {
					t.Errorf("%v, want %v", err, c.want)
				}
			}()
			select {
			case <-ended:
			case <-time.After(20 * time.Second):
				t.Fatal("hangs")
			}
		})
	}
}

func TestClamdSlowIsStillAnAnswer(t *testing.T) {
	c := fakeClamd(t, func(conn net.Conn) {
		if _, err := receive(conn); err != nil {
			return
		}
		for _, b := range []byte("stream: OK\x00") {
			time.Sleep(5 * time.Millisecond)
			_, _ = conn.Write([]byte{b})
		}
	})
	if r, err := c.Scan(t.Context(), []byte("x")); err != nil || !r.Clean {
		t.Errorf("%+v, %v", r, err)
	}
}

func TestClamdIsCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	c := fakeClamd(t, func(conn net.Conn) {
		_, _ = receive(conn)
		cancel()
		_, _ = io.Copy(io.Discard, conn) // until the client lets go
	})
	if _, err := c.Scan(ctx, []byte("x")); !errors.Is(err, context.Canceled) {
		t.Errorf("%v, want %v", err, context.Canceled)
	}
}

func TestClamdIsDown(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	tcp := "tcp://" + l.Addr().String()
	_ = l.Close()
	file := filepath.Join(t.TempDir(), "clamd.ctl")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, address := range []string{tcp, "unix://" + file, "unix://" + file + "-absent"} {
		c, err := scan.NewClamd(address)
		if err != nil {
			t.Fatal(err)
		}
		if r, err := c.Scan(t.Context(), []byte("x")); err == nil || r.Clean {
			t.Errorf("%s: %+v, %v", address, r, err)
		}
	}
}
