package tickets

// MailKind is what kind of message it is.
type MailKind string

// The kinds.
const (
	RequestMail   MailKind = "request" // a person's words
	AutoReplyMail MailKind = "auto_reply"
	BounceMail    MailKind = "bounce"
	ListMail      MailKind = "list"
	SpamMail      MailKind = "spam"
)

// MailKinds lists them.
func MailKinds() []MailKind {
	return []MailKind{RequestMail, AutoReplyMail, BounceMail, ListMail, SpamMail}
}

// MailAuth is what the operator's own border server says of a sender's domain
// (RFC 8601). An absent statement is none, never fail.
type MailAuth string

// The three.
const (
	AuthPass MailAuth = "pass"
	AuthNone MailAuth = "none"
	AuthFail MailAuth = "fail"
)

// MailOutcome is what became of a stored message; "" before it was read.
type MailOutcome string

// The outcomes.
const (
	OpenedTicket    MailOutcome = "ticket" // it opened one
	AttachedReply   MailOutcome = "reply"  // its author's words were added to one
	AttachedAuto    MailOutcome = "auto_reply"
	AttachedBounce  MailOutcome = "bounce"
	AttachedSent    MailOutcome = "sent" // written by the service, from another program
	RepeatedMail    MailOutcome = "duplicate"
	OwnMail         MailOutcome = "own"       // a letter of Vigie's that came back, or was filed by the server
	UnrelatedMail   MailOutcome = "unrelated" // sent by the service to somebody without a ticket
	QuarantinedMail MailOutcome = "quarantined"
	DismissedMail   MailOutcome = "dismissed" // an agent said that it is no request
	ErasedMail      MailOutcome = "erased"
)

// MailOutcomes lists them.
func MailOutcomes() []MailOutcome {
	return []MailOutcome{
		OpenedTicket, AttachedReply, AttachedAuto, AttachedBounce, AttachedSent, RepeatedMail, OwnMail,
		UnrelatedMail, QuarantinedMail, DismissedMail, ErasedMail,
	}
}

// MailReason is why a message waits in quarantine.
type MailReason string

// The reasons.
const (
	ReasonStranger   MailReason = "stranger"    // it names a request its sender takes no part in
	ReasonThread     MailReason = "thread"      // it answers a message of a request its sender takes no part in
	ReasonLoose      MailReason = "loose"       // it looks like a reply, and nothing says to what
	ReasonAuto       MailReason = "auto_reply"  // a machine's answer to nothing known
	ReasonBounce     MailReason = "bounce"      // a report on no letter of ours
	ReasonList       MailReason = "list"        // sent to a list
	ReasonSpam       MailReason = "spam"        // so says the border server or the filter
	ReasonOwn        MailReason = "own_address" // it claims to come from the service
	ReasonAuth       MailReason = "auth"        // a machine's message whose sender is not who it claims
	ReasonUnreadable MailReason = "unreadable"  // reading it failed three times
	ReasonDetached   MailReason = "detached"    // an agent took it off a request
)

// MailReasons lists them.
func MailReasons() []MailReason {
	return []MailReason{
		ReasonStranger, ReasonThread, ReasonLoose, ReasonAuto, ReasonBounce, ReasonList, ReasonSpam,
		ReasonOwn, ReasonAuth, ReasonUnreadable, ReasonDetached,
	}
}

// GuessWhy is why a ticket is the best guess for a message.
type GuessWhy string

// The grounds of a guess, the best first.
const (
	GuessReference GuessWhy = "reference" // it names the ticket
	GuessThread    GuessWhy = "thread"    // it answers a message of it
	GuessFuzzy     GuessWhy = "fuzzy"     // it names it but for a slip of the pen
	GuessSubject   GuessWhy = "subject"   // same author, same subject
	GuessSimilar   GuessWhy = "similar"   // it quotes or repeats the words that opened it
	GuessAuthor    GuessWhy = "author"    // the author's latest
	GuessBefore    GuessWhy = "before"    // an agent took it off there
)

// GuessWhys lists them.
func GuessWhys() []GuessWhy {
	return []GuessWhy{GuessReference, GuessThread, GuessFuzzy, GuessSubject, GuessSimilar, GuessAuthor, GuessBefore}
}
