package message

import (
	"bytes"
	"strings"
)

// Transfer encodings, as transferEncoding gives them.
const (
	identity        = ""
	base64Encoding  = "base64"
	quotedPrintable = "quoted-printable"
	uuEncoding      = "x-uuencode"
)

// transferEncoding names the encoding of a Content-Transfer-Encoding field;
// what is unknown is taken as it is (RFC 2045, section 6.4, has it be opaque).
func transferEncoding(value string) string {
	value, _, _ = strings.Cut(strings.ToLower(value), ";")
	value, _, _ = strings.Cut(value, "(")
	switch strings.Trim(value, " \t\"'.,") {
	case "base64", "base-64", "base_64", "b64", "x-base64":
		return base64Encoding
	case "quoted-printable", "quoted_printable", "quotedprintable", "quoted printable", "qp":
		return quotedPrintable
	case "x-uuencode", "uuencode", "x-uue", "uue", "x-uu":
		return uuEncoding
	}
	return identity
}

// decode undoes a transfer encoding, giving a fresh slice of at most limit
// bytes.
func decode(encoding string, raw []byte, limit int) []byte {
	switch encoding {
	case base64Encoding:
		return decodeBase64(raw, limit)
	case quotedPrintable:
		dst := make([]byte, min(len(raw), limit))
		return dst[:decodeQuoted(dst, raw)]
	case uuEncoding:
		return decodeUU(raw, limit)
	}
	return bytes.Clone(raw[:min(len(raw), limit)])
}

// decodedSize is the length of what decode gives without limit. It allocates
// nothing.
func decodedSize(encoding string, raw []byte) int {
	switch encoding {
	case base64Encoding:
		return sizeBase64(raw)
	case quotedPrintable:
		return decodeQuoted(nil, raw)
	case uuEncoding:
		return sizeUU(raw)
	}
	return len(raw)
}
