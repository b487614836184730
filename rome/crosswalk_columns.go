package rome

import (
	"strconv"
	"strings"
)

// tableColumns are where a row has what; -1 for what it does not have.
type tableColumns struct{ code, key, label, keyLabel int }

// columns finds the columns by a row that may be the header, and tells whether it
// is one: a row without a header before it says where the columns are by having a
// code ROME. It is nil when the row says nothing.
func (as CrosswalkOptions) columns(cells []string) (found *tableColumns, header bool) {
	names := make([]string, len(cells))
	for i, cell := range cells {
		names[i] = TableName(shorten(cell))
	}
	c := tableColumns{code: -1, key: -1, label: -1, keyLabel: -1}
	switch at, numbered := place(as.CodeColumn); {
	case numbered:
		c.code = at
	case as.CodeColumn != "":
		c.code = named(names, as.CodeColumn)
	default:
		c.code = find(names, func(n string) bool { return n == "rome" || strings.HasPrefix(n, "coderome") })
	}
	switch at, numbered := place(as.KeyColumn); {
	case numbered:
		c.key = at
	case as.KeyColumn != "":
		c.key = named(names, as.KeyColumn)
	case c.code >= 0:
		c.key = keyColumn(names, c.code, TableName(as.Table))
	}
	_, codeNumbered := place(as.CodeColumn)
	if _, keyNumbered := place(as.KeyColumn); codeNumbered && keyNumbered || as.CodeColumn == "" && as.KeyColumn == "" && c.code < 0 {
		// No header is needed: the first row with a code in its place begins the table.
		if !codeNumbered {
			c.code, c.key = 0, 1
		}
		if c.code < len(cells) && c.key < len(cells) && isCode(strings.ToUpper(mend(cells[c.code]))) {
			return &c, false
		}
		return nil, false
	}
	if c.code < 0 || c.key < 0 || c.code == c.key || max(c.code, c.key) >= len(cells) {
		return nil, false
	}
	c.label = find(names, func(n string) bool { return isLabel(n) && strings.Contains(n, "rome") })
	c.keyLabel = find(names, func(n string) bool { return isLabel(n) && !strings.Contains(n, "rome") })
	return &c, true
}

// keyColumn is the column of the keys: the one called as the table is, else the
// first other one that is no label.
func keyColumn(names []string, code int, table string) int {
	for _, match := range []func(string) bool{
		func(n string) bool { return n == "code"+table },
		func(n string) bool { return n == table },
		func(n string) bool { return strings.Contains(n, table) && !isLabel(n) },
		func(n string) bool { return n != "" && !isLabel(n) && !strings.HasPrefix(n, "codeogr") },
	} {
		for i, n := range names {
			if i != code && match(n) {
				return i
			}
		}
	}
	return -1
}

// isLabel reports whether a header, written as TableName writes, is that of a
// label.
func isLabel(name string) bool {
	for _, word := range []string{"libelle", "intitule", "label", "titre"} {
		if strings.HasPrefix(name, word) {
			return true
		}
	}
	return false
}

// place reads a column's number, from 1, as its index.
func place(column string) (at int, ok bool) {
	n, err := strconv.Atoi(strings.TrimSpace(column))
	return n - 1, err == nil && n >= 1 && n <= maxTableColumns
}

func named(names []string, column string) int {
	wanted := TableName(shorten(column))
	return find(names, func(n string) bool { return n == wanted && n != "" })
}

func find(names []string, match func(string) bool) int {
	for i, n := range names {
		if match(n) {
			return i
		}
	}
	return -1
}
