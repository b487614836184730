package intake

import (
	"slices"
	"strings"

	"vigie/mailbox/message"
	"vigie/mailbox/triage"
)

// author is who wrote the message: its From, or, where that is a program which
// passes words on (an address nobody reads, or our own, as the form of a web
// site has it), the person to reply to. borrowed says that the name does not
// stand in From: anybody may put anybody's there.
func author(m *message.Message, own []string) (a message.Address, borrowed bool) {
	switch {
	case len(m.From) > 0:
		a = m.From[0]
	case len(m.Sender) > 0:
		a, borrowed = m.Sender[0], true
	}
	passes := triage.Mute(a.Address) || isOwn(own, a.Address)
	if passes && len(m.ReplyTo) > 0 && m.ReplyTo[0].Address != "" && !isOwn(own, m.ReplyTo[0].Address) {
		return m.ReplyTo[0], true
	}
	return a, borrowed || len(m.From) == 0
}

func isOwn(own []string, address string) bool {
	return slices.ContainsFunc(own, func(o string) bool { return strings.EqualFold(o, address) })
}
