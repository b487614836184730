package message

import (
	"bytes"
	"encoding/base64"
)

// Values of base64Table beside those of the 64 digits.
const (
	base64Pad   = 64
	base64Space = 65
	base64Other = 66
)

var base64Table = func() (t [256]byte) {
	for i := range t {
		t[i] = base64Other
	}
	for i, c := range []byte("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/") {
		t[c] = byte(i)
	}
	t['='] = base64Pad
	for _, c := range []byte(" \t\r\n") {
		t[c] = base64Space
	}
	return t
}()

// countBase64 counts the digits, and the bytes that are neither digit, padding
// nor white space. It is regular where padding stands at the end alone and
// there are no others: then the digits tell the size.
func countBase64(raw []byte) (digits, others int, regular bool) {
	end := len(raw)
	for end > 0 && (base64Table[raw[end-1]] == base64Pad || base64Table[raw[end-1]] == base64Space) {
		end--
	}
	pads := 0
	for _, c := range raw[:end] {
		switch v := base64Table[c]; {
		case v < 64:
			digits++
		case v == base64Pad:
			pads++
		case v == base64Other:
			others++
		}
	}
	return digits, others, pads == 0 && others == 0
}

func sizeBase64(raw []byte) int {
	digits, others, regular := countBase64(raw)
	if regular {
		return digits * 6 / 8
	}
	if others > 0 {
		raw = withoutFooter(raw)
	}
	return lenientBase64(nil, raw)
}

// decodeBase64 decodes what can be: bytes that are no base64 are skipped
// (RFC 2045, section 6.8), padding may be missing or stand in the middle.
func decodeBase64(raw []byte, limit int) []byte {
	// The standard library is faster where it can do it, for it takes no white
	// space but line ends.
	digits, others, regular := countBase64(raw)
	if regular && digits*6/8 <= limit && digits%4 == 0 && bytes.IndexByte(raw, ' ') < 0 && bytes.IndexByte(raw, '=') < 0 {
		dst := make([]byte, base64.StdEncoding.DecodedLen(len(raw)))
		if n, err := base64.StdEncoding.Decode(dst, raw); err == nil {
			return dst[:n:n]
		}
	}
	if others > 0 {
		raw = withoutFooter(raw)
	}
	dst := make([]byte, min(sizeBase64(raw), limit))
	return dst[:lenientBase64(dst, raw)]
}

// lenientBase64 decodes into dst until it is full, or counts where dst is nil.
func lenientBase64(dst, raw []byte) int {
	n, bits, held := 0, 0, uint32(0)
	sure := 0 // up to here there is nothing but base64
	for i, c := range raw {
		switch v := base64Table[c]; {
		case v < 64:
			held = held<<6 | uint32(v)
			bits += 6
			if bits < 8 {
				continue
			}
			bits -= 8
			if dst != nil {
				if n == len(dst) {
					return n
				}
				dst[n] = byte(held >> bits)
			}
			n++
		case v == base64Pad:
			bits = 0
			if i < sure {
				continue
			}
			length := base64Line(raw[i+1:])
			if length == 0 {
				return n
			}
			sure = i + 1 + length
		}
	}
	return n
}

// base64Line is the length of what follows padding and is more base64, padding
// and white space before it included: a line of nothing else. Mailing lists add
// a footer there, and some mailers a second text. It is 0 where the content
// ends.
func base64Line(raw []byte) int {
	start := 0
	for start < len(raw) && (base64Table[raw[start]] == base64Pad || base64Table[raw[start]] == base64Space) {
		start++
	}
	for i, c := range raw[start:] {
		switch v := base64Table[c]; {
		case v <= base64Pad:
		case (c == '\n' || c == '\r') && (i%4 == 0 || start == 0):
			return start + i
		default:
			return 0
		}
	}
	if start == len(raw) {
		return 0
	}
	return len(raw)
}
