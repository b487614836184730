package message

import "time"

// A Message is what a person, or a program, can read of a message. Every string
// is valid UTF-8 without control characters other than line feeds and tabs.
type Message struct {
	Root       *Part     // the whole tree; never nil
	MessageID  string    // without angle brackets, "" where there is none
	InReplyTo  []string  // likewise
	References []string  // likewise, oldest first
	From       []Address // usually one
	Sender     []Address
	ReplyTo    []Address
	To, Cc     []Address
	Subject    string    // encoded words decoded, one line
	Date       time.Time // the sender's Date header; zero where absent or unreadable

	// Text is the message as text: its text/plain parts, or its HTML turned
	// into text, lines ended by LF, format=flowed joined; what an invitation is
	// about where it says nothing else. At most 2 MiB.
	Text string
	// HTML is the HTML body as it was sent, in UTF-8 and not sanitised, at most
	// 4 MiB of it; "" where there is none. Plain texts beside it are in it too.
	HTML string

	// Attachments are what is not body, in order; inline images too, and a text
	// that the end of the message cuts off. What winmail.dat holds stands in its
	// place, and an opaque S/MIME signature is attached with its text taken out.
	Attachments []*Part
	Signed      bool // OpenPGP or S/MIME signature, not verified
	Encrypted   bool // the words cannot be read here
	Calendar    bool // an invitation or its answer (RFC 5546)

	// Degraded are the reasons why less was read than was sent, as words for
	// machines: "depth", "parts", "header", "addresses" and "decoded" are limits
	// (limits.go); "charset" one that is unknown; "truncated" a multipart without
	// its end.
	Degraded []string
}

// An Address is one mailbox of a header (RFC 5322, section 3.4).
type Address struct {
	Name    string // decoded display name, "" where there is none
	Address string // local part and domain as written; "" when unreadable
}

// A Part is one entity of the tree (RFC 2045, section 2.4). Its content is
// decoded when it is asked for, from the bytes of the message, which it keeps.
type Part struct {
	Header      Header
	Type        string            // "text/plain", lower case; what it is taken for when undeclared
	Params      map[string]string // of Content-Type, names in lower case
	Disposition string            // "inline", "attachment" or "", lower case
	Name        string            // file name as sent, decoded, without a folder; "" where there is none
	ContentID   string            // without angle brackets
	Size        int               // of the decoded content, in bytes
	Children    []*Part           // of a multipart or winmail.dat; the one root of message/rfc822 or of what S/MIME signs

	raw       []byte // undecoded body
	encoding  string // of raw, as transferEncoding names it
	charset   string // declared, as written
	cut       bool   // the message ended before the multipart around it did
	signed    bool   // an S/MIME signature wraps it
	encrypted bool   // S/MIME
}
