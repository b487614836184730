package tickets_test

import (
	"errors"
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
