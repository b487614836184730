package message

import "bytes"

// Parse reads a message. It never fails. The message keeps raw, which must not
// change afterwards.
func Parse(raw []byte) *Message {
	m := &Message{}
	b := &budget{m: m, parts: maxParts, header: maxHeader, fields: maxFields, opened: maxOpened, guesses: maxGuesses}
	r := newReader(prepare(raw), b)
	r.mboxLine()
	m.Root = r.entity(0, "text/plain")
	m.readEnvelope()
	m.readBody(b)
	return m
}

// prepare drops a byte order mark, reads what an editor saved as UTF-16, and
// turns lone CR into LF where they are the line ends: of the whole message, or of
// its body.
func prepare(raw []byte) []byte {
	raw = bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf"))
	if len(raw) <= maxWide && (bytes.HasPrefix(raw, []byte("\xff\xfe")) || bytes.HasPrefix(raw, []byte("\xfe\xff"))) {
		raw, _ = toUTF8("utf-16", raw)
	}
	cr := bytes.IndexByte(raw, '\r')
	if cr < 0 {
		return raw
	}
	start := 0
	if lf := bytes.IndexByte(raw, '\n'); lf >= 0 && lf < cr || cr+1 < len(raw) && (raw[cr+1] == '\n' || raw[cr+1] == '\r' && lf >= 0 && lf < cr+4) {
		start = bodyStart(raw)
		if bytes.IndexByte(raw[start:], '\n') >= 0 || bytes.IndexByte(raw[start:], '\r') < 0 {
			return raw
		}
	}
	changed := bytes.Clone(raw)
	for i := start; i < len(changed); i++ {
		if changed[i] == '\r' && (i+1 == len(changed) || changed[i+1] != '\n') {
			changed[i] = '\n'
		}
	}
	return changed
}

// bodyStart is where the first blank line ends.
func bodyStart(raw []byte) int {
	for _, blank := range []string{"\r\n\r\n", "\n\n"} {
		if i := bytes.Index(raw, []byte(blank)); i >= 0 {
			return i + len(blank)
		}
	}
	return len(raw)
}
