package views

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"vigie/rome"
	"vigie/tickets"
)

// DiffQuery is what the page of differences is narrowed by, as in its address.
type DiffQuery struct {
	Domain     string // letter, or itemsSlug
	Kind       string // kind or family
	Typography string // slug: "sans", "seule"
	Code       string
	Words      string
	Page       int
}

// itemsSlug stands in addresses for the items, which have no domain.
const itemsSlug = "elements"

// Filter is what the query asks of a comparison. What is not offered narrows
// nothing.
func (q DiffQuery) Filter() tickets.ChangeFilter {
	f := tickets.ChangeFilter{Domain: strings.ToUpper(q.Domain), Code: q.Code, Query: q.Words}
	if q.Domain == itemsSlug {
		f.Domain = tickets.ItemsDomain
	}
	if rome.Kind(q.Kind).Valid() || slices.ContainsFunc(diffFamilies, func(g diffFamily) bool { return g.name == q.Kind }) {
		f.Kind = q.Kind
	}
	switch q.Typography {
	case "sans":
		f.Typography = tickets.NoTypography
	case "seule":
		f.Typography = tickets.TypographyOnly
	}
	return f
}

func (q DiffQuery) path(base string) string {
	v := url.Values{"domaine": {q.Domain}, "genre": {q.Kind}, "typographie": {q.Typography}, "code": {q.Code}, "q": {q.Words}}
	if q.Page > 1 {
		v.Set("page", strconv.Itoa(q.Page))
	}
	return WithQuery(base, v)
}

// Narrowed reports whether anything narrows the page.
func (q DiffQuery) Narrowed() bool {
	q.Page = 0
	return q != DiffQuery{}
}

// DiffModel is the page of what differs between two releases.
type DiffModel struct {
	Comparison       *tickets.Comparison
	FromName, ToName string // in addresses
	Query            DiffQuery
	Total            int
	PerPage          int
	Groups           []DiffGroup
}

// A DiffGroup is the changes of one occupation, or of the items of a family.
type DiffGroup struct {
	Code  string // "" for items
	Label string
	Here  bool // the current release has the occupation: it may be linked to
	Lines []ChangeWords
}

// diffFamilies are the columns of the map, and what the menu groups by.
type diffFamily struct{ name, label string }

var diffFamilies = []diffFamily{
	{"occupation", "Métiers"},
	{"appellation", "Appellations"},
	{"skill", "Compétences"},
	{"knowledge", "Savoirs"},
	{"context", "Contextes"},
	{"link", "Fiches"},
	{"mobility", "Mobilités"},
	{"tree", "Classements"},
	{"crosswalk", "Correspondances"},
}

// DiffGroups puts changes that follow each other under the occupation they
// happen to.
func DiffGroups(list []*rome.Change, c *tickets.Comparison, current *rome.Release) []DiffGroup {
	names := NamesOfBoth(c.To.Release, c.From.Release)
	var groups []DiffGroup
	for _, change := range list {
		code := c.HomeOf(*change)
		label := names.Occupation(code)
		if code == "" {
			label = familyLabel(change.Kind.Family())
		}
		if n := len(groups); n == 0 || groups[n-1].Code != code || groups[n-1].Label != label {
			g := DiffGroup{Code: code, Label: label}
			if current != nil {
				_, g.Here = current.Occupation(code)
			}
			groups = append(groups, g)
		}
		w := ChangeText(*change, names)
		if w.Code == code {
			w.Code = "" // the heading says it
		}
		if w.What == "" {
			w.What = w.Observed
		}
		g := &groups[len(groups)-1]
		g.Lines = append(g.Lines, w)
	}
	return groups
}

func familyLabel(family string) string {
	for _, f := range diffFamilies {
		if f.name == family {
			return f.label
		}
	}
	return family
}

func (m DiffModel) base() string { return ComparePath(m.FromName, m.ToName) }

func (m DiffModel) title() string {
	if m.Comparison.Republished() {
		return "Version" + nbsp + m.Comparison.To.Number + ", publiée deux fois"
	}
	return "De la version" + nbsp + m.Comparison.From.Number + " à la version" + nbsp + m.Comparison.To.Number
}

func (m DiffModel) lede() string {
	all, typographic := m.Comparison.Summary.Total()
	if all == 0 {
		return "Ces deux versions ne diffèrent en rien."
	}
	s := Count(all, "changement", "changements") + " entre le " + PlainDate(m.Comparison.From.PublishedOn) + " et le " + PlainDate(m.Comparison.To.PublishedOn)
	if typographic > 0 {
		s += ", dont " + Number(typographic) + " de typographie seule (accents, casse, ponctuation)"
	}
	return s + "."
}

