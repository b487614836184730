package tickets_test

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"time"

	"vigie/tickets"
)

// River wakes the sender in the event's own transaction: a letter leaves within
// seconds on both engines, once, and a stopped process sends nothing more.
func TestJobsSendLetters(t *testing.T) {
	onEach(t, func(b *bench) {
		var sent atomic.Int64
		got := make(chan tickets.Outgoing, 10)
		jobs, err := b.StartJobs(b.t.Context(), func(_ context.Context, o tickets.Outgoing) error {
			sent.Add(1)
			got <- o
			return nil
		})
		b.must(err)
		c := b.file(filing(never))
		select {
		case o := <-got:
			if o.Reference != c.Reference {
				b.t.Errorf("a letter of %s", o.Reference)
			}
		case <-time.After(20 * time.Second):
			b.t.Fatal("no letter was sent")
		}
		stop, cancel := context.WithTimeout(context.Background(), 20*time.Second)
		defer cancel()
		b.must(jobs.Stop(stop))
		b.file(filing(never))
		if n := sent.Load(); n != 1 {
			b.t.Errorf("%d letters sent, want 1", n)
		}
		if out := b.send(); len(out) != 1 {
			b.t.Errorf("%d letters wait, want 1", len(out))
		}
		b.faultless()
	})
}

// Two senders never take the same letter.
func TestTwoSendersOneLetter(t *testing.T) {
	onEach(t, func(b *bench) {
		for range 10 {
			b.file(filing(never))
		}
		var sent atomic.Int64
		done := make(chan error, 2)
		for range 2 {
			s := b.store()
			go func() {
				_, err := s.SendDue(context.Background(), func(context.Context, tickets.Outgoing) error {
					sent.Add(1)
					return nil
				})
				done <- err
			}()
		}
		for range 2 {
			b.must(<-done)
		}
		if n := sent.Load(); n != 10 {
			b.t.Errorf("%d letters sent, want 10", n)
		}
		b.faultless()
	})
}

// Of many who decide at once on the same page, one wins and the others get a
// conflict; nothing is half written.
func TestManyDecideAtOnce(t *testing.T) {
	onEach(t, func(b *bench) {
		agent := b.agent()
		c := b.file(filing(never))
		const n = 8
		done := make(chan error, n)
		for range n {
			go func() {
				done <- b.Decide(context.Background(), agent, c.ID, c.Version,
					[]tickets.Choice{{Proposal: 1, Outcome: tickets.Accept}}, tickets.LetterText{Subject: "s", Text: "t"})
			}()
		}
		won := 0
		for range n {
			switch err := <-done; {
			case err == nil:
				won++
			case !errors.Is(err, tickets.ErrConflict):
				b.t.Error(err)
			}
		}
		if won != 1 {
			b.t.Errorf("%d won, want 1", won)
		}
		b.faultless()
	})
}

// Filing from many browsers at once leaves no hole and no double.
func TestManyFileAtOnce(t *testing.T) {
	onEach(t, func(b *bench) {
		const n = 20
		done := make(chan string, n)
		for range n {
			go func() {
				r, err := b.File(context.Background(), visitor, filing(never))
				if err != nil {
					b.t.Error(err)
					done <- ""
					return
				}
				done <- r.Ticket.Reference
			}()
		}
		seen := make(map[string]bool)
		for range n {
			seen[<-done] = true
		}
		if len(seen) != n || !seen["ROME-2026-00001"] || !seen["ROME-2026-00020"] {
			b.t.Errorf("references %v", seen)
		}
		b.faultless()
	})
}
