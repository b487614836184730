package fetch

import (
	"bytes"
	"errors"
	"io"
	"net"
	"strings"
	"testing"
	"testing/iotest"
	"testing/synctest"
	"time"

	"vigie/tickets"
)

func TestNewChecksSettings(t *testing.T) {
	good := Mailbox{Name: "contact", Addr: "imap.example.org:993", Username: "lea", Password: "x"}
	oauth := &OAuth{TokenURL: "https://login.example.org/token", ClientID: "c", ClientSecret: "s"}
	for name, c := range map[string]struct {
		change func(m *Mailbox)
		ok     bool
	}{
		"good":                    {func(*Mailbox) {}, true},
		"starttls":                {func(m *Mailbox) { m.Security = StartTLS }, true},
		"no name":                 {func(m *Mailbox) { m.Name = "" }, false},
		"no port":                 {func(m *Mailbox) { m.Addr = "imap.example.org" }, false},
		"no host":                 {func(m *Mailbox) { m.Addr = ":993" }, false},
		"plain elsewhere":         {func(m *Mailbox) { m.Security = None }, false},
		"plain here":              {func(m *Mailbox) { m.Security, m.Addr = None, "127.0.0.1:143" }, true},
		"plain here, by name":     {func(m *Mailbox) { m.Security, m.Addr = None, "localhost:143" }, true},
		"plain here, by IPv6":     {func(m *Mailbox) { m.Security, m.Addr = None, "[::1]:143" }, true},
		"plain at a like name":    {func(m *Mailbox) { m.Security, m.Addr = None, "localhost.example.org:143" }, false},
		"another security":        {func(m *Mailbox) { m.Security = "ssl" }, false},
		"no user":                 {func(m *Mailbox) { m.Username = "" }, false},
		"no password":             {func(m *Mailbox) { m.Password = "" }, false},
		"password and token":      {func(m *Mailbox) { m.OAuth = oauth }, false},
		"token":                   {func(m *Mailbox) { m.Password, m.OAuth = "", oauth }, true},
		"token over plain HTTP":   {func(m *Mailbox) { o := *oauth; o.TokenURL = "http://x.org/"; m.Password, m.OAuth = "", &o }, false},
		"token without a client":  {func(m *Mailbox) { o := *oauth; o.ClientID = ""; m.Password, m.OAuth = "", &o }, false},
		"token another way":       {func(m *Mailbox) { o := *oauth; o.Mechanism = "plain"; m.Password, m.OAuth = "", &o }, false},
		"flag":                    {func(m *Mailbox) { m.After.Flag = "$Vigie" }, true},
		"flag of the protocol":    {func(m *Mailbox) { m.After.Flag = `\Seen` }, false},
		"flag that is none":       {func(m *Mailbox) { m.After.Flag = "a b" }, false},
		"flag and move":           {func(m *Mailbox) { m.After = After{"a", "b"} }, false},
		"move across lines":       {func(m *Mailbox) { m.After.Move = "a\r\nb" }, false},
		"folders":                 {func(m *Mailbox) { m.Folders = []Folder{{"A", tickets.Inbox}, {"B", tickets.SentFolder}} }, true},
		"a folder twice":          {func(m *Mailbox) { m.Folders = []Folder{{"A", tickets.Inbox}, {"A", tickets.SentFolder}} }, false},
		"a folder without a role": {func(m *Mailbox) { m.Folders = []Folder{{"A", ""}} }, false},
		"a folder to import":      {func(m *Mailbox) { m.Folders = []Folder{{"A", tickets.ImportRole}} }, false},
		"a small limit":           {func(m *Mailbox) { m.MaxSize = 1000 }, false},
		"a negative interval":     {func(m *Mailbox) { m.Poll = -1 }, false},
	} {
		m := good
		c.change(&m)
		if _, err := New(m, Config{Log: discard}); (err == nil) != c.ok {
			t.Errorf("%s: %v", name, err)
		} else if err != nil && strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: %q", name, err)
		}
	}
}

func TestParseAfter(t *testing.T) {
	for text, want := range map[string]After{
		"": {}, "keep": {}, "flag $Vigie": {Flag: "$Vigie"}, "move Lus par Vigie": {Move: "Lus par Vigie"},
	} {
		got, err := ParseAfter(text)
		if err != nil || got != want {
			t.Errorf("%q: %+v, %v", text, got, err)
		}
		if again, err := ParseAfter(got.String()); err != nil || again != want {
			t.Errorf("%q: again %+v, %v", text, again, err)
		}
	}
	for _, text := range []string{"flag", "move", "move ", "keep it", "delete", "seen"} {
		if a, err := ParseAfter(text); err == nil {
			t.Errorf("%q is %+v", text, a)
		}
	}
}

