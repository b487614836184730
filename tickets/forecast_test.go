package tickets_test

import (
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"vigie/tickets"
)

func date(t testing.TB, s string) tickets.Date {
	t.Helper()
	d, err := tickets.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func published(t testing.TB, numbered ...string) []tickets.StoredRelease {
	t.Helper()
	var list []tickets.StoredRelease
	for i := 0; i < len(numbered); i += 2 {
		list = append(list, tickets.StoredRelease{Number: numbered[i], PublishedOn: date(t, numbered[i+1])})
	}
	return list
}

func planned(t testing.TB, n int, number, day, cutoff string) tickets.PlannedRelease {
	t.Helper()
	return tickets.PlannedRelease{N: n, ReleasePlan: tickets.ReleasePlan{Number: number, Day: date(t, day), Cutoff: date(t, cutoff)}}
}

func TestForecast(t *testing.T) {
	type expected struct{ Day, Cutoff, Number, Overdue string }
	for name, c := range map[string]struct {
		today, until string
		published    []tickets.StoredRelease
		plan         []tickets.PlannedRelease
		want         []expected
	}{
		"nothing is known": {today: "2026-06-01", until: "2027-06-01"},
		"promised every three months, month ends kept apart": {
			"2025-12-01", "2026-08-30", published(t, "460", "2025-11-30", "459", "2025-09-01"), nil,
			[]expected{{"2026-02-28", "2026-01-29", "", ""}, {"2026-05-30", "2026-04-30", "", ""}, {"2026-08-30", "2026-07-31", "", ""}},
		},
		"the calendar comes first, and the promise runs on from its last day": {
			"2026-06-01", "2027-03-01", published(t, "460", "2026-05-04"),
			[]tickets.PlannedRelease{planned(t, 2, "462", "2026-12-15", "2026-11-20"), planned(t, 1, "461", "2026-09-10", "2026-08-01")},
			[]expected{{"2026-09-10", "2026-08-01", "461", ""}, {"2026-12-15", "2026-11-20", "462", ""}},
		},
		"what has come is planned no more": {
			"2026-09-12", "2027-01-01", published(t, "461", "2026-09-11"),
			[]tickets.PlannedRelease{planned(t, 1, "461", "2026-09-10", "2026-08-01"), planned(t, 2, "462", "2026-12-15", "2026-11-20")},
			[]expected{{"2026-12-15", "2026-11-20", "462", ""}},
		},
		"without a number, anything published since the cut-off is it": {
			"2026-09-12", "2026-12-20", published(t, "461", "2026-08-30"),
			[]tickets.PlannedRelease{planned(t, 1, "", "2026-09-10", "2026-08-01")},
			[]expected{{"2026-11-30", "2026-10-31", "", ""}},
		},
		"a planned release that is late may come any day": {
			"2026-09-20", "2026-12-20", published(t, "460", "2026-05-04"),
			[]tickets.PlannedRelease{planned(t, 1, "461", "2026-09-10", "2026-08-01")},
			[]expected{{"2026-09-20", "2026-08-01", "461", "2026-09-10"}, {"2026-12-20", "2026-11-20", "", ""}},
		},
		"so may a promised one, of several the last": {
			"2026-12-01", "2027-03-01", published(t, "460", "2026-05-04"), nil,
			[]expected{{"2026-12-01", "2026-10-05", "", "2026-11-04"}, {"2027-02-04", "2027-01-05", "", ""}},
		},
		"the promised day itself is not late": {
			"2026-08-04", "2026-08-04", published(t, "460", "2026-05-04"), nil,
			[]expected{{"2026-08-04", "2026-07-05", "", ""}},
		},
	} {
		t.Run(name, func(t *testing.T) {
			f := tickets.NewForecast(date(t, c.today), c.published, c.plan, 30)
			var got []expected
			for _, e := range f.Until(date(t, c.until)) {
				got = append(got, expected{e.Day.String(), e.Cutoff.String(), e.Number, e.Overdue.String()})
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
			next, ok := f.Next()
			if ok != (len(c.want) > 0) || ok && next.Day.String() != c.want[0].Day {
				t.Errorf("next is %v, %v", next, ok)
			}
		})
	}
}

func TestOutlook(t *testing.T) {
	f := tickets.NewForecast(date(t, "2026-06-10"), published(t, "460", "2026-05-04"), []tickets.PlannedRelease{
		planned(t, 1, "461", "2026-07-01", "2026-06-01"), planned(t, 2, "462", "2026-11-02", "2026-10-01"),
	}, 30)
	for _, c := range []struct {
		accepted, due string
		chance        tickets.Chance
		number        string
		slack         int
	}{
		{"2026-06-01", "2026-09-01", tickets.ChanceClosed, "461", -9},       // on the cut-off day it is in
		{"2026-06-02", "2026-09-01", tickets.ChanceImpossible, "", 0},       // a day later nothing can, three months before the breach
		{"2026-06-02", "2026-11-01", tickets.ChanceImpossible, "", 0},       // the next one is a day late
		{"2026-06-02", "2026-11-02", tickets.ChanceOpen, "462", 113},        // on its last day it is in time
		{"2026-05-01", "2026-11-30", tickets.ChanceOpen, "462", 113},        // the last, not the first
		{"2026-05-01", "2026-06-09", tickets.ChanceLate, "", 0},             // yesterday
		{"2026-05-01", "2026-06-10", tickets.ChanceImpossible, "", 0},       // today, and nothing comes today
		{"2026-05-01", "2027-02-02", tickets.ChanceOpen, "", 10 + 31*6 + 8}, // promised, after the calendar's last
	} {
		got := f.Outlook(date(t, c.accepted), date(t, c.due))
		if got.Chance != c.chance || got.Release.Number != c.number || c.slack != got.Slack && c.number != "" {
			t.Errorf("accepted on %s and due on %s: %+v, want %s %s %d", c.accepted, c.due, got, c.chance, c.number, c.slack)
		}
	}
	empty := tickets.NewForecast(date(t, "2026-06-10"), nil, nil, 30)
	if got := empty.Outlook(date(t, "2026-06-01"), date(t, "2026-09-01")); got.Chance != tickets.ChanceUnknown {
		t.Errorf("without any release: %+v", got)
	}
}

// slowExpected walks every day and asks of each whether a release is expected on
// it: the definition, said the long way round.
func slowExpected(today, until tickets.Date, releases []tickets.StoredRelease, plan []tickets.PlannedRelease, cutoff int) (list []tickets.ExpectedRelease) {
	var open []tickets.PlannedRelease
	for _, p := range plan {
		if p.Open(releases) {
			open = append(open, p)
		}
	}
	var from tickets.Date
	for _, r := range releases {
		if r.PublishedOn.After(from) {
			from = r.PublishedOn
		}
	}
	if len(open) > 0 {
		from = tickets.Date{}
		for _, p := range open {
			if day := p.Day; day.After(from) {
				from = day
			}
		}
		if from.Before(today) { // it is expected today
			from = today
		}
	}
	missed := tickets.Date{}
	for day := from; !from.IsZero() && day.Before(today); day = day.AddDays(1) {
		for k := 1; k < 24; k++ {
			if from.AddMonths(3*k) == day {
				missed = day
			}
		}
	}
	for day := today; !day.After(until); day = day.AddDays(1) {
		for _, p := range open {
			switch {
			case p.Day == day:
				list = append(list, tickets.ExpectedRelease{Day: day, Cutoff: p.Cutoff, Number: p.Number, Entry: p.N})
			case day == today && p.Day.Before(today):
				list = append(list, tickets.ExpectedRelease{Day: day, Cutoff: p.Cutoff, Number: p.Number, Entry: p.N, Overdue: p.Day})
			}
		}
		if day == today && !missed.IsZero() {
			list = append(list, tickets.ExpectedRelease{Day: day, Cutoff: missed.AddDays(-cutoff), Overdue: missed})
		}
		for k := 1; k < 24; k++ {
			if !from.IsZero() && from.AddMonths(3*k) == day {
				list = append(list, tickets.ExpectedRelease{Day: day, Cutoff: day.AddDays(-cutoff)})
			}
		}
	}
	return list
}

// randomWorld is a service with a past, a calendar and a day to look from.
func randomWorld(t *testing.T, r *rand.Rand) (today tickets.Date, releases []tickets.StoredRelease, plan []tickets.PlannedRelease, cutoff int) {
	start := date(t, "2026-01-01")
	today = start.AddDays(r.IntN(900))
	for i := range r.IntN(4) {
		releases = append(releases, tickets.StoredRelease{Number: itoa(int64(460 + i)), PublishedOn: today.AddDays(-r.IntN(500))})
	}
	for i := range r.IntN(4) {
		p := tickets.PlannedRelease{N: i + 1}
		p.Day = today.AddDays(r.IntN(500) - 60)
		p.Cutoff = p.Day.AddDays(-r.IntN(80))
		if r.IntN(2) == 0 {
			p.Number = itoa(int64(458 + r.IntN(8)))
		}
		plan = append(plan, p)
	}
	return today, releases, plan, r.IntN(70)
}

func TestForecastAgainstWalkingEveryDay(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 11))
	seen := make(map[tickets.Chance]int)
	for n := range 200 {
		today, releases, plan, cutoff := randomWorld(t, r)
		f := tickets.NewForecast(today, releases, plan, cutoff)
		until := today.AddDays(r.IntN(700))
		all := slowExpected(today, today.AddDays(1000), releases, plan, cutoff)
		var slow []tickets.ExpectedRelease
		for _, e := range all {
			if !e.Day.After(until) {
				slow = append(slow, e)
			}
		}
		fast := f.Until(until)
		if len(slow) != len(fast) {
			t.Fatalf("world %d: %v, walking gives %v", n, fast, slow)
		}
		for i := range slow { // of one day the order may differ
			found := false
			for _, e := range fast {
				found = found || e == slow[i]
			}
			if !found {
				t.Fatalf("world %d: walking finds %v, which is not among %v", n, slow[i], fast)
			}
		}
		for range 25 {
			accepted, due := today.AddDays(-r.IntN(150)), today.AddDays(r.IntN(260)-20)
			got := f.Outlook(accepted, due)
			seen[got.Chance]++
			want := slowOutlook(today, accepted, due, all)
			if got.Chance != want.Chance || got.Slack != want.Slack || got.Release.Day != want.Release.Day {
				t.Fatalf("world %d, accepted on %s, due on %s: %+v, walking gives %+v", n, accepted, due, got, want)
			}
		}
	}
	for _, c := range tickets.Chances() {
		if seen[c] == 0 {
			t.Errorf("no world was %s", c)
		}
	}
}

