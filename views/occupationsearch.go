package views

import "vigie/rome"

// OccupationSearchModel is the search of occupations: what was asked and found,
// or, when nothing was, the major domains to go through.
type OccupationSearchModel struct {
	Release string // number of the release searched, "" before any import
	Query   string
	Found   []OccupationFound
	Cut     bool // there are more than Found
	Majors  []MajorDomainLine
	Domain  *MajorDomainModel // the one that was chosen, nil for none
}

// OccupationFound is one occupation of a search's results.
type OccupationFound struct {
	Code, Label string
	Matched     []string // by what it was found: « compétence « Coder » »
}

// MajorDomainLine is one of the fourteen major domains.
type MajorDomainLine struct {
	Code, Label string
	Count       int // of its occupations
}

// MajorDomainModel is a major domain with its occupations, by domain.
type MajorDomainModel struct {
	Code, Label string
	Domains     []DomainLine
}

// DomainLine is a professional domain with its occupations.
type DomainLine struct {
	Code, Label string
	Occupations []OccupationFound
}

var entityWords = map[rome.EntityKind]string{
	rome.KindOccupation: "métier", rome.KindAppellation: "appellation", rome.KindSkill: "compétence",
	rome.KindKnowledge: "savoir", rome.KindContext: "contexte de travail",
}

// EntityWord names a family of the nomenclature: « compétence ».
func EntityWord(k rome.EntityKind) string { return inFrench(entityWords, k) }

// maxMatchedShown is how many reasons are told for each result.
const maxMatchedShown = 3

// OccupationsFound words the results of a search.
func OccupationsFound(hits []rome.OccupationHit) []OccupationFound {
	list := make([]OccupationFound, len(hits))
	for i, h := range hits {
		f := OccupationFound{Code: h.Occupation.Code, Label: h.Occupation.Label}
		for _, m := range h.Matched {
			if m.Matched != f.Label && m.Matched != f.Code && m.OGR != h.Occupation.OGR && len(f.Matched) < maxMatchedShown {
				f.Matched = append(f.Matched, EntityWord(m.Kind)+" "+Quote(m.Matched))
			}
		}
		list[i] = f
	}
	return list
}

// MajorDomainsOf lists the major domains of a release.
func MajorDomainsOf(r *rome.Release) []MajorDomainLine {
	count := make(map[string]int)
	for _, o := range r.Occupations() {
		count[o.MajorDomain()]++
	}
	var list []MajorDomainLine
	for _, d := range r.MajorDomains() {
		list = append(list, MajorDomainLine{d.Code, d.Label, count[d.Code]})
	}
	return list
}

// MajorDomainOf lists the occupations of a major domain; nil when there is no
// such domain.
func MajorDomainOf(r *rome.Release, code string) *MajorDomainModel {
	major, ok := r.MajorDomain(code)
	if !ok {
		return nil
	}
	m := &MajorDomainModel{Code: major.Code, Label: major.Label}
	names := NamesOf(r)
	for _, o := range r.Occupations() { // by code, so by domain
		if o.MajorDomain() != code {
			continue
		}
		if n := len(m.Domains); n == 0 || m.Domains[n-1].Code != o.Domain() {
			m.Domains = append(m.Domains, DomainLine{Code: o.Domain(), Label: ask(names.Domain, o.Domain())})
		}
		last := &m.Domains[len(m.Domains)-1]
		last.Occupations = append(last.Occupations, OccupationFound{Code: o.Code, Label: o.Label})
	}
	return m
}

func (m OccupationSearchModel) title() string {
	if m.Domain != nil {
		return m.Domain.Label
	}
	return "Métiers du ROME"
}

func (m OccupationSearchModel) foundTitle() string {
	if m.Cut {
		return "Les " + Number(len(m.Found)) + nbsp + "premiers métiers trouvés pour " + Quote(m.Query)
	}
	return Count(len(m.Found), "métier trouvé", "métiers trouvés") + " pour " + Quote(m.Query)
}
