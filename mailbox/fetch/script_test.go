package fetch

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// A script is a small IMAP server with one user and one folder, that does what a
// test tells it instead of what it should.
type script struct {
	t        *testing.T
	validity string // as it is told; "" leaves it out
	caps     string
	shy      bool                                  // names its capabilities only when it is asked
	wild     func(c *talk, verb, rest string) bool // answers a command itself, or says false
	greeting func(c *talk) bool
	flags    string         // permanent ones
	mend     func(h *house) // called once, after five hours
	expect   int            // how many messages are waited for, when not all

	mu       sync.Mutex
	letters  map[uint32]string
	talks    int // connections so far
	commands []string
}

// talk is one connection of a script.
type talk struct {
	*script
	conn net.Conn
	r    *bufio.Reader
	n    int    // which connection it is, from 1
	tag  string // of the command in hand
}

// line sends a line.
func (c *talk) line(format string, args ...any) {
	_, _ = fmt.Fprintf(c.conn, format+"\r\n", args...)
}

func (c *talk) ok() { c.line("%s OK done", c.tag) }

// stall says nothing any more until the other side hangs up.
func (c *talk) stall() { _, _ = io.Copy(io.Discard, c.r) }

// dialed connects a fetcher to the script over a pipe in memory.
func (s *script) dialed(context.Context) (net.Conn, error) {
	ours, theirs := net.Pipe()
	s.mu.Lock()
	s.talks++
	c := &talk{script: s, conn: theirs, r: bufio.NewReader(theirs), n: s.talks}
	s.mu.Unlock()
	go c.serve()
	return ours, nil
}

func (c *talk) serve() {
	defer c.conn.Close()
	if c.greeting != nil && c.greeting(c) {
		return
	}
	if c.shy {
		c.line("* OK ready")
	} else {
		c.line("* OK [CAPABILITY %s] ready", c.caps)
	}
	for {
		text, err := c.r.ReadString('\n')
		if err != nil {
			return
		}
		var rest string
		c.tag, rest, _ = strings.Cut(strings.TrimSpace(text), " ")
		verb, rest, _ := strings.Cut(rest, " ")
		if verb == "UID" {
			var second string
			second, rest, _ = strings.Cut(rest, " ")
			verb += " " + second
		}
		c.mu.Lock()
		c.commands = append(c.commands, verb)
		c.mu.Unlock()
		if c.wild != nil && c.wild(c, verb, rest) {
			continue
		}
		if !c.obey(verb, rest) {
			return
		}
	}
}

// obey does what a command asks, and reports whether the session goes on.
func (c *talk) obey(verb, rest string) bool {
	switch verb {
	case "CAPABILITY":
		c.line("* CAPABILITY %s", c.caps)
	case "LOGIN", "NOOP", "STORE", "UID STORE", "CREATE":
	case "LIST":
		c.line(`* LIST (\HasNoChildren) "/" INBOX`)
	case "SELECT", "EXAMINE":
		c.line("* %d EXISTS", len(c.uids()))
		c.line(`* FLAGS (\Seen)`)
		c.line("* OK [PERMANENTFLAGS (%s)] kept", c.flags)
		if c.validity != "" {
			c.line("* OK [UIDVALIDITY %s] valid", c.validity)
		}
	case "UID SEARCH":
		c.search(rest)
	case "UID FETCH":
		c.fetch(rest)
	case "IDLE":
		c.line("+ idling")
		_, _ = c.r.ReadString('\n')
	case "LOGOUT":
		c.line("* BYE")
		c.ok()
		return false
	default:
		c.line("%s BAD unknown", c.tag)
		return true
	}
	c.ok()
	return true
}

func (s *script) uids() []uint32 {
	s.mu.Lock()
	defer s.mu.Unlock()
	var list []uint32
	for uid := range s.letters {
		list = append(list, uid)
	}
	slices.Sort(list)
	return list
}

func (s *script) raw(uid uint32) (string, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	raw, ok := s.letters[uid]
	return raw, ok
}

