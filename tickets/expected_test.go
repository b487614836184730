package tickets_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"vigie/tickets"
)

func TestExpectedReleases(t *testing.T) {
	on := func(s string) tickets.Date {
		d, err := tickets.ParseDate(s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	got := tickets.ExpectedReleases(on("2025-11-30"), on("2026-08-30"))
	if diff := cmp.Diff([]tickets.Date{on("2026-02-28"), on("2026-05-30"), on("2026-08-30")}, got); diff != "" {
		t.Error(diff)
	}
	if got := tickets.ExpectedReleases(tickets.Date{}, on("2026-08-30")); got != nil {
		t.Errorf("%v is expected after no release", got)
	}
}
