package sample_test

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"io/fs"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"vigie/rome/sample"
)

// releases are the two samples with their number in member names.
func releases() map[string]fs.FS {
	return map[string]fs.FS{"491": sample.First(""), "492": sample.Second("")}
}

func TestIsFolder(t *testing.T) {
	for number, fsys := range releases() {
		if err := fstest.TestFS(fsys, "version.txt", "unix_texte_v"+number+"_utf8.csv"); err != nil {
			t.Error(err)
		}
	}
	if err := fstest.TestFS(sample.Second("2024-02-29"), "version.txt"); err != nil {
		t.Error(err)
	}
}

func TestDates(t *testing.T) {
	for _, c := range []struct {
		name                   string
		fsys                   fs.FS
		publication, validated string
	}{
		{"first, default", sample.First(""), "15/06/2026", "25/05/2026"},
		{"second, default", sample.Second(""), "14/09/2026", "24/08/2026"},
		{"first", sample.First("2025-01-10"), "10/01/2025", "20/12/2024"},
		{"second", sample.Second("2024-03-21"), "21/03/2024", "29/02/2024"},
		{"published when the embedded one was validated", sample.First("2026-05-25"), "25/05/2026", "04/05/2026"},
		{"validated when the embedded one was published", sample.First("2026-07-06"), "06/07/2026", "15/06/2026"},
	} {
		text, err := fs.ReadFile(c.fsys, "version.txt")
		if err != nil {
			t.Fatal(err)
		}
		for label, date := range map[string]string{"publication": c.publication, "validation": c.validated} {
			if !strings.Contains(string(text), "Date de "+label+" : "+date+"\n") {
				t.Errorf("%s: %s is not %s in\n%s", c.name, label, date, text)
			}
		}
	}
}

func TestBadDatePanics(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("no panic")
		}
	}()
	sample.First("15/06/2026")
}

func TestZip(t *testing.T) {
	one, err := sample.Zip(sample.First("2026-01-02"))
	if err != nil {
		t.Fatal(err)
	}
	two, err := sample.Zip(sample.First("2026-01-02"))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(one, two) {
		t.Error("the same files gave two archives")
	}
	archive, err := zip.NewReader(bytes.NewReader(one), int64(len(one)))
	if err != nil {
		t.Fatal(err)
	}
	text, err := fs.ReadFile(archive, "version.txt")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(text, []byte("Date de publication : 02/01/2026")) {
		t.Errorf("the archive has another day:\n%s", text)
	}
	if got, want := len(archive.File), 18; got != want {
		t.Errorf("%d members, want %d", got, want)
	}
}

