package tickets

// Type is what a ticket is.
type Type string

// A request asks for changes; a question and a defect report have none, and
// only the reply clock. What came by mail is unsorted until somebody says what
// it is.
const (
	Request  Type = "request"
	Question Type = "question"
	Defect   Type = "defect"
	Unsorted Type = "unsorted"
)

// Types lists those that somebody may choose.
func Types() []Type { return []Type{Request, Question, Defect} }

// Channel is the way something came in.
type Channel string

// The channels.
const (
	Web      Channel = "web"
	Mail     Channel = "mail"
	Phone    Channel = "phone"
	Internal Channel = "internal"
)

// Channels lists them.
func Channels() []Channel { return []Channel{Web, Mail, Phone, Internal} }

// Origin is who the author is to the ROME.
type Origin string

// The origins.
const (
	Reuser  Origin = "reuser"  // publishes or uses the data
	User    Origin = "user"    // job seeker, employee, employer
	Adviser Origin = "adviser" // counsels people about jobs
	Partner Origin = "partner" // public partner of the service
	Branch  Origin = "branch"  // professional branch or federation
	Other   Origin = "other"
)

// Origins lists them.
func Origins() []Origin { return []Origin{Reuser, User, Adviser, Partner, Branch, Other} }

// Basis is what proves the instant of receipt, from the most to the least
// trusted.
type Basis string

// The bases, in order of trust. What an agent states comes last but for a
// sender's own Date header.
const (
	BasisWeb      Basis = "web"      // committed by this server
	BasisIMAP     Basis = "imap"     // INTERNALDATE (RFC 3501, section 2.3.3)
	BasisReceived Basis = "received" // our own server's Received header
	BasisDelivery Basis = "delivery" // mbox or Maildir delivery time
	BasisStated   Basis = "stated"   // an agent says so
	BasisDate     Basis = "date"     // the sender's Date header, unproven
)

// Purpose is what a letter is for.
type Purpose string

// The purposes. An answer and a decision stop the reply clock once delivered;
// the others never do.
const (
	Acknowledgement Purpose = "acknowledgement"
	AskBack         Purpose = "question"
	Answer          Purpose = "answer"
	Decision        Purpose = "decision"
	Integration     Purpose = "integration"
)

// Purposes lists them.
func Purposes() []Purpose {
	return []Purpose{Acknowledgement, AskBack, Answer, Decision, Integration}
}

// Answers reports whether a letter of this purpose is the reply that was
// promised.
func (p Purpose) Answers() bool { return p == Answer || p == Decision }

// ByMachine reports whether nobody wrote the letter (RFC 3834).
func (p Purpose) ByMachine() bool { return p == Acknowledgement || p == Integration }

// Means is how an agent answered when it was not by our mail.
type Means string

// The means.
const (
	ByPhone Means = "phone"
	ByPost  Means = "post"
	InRoom  Means = "in_person"
	ByMail  Means = "mail" // from another program, found in the sent folder
)

// MeansList lists those that an agent may choose.
func MeansList() []Means { return []Means{ByPhone, ByPost, InRoom} }

// Reason is why a proposal is declined. The first four are the ROME's published
// criteria for an occupation or appellation, turned round.
type Reason string

// The reasons.
const (
	TooFewJobs     Reason = "too_few_jobs"
	UnsettledScope Reason = "unsettled_scope"
	NoConsensus    Reason = "no_consensus"
	NoUse          Reason = "no_operational_use"
	Duplicated     Reason = "duplicate"
	NonConforming  Reason = "non_conforming"
	Obsolete       Reason = "obsolete"
	ByDesign       Reason = "by_design"
	OutOfScope     Reason = "out_of_scope"
)

// Reasons lists them in the order in which they are offered.
func Reasons() []Reason {
	return []Reason{
		TooFewJobs, UnsettledScope, NoConsensus, NoUse,
		Duplicated, NonConforming, Obsolete, ByDesign, OutOfScope,
	}
}

// Closing is how a ticket ends.
type Closing string

// The closings. Withdrawn is caused by the author alone.
const (
	Completed     Closing = "completed"
	DuplicateOf   Closing = "duplicate"
	WithdrawnByIt Closing = "withdrawn"
	Spam          Closing = "spam"
)

// Closings lists those an agent may choose.
func Closings() []Closing { return []Closing{Completed, DuplicateOf, Spam} }

// State is where a ticket stands.
type State string

// The states of a ticket.
const (
	New      State = "new"
	Opened   State = "open"
	Waiting  State = "waiting" // for the author, after a question back
	Answered State = "answered"
	Ended    State = "closed"
)

// States lists them.
func States() []State { return []State{New, Opened, Waiting, Answered, Ended} }

// ProposalState is where one change stands.
type ProposalState string

// The states of a proposal.
const (
	Pending     ProposalState = "pending"
	Awaiting    ProposalState = "awaiting" // accepted, not in a release yet
	Integrated  ProposalState = "integrated"
	Overrode    ProposalState = "overridden" // integrated by a manager's word
	Regressed   ProposalState = "regressed"  // a later release undid it
	Refused     ProposalState = "declined"
	AlreadyTrue ProposalState = "already_true"
	TakenBack   ProposalState = "withdrawn"
)

// ProposalStates lists them.
func ProposalStates() []ProposalState {
	return []ProposalState{Pending, Awaiting, Integrated, Overrode, Regressed, Refused, AlreadyTrue, TakenBack}
}

// oneOf reports whether v is in the list.
func oneOf[T comparable](v T, list []T) bool {
	for _, w := range list {
		if v == w {
			return true
		}
	}
	return false
}
