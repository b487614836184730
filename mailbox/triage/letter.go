package triage

import (
	"regexp"
	"strings"

	"vigie/mailbox/message"
)

// Lines that come before the letter where a notice carries it in its text.
var letterBelow = regexp.MustCompile(`(?i)^[\s>*#=-]*(?:` +
	`.{0,20}\b(?:copy of|copie d[eu])\b.{0,60}\b(?:message|header|mail|courrier)|` +
	`.{0,30}\b(?:original|unsent|returned|undelivered)\s+(?:message|mail)\b.{0,30}[:.=-]\s*$|` +
	`(?:the )?(?:message )?headers? (?:of the original message )?(?:is |are )?follow|` +
	`original message (?:follows|headers)|(?:message|unsent message|original message) follows|` +
	`message d'origine|en-t[eê]tes? (?:du|de) message|` +
	`-+ ?original mail info` +
	`)`)

// Header fields that every letter has and no notice begins a line with.
var letterHeader = regexp.MustCompile(`(?i)^(?:received|return-path|dkim-signature):`)

var messageIDField = regexp.MustCompile(`(?im)^[ \t>]*message-id:\s*<?([^\s<>]+@[^\s<>]+)>?`)

var toField = regexp.MustCompile(`(?im)^[ \t>]*to:[ \t]*(.+)$`)

// cutLetter separates a notice from the letter that it returns below.
func cutLetter(text string) (notice, letter string) {
	said := false // before anything was said, a field is part of the notice
	for at := 0; at < len(text); {
		line, _, _ := strings.Cut(text[at:], "\n")
		if said && (letterHeader.MatchString(line) || len(line) < 200 && letterBelow.MatchString(line)) {
			return text[:at], text[at:]
		}
		said = said || strings.TrimSpace(line) != ""
		at += len(line) + 1
	}
	return text, ""
}

// letterID finds the Message-ID of the letter that bounced: in what is returned
// of it, else in the text, else in what the report answers to.
func letterID(m *message.Message, g material) string {
	for _, s := range []string{g.letter, g.notice} {
		if found := messageIDField.FindStringSubmatch(s); found != nil {
			return found[1]
		}
	}
	if len(m.InReplyTo) > 0 {
		return m.InReplyTo[0]
	}
	if n := len(m.References); n > 0 {
		return m.References[n-1]
	}
	return ""
}

// letterTo finds whom the letter was sent to, for notices that do not say.
func letterTo(g material) []string {
	for _, s := range []string{g.letter, g.notice} {
		if found := toField.FindStringSubmatch(s); found != nil {
			return addresses(found[1])
		}
	}
	return nil
}
