package tickets

import "vigie/rome"

// The facts, in the order of a ticket's life.
type (
	// Filed opens a ticket. Proposals are numbered from 1 in their order; the
	// free text of an "other" change is in Personal.Texts.
	Filed struct {
		Reference  string        `json:"reference"`
		Type       Type          `json:"type"`
		Channel    Channel       `json:"channel"`
		Origin     Origin        `json:"origin"`
		ReceivedAt int64         `json:"received_at"` // microseconds UTC
		Basis      Basis         `json:"basis"`
		Policy     Policy        `json:"policy"`
		History    bool          `json:"history,omitempty"`
		Reachable  bool          `json:"reachable"` // an address was given
		OpenText   bool          `json:"open_text,omitempty"`
		Nonce      string        `json:"nonce"`
		Changes    []rome.Change `json:"changes,omitempty"`
		Mail       int64         `json:"mail,omitempty"` // the stored message it came by
		Auth       MailAuth      `json:"auth,omitempty"` // of that message
	}
	// Confirmed says that the author proved to read the address.
	Confirmed struct{}
	// Published says that an agent made the ticket public; Hidden takes that back.
	Published struct{}
	// Hidden makes a ticket private again.
	Hidden struct{}
	// Assigned gives the ticket to an account, 0 to nobody.
	Assigned struct {
		To int64 `json:"to"`
	}
	// Noted is an internal note; its text is personal.
	Noted struct{}
	// Messaged is a message of the author, or of somebody else who takes part
	// or answers one of our letters: Stranger then.
	Messaged struct {
		Channel  Channel `json:"channel"`
		Mail     int64   `json:"mail,omitempty"`
		Stranger bool    `json:"stranger,omitempty"`
	}
	// Attached keeps a message with the ticket without any effect on its state
	// or clocks: a robot's answer, a report on a letter, or what the service
	// sent from another program at the instant At.
	Attached struct {
		Mail int64       `json:"mail"`
		As   MailOutcome `json:"as"`
		At   int64       `json:"at,omitempty"` // microseconds UTC
	}
	// Detached takes a message off the ticket again, and its words out of the
	// events that had them: they go where the message goes.
	Detached struct {
		Mail   int64 `json:"mail"`
		Events []int `json:"events,omitempty"` // their N
	}
	// Proposed adds changes to a ticket, numbered on from those it has: what an
	// agent understands a message to ask. AskedAt is the receipt of the message.
	Proposed struct {
		Changes []rome.Change `json:"changes"`
		AskedAt int64         `json:"asked_at"` // microseconds UTC
		Mail    int64         `json:"mail,omitempty"`
	}
	// Sorted says what a ticket is.
	Sorted struct {
		Type Type `json:"type"`
	}
	// Recalled says that a letter was taken back before it was sent.
	Recalled struct {
		Letter  int     `json:"letter"`
		Purpose Purpose `json:"purpose"`
	}
	// Lettered is a letter written to the author: it stops no clock until it
	// is Delivered. Means is how an agent answered without our mail.
	Lettered struct {
		Letter    int     `json:"letter"` // number in the ticket, from 1
		Purpose   Purpose `json:"purpose"`
		MessageID string  `json:"message_id,omitempty"`
		Means     Means   `json:"means,omitempty"`
		At        int64   `json:"at,omitempty"`   // with Means: when it was said or posted
		Mail      int64   `json:"mail,omitempty"` // with ByMail: the message found in the sent folder
	}
	// Delivered says that the receiving server answered 250 for the letter.
	Delivered struct {
		Letter int `json:"letter"`
	}
	// Undelivered says that a letter was refused for good, given up, or came
	// back: Mail is the report then.
	Undelivered struct {
		Letter  int     `json:"letter"`
		Purpose Purpose `json:"purpose"`
		Status  string  `json:"status,omitempty"` // "550 5.1.1", or the fault in one word
		Mail    int64   `json:"mail,omitempty"`
	}
	// Accepted says that a proposal will be integrated. Letter is the one that
	// tells; Despite counts the accepted changes that it was known to clash with.
	Accepted struct {
		Proposal int `json:"proposal"`
		Letter   int `json:"letter,omitempty"`
		Despite  int `json:"despite,omitempty"`
	}
	// Declined says that it will not, for a reason of the closed list.
	Declined struct {
		Proposal int    `json:"proposal"`
		Reason   Reason `json:"reason"`
		Letter   int    `json:"letter,omitempty"`
	}
	// FoundTrue says that the release held it before any decision.
	FoundTrue struct {
		Proposal int    `json:"proposal"`
		Release  string `json:"release"` // SHA-256
		Letter   int    `json:"letter,omitempty"`
	}
	// Withdrawn says that the author takes the request back.
	Withdrawn struct{}
	// Checked says that a release was compared with what the ticket waits for.
	Checked struct {
		Release  CheckedRelease `json:"release"`
		Findings []Finding      `json:"findings"`
	}
	// Rebased says that a proposal is asked of the present release instead of the
	// one it was filed against: both its forms.
	Rebased struct {
		Proposal int         `json:"proposal"`
		Release  string      `json:"release"` // SHA-256
		From     rome.Change `json:"from"`
		To       rome.Change `json:"to"`
	}
	// Overridden says that a manager states the integration by hand.
	Overridden struct {
		Proposal int  `json:"proposal"`
		On       Date `json:"on"`
	}
	// Closed ends the work on a ticket.
	Closed struct {
		As Closing `json:"as"`
	}
	// Reopened takes a closing back.
	Reopened struct{}
	// Relinked gives the private link a new nonce, which revokes the old link.
	Relinked struct {
		Nonce string `json:"nonce"`
	}
	// Erased records that the personal fields of events were removed.
	Erased struct {
		Events []int `json:"events"` // their N
	}
)

// A CheckedRelease is what an event keeps of the release it was checked on.
type CheckedRelease struct {
	SHA256      string `json:"sha256"`
	Number      string `json:"number"`
	PublishedOn Date   `json:"published_on"`
	ObservedOn  Date   `json:"observed_on"`
	Republished bool   `json:"republished,omitempty"` // the number had been published before, with other content

	// Table is the correspondence table beside it, where that is what was asked.
	Table CheckedTable `json:"table,omitzero"`
}

// KeptOn is the day a change that is in the release counts as integrated: its
// publication, or its observation when the number was silently published again;
// of a correspondence the import of its table.
func (r CheckedRelease) KeptOn() Date {
	if r.Table.Import != 0 {
		return r.Table.ImportedOn
	}
	if r.Republished || r.PublishedOn.IsZero() {
		return r.ObservedOn
	}
	return r.PublishedOn
}

// A Finding is the verdict on one proposal.
type Finding struct {
	Proposal int             `json:"proposal"`
	Verdict  rome.Verdict    `json:"verdict"`
	Reason   string          `json:"reason,omitempty"`
	Evidence []rome.Evidence `json:"evidence,omitempty"`
}
