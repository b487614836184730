package rome

import "fmt"

// The rules of a ChangeError.
const (
	ChangeBadJSON      = "bad-json"          // no JSON object
	ChangeUnknownKind  = "unknown-kind"      // no kind of the table
	ChangeUnknownField = "unknown-field"     // a field the kind does not use
	ChangeMissingField = "missing-field"     // a field the kind needs, absent or blank
	ChangeWrongType    = "wrong-type"        // a field of another JSON type
	ChangeTooLong      = "too-long"          // a text beyond its bound
	ChangeControl      = "control-character" // a character that is not to be seen
	ChangeBadCode      = "bad-code"          // no code ROME
	ChangeBadDomain    = "bad-domain"        // no domain's code
	ChangeBadOGR       = "bad-ogr"           // no OGR
	ChangeBadRank      = "bad-rank"          // no rank, which starts at 1
	ChangeUnknownTag   = "unknown-tag"       // no tag
	ChangeUnknownCore  = "unknown-core"      // neither principal, emerging nor empty
	ChangeUnknownTree  = "unknown-tree"      // no tree
	ChangeBadRef       = "bad-ref"           // neither an OGR nor a label, or both
	ChangeBadBase      = "bad-base"          // a base that is no entity
)

// A ChangeError says what keeps a change from being one: the rule that is
// broken, and the field that breaks it.
type ChangeError struct {
	Kind  Kind   // as given; "" when that is what is missing
	Field Field  // "" when it is not about one
	Rule  string // a Change… rule
	Value string // what was found, shortened; may be ""
}

// changeSentences complete "the change …".
var changeSentences = map[string]string{
	ChangeBadJSON:      "is not a JSON object",
	ChangeUnknownKind:  "is of no known kind",
	ChangeUnknownField: "has a field its kind does not use",
	ChangeMissingField: "lacks a field its kind needs",
	ChangeWrongType:    "has a field of the wrong JSON type",
	ChangeTooLong:      "has a text that is too long",
	ChangeControl:      "has a control character in a text",
	ChangeBadCode:      "has a code that is no code ROME (a letter from A to N and four digits)",
	ChangeBadDomain:    "has a domain that is no domain's code (a letter from A to N and two digits)",
	ChangeBadOGR:       "has an OGR that is not a number",
	ChangeBadRank:      "has a rank below 1 or beyond reason",
	ChangeUnknownTag:   "has a tag that is none (eco, digital, demographic, regulated, managerial, rarely_used)",
	ChangeUnknownCore:  "has a core that is neither principal, emerging nor empty",
	ChangeUnknownTree:  "has a tree that is none (theme, sector, interest, naf)",
	ChangeBadRef:       "refers to an item by neither an OGR nor a label, or by both",
	ChangeBadBase:      "has a base that names no entity",
}

// Error is one English sentence with kind, field and value.
func (e *ChangeError) Error() string {
	s := "the change " + changeSentences[e.Rule]
	if e.Kind != "" && e.Rule != ChangeUnknownKind {
		s = fmt.Sprintf("the change %s %s", e.Kind, changeSentences[e.Rule])
	}
	switch {
	case e.Field != "" && e.Value != "":
		return fmt.Sprintf("%s: %s %q", s, e.Field, e.Value)
	case e.Field != "":
		return fmt.Sprintf("%s: %s", s, e.Field)
	case e.Value != "":
		return fmt.Sprintf("%s: %q", s, e.Value)
	}
	return s
}

// shorten keeps the beginning of a value for an error.
func shorten(s string) string {
	const most = 60
	for i := range s {
		if i >= most {
			return s[:i] + "…"
		}
	}
	return s
}
