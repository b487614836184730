package views

import (
	"strconv"
	"time"

	"vigie/tickets"
)

var monthCounts = [...]string{
	"", "un mois", "deux mois", "trois mois", "quatre mois", "cinq mois", "six mois",
	"sept mois", "huit mois", "neuf mois", "dix mois", "onze mois", "douze mois",
}

// Months is a period in words: « quatre mois ».
func Months(n int) string {
	if n > 0 && n < len(monthCounts) {
		return monthCounts[n]
	}
	return Number(n) + nbsp + "mois"
}

// StepsOf explains a deadline, a sentence a step, without final stops: « Reçue
// le samedi 31 janvier 2026 »… The last one says from when it is late, so a
// DeadlineModel of these steps leaves its LateFrom zero. policyFrom is the day
// from which the commitments it is counted by are in force; zero leaves their
// sentence out.
func StepsOf(d tickets.Deadline, policyFrom tickets.Date) []string {
	var out []string
	for _, s := range d.Steps {
		out = append(out, Typo(stepText(d, s)))
		if s.Kind == tickets.StepReceived && !policyFrom.IsZero() {
			out = append(out, Typo("Engagements de service applicables : ceux en vigueur depuis le ")+PlainDate(policyFrom))
		}
	}
	return out
}

func stepText(d tickets.Deadline, s tickets.Step) string {
	switch s.Kind {
	case tickets.StepReceived:
		return "Reçue le " + LongDate(s.Day)
	case tickets.StepMonths:
		return Sentence(Months(s.N)) + " plus tard : le " + LongDate(s.Day)
	case tickets.StepMonthEnd:
		return Sentence(Months(s.N)) + " plus tard : le " + dayMonth(s.Day) + ", dernier jour du mois puisqu’il n’y a pas de " +
			strconv.Itoa(d.ReceivedOn.Day) + nbsp + months[s.Day.Month]
	case tickets.StepNotWorking:
		return "Ce jour est " + notWorking(s.Day) + " : le délai court quand même jusqu’à 24" + nbsp + "h"
	case tickets.StepNextWorking:
		return "Ce jour n’est pas travaillé : le délai est reporté au " + LongDate(s.Day) + ", premier jour ouvré qui suit"
	case tickets.StepTarget:
		return "Objectif : " + LongDate(s.Day) + ", dernier jour ouvré"
	case tickets.StepLate:
		return "En retard à partir du " + LongDate(s.Day) + " à 0" + nbsp + "h"
	}
	return string(s.Kind)
}

func dayMonth(d tickets.Date) string { return dayNumber(d) + nbsp + months[d.Month] }

func notWorking(d tickets.Date) string {
	switch d.Weekday() {
	case time.Saturday, time.Sunday:
		return "un " + weekdays[d.Weekday()]
	}
	return "férié (" + weekdays[d.Weekday()] + nbsp + dayMonth(d) + ")"
}
