package fetch

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"vigie/tickets"
)

// times makes a behaviour that shows the first n times.
func times(n int32, do func(c *talk, verb, rest string) bool) func(c *talk, verb, rest string) bool {
	var shown atomic.Int32
	return func(c *talk, verb, rest string) bool {
		if shown.Load() >= n || !do(c, verb, rest) {
			return false
		}
		shown.Add(1)
		return true
	}
}

// on makes a behaviour at a command.
func on(verb string, do func(c *talk, rest string) bool) func(c *talk, verb, rest string) bool {
	return func(c *talk, v, rest string) bool { return v == verb && do(c, rest) }
}

// at makes a behaviour at the FETCH of one message.
func at(uid int, do func(c *talk, rest string) bool) func(c *talk, verb, rest string) bool {
	return on("UID FETCH", func(c *talk, rest string) bool {
		return strings.HasPrefix(rest, fmt.Sprintf("%d ", uid)) && do(c, rest)
	})
}

// before says something in front of each answer.
func before(lines ...string) func(c *talk, verb, rest string) bool {
	return func(c *talk, verb, _ string) bool {
		if verb != "IDLE" && verb != "LOGOUT" {
			c.line("%s", strings.Join(lines, "\r\n"))
		}
		return false
	}
}

func stall(c *talk, _ string) bool { c.stall(); return true }

func hang(c *talk, _ string) bool { _ = c.conn.Close(); return true }

// odd answers a FETCH with other metadata than there are.
func odd(date, size string) func(c *talk, rest string) bool {
	return func(c *talk, rest string) bool {
		uid, offset, count, partial, body, meta := wanted(rest)
		raw, ok := c.raw(uid)
		if !ok || !meta {
			return false
		}
		items := strings.TrimSpace(date + " " + size)
		if body {
			items += " " + section(raw, offset, count, partial)
		}
		c.line("* %d FETCH (UID %d %s)", uid, uid, items)
		c.ok()
		return true
	}
}

// truncate announces a literal and sends half of it.
func truncate(c *talk, rest string) bool {
	uid, _, _, _, body, _ := wanted(rest)
	raw, _ := c.raw(uid)
	if !body {
		return false
	}
	_, _ = fmt.Fprintf(c.conn, "* 1 FETCH (UID %d BODY[]<0> {%d}\r\n%s", uid, len(raw), raw[:len(raw)/2])
	return true
}

const large = 3<<20 + 12345