// slowOutlook walks back from the day a change is due to today, and stops on the
// first day on which a release comes out that was open when it was accepted.
func slowOutlook(today, accepted, due tickets.Date, expected []tickets.ExpectedRelease) tickets.Outlook {
	if due.Before(today) {
		return tickets.Outlook{Chance: tickets.ChanceLate}
	}
	if len(expected) == 0 {
		return tickets.Outlook{Chance: tickets.ChanceUnknown}
	}
	for day := due; !day.Before(today); day = day.AddDays(-1) {
		best := tickets.Outlook{}
		for _, e := range expected {
			if e.Day != day || e.Cutoff.Before(accepted) || !best.Release.Day.IsZero() && e.Cutoff.Before(best.Release.Cutoff) {
				continue
			}
			best = tickets.Outlook{Chance: tickets.ChanceOpen, Release: e, Slack: today.DaysUntil(e.Cutoff)}
			if e.Cutoff.Before(today) {
				best.Chance = tickets.ChanceClosed
			}
		}
		if !best.Release.Day.IsZero() {
			return best
		}
	}
	return tickets.Outlook{Chance: tickets.ChanceImpossible}
}

func TestObservedCadence(t *testing.T) {
	for name, c := range map[string]struct {
		list []tickets.StoredRelease
		want tickets.Cadence
	}{
		"none":    {nil, tickets.Cadence{}},
		"one":     {published(t, "460", "2025-09-18"), tickets.Cadence{}},
		"a gap":   {published(t, "460", "2025-09-18", "458", "2025-03-20"), tickets.Cadence{}},
		"three":   {published(t, "461", "2025-12-17", "460", "2025-09-18", "459", "2025-06-19"), tickets.Cadence{Days: 91, Longest: 91, Intervals: 2}},
		"again":   {published(t, "460", "2025-10-18", "460", "2025-09-18", "459", "2025-06-19"), tickets.Cadence{Days: 91, Longest: 91, Intervals: 1}},
		"unequal": {published(t, "462", "2026-06-17", "461", "2025-12-17", "460", "2025-09-18", "459", "2025-06-19"), tickets.Cadence{Days: 91, Longest: 182, Intervals: 3}},
	} {
		if got := tickets.ObservedCadence(c.list); got != c.want {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
	}
}
