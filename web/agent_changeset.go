package web

import (
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"vigie/rome"
	"vigie/tickets"
	"vigie/views"
	"vigie/views/changeset"
)

// agentChangeset lists what the editors of the ROME have to integrate.
func (s *Server) agentChangeset(c echo.Context) error {
	m, err := s.changesetModel(c)
	if err != nil {
		return err
	}
	m.Page, m.Today, m.Clashes = pageNumber(c), s.today(), tickets.ClashingPairs(m.Kept)
	page := s.staffPage(c, views.ChangesetTitle, views.SectionAgentReleases)
	page.Breadcrumb = []views.Crumb{{Label: views.ReleasesTitle, Href: views.AgentReleasesPath()}, {Label: page.Title}}
	return s.render(c, http.StatusOK, views.ChangesetPage(page, m))
}

// changesetModel is what is to be integrated under the filters of the address.
// What is no filter does not narrow.
func (s *Server) changesetModel(c echo.Context) (views.ChangesetModel, error) {
	ctx := c.Request().Context()
	ahead, err := s.Store.Forecast(ctx)
	if err != nil {
		return views.ChangesetModel{}, err
	}
	m := views.ChangesetModel{ChangesetContext: views.ChangesetContext{Release: s.Store.Release(), Expected: ahead.Deliveries()}}
	if major := strings.ToUpper(words(c, "domaine")); len(major) == 1 && major >= "A" && major <= "N" {
		m.Query.Major = major
	}
	if day, err := tickets.ParseDate(c.QueryParam("livraison")); err == nil {
		m.Query.Deliver = day
	}
	if m.All, err = s.Store.Changeset(ctx, actor(c)); err != nil {
		return m, err
	}
	if m.Retired, err = s.Store.Retired(ctx); err != nil {
		return m, err
	}
	for _, a := range m.All {
		if m.Query.Keeps(a, m.Expected) {
			m.Kept = append(m.Kept, a)
		}
	}
	return m, nil
}

// agentChangesetFile gives what is listed as a file to hand over.
func (s *Server) agentChangesetFile(format changeset.Format) echo.HandlerFunc {
	return func(c echo.Context) error {
		m, err := s.changesetModel(c)
		if err != nil {
			return err
		}
		body, err := changeset.Changeset{Lines: m.Kept, ChangesetContext: m.ChangesetContext}.Write(format)
		if err != nil {
			return err
		}
		c.Response().Header().Set(echo.HeaderContentDisposition, attachment("evolutions-"+s.today().String()+"."+string(format)))
		return send(c, http.StatusOK, format.Type(), body)
	}
}

// agentPreview shows an occupation as it would be with what is accepted and, from
// a ticket, with what that ticket asks.
func (s *Server) agentPreview(c echo.Context) error {
	ctx, by, now := c.Request().Context(), actor(c), s.Store.Release()
	if now == nil {
		return tickets.ErrNotFound
	}
	lines, err := s.Store.Changeset(ctx, by)
	if err != nil {
		return err
	}
	p := views.Preview{Code: strings.ToUpper(c.Param("code")), Now: now}
	if reference := words(c, "demande"); reference != "" {
		kase, err := s.Store.Case(ctx, by, reference)
		if err != nil {
			return err
		}
		p.Reference = kase.Reference
		lines = append(lines, kase.OpenLines()...)
	}
	p.Changes = tickets.InOrder(lines)
	changes := make([]rome.Change, len(p.Changes))
	for i := range p.Changes {
		changes[i] = p.Changes[i].Change
	}
	p.Next, p.Left = now.Apply(changes)
	m, ok := views.PreviewOf(p)
	if !ok {
		return tickets.ErrNotFound
	}
	page := s.staffPage(c, views.PreviewTitle(p.Code), views.SectionAgentReleases)
	if p.Reference != "" {
		page.Section = views.SectionQueue
		page.Breadcrumb = []views.Crumb{{Label: p.Reference, Href: views.AgentTicketPath(p.Reference)}, {Label: page.Title}}
	} else {
		page.Breadcrumb = []views.Crumb{
			{Label: views.ReleasesTitle, Href: views.AgentReleasesPath()},
			{Label: views.ChangesetTitle, Href: views.ChangesetPath("")},
			{Label: page.Title},
		}
	}
	return s.render(c, http.StatusOK, views.PreviewPage(page, m))
}
