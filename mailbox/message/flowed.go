package message

import "strings"

// unflow joins the lines of format=flowed text (RFC 3676, section 4): one that
// ends in a space goes on in the next of the same quotation. delSp drops that
// space (section 4.3). Marks of quotation are written "> " once for each level.
func unflow(text string, delSp bool) string {
	var b strings.Builder
	b.Grow(len(text))
	depth, open := 0, false // of the paragraph that goes on
	for text != "" {
		line, rest, ended := strings.Cut(text, "\n")
		text = rest
		level := len(line) - len(strings.TrimLeft(line, ">"))
		line = line[level:]
		line = strings.TrimPrefix(line, " ") // stuffed
		signature := line == "-- "
		if open && (level != depth || signature) {
			b.WriteByte('\n')
			open = false
		}
		if !open && level > 0 {
			n := min(level, maxQuote)
			b.WriteString(strings.Repeat(">", n))
			if line != "" {
				b.WriteByte(' ')
			}
		}
		depth = level
		open = strings.HasSuffix(line, " ") && !signature && ended
		if open && delSp {
			line = line[:len(line)-1]
		}
		b.WriteString(line)
		if !open && ended {
			b.WriteByte('\n')
		}
	}
	if open {
		b.WriteByte('\n')
	}
	return b.String()
}
