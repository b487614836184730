package fetch

import (
	"bufio"
	"net"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// What a server, or somebody between, says before TLS leads to TLS or to a fault.
func TestStartTLSFaults(t *testing.T) {
	for name, c := range map[string]struct {
		greeting, answer string
		fault            string
	}{
		"refused":         {"* OK hello\r\n", "V1 NO not here\r\n", FaultTLS},
		"unknown":         {"* OK hello\r\n", "V1 BAD what\r\n", FaultTLS},
		"past login":      {"* PREAUTH hello\r\n", "V1 OK\r\n", FaultConnect},
		"sent away":       {"* BYE\r\n", "", FaultConnect},
		"injected":        {"* OK hello\r\n", "V1 OK begin\r\nT1 OK logged in\r\n", FaultTLS},
		"without an end":  {"* OK " + strings.Repeat("x", 10<<10), "", FaultProtocol},
		"never answered":  {"* OK hello\r\n", strings.Repeat("* OK wait\r\n", 20), FaultProtocol},
		"closed":          {"* OK hel", "", FaultDropped},
		"no TLS after it": {"* OK hello\r\n", "V1 OK begin\r\n* BYE\r\n", FaultTLS},
	} {
		t.Run(name, func(t *testing.T) {
			ours, theirs := net.Pipe()
			go func() {
				defer theirs.Close()
				_, _ = theirs.Write([]byte(c.greeting))
				if c.answer == "" {
					return
				}
				if line, _ := bufio.NewReader(theirs).ReadString('\n'); line != "V1 STARTTLS\r\n" {
					return
				}
				go func() { _, _ = theirs.Write([]byte(c.answer)) }()
				_, _ = bufio.NewReader(theirs).ReadByte() // the handshake, or the end
			}()
			f, err := New(Mailbox{Name: "x", Addr: "imap.example.org:143", Security: StartTLS, Username: "u", Password: "p"}, Config{Log: discard})
			if err != nil {
				t.Fatal(err)
			}
			_, err = f.secure(t.Context(), ours)
			_ = ours.Close()
			if FaultOf(err) != c.fault {
				t.Errorf("%v, want %s", err, c.fault)
			}
		})
	}
}

// FuzzServer: whatever comes after LOGIN, every call ends, and nothing is left of
// it. The answers are what lies between zero bytes; "$" stands for the tag.
func FuzzServer(f *testing.F) {
	const found = "* SEARCH 5 7\r\n$ OK\r\n\x00"
	f.Add([]byte("* 2 EXISTS\r\n* OK [UIDVALIDITY 3] x\r\n$ OK\r\n\x00" + found + "* 1 FETCH (UID 5 RFC822.SIZE 3 BODY[]<0> {3}\r\nabc)\r\n$ OK\r\n\x00* LIST () NIL a\r\n$ OK\r\n"))
	f.Add([]byte("$ OK\r\n\x00" + found + "* 1 FETCH (BODY[]<0> {3}\r\nabc UID 5)\r\n$ OK\r\n\x00$ OK\r\n\x00* SEARCH 5\r\n$ OK\r\n"))
	f.Add([]byte("$ OK\r\n\x00* ESEARCH (TAG \"$\") UID ALL 1:4294967295\r\n$ OK\r\n"))
	f.Add([]byte("$ OK\r\n\x00" + found + "* 1 FETCH (UID 5 BODY[] {99999999999}\r\nabc\x00* BYE\r\n"))
	f.Fuzz(func(t *testing.T, in []byte) {
		synctest.Test(t, func(t *testing.T) {
			f, err := New(Mailbox{Name: "x", Addr: "localhost:143", Security: None, Username: "u", Password: "p"}, Config{Log: discard, Now: time.Now})
			if err != nil {
				t.Fatal(err)
			}
			s := newScript(t, 0)
			answers := strings.Split(string(in), "\x00")
			s.wild = func(c *talk, verb, _ string) bool {
				if verb == "LOGIN" || verb == "LOGOUT" {
					return false
				}
				if len(answers) == 0 {
					_ = c.conn.Close()
					return true
				}
				_, _ = c.conn.Write([]byte(strings.ReplaceAll(answers[0], "$", c.tag)))
				answers = answers[1:]
				return true
			}
			f.dialed = s.dialed
			c, err := f.connect(t.Context())
			if err != nil {
				return
			}
			defer c.close()
			if c.open("INBOX", false) != nil {
				return
			}
			list, err := c.uids(1)
			if err != nil || len(list) > maxUIDs {
				return
			}
			l, err := c.careful(5, DefaultMaxSize, func(int64) {})
			if err == nil && l.size < int64(len(l.raw)) {
				t.Errorf("of %d bytes, %d are kept", l.size, len(l.raw))
			}
			if _, err = c.listAll(); ended(err) {
				return
			}
			_, _ = c.bare(7, DefaultMaxSize, func(int64) {})
		})
	})
}
