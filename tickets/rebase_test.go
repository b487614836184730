package tickets_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"vigie/rome"
	"vigie/tickets"
)

// What the second sample release does to two appellations: the one goes, the
// other moves to I1401.
var (
	ofTheGone  = rome.Change{Kind: rome.AppellationRename, OGR: "19372", Label: "Repasseur / Repasseuse à domicile"}
	ofTheMoved = rome.Change{Kind: rome.AppellationRename, OGR: "20168", Label: "Dépanneur / Dépanneuse de réseaux"}
)

// staff delivers what the staff is to be told and gives it.
func (b *bench) staff() []tickets.Outgoing {
	b.t.Helper()
	b.out = nil
	_, err := b.SendStaff(b.t.Context(), b.deliver)
	b.must(err)
	return b.out
}

func (b *bench) assigned(c *tickets.Case, to tickets.Actor) *tickets.Case {
	b.t.Helper()
	b.must(b.Assign(b.t.Context(), to, c.ID, c.Version, to.Account))
	return b.read(c.Reference)
}

func (b *bench) accepted(c *tickets.Case, by tickets.Actor, choices ...tickets.Choice) *tickets.Case {
	b.t.Helper()
	if len(choices) == 0 {
		choices = []tickets.Choice{{Proposal: 1, Outcome: tickets.Accept}}
	}
	b.must(b.Decide(b.t.Context(), by, c.ID, c.Version, choices, tickets.LetterText{Subject: "s", Text: "t"}))
	return b.read(c.Reference)
}

// After an import every open or awaited change has its verdict, and whoever has
// the ticket is told once of what must be looked at again.
func TestOpenChangesAreRebased(t *testing.T) {
	onEach(t, func(b *bench) {
		ctx := b.t.Context()
		b.sampleRelease(1, "2026-05-04")
		agent := b.agent()
		fulfilled := firstOf(b.t, rome.AppellationCreate)
		mine := b.assigned(b.file(filing(ofTheGone, never, fulfilled)), agent)
		promised := b.accepted(b.assigned(b.file(filing(ofTheMoved)), agent), agent)
		nobodys := b.file(filing(ofTheGone))
		closed := b.file(filing(ofTheMoved))
		b.must(b.Close(ctx, agent, closed.ID, closed.Version, tickets.DuplicateOf))
		b.on("2026-06-20")
		release := b.sampleRelease(2, "2026-06-15")

		type said struct {
			state   tickets.ProposalState
			verdict rome.Verdict
			because rome.Reason
			proved  bool
		}
		for _, w := range []struct {
			c    *tickets.Case
			want []said
		}{
			{mine, []said{
				{tickets.Pending, rome.Conflict, rome.ReasonTargetGone, true},
				{tickets.Pending, rome.Unmet, "", true},
				{tickets.Pending, rome.Holds, "", true},
			}},
			{promised, []said{{tickets.Awaiting, rome.Conflict, rome.ReasonTargetMoved, true}}},
			{nobodys, []said{{tickets.Pending, rome.Conflict, rome.ReasonTargetGone, true}}},
			{closed, []said{{tickets.Pending, "", "", false}}},
		} {
			c := b.read(w.c.Reference)
			var have []said
			for _, p := range c.Proposals {
				have = append(have, said{p.State, p.Verdict, p.Because, len(p.Evidence) > 0})
			}
			if diff := cmp.Diff(w.want, have, cmp.AllowUnexported(said{})); diff != "" {
				b.t.Errorf("%s (-want +have)\n%s", w.c.Reference, diff)
			}
			if w.want[0].verdict == "" {
				continue
			}
			checked, ok := c.Events[len(c.Events)-1].Fact.(tickets.Checked)
			if !ok || checked.Release.SHA256 != release.SHA256 || len(checked.Findings) != len(w.want) ||
				checked.Findings[0].Reason != string(w.want[0].because) || len(checked.Findings[0].Evidence) == 0 {
				b.t.Errorf("%s: the journal says %+v", w.c.Reference, c.Events[len(c.Events)-1].Fact)
			}
		}

		letters := b.staff()
		if len(letters) != 1 || letters[0].ToAddress != "camille@vigie.example" || !letters[0].Automatic {
			b.t.Fatalf("the staff got %+v", letters)
		}
		want := []string{
			"for Camille Roy", mine.Reference + " 1 conflict", mine.Reference + " 3 fulfilled", promised.Reference + " 1 conflict",
		}
		if have := strings.Split(letters[0].Text, "\n"); !slices.Equal(have, want) {
			b.t.Errorf("the letter says %q", have)
		}
		items, err := b.News(ctx, release.SHA256, 0)
		b.must(err)
		if len(items) != 4 || items[3].Reference != nobodys.Reference || items[3].Assignee != "" {
			b.t.Errorf("news: %+v", items)
		}

		// Nobody's conflict is in the queue all the same.
		queue, err := b.List(ctx, tickets.Filter{View: tickets.ViewReview})
		b.must(err)
		var listed []string
		for _, r := range queue.Rows {
			listed = append(listed, r.Reference)
		}
		slices.Sort(listed)
		if !slices.Equal(listed, []string{mine.Reference, promised.Reference, nobodys.Reference}) {
			b.t.Errorf("to be looked at again: %v", listed)
		}

		// Once is once, whatever is asked again.
		before := b.eventCount()
		_, err = b.db.Write.Exec(`UPDATE releases SET checked_at = NULL`)
		b.must(err)
		b.must(b.CheckAwaiting(ctx))
		if after := b.eventCount(); after != before || len(b.staff()) != 0 {
			b.t.Errorf("checked twice: %d events more, letters %v", after-before, b.out)
		}
		b.faultless()
	})
}

