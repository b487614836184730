package rome_test

import (
	"errors"
	"regexp"
	"strings"
	"testing"

	"vigie/rome"
)

var controls = regexp.MustCompile(`[\x00-\x1f]`)

// sound checks of a table that was read, or was not, what every table promises.
func sound(t *testing.T, c *rome.Crosswalk, err error) {
	t.Helper()
	if err != nil {
		var format *rome.FormatError
		if !errors.As(err, &format) || controls.MatchString(strings.ReplaceAll(err.Error(), format.File, "")) {
			t.Fatalf("%T %q", err, err)
		}
		return
	}
	if len(c.Rows()) == 0 || c.Pairs() == 0 || c.Pairs() > len(c.Rows()) || c.Codes() > c.Pairs() {
		t.Fatalf("%d rows, %d pairs, %d codes", len(c.Rows()), c.Pairs(), c.Codes())
	}
	r := emptyRelease.WithCrosswalks(c)
	for _, row := range c.Rows() {
		if row.Source.Line < 1 || row.Published == "" {
			t.Fatalf("no source: %+v", row)
		}
		change := rome.Change{Kind: rome.CrosswalkAdd, Code: row.Code, Table: c.Table, Key: row.Key}
		if err := change.Validate(); err != nil {
			t.Fatalf("%+v: %v", row, err)
		}
		if res := r.Check(change); res.Verdict != rome.Holds || res.Evidence[0].Line == 0 {
			t.Fatalf("%+v: %+v", row, res)
		}
		change.Kind = rome.CrosswalkRemove
		next, left := r.Apply([]rome.Change{change})
		if len(left) > 0 || next.Check(change).Verdict != rome.Holds && next.Check(change).Verdict != rome.Partial {
			t.Fatalf("%+v cannot be removed: %v", row, left)
		}
	}
}

var emptyRelease = new(rome.Release)

func FuzzCrosswalkCSV(f *testing.F) {
	f.Add([]byte("Code ROME,Code ISCO08\nM1805,2512\n"), "", "")
	f.Add([]byte("code_rome;libellé;naf\r\nM1805;\"a;b\";62.01Z\r\n"), "", "")
	f.Add([]byte("M1805\t110\nD1102\t7512"), "", "")
	f.Add([]byte("a,b\nM1805,x\n"), "1", "b")
	f.Fuzz(func(t *testing.T, data []byte, code, key string) {
		if strings.HasPrefix(string(data), "PK") {
			return
		}
		c, err := rome.ReadCrosswalk("f.csv", data, rome.CrosswalkOptions{Table: "isco08", CodeColumn: code, KeyColumn: key})
		sound(t, c, err)
	})
}

// FuzzCrosswalkXLSX changes what a workbook says, not how it is zipped: FuzzReadBytes
// does that.
func FuzzCrosswalkXLSX(f *testing.F) {
	sheet := func(rows string) string {
		return `<worksheet` + spreadsheet + `><sheetData>` + rows + `</sheetData></worksheet>`
	}
	good := parts([2]string{"S", ""})
	content := func(name string) string {
		for _, p := range good {
			if p.name == name {
				return p.content
			}
		}
		f.Fatalf("no %s", name)
		return ""
	}
	book, rels := content("xl/workbook.xml"), content("xl/_rels/workbook.xml.rels")
	texts := `<sst` + spreadsheet + `><si><t>M1805</t></si><si><r><t>25</t></r><r><t>12</t></r></si></sst>`
	styles := `<styleSheet` + spreadsheet + `><numFmts count="1"><numFmt numFmtId="200" formatCode="0000"/></numFmts><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="200" applyNumberFormat="1"/></cellXfs></styleSheet>`
	f.Add(sheet(row(1, "Code ROME", "ISCO08")+row(2, "M1805", "=2512")), texts, styles, book, rels)
	f.Add(sheet(`<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>`), texts, styles, book, rels)
	f.Add(sheet(`<row r="3"><c r="A3" t="s"><v>0</v></c><c r="B3" s="1"><v>110</v></c></row>`), texts, styles, book, rels)
	f.Add(sheet(`<row><c t="inlineStr"><is><t>M1805</t></is></c><c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c><c t="d"><v>2020-01-01</v></c><c t="str"><f>1+1</f><v>2</v></c></row>`), texts, styles, book, rels)
	f.Fuzz(func(t *testing.T, sheet, texts, styles, book, rels string) {
		data := zipped(t, good, part{"xl/worksheets/sheet1.xml", sheet}, part{"xl/sharedStrings.xml", texts},
			part{"xl/styles.xml", styles}, part{"xl/workbook.xml", book}, part{"xl/_rels/workbook.xml.rels", rels})
		c, err := rome.ReadCrosswalk("f.xlsx", data, rome.CrosswalkOptions{Table: "isco08"})
		sound(t, c, err)
		if err != nil && strings.Contains(err.Error(), "not what a spreadsheet writes") {
			t.Logf("the library: %v", err)
		}
	})
}
