package rome

// An Item is a skill, a piece of knowledge or a work context: what occupations
// are described with. Kind tells which.
type Item struct {
	Kind  EntityKind
	OGR   string
	Label string

	// Category and Subcategory are the labels of the published classification:
	// "Savoir-faire" and "Technique" for a skill, category and sub-category of
	// a piece of knowledge, the type of a work context (no sub-category).
	Category    string
	Subcategory string

	// Parent is what the item is indexed under, the target of a reindex: the
	// OGR of a skill's macro-skill ("" for a macro-skill itself), the
	// sub-category of a piece of knowledge, the type code of a work context.
	Parent string

	Nature     string // a skill's: "Compétence" or "Macro-compétence"
	Definition string // a skill's, seldom given
	Tags       Tags   // Eco and Digital only
	RIASEC     RIASEC // a macro-skill's
	Source     Source

	published string // the label with the white space around it, where it was published with some
}

// Entity returns what names the item.
func (i *Item) Entity() Entity {
	return Entity{Kind: i.Kind, OGR: i.OGR, Label: i.Label}
}

// How near an item is to the core of an occupation (coeur_metier).
const (
	CorePrincipal = "principal" // "Principale" in the export
	CoreEmerging  = "emerging"  // "Émergente"
	CoreOrdinary  = ""
)

// The rubrics of a sheet an item may stand in (code_rubrique). Contexts have a
// block of their own and no rubric.
const (
	RubricKnowHow    = "1" // savoir-faire
	RubricSoftSkills = "2" // savoir-être professionnels
	RubricKnowledge  = "3" // savoirs
	RubricContexts   = ""
)

// A Link ties an item to an occupation.
type Link struct {
	Item   *Item
	Core   string // CorePrincipal, CoreEmerging or CoreOrdinary
	Rubric string // where on the sheet; see Item.Rubric
	Source Source
}

// Rubric returns the rubric of the sheet the item stands in. The export
// repeats it for each link in liens_rome_referentiels, where it depends on the
// item alone: a skill of the category "Savoir-être professionnel" is in
// RubricSoftSkills, any other in RubricKnowHow.
func (i *Item) Rubric() string {
	switch i.Kind {
	case KindSkill:
		if i.Category == softSkills {
			return RubricSoftSkills
		}
		return RubricKnowHow
	case KindKnowledge:
		return RubricKnowledge
	}
	return RubricContexts
}

// softSkills is the category (cat_comp) of the soft skills.
const softSkills = "Savoir-être professionnel"