func (b *bench) eventCount() (n int) {
	b.t.Helper()
	b.must(b.db.Read.QueryRow(`SELECT COUNT(*) FROM events`).Scan(&n))
	return n
}

// A check that is interrupted after any number of tickets is taken up again, and
// nothing is said twice.
func TestCheckIsTakenUpAgain(t *testing.T) {
	onEach(t, func(b *bench) {
		b.sampleRelease(1, "2026-05-04")
		agent := b.agent()
		const n = 6
		for range n {
			b.assigned(b.file(filing(ofTheGone, never)), agent)
		}
		archive := b.importOnly(2, "2026-06-15")
		interrupted := 0
		for steps := 1; ; steps++ {
			ctx, stop := context.WithCancel(b.t.Context())
			left := steps
			b.tick = func() {
				if left--; left < 0 {
					stop()
				}
			}
			err := b.CheckAwaiting(ctx)
			b.tick = nil
			stop()
			if err == nil {
				break
			}
			if !errors.Is(err, context.Canceled) {
				b.t.Fatal(err)
			}
			interrupted++
		}
		if interrupted == 0 {
			b.t.Fatal("nothing was interrupted")
		}
		var checks int
		b.must(b.db.Read.QueryRow(`SELECT COUNT(*) FROM events WHERE kind = 'checked'`).Scan(&checks))
		items, err := b.News(b.t.Context(), archive.SHA256, agent.Account)
		b.must(err)
		if letters := b.staff(); checks != n || len(items) != n || len(letters) != 1 {
			b.t.Errorf("%d checks and %d news of %d tickets, %d letters, after %d interruptions", checks, len(items), n, len(letters), interrupted)
		}
		b.faultless()
	})
}

// An integrated change that a later release undoes opens its ticket again, and
// its agent is told.
func TestRegressionReopens(t *testing.T) {
	onEach(t, func(b *bench) {
		b.sampleRelease(1, "2026-05-04")
		agent := b.agent()
		c := b.accepted(b.assigned(b.file(filing(firstOf(b.t, rome.AppellationCreate))), agent), agent)
		b.send()
		b.on("2026-06-20")
		b.sampleRelease(2, "2026-06-15")
		if c = b.read(c.Reference); c.State != tickets.Ended || c.Proposals[0].State != tickets.Integrated {
			b.t.Fatalf("%s with its change %s", c.State, c.Proposals[0].State)
		}
		if len(b.staff()) != 0 {
			b.t.Errorf("an integration was told to the staff: %+v", b.out)
		}
		b.on("2026-09-20")
		b.sampleRelease(1, "2026-09-15")
		c = b.read(c.Reference)
		if c.State != tickets.Opened || c.Closed != "" || c.Proposals[0].State != tickets.Regressed {
			b.t.Errorf("%s (%s) with its change %s", c.State, c.Closed, c.Proposals[0].State)
		}
		if letters := b.staff(); len(letters) != 1 || !strings.Contains(letters[0].Text, c.Reference+" 1 regressed") {
			b.t.Errorf("the staff got %+v", letters)
		}
		b.faultless()
	})
}

