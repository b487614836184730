package fetch

import (
	"bufio"
	"bytes"
	"net"
	"strconv"
	"strings"
)

// known are the untagged responses that pass a sieve: the library understands
// them, and something here needs them.
var known = map[string]bool{
	"OK": true, "NO": true, "BAD": true, "BYE": true, "PREAUTH": true, "CAPABILITY": true,
	"LIST": true, "SEARCH": true, "ESEARCH": true, "EXISTS": true, "EXPUNGE": true, "FETCH": true,
}

// wordy are those that end in free text, whose line never ends in a literal.
var wordy = map[string]bool{"OK": true, "NO": true, "BAD": true, "BYE": true, "PREAUTH": true}

// A sieve drops the responses that the library does not know, such as VANISHED:
// it would end the connection, where a client is to expect any response at any
// time (RFC 9051, section 2.2.2). Anything else passes byte for byte.
type sieve struct {
	net.Conn
	r *bufio.Reader

	started bool   // within a response
	drop    bool   // which is dropped
	literal int64  // bytes of a literal that are still to come
	counts  bool   // whether the response's lines may end in a literal
	tail    []byte // the last bytes of the line so far, where a literal would be announced
}

func newSieve(c net.Conn) *sieve {
	return &sieve{Conn: c, r: bufio.NewReaderSize(c, 16<<10)}
}

func (s *sieve) Read(p []byte) (int, error) {
	for {
		if !s.started {
			if err := s.begin(); err != nil {
				return 0, err
			}
		}
		n, err := s.advance(p)
		if s.drop {
			n = 0
		}
		if n > 0 || err != nil {
			return n, err
		}
	}
}

// maxWord is how far into a response its name is looked for.
const maxWord = 48

// begin looks at a response's first words. It waits for no byte more than it
// needs.
func (s *sieve) begin() error {
	s.drop, s.counts, s.tail = false, false, s.tail[:0]
	for n := 1; ; n++ {
		n = max(n, min(s.r.Buffered(), maxWord)) // all there is, then byte by byte
		head, err := s.r.Peek(n)
		if err != nil {
			if len(head) > 0 { // the connection ends within the first words: pass what there is
				s.started = true
				return nil
			}
			return err
		}
		word, decided := responseWord(head)
		if !decided && n < maxWord {
			continue
		}
		s.started = true
		if decided && word != "" {
			s.drop = !known[word]
			s.counts = !wordy[word]
		}
		return nil
	}
}

// responseWord is the name of an untagged response, in capitals; "" of a tagged
// one, a continuation and whatever is no response. It is decided once no further
// byte can change it.
func responseWord(head []byte) (word string, decided bool) {
	if head[0] != '*' || len(head) > 1 && head[1] != ' ' {
		return "", true
	}
	if len(head) == 1 {
		return "", false
	}
	rest := head[2:]
	if digits := bytes.TrimLeft(rest, "0123456789"); len(digits) < len(rest) {
		if len(digits) == 0 {
			return "", false
		}
		if digits[0] != ' ' {
			return "", true
		}
		rest = digits[1:]
	}
	end := bytes.IndexAny(rest, " \r\n(")
	if end < 0 {
		return "", false
	}
	return strings.ToUpper(string(rest[:end])), true
}

// advance reads on in a response: to the end of a line at most, or of a literal.
func (s *sieve) advance(p []byte) (int, error) {
	if s.literal > 0 {
		n, err := s.r.Read(p[:min(int64(len(p)), s.literal)])
		s.literal -= int64(n)
		return n, err
	}
	if _, err := s.r.Peek(1); err != nil {
		return 0, err
	}
	line, _ := s.r.Peek(min(s.r.Buffered(), len(p)))
	at := bytes.IndexByte(line, '\n')
	if at >= 0 {
		line = line[:at+1]
	}
	n := copy(p, line)
	s.remember(line)
	_, _ = s.r.Discard(n)
	if at >= 0 {
		s.literal, s.started = 0, false
		if s.counts {
			s.literal, s.started = announced(s.tail)
		}
		s.tail = s.tail[:0]
	}
	return n, nil
}

// remember keeps the end of the line.
func (s *sieve) remember(line []byte) {
	const enough = 24 // {18446744073709551615}\r\n
	s.tail = append(s.tail, line[max(0, len(line)-enough):]...)
	if len(s.tail) > enough {
		s.tail = append(s.tail[:0], s.tail[len(s.tail)-enough:]...)
	}
}

// announced is the length of the literal that a line announces at its end, after
// which the response goes on.
func announced(line []byte) (int64, bool) {
	line = bytes.TrimRight(line, "\r\n")
	open := bytes.LastIndexByte(line, '{')
	if open < 0 || line[len(line)-1] != '}' {
		return 0, false
	}
	n, err := strconv.ParseInt(strings.TrimSuffix(string(line[open+1:len(line)-1]), "+"), 10, 64)
	return n, err == nil && n >= 0
}
