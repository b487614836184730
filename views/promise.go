package views

import (
	"slices"

	"vigie/tickets"
)

// ReplyPromise words the reply clock of a ticket; nil when nothing was promised.
func ReplyPromise(t *tickets.Ticket, today tickets.Date) *PromiseModel {
	c := t.Reply
	switch {
	case t.History && !c.Stopped(), !c.Runs && !c.Stopped():
		return nil
	case c.Stopped():
		m := promise(t, c, t.Basis, "Réponse envoyée le "+LongDate(c.StoppedOn))
		if t.History {
			return m
		}
		m.Note, m.Tone = keptNote(c)
		return m
	}
	m := promise(t, c, t.Basis, "Réponse au plus tard le "+LongDate(c.Deadline.DueOn))
	m.Note, m.Tone = dueNote(c.Deadline.DueOn, today)
	return m
}

// IntegrationPromise words the integration clock of one change that is awaited,
// or may be; nil where nothing is promised, and once it is integrated.
func IntegrationPromise(t *tickets.Ticket, p *tickets.Proposal, today tickets.Date) *PromiseModel {
	due := p.Clock.Deadline.DueOn
	switch {
	case t.History || due.IsZero() || p.Clock.Stopped():
		return nil
	case p.State == tickets.Pending && t.State != tickets.Ended:
		m := promise(t, p.Clock, basisOf(t, p), "Intégration au plus tard le "+LongDate(due)+", si l’évolution est retenue")
		m.Note = Relative(due, today)
		return m
	case p.State == tickets.Awaiting:
		m := promise(t, p.Clock, basisOf(t, p), "Intégration au plus tard le "+LongDate(due))
		m.Note, m.Tone = dueNote(due, today)
		return m
	}
	return nil
}

// promise is a clock in words; basis is what proves the day it runs from, "" to
// leave that out.
func promise(t *tickets.Ticket, c tickets.Clock, basis tickets.Basis, text string) *PromiseModel {
	steps := StepsOf(c.Deadline, t.Policy.EffectiveFrom)
	if basis != "" {
		steps = withBasis(steps, basis)
	}
	return &PromiseModel{Text: text, Why: DeadlineModel{Due: c.Deadline.DueOn, Steps: steps}}
}

// withBasis says after a deadline's first step what proves the receipt.
func withBasis(steps []string, basis tickets.Basis) []string {
	if len(steps) == 0 {
		return steps
	}
	return slices.Insert(steps, 1, "Cette date est "+BasisWord(basis))
}

// basisOf is what proves the day a change was asked for; "" where the clock
// runs from something else, or from a message of its own.
func basisOf(t *tickets.Ticket, p *tickets.Proposal) tickets.Basis {
	if !p.AskedAt.IsZero() || p.Clock.Deadline.ReceivedOn != tickets.DateOf(t.ReceivedAt) {
		return ""
	}
	return t.Basis
}

func dueNote(due, today tickets.Date) (string, Tone) {
	return RelativeDue(due, today), Tone(dueTone(due, today))
}

// keptNote says how a promise that was fulfilled was kept: « 14 jours avant la
// date promise, le 26 novembre 2026 ».
func keptNote(c tickets.Clock) (string, Tone) {
	switch n := c.StoppedOn.DaysUntil(c.Deadline.DueOn); {
	case n > 0:
		return Count(n, "jour", "jours") + " avant la date promise, le " + PlainDate(c.Deadline.DueOn), ToneKept
	case n == 0:
		return "le jour promis", ToneKept
	default:
		return Count(-n, "jour", "jours") + " après la date promise, le " + PlainDate(c.Deadline.DueOn), ToneLate
	}
}
