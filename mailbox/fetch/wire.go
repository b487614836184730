package fetch

import (
	"errors"
	"net"
	"sync"
	"time"
)

// What a server may take and give while a command runs. Whoever sends a kilobyte
// a second is far within.
const (
	tick          = 10 * time.Second
	patience      = 6       // ticks without a byte that end the connection
	longPatience  = 18      // the same where the server may have to look through a whole folder first
	paceBytes     = 8 << 10 // twice that time with fewer bytes than these ends it too
	restAllowance = 1 << 20 // bytes that may come while no command runs
)

// A wire is a connection with a watchdog. The IMAP library knows neither
// contexts nor deadlines that suit a slow server, and reads lines of any length:
// the watchdog bounds silence, pace and volume, and ends the connection, which
// frees whoever waits for it. It has no clock, only a timer.
type wire struct {
	net.Conn          // what is read and written
	raw      net.Conn // what is closed: closing TLS may wait for its peer

	mu     sync.Mutex
	timer  *time.Timer
	limit  int   // ticks of silence that are borne; 0 while no command runs
	silent int   // ticks since the last byte
	ticks  int   // since the pace was last measured
	heard  int64 // bytes since then
	fresh  bool  // a byte has come since the last tick
	left   int64 // bytes that may still come
	cause  error // why the connection ended, first cause first
	closed bool
}

var (
	errSilent = errors.New("the server is silent")
	errSlow   = errors.New("the server dawdles")
	errFlood  = errors.New("more than was asked for")
	errClosed = errors.New("closed on this side") // by the library, which does not understand
)

func newWire(conn, raw net.Conn) *wire {
	w := &wire{Conn: conn, raw: raw, left: restAllowance}
	w.timer = time.AfterFunc(tick, w.watch)
	return w
}

// expect begins a command whose answer has allowance bytes at most, and keeps
// silent for limit ticks at most.
func (w *wire) expect(allowance int64, limit int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.limit, w.fresh = limit, false
	w.silent, w.ticks, w.heard = 0, 0, 0
	w.left = allowance
}

// rest ends a command. It says why the connection has ended, nil while it goes
// on.
func (w *wire) rest() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.limit, w.left = 0, restAllowance
	return w.cause
}

// watch runs at every tick until the connection is closed.
func (w *wire) watch() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.closed {
		return
	}
	w.timer.Reset(tick)
	if w.limit == 0 {
		return
	}
	w.silent++
	w.ticks++
	if w.fresh {
		w.silent, w.fresh = 0, false
	}
	if w.silent >= w.limit {
		w.end(errSilent)
		return
	}
	if w.ticks >= 2*w.limit {
		if w.heard < paceBytes {
			w.end(errSlow)
			return
		}
		w.ticks, w.heard = 0, 0
	}
}

// end closes the connection; w.mu is held.
func (w *wire) end(cause error) {
	if w.cause == nil {
		w.cause = cause
	}
	_ = w.raw.Close()
}

// cut ends the connection for a cause.
func (w *wire) cut(cause error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.end(cause)
}

func (w *wire) Read(p []byte) (int, error) {
	n, err := w.Conn.Read(p)
	w.mu.Lock()
	defer w.mu.Unlock()
	if n > 0 {
		w.fresh = true
		w.heard += int64(n)
		w.left -= int64(n)
	}
	if w.left < 0 {
		w.end(errFlood)
		return 0, errFlood
	}
	if err != nil && w.cause == nil {
		w.cause = err
	}
	return n, err
}

// emptyAnswer is how the library writes an empty answer to a challenge. "=" is
// that in an initial response alone (RFC 4959, section 3); elsewhere it is an
// empty line (RFC 9051, section 6.2.2).
const emptyAnswer = "=\r\n"

func (w *wire) Write(p []byte) (int, error) {
	line := p
	if string(p) == emptyAnswer { // no command begins so
		line = []byte("\r\n")
	}
	n, err := w.Conn.Write(line)
	if err == nil {
		n = len(p)
	}
	if err != nil {
		w.mu.Lock()
		defer w.mu.Unlock()
		if w.cause == nil {
			w.cause = err
		}
	}
	return n, err
}

func (w *wire) Close() error {
	w.mu.Lock()
	w.closed = true
	if w.cause == nil {
		w.cause = errClosed
	}
	w.timer.Stop()
	w.mu.Unlock()
	return w.raw.Close()
}

// The library's own deadlines would cut a slow literal after five minutes and
// let a fast flood run: the watchdog is in their place.
func (w *wire) SetDeadline(time.Time) error      { return nil }
func (w *wire) SetReadDeadline(time.Time) error  { return nil }
func (w *wire) SetWriteDeadline(time.Time) error { return nil }
