package web

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"

	"github.com/labstack/echo/v4"

	"vigie/rome"
	"vigie/tickets"
	"vigie/views"
)

// mostHits is how many occupations a search of the form lists.
const mostHits = 20

// proposeStart asks which occupation is meant. The address may name one, what
// is to be written, and what to do next.
func (s *Server) proposeStart(c echo.Context) error {
	d := &draft{Type: typeOf(c.QueryParam("type"))}
	return s.showStart(&proposing{c, "", d}, nil)
}

// proposeBegin opens a draft with the answer.
func (s *Server) proposeBegin(c echo.Context) error {
	private(c)
	return s.saveStart(&proposing{c, "", &draft{Type: typeOf(c.FormValue("type"))}})
}

func typeOf(word string) tickets.Type {
	if t := tickets.Type(word); t == tickets.Question || t == tickets.Defect {
		return t
	}
	return tickets.Request
}

// carried are the fields of a change that an address may fill in beforehand.
var carried = []string{"kind", "ogr", "item", "to", "label"}

func (s *Server) showStart(p *proposing, errors []views.FieldError) error {
	frame, status := s.frame(p, stepOccupation, p.startPath(nil), errors)
	m := views.ProposeStartModel{ProposeStep: frame, Type: p.draft.Type, Query: strings.TrimSpace(p.FormValue("q"))}
	if p.token == "" && m.Query == "" && status == http.StatusOK {
		m.Page.NoIndex = false
		m.Page.Description = views.ProposeDescription
	}
	release := s.Store.Release()
	if release == nil {
		m.NoRelease = true
		return s.render(p, status, views.ProposeStartPage(m))
	}
	for _, name := range carried {
		if v := p.QueryParam(name); v != "" {
			m.Carried = append(m.Carried, views.Hidden{Name: name, Value: v})
		}
	}
	if o, ok := release.Occupation(codeIn(p.QueryParam("code"))); ok {
		m.Chosen = &views.OccupationChoice{Code: o.Code, Label: o.Label}
	}
	m.Hits = findOccupations(release, m.Query)
	return s.render(p, status, views.ProposeStartPage(m))
}

// saveStart takes an occupation, another answer, or a search.
func (s *Server) saveStart(p *proposing) error {
	code, scope := p.FormValue("code"), p.FormValue("scope")
	kind := rome.Kind(p.FormValue("kind"))
	switch release := s.Store.Release(); {
	case scope == "new":
		p.draft.Type, p.draft.Code, kind = tickets.Request, "", rome.OccupationCreate
	case scope == "general":
		p.draft.Type, p.draft.Code, kind = tickets.Request, "", rome.Other
	case code == "" && p.PostFormHas("q"):
		query := strings.TrimSpace(p.FormValue("q"))
		if query == "" {
			return s.showStart(p, fault("q", views.FaultNoSearch))
		}
		if code = codeIn(query); code == "" || release == nil || !has(release, code) {
			return redirect(p, p.startPath(url.Values{"q": {query}, "type": {typeWord(p.draft.Type)}}))
		}
		p.draft.Code = code
	case code != "":
		if code = codeIn(code); release == nil || !has(release, code) {
			return s.showStart(p, fault("q", views.FaultNoOccupation))
		}
		p.draft.Code = code
	case p.FormValue("type") == "":
		return s.showStart(p, fault("q", views.FaultNoSearch))
	default:
		p.draft.Type, p.draft.Code = typeOf(p.FormValue("type")), ""
	}
	return s.begin(p, kind)
}

// begin keeps the draft and goes to what comes after the occupation.
func (s *Server) begin(p *proposing, kind rome.Kind) error {
	if p.draft.Type != tickets.Request && p.draft.Code != "" && p.draft.Subject == "" {
		o, _ := s.Store.Release().Occupation(p.draft.Code)
		p.draft.Subject = o.Code + " " + o.Label
	}
	var err error
	if p.token == "" {
		p.token, err = s.newDraft(p.Request().Context(), p.draft, network(p))
	} else {
		err = s.save(p)
	}
	if err != nil {
		return err
	}
	switch {
	case p.draft.Type != tickets.Request:
		return redirect(p, views.DraftPath(p.token, stepAuthor))
	case offered(kind, p.draft.Code):
		filled := url.Values{}
		for _, name := range carried[1:] {
			filled.Set(name, p.FormValue(name))
		}
		return redirect(p, views.DraftKindPath(p.token, kind, filled))
	case len(p.draft.Wishes) > 0:
		return redirect(p, views.DraftKindPath(p.token, "", nil))
	}
	return redirect(p, views.DraftPath(p.token, stepChange))
}

// startPath is the first step, of this draft if there is one.
func (p *proposing) startPath(query url.Values) string {
	if p.token == "" {
		return views.WithQuery(views.NewTicketPath(), query)
	}
	if query == nil {
		query = url.Values{}
	}
	query.Set("etape", "1")
	return views.WithQuery(views.DraftPath(p.token, 0), query)
}

// PostFormHas reports whether the form sent a field, empty or not.
func (p *proposing) PostFormHas(name string) bool {
	_ = p.Request().ParseForm()
	return p.Request().PostForm.Has(name)
}

// typeWord is a type in an address; a request goes without saying.
func typeWord(t tickets.Type) string {
	if t == tickets.Request {
		return ""
	}
	return string(t)
}

var leadingCode = regexp.MustCompile(`(?i)^\s*([a-z]\d{4})(\s|$)`)

// codeIn is the code ROME that a text begins with, as « M1805 – Développeur »
// does, or "".
func codeIn(text string) string {
	if m := leadingCode.FindStringSubmatch(text); m != nil {
		return strings.ToUpper(m[1])
	}
	return ""
}

func has(r *rome.Release, code string) bool {
	_, ok := r.Occupation(code)
	return ok
}

// findOccupations are those that a search may mean.
func findOccupations(r *rome.Release, query string) []views.OccupationChoice {
	if query == "" {
		return nil
	}
	if o, ok := r.Occupation(codeIn(query)); ok {
		return []views.OccupationChoice{{Code: o.Code, Label: o.Label}}
	}
	var list []views.OccupationChoice
	for _, h := range r.SearchOccupations(query, mostHits) {
		choice := views.OccupationChoice{Code: h.Occupation.Code, Label: h.Occupation.Label}
		if len(h.Matched) > 0 && h.Matched[0].Matched != choice.Label {
			choice.Matched = h.Matched[0].Matched
		}
		list = append(list, choice)
	}
	return list
}
