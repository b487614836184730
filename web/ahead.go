package web

import (
	"context"
	"errors"
	"net/url"

	"github.com/labstack/echo/v4"

	"vigie/tickets"
	"vigie/views"
)

// aheadRoutes are the staff's on what is to come: the calendar, the what-if
// page, announcements.
func (s *Server) aheadRoutes() []Route {
	const planned, announcement = "/agents/versions/prevues", "/agents/annonces/:n"
	return []Route{
		post(planned, s.agentPlan).needs(tickets.CanPlan),
		get(planned+"/:n", s.agentPlanned).needs(tickets.CanRead),
		post(planned+"/:n", s.agentReplan).needs(tickets.CanPlan),
		post(planned+"/:n/retrait", s.agentUnplan).needs(tickets.CanPlan),
		get(views.WhatIfPath(), s.agentWhatIf).needs(tickets.CanRead),
		get(views.WhatIfCSVPath(), s.agentWhatIfCSV).needs(tickets.CanRead),
		get(views.WhatIfJSONPath(), s.agentWhatIfJSON).needs(tickets.CanRead),
		get(views.AgentAnnouncementsPath(), s.agentAnnouncements).needs(tickets.CanRead),
		get(views.AnnouncePath(), s.agentAnnounceForm).needs(tickets.CanAnnounce),
		post(views.AnnouncePath(), s.agentAnnounce).needs(tickets.CanAnnounce),
		get(announcement, s.agentAnnouncement).needs(tickets.CanRead),
		get(announcement+"/correction", s.agentCorrectForm).needs(tickets.CanAnnounce),
		post(announcement+"/correction", s.agentCorrect).needs(tickets.CanAnnounce),
		post(announcement+"/retrait", s.agentRevoke).needs(tickets.CanAnnounce),
		post(announcement+"/constat", s.agentState).needs(tickets.CanAnnounce),
	}
}

// announcementRoutes are what anybody reads of announcements.
func (s *Server) announcementRoutes() []Route {
	return []Route{
		get(views.AnnouncementsPath(), s.announcementList),
		get(views.AnnouncementsCSVPath(), s.announcementListCSV),
		get(views.AnnouncementsJSONPath(), s.announcementListJSON),
		get("/annonces/:n", s.announcementView),
		get(views.ReleasesAtomPath(), s.releasesAtom),
	}
}

// ahead is what the pages of releases say of what is to come.
func (s *Server) ahead(ctx context.Context) (m views.AheadModel, err error) {
	if m.Forecast, err = s.Store.Forecast(ctx); err != nil {
		return m, err
	}
	list, err := s.Store.PublicAnnouncements(ctx)
	m.Announcements = views.AheadOnly(views.AnnouncementsOf(list, m.Forecast, s.Store.Release()))
	return m, err
}

// announcedByCurrent is how the current release kept the promise that major
// changes are announced; nil while it has not been compared.
func (s *Server) announcedByCurrent(ctx context.Context) (*tickets.ReleaseAnnounced, error) {
	r, err := s.Store.AnnouncedBy(ctx, "current")
	if errors.Is(err, tickets.ErrNotFound) {
		return nil, nil
	}
	return &r, err
}

// typedDay reads a day of a form: nothing is no day, and what cannot be read is
// a fault.
func typedDay(values url.Values, field string, faults *[]tickets.FieldFault) tickets.Date {
	text := values.Get(field)
	if text == "" {
		return tickets.Date{}
	}
	day, ok := typedDate(text)
	if !ok {
		*faults = append(*faults, tickets.FieldFault{Field: field, Rule: tickets.RuleRequired})
	}
	return day
}

// refusedOrShown leads the faults of a form back to it; what no form can mend is
// an error.
func refusedOrShown(c echo.Context, form string, err error, show func(int, views.Typed) error) error {
	typed := views.Typed{Form: form, Values: posted(c)}
	var invalid *tickets.Invalid
	switch {
	case errors.As(err, &invalid):
		typed.Faults = invalid.Faults
		return show(422, typed)
	case errors.Is(err, tickets.ErrConflict), errors.Is(err, tickets.ErrTransition):
		typed.Error = views.AheadErrorText(err)
		return show(409, typed)
	}
	return err
}

// nextReleaseJSON is the next release expected, for programs; nil when none is.
func nextReleaseJSON(a tickets.Agenda) any {
	next, ok := a.Next()
	if !ok {
		return nil
	}
	basis := "commitment"
	if next.Entry != 0 {
		basis = "calendar"
	}
	return map[string]any{
		"number": next.Number, "day": next.Day, "cutoff": next.Cutoff, "basis": basis, "overdue_since": day(next.Overdue),
	}
}

// owedRow is a change that a release must carry.
type owedRow struct {
	Reference   string         `json:"reference"`
	Proposal    int            `json:"proposal"`
	DueOn       tickets.Date   `json:"due_on"`
	AcceptedOn  tickets.Date   `json:"accepted_on"`
	Outlook     tickets.Chance `json:"outlook"`
	LastRelease *tickets.Date  `json:"last_release"` // the day of the last that can carry it
	Cutoff      *tickets.Date  `json:"cutoff"`
	Slack       int            `json:"slack"` // days left until that
}

func owedJSON(list []tickets.OwedChange) []owedRow {
	rows := []owedRow{}
	for _, o := range list {
		rows = append(rows, owedRow{o.Reference, o.N, o.Due, o.DecidedOn, o.Chance, day(o.Release.Day), day(o.Release.Cutoff), o.Slack})
	}
	return rows
}

// majorsJSON is how many major changes a release has, and how many were
// announced beforehand; nil while it was not compared.
func majorsJSON(r *tickets.ReleaseAnnounced) any {
	if r == nil {
		return nil
	}
	return map[string]any{"release": r.Release.Number, "sha256": r.Release.SHA256, "changes": len(r.Majors), "announced": r.Announced()}
}
