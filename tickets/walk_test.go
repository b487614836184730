package tickets_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"vigie/rome"
	"vigie/rome/sample"
	"vigie/tickets"
)

// A walk of random commands, days, deliveries and releases: whatever the order,
// what is refused is refused with a known kind, the rows are the fold of the
// journal, and the clocks say what the letters say.
func TestRandomWalk(t *testing.T) {
	for _, seed := range []uint64{1, 2, 3} {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			onEach(t, func(b *bench) { (&walker{bench: b, r: rand.New(rand.NewPCG(seed, seed))}).run(150) })
		})
	}
}

type walker struct {
	*bench
	r      *rand.Rand
	agents []tickets.Actor
	ids    []int64
	day    tickets.Date
	odd    int // releases imported
}

func (w *walker) run(steps int) {
	w.day = tickets.Date{Year: 2026, Month: 6, Day: 1}
	w.sampleRelease(1, "2026-05-04")
	w.agents = []tickets.Actor{w.agent(), {Role: tickets.Admin, Account: 1}, {Role: tickets.Manager, Account: 1}}
	done, refused := 0, 0
	for range steps {
		switch err := w.step(); {
		case err == nil:
			done++
		case w.known(err):
			refused++
		default:
			w.t.Fatalf("a refusal of no known kind: %v", err)
		}
	}
	if done < steps/3 || refused == 0 {
		w.t.Errorf("%d done and %d refused of %d: the walk does not walk", done, refused, steps)
	}
	for _, id := range w.ids {
		w.invariants(id)
	}
	w.faultless()
}

func (w *walker) known(err error) bool {
	var invalid *tickets.Invalid
	return errors.As(err, &invalid) || errors.Is(err, tickets.ErrTransition) || errors.Is(err, tickets.ErrForbidden) ||
		errors.Is(err, tickets.ErrConflict) || errors.Is(err, tickets.ErrNotFound)
}

func pick[T any](w *walker, list []T) T { return list[w.r.IntN(len(list))] }

func (w *walker) step() error {
	ctx := w.t.Context()
	if len(w.ids) == 0 || w.r.IntN(8) == 0 {
		return w.fileOne()
	}
	id, by := pick(w, w.ids), pick(w, w.agents)
	if w.r.IntN(12) == 0 {
		by = tickets.Actor{Role: tickets.Requester, Ticket: pick(w, w.ids)}
	}
	c, err := w.CaseByID(ctx, tickets.Machine, id)
	w.must(err)
	version := c.Version - w.r.IntN(10)/9 // now and then a stale one
	text := tickets.LetterText{Subject: "s", Text: "t"}
	switch w.r.IntN(17) {
	case 0:
		return w.Assign(ctx, by, id, version, int64(w.r.IntN(3)))
	case 1:
		return w.Note(ctx, by, id, version, "note")
	case 2:
		return w.Reply(ctx, by, id, version, pick(w, tickets.Purposes()), text)
	case 3:
		return w.ReplyOtherwise(ctx, by, id, version, tickets.ByPhone, w.clock().Add(-time.Hour), "dit")
	case 4, 5, 6:
		choice := tickets.Choice{Proposal: 1 + w.r.IntN(2), Outcome: pick(w, tickets.Outcomes()), Reason: pick(w, tickets.Reasons()), Despite: w.r.IntN(2) == 0}
		return w.Decide(ctx, by, id, version, []tickets.Choice{choice}, text)
	case 7:
		return w.Close(ctx, by, id, version, pick(w, tickets.Closings()))
	case 8:
		return w.Reopen(ctx, by, id, version)
	case 9:
		return w.Write(ctx, tickets.Actor{Role: tickets.Requester, Ticket: id}, id, "message")
	case 10:
		if w.r.IntN(4) > 0 {
			return nil
		}
		return w.Withdraw(ctx, tickets.Actor{Role: tickets.Requester, Ticket: id}, id)
	case 11:
		return w.Publish(ctx, by, id, version, w.r.IntN(2) == 0)
	case 12:
		return w.Override(ctx, by, id, version, 1, w.day, "de vive voix")
	case 13:
		if w.r.IntN(6) > 0 {
			return nil
		}
		return w.Erase(ctx, by, id)
	case 14:
		w.day = w.day.AddDays(1 + w.r.IntN(20))
		w.on(w.day.String())
		if w.r.IntN(3) == 0 {
			w.odd++
			w.sampleRelease(1+w.odd%2, w.day.String())
		}
		return w.SignRoot(ctx)
	case 15:
		return w.rebaseOne(by)
	}
	_, err = w.SendDue(ctx, func(context.Context, tickets.Outgoing) error {
		switch w.r.IntN(4) {
		case 0:
			return &tickets.DeliveryError{Permanent: true, Status: "550", Err: errors.New("no")}
		case 1:
			return &tickets.DeliveryError{Status: "451", Err: errors.New("later")}
		}
		return nil
	})
	return err
}

