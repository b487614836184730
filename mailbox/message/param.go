package message

import "strings"

// A paramReader reads the parameters of a field. What it once looked for to the
// end in vain it does not look for again, or the time would be quadratic.
type paramReader struct {
	s         string
	noComment bool // no parenthesis ahead is closed
	noQuote   bool // no quote ahead is
}

// cutParams reads a Content-Type or Content-Disposition (RFC 2045, section 5.1;
// RFC 2231) as mailers write it: without semicolons, quotes or their ends. The
// value comes in lower case, names of parameters too; a parameter named twice
// keeps its first value. params is nil where there are none.
func cutParams(s string) (value string, params map[string]string) {
	s = dropSpaces(s)
	i := strings.IndexAny(s, "; \t(")
	if i < 0 {
		return strings.ToLower(s), nil
	}
	value = strings.ToLower(s[:i])
	r := paramReader{s: s[i:]}
	var sections map[string][]section
	for range maxParams {
		name, v, ok := r.next()
		if !ok {
			break
		}
		if !isName(name) || name[0] == '*' {
			continue
		}
		if base, rest, extended := strings.Cut(name, "*"); extended {
			if sections == nil {
				sections = make(map[string][]section)
			}
			sections[base] = append(sections[base], newSection(rest, v))
			continue
		}
		if params == nil {
			params = make(map[string]string, 4)
		}
		if _, twice := params[name]; !twice {
			params[name] = decodeLine(v, "")
		}
	}
	for name, list := range sections {
		if params == nil {
			params = make(map[string]string, len(sections))
		}
		params[name] = joinSections(list)
	}
	return value, params
}

// dropSpaces drops comments, and white space around the slash, from a type.
func dropSpaces(s string) string {
	const far = 100
	end := strings.IndexByte(s[:min(len(s), far)], ';')
	if end < 0 {
		end = min(len(s), far)
	}
	head, tail := s[:end], s[end:]
	for {
		i := strings.IndexByte(head, '(')
		if i < 0 {
			break
		}
		n := commentLength(head[i:])
		if n == 0 {
			break
		}
		head = head[:i] + " " + head[i+n:]
	}
	if major, minor, ok := strings.Cut(head, "/"); ok && strings.TrimSpace(major) != "" {
		head = strings.TrimSpace(major) + "/" + strings.TrimLeft(minor, " \t")
	}
	return head + tail
}

// next reads one parameter: its name in lower case, its value not yet decoded.
func (r *paramReader) next() (name, value string, ok bool) {
	for {
		r.s = strings.TrimLeft(r.s, "; \t,\r\n")
		if !r.comment() {
			break
		}
	}
	i := strings.IndexAny(r.s, "=;")
	for i >= 0 && r.s[i] == ';' { // a word that is no parameter
		r.s = r.s[i+1:]
		i = strings.IndexAny(r.s, "=;")
	}
	if i < 0 {
		return "", "", false
	}
	name = strings.ToLower(strings.TrimSpace(r.s[:i]))
	if j := strings.LastIndexAny(name, " \t\r\n"); j >= 0 {
		name = name[j+1:]
	}
	r.s = strings.TrimLeft(r.s[i+1:], " \t\r\n")
	switch {
	case strings.HasPrefix(r.s, `"`) && !r.noQuote:
		value = r.quoted()
	case strings.HasPrefix(r.s, "=?"):
		value = r.words()
	default:
		value = r.unquoted()
	}
	return name, value, true
}

// comment skips a comment in parentheses, nested ones included. Without an end
// it is the one parenthesis.
func (r *paramReader) comment() bool {
	if !strings.HasPrefix(r.s, "(") {
		return false
	}
	if !r.noComment {
		if n := commentLength(r.s); n > 0 {
			r.s = r.s[n:]
			return true
		}
		r.noComment = true
	}
	r.s = r.s[1:]
	return true
}

// commentLength is the length of the comment at the beginning of s, 0 where it
// has no end.
func commentLength(s string) int {
	depth := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return 0
}

// words reads a value that begins with an encoded word, which may hold any
// character.
func (r *paramReader) words() string {
	n := 0
	for strings.HasPrefix(r.s[n:], "=?") {
		_, length, ok := cutWord(r.s[n:])
		if !ok {
			break
		}
		n += length
		n += len(r.s[n:]) - len(strings.TrimLeft(r.s[n:], " \t"))
	}
	head := r.s[:n]
	r.s = r.s[n:]
	return head + r.unquoted()
}

// unquoted reads up to a semicolon or to the next parameter: names of files
// hold spaces, and semicolons are forgotten ("charset=utf-8 format=flowed").
func (r *paramReader) unquoted() string {
	end := strings.IndexByte(r.s, ';')
	if end < 0 {
		end = len(r.s)
	}
	for i := range end {
		if (r.s[i] == ' ' || r.s[i] == '\t') && beginsParam(r.s[i+1:end]) {
			end = i
			break
		}
	}
	value := strings.TrimSpace(r.s[:end])
	r.s = r.s[end:]
	if i := strings.Index(value, " ("); i >= 0 && strings.HasSuffix(value, ")") {
		value = strings.TrimSpace(value[:i])
	}
	return strings.Trim(value, `"`)
}

// quoted reads a quoted string. Backslashes escape quotes and backslashes
// alone, for they stand in Windows paths too; a quote ends the string where a
// semicolon, another parameter or nothing follows.
func (r *paramReader) quoted() string {
	s := r.s
	var b strings.Builder
	for i := 1; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\\' && i+1 < len(s) && (s[i+1] == '\\' || s[i+1] == '"' && i+2 < len(s)):
			i++
			b.WriteByte(s[i])
		case c == '"' && endsQuoted(s[i+1:]):
			r.s = s[i+1:]
			return b.String()
		default:
			b.WriteByte(c)
		}
	}
	r.noQuote = true
	r.s = s[1:]
	return r.unquoted()
}

// endsQuoted reports whether s may follow a quoted string.
func endsQuoted(s string) bool {
	t := strings.TrimLeft(s, " \t\r\n")
	return t == "" || t[0] == ';' || t[0] == ',' || t[0] == '(' || t[0] == '"' || beginsParam(t)
}

// beginsParam reports whether s begins with a name and an equals sign.
func beginsParam(s string) bool {
	for i := 0; i < len(s) && i < 40; i++ {
		if s[i] == '=' {
			return i > 1 && (i+1 >= len(s) || s[i+1] != '?')
		}
		if !isToken(s[i]) {
			return false
		}
	}
	return false
}
