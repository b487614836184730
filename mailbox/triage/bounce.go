package triage

import "slices"

// A Bounce is what a mail system reports about one recipient of a letter.
type Bounce struct {
	// Recipient is the address that the letter was sent to: the original
	// recipient where the report names it, else the final one (RFC 3464,
	// sections 2.3.1 and 2.3.2). "" where the notice names none.
	Recipient string
	// Status is the enhanced status code "class.subject.detail" (RFC 3463). The
	// last server's words come before those of the one that reports. Where
	// neither gives one it is "5.0.0", or "4.0.0" for what may still arrive.
	Status string
	Code   string // SMTP reply code of three digits, "" where none was given
	Action string // "failed", "delayed", "delivered", "relayed" or "expanded" (RFC 3464, section 2.3.3)

	// Permanent reports whether the address is dead, so that every letter to it
	// will bounce: the user or the host is unknown, has moved, or takes no mail.
	// It is not the class of the status: a full mailbox, a size limit or a
	// blocked sender fail this letter for good (class 5) and say nothing against
	// the next one.
	Permanent bool
	// Reason is one of the words in reason.go ("userunknown", "mailboxfull",
	// "expired"…), "undefined" where nothing tells.
	Reason string

	// MessageID is that of the letter which bounced, without brackets, "" where
	// the report returns none of its header. It is the same for all recipients.
	MessageID string
}

// Class is the first digit of the status: "5" the letter will not be delivered,
// "4" not yet or not for long enough, "2" it was.
func (b Bounce) Class() string { return b.Status[:1] }

// Failed reports whether the letter did not reach the recipient and will not:
// a late one ("delayed") still may, and one relayed to a system that reports
// nothing, or expanded to others, is not known to be lost.
func (b Bounce) Failed() bool { return b.Action == "failed" }

// dead are the reasons that condemn the address rather than the letter.
var dead = []string{"userunknown", "hostunknown", "hasmoved", "notaccept"}

// settle derives what follows from the rest.
func (b *Bounce) settle() {
	b.Permanent = b.Failed() && slices.Contains(dead, b.Reason) &&
		(b.Reason != "notaccept" || b.Class() == "5")
}
