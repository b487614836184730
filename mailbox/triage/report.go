package triage

import (
	"regexp"
	"strings"
)

// A recipientReport is one group of fields of a delivery report (RFC 3464,
// section 2.3).
type recipientReport struct {
	original, final string
	action, status  string
	diagnostic      string // without its type
}

// readReport reads the groups of a message/delivery-status body. The first is of
// the message and has no recipient; broken reports run groups together, so a
// field seen before begins another one as well as an empty line does.
func readReport(body string) []recipientReport {
	var out []recipientReport
	var r recipientReport
	seen := map[string]bool{}
	flush := func() {
		// Some systems write one recipient's fields in two groups.
		if r.original != "" || r.final != "" {
			if len(out) < maxRecipients {
				out = append(out, r)
			}
		} else if n := len(out); n > 0 && (r.status != "" || r.diagnostic != "") {
			out[n-1].merge(r)
		}
		r, seen = recipientReport{}, map[string]bool{}
	}
	blank := false
	for _, f := range reportFields(body) {
		if f.name == "" {
			blank = true
			continue
		}
		switch f.name {
		case "original-recipient", "final-recipient", "action", "status", "diagnostic-code":
			if seen[f.name] || blank && (r.final != "" || r.original != "") {
				flush()
			}
			seen[f.name] = true
		}
		blank = false
		switch f.name {
		case "original-recipient":
			r.original = typed(f.value)
		case "final-recipient":
			r.final = typed(f.value)
		case "action":
			r.action = strings.ToLower(firstWord(f.value))
		case "status":
			r.status = f.value
		case "diagnostic-code":
			r.diagnostic = diagnosticText(f.value)
		}
	}
	flush()
	return out
}

func (r *recipientReport) merge(o recipientReport) {
	if r.status == "" {
		r.status = o.status
	}
	if r.diagnostic == "" {
		r.diagnostic = o.diagnostic
	}
	if r.action == "" {
		r.action = o.action
	}
}

type reportField struct{ name, value string }

// maxDiagnostic is more than any server says; a field is not extended beyond it.
const maxDiagnostic = 4 << 10

func (f *reportField) extend(line string) {
	if len(f.value)+len(line) < maxDiagnostic {
		f.value += " " + line
	}
}

// reportFields unfolds the lines of a report; an empty line is a field without
// name.
func reportFields(body string) []reportField {
	var out []reportField
	for line := range strings.Lines(body) {
		line = strings.TrimRight(line, " \t\r\n")
		name, value, ok := strings.Cut(line, ":")
		switch {
		case line == "":
			out = append(out, reportField{})
		case line[0] == ' ' || line[0] == '\t':
			if n := len(out); n > 0 && out[n-1].name != "" {
				out[n-1].extend(strings.TrimSpace(line))
			}
		case ok && !strings.ContainsAny(name, " \t"):
			out = append(out, reportField{strings.ToLower(name), clip(strings.TrimSpace(value), maxDiagnostic)})
		default: // a continuation that lost its space
			if n := len(out); n > 0 && out[n-1].name == "diagnostic-code" {
				out[n-1].extend(line)
			}
		}
	}
	return out
}

// typed takes the address out of "rfc822; user@example.org" (RFC 3464, section
// 2.1.2); the type is missing at times, and so are the angle brackets' manners.
func typed(v string) string {
	if _, after, ok := strings.Cut(v, ";"); ok {
		v = after
	}
	v = strings.Trim(strings.TrimSpace(v), "<>\"'")
	return clip(v, 320)
}

var diagnosticType = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9-]*\s*;\s*`)

func diagnosticText(v string) string {
	return strings.TrimSpace(v[len(diagnosticType.FindString(v)):])
}

func firstWord(s string) string {
	f := strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '\t' || r == ';' || r == '(' })
	if len(f) == 0 {
		return ""
	}
	return f[0]
}
