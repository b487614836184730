package fetch

import (
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// times makes a behaviour that shows the first n times.
func times(n int32, do func(c *talk, verb, rest string) bool) func(c *talk, verb, rest string) bool {
	var shown atomic.Int32
	return func(c *talk, verb, rest string) bool {
		if shown.Add(1) <= n && do(c, verb, rest) {
			return true
		}
		shown.Add(-1)
		return false
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
				if bytes > 1 && t != nil {
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
