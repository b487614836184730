package tickets

import (
	"encoding/json"
	"fmt"
	"time"

	"vigie/rome"
)

// EventKind names an event: a past participle of the command that caused it.
type EventKind string

// A Fact is the public part of an event: what happened, without anything that
// says who a private person is. Each kind has one type.
type Fact interface{ Kind() EventKind }

// An Event is one line of a ticket's journal.
type Event struct {
	Seq      int64 // position in the whole journal, gapless from 1
	Ticket   int64
	N        int // position in the ticket, from 1
	At       time.Time
	By       Actor
	Fact     Fact
	Personal Personal // empty once erased
	Erased   bool     // it had personal fields, and they were erased
}

// Personal is what an event holds about people, and free text. It is kept
// apart, can be erased, and only its salted digest is in the journal.
type Personal struct {
	Name         string         `json:"name,omitempty"`
	Email        string         `json:"email,omitempty"`
	Organisation string         `json:"organisation,omitempty"`
	Subject      string         `json:"subject,omitempty"`
	Text         string         `json:"text,omitempty"`
	Texts        map[int]string `json:"texts,omitempty"` // by proposal number: free text asked, or the words of a decision
}

// Empty reports whether there is nothing to keep.
func (p Personal) Empty() bool {
	return p.Name == "" && p.Email == "" && p.Organisation == "" && p.Subject == "" && p.Text == "" && len(p.Texts) == 0
}

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
	}
	// Confirmed: the author proved to read the address.
	Confirmed struct{}
	// Published: an agent made the ticket public; Hidden takes that back.
	Published struct{}
	// Hidden makes a ticket private again.
	Hidden struct{}
	// Assigned gives the ticket to an account, 0 to nobody.
	Assigned struct {
		To int64 `json:"to"`
	}
	// Noted is an internal note; its text is personal.
	Noted struct{}
	// Messaged is a message of the author.
	Messaged struct {
		Channel Channel `json:"channel"`
	}
	// Lettered is a letter written to the author: it stops no clock until it
	// is Delivered. Means is how an agent answered without our mail.
	Lettered struct {
		Letter    int     `json:"letter"` // number in the ticket, from 1
		Purpose   Purpose `json:"purpose"`
		MessageID string  `json:"message_id,omitempty"`
		Means     Means   `json:"means,omitempty"`
		At        int64   `json:"at,omitempty"` // with Means: when it was said or posted
	}
	// Delivered: the receiving server answered 250 for the letter.
	Delivered struct {
		Letter int `json:"letter"`
	}
	// Undelivered: it was refused for good, or given up.
	Undelivered struct {
		Letter  int     `json:"letter"`
		Purpose Purpose `json:"purpose"`
		Status  string  `json:"status,omitempty"` // "550 5.1.1", or the fault in one word
	}
	// Accepted: a proposal will be integrated. Letter is the one that says so.
	Accepted struct {
		Proposal int `json:"proposal"`
		Letter   int `json:"letter,omitempty"`
	}
	// Declined: it will not, for a reason of the closed list.
	Declined struct {
		Proposal int    `json:"proposal"`
		Reason   Reason `json:"reason"`
		Letter   int    `json:"letter,omitempty"`
	}
	// FoundTrue: the release held it before any decision.
	FoundTrue struct {
		Proposal int    `json:"proposal"`
		Release  string `json:"release"` // SHA-256
		Letter   int    `json:"letter,omitempty"`
	}
	// Withdrawn: the author takes the request back.
	Withdrawn struct{}
	// Checked: a release was compared with what the ticket waits for.
	Checked struct {
		Release  CheckedRelease `json:"release"`
		Findings []Finding      `json:"findings"`
	}
	// Overridden: a manager states the integration by hand.
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
}