// A letter to the staff is tried again, given up for good, and not sent about
// what has been settled.
func TestStaffLetters(t *testing.T) {
	onEach(t, func(b *bench) {
		ctx := b.t.Context()
		b.sampleRelease(1, "2026-05-04")
		agent := b.agent()
		c := b.assigned(b.file(filing(ofTheMoved)), agent)
		b.on("2026-06-20")
		b.sampleRelease(2, "2026-06-15")
		b.refuse = &tickets.DeliveryError{Status: "451", Err: errors.New("later")}
		if len(b.staff()) != 0 {
			b.t.Fatal("a refused letter was delivered")
		}
		b.refuse = nil
		if len(b.staff()) != 0 {
			b.t.Error("a letter is tried again at once")
		}
		b.must(b.Rebase(ctx, agent, c.ID, b.read(c.Reference).Version, 1))
		b.on("2026-06-21")
		if got := b.staff(); len(got) != 0 {
			b.t.Errorf("told of what is settled: %+v", got)
		}
		var state, status string
		b.must(b.db.Read.QueryRow(`SELECT state, status FROM staff_letters`).Scan(&state, &status))
		if state != "sent" || status != "nothing" {
			b.t.Errorf("the letter is %s, %s", state, status)
		}
	})
}

// One command asks a change anew where its target is now; what has no target
// cannot be.
func TestRebase(t *testing.T) {
	onEach(t, func(b *bench) {
		ctx := b.t.Context()
		b.sampleRelease(1, "2026-05-04")
		agent := b.agent()
		c := b.file(filing(ofTheGone, ofTheMoved))
		c = b.accepted(c, agent, tickets.Choice{Proposal: 2, Outcome: tickets.Accept})
		if err := b.Rebase(ctx, agent, c.ID, c.Version, 2); !errors.Is(err, tickets.ErrTransition) {
			b.t.Errorf("rebased without a conflict: %v", err)
		}
		b.on("2026-06-20")
		b.sampleRelease(2, "2026-06-15")
		c = b.read(c.Reference)
		var invalid *tickets.Invalid
		if err := b.Rebase(ctx, agent, c.ID, c.Version, 1); !errors.As(err, &invalid) || invalid.Faults[0].Rule != tickets.RuleGone {
			b.t.Errorf("rebased onto nothing: %v", err)
		}
		if err := b.Rebase(ctx, visitor, c.ID, c.Version, 2); !errors.Is(err, tickets.ErrForbidden) {
			b.t.Errorf("a visitor rebased: %v", err)
		}
		if !tickets.MayRebase(&c.Proposals[1], b.Release()) || tickets.MayRebase(&c.Proposals[0], b.Release()) {
			b.t.Error("what may be rebased is not what is")
		}
		was := c.Proposals[1].Change
		b.must(b.Rebase(ctx, agent, c.ID, c.Version, 2))
		c = b.read(c.Reference)
		p := c.Proposals[1]
		if p.State != tickets.Awaiting || p.Verdict != rome.Unmet || p.Change.Base.Code != "I1401" || p.Change.Base.Release != b.Release().SHA256 {
			b.t.Errorf("%s, %s, based on %+v", p.State, p.Verdict, p.Change.Base)
		}
		var fact tickets.Rebased
		for _, e := range c.Events {
			if f, ok := e.Fact.(tickets.Rebased); ok {
				fact = f
			}
		}
		if diff := cmp.Diff(was, fact.From); diff != "" || fact.To.Base.Code != "I1401" {
			b.t.Errorf("the journal keeps %+v (-was +from)\n%s", fact, diff)
		}
		if err := b.Rebase(ctx, agent, c.ID, c.Version, 2); !errors.Is(err, tickets.ErrTransition) {
			b.t.Errorf("rebased twice: %v", err)
		}
		b.faultless()
	})
}
