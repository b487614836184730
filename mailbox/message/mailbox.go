package message

import "strings"

// flush ends a mailbox.
func (r *mailboxReader) flush() {
	a := Address{Address: r.cleanAddress(r.angle)}
	tokens := r.tokens
	if !r.angled || a.Address == "" && r.at {
		a.Address, tokens = r.bare()
	}
	if !r.angled && a.Address != "" && allAddresses(tokens) {
		r.keep(a)
		for _, t := range tokens {
			r.keep(Address{Address: r.cleanAddress(t.text)})
		}
		a = Address{}
	} else {
		a.Name = r.name(tokens)
	}
	if a.Name == "" && a.Address != "" && r.comment != "" {
		a.Name = decodeLine(unescape(r.comment), r.charset)
	}
	r.keep(a)
	r.tokens, r.at, r.comma, r.angle, r.angled, r.comment = nil, false, false, "", false, ""
}

func (r *mailboxReader) keep(a Address) {
	if a != (Address{}) && len(r.list) < r.most {
		r.list = append(r.list, a)
	}
}

// allAddresses reports whether words beside an address are further ones, which
// nothing but white space parts.
func allAddresses(tokens []token) bool {
	for _, t := range tokens {
		if at := strings.IndexByte(t.text, '@'); t.quoted || at <= 0 || at == len(t.text)-1 {
			return false
		}
	}
	return len(tokens) > 0
}

// longest is how long an address may be: three times what RFC 5321, section
// 4.5.3.1, allows.
const longest = 1000

// bare finds the address among the words of a mailbox without brackets, and
// gives the others.
func (r *mailboxReader) bare() (address string, rest []token) {
	tokens := r.tokens
	at := -1
	for i, p := range tokens {
		if !p.quoted && strings.Contains(p.text, "@") {
			at = i
			break
		}
	}
	if at < 0 {
		for i, p := range tokens {
			if p.quoted && strings.Count(p.text, "@") == 1 && !strings.Contains(p.text, " ") {
				at = i
				break
			}
		}
	}
	if at < 0 {
		if len(tokens) == 1 && !tokens[0].quoted && r.comment != "" {
			return r.cleanAddress(tokens[0].text), nil // "root (Cron)"
		}
		return "", tokens
	}
	from, to := at, at+1
	text := tokens[at].text
	if strings.HasPrefix(text, "@") && at > 0 { // "a b"@example.org, or a @ example.org
		from--
		before := tokens[from].text
		if tokens[from].quoted && strings.ContainsAny(before, " \"\\@,;:<>()[]") {
			before = `"` + before + `"`
		}
		text = before + text
		for from > 0 && len(text) < longest && (strings.HasPrefix(tokens[from].text, ".") || strings.HasSuffix(tokens[from-1].text, ".")) {
			from--
			text = tokens[from].text + text
		}
	}
	for to < len(tokens) && len(text) < longest && (strings.HasSuffix(text, "@") || strings.HasSuffix(text, ".") || strings.HasPrefix(tokens[to].text, ".")) {
		text += tokens[to].text
		to++
	}
	rest = append(rest, tokens[:from]...)
	return r.cleanAddress(text), append(rest, tokens[to:]...)
}

// name joins the words of a phrase and decodes them.
func (r *mailboxReader) name(tokens []token) string {
	var b strings.Builder
	for i, p := range tokens {
		if i > 0 && !p.glued {
			b.WriteByte(' ')
		}
		b.WriteString(p.text)
	}
	name := decodeLine(b.String(), r.charset)
	name = strings.TrimRight(name, ", ")
	if n := len(name); n > 1 && (name[0] == '\'' && name[n-1] == '\'' || name[0] == '"' && name[n-1] == '"') {
		name = strings.TrimSpace(name[1 : n-1]) // quoted twice
	}
	return name
}

// cleanAddress gives an address as written, without a route, a scheme, comments
// and the white space that is obsolete around dots and the at sign.
func (r *mailboxReader) cleanAddress(s string) string {
	if s = decodeLine(s[:min(len(s), longest+1)], r.charset); len(s) > longest {
		return ""
	}
	for strings.Contains(s, "(") {
		i := strings.IndexByte(s, '(')
		n := commentLength(s[i:])
		if n == 0 || strings.HasPrefix(s, `"`) {
			break
		}
		s = s[:i] + s[i+n:]
	}
	s = strings.Trim(s, " '")
	if len(s) > 7 && strings.EqualFold(s[:7], "mailto:") {
		s = s[7:]
	}
	if strings.HasPrefix(s, "@") { // a route (RFC 5322, section 4.4)
		if i := strings.LastIndexByte(s, ':'); i >= 0 {
			s = s[i+1:]
		}
	}
	local, domain, ok := cutLast(s, '@')
	if !ok {
		return strings.TrimSpace(s)
	}
	local = strings.TrimSpace(local)
	if !strings.HasPrefix(local, `"`) {
		for strings.Contains(local, " .") || strings.Contains(local, ". ") {
			local = strings.ReplaceAll(strings.ReplaceAll(local, " .", "."), ". ", ".")
		}
	}
	return local + "@" + strings.TrimRight(strings.Join(strings.Fields(domain), ""), ".,;")
}

func cutLast(s string, sep byte) (before, after string, ok bool) {
	i := strings.LastIndexByte(s, sep)
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+1:], true
}

// unescape drops the backslashes of a comment or quoted string.
func unescape(s string) string {
	if !strings.Contains(s, `\`) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) {
			i++
		}
		b.WriteByte(s[i])
	}
	return b.String()
}
