package views

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"vigie/rome"
	"vigie/tickets"
)

func fact(events []tickets.Event, at string, by tickets.Role, f tickets.Fact) []tickets.Event {
	return append(events, tickets.Event{N: len(events) + 1, At: noon(at), By: tickets.Actor{Role: by}, Fact: f})
}

func folded(t *testing.T, events []tickets.Event) *tickets.Ticket {
	t.Helper()
	ticket, err := tickets.Fold(events)
	if err != nil {
		t.Fatal(err)
	}
	return ticket
}

func filed(changes int, edit func(*tickets.Filed)) []tickets.Event {
	f := tickets.Filed{
		Reference: "ROME-2026-00042", Type: tickets.Request, ReceivedAt: noon("2026-10-26").UnixMicro(),
		Policy: tickets.DefaultPolicy(day("2026-01-01")), Reachable: true,
	}
	for range changes {
		f.Changes = append(f.Changes, rome.Change{Kind: rome.AppellationCreate, Code: "M1805", Label: "X"})
	}
	if edit != nil {
		edit(&f)
	}
	return fact(nil, "2026-10-26", tickets.Visitor, f)
}

func checkedOn(n int, verdict rome.Verdict, number, published string) tickets.Checked {
	return tickets.Checked{
		Release:  tickets.CheckedRelease{SHA256: number, Number: number, PublishedOn: day(published), ObservedOn: day(published).AddDays(3)},
		Findings: []tickets.Finding{{Proposal: n, Verdict: verdict}},
	}
}

func TestCourseOf(t *testing.T) {
	accepted := func() []tickets.Event {
		e := filed(1, nil)
		e = fact(e, "2026-11-20", tickets.Agent, tickets.Accepted{Proposal: 1, Letter: 1})
		e = fact(e, "2026-11-20", tickets.Agent, tickets.Lettered{Letter: 1, Purpose: tickets.Decision})
		return fact(e, "2026-11-20", tickets.System, tickets.Delivered{Letter: 1})
	}
	integrated := func(published string) []tickets.Event {
		return fact(accepted(), published, tickets.System, checkedOn(1, rome.Holds, "461", published))
	}
	received := CoursePoint{Label: "Demande reçue", Day: day("2026-10-26"), Kind: PointDone}
	answered := CoursePoint{Label: "Réponse envoyée", Day: day("2026-11-20"), Kind: PointDone}
	in461 := "Intégrée dans la version\u00a0461"
	for _, c := range []struct {
		name   string
		events []tickets.Event
		today  string
		want   []CoursePoint
	}{
		{"just filed", filed(2, nil), "2026-10-26", []CoursePoint{
			received,
			{Label: "Réponse au plus tard", Day: day("2026-11-26"), Kind: PointDue},
			{Label: "Version attendue", Day: day("2026-12-18"), Kind: PointExpected},
			{Label: "Intégration au plus tard", Day: day("2027-02-26"), Kind: PointExpected, Note: "si l’évolution est retenue"},
		}},
		{"reply late", filed(0, nil), "2026-11-27", []CoursePoint{
			received, {Label: "Réponse au plus tard", Day: day("2026-11-26"), Kind: PointLate},
		}},
		{"accepted", accepted(), "2026-12-01", []CoursePoint{
			received, answered,
			{Label: "Version attendue", Day: day("2026-12-18"), Kind: PointExpected},
			{Label: "Intégration au plus tard", Day: day("2027-02-26"), Kind: PointDue},
		}},
		{"integration late", accepted(), "2027-03-01", []CoursePoint{
			received, answered, {Label: "Intégration au plus tard", Day: day("2027-02-26"), Kind: PointLate},
		}},
		{"integrated", integrated("2026-12-18"), "2026-12-20", []CoursePoint{
			received, answered, {Label: in461, Day: day("2026-12-18"), Kind: PointDone},
		}},
		{"integrated too late", integrated("2027-03-18"), "2027-03-20", []CoursePoint{
			received, answered, {Label: in461, Day: day("2027-03-18"), Kind: PointMissed},
		}},
		{"undone", fact(integrated("2026-12-18"), "2027-03-18", tickets.System, checkedOn(1, rome.Unmet, "462", "2027-03-18")), "2027-03-20", []CoursePoint{
			received, answered,
			{Label: in461, Day: day("2026-12-18"), Kind: PointDone},
			{Label: "Évolution défaite par la version\u00a0462", Day: day("2027-03-18"), Kind: PointLate, Note: "à rétablir"},
		}},
		{"overridden", fact(accepted(), "2026-12-19", tickets.Manager, tickets.Overridden{Proposal: 1, On: day("2026-12-18")}), "2026-12-20", []CoursePoint{
			received, answered, {Label: "Intégration constatée", Day: day("2026-12-18"), Kind: PointDone},
		}},
		{"withdrawn", fact(filed(1, nil), "2026-11-01", tickets.Requester, tickets.Withdrawn{}), "2026-12-01", []CoursePoint{received}},
		{"history", filed(1, func(f *tickets.Filed) { f.History = true }), "2026-12-01", []CoursePoint{received}},
		{"clock from acceptance", filed(1, func(f *tickets.Filed) { f.Policy.IntegrationFrom = tickets.FromAcceptance }), "2026-10-27", []CoursePoint{
			received, {Label: "Réponse au plus tard", Day: day("2026-11-26"), Kind: PointDue},
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := CourseOf(folded(t, c.events), []tickets.Date{day("2026-09-18"), day("2026-12-18"), day("2027-03-18")}, day(c.today))
			if diff := cmp.Diff(c.want, m.Points); diff != "" {
				t.Error(diff)
			}
			sentence(t, m.Sentence)
			for _, p := range m.Points {
				if !strings.Contains(m.Sentence, LongDate(p.Day)) || !strings.Contains(strings.ToLower(m.Sentence), strings.ToLower(p.Label)) {
					t.Errorf("%q does not tell of %v", m.Sentence, p)
				}
			}
		})
	}
}

func TestCourseSentence(t *testing.T) {
	m := CourseOf(folded(t, filed(1, nil)), []tickets.Date{day("2026-12-18")}, day("2026-11-30"))
	const want = "Demande reçue le lundi 26 octobre 2026 ; réponse au plus tard le jeudi 26 novembre 2026 (en retard de 4 jours) ; " +
		"version attendue vers le vendredi 18 décembre 2026 (dans 18 jours) ; intégration au plus tard le vendredi 26 février 2027 (si l’évolution est retenue)."
	if got := strings.ReplaceAll(m.Sentence, nbsp, " "); got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	if m.Points[0].Day != tickets.DateOf(noon("2026-10-26").Add(11*time.Hour)) {
		t.Error("the day of receipt is not that of Paris")
	}
}
