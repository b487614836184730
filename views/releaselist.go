package views

import (
	"strconv"

	"vigie/rome"
	"vigie/tickets"
)

// shaDigits is how much of a digest names a release in an address.
const shaDigits = 12

// ReleaseRow is one stored release, beside the one before.
type ReleaseRow struct {
	Name        string // in its address: the number, or a digest's beginning where a later one has the number
	Number      string
	Title       string
	PublishedOn tickets.Date
	ValidatedOn tickets.Date
	ObservedOn  tickets.Date
	SHA256      string
	Current     bool
	Republished bool
	Counts      rome.Counts
	Interval    string // « 84 jours après la version 459 »; "" for the first
	Note        string // « dans les trois mois promis »; may be ""
	Tone        Tone
	Previous    *ReleaseRow // the one before; nil for the first
	Changes     int         // how much differs from it; -1 where it was not counted
}

// ReleaseRows makes the lines of the list, in the order of the store: the
// current release first.
func ReleaseRows(list []tickets.StoredRelease, sizes map[tickets.Between]rome.Summary) []ReleaseRow {
	rows := make([]ReleaseRow, len(list))
	named := make(map[string]bool)
	for i, r := range list {
		rows[i] = ReleaseRow{
			Name: r.Number, Number: r.Number, Title: r.Title, PublishedOn: r.PublishedOn, ValidatedOn: r.ValidatedOn,
			ObservedOn: tickets.DateOf(r.ObservedAt), SHA256: r.SHA256, Current: r.Current,
			Republished: r.Republished, Counts: r.Counts,
		}
		if named[r.Number] {
			rows[i].Name = r.SHA256[:min(shaDigits, len(r.SHA256))]
		}
		named[r.Number] = true
	}
	for i := range len(rows) - 1 {
		rows[i].after(&rows[i+1])
		rows[i].Changes = -1
		if summary := sizes[tickets.Between{From: list[i+1].SHA256, To: list[i].SHA256}]; summary != nil {
			rows[i].Changes, _ = summary.Total()
		}
	}
	return rows
}

// after judges the time since the release before against what is promised. It
// says nothing where a number between the two is not stored: nobody can know
// here when that one came.
func (r *ReleaseRow) after(previous *ReleaseRow) {
	r.Previous = previous
	if r.Number == previous.Number {
		r.Interval = "Même numéro que la précédente, autre contenu"
		return
	}
	days := previous.PublishedOn.DaysUntil(r.PublishedOn)
	r.Interval = Count(days, "jour", "jours") + " après la version" + nbsp + previous.Number
	this, err := strconv.Atoi(r.Number)
	before, err2 := strconv.Atoi(previous.Number)
	switch {
	case err != nil || err2 != nil || this != before+1:
		r.Note = "entre les deux, des versions n’ont pas été importées ici"
		if this == before+2 {
			r.Note = "la version" + nbsp + strconv.Itoa(before+1) + " n’a pas été importée ici"
		}
	case r.PublishedOn.After(previous.PublishedOn.AddMonths(tickets.ReleaseMonths)):
		r.Note, r.Tone = "plus de "+Months(tickets.ReleaseMonths)+" après", ToneLate
	default:
		r.Note, r.Tone = "dans les "+Months(tickets.ReleaseMonths)+" promis", ToneKept
	}
}

// NextRelease is the last day by which the release after this one is promised.
func (r ReleaseRow) NextRelease() tickets.Date { return r.PublishedOn.AddMonths(tickets.ReleaseMonths) }

// CountLine is how much a release holds of one family, beside the one before.
type CountLine struct {
	Label          string
	This, Previous int
	Compared       bool   // there is one before
	Change         string // with its sign
}

// CountLines compares the sizes of a release with those of the one before.
func CountLines(r ReleaseRow) []CountLine {
	var before rome.Counts
	if r.Previous != nil {
		before = r.Previous.Counts
	}
	lines := []CountLine{
		{Label: "Métiers", This: r.Counts.Occupations, Previous: before.Occupations},
		{Label: "Appellations", This: r.Counts.Appellations, Previous: before.Appellations},
		{Label: "Compétences", This: r.Counts.Skills, Previous: before.Skills},
		{Label: "Savoirs", This: r.Counts.Knowledge, Previous: before.Knowledge},
		{Label: "Contextes de travail", This: r.Counts.Contexts, Previous: before.Contexts},
		{Label: "Rattachements à un métier", This: r.Counts.Links, Previous: before.Links},
		{Label: "Mobilités entre métiers", This: r.Counts.Mobilities, Previous: before.Mobilities},
	}
	for i := range lines {
		lines[i].Compared = r.Previous != nil
		lines[i].Change = signed(lines[i].This - lines[i].Previous)
	}
	return lines
}

// signed is a difference with its sign: « +2 », « −1 », « = ».
func signed(n int) string {
	switch {
	case n > 0:
		return "+" + Number(n)
	case n < 0:
		return Number(n)
	}
	return "="
}

// ReleaseModel is one stored release on its page.
type ReleaseModel struct {
	ReleaseRow
	Description string                    // as published, lines kept; "" when it says nothing
	Ledger      *LedgerModel              // nil for the first release
	Announced   *tickets.ReleaseAnnounced // nil for the first, and while it was not compared
	Oddities    []rome.Oddity
	OddCount    int
}

func (m ReleaseModel) title() string { return "Version" + nbsp + m.Number + " du ROME" }

func (m ReleaseModel) facts(today tickets.Date) []Fact {
	facts := []Fact{{Label: "Titre", Value: m.Title}, {Label: "Publiée le", Content: Day(m.PublishedOn)}}
	if !m.ValidatedOn.IsZero() {
		facts = append(facts, Fact{Label: "Validée le", Content: Day(m.ValidatedOn)})
	}
	facts = append(facts, Fact{Label: "Constatée par ce service le", Content: Day(m.ObservedOn)})
	if m.Interval != "" {
		facts = append(facts, Fact{Label: "Depuis la précédente", Content: interval(m.ReleaseRow)})
	}
	if m.Current {
		facts = append(facts, Fact{Label: "Version suivante, au plus tard", Content: dayDue(m.NextRelease(), today)})
	}
	return append(facts, Fact{Label: "Empreinte (SHA-256)", Content: textCode(m.SHA256)})
}

func releaseCaption(n int) string {
	return Count(n, "version conservée", "versions conservées") + ", de la plus récente à la plus ancienne"
}
