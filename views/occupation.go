package views

import (
	"net/url"
	"strings"

	"vigie/rome"
	"vigie/tickets"
)

// OccupationModel is one occupation with all that a release says of it.
type OccupationModel struct {
	Code         string
	Label        string
	Domain       string // « M18 Systèmes d’information et de télécommunication »
	DomainHref   string
	Major        string   // label of the major domain
	Definition   []string // one per published phrase
	Access       []string
	Tags         []string // in words, those that apply alone
	Appellations []AppellationLine
	Skills       []LinkGroup
	Knowledge    []LinkGroup
	Contexts     []LinkGroup
	Mobilities   []MobilityLine
	Places       []LinkGroup // in the trees
	Past         []PastLine
	Tickets      []TicketRow // public ones, the newest first
	More         int         // public tickets that are not in Tickets
	Source       rome.Evidence
}

// AppellationLine is one job title of an occupation.
type AppellationLine struct {
	Label     string
	Principal bool
	Rare      bool // « peu usitée »
}

// LinkGroup is what an occupation links of one sort.
type LinkGroup struct {
	Title string
	Items []string
}

// PastLine leads to what one release changed of the occupation.
type PastLine struct {
	Release string
	On      tickets.Date
	Href    string
}

// PastOf are the releases that may have changed an occupation: all that have
// one before them, the latest first, at most eight.
func PastOf(code string, releases []ReleaseRow) []PastLine {
	var list []PastLine
	for _, r := range releases {
		if r.Previous != nil && len(list) < 8 {
			list = append(list, PastLine{r.Number, r.PublishedOn, DiffQuery{Code: code}.path(ComparePath(r.Previous.Name, r.Name))})
		}
	}
	return list
}

// placesOf groups where an occupation stands by tree, its first places first.
func placesOf(o *rome.Occupation) []LinkGroup {
	var groups []LinkGroup
	for _, tree := range rome.Trees() {
		g := LinkGroup{Title: Sentence(treePlurals[tree])}
		for _, principal := range []bool{true, false} {
			for _, p := range o.Placements {
				if p.Node.Tree == tree && p.Principal == principal {
					g.Items = append(g.Items, p.Node.Label)
				}
			}
		}
		if len(g.Items) > 0 {
			groups = append(groups, g)
		}
	}
	return groups
}

var treePlurals = map[rome.Tree]string{
	rome.TreeTheme: "thèmes", rome.TreeSector: "secteurs d’activité", rome.TreeInterest: "centres d’intérêt", rome.TreeNAF: "divisions de la NAF",
}

// MobilityLine is a move to another occupation.
type MobilityLine struct {
	Code, Label, Href string
}

// OccupationOf makes the page of an occupation of a release.
func OccupationOf(o *rome.Occupation, r *rome.Release) OccupationModel {
	m := OccupationModel{
		Code: o.Code, Label: o.Label,
		Domain: NamesOf(r).domain(o.Domain()), DomainHref: MajorDomainPath(o.MajorDomain()),
		Definition: lines(o.Definition), Access: lines(o.Access), Tags: tagList(o.Tags),
		Source: rome.Evidence{Release: r.Number, File: o.Source.File, Line: o.Source.Line, Row: r.Row(o.Source)},
	}
	if major, ok := r.MajorDomain(o.MajorDomain()); ok {
		m.Major = major.Label
	}
	m.Places = placesOf(o)
	for _, a := range o.Appellations {
		m.Appellations = append(m.Appellations, AppellationLine{a.Label, a.Principal, a.Tags.RarelyUsed == "O"})
	}
	for _, l := range o.Links {
		switch l.Item.Kind {
		case rome.KindSkill:
			group(&m.Skills, skillGroup(l), l.Item.Label)
		case rome.KindKnowledge:
			group(&m.Knowledge, l.Item.Category, l.Item.Label)
		case rome.KindContext:
			group(&m.Contexts, l.Item.Category, l.Item.Label)
		}
	}
	for _, move := range o.Mobilities {
		line := MobilityLine{Code: move.To, Label: move.To, Href: OccupationPath(move.To)}
		if to, ok := r.Occupation(move.To); ok {
			line.Label = to.Label
		}
		m.Mobilities = append(m.Mobilities, line)
	}
	return m
}

func lines(text string) []string {
	if text == "" {
		return nil
	}
	return strings.Split(text, "\n")
}

// skillGroup is the heading a skill stands under: its category, the core of the
// occupation apart.
func skillGroup(l rome.Link) string {
	switch l.Core {
	case rome.CorePrincipal:
		return l.Item.Category + ", cœur de métier"
	case rome.CoreEmerging:
		return l.Item.Category + ", émergents"
	}
	return l.Item.Category
}

// group puts an item under its heading, headings in the order they come.
func group(groups *[]LinkGroup, title, item string) {
	for i := range *groups {
		if (*groups)[i].Title == title {
			(*groups)[i].Items = append((*groups)[i].Items, item)
			return
		}
	}
	*groups = append(*groups, LinkGroup{title, []string{item}})
}

// tagList words the tags that say yes, and the colour of the job for the
// environment, which is a text.
func tagList(t rome.Tags) []string {
	var words []string
	for _, name := range rome.TagNames() {
		value, _ := t.Get(name)
		switch {
		case value == "O":
			words = append(words, Sentence(TagText(name)))
		case value != "" && value != "N" && value != "Emploi Blanc": // « Emploi Blanc » is none
			words = append(words, value)
		}
	}
	return words
}

// MajorDomainPath lists the occupations of a major domain.
func MajorDomainPath(code string) string {
	return WithQuery(OccupationsPath(), url.Values{"domaine": {code}})
}

// ProposeForPath is the form, for an occupation that is chosen already.
func ProposeForPath(code string) string {
	return WithQuery(NewTicketPath(), url.Values{"code": {code}})
}

// TicketsOfPath is the public list of requests about an occupation.
func TicketsOfPath(code string) string { return TicketQuery{Code: code}.path(TicketsPath()) }

func (m OccupationModel) facts() []Fact {
	facts := []Fact{
		{Label: "Code ROME", Value: m.Code},
		{Label: "Domaine", Content: textLink(m.DomainHref, m.Domain)},
	}
	if len(m.Tags) > 0 {
		facts = append(facts, Fact{Label: "Indications", Value: strings.Join(m.Tags, ", ")})
	}
	return facts
}

// sections are the headings of the page, for whoever looks for one of them.
func (m OccupationModel) sections() []Crumb {
	var list []Crumb
	add := func(is bool, id, label string) {
		if is {
			list = append(list, Crumb{label, "#" + id})
		}
	}
	add(len(m.Access) > 0, "acces", "Accès")
	add(true, "appellations", "Appellations")
	add(len(m.Skills) > 0, "competences", "Compétences")
	add(len(m.Knowledge) > 0, "savoirs", "Savoirs")
	add(len(m.Contexts) > 0, "contextes", "Contextes")
	add(len(m.Mobilities) > 0, "mobilites", "Mobilités")
	add(len(m.Places) > 0, "classements", "Classements")
	add(true, "demandes", "Demandes")
	add(len(m.Past) > 0, "histoire", "Histoire")
	return list
}

func (m OccupationModel) ticketsCaption() string {
	n := len(m.Tickets) + m.More
	if m.More > 0 {
		return "Les " + Number(len(m.Tickets)) + nbsp + "plus récentes, sur" + nbsp + Number(n)
	}
	return Count(n, "demande", "demandes")
}
