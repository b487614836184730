package rome_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"vigie/rome"
)

// TestBrokenReleases: each fault is one error that names the rule, the file,
// and the line and column where there are some.
func TestBrokenReleases(t *testing.T) {
	f := fixture()
	const file = "unix_%s_v499_utf8.csv"
	named := func(table string) string { return fmt.Sprintf(file, table) }
	v3 := func() fstest.MapFS {
		fsys := make(fstest.MapFS)
		for name, m := range f.folder() {
			fsys[strings.Replace(name, "v499", "v344", 1)] = m
		}
		return fsys
	}
	mixed := f.folder()
	mixed["unix_secteur_naf_v498_utf8.csv"] = &fstest.MapFile{Data: []byte("\"code_theme\"\n")}
	twice := f.folder()
	twice["unix_texte_v499.csv"] = twice[named("texte")]

	faults := []struct {
		name string
		fsys fs.FS
		want rome.FormatError // without Detail
	}{
		{"empty folder", fstest.MapFS{}, rome.FormatError{File: "unix_grand_domaine_v*_utf8.csv", Rule: rome.RuleMissingFile}},
		{"V3 by its names", v3(), rome.FormatError{File: "unix_arborescence_secteur_activite_v344_utf8.csv", Rule: rome.RuleV3Export}},
		{"V3 XML", fstest.MapFS{"unix_referentiel_code_rome_v344_iso8859-15.xml": {}}, rome.FormatError{File: "unix_referentiel_code_rome_v344_iso8859-15.xml", Rule: rome.RuleV3Export}},
		{"V3 by a file", f.with("referentiel_env_travail", "a\n").folder(), rome.FormatError{File: named("referentiel_env_travail"), Rule: rome.RuleV3Export}},
		{
			"V3 by its columns", f.with("referentiel_code_rome", lines(`"code_rome","code_fiche_metier","code_ogr","libelle_rome","statut"`, `"M1805","1","6","X","1"`)).folder(),
			rome.FormatError{File: named("referentiel_code_rome"), Rule: rome.RuleV3Export},
		},
		{"XML of 4.0", fstest.MapFS{"unix_texte_v460_iso8859-15.xml": {}}, rome.FormatError{File: "unix_texte_v460_iso8859-15.xml", Rule: rome.RuleOtherExport}},
		{"missing file", f.with("texte", "").folder(), rome.FormatError{File: "unix_texte_v*_utf8.csv", Rule: rome.RuleMissingFile}},
		{"missing version", f.with("version.txt", "").folder(), rome.FormatError{File: "version.txt", Rule: rome.RuleMissingFile}},
		{"two releases", mixed, rome.FormatError{File: "unix_secteur_naf_v498_utf8.csv", Rule: rome.RuleBadVersion}},
		{"the same file twice", twice, rome.FormatError{File: named("texte"), Rule: rome.RuleDuplicateFile}},
		{"another version inside", f.edit(t, "version.txt", ": 99", ": 98").folder(), rome.FormatError{File: "version.txt", Rule: rome.RuleBadVersion}},
		{"a date that does not exist", f.edit(t, "version.txt", "18/09/2026", "31/09/2026").folder(), rome.FormatError{File: "version.txt", Line: 3, Rule: rome.RuleBadVersion}},
		{
			"missing column", f.edit(t, "referentiel_appellation", `"peu_usite"`, `"peu_use"`).folder(),
			rome.FormatError{File: named("referentiel_appellation"), Line: 1, Column: "peu_usite", Rule: rome.RuleMissingColumn},
		},
		{"empty file", f.with("texte", "\n").folder(), rome.FormatError{File: named("texte"), Rule: rome.RuleEmptyFile}},
		{
			"no occupation", f.with("referentiel_code_rome", strings.SplitAfter(f["referentiel_code_rome"], "\n")[0]).folder(),
			rome.FormatError{File: named("referentiel_code_rome"), Rule: rome.RuleEmptyFile},
		},
		{"too few fields", f.plus("coherence_item", `"M1805","302"`).folder(), rome.FormatError{File: named("coherence_item"), Line: 9, Rule: rome.RuleBadRow}},
		{"an open quote", f.plus("coherence_item", `"M1805","302","`).folder(), rome.FormatError{File: named("coherence_item"), Line: 9, Rule: rome.RuleBadRow}},
		{"text after a quote", f.plus("coherence_item", `"M1805"x,"302",""`).folder(), rome.FormatError{File: named("coherence_item"), Line: 9, Rule: rome.RuleBadRow}},
		{
			"line counted over several lines", f.plus("referentiel_savoir", "\"998\",\"a\n\nb\",\"\",\"\",\"\",\"\"", `"999"`).folder(),
			rome.FormatError{File: named("referentiel_savoir"), Line: 8, Rule: rome.RuleBadRow},
		},
		{
			"no code", f.edit(t, "referentiel_code_rome", `"D1104"`, `"D114"`).folder(),
			rome.FormatError{File: named("referentiel_code_rome"), Line: 3, Column: "code_rome", Rule: rome.RuleBadValue},
		},
		{
			"no OGR", f.edit(t, "referentiel_savoir", `"301"`, `"3O1"`).folder(),
			rome.FormatError{File: named("referentiel_savoir"), Line: 3, Column: "code_ogr_savoir", Rule: rome.RuleBadValue},
		},
		{
			"no rank", f.edit(t, "rubrique_mobilite", `"2"`, `"-2"`).folder(),
			rome.FormatError{File: named("rubrique_mobilite"), Line: 2, Column: "numero_ordre", Rule: rome.RuleBadValue},
		},
		{
			"no label", f.edit(t, "referentiel_savoir", `"Python"`, `" "`).folder(),
			rome.FormatError{File: named("referentiel_savoir"), Line: 3, Column: "libelle_savoir", Rule: rome.RuleBadValue},
		},
		{
			"unknown core", f.edit(t, "coherence_item", `"Émergente"`, `"Oui"`).folder(),
			rome.FormatError{File: named("coherence_item"), Line: 7, Column: "coeur_metier", Rule: rome.RuleBadValue},
		},
		{
			"a code twice", f.plus("referentiel_code_rome", `"M1805","9","9","X","","","","","","M1805"`).folder(),
			rome.FormatError{File: named("referentiel_code_rome"), Line: 6, Column: "code_rome", Rule: rome.RuleDuplicateKey},
		},
		{
			"an OGR twice, in two files", f.plus("referentiel_savoir", `"201","X","","","",""`).folder(),
			rome.FormatError{File: named("referentiel_savoir"), Line: 5, Column: "code_ogr_savoir", Rule: rome.RuleDuplicateKey},
		},
		{
			"a link twice", f.plus("coherence_item", `"M1805","301",""`).folder(),
			rome.FormatError{File: named("coherence_item"), Line: 9, Column: "code_ogr", Rule: rome.RuleDuplicateKey},
		},
		{
			"a mobility twice", f.plus("rubrique_mobilite", `"M1805","D1102","3"`).folder(),
			rome.FormatError{File: named("rubrique_mobilite"), Line: 4, Column: "code_rome_cible", Rule: rome.RuleDuplicateKey},
		},
		{
			"a phrase twice", f.plus("texte", `"M1805","3","definition","2","X"`).folder(),
			rome.FormatError{File: named("texte"), Line: 5, Column: "position_phrase", Rule: rome.RuleDuplicateKey},
		},
		{
			"unknown domain", f.plus("referentiel_code_rome", `"M1701","9","9","X","","","","","","M1805"`).folder(),
			rome.FormatError{File: named("referentiel_code_rome"), Line: 6, Column: "code_rome", Rule: rome.RuleDanglingReference},
		},
		{
			"unknown parent", f.plus("referentiel_code_rome", `"M1806","9","9","X","","","","","","M1899"`).folder(),
			rome.FormatError{File: named("referentiel_code_rome"), Line: 6, Column: "code_rome_parent", Rule: rome.RuleDanglingReference},
		},
		{
			"unknown major domain", f.plus("domaine_professionnel", `"N11","X"`).folder(),
			rome.FormatError{File: named("domaine_professionnel"), Line: 4, Column: "code_domaine_professionnel", Rule: rome.RuleDanglingReference},
		},
		{
			"appellation of an unknown code", f.edit(t, "referentiel_appellation", `"Chef de fournil","D1104"`, `"Chef de fournil","D1199"`).folder(),
			rome.FormatError{File: named("referentiel_appellation"), Line: 9, Column: "code_rome", Rule: rome.RuleDanglingReference},
		},
		{
			"unknown macro-skill", f.edit(t, "referentiel_competence", `"203",""`, `"300",""`).folder(),
			rome.FormatError{File: named("referentiel_competence"), Line: 4, Column: "code_ogr_macro_comp", Rule: rome.RuleDanglingReference},
		},
		{
			"link to an appellation", f.plus("coherence_item", `"M1805","10",""`).folder(),
			rome.FormatError{File: named("coherence_item"), Line: 9, Column: "code_ogr", Rule: rome.RuleDanglingReference},
		},
		{
			"link of an unknown code", f.plus("coherence_item", `"M1899","301",""`).folder(),
			rome.FormatError{File: named("coherence_item"), Line: 9, Column: "code_rome", Rule: rome.RuleDanglingReference},
		},
		{
			"text of an unknown code", f.plus("texte", `"M1899","3","definition","1","X"`).folder(),
			rome.FormatError{File: named("texte"), Line: 5, Column: "code_rome", Rule: rome.RuleDanglingReference},
		},
		{
			"mobility to an unknown code", f.plus("rubrique_mobilite", `"M1805","D1199","3"`).folder(),
			rome.FormatError{File: named("rubrique_mobilite"), Line: 4, Column: "code_rome_cible", Rule: rome.RuleDanglingReference},
		},
	}
	for _, fault := range faults {
		t.Run(fault.name, func(t *testing.T) {
			_, err := rome.Read(fault.fsys)
			wantFault(t, err, fault.want)
		})
	}
}

