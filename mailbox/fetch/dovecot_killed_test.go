package fetch

import (
	"context"
	"net"
	"sync/atomic"
	"testing"
	"time"

	"vigie/mailbox/fetch/dovecot"
)

// The process that serves a session is killed within a literal, again and again;
// and the server is restarted.
func TestDovecotKilled(t *testing.T) {
	s := dovecot.Start(t)
	h := newHouse(t)
	for i, name := range names("m", 1, 4) {
		s.Deliver("lea", "INBOX", ordinary(name, 3<<20+i), sometime)
	}
	f := h.fetcher(mailboxOf(s, "lea"))
	var kills atomic.Int64
	dials := 0
	f.dialed = func(ctx context.Context) (net.Conn, error) {
		c, err := new(net.Dialer).DialContext(ctx, "tcp", s.Addr)
		dials++
		return &killing{Conn: c, after: 300_000 + (dials-1)*2<<20, kill: func() {
			if kills.Add(1) <= 3 && s.Kill() == 0 {
				t.Error("nothing was there to be killed")
			}
		}}, err
	}
	f.mailbox.Poll = time.Hour
	stop := h.running(f)
	until(t, "all messages", func() bool { return h.stored() == 4 })
	s.Restart()
	deliver(s, "lea", "INBOX", "m0005")
	until(t, "a message after the restart", func() bool { return h.stored() == 5 })
	stop()
	h.once(names("m", 1, 5)...)
	if n := kills.Load(); n < 3 {
		t.Errorf("%d kills", n)
	}
	if n := h.number(`SELECT count(*) FROM mails WHERE kept = size AND size >= 3145728`); n != 4 {
		t.Errorf("%d of the large messages are whole", n)
	}
}

// killing calls kill once it has read so many bytes.
type killing struct {
	net.Conn
	after int
	kill  func()
}

func (k *killing) Read(p []byte) (int, error) {
	n, err := k.Conn.Read(p[:min(len(p), 64<<10)])
	if k.after -= n; k.after <= 0 && k.kill != nil {
		k.kill()
		k.kill = nil
	}
	return n, err
}
