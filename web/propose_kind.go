package web

import (
	"net/url"
	"slices"

	"vigie/rome"
	"vigie/views"
)

// aboutOccupation are the kinds of change of an occupation that exists, in the
// order in which they are offered.
var aboutOccupation = []rome.Kind{
	rome.AppellationCreate, rome.AppellationRename, rome.AppellationMove, rome.AppellationRemove,
	rome.LinkAdd, rome.LinkRemove, rome.MobilityAdd, rome.MobilityRemove,
	rome.OccupationRename, rome.OccupationDefine, rome.OccupationAccess,
}

// aboutNothing are those that need none.
var aboutNothing = []rome.Kind{
	rome.OccupationCreate, rome.SkillCreate, rome.KnowledgeCreate, rome.ContextCreate, rome.Other,
}

// offered reports whether the form has fields for the kind, with the occupation
// chosen or without one.
func offered(kind rome.Kind, code string) bool {
	return slices.Contains(aboutNothing, kind) || code != "" && slices.Contains(aboutOccupation, kind)
}

// kindsFor are the kinds to choose from. What an occupation has none of cannot
// be taken away from it.
func kindsFor(o *rome.Occupation) []rome.Kind {
	if o == nil {
		return aboutNothing
	}
	kinds := slices.DeleteFunc(slices.Clone(aboutOccupation), func(k rome.Kind) bool {
		return k == rome.LinkRemove && len(o.Links) == 0 || k == rome.MobilityRemove && len(o.Mobilities) == 0
	})
	return append(kinds, rome.Other)
}

// occupation is the one the draft is at, or nil.
func (s *Server) occupation(d *draft) *rome.Occupation {
	if r := s.Store.Release(); r != nil {
		if o, ok := r.Occupation(d.Code); ok {
			return o
		}
	}
	return nil
}

// chooseKind is the first half of the second step.
func (s *Server) chooseKind(p *proposing, errors []views.FieldError) error {
	frame, status := s.frame(p, stepChange, views.DraftKindPath(p.token, "", nil), errors)
	o := s.occupation(p.draft)
	m := views.ProposeKindModel{
		ProposeStep: frame, Options: views.KindOptions(kindsFor(o)), Value: p.FormValue("kind"), Start: p.startPath(nil),
	}
	if o != nil {
		m.Beside = views.BesideOf(s.Store.Release(), o, "")
	}
	if len(p.draft.Wishes) > 0 {
		m.List = views.DraftPath(p.token, stepChange)
	}
	return s.render(p, status, views.ProposeKindPage(m))
}

// changeForm is the other half: the fields that the kind needs. found is what a
// search among them may mean.
func (s *Server) changeForm(p *proposing, kind rome.Kind, values url.Values, found []views.Option, errors []views.FieldError) error {
	frame, status := s.frame(p, stepChange, views.DraftKindPath(p.token, kind, nil), errors)
	m := views.ProposeChangeModel{
		ProposeStep: frame, Kind: kind, Values: values, Found: found, Kinds: views.DraftKindPath(p.token, "", nil),
	}
	r := s.Store.Release()
	if r != nil {
		m.Domains = views.DomainOptions(r)
	}
	if o := s.occupation(p.draft); o != nil && slices.Contains(aboutOccupation, kind) {
		m.Appellations, m.Linked, m.Mobilities = views.PartOptions(r, o)
		m.Beside = views.BesideOf(r, o, kind)
	}
	return s.render(p, status, views.ProposeChangePage(m))
}

// filledIn are the fields of a kind before anybody typed: what the address
// says, else the text as it stands, to be changed.
func filledIn(kind rome.Kind, o *rome.Occupation, query url.Values) url.Values {
	values := url.Values{}
	for _, name := range carried[1:] {
		values.Set(name, query.Get(name))
	}
	if o == nil {
		return values
	}
	switch kind {
	case rome.OccupationRename:
		values.Set("label", o.Label)
	case rome.OccupationDefine:
		values.Set("text", o.Definition)
	case rome.OccupationAccess:
		values.Set("text", o.Access)
	}
	return values
}
