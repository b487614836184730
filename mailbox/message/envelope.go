package message

import "strings"

// readEnvelope fills in what the message's header says. Raw 8-bit bytes are
// read in the charset of the body where it has one.
func (m *Message) readEnvelope() {
	h := m.Root.Header
	local := m.Root.declaredCharset()
	m.Subject = decodeLine(h.raw("Subject"), local)
	m.Date = parseDate(h.raw("Date"))
	m.MessageID = firstID(h.raw("Message-Id"))
	m.InReplyTo = ids(h.raw("In-Reply-To"))
	m.References = ids(h.raw("References"))
	for _, f := range []struct {
		name string
		list *[]Address
	}{{"From", &m.From}, {"Sender", &m.Sender}, {"Reply-To", &m.ReplyTo}, {"To", &m.To}, {"Cc", &m.Cc}} {
		for _, field := range h {
			if strings.EqualFold(field.Name, f.name) {
				list, whole := parseAddresses(field.Value, local, maxAddresses-len(*f.list))
				*f.list = append(*f.list, list...)
				if !whole {
					m.degrade("addresses")
					break
				}
			}
		}
	}
}

// declaredCharset is the first charset that a part or one in it declares, other
// than those that say nothing.
func (p *Part) declaredCharset() string {
	if !undeclared[strings.ToLower(p.charset)] {
		return p.charset
	}
	if p.multipart() {
		for _, child := range p.Children {
			if charset := child.declaredCharset(); charset != "" {
				return charset
			}
		}
	}
	return ""
}

func (m *Message) degrade(reason string) { (&budget{m: m}).degrade(reason) }

// firstID is the first Message-ID of a field.
func firstID(s string) string {
	if list := ids(s); len(list) > 0 {
		return list[0]
	}
	return ""
}

// ids reads Message-IDs (RFC 5322, section 3.6.4) without their brackets. Where
// there is none in brackets, words with an at sign are taken. Of too many the
// first, which names the conversation, and the latest are kept.
func ids(s string) []string {
	var list []string
	keep := func(id string) {
		if id = oneWord(id); id == "" {
			return
		}
		if len(list) == maxIDs {
			copy(list[1:], list[2:])
			list = list[:maxIDs-1]
		}
		list = append(list, id)
	}
	for rest := s; ; {
		i := strings.IndexByte(rest, '<')
		if i < 0 {
			break
		}
		rest = rest[i+1:]
		j := strings.IndexAny(rest, "<>")
		switch {
		case j < 0:
			keep(rest)
			rest = ""
		case rest[j] == '>':
			keep(rest[:j])
			rest = rest[j+1:]
		}
	}
	if len(list) > 0 {
		return list
	}
	words := strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '\t' || r == ',' })
	for _, w := range words {
		if len(words) == 1 || strings.Contains(w, "@") {
			keep(strings.Trim(w, "<>"))
		}
	}
	return list
}

// oneWord gives an identifier as valid UTF-8 without white space.
func oneWord(s string) string {
	if plainLine(s) && !strings.Contains(s, " ") {
		return s
	}
	return strings.Join(strings.Fields(oneLine(decodeRaw(s, ""))), "")
}
