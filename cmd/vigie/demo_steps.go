package main

import (
	"context"
	"time"

	"vigie/rome"
	"vigie/tickets"
	"vigie/views"
)

// demoTicket is a ticket of the demonstration while it is played.
type demoTicket struct {
	ctx   context.Context
	store *tickets.Store
	post  *demoPost
	send  func() error // delivers what waits
	id    int64
	mail  int64 // the message that came last
	agent tickets.Actor
	chief tickets.Actor // who may override
}

func (d *demoTicket) read() (*tickets.Case, error) {
	c, err := d.store.CaseByID(d.ctx, d.agent, d.id)
	return c, err
}

// step makes a step of a function that needs the ticket as it stands. It is
// none where the ticket is not there yet: a demonstration that begins early in
// the morning has not come to its filing.
func step(after int, do func(*demoTicket, *tickets.Case) error) demoStep {
	return demoStep{after, func(d *demoTicket) error {
		if d.id == 0 {
			return nil
		}
		c, err := d.read()
		if err != nil {
			return err
		}
		if err := do(d, c); err != nil {
			return err
		}
		return d.send()
	}}
}

func confirm(after int) demoStep {
	return step(after, func(d *demoTicket, c *tickets.Case) error {
		_, err := d.store.Confirm(d.ctx, d.store.ConfirmToken(c.Ticket))
		return err
	})
}

func publish(after int) demoStep {
	return step(after, func(d *demoTicket, c *tickets.Case) error {
		return d.store.Publish(d.ctx, d.agent, c.ID, c.Version, true)
	})
}

func assign(after int) demoStep {
	return step(after, func(d *demoTicket, c *tickets.Case) error {
		return d.store.Assign(d.ctx, d.agent, c.ID, c.Version, d.agent.Account)
	})
}

func note(after int, text string) demoStep {
	return step(after, func(d *demoTicket, c *tickets.Case) error {
		return d.store.Note(d.ctx, d.agent, c.ID, c.Version, text)
	})
}

func ask(after int, text string) demoStep { return letter(after, tickets.AskBack, text) }

func answer(after int, text string) demoStep { return letter(after, tickets.Answer, text) }

func letter(after int, purpose tickets.Purpose, text string) demoStep {
	return step(after, func(d *demoTicket, c *tickets.Case) error {
		draft, err := d.store.Draft(d.ctx, d.agent, c.ID, purpose)
		if err != nil {
			return err
		}
		draft.Text = "Madame, Monsieur,\n\n" + text + "\n\nLe service ROME"
		return d.store.Reply(d.ctx, d.agent, c.ID, c.Version, purpose, draft)
	})
}

func write(after int, text string) demoStep {
	return step(after, func(d *demoTicket, c *tickets.Case) error {
		return d.store.Write(d.ctx, tickets.Actor{Role: tickets.Requester, Ticket: c.ID}, c.ID, text)
	})
}

func withdraw(after int) demoStep {
	return step(after, func(d *demoTicket, c *tickets.Case) error {
		return d.store.Withdraw(d.ctx, tickets.Actor{Role: tickets.Requester, Ticket: c.ID}, c.ID)
	})
}

func phone(after int, text string) demoStep {
	return step(after, func(d *demoTicket, c *tickets.Case) error {
		return d.store.ReplyOtherwise(d.ctx, d.agent, c.ID, c.Version, tickets.ByPhone, d.store.Now(), text)
	})
}

// takeOver adds every change that the messages suggest.
func takeOver(after int) demoStep {
	return step(after, func(d *demoTicket, c *tickets.Case) error {
		for i, s := range views.Suggestions(c) {
			if err := d.store.Propose(d.ctx, d.agent, c.ID, c.Version+i, []rome.Change{s.Change}, s.Mail); err != nil {
				return err
			}
		}
		return nil
	})
}

func sortAs(after int, what tickets.Type) demoStep {
	return step(after, func(d *demoTicket, c *tickets.Case) error {
		return d.store.Sort(d.ctx, d.agent, c.ID, c.Version, what)
	})
}

// dismiss says that the message that came is no request.
func dismiss(after int, reason tickets.MailReason) demoStep {
	return demoStep{after, func(d *demoTicket) error {
		if d.mail == 0 {
			return nil
		}
		return d.store.DismissMail(d.ctx, d.agent, d.mail, reason)
	}}
}

func accept(after int, words string) demoStep {
	return decide(after, tickets.Choice{Proposal: 1, Outcome: tickets.Accept, Words: words})
}

func decline(after, n int, reason tickets.Reason, words string) demoStep {
	return decide(after, tickets.Choice{Proposal: n, Outcome: tickets.Decline, Reason: reason, Words: words})
}

func already(after, n int, words string) demoStep {
	return decide(after, tickets.Choice{Proposal: n, Outcome: tickets.HoldsAlready, Words: words})
}

func acceptAll(after int, words string) demoStep {
	return step(after, func(d *demoTicket, c *tickets.Case) error {
		var choices []tickets.Choice
		for _, p := range c.Proposals {
			choices = append(choices, tickets.Choice{Proposal: p.N, Outcome: tickets.Accept, Words: words})
		}
		return d.decide(c, choices)
	})
}

func decide(after int, choice tickets.Choice) demoStep {
	return step(after, func(d *demoTicket, c *tickets.Case) error {
		return d.decide(c, []tickets.Choice{choice})
	})
}

func (d *demoTicket) decide(c *tickets.Case, choices []tickets.Choice) error {
	text, err := d.store.DraftDecision(d.ctx, d.agent, c.ID, c.Version, choices)
	if err != nil {
		return err
	}
	return d.store.Decide(d.ctx, d.agent, c.ID, c.Version, choices, text)
}

func override(after int, why string) demoStep {
	return step(after, func(d *demoTicket, c *tickets.Case) error {
		return d.store.Override(d.ctx, d.chief, c.ID, c.Version, 1, d.store.Today(), why)
	})
}

func finish(after int) demoStep { return closing(after, tickets.Completed) }

func spam(after int) demoStep { return closing(after, tickets.Spam) }

func closing(after int, as tickets.Closing) demoStep {
	return step(after, func(d *demoTicket, c *tickets.Case) error {
		return d.store.Close(d.ctx, d.agent, c.ID, c.Version, as)
	})
}

// filing is a request as its author makes it.
func (r demoRequest) filing(at time.Time) (tickets.Actor, tickets.Filing) {
	f := tickets.Filing{
		Type: r.kind, Channel: r.channel, Origin: r.who.origin, Name: r.who.name, Email: r.who.email,
		Organisation: r.who.organisation, Text: r.text, Changes: r.changes, OpenText: r.open,
	}
	if f.Type == "" {
		f.Type = tickets.Request
	}
	if f.Channel == "" {
		f.Channel = tickets.Web
		return tickets.Actor{Role: tickets.Visitor}, f
	}
	f.ReceivedAt, f.Basis = at, tickets.BasisStated
	if f.Channel == tickets.Mail {
		f.Basis = tickets.BasisIMAP
	}
	return tickets.Actor{}, f // the agent's, filled in when it is played
}