// wantFault compares an error but for its detail, and reads its sentence.
func wantFault(t *testing.T, err error, want rome.FormatError) {
	t.Helper()
	var got *rome.FormatError
	if !errors.As(err, &got) {
		t.Fatalf("error %v, want %+v", err, want)
	}
	sentence := got.Error()
	if got.File != want.File || got.Line != want.Line || got.Column != want.Column || got.Rule != want.Rule {
		t.Errorf("%+v\nwant %+v", *got, want)
	}
	if !strings.Contains(sentence, got.File) || !strings.Contains(sentence, got.Column) || got.Detail == "" ||
		strings.ContainsAny(sentence, "\n") || strings.HasSuffix(sentence, ".") {
		t.Errorf("sentence %q", sentence)
	}
}

// TestBrokenArchives: what is wrong with a zip itself.
func TestBrokenArchives(t *testing.T) {
	good := fixture().zip(t, "")
	made := func(edit func(w *zip.Writer)) []byte {
		var buf bytes.Buffer
		w := zip.NewWriter(&buf)
		edit(w)
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		return buf.Bytes()
	}
	member := func(w *zip.Writer, h *zip.FileHeader, content []byte) {
		f, err := w.CreateHeader(h)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write(content); err != nil {
			t.Fatal(err)
		}
	}
	path := func(name string) []byte {
		return made(func(w *zip.Writer) { member(w, &zip.FileHeader{Name: name}, nil) })
	}
	link := &zip.FileHeader{Name: "texte.csv"}
	link.SetMode(fs.ModeSymlink | 0o777)
	damaged := bytes.Clone(good)
	at := bytes.Index(damaged, []byte("coherence_item")) + 40
	damaged[at] ^= 0xFF

	faults := []struct {
		name string
		data []byte
		want rome.FormatError
	}{
		{"nothing", nil, rome.FormatError{Rule: rome.RuleNotAZip}},
		{"a page", []byte("<!doctype html><title>403</title>"), rome.FormatError{Rule: rome.RuleNotAZip}},
		{"half of it", good[:len(good)/2], rome.FormatError{Rule: rome.RuleTruncated}},
		{"its end cut", good[:len(good)-10], rome.FormatError{Rule: rome.RuleTruncated}},
		{"damaged", damaged, rome.FormatError{File: memberName("coherence_item"), Rule: rome.RuleDamaged}},
		{"parent path", path("../texte.csv"), rome.FormatError{Rule: rome.RuleBadPath}},
		{"parent path inside", path("a/../../texte.csv"), rome.FormatError{Rule: rome.RuleBadPath}},
		{"absolute path", path("/etc/passwd"), rome.FormatError{Rule: rome.RuleBadPath}},
		{"backslashes", path(`a\texte.csv`), rome.FormatError{Rule: rome.RuleBadPath}},
		{"drive", path("C:texte.csv"), rome.FormatError{Rule: rome.RuleBadPath}},
		{
			"symbolic link", made(func(w *zip.Writer) { member(w, link, []byte("/etc/passwd")) }),
			rome.FormatError{File: "texte.csv", Rule: rome.RuleBadPath},
		},
		{
			"encrypted", made(func(w *zip.Writer) { member(w, &zip.FileHeader{Name: "texte.csv", Flags: 1}, nil) }),
			rome.FormatError{File: "texte.csv", Rule: rome.RuleUnreadable},
		},
		{"a name twice", made(func(w *zip.Writer) {
			member(w, &zip.FileHeader{Name: "texte.csv"}, nil)
			member(w, &zip.FileHeader{Name: "texte.csv"}, nil)
		}), rome.FormatError{File: "texte.csv", Rule: rome.RuleDuplicateFile}},
		{"many members", made(func(w *zip.Writer) {
			for i := range 300 {
				member(w, &zip.FileHeader{Name: fmt.Sprint(i)}, nil)
			}
		}), rome.FormatError{Rule: rome.RuleTooManyMembers}},
		{"bomb by ratio", made(func(w *zip.Writer) {
			member(w, &zip.FileHeader{Name: "texte.csv", Method: zip.Deflate}, make([]byte, 8<<20))
		}), rome.FormatError{File: "texte.csv", Rule: rome.RuleZipBomb}},
		{"bomb by size", bomb(t, 1, 65<<20, 60<<20), rome.FormatError{File: "0.csv", Rule: rome.RuleZipBomb}},
		{"bomb by sum", bomb(t, 5, 60<<20, 60<<20), rome.FormatError{Rule: rome.RuleZipBomb}},
		{"more than it says", bomb(t, 1, 10, 3), rome.FormatError{File: "0.csv", Rule: rome.RuleDamaged}},
	}
	for _, fault := range faults {
		t.Run(fault.name, func(t *testing.T) {
			fsys, err := rome.OpenZip(bytes.NewReader(fault.data), int64(len(fault.data)))
			if err == nil && fault.name == "more than it says" {
				_, err = rome.Read(with(fsys))
			} else if err == nil {
				_, err = rome.Read(fsys)
			}
			wantFault(t, err, fault.want)
		})
	}
	if _, err := rome.OpenZip(bytes.NewReader(nil), 1<<40); err == nil || !strings.Contains(err.Error(), "bytes") {
		t.Errorf("a huge archive: %v", err)
	}
}

