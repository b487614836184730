package message

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// A word is one encoded word (RFC 2047, section 2), not yet decoded.
type word struct {
	charset string // lower case, without the language of RFC 2231
	base64  bool
	text    string
}

// cutWord reads the encoded word at the beginning of s, "=?", and gives its
// length. White space inside, missing padding and question marks are taken as
// they come. It looks no further than the beginning of the next word, so that
// a caller who tries every "=?" of a text reads it twice at most.
func cutWord(s string) (w word, n int, ok bool) {
	i := 2
	for i < len(s) && i < 66 && isToken(s[i]) {
		i++
	}
	if i == 2 || i+3 > len(s) || s[i] != '?' || s[i+2] != '?' {
		return w, 0, false
	}
	w.charset, _, _ = strings.Cut(strings.ToLower(s[2:i]), "*")
	switch s[i+1] {
	case 'b', 'B':
		w.base64 = true
	case 'q', 'Q':
	default:
		return w, 0, false
	}
	start := i + 3
	for i = start; ; i++ {
		j := strings.IndexByte(s[i:], '?')
		if j < 0 {
			return w, 0, false
		}
		i += j
		switch {
		case i+1 < len(s) && s[i+1] == '=':
			if !w.base64 && questionMark(s[i:]) {
				continue
			}
			w.text = s[start:i]
			return w, i + 2, true
		case i > start && s[i-1] == '=':
			return w, 0, false // the next word: this one has no end
		}
	}
}

// cutLastWord reads the encoded word at the beginning of s that goes to its end
// and was cut off there, as mailers do that count a subject's characters.
func cutLastWord(s string) (w word, ok bool) {
	const longest = 200
	if len(s) > longest || strings.ContainsAny(s, " \t") || strings.Contains(s[2:], "=?") {
		return w, false
	}
	w, n, ok := cutWord(strings.TrimSuffix(s, "?") + "?=")
	return w, ok && n >= len(s)
}

// questionMark reports whether "?=" is a question mark before an encoded byte,
// as in "=?utf-8?Q?Why?=20Now?=", and not the end of a Q word.
func questionMark(s string) bool {
	if len(s) < 4 || !isHex(s[2]) || !isHex(s[3]) {
		return false
	}
	rest := s[4:min(len(s), 80)] // words have 75 characters
	end, next := strings.Index(rest, "?="), strings.Index(rest, "=?")
	return end >= 0 && (next < 0 || end <= next)
}

// decodeLine decodes a header's value: its encoded words, neighbours of one
// charset joined before their bytes are converted (mailers cut inside a
// character), and its raw 8-bit bytes, which are UTF-8 (RFC 6532) or else in
// the fallback charset, windows-1252 where that is "". It gives one line
// without control characters, trimmed.
func decodeLine(s, fallback string) string {
	if !strings.Contains(s, "=?") {
		if plainLine(s) {
			return strings.TrimSpace(s)
		}
		return oneLine(decodeRaw(s, fallback))
	}
	var b strings.Builder
	var run []word // neighbours of one charset
	plain := 0     // where text outside of words begins
	for i := 0; ; {
		j := strings.Index(s[i:], "=?")
		if j < 0 {
			break
		}
		i += j
		w, n, ok := cutWord(s[i:])
		if !ok {
			w, ok = cutLastWord(s[i:])
			n = len(s) - i
		}
		if !ok {
			i += 2
			continue
		}
		between := s[plain:i]
		if blank := strings.Trim(between, " \t\r\n") == ""; len(run) == 0 || !blank {
			writeRun(&b, run)
			run = run[:0]
			b.WriteString(decodeRaw(between, fallback))
			if strings.HasSuffix(between, "]") {
				b.WriteByte(' ') // a filter's tag set before the subject
			}
		} else if run[0].charset != w.charset {
			writeRun(&b, run)
			run = run[:0]
		}
		run = append(run, w)
		i += n
		plain = i
	}
	writeRun(&b, run)
	b.WriteString(decodeRaw(s[plain:], fallback))
	return oneLine(b.String())
}

// writeRun decodes neighbouring words of one charset as one text.
func writeRun(b *strings.Builder, run []word) {
	if len(run) == 0 {
		return
	}
	var joined []byte
	for i := 0; i < len(run); {
		if !run[i].base64 {
			joined = appendQ(joined, run[i].text)
			i++
			continue
		}
		j := i
		for j < len(run) && run[j].base64 {
			j++
		}
		joined = appendB(joined, run[i:j])
		i = j
	}
	text, _ := toUTF8(run[0].charset, joined)
	b.Write(text)
}

// appendB decodes B words. Some mailers cut the base64 text anywhere, others
// leave out the padding of each word: where the two readings differ, the one
// that gives UTF-8 is right.
func appendB(dst []byte, run []word) []byte {
	var joined []byte
	odd := false
	for i, w := range run {
		joined = append(joined, w.text...)
		odd = odd || i < len(run)-1 && len(w.text)%4 != 0
	}
	control := func(r rune) bool { return r < ' ' && r != '\x1b' } // ISO-2022-JP escapes
	whole := decodeBase64(joined, len(joined))
	if !odd || utf8.Valid(whole) && !bytes.ContainsFunc(whole, control) {
		return append(dst, whole...)
	}
	var apart []byte
	for _, w := range run {
		apart = append(apart, decodeBase64([]byte(w.text), len(w.text))...)
	}
	if utf8.Valid(apart) {
		return append(dst, apart...)
	}
	return append(dst, whole...)
}

// appendQ decodes the text of a Q word (RFC 2047, section 4.2).
func appendQ(dst []byte, s string) []byte {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '_':
			dst = append(dst, ' ')
		case c == '=' && i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2]):
			dst = append(dst, unhex(s[i+1])<<4|unhex(s[i+2]))
			i += 2
		default:
			dst = append(dst, c)
		}
	}
	return dst
}

func isHex(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F'
}

// unhex is the value of a hexadecimal digit.
func unhex(c byte) byte {
	if c <= '9' {
		return c - '0'
	}
	return c&^0x20 - 'A' + 10
}

// isToken reports whether c may stand in a MIME token (RFC 2045, section 5.1)
// as people write them.
func isToken(c byte) bool {
	return c > ' ' && c < 0x7f && !strings.ContainsRune(`()<>@,;:\"/[]?=`, rune(c))
}
