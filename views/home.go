package views

import "vigie/tickets"

// HomeModel is the front page.
type HomeModel struct {
	Policy      tickets.Policy
	Replies     []tickets.Month
	Integration []tickets.Month
	Overdue     int // requests late now, public or not
	Release     *ReleaseRow
	Latest      []TicketRow         // public, the newest first
	Ahead       []AnnouncementModel // announced changes that are still to come
	Today       tickets.Date
}

// thisMonth is the cohort of the month of a day; empty when nothing fell due.
func thisMonth(months []tickets.Month, day tickets.Date) tickets.Month {
	first := tickets.Date{Year: day.Year, Month: day.Month, Day: 1}
	for _, m := range months {
		if m.First == first {
			return m
		}
	}
	return tickets.Month{First: first}
}

func (m HomeModel) tiles() []StatTileModel {
	tiles := []StatTileModel{
		promiseTile("Réponses en "+Months(m.Policy.ReplyMonths), thisMonth(m.Replies, m.Today)),
		promiseTile("Intégrations en "+Months(m.Policy.IntegrationMonths), thisMonth(m.Integration, m.Today)),
		{
			Figure: Number(m.Overdue), Label: Plural(m.Overdue, "demande en retard", "demandes en retard"),
			Note: "aujourd’hui, publiques ou non", Href: CommitmentsPath(), Tone: ToneKept,
		},
	}
	if m.Overdue > 0 {
		tiles[2].Tone = ToneLate
	}
	if m.Release != nil {
		next := m.Release.NextRelease()
		tile := StatTileModel{
			Figure: m.Release.Number, Label: "version du ROME en vigueur", Href: ReleasesPath(), Tone: ToneKept,
			Note: "la suivante au plus tard le " + PlainDate(next),
		}
		if next.Before(m.Today) {
			tile.Tone, tile.Note = ToneLate, "la suivante était promise pour le "+PlainDate(next)
		}
		tiles = append(tiles, tile)
	}
	return tiles
}

func promiseTile(label string, month tickets.Month) StatTileModel {
	t := StatTileModel{Label: label, Href: CommitmentsPath()}
	judged := month.Kept + month.Late + month.Overdue
	name := MonthYear(month.First)
	if judged == 0 {
		t.Figure, t.Note = "–", name+nbsp+": "+notMeasured
		if month.Running > 0 {
			t.Note += ", " + Number(month.Running) + nbsp + "à venir"
		}
		return t
	}
	t.Figure, t.Tone = monthRate(month)
	t.Note = name + nbsp + ": " + Number(month.Kept) + " à temps sur" + nbsp + Number(judged)
	return t
}

// changed are the families of the latest release whose size moved.
func (m HomeModel) changed() []CountLine {
	var lines []CountLine
	for _, l := range CountLines(*m.Release) {
		if l.Compared && l.This != l.Previous {
			lines = append(lines, l)
		}
	}
	return lines
}