func TestSize(t *testing.T) {
	var size int64
	for _, fsys := range releases() {
		err := fs.WalkDir(fsys, ".", func(name string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			info, err := entry.Info()
			if err == nil {
				size += info.Size()
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if size > 300_000 {
		t.Errorf("the samples have %d bytes", size)
	}
}

// TestLayout holds the files to the export's form: no BOM, LF, every field
// quoted.
func TestLayout(t *testing.T) {
	for number, fsys := range releases() {
		names, err := fs.Glob(fsys, "unix_*_v"+number+"_utf8.csv")
		if err != nil {
			t.Fatal(err)
		}
		if len(names) != 17 {
			t.Errorf("%s: %d tables, want 17", number, len(names))
		}
		for _, name := range names {
			content, err := fs.ReadFile(fsys, name)
			if err != nil {
				t.Fatal(err)
			}
			records, err := csv.NewReader(bytes.NewReader(content)).ReadAll()
			if err != nil {
				t.Fatal(err)
			}
			var again bytes.Buffer
			for _, record := range records {
				for i, field := range record {
					if i > 0 {
						again.WriteByte(',')
					}
					again.WriteString(`"` + strings.ReplaceAll(field, `"`, `""`) + `"`)
				}
				again.WriteByte('\n')
			}
			if !bytes.Equal(content, again.Bytes()) {
				t.Errorf("%s is not quoted as the export is", name)
			}
		}
	}
}

// table is one file, its rows by column name.
type table []map[string]string

func read(t *testing.T, fsys fs.FS, number, name string) table {
	t.Helper()
	content, err := fs.ReadFile(fsys, "unix_"+name+"_v"+number+"_utf8.csv")
	if err != nil {
		t.Fatal(err)
	}
	records, err := csv.NewReader(bytes.NewReader(content)).ReadAll()
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	var rows table
	for _, record := range records[1:] {
		row := map[string]string{}
		for i, column := range records[0] {
			row[column] = record[i]
		}
		rows = append(rows, row)
	}
	return rows
}

// keys are the values of the given columns, joined; a key twice is an error.
func (rows table) keys(t *testing.T, columns ...string) map[string]bool {
	t.Helper()
	keys := map[string]bool{}
	for _, row := range rows {
		var values []string
		for _, column := range columns {
			values = append(values, row[column])
		}
		key := strings.Join(values, " ")
		if keys[key] {
			t.Errorf("%v %q twice", columns, key)
		}
		keys[key] = true
	}
	return keys
}

// refersTo tells every value of a column that is not among the keys.
func (rows table) refersTo(t *testing.T, column string, keys ...map[string]bool) {
	t.Helper()
	for _, row := range rows {
		known := false
		for _, k := range keys {
			known = known || k[row[column]]
		}
		if !known {
			t.Errorf("%s %q refers to nothing, in %v", column, row[column], row)
		}
	}
}

// TestIntegrity checks that every code and OGR of a table exists in the table
// it refers to, and that the tables which repeat others say the same.
func TestIntegrity(t *testing.T) {
	for number, fsys := range releases() {
		t.Run(number, func(t *testing.T) {
			get := func(name string) table { return read(t, fsys, number, name) }
			occupations, appellations := get("referentiel_code_rome"), get("referentiel_appellation")
			skills, knowledge := get("referentiel_competence"), get("referentiel_savoir")
			contexts, coherence := get("referentiel_contexte_travail"), get("coherence_item")
			links, items, mobilities := get("liens_rome_referentiels"), get("item"), get("rubrique_mobilite")

			codes := occupations.keys(t, "code_rome")
			major := get("grand_domaine").keys(t, "code_grand_domaine")
			domains := get("domaine_professionnel").keys(t, "code_domaine_professionnel")
			perMajor := map[string]int{}
			for code := range codes {
				if !domains[code[:3]] {
					t.Errorf("%s is of no domain", code)
				}
				perMajor[code[:1]]++
			}
			if len(major) != 14 || len(perMajor) != 14 {
				t.Errorf("%d major domains, %d of them used, want 14", len(major), len(perMajor))
			}
			for domain, n := range perMajor {
				if n < 2 || n > 4 {
					t.Errorf("%d occupations in %s, want 2 to 4", n, domain)
				}
			}
			occupations.refersTo(t, "code_rome_parent", codes)

			// One id space.
			ogr := map[string]string{}
			for kind, keys := range map[string]map[string]bool{
				"occupation":  occupations.keys(t, "code_ogr"),
				"appellation": appellations.keys(t, "code_ogr"),
				"skill":       skills.keys(t, "code_ogr"),
				"knowledge":   knowledge.keys(t, "code_ogr_savoir"),
				"context":     contexts.keys(t, "code_ogr"),
			} {
				for id := range keys {
					if _, err := strconv.Atoi(id); err != nil || ogr[id] != "" {
						t.Errorf("OGR %q of a %s is no number, or is a %s too", id, kind, ogr[id])
					}
					ogr[id] = kind
				}
			}

			appellations.refersTo(t, "code_rome", codes)
			appellations.refersTo(t, "code_rome_parent", codes)
			labels := map[string]string{}
			for _, o := range occupations {
				labels[o["code_rome"]] = o["libelle_rome"]
			}
			count, principal := map[string]int{}, map[string]int{}
			for _, a := range appellations {
				count[a["code_rome"]]++
				if a["classification"] == "PRINCIPALE" {
					principal[a["code_rome"]]++
					if a["libelle_appellation_long"] != labels[a["code_rome"]] {
						t.Errorf("%s: principal appellation %q, label %q", a["code_rome"], a["libelle_appellation_long"], labels[a["code_rome"]])
					}
				}
			}
			for code := range codes {
				if principal[code] != 1 {
					t.Errorf("%s has %d principal appellations", code, principal[code])
				}
				if n := count[code]; (n < 2 || n > 6) && code != "I1499" {
					t.Errorf("%s has %d appellations, want 2 to 6", code, n)
				}
			}

			coherence.keys(t, "code_rome", "code_ogr")
			coherence.refersTo(t, "code_rome", codes)
			cores := map[string]bool{}
			linked := map[string]bool{}
			for _, c := range coherence {
				switch ogr[c["code_ogr"]] {
				case "skill", "knowledge", "context":
				default:
					t.Errorf("link to %q, which is no item", c["code_ogr"])
				}
				cores[c["coeur_metier"]] = true
				linked[c["code_rome"]+" "+c["code_ogr"]] = true
			}
			if len(cores) != 3 || !cores[""] || !cores["Principale"] || !cores["Émergente"] {
				t.Errorf("cores %v", cores)
			}
			itemSection := map[string]string{}
			for _, i := range items {
				itemSection[i["code_ogr"]] = i["code_rubrique"]
			}
			blocks := map[string]int{}
			for _, l := range links {
				blocks[l["code_compo_bloc"]]++
				kind := map[string]string{"1": "occupation", "2": "appellation", "6": "context"}[l["code_compo_bloc"]]
				switch l["code_compo_bloc"] {
				case "5", "6":
					if !linked[l["code_rome"]+" "+l["code_ogr"]] || l["code_rubrique"] != itemSection[l["code_ogr"]] {
						t.Errorf("%v is in no other table", l)
					}
				}
				if kind != "" && ogr[l["code_ogr"]] != kind {
					t.Errorf("%v is a %s", l, ogr[l["code_ogr"]])
				}
			}
			if blocks["1"] != len(occupations) || blocks["2"] != len(appellations) || blocks["5"]+blocks["6"] != len(coherence) {
				t.Errorf("links per block %v, want %d occupations, %d appellations, %d items", blocks, len(occupations), len(appellations), len(coherence))
			}
			links.keys(t, "code_rome", "code_compo_bloc", "code_rubrique", "code_ogr")
			links.refersTo(t, "code_rome", codes)
			links.refersTo(t, "code_compo_bloc", get("composition_bloc").keys(t, "code_compo_bloc"))
			links.refersTo(t, "code_rubrique", get("descriptif_rubrique").keys(t, "code_rubrique"), map[string]bool{"": true})

			if got, want := len(items.keys(t, "code_ogr")), len(skills)+len(knowledge)+len(contexts); got != want {
				t.Errorf("%d items, want %d", got, want)
			}
			skills.refersTo(t, "code_ogr_macro_comp", skills.keys(t, "code_ogr"), map[string]bool{"": true})

			texts := get("texte")
			texts.keys(t, "code_rome", "libelle_type_texte", "position_phrase")
			texts.refersTo(t, "code_rome", codes)
			phrases := map[string]int{}
			for _, row := range texts {
				phrases[row["code_rome"]+" "+row["libelle_type_texte"]]++
			}
			for code := range codes {
				if d, a := phrases[code+" definition"], phrases[code+" acces_metier"]; d < 2 || d > 3 || a < 1 || a > 3 {
					t.Errorf("%s has %d phrases of definition, %d of access", code, d, a)
				}
			}

			mobilities.keys(t, "code_rome", "code_rome_cible")
			mobilities.keys(t, "code_rome", "numero_ordre")
			mobilities.refersTo(t, "code_rome", codes)
			mobilities.refersTo(t, "code_rome_cible", codes)

			for _, name := range []string{"cr_gd_dp", "arborescence_thematique"} {
				tree := get(name)
				tree.refersTo(t, "code_rome", codes)
				for _, row := range tree {
					if row["libelle_rome"] != labels[row["code_rome"]] {
						t.Errorf("%s calls %s %q", name, row["code_rome"], row["libelle_rome"])
					}
				}
			}
			if got := len(get("cr_gd_dp").keys(t, "code_rome")); got != len(codes) {
				t.Errorf("%d codes in cr_gd_dp, want %d", got, len(codes))
			}
			get("arborescence_thematique").refersTo(t, "code_theme", get("themes").keys(t, "code_theme"))
		})
	}
}
