package rome

import (
	"encoding/csv"
	"errors"
	"io"
	"strings"
)

// csv reads a table of comma-separated values.
func (r *tableReader) csv(text string) error {
	r.begin(r.table.File)
	if strings.TrimSpace(text) == "" {
		return formatErrorf(RuleEmptyFile, r.table.File, "the file is empty")
	}
	if strings.IndexByte(text, 0) >= 0 {
		return formatErrorf(RuleUnreadable, r.table.File, "the file is neither an XLSX workbook nor text in UTF-8, ISO-8859-15 or Windows-1252")
	}
	records := csv.NewReader(strings.NewReader(text))
	records.Comma, records.FieldsPerRecord, records.ReuseRecord = separator(text), -1, true
	width := 0
	for {
		start := records.InputOffset()
		cells, err := records.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return r.badRecord(err)
		}
		line, _ := records.FieldPos(0)
		if r.columns != nil && len(cells) != width {
			return &FormatError{File: r.sheet, Line: line, Rule: RuleBadRow, Detail: "the record has more or fewer fields than the first of the table"}
		}
		width = len(cells)
		more, err := r.take(line, cells, func() string {
			return strings.Trim(text[start:records.InputOffset()], "\r\n")
		})
		if err != nil || !more {
			return err
		}
	}
}

func (r *tableReader) badRecord(err error) error {
	var parse *csv.ParseError
	if errors.As(err, &parse) {
		return &FormatError{File: r.sheet, Line: parse.StartLine, Rule: RuleBadRow, Detail: "the record is no CSV: " + parse.Err.Error()}
	}
	return formatErrorf(RuleUnreadable, r.sheet, "the file cannot be read: %s", oneLine(err.Error()))
}

// separator is what stands between the fields: of comma, semicolon and tab, what
// the first line that has any has most of.
func separator(text string) rune {
	for line := range strings.Lines(text) {
		best, most := ',', 0
		for _, c := range ",;\t" {
			if n := strings.Count(line, string(c)); n > most {
				best, most = c, n
			}
		}
		if most > 0 {
			return best
		}
	}
	return ','
}
