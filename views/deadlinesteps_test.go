package views

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"vigie/tickets"
)

func noon(s string) time.Time { return day(s).Start().Add(12 * time.Hour) }

func TestStepsOf(t *testing.T) {
	for _, c := range []struct {
		name     string
		deadline tickets.Deadline
		policy   tickets.Date
		want     []string
	}{
		{"month end on a Saturday", tickets.DeadlineAfter(noon("2026-01-31"), 1, tickets.Strict, tickets.Metropole), tickets.Date{}, []string{
			"Reçue le samedi 31\u00a0janvier\u00a02026",
			"Un mois plus tard\u00a0: le 28\u00a0février, dernier jour du mois puisqu’il n’y a pas de 31\u00a0février",
			"Ce jour est un samedi\u00a0: le délai court quand même jusqu’à 24\u00a0h",
			"Objectif\u00a0: vendredi 27\u00a0février\u00a02026, dernier jour ouvré",
			"En retard à partir du dimanche 1er\u00a0mars\u00a02026 à 0\u00a0h",
		}},
		{"plain, with its policy", tickets.DeadlineAfter(noon("2026-11-23"), 4, tickets.Strict, tickets.Metropole), day("2026-01-01"), []string{
			"Reçue le lundi 23\u00a0novembre\u00a02026",
			"Engagements de service applicables\u00a0: ceux en vigueur depuis le 1er\u00a0janvier\u00a02026",
			"Quatre mois plus tard\u00a0: le mardi 23\u00a0mars\u00a02027",
			"En retard à partir du mercredi 24\u00a0mars\u00a02027 à 0\u00a0h",
		}},
		{"holiday", tickets.DeadlineAfter(noon("2026-04-01"), 1, tickets.Strict, tickets.Metropole), tickets.Date{}, []string{
			"Reçue le mercredi 1er\u00a0avril\u00a02026",
			"Un mois plus tard\u00a0: le vendredi 1er\u00a0mai\u00a02026",
			"Ce jour est férié (vendredi\u00a01er\u00a0mai)\u00a0: le délai court quand même jusqu’à 24\u00a0h",
			"Objectif\u00a0: jeudi 30\u00a0avril\u00a02026, dernier jour ouvré",
			"En retard à partir du samedi 2\u00a0mai\u00a02026 à 0\u00a0h",
		}},
		{"moved on", tickets.DeadlineAfter(noon("2026-04-01"), 1, tickets.NextWorkingDay, tickets.Metropole), tickets.Date{}, []string{
			"Reçue le mercredi 1er\u00a0avril\u00a02026",
			"Un mois plus tard\u00a0: le vendredi 1er\u00a0mai\u00a02026",
			"Ce jour n’est pas travaillé\u00a0: le délai est reporté au lundi 4\u00a0mai\u00a02026, premier jour ouvré qui suit",
			"Objectif\u00a0: jeudi 30\u00a0avril\u00a02026, dernier jour ouvré",
			"En retard à partir du mardi 5\u00a0mai\u00a02026 à 0\u00a0h",
		}},
	} {
		if diff := cmp.Diff(c.want, StepsOf(c.deadline, c.policy)); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

// Every kind of step has a sentence, and no deadline of some years is without.
func TestEveryStep(t *testing.T) {
	for _, kind := range []tickets.StepKind{
		tickets.StepReceived, tickets.StepMonths, tickets.StepMonthEnd, tickets.StepNotWorking,
		tickets.StepNextWorking, tickets.StepTarget, tickets.StepLate,
	} {
		d := tickets.Deadline{ReceivedOn: day("2026-01-31"), Steps: []tickets.Step{{Kind: kind, Day: day("2026-02-28"), N: 1}}}
		if got := StepsOf(d, tickets.Date{}); len(got) != 1 || got[0] == string(kind) {
			t.Errorf("%s is told as %q", kind, got)
		}
	}
	for d := day("2026-01-01"); d.Year < 2030; d = d.AddDays(1) {
		for _, rule := range []tickets.Rule{tickets.Strict, tickets.NextWorkingDay} {
			for _, s := range StepsOf(tickets.DeadlineAfter(d.Start(), 1, rule, tickets.AlsaceMoselle), tickets.Date{}) {
				typographic(t, s)
			}
		}
	}
}

func TestMonths(t *testing.T) {
	for n, want := range map[int]string{1: "un mois", 4: "quatre mois", 12: "douze mois", 18: "18\u00a0mois"} {
		if got := Months(n); got != want {
			t.Errorf("%d is %q, want %q", n, got, want)
		}
	}
}
