package rome

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"strings"
	"unicode/utf8"
)

// What a table may be, at most. The official one with ISCO-08 has 145 kB, three
// sheets and 1,064 rows of five cells.
const (
	maxTableFile    = 16 << 20 // bytes
	maxTableRows    = 100_000  // that are not blank, of all sheets
	maxTableColumns = 200
	maxTableCell    = 32_767 // bytes; characters is what a spreadsheet allows
	maxTablePreface = 20     // rows above the header
)

// CrosswalkOptions say what a file is and how to read it.
type CrosswalkOptions struct {
	Table string // "isco08"; any way of writing it, see TableName
	Title string // "" for the file's name

	// Sheet is the only sheet to read of a workbook; "" for each that has the table.
	Sheet string
	// CodeColumn and KeyColumn are the headers of the columns with the code ROME and
	// with the key, or their numbers from 1; "" to recognise them.
	CodeColumn string
	KeyColumn  string
}

// OpenCrosswalk reads the table in a file, and returns the file's bytes with it,
// to be kept. Errors about the content are *FormatError, others come from the file
// system.
func OpenCrosswalk(name string, as CrosswalkOptions) (*Crosswalk, []byte, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, nil, err
	}
	file := filepath.Base(name)
	if info.Size() > maxTableFile {
		return nil, nil, tableTooLarge(file, info.Size())
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, nil, err
	}
	c, err := ReadCrosswalk(file, data, as)
	if err != nil {
		return nil, nil, err
	}
	return c, data, nil
}

func tableTooLarge(file string, size int64) error {
	return formatErrorf(RuleTooLarge, file, "the file has %d bytes, more than the %d a table may have", size, maxTableFile)
}

// ReadCrosswalk reads a correspondence table: an XLSX workbook, or CSV in UTF-8,
// ISO-8859-15 or Windows-1252, with commas, semicolons or tabs. Each row has a code
// ROME and a key of the other nomenclature.
//
// Where the columns have headers, they are found by them: "Code ROME", and "Code"
// and the table's name, or the first other column that is no label. A sheet without
// headers has the code first and the key second. Each sheet that has both columns
// is read; formulas are not evaluated, what they gave when the workbook was saved
// is. A row without a code, with something else in its place, or without a key is
// an Oddity, as is one that repeats another of its sheet; the latter is kept.
//
// file names the file in sources and errors, which are *FormatError.
func ReadCrosswalk(file string, data []byte, as CrosswalkOptions) (*Crosswalk, error) {
	file = mend(path.Base(filepath.ToSlash(file)))
	sum := sha256.Sum256(data)
	r := tableReader{as: as, table: Crosswalk{
		Table: TableName(as.Table), Title: mend(as.Title), File: file, SHA256: hex.EncodeToString(sum[:]),
	}}
	if r.table.Title == "" {
		r.table.Title = strings.TrimSuffix(file, path.Ext(file))
	}
	var err error
	switch {
	case r.table.Table == "" || len(r.table.Table) > maxTableName:
		err = formatErrorf(RuleBadValue, file, "%q is no name of a table: it needs a letter or a digit, and at most %d", shorten(as.Table), maxTableName)
	case len(data) > maxTableFile:
		err = tableTooLarge(file, int64(len(data)))
	case bytes.HasPrefix(data, []byte("PK\x03\x04")):
		err = r.workbook(data)
	case bytes.HasPrefix(data, []byte("\xD0\xCF\x11\xE0")):
		err = formatErrorf(RuleUnreadable, file, "the workbook is encrypted, or of Excel before 2007: save it as XLSX without a password")
	default:
		err = r.csv(decode(string(data)))
	}
	if err != nil {
		return nil, err
	}
	return r.finish()
}

// A tableReader makes a table of rows that come one by one.
type tableReader struct {
	as    CrosswalkOptions
	table Crosswalk
	rows  []CrosswalkRow
	cells int // rows that are not blank, so far
	found bool

	sheet   string // the source of its rows
	preface int
	columns *tableColumns // nil until they are found
	seen    map[pair]bool // of the sheet
}

