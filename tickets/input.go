package tickets

import (
	"net/mail"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Limits on what anybody may enter, in characters.
const (
	maxName  = 200
	maxEmail = 254 // RFC 5321, section 4.5.3.1.3, less the angle brackets
	maxText  = 20_000
)

// faults gathers what is wrong with an input, so that all of it is said at once.
type faults []FieldFault

func (f *faults) add(field, rule string, args ...any) {
	*f = append(*f, FieldFault{field, rule, args})
}

func (f faults) err() error {
	if len(f) == 0 {
		return nil
	}
	return &Invalid{f}
}

// line tidies and checks a field of one line.
func (f *faults) line(field string, value *string, limit int, required bool) {
	*value = strings.TrimSpace(*value)
	f.text(field, value, limit, required)
	if strings.ContainsFunc(*value, func(r rune) bool { return r == '\n' || r == '\r' || r == '\t' }) {
		f.add(field, RuleControl)
	}
}

// text tidies and checks a field of several lines.
func (f *faults) text(field string, value *string, limit int, required bool) {
	*value = strings.TrimSpace(strings.ReplaceAll(*value, "\r\n", "\n"))
	switch {
	case required && *value == "":
		f.add(field, RuleRequired)
	case utf8.RuneCountInString(*value) > limit:
		f.add(field, RuleTooLong, limit)
	case !utf8.ValidString(*value) || strings.ContainsFunc(*value, control):
		f.add(field, RuleControl)
	}
}

// control reports characters that have no business in a text: all controls but
// line feed and tab, the marks that turn writing around (Unicode UAX #9), and
// those that nobody sees.
func control(r rune) bool {
	return unicode.IsControl(r) && r != '\n' && r != '\t' ||
		r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069 || r == 0x061C ||
		r >= 0x200B && r <= 0x200F && r != 0x200C && r != 0x200D || r == 0x2028 || r == 0x2029 || r == 0xFEFF ||
		r >= 0xE0000 && r <= 0xE007F
}

// email tidies and checks an address: one addr-spec of RFC 5322 with a dot in
// its domain, nothing else around it. What stands before the @ is ASCII: few
// servers take letters to anything else (RFC 6531).
func (f *faults) email(field string, value *string, required bool) {
	f.line(field, value, maxEmail, required)
	if *value == "" {
		return
	}
	a, err := mail.ParseAddress(*value)
	local, domain, _ := strings.Cut(*value, "@")
	ascii := !strings.ContainsFunc(local, func(r rune) bool { return r > unicode.MaxASCII })
	if err != nil || !ascii || a.Address != *value || !strings.Contains(strings.Trim(domain, "."), ".") {
		f.add(field, RuleEmail)
	}
}

// MaxChanges is how many changes one request may ask for.
const MaxChanges = 50

// foldEmail is the form under which an address is found again.
func foldEmail(s string) string { return strings.ToLower(strings.TrimSpace(s)) }
