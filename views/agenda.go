package views

import (
	"vigie/rome"
	"vigie/tickets"
)

// AgendaModel is what the releases to come must carry.
type AgendaModel struct {
	Agenda  tickets.Agenda
	Release *rome.Release
}

type agendaLine struct {
	Reference string
	Words     ChangeWords
	Due       tickets.Date
	Accepted  tickets.Date
	Outlook   OutlookWords
}

func (m AgendaModel) lines(list []tickets.OwedChange) []agendaLine {
	names := NamesOf(m.Release)
	var lines []agendaLine
	for _, o := range list {
		lines = append(lines, agendaLine{
			o.Reference, ChangeText(o.Change, names), o.Due, o.DecidedOn,
			OutlookText(o.Outlook, o.Due, m.Agenda.Forecast.Today, false),
		})
	}
	return lines
}

func (m AgendaModel) mustCarry() []agendaLine { return m.lines(m.Agenda.MustCarry()) }

func (m AgendaModel) lost() []agendaLine { return m.lines(m.Agenda.Lost()) }

func (m AgendaModel) next() string { return nextWords(m.Agenda.Forecast) }

func (m AgendaModel) carryCaption(n int) string {
	return "Ce qu’elle doit porter" + nbsp + ": " + Count(n, "évolution retenue, dont elle est la dernière version possible", "évolutions retenues, dont elle est la dernière version possible")
}
