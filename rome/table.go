package rome

import (
	"fmt"
	"slices"
	"strings"
)

// A table is one CSV member of a release: its decoded text, and where its
// lines start, so that the record a fact was read from can be shown as
// published.
type table struct {
	member string   // name in the archive
	text   string   // decoded
	lines  []uint32 // offset at which each line starts
}

func newTable(member, text string) *table {
	t := &table{member: member, text: text, lines: make([]uint32, 1, strings.Count(text, "\n")+1)}
	for at := 0; ; {
		n := strings.IndexByte(text[at:], '\n')
		if n < 0 || at+n+1 == len(text) {
			return t
		}
		at += n + 1
		t.lines = append(t.lines, uint32(at))
	}
}

// record returns the record that starts on the line, as published, without its
// final line break; "" when there is no such line.
func (t *table) record(line int) string {
	if line < 1 || line > len(t.lines) {
		return ""
	}
	s := newCSVScanner(t.text[t.lines[line-1]:])
	if _, _, fault := s.next(); fault != nil {
		return ""
	}
	return strings.TrimSuffix(strings.TrimSuffix(s.text[:s.pos], "\n"), "\r")
}

// rows reads a table's records by the names of its columns.
type rows struct {
	table   *table
	scanner csvScanner
	width   int   // fields of the header
	columns []int // position of each wanted column
	fields  []string
	line    int
}

// rows reads the header and finds the wanted columns in it. A column that is
// not there is an error; one that nobody asked for is fine: the export has
// grown columns before.
func (t *table) rows(wanted ...string) (*rows, error) {
	r := &rows{table: t, scanner: newCSVScanner(t.text)}
	header, line, fault := r.scanner.next()
	if fault != nil {
		return nil, r.fault(fault)
	}
	if header == nil {
		return nil, formatErrorf(RuleEmptyFile, t.member, "the file is empty")
	}
	for i, name := range header {
		header[i] = strings.ToLower(strings.TrimSpace(name))
	}
	r.width = len(header)
	for _, name := range wanted {
		at := slices.Index(header, name)
		if at < 0 {
			return nil, &FormatError{
				File: t.member, Line: line, Column: name, Rule: RuleMissingColumn,
				Detail: "the header has no such column",
			}
		}
		r.columns = append(r.columns, at)
	}
	return r, nil
}

// next moves to the next record; false at the end.
func (r *rows) next() (bool, error) {
	fields, line, fault := r.scanner.next()
	if fault != nil {
		return false, r.fault(fault)
	}
	if fields == nil {
		return false, nil
	}
	r.fields, r.line = fields, line
	if len(fields) != r.width {
		return false, &FormatError{
			File: r.table.member, Line: line, Rule: RuleBadRow,
			Detail: fmt.Sprintf("the record has %d fields where the header has %d", len(fields), r.width),
		}
	}
	return true, nil
}

// text returns the i-th wanted column, mended for display.
func (r *rows) text(i int) string { return mend(r.fields[r.columns[i]]) }

// padded returns the i-th wanted column where white space stands around it, ""
// otherwise.
func (r *rows) padded(i int) string {
	field := r.fields[r.columns[i]]
	if field == strings.TrimSpace(field) {
		return ""
	}
	return field
}

// key returns the i-th wanted column, a code or an OGR.
func (r *rows) key(i int) string { return strings.TrimSpace(r.fields[r.columns[i]]) }

// source returns where the current record is.
func (r *rows) source() Source { return Source{File: r.table.member, Line: r.line} }

// faultf reports what is wrong with a column of the current record.
func (r *rows) faultf(rule Rule, column, format string, args ...any) error {
	return &FormatError{
		File: r.table.member, Line: r.line, Column: column, Rule: rule, Detail: fmt.Sprintf(format, args...),
	}
}

func (r *rows) fault(f *csvFault) error {
	return &FormatError{File: r.table.member, Line: f.line, Rule: RuleBadRow, Detail: f.detail}
}
