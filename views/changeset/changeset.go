package changeset

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"

	"vigie/tickets"
	"vigie/views"
)

// A Format is a kind of file.
type Format string

// The formats.
const (
	CSV  Format = "csv"
	JSON Format = "json"
	XLSX Format = "xlsx"
)

// Formats lists them.
func Formats() []Format { return []Format{CSV, JSON, XLSX} }

// Type is the media type of a file of the format.
func (f Format) Type() string {
	switch f {
	case JSON:
		return "application/json; charset=utf-8"
	case XLSX:
		return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	}
	return "text/csv; charset=utf-8"
}

// A Changeset is what is to be handed over.
type Changeset struct {
	Lines []tickets.Awaited
	views.ChangesetContext
}

// Write gives the file. What a free text asked is left out of the JSON once it
// was erased: without words it is no change.
func (c Changeset) Write(f Format) ([]byte, error) {
	switch f {
	case CSV:
		return c.csv()
	case JSON:
		return c.json()
	case XLSX:
		return c.xlsx()
	}
	return nil, fmt.Errorf("no changeset is written as %q", string(f))
}

func (c Changeset) csv() ([]byte, error) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.UseCRLF = true // RFC 4180, section 2
	if err := w.Write(views.ChangesetColumns()); err != nil {
		return nil, err
	}
	for _, a := range c.Lines {
		row := views.ChangesetRow(a, c.ChangesetContext)
		for i := range row {
			row[i] = views.SafeCell(row[i])
		}
		if err := w.Write(row); err != nil {
			return nil, err
		}
	}
	w.Flush()
	return b.Bytes(), w.Error()
}

// json writes the changes as release check reads them, each with a line that
// names its request.
func (c Changeset) json() ([]byte, error) {
	var list []string
	names := views.NamesOf(c.Release)
	for _, a := range c.Lines {
		if a.Erased {
			continue
		}
		change, err := json.Marshal(a.Change)
		if err != nil {
			return nil, fmt.Errorf("writing change %d of %s: %w", a.N, a.Reference, err)
		}
		line, err := json.Marshal(fmt.Sprintf("%s/%d · %s", a.Reference, a.N, views.ChangeText(a.Change, names).Line()))
		if err != nil {
			return nil, err
		}
		list = append(list, "  "+strings.TrimSuffix(string(change), "}")+`,"line":`+string(line)+"}")
	}
	return []byte("[\n" + strings.Join(list, ",\n") + "\n]\n"), nil
}

// maxCell is how many characters a cell of a sheet can hold.
const maxCell = excelize.TotalCellChars

// xlsx writes one sheet, its header fixed and filterable. Cells are texts: none
// is taken for a formula.
func (c Changeset) xlsx() (_ []byte, err error) {
	f := excelize.NewFile()
	defer func() {
		if err2 := f.Close(); err == nil {
			err = err2
		}
	}()
	if err := f.SetSheetName("Sheet1", views.ChangesetSheet); err != nil {
		return nil, err
	}
	w, err := f.NewStreamWriter(views.ChangesetSheet)
	if err != nil {
		return nil, err
	}
	columns := views.ChangesetColumns()
	if err := c.sheet(f, w, columns); err != nil {
		return nil, fmt.Errorf("writing the changeset as a sheet: %w", err)
	}
	if err := w.Flush(); err != nil {
		return nil, err
	}
	last, err := excelize.CoordinatesToCellName(len(columns), len(c.Lines)+1)
	if err != nil {
		return nil, err
	}
	if err := f.AutoFilter(views.ChangesetSheet, "A1:"+last, nil); err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

func (c Changeset) sheet(f *excelize.File, w *excelize.StreamWriter, columns []string) error {
	header, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	if err != nil {
		return err
	}
	if err := w.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	if err := w.SetColWidth(1, len(columns), 18); err != nil {
		return err
	}
	cells := make([]any, len(columns))
	for i, name := range columns {
		cells[i] = excelize.Cell{StyleID: header, Value: name}
	}
	if err := w.SetRow("A1", cells); err != nil {
		return err
	}
	for at, a := range c.Lines {
		for i, cell := range views.ChangesetRow(a, c.ChangesetContext) {
			if runes := []rune(cell); len(runes) > maxCell {
				cell = string(runes[:maxCell-1]) + "…"
			}
			cells[i] = cell
		}
		name, err := excelize.CoordinatesToCellName(1, at+2)
		if err != nil {
			return err
		}
		if err := w.SetRow(name, cells); err != nil {
			return err
		}
	}
	return nil
}
