package rome

import "strings"

// Feminising reports whether an observed rename does nothing but write the title
// in both genders: « Chef de cave » becomes « Chef / Cheffe de cave ». It is true
// the other way round as well, where only the feminine was there.
func (c Change) Feminising() bool {
	switch c.Kind {
	case OccupationRename, AppellationRename:
		return !c.Typographic && bothGenders(c.Old, c.New)
	}
	return false
}

// bothGenders reports whether new is old in both genders.
func bothGenders(old, new string) bool {
	was, is := Fold(old), Fold(new)
	left, right, both := strings.Cut(is, " / ")
	if !both || strings.Contains(right, " / ") || strings.Contains(was, " / ") || was == is {
		return false
	}
	if !akinTitles(left, right) {
		return false
	}
	if was == left || was == right {
		return true
	}
	// What both have in common stands after the second one: "chef / cheffe de cave".
	rest, ok := strings.CutPrefix(was, left)
	if ok && rest != "" && strings.HasSuffix(right, rest) {
		return true
	}
	// The old title was the feminine alone: "sage-femme en maternité" or "cheffe de cave".
	return was == right
}

// akinTitles reports whether two titles begin with the same word but for its
// ending.
func akinTitles(a, b string) bool {
	a, _, _ = strings.Cut(a, " ")
	b, _, _ = strings.Cut(b, " ")
	common := 0
	for common < len(a) && common < len(b) && a[common] == b[common] {
		common++
	}
	return common >= 3 && common >= (min(len(a), len(b))+1)/2
}
