package message

import (
	"bytes"
	"strings"
)

// guessBoundary finds the boundary of a multipart in its body, when what the
// header declares, "" for nothing, is not there.
func guessBoundary(body []byte, declared string) string {
	const (
		far  = 64 << 10 // a preamble is shorter
		most = 16       // lines whose end is looked for
	)
	body = body[:min(len(body), far)]
	looked := 0
	for rest := body; len(rest) > 0; {
		var line []byte
		line, rest = cutLine(rest)
		line = bytes.TrimRight(line, " \t\r\n")
		if len(line) < 4 || len(line) > 200 || line[0] != '-' || line[1] != '-' {
			continue
		}
		guess := string(line[2:])
		switch {
		case guess == declared+"--":
		case len(guess) > 2 && beginsPart(rest), meantBoundary(guess, declared) && beginsHeader(rest):
			return guess
		case looked < most && !strings.Contains(guess, " "):
			if looked++; closes(rest, line) {
				return guess
			}
		}
	}
	return ""
}

// beginsPart reports whether a field follows that only parts have.
func beginsPart(b []byte) bool {
	const prefix = "content-"
	line, _ := cutLine(b[:min(len(b), 200)])
	return nameLength(line) > len(prefix) && strings.EqualFold(string(line[:len(prefix)]), prefix)
}

// beginsHeader reports whether a field follows, or the empty line after none.
func beginsHeader(b []byte) bool {
	line, _ := cutLine(b[:min(len(b), 200)])
	line = bytes.TrimRight(line, "\r\n")
	return len(line) == 0 || nameLength(line) > 0
}

// meantBoundary reports whether a line is a delimiter of what is declared: with
// something after it, which RFC 2046, section 5.1.1, has readers take, or in
// quotes that are none ("boundary='b'").
func meantBoundary(guess, declared string) bool {
	if declared == "" || strings.Contains(guess, " ") {
		return false
	}
	return strings.HasPrefix(guess, declared) || 2*len(guess)+2 >= len(declared) && strings.Contains(declared, guess)
}

// closes reports whether the last delimiter that belongs to a first one follows.
func closes(b, first []byte) bool {
	last := append(append([]byte("\n"), first...), "--"...)
	for {
		i := bytes.Index(b, last)
		if i < 0 {
			return false
		}
		b = b[i+len(last):]
		if len(b) == 0 || strings.IndexByte(" \t\r\n", b[0]) >= 0 {
			return true
		}
	}
}
