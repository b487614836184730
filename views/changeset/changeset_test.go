package changeset_test

import (
	"bytes"
	"encoding/csv"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"vigie/rome"
	"vigie/rome/sample"
	"vigie/tickets"
	"vigie/views"
	"vigie/views/changeset"
)

// sampled is a changeset of every change of the sample, and what a spreadsheet
// must not take for a formula.
func sampled(t *testing.T) changeset.Changeset {
	t.Helper()
	r, err := rome.Read(sample.First(""))
	if err != nil {
		t.Fatal(err)
	}
	c := changeset.Changeset{ChangesetContext: views.ChangesetContext{
		Release: r, Expected: []tickets.Date{{Year: 2026, Month: 9, Day: 15}, {Year: 2026, Month: 12, Day: 15}},
		Retired: func(_ rome.EntityKind, _, label string) bool { return label == "Livreur / Livreuse à vélo cargo" },
	}}
	changes := append(slices.Clone(sample.Changes),
		rome.Change{Kind: rome.AppellationCreate, Code: "M1805", Label: `=HYPERLINK("https://example.org","Cliquez")`},
		rome.Change{Kind: rome.AppellationCreate, Code: "M1805", Label: "-2+3"},
		rome.Change{Kind: rome.LinkCore, Code: "M1607", Item: rome.Ref{OGR: "108328"}, Core: rome.CoreEmerging},
		rome.Change{Kind: rome.AppellationPrincipal, OGR: "20168"},
		rome.Change{Kind: rome.Other, Text: "Revoir les métiers de la donnée.\nMerci."},
	)
	for i, change := range changes {
		change.Base = r.BaseOf(change)
		c.Lines = append(c.Lines, tickets.Awaited{
			Reference: "ROME-2026-00042", N: i + 1, Change: change, State: tickets.Awaiting,
			AcceptedOn: tickets.Date{Year: 2026, Month: 7, Day: 1}, Due: tickets.Date{Year: 2026, Month: 12, Day: 20},
		})
	}
	return c
}

func write(t *testing.T, c changeset.Changeset, f changeset.Format) []byte {
	t.Helper()
	body, err := c.Write(f)
	if err != nil {
		t.Fatal(err)
	}
	return body
}

// What is handed over as JSON is what release check reads, the changes unchanged.
func TestJSONIsReadByReleaseCheck(t *testing.T) {
	c := sampled(t)
	erased := tickets.Awaited{Reference: "ROME-2026-00043", N: 1, Change: rome.Change{Kind: rome.Other}, Erased: true}
	c.Lines = append(c.Lines, erased)
	changes, err := rome.ParseChanges(write(t, c, changeset.JSON))
	if err != nil {
		t.Fatal(err)
	}
	if len(changes) != len(c.Lines)-1 {
		t.Fatalf("%d changes, want %d", len(changes), len(c.Lines)-1)
	}
	for i, change := range changes {
		if !change.Same(c.Lines[i].Change) || (change.Base == nil) != (c.Lines[i].Change.Base == nil) {
			t.Errorf("change %d became %+v", i+1, change)
		}
	}
	if !strings.Contains(string(write(t, c, changeset.JSON)), `"line":"ROME-2026-00042/1 · `) {
		t.Error("no line names its request")
	}
	empty, err := rome.ParseChanges(write(t, changeset.Changeset{}, changeset.JSON))
	if err != nil || len(empty) != 0 {
		t.Errorf("nothing is written as %v, %v", empty, err)
	}
}

func TestCSV(t *testing.T) {
	c := sampled(t)
	records, err := csv.NewReader(bytes.NewReader(write(t, c, changeset.CSV))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(records[0], views.ChangesetColumns()) || len(records) != len(c.Lines)+1 {
		t.Fatalf("%d records under %v", len(records), records[0])
	}
	for i, record := range records[1:] {
		for j, cell := range record {
			if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
				t.Errorf("line %d: %s is %q, which is a formula", i+1, records[0][j], cell)
			}
		}
	}
	at := func(i int) map[string]string {
		line := make(map[string]string)
		for j, name := range records[0] {
			line[name] = records[i+1][j]
		}
		return line
	}
	for i, want := range map[int]map[string]string{
		0: {"type_evolution": "création", "objet": "appellation", "champ": "libellé", "code_ogr": "", "code_rome": "M1805", "valeur_avant": "", "nature": "appellation.create"},
		2: {"type_evolution": "réactivation", "libelle": "Livreur / Livreuse à vélo cargo"},
		3: {"type_evolution": "renommage", "code_ogr": "10744", "valeur_apres": "Agent immobilier / Agente immobilière"},
		4: {"type_evolution": "réindexation", "champ": "code ROME", "code_ogr": "20168", "valeur_apres": "I1401", "a_livrer_le": "2026-12-15", "echeance": "2026-12-20", "retenue_le": "2026-07-01"},
		5: {"type_evolution": "substitution", "code_ogr": "19372", "remplace_par_code": "19365", "reference": "ROME-2026-00042", "evolution": "6"},
		9: {"type_evolution": "modification", "objet": "métier", "champ": "transition numérique", "valeur_apres": "O", "code_rome": "F1602"},
	} {
		for name, value := range want {
			if have := at(i)[name]; have != value {
				t.Errorf("line %d: %s is %q, want %q", i+1, name, have, value)
			}
		}
	}
	if have := at(4)["valeur_avant"]; have == "" || have == "I1401" {
		t.Errorf("the code before a move is %q", have)
	}
}

// The sheet says what the table says, as texts.
func TestXLSX(t *testing.T) {
	c := sampled(t)
	f, err := excelize.OpenReader(bytes.NewReader(write(t, c, changeset.XLSX)))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	rows, err := f.GetRows(views.ChangesetSheet)
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != len(c.Lines)+1 || !slices.Equal(rows[0], views.ChangesetColumns()) {
		t.Fatalf("%d rows under %v", len(rows), rows[0])
	}
	for i, a := range c.Lines {
		want := views.ChangesetRow(a, c.ChangesetContext)
		have := slices.Concat(rows[i+1], make([]string, len(want)-len(rows[i+1])))
		if !slices.Equal(have, want) {
			t.Errorf("row %d is %q, want %q", i+1, have, want)
		}
		for j := range want {
			name, _ := excelize.CoordinatesToCellName(j+1, i+2)
			if formula, err := f.GetCellFormula(views.ChangesetSheet, name); err != nil || formula != "" {
				t.Errorf("%s is the formula %q, %v", name, formula, err)
			}
		}
	}
}

// A text that is longer than a cell can be is cut, and the file can be read.
func TestXLSXOfALongText(t *testing.T) {
	c := sampled(t)
	c.Lines = c.Lines[:1]
	c.Lines[0].Change = rome.Change{Kind: rome.Other, Text: strings.Repeat("é", 40_000)}
	f, err := excelize.OpenReader(bytes.NewReader(write(t, c, changeset.XLSX)))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	if _, err := f.GetRows(views.ChangesetSheet); err != nil {
		t.Error(err)
	}
}

func TestNoOtherFormat(t *testing.T) {
	if _, err := (changeset.Changeset{}).Write("pdf"); err == nil {
		t.Error("a changeset was written as pdf")
	}
	for _, f := range changeset.Formats() {
		if len(write(t, changeset.Changeset{}, f)) == 0 || f.Type() == "" {
			t.Errorf("%s is nothing", f)
		}
	}
}
