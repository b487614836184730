package rome_test

import (
	"archive/zip"
	"encoding/csv"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"

	"vigie/rome"
)

// realArchive returns the path of a real export, or skips.
func realArchive(tb testing.TB, name string) string {
	tb.Helper()
	dir := os.Getenv("VIGIE_SHARED")
	if dir == "" {
		dir = filepath.Join("..", "..", "shared")
	}
	path := filepath.Join(dir, "rome", name)
	if _, err := os.Stat(path); err != nil {
		tb.Skipf("no real export: %v (set VIGIE_SHARED)", err)
	}
	return path
}

var realReleases struct {
	sync.Mutex
	read map[string]*rome.Release
}

// realRelease reads a real export, once for all tests, or skips.
func realRelease(tb testing.TB, number string) *rome.Release {
	tb.Helper()
	path := realArchive(tb, "RefRomeCsv-v"+number+".zip")
	realReleases.Lock()
	defer realReleases.Unlock()
	if r := realReleases.read[number]; r != nil {
		return r
	}
	r, _, err := rome.Open(path)
	if err != nil {
		tb.Fatal(err)
	}
	if realReleases.read == nil {
		realReleases.read = make(map[string]*rome.Release)
	}
	realReleases.read[number] = r
	return r
}

func TestRealCounts(t *testing.T) {
	want := map[string]rome.Counts{
		"458": {Occupations: 1056, Appellations: 12107, Skills: 11346, Knowledge: 10233, Contexts: 150, Links: 65744, Mobilities: 10442},
		"460": {Occupations: 1584, Appellations: 13120, Skills: 18317, Knowledge: 15354, Contexts: 179, Links: 104219, Mobilities: 14912},
	}
	for number, counts := range want {
		r := realRelease(t, number)
		if got := r.Counts(); got != counts {
			t.Errorf("v%s: %+v, want %+v", number, got, counts)
		}
		if r.Number != number {
			t.Errorf("number %q, want %q", r.Number, number)
		}
	}
}

// realTable reads a table of a real export with encoding/csv, to compare with.
func realTable(tb testing.TB, number, table string) []map[string]string {
	tb.Helper()
	z, err := zip.OpenReader(realArchive(tb, "RefRomeCsv-v"+number+".zip"))
	if err != nil {
		tb.Fatal(err)
	}
	defer z.Close()
	f, err := z.Open("unix_" + table + "_v" + number + "_utf8.csv")
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	records, err := csv.NewReader(f).ReadAll()
	if err != nil {
		tb.Fatal(err)
	}
	var list []map[string]string
	for _, record := range records[1:] {
		m := make(map[string]string, len(record))
		for i, value := range record {
			m[records[0][i]] = value
		}
		list = append(list, m)
	}
	return list
}

// TestRealRows: the row of every source is the record its fact is in.
func TestRealRows(t *testing.T) {
	r := realRelease(t, "460")
	check := func(s rome.Source, want string) {
		t.Helper()
		if row := r.Row(s); !strings.Contains(row, `"`+want+`"`) {
			t.Fatalf("%s line %d: %s, want %s", s.File, s.Line, row, want)
		}
	}
	for _, o := range r.Occupations() {
		check(o.Source, o.Code)
		for _, l := range o.Links {
			check(l.Source, l.Item.OGR)
		}
		for _, m := range o.Mobilities {
			check(m.Source, m.To)
		}
		for i, s := range o.DefinitionSources {
			check(s, strconv.Itoa(i+1))
		}
	}
	for _, a := range r.Appellations() {
		check(a.Source, a.OGR)
	}
	for _, item := range r.Items() {
		check(item.Source, item.OGR)
	}
}
