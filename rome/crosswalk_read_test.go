package rome_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"

	"vigie/rome"
)

// A part is one member of a workbook.
type part struct{ name, content string }

const (
	spreadsheet   = ` xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
	relationship  = `http://schemas.openxmlformats.org/officeDocument/2006/relationships/`
	relationships = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`
)

// parts are those of a workbook with the sheets, each named and made of what is
// in its sheetData.
func parts(sheets ...[2]string) []part {
	list := []part{
		{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`},
		{"_rels/.rels", relationships + `<Relationship Id="rId1" Type="` + relationship + `officeDocument" Target="xl/workbook.xml"/></Relationships>`},
	}
	var book, rels strings.Builder
	for i, s := range sheets {
		fmt.Fprintf(&book, `<sheet name="%s" sheetId="%d" r:id="rId%d"/>`, s[0], i+1, i+1)
		fmt.Fprintf(&rels, `<Relationship Id="rId%d" Type="%sworksheet" Target="worksheets/sheet%d.xml"/>`, i+1, relationship, i+1)
		list = append(list, part{fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1), `<worksheet` + spreadsheet + `><sheetData>` + s[1] + `</sheetData></worksheet>`})
	}
	return append(list,
		part{"xl/workbook.xml", `<workbook` + spreadsheet + `><sheets>` + book.String() + `</sheets></workbook>`},
		part{"xl/_rels/workbook.xml.rels", relationships + rels.String() + `</Relationships>`})
}

