package rome_test

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"

	"vigie/rome"
)

// realXML opens a referential of the V3 export, or skips.
func realXML(t *testing.T, name string) *os.File {
	t.Helper()
	f, err := os.Open(realArchive(t, filepath.Join("v3-xml", name)))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f
}

func TestRealXML(t *testing.T) {
	codes, err := rome.ReadXML(realXML(t, "unix_referentiel_code_rome_v344_iso8859-15.xml"))
	if err != nil {
		t.Fatal(err)
	}
	if codes.Name != "referentiel_code_rome" || len(codes.Rows) != 532 || strings.Join(codes.Columns, " ") != "code_ogr code_rome libelle statut1" {
		t.Errorf("%s, %d rows of %q", codes.Name, len(codes.Rows), codes.Columns)
	}
	for code, label := range map[string]string{
		"A1101": "Conduite d'engins agricoles et forestiers", // an entity
		"A1201": "Bûcheronnage et élagage",                   // ISO-8859-15
		"7":     "Bûcheronnage et élagage",                   // by its OGR
	} {
		if have, ok := codes.Label(code); !ok || have != label {
			t.Errorf("%s was called %q, want %q", code, have, label)
		}
	}
	old := codes.Labelled("BUCHERONNAGE ET ELAGAGE")
	if len(old) != 1 || old[0].Code != "A1201" || old[0].Source != (rome.Source{File: "unix_referentiel_code_rome_v344_iso8859-15.xml", Line: 9}) {
		t.Errorf("by label: %+v", old)
	}
	if codes.Value(old[0], "statut1") != "1" || codes.Value(old[0], "statut2") != "" {
		t.Error("the columns of a row are not found")
	}
	if _, ok := codes.Label("M9999"); ok {
		t.Error("a code that was never there has a label")
	}
	// Every code of the V3 days is one of today, most of them of another name.
	r := realRelease(t, "460")
	for _, row := range codes.Rows {
		if _, ok := r.Occupation(row.Code); !ok {
			t.Errorf("%s %s is not in version 460", row.Code, row.Label)
		}
	}

	contexts, err := rome.ReadXML(realXML(t, "unix_referentiel_env_travail_v344_iso8859-15.xml"))
	if err != nil {
		t.Fatal(err)
	}
	if label, _ := contexts.Label("23380"); len(contexts.Rows) != 766 || label != "En salle blanche" {
		t.Errorf("%d rows, and 23380 is %q", len(contexts.Rows), label)
	}
	for _, row := range contexts.Rows {
		if row.OGR == "" || row.Label == "" || row.Code != "" {
			t.Fatalf("%+v", row)
		}
	}
}

// xmlFile is a referential in the layout of the export.
func xmlFile(items ...string) string {
	return `<?xml version="1.0" encoding="utf-8" ?>` + "\n<ogr>\n" + strings.Join(items, "\n") + "\n</ogr>\n"
}

