package views

import (
	"net/url"
	"strconv"

	"vigie/rome"
	"vigie/tickets"
)

// QueueModel is one view of the agents' queue, filtered.
type QueueModel struct {
	Filter  tickets.Filter
	Listing tickets.Listing
	Counts  map[tickets.View]int
	Bounced map[int64]bool // by id: whose last letter came back
	Release *rome.Release
	Today   tickets.Date
	Done    string

	Forecast tickets.Forecast
}

// QueueTableModel is a list of tickets, one line each.
type QueueTableModel struct {
	Caption string
	Rows    []tickets.Summary
	Bounced map[int64]bool // by id: whose last letter came back
	Release *rome.Release
	Today   tickets.Date

	Forecast tickets.Forecast
}

var viewWords = map[tickets.View]string{
	tickets.ViewOpen: "À traiter", tickets.ViewMine: "Les miennes", tickets.ViewUnassigned: "Sans agent",
	tickets.ViewOverdue: "En retard", tickets.ViewSoon: "Bientôt", tickets.ViewAwaiting: "À intégrer", tickets.ViewReview: "À revoir", tickets.ViewClosed: "Closes", tickets.ViewAll: "Toutes",
}

// ViewWord names a view of the queue: « En retard ».
func ViewWord(v tickets.View) string { return inFrench(viewWords, v) }

// href is the queue under a changed filter.
func (m QueueModel) href(change func(*tickets.Filter)) string {
	f := m.Filter
	f.Page = 0
	change(&f)
	return WithQuery(AgentsPath(), QueueQuery(f))
}

// QueueQuery is a filter as the query of an address.
func QueueQuery(f tickets.Filter) url.Values {
	query := url.Values{"code": {f.Code}, "etat": {string(f.State)}, "q": {f.Query}}
	if f.View != tickets.ViewOpen {
		query.Set("vue", string(f.View))
	}
	if !f.ReplyMonth.IsZero() {
		query.Set("reponses", monthQuery(f.ReplyMonth))
	}
	if !f.IntegrationMonth.IsZero() {
		query.Set("integrations", monthQuery(f.IntegrationMonth))
	}
	if f.Page > 1 {
		query.Set("page", strconv.Itoa(f.Page))
	}
	return query
}

// monthQuery is a month in an address: « 2026-11 ».
func monthQuery(first tickets.Date) string { return first.String()[:7] }

// MonthPath is the list of a month's cohort: the tickets whose reply, or one of
// whose integrations, was due in it.
func MonthPath(integration bool, first tickets.Date) string {
	f := tickets.Filter{View: tickets.ViewAll, ReplyMonth: first}
	if integration {
		f.ReplyMonth, f.IntegrationMonth = tickets.Date{}, first
	}
	return WithQuery(AgentsPath(), QueueQuery(f))
}

func (m QueueModel) tabs() []Tab {
	var list []Tab
	for _, v := range tickets.Views() {
		list = append(list, Tab{
			Label: ViewWord(v), Href: AgentQueuePath(v), Count: m.Counts[v], Counted: true, Current: v == m.Filter.View,
		})
	}
	return list
}

func (m QueueModel) chips() []Chip {
	var list []Chip
	add := func(label string, clear func(*tickets.Filter)) {
		list = append(list, Chip{Typo(label), m.href(clear)})
	}
	if m.Filter.Query != "" {
		add("Recherche : "+m.Filter.Query, func(f *tickets.Filter) { f.Query = "" })
	}
	if m.Filter.Code != "" {
		add("Code : "+m.Filter.Code, func(f *tickets.Filter) { f.Code = "" })
	}
	if m.Filter.State != "" {
		word, _ := StateWord(m.Filter.State)
		add("État : "+Lower(word), func(f *tickets.Filter) { f.State = "" })
	}
	if first := m.Filter.ReplyMonth; !first.IsZero() {
		add("Réponse due en "+MonthYear(first), func(f *tickets.Filter) { f.ReplyMonth = tickets.Date{} })
	}
	if first := m.Filter.IntegrationMonth; !first.IsZero() {
		add("Intégration due en "+MonthYear(first), func(f *tickets.Filter) { f.IntegrationMonth = tickets.Date{} })
	}
	return list
}

// without is the view with no filter on it.
func (m QueueModel) without() string { return AgentQueuePath(m.Filter.View) }

func (m QueueModel) filtered() bool {
	return len(m.chips()) > 0
}

func (m QueueModel) page(n int) string {
	return m.href(func(f *tickets.Filter) { f.Page = n })
}

func (m QueueModel) twin(path string) string {
	f := m.Filter
	f.Page = 0
	return WithQuery(path, QueueQuery(f))
}

