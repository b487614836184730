package tickets_test

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"

	"vigie/tickets"
)

func TestCalendar(t *testing.T) {
	onEach(t, func(b *bench) {
		ctx := b.t.Context()
		b.sampleRelease(1, "2026-05-04")
		agent := b.agent()
		next := func() string {
			f, err := b.Forecast(ctx)
			b.must(err)
			e, _ := f.Next()
			return e.Day.String() + " " + e.Cutoff.String() + " " + e.Number
		}
		if got := next(); got != "2026-08-04 2026-07-05 " {
			b.t.Errorf("promised: %s", got)
		}
		n, err := b.PlanRelease(ctx, agent, tickets.ReleasePlan{Number: " 492 ", Day: date(b.t, "2026-09-17")})
		b.must(err)
		if got := next(); got != "2026-09-17 2026-08-18 492" {
			b.t.Errorf("planned, with the usual cut-off: %s", got)
		}
		b.on("2026-06-02")
		b.must(b.ReplanRelease(ctx, agent, n, 1, tickets.ReleasePlan{Number: "492", Day: date(b.t, "2026-09-10"), Cutoff: date(b.t, "2026-08-01")}))
		if got := next(); got != "2026-09-10 2026-08-01 492" {
			b.t.Errorf("changed: %s", got)
		}
		if err := b.ReplanRelease(ctx, agent, n, 1, tickets.ReleasePlan{Day: date(b.t, "2026-09-11")}); !errors.Is(err, tickets.ErrConflict) {
			b.t.Errorf("a stale page changed it: %v", err)
		}
		second, err := b.PlanRelease(ctx, agent, tickets.ReleasePlan{Day: date(b.t, "2026-12-15"), Cutoff: date(b.t, "2026-12-15")})
		b.must(err)
		b.must(b.UnplanRelease(ctx, agent, second, 1))
		if err := b.UnplanRelease(ctx, agent, second, 2); !errors.Is(err, tickets.ErrTransition) {
			b.t.Errorf("taken out twice: %v", err)
		}
		entry, err := b.Planned(ctx, n)
		b.must(err)
		if first := entry.Acts[0]; entry.Version() != 2 || first.By != agent || first.At.Format("2006-01-02") != "2026-06-01" || entry.Last().Kind() != tickets.ActReplanned {
			b.t.Errorf("who and when: %+v", entry.Acts)
		}
		if was := entry.Acts[0].Fact.(tickets.Planned); was.Day.String() != "2026-09-17" {
			b.t.Errorf("what was planned first is lost: %+v", was)
		}
		b.on("2026-09-20")
		b.sampleRelease(2, "2026-09-12")
		if got := next(); got != "2026-12-12 2026-11-12 " {
			b.t.Errorf("after it came: %s", got)
		}
		b.faultless()
	})
}

func TestPlanningIsChecked(t *testing.T) {
	onEach(t, func(b *bench) {
		ctx := b.t.Context()
		b.sampleRelease(1, "2026-05-04")
		agent := b.agent()
		day := func(s string) tickets.Date {
			if s == "" {
				return tickets.Date{}
			}
			return date(b.t, s)
		}
		_, err := b.PlanRelease(ctx, agent, tickets.ReleasePlan{Number: "495", Day: day("2026-10-01")})
		b.must(err)
		for name, c := range map[string]struct{ number, day, cutoff, field, rule string }{
			"no day":                {"", "", "", "day", tickets.RuleRequired},
			"yesterday":             {"", "2026-05-31", "", "day", tickets.RulePast},
			"in a century":          {"", "2126-05-31", "", "day", tickets.RuleTooFar},
			"cut off afterwards":    {"", "2026-11-01", "2026-11-02", "cutoff", tickets.RuleAfter},
			"cut off long before":   {"", "2026-11-01", "2016-11-02", "cutoff", tickets.RuleTooFar},
			"a word for a number":   {"v492", "2026-11-01", "", "number", tickets.RuleNumber},
			"a sign":                {"+492", "2026-11-01", "", "number", tickets.RuleNumber},
			"what is published":     {"491", "2026-11-01", "", "number", tickets.RulePublished},
			"what is before that":   {"12", "2026-11-01", "", "number", tickets.RulePublished},
			"a number planned":      {"495", "2026-11-01", "", "number", tickets.RuleTaken},
			"a day planned already": {"", "2026-10-01", "", "day", tickets.RuleTaken},
		} {
			_, err := b.PlanRelease(ctx, agent, tickets.ReleasePlan{Number: c.number, Day: day(c.day), Cutoff: day(c.cutoff)})
			b.broken(name, err, c.field, c.rule)
		}
		for _, by := range []tickets.Actor{visitor, tickets.Machine, {Role: tickets.Requester}} {
			if _, err := b.PlanRelease(ctx, by, tickets.ReleasePlan{Day: day("2026-11-01")}); !errors.Is(err, tickets.ErrForbidden) {
				b.t.Errorf("%s planned: %v", by.Role, err)
			}
		}
		if err := b.UnplanRelease(ctx, agent, 7, 1); !errors.Is(err, tickets.ErrNotFound) {
			b.t.Errorf("an entry that is none: %v", err)
		}
	})
}

