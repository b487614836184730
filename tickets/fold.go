package tickets

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"vigie/rome"
)

// Fold replays a ticket's events from the first. It fails where the journal
// breaks a rule, which a command never lets happen.
func Fold(events []Event) (*Ticket, error) {
	t := new(Ticket)
	for _, e := range events {
		if err := t.Apply(e); err != nil {
			return nil, fmt.Errorf("event %d (%s): %w", e.N, e.Fact.Kind(), err)
		}
	}
	return t, nil
}

// Apply adds one event to the fold, or refuses it with ErrTransition and
// leaves the ticket as it was.
func (t *Ticket) Apply(e Event) error {
	if filed, ok := e.Fact.(Filed); ok {
		if t.Events != 0 {
			return ErrTransition
		}
		t.file(e, filed)
	} else {
		state, ok := next(ticketTransitions, t.State, eventName(e.Fact))
		if !ok {
			return ErrTransition
		}
		if err := t.fact(e); err != nil {
			return err
		}
		t.State = state
	}
	t.Events++
	t.LastAt = e.At
	if e.byPerson() {
		t.Version++
	}
	t.derive()
	return nil
}

func (t *Ticket) file(e Event, f Filed) {
	*t = Ticket{
		ID: e.Ticket, Reference: f.Reference, Type: f.Type, Channel: f.Channel, Origin: f.Origin, State: New,
		ReceivedAt: time.UnixMicro(f.ReceivedAt).UTC(), Basis: f.Basis, Policy: f.Policy,
		History: f.History, Reachable: f.Reachable, OpenText: f.OpenText, Nonce: f.Nonce,
		Mail: f.Mail, Auth: f.Auth,
	}
	for i, c := range f.Changes {
		t.Proposals = append(t.Proposals, Proposal{N: i + 1, Change: c, State: Pending})
	}
}

// fact does what is particular to each kind of event.
func (t *Ticket) fact(e Event) error {
	switch f := e.Fact.(type) {
	case Confirmed:
		t.Confirmed = true
	case Published:
		t.Published, t.Hidden = true, false
	case Hidden:
		t.Hidden = true
	case Assigned:
		t.Assignee = f.To
	case Lettered:
		return t.letter(e, f)
	case Delivered:
		t.Bounced = ""
		return t.onLetter(f.Letter, func(l *Letter) { l.DeliveredAt = e.At })
	case Undelivered:
		t.Bounced = cmp.Or(f.Status, "failed")
		return t.onLetter(f.Letter, func(l *Letter) { l.Failed, l.Status = true, f.Status })
	case Recalled:
		return t.recall(f)
	case Attached:
		if f.As == AttachedSent {
			t.Sent = append(t.Sent, SentMail{Mail: f.Mail, At: time.UnixMicro(f.At).UTC()})
		}
	case Detached:
		t.Sent = slices.DeleteFunc(t.Sent, func(m SentMail) bool { return m.Mail == f.Mail })
	case Proposed:
		t.propose(f)
	case Sorted:
		t.Type = f.Type
	case Accepted:
		return t.decide(e, f.Proposal, f.Letter, "")
	case Declined:
		return t.decide(e, f.Proposal, f.Letter, f.Reason)
	case FoundTrue:
		return t.decide(e, f.Proposal, f.Letter, "")
	case Withdrawn:
		t.Closed = WithdrawnByIt
		for i := range t.Proposals {
			p := &t.Proposals[i]
			p.State, _ = next(proposalTransitions, p.State, "withdrawn")
		}
	case Checked:
		return t.checked(f)
	case Rebased:
		return t.rebase(f)
	case Overridden:
		return t.override(f)
	case Closed:
		t.Closed = f.As
	case Reopened, Messaged:
		if t.State == Ended {
			t.Closed = ""
		}
	case Relinked:
		t.Nonce = f.Nonce
	}
	return nil
}

func (t *Ticket) letter(e Event, f Lettered) error {
	if f.Letter != len(t.Letters)+1 {
		return ErrTransition
	}
	l := Letter{
		N: f.Letter, Purpose: f.Purpose, MessageID: f.MessageID, Means: f.Means,
		WrittenAt: e.At, WrittenBy: e.By, Event: e.N, Mail: f.Mail,
	}
	for i := range t.Sent {
		t.Sent[i].Confirmed = t.Sent[i].Confirmed || f.Mail != 0 && t.Sent[i].Mail == f.Mail
	}
	if f.Means != "" {
		l.DeliveredAt = time.UnixMicro(f.At).UTC()
	}
	t.Letters = append(t.Letters, l)
	if f.Purpose == Integration {
		for i := range t.Proposals {
			if t.Proposals[i].State == Integrated {
				t.Proposals[i].Told = true
			}
		}
	}
	return nil
}

