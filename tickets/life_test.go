package tickets_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"vigie/rome"
	"vigie/rome/sample"
	"vigie/tickets"
)

// firstOf is the first change of a kind that the second sample release brings.
func firstOf(t *testing.T, kind rome.Kind) rome.Change {
	t.Helper()
	for _, c := range sample.Changes {
		if c.Kind == kind {
			return c
		}
	}
	t.Fatalf("the sample has no %s", kind)
	return rome.Change{}
}

// never is a change that no sample release makes.
var never = rome.Change{Kind: rome.AppellationCreate, Code: "M1805", Label: "Allumeur / Allumeuse de réverbères"}

func TestOneRequestTravelsTheWholeWay(t *testing.T) {
	onEach(t, func(b *bench) {
		ctx := b.t.Context()
		b.sampleRelease(1, "2026-05-04")
		agent := b.agent()
		c := b.file(filing(firstOf(b.t, rome.AppellationCreate), never))
		if c.Reference != "ROME-2026-00001" || c.State != tickets.New || c.Public() {
			b.t.Fatalf("filed as %s, %s, public %v", c.Reference, c.State, c.Public())
		}
		if got := c.Reply.Deadline.DueOn.String(); got != "2026-07-01" {
			b.t.Errorf("reply due on %s, want 2026-07-01", got)
		}

		ack := b.send()
		if len(ack) != 1 || ack[0].ToAddress != "lea@example.org" || !ack[0].Automatic {
			b.t.Fatalf("acknowledgement: %+v", ack)
		}
		if c = b.read(c.Reference); c.Reply.Stopped() {
			b.t.Error("an acknowledgement stopped the reply clock")
		}

		// Public only once the address is confirmed.
		if _, err := b.PublicCase(ctx, c.Reference); !errors.Is(err, tickets.ErrNotFound) {
			b.t.Errorf("a private ticket answered %v", err)
		}
		_, confirm, _ := cut3(ack[0].Text)
		if _, err := b.Confirm(ctx, c.Track); !errors.Is(err, tickets.ErrNotFound) {
			b.t.Errorf("the tracking link confirmed the address: %v", err)
		}
		if _, err := b.Confirm(ctx, confirm); err != nil {
			b.t.Fatal(err)
		}
		public, err := b.PublicCase(ctx, c.Reference)
		b.must(err)
		if public.Author.Name != "" || public.Author.Text != "" {
			b.t.Errorf("the public sees the author: %+v", public.Author)
		}

		// Answer and decide, ten days later.
		b.on("2026-06-11")
		c = b.read(c.Reference)
		b.must(b.Assign(ctx, agent, c.ID, c.Version, agent.Account))
		c = b.read(c.Reference)
		choices := []tickets.Choice{
			{Proposal: 1, Outcome: tickets.Accept, Words: "Attesté dans les offres."},
			{Proposal: 2, Outcome: tickets.Decline, Reason: tickets.TooFewJobs, Words: "Trop peu d'emplois."},
		}
		draft, err := b.DraftDecision(ctx, agent, c.ID, c.Version, choices)
		b.must(err)
		b.must(b.Decide(ctx, agent, c.ID, c.Version, choices, draft))
		if c = b.read(c.Reference); c.Reply.Stopped() {
			b.t.Error("a letter that was not delivered stopped the reply clock")
		}
		letters := b.send()
		if len(letters) != 1 || len(letters[0].Thread) != 1 || letters[0].Thread[0] != ack[0].MessageID {
			b.t.Fatalf("decision letter: %+v", letters)
		}
		c = b.read(c.Reference)
		if !c.Reply.Kept() || c.Reply.StoppedOn.String() != "2026-06-11" || c.State != tickets.Answered {
			b.t.Errorf("reply clock %+v, state %s", c.Reply, c.State)
		}
		p := c.Proposals[0]
		if p.State != tickets.Awaiting || !p.Clock.Runs || p.Clock.Deadline.DueOn.String() != "2026-10-01" {
			b.t.Errorf("accepted proposal: %s, %+v", p.State, p.Clock)
		}

		// An older release imported late changes nothing; the next one proves it.
		b.on("2026-09-15")
		b.sampleRelease(1, "2026-02-02")
		if c = b.read(c.Reference); c.Proposals[0].State != tickets.Awaiting {
			b.t.Error("an older release was checked")
		}
		b.sampleRelease(2, "2026-09-14")
		c = b.read(c.Reference)
		p = c.Proposals[0]
		if p.State != tickets.Integrated || p.Clock.StoppedOn.String() != "2026-09-14" || !p.Clock.Kept() {
			b.t.Errorf("after the release: %s, %+v", p.State, p.Clock)
		}
		if len(p.Evidence) == 0 || p.Evidence[0].Row == "" {
			b.t.Errorf("no evidence: %+v", p.Evidence)
		}
		if c.Proposals[1].State != tickets.Refused {
			b.t.Errorf("the declined proposal is %s", c.Proposals[1].State)
		}
		if c.State != tickets.Ended || c.Closed != tickets.Completed {
			b.t.Errorf("nothing is left to do, and the ticket is %s", c.State)
		}
		if told := b.send(); len(told) != 1 {
			b.t.Errorf("%d integration notices, want 1", len(told))
		}
		b.must(b.CheckAwaiting(ctx))
		b.must(b.Sweep(ctx, b.deliver))
		if told := b.send(); len(told) != 0 {
			b.t.Errorf("told again: %+v", told)
		}
		b.faultless()
	})
}

