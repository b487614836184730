package rome

import (
	"slices"
	"strings"
)

// A Referential is one table of the XML export: of the ROME before 4.0, what its
// codes and titles were. Nothing of it need be in a release of today.
type Referential struct {
	Name    string   // "referentiel_code_rome", as its items are called
	Columns []string // the fields of its items, in the order in which they are first met
	Rows    []ReferentialRow

	byCode  map[string][]int32 // by code ROME and by OGR
	byLabel map[string][]int32 // by folded label
}

// A ReferentialRow is one item. What its table does not have is "".
type ReferentialRow struct {
	Source Source
	Code   string // code ROME
	OGR    string
	Label  string
	Values []string // mended, in the order of the table's Columns
}

// Value returns what a row has in the column of that name, "" when it has none.
func (t *Referential) Value(row ReferentialRow, column string) string {
	if at := slices.Index(t.Columns, column); at >= 0 {
		return row.Values[at]
	}
	return ""
}

// Coded returns the rows that have the code ROME or the OGR, in order. A code may
// stand on several rows: on each appellation under it.
func (t *Referential) Coded(code string) []ReferentialRow { return t.at(t.byCode[code]) }

// Labelled returns the rows whose label is this one but for typography, in
// order.
func (t *Referential) Labelled(label string) []ReferentialRow { return t.at(t.byLabel[Fold(label)]) }

// Label returns what the code ROME or OGR was called.
func (t *Referential) Label(code string) (label string, ok bool) {
	for _, row := range t.Coded(code) {
		if row.Label != "" {
			return row.Label, true
		}
	}
	return "", false
}

func (t *Referential) at(places []int32) []ReferentialRow {
	list := make([]ReferentialRow, len(places))
	for i, at := range places {
		list[i] = t.Rows[at]
	}
	return list
}

// index finds out which column is what, and fills the rows up: a column that a
// later item brought is empty in those before it.
func (t *Referential) index() {
	code := t.column("code_rome", "")
	ogr := t.column("code_ogr", "code_ogr_")
	label := t.column("libelle", "libelle_")
	t.byCode, t.byLabel = make(map[string][]int32), make(map[string][]int32)
	for i := range t.Rows {
		row := &t.Rows[i]
		for len(row.Values) < len(t.Columns) {
			row.Values = append(row.Values, "")
		}
		row.Code, row.OGR, row.Label = row.value(code), row.value(ogr), row.value(label)
		for _, key := range []string{row.Code, row.OGR} {
			if key != "" {
				t.byCode[key] = append(t.byCode[key], int32(i))
			}
		}
		if row.Label != "" {
			folded := Fold(row.Label)
			t.byLabel[folded] = append(t.byLabel[folded], int32(i))
		}
	}
}

// column is the place of the column of that name or, failing that, of the first
// whose name begins so; -1 for none.
func (t *Referential) column(name, prefix string) int {
	if at := slices.Index(t.Columns, name); at >= 0 || prefix == "" {
		return at
	}
	return slices.IndexFunc(t.Columns, func(c string) bool { return strings.HasPrefix(c, prefix) })
}

func (r *ReferentialRow) value(column int) string {
	if column < 0 {
		return ""
	}
	return r.Values[column]
}