// Whatever a server does for a while, or always where every message can still be
// had, each message is stored once and read once in the end.
func TestHostile(t *testing.T) {
	const count = 20
	all := names("m", 1, count)
	for name, prepare := range map[string]func(s *script){
		"nothing": func(*script) {},

		// Before anything is asked.
		"garbage for a greeting":    func(s *script) { s.greeting = first(3, func(c *talk) { c.line("\x00\xff{}*) (\r\n\r\n") }) },
		"a web server":              func(s *script) { s.greeting = first(3, func(c *talk) { c.line("HTTP/1.1 400 Bad Request\r\n") }) },
		"an endless greeting":       func(s *script) { s.greeting = first(2, func(c *talk) { flood(c, "* OK ", strings.Repeat("x", 1000)) }) },
		"no greeting":               func(s *script) { s.greeting = first(2, func(c *talk) { c.stall() }) },
		"a greeting drop by drop":   func(s *script) { s.greeting = first(2, func(c *talk) { drip(c, strings.Repeat("x", 1000)) }) },
		"a refusal for a greeting":  func(s *script) { s.greeting = first(3, func(c *talk) { c.line("* BYE too many") }) },
		"a connection that is shut": func(s *script) { s.greeting = first(5, func(*talk) {}) },

		// Stuck, closed and refusing at each step.
		"stuck at CAPABILITY": func(s *script) { s.shy = true; s.wild = times(2, on("CAPABILITY", stall)) },
		"stuck at LOGIN":      func(s *script) { s.wild = times(2, on("LOGIN", stall)) },
		"stuck at LIST":       func(s *script) { s.wild = times(2, on("LIST", stall)) },
		"stuck at EXAMINE":    func(s *script) { s.wild = times(2, on("EXAMINE", stall)) },
		"stuck at SEARCH":     func(s *script) { s.wild = times(2, on("UID SEARCH", stall)) },
		"stuck at FETCH":      func(s *script) { s.wild = times(2, at(5, stall)) },
		"stuck at IDLE":       func(s *script) { s.wild = times(2, on("IDLE", stall)) },
		"closing at LOGIN":    func(s *script) { s.wild = times(2, on("LOGIN", hang)) },
		"closing at LIST":     func(s *script) { s.wild = on("LIST", hang) },
		"closing at EXAMINE":  func(s *script) { s.wild = times(5, on("EXAMINE", hang)) },
		"closing at SEARCH":   func(s *script) { s.wild = times(5, on("UID SEARCH", hang)) },
		"closing at FETCH":    func(s *script) { s.wild = times(2, at(5, hang)) },
		"closing after each FETCH": func(s *script) {
			s.wild = on("UID FETCH", func(c *talk, rest string) bool { c.obey("UID FETCH", rest); return hang(c, rest) })
		},
		"closing at IDLE":    func(s *script) { s.wild = on("IDLE", hang) },
		"refusing to LIST":   func(s *script) { s.wild = on("LIST", no) },
		"refusing EXAMINE":   func(s *script) { s.wild = times(5, on("EXAMINE", no)) },
		"refusing to SEARCH": func(s *script) { s.wild = times(5, on("UID SEARCH", no)) },
		"refusing to FETCH":  func(s *script) { s.wild = times(2, at(5, no)) },
		"refusing to IDLE":   func(s *script) { s.wild = on("IDLE", no) },
		"not knowing IDLE":   func(s *script) { s.caps = "IMAP4rev1" },
		"a black hole":       func(s *script) { s.wild = blackhole },
		"unable to log in":   func(s *script) { s.wild = times(3, on("LOGIN", refuse("[UNAVAILABLE] later"))) },
		"a farewell":         func(s *script) { s.wild = times(3, at(5, bye)) },
		"an unlistable name": func(s *script) { s.wild = on("LIST", say(`* LIST () "/" "&&&&"`)) },

		// Slow, and too slow.
		"a kilobyte a second": func(s *script) { s.wild = on("UID FETCH", slow(t, 100, 100*time.Millisecond)) },
		"a byte a minute":     func(s *script) { s.wild = times(2, at(5, slow(t, 1, 50*time.Second))) },

		// Lying.
		"sizes too large":       func(s *script) { s.wild = on("UID FETCH", odd(internalDate, "RFC822.SIZE 900")) },
		"sizes too small":       func(s *script) { s.wild = on("UID FETCH", odd(internalDate, "RFC822.SIZE 2")) },
		"sizes of nothing":      func(s *script) { s.wild = on("UID FETCH", odd(internalDate, "RFC822.SIZE 0")) },
		"sizes beyond all":      func(s *script) { s.wild = on("UID FETCH", odd(internalDate, "RFC822.SIZE 4294967295")) },
		"sizes below zero":      func(s *script) { s.wild = on("UID FETCH", odd(internalDate, "RFC822.SIZE -1")) },
		"sizes beyond numbers":  func(s *script) { s.wild = on("UID FETCH", odd(internalDate, "RFC822.SIZE 99999999999999999999")) },
		"no sizes and no dates": func(s *script) { s.wild = on("UID FETCH", odd("FLAGS ()", "")) },
		"dates that are none":   func(s *script) { s.wild = on("UID FETCH", odd(`INTERNALDATE "yesterday"`, "RFC822.SIZE 9")) },
		"dates of NIL":          func(s *script) { s.wild = on("UID FETCH", odd(`INTERNALDATE NIL`, "RFC822.SIZE 9")) },
		"another UID":           func(s *script) { s.wild = times(2, at(5, relabel)) },
		"a changing body":       func(s *script) { s.wild = times(1, at(5, another)) },
		"a truncated literal": func(s *script) {
			s.wild = times(2, at(5, func(c *talk, rest string) bool { return truncate(c, rest) && hang(c, rest) }))
		},
		"a literal that is short": func(s *script) {
			s.wild = times(2, at(5, func(c *talk, rest string) bool { truncate(c, rest); c.ok(); return true }))
		},
		"a literal that stalls": func(s *script) {
			s.wild = times(2, at(5, func(c *talk, rest string) bool { truncate(c, rest); c.stall(); return true }))
		},
		"a literal of 4 GB":        func(s *script) { s.wild = times(2, at(5, announce(4<<30))) },
		"a literal beyond numbers": func(s *script) { s.wild = times(2, at(5, announce(-1))) },
		"no UIDVALIDITY":           func(s *script) { s.validity = "" },
		"a UIDVALIDITY of 0":       func(s *script) { s.validity = "0" },
		"a UIDVALIDITY of words":   func(s *script) { s.wild = times(2, on("EXAMINE", say("* OK [UIDVALIDITY many] x"))) },
		"a small UIDNEXT":          func(s *script) { s.wild = before("* OK [UIDNEXT 1] x") },
		"a large UIDNEXT":          func(s *script) { s.wild = before("* OK [UIDNEXT 4294967295] x") },
		"UIDs twice":               func(s *script) { s.wild = on("UID SEARCH", found(count, "* SEARCH 20 1 2 2 3 1 3 %s 7 7")) },
		"UIDs of nobody":           func(s *script) { s.wild = times(3, on("UID SEARCH", found(count, "* SEARCH 0 %s 21 5000 4294967295"))) },
		"all UIDs there are": func(s *script) {
			s.wild = times(2, on("UID SEARCH", everything))
		},
		"UIDs of none":     func(s *script) { s.wild = times(2, on("UID SEARCH", found(count, "* SEARCH"))) },
		"a set for a list": func(s *script) { s.wild = on("UID SEARCH", esearch) },

		// Talkative.
		"unknown responses": func(s *script) {
			s.wild = before("* XYZZY", "* 7 PLUGH (a \"{3}\" {3}\r\nabc b)", "* VANISHED (EARLIER) 3:7")
		},
		"flags told first":       func(s *script) { s.wild = on("UID FETCH", flagsFirst) },
		"a body before its UID":  func(s *script) { s.wild = on("UID FETCH", bodyFirst) },
		"a message twice":        func(s *script) { s.wild = on("UID FETCH", twice) },
		"other messages between": func(s *script) { s.wild = on("UID FETCH", between) },
		"news all the time":      func(s *script) { s.wild = on("IDLE", wolf) },
		"news without an end": func(s *script) {
			s.wild = times(3, on("IDLE", func(c *talk, _ string) bool { flood(c, "+ idling\r\n", "* 5 EXISTS\r\n"); return true }))
		},
		"news before answers": func(s *script) { s.wild = before(strings.TrimSuffix(strings.Repeat("* 21 EXISTS\r\n", 100), "\r\n")) },
		"expunges without end": func(s *script) {
			s.wild = times(3, at(5, func(c *talk, _ string) bool { flood(c, "", expunges); return true }))
		},
		"unasked continuations": func(s *script) { s.wild = times(3, at(5, say("+ go on"))) },
		"another's tag":         func(s *script) { s.wild = times(3, at(5, say("Z9 OK done"))) },
		"nothing but OK":        func(s *script) { s.wild = times(2, at(5, func(c *talk, _ string) bool { c.ok(); return true })) },
		"a nested list":         func(s *script) { s.wild = times(2, at(5, say("* 5 FETCH (UID 5 FLAGS "+strings.Repeat("(", 5000)))) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newScript(t, count)
			prepare(s)
			s.play(t, nil, func(h *house) {
				h.once(all...)
				d := h.folder("INBOX")
				if want := (tickets.Reconciliation{OnServer: count, Stored: count}); d.Reconciliation != want && !strings.HasPrefix(name, "UIDs") {
					t.Errorf("reconciled: %+v", d.Reconciliation)
				}
			})
		})
	}
}

