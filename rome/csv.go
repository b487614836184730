package rome

import "strings"

// A csvScanner cuts a decoded file into records. It reads exactly what
// encoding/csv reads with FieldsPerRecord -1 and no lazy quotes: RFC 4180, LF
// or CRLF, line breaks and doubled quotes inside quoted fields, empty lines
// skipped (a fuzz test compares the two). What it does better for us: fields
// are parts of the one string of the file wherever nothing is escaped, so that
// a release shares its memory, and each record knows the line it starts on.
type csvScanner struct {
	text   string
	pos    int // of the next byte to read
	line   int // 1-based line of pos
	fields []string
}

func newCSVScanner(text string) csvScanner { return csvScanner{text: text, line: 1} }

// A csvFault says what is wrong with a record, and on which line.
type csvFault struct {
	line   int
	detail string
}

// next returns the next record and the line it starts on. The slice is good
// until the next call. At the end it returns nil.
func (s *csvScanner) next() (fields []string, line int, fault *csvFault) {
	s.skipEmptyLines()
	if s.pos >= len(s.text) {
		return nil, s.line, nil
	}
	line = s.line
	s.fields = s.fields[:0]
	for more := true; more; {
		var field string
		if s.pos < len(s.text) && s.text[s.pos] == '"' {
			field, more, fault = s.quoted()
		} else {
			field, more, fault = s.bare()
		}
		if fault != nil {
			return nil, line, fault
		}
		s.fields = append(s.fields, field)
	}
	return s.fields, line, nil
}

// skipEmptyLines moves past lines with nothing on them.
func (s *csvScanner) skipEmptyLines() {
	for s.pos < len(s.text) {
		n := lineBreak(s.text[s.pos:])
		if n == 0 {
			return
		}
		s.pos += n
		s.line++
	}
}

// lineBreak returns the length of the line break that rest begins with, 0 when
// it begins with none. A lone CR is one at the very end of the text only.
func lineBreak(rest string) int {
	switch {
	case rest == "":
		return 0
	case rest[0] == '\n':
		return 1
	case rest[0] == '\r' && len(rest) == 1:
		return 1
	case rest[0] == '\r' && rest[1] == '\n':
		return 2
	}
	return 0
}

// bare reads a field without quotes; more tells whether another one follows on
// the same record.
func (s *csvScanner) bare() (field string, more bool, fault *csvFault) {
	start := s.pos
	for ; s.pos < len(s.text); s.pos++ {
		switch s.text[s.pos] {
		case ',':
			field = s.text[start:s.pos]
			s.pos++
			return field, true, nil
		case '"':
			return "", false, &csvFault{s.line, "a quote inside a field that is not quoted"}
		case '\n', '\r':
			if n := lineBreak(s.text[s.pos:]); n > 0 {
				field = s.text[start:s.pos]
				s.pos += n
				s.line++
				return field, false, nil
			}
		}
	}
	return s.text[start:], false, nil
}

// quoted reads a field that begins with a quote.
func (s *csvScanner) quoted() (field string, more bool, fault *csvFault) {
	opened := s.line
	s.pos++
	start := s.pos
	var unescaped *strings.Builder
	for {
		n := strings.IndexByte(s.text[s.pos:], '"')
		if n < 0 {
			return "", false, &csvFault{opened, "a quoted field that is never closed"}
		}
		s.line += strings.Count(s.text[s.pos:s.pos+n], "\n")
		end := s.pos + n
		s.pos = end + 1
		if s.pos < len(s.text) && s.text[s.pos] == '"' { // a doubled quote
			if unescaped == nil {
				unescaped = new(strings.Builder)
			}
			unescaped.WriteString(s.text[start:s.pos])
			s.pos++
			start = s.pos
			continue
		}
		field = s.text[start:end]
		if unescaped != nil {
			unescaped.WriteString(field)
			field = unescaped.String()
		}
		break
	}
	if opened != s.line && strings.Contains(field, "\r\n") {
		field = strings.ReplaceAll(field, "\r\n", "\n")
	}
	if s.pos == len(s.text) {
		return field, false, nil
	}
	if s.text[s.pos] == ',' {
		s.pos++
		return field, true, nil
	}
	if n := lineBreak(s.text[s.pos:]); n > 0 {
		s.pos += n
		s.line++
		return field, false, nil
	}
	return "", false, &csvFault{s.line, "text after the closing quote of a field"}
}
