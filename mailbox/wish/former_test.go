package wish_test

import (
	"bytes"
	"encoding/csv"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"vigie/mailbox/wish"
	"vigie/rome"
	"vigie/rome/sample"
)

// edited reads a sample release with its records changed: a record that edit
// returns nil for is left out.
func edited(t *testing.T, from fs.FS, edit func(file string, record []string) []string) *rome.Release {
	t.Helper()
	files := make(fstest.MapFS)
	names, err := fs.Glob(from, "*")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		data, err := fs.ReadFile(from, name)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(name, ".csv") {
			records, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
			if err != nil {
				t.Fatal(name, err)
			}
			var out bytes.Buffer
			w := csv.NewWriter(&out)
			for _, record := range records {
				if record = edit(name, record); record != nil {
					if err := w.Write(record); err != nil {
						t.Fatal(err)
					}
				}
			}
			w.Flush()
			data = out.Bytes()
		}
		files[name] = &fstest.MapFile{Data: data}
	}
	r, err := rome.Read(files)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// retired is the second sample without K1304, whose appellations went to K1302,
// two of them to M1607.
func retired(t *testing.T) *rome.Release {
	t.Helper()
	n := 0
	return edited(t, sample.Second(""), func(file string, record []string) []string {
		at := -1
		for i, value := range record {
			if value == "K1304" {
				at = i
			}
		}
		switch {
		case at < 0:
			return record
		case !strings.Contains(file, "referentiel_appellation"):
			return nil
		}
		to := "K1302"
		if n++; n <= 2 {
			to = "M1607"
		}
		for i, value := range record {
			switch value {
			case "K1304":
				record[i] = to
			case "PRINCIPALE":
				record[i] = "SYNONYME"
			}
		}
		return record
	})
}

func codesOf(r *wish.Reader, text string) []wish.Code { return r.Read("demande", text).Codes }

func TestRetiredCode(t *testing.T) {
	now, before := retired(t), sampleRelease()
	if _, ok := now.Occupation("K1304"); ok {
		t.Fatal("K1304 is still there")
	}
	known := wish.NewReader(now, before)
	if got := codesOf(known, "Bonjour, K1304 et M1805"); len(got) != 2 || got[0] != (wish.Code{
		Code: "K1304", Label: "Employé familial / Employée familiale", Successor: "K1302",
	}) {
		t.Errorf("with a history: %+v", got)
	}
	unknown := wish.NewReader(now)
	if got := codesOf(unknown, "Bonjour, K1304 et M1805"); len(got) != 1 || got[0].Code != "M1805" {
		t.Errorf("without a history a bare code of nothing: %+v", got)
	}
	if got := codesOf(unknown, "la fiche K1304"); len(got) != 1 || got[0] != (wish.Code{Code: "K1304"}) {
		t.Errorf("without a history: %+v", got)
	}
	// A history that has it too, an older one, and the release itself change nothing.
	for _, history := range [][]*rome.Release{{now, before}, {before, now, sampleRelease()}} {
		if got := codesOf(wish.NewReader(now, history...), "K1304"); len(got) != 1 || got[0].Successor != "K1302" {
			t.Errorf("%d releases: %+v", len(history), got)
		}
	}
	// Nothing is asked of a sheet that is no more.
	if got := known.Read("", "Merci d'ajouter l'appellation « Majordome connecté » à la fiche K1304."); len(got.Changes) != 0 {
		t.Errorf("a change of a retired code: %+v", got.Changes)
	}
}

func TestRenumberedCode(t *testing.T) {
	now := edited(t, sample.Second(""), func(_ string, record []string) []string {
		for i, value := range record {
			if value == "K1304" {
				record[i] = "K1399"
			}
		}
		return record
	})
	got := codesOf(wish.NewReader(now, sampleRelease()), "fiche K1304")
	if len(got) != 1 || got[0].Successor != "K1399" || got[0].Current {
		t.Errorf("the occupation kept its OGR: %+v", got)
	}
}

// TestRealFormers: versions 58 and 60 have lost no code, but some were given to
// other jobs.
func TestRealFormers(t *testing.T) {
	r := wish.NewReader(realRelease(t, "460"), realRelease(t, "458"))
	for _, tt := range []struct{ code, successor string }{
		{"E1110", "E1101"}, // Community manager, now the publishing director
		{"B1608", "B1603"}, // operator in jewellery, now the goldsmith
		{"M1202", "M1211"}, // the chartered accountant, now the auditor
		{"H1302", ""},      // renamed: most of its appellations stayed
		{"M1805", ""},
	} {
		got := codesOf(r, "la fiche "+tt.code)
		if len(got) != 1 || got[0].Successor != tt.successor || !got[0].Current || got[0].Label == "" {
			t.Errorf("%s: %+v, want successor %q", tt.code, got, tt.successor)
		}
	}
	for _, c := range realRelease(t, "458").Occupations() {
		if got := codesOf(r, c.Code); len(got) != 1 || !got[0].Current {
			t.Errorf("%s: %+v", c.Code, got)
		}
	}
}
