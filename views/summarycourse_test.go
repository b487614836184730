package views

import (
	"testing"
	"time"

	"vigie/tickets"
)

func TestSummaryCourse(t *testing.T) {
	today := day("2026-11-23")
	noon := func(s string) time.Time { return day(s).Start().Add(12 * time.Hour) }
	r := tickets.Summary{
		ReceivedAt: noon("2026-06-01"), ReplyRuns: true, ReplyDue: day("2026-07-01"), ReplyLate: day("2026-07-02").Start(),
		Proposals: []tickets.SummaryProposal{
			{Due: day("2026-10-01"), StoppedOn: day("2026-09-14")}, {Due: day("2026-12-01")}, {},
		},
	}
	kinds := func(m CourseModel) (list []PointKind) {
		for _, p := range m.Points {
			list = append(list, p.Kind)
		}
		return list
	}
	check := func(want ...PointKind) {
		t.Helper()
		got := kinds(SummaryCourse(&r, today))
		if len(got) != len(want) {
			t.Fatalf("points %v, want %v", got, want)
		}
		for i := range got {
			if got[i] != want[i] {
				t.Errorf("points %v, want %v", got, want)
			}
		}
	}
	check(PointDone, PointLate, PointDue)
	r.RepliedAt = noon("2026-07-02")
	check(PointDone, PointMissed, PointDue)
	r.RepliedAt, r.Proposals = noon("2026-06-20"), r.Proposals[:1]
	check(PointDone, PointDone, PointDone)
	r.ReplyRuns, r.Proposals = false, nil
	check(PointDone)
}
