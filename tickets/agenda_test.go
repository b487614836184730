package tickets_test

import (
	"testing"

	"vigie/tickets"
)

// Three changes are accepted: one in time for the next release, one after its
// cut-off that a later one can still hold, one that none can.
func TestAgenda(t *testing.T) {
	onEach(t, func(b *bench) {
		ctx := b.t.Context()
		b.sampleRelease(1, "2026-05-04")
		agent := b.agent()
		accept := func(received, accepted string) string {
			b.on(received)
			c := b.file(filing(never))
			b.on(accepted)
			b.must(b.Decide(ctx, agent, c.ID, c.Version, []tickets.Choice{{Proposal: 1, Outcome: tickets.Accept}}, tickets.LetterText{Subject: "s", Text: "t"}))
			return c.Reference
		}
		plan := func(day, cutoff string) {
			_, err := b.PlanRelease(ctx, agent, tickets.ReleasePlan{Day: date(b.t, day), Cutoff: date(b.t, cutoff)})
			b.must(err)
		}
		plan("2026-09-15", "2026-08-15")
		plan("2026-12-01", "2026-11-01")
		inTime := accept("2026-06-01", "2026-08-10")  // due 2026-10-01
		later := accept("2026-08-12", "2026-08-20")   // due 2026-12-12
		nowhere := accept("2026-07-20", "2026-08-20") // due 2026-11-20
		b.file(filing(never))                         // nobody has decided
		a, err := b.Agenda(ctx)
		b.must(err)
		if len(a.Owed) != 3 {
			b.t.Fatalf("owed: %+v", a.Owed)
		}
		if list := a.MustCarry(); len(list) != 1 || list[0].Reference != inTime || list[0].Chance != tickets.ChanceClosed || list[0].Slack != -5 {
			b.t.Errorf("the next must carry %+v", list)
		}
		if list := a.Lost(); len(list) != 1 || list[0].Reference != nowhere || list[0].Chance != tickets.ChanceImpossible {
			b.t.Errorf("lost: %+v", list)
		}
		if o := a.Owed[2]; o.Reference != later || o.Chance != tickets.ChanceOpen || o.Release.Day.String() != "2026-12-01" || o.Slack != 73 {
			b.t.Errorf("what presses least comes last: %+v", o)
		}
		c := b.read(nowhere)
		if o, ok := a.Forecast.OutlookFor(c.Ticket, &c.Proposals[0]); !ok || o != a.Owed[0].Outlook {
			b.t.Errorf("the ticket says %+v, the list %+v", o, a.Owed[0].Outlook)
		}
		rows, err := b.List(ctx, tickets.Filter{View: tickets.ViewAwaiting})
		b.must(err)
		for i := range rows.Rows {
			o, ok := a.Forecast.OutlookOf(rows.Rows[i].Proposals[0])
			if !ok || rows.Rows[i].Reference == nowhere && o.Chance != tickets.ChanceImpossible {
				b.t.Errorf("%s: %+v, %v", rows.Rows[i].Reference, o, ok)
			}
		}
		b.on("2026-11-21") // the day after the last
		if a, err = b.Agenda(ctx); err != nil || a.Owed[0].Chance != tickets.ChanceLate {
			b.t.Errorf("once it is late: %+v, %v", a.Owed, err)
		}
	})
}
