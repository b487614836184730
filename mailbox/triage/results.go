package triage

import (
	"net/netip"
	"strings"

	"github.com/emersion/go-msgauth/authres"

	"vigie/mailbox/message"
)

// microsoft365 is the identifier by which Microsoft 365 is configured: it writes
// "Authentication-Results: spf=pass …" without one, on the server whose
// Received says "by ….protection.outlook.com", and renames such fields as come
// in.
const microsoft365 = "protection.outlook.com"

// borderResults are the results that the border wrote, nil where it wrote none.
//
// Anybody can write an Authentication-Results field with the border's
// identifier. A border removes those that come in (RFC 8601, section 5), but one
// that does not must not be fatal. Servers add what they write at the top
// (section 4.1), so the border's fields are above anything that the sender
// wrote, and what it wrote stands together: reading goes down from the top and
// ends
//
//   - at the first Received, once a field of the border was found;
//   - at the Received of the hop before the border, found or not: the border's
//     own is the first whose "by" is the identifier or a host of that domain and
//     whose "from" is not itself (a content filter hands mail back through
//     localhost). Fields may be on either side of it: Postfix's milters write
//     below it, others above (and Microsoft, whose fields bear no name, only
//     above);
//   - at the first field that an author's program writes (From, Subject, …).
//
// A forged field is then read only where the border removes none and writes none
// itself, and there one that is first of its method still wins.
func borderResults(h message.Header, id string) []authres.Result {
	var out []authres.Result
	found, entered := false, false
	for _, f := range h {
		name := strings.ToLower(f.Name)
		switch {
		case name == "received":
			if found || entered {
				return out
			}
			if entered = borderReceived(f.Value, id); entered && strings.EqualFold(id, microsoft365) {
				return out
			}
		case authored[name]:
			return out
		case name == "authentication-results":
			if results, ours := parseResults(f.Value, id); ours {
				found = true
				out = append(out, results...)
				if out == nil {
					out = []authres.Result{} // "none" (RFC 8601, section 2.2): said, and nothing known
				}
			}
		}
	}
	return out
}

// failsAnywhere reports whether a field with the border's identifier, wherever it
// stands, says that DMARC failed.
func failsAnywhere(h message.Header, id string) bool {
	for _, f := range h {
		if !strings.EqualFold(f.Name, "Authentication-Results") {
			continue
		}
		results, ours := parseResults(f.Value, id)
		for _, r := range results {
			if d, ok := r.(*authres.DMARCResult); ok && ours && d.Value == authres.ResultFail {
				return true
			}
		}
	}
	return false
}

// authored are the fields that come with the message, below every trace field.
var authored = map[string]bool{
	"from": true, "sender": true, "reply-to": true, "to": true, "cc": true, "subject": true, "date": true,
	"message-id": true, "in-reply-to": true, "references": true, "mime-version": true, "content-type": true,
	"content-transfer-encoding": true, "user-agent": true, "x-mailer": true,
}

// borderReceived reports whether a Received field (RFC 5321, section 4.4) is of
// the border taking the message from outside.
func borderReceived(value, id string) bool {
	value = " " + strings.ToLower(clip(value, maxDiagnostic))
	fromPart, byPart, ok := strings.Cut(value, " by ")
	from, isFrom := strings.CutPrefix(strings.TrimSpace(fromPart), "from ")
	id = strings.ToLower(id)
	return ok && isFrom && ofDomain(firstWord(byPart), id) && !inside(from, id)
}

// inside reports whether the "from" of a Received names a host of the house: the
// border itself, or one with a private or loopback address.
func inside(from, id string) bool {
	host := firstWord(from)
	if host == "localhost" || strings.HasPrefix(host, "localhost.") || ofDomain(host, id) {
		return true
	}
	if _, literal, ok := strings.Cut(from, "["); ok {
		literal, _, _ = strings.Cut(literal, "]")
		ip, err := netip.ParseAddr(strings.TrimPrefix(literal, "ipv6:"))
		return err == nil && (ip.IsPrivate() || ip.IsLoopback())
	}
	return false
}

func ofDomain(host, domain string) bool {
	host = strings.TrimSuffix(host, ".")
	return host == domain || strings.HasSuffix(host, "."+domain)
}

// parseResults reads one field; ours is whether the border is its writer. Each
// result is parsed apart, so that one in a form of its own does not hide others.
func parseResults(value, id string) (results []authres.Result, ours bool) {
	clean, ok := plainResults(clip(value, 16<<10))
	if !ok {
		return nil, false
	}
	parts := strings.Split(clean, ";")
	writer, _, _ := strings.Cut(strings.TrimSpace(parts[0]), " ")
	switch {
	case strings.EqualFold(id, microsoft365) && strings.Contains(parts[0], "="):
		// No identifier: the first part is a result already.
	case strings.EqualFold(writer, id):
		parts = parts[1:]
	default:
		return nil, false
	}
	for _, part := range parts {
		method, rest, ok := strings.Cut(strings.TrimSpace(part), "=")
		if !ok {
			continue
		}
		method, _, _ = strings.Cut(strings.ToLower(method), "/") // "dkim/1=pass"
		_, parsed, err := authres.Parse("border; " + method + "=" + rest)
		if err == nil {
			results = append(results, parsed...)
		}
	}
	return results, true
}

// plainResults rewrites a field (RFC 8601, section 2.2) so that the parser, which
// splits at semicolons and spaces, cannot be led astray: without comments, which
// hold what people chose, and with the specials of quoted strings replaced
// ("smtp.mailfrom=\"a; dmarc=pass\"@example.org" is one value). ok is false where
// a comment or a string does not end.
func plainResults(value string) (plain string, ok bool) {
	var b strings.Builder
	depth, quoted := 0, false
	for i := 0; i < len(value); i++ {
		c := value[i]
		switch {
		case c == '\\' && (quoted || depth > 0):
			i++
			if quoted && i < len(value) {
				b.WriteByte('_')
			}
		case quoted && c == '"':
			quoted = false
		case quoted:
			if c <= ' ' || c >= 0x7f || strings.IndexByte(`;=()<>,`, c) >= 0 {
				c = '_'
			}
			b.WriteByte(c)
		case depth > 0 || c == '(':
			switch c {
			case '(':
				depth++
			case ')':
				depth--
			}
			if depth == 0 {
				b.WriteByte(' ')
			}
		case c == '"':
			quoted = true
		default:
			b.WriteByte(c)
		}
	}
	plain = strings.Join(strings.Fields(b.String()), " ")
	for _, sep := range []string{"=", "/"} { // white space may stand around them
		plain = strings.ReplaceAll(strings.ReplaceAll(plain, " "+sep, sep), sep+" ", sep)
	}
	return plain, depth == 0 && !quoted
}
