package views

import (
	"net/url"
	"strings"

	"vigie/rome"
)

// ProposeKindModel is the first half of the second step: what kind of change.
type ProposeKindModel struct {
	ProposeStep
	Options []Option // of KindOptions
	Value   string   // what was chosen
	Beside  *OccupationBeside
	Start   string // where another occupation is chosen
	List    string // the changes that are written already; "" for none
}

// ProposeChangeModel is the other half: the fields that the kind needs.
type ProposeChangeModel struct {
	ProposeStep
	Kind         rome.Kind
	Values       url.Values // what was typed, or is filled in beforehand
	Appellations []Option   // of the occupation
	Linked       []Option   // its skills, knowledge and contexts
	Mobilities   []Option   // its mobilities
	Domains      []Option
	Found        []Option // what the words typed in a search may mean
	Beside       *OccupationBeside
	Kinds        string // where another kind is chosen; "" when there is no choice
}

// value is what a field holds.
func (m ProposeChangeModel) value(name string) string { return m.Values.Get(name) }

// field is a field of the form with what was typed and what is wrong.
func (m ProposeChangeModel) field(f Field) Field {
	f.Value, f.Error, f.Autocomplete = m.value(f.Name), m.fault(f.Name), "off"
	return f
}

func (m ProposeChangeModel) question() string {
	q, ok := changeQuestions[m.Kind]
	if !ok {
		q = KindText(m.Kind).Menu
	}
	return Typo(q)
}

// withNone puts « none yet » before the options of a menu.
func withNone(options []Option) []Option {
	return append([]Option{{Label: "–"}}, options...)
}

var changeQuestions = map[rome.Kind]string{
	rome.AppellationCreate: "Quelle appellation faut-il ajouter ?",
	rome.AppellationRename: "Quelle appellation faut-il renommer ?",
	rome.AppellationMove:   "Quelle appellation faut-il déplacer ?",
	rome.AppellationRemove: "Quelle appellation faut-il retirer ?",
	rome.OccupationCreate:  "Quel métier faut-il créer ?",
	rome.OccupationRename:  "Quel nom ce métier devrait-il porter ?",
	rome.OccupationDefine:  "Quelle définition proposez-vous ?",
	rome.OccupationAccess:  "Quelles conditions d’accès proposez-vous ?",
	rome.SkillCreate:       "Quelle compétence faut-il créer ?",
	rome.KnowledgeCreate:   "Quel savoir faut-il créer ?",
	rome.ContextCreate:     "Quel contexte de travail faut-il créer ?",
	rome.LinkAdd:           "Que faut-il ajouter à ce métier ?",
	rome.LinkRemove:        "Que faut-il retirer de ce métier ?",
	rome.MobilityAdd:       "Vers quel métier la mobilité devrait-elle mener ?",
	rome.MobilityRemove:    "Quelle mobilité faut-il retirer ?",
	rome.Other:             "Que faudrait-il changer ?",
}

// familyOptions are what an occupation is described with.
var familyOptions = []Option{
	{Value: string(rome.KindSkill), Label: "Une compétence", Hint: Typo("Ce que la personne sait faire, ou comment elle se conduit : savoir-faire, savoir-être")},
	{Value: string(rome.KindKnowledge), Label: "Un savoir", Hint: "Ce qu’elle connaît, un domaine, une technique, un outil"},
	{Value: string(rome.KindContext), Label: "Un contexte de travail", Hint: Typo("Où, quand et dans quelles conditions elle travaille")},
}

// FamilyWord names an item's family with its article: « la compétence ».
func FamilyWord(kind rome.EntityKind) string { return families[string(kind)] }

// FamilyLabel names it without, for a list of suggestions: « Compétence ».
func FamilyLabel(kind rome.EntityKind) string {
	_, noun, _ := strings.Cut(families[string(kind)], " ")
	return Sentence(noun)
}

// NewItemOption offers to create what a search did not find.
func NewItemOption(kind rome.EntityKind, label string) Option {
	return Option{Value: NewItem, Label: Typo("Aucun de ceux-ci : créer ") + FamilyWord(kind) + " " + Quote(label)}
}

// NewItem is the value of NewItemOption.
const NewItem = "new"

// An OccupationBeside is an occupation as it stands, shown beside the form.
type OccupationBeside struct {
	Code, Label        string
	Definition, Access string
	Appellations       []string // the principal one first
	Skills             []string
	Knowledge          []string
	Contexts           []string
	Mobilities         []string // « M1810 Production… », by rank
	Open               string   // family of the change: what is unfolded
}

// BesideOf reads an occupation for the form of a change of the kind.
func BesideOf(r *rome.Release, o *rome.Occupation, kind rome.Kind) *OccupationBeside {
	b := &OccupationBeside{Code: o.Code, Label: o.Label, Definition: o.Definition, Access: o.Access, Open: kind.Family()}
	for _, a := range o.Appellations {
		b.Appellations = append(b.Appellations, a.Label)
	}
	for _, l := range o.Links {
		switch l.Item.Kind {
		case rome.KindSkill:
			b.Skills = append(b.Skills, l.Item.Label)
		case rome.KindKnowledge:
			b.Knowledge = append(b.Knowledge, l.Item.Label)
		case rome.KindContext:
			b.Contexts = append(b.Contexts, l.Item.Label)
		}
	}
	names := NamesOf(r)
	for _, m := range o.Mobilities {
		b.Mobilities = append(b.Mobilities, names.code(m.To))
	}
	return b
}

type besidePart struct {
	title string
	items []string
	open  bool
}

// parts are the lists of the occupation, those that the change is about
// unfolded.
func (b OccupationBeside) parts() []besidePart {
	link := b.Open == "link"
	return []besidePart{
		{"Appellations", b.Appellations, b.Open == "appellation"},
		{"Compétences", b.Skills, link},
		{"Savoirs", b.Knowledge, link},
		{"Contextes de travail", b.Contexts, link},
		{"Mobilités", b.Mobilities, b.Open == "mobility"},
	}
}

// PartOptions are what an occupation is made of, for menus: appellations, then
// what it links, grouped by family, then mobilities.
func PartOptions(r *rome.Release, o *rome.Occupation) (appellations, linked, mobilities []Option) {
	for _, a := range o.Appellations {
		appellations = append(appellations, Option{Value: a.OGR, Label: a.Label})
	}
	for _, kind := range []rome.EntityKind{rome.KindSkill, rome.KindKnowledge, rome.KindContext} {
		for _, l := range o.Links {
			if l.Item.Kind == kind {
				linked = append(linked, Option{Value: l.Item.OGR, Label: l.Item.Label, Group: familyGroups[kind]})
			}
		}
	}
	names := NamesOf(r)
	for _, m := range o.Mobilities {
		mobilities = append(mobilities, Option{Value: m.To, Label: names.code(m.To)})
	}
	return appellations, linked, mobilities
}

var familyGroups = map[rome.EntityKind]string{
	rome.KindSkill: "Compétences", rome.KindKnowledge: "Savoirs", rome.KindContext: "Contextes de travail",
}

// DomainOptions are the professional domains, under their major domains.
func DomainOptions(r *rome.Release) []Option {
	var list []Option
	for _, d := range r.Domains() {
		group := d.Code[:1]
		if m, ok := r.MajorDomain(group); ok {
			group += " " + m.Label
		}
		list = append(list, Option{Value: d.Code, Label: d.Code + " " + d.Label, Group: group})
	}
	return list
}