func (t *Ticket) onLetter(n int, do func(*Letter)) error {
	if n < 1 || n > len(t.Letters) {
		return ErrTransition
	}
	do(&t.Letters[n-1])
	return nil
}

func (t *Ticket) decide(e Event, n, letter int, reason Reason) error {
	p, ok := t.Proposal(n)
	if !ok {
		return ErrTransition
	}
	state, ok := next(proposalTransitions, p.State, string(e.Fact.Kind()))
	if !ok {
		return ErrTransition
	}
	p.before = &decided{p.State, p.Reason, p.DecidedAt, p.DecidedBy, p.DecidedIn, p.Letter, p.before}
	p.State, p.Reason, p.Letter = state, reason, letter
	p.DecidedAt, p.DecidedBy, p.DecidedIn = e.At, e.By.Account, e.N
	return nil
}

// recall takes a letter back, and the decisions that it was to tell.
func (t *Ticket) recall(f Recalled) error {
	restored := make(map[int]ProposalState)
	for i := range t.Proposals {
		p := &t.Proposals[i]
		if p.Letter != f.Letter || f.Letter == 0 || p.before == nil {
			continue
		}
		name := "recalled:first decision"
		switch p.before.state {
		case Awaiting:
			name = "recalled:refusal after acceptance"
		case Refused:
			name = "recalled:acceptance after refusal"
		}
		state, ok := next(proposalTransitions, p.State, name)
		if !ok {
			return ErrTransition
		}
		restored[i] = state
	}
	for i, state := range restored {
		p := &t.Proposals[i]
		p.State, p.Reason, p.Letter = state, p.before.reason, p.before.letter
		p.DecidedAt, p.DecidedBy, p.DecidedIn, p.before = p.before.at, p.before.by, p.before.in, p.before.earlier
	}
	return t.onLetter(f.Letter, func(l *Letter) { l.Recalled = true })
}

func (t *Ticket) propose(f Proposed) {
	for _, c := range f.Changes {
		t.Proposals = append(t.Proposals, Proposal{
			N: len(t.Proposals) + 1, Change: c, State: Pending, Mail: f.Mail, AskedAt: time.UnixMicro(f.AskedAt).UTC(),
		})
	}
	t.Type = Request
}

func (t *Ticket) checked(f Checked) error {
	for _, finding := range f.Findings {
		if _, ok := t.Proposal(finding.Proposal); !ok {
			return ErrTransition
		}
	}
	for _, finding := range f.Findings {
		p, _ := t.Proposal(finding.Proposal)
		p.Verdict, p.Because, p.Evidence, p.CheckedOn = finding.Verdict, rome.Reason(finding.Reason), finding.Evidence, f.Release
		release := f.Release
		if finding.Verdict != rome.Holds {
			p.State, _ = next(proposalTransitions, p.State, "checked:no longer holds")
			continue
		}
		if state, ok := next(proposalTransitions, p.State, "checked:holds"); ok {
			p.State = state
			if p.Integrated == nil { // the first release: stopping is final
				p.Integrated = &release
			}
		} else if p.State != Integrated && p.Fulfilled == nil {
			p.Fulfilled = &release
		}
	}
	return nil
}

// rebase asks a proposal anew. What a release said of its old form is forgotten.
func (t *Ticket) rebase(f Rebased) error {
	p, ok := t.Proposal(f.Proposal)
	if !ok {
		return ErrTransition
	}
	if _, ok := next(proposalTransitions, p.State, string(f.Kind())); !ok {
		return ErrTransition
	}
	p.Change = f.To
	p.Verdict, p.Because, p.Evidence, p.CheckedOn = "", "", nil, CheckedRelease{}
	return nil
}

func (t *Ticket) override(f Overridden) error {
	p, ok := t.Proposal(f.Proposal)
	if !ok {
		return ErrTransition
	}
	state, ok := next(proposalTransitions, p.State, "overridden")
	if !ok {
		return ErrTransition
	}
	p.State = state
	p.Clock.StoppedOn = f.On
	return nil
}

// derive computes the clocks anew from what the events left, so that a later
// bounce undoes an answer.
func (t *Ticket) derive() {
	t.Reply = t.replyClock()
	for i := range t.Proposals {
		p := &t.Proposals[i]
		p.Clock = t.integrationClock(p)
	}
}
