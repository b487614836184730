package fetch

import (
	"context"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"vigie/tickets"
)

const large = 3<<20 + 12345

// Messages that cannot be had are passed over, told, and fetched once they can.
func TestPassedOver(t *testing.T) {
	const count = 6
	all := names("m", 1, count)
	for name, bad := range map[string]struct {
		do     func(c *talk, rest string) bool
		reason string
	}{
		"refused":           {no, ReasonRefused},
		"never delivered":   {func(c *talk, _ string) bool { c.ok(); return true }, ReasonAbsent},
		"under another UID": {relabel, ReasonAbsent},
		"4 GB":              {announce(4 << 30), ReasonSize},
		"stuck":             {stall, FaultTimeout},
		"closing":           {hang, FaultDropped},
		"no IMAP":           {say("* 5 FETCH (UID 5 BODY[] [[["), FaultProtocol},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newScript(t, count)
			s.wild = func(c *talk, verb, rest string) bool {
				if time.Now().Hour() > 6 { // it is mended in the morning
					return false
				}
				return at(3, bad.do)(c, verb, rest)
			}
			checked := false
			s.mend = func(h *house) {
				d := h.folder("INBOX")
				if d.Cursor < count || d.Missing != 1 || d.OnServer != count || d.Stored != count-1 {
					t.Errorf("in the night: %+v", d)
				}
				var reason string
				h.must(h.db.Read.QueryRow(`SELECT reason FROM mail_places WHERE mail_id IS NULL`).Scan(&reason))
				if reason != bad.reason {
					t.Errorf("passed over since %q, want %q", reason, bad.reason)
				}
				tries := h.number(`SELECT tries FROM mail_places WHERE mail_id IS NULL`)
				if tries < 2 || tries > 6 {
					t.Errorf("tried %d times in five hours", tries)
				}
				checked = true
			}
			s.play(t, func(m *Mailbox) { m.Poll = 10 * time.Minute }, func(h *house) {
				h.once(all...)
				d := h.folder("INBOX")
				if want := (tickets.Reconciliation{OnServer: count, Stored: count}); d.Reconciliation != want || d.Fault != "" {
					t.Errorf("in the end: %+v", d)
				}
				if !checked {
					t.Error("the night was not looked at")
				}
			})
		})
	}
}

func TestWrongPasswordIsNotHammered(t *testing.T) {
	s := newScript(t, 1)
	s.wild = on("LOGIN", refuse("[AUTHENTICATIONFAILED] no"))
	s.play(t, nil, func(h *house) {
		s.mu.Lock()
		defer s.mu.Unlock()
		if s.talks < 6 || s.talks > 12 { // in a day: after 15, 30, 60, 120 minutes, then every four hours
			t.Errorf("%d attempts in a day", s.talks)
		}
		if d := h.folder("INBOX"); d.Fault != FaultAuth {
			t.Errorf("the folder's fault is %q", d.Fault)
		}
	})
}

// A server that cries wolf leads to few visits, and one that floods to none.
func TestFalseNewsIsCheap(t *testing.T) {
	s := newScript(t, 3)
	s.wild = on("IDLE", wolf)
	s.play(t, func(m *Mailbox) { m.Poll = time.Hour }, func(h *house) {
		h.once(names("m", 1, 3)...)
		if n := s.count("EXAMINE"); n > 15 { // in four minutes
			t.Errorf("%d visits", n)
		}
	})
}

