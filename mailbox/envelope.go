package mailbox

import (
	"cmp"
	"errors"
	"fmt"
	"strings"

	"vigie/tickets"
)

// ReturnPath is the address a letter comes back to when it cannot be delivered,
// the one of MAIL FROM (RFC 5321, section 4.1.1.2).
//
//	setting  written by  addresses with "+"  MAIL FROM
//	from     anybody     -                   <contact@example.org>
//	null     a person    -                   <contact@example.org>
//	null     a machine   -                   <>
//	verp     anybody     not known to work   <contact@example.org>
//	verp     anybody     work                <contact+b.TAG@example.org>
//
// Where the server refuses the last or the third for good (5yz at any step) and
// takes the same letter from contact@example.org, letters are sent from there
// until the process ends: many submission servers let an account send as itself
// alone, and some say so after the message only.
type ReturnPath string

// The settings. ReturnNull asks for no report on what a machine wrote (RFC 3834,
// section 3.3); ReturnVERP gets reports that name their letter.
const (
	ReturnFrom ReturnPath = "from"
	ReturnNull ReturnPath = "null"
	ReturnVERP ReturnPath = "verp"
)

// ReturnPaths lists them.
func ReturnPaths() []ReturnPath { return []ReturnPath{ReturnFrom, ReturnNull, ReturnVERP} }

// Plus is whether the mailbox takes mail for addresses with a "+" and anything
// after its own name (RFC 5233).
type Plus string

// The settings. PlusAuto believes what the store has seen: tickets.ProbePlus.
const (
	PlusAuto Plus = "auto"
	PlusOn   Plus = "on"
	PlusOff  Plus = "off"
)

// Pluses lists them.
func Pluses() []Plus { return []Plus{PlusAuto, PlusOn, PlusOff} }

// maxLocal is how long the part of an address before the @ may be, in bytes
// (RFC 5321, section 4.5.3.1.1).
const maxLocal = 64

// replies checks what is set of the way back, and gives the mailbox as servers
// are told it.
func (to *SMTP) replies() (mailbox string, err error) {
	to.Plus, to.ReturnPath = cmp.Or(to.Plus, PlusAuto), cmp.Or(to.ReturnPath, ReturnFrom)
	switch to.Plus {
	case PlusAuto, PlusOn, PlusOff:
	default:
		return "", fmt.Errorf("addresses with + are %q, which is not one of auto, on, off", to.Plus)
	}
	switch to.ReturnPath {
	case ReturnFrom, ReturnNull, ReturnVERP:
	default:
		return "", fmt.Errorf("return path %q is not one of from, null, verp", to.ReturnPath)
	}
	if to.Mailbox == "" {
		if to.ReturnPath == ReturnVERP || to.Plus == PlusOn {
			return "", errors.New("addresses with + are set without a mailbox that is read")
		}
		return "", nil
	}
	if mailbox, err = envelopeAddress(to.Mailbox); err != nil {
		return "", fmt.Errorf("the mailbox that is read: %w", err)
	}
	return mailbox, nil
}

// tagged is the mailbox's address with a tag, or "" where that is no use: the
// mailbox is not known to take it, or it would be too long.
func (s *Sender) tagged(out tickets.Outgoing, tag string) string {
	known := s.to.Plus == PlusOn || s.to.Plus == PlusAuto && out.PlusSeen != "" && strings.EqualFold(out.PlusSeen, s.to.Mailbox)
	at := strings.LastIndexByte(s.mailbox, '@')
	if !known || tag == "" || at < 0 || at+1+len(tag) > maxLocal {
		return ""
	}
	return s.mailbox[:at] + "+" + tag + s.mailbox[at:]
}

// returnPath is the letter's special return path, "" for the null one; ok is
// false where it has but the ordinary one.
func (s *Sender) returnPath(out tickets.Outgoing) (path string, ok bool) {
	if s.refused.Load() {
		return "", false
	}
	switch s.to.ReturnPath {
	case ReturnNull:
		return "", out.Automatic
	case ReturnVERP:
		path = s.tagged(out, out.BounceTag)
		return path, path != ""
	}
	return "", false
}

// replyTo is where answers go: the mailbox, with a tag that names the request
// where it takes one; "" where that is the author's address anyway.
func (s *Sender) replyTo(out tickets.Outgoing) string {
	if tagged := s.tagged(out, out.ReplyTag); tagged != "" {
		return tagged
	}
	if strings.EqualFold(s.mailbox, s.from) {
		return ""
	}
	return s.mailbox
}
