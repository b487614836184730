package message

import (
	"bytes"
	"strings"
)

// decodeQuoted decodes quoted-printable (RFC 2045, section 6.7) into dst until
// it is full, or counts where dst is nil. What is no escape stands for itself.
func decodeQuoted(dst, raw []byte) int {
	n := 0
	for len(raw) > 0 && (dst == nil || n < len(dst)) {
		line, end := raw, raw[len(raw):]
		if i := bytes.IndexByte(raw, '\n'); i >= 0 {
			line, end = raw[:i], raw[i:i+1]
			if i > 0 && raw[i-1] == '\r' {
				line, end = raw[:i-1], raw[i-1:i+1]
			}
		}
		raw = raw[len(line)+len(end):]
		line = bytes.TrimRight(line, " \t")
		if bytes.HasSuffix(line, []byte("=")) { // a soft line break, or an escape cut off
			line, end = line[:len(line)-1], nil
		}
		i := bytes.IndexByte(line, '=')
		if i < 0 {
			i = len(line)
		}
		n += put(dst, n, line[:i])
		for line = line[i:]; len(line) > 0; n++ {
			c := line[0]
			if c == '=' && len(line) > 2 && isHex(line[1]) && isHex(line[2]) {
				c = unhex(line[1])<<4 | unhex(line[2])
				line = line[2:]
			}
			line = line[1:]
			if dst != nil {
				if n == len(dst) {
					return n
				}
				dst[n] = c
			}
		}
		n += put(dst, n, end)
	}
	return n
}

// quoted reports whether a message that is said to be quoted-printable is: every
// equals sign of its beginning is an escape or ends a line.
func quoted(raw []byte) bool {
	const far = 4 << 10
	raw = raw[:min(len(raw), far)]
	for {
		i := bytes.IndexByte(raw, '=')
		if i < 0 || i+2 >= len(raw) {
			return true
		}
		raw = raw[i+1:]
		escape := isHex(raw[0]) && isHex(raw[1])
		if !escape && strings.IndexByte(" \t\r\n", raw[0]) < 0 {
			return false
		}
	}
}

// put copies what fits of b to dst[n:] and gives its length; without dst it
// only counts.
func put(dst []byte, n int, b []byte) int {
	if dst == nil {
		return len(b)
	}
	return copy(dst[n:], b)
}