func (m QueueModel) empty() EmptyModel {
	switch {
	case m.filtered():
		return EmptyModel{
			Title: "Aucune demande ne correspond à ces filtres",
			Text:  "Retirez un filtre, ou cherchez dans toutes les demandes.", Action: "Voir toutes les demandes", Href: AgentQueuePath(tickets.ViewAll),
		}
	case m.Filter.View == tickets.ViewOverdue:
		return EmptyModel{Title: "Aucune demande en retard", Text: "Chaque promesse échue a été tenue.", Action: "Voir ce qui vient ensuite", Href: AgentsPath()}
	case m.Filter.View == tickets.ViewSoon:
		return EmptyModel{Title: "Aucune échéance sous dix jours ouvrés", Text: "Ce qui est dû ensuite est dans la file.", Action: "Voir la file d’attente", Href: AgentsPath()}
	case m.Filter.View == tickets.ViewMine:
		return EmptyModel{Title: "Aucune demande ne vous est attribuée", Text: "Prenez-en une parmi celles qui n’ont pas d’agent.", Action: "Voir les demandes sans agent", Href: AgentQueuePath(tickets.ViewUnassigned)}
	case m.Filter.View == tickets.ViewUnassigned:
		return EmptyModel{Title: "Chaque demande a son agent", Text: "Rien n’attend qu’on s’en saisisse.", Action: "Voir les miennes", Href: AgentQueuePath(tickets.ViewMine)}
	case m.Filter.View == tickets.ViewAwaiting:
		return EmptyModel{Title: "Aucune évolution n’attend d’être intégrée", Text: "Ce qui est retenu figure déjà dans une version du ROME."}
	case m.Filter.View == tickets.ViewReview:
		return EmptyModel{Title: "Rien n’est à revoir", Text: "Aucune version n’a changé la cible d’une évolution en cours, défait une évolution intégrée, ni devancé une décision."}
	case m.Filter.View == tickets.ViewClosed:
		return EmptyModel{Title: "Aucune demande n’est close", Text: "Une demande se clôt quand elle a sa réponse et ses décisions."}
	}
	return EmptyModel{Title: "Aucune demande à traiter", Text: "Une demande reçue par téléphone ou de l’équipe s’enregistre ici.", Action: "Enregistrer une demande", Href: AgentNewTicketPath()}
}

// QueueChange is the first change of a line, its free text put back; ok is
// false for a question or a report.
func QueueChange(r *tickets.Summary) (c rome.Change, ok bool) {
	if len(r.Proposals) == 0 {
		return c, false
	}
	p := r.Proposals[0]
	c = p.Change
	if text := r.Author.Texts[p.N]; text != "" {
		c.Text = text
	}
	return c, true
}

// queueText is how many bytes of a text a line of the queue shows word by word;
// of a longer one it says what it is.
const queueText = 120

// queueMore is « et 2 autres », "" when there is one change.
func queueMore(r *tickets.Summary) string {
	switch n := len(r.Proposals) - 1; {
	case n == 1:
		return "et une autre"
	case n > 1:
		return "et " + Number(n) + nbsp + "autres"
	}
	return ""
}

// queueSubject is what a line without a change is about.
func queueSubject(r *tickets.Summary) string {
	if r.Type == tickets.Unsorted {
		return first(r.Author.Subject, TypeWord(r.Type))
	}
	if r.Author.Subject != "" {
		return TypeWord(r.Type) + nbsp + ": " + r.Author.Subject
	}
	return TypeWord(r.Type)
}

// queueAttention is what a release changed for a line: the badge of the queue, ""
// where there is nothing to look at again.
func queueAttention(r *tickets.Summary) (word string, tone Tone) {
	conflicts, fulfilled := 0, 0
	for _, p := range r.Proposals {
		open := p.State == tickets.Pending && r.State != tickets.Ended
		switch {
		case p.State == tickets.Regressed:
			return "Défaite par une version", ToneLate
		case p.Verdict == rome.Conflict && (open || p.State == tickets.Awaiting):
			conflicts++
		case p.Verdict == rome.Holds && open:
			fulfilled++
		}
	}
	switch {
	case conflicts > 0:
		return "Cible changée", ToneLate
	case fulfilled > 0:
		return "Déjà dans le ROME", ToneInfo
	}
	return "", ""
}

// queueAuthor is who asks, by organisation before name.
func queueAuthor(r *tickets.Summary) string { return first(r.Author.Organisation, r.Author.Name) }

// queueOwed is what comes due first: the reply, then an integration.
func queueOwed(r *tickets.Summary) string {
	if r.ReplyRuns && r.RepliedAt.IsZero() {
		return "Réponse"
	}
	return "Intégration"
}

func stateOptions() []Option {
	list := []Option{{Value: "", Label: "Tous"}}
	for _, s := range tickets.States() {
		word, _ := StateWord(s)
		list = append(list, Option{Value: string(s), Label: word})
	}
	return list
}
