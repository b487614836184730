package message

import (
	"bytes"
	"unicode/utf8"
)

// withoutFooter cuts off what follows base64 and is none: the footer that a
// mailing list adds, whose words would be decoded too. Base64 are the lines from
// the first on that hold nothing else, or hardly anything, and later ones of a
// length that words without a space do not have.
func withoutFooter(raw []byte) []byte {
	const long = 40
	end := 0                 // of the base64
	goes, over := true, true // the line before was base64; nothing since then is none
	for at := 0; at < len(raw); {
		line, _ := cutLine(raw[at:])
		at += len(line)
		line = bytes.Trim(line, " \t\r\n")
		digits, others, _ := countBase64(line)
		clean := others*8 <= digits && bytes.IndexByte(line, ' ') < 0
		switch {
		case digits > 0 && clean && (goes || digits >= long && others == 0):
			end, goes, over = at, true, true
		default:
			goes, over = false, over && (clean || len(line) == 0)
		}
	}
	if end == 0 || over {
		return raw
	}
	return raw[:end]
}

// mislabelled reports whether a part that is said to be base64 is the text
// itself: it holds what base64 does not, or words, and does not become text when
// it is decoded.
func (p *Part) mislabelled() bool {
	digits, others, _ := countBase64(p.raw)
	head := p.raw[:min(len(p.raw), 1000)]
	switch doubt := others > digits/8 || looksLikeText(head); {
	case !doubt && !hasWords(head), beginsBase64(head):
		return false
	case p.major() == "text" || p.major() == "message":
		return !readable(decodeBase64(head, len(head)))
	default:
		return doubt
	}
}

// beginsBase64 reports whether the first line is base64 and too long for a word.
func beginsBase64(raw []byte) bool {
	line, _ := cutLine(bytes.TrimLeft(raw, " \t\r\n"))
	line = bytes.TrimRight(line, " \t\r\n")
	digits, others, _ := countBase64(line)
	return digits >= 24 && others == 0 && len(line)%4 == 0 && bytes.IndexByte(line, ' ') < 0
}

// looksLikeText reports whether the first lines have several words each, as
// base64 never has.
func looksLikeText(raw []byte) bool {
	raw = bytes.TrimSpace(raw[:min(len(raw), 400)])
	return len(bytes.Fields(raw)) > 4*(1+bytes.Count(raw, []byte("\n")))
}

// hasWords reports whether a line of a text has white space between letters.
func hasWords(raw []byte) bool {
	for len(raw) > 0 {
		var line []byte
		line, raw = cutLine(raw)
		if bytes.IndexByte(bytes.TrimSpace(line), ' ') >= 0 {
			return true
		}
	}
	return false
}

// readable reports whether bytes are a text in UTF-8 or a charset of which most
// is ASCII; base64 that was made of words by chance is not.
func readable(b []byte) bool {
	good := 0
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		if r >= ' ' && r != 0x7f && r != utf8.RuneError || r == '\n' || r == '\r' || r == '\t' {
			good += n
		}
		i += n
	}
	return len(b) > 0 && good >= len(b)-len(b)/8
}