func TestReceipt(t *testing.T) {
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	day := func(y int) time.Time { return time.Date(y, 3, 5, 7, 8, 9, 0, time.UTC) }
	const received = "Received: by a; Thu, 5 Mar 2026 08:08:09 +0100 (CET)\r\nReceived: by b; Fri, 6 Mar 2026 08:08:09 +0100\r\n"
	const date = "Date: Wed, 4 Mar 2026 00:00:00 +0000\r\n"
	for name, c := range map[string]struct {
		internal time.Time
		header   string
		at       time.Time
		basis    tickets.Basis
	}{
		"server":              {day(2025), received + date, day(2025), tickets.BasisIMAP},
		"server, a bit ahead": {now.Add(time.Hour), received, now, tickets.BasisIMAP},
		"future":              {now.Add(25 * time.Hour), received + date, day(2026), tickets.BasisReceived},
		"too old":             {day(1989), received + date, day(2026), tickets.BasisReceived},
		"none":                {time.Time{}, date + received, day(2026), tickets.BasisReceived},
		"date alone":          {time.Time{}, date, time.Date(2026, 3, 4, 0, 0, 0, 0, time.UTC), tickets.BasisDate},
		"nothing":             {time.Time{}, "Subject: x\r\n", now, tickets.BasisDate},
		"lies":                {time.Time{}, "Received: by a; Thu, 5 Mar 2099 08:08:09 +0100\r\nDate: x\r\n", now, tickets.BasisDate},
		"date in the body":    {time.Time{}, "Subject: x\r\n\r\n" + date, now, tickets.BasisDate},
		"folded":              {time.Time{}, "Received: by a\r\n\tfor b;\r\n Thu,\r\n\t5 Mar 2026 07:08:09 +0000\r\n", day(2026), tickets.BasisReceived},
		"LF alone":            {time.Time{}, strings.ReplaceAll(received, "\r\n", "\n"), day(2026), tickets.BasisReceived},
	} {
		at, basis := receipt(c.internal, []byte(c.header), now)
		if !at.Equal(c.at) || basis != c.basis {
			t.Errorf("%s: %s %s, want %s %s", name, at, basis, c.at, c.basis)
		}
	}
}

// sifted is what passes a sieve that reads from r.
func sifted(r io.Reader) string {
	out, _ := io.ReadAll(newSieve(readConn{r: r}))
	return string(out)
}

type readConn struct {
	net.Conn
	r io.Reader
}

func (c readConn) Read(p []byte) (int, error) { return c.r.Read(p) }

func TestSieve(t *testing.T) {
	for _, c := range []struct{ in, out string }{
		{"* OK hello\r\n", "* OK hello\r\n"},
		{"* VANISHED 1:5\r\nT1 OK\r\n", "T1 OK\r\n"},
		{"* 5 EXISTS\r\n* 5 XYZZY {5}\r\n* OK\n rest\r\n* 6 exists\r\n", "* 5 EXISTS\r\n* 6 exists\r\n"},
		{"* 1 FETCH (BODY[] {11}\r\n* VANISHED )\r\n* VANISHED\r\n* LIST () NIL a\r\n", "* 1 FETCH (BODY[] {11}\r\n* VANISHED )\r\n* LIST () NIL a\r\n"},
		{"* 1 FETCH (BODY[] {0}\r\n UID 7)\r\n* X\r\n", "* 1 FETCH (BODY[] {0}\r\n UID 7)\r\n"},
		{"* OK text {5}\r\n* X\r\n* NO\r\n", "* OK text {5}\r\n* NO\r\n"},
		{"+ go {3}\r\n* X\r\n", "+ go {3}\r\n"},
		{"T1 OK [X {3}\r\n* X\r\nT2", "T1 OK [X {3}\r\nT2"},
		{"*", "*"},
		{"* 12", "* 12"},
		{"* 12 FET", "* 12 FET"},
		{"", ""},
		{"\r\n", "\r\n"},
		{"* QUOTAROOT INBOX {4}\r\nabcd {2}\r\nxy\r\n* BYE\r\n", "* BYE\r\n"},
		{"*VANISHED\r\n", "*VANISHED\r\n"},
		{"* SEARCH\r\n* ESEARCH (TAG \"a\")\r\n* SORT 1\r\n", "* SEARCH\r\n* ESEARCH (TAG \"a\")\r\n"},
	} {
		for name, r := range map[string]io.Reader{
			"at once":      strings.NewReader(c.in),
			"byte by byte": iotest.OneByteReader(strings.NewReader(c.in)),
		} {
			if got := sifted(r); got != c.out {
				t.Errorf("%s: of %q passes %q, want %q", name, c.in, got, c.out)
			}
		}
	}
}

// FuzzSieve: what passes does not depend on how it arrives, passes again as it
// is, and is no more than what came.
func FuzzSieve(f *testing.F) {
	for _, s := range []string{
		"* OK hello\r\n* 5 XYZZY {5}\r\n* OK\n rest\r\n", "* 1 FETCH (BODY[] {11}\r\n* VANISHED )\r\n* X\r\n", "T1 OK\r\n+ x\r\n* 12 FE",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		whole := sifted(bytes.NewReader(in))
		if parts := sifted(iotest.HalfReader(bytes.NewReader(in))); parts != whole {
			t.Errorf("of %q passes %q at once, and %q in parts", in, whole, parts)
		}
		if again := sifted(strings.NewReader(whole)); again != whole {
			t.Errorf("of %q passes %q, and of that %q", in, whole, again)
		}
		if len(whole) > len(in) {
			t.Errorf("of %q passes %q", in, whole)
		}
	})
}