// row writes a row of a sheet: texts, or numbers where they are written "=12".
func row(n int, cells ...string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<row r="%d">`, n)
	for i, cell := range cells {
		at := fmt.Sprintf("%c%d", 'A'+i, n)
		if number, ok := strings.CutPrefix(cell, "="); ok {
			fmt.Fprintf(&b, `<c r="%s"><v>%s</v></c>`, at, number)
			continue
		}
		fmt.Fprintf(&b, `<c r="%s" t="inlineStr"><is><t>`, at)
		_ = xml.EscapeText(&b, []byte(cell))
		b.WriteString(`</t></is></c>`)
	}
	return b.String() + `</row>`
}

// zipped packs the parts; one that comes again replaces the first.
func zipped(t testing.TB, list []part, others ...part) []byte {
	t.Helper()
	var buf bytes.Buffer
	w := zip.NewWriter(&buf)
	write := func(p part) {
		h := zip.FileHeader{Name: p.name, Method: zip.Deflate}
		if len(p.content) < 800 { // quicker to fuzz
			h.Method = zip.Store
		}
		f, err := w.CreateHeader(&h)
		if err == nil {
			_, err = f.Write([]byte(p.content))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, p := range list {
		if i := slices.IndexFunc(others, func(o part) bool { return o.name == p.name }); i >= 0 {
			p = others[i]
			others = slices.Delete(slices.Clone(others), i, i+1)
		}
		write(p)
	}
	for _, p := range others {
		write(p)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

// told writes down a table in short.
func told(c *rome.Crosswalk) string {
	var list []string
	for _, r := range c.Rows() {
		list = append(list, fmt.Sprintf("%s=%s@%s:%d", r.Code, r.Key, strings.TrimPrefix(r.Source.File, c.File), r.Source.Line))
	}
	odd, _ := c.Oddities()
	for _, o := range odd {
		list = append(list, fmt.Sprintf("%s %s@%s:%d", o.Rule, o.Value, strings.TrimPrefix(o.Source.File, c.File), o.Source.Line))
	}
	return strings.Join(list, " ")
}

func TestCrosswalkLayouts(t *testing.T) {
	type options = rome.CrosswalkOptions
	latin, err := charmap.Windows1252.NewEncoder().String("Code ROME;Libellé;FAP\nM1805;Œuvre d’étude;M2Z\n")
	if err != nil {
		t.Fatal(err)
	}
	book := string(zipped(t, parts(
		[2]string{"Lisez-moi", row(1, "Une note") + row(2, "M1805 et les autres")},
		[2]string{"A", row(1, "Titre") + row(3, "Key", "Code ROME", "Code NAF") + row(4, "x", "M1805", "=62.01") + `<row r="5"/>` + row(9, "y", "m1855", "10.71C") + row(10, "", "", "") + row(11, "", "D1102") + row(12, "", "", "1") + row(13, "", "Total", "2") + row(14, "z", "M1805", "=62.01")},
		[2]string{"B", row(1, "M1805", "B") + row(2, "M1806", "C")})))
	formula := string(zipped(t, parts([2]string{"S", `<row r="1"><c r="A1" t="str"><f>"M"&amp;1805</f><v>M1805</v></c><c r="B1" t="str"><f>1/0</f><v>k</v></c></row><row r="2"><c r="A2" t="str"><v>M1806</v></c><c r="B2"><f>1+1</f></c></row>`})))
	shared := string(zipped(t, parts([2]string{"S", `<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row>`}),
		part{"xl/sharedStrings.xml", `<sst` + spreadsheet + `><si><t>M1805</t></si><si><r><t>2</t></r><r><t>512</t></r></si></sst>`}))
	for _, tt := range []struct {
		name, data string
		as         options
		want       string
	}{
		{"headers", "Code ROME,Code ISCO08\nM1805,2512\n", options{Table: "isco08"}, "M1805=2512@:2"},
		{"headers the other way, with labels", "Libellé ISCO;ISCO-08;Libellé ROME;code_rome\nx;2512;y;M1805\n", options{Table: "isco08"}, "M1805=2512@:2"},
		{"a header that says no more", "rome\tclasse\nM1805\t2512\n", options{Table: "pcs"}, "M1805=2512@:2"},
		{"a table within another's name", "Code ROME,ISCO08 14SI4,Code ISCO08\nM1805,251,2512\n", options{Table: "isco08"}, "M1805=2512@:2"},
		{"no header", "M1805,2512\n\nD1102,7512\n", options{Table: "isco08"}, "M1805=2512@:1 D1102=7512@:3"},
		{"a preface", "Table des correspondances\nau 1er janvier\n\nCode ROME,ISCO08\nM1805,2512\n", options{Table: "isco08"}, "M1805=2512@:5"},
		{"a preface and no header", "x;y\nM1805;2512\n", options{Table: "isco08"}, "M1805=2512@:2"},
		{"named columns", "métier,famille,rome\nM1805,F,x\n", options{Table: "fap", CodeColumn: "Métier", KeyColumn: "FAMILLE"}, "M1805=F@:2"},
		{"numbered columns", "a,b,c\nF,x,M1805\nG,y,M1806\n", options{Table: "fap", CodeColumn: "3", KeyColumn: "1"}, "M1805=F@:2 M1806=G@:3"},
		{"one numbered column", "a,b,Code ROME\nF,x,M1805\n", options{Table: "fap", KeyColumn: "2"}, "M1805=x@:2"},
		{"quotes and lines", "Code ROME,k,l\n\"M1805\",\"2 \"\"x\"\"\",\"a\nb\"\nD1102,4,\n", options{Table: "k"}, "M1805=2 \"x\"@:2 D1102=4@:4"},
		{"a byte order mark", "\uFEFFCode ROME,k\nM1805,2\n", options{Table: "k"}, "M1805=2@:2"},
		{"Windows", latin, options{Table: "fap"}, "M1805=M2Z@:2"},
		{
			"oddities", "Code ROME,k\nM1805,1\nM1805,1\n,2\nM1806,-\nTotal,3\n,\nM1807," + strings.Repeat("x", 101) + "\nM1808,\"1\n2\"\n",
			options{Table: "k"},
			"M1805=1@:2 M1805=1@:3 duplicate M1805 1@:3 missing 2@:4 missing M1806-@:5 code TOTAL@:6 key " + strings.Repeat("x", 60) + "…@:8 key 1\n2@:9",
		},
		{"a workbook", book, options{Table: "naf"}, "M1805=62.01@!A:4 M1855=10.71C@!A:9 M1805=62.01@!A:14 M1805=B@!B:1 M1806=C@!B:2 missing D1102@!A:11 missing 1@!A:12 code TOTAL@!A:13 duplicate M1805 62.01@!A:14"},
		{"a sheet of it", book, options{Table: "naf", Sheet: "B"}, "M1805=B@!B:1 M1806=C@!B:2"},
		{"another column of it", book, options{Table: "naf", Sheet: "A", KeyColumn: "key"}, "M1805=x@!A:4 M1855=y@!A:9 M1805=z@!A:14 missing D1102@!A:11 missing TOTAL@!A:13"},
		{"formulas", formula, options{Table: "naf"}, "M1805=k@!S:1 missing M1806@!S:2"},
		{"shared texts, and cells that do not say where they are", shared, options{Table: "isco08"}, "M1805=2512@!S:1"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c, err := rome.ReadCrosswalk("dir/f.x", []byte(tt.data), tt.as)
			if err != nil {
				t.Fatal(err)
			}
			if have := told(c); have != tt.want || c.File != "f.x" || c.Title != "f" {
				t.Errorf("%s %q\n%s\nwant\n%s", c.File, c.Title, have, tt.want)
			}
		})
	}
}

func TestCrosswalkKeepsRowsAsPublished(t *testing.T) {
	for data, want := range map[string]string{
		"Code ROME;Libellé ROME;k;Libellé\r\n\r\n\"M1805\"; Étude ;\" 2''1\";Classe\r\n":                                                              "\"M1805\"; Étude ;\" 2''1\";Classe",
		string(zipped(t, parts([2]string{"S", row(1, "Code ROME", "Libellé ROME", "k", "Libellé") + row(2, "M1805", " Étude ", ` 2''1`, `Classe`)}))): `"M1805"," Étude "," 2''1","Classe"`,
	} {
		c, err := rome.ReadCrosswalk("f", []byte(data), rome.CrosswalkOptions{Table: "k", Title: "Une  table"})
		if err != nil {
			t.Fatal(err)
		}
		r := c.Rows()[0]
		if r.Published != want || r.Key != "2'1" || r.Label != "Étude" || r.KeyLabel != "Classe" || c.Title != "Une  table" || len(c.SHA256) != 64 {
			t.Errorf("%+v", r)
		}
	}
}

func TestBrokenCrosswalks(t *testing.T) {
	good := [2]string{"S", row(1, "Code ROME", "k") + row(2, "M1805", "x")}
	sheet := func(xml string) []byte {
		return zipped(t, parts(good), part{"xl/worksheets/sheet1.xml", xml})
	}
	head := `<worksheet` + spreadsheet + `><sheetData>`
	whole := zipped(t, parts(good))
	flipped := bytes.Clone(zipped(t, parts([2]string{"S", row(1, "Code ROME", "k") + row(2, "M1805", strings.Repeat("abcdefgh ", 99))})))
	at := bytes.Index(flipped, []byte("xl/worksheets/sheet1.xml"))
	flipped[at+200] ^= 0xFF
	wide := make([]string, 201)
	for i := range wide {
		wide[i] = "x"
	}
	var many strings.Builder
	many.WriteString("Code ROME,k\n")
	for range 100_001 {
		many.WriteString("M1805,x\n")
	}
	var sheets [][2]string
	for i := range 51 {
		sheets = append(sheets, [2]string{fmt.Sprint("S", i), ""})
	}
	bomb := func(n, each int) []byte {
		var list []part
		for i := range n {
			list = append(list, part{fmt.Sprintf("xl/media/%d.bin", i), strings.Repeat("ab\n", each/3)})
		}
		return zipped(t, parts(good), list...)
	}
	const inSheet = "f.xlsx!xl/worksheets/sheet1.xml"
	for _, tt := range []struct {
		name string
		data []byte
		as   rome.CrosswalkOptions
		want rome.FormatError
	}{
		{"nothing", nil, rome.CrosswalkOptions{Table: "k"}, rome.FormatError{File: "f.xlsx", Rule: rome.RuleEmptyFile}},
		{"blank", []byte(" \n\n"), rome.CrosswalkOptions{Table: "k"}, rome.FormatError{File: "f.xlsx", Rule: rome.RuleEmptyFile}},
		{"no name", whole, rome.CrosswalkOptions{Table: "---"}, rome.FormatError{File: "f.xlsx", Rule: rome.RuleBadValue}},
		{"a long name", whole, rome.CrosswalkOptions{Table: strings.Repeat("k", 41)}, rome.FormatError{File: "f.xlsx", Rule: rome.RuleBadValue}},
		{"too many bytes", bytes.Repeat([]byte("x"), 16<<20+1), rome.CrosswalkOptions{Table: "k"}, rome.FormatError{File: "f.xlsx", Rule: rome.RuleTooLarge}},
		{"Excel 97", []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), rome.CrosswalkOptions{Table: "k"}, rome.FormatError{File: "f.xlsx", Rule: rome.RuleUnreadable}},
		{"an image", []byte("\x89PNG\r\n\x1a\n\x00\x00"), rome.CrosswalkOptions{Table: "k"}, rome.FormatError{File: "f.xlsx", Rule: rome.RuleUnreadable}},
		{"UTF-16", []byte("\xFF\xFEC\x00o\x00"), rome.CrosswalkOptions{Table: "k"}, rome.FormatError{File: "f.xlsx", Rule: rome.RuleUnreadable}},
		{"no columns", []byte("a,b\nc,d\n"), rome.CrosswalkOptions{Table: "k"}, rome.FormatError{File: "f.xlsx", Rule: rome.RuleMissingColumn}},
		{"a code alone", []byte("Code ROME\nM1805\n"), rome.CrosswalkOptions{Table: "k"}, rome.FormatError{File: "f.xlsx", Rule: rome.RuleMissingColumn}},
		{"no such column", []byte("Code ROME,k\nM1805,x\n"), rome.CrosswalkOptions{Table: "k", KeyColumn: "l"}, rome.FormatError{File: "f.xlsx", Column: "/l", Rule: rome.RuleMissingColumn}},
		{"no such number", []byte("Code ROME,k\nM1805,x\n"), rome.CrosswalkOptions{Table: "k", KeyColumn: "3"}, rome.FormatError{File: "f.xlsx", Column: "/3", Rule: rome.RuleMissingColumn}},
		{"a header too far down", []byte(strings.Repeat("a,b\n", 20) + "Code ROME,k\nM1805,x\n"), rome.CrosswalkOptions{Table: "k"}, rome.FormatError{File: "f.xlsx", Rule: rome.RuleMissingColumn}},
		{"no rows", []byte("Code ROME,k\nx,y\n"), rome.CrosswalkOptions{Table: "k"}, rome.FormatError{File: "f.xlsx", Rule: rome.RuleEmptyFile}},
		{"a record too short", []byte("Code ROME,k\nM1805,x\nM1806\n"), rome.CrosswalkOptions{Table: "k"}, rome.FormatError{File: "f.xlsx", Line: 3, Rule: rome.RuleBadRow}},
		{"an open quote", []byte("Code ROME,k\nM1805,x\nM1806,\"\n"), rome.CrosswalkOptions{Table: "k"}, rome.FormatError{File: "f.xlsx", Line: 3, Rule: rome.RuleBadRow}},
		{"too many columns", []byte(strings.Join(wide, ",")), rome.CrosswalkOptions{Table: "k"}, rome.FormatError{File: "f.xlsx", Line: 1, Rule: rome.RuleTooLarge}},
		{"too long a cell", []byte("Code ROME,k\nM1805," + strings.Repeat("x", 40_000)), rome.CrosswalkOptions{Table: "k"}, rome.FormatError{File: "f.xlsx", Line: 2, Rule: rome.RuleTooLarge}},
		{"too many rows", []byte(many.String()), rome.CrosswalkOptions{Table: "k"}, rome.FormatError{File: "f.xlsx", Line: 100_001, Rule: rome.RuleTooLarge}},

		{"a workbook cut", whole[:len(whole)-30], rome.CrosswalkOptions{Table: "k"}, rome.FormatError{File: "f.xlsx", Rule: rome.RuleTruncated}},
		{"a damaged member", flipped, rome.CrosswalkOptions{Table: "k"}, rome.FormatError{File: inSheet, Rule: rome.RuleDamaged}},
		{"no workbook", fixture().zip(t, ""), rome.CrosswalkOptions{Table: "k"}, rome.FormatError{File: "f.xlsx", Rule: rome.RuleMissingFile}},
		{"no such sheet", whole, rome.CrosswalkOptions{Table: "k", Sheet: "T"}, rome.FormatError{File: "f.xlsx", Rule: rome.RuleMissingFile}},
		{"too many sheets", zipped(t, parts(sheets...)), rome.CrosswalkOptions{Table: "k"}, rome.FormatError{File: "f.xlsx", Rule: rome.RuleTooLarge}},
		{"no table in it", zipped(t, parts([2]string{"S", row(1, "a", "b")})), rome.CrosswalkOptions{Table: "k"}, rome.FormatError{File: "f.xlsx", Rule: rome.RuleMissingColumn}},
		{"a path outside", zipped(t, parts(good), part{"../x", ""}), rome.CrosswalkOptions{Table: "k"}, rome.FormatError{File: "f.xlsx", Rule: rome.RuleBadPath}},
		{"a member twice", zipped(t, append(parts(good), part{"_rels/.rels", ""})), rome.CrosswalkOptions{Table: "k"}, rome.FormatError{File: "f.xlsx!_rels/.rels", Rule: rome.RuleDuplicateFile}},
		{"a bomb", bomb(1, 8<<20), rome.CrosswalkOptions{Table: "k"}, rome.FormatError{File: "f.xlsx!xl/media/0.bin", Rule: rome.RuleZipBomb}},
		{"many small ones", bomb(70, 1<<20-2), rome.CrosswalkOptions{Table: "k"}, rome.FormatError{File: "f.xlsx", Rule: rome.RuleZipBomb}},
		{"a sheet cut", sheet(head + row(1, "Code ROME", "k") + row(2, "M1805", "x") + `<row r="3">`), rome.CrosswalkOptions{Table: "k"}, rome.FormatError{File: inSheet, Line: 1, Rule: rome.RuleBadXML}},
		{"a sheet that is no XML", sheet("hello & goodbye"), rome.CrosswalkOptions{Table: "k"}, rome.FormatError{File: inSheet, Line: 1, Rule: rome.RuleBadXML}},
		{"a document type", sheet("<!DOCTYPE x [<!ENTITY a 'b'>]>\n" + head + `</sheetData></worksheet>`), rome.CrosswalkOptions{Table: "k"}, rome.FormatError{File: inSheet, Line: 1, Rule: rome.RuleDoctype}},
		{"another encoding", sheet(`<?xml version="1.0" encoding="ebcdic"?>` + head + `</sheetData></worksheet>`), rome.CrosswalkOptions{Table: "k"}, rome.FormatError{File: inSheet, Line: 1, Rule: rome.RuleBadXML}},
		{"depth", sheet(strings.Repeat("<a>", 101) + strings.Repeat("</a>", 101)), rome.CrosswalkOptions{Table: "k"}, rome.FormatError{File: inSheet, Line: 1, Rule: rome.RuleTooDeep}},
		{"rows out of order", sheet(head + row(2, "M1805", "x") + row(1, "M1806", "y") + `</sheetData></worksheet>`), rome.CrosswalkOptions{Table: "k"}, rome.FormatError{File: inSheet, Line: 1, Rule: rome.RuleBadRow}},
		{"a row twice", sheet(head + row(2, "M1805", "x") + row(2, "M1806", "y") + `</sheetData></worksheet>`), rome.CrosswalkOptions{Table: "k"}, rome.FormatError{File: inSheet, Line: 1, Rule: rome.RuleBadRow}},
		{"a cell of another row", sheet(head + `<row r="2"><c r="A3"><v>1</v></c></row></sheetData></worksheet>`), rome.CrosswalkOptions{Table: "k"}, rome.FormatError{File: inSheet, Line: 1, Rule: rome.RuleBadRow}},
		{"a cell of no column", sheet(head + `<row r="2"><c r="AAAA2"><v>1</v></c></row></sheetData></worksheet>`), rome.CrosswalkOptions{Table: "k"}, rome.FormatError{File: inSheet, Line: 1, Rule: rome.RuleBadRow}},
		{"a cell too far right", sheet(head + row(1, "Code ROME", "k") + `<row r="2"><c r="ZZZ2"><v>1</v></c></row></sheetData></worksheet>`), rome.CrosswalkOptions{Table: "k"}, rome.FormatError{File: "f.xlsx!S", Line: 2, Rule: rome.RuleBadRow}},
		{"a cell too far right for a table", sheet(head + row(1, "Code ROME", "k") + `<row r="2"><c r="ZZ2"><v>1</v></c></row></sheetData></worksheet>`), rome.CrosswalkOptions{Table: "k"}, rome.FormatError{File: "f.xlsx!S", Line: 2, Rule: rome.RuleTooLarge}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := rome.ReadCrosswalk("f.xlsx", tt.data, tt.as)
			wantFault(t, err, tt.want)
		})
	}
}

// A file is measured before it is read into memory.
func TestOpenCrosswalk(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "large.csv")
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(f.Truncate(1<<40), f.Close()); err != nil {
		t.Skipf("no sparse file: %v", err)
	}
	_, _, err = rome.OpenCrosswalk(name, rome.CrosswalkOptions{Table: "k"})
	wantFault(t, err, rome.FormatError{File: "large.csv", Rule: rome.RuleTooLarge})
	if _, _, err = rome.OpenCrosswalk(filepath.Join(dir, "none"), rome.CrosswalkOptions{Table: "k"}); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("%v", err)
	}
}