// rebaseOne asks the first change in conflict anew, or one that is in none.
func (w *walker) rebaseOne(by tickets.Actor) error {
	for _, id := range w.ids {
		c, err := w.CaseByID(w.t.Context(), tickets.Machine, id)
		w.must(err)
		for i := range c.Proposals {
			if tickets.MayRebase(&c.Proposals[i], w.Release()) {
				return w.Rebase(w.t.Context(), by, id, c.Version, i+1)
			}
		}
	}
	return w.Rebase(w.t.Context(), by, w.ids[0], -1, 1)
}

func (w *walker) fileOne() error {
	wishes := append([]rome.Change{never, ofTheMoved, ofTheGone, rename("20168", "Un"), {Kind: rome.Other, Text: "texte libre"}}, sample.Changes...)
	f := filing(pick(w, wishes), pick(w, wishes))
	by := visitor
	switch w.r.IntN(5) {
	case 0:
		f.Type, f.Changes = tickets.Question, nil
	case 1:
		by, f.Channel, f.Email = w.agents[0], tickets.Phone, ""
		f.ReceivedAt = w.clock().Add(-time.Duration(w.r.IntN(400)) * 24 * time.Hour)
	}
	r, err := w.File(w.t.Context(), by, f)
	if err == nil {
		w.ids = append(w.ids, r.Ticket.ID)
	}
	return err
}

// invariants are what holds of every ticket, however it came to be.
func (w *walker) invariants(id int64) {
	w.t.Helper()
	c, err := w.CaseByID(w.t.Context(), tickets.Machine, id)
	w.must(err)
	answered := false
	for _, l := range c.Letters {
		answered = answered || l.Purpose.Answers() && !l.DeliveredAt.IsZero() && !l.Failed
		if c.History && l.Means == "" {
			w.t.Errorf("%s is history and has a letter", c.Reference)
		}
	}
	if c.Reply.Stopped() != answered {
		w.t.Errorf("%s: reply clock stopped %v, answered %v", c.Reference, c.Reply.Stopped(), answered)
	}
	if c.History && (c.Reply.Runs || !c.NextDue().IsZero() && c.Undecided() == 0 && c.Reply.Runs) {
		w.t.Errorf("%s is history and its clock runs", c.Reference)
	}
	for _, p := range c.Proposals {
		if (p.State == tickets.Integrated || p.State == tickets.Regressed) && p.Integrated == nil {
			w.t.Errorf("%s, change %d is %s by no release", c.Reference, p.N, p.State)
		}
		if p.State == tickets.Regressed && c.State == tickets.Ended && c.Closed == "" {
			w.t.Errorf("%s is closed as nothing with a change that was undone", c.Reference)
		}
		if p.Clock.Stopped() && p.Clock.StoppedOn.Before(p.Clock.Deadline.ReceivedOn) && p.State != tickets.Overrode {
			w.t.Errorf("%s, change %d was integrated before it was asked", c.Reference, p.N)
		}
	}
	if c.State == tickets.Ended && c.Closed == "" || c.State != tickets.Ended && c.Closed != "" && c.Closed != tickets.WithdrawnByIt {
		w.t.Errorf("%s is %s and closed as %q", c.Reference, c.State, c.Closed)
	}
}
