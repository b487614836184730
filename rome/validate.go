package rome

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Bounds of a change's texts, in characters. The longest label of the export
// has 253, the longest phrase of a text 765.
const (
	MaxLabel = 300
	MaxText  = 20_000
	MaxName  = 100 // of a node, a key, a table, a tag's value
	MaxRank  = 1_000
)

// Validate judges the shape of a change and looks at no release: its kind is
// known, the fields it needs are set and well formed, those it does not use
// are not set. The error is a *ChangeError.
func (c Change) Validate() error {
	row, ok := kindRows[c.Kind]
	if !ok {
		return &ChangeError{Kind: c.Kind, Rule: ChangeUnknownKind, Field: "kind", Value: shorten(string(c.Kind))}
	}
	for _, f := range row.Required {
		if c.isBlank(f) && !f.mayBeEmpty() && c.Old == "" { // what was observed may have lost its text
			return &ChangeError{Kind: c.Kind, Field: f, Rule: ChangeMissingField}
		}
	}
	for _, f := range Fields() {
		if c.isZero(f) {
			continue
		}
		if !row.has(f) && f != FieldOld && f != FieldNew {
			return &ChangeError{Kind: c.Kind, Field: f, Rule: ChangeUnknownField}
		}
		if rule := c.broken(f); rule != "" {
			e := &ChangeError{Kind: c.Kind, Field: f, Rule: rule}
			if s := c.text(f); s != nil {
				e.Value = shorten(*s)
			}
			return e
		}
	}
	if !c.Base.valid() {
		return &ChangeError{Kind: c.Kind, Field: "base", Rule: ChangeBadBase}
	}
	return nil
}

// isBlank reports whether a field is unset or white space.
func (c *Change) isBlank(f Field) bool {
	if s := c.text(f); s != nil {
		return strings.TrimSpace(*s) == ""
	}
	return c.isZero(f)
}

// broken returns the rule that a set field breaks, or "".
func (c *Change) broken(f Field) string {
	switch f {
	case FieldItem:
		return c.Item.broken()
	case FieldRank:
		return unless(c.Rank >= 1 && c.Rank <= MaxRank, ChangeBadRank)
	case FieldDomain:
		return unless(isDomain(c.Domain), ChangeBadDomain)
	case FieldCode, FieldFrom:
		return unless(isCode(*c.text(f)), ChangeBadCode)
	case FieldTo:
		return unless(isCode(c.To), ChangeBadCode)
	case FieldOGR:
		return unless(isOGR(c.OGR), ChangeBadOGR)
	case FieldSuccessor:
		if c.Kind == OccupationRemove {
			return unless(isCode(c.Successor), ChangeBadCode)
		}
		return unless(isOGR(c.Successor), ChangeBadOGR)
	case FieldTag:
		_, known := Tags{}.Get(c.Tag)
		return unless(known, ChangeUnknownTag)
	case FieldCore:
		return unless(c.Core == CorePrincipal || c.Core == CoreEmerging, ChangeUnknownCore)
	case FieldTree:
		return unless(slices.Contains(Trees(), c.Tree), ChangeUnknownTree)
	case FieldLabel, FieldShort, FieldParent:
		return brokenText(*c.text(f), MaxLabel, false)
	case FieldText, FieldOld, FieldNew:
		return brokenText(*c.text(f), MaxText, true)
	}
	return brokenText(*c.text(f), MaxName, false)
}

// unless returns the rule when it is not kept.
func unless(kept bool, rule string) string {
	if kept {
		return ""
	}
	return rule
}

// broken returns the rule that a reference breaks, or "".
func (r Ref) broken() string {
	switch {
	case r.OGR != "" && r.Label != "":
		return ChangeBadRef
	case r.OGR != "":
		return unless(isOGR(r.OGR), ChangeBadOGR)
	case strings.TrimSpace(r.Label) == "":
		return ChangeBadRef
	}
	return brokenText(r.Label, MaxLabel, false)
}

// brokenText returns the rule that a text breaks, or "". Line breaks and tabs
// are allowed in prose only; characters that turn the direction of writing,
// which can make a text read as another, nowhere.
func brokenText(s string, most int, prose bool) string {
	if utf8.RuneCountInString(s) > most {
		return ChangeTooLong
	}
	for _, r := range s {
		switch {
		case prose && (r == '\n' || r == '\r' || r == '\t'):
		case unicode.IsControl(r), r == utf8.RuneError,
			r >= '\u202A' && r <= '\u202E', r >= '\u2066' && r <= '\u2069':
			return ChangeControl
		}
	}
	return ""
}

// valid reports whether a base, if there is one, can be an entity's.
func (b *Base) valid() bool {
	return b == nil || b.Kind.Valid() &&
		(b.OGR == "" || isOGR(b.OGR)) && (b.Code == "" || isCode(b.Code)) &&
		brokenText(b.Label, MaxLabel, false) == "" && len(b.Release) <= 64
}