func TestLargeMessages(t *testing.T) {
	body := strings.Repeat("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcd\r\n", large/64)
	raw := string(note("large")) + body
	huge := string(note("huge")) + strings.Repeat(body, 3)
	for name, c := range map[string]struct {
		wild func(c *talk, verb, rest string) bool
		want map[string]int // what is kept, and of how much
	}{
		"in parts":           {nil, map[string]int{"large": len(raw), "huge": len(huge)}},
		"sizes too small":    {on("UID FETCH", odd(internalDate, "RFC822.SIZE 2")), map[string]int{"large": len(raw), "huge": 9 << 20}},
		"sizes beyond all":   {on("UID FETCH", odd(internalDate, "RFC822.SIZE 4294967295")), map[string]int{"large": len(raw), "huge": 4294967295}},
		"the whole at once":  {on("UID FETCH", unpartial), map[string]int{"large": len(raw)}},
		"a part that closes": {times(1, on("UID FETCH", func(c *talk, rest string) bool { return strings.Contains(rest, "<2097152.") && hang(c, rest) })), map[string]int{"large": len(raw), "huge": len(huge)}},
	} {
		t.Run(name, func(t *testing.T) {
			s := newScript(t, 0)
			s.wild = c.wild
			s.letters[1], s.letters[2], s.letters[3] = string(note("m0001")), raw, huge
			want := maps.Clone(c.want)
			want["m0001"] = len(s.letters[1])
			if len(want) < 3 {
				s.expect = 2
			}
			s.play(t, func(m *Mailbox) { m.MaxSize = 8 << 20 }, func(h *house) {
				rows, err := h.db.Read.Query(`SELECT m.size, m.kept, b.data FROM mails m JOIN blobs b ON b.sha256 = m.sha256 AND b.n = 0`)
				h.must(err)
				defer rows.Close()
				got := make(map[string]int)
				for rows.Next() {
					var size, kept int
					var data []byte
					h.must(rows.Scan(&size, &kept, &data))
					name, _, _ := strings.Cut(strings.TrimPrefix(string(data[:20]), "Subject: "), "\r\n")
					got[name] = size
					if head := len(note("huge")); name == "huge" && (kept < headSize || kept > headSize+head) {
						t.Errorf("of a huge message %d bytes are kept", kept)
					} else if name != "huge" && kept != size {
						t.Errorf("of %s, %d bytes of %d are kept", name, kept, size)
					}
				}
				if !maps.Equal(got, want) {
					t.Errorf("kept %v, want %v", got, want)
				}
			})
		})
	}
}

// unpartial knows nothing of parts.
func unpartial(c *talk, rest string) bool {
	uid, _, _, _, body, _ := wanted(rest)
	raw, ok := c.raw(uid)
	if !ok || !body {
		return false
	}
	c.line("* 1 FETCH (UID %d %s RFC822.SIZE %d %s)", uid, internalDate, len(raw), section(raw, 0, 0, false))
	c.ok()
	return true
}

// Where nothing is believable, the instant of receipt says so.
func TestReceiptOfOddDates(t *testing.T) {
	s := newScript(t, 2)
	s.letters[3] = "Subject: m0003\r\nReceived: from a (b; c)\r\n by d; Fri, 3 Dec 1999\r\n 10:11:12 +0100\r\nDate: Thu, 2 Dec 1999 00:00:00 +0000\r\n\r\n"
	s.letters[4] = "Subject: m0004\r\nDate: Thu, 2 Dec 1999 00:00:00 +0000\r\n\r\n"
	s.wild = func(c *talk, verb, rest string) bool {
		if at(1, func(*talk, string) bool { return true })(c, verb, rest) {
			return false
		}
		return on("UID FETCH", odd(`INTERNALDATE "01-Jan-1970 00:00:00 +0000"`, "RFC822.SIZE 9"))(c, verb, rest)
	}
	s.play(t, nil, func(h *house) {
		rows, err := h.db.Read.Query(`SELECT basis || ' ' || CAST(received_at / 1000000 AS TEXT) FROM mails ORDER BY id`)
		h.must(err)
		defer rows.Close()
		var got []string
		for rows.Next() {
			var s string
			h.must(rows.Scan(&s))
			got = append(got, s)
		}
		want := []string{"imap 920617689", "date 946684800", "received 944212272", "date 944092800"}
		if !slices.Equal(got, want) {
			t.Errorf("received at %q, want %q", got, want)
		}
	})
}

// A mailbox whose server is stuck keeps no other one waiting.
func TestStuckMailboxBlocksNoOther(t *testing.T) {
	emptyDatabase()
	synctest.Test(t, func(t *testing.T) {
		h := newHouse(t)
		var over sync.WaitGroup
		ctx, cancel := context.WithCancel(t.Context())
		start := func(name string, s *script) {
			f := h.fetcher(Mailbox{Name: name, Addr: "localhost:143", Security: None, Username: "lea", Password: "x"})
			f.dialed = s.dialed
			over.Go(func() { f.Run(ctx) })
		}
		stuck, slowly, well := newScript(t, 3), newScript(t, 0), newScript(t, 5)
		stuck.wild = at(2, stall)
		slowly.letters[1] = string(ordinary("slow", 200<<10)) // over three minutes
		slowly.wild = on("UID FETCH", slow(nil, 1000, time.Second))
		start("stuck", stuck)
		start("slow", slowly)
		time.Sleep(time.Second)
		start("well", well)
		time.Sleep(5 * time.Second)
		if n := h.number(`SELECT count(*) FROM mail_places p JOIN mail_folders f ON f.id = p.folder_id WHERE mailbox = 'well'`); n != 5 {
			t.Errorf("%d messages are stored beside a stuck server", n)
		}
		cancel()
		over.Wait()
		time.Sleep(time.Minute) // the servers notice
		_ = h.db.Close()
	})
}
