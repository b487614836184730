package tickets

import (
	"context"
	"fmt"
	"slices"

	"vigie/rome"
)

// An attachedTable is a stored table beside the current release. table is nil
// where its file could not be read: what it would tell is unverifiable then.
type attachedTable struct {
	stored StoredCrosswalk
	table  *rome.Crosswalk
}

// loadCrosswalks puts the newest tables beside the current release, if they are
// not there already, and reports whether that changed anything.
func (s *Store) loadCrosswalks(ctx context.Context) (bool, error) {
	current := s.current.Load()
	if current == nil {
		return false, nil
	}
	next := *current
	changed, err := s.attachTables(ctx, &next)
	if err != nil || !changed {
		return false, err
	}
	// Where another call was quicker, its release is as new.
	return s.current.CompareAndSwap(current, &next), nil
}

// attachTables puts the newest tables beside a release that is not the current one yet.
// What is read already is not read again.
func (s *Store) attachTables(ctx context.Context, r *StoredRelease) (changed bool, err error) {
	newest, err := s.newestCrosswalks(ctx)
	if err != nil {
		return false, err
	}
	same := func(stored StoredCrosswalk, t attachedTable) bool { return stored.ID == t.stored.ID }
	if slices.EqualFunc(newest, r.tables, same) {
		return false, nil
	}
	var known []attachedTable
	if current := s.current.Load(); current != nil {
		known = current.tables
	}
	tables := make([]attachedTable, 0, len(newest))
	for _, stored := range newest {
		if at := slices.IndexFunc(known, func(t attachedTable) bool { return same(stored, t) }); at >= 0 {
			tables = append(tables, known[at])
			continue
		}
		table, err := readCrosswalk(ctx, s.read, &stored)
		if err != nil && ctx.Err() != nil {
			return false, err
		}
		if err != nil { // the others are as good without it
			s.log.ErrorContext(ctx, "reading a crosswalk", "table", stored.Table, "error", err)
		}
		tables = append(tables, attachedTable{stored, table})
	}
	r.tables, r.Release = tables, beside(r.Release, tables)
	return true, nil
}

func (s *Store) newestCrosswalks(ctx context.Context) ([]StoredCrosswalk, error) {
	list, err := listCrosswalks(ctx, s.read)
	return slices.DeleteFunc(list, func(c StoredCrosswalk) bool { return !c.Current }), err
}

// beside is the release with the tables, those that could be read.
func beside(r *rome.Release, tables []attachedTable) *rome.Release {
	list := make([]*rome.Crosswalk, len(tables))
	for i, t := range tables {
		list[i] = t.table
	}
	return r.WithCrosswalks(list...)
}

// readCrosswalk reads a stored table, which must be what was imported.
func readCrosswalk(ctx context.Context, q querier, stored *StoredCrosswalk) (*rome.Crosswalk, error) {
	data, err := crosswalkFile(ctx, q, stored.ID)
	if err != nil {
		return nil, err
	}
	c, err := rome.ReadCrosswalk(stored.File, data, stored.options())
	switch {
	case err != nil:
		return nil, fmt.Errorf("reading the table %s: %w", stored.Table, err)
	case c.SHA256 != stored.SHA256:
		return nil, fmt.Errorf("reading the table %s: the stored file is another one", stored.Table)
	}
	return c, nil
}