// bomb makes an archive whose directory claims members of some size, whatever
// there is.
func bomb(t *testing.T, members int, claimed, compressed uint64) []byte {
	t.Helper()
	var buf bytes.Buffer
	w := zip.NewWriter(&buf)
	for i := range members {
		h := &zip.FileHeader{Name: fmt.Sprint(i) + ".csv", UncompressedSize64: claimed, CompressedSize64: compressed}
		if _, err := w.CreateRaw(h); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

// with lays an archive over the fixture.
func with(over fs.FS) fs.FS {
	fsys := fixture().folder()
	return overlay{fsys, over}
}

type overlay struct {
	fstest.MapFS
	over fs.FS
}

func (o overlay) Open(name string) (fs.File, error) {
	if f, err := o.over.Open(name); err == nil && name != "." {
		return f, nil
	}
	return o.MapFS.Open(name)
}

func (o overlay) ReadDir(name string) ([]fs.DirEntry, error) {
	list, err := fs.ReadDir(o.MapFS, name)
	if err != nil {
		return nil, err
	}
	more, err := fs.ReadDir(o.over, name)
	return append(list, more...), err
}

func (o overlay) Stat(name string) (fs.FileInfo, error) {
	if info, err := fs.Stat(o.over, name); err == nil {
		return info, nil
	}
	return o.MapFS.Stat(name)
}
