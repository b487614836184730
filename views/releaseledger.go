package views

import (
	"maps"
	"net/url"
	"slices"
	"strconv"

	"vigie/rome"
	"vigie/tickets"
)

// LedgerQuery is what the ledger's list of entities is narrowed by.
type LedgerQuery struct {
	Domain string // letter, or itemsSlug
	Show   string // slug: "demandes", "sans"
	Page   int
}

// LedgerModel is what the requests have to do with a release.
type LedgerModel struct {
	Comparison *tickets.Comparison
	Ledger     *tickets.Ledger
	Query      LedgerQuery
	Name       string // of the release, in addresses
	FromName   string
	PerPage    int

	Entities  []LedgerEntity
	Total     int // that the query leaves
	Explained int // of all
	All       int
}

// A LedgerEntity is one changed entity and who asked.
type LedgerEntity struct {
	tickets.EntityChanges
	Requests []tickets.LedgerLine
}

// Fill gives the ledger the entities that its query leaves.
func (m *LedgerModel) Fill() {
	first := (max(m.Query.Page, 1) - 1) * m.PerPage
	for _, e := range m.Comparison.Entities() {
		requests := m.Ledger.Explains(e.Key)
		m.All++
		if len(requests) > 0 {
			m.Explained++
		}
		domain := itemsSlug
		if e.Entity.Code != "" {
			domain = e.Entity.Code[:1]
		}
		if m.Query.Domain != "" && domain != m.Query.Domain ||
			m.Query.Show == "demandes" && len(requests) == 0 || m.Query.Show == "sans" && len(requests) > 0 {
			continue
		}
		if m.Total >= first && m.Total < first+m.PerPage {
			m.Entities = append(m.Entities, LedgerEntity{e, requests})
		}
		m.Total++
	}
}

func (q LedgerQuery) path(name string) string {
	v := url.Values{"domaine": {q.Domain}, "registre": {q.Show}}
	if q.Page > 1 {
		v.Set("page", strconv.Itoa(q.Page))
	}
	return WithQuery(ReleasePath(name), v)
}

func (m LedgerModel) tabs() []Tab {
	tab := func(label, show string, n int) Tab {
		q := m.Query
		q.Show, q.Page = show, 0
		return Tab{Label: label, Href: q.path(m.Name) + "#registre", Count: n, Counted: m.Query.Domain == "", Current: m.Query.Show == show}
	}
	return []Tab{tab("Tout", "", m.All), tab("Demandé", "demandes", m.Explained), tab("Sans demande", "sans", m.All-m.Explained)}
}

func (m LedgerModel) pagination() PaginationModel {
	return PaginationModel{Page: max(m.Query.Page, 1), Pages: (m.Total + m.PerPage - 1) / max(m.PerPage, 1), Href: func(page int) string {
		q := m.Query
		q.Page = page
		return q.path(m.Name) + "#registre"
	}}
}

// A requestGroup is the requests of one outcome beside a release, the public
// ones first; of the others only the number is told.
type requestGroup struct {
	title   string
	empty   string
	lines   []tickets.LedgerLine
	private int
}

func (m LedgerModel) groups() []requestGroup {
	kept := requestGroup{title: "Prises en compte", empty: "Aucune demande retenue n’est entrée dans le ROME avec cette version."}
	missing := requestGroup{title: "Retenues, et absentes de cette version", empty: "Aucune demande retenue à cette date ne manque."}
	other := requestGroup{title: "Satisfaites sans avoir été retenues"}
	put := func(g *requestGroup, l tickets.LedgerLine) {
		if l.Public {
			g.lines = append(g.lines, l)
		} else {
			g.private++
		}
	}
	for _, l := range m.Ledger.Expected {
		if l.Kept() {
			put(&kept, l)
		} else {
			put(&missing, l)
		}
	}
	for _, l := range m.Ledger.Fulfilled {
		put(&other, l)
	}
	groups := []requestGroup{kept, missing}
	if len(other.lines)+other.private > 0 {
		groups = append(groups, other)
	}
	return groups
}

func (g requestGroup) heading() string {
	return g.title + " (" + Number(len(g.lines)+g.private) + ")"
}

func (g requestGroup) privately() string {
	return "et " + Count(g.private, "demande qui n’est pas publique", "demandes qui ne sont pas publiques")
}

func (m LedgerModel) verdict(l tickets.LedgerLine) VerdictModel {
	return VerdictModel{Change: l.Change, Result: l.Result, Release: m.Comparison.To.Number}
}

func (m LedgerModel) names() Names {
	return NamesOfBoth(m.Comparison.To.Release, m.Comparison.From.Release)
}

func (m LedgerModel) share() string {
	if m.All == 0 {
		return "Rien n’a changé, hors typographie."
	}
	return Count(m.All, "fiche, appellation ou élément a changé", "fiches, appellations et éléments ont changé") +
		", hors typographie. " + asked(m.Explained)
}

func asked(n int) string {
	if n == 0 {
		return "Aucun de ces changements ne répond à une demande."
	}
	return Count(n, "répond à une demande", "répondent à une demande") + "."
}

// what says in words what changed of an entity, the most frequent first.
func (e LedgerEntity) what() string {
	kinds := slices.SortedFunc(maps.Keys(e.Kinds), func(a, b rome.Kind) int {
		if e.Kinds[a] != e.Kinds[b] {
			return e.Kinds[b] - e.Kinds[a]
		}
		if a < b {
			return -1
		}
		return 1
	})
	var words []string
	for _, kind := range kinds {
		word := KindText(kind).Observed
		if n := e.Kinds[kind]; n > 1 {
			word += " (" + Number(n) + ")"
		}
		words = append(words, word)
	}
	return List(append([]string{words[0]}, lowerAll(words[1:])...))
}

func lowerAll(words []string) []string {
	for i := range words {
		words[i] = Lower(words[i])
	}
	return words
}

// public are the requests that may be named, and how many there are besides.
func (e LedgerEntity) public() (list []tickets.LedgerLine, others int) {
	for _, l := range e.Requests {
		if l.Public {
			list = append(list, l)
		} else {
			others++
		}
	}
	return list, others
}
