package rome_test

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"vigie/rome"
)

// crosswalk reads a table of CSV records, the first of which is the header.
func crosswalk(t testing.TB, table string, records ...string) *rome.Crosswalk {
	t.Helper()
	c, err := rome.ReadCrosswalk(table+".csv", []byte(lines(records...)), rome.CrosswalkOptions{Table: table, Title: strings.ToUpper(table)})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestCheckCrosswalk(t *testing.T) {
	r := fixture().read(t).WithCrosswalks(
		crosswalk(t, "isco08", "Code ROME,Code ISCO08,Libellé ISCO08",
			"M1805,2512,Concepteurs", "M1805,251,Groupe", "M1855,2513,Web", "D1102,7512,Boulangers", "D1104,7512,Pâtissiers", "K1703,110,Officiers", "A1101,8341,Engins"),
		crosswalk(t, "naf", "code_rome,naf", "D1102,10.71C", "D1104,1.10", "M1805,62.01Z"))
	steward := &rome.Base{Kind: rome.KindOccupation, OGR: "326", Code: "M1805", Label: "Steward / Hôtesse au sol"}
	add := func(code, table, key string) rome.Change {
		return rome.Change{Kind: rome.CrosswalkAdd, Code: code, Table: table, Key: key}
	}
	remove := func(code, table, key string) rome.Change {
		return rome.Change{Kind: rome.CrosswalkRemove, Code: code, Table: table, Key: key}
	}
	based := func(c rome.Change) rome.Change {
		c.Base = steward
		return c
	}
	for _, tt := range []struct {
		name    string
		change  rome.Change
		verdict rome.Verdict
		reason  rome.Reason
		where   string
		found   string // codes
	}{
		{"there", add("M1805", "isco08", "2512"), rome.Holds, "", "isco08.csv:2", ""},
		{"there, the table's name written otherwise", add("M1805", "ISCO-08", " 2512 "), rome.Holds, "", "isco08.csv:2", ""},
		{"there, whatever the base", based(add("M1805", "isco08", "2512")), rome.Holds, "", "isco08.csv:2", ""},
		{"there, of a code that the release does not have", add("A1101", "isco08", "8341"), rome.Holds, "", "isco08.csv:8", ""},
		{"as published", add("K1703", "isco08", "110"), rome.Holds, "", "isco08.csv:7", ""},
		{"as meant", add("K1703", "isco08", "0110"), rome.Holds, "", "isco08.csv:7", ""},
		{"not there", add("M1805", "isco08", "1330"), rome.Unmet, "", "isco08.csv:2 isco08.csv:3", ""},
		{"not there, and nothing of the code", add("M1855", "naf", "63.11Z"), rome.Unmet, "", "naf.csv:0", ""},
		{"a part of a group", add("M1855", "isco08", "25131"), rome.Partial, rome.ReasonKeyLevel, "isco08.csv:4", ""},
		{"the group", add("M1855", "isco08", "25"), rome.Partial, rome.ReasonKeyLevel, "isco08.csv:4", ""},
		{"too large a group", add("M1855", "isco08", "2"), rome.Unmet, "", "isco08.csv:4", ""},
		{"a group with a dot", add("M1805", "naf", "62"), rome.Partial, rome.ReasonKeyLevel, "naf.csv:4", ""},
		{"a zero less", add("D1104", "naf", "01.10"), rome.Partial, rome.ReasonKeyForm, "naf.csv:3", ""},
		{"no dot", add("M1805", "naf", "6201z"), rome.Partial, rome.ReasonKeyForm, "naf.csv:4", ""},
		{"with another code", add("M1855", "isco08", "7512"), rome.Elsewhere, rome.ReasonKeyElsewhere, "isco08.csv:4 isco08.csv:5 isco08.csv:6", "D1102 D1104"},
		{"with another code, and nothing of its own", add("M1855", "naf", "10.71C"), rome.Elsewhere, rome.ReasonKeyElsewhere, "naf.csv:2", "D1102"},
		{"with a code that is unknown", add("M1855", "isco08", "8341"), rome.Elsewhere, rome.ReasonKeyElsewhere, "isco08.csv:4 isco08.csv:8", ""},
		{"a code gone", add("M1899", "isco08", "2512"), rome.Conflict, rome.ReasonTargetGone, "unix_referentiel_code_rome_v499_utf8.csv:0", ""},
		{"a code gone, of which there is another row", add("A1101", "isco08", "9999"), rome.Conflict, rome.ReasonTargetGone, "unix_referentiel_code_rome_v499_utf8.csv:0", ""},
		{"another job since", based(add("M1805", "isco08", "7512")), rome.Conflict, rome.ReasonTargetRepurposed, "unix_referentiel_code_rome_v499_utf8.csv:2", "M1805"},
		{"no such table", add("M1805", "fap", "M2Z"), rome.Unverifiable, rome.ReasonTableNotLoaded, "", ""},
		{"no such kind", rome.Change{Kind: "crosswalk.dance", Table: "naf"}, rome.Unverifiable, rome.ReasonUnknownKind, "", ""},

		{"removed", remove("M1805", "isco08", "1330"), rome.Holds, "", "isco08.csv:0", ""},
		{"removed with its code", remove("M1899", "isco08", "1330"), rome.Holds, "", "isco08.csv:0", ""},
		{"removed, its group still there", remove("M1805", "isco08", "25121"), rome.Holds, "", "isco08.csv:0", ""},
		{"removed as it was written, still there otherwise", remove("D1104", "naf", "01.10"), rome.Partial, rome.ReasonKeyForm, "naf.csv:3", ""},
		{"still there", remove("M1805", "isco08", "2512"), rome.Unmet, rome.ReasonStillThere, "isco08.csv:2", ""},
		{"still there, of a code that is unknown", remove("A1101", "isco08", "8341"), rome.Unmet, rome.ReasonStillThere, "isco08.csv:8", ""},
		{"still there, of another job", based(remove("M1805", "isco08", "2512")), rome.Conflict, rome.ReasonTargetRepurposed, "unix_referentiel_code_rome_v499_utf8.csv:2", "M1805"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			res := r.Check(tt.change)
			var where, found []string
			for _, e := range res.Evidence {
				where = append(where, fmt.Sprintf("%s:%d", e.File, e.Line))
				if (e.Line > 0) != (e.Row != "") || (e.Release == "") != (e.File == "isco08.csv" || e.File == "naf.csv") {
					t.Errorf("evidence %+v", e)
				}
			}
			for _, e := range res.Found {
				found = append(found, e.Code)
			}
			if res.Verdict != tt.verdict || res.Reason != tt.reason || strings.Join(where, " ") != tt.where || strings.Join(found, " ") != tt.found {
				t.Errorf("%s %q at %s, found %s", res.Verdict, res.Reason, where, found)
			}
			if res.Evidence == nil {
				t.Error("no list of evidence")
			}
		})
	}
}

