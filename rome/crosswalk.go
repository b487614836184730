package rome

import (
	"cmp"
	"maps"
	"slices"
)

// A Crosswalk is a correspondence table between codes ROME and the keys of
// another nomenclature: ISCO-08, NAF, FAP, PCS, ESCO… It is published apart from
// the releases, at its own pace, and may speak of codes that a release no longer
// has. It is immutable, and keeps every row as it was published.
type Crosswalk struct {
	Table  string // "isco08": see TableName
	Title  string
	File   string // the name it was read under
	SHA256 string // of the file, hex; "" of one that Apply changed

	rows     []CrosswalkRow
	pairs    int
	byCode   map[string][]int32
	byForm   map[string][]int32 // by what typography leaves of the key
	oddities []Oddity
	oddCount int
}

// A CrosswalkRow is one row of the table: one code ROME and one key. A table may
// have the same pair on several rows, as the official one with ISCO-08 has it on
// two sheets.
type CrosswalkRow struct {
	Code     string // code ROME
	Label    string // what the table calls it; may be ""
	Key      string // of the other nomenclature
	KeyLabel string // may be ""

	Source    Source // File is the file's name and, of a workbook, "!" and the sheet's; Line the row's number
	Published string // the row as published; of a workbook, its cells in quotes, with commas between them

	published string // the key as it stands in the row, where it is not Key
}

// has reports whether the row's key is that one, as it stands there or as it is
// meant.
func (r *CrosswalkRow) has(key string) bool {
	return r.Key == key || r.published == key && key != ""
}

// newCrosswalk makes a table of its rows, which are its own from then on.
func newCrosswalk(c Crosswalk, rows []CrosswalkRow) *Crosswalk {
	c.rows, c.pairs = rows, 0
	c.byCode, c.byForm = make(map[string][]int32), make(map[string][]int32)
	seen := make(map[pair]bool, len(rows))
	for i := range rows {
		row := &rows[i]
		c.byCode[row.Code] = append(c.byCode[row.Code], int32(i))
		form := keyForm(row.Key)
		c.byForm[form] = append(c.byForm[form], int32(i))
		seen[pair{row.Code, row.Key}] = true
	}
	c.pairs = len(seen)
	return &c
}

// A pair is a code ROME and a key.
type pair struct{ code, key string }

// Rows returns every row, as published. The caller must not change it.
func (c *Crosswalk) Rows() []CrosswalkRow { return c.rows }

// Pairs is how many different pairs of a code and a key the rows hold.
func (c *Crosswalk) Pairs() int { return c.pairs }

// Codes is how many different codes ROME the rows have.
func (c *Crosswalk) Codes() int { return len(c.byCode) }

// Coded returns the rows of a code ROME, as published.
func (c *Crosswalk) Coded(code string) []CrosswalkRow { return c.at(c.byCode[code]) }

// Keyed returns the rows that have the key, as published.
func (c *Crosswalk) Keyed(key string) []CrosswalkRow {
	return slices.DeleteFunc(c.at(c.byForm[keyForm(key)]), func(r CrosswalkRow) bool { return !r.has(key) })
}

// Oddities returns the rows that say nothing that can be used, and how many there
// are in all: at most 500 are kept.
func (c *Crosswalk) Oddities() (list []Oddity, total int) { return c.oddities, c.oddCount }

// Unknown returns the first row of each code that the release does not have, by
// code.
func (c *Crosswalk) Unknown(r *Release) []CrosswalkRow {
	var list []CrosswalkRow
	for code, rows := range c.byCode {
		if _, ok := r.Occupation(code); !ok {
			list = append(list, c.rows[rows[0]])
		}
	}
	slices.SortFunc(list, func(a, b CrosswalkRow) int { return cmp.Compare(a.Code, b.Code) })
	return list
}

func (c *Crosswalk) at(places []int32) []CrosswalkRow {
	list := make([]CrosswalkRow, len(places))
	for i, at := range places {
		list[i] = c.rows[at]
	}
	return list
}

// WithCrosswalks returns the release with tables beside it, against which changes
// of correspondences are judged. A table replaces the one of its name that the
// release had. Everything else is shared, the index of labels included; the
// release itself stays as it is.
func (r *Release) WithCrosswalks(list ...*Crosswalk) *Release {
	tables := make(map[string]*Crosswalk, len(r.crosswalks)+len(list))
	maps.Copy(tables, r.crosswalks)
	for _, c := range list {
		if c != nil {
			tables[c.Table] = c
		}
	}
	n := &Release{ // field by field: a sync.Once is not copied
		Number: r.Number, Title: r.Title, Description: r.Description, PublishedOn: r.PublishedOn, ValidatedOn: r.ValidatedOn, SHA256: r.SHA256,
		tables: r.tables, byMember: r.byMember, majorDomains: r.majorDomains, domains: r.domains,
		occupations: r.occupations, appellations: r.appellations, items: r.items, byCode: r.byCode, byOGR: r.byOGR,
		users: r.users, parents: r.parents, nodes: r.nodes, skillPaths: r.skillPaths, blocks: r.blocks,
		oddities: r.oddities, oddCount: r.oddCount, counts: r.counts, crosswalks: tables,
	}
	index := r.labels()
	n.indexOnce.Do(func() { n.index = index })
	return n
}

// Crosswalk returns the table of that name, however it is written.
func (r *Release) Crosswalk(table string) (*Crosswalk, bool) {
	c, ok := r.crosswalks[TableName(table)]
	return c, ok
}

// Crosswalks returns the tables beside the release, by name.
func (r *Release) Crosswalks() []*Crosswalk {
	return slices.SortedFunc(maps.Values(r.crosswalks), func(a, b *Crosswalk) int { return cmp.Compare(a.Table, b.Table) })
}