// first makes a greeting of the first n connections.
func first(n int, do func(c *talk)) func(c *talk) bool {
	return func(c *talk) bool {
		if c.n > n {
			return false
		}
		do(c)
		return true
	}
}

// flood sends the same again and again until the other side hangs up.
func flood(c *talk, begin, again string) {
	_, err := c.conn.Write([]byte(begin))
	many := []byte(strings.Repeat(again, 1+4096/len(again)))
	for err == nil {
		_, err = c.conn.Write(many)
	}
}

// expunges are a few, with much said beside: a million bytes of them alone take
// the race detector too long.
var expunges = strings.Repeat("* 1 EXPUNGE\r\n", 8) + "* OK " + strings.Repeat("x", 1000) + "\r\n"

func drip(c *talk, text string) {
	for _, b := range []byte(text) {
		time.Sleep(20 * time.Second)
		if _, err := c.conn.Write([]byte{b}); err != nil {
			return
		}
	}
}

func refuse(words string) func(c *talk, rest string) bool {
	return func(c *talk, _ string) bool { c.line("%s NO %s", c.tag, words); return true }
}

func no(c *talk, _ string) bool { c.line("%s NO not now", c.tag); return true }

func bye(c *talk, _ string) bool {
	c.line("* BYE closing down")
	_ = c.conn.Close()
	return true
}

func say(line string) func(c *talk, rest string) bool {
	return func(c *talk, _ string) bool { c.line("%s", line); return true }
}

// blackhole takes what comes on the first connections after LOGIN, and says
// nothing.
func blackhole(c *talk, verb, _ string) bool {
	if c.n > 2 || verb == "LOGIN" {
		return false
	}
	c.stall()
	return true
}

