package tickets

import "time"

// FolderRole is what a folder of a mailbox is to the service.
type FolderRole string

// The roles. What lies in a sent folder was written by the service; an import
// is a file or directory brought in by hand.
const (
	Inbox       FolderRole = "inbox"
	SentFolder  FolderRole = "sent"
	OtherFolder FolderRole = "other"
	ImportRole  FolderRole = "import"
)

// A MailFolder is one folder of one mailbox, as far as it has been read.
type MailFolder struct {
	ID          int64
	Mailbox     string // its name in the configuration
	Folder      string // as the server spells it, in UTF-8
	Role        FolderRole
	UIDValidity uint32 // of the UIDs below; 0 before the first visit (RFC 9051, section 2.3.1.1)
	Cursor      uint32 // every UID up to it was stored, passed over, or is gone

	ReadAt       time.Time // end of the last pass that went through
	ReconciledAt time.Time
	Reconciliation
	Fault   string // of the last pass that did not, as a word for machines
	FaultAt time.Time
}

// A Reconciliation compares a folder on the server with what is stored of it,
// in messages.
type Reconciliation struct {
	OnServer int
	Stored   int // of those on the server
	Missing  int // on the server, at or below the cursor, and not stored
	Waiting  int // on the server, above the cursor
}

// A RawMail is a message as a server, or a file, gave it.
type RawMail struct {
	UID        uint32 // 0 in an import
	ReceivedAt time.Time
	Basis      Basis
	Size       int64 // of the whole message; more than len(Raw) when only its head is kept
	Raw        []byte
}

// A KeptMail is a message that is stored for good.
type KeptMail struct {
	ID         int64
	Role       FolderRole
	ReceivedAt time.Time
	Basis      Basis
	Size       int64
	Raw        []byte
	Tries      int  // how often it was, or is now being, read
	Known      bool // its content was stored before; nothing is to be read
}
