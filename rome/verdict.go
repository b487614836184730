package rome

// A Verdict is what a release answers to a change.
type Verdict string

// The verdicts, as DESIGN has them.
const (
	// Holds: the release is as the change wants it; of a removal, the thing is
	// not there.
	Holds Verdict = "holds"
	// Unmet: it is not, and could be.
	Unmet Verdict = "unmet"
	// Partial: it nearly is: a typographic variant, another case, one of two
	// fields.
	Partial Verdict = "partial"
	// Elsewhere: it has the label, under another code or as another kind.
	Elsewhere Verdict = "elsewhere"
	// Conflict: it no longer has the target, or has it moved or repurposed
	// since the base.
	Conflict Verdict = "conflict"
	// Unverifiable: it cannot say.
	Unverifiable Verdict = "unverifiable"
)

// Verdicts lists them all, best first.
func Verdicts() []Verdict {
	return []Verdict{Holds, Partial, Elsewhere, Unmet, Conflict, Unverifiable}
}

// A Reason is a short code that says why a verdict is what it is, for programs
// and for the sentence a page makes of it. "" where the verdict says it all.
type Reason string

// The reasons.
const (
	ReasonTargetGone       Reason = "target-gone"        // the OGR or code spoken of is not in the release
	ReasonTargetMoved      Reason = "target-moved"       // it is under another code than at the base
	ReasonTargetRepurposed Reason = "target-repurposed"  // it has become another thing since the base
	ReasonOtherKind        Reason = "other-kind"         // the OGR is of an entity of another kind
	ReasonCodeUnknown      Reason = "code-unknown"       // the code to put something under is not in the release
	ReasonDomainUnknown    Reason = "domain-unknown"     // the domain to create in is not in the release
	ReasonCodeTaken        Reason = "code-taken"         // the code asked for is another occupation's
	ReasonParentUnknown    Reason = "parent-unknown"     // the parent to index under is not in the release
	ReasonLabelElsewhere   Reason = "label-elsewhere"    // the label is there, under another code
	ReasonLabelOtherKind   Reason = "label-other-kind"   // the label is there, as another kind of entity
	ReasonLabelOtherOGR    Reason = "label-other-ogr"    // the label is where it is wanted, under another OGR
	ReasonCaseOnly         Reason = "case-only"          // differs in case alone
	ReasonTypography       Reason = "typography"         // differs in accents, apostrophes, dashes, spaces
	ReasonShortDiffers     Reason = "short-differs"      // the label is as wanted, the short label is not
	ReasonShortLabel       Reason = "short-label"        // the label wanted is there as a short label
	ReasonPrincipalDiffers Reason = "principal-differs"  // the occupation is renamed, its principal appellation is not
	ReasonParentDiffers    Reason = "parent-differs"     // the label is as wanted, the parent is not
	ReasonAlreadyLinked    Reason = "already-linked"     // the link or mobility is there
	ReasonNotLinked        Reason = "not-linked"         // the link or mobility spoken of is not there
	ReasonCoreDiffers      Reason = "core-differs"       // the item is linked, with another core
	ReasonRankDiffers      Reason = "rank-differs"       // the mobility is there, at another rank
	ReasonItemMissing      Reason = "item-missing"       // no item has the label referred to
	ReasonStillThere       Reason = "still-there"        // what was to be removed is there
	ReasonTagNotPublished  Reason = "tag-not-published"  // the export has no such tag for this kind of entity
	ReasonNodeUnknown      Reason = "node-unknown"       // the node to place something at is not in the tree
	ReasonTreeNotPublished Reason = "tree-not-published" // the release does not have the tree
	ReasonTableNotLoaded   Reason = "table-not-loaded"   // the crosswalk it speaks of is not there
	ReasonKeyForm          Reason = "key-form"           // the table has the key written otherwise: a zero, a dot, a case
	ReasonKeyLevel         Reason = "key-level"          // the table has the key's group, or a part of it
	ReasonKeyElsewhere     Reason = "key-elsewhere"      // the table has the key, with other codes
	ReasonFreeText         Reason = "free-text"          // it is prose
	ReasonUnknownKind      Reason = "unknown-kind"       // it is no kind of change
)

// An Evidence is a row of a release that a verdict rests on, or of a table beside
// it, which is of no release. Where something is absent, File is the member that
// was looked through, Line 0 and Row "".
type Evidence struct {
	Release string `json:"release"` // number, "460"; "" of a crosswalk's row
	File    string `json:"file"`
	Line    int    `json:"line"`
	Row     string `json:"row"` // the record as published
}

// A Result is a verdict with what it rests on.
type Result struct {
	Verdict  Verdict    `json:"verdict"`
	Reason   Reason     `json:"reason,omitempty"`
	Evidence []Evidence `json:"evidence"`
	Found    []Entity   `json:"found,omitempty"` // the nearest things there are
}
