package tickets

import (
	"context"
	"errors"
	"fmt"

	"vigie/rome"
)

// retired is what the release before the current one had, and it has no longer.
type retired struct {
	sha    string // of the current release
	ogrs   map[string]rome.EntityKind
	labels map[rome.EntityKind]map[string]bool // folded
}

// Retired tells what was in the release before the current one and is no longer:
// to create it again is to bring it back. The older release is read once for each
// current one, and only what is gone is kept of it.
func (s *Store) Retired(ctx context.Context) (rome.Retired, error) {
	current := s.Current()
	if current == nil {
		return nil, nil
	}
	known := s.gone.Load()
	if known == nil || known.sha != current.SHA256 {
		before, err := s.ReadRelease(ctx, "previous")
		if err != nil && !errors.Is(err, ErrNotFound) {
			return nil, fmt.Errorf("looking for what was retired: %w", err)
		}
		known = retire(before, current)
		s.gone.Store(known)
	}
	return func(kind rome.EntityKind, ogr, label string) bool {
		if ogr != "" && known.ogrs[ogr] == kind {
			return true
		}
		return known.labels[kind][rome.Fold(label)]
	}, nil
}

// retire compares two releases; before may be nil.
func retire(before *rome.Release, current *StoredRelease) *retired {
	r := &retired{sha: current.SHA256, ogrs: make(map[string]rome.EntityKind), labels: make(map[rome.EntityKind]map[string]bool)}
	if before == nil {
		return r
	}
	keep := func(e rome.Entity) {
		if now, ok := current.Release.Entity(e.OGR); ok && now.Kind == e.Kind {
			return
		}
		r.ogrs[e.OGR] = e.Kind
		if len(current.Release.FindLabel(e.Kind, e.Label)) > 0 {
			return
		}
		if r.labels[e.Kind] == nil {
			r.labels[e.Kind] = make(map[string]bool)
		}
		r.labels[e.Kind][rome.Fold(e.Label)] = true
	}
	for _, o := range before.Occupations() {
		keep(o.Entity())
	}
	for _, a := range before.Appellations() {
		keep(a.Entity())
	}
	for _, i := range before.Items() {
		keep(i.Entity())
	}
	return r
}