// cut3 takes the test letter's tokens out of its text.
func cut3(text string) (track, confirm string, ok bool) {
	var purpose, name, surname string
	_, err := sscan(text, &purpose, &name, &surname, &track, &confirm)
	return track, confirm, err == nil
}

func TestDuplicateFilingOfADraft(t *testing.T) {
	onEach(t, func(b *bench) {
		ctx := b.t.Context()
		token, err := b.NewDraft(ctx, `{"step":2}`)
		b.must(err)
		body, filed, err := b.ReadDraft(ctx, token)
		b.must(err)
		if body != `{"step":2}` || filed != nil {
			b.t.Errorf("draft %q", body)
		}
		f := filing(never)
		f.Draft = token
		first, err := b.File(ctx, visitor, f)
		b.must(err)
		second, err := b.File(ctx, visitor, f)
		b.must(err)
		if first.Ticket.Reference != second.Ticket.Reference || first.TrackToken != second.TrackToken {
			b.t.Errorf("a draft was filed twice: %s and %s", first.Ticket.Reference, second.Ticket.Reference)
		}
		b.must(b.SaveDraft(ctx, token, "again"))
		body, filed, err = b.ReadDraft(ctx, token)
		b.must(err)
		if body != "" || filed == nil || filed.TrackToken != first.TrackToken {
			b.t.Errorf("a filed draft reads %q, %v", body, filed)
		}
		if _, _, err := b.ReadDraft(ctx, "none"); !errors.Is(err, tickets.ErrNotFound) {
			b.t.Errorf("no draft answered %v", err)
		}
	})
}

func TestInvalidFilingSaysEverything(t *testing.T) {
	onEach(t, func(b *bench) {
		_, err := b.File(b.t.Context(), visitor, tickets.Filing{
			Type: tickets.Request, Channel: tickets.Web, Origin: "king", Name: "a\r\nBcc: x@y.fr", Email: "nobody",
			Changes: []rome.Change{{Kind: rome.AppellationCreate, Code: "M18", Label: "x"}},
		})
		var bad *tickets.Invalid
		if !errors.As(err, &bad) {
			b.t.Fatalf("answered %v", err)
		}
		fields := map[string]bool{}
		for _, f := range bad.Faults {
			fields[f.Field] = true
		}
		for _, want := range []string{"origin", "name", "email", "changes.1"} {
			if !fields[want] {
				b.t.Errorf("nothing is said about %s: %+v", want, bad.Faults)
			}
		}
	})
}

func TestTwoAgentsAtOnce(t *testing.T) {
	onEach(t, func(b *bench) {
		ctx := b.t.Context()
		agent := b.agent()
		c := b.file(filing())
		b.must(b.Note(ctx, agent, c.ID, c.Version, "J'appelle l'auteur."))
		err := b.Reply(ctx, agent, c.ID, c.Version, tickets.Answer, tickets.LetterText{Subject: "s", Text: "t"})
		if !errors.Is(err, tickets.ErrConflict) {
			b.t.Fatalf("the second agent got %v, want a conflict", err)
		}
		var stale *tickets.Stale
		if !errors.As(err, &stale) || stale.Now != stale.Seen+1 {
			b.t.Errorf("conflict %+v", stale)
		}
		// What a machine adds makes nobody stale.
		c = b.read(c.Reference)
		b.send()
		b.must(b.Reply(ctx, agent, c.ID, c.Version, tickets.Answer, tickets.LetterText{Subject: "s", Text: "t"}))
		b.faultless()
	})
}

