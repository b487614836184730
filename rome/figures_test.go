package rome_test

import (
	"testing"

	"vigie/rome"
)

// TestFoldOnRealPair counts which texts changed between two real releases, and
// which of them in typography alone. The figures were measured with another
// program on the same files; it also counted five labels that lost nothing but
// white space at an end, which reading trims: OGR 300313, 403891,
// 404010, 403973, 400034.
func TestFoldOnRealPair(t *testing.T) {
	a, b := realRelease(t, "458"), realRelease(t, "460")
	type figure struct{ semantic, typographic int }
	got := make(map[string]figure)
	compare := func(what, old, new string) {
		f := got[what]
		switch {
		case old == new:
			return
		case rome.Fold(old) == rome.Fold(new):
			f.typographic++
		default:
			f.semantic++
		}
		got[what] = f
	}
	for _, o := range a.Occupations() {
		p, ok := b.OccupationByOGR(o.OGR)
		if !ok {
			continue
		}
		compare("occupation.rename", o.Label, p.Label)
		compare("occupation.define", o.Definition, p.Definition)
		compare("occupation.access", o.Access, p.Access)
	}
	for _, x := range a.Appellations() {
		if y, ok := b.Appellation(x.OGR); ok {
			compare("appellation.rename", x.Label, y.Label)
			compare("appellation.short", x.Short, y.Short)
		}
	}
	for _, x := range a.Items() {
		if y, ok := b.Item(x.OGR); ok {
			compare(string(x.Kind)+".rename", x.Label, y.Label)
		}
	}
	want := map[string]figure{
		"occupation.rename":  {172, 23},
		"occupation.define":  {360, 53},
		"occupation.access":  {332, 54},
		"appellation.rename": {587, 292},
		"appellation.short":  {528, 288},
		"skill.rename":       {349, 665 - 3},
		"knowledge.rename":   {233, 326 - 1},
		"context.rename":     {1, 10 - 1},
	}
	for what, w := range want {
		if got[what] != w {
			t.Errorf("%s: %+v, want %+v", what, got[what], w)
		}
	}
}
