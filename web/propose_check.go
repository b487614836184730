package web

import (
	"fmt"

	"vigie/rome"
	"vigie/views"
)

// wishes are what is asked, each with what the release and other requests say
// of it. Nothing of it keeps anybody from sending.
func (s *Server) wishes(p *proposing) ([]views.WishModel, error) {
	release, names := s.Store.Release(), s.names()
	models := make([]views.WishModel, len(p.draft.Wishes))
	for i, w := range p.draft.Wishes {
		var checks []views.WishCheck
		for _, c := range w.changes() {
			check := views.WishCheck{Change: c}
			if release != nil {
				check.Release, check.Result = release.Number, release.Check(c)
			}
			if c.Kind != rome.Other {
				var err error
				if check.Asked, err = s.Store.Asked(p.Request().Context(), c, true); err != nil {
					return nil, fmt.Errorf("looking for the same request: %w", err)
				}
				if check.Clashes, err = s.Store.Clashes(p.Request().Context(), based(c, release), 0, true); err != nil {
					return nil, err
				}
				check.Own = ownClashes(p.draft.Wishes, i, c, release)
			}
			checks = append(checks, check)
		}
		models[i] = views.WishOf(anchor(i), w.Change.WishKey(), checks, names)
	}
	return models, nil
}

// based is a change with the base that it will be filed with.
func based(c rome.Change, r *rome.Release) rome.Change {
	if r != nil && c.Base == nil {
		c.Base = r.BaseOf(c)
	}
	return c
}

// ownClashes are the other wishes of the draft that cannot be had together with a
// change of the ith one.
func ownClashes(wishes []wish, i int, c rome.Change, r *rome.Release) []views.OwnClash {
	var list []views.OwnClash
	for j, w := range wishes {
		if j == i {
			continue
		}
		for _, other := range w.changes() {
			if kind, clash := rome.Clash(based(c, r), based(other, r)); clash {
				list = append(list, views.OwnClash{Change: other, Kind: kind})
			}
		}
	}
	return list
}

// anchor is the id of the ith wish on a page, from 0.
func anchor(i int) string { return fmt.Sprintf("evolution-%d", i+1) }