func TestHistoryGetsNoLetter(t *testing.T) {
	onEach(t, func(b *bench) {
		ctx := b.t.Context()
		b.sampleRelease(1, "2026-05-04")
		agent := b.agent()
		f := filing(firstOf(b.t, rome.AppellationCreate))
		f.Channel, f.ReceivedAt, f.Basis = tickets.Mail, time.Date(2025, 12, 31, 22, 59, 59, 0, time.UTC), tickets.BasisIMAP
		r, err := b.File(ctx, agent, f)
		b.must(err)
		c := b.read(r.Ticket.Reference)
		if !c.History || c.Reply.Runs {
			b.t.Fatalf("received before the service began: history %v, clock %+v", c.History, c.Reply)
		}
		err = b.Reply(ctx, agent, c.ID, c.Version, tickets.Answer, tickets.LetterText{Subject: "s", Text: "t"})
		var bad *tickets.Invalid
		if !errors.As(err, &bad) || bad.Faults[0].Rule != tickets.RuleHistory {
			b.t.Errorf("a letter about history answered %v", err)
		}
		b.must(b.Decide(ctx, agent, c.ID, c.Version, []tickets.Choice{{Proposal: 1, Outcome: tickets.Accept}}, tickets.LetterText{}))
		b.on("2026-09-15")
		b.sampleRelease(2, "2026-09-14")
		if c = b.read(c.Reference); c.Proposals[0].State != tickets.Integrated {
			b.t.Errorf("proposal is %s", c.Proposals[0].State)
		}
		if out := b.send(); len(out) != 0 {
			b.t.Errorf("letters about history: %+v", out)
		}
		f.ReceivedAt = time.Date(2025, 12, 31, 23, 0, 0, 0, time.UTC) // midnight of 1 January in Paris
		r, err = b.File(ctx, agent, f)
		b.must(err)
		if r.Ticket.History {
			b.t.Error("received the first day of the service, and history")
		}
		b.faultless()
	})
}

func TestReplyClock(t *testing.T) {
	onEach(t, func(b *bench) {
		ctx := b.t.Context()
		agent := b.agent()
		c := b.file(filing())
		b.send()
		text := tickets.LetterText{Subject: "Question", Text: "Pouvez-vous préciser ?"}
		b.must(b.Reply(ctx, agent, c.ID, c.Version, tickets.AskBack, text))
		b.send()
		c = b.read(c.Reference)
		if c.State != tickets.Waiting || c.Reply.Stopped() {
			b.t.Errorf("after a question back: %s, stopped %v", c.State, c.Reply.Stopped())
		}
		// An answer that the server refuses does not count, and is seen.
		b.must(b.Reply(ctx, agent, c.ID, c.Version, tickets.Answer, text))
		b.refuse = &tickets.DeliveryError{Permanent: true, Status: "550 5.1.1", Err: errors.New("no such user")}
		b.send()
		c = b.read(c.Reference)
		if c.Reply.Stopped() || c.State != tickets.Opened || !c.Letters[2].Failed {
			b.t.Errorf("after a refusal: %+v, %s, %+v", c.Reply, c.State, c.Letters[2])
		}
		// A passing fault is tried again, later.
		b.must(b.Reply(ctx, agent, c.ID, c.Version, tickets.Answer, text))
		b.refuse = &tickets.DeliveryError{Status: "451", Err: errors.New("try later")}
		b.send()
		b.refuse = nil
		if out := b.send(); len(out) != 0 {
			b.t.Error("tried again at once")
		}
		b.on("2026-07-02")
		if out := b.send(); len(out) != 1 || out[0].Text != text.Text {
			b.t.Errorf("after the back-off: %+v", out)
		}
		c = b.read(c.Reference)
		if !c.Reply.Stopped() || c.Reply.Kept() {
			b.t.Errorf("answered on 2 July, due on 1 July: %+v", c.Reply)
		}
		b.faultless()
	})
}

