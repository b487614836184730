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
			}
			checks = append(checks, check)
		}
		models[i] = views.WishOf(anchor(i), w.Change.WishKey(), checks, names)
	}
	return models, nil
}

// anchor is the id of the ith wish on a page, from 0.
func anchor(i int) string { return fmt.Sprintf("evolution-%d", i+1) }