// search answers UID n:*, with the last message for an n beyond it, and UID n.
func (c *talk) search(rest string) {
	from, star, _ := strings.Cut(strings.TrimPrefix(rest, "UID "), ":")
	n, _ := strconv.Atoi(from)
	all := c.uids()
	var found []string
	for i, uid := range all {
		if star == "*" && (int(uid) >= n || i == len(all)-1) || star == "" && int(uid) == n {
			found = append(found, fmt.Sprint(uid))
		}
	}
	c.line("* SEARCH %s", strings.Join(found, " "))
}

// wanted reads the arguments of a FETCH.
func wanted(rest string) (uid uint32, offset, count int, partial, body, meta bool) {
	first, items, _ := strings.Cut(rest, " ")
	n, _ := strconv.Atoi(first)
	_, section, body := strings.Cut(items, "BODY.PEEK[]")
	if section, partial = strings.CutPrefix(section, "<"); partial {
		section, _, _ = strings.Cut(section, ">")
		_, _ = fmt.Sscanf(section, "%d.%d", &offset, &count)
	}
	return uint32(n), offset, count, partial, body, strings.Contains(items, "INTERNALDATE")
}

// fetch answers as it should.
func (c *talk) fetch(rest string) {
	uid, offset, count, partial, body, meta := wanted(rest)
	raw, ok := c.raw(uid)
	if !ok {
		return
	}
	items := []string{fmt.Sprintf("UID %d", uid)}
	if meta {
		items = append(items, internalDate, fmt.Sprintf("RFC822.SIZE %d", len(raw)))
	}
	if body {
		items = append(items, section(raw, offset, count, partial))
	}
	c.line("* %d FETCH (%s)", uid, strings.Join(items, " "))
}

const internalDate = `INTERNALDATE "05-Mar-1999 07:08:09 +0000"`

// section is a message, or a part of it, as a literal.
func section(raw string, offset, count int, partial bool) string {
	if !partial {
		return fmt.Sprintf("BODY[] {%d}\r\n%s", len(raw), raw)
	}
	raw = raw[min(offset, len(raw)):min(offset+count, len(raw))]
	return fmt.Sprintf("BODY[]<%d> {%d}\r\n%s", offset, len(raw), raw)
}

// newScript is a server with messages m0001 and so on under the UIDs 1 to n.
func newScript(t *testing.T, n int) *script {
	s := &script{t: t, validity: "7", caps: "IMAP4rev1 IDLE", flags: `\*`, letters: make(map[uint32]string)}
	for i, name := range names("m", 1, n) {
		s.letters[uint32(i+1)] = string(note(name))
	}
	return s
}

// play runs a fetcher against the script, in a time of its own, until the house
// has all messages or a day has gone by, and for a little longer. Whatever was
// started must have ended by its end, or synctest fails.
func (s *script) play(t *testing.T, change func(m *Mailbox), check func(h *house)) {
	t.Helper()
	emptyDatabase() // outside the bubble
	synctest.Test(t, func(t *testing.T) {
		s.t = t
		h := newHouse(t)
		m := Mailbox{Name: "contact", Addr: "localhost:143", Security: None, Username: "lea", Password: "x"}
		if change != nil {
			change(&m)
		}
		f := h.fetcher(m)
		f.dialed = s.dialed
		ctx, cancel := context.WithCancel(t.Context())
		over := make(chan struct{})
		go func() {
			defer close(over)
			f.Run(ctx)
		}()
		s.mu.Lock()
		want := len(s.letters)
		s.mu.Unlock()
		if s.expect > 0 {
			want = s.expect
		}
		for minute := range 24 * 60 {
			time.Sleep(time.Minute)
			if s.mend != nil && minute == 5*60 {
				s.mend(h)
			}
			if h.number(`SELECT count(*) FROM mails`) >= want {
				break
			}
		}
		time.Sleep(s.after())
		cancel()
		<-over
		check(h)
		_ = h.db.Close()
		synctest.Wait()
	})
}

// after is how long goes by after the last message: over an hour where a message
// was passed over, so that it is counted again.
func (s *script) after() time.Duration {
	if s.mend != nil {
		return 61 * time.Minute
	}
	return 3 * time.Minute
}

// count is how often a command came.
func (s *script) count(verb string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := 0
	for _, v := range s.commands {
		if v == verb {
			n++
		}
	}
	return n
}
