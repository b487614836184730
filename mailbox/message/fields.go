package message

import (
	"bytes"
	"strings"
)

// A span is a piece of the message.
type span struct{ start, end int }

// readHeader reads the header that begins at r.pos and moves behind the blank
// line that ends it. It stops before a delimiter of an open multipart, and
// before a line that cannot be of a header, unless one that surely is one
// follows soon.
func (r *reader) readHeader() Header {
	var spans []span
	start, end := r.pos, r.pos
	sure := 0 // up to here the header goes on
	for r.pos < len(r.raw) {
		line, next := r.line(r.pos)
		if len(line) == 0 {
			r.pos = next
			break
		}
		if line[0] == '-' {
			index, _ := r.delimiter(line)
			if lost, _ := r.lostDelimiter(line); lost >= 0 || index >= 0 {
				break
			}
		}
		if r.fields == 0 || r.pos-start >= r.header {
			r.degrade("header")
			if r.pos = next; len(r.open) == 0 {
				r.pos = r.afterHeader(next)
				break
			}
			continue
		}
		space := line[0] == ' ' || line[0] == '\t'
		blank := space && len(bytes.TrimLeft(line, " \t")) == 0
		switch {
		case space && !blank:
			if n := len(spans); n > 0 && spans[n-1].end == end {
				spans[n-1].end = r.pos + len(line)
				end = spans[n-1].end
			}
		case !blank && nameLength(line) > 0:
			r.fields--
			end = r.pos + len(line)
			spans = append(spans, span{r.pos, end})
		case len(spans) == 0 && (bytes.HasPrefix(line, []byte("From ")) || bytes.HasPrefix(line, []byte(">From "))):
		case next > sure:
			n := r.goesOn(next)
			if n < 0 {
				if blank {
					r.pos = next
				}
				return r.split(spans)
			}
			sure = next + n
		}
		r.pos = next
	}
	return r.split(spans)
}

// afterHeader is where the empty line ends that is the next after pos, the
// beginning of a line.
func (r *reader) afterHeader(pos int) int {
	at, end := pos-1, len(r.raw)
	if i := bytes.Index(r.raw[at:], []byte("\n\n")); i >= 0 {
		end = at + i + 2
	}
	for {
		i := bytes.Index(r.raw[at:end], []byte("\n\r"))
		if i < 0 {
			return end
		}
		at += i + 1
		for at < end && r.raw[at] == '\r' {
			at++
		}
		if at < end && r.raw[at] == '\n' {
			return at + 1
		}
	}
}

// goesOn is how many bytes after pos the next field begins that only headers
// have, -1 where none of the next lines is one.
func (r *reader) goesOn(pos int) int {
	rest := r.raw[pos:min(len(r.raw), pos+1000)]
	for at := 0; at >= 0; {
		line, after := cutLine(rest)
		begin := at
		at += len(line)
		line = bytes.TrimRight(line, "\r\n")
		if len(line) == 0 || begin > 400 {
			break
		}
		if n := nameLength(line); n > 0 && knownField(line[:n]) {
			return begin
		}
		rest = after
	}
	return -1
}

// nameLength is how many bytes come before the colon of a field, 0 where the
// line is none. White space before the colon is obsolete (RFC 5322, section
// 4.5), and still sent.
func nameLength(line []byte) int {
	const longest = 200
	for i, c := range line[:min(len(line), longest)] {
		switch {
		case c == ':':
			return i
		case c == ' ' || c == '\t':
			rest := bytes.TrimLeft(line[i:min(len(line), longest)], " \t")
			if i > 0 && len(rest) > 0 && rest[0] == ':' {
				return i + len(line[i:min(len(line), longest)]) - len(rest)
			}
			return 0
		case c < ' ' || c >= 0x7f:
			return 0
		}
	}
	return 0
}

// knownPrefixes and knownFields are names that text does not have before a
// colon.
var (
	knownPrefixes = []string{"content-", "x-", "resent-", "list-", "arc-", "received", "dkim-", "authentication-"}
	knownFields   = map[string]bool{
		"from": true, "to": true, "cc": true, "bcc": true, "subject": true, "date": true, "message-id": true, "in-reply-to": true, "references": true,
		"reply-to": true, "sender": true, "return-path": true, "delivered-to": true, "mime-version": true, "user-agent": true, "precedence": true,
		"importance": true, "auto-submitted": true, "thread-index": true, "thread-topic": true, "status": true, "delivery-date": true, "envelope-to": true,
		"errors-to": true, "organization": true, "lines": true, "disposition-notification-to": true, "accept-language": true, "apparently-to": true,
		"domainkey-signature": true,
	}
)

func knownField(name []byte) bool {
	var lower [40]byte
	name = bytes.TrimRight(name, " \t")
	if len(name) > len(lower) {
		name = name[:len(lower)]
	}
	for i, c := range name {
		if c >= 'A' && c <= 'Z' {
			c |= 0x20
		}
		lower[i] = c
	}
	name = lower[:len(name)]
	if knownFields[string(name)] {
		return true
	}
	for _, prefix := range knownPrefixes {
		if len(name) >= len(prefix) && string(name[:len(prefix)]) == prefix {
			return true
		}
	}
	return false
}

// split makes fields of spans, from one copy of the header. A field that is too
// long is cut.
func (r *reader) split(spans []span) Header {
	if len(spans) == 0 {
		return nil
	}
	from := spans[0].start
	to := min(spans[len(spans)-1].end, from+r.header)
	if to < spans[len(spans)-1].end {
		r.degrade("header")
	}
	r.header -= to - from
	text := string(r.raw[from:to])
	h := make(Header, 0, len(spans))
	for _, s := range spans {
		if s.end > s.start+maxField {
			s.end = s.start + maxField
			r.degrade("header")
		}
		field := text[min(s.start, to)-from : min(s.end, to)-from]
		name, value, ok := strings.Cut(field, ":")
		if !ok {
			continue
		}
		h = append(h, Field{strings.TrimRight(name, " \t"), unfold(value)})
	}
	return h
}

// unfold joins the lines of a value: a line end and the white space around it
// become one space, and nothing inside an encoded word, which has none.
func unfold(s string) string {
	s = strings.Trim(s, " \t\r\n")
	if strings.IndexByte(s, '\n') < 0 && strings.IndexByte(s, '\r') < 0 {
		return s
	}
	b := make([]byte, 0, len(s))
	for {
		i := 0
		for i < len(s) && s[i] != '\n' && s[i] != '\r' {
			i++
		}
		if i == len(s) {
			return string(append(b, s...))
		}
		end := i
		for end > 0 && (s[end-1] == ' ' || s[end-1] == '\t') {
			end--
		}
		b = append(b, s[:end]...)
		if !insideWord(b) {
			b = append(b, ' ')
		}
		for i < len(s) && (s[i] == ' ' || s[i] == '\t' || s[i] == '\r' || s[i] == '\n') {
			i++
		}
		s = s[i:]
	}
}

// insideWord reports whether b ends inside an encoded word of a mailer that
// does not leave spaces in them.
func insideWord(b []byte) bool {
	b = b[max(0, len(b)-200):]
	if bytes.IndexByte(b, '?') < 0 {
		return false
	}
	i := bytes.LastIndex(b, []byte("=?"))
	if i > 0 && i+2 == len(b) && b[i-1] == '?' { // "?=?": hardly the beginning
		return false
	}
	if i < 0 || bytes.IndexByte(b[i:], ' ') >= 0 || bytes.Contains(b[i+2:], []byte("?=")) {
		return false
	}
	return bytes.Count(b[i+2:], []byte("?")) >= 2
}