// KeptOn is the day a change that is in the release counts as integrated: its
// publication, or its observation when the number was silently published again.
func (r CheckedRelease) KeptOn() Date {
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

// The kinds, as written in the journal.
const (
	KindFiled       EventKind = "filed"
	KindConfirmed   EventKind = "confirmed"
	KindPublished   EventKind = "published"
	KindHidden      EventKind = "hidden"
	KindAssigned    EventKind = "assigned"
	KindNoted       EventKind = "noted"
	KindMessaged    EventKind = "messaged"
	KindLettered    EventKind = "lettered"
	KindDelivered   EventKind = "delivered"
	KindUndelivered EventKind = "undelivered"
	KindAccepted    EventKind = "accepted"
	KindDeclined    EventKind = "declined"
	KindFoundTrue   EventKind = "found_true"
	KindWithdrawn   EventKind = "withdrawn"
	KindChecked     EventKind = "checked"
	KindOverridden  EventKind = "overridden"
	KindClosed      EventKind = "closed"
	KindReopened    EventKind = "reopened"
	KindRelinked    EventKind = "relinked"
	KindErased      EventKind = "erased"
)

// Kind implements Fact.
func (Filed) Kind() EventKind       { return KindFiled }
func (Confirmed) Kind() EventKind   { return KindConfirmed }   // Kind implements Fact.
func (Published) Kind() EventKind   { return KindPublished }   // Kind implements Fact.
func (Hidden) Kind() EventKind      { return KindHidden }      // Kind implements Fact.
func (Assigned) Kind() EventKind    { return KindAssigned }    // Kind implements Fact.
func (Noted) Kind() EventKind       { return KindNoted }       // Kind implements Fact.
func (Messaged) Kind() EventKind    { return KindMessaged }    // Kind implements Fact.
func (Lettered) Kind() EventKind    { return KindLettered }    // Kind implements Fact.
func (Delivered) Kind() EventKind   { return KindDelivered }   // Kind implements Fact.
func (Undelivered) Kind() EventKind { return KindUndelivered } // Kind implements Fact.
func (Accepted) Kind() EventKind    { return KindAccepted }    // Kind implements Fact.
func (Declined) Kind() EventKind    { return KindDeclined }    // Kind implements Fact.
func (FoundTrue) Kind() EventKind   { return KindFoundTrue }   // Kind implements Fact.
func (Withdrawn) Kind() EventKind   { return KindWithdrawn }   // Kind implements Fact.
func (Checked) Kind() EventKind     { return KindChecked }     // Kind implements Fact.
func (Overridden) Kind() EventKind  { return KindOverridden }  // Kind implements Fact.
func (Closed) Kind() EventKind      { return KindClosed }      // Kind implements Fact.
func (Reopened) Kind() EventKind    { return KindReopened }    // Kind implements Fact.
func (Relinked) Kind() EventKind    { return KindRelinked }    // Kind implements Fact.
func (Erased) Kind() EventKind      { return KindErased }      // Kind implements Fact.

// readers turn the journal's bytes back into facts.
var readers = map[EventKind]func([]byte) (Fact, error){
	KindFiled: read[Filed], KindConfirmed: read[Confirmed], KindPublished: read[Published],
	KindHidden: read[Hidden], KindAssigned: read[Assigned], KindNoted: read[Noted],
	KindMessaged: read[Messaged], KindLettered: read[Lettered], KindDelivered: read[Delivered],
	KindUndelivered: read[Undelivered], KindAccepted: read[Accepted], KindDeclined: read[Declined],
	KindFoundTrue: read[FoundTrue], KindWithdrawn: read[Withdrawn], KindChecked: read[Checked],
	KindOverridden: read[Overridden], KindClosed: read[Closed], KindReopened: read[Reopened],
	KindRelinked: read[Relinked], KindErased: read[Erased],
}

func read[F Fact](raw []byte) (Fact, error) {
	var fact F
	err := json.Unmarshal(raw, &fact)
	return fact, err
}

func readFact(kind EventKind, raw []byte) (Fact, error) {
	reader, ok := readers[kind]
	if !ok {
		return nil, fmt.Errorf("unknown event %q", kind)
	}
	fact, err := reader(raw)
	if err != nil {
		return nil, fmt.Errorf("reading event %q: %w", kind, err)
	}
	return fact, nil
}

// byPerson reports whether somebody did this, so that a page read before it is
// stale. What machines add (deliveries, checks) makes no page stale.
func (e Event) byPerson() bool { return e.By.Role != System }
