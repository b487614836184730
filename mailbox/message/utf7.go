package message

import (
	"encoding/base64"
	"unicode/utf16"
	"unicode/utf8"
)

// decodeUTF7 converts UTF-7 (RFC 2152): UTF-16 in base64 between "+" and the
// first character that is no base64, which a "-" ends silently.
func decodeUTF7(b []byte) []byte {
	text := make([]byte, 0, len(b))
	for i := 0; i < len(b); {
		if b[i] != '+' {
			text = appendGuess(text, b[i])
			i++
			continue
		}
		j := i + 1
		for j < len(b) && base64Table[b[j]] < 64 {
			j++
		}
		switch {
		case j == i+1 && j < len(b) && b[j] == '-':
			text = append(text, '+')
		case j == i+1:
			text = append(text, '+')
			i = j
			continue
		default:
			text = appendUTF16(text, b[i+1:j])
		}
		if j < len(b) && b[j] == '-' {
			j++
		}
		i = j
	}
	return text
}

func appendGuess(text []byte, c byte) []byte {
	if c < utf8.RuneSelf {
		return append(text, c)
	}
	return utf8.AppendRune(text, utf8.RuneError)
}

func appendUTF16(text, encoded []byte) []byte {
	raw := make([]byte, base64.RawStdEncoding.DecodedLen(len(encoded)))
	n, err := base64.RawStdEncoding.Decode(raw, encoded)
	if err != nil && n == 0 {
		return append(text, encoded...)
	}
	for raw = raw[:n&^1]; len(raw) > 0; raw = raw[2:] {
		r := rune(raw[0])<<8 | rune(raw[1])
		if utf16.IsSurrogate(r) && len(raw) >= 4 {
			if pair := utf16.DecodeRune(r, rune(raw[2])<<8|rune(raw[3])); pair != utf8.RuneError {
				r, raw = pair, raw[2:]
			}
		}
		text = utf8.AppendRune(text, r) // half a pair becomes U+FFFD
	}
	return text
}
