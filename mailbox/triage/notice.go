package triage

import (
	"regexp"
	"strings"
)

// A said is what a notice tells about one recipient.
type said struct {
	recipient string
	text      string
	before    string // what came before the address, where text is its line alone
}

const addressExpr = `([^\s<>()\[\]",;:=«»]+@[\pL\pN](?:[\pL\pN.-]*[\pL\pN])?)`

var (
	anyAddress = regexp.MustCompile(addressExpr)
	// An address that begins a line, alone or before what is said of it.
	lineAddress = regexp.MustCompile(`^[\s>*•·"'<(-]*(?:mailto:)?` + addressExpr +
		`[>"')\]]*\s*(?:$|[:\[(<,]|\.\.\.|-\s|(?i:on|le|invalid)\s)`)
	// An address announced as the recipient.
	keyedAddress = regexp.MustCompile(`(?i)(?:recipients?(?: address)?|destinataires?|rcpt to|` +
		`delivering your mail to|delivered to|remis(?:e)? (?:à|a)|distribu[ée]e? (?:à|a)|` +
		`deliver (?:the |your )?(?:message|mail) to|undeliverable to|unknown user|user unknown|` +
		`addressed to|deliver(?:y|ed)? (?:has )?failed(?: to)?|your message to|` +
		`votre message (?:à|a|pour)|message (?:à|pour)|utilisateur inconnu|address|adresse)` +
		`\s*[:=]?\s*[<"'(]*(?:mailto:)?` + addressExpr)
	// Old sendmail: "550 <user@example.org>... User unknown".
	codedAddress = regexp.MustCompile(`^\s*\d{3}[ -].{0,80}?<` + addressExpr + `>\s*\.\.\.`)
)

// perRecipient divides a notice among the recipients that it names. Addresses of
// senders, to whom it is sent, are no recipients.
//
// What is said of a recipient follows the address, up to the next one. Only old
// transcripts name it at the end of what they say: "<<< 550 Host unknown",
// "554 <user@example.org>... Host unknown".
func perRecipient(notice string, senders map[string]bool) []said {
	var out []said
	index := map[string]int{}
	at := func(a string) int { // of the entry for an address, -1 beyond the limit
		key := strings.ToLower(a)
		i, known := index[key]
		if !known {
			if len(out) == maxRecipients {
				return -1
			}
			i = len(out)
			index[key] = i
			out = append(out, said{recipient: a})
		}
		return i
	}
	current := -1
	var pending said // since the last recipient of a transcript
	for line := range strings.Lines(notice) {
		a, last := lineRecipient(line)
		if a != "" && !senders[strings.ToLower(a)] {
			current = at(a)
			if last && current >= 0 {
				out[current].add(line)
				out[current].before += pending.text
				current, pending = -1, said{}
				continue
			}
		}
		if current >= 0 {
			out[current].add(line)
		} else {
			pending.add(line)
		}
	}
	return out
}

// lineRecipient finds the recipient that a line names, "" for none; last is
// whether it ends what is said of it.
func lineRecipient(line string) (address string, last bool) {
	if !strings.Contains(line, "@") {
		return "", false
	}
	line = clip(line, 1000)
	if m := codedAddress.FindStringSubmatch(line); m != nil {
		return m[1], true
	}
	for _, p := range []*regexp.Regexp{lineAddress, keyedAddress} {
		if m := p.FindStringSubmatch(line); m != nil {
			return strings.Trim(m[1], "'."), false
		}
	}
	return "", false
}

// add extends what is said, within what a server says at most.
func (s *said) add(line string) {
	if len(s.text) < maxDiagnostic {
		s.text += clip(line, maxDiagnostic)
	}
}

// addresses are the addresses in a text, 64 at most.
func addresses(s string) []string {
	var out []string
	for _, m := range anyAddress.FindAllStringSubmatch(clip(s, maxNotice), maxRecipients) {
		out = append(out, strings.Trim(m[1], "'."))
	}
	return out
}
