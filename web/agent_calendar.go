package web

import (
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"vigie/tickets"
	"vigie/views"
)

// calendar is the calendar as the staff's page of releases shows it.
func (s *Server) calendar(c echo.Context, typed views.Typed) (views.CalendarModel, error) {
	ctx := c.Request().Context()
	m := views.CalendarModel{CutoffDays: s.Store.CutoffDays(), Typed: typed}
	var err error
	if m.Forecast, err = s.Store.Forecast(ctx); err != nil {
		return m, err
	}
	if m.Entries, err = s.Store.Calendar(ctx); err != nil {
		return m, err
	}
	if m.Published, err = s.Store.Releases(ctx); err != nil {
		return m, err
	}
	m.Staff, err = s.staffNames(c)
	return m, err
}

// typedPlan reads a release to come.
func typedPlan(c echo.Context) (tickets.ReleasePlan, error) {
	values := posted(c)
	var faults []tickets.FieldFault
	p := tickets.ReleasePlan{
		Number: values.Get("number"), Day: typedDay(values, "day", &faults), Cutoff: typedDay(values, "cutoff", &faults),
	}
	if len(faults) > 0 {
		return p, &tickets.Invalid{Faults: faults}
	}
	return p, nil
}

// agentPlan enters a release to come.
func (s *Server) agentPlan(c echo.Context) error {
	ctx := c.Request().Context()
	plan, err := typedPlan(c)
	if err == nil {
		_, err = s.Store.PlanRelease(ctx, actor(c), plan)
	}
	if err != nil {
		return refusedOrShown(c, views.FormPlan, err, func(code int, typed views.Typed) error {
			return s.agentReleasesPage(c, code, "", typed, "")
		})
	}
	s.auth.Flash(ctx, "planned")
	return redirect(c, views.AgentReleasesPath())
}

// entryNumber is the number of the address. What is no number is of nothing.
func entryNumber(c echo.Context) (int, error) {
	n, err := strconv.Atoi(c.Param("n"))
	if err != nil || n < 1 {
		return 0, tickets.ErrNotFound
	}
	return n, nil
}

// agentPlanned shows an entry of the calendar, to be changed.
func (s *Server) agentPlanned(c echo.Context) error {
	return s.plannedPage(c, http.StatusOK, views.Typed{})
}

func (s *Server) plannedPage(c echo.Context, code int, typed views.Typed) error {
	ctx := c.Request().Context()
	n, err := entryNumber(c)
	if err != nil {
		return err
	}
	m := views.PlannedModel{Typed: typed}
	if m.Entry, err = s.Store.Planned(ctx, n); err != nil {
		return err
	}
	published, err := s.Store.Releases(ctx)
	if err != nil {
		return err
	}
	m.Open = m.Entry.Open(published)
	if m.Staff, err = s.staffNames(c); err != nil {
		return err
	}
	page := s.staffPage(c, views.PlannedTitle, views.SectionAgentReleases)
	page.Breadcrumb = []views.Crumb{{Label: views.ReleasesTitle, Href: views.AgentReleasesPath()}, {Label: page.Title}}
	page.Invalid = len(typed.Faults) > 0
	return s.render(c, code, views.PlannedPage(page, m))
}

// agentReplan changes it.
func (s *Server) agentReplan(c echo.Context) error {
	return s.changePlanned(c, views.FormPlan, "replanned", func(n int) error {
		plan, err := typedPlan(c)
		if err != nil {
			return err
		}
		return s.Store.ReplanRelease(c.Request().Context(), actor(c), n, seenVersion(c), plan)
	})
}

// agentUnplan takes it out of the calendar.
func (s *Server) agentUnplan(c echo.Context) error {
	return s.changePlanned(c, views.FormUnplan, "unplanned", func(n int) error {
		return s.Store.UnplanRelease(c.Request().Context(), actor(c), n, seenVersion(c))
	})
}

func (s *Server) changePlanned(c echo.Context, form, done string, do func(n int) error) error {
	n, err := entryNumber(c)
	if err != nil {
		return err
	}
	if err := do(n); err != nil {
		return refusedOrShown(c, form, err, func(code int, typed views.Typed) error { return s.plannedPage(c, code, typed) })
	}
	s.auth.Flash(c.Request().Context(), done)
	return redirect(c, views.AgentReleasesPath())
}
