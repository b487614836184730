package triage

import (
	"regexp"
	"strings"
)

// An enhanced status code stands alone: not in an address, a version or a host
// name. 2.x.x is read too, for reports of success.
var statusPattern = regexp.MustCompile(`(?:^|[\s#(\[<'":,;=-])([245]\.\d{1,3}\.\d{1,3})(?:[\s\])>'":,;-]|\.?$|\.\s)`)

// A reply code with the status that it carries (RFC 2034, section 4):
// "550 5.1.1", "550-5.1.1", "550: 5.1.1", "550-'5.7.1", "ERROR_CODE :550,
// ERROR_CODE :5.1.1", "550 550 5.7.1".
var codedPattern = regexp.MustCompile(`(?:^|[^\d.])([245]\d\d)(?:\s*[,:]\s*ERROR_CODE\s*:|[\s:-]+['"#(]?)([245]\.\d{1,3}\.\d{1,3})(?:[^\d.]|\.?$|\.\s)`)

// A reply code in the place of one: at the beginning of a line, or after words
// by which a server is quoted.
var (
	saidPattern = regexp.MustCompile(`(?i)(?:\bsaid|\breturned|\bresponded|response|respon[sd]e?d? with[^:]{0,20}|replied|failed with|reason|error|code|message|following reason|was|<<<|>>>|a r[ée]pondu|retourn[ée])\s*(?:\[[^\]]{0,40}\])?\s*[:=]*\s*['"\[(]*([45][0-5]\d)(?:[\s:;,.'")\]-]|$)`)
	linePattern = regexp.MustCompile(`(?m)^[\s>*<]*([45][0-5]\d)(?:[ \t:;-]|$)`)
	// anyPattern is the last resort in a text that is known to be a diagnostic.
	anyPattern = regexp.MustCompile(`(?:^|[\s:(\['"-])([45][0-5]\d)(?:[\s:;,)\]'"-]|$)`)
)

// noticeCodes are the codes of a failure in a notice, which may quote the answers
// of success that came before it.
func noticeCodes(s string) (status, code string) {
	return codes(success.ReplaceAllString(s, " "))
}

var success = regexp.MustCompile(`\b2\d\d[ -](?:2\.\d{1,3}\.\d{1,3}\b)?|\b2\.\d{1,3}\.\d{1,3}\b`)

// codes finds the enhanced status and the reply code that a server gave. A
// status that follows a reply code is the remote server's own and comes before
// one that stands alone; either may be "".
func codes(s string) (status, code string) {
	if m := codedPattern.FindStringSubmatch(s); m != nil {
		return m[2], m[1]
	}
	if m := statusPattern.FindStringSubmatch(s); m != nil {
		status = m[1]
	}
	for _, p := range []*regexp.Regexp{saidPattern, linePattern, anyPattern} {
		if m := p.FindStringSubmatch(s); m != nil {
			return status, m[1]
		}
	}
	return status, ""
}

// fieldStatus reads a Status field: "5.1.1", "5.0.0 (permanent failure)".
func fieldStatus(v string) string {
	if m := statusPattern.FindStringSubmatch(firstWord(v)); m != nil {
		return m[1]
	}
	return ""
}

// vague reports whether a status says nothing but its class (RFC 3463, section
// 3.1: "x.0.0 other undefined status").
func vague(status string) bool { return status == "" || strings.HasSuffix(status, ".0.0") }