// What a key is shown with is bounded, however many rows have it.
func TestCrosswalkEvidenceIsBounded(t *testing.T) {
	records := []string{"rome,esco"}
	for i := range 300 {
		records = append(records, fmt.Sprintf("A%04d,x", i))
	}
	for i := range 30 {
		records = append(records, fmt.Sprintf("M1805,y%d", i))
	}
	res := fixture().read(t).WithCrosswalks(crosswalk(t, "esco", records...)).Check(rome.Change{Kind: rome.CrosswalkAdd, Code: "M1805", Table: "esco", Key: "x"})
	if res.Verdict != rome.Elsewhere || len(res.Evidence) != 15 {
		t.Errorf("%s with %d rows", res.Verdict, len(res.Evidence))
	}
}

// All that a release has is shared by the one with tables, which is another one
// nevertheless. A field that is added to Release and forgotten here is found.
func TestWithCrosswalksSharesEverything(t *testing.T) {
	bare := fixture().read(t)
	naf := crosswalk(t, "naf", "rome,naf", "D1102,10.71C")
	one := bare.WithCrosswalks(naf, nil)
	if len(bare.Crosswalks()) != 0 || len(one.Crosswalks()) != 1 {
		t.Fatalf("%d and %d tables", len(bare.Crosswalks()), len(one.Crosswalks()))
	}
	two := one.WithCrosswalks(crosswalk(t, "fap", "rome,fap", "D1102,S0Z"), crosswalk(t, "naf", "rome,naf", "D1102,10.71D"))
	if list := two.Crosswalks(); len(list) != 2 || list[0].Table != "fap" || list[1] == naf {
		t.Errorf("%+v", list)
	}
	if c, ok := one.Crosswalk("Naf"); !ok || c != naf {
		t.Error("a table was replaced in the release it was put beside")
	}
	if _, ok := one.Crosswalk("fap"); ok {
		t.Error("a table came into the release it was not put beside")
	}
	for _, r := range []*rome.Release{bare, must(bare.Apply(nil))} { // one that was read, and one without an index yet
		next := r.WithCrosswalks(naf)
		a, b := reflect.ValueOf(r).Elem(), reflect.ValueOf(next).Elem()
		for i := range a.NumField() {
			name := a.Type().Field(i).Name
			switch x, y := a.Field(i), b.Field(i); x.Kind() {
			case reflect.Slice, reflect.Map, reflect.Pointer:
				if name != "crosswalks" && (x.Pointer() != y.Pointer() || y.IsNil() && !x.IsNil()) {
					t.Errorf("%s is not shared", name)
				}
			case reflect.String, reflect.Int:
				if !x.Equal(y) {
					t.Errorf("%s is %v, was %v", name, y, x)
				}
			default:
				if name != "indexOnce" && name != "counts" {
					t.Errorf("%s is not looked at", name)
				}
			}
		}
		if r.Counts() != next.Counts() {
			t.Error("the counts differ")
		}
		if list := next.Search("boulanger", 5); len(list) == 0 {
			t.Error("nothing is found")
		}
	}
}

