package rome_test

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"

	"vigie/rome"
)

func TestRead(t *testing.T) {
	r := fixture().read(t)
	want := rome.Counts{Occupations: 4, Appellations: 8, Skills: 4, Knowledge: 3, Contexts: 1, Links: 7, Mobilities: 2}
	if got := r.Counts(); got != want {
		t.Errorf("counts %+v, want %+v", got, want)
	}
	if r.Number != "499" || r.PublishedOn != "2026-09-18" || r.ValidatedOn != "2026-08-27" ||
		r.Title != "ROME 4.0 version 99 - 26M09" || r.Description != "Une version\n\nd'essai : trois lignes." {
		t.Errorf("version: %q %q %q %q %q", r.Number, r.PublishedOn, r.ValidatedOn, r.Title, r.Description)
	}
	var codes []string
	for _, o := range r.Occupations() {
		codes = append(codes, o.Code)
	}
	if diff := cmp.Diff([]string{"D1102", "D1104", "M1805", "M1855"}, codes); diff != "" {
		t.Errorf("occupations are not in the order of codes: %s", diff)
	}

	o, _ := r.Occupation("M1805")
	if o.Definition != "Conçoit un logiciel.\nIl l'écrit avec \"soin\"." {
		t.Errorf("definition %q", o.Definition)
	}
	if o.Domain() != "M18" || o.MajorDomain() != "M" || o.Tags.Digital != "O" || o.Tags.Eco != "Emploi Blanc" {
		t.Errorf("%+v", o)
	}
	if row := r.Row(o.DefinitionSources[1]); row != `"M1805","3","definition","2","Il l''écrit avec ""soin""."` {
		t.Errorf("row %s", row)
	}
	var appellations, links []string
	for _, a := range o.Appellations {
		appellations = append(appellations, a.OGR)
	}
	if diff := cmp.Diff([]string{"10", "11", "12"}, appellations); diff != "" || o.Principal().OGR != "10" {
		t.Errorf("appellations: %s", diff)
	}
	for _, l := range o.Links {
		links = append(links, l.Item.OGR+l.Core+l.Rubric)
	}
	if diff := cmp.Diff([]string{"201principal1", "2022", "300emerging3", "3013"}, links); diff != "" {
		t.Errorf("links: %s", diff)
	}
	if o.Mobilities[0].To != "D1102" || o.Mobilities[1].Rank != 2 {
		t.Errorf("mobilities: %+v", o.Mobilities)
	}
	var users []string
	for _, o := range r.Users("301") {
		users = append(users, o.Code)
	}
	if diff := cmp.Diff([]string{"M1855", "M1805"}, users); diff != "" {
		t.Errorf("users: %s", diff)
	}
	if e, ok := r.Entity("400"); !ok || e != (rome.Entity{Kind: rome.KindContext, OGR: "400", Label: "Travail de nuit"}) {
		t.Errorf("entity: %+v", e)
	}
	if item, _ := r.Item("201"); item.Parent != "200" || item.Tags.Eco != "N" || item.Subcategory != "Technique" {
		t.Errorf("item: %+v", item)
	}
}

