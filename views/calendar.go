package views

import (
	"slices"
	"time"

	"vigie/tickets"
)

// PlannedTitle is the title of the page of an entry of the calendar.
const PlannedTitle = "Version prévue"

// The forms of the calendar, as Typed.Form names them.
const (
	FormPlan   = "plan"
	FormUnplan = "unplan"
)

// CalendarModel is the calendar of releases to come.
type CalendarModel struct {
	Forecast   tickets.Forecast
	Entries    []tickets.PlannedRelease // all there ever were, by day
	Published  []tickets.StoredRelease
	CutoffDays int
	Staff      map[int64]string
	Typed      Typed
}

// open are the entries that still count.
func (m CalendarModel) open() []tickets.PlannedRelease {
	return slices.DeleteFunc(slices.Clone(m.Entries), func(p tickets.PlannedRelease) bool { return !p.Open(m.Published) })
}

// over are those that were removed or fulfilled, the latest first.
func (m CalendarModel) over() []tickets.PlannedRelease {
	list := slices.DeleteFunc(slices.Clone(m.Entries), func(p tickets.PlannedRelease) bool { return p.Open(m.Published) })
	slices.Reverse(list)
	return list
}

func (m CalendarModel) next() string { return nextWords(m.Forecast) }

// basis says what stands where nothing is planned.
func (m CalendarModel) basis() string {
	text := "Là où le calendrier ne dit rien, une version est attendue tous les " + Months(tickets.ReleaseMonths) +
		", comme le service le promet, et close " + Count(m.CutoffDays, "jour", "jours") + " avant."
	if c := tickets.ObservedCadence(m.Published); c.Intervals > 0 {
		text += " Les versions importées se sont suivies de " + Count(c.Days, "jour", "jours") + " (médiane de " +
			Count(c.Intervals, "intervalle", "intervalles") + ", le plus long de " + Count(c.Longest, "jour", "jours") + ")."
	}
	return Typo(text)
}

func (m CalendarModel) field(f Field) Field { return m.Typed.field(FormPlan, f) }

// plannedName is « Version 461 », or « Version sans numéro encore ».
func plannedName(p *tickets.PlannedRelease) string {
	if p.Number == "" {
		return "Sans numéro encore"
	}
	return "Version" + nbsp + p.Number
}

// whoWhen says who touched an entry last, and when.
func (m CalendarModel) whoWhen(p *tickets.PlannedRelease) string {
	last := p.Last()
	return whoOf(last.By, m.Staff) + ", le " + ShortDate(tickets.DateOf(last.At))
}

// overWord says how an entry ended.
func overWord(p *tickets.PlannedRelease) string {
	if p.Removed {
		return "retirée du calendrier"
	}
	return "parue"
}

// PlannedModel is an entry of the calendar on its page.
type PlannedModel struct {
	Entry *tickets.PlannedRelease
	Open  bool
	Staff map[int64]string
	Typed Typed
}

func (m PlannedModel) title() string { return Typo("Version prévue : " + Lower(plannedName(m.Entry))) }

func (m PlannedModel) field(f Field) Field { return m.Typed.field(FormPlan, f) }

// history tells the acts on an entry, the first one first.
func (m PlannedModel) history() []HistoryLine {
	var lines []HistoryLine
	for _, a := range m.Entry.Acts {
		lines = append(lines, actLine(a, m.Staff))
	}
	return lines
}

func planWords(p tickets.ReleasePlan) string {
	name := ""
	if p.Number != "" {
		name = "version" + nbsp + p.Number + ", "
	}
	return name + "publication le " + PlainDate(p.Day) + ", clôture éditoriale le " + PlainDate(p.Cutoff)
}

// actLine words an act of a register.
func actLine(a tickets.Act, staff map[int64]string) HistoryLine {
	return HistoryLine{At: a.At, Who: whoOf(a.By, staff), What: ActText(a)}
}

// ActText says what an act did: « a retiré cette version du calendrier ». What a
// person wrote in it stays as it was written.
func ActText(a tickets.Act) string {
	const colon = nbsp + ": "
	switch f := a.Fact.(type) {
	case tickets.Planned:
		return "a inscrit au calendrier" + colon + planWords(f.ReleasePlan)
	case tickets.Replanned:
		return "a changé l’entrée" + colon + planWords(f.ReleasePlan)
	case tickets.Unplanned:
		return "a retiré cette version du calendrier"
	case tickets.Announced:
		return "a annoncé le changement, " + targetWords(f.AnnouncementText)
	case tickets.Corrected:
		return "a corrigé l’annonce, " + targetWords(f.AnnouncementText)
	case tickets.Revoked:
		return "a retiré l’annonce" + colon + Quote(f.Reason)
	case tickets.Judged:
		return "a comparé l’annonce à la version" + nbsp + f.Release.Number + colon + OutcomeText(f.Outcome)
	case tickets.Stated:
		text := "a constaté" + colon + OutcomeText(f.Outcome)
		if f.Release != "" {
			text += " (version" + nbsp + f.Release + ")"
		}
		return text + ". " + f.Words
	}
	return ""
}

// instantDay is the civil day of an instant, in full.
func instantDay(t time.Time) string { return LongDate(tickets.DateOf(t)) }
