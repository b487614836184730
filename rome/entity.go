package rome

// An EntityKind says which of the nomenclature's families an entity is of.
type EntityKind string

// The kinds of entity. They share one id space, the OGR.
const (
	KindOccupation  EntityKind = "occupation"  // fiche métier, has a code ROME
	KindAppellation EntityKind = "appellation" // a job title under an occupation
	KindSkill       EntityKind = "skill"       // compétence: savoir-faire, savoir-être
	KindKnowledge   EntityKind = "knowledge"   // savoir
	KindContext     EntityKind = "context"     // contexte de travail
)

// EntityKinds lists every kind, in the order results are shown.
func EntityKinds() []EntityKind {
	return []EntityKind{KindOccupation, KindAppellation, KindSkill, KindKnowledge, KindContext}
}

// Valid reports whether k is one of the five kinds.
func (k EntityKind) Valid() bool {
	switch k {
	case KindOccupation, KindAppellation, KindSkill, KindKnowledge, KindContext:
		return true
	}
	return false
}

// An Entity is anything a release gives an OGR to, reduced to what names it.
type Entity struct {
	Kind  EntityKind `json:"kind"`
	OGR   string     `json:"ogr"`
	Code  string     `json:"code,omitempty"` // an occupation's own, an appellation's, "" for items
	Label string     `json:"label"`
}

// A Source is the place in the published archive a fact was read from.
type Source struct {
	File string `json:"file"` // member name as in the archive
	Line int    `json:"line"` // 1-based line on which the record starts
}

// The tags a change may speak of: the columns of the export that qualify an
// entity without naming it.
const (
	TagEco         = "eco"         // transition_eco
	TagDigital     = "digital"     // transition_num
	TagDemographic = "demographic" // transition_demo
	TagRegulated   = "regulated"   // emploi_reglemente
	TagManagerial  = "managerial"  // emploi_cadre
	TagRarelyUsed  = "rarely_used" // peu_usite
)

// TagNames lists the tags in the order of the export's columns.
func TagNames() []string {
	return []string{TagEco, TagDigital, TagDemographic, TagRegulated, TagManagerial, TagRarelyUsed}
}

// Tags are the qualifying columns as published. They are not booleans: all but
// Eco are "", "O" (oui) or "N" (non), and Eco is a text for occupations and
// appellations ("Emploi Vert") and "", "O" or "N" for items. A tag the export
// does not publish for a family is "" there.
type Tags struct {
	Eco         string `json:"eco"`
	Digital     string `json:"digital"`
	Demographic string `json:"demographic"`
	Regulated   string `json:"regulated"`
	Managerial  string `json:"managerial"`
	RarelyUsed  string `json:"rarely_used"`
}

// Get returns the value of the tag of that name; ok is false when there is no
// such tag.
func (t Tags) Get(name string) (value string, ok bool) {
	switch name {
	case TagEco:
		return t.Eco, true
	case TagDigital:
		return t.Digital, true
	case TagDemographic:
		return t.Demographic, true
	case TagRegulated:
		return t.Regulated, true
	case TagManagerial:
		return t.Managerial, true
	case TagRarelyUsed:
		return t.RarelyUsed, true
	}
	return "", false
}

// tagPublished reports whether the export has a column for the tag in the
// family of kind: items have only the two transitions, work contexts none, and
// only appellations say whether they are rarely used.
func tagPublished(kind EntityKind, tag string) bool {
	switch kind {
	case KindAppellation:
		return true
	case KindOccupation:
		return tag != TagRarelyUsed
	case KindSkill, KindKnowledge:
		return tag == TagEco || tag == TagDigital
	}
	return false
}