// slow answers a FETCH a few bytes at a time, and must not be interrupted unless
// it gives less than a kilobyte a second.
func slow(t *testing.T, bytes int, pause time.Duration) func(c *talk, rest string) bool {
	return func(c *talk, rest string) bool {
		uid, offset, count, partial, body, _ := wanted(rest)
		raw, ok := c.raw(uid)
		if !ok || !body {
			return false
		}
		text := fmt.Sprintf("* 1 FETCH (UID %d %s RFC822.SIZE %d %s)\r\n%s OK\r\n", uid, internalDate, len(raw), section(raw, offset, count, partial), c.tag)
		for len(text) > 0 {
			time.Sleep(pause)
			n := min(bytes, len(text))
			if _, err := c.conn.Write([]byte(text[:n])); err != nil {
				if bytes > 1 {
					t.Errorf("a slow server was cut: %v", err)
				}
				return true
			}
			text = text[n:]
		}
		return true
	}
}

func relabel(c *talk, rest string) bool {
	uid, offset, count, partial, _, _ := wanted(rest)
	raw, _ := c.raw(uid)
	c.line("* 1 FETCH (UID %d %s)", uid+1, section(raw, offset, count, partial))
	c.ok()
	return true
}

func another(c *talk, rest string) bool {
	uid, _, _, _, _, _ := wanted(rest)
	c.line("* 1 FETCH (UID %d RFC822.SIZE 99 BODY[]<0> {3}\r\nabc)", uid)
	c.ok()
	return true
}

func announce(size int64) func(c *talk, rest string) bool {
	return func(c *talk, rest string) bool {
		uid, _, _, _, _, _ := wanted(rest)
		n := fmt.Sprint(size)
		if size < 0 {
			n = "99999999999999999999999"
		}
		flood(c, fmt.Sprintf("* 1 FETCH (UID %d BODY[]<0> {%s}\r\n", uid, n), strings.Repeat("x", 4096))
		return true
	}
}

// found answers a search for more than one message.
func found(count int, line string) func(c *talk, rest string) bool {
	return func(c *talk, rest string) bool {
		if !strings.HasSuffix(rest, ":*") {
			return false
		}
		if strings.Contains(line, "%s") {
			var list []string
			for i := 1; i <= count; i++ {
				list = append(list, fmt.Sprint(i))
			}
			c.line(line, strings.Join(list, " "))
		} else {
			c.line("%s", line)
		}
		c.ok()
		return true
	}
}

// esearch answers as IMAP4rev2 does (RFC 9051, section 7.3.4).
func esearch(c *talk, rest string) bool {
	from, star, _ := strings.Cut(strings.TrimPrefix(rest, "UID "), ":")
	if star == "*" {
		from = "1:20"
	}
	c.line(`* ESEARCH (TAG "%s") UID ALL %s`, c.tag, from)
	c.ok()
	return true
}

func everything(c *talk, _ string) bool {
	c.line(`* ESEARCH (TAG "%s") UID ALL 1:4294967294`, c.tag)
	c.ok()
	return true
}

func flagsFirst(c *talk, rest string) bool {
	uid, _, _, _, _, _ := wanted(rest)
	c.line(`* %d FETCH (UID %d FLAGS (\Seen))`, uid, uid)
	return false
}

func bodyFirst(c *talk, rest string) bool {
	uid, offset, count, partial, body, _ := wanted(rest)
	raw, ok := c.raw(uid)
	if !ok || !body {
		return false
	}
	c.line("* %d FETCH (%s %s RFC822.SIZE %d UID %d)", uid, section(raw, offset, count, partial), internalDate, len(raw), uid)
	c.ok()
	return true
}

func twice(c *talk, rest string) bool {
	c.fetch(rest)
	return false
}

func between(c *talk, rest string) bool {
	uid, offset, count, partial, body, _ := wanted(rest)
	if !body {
		return false
	}
	for _, other := range []uint32{uid + 1, 999} {
		raw := "Subject: not asked for\r\n\r\n"
		c.line("* %d FETCH (UID %d %s)", other, other, section(raw, offset, count, partial))
	}
	return false
}

// wolf cries at each IDLE.
func wolf(c *talk, _ string) bool {
	c.line("+ idling")
	c.line("* 21 EXISTS")
	_, _ = c.r.ReadString('\n')
	c.ok()
	return true
}

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
		s.mu.Lock()
		defer s.mu.Unlock()
		visits := 0
		for _, verb := range s.commands {
			if verb == "EXAMINE" {
				visits++
			}
		}
		if visits > 15 { // in four minutes
			t.Errorf("%d visits", visits)
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