func TestXMLIsMendedAndFilledUp(t *testing.T) {
	text := `<?xml version="1.0" encoding="ISO-8859-15" ?><!-- a comment --><ogr>` + "\n" +
		"<item_x>\n<code_ogr> 1 </code_ogr><libelle>Ma\x9cuvre d''\xbduvre &amp; <![CDATA[<vin>]]></libelle></item_x>\n" +
		"<item_x><libelle_long>Long</libelle_long>\n<code_ogr>2</code_ogr><statut/></item_x></ogr>"
	table, err := rome.ReadXML(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	if label, _ := table.Label("1"); label != "Maœuvre d'œuvre & <vin>" {
		t.Errorf("label %q", label)
	}
	if have := strings.Join(table.Columns, " "); have != "code_ogr libelle libelle_long statut" {
		t.Errorf("columns %s", have)
	}
	for i, want := range []string{"1|Maœuvre d'œuvre & <vin>||", "2||Long|"} {
		if have := strings.Join(table.Rows[i].Values, "|"); have != want {
			t.Errorf("row %d is %q, want %q", i, have, want)
		}
	}
	if table.Rows[0].Source != (rome.Source{File: "XML", Line: 2}) || table.Rows[1].Source.Line != 4 {
		t.Errorf("sources %+v %+v", table.Rows[0].Source, table.Rows[1].Source)
	}
}

func TestBrokenXML(t *testing.T) {
	const item = "<item_x><code_ogr>1</code_ogr></item_x>"
	long := strings.Repeat("x", 90_000)
	var columns strings.Builder
	for i := range 201 {
		columns.WriteString("<c" + strings.Repeat("x", i/20) + string(rune('a'+i%20)) + "/>")
	}
	for _, fault := range []struct {
		name, text string
		line       int
		column     string
		rule       rome.Rule
	}{
		{"nothing", "", 0, "", rome.RuleEmptyFile},
		{"no item", xmlFile(), 0, "", rome.RuleEmptyFile},
		{"no XML", "code_ogr,libelle\n", 1, "", rome.RuleBadXML},
		{"another root", "<html>\n</html>", 1, "", rome.RuleBadXML},
		{"two roots", "<ogr>" + item + "</ogr>\n<ogr></ogr>", 2, "", rome.RuleBadXML},
		{"no item's name", xmlFile("<row><a>1</a></row>"), 3, "", rome.RuleBadXML},
		{"items of two tables", xmlFile(item, "<item_y><a>1</a></item_y>"), 4, "", rome.RuleBadXML},
		{"an item without a field", xmlFile(item, "<item_x></item_x>"), 4, "", rome.RuleBadXML},
		{"a field twice", xmlFile("<item_x><a>1</a>", "<a>2</a></item_x>"), 4, "a", rome.RuleBadXML},
		{"text outside", xmlFile("<item_x>1<a>1</a></item_x>"), 3, "", rome.RuleBadXML},
		{"a field in a field", xmlFile("<item_x><a><b>1</b></a></item_x>"), 3, "", rome.RuleTooDeep},
		{"cut", xmlFile(item, item)[:100], 4, "", rome.RuleTruncated},
		{"crossed", xmlFile("<item_x><a>1</item_x></a>"), 3, "", rome.RuleBadXML},
		{"a document type", "<!DOCTYPE ogr [<!ENTITY a \"b\">]>\n<ogr></ogr>", 1, "", rome.RuleDoctype},
		{"an entity", xmlFile("<item_x><a>&lol;</a></item_x>"), 3, "", rome.RuleBadXML},
		{"an entity over two lines", xmlFile("<item_x><a>&lol\n;</a></item_x>"), 3, "", rome.RuleBadXML},
		{"not UTF-8", xmlFile("<item_x><a>\xe9</a></item_x>"), 3, "", rome.RuleBadXML},
		{"another encoding", `<?xml version="1.0" encoding="utf-16"?>` + "\n<ogr/>", 1, "", rome.RuleUnreadable},
		{"another XML", `<?xml version="1.1"?>` + "\n<ogr/>", 1, "", rome.RuleBadXML},
		{"a long text", xmlFile("<item_x><a>" + long + "</a></item_x>"), 3, "", rome.RuleTooLarge},
		{"a long name", xmlFile("<item_x><" + long + "/></item_x>"), 3, "", rome.RuleTooLarge},
		{"many fields", xmlFile("<item_x>" + columns.String() + "</item_x>"), 3, "", rome.RuleTooLarge},
	} {
		t.Run(fault.name, func(t *testing.T) {
			_, err := rome.ReadXML(strings.NewReader(fault.text))
			wantFault(t, err, rome.FormatError{File: "XML", Line: fault.line, Column: fault.column, Rule: fault.rule})
		})
	}
}

// spaces is white space without end.
type spaces struct{}

func (spaces) Read(p []byte) (int, error) { return copy(p, bytes.Repeat([]byte{' '}, len(p))), nil }

// failing fails with an error of its own.
type failing struct{}

func (failing) Read([]byte) (int, error) { return 0, errors.New("the disk\nis gone") }

func TestXMLIsBounded(t *testing.T) {
	_, err := rome.ReadXML(io.MultiReader(strings.NewReader("<ogr>"), spaces{}))
	wantFault(t, err, rome.FormatError{File: "XML", Rule: rome.RuleTooLarge})
	_, err = rome.ReadXML(failing{})
	wantFault(t, err, rome.FormatError{File: "XML", Line: 1, Rule: rome.RuleUnreadable})
}

func FuzzXML(f *testing.F) {
	f.Add([]byte(xmlFile("<item_x><code_rome>M1805</code_rome><libelle>Études</libelle></item_x>")))
	latin, err := charmap.ISO8859_15.NewEncoder().String(`<?xml version="1.0" encoding="iso-8859-15"?><ogr><item_x><libelle>Œuvre d&apos;art</libelle></item_x></ogr>`)
	if err != nil {
		f.Fatal(err)
	}
	f.Add([]byte(latin))
	f.Add([]byte("<!DOCTYPE ogr><ogr><item_x><a>&b;</a></item_x></ogr>"))
	f.Add([]byte("<ogr><item_x><a><![CDATA[x]]></a><!-- --></item_x><item_x><b/></item_x></ogr>"))
	controls := regexp.MustCompile(`[\x00-\x1f]`)
	f.Fuzz(func(t *testing.T, data []byte) {
		table, err := rome.ReadXML(bytes.NewReader(data))
		if err != nil {
			var format *rome.FormatError
			if !errors.As(err, &format) || controls.MatchString(err.Error()) {
				t.Fatalf("%T %q", err, err)
			}
			return
		}
		line := 0
		for _, row := range table.Rows {
			if len(row.Values) != len(table.Columns) || row.Source.Line < line {
				t.Fatalf("row %+v of %q after line %d", row, table.Columns, line)
			}
			line = row.Source.Line
			for _, key := range []string{row.Code, row.OGR} {
				if key != "" && len(table.Coded(key)) == 0 {
					t.Fatalf("%q is not found", key)
				}
			}
			if row.Label != "" && len(table.Labelled(row.Label)) == 0 {
				t.Fatalf("%q is not found", row.Label)
			}
		}
	})
}
