package message

import "strings"

// enrichedText takes the commands out of text/enriched (RFC 1896), or of the
// text/richtext before it (RFC 1341, section 7.1.3), where rich is set. A line
// end there is a space and n of them are n-1 line ends, but between <nofill> and
// its end; in richtext all are spaces and <nl> ends a line.
func enrichedText(text string, rich bool) string {
	var b strings.Builder
	b.Grow(len(text))
	param, nofill := false, 0
	for text != "" {
		i := strings.IndexAny(text, "<\n")
		if i < 0 {
			i = len(text)
		}
		if !param {
			b.WriteString(text[:i])
		}
		text = text[i:]
		switch {
		case text == "":
		case text[0] == '\n':
			n := len(text) - len(strings.TrimLeft(text, "\n"))
			text = text[n:]
			switch {
			case param:
			case nofill > 0:
				b.WriteString(strings.Repeat("\n", n))
			case rich || n == 1:
				b.WriteByte(' ')
			default:
				b.WriteString(strings.Repeat("\n", n-1))
			}
		case strings.HasPrefix(text, "<<"):
			b.WriteByte('<')
			text = text[2:]
		default:
			name, n := command(text)
			if n == 0 { // no command: the letter
				b.WriteByte('<')
				text = text[1:]
				continue
			}
			text = text[n:]
			switch name {
			case "param":
				param = true
			case "/param":
				param = false
			case "nofill":
				nofill++
			case "/nofill":
				nofill = max(0, nofill-1)
			case "nl", "np", "paragraph", "/paragraph":
				b.WriteByte('\n')
			case "lt":
				b.WriteByte('<')
			}
		}
	}
	return b.String()
}

// command gives the name of the command that text begins with, in lower case,
// and its length; 0 where it is none.
func command(text string) (name string, n int) {
	const longest = 60 // RFC 1896
	end := strings.IndexByte(text[:min(len(text), longest+3)], '>')
	if end < 2 {
		return "", 0
	}
	name = strings.ToLower(text[1:end])
	if !isName(strings.TrimPrefix(name, "/")) {
		return "", 0
	}
	return name, end + 1
}
