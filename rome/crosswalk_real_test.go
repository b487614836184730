package rome_test

import (
	"os"
	"strings"
	"testing"

	"vigie/rome"
)

// realCrosswalk reads the official table with ISCO-08, or skips.
func realCrosswalk(tb testing.TB) *rome.Crosswalk {
	tb.Helper()
	c, data, err := rome.OpenCrosswalk(realArchive(tb, "Correspondance_ROME_ISCO08.xlsx"), rome.CrosswalkOptions{Table: "ISCO-08"})
	if err != nil {
		tb.Fatal(err)
	}
	if info, err := os.Stat(realArchive(tb, "Correspondance_ROME_ISCO08.xlsx")); err != nil || info.Size() != int64(len(data)) {
		tb.Fatalf("%d bytes were kept, %v", len(data), err)
	}
	return c
}

// The two sheets have 891 rows below their headers, 359 of which have nothing but
// a border: the table is 532 rows, twice.
func TestRealCrosswalk(t *testing.T) {
	c := realCrosswalk(t)
	odd, total := c.Oddities()
	if c.Table != "isco08" || c.Title != "Correspondance_ROME_ISCO08" || len(c.Rows()) != 1064 || c.Pairs() != 532 || c.Codes() != 532 || total != 0 {
		t.Errorf("%s %q: %d rows, %d pairs, %d codes, %d oddities %v", c.Table, c.Title, len(c.Rows()), c.Pairs(), c.Codes(), total, odd)
	}
	sheets := make(map[string]int)
	for _, row := range c.Rows() {
		sheets[row.Source.File]++
		if row.Label == "" || row.KeyLabel == "" || len(row.Key) != 4 || row.Source.Line < 2 || row.Source.Line > 533 || strings.Count(row.Published, `"`) != 10 {
			t.Errorf("%+v", row)
		}
	}
	const file = "Correspondance_ROME_ISCO08.xlsx!"
	if len(sheets) != 2 || sheets[file+"ROME to ISCO-08"] != 532 || sheets[file+"ISCO-08 to ROME"] != 532 {
		t.Errorf("sheets %v", sheets)
	}
	// The zero that the spreadsheet dropped is there, and the row as published is too.
	forces := c.Coded("K1703")
	if len(forces) != 2 || forces[0].Key != "0110" || forces[0].Source.Line != 390 ||
		forces[0].Published != `"K1703","Direction opérationnelle de la défense","0","110","Officiers des forces armées"` ||
		forces[1].Source.Line != 2 || forces[1].KeyLabel != "Officiers des forces armées" || forces[1].Label != "Direction opérationnelle de la défense" {
		t.Errorf("%+v", forces)
	}
	if list := c.Unknown(realRelease(t, "460")); len(list) != 0 {
		t.Errorf("unknown to version 460: %+v", list)
	}
}

// Each row holds as what it says, in the release that it is put beside, and the
// same row is still there for who wants it away.
func TestRealCrosswalkHolds(t *testing.T) {
	c := realCrosswalk(t)
	bare := realRelease(t, "460")
	r := bare.WithCrosswalks(c)
	for _, row := range c.Rows() {
		for _, key := range []string{row.Key, strings.TrimLeft(row.Key, "0")} { // as meant and as published
			add := rome.Change{Kind: rome.CrosswalkAdd, Code: row.Code, Table: "isco08", Key: key}
			if res := bare.Check(add); res.Verdict != rome.Unverifiable || res.Reason != rome.ReasonTableNotLoaded {
				t.Fatalf("without the table: %+v", res)
			}
			add.Base = bare.BaseOf(add)
			res := r.Check(add)
			if res.Verdict != rome.Holds || len(res.Evidence) != 2 {
				t.Fatalf("%s %s: %+v", row.Code, key, res)
			}
			if e := res.Evidence[0]; e.Release != "" || !strings.HasPrefix(e.File, c.File+"!") || e.Line == 0 || !strings.Contains(e.Row, row.Code) {
				t.Fatalf("evidence %+v", e)
			}
			remove := add
			remove.Kind = rome.CrosswalkRemove
			if res := r.Check(remove); res.Verdict != rome.Unmet || res.Reason != rome.ReasonStillThere || len(res.Evidence) != 2 {
				t.Fatalf("removing %s %s: %+v", row.Code, key, res)
			}
		}
	}
}
