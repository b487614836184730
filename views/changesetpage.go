package views

import (
	"net/url"
	"slices"
	"strconv"

	"vigie/rome"
	"vigie/tickets"
)

// ChangesetTitle heads the page of what is to be integrated.
const ChangesetTitle = "Évolutions à intégrer"

// ChangesetPath is what is to be integrated, for the staff; with a suffix, the
// file: ".csv", ".json", ".xlsx".
func ChangesetPath(suffix string) string { return AgentReleasesPath() + "/evolutions" + suffix }

// A ChangesetQuery narrows what is to be integrated.
type ChangesetQuery struct {
	Major   string       // letter of a major domain
	Deliver tickets.Date // day of the expected release that it should be in
}

// Keeps reports whether a line is wanted.
func (q ChangesetQuery) Keeps(a tickets.Awaited, expected []tickets.Date) bool {
	return (q.Major == "" || slices.Contains(a.Change.MajorDomains(), q.Major)) &&
		(q.Deliver.IsZero() || tickets.DeliverBy(a.Due, expected) == q.Deliver)
}

func (q ChangesetQuery) values() url.Values {
	return url.Values{"domaine": {q.Major}, "livraison": {isoDay(q.Deliver)}}
}

// path is the page or a file under these filters.
func (q ChangesetQuery) path(suffix string) string {
	return WithQuery(ChangesetPath(suffix), q.values())
}

// ChangesetModel is what is to be integrated, filtered, one page of it.
type ChangesetModel struct {
	Query   ChangesetQuery
	All     []tickets.Awaited // whatever the filters
	Kept    []tickets.Awaited
	Page    int // from 1
	Today   tickets.Date
	Clashes []tickets.ClashingPair // among Kept
	ChangesetContext
}

// changesetPage is how many lines a page has.
const changesetPage = 50

func (m ChangesetModel) pages() int { return max(1, (len(m.Kept)+changesetPage-1)/changesetPage) }

func (m ChangesetModel) page() int { return min(max(1, m.Page), m.pages()) }

func (m ChangesetModel) rows() []tickets.Awaited {
	from := (m.page() - 1) * changesetPage
	return m.Kept[from:min(from+changesetPage, len(m.Kept))]
}

func (m ChangesetModel) pagination() PaginationModel {
	return PaginationModel{Page: m.page(), Pages: m.pages(), Href: func(n int) string {
		values := m.Query.values()
		if n > 1 {
			values.Set("page", strconv.Itoa(n))
		}
		return WithQuery(ChangesetPath(""), values)
	}}
}

func (m ChangesetModel) filtered() bool { return m.Query != ChangesetQuery{} }

// count says how much is listed: « 3 évolutions à intégrer, sur 12 ».
func (m ChangesetModel) count() string {
	text := Count(len(m.Kept), "évolution à intégrer", "évolutions à intégrer")
	if len(m.Kept) != len(m.All) {
		text += ", sur" + nbsp + Number(len(m.All))
	}
	return text
}

// types counts what is listed by type of the change log, in its order.
func (m ChangesetModel) types() []string {
	counts := make(map[rome.LogType]int)
	for _, a := range m.Kept {
		counts[a.Change.LogType(m.Retired)]++
	}
	var list []string
	for _, t := range rome.LogTypes() {
		if n := counts[t]; n > 0 {
			word := LogTypeText(t)
			list = append(list, Number(n)+nbsp+Plural(n, word, word+"s"))
		}
	}
	return list
}

// majors are the major domains that something is to be integrated in.
func (m ChangesetModel) majors() []Option {
	list := []Option{{Value: "", Label: "Tous"}}
	var letters []string
	for _, a := range m.All {
		for _, letter := range a.Change.MajorDomains() {
			if !contains(letters, letter) {
				letters = append(letters, letter)
			}
		}
	}
	slices.Sort(letters)
	for _, letter := range letters {
		label := letter
		if m.Release != nil {
			if major, ok := m.Release.MajorDomain(letter); ok {
				label += " " + major.Label
			}
		}
		list = append(list, Option{Value: letter, Label: label})
	}
	return list
}

// deliveries are the expected releases that something should be in.
func (m ChangesetModel) deliveries() []Option {
	list := []Option{{Value: "", Label: "Toutes"}}
	for _, day := range m.Expected {
		n := 0
		for _, a := range m.All {
			if tickets.DeliverBy(a.Due, m.Expected) == day {
				n++
			}
		}
		if n > 0 {
			list = append(list, Option{Value: isoDay(day), Label: "Au plus tard le " + PlainDate(day) + " (" + Number(n) + ")"})
		}
	}
	return list
}

func (m ChangesetModel) chips() []Chip {
	var list []Chip
	if m.Query.Major != "" {
		q := m.Query
		q.Major = ""
		list = append(list, Chip{Typo("Grand domaine : " + m.Query.Major), q.path("")})
	}
	if !m.Query.Deliver.IsZero() {
		q := m.Query
		q.Deliver = tickets.Date{}
		list = append(list, Chip{Typo("Version attendue : " + PlainDate(m.Query.Deliver)), q.path("")})
	}
	return list
}

func (m ChangesetModel) empty() EmptyModel {
	if m.filtered() {
		return EmptyModel{Title: "Aucune évolution ne correspond à ces filtres", Text: "Retirez un filtre pour voir les autres.", Action: "Voir toutes les évolutions à intégrer", Href: ChangesetPath("")}
	}
	return EmptyModel{Title: "Rien n’attend d’être intégré", Text: "Ce qui est retenu figure déjà dans la version actuelle du ROME.", Action: "Voir la file d’attente", Href: AgentsPath()}
}

// conflict is what the release says of a line, where it stands in the way.
func (m ChangesetModel) conflict(a tickets.Awaited) string {
	if m.Release == nil {
		return ""
	}
	return ConflictText(a.Change, m.Release)
}

// clashLine names two lines that cannot be had together.
func (m ChangesetModel) clashLine(p tickets.ClashingPair) string {
	return nbsp + ": " + ClashText(p.Kind) + "."
}