// begin begins a sheet.
func (r *tableReader) begin(sheet string) {
	r.sheet, r.preface, r.columns = sheet, 0, nil
	r.seen = make(map[pair]bool)
}

// take takes one row. more is false where the rest of the sheet need not be read.
func (r *tableReader) take(line int, cells []string, published func() string) (more bool, err error) {
	blank := true
	for i, cell := range cells {
		if len(cell) > maxTableCell || i >= maxTableColumns {
			return false, &FormatError{
				File: r.sheet, Line: line, Rule: RuleTooLarge,
				Detail: fmt.Sprintf("the row has more than %d cells, or one of more than %d bytes", maxTableColumns, maxTableCell),
			}
		}
		blank = blank && strings.TrimSpace(cell) == ""
	}
	if blank {
		return true, nil
	}
	if r.cells++; r.cells > maxTableRows {
		return false, &FormatError{File: r.sheet, Line: line, Rule: RuleTooLarge, Detail: fmt.Sprintf("the table has more than %d rows", maxTableRows)}
	}
	if r.columns == nil {
		columns, header := r.as.columns(cells)
		if columns == nil {
			r.preface++
			return r.preface < maxTablePreface, nil
		}
		r.columns, r.found = columns, true
		if header {
			return true, nil
		}
	}
	r.row(line, cells, published)
	return true, nil
}

// row takes one row of the table itself.
func (r *tableReader) row(line int, cells []string, published func() string) {
	cell := func(at int) string {
		if at < 0 || at >= len(cells) {
			return ""
		}
		return mend(cells[at])
	}
	row := CrosswalkRow{
		Code: strings.ToUpper(cell(r.columns.code)), Label: cell(r.columns.label),
		Key: cell(r.columns.key), KeyLabel: cell(r.columns.keyLabel), Source: Source{File: r.sheet, Line: line},
	}
	if k := meant(r.table.Table, row.Key); k != row.Key {
		row.Key, row.published = k, row.Key
	}
	p := pair{row.Code, row.Key}
	switch {
	case row.Code == "" && row.Key == "":
		return // of neither: a remark
	case row.Code == "" || keyStem(row.Key) == "":
		r.odd(row.Source, OddMissing, row.Code+row.Key)
		return
	case !isCode(row.Code):
		r.odd(row.Source, OddCode, row.Code)
		return
	case utf8.RuneCountInString(row.Key) > MaxName || brokenText(row.Key, MaxName, false) != "":
		r.odd(row.Source, OddKey, shorten(row.Key))
		return
	case r.seen[p]:
		r.odd(row.Source, OddDuplicate, row.Code+" "+row.Key)
	}
	r.seen[p] = true
	row.Published = published()
	r.rows = append(r.rows, row)
}

func (r *tableReader) odd(at Source, rule OddityRule, value string) {
	r.table.oddCount++
	if len(r.table.oddities) < maxOddities {
		r.table.oddities = append(r.table.oddities, Oddity{Source: at, Rule: rule, Value: value})
	}
}

func (r *tableReader) finish() (*Crosswalk, error) {
	switch {
	case !r.found && (r.as.CodeColumn != "" || r.as.KeyColumn != ""):
		return nil, &FormatError{
			File: r.table.File, Column: shorten(oneLine(r.as.CodeColumn + "/" + r.as.KeyColumn)), Rule: RuleMissingColumn,
			Detail: "no row near the top has these columns",
		}
	case !r.found:
		return nil, formatErrorf(RuleMissingColumn, r.table.File, "no row near the top has a header with a column of codes ROME and one of keys, and none begins with a code: name the two columns")
	case len(r.rows) == 0:
		return nil, formatErrorf(RuleEmptyFile, r.table.File, "no row has a code ROME and a key")
	}
	return newCrosswalk(r.table, r.rows), nil
}