// A mapRow is one major domain of the map.
type mapRow struct {
	label string
	cells []mapCell
	total mapCell
}

type mapCell struct {
	n    int
	href string
}

// mapColumns are the families that anything changed of.
func (m DiffModel) mapColumns() []diffFamily {
	counts := m.Comparison.Map(true)
	var columns []diffFamily
	for _, f := range diffFamilies {
		for cell := range counts {
			if cell.Family == f.name {
				columns = append(columns, f)
				break
			}
		}
	}
	return columns
}

func (m DiffModel) mapRows() []mapRow {
	counts := m.Comparison.Map(true)
	columns := m.mapColumns()
	row := func(label, domain, slug string) mapRow {
		r := mapRow{label: label, total: mapCell{href: DiffQuery{Domain: slug}.path(m.base())}}
		for _, f := range columns {
			n := counts[tickets.Cell{Family: f.name, Domain: domain}]
			r.cells = append(r.cells, mapCell{n, DiffQuery{Domain: slug, Kind: f.name}.path(m.base())})
			r.total.n += n
		}
		return r
	}
	var rows []mapRow
	for _, d := range m.Comparison.To.Release.MajorDomains() {
		rows = append(rows, row(d.Code+" "+d.Label, d.Code, d.Code))
	}
	return append(rows, row("Éléments eux-mêmes", tickets.ItemsDomain, itemsSlug))
}

func (m DiffModel) domainOptions() []Option {
	options := []Option{{Value: "", Label: "Tous"}}
	for _, d := range m.Comparison.To.Release.MajorDomains() {
		options = append(options, Option{Value: d.Code, Label: d.Code + " " + d.Label})
	}
	return append(options, Option{Value: itemsSlug, Label: "Compétences, savoirs et contextes eux-mêmes"})
}

func (m DiffModel) kindOptions() []Option {
	options := []Option{{Value: "", Label: "Tous"}}
	for _, f := range m.mapColumns() {
		options = append(options, Option{Value: f.name, Label: f.label + nbsp + ": tout"})
		for _, info := range rome.Kinds() {
			if info.Kind.Family() != f.name {
				continue
			}
			if n := m.Comparison.Summary[string(info.Kind)] + m.Comparison.Summary[string(info.Kind)+".typographic"]; n > 0 {
				options = append(options, Option{Value: string(info.Kind), Label: KindText(info.Kind).Observed + " (" + Number(n) + ")"})
			}
		}
	}
	return options
}

func typographyOptions() []Option {
	return []Option{{Value: "", Label: "Avec la typographie"}, {Value: "sans", Label: "Sans la typographie"}, {Value: "seule", Label: "Typographie seule"}}
}

func (m DiffModel) chips() []Chip {
	var chips []Chip
	add := func(label string, without DiffQuery) {
		without.Page = 0
		chips = append(chips, Chip{Label: label, Href: without.path(m.base())})
	}
	q := m.Query
	pick := func(options []Option, value string) string {
		for _, o := range options {
			if o.Value == value {
				return o.Label
			}
		}
		return value
	}
	if q.Domain != "" {
		w := q
		w.Domain = ""
		add(pick(m.domainOptions(), q.Domain), w)
	}
	if q.Kind != "" {
		w := q
		w.Kind = ""
		add(pick(m.kindOptions(), q.Kind), w)
	}
	if q.Typography != "" {
		w := q
		w.Typography = ""
		add(pick(typographyOptions(), q.Typography), w)
	}
	if q.Code != "" {
		w := q
		w.Code = ""
		add("Code"+nbsp+": "+q.Code, w)
	}
	if q.Words != "" {
		w := q
		w.Words = ""
		add(Quote(q.Words), w)
	}
	return chips
}

func (m DiffModel) found() string {
	if !m.Query.Narrowed() {
		return "Tous les changements, par domaine puis par métier"
	}
	return Count(m.Total, "changement répond", "changements répondent") + " à ces filtres"
}

func (m DiffModel) pagination() PaginationModel {
	return PaginationModel{
		Page: max(m.Query.Page, 1), Pages: (m.Total + m.PerPage - 1) / max(m.PerPage, 1),
		Href: func(page int) string {
			q := m.Query
			q.Page = page
			return q.path(m.base())
		},
	}
}

func (m DiffModel) twin(suffix string) string {
	q := m.Query
	q.Page = 0
	return q.path(m.base() + suffix)
}
