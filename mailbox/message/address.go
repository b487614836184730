package message

import "strings"

// A mailboxReader cuts an address list into mailboxes (RFC 5322, section 3.4,
// and 4.4) as mailers write it.
type mailboxReader struct {
	s, charset string
	pos        int
	list       []Address
	most       int
	// What was looked for in vain to the end is not looked for again.
	noQuote, noComment bool

	tokens  []token // of the phrase or the bare address
	at      bool    // an unquoted one of them has an at sign
	comma   bool    // they hold a comma
	angle   string
	angled  bool
	comment string
}

// A token is a word of a phrase, quoted or not.
type token struct {
	text   string
	quoted bool
	glued  bool // nothing between it and the one before
}

// parseAddresses reads an address list: groups are opened, comments become
// names where there is no other, semicolons separate as commas do, and a name
// may hold an unquoted comma. What has no address has its name alone. whole is
// false where there were more than most.
func parseAddresses(s, charset string, most int) (list []Address, whole bool) {
	r := &mailboxReader{s: s, charset: charset, most: most}
	for r.pos < len(r.s) && len(r.list) < r.most {
		r.step()
	}
	if r.pos < len(r.s) {
		return r.list, false
	}
	r.flush()
	return r.list, true
}

// step reads one element.
func (r *mailboxReader) step() {
	switch c := r.s[r.pos]; c {
	case ' ', '\t', '\r', '\n':
		r.pos++
	case ',':
		r.pos++
		if r.angled || r.at || r.comma || len(r.tokens) == 0 {
			r.flush()
		} else { // "Durand, Jean <jean@example.org>"
			r.tokens[len(r.tokens)-1].text += ","
			r.comma = true
		}
	case ';':
		r.pos++
		r.flush()
	case ':':
		r.pos++
		if !r.angled && !r.at {
			r.tokens, r.comma, r.comment = nil, false, "" // a group's name, or "mailto"
		}
	case '"':
		r.quoted()
	case '(':
		r.readComment()
	case '<':
		r.readAngle()
	case '>':
		r.pos++
	default:
		r.readAtom()
	}
}

func (r *mailboxReader) add(text string, quoted bool, start int) {
	if r.angled { // "<a@example.org> Name": the next mailbox, or a name that comes late
		if len(r.tokens) > 0 || strings.Contains(text, "@") {
			r.flush()
		}
	}
	if len(r.tokens) == maxWords {
		return
	}
	glued := start > 0 && len(r.tokens) > 0 && !strings.ContainsRune(" \t,;:()<>\r\n", rune(r.s[start-1]))
	r.tokens = append(r.tokens, token{text, quoted, glued})
	r.at = r.at || !quoted && strings.Contains(text, "@")
}

func (r *mailboxReader) readAtom() {
	start := r.pos
	for r.pos < len(r.s) {
		c := r.s[r.pos]
		if c == '=' && strings.HasPrefix(r.s[r.pos:], "=?") {
			if _, n, ok := cutWord(r.s[r.pos:]); ok {
				r.pos += n
				continue
			}
		}
		if c == '[' && r.pos > start && r.s[r.pos-1] == '@' { // a domain literal may hold colons
			if n := strings.IndexByte(r.s[r.pos:min(len(r.s), r.pos+100)], ']'); n > 0 {
				r.pos += n + 1
				continue
			}
		}
		if strings.IndexByte(" \t\r\n,;:\"(<>", c) >= 0 {
			break
		}
		r.pos++
	}
	r.add(r.s[start:r.pos], false, start)
}

// quoted reads a quoted string; without an end the quote is a letter.
func (r *mailboxReader) quoted() {
	start := r.pos
	if !r.noQuote {
		var b strings.Builder
		for i := start + 1; i < len(r.s); i++ {
			switch c := r.s[i]; {
			case c == '\\' && i+1 < len(r.s):
				i++
				b.WriteByte(r.s[i])
			case c == '"':
				r.pos = i + 1
				r.add(b.String(), true, start)
				return
			default:
				b.WriteByte(c)
			}
		}
		r.noQuote = true
	}
	r.pos++
}

func (r *mailboxReader) readComment() {
	if !r.noComment {
		if n := commentLength(r.s[r.pos:]); n > 0 {
			if r.comment == "" {
				r.comment = r.s[r.pos+1 : r.pos+n-1]
			}
			r.pos += n
			return
		}
		r.noComment = true
	}
	r.pos++
}

// readAngle reads what stands between angle brackets, up to a comma where the
// closing one is missing.
func (r *mailboxReader) readAngle() {
	if r.angled {
		r.flush()
	}
	r.pos++
	start := r.pos
	inQuote, at := false, false
	for r.pos < len(r.s) {
		c := r.s[r.pos]
		if c == '"' {
			inQuote = !inQuote && strings.IndexByte(r.s[r.pos+1:min(len(r.s), r.pos+70)], '"') >= 0
		}
		if !inQuote && (c == '>' || c == '<' || c == ';' || c == ',' && at && r.s[start] != '@') {
			break
		}
		at = at || c == '@'
		r.pos++
	}
	text := strings.TrimSpace(r.s[start:r.pos])
	if r.pos < len(r.s) && r.s[r.pos] == '<' && text == "" {
		return // "<<a@example.org>>"
	}
	if r.pos < len(r.s) && r.s[r.pos] == '>' {
		r.pos++
	}
	r.angle, r.angled = text, true
}
