package intake

import (
	"vigie/mailbox/message"
	"vigie/mailbox/safehtml"
)

// HTML is the HTML body of a message, made safe to show in a sandboxed frame.
// Remote content is left out, and counted, unless remote is true; inline says
// where the images are that the message carries itself. It is "" where there is
// no HTML body.
func HTML(source []byte, remote bool, inline func(contentID string) (url string, ok bool)) (page string, blocked int) {
	m := message.Parse(source)
	if m.HTML == "" {
		return "", 0
	}
	p := safehtml.Sanitise(m.HTML, safehtml.Options{Remote: remote, Inline: inline})
	return p.HTML, p.Blocked
}
