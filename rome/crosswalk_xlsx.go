package rome

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"
)

// What a workbook may be, at most, once it is unzipped. The official one has
// 34 members and 750 kB.
const (
	maxWorkbook = 64 << 20 // bytes of all members
	maxSheets   = 50
)

// contentTypes is the member that every workbook has.
const contentTypes = "[Content_Types].xml"

// workbook reads the sheets of an XLSX file. Nobody vouches for it: the archive is
// judged as that of a release is, and its XML is read through, before the library
// sees it. The library answers what is not well formed by ending early, and damage
// by blank cells.
func (r *tableReader) workbook(data []byte) error {
	z, err := openZip(bytes.NewReader(data), int64(len(data)))
	if err == nil {
		err = checkWorkbook(z)
	}
	var format *FormatError
	if errors.As(err, &format) {
		if format.File = r.table.File + "!" + format.File; strings.HasSuffix(format.File, "!") {
			format.File = r.table.File
		}
		return format
	}
	return r.sheets(data)
}

// checkWorkbook reads every member through, so that its checksum is compared, and
// its XML, where the library will read it.
func checkWorkbook(z *zip.Reader) error {
	if !slices.ContainsFunc(z.File, func(f *zip.File) bool { return f.Name == contentTypes }) {
		return formatErrorf(RuleMissingFile, "", "the archive is not an XLSX workbook: it has no %s", contentTypes)
	}
	var total uint64
	for _, f := range z.File {
		if total += f.UncompressedSize64; total > maxWorkbook {
			return formatErrorf(RuleZipBomb, "", "the workbook unzips to more than %d bytes", maxWorkbook)
		}
		if f.Mode().IsDir() {
			continue
		}
		if err := checkPart(f); err != nil {
			return err
		}
	}
	return nil
}

// sheets reads the rows of every sheet.
func (r *tableReader) sheets(data []byte) (err error) {
	sheet := ""
	defer func() {
		// A fault of the library must not be one of ours: the bytes are anybody's.
		if fault := recover(); fault != nil {
			err = formatErrorf(RuleDamaged, r.table.File, "the workbook's sheet %q is not what a spreadsheet writes: %s", sheet, shorten(oneLine(fmt.Sprint(fault))))
		}
	}()
	book, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{UnzipSizeLimit: maxWorkbook, UnzipXMLSizeLimit: maxWorkbook})
	if err != nil {
		return formatErrorf(RuleDamaged, r.table.File, "the file is not a workbook that can be read: %s", shorten(oneLine(err.Error())))
	}
	defer func() { _ = book.Close() }()
	names := book.GetSheetList()
	switch {
	case len(names) == 0:
		return formatErrorf(RuleMissingFile, r.table.File, "the archive has no sheet: it is not an XLSX workbook")
	case len(names) > maxSheets:
		return formatErrorf(RuleTooLarge, r.table.File, "the workbook has %d sheets, more than the %d a table may have", len(names), maxSheets)
	case r.as.Sheet != "" && !slices.Contains(names, r.as.Sheet):
		return formatErrorf(RuleMissingFile, r.table.File, "the workbook has no sheet %q: it has %s", shorten(oneLine(r.as.Sheet)), shorten(oneLine(strings.Join(names, ", "))))
	}
	for _, sheet = range names {
		if r.as.Sheet != "" && sheet != r.as.Sheet {
			continue
		}
		if err := r.worksheet(book, sheet); err != nil {
			return err
		}
	}
	return nil
}

// worksheet reads the rows of one sheet as they come.
func (r *tableReader) worksheet(book *excelize.File, sheet string) error {
	r.begin(r.table.File + "!" + mend(sheet))
	rows, err := book.Rows(sheet)
	if err != nil {
		return formatErrorf(RuleDamaged, r.sheet, "the sheet cannot be read: %s", shorten(oneLine(err.Error())))
	}
	defer func() { _ = rows.Close() }()
	for line := 1; rows.Next(); line++ {
		cells, err := rows.Columns()
		if err != nil {
			return &FormatError{File: r.sheet, Line: line, Rule: RuleBadRow, Detail: "the row cannot be read: " + shorten(oneLine(err.Error()))}
		}
		more, err := r.take(line, cells, func() string { return quoted(cells) })
		if err != nil || !more {
			return err
		}
	}
	if err := rows.Error(); err != nil {
		return formatErrorf(RuleBadRow, r.sheet, "the sheet cannot be read to its end: %s", shorten(oneLine(err.Error())))
	}
	return nil
}

// quoted writes cells as the export writes a record.
func quoted(cells []string) string {
	var b strings.Builder
	for i, cell := range cells {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(`"` + strings.ReplaceAll(cell, `"`, `""`) + `"`)
	}
	return b.String()
}
