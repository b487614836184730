package views

import (
	"net/url"
	"strconv"
	"strings"

	"vigie/tickets"
)

// TicketState is one choice of the public list's state filter: what stands in
// the address, and what it asks of the store.
type TicketState struct {
	Slug  string
	Label string
	View  tickets.View
	State tickets.State
}

// TicketStates are the choices, in the order in which they are offered.
func TicketStates() []TicketState {
	return []TicketState{
		{"retard", "En retard", tickets.ViewOverdue, ""},
		{"recue", "Reçue", "", tickets.New},
		{"en-cours", "En cours d’examen", "", tickets.Opened},
		{"attente", "En attente de l’auteur", "", tickets.Waiting},
		{"repondue", "Réponse envoyée", "", tickets.Answered},
		{"retenue", "Retenue, en attente d’intégration", tickets.ViewAwaiting, ""},
		{"close", "Close", "", tickets.Ended},
	}
}

// FindTicketState gives the choice of a slug; false when there is none.
func FindTicketState(slug string) (TicketState, bool) {
	for _, s := range TicketStates() {
		if s.Slug == slug {
			return s, true
		}
	}
	return TicketState{}, false
}

// TicketQuery is what the public list is narrowed by, as in its address.
type TicketQuery struct {
	Code, State, Words string // State is a slug
	Page               int
}

func (q TicketQuery) values() url.Values {
	v := url.Values{"code": {q.Code}, "etat": {q.State}, "q": {q.Words}}
	if q.Page > 1 {
		v.Set("page", strconv.Itoa(q.Page))
	}
	return v
}

// path is a list or twin of it, narrowed by the query.
func (q TicketQuery) path(base string) string { return WithQuery(base, q.values()) }

func (q TicketQuery) empty() bool { return q.Code == "" && q.State == "" && q.Words == "" }

// TicketListModel is the public list of requests.
type TicketListModel struct {
	Query   TicketQuery
	Listing tickets.Listing
	Overdue int // public requests that are late now, whatever the filters
	Rows    []TicketRow
}

// TicketRow is one line of it.
type TicketRow struct {
	Reference string
	Codes     []string
	Title     string
	State     string
	Tone      Tone
	Received  tickets.Date
	Dues      []DueLine
}

// TicketRows makes the lines of a public list.
func TicketRows(list []tickets.Summary, names Names, today tickets.Date) []TicketRow {
	rows := make([]TicketRow, len(list))
	for i := range list {
		s := &list[i]
		r := TicketRow{
			Reference: s.Reference, Codes: ChangeCodes(summaryChanges(s), names), Title: SummaryTitle(s, names),
			Received: tickets.DateOf(s.ReceivedAt), Dues: SummaryDues(s, today),
		}
		r.State, r.Tone = SummaryState(s, today)
		rows[i] = r
	}
	return rows
}

func (m TicketListModel) caption() string {
	return Count(m.Listing.Total, "demande", "demandes") + ", de la plus récente à la plus ancienne"
}

func (m TicketListModel) stateOptions() []Option {
	options := []Option{{Value: "", Label: "Tous"}}
	for _, s := range TicketStates() {
		options = append(options, Option{Value: s.Slug, Label: s.Label})
	}
	return options
}

func (m TicketListModel) chips() []Chip {
	var chips []Chip
	add := func(label, value string, without TicketQuery) {
		if value != "" {
			without.Page = 0
			chips = append(chips, Chip{Label: label + nbsp + ": " + value, Href: without.path(TicketsPath())})
		}
	}
	code, state, words := m.Query, m.Query, m.Query
	code.Code, state.State, words.Words = "", "", ""
	add("Code ROME", strings.ToUpper(m.Query.Code), code)
	if s, ok := FindTicketState(m.Query.State); ok {
		add("État", Lower(s.Label), state)
	}
	add("Mots", m.Query.Words, words)
	return chips
}

func (m TicketListModel) pagination() PaginationModel {
	return PaginationModel{Page: m.Listing.Page, Pages: m.Listing.Pages(), Href: func(n int) string {
		q := m.Query
		q.Page = n
		return q.path(TicketsPath())
	}}
}

// twin is the whole list, unpaged, in another format.
func (m TicketListModel) twin(path string) string {
	q := m.Query
	q.Page = 0
	return q.path(path)
}

func (m TicketListModel) emptyState() EmptyModel {
	if m.Query.empty() {
		return EmptyModel{
			Title: "Aucune demande publique pour le moment", Action: "Proposer une évolution", Href: NewTicketPath(),
			Text: "Une demande devient publique quand son auteur confirme son adresse électronique.",
		}
	}
	return EmptyModel{
		Title: "Aucune demande ne correspond à ces filtres", Action: "Voir toutes les demandes", Href: TicketsPath(),
		Text: "Retirez un filtre ci-dessus, ou cherchez avec d’autres mots.",
	}
}

// lateTitle is how many requests are late.
func (m TicketListModel) lateTitle() string {
	return Count(m.Overdue, "demande en retard", "demandes en retard")
}

// owesReply reports whether the first date is that of the reply, which the
// column is named for.
func (r TicketRow) owesReply() bool { return len(r.Dues) > 0 && r.Dues[0].Label == "" }
