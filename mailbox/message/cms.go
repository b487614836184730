package message

import (
	"bytes"
	"strings"
)

// Object identifiers of what a CMS message holds (RFC 5652, section 4 and
// further; RFC 5083; RFC 3274), as they are encoded.
var (
	oidSigned        = []byte{0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02}
	oidEnveloped     = []byte{0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x03}
	oidAuthEnveloped = []byte{0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x10, 0x01, 0x17}
)

// isCMS reports whether a part is an S/MIME message, and not a signature apart.
func (p *Part) isCMS() bool {
	return p.Type == "application/pkcs7-mime" || p.Type == "application/x-pkcs7-mime" || strings.EqualFold(p.Name, "smime.p7m")
}

// readCMS says what an S/MIME message is (RFC 8551, section 3), and gives the
// bytes of the entity that an opaque signature wraps.
func readCMS(b []byte, smimeType string) (content []byte, signed, encrypted bool) {
	outer, _, ok := readBER(b) // ContentInfo
	if !ok || outer.tag != 0x30 {
		switch strings.ToLower(smimeType) {
		case "signed-data", "certs-only":
			return nil, true, false
		}
		return nil, false, true // nothing here can be read
	}
	oid, rest, _ := readBER(outer.body)
	switch {
	case bytes.Equal(oid.body, oidEnveloped), bytes.Equal(oid.body, oidAuthEnveloped):
		return nil, false, true
	case !bytes.Equal(oid.body, oidSigned):
		return nil, false, strings.EqualFold(smimeType, "enveloped-data")
	}
	explicit, _, _ := readBER(rest)
	data, _, _ := readBER(explicit.body) // SignedData: version, digestAlgorithms, encapContentInfo
	_, rest, _ = readBER(data.body)
	_, rest, _ = readBER(rest)
	encap, _, _ := readBER(rest)
	_, rest, _ = readBER(encap.body)
	explicit, _, ok = readBER(rest)
	if !ok || explicit.tag != 0xa0 {
		return nil, true, false // certificates, or a signature of something elsewhere
	}
	octets, _, ok := readBER(explicit.body)
	if !ok {
		return nil, true, false
	}
	return octets.octets(), true, false
}

// A berValue is one value of BER (X.690, section 8).
type berValue struct {
	tag  byte
	body []byte
}

// readBER reads one value and gives what follows it. A body of indefinite
// length reaches to the end, and what follows is not known.
func readBER(b []byte) (v berValue, rest []byte, ok bool) {
	if len(b) < 2 || b[0]&0x1f == 0x1f {
		return v, nil, false
	}
	v.tag = b[0]
	n := int64(b[1])
	b = b[2:]
	switch {
	case n == 0x80:
		v.body, rest = cutIndefinite(b)
		return v, rest, true
	case n > 0x84:
		return v, nil, false
	case n > 0x80:
		length := int(n & 0x7f)
		if len(b) < length {
			return v, nil, false
		}
		n = 0
		for _, c := range b[:length] {
			n = n<<8 | int64(c)
		}
		b = b[length:]
	}
	n = min(n, int64(len(b)))
	v.body = b[:n]
	return v, b[n:], true
}

// cutIndefinite finds the end of a body of indefinite length. It counts the
// values that are open in it, and so needs no recursion.
func cutIndefinite(b []byte) (body, rest []byte) {
	open := 1
	for at := 0; at+2 <= len(b); {
		tag, n := b[at], int64(b[at+1])
		if tag == 0 && n == 0 {
			if open--; open == 0 {
				return b[:at], b[at+2:]
			}
			at += 2
			continue
		}
		at += 2
		switch {
		case n == 0x80:
			open++
			continue
		case n > 0x84 || tag&0x1f == 0x1f:
			return b, nil
		case n > 0x80:
			length := int(n & 0x7f)
			if at+length > len(b) {
				return b, nil
			}
			n = 0
			for _, c := range b[at : at+length] {
				n = n<<8 | int64(c)
			}
			at += length
		}
		if n > int64(len(b)-at) {
			return b, nil
		}
		at += int(n)
	}
	return b, nil
}

// octets joins the pieces of an octet string.
func (v berValue) octets() []byte {
	if v.tag == 0x04 {
		return v.body
	}
	var all []byte
	for b := v.body; len(b) > 0; {
		piece, rest, ok := readBER(b)
		if !ok {
			break
		}
		if piece.tag == 0x04 {
			all = append(all, piece.body...)
		}
		b = rest
	}
	return all
}
