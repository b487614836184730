package tickets

import (
	"time"

	"vigie/rome"
)

// A Reading is what was understood of a stored message. It is kept beside the
// message, as data of persons: erasing a ticket erases it. The words stand last
// as it is written, after a mark that is always there, so that what is known of
// a long message is read without them: readHead relies on that order.
type Reading struct {
	MessageID string   `json:"message_id,omitempty"` // without angle brackets
	Thread    []string `json:"thread,omitempty"`     // In-Reply-To, then References, the nearest first

	Kind       MailKind `json:"kind"`
	KindWhy    string   `json:"kind_why,omitempty"`
	Auth       MailAuth `json:"auth"`
	AuthWhy    string   `json:"auth_why,omitempty"`
	Answerable bool     `json:"answerable,omitempty"` // a machine may answer it (RFC 3834, section 2)
	Own        bool     `json:"own,omitempty"`        // it claims to come from the service's own address

	Name       string    `json:"name,omitempty"`     // of its author
	Borrowed   bool      `json:"borrowed,omitempty"` // its author is named beside a From that is a program's: nobody vouches for it
	Address    string    `json:"address,omitempty"`
	Recipients []string  `json:"recipients,omitempty"` // addresses of To and Cc
	SentAt     time.Time `json:"sent_at,omitzero"`     // its Date header, unproven
	Subject    string    `json:"subject,omitempty"`

	Plus       string   `json:"plus,omitempty"`       // reference in a signed plus-address it was sent to
	Probe      bool     `json:"probe,omitempty"`      // ours, to see whether the mailbox takes addresses with "+"
	References []string `json:"references,omitempty"` // in the subject, exact
	Fuzzy      []string `json:"fuzzy,omitempty"`      // likely meant, in the subject or the new words

	Codes    []MailCode    `json:"codes,omitempty"`
	Named    []MailNamed   `json:"named,omitempty"`    // appellations and items
	Changes  []rome.Change `json:"changes,omitempty"`  // suggested, for an agent to confirm
	Bounce   *MailBounce   `json:"bounce,omitempty"`   // of a bounce
	Marks    []string      `json:"marks,omitempty"`    // "signed", "encrypted", "calendar"
	Degraded []string      `json:"degraded,omitempty"` // why less was read than was sent

	HTML bool   `json:"html"`           // there is an HTML body to show
	Said string `json:"said,omitempty"` // the new words, quotes and signature folded away
	Text string `json:"text,omitempty"` // all of them; "" in the store where Said is all

	Files []MailFile `json:"-"` // kept in a table of their own

	// BodyKey tells apart messages that share a Message-ID: the digest of what
	// a reader sees.
	BodyKey string `json:"-"`
}

// A MailCode is a code ROME that a message names.
type MailCode struct {
	Code      string `json:"code"`
	Label     string `json:"label,omitempty"`
	Current   bool   `json:"current"`
	Successor string `json:"successor,omitempty"`
}

// A MailNamed is an appellation or an item that a message names.
type MailNamed struct {
	OGR   string `json:"ogr"`
	Label string `json:"label"`
	Code  string `json:"code,omitempty"`
}

// A MailBounce is what a report says of a letter (RFC 3464).
type MailBounce struct {
	MessageID string `json:"message_id,omitempty"` // of the letter
	Recipient string `json:"recipient,omitempty"`
	Status    string `json:"status,omitempty"` // enhanced status code (RFC 3463)
	Failed    bool   `json:"failed"`           // it did not arrive and will not; otherwise it is late
	Permanent bool   `json:"permanent"`        // the address takes no mail at all
	Reason    string `json:"reason,omitempty"` // in a word, for machines
}

// A MailFile is a file that came with a message. Content is given when it is
// stored, and empty in what is read back.
type MailFile struct {
	N         int // in the message, from 1
	SHA256    string
	Name      string // safe: no folder, no control
	Type      string // sniffed from its content
	Size      int64
	Inline    bool
	ContentID string
	Scan      string // "clean", "threat NAME", "unscanned", "" where no scanner is configured
	Content   []byte
}