func must(r *rome.Release, _ []*rome.ApplyError) *rome.Release { return r }

// properties for tables: of two releases with the same tables, some pairs other.
func TestDiffCrosswalks(t *testing.T) {
	base := fixture().read(t)
	kinds := make(map[string]int)
	for seed := range uint64(300) {
		random := rand.New(rand.NewPCG(seed, 8))
		table := func() *rome.Crosswalk {
			records := []string{"Code ROME,ISCO08", "M1805,2512"}
			for range random.IntN(12) {
				code := []string{"M1805", "D1104", "D1102", "K1703"}[random.IntN(4)]
				key := []string{"2512", "0110", "110", "1.10", "01.10", "011", "11", "25.12", "7512"}[random.IntN(9)]
				records = append(records, code+","+key)
			}
			return crosswalk(t, "isco08", records...)
		}
		a, b := base.WithCrosswalks(table()), base.WithCrosswalks(table())
		if seed%3 == 0 {
			b = scramble(random, b, 6)
		}
		for _, c := range properties(t, a, b) {
			if c.Kind.Family() == "crosswalk" {
				kinds[fmt.Sprint(c.Kind, c.Typographic)]++
			}
		}
		applied, _ := a.Apply(rome.Diff(a, b))
		if diff := gocmp.Diff(pairsOf(b), pairsOf(applied)); diff != "" {
			t.Fatalf("seed %d: what was applied has other pairs (-newer +applied)\n%s", seed, diff)
		}
	}
	if kinds["crosswalk.addfalse"] == 0 || kinds["crosswalk.addtrue"] == 0 || kinds["crosswalk.removefalse"] == 0 {
		t.Errorf("generated: %v", kinds)
	}
	if list := rome.Diff(base.WithCrosswalks(crosswalk(t, "naf", "rome,naf", "M1805,62.01Z")), base); len(list) != 0 {
		t.Errorf("one of the two does not have the table, and still %s", text(list[0]))
	}
}

// pairsOf are the pairs of a release's table, each as it is meant.
func pairsOf(r *rome.Release) []string {
	var list []string
	c, _ := r.Crosswalk("isco08")
	for _, row := range c.Rows() {
		list = append(list, row.Code+" "+row.Key)
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// What is applied holds after, and the table it came from stays as it is.
func TestApplyCrosswalk(t *testing.T) {
	r := fixture().read(t).WithCrosswalks(crosswalk(t, "naf", "rome,naf", "D1102,10.71C", "D1104,1.10"))
	changes := []rome.Change{
		{Kind: rome.CrosswalkAdd, Code: "M1805", Table: "NAF", Key: "62.01Z"},
		{Kind: rome.CrosswalkAdd, Code: "D1102", Table: "naf", Key: "10.71C"},
		{Kind: rome.CrosswalkRemove, Code: "D1104", Table: "naf", Key: "01.10"}, // as it is written elsewhere
	}
	next, left := r.Apply(append(slices.Clone(changes),
		rome.Change{Kind: rome.CrosswalkAdd, Code: "M1899", Table: "naf", Key: "1"},
		rome.Change{Kind: rome.CrosswalkAdd, Code: "M1805", Table: "fap", Key: "1"},
		rome.Change{Kind: rome.CrosswalkRemove, Code: "M1805", Table: "naf", Key: "1"}))
	var reasons []string
	for _, e := range left {
		reasons = append(reasons, fmt.Sprint(e.At, " ", e.Reason))
	}
	if have := strings.Join(reasons, ", "); have != "3 target-gone, 4 table-not-loaded, 5 not-linked" {
		t.Errorf("left out: %s", have)
	}
	for _, c := range changes {
		if res := next.Check(c); res.Verdict != rome.Holds {
			t.Errorf("%s: %s %s", text(c), res.Verdict, res.Reason)
		}
	}
	now, _ := next.Crosswalk("naf")
	was, _ := r.Crosswalk("naf")
	if now.Pairs() != 2 || now.SHA256 != "" || was.Pairs() != 2 || len(was.Coded("D1104")) != 1 || len(was.Coded("M1805")) != 0 {
		t.Errorf("%+v after, %+v before", now.Rows(), was.Rows())
	}
	again, left := next.Apply([]rome.Change{{Kind: rome.CrosswalkRemove, Code: "M1805", Table: "naf", Key: "62.01Z"}, {Kind: rome.CrosswalkAdd, Code: "D1104", Table: "naf", Key: "1.10"}})
	if rows, _ := again.Crosswalk("naf"); len(left) > 0 || len(rows.Coded("M1805")) != 0 || len(rows.Coded("D1104")) != 1 {
		t.Errorf("%v, %+v", left, rows.Rows())
	}
}
