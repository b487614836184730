package rome

import (
	"cmp"
	"maps"
	"slices"
)

// A tableDraft is a crosswalk being changed: what it comes from stays as it is.
type tableDraft struct {
	from  *Crosswalk
	gone  map[pair]bool
	added map[pair]bool
}

// table is the draft of a table, or nil when the release does not have it.
func (d *draft) table(name string) *tableDraft {
	name = TableName(name)
	if t := d.crosswalks[name]; t != nil {
		return t
	}
	c := d.from.crosswalks[name]
	if c == nil {
		return nil
	}
	if d.crosswalks == nil {
		d.crosswalks = make(map[string]*tableDraft)
	}
	t := &tableDraft{from: c, gone: make(map[pair]bool), added: make(map[pair]bool)}
	d.crosswalks[name] = t
	return t
}

// keys returns the keys that a code has in the draft and that match.
func (t *tableDraft) keys(code string, match func(*CrosswalkRow) bool) []pair {
	var list []pair
	for _, at := range t.from.byCode[code] {
		row := &t.from.rows[at]
		if p := (pair{code, row.Key}); !t.gone[p] && match(row) {
			list = append(list, p)
		}
	}
	for p := range t.added {
		if p.code == code && match(&CrosswalkRow{Key: p.key}) {
			list = append(list, p)
		}
	}
	return list
}

func (t *tableDraft) remove(list []pair) {
	for _, p := range list {
		t.gone[p] = true
		delete(t.added, p)
	}
}

// applyCrosswalk puts a pair into a table or takes it out. A code that the release
// does not have is put in only where that was observed.
func (d *draft) applyCrosswalk(c Change) Reason {
	t := d.table(c.Table)
	if t == nil {
		return ReasonTableNotLoaded
	}
	key := mend(c.Key)
	exact := t.keys(c.Code, func(r *CrosswalkRow) bool { return r.has(key) })
	if c.Kind == CrosswalkAdd {
		if d.occupations[c.Code] == nil && c.New == "" {
			return ReasonTargetGone
		}
		if c.Typographic {
			t.remove(t.keys(c.Code, func(r *CrosswalkRow) bool { return r.has(c.Old) && !r.has(key) }))
		}
		if len(exact) == 0 {
			t.added[pair{c.Code, key}] = true
		}
		return ""
	}
	if len(exact) == 0 && c.Old == "" {
		exact = t.keys(c.Code, func(r *CrosswalkRow) bool { return keyForm(r.Key) == keyForm(key) })
	}
	if len(exact) == 0 {
		return ReasonNotLinked
	}
	t.remove(exact)
	return ""
}

// mergeCrosswalks are the tables beside the release, those changed here among
// them: what was added comes last, by code and key, and was never published.
func (d *draft) mergeCrosswalks() map[string]*Crosswalk {
	if len(d.crosswalks) == 0 {
		return d.from.crosswalks
	}
	all := maps.Clone(d.from.crosswalks)
	for name, t := range d.crosswalks {
		var rows []CrosswalkRow
		for _, row := range t.from.rows {
			if !t.gone[pair{row.Code, row.Key}] {
				rows = append(rows, row)
			}
		}
		for _, p := range slices.SortedFunc(maps.Keys(t.added), comparePairs) {
			rows = append(rows, CrosswalkRow{Code: p.code, Key: p.key})
		}
		c := *t.from
		c.SHA256 = ""
		all[name] = newCrosswalk(c, rows)
	}
	return all
}

func comparePairs(a, b pair) int {
	return cmp.Or(cmp.Compare(a.code, b.code), cmp.Compare(a.key, b.key))
}

// crosswalks adds what two releases' tables of one name differ in, pair by pair. A
// key that is written otherwise is one typographic change, not two.
func (d *differ) crosswalks() {
	for _, b := range d.b.Crosswalks() {
		a := d.a.crosswalks[b.Table]
		if a == nil || a == b { // one does not have it: nothing is known
			continue
		}
		was := make(map[pair]bool) // what a has under another way of writing
		for _, p := range b.sorted() {
			exact, other := a.under(Change{Code: p.code, Key: p.key})
			if len(exact) > 0 || b.sharesPublished(p, a) {
				continue
			}
			c := Change{Kind: CrosswalkAdd, Code: p.code, Table: b.Table, Key: p.key, New: p.key}
			for _, row := range other.form {
				if old := (pair{p.code, row.Key}); !was[old] && len(b.exactly(old)) == 0 {
					was[old] = true
					c.Old, c.Typographic = row.Key, true
					break
				}
			}
			d.add(c)
		}
		for _, p := range a.sorted() {
			if len(b.exactly(p)) == 0 && !was[p] && !a.sharesPublished(p, b) {
				d.add(Change{Kind: CrosswalkRemove, Code: p.code, Table: b.Table, Key: p.key, Old: p.key})
			}
		}
	}
}

// sorted returns the pairs of the table, by code and key.
func (c *Crosswalk) sorted() []pair {
	list := make([]pair, len(c.rows))
	for i, row := range c.rows {
		list[i] = pair{row.Code, row.Key}
	}
	slices.SortFunc(list, comparePairs)
	return slices.Compact(list)
}

// exactly returns the rows that have the pair.
func (c *Crosswalk) exactly(p pair) []CrosswalkRow {
	return slices.DeleteFunc(c.Coded(p.code), func(r CrosswalkRow) bool { return !r.has(p.key) })
}

// sharesPublished reports whether another table has the pair with the key as it
// stands in this one's rows.
func (c *Crosswalk) sharesPublished(p pair, other *Crosswalk) bool {
	for _, row := range c.exactly(p) {
		if row.published != "" && len(other.exactly(pair{p.code, row.published})) > 0 {
			return true
		}
	}
	return false
}
