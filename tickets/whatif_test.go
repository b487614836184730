package tickets_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"

	"vigie/tickets"
)

func question(t testing.TB) tickets.WhatIf {
	t.Helper()
	return tickets.WhatIf{Cadence: 4, Cutoff: 30, Promise: 4, Start: date(t, "2025-09-18"), Days: tickets.WhatIfDays}
}

// The figure that the method was found by: 174 of 731 days, whatever the day of
// the month on which releases come, as long as each month has it.
func TestWhatIfCheckFigure(t *testing.T) {
	w := question(t)
	for day := date(t, "2023-01-01"); day.Year < 2027; day = day.AddDays(1) {
		w.Start = day
		a := w.Answer()
		if day.Day <= 28 && (a.Missed != 174 || a.Days != 731 || fmt.Sprintf("%.1f", a.Share()) != "23.8") {
			t.Fatalf("from %s: %d of %d, %.2f %%", day, a.Missed, a.Days, a.Share())
		}
		if a.Missed < 172 || a.Missed > 175 {
			t.Fatalf("from %s, which not every month has: %d", day, a.Missed)
		}
	}
}

// slowWhatIf tries every release for every day.
func slowWhatIf(w tickets.WhatIf) int {
	missed := 0
	for i := range w.Days {
		received := w.Start.AddDays(i)
		due := received.AddMonths(w.Promise)
		honoured := false
		for n := 0; n*w.Cadence < 12*14 && !honoured; n++ {
			on := w.Start.AddMonths(n * w.Cadence)
			open := !on.AddDays(-w.Cutoff).Before(received.AddDays(w.Delay))
			honoured = open && !on.After(due)
		}
		if !honoured {
			missed++
		}
	}
	return missed
}

func TestWhatIfAgainstTryingEverything(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 5))
	for range 300 {
		w := tickets.WhatIf{
			Cadence: 1 + r.IntN(8), Cutoff: r.IntN(90), Promise: 1 + r.IntN(8), Delay: r.IntN(2) * r.IntN(60),
			Start: date(t, "2024-01-01").AddDays(r.IntN(1200)), Days: 1 + r.IntN(900),
		}
		if got, want := w.Answer(), slowWhatIf(w); got.Missed != want || got.Days != w.Days {
			t.Fatalf("%+v: %+v, want %d", w, got, want)
		}
	}
}

func TestWhatIfTable(t *testing.T) {
	want := [][]string{
		{"0.0", "0.0", "0.0", "0.0", "0.0"},
		{"0.0", "0.0", "0.0", "0.0", "0.0"},
		{"0.0", "0.0", "0.3", "15.3", "31.7"},
		{"0.0", "11.5", "23.8", "36.1", "48.4"},
		{"20.0", "28.3", "36.5", "46.8", "57.0"},
		{"32.8", "41.2", "49.4", "57.6", "65.8"},
	}
	for i, row := range question(t).Table() {
		for j, a := range row {
			if got := fmt.Sprintf("%.1f", a.Share()); got != want[i][j] {
				t.Errorf("%d months and %d days: %s, want %s", tickets.WhatIfCadences()[i], tickets.WhatIfCutoffs()[j], got, want[i][j])
			}
		}
	}
}

func TestWhatIfIsBounded(t *testing.T) {
	if err := question(t).Check(); err != nil {
		t.Error(err)
	}
	w := tickets.WhatIf{Cadence: 0, Cutoff: -1, Promise: 25, Delay: 400, Days: 10_000}
	var invalid *tickets.Invalid
	if err := w.Check(); !errors.As(err, &invalid) || len(invalid.Faults) != 6 {
		t.Errorf("%v", err)
	}
}
