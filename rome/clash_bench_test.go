package rome_test

import (
	"testing"

	"vigie/rome"
)

// BenchmarkApply is what a preview costs: one change applied to the whole
// release.
func BenchmarkApply(b *testing.B) {
	r := realRelease(b, "460")
	change := []rome.Change{{Kind: rome.AppellationCreate, Code: "M1805", Label: "Testeur / Testeuse"}}
	for b.Loop() {
		if _, left := r.Apply(change); len(left) > 0 {
			b.Fatal(left[0])
		}
	}
}

// BenchmarkClash compares two renames of one appellation.
func BenchmarkClash(b *testing.B) {
	one := rome.Change{Kind: rome.AppellationRename, OGR: "1", Label: "Testeur / Testeuse", Base: appellation("M1805", "Testeur")}
	other := rome.Change{Kind: rome.AppellationRename, OGR: "1", Label: "Recetteur / Recetteuse", Base: appellation("M1805", "Testeur")}
	for b.Loop() {
		if _, clash := rome.Clash(one, other); !clash {
			b.Fatal("they do not clash")
		}
	}
}
