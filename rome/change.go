package rome

// Kind names what a Change does, as "family.verb". The table of kinds and
// their fields is in kinds.go.
type Kind string

// A Ref points at an item of a release: by OGR where it exists, by label where
// it does not exist yet ("create skill X, then link it to M1805"). One of the
// two is set. In JSON it is a string (the OGR) or {"label": "…"}.
type Ref struct {
	OGR   string
	Label string
}

// A Base freezes what a change was asked of: the target as it stood in the
// release that was current at filing. Check judges conflicts against it;
// Release.BaseOf makes it.
type Base struct {
	Kind    EntityKind `json:"kind"`
	OGR     string     `json:"ogr,omitempty"`
	Code    string     `json:"code,omitempty"`
	Label   string     `json:"label"`
	Release string     `json:"release"` // SHA-256 of the release's content, hex
}

// A Change is one typed difference between two states of the nomenclature. It
// is the one type for what somebody wants and for what is observed between two
// releases. Which fields a kind uses is told by Kind's row in kinds.go; the
// others are empty. The zero Change is of no kind.
type Change struct {
	Kind      Kind
	Domain    string // professional domain, "M18"
	Code      string // code ROME, "M1805"
	OGR       string // OGR of an appellation, skill, knowledge or work context
	Label     string
	Short     string // short label of an appellation
	Text      string // definition, access, or the free text of "other"
	Tag       string // eco, digital, demographic, regulated, managerial, rarely_used
	Value     string // the tag's value as the export writes it; "" clears it
	Successor string // what replaces a removed entity: a code, or an OGR
	Parent    string // what a skill, knowledge or context is indexed under; see Item.Parent
	To        string // target code of a move or of a mobility
	From      string // origin code of a mobility
	Item      Ref
	Core      string // principal, emerging, or "" for an ordinary link
	Rank      int    // position of a mobility, from 1
	Tree      string // theme, sector, interest, naf
	Node      string
	Table     string // crosswalk: isco08, …
	Key       string
	Base      *Base

	// Observed changes only.
	Old, New    string
	Typographic bool
}
