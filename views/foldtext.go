package views

import (
	"strings"
	"unicode/utf8"
)

// What of a long text stands in sight, and how much more there must be to fold
// it.
const (
	foldLines = 8
	foldChars = 700
	foldSlack = 200
)

// foldText parts a text into the beginning that is in sight and what is folded,
// between lines, else between words. A text that is a little longer stays
// whole.
func foldText(text string) (head, rest string) {
	text = strings.TrimSpace(text)
	end, lines := 0, 0
	for end < len(text) && lines < foldLines {
		line := strings.IndexByte(text[end:], '\n') + 1
		if line == 0 {
			line = len(text) - end
		}
		if end > 0 && utf8.RuneCountInString(text[:end+line]) > foldChars {
			break
		}
		end, lines = end+line, lines+1
	}
	if utf8.RuneCountInString(text[:end]) > foldChars {
		end = wordEnd(text, foldChars)
	}
	rest = text[end:]
	if utf8.RuneCountInString(rest) < foldSlack && strings.Count(rest, "\n") < foldLines/2 {
		return text, ""
	}
	return strings.TrimRight(text[:end], " \n"), strings.TrimLeft(rest, "\n")
}

// wordEnd is where the last word ends that lies within so many characters of
// the beginning, in bytes.
func wordEnd(text string, chars int) int {
	limit := len(text)
	for i := range text {
		if chars == 0 {
			limit = i
			break
		}
		chars--
	}
	if space := strings.LastIndexAny(text[:limit], " \n\t"); space > 0 {
		return space + 1
	}
	return limit
}

// longText is how much of one message stands in sight in a conversation, in
// bytes.
const longText = 8 << 10

// foldLong parts a very long text into what is in sight and what is folded,
// between lines, else between words.
func foldLong(text string) (head, rest string) {
	if len(text) <= longText+longText/8 {
		return text, ""
	}
	end := longText
	for end > 0 && !utf8.RuneStart(text[end]) {
		end--
	}
	if line := strings.LastIndexByte(text[:end], '\n'); line > longText/2 {
		end = line + 1
	} else if space := strings.LastIndexAny(text[:end], " \t"); space > longText/2 {
		end = space + 1
	}
	return strings.TrimRight(text[:end], " \n"), strings.TrimLeft(text[end:], "\n")
}