func TestAcceptingWhatHoldsIsRefused(t *testing.T) {
	onEach(t, func(b *bench) {
		ctx := b.t.Context()
		b.sampleRelease(2, "2026-05-04")
		agent := b.agent()
		c := b.file(filing(firstOf(b.t, rome.AppellationCreate)))
		err := b.Decide(ctx, agent, c.ID, c.Version, []tickets.Choice{{Proposal: 1, Outcome: tickets.Accept}}, tickets.LetterText{Subject: "s", Text: "t"})
		var bad *tickets.Invalid
		if !errors.As(err, &bad) || bad.Faults[0].Rule != tickets.RuleHolds {
			b.t.Fatalf("answered %v", err)
		}
		b.must(b.Decide(ctx, agent, c.ID, c.Version, []tickets.Choice{{Proposal: 1, Outcome: tickets.HoldsAlready}}, tickets.LetterText{Subject: "s", Text: "t"}))
		if c = b.read(c.Reference); c.Proposals[0].State != tickets.AlreadyTrue {
			b.t.Errorf("proposal is %s", c.Proposals[0].State)
		}
		if asked, err := b.Asked(ctx, c.Proposals[0].Change, false); err != nil || len(asked) != 1 {
			b.t.Errorf("already asked: %v, %v", asked, err)
		}
		b.faultless()
	})
}

func TestPhoneWithoutAddress(t *testing.T) {
	onEach(t, func(b *bench) {
		ctx := b.t.Context()
		agent := b.agent()
		f := filing()
		f.Name, f.Email, f.Channel = "", "", tickets.Phone
		f.ReceivedAt = time.Date(2026, 5, 29, 9, 0, 0, 0, time.UTC)
		r, err := b.File(ctx, agent, f)
		b.must(err)
		c := b.read(r.Ticket.Reference)
		if c.Basis != tickets.BasisStated && c.Basis != "" || len(b.send()) != 0 {
			b.t.Errorf("basis %q", c.Basis)
		}
		b.must(b.ReplyOtherwise(ctx, agent, c.ID, c.Version, tickets.ByPhone, b.clock(), "Répondu de vive voix."))
		c = b.read(c.Reference)
		if !c.Reply.Kept() {
			b.t.Errorf("reply clock %+v", c.Reply)
		}
		b.must(b.Close(ctx, agent, c.ID, c.Version, tickets.Completed))
		b.faultless()
	})
}

// « Déjà présente » is the release's word, not an agent's.
func TestAlreadyTrueIsComputed(t *testing.T) {
	onEach(t, func(b *bench) {
		ctx := b.t.Context()
		b.sampleRelease(1, "2026-05-04")
		agent := b.agent()
		c := b.file(filing(never, rome.Change{Kind: rome.Other, Text: "Une idée."}))
		letter := tickets.LetterText{Subject: "s", Text: "t"}
		refused := func(rule string, choice tickets.Choice) {
			b.t.Helper()
			err := b.Decide(ctx, agent, c.ID, c.Version, []tickets.Choice{choice}, letter)
			var bad *tickets.Invalid
			if !errors.As(err, &bad) || bad.Faults[0].Rule != rule {
				b.t.Errorf("%+v answered %v, want %s", choice, err, rule)
			}
		}
		refused(tickets.RuleUnmet, tickets.Choice{Proposal: 1, Outcome: tickets.HoldsAlready})
		refused(tickets.RuleRequired, tickets.Choice{Proposal: 2, Outcome: tickets.HoldsAlready})
		b.must(b.Decide(ctx, agent, c.ID, c.Version, []tickets.Choice{{Proposal: 2, Outcome: tickets.HoldsAlready, Words: "C'est fait."}}, letter))
		b.faultless()
	})
}

// A release that another process has imported counts at once: what it holds is
// not accepted, however old the page.
func TestDecidingBesideAnImport(t *testing.T) {
	onEach(t, func(b *bench) {
		ctx := b.t.Context()
		b.sampleRelease(1, "2026-05-04")
		agent := b.agent()
		c := b.file(filing(firstOf(b.t, rome.AppellationCreate)))
		running := b.store()
		if _, err := running.LoadCurrent(ctx); err != nil {
			b.t.Fatal(err)
		}
		b.sampleRelease(2, "2026-05-30")
		err := running.Decide(ctx, agent, c.ID, c.Version, []tickets.Choice{{Proposal: 1, Outcome: tickets.Accept}}, tickets.LetterText{Subject: "s", Text: "t"})
		var bad *tickets.Invalid
		if !errors.As(err, &bad) || bad.Faults[0].Rule != tickets.RuleHolds {
			b.t.Errorf("accepting what the new release holds answered %v", err)
		}
	})
}

