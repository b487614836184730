package tickets

import (
	"time"

	"vigie/rome"
)

// A Ticket is what its journal folds to: everything about a request that is
// not about people. It is built by Fold alone.
type Ticket struct {
	ID        int64
	Reference string // "ROME-2026-00042"
	Type      Type
	Channel   Channel
	Origin    Origin
	State     State
	Closed    Closing // when State is Ended

	ReceivedAt time.Time
	Basis      Basis
	Policy     Policy
	History    bool // received before the service began: no clock, no letter
	Reachable  bool // the author left an address
	Confirmed  bool // and proved to read it
	Published  bool // an agent made it public
	Hidden     bool // an agent made it private again
	OpenText   bool // the author lets the free text be public
	Nonce      string
	Assignee   int64 // account, 0 for nobody
	Mail       int64 // the stored message it came by
	Auth       MailAuth

	Proposals []Proposal
	Letters   []Letter
	Sent      []SentMail // what the service sent from another program
	Reply     Clock
	Bounced   string // status of the last letter that came back; "" once one has arrived since

	Version int // grows with each event of a person; a page of an older one is stale
	Events  int
	LastAt  time.Time
}

// A Proposal is exactly one change that a ticket asks for.
type Proposal struct {
	N          int // in the ticket, from 1
	Change     rome.Change
	State      ProposalState
	Reason     Reason    // when declined
	DecidedAt  time.Time // of the last decision
	DecidedBy  int64
	DecidedIn  int   // N of the event that holds its words
	Letter     int   // that notified it, 0 before
	Clock      Clock // of integration; runs once accepted
	Verdict    rome.Verdict
	Because    rome.Reason    // of the verdict
	CheckedOn  CheckedRelease // the last release it was checked on
	Evidence   []rome.Evidence
	Integrated *CheckedRelease // the first release that held it, once accepted
	Fulfilled  *CheckedRelease // a release that held it without acceptance
	Told       bool            // the author was told of its integration
	AskedAt    time.Time       // receipt of the message that asked for it; zero with the ticket
	Mail       int64           // that message
	before     *decided
}

// decided is what a decision changes of a proposal, kept so that the decision
// can be taken back with its letter.
type decided struct {
	state  ProposalState
	reason Reason
	at     time.Time
	by     int64
	in     int
	letter int

	earlier *decided // before that one
}

// A SentMail is a message of the service that was found in the sent folder.
type SentMail struct {
	Mail      int64
	At        time.Time
	Confirmed bool // an agent said that it is the answer
}

// A Letter is one message written to the author.
type Letter struct {
	N           int
	Purpose     Purpose
	MessageID   string
	Means       Means // set when it was not our mail
	WrittenAt   time.Time
	WrittenBy   Actor
	Event       int       // N of the event that holds its words
	DeliveredAt time.Time // zero until a server said 250
	Failed      bool      // refused for good; a later bounce sets it too
	Recalled    bool      // taken back before it was sent
	Status      string
	Mail        int64 // with ByMail: the message found in the sent folder
}

// A Clock measures one promise.
type Clock struct {
	Deadline  Deadline
	Runs      bool      // it has started, and is not void
	StoppedAt time.Time // when the promise was fulfilled; zero while it runs
	StoppedOn Date      // the civil day of it; integration knows only this
}

// Stopped reports whether the promise was fulfilled, in time or not.
func (c Clock) Stopped() bool { return !c.StoppedOn.IsZero() }

// Kept reports whether it was fulfilled in time.
func (c Clock) Kept() bool {
	return c.Stopped() && !c.StoppedOn.After(c.Deadline.DueOn)
}

// Overdue reports whether it is still due and too late at an instant.
func (c Clock) Overdue(now time.Time) bool {
	return c.Runs && !c.Stopped() && !c.Deadline.Met(now)
}

// Public reports whether anybody may see the ticket: its author confirmed the
// address or an agent published it, and it is not spam nor hidden again.
func (t *Ticket) Public() bool {
	return (t.Confirmed || t.Published) && !t.Hidden && t.Closed != Spam
}

// Proposal gives the nth proposal, from 1.
func (t *Ticket) Proposal(n int) (*Proposal, bool) {
	if n < 1 || n > len(t.Proposals) {
		return nil, false
	}
	return &t.Proposals[n-1], true
}

// Undecided counts the proposals nobody has decided on.
func (t *Ticket) Undecided() int {
	n := 0
	for _, p := range t.Proposals {
		if p.State == Pending {
			n++
		}
	}
	return n
}

// NextDue is the earliest day by which something is still owed to the author:
// the reply first, then the integrations, those of changes that nobody has
// decided on included, since they run from receipt. The zero Date when nothing
// is owed.
func (t *Ticket) NextDue() Date {
	if t.Reply.Runs && !t.Reply.Stopped() {
		return t.Reply.Deadline.DueOn
	}
	var due Date
	for i := range t.Proposals {
		p := &t.Proposals[i]
		if (p.owed() || p.State == Pending && !t.History && t.State != Ended) && !p.Clock.Deadline.DueOn.IsZero() && (due.IsZero() || p.Clock.Deadline.DueOn.Before(due)) {
			due = p.Clock.Deadline.DueOn
		}
	}
	return due
}

// owed reports whether an integration is promised and outstanding.
func (p *Proposal) owed() bool {
	return p.State == Awaiting && p.Clock.Runs && !p.Clock.Stopped()
}

// Settled reports whether nothing is left to do: answered, every change decided
// and none awaited.
func (t *Ticket) Settled() bool {
	for _, p := range t.Proposals {
		if p.State == Pending || p.State == Awaiting || p.State == Regressed {
			return false
		}
	}
	return t.State == Answered
}
