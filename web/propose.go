package web

import (
	"errors"
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"vigie/tickets"
	"vigie/views"
)

// proposeRoutes are where anybody proposes a change and follows it.
func (s *Server) proposeRoutes() []Route {
	return append([]Route{
		get("/demandes/nouvelle", s.proposeStart),
		post("/demandes/nouvelle", s.proposeBegin),
		get("/demandes/nouvelle/elements.json", s.proposeItems),
		get("/demandes/nouvelle/:draft", s.proposeShow),
		post("/demandes/nouvelle/:draft", s.proposeSave),
	}, s.trackRoutes()...)
}

// proposing is a request for a page of the form: the draft that is written.
type proposing struct {
	echo.Context
	token string // "" before there is a draft
	draft *draft
}

// The steps of the form, as the addresses number them.
const (
	stepOccupation = 1
	stepChange     = 2
	stepAuthor     = 3
)

// step is the one the address asks for, or the one that was reached.
func (p *proposing) step() int {
	if n, err := strconv.Atoi(p.FormValue("etape")); err == nil && n >= stepOccupation && n <= stepAuthor {
		return n
	}
	if p.draft.Type != tickets.Request {
		return stepAuthor
	}
	return stepChange
}

// proposeShow gives a step of a draft.
func (s *Server) proposeShow(c echo.Context) error {
	p, err := s.openDraft(c)
	if p == nil || err != nil {
		return err
	}
	switch p.step() {
	case stepOccupation:
		return s.showStart(p, nil)
	case stepAuthor:
		return s.showSend(p, nil)
	}
	return s.showChange(p)
}

// proposeSave takes what a step of a draft has sent, and goes on.
func (s *Server) proposeSave(c echo.Context) error {
	p, err := s.openDraft(c)
	if p == nil || err != nil {
		return err
	}
	switch p.step() {
	case stepOccupation:
		return s.saveStart(p)
	case stepAuthor:
		return s.send(p)
	}
	return s.saveChange(p)
}

// openDraft reads the draft of the address. When there is none, or it has been
// filed, it answers itself and gives nil.
func (s *Server) openDraft(c echo.Context) (*proposing, error) {
	private(c)
	token := c.Param("draft")
	d, filed, err := s.readDraft(c.Request().Context(), token)
	switch {
	case errors.Is(err, tickets.ErrNotFound):
		return nil, s.draftGone(c, nil)
	case err != nil:
		return nil, err
	case filed != nil:
		return nil, s.draftGone(c, filed)
	}
	return &proposing{c, token, d}, nil
}

// draftGone answers for a draft that cannot be written any more. Whoever sends
// it again is led to what it became.
func (s *Server) draftGone(c echo.Context, filed *tickets.Receipt) error {
	page := s.proposePage(c, tickets.Request)
	if filed == nil {
		page.Title = views.DraftGoneTitle
		return s.render(c, http.StatusNotFound, views.ProposeGonePage(views.ProposeGoneModel{Page: page}))
	}
	track := views.TrackPath(filed.TrackToken)
	if c.Request().Method == http.MethodPost {
		return redirect(c, track+"?recue=1")
	}
	page.Title = views.DraftSentTitle
	return s.render(c, http.StatusOK, views.ProposeGonePage(views.ProposeGoneModel{Page: page, Reference: filed.Ticket.Reference, Track: track}))
}

// proposePage is the page around a step.
func (s *Server) proposePage(c echo.Context, t tickets.Type) views.Page {
	page := s.page(c, views.ProposeTitle(t))
	page.Section, page.Breadcrumb = views.SectionTickets, views.ProposeCrumbs(t)
	page.NoIndex = true
	return page
}

// frame is what the pages of a draft have in common; refused ones say so.
func (s *Server) frame(p *proposing, step int, action string, errors []views.FieldError) (views.ProposeStep, int) {
	f := views.ProposeStep{
		Page: s.proposePage(p, p.draft.Type), Progress: views.ProposeProgress(p.draft.Type, step), Errors: errors, Action: action,
	}
	f.Page.Title += " – " + views.StepName(f.Progress)
	if len(errors) > 0 {
		f.Page.Invalid = true
		return f, http.StatusUnprocessableEntity
	}
	return f, http.StatusOK
}

// fault is one error of the form's own.
func fault(field string, f views.ProposeFault) []views.FieldError {
	return []views.FieldError{{Field: field, Text: views.ProposeFaultText(f)}}
}
