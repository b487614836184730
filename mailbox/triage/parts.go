package triage

import (
	"strings"

	"vigie/mailbox/message"
)

// Limits: what a mail system writes about a failure is far below them, what it
// returns of the letter is not read for wordings at all.
const (
	maxNotice     = 64 << 10
	maxReport     = 256 << 10
	maxRecipients = 64
	maxParts      = 256
)

// material is what a report is made of (RFC 6522, section 3): a notice for
// people, fields for machines, and something of the letter.
type material struct {
	notice  string // text parts, in order
	reports []string
	letter  string // header, and perhaps body, of the returned letter
}

// gather walks the tree without entering the returned letter.
func gather(m *message.Message) material {
	var g material
	var notice strings.Builder
	seen := 0
	var walk func(p *message.Part)
	walk = func(p *message.Part) {
		if seen++; seen > maxParts {
			return
		}
		if p != m.Root && g.letter == "" && p.Header.Has("Message-Id") {
			// The letter as a part of its own, its header taken for the part's.
			g.letter = "Message-ID: " + p.Header.Get("Message-Id") + "\nTo: " + p.Header.Get("To") + "\n"
		}
		switch {
		case p.Type == "message/delivery-status", p.Type == "message/global-delivery-status":
			g.reports = append(g.reports, clip(valid(p.Content()), maxReport))
		case letterTypes[p.Type]:
			if g.letter == "" {
				g.letter = clip(valid(p.Content()), maxNotice)
			}
		case len(p.Children) > 0:
			for _, c := range p.Children {
				walk(c)
			}
		case p.Type == "text/plain" && notice.Len() < maxNotice:
			notice.WriteString(clip(p.Text(), maxNotice-notice.Len()))
			notice.WriteByte('\n')
		}
	}
	walk(m.Root)
	g.notice = notice.String()
	if strings.TrimSpace(g.notice) == "" {
		g.notice = clip(m.Text, maxNotice)
	}
	if strings.TrimSpace(g.notice) == "" && len(g.reports) == 0 {
		// A multipart whose delimiters are missing or malformed.
		g.notice = clip(valid(m.Root.Content()), maxNotice)
	}
	var tail string
	g.notice, tail = cutLetter(g.notice)
	if g.letter == "" {
		g.letter = tail
	}
	return g
}

// letterTypes hold the letter that a report returns (RFC 6522 section 3, 6533
// section 3).
var letterTypes = map[string]bool{
	"message/rfc822": true, "message/global": true,
	"text/rfc822-headers": true, "message/global-headers": true,
	"text/rfc822": true, "message/rfc822-headers": true, "message/partial": true, // seen
}

func valid(b []byte) string { return strings.ToValidUTF8(string(b), "\uFFFD") }
