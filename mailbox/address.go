package mailbox

import (
	"fmt"
	"net/mail"
	"strings"
	"unicode"

	"golang.org/x/net/idna"
)

// envelopeAddress checks an address and gives the form a server is told: an
// internationalised domain in its ASCII form (RFC 5891), the local part as it
// is. Quoted local parts, comments and routes are refused: what stands between
// the angle brackets of RCPT TO must be nothing but an address.
func envelopeAddress(address string) (string, error) {
	parsed, err := mail.ParseAddress("<" + address + ">")
	if err != nil || parsed.Address != address || strings.ContainsFunc(address, notInAddress) {
		return "", fmt.Errorf("%q is no mail address", address)
	}
	at := strings.LastIndexByte(address, '@')
	domain := address[at+1:]
	if !ascii(domain) {
		domain, err = idna.Lookup.ToASCII(domain)
		if err != nil {
			return "", fmt.Errorf("%q is no mail address: %w", address, err)
		}
	}
	return address[:at] + "@" + domain, nil
}

func notInAddress(r rune) bool {
	return unicode.IsControl(r) || unicode.IsSpace(r) || strings.ContainsRune(`<>()[]\",;:`, r) || r == unicode.ReplacementChar
}

// ascii reports whether s needs no SMTPUTF8 (RFC 6531).
func ascii(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r >= 0x80 })
}

// oneLine makes a text fit for a header: valid UTF-8, every run of controls,
// line and paragraph separators one space, no mark that turns writing around.
// go-mail would encode a line break rather than write it; a reader that decodes
// it should still see one line.
func oneLine(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsControl(r), r == '\u2028', r == '\u2029':
			return '\n'
		case r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069:
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
	return strings.TrimSpace(strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == '\n' }), " "))
}

// messageID reports whether s can stand between angle brackets (RFC 5322,
// section 3.6.4): printable ASCII with one @ inside, no brackets, no space.
func messageID(s string) bool {
	left, right, ok := strings.Cut(s, "@")
	return ok && left != "" && right != "" && len(s) <= 900 && !strings.ContainsFunc(s, func(r rune) bool {
		return r <= ' ' || r >= 0x7f || r == '<' || r == '>'
	}) && !strings.Contains(right, "@")
}
