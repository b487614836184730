package tickets_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"vigie/rome"
	"vigie/tickets"
)

// The changeset is what was accepted and is in no release, in an order in which
// it can be made, free text included until it is erased.
func TestChangeset(t *testing.T) {
	onEach(t, func(b *bench) {
		ctx := b.t.Context()
		b.sampleRelease(1, "2026-05-04")
		agent := b.agent()
		label := "Mesurer une empreinte"
		free := rome.Change{Kind: rome.Other, Text: "Revoir les métiers de la donnée."}
		skill := rome.Change{Kind: rome.SkillCreate, Label: label}
		link := rome.Change{Kind: rome.LinkAdd, Code: "M1805", Item: rome.Ref{Label: label}}
		first := b.file(filing(rome.Change{Kind: rome.OccupationRemove, Code: "D1102"}, link, free))
		second := b.file(filing(skill, never))
		integrated := b.file(filing(firstOf(b.t, rome.AppellationCreate)))
		all := func(c *tickets.Case) (choices []tickets.Choice) {
			for _, p := range c.Proposals {
				choices = append(choices, tickets.Choice{Proposal: p.N, Outcome: tickets.Accept})
			}
			return choices
		}
		first = b.accepted(first, agent, all(first)...)
		second = b.accepted(second, agent, tickets.Choice{Proposal: 1, Outcome: tickets.Accept}, tickets.Choice{Proposal: 2, Outcome: tickets.Decline, Reason: tickets.NoUse})
		b.accepted(integrated, agent)
		b.on("2026-06-20")
		b.sampleRelease(2, "2026-06-15")

		listed := func() (list []string) {
			b.t.Helper()
			lines, err := b.Changeset(ctx, agent)
			b.must(err)
			for _, a := range lines {
				list = append(list, fmt.Sprint(a.Reference, "/", a.N, " ", a.Change.Kind, " ", a.State))
			}
			return list
		}
		want := []string{
			second.Reference + "/1 skill.create awaiting", first.Reference + "/3 other awaiting",
			first.Reference + "/2 link.add awaiting", first.Reference + "/1 occupation.remove awaiting",
		}
		if have := listed(); !slices.Equal(have, want) {
			b.t.Errorf("to be integrated: %q, want %q", have, want)
		}
		lines, err := b.Changeset(ctx, tickets.Machine)
		b.must(err)
		if a := lines[1]; a.Change.Text != free.Text || a.Erased || a.Due.String() != "2026-10-01" || a.AcceptedOn.String() != "2026-06-01" {
			b.t.Errorf("a line is %+v", a)
		}
		for _, by := range []tickets.Actor{visitor, {Role: tickets.Requester, Ticket: first.ID}} {
			if _, err := b.Changeset(ctx, by); !errors.Is(err, tickets.ErrForbidden) {
				b.t.Errorf("a %s read the changeset: %v", by.Role, err)
			}
		}
		b.must(b.Erase(ctx, tickets.Actor{Role: tickets.Admin, Account: agent.Account}, first.ID))
		if lines, err = b.Changeset(ctx, agent); err != nil || !lines[1].Erased || lines[1].Change.Text != "" {
			b.t.Errorf("erased, a line is %+v, %v", lines[1], err)
		}
		// What a release undoes is to be done again.
		b.on("2026-09-20")
		b.sampleRelease(1, "2026-09-15")
		if have := listed(); !slices.Contains(have, integrated.Reference+"/1 appellation.create regressed") {
			b.t.Errorf("after the regression: %q", have)
		}
		b.must(b.Withdraw(ctx, tickets.Actor{Role: tickets.Requester, Ticket: first.ID}, first.ID))
		if have := listed(); len(have) != 2 {
			b.t.Errorf("after the withdrawal: %q", have)
		}
	})
}

// What the release before had and this one has not, is retired.
func TestRetired(t *testing.T) {
	onEach(t, func(b *bench) {
		ctx := b.t.Context()
		if retired, err := b.Retired(ctx); err != nil || retired != nil {
			b.t.Errorf("without a release: %v", err)
		}
		b.sampleRelease(1, "2026-05-04")
		before, ok := b.Release().Appellation("19372")
		if !ok {
			b.t.Fatal("the sample has changed")
		}
		alone, err := b.Retired(ctx)
		b.must(err)
		b.sampleRelease(2, "2026-06-15")
		retired, err := b.Retired(ctx)
		b.must(err)
		for _, c := range []struct {
			kind       rome.EntityKind
			ogr, label string
			want       bool
		}{
			{rome.KindAppellation, "19372", "", true},
			{rome.KindAppellation, "", before.Label, true},
			{rome.KindSkill, "19372", before.Label, false},
			{rome.KindAppellation, "20168", "", false},
			{rome.KindAppellation, "", "Allumeur de réverbères", false},
		} {
			if have := retired(c.kind, c.ogr, c.label); have != c.want {
				b.t.Errorf("%s %q %q is retired: %v", c.kind, c.ogr, c.label, have)
			}
			if alone(c.kind, c.ogr, c.label) {
				b.t.Error("the first release retired something")
			}
		}
	})
}

func TestDeliverBy(t *testing.T) {
	day := func(s string) tickets.Date {
		d, _ := tickets.ParseDate(s)
		return d
	}
	expected := []tickets.Date{day("2026-09-15"), day("2026-12-15"), day("2027-03-15")}
	for _, c := range []struct{ due, want string }{
		{"2026-12-31", "2026-12-15"},
		{"2026-12-15", "2026-12-15"},
		{"2026-12-14", "2026-09-15"},
		{"2026-08-01", "2026-09-15"},
		{"2030-01-01", "2027-03-15"},
		{"", ""},
	} {
		if have := tickets.DeliverBy(day(c.due), expected); have != day(c.want) {
			t.Errorf("due on %s: by %s, want %s", c.due, have, c.want)
		}
	}
	if have := tickets.DeliverBy(day("2026-12-31"), nil); !have.IsZero() {
		t.Errorf("nothing is expected, and it is by %s", have)
	}
}

// The pairs are those that comparing everything with everything finds.
func TestClashingPairs(t *testing.T) {
	var list []tickets.Awaited
	for i := range 40 {
		ogr, label := fmt.Sprint(i%5), fmt.Sprint("Libellé ", i%3)
		list = append(list, tickets.Awaited{N: i, Change: []rome.Change{
			rename(ogr, label),
			{Kind: rome.AppellationMove, OGR: ogr, To: fmt.Sprint("M180", i%4)},
			{Kind: rome.OccupationRemove, Code: fmt.Sprint("M180", i%4)},
			{Kind: rome.AppellationCreate, Code: fmt.Sprint("M180", i%4), Label: label},
		}[i%4]})
	}
	var want []tickets.ClashingPair
	for a := range list {
		for b := a + 1; b < len(list); b++ {
			if kind, clash := rome.Clash(list[a].Change, list[b].Change); clash {
				want = append(want, tickets.ClashingPair{A: a, B: b, Kind: kind})
			}
		}
	}
	if have := tickets.ClashingPairs(list); !slices.Equal(have, want) || len(want) == 0 {
		t.Errorf("%d pairs, want %d", len(have), len(want))
	}
}