// Two who send the same draft at once file it once, on both engines.
func TestADraftSentTwiceAtOnce(t *testing.T) {
	onEach(t, func(b *bench) {
		for range 5 {
			token, err := b.NewDraft(b.t.Context(), "{}")
			b.must(err)
			f := filing(never)
			f.Draft = token
			got := make(chan string, 4)
			for range 4 {
				go func() {
					r, err := b.File(context.Background(), visitor, f)
					if err != nil {
						b.t.Error(err)
						got <- ""
						return
					}
					got <- r.Ticket.Reference
				}()
			}
			first := <-got
			for range 3 {
				if next := <-got; next != first {
					b.t.Errorf("filed as %s and as %s", first, next)
				}
			}
		}
		b.faultless()
	})
}

// A revoked link is not given again by the draft that was filed.
func TestAFiledDraftForgetsARevokedLink(t *testing.T) {
	onEach(t, func(b *bench) {
		ctx := b.t.Context()
		token, err := b.NewDraft(ctx, "{}")
		b.must(err)
		f := filing(never)
		f.Draft = token
		c := b.file(f)
		b.must(b.Relink(ctx, b.agent(), c.ID, c.Version))
		if _, filed, err := b.ReadDraft(ctx, token); filed != nil || !errors.Is(err, tickets.ErrNotFound) {
			b.t.Errorf("the draft gives %v, %v", filed, err)
		}
	})
}

// The service writes to nobody at a stranger's will, and no private link lies
// in the database.
func TestLimitsAndLinks(t *testing.T) {
	onEach(t, func(b *bench) {
		ctx := b.t.Context()
		f := filing(never)
		f.From = "192.0.2.1"
		for range tickets.LetterLimit.Most {
			_, err := b.File(ctx, visitor, f)
			b.must(err)
		}
		_, err := b.File(ctx, visitor, f)
		var bad *tickets.Invalid
		if !errors.As(err, &bad) || bad.Faults[0].Rule != tickets.RuleTooOften {
			b.t.Errorf("one letter too many answered %v", err)
		}
		out := b.send()
		c := b.read("ROME-2026-00001")
		contains := false
		for _, e := range c.Events {
			contains = contains || strings.Contains(e.Personal.Text, c.Track)
		}
		if contains || !strings.Contains(out[0].Text, c.Track) || !strings.Contains(out[0].Text, b.ConfirmToken(c.Ticket)) {
			b.t.Errorf("the link is stored: %v; the letter sent: %s", contains, out[0].Text)
		}
	})
}

// A letter that waited for days is not given up at its first refusal.
func TestWaitingIsNotTrying(t *testing.T) {
	onEach(t, func(b *bench) {
		b.file(filing(never))
		b.on("2026-06-06")
		b.refuse = &tickets.DeliveryError{Status: "451", Err: errors.New("later")}
		b.send()
		if c := b.read("ROME-2026-00001"); c.Letters[0].Failed {
			b.t.Error("given up at the first attempt")
		}
		b.on("2026-06-09")
		b.send()
		if c := b.read("ROME-2026-00001"); !c.Letters[0].Failed {
			b.t.Error("not given up after three days of attempts")
		}
		b.faultless()
	})
}

// No promise is kept before it was made.
func TestNothingBeforeReceipt(t *testing.T) {
	onEach(t, func(b *bench) {
		ctx := b.t.Context()
		agent := b.agent()
		c := b.file(filing(never))
		b.must(b.Decide(ctx, agent, c.ID, c.Version, []tickets.Choice{{Proposal: 1, Outcome: tickets.Accept}}, tickets.LetterText{Subject: "s", Text: "t"}))
		c = b.read(c.Reference)
		manager := tickets.Actor{Role: tickets.Manager, Account: agent.Account}
		for name, err := range map[string]error{
			"an answer":   b.ReplyOtherwise(ctx, agent, c.ID, c.Version, tickets.ByPhone, c.ReceivedAt.Add(-time.Second), "dit"),
			"an override": b.Override(ctx, manager, c.ID, c.Version, 1, tickets.Date{Year: 2026, Month: 5, Day: 31}, "dit"),
		} {
			var bad *tickets.Invalid
			if !errors.As(err, &bad) || bad.Faults[0].Rule != tickets.RuleTooEarly {
				b.t.Errorf("%s before receipt answered %v", name, err)
			}
		}
		if _, _, err := b.Import(ctx, tickets.Machine, &rome.Release{Number: "499", PublishedOn: "2999-12-31", SHA256: "x"}, nil); err == nil {
			b.t.Error("a release of the year 2999 was stored")
		}
	})
}
