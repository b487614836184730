package views

import (
	"slices"

	"vigie/tickets"
)

// CommitmentsModel is what the service promises, and how it keeps it. The
// figures count every request, public or not, and name nobody.
type CommitmentsModel struct {
	Policy      tickets.Policy   // in force today
	Policies    []tickets.Policy // all of them, the earliest first
	Replies     []tickets.Month
	Integration []tickets.Month
	Overdue     int                       // requests that are late now
	Releases    []ReleaseRow              // the current one first
	Announced   *tickets.ReleaseAnnounced // of the current release; nil while it was not compared
	Today       tickets.Date
}

// PolicyOn picks the policy in force on a day, of those in ascending order; the
// first before all of them.
func PolicyOn(policies []tickets.Policy, day tickets.Date) tickets.Policy {
	for _, p := range slices.Backward(policies) {
		if !p.EffectiveFrom.After(day) {
			return p
		}
	}
	if len(policies) > 0 {
		return policies[0]
	}
	return tickets.DefaultPolicy(day)
}

// MonthLine is one month of one promise, in words.
type MonthLine struct {
	Name                              string
	Due, Kept, Late, Overdue, Running string
	Rate                              string
	Tone                              Tone
}

// monthLines words the months in which something fell or falls due, the latest
// first.
func monthLines(months []tickets.Month) []MonthLine {
	var lines []MonthLine
	for _, m := range slices.Backward(months) {
		if m.Due == 0 {
			continue
		}
		l := MonthLine{
			Name: Sentence(MonthYear(m.First)), Due: Number(m.Due), Kept: Number(m.Kept), Late: Number(m.Late),
			Overdue: Number(m.Overdue), Running: Number(m.Running),
		}
		l.Rate, l.Tone = monthRate(m)
		lines = append(lines, l)
	}
	return lines
}

// monthRate is the share kept of what can be judged already.
func monthRate(m tickets.Month) (string, Tone) {
	judged := m.Kept + m.Late + m.Overdue
	switch {
	case judged == 0:
		return notMeasured, ""
	case m.Kept == judged:
		return Percent(m.Kept, judged), ToneKept
	}
	return Percent(m.Kept, judged), ToneLate
}

// notMeasured stands where a figure cannot be had yet.
const notMeasured = "pas encore de mesure"

// policyWords is one policy in a sentence.
func policyWords(p tickets.Policy) string {
	from := "à compter de la réception de la demande"
	if p.IntegrationFrom == tickets.FromAcceptance {
		from = "à compter du jour où son acceptation est notifiée"
	}
	rule := "Le dernier jour d’un délai reste le même s’il tombe un samedi, un dimanche ou un jour férié."
	if p.Rule == tickets.NextWorkingDay {
		rule = "Un délai qui finit un samedi, un dimanche ou un jour férié est reporté au premier jour ouvré qui suit."
	}
	return "réponse en " + Months(p.ReplyMonths) + " à compter de la réception" + nbsp + "; intégration d’une évolution retenue en " +
		Months(p.IntegrationMonths) + ", " + from + ". " + rule
}

// announcedWords say how the latest release kept the promise that major changes
// are announced.
func (m CommitmentsModel) announcedWords() string {
	if m.Announced == nil {
		return notMeasured
	}
	return majorsWords(*m.Announced)
}

// releaseWords says when the latest release came, and when the next is due.
func (m CommitmentsModel) releaseWords() string {
	r := m.Releases[0]
	words := "Version" + nbsp + r.Number + ", publiée le " + LongDate(r.PublishedOn)
	if r.Interval != "" {
		words += nbsp + ": " + Lower(r.Interval)
	}
	if r.Note != "" {
		words += " (" + r.Note + ")"
	}
	next := r.NextRelease()
	if next.Before(m.Today) {
		return words + ". La suivante était promise au plus tard le " + LongDate(next) + "."
	}
	return words + ". La suivante est promise au plus tard le " + LongDate(next) + "."
}
