package rome

import "sync"

// A Release is one published state of the nomenclature, whole, in memory and
// immutable: once read it may be used from any number of goroutines, and
// nothing it returns may be changed.
//
// It is identified by SHA256, not by Number: the same number has been
// published twice with different content.
type Release struct {
	Number      string // "460": 4.0 version 60
	Title       string // "ROME 4.0 version 60 - 25M09"
	Description string // free text, lines kept
	PublishedOn string // "2025-09-18", a civil date
	ValidatedOn string // "2025-08-27"; "" when the release does not say
	SHA256      string // of the content, hex; see the package comment

	tables       map[string]*table // by the table's name
	byMember     map[string]*table // by the member's name, for Row
	majorDomains []MajorDomain
	domains      []Domain
	occupations  []*Occupation  // by code
	appellations []*Appellation // as published
	items        []*Item        // skills, knowledge, contexts, as published
	byCode       map[string]*Occupation
	byOGR        map[string]entityID
	users        [][]int32                      // of each item, the occupations that link it, core first
	parents      map[EntityKind]map[string]bool // folded, what knowledge and contexts are indexed under
	nodes        map[Tree][]*Node               // of each tree, by code
	skillPaths   map[string]*SkillPath
	blocks       []Block
	oddities     []Oddity
	oddCount     int
	counts       Counts
	indexOnce    sync.Once
	index        *index // see labels
	crosswalks   map[string]*Crosswalk
}

// An entityID numbers the entities of one release: the occupations by code,
// then the appellations, then the items.
type entityID uint32

// Counts are the sizes of a release.
type Counts struct {
	Occupations  int `json:"occupations"`
	Appellations int `json:"appellations"`
	Skills       int `json:"skills"`
	Knowledge    int `json:"knowledge"`
	Contexts     int `json:"contexts"`
	Links        int `json:"links"`
	Mobilities   int `json:"mobilities"`
}

// Counts returns how much the release holds.
func (r *Release) Counts() Counts { return r.counts }

// MajorDomains returns the major domains, by code.
func (r *Release) MajorDomains() []MajorDomain { return r.majorDomains }

// Domains returns the professional domains, by code.
func (r *Release) Domains() []Domain { return r.domains }

// Occupations returns the occupations, by code.
func (r *Release) Occupations() []*Occupation { return r.occupations }

// Appellations returns every appellation, as published.
func (r *Release) Appellations() []*Appellation { return r.appellations }

// Items returns every skill, then every piece of knowledge, then every work
// context, each as published.
func (r *Release) Items() []*Item { return r.items }

// MajorDomain returns the major domain of that letter.
func (r *Release) MajorDomain(code string) (MajorDomain, bool) {
	for _, d := range r.majorDomains {
		if d.Code == code {
			return d, true
		}
	}
	return MajorDomain{}, false
}

// Domain returns the professional domain of that code.
func (r *Release) Domain(code string) (Domain, bool) {
	for _, d := range r.domains {
		if d.Code == code {
			return d, true
		}
	}
	return Domain{}, false
}

// Occupation returns the occupation of that code.
func (r *Release) Occupation(code string) (*Occupation, bool) {
	o, ok := r.byCode[code]
	return o, ok
}

// OccupationByOGR returns the occupation of that OGR, whatever its code.
func (r *Release) OccupationByOGR(ogr string) (*Occupation, bool) {
	id, ok := r.byOGR[ogr]
	if !ok || int(id) >= len(r.occupations) {
		return nil, false
	}
	return r.occupations[id], true
}

// Appellation returns the appellation of that OGR.
func (r *Release) Appellation(ogr string) (*Appellation, bool) {
	id, ok := r.byOGR[ogr]
	if !ok {
		return nil, false
	}
	at := int(id) - len(r.occupations)
	if at < 0 || at >= len(r.appellations) {
		return nil, false
	}
	return r.appellations[at], true
}

// Item returns the skill, knowledge or work context of that OGR.
func (r *Release) Item(ogr string) (*Item, bool) {
	id, ok := r.byOGR[ogr]
	if !ok || id < r.firstItem() {
		return nil, false
	}
	return r.items[id-r.firstItem()], true
}

// Users returns the occupations that link the item of that OGR: those it is
// the core of first, then by code.
func (r *Release) Users(ogr string) []*Occupation {
	id, ok := r.byOGR[ogr]
	if !ok || id < r.firstItem() {
		return nil
	}
	users := r.users[id-r.firstItem()]
	list := make([]*Occupation, len(users))
	for i, at := range users {
		list[i] = r.occupations[at]
	}
	return list
}

// Entity returns what the OGR names, of whatever kind.
func (r *Release) Entity(ogr string) (Entity, bool) {
	id, ok := r.byOGR[ogr]
	if !ok {
		return Entity{}, false
	}
	return r.entity(id), true
}

// Row returns the record at the source as published: decoded, else untouched,
// all its lines, without the final line break. It is "" when the release has
// no such record.
func (r *Release) Row(s Source) string {
	t, ok := r.byMember[s.File]
	if !ok {
		return ""
	}
	return t.record(s.Line)
}

// firstItem returns the id of the first item.
func (r *Release) firstItem() entityID {
	return entityID(len(r.occupations) + len(r.appellations))
}

// entity returns what names the entity of that id.
func (r *Release) entity(id entityID) Entity {
	switch n, first := entityID(len(r.occupations)), r.firstItem(); {
	case id < n:
		return r.occupations[id].Entity()
	case id < first:
		return r.appellations[id-n].Entity()
	default:
		return r.items[id-first].Entity()
	}
}

// source returns where the entity of that OGR was read.
func (r *Release) source(ogr string) Source {
	if o, ok := r.OccupationByOGR(ogr); ok {
		return o.Source
	}
	if a, ok := r.Appellation(ogr); ok {
		return a.Source
	}
	if i, ok := r.Item(ogr); ok {
		return i.Source
	}
	return Source{}
}
