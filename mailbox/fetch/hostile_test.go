package fetch

import (
	"strings"
	"testing"
	"time"

	"vigie/tickets"
)

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
		"a farewell":         func(s *script) { s.wild = times(2, at(5, bye)) },
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
			s.wild = times(1, on("IDLE", func(c *talk, _ string) bool { flood(c, "+ idling\r\n", "* 5 EXISTS\r\n"); return true }))
		},
		"news before answers": func(s *script) { s.wild = before(strings.TrimSuffix(strings.Repeat("* 21 EXISTS\r\n", 100), "\r\n")) },
		"expunges without end": func(s *script) {
			s.wild = times(1, at(5, func(c *talk, _ string) bool { flood(c, "", expunges); return true }))
		},
		"unasked continuations": func(s *script) { s.wild = times(2, at(5, say("+ go on"))) },
		"another's tag":         func(s *script) { s.wild = times(2, at(5, say("Z9 OK done"))) },
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
				if n := h.number(`SELECT count(*) FROM mail_places WHERE tries > 0`); n > 0 && !strings.HasPrefix(name, "UIDs of nobody") {
					t.Errorf("%d messages were passed over", n)
				}
				if n := s.count("UID FETCH"); name == "nothing" && n != count {
					t.Errorf("%d messages were fetched by %d commands", count, n)
				}
			})
		})
	}
}
