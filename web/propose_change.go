package web

import (
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"vigie/rome"
	"vigie/tickets"
	"vigie/views"
)

// showChange is the second step: what is asked so far, or the kind of another
// change, or its fields.
func (s *Server) showChange(p *proposing) error {
	kind := rome.Kind(p.QueryParam("kind"))
	switch {
	case offered(kind, p.draft.Code):
		return s.changeForm(p, kind, filledIn(kind, s.occupation(p.draft), p.QueryParams()), nil, nil)
	case p.QueryParam("ajouter") != "" || len(p.draft.Wishes) == 0:
		return s.chooseKind(p, nil)
	}
	return s.listWishes(p)
}

// saveChange takes a kind, a change of a kind, or a change away.
func (s *Server) saveChange(p *proposing) error {
	kind := rome.Kind(p.QueryParam("kind"))
	switch key := p.FormValue("replace"); {
	case key != "":
		return s.replaceWish(p, key, p.FormValue("ogr"))
	case p.FormValue("remove") != "":
		p.draft.remove(p.FormValue("remove"))
		if err := s.save(p); err != nil {
			return err
		}
		return redirect(p, views.DraftPath(p.token, stepChange))
	case offered(kind, p.draft.Code):
		return s.addChange(p, kind)
	}
	if kind = rome.Kind(p.FormValue("kind")); !offered(kind, p.draft.Code) {
		return s.chooseKind(p, fault("kind", views.FaultNoKind))
	}
	return redirect(p, views.DraftKindPath(p.token, kind, nil))
}

func (s *Server) addChange(p *proposing, kind rome.Kind) error {
	values, err := p.FormParams()
	if err != nil {
		return echo.NewHTTPError(http.StatusBadRequest).SetInternal(err)
	}
	a := asking{release: s.Store.Release(), code: p.draft.Code, values: values}
	w := a.wish(kind)
	if len(a.faults) > 0 {
		return s.changeForm(p, kind, values, a.found, a.faults)
	}
	p.draft.add(w)
	switch err = s.save(p); {
	case tooLong(err):
		return s.changeForm(p, kind, values, nil, fault(string(kind.Fields()[len(kind.Fields())-1]), views.FaultTooMuch))
	case err != nil:
		return err
	}
	return redirect(p, views.DraftPath(p.token, stepChange))
}

// tooLong reports whether a draft was refused for its size.
func tooLong(err error) bool {
	var invalid *tickets.Invalid
	return errors.As(err, &invalid)
}

// replaceWish proposes to move or rename an appellation that exists, where it
// was asked to be created.
func (s *Server) replaceWish(p *proposing, key, ogr string) error {
	i, r := p.draft.index(key), s.Store.Release()
	if i < 0 || r == nil || p.draft.Wishes[i].Change.Kind != rome.AppellationCreate {
		return redirect(p, views.DraftPath(p.token, stepChange))
	}
	a, ok := r.Appellation(ogr)
	if !ok {
		return tickets.ErrNotFound
	}
	asked := p.draft.Wishes[i].Change
	instead := rome.Change{Kind: rome.AppellationMove, OGR: ogr, To: asked.Code}
	if a.Code == asked.Code {
		instead = rome.Change{Kind: rome.AppellationRename, OGR: ogr, Label: asked.Label}
	}
	p.draft.Wishes[i] = wish{Change: instead}
	if err := s.save(p); err != nil {
		return err
	}
	return redirect(p, views.DraftPath(p.token, stepChange))
}

// listWishes shows what is asked so far, with what the release says of it.
func (s *Server) listWishes(p *proposing) error {
	frame, status := s.frame(p, stepChange, views.DraftPath(p.token, stepChange), nil)
	wishes, err := s.wishes(p)
	if err != nil {
		return err
	}
	return s.render(p, status, views.ProposeListPage(views.ProposeListModel{
		ProposeStep: frame, Wishes: wishes,
		Add: views.DraftKindPath(p.token, "", nil), Next: views.DraftPath(p.token, stepAuthor),
	}))
}
