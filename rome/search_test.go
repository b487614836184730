package rome_test

import (
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"vigie/rome"
)

func hitsOf(hits []rome.Hit) string {
	var list []string
	for _, h := range hits {
		s := h.OGR
		if h.Exact {
			s += "!"
		}
		s += strings.Repeat("~", h.Typos)
		list = append(list, s)
	}
	return strings.Join(list, " ")
}

// TestSearch: what is found in the fixture and in which order; "!" is exact,
// "~" a slip.
func TestSearch(t *testing.T) {
	r := fixture().read(t)
	for query, want := range map[string]string{
		"":                                      "",
		" / ":                                   "",
		"zzzzz":                                 "",
		"M1805":                                 "326! 10 11 12",
		"m1805":                                 "326! 10 11 12",
		"M 1805":                                "326! 10 11 12",
		"M18":                                   "326 489999 10 13 11 12",
		"301":                                   "301!",
		"développeuse web":                      "489999 13",
		"developpeur web":                       "489999 13",
		"WEB Développeurs":                      "489999 13",
		"Développeur / Développeuse web":        "489999! 13!",
		"DEVELOPPEUR / DEVELOPPEUSE  WEB":       "489999! 13!",
		"dév":                                   "326 10 489999 13",
		"boulangere":                            "36 14",
		"boulanger d1102":                       "36 14",
		"bulanger":                              "36~ 14~",
		"boulnager":                             "36~ 14~",
		"bouulanger":                            "36~ 14~",
		"boulamger":                             "36~ 14~",
		"bulan":                                 "36~ 14~",
		"boulnager patisier":                    "",
		"coeur metier":                          "12",
		"cœur de métier":                        "12!",
		"coeur d'art":                           "12",
		"c#":                                    "300!",
		"python":                                "301!",
		"pyton":                                 "301~",
		"chef":                                  "16 17",
		"cheffe de fournil":                     "16 17",
		"chef de fournil":                       "16! 17!",
		"travail de n":                          "400",
		"trav nuit":                             "400",
		"analyste-programmeuse":                 "11",
		"M1850":                                 "",
		strings.Repeat("x ", 200) + "boulanger": "",
	} {
		if diff := cmp.Diff(want, hitsOf(r.Search(query, 0))); diff != "" {
			t.Errorf("%q: %s", query, diff)
		}
	}
	if got := hitsOf(r.Search("dév", 2)); got != "326 10" {
		t.Errorf("limited: %s", got)
	}
	if got := hitsOf(r.SearchKind("dév", 0, rome.KindAppellation)); got != "10 13" {
		t.Errorf("one kind: %s", got)
	}
	if got := hitsOf(r.SearchKind("301", 0, rome.KindAppellation)); got != "" {
		t.Errorf("OGR of another kind: %s", got)
	}
	hits := r.Search("cœur de métier", 1)
	if hits[0].Matched != "Cœur de métier" || hits[0].Label != "Cœur de métier d'art" || hits[0].Occupation != "M1805" {
		t.Errorf("by its short label: %+v", hits[0])
	}
	if h := r.Search("farines", 1)[0]; h.Occupation != "D1102" {
		t.Errorf("an item of one occupation: %+v", h)
	}
	if h := r.Search("python", 1)[0]; h.Occupation != "" {
		t.Errorf("an item of two: %+v", h)
	}
}

func TestSearchOccupations(t *testing.T) {
	r := fixture().read(t)
	show := func(query string, limit int) string {
		var list []string
		for _, g := range r.SearchOccupations(query, limit) {
			list = append(list, g.Occupation.Code+"("+hitsOf(g.Matched)+")")
		}
		return strings.Join(list, " ")
	}
	for query, want := range map[string]string{
		"dév":             "M1805(326 10) M1855(489999 13)",
		"python":          "M1855(301!) M1805(301!)",
		"D11":             "D1102(36 14 16) D1104(38 15 17)",
		"chef de fournil": "D1102(16!) D1104(17!)",
		"rigueur":         "M1805(202)",
		"16":              "D1102(16!)",
		"zzzz":            "",
	} {
		if diff := cmp.Diff(want, show(query, 0)); diff != "" {
			t.Errorf("%q: %s", query, diff)
		}
	}
	if got := show("dév", 1); got != "M1805(326 10)" {
		t.Errorf("limited: %s", got)
	}
}

func TestFindLabel(t *testing.T) {
	r := fixture().read(t)
	var found []string
	for _, e := range r.FindLabel(rome.KindAppellation, "CHEF  de Fournil") {
		found = append(found, e.OGR+e.Code)
	}
	if diff := cmp.Diff([]string{"16D1102", "17D1104"}, found); diff != "" {
		t.Error(diff)
	}
	for _, none := range []string{"", "Chef", "Cœur de métier", "zzz"} {
		if got := r.FindLabel(rome.KindAppellation, none); got != nil {
			t.Errorf("%q: %+v", none, got)
		}
	}
}

// TestRealSearch: what people type in front of a real release, and what must
// come first.
func TestRealSearch(t *testing.T) {
	r := realRelease(t, "460")
	for query, want := range map[string]string{
		"développeuse web":        "M1855",
		"developpeur web":         "M1855",
		"M1805":                   "M1805",
		"boulanger":               "D1102",
		"boulangere":              "D1102",
		"boulnger":                "D1102",
		"aide soignante":          "J1501",
		"oeuvre art restaurateur": "B1302",
	} {
		groups := r.SearchOccupations(query, 5)
		var codes []string
		for _, g := range groups {
			codes = append(codes, g.Occupation.Code+" "+g.Occupation.Label+" ("+g.Matched[0].Matched+")")
		}
		if len(groups) == 0 || groups[0].Occupation.Code != want {
			t.Errorf("%q: want %s first, got\n\t%s", query, want, strings.Join(codes, "\n\t"))
		}
	}
	same := r.FindLabel(rome.KindAppellation, "Chef / Cheffe de police municipale")
	if len(same) != 2 {
		t.Errorf("one label, two appellations: %+v", same)
	}
}

// TestConcurrentUse is for the race detector.
func TestConcurrentUse(t *testing.T) {
	r := fixture().read(t)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for _, q := range []string{"dév", "bulanger", "python", "M18"} {
				r.Search(q, 5)
				r.SearchOccupations(q, 5)
				r.Check(rome.Change{Kind: rome.AppellationCreate, Code: "M1805", Label: q})
			}
		})
	}
	wg.Wait()
}