func FuzzReceipt(f *testing.F) {
	f.Add([]byte("Received: by a; Thu, 5 Mar 2026 08:08:09 +0100 (CET)\r\nDate: Wed, 4 Mar 2026 00:00:00 +0000\r\n\r\n"))
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, raw []byte) {
		at, basis := receipt(time.Time{}, raw, now)
		if at.Before(oldest) || at.After(now) || basis == tickets.BasisIMAP {
			t.Errorf("received at %s, by %s", at, basis)
		}
	})
}

// The watchdog bears a slow server and ends a silent, a dawdling and a flooding
// one.
func TestWatchdog(t *testing.T) {
	for name, c := range map[string]struct {
		bytes int
		pause time.Duration
		limit int
		after time.Duration // when it ends; 0 for not within an hour
		cause error
	}{
		"a kilobyte a second":     {1000, time.Second, patience, 0, nil},
		"little, now and then":    {5000, 55 * time.Second, patience, 0, nil},
		"nothing":                 {0, time.Hour, patience, time.Minute, errSilent},
		"nothing, where it may":   {0, time.Hour, longPatience, 3 * time.Minute, errSilent},
		"nothing while it rests":  {0, time.Hour, 0, 0, nil},
		"a byte now and then":     {1, 20 * time.Second, patience, 2 * time.Minute, errSlow},
		"more than was asked for": {1 << 20, time.Second, patience, 9 * time.Second, errFlood},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ours, theirs := net.Pipe()
				w := newWire(ours, ours)
				w.expect(8<<20, c.limit)
				over := make(chan struct{})
				go func() {
					defer theirs.Close()
					for range int(time.Hour / c.pause) {
						select {
						case <-time.After(c.pause):
						case <-over:
							return
						}
						if _, err := theirs.Write(make([]byte, c.bytes)); err != nil {
							return
						}
					}
				}()
				began := time.Now()
				_, err := io.Copy(io.Discard, w)
				took := time.Since(began)
				if c.cause == nil {
					if took < 59*time.Minute || !errors.Is(w.rest(), io.EOF) {
						t.Errorf("ended after %s: %v", took, err)
					}
				} else if !errors.Is(w.rest(), c.cause) || took < c.after || took > c.after+tick {
					t.Errorf("ended after %s by %v, want %v after %s", took, w.rest(), c.cause, c.after)
				}
				close(over)
				_ = w.Close()
			})
		})
	}
}

func TestBackoff(t *testing.T) {
	var b backoff
	for i, want := range []time.Duration{1, 2, 4, 8, 16} {
		got := b.next(fault(FaultDropped, "x"))
		if want *= time.Second; got < want || got >= want+want/4 {
			t.Errorf("wait %d is %s", i, got)
		}
	}
	if got := b.next(fault(FaultAuth, "x")); got < 15*time.Minute || got > 19*time.Minute {
		t.Errorf("after a refused password it waits %s", got)
	}
	for range 100 {
		if got := b.next(fault(FaultConnect, "x")); got > longestWait+longestWait/4 {
			t.Fatalf("it waits %s", got)
		}
	}
}

func TestQueueGroups(t *testing.T) {
	q := newQueue()
	size := func(n int) parcel { return parcel{mail: tickets.RawMail{Raw: make([]byte, n)}} }
	go func() {
		for range 40 {
			q.put(size(10))
		}
		q.put(parcel{passed: "x"})
		q.put(size(700 << 10))
		q.put(size(700 << 10))
		q.put(size(5 << 20)) // larger than all that may wait
		q.room(0)
		q.put(size(1))
		q.end()
	}()
	var counts []int
	total := 0
	for group := q.take(); len(group) > 0; group = q.take() {
		bytes := 0
		for _, p := range group {
			bytes += len(p.mail.Raw)
			if p.passed != "" && len(group) > 1 {
				t.Error("a message to pass over does not come alone")
			}
		}
		if len(group) > groupCount || len(group) > 1 && bytes > groupBytes {
			t.Errorf("a group of %d messages with %d bytes", len(group), bytes)
		}
		counts = append(counts, len(group))
		total += len(group)
	}
	if total != 45 || counts[len(counts)-1] != 1 {
		t.Errorf("groups of %v", counts)
	}
	q = newQueue()
	stopped := make(chan bool)
	go func() {
		on := true
		for range 100 {
			on = q.put(size(1 << 20))
		}
		q.room(0)
		stopped <- on
	}()
	q.take()
	q.stop()
	if <-stopped {
		t.Error("somebody seems to take what nobody takes")
	}
}
