package tickets_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"vigie/migrations/dbtest"
	"vigie/rome"
	"vigie/tickets"
)

// importReal stores a real export, or skips.
func (b *bench) importReal(number string) {
	b.t.Helper()
	dir := os.Getenv("VIGIE_SHARED")
	if dir == "" {
		dir = filepath.Join("..", "..", "shared")
	}
	path := filepath.Join(dir, "rome", "RefRomeCsv-v"+number+".zip")
	if _, err := os.Stat(path); err != nil {
		b.t.Skipf("no real export: %v (set VIGIE_SHARED)", err)
	}
	r, archive, err := rome.Open(path)
	b.must(err)
	_, _, err = b.Import(b.t.Context(), tickets.Machine, r, archive)
	b.must(err)
}

// Between the versions 458 and 460 of the ROME 528 occupations were created, 13
// codes became another occupation's, and the export lost a file.
func TestMajorsOfTheRealPair(t *testing.T) {
	b := newBench(t, dbtest.SQLite(t))
	b.importReal("458")
	b.importReal("460")
	b.must(b.FollowAnnouncements(t.Context()))
	r, err := b.AnnouncedBy(t.Context(), "460")
	b.must(err)
	counts := make(map[tickets.MajorKind]int)
	for _, m := range r.Majors {
		counts[m.Kind]++
		if m.Kind == tickets.MajorFormat && m.Old != "arborescence_competences" {
			t.Errorf("%+v", m)
		}
	}
	want := map[tickets.MajorKind]int{tickets.MajorCreated: 528, tickets.MajorRepurposed: 13, tickets.MajorFormat: 1}
	if diff := cmp.Diff(want, counts); diff != "" {
		t.Error(diff)
	}
}
