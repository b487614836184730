package rome

import (
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// scanAll reads a text with the scanner; fault tells whether it gave up.
func scanAll(text string) (records [][]string, lines []int, fault bool) {
	s := newCSVScanner(text)
	for {
		fields, line, f := s.next()
		if f != nil {
			return records, lines, true
		}
		if fields == nil {
			return records, lines, false
		}
		records = append(records, append([]string{}, fields...))
		lines = append(lines, line)
	}
}

// readAll reads a text with encoding/csv.
func readAll(text string) (records [][]string, lines []int, fault bool) {
	r := csv.NewReader(strings.NewReader(text))
	r.FieldsPerRecord = -1
	for {
		fields, err := r.Read()
		if errors.Is(err, io.EOF) {
			return records, lines, false
		}
		if err != nil {
			return records, lines, true
		}
		line, _ := r.FieldPos(0)
		records = append(records, fields)
		lines = append(lines, line)
	}
}

// FuzzCSV: the scanner reads what encoding/csv reads, and gives up where it
// does.
func FuzzCSV(f *testing.F) {
	for _, seed := range []string{
		"", "a", "a,b\n", "\"a\",\"b\"\n", "\"a\"\"b\"\n", "\"a\nb\",c\r\nd\r\n", "\n\n\"a\"\n\n\nb\n", "a\"b\n", "\"a\"b\n",
		"\"a", "\"\"\"\"", ",,\n,", "a,\"\"\n", "\"a\r\nb\"\r\n", "a\r", "a\rb\n", "\r\n", "\r", "\"a\"\r", "\"a\r\"\n", "\"\n\"\n\"x\"", "a\r\n\r\nb",
		"\"a\r\r\n\"", "\"a\"\r\r\n", "a\r\r\n", "é,œ\n",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got, gotLines, gotFault := scanAll(text)
		want, wantLines, wantFault := readAll(text)
		if gotFault != wantFault {
			t.Fatalf("%q: fault %v, want %v", text, gotFault, wantFault)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("%q: %s", text, diff)
		}
		if diff := cmp.Diff(wantLines, gotLines); diff != "" {
			t.Fatalf("%q: lines: %s", text, diff)
		}
		// Every record can be found again by its line; one that ends in a lone
		// CR reads differently when it is the last.
		if strings.Contains(text, "\r") {
			return
		}
		table := newTable("x.csv", text)
		for i, line := range gotLines {
			again, _, fault := scanAll(table.record(line))
			if fault || len(again) == 0 || cmp.Diff(got[i], again[0]) != "" {
				t.Fatalf("%q: record %d, line %d: %q", text, i, line, table.record(line))
			}
		}
	})
}
