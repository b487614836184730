package tickets

import (
	"encoding/json"
	"fmt"
)

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
	KindRebased     EventKind = "rebased"
	KindOverridden  EventKind = "overridden"
	KindClosed      EventKind = "closed"
	KindReopened    EventKind = "reopened"
	KindRelinked    EventKind = "relinked"
	KindErased      EventKind = "erased"
	KindAttached    EventKind = "attached"
	KindDetached    EventKind = "detached"
	KindProposed    EventKind = "proposed"
	KindSorted      EventKind = "sorted"
	KindRecalled    EventKind = "recalled"
)

// Kind implements Fact.
func (Filed) Kind() EventKind { return KindFiled }

// Kind implements Fact.
func (Confirmed) Kind() EventKind { return KindConfirmed }

// Kind implements Fact.
func (Published) Kind() EventKind { return KindPublished }

// Kind implements Fact.
func (Hidden) Kind() EventKind { return KindHidden }

// Kind implements Fact.
func (Assigned) Kind() EventKind { return KindAssigned }

// Kind implements Fact.
func (Noted) Kind() EventKind { return KindNoted }

// Kind implements Fact.
func (Messaged) Kind() EventKind { return KindMessaged }

// Kind implements Fact.
func (Lettered) Kind() EventKind { return KindLettered }

// Kind implements Fact.
func (Delivered) Kind() EventKind { return KindDelivered }

// Kind implements Fact.
func (Undelivered) Kind() EventKind { return KindUndelivered }

// Kind implements Fact.
func (Accepted) Kind() EventKind { return KindAccepted }

// Kind implements Fact.
func (Declined) Kind() EventKind { return KindDeclined }

// Kind implements Fact.
func (FoundTrue) Kind() EventKind { return KindFoundTrue }

// Kind implements Fact.
func (Withdrawn) Kind() EventKind { return KindWithdrawn }

// Kind implements Fact.
func (Checked) Kind() EventKind { return KindChecked }

// Kind implements Fact.
func (Rebased) Kind() EventKind { return KindRebased }

// Kind implements Fact.
func (Overridden) Kind() EventKind { return KindOverridden }

// Kind implements Fact.
func (Closed) Kind() EventKind { return KindClosed }

// Kind implements Fact.
func (Reopened) Kind() EventKind { return KindReopened }

// Kind implements Fact.
func (Relinked) Kind() EventKind { return KindRelinked }

// Kind implements Fact.
func (Erased) Kind() EventKind { return KindErased }

// Kind implements Fact.
func (Attached) Kind() EventKind { return KindAttached }

// Kind implements Fact.
func (Detached) Kind() EventKind { return KindDetached }

// Kind implements Fact.
func (Proposed) Kind() EventKind { return KindProposed }

// Kind implements Fact.
func (Sorted) Kind() EventKind { return KindSorted }

// Kind implements Fact.
func (Recalled) Kind() EventKind { return KindRecalled }

// readers turn the journal's bytes back into facts.
var readers = map[EventKind]func([]byte) (Fact, error){
	KindFiled: read[Filed], KindConfirmed: read[Confirmed], KindPublished: read[Published],
	KindHidden: read[Hidden], KindAssigned: read[Assigned], KindNoted: read[Noted],
	KindMessaged: read[Messaged], KindLettered: read[Lettered], KindDelivered: read[Delivered],
	KindUndelivered: read[Undelivered], KindAccepted: read[Accepted], KindDeclined: read[Declined],
	KindFoundTrue: read[FoundTrue], KindWithdrawn: read[Withdrawn], KindChecked: read[Checked],
	KindRebased: read[Rebased], KindOverridden: read[Overridden], KindClosed: read[Closed], KindReopened: read[Reopened],
	KindRelinked: read[Relinked], KindErased: read[Erased],
	KindAttached: read[Attached], KindDetached: read[Detached], KindProposed: read[Proposed],
	KindSorted: read[Sorted], KindRecalled: read[Recalled],
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
