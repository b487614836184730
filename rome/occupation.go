package rome

// A MajorDomain is one of the fourteen major professional domains (grand
// domaine), named by a letter.
type MajorDomain struct {
	Code   string // "M"
	Label  string
	Source Source
}

// A Domain is a professional domain (domaine professionnel), a major domain's
// letter and two digits.
type Domain struct {
	Code   string // "M18"
	Label  string
	Source Source
}

// An Occupation is a sheet of the nomenclature (fiche métier) and what hangs
// from it.
type Occupation struct {
	Code    string // "M1805"; an attribute, the identity is OGR
	OGR     string
	SheetID string // code_fiche_metier
	Label   string
	Parent  string // code_rome_parent: the V3 code it descends from, often its own

	// Definition and Access hold one paragraph per published phrase, joined
	// by "\n", in the order of position_phrase.
	Definition string
	Access     string

	Tags         Tags
	Appellations []*Appellation // the principal one first, then by label
	Links        []Link         // by rubric, then core before others, then by label
	Mobilities   []Mobility     // by rank
	Placements   []Placement    // in the trees, by tree, then by code
	RIASEC       RIASEC

	Source Source
	// DefinitionSources and AccessSources are the rows of the phrases, in order.
	DefinitionSources []Source
	AccessSources     []Source

	published string // the label with the white space around it, where it was published with some
}

// Domain returns the code of the professional domain, the first three
// characters of the code ROME.
func (o *Occupation) Domain() string { return o.Code[:3] }

// MajorDomain returns the letter of the major domain.
func (o *Occupation) MajorDomain() string { return o.Code[:1] }

// Principal returns the appellation that carries the occupation's label, or
// nil where the release names none.
func (o *Occupation) Principal() *Appellation {
	if len(o.Appellations) > 0 && o.Appellations[0].Principal {
		return o.Appellations[0]
	}
	return nil
}

// Link returns the occupation's link to the item of that OGR.
func (o *Occupation) Link(ogr string) (Link, bool) {
	for _, l := range o.Links {
		if l.Item.OGR == ogr {
			return l, true
		}
	}
	return Link{}, false
}

// Mobility returns the occupation's mobility towards the code.
func (o *Occupation) Mobility(to string) (Mobility, bool) {
	for _, m := range o.Mobilities {
		if m.To == to {
			return m, true
		}
	}
	return Mobility{}, false
}

// Entity returns what names the occupation.
func (o *Occupation) Entity() Entity {
	return Entity{Kind: KindOccupation, OGR: o.OGR, Code: o.Code, Label: o.Label}
}

// An Appellation is a job title, indexed under one occupation. A label is not
// an identity: several pairs of appellations share theirs.
type Appellation struct {
	OGR       string
	Label     string // libelle_appellation_long
	Short     string // libelle_appellation_court
	Code      string // of the occupation it is under
	Principal bool   // classification PRINCIPALE: its label is the occupation's
	Tags      Tags
	Source    Source

	published string // the label with the white space around it, where it was published with some
}

// Entity returns what names the appellation.
func (a *Appellation) Entity() Entity {
	return Entity{Kind: KindAppellation, OGR: a.OGR, Code: a.Code, Label: a.Label}
}

// A Mobility is a move the nomenclature proposes from one occupation to
// another.
type Mobility struct {
	To     string // code of the occupation moved to
	Rank   int    // numero_ordre, from 1
	Source Source
}
