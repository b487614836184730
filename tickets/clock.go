package tickets

import "time"

// replyClock runs from receipt to the first answer of a person that was
// delivered and did not bounce. An acknowledgement, a question back and an
// automatic letter never stop it; waiting for the author does not pause it. It
// is void for history, for spam, and when the author withdrew before an answer
// was owed any more.
func (t *Ticket) replyClock() Clock {
	c := Clock{
		Deadline: DeadlineAfter(t.ReceivedAt, t.Policy.ReplyMonths, t.Policy.Rule, t.Policy.Zone),
		Runs:     !t.History && t.Closed != Spam,
	}
	for _, l := range t.Letters {
		if l.Purpose.Answers() && !l.DeliveredAt.IsZero() && !l.Failed && !l.Recalled &&
			(c.StoppedAt.IsZero() || l.DeliveredAt.Before(c.StoppedAt)) {
			c.StoppedAt, c.StoppedOn = l.DeliveredAt, DateOf(l.DeliveredAt)
		}
	}
	for _, m := range t.Sent { // nothing is promised about history: what was sent is believed
		if t.History && (c.StoppedAt.IsZero() || m.At.Before(c.StoppedAt)) && !m.At.Before(t.ReceivedAt) {
			c.StoppedAt, c.StoppedOn = m.At, DateOf(m.At)
		}
	}
	if t.Closed == WithdrawnByIt && !c.Stopped() {
		c.Runs = false
	}
	return c
}

// integrationClock runs for an accepted proposal, from receipt of the request
// or, under the other policy, from the delivery of the letter that notified its
// acceptance, to the publication of the first release in which it holds.
func (t *Ticket) integrationClock(p *Proposal) Clock {
	from := t.ReceivedAt
	if !p.AskedAt.IsZero() {
		from = p.AskedAt
	}
	if t.Policy.IntegrationFrom == FromAcceptance {
		from = t.notifiedAt(p)
	}
	c := Clock{Runs: p.promised() && !t.History && !from.IsZero()}
	if from.IsZero() {
		return c
	}
	c.Deadline = DeadlineAfter(from, t.Policy.IntegrationMonths, t.Policy.Rule, t.Policy.Zone)
	switch {
	case p.State == Overrode:
		c.StoppedOn = p.Clock.StoppedOn
	case p.Integrated != nil:
		c.StoppedOn = p.Integrated.KeptOn()
		if c.StoppedOn.Before(c.Deadline.ReceivedOn) {
			// Published before it was asked, imported after: nobody knew, and
			// no promise is kept before it is made.
			c.StoppedOn = p.Integrated.ObservedOn
		}
	}
	return c
}

// promised reports whether the proposal has been accepted and stays so.
func (p *Proposal) promised() bool {
	switch p.State {
	case Awaiting, Integrated, Overrode, Regressed:
		return true
	}
	return false
}

// notifiedAt is when the author was told of the acceptance; zero until then.
func (t *Ticket) notifiedAt(p *Proposal) time.Time {
	if p.Letter < 1 || p.Letter > len(t.Letters) {
		return time.Time{}
	}
	l := t.Letters[p.Letter-1]
	if l.Failed {
		return time.Time{}
	}
	return l.DeliveredAt
}
