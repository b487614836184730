package message

import (
	"bytes"

	"golang.org/x/text/encoding/korean"
)

// decode2022KR converts ISO-2022-KR (RFC 1557), which the tables know by name
// alone: EUC-KR with its high bits off between SO and SI.
func decode2022KR(b []byte) ([]byte, error) {
	const so, si = 0x0e, 0x0f
	b = bytes.ReplaceAll(b, []byte("\x1b$)C"), nil)
	out := make([]byte, 0, len(b))
	var high byte
	for _, c := range b {
		switch c {
		case so:
			high = 0x80
		case si, '\n':
			high = 0
		}
		if c > ' ' && c < 0x7f {
			c |= high
		}
		if c != so && c != si {
			out = append(out, c)
		}
	}
	return korean.EUCKR.NewDecoder().Bytes(out)
}