// TestReadingTraps: what has been met in real exports is read.
func TestReadingTraps(t *testing.T) {
	latin9 := func(s string) string {
		s, err := charmap.ISO8859_15.NewEncoder().String(s)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	f := fixture()
	traps := []struct {
		name  string
		files files
		want  string // of the label of skill 999, or of what get returns
		get   func(r *rome.Release) string
	}{
		{"ISO-8859-15 under a utf8 name", f.with("referentiel_savoir", latin9(f["referentiel_savoir"]+lines(`"999","Œuvre à 5 €","","","",""`))), "Œuvre à 5 €", nil},
		{"byte order mark", f.with("referentiel_savoir", "\uFEFF"+f["referentiel_savoir"]+lines(`"999","BOM","","","",""`)), "BOM", nil},
		{"lost œ, U+009C", f.plus("referentiel_savoir", "\"999\",\"C\u009cur\",\"\",\"\",\"\",\"\""), "Cœur", nil},
		{"lost ’, U+0092", f.plus("referentiel_savoir", "\"999\",\"L\u0092art\",\"\",\"\",\"\",\"\""), "L’art", nil},
		{"doubled apostrophes", f.plus("referentiel_savoir", `"999","Soins d''arbres","","","",""`), "Soins d'arbres", nil},
		{"stray and non-breaking spaces", f.plus("referentiel_savoir", "\"999\",\"\u00a0 Deux\u00a0mots \",\"\",\"\",\"\",\"\""), "Deux\u00a0mots", nil},
		{"several lines in a field", f.plus("referentiel_savoir", "\"999\",\"Une\n\nligne\",\"\",\"\",\"\",\"\"", "", `"998","Suite","","","",""`), "Une\n\nligne", nil},
		{"CRLF", f.with("referentiel_savoir", strings.ReplaceAll(f["referentiel_savoir"]+lines(`"999","Fin","","","",""`), "\n", "\r\n")), "Fin", nil},
		{"no final line break", f.with("referentiel_savoir", f["referentiel_savoir"]+`"999","Fin","","","",""`), "Fin", nil},
		{"fields without quotes", f.plus("referentiel_savoir", `999,Nu,,,,`), "Nu", nil},
		{"columns in another order, and one more", f.with("referentiel_savoir",
			lines("nouvelle,transition_num,transition_eco,sous_categorie_savoir,categorie_savoir,LIBELLE_SAVOIR,code_ogr_savoir", "x,,,,,Ordre,999",
				"x,,,,,C#,300", "x,,,,,Python,301", "x,,,,,Farines,302")), "Ordre", nil},
		{"a file more", f.with("themes", "\"code_theme\"\n"), "C#", func(r *rome.Release) string { i, _ := r.Item("300"); return i.Label }},
		{
			"the row after several lines", f.plus("referentiel_savoir", "\"998\",\"Une\nligne\",\"\",\"\",\"\",\"\"", "", `"999","Là","","","",""`), `"999","Là","","","",""`,
			func(r *rome.Release) string { i, _ := r.Item("999"); return r.Row(i.Source) },
		},
		{
			"the row of several lines", f.plus("referentiel_savoir", "\"999\",\"Une\n\n''ligne\",\"\",\"\",\"\",\"\""), "\"999\",\"Une\n\n''ligne\",\"\",\"\",\"\",\"\"",
			func(r *rome.Release) string { i, _ := r.Item("999"); return r.Row(i.Source) },
		},
		{
			"core in other case", f.edit(t, "coherence_item", "Émergente", "EMERGENTE"), "emerging",
			func(r *rome.Release) string { o, _ := r.Occupation("M1805"); l, _ := o.Link("300"); return l.Core },
		},
		{
			"links of an occupation not together", f.plus("coherence_item", `"D1102","201",""`), "201",
			func(r *rome.Release) string { o, _ := r.Occupation("D1102"); return o.Links[0].Item.OGR },
		},
	}
	for _, trap := range traps {
		t.Run(trap.name, func(t *testing.T) {
			r := trap.files.read(t)
			got := ""
			if trap.get != nil {
				got = trap.get(r)
			} else if item, ok := r.Item("999"); ok {
				got = item.Label
			}
			if got != trap.want {
				t.Errorf("got %q, want %q", got, trap.want)
			}
		})
	}
}

// TestIdentity: a folder, its zip and a zip of the folder itself are one
// release; another byte is another one.
func TestIdentity(t *testing.T) {
	f := fixture()
	want := f.read(t).SHA256
	sums := sha256.New() // LC_ALL=C sha256sum * | sha256sum
	for _, name := range slices.Sorted(maps.Keys(f.folder())) {
		fmt.Fprintf(sums, "%x  %s\n", sha256.Sum256(f.folder()[name].Data), name)
	}
	if got := fmt.Sprintf("%x", sums.Sum(nil)); got != want {
		t.Errorf("the shell says %s, Read says %s", got, want)
	}
	for _, folder := range []string{"", "RefRomeCsv/"} {
		r, err := rome.ReadBytes(f.zip(t, folder))
		if err != nil {
			t.Fatal(err)
		}
		if r.SHA256 != want {
			t.Errorf("in %q: %s, want %s", folder, r.SHA256, want)
		}
	}
	if got := f.edit(t, "texte", "Bac+5.", "Bac+4.").read(t).SHA256; got == want {
		t.Error("another content has the same identity")
	}

	dir := t.TempDir()
	for name, content := range f {
		if err := os.WriteFile(filepath.Join(dir, memberName(name)), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	r, data, err := rome.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	_, again, err := rome.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	kept, err := rome.ReadBytes(data)
	if err != nil {
		t.Fatal(err)
	}
	if r.SHA256 != want || kept.SHA256 != want || string(again) != string(data) {
		t.Error("the archive made of a folder is not the folder, or not the same twice")
	}
	name := filepath.Join(dir, "export.zip")
	if err := os.WriteFile(name, data, 0o600); err != nil {
		t.Fatal(err)
	}
	if r, bytes, err := rome.Open(name); err != nil || r.SHA256 != want || string(bytes) != string(data) {
		t.Errorf("opened as a zip: %v", err)
	}
}

// TestRubric: what liens_rome_referentiels repeats for each link is what
// Item.Rubric derives.
func TestRubric(t *testing.T) {
	r := realRelease(t, "460")
	rubrics := make(map[string]string)
	for _, record := range realTable(t, "460", "liens_rome_referentiels") {
		rubrics[record["code_rome"]+record["code_ogr"]] = record["code_rubrique"]
	}
	for _, o := range r.Occupations() {
		for _, l := range o.Links {
			if got := rubrics[o.Code+l.Item.OGR]; got != l.Rubric {
				t.Fatalf("%s %s: %q published, %q derived", o.Code, l.Item.OGR, got, l.Rubric)
			}
		}
	}
}

// FuzzReadBytes: whatever the bytes, the answer is a release or a FormatError.
func FuzzReadBytes(f *testing.F) {
	good := fixture().zip(f, "")
	f.Add(good)
	f.Add(fixture().zip(f, "folder/"))
	f.Add(good[:len(good)/2])
	f.Add([]byte("PK\x03\x04"))
	f.Add([]byte(nil))
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := rome.ReadBytes(data)
		var format *rome.FormatError
		switch {
		case err == nil && len(r.Occupations()) == 0:
			t.Error("a release of nothing")
		case err != nil && !errors.As(err, &format):
			t.Errorf("%v is no FormatError", err)
		}
	})
}