// broken expects one fault of an input.
func (b *bench) broken(name string, err error, field, rule string) {
	b.t.Helper()
	var invalid *tickets.Invalid
	if !errors.As(err, &invalid) || !slices.ContainsFunc(invalid.Faults, func(f tickets.FieldFault) bool { return f.Field == field && f.Rule == rule }) {
		b.t.Errorf("%s: %v, want %s of %s", name, err, rule, field)
	}
}

// The acts of the registers are proven as events are: by their bytes, their
// numbering, their chain, and the signed roots.
func TestVerifyFindsWhatIsDoneToActs(t *testing.T) {
	for name, c := range map[string]struct {
		statements []string
		blames     string
	}{
		"a byte":          {[]string{"UPDATE acts SET body = REPLACE(body, '2026-09-17', '2026-09-18') WHERE n = 1 AND register = 'calendar'"}, "register calendar, event 1: the bytes do not have"},
		"a column":        {[]string{"UPDATE acts SET at = at + 1 WHERE n = 1 AND register = 'calendar'"}, "register calendar, event 1: the columns"},
		"an act":          {[]string{"DELETE FROM acts WHERE n = 1 AND register = 'calendar'"}, "register calendar, event 1: the act is missing"},
		"its number":      {[]string{"DELETE FROM acts WHERE n = 1 AND register = 'calendar'"}, "of the journal are missing"},
		"a tail":          {[]string{"DELETE FROM acts WHERE n = 2 AND register = 'calendar'"}, "register calendar, event 2: the tail is cut"},
		"a register":      {[]string{"DELETE FROM acts WHERE register = 'announcements'"}, "register announcements"},
		"a register more": {[]string{"UPDATE acts SET register = 'other' WHERE register = 'announcements'"}, "which is none"},
		"an announcement": {[]string{"UPDATE acts SET body = REPLACE(body, 'Fusion', 'Fission') WHERE register = 'announcements'"}, "register announcements, event 1: the bytes"},
	} {
		t.Run(name, func(t *testing.T) {
			onEach(t, func(b *bench) {
				ctx := b.t.Context()
				b.must(b.SignRoot(ctx)) // one root before there is any act
				busy(b)
				agent := tickets.Actor{Role: tickets.Agent, Account: 1}
				_, err := b.PlanRelease(ctx, agent, tickets.ReleasePlan{Day: date(b.t, "2026-09-17")})
				b.must(err)
				_, err = b.PlanRelease(ctx, agent, tickets.ReleasePlan{Day: date(b.t, "2026-12-17")})
				b.must(err)
				_, err = b.Announce(ctx, agent, tickets.AnnouncementText{Title: "Fusion de deux métiers", Text: "Ils n'en feront qu'un.", Number: "492"})
				b.must(err)
				b.on("2026-06-02") // signed
				b.file(filing(never))
				b.on("2026-06-03") // and once more, with no act between
				b.faultless()
				b.tamper(c.statements...)
				b.blames(c.blames)
			})
		})
	}
}

// Somebody who can write the database, and has not the key, changes an act and
// every hash after it: the signed root still tells.
func TestARewrittenRegisterIsFound(t *testing.T) {
	onEach(t, func(b *bench) {
		ctx := b.t.Context()
		agent := b.agent()
		_, err := b.PlanRelease(ctx, agent, tickets.ReleasePlan{Day: date(b.t, "2026-09-17")})
		b.must(err)
		b.on("2026-06-02")
		b.faultless()
		var body, prev string
		b.must(b.db.Write.QueryRow(`SELECT body, prev FROM acts`).Scan(&body, &prev))
		body = replaceOnce(body, "2026-09-17", "2026-09-18")
		_, err = b.db.Write.Exec(`UPDATE acts SET body = $1, hash = $2`, body, tickets.Hash(prev, body))
		b.must(err)
		b.blames("register calendar, event 1: the event differs from the one that the root of 2026-06-02 signed")
	})
}

// Many agents at once: each entry has a number of its own, and the chain holds.
func TestPlanningAtOnce(t *testing.T) {
	onEach(t, func(b *bench) {
		agent := b.agent()
		numbers := make([]int, 8)
		var all sync.WaitGroup
		for i := range numbers {
			all.Go(func() {
				n, err := b.PlanRelease(context.Background(), agent, tickets.ReleasePlan{Day: b.Today().AddDays(10 + i)})
				if err != nil {
					b.t.Error(err)
				}
				numbers[i] = n
			})
		}
		all.Wait()
		slices.Sort(numbers)
		if !slices.Equal(numbers, []int{1, 2, 3, 4, 5, 6, 7, 8}) {
			b.t.Errorf("numbered %v", numbers)
		}
		b.faultless()
	})
}
