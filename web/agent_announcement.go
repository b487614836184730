package web

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"vigie/tickets"
	"vigie/views"
)

// agentAnnouncements lists every announcement, those not public yet included.
func (s *Server) agentAnnouncements(c echo.Context) error {
	ctx := c.Request().Context()
	list, err := s.Store.Announcements(ctx)
	if err != nil {
		return err
	}
	m := views.AgentAnnouncementsModel{Done: s.auth.TakeFlash(ctx)}
	for _, a := range list {
		one, err := s.forStaff(c, a)
		if err != nil {
			return err
		}
		m.List = append(m.List, one)
	}
	page := s.staffPage(c, views.AnnouncementsTitle, views.SectionAgentReleases)
	page.Breadcrumb = []views.Crumb{{Label: views.ReleasesTitle, Href: views.AgentReleasesPath()}, {Label: views.AnnouncementsCrumb}}
	return s.render(c, http.StatusOK, views.AgentAnnouncementsPage(page, m))
}

// forStaff is an announcement as the staff sees it: every form, who wrote it, and
// whether somebody is to say what became of it.
func (s *Server) forStaff(c echo.Context, a *tickets.Announcement) (views.AnnouncementModel, error) {
	ctx := c.Request().Context()
	m := views.AnnouncementModel{Announcement: a, Forms: a.Forms, Release: s.Store.Release(), Agent: true}
	var err error
	if m.Forecast, err = s.Store.Forecast(ctx); err != nil {
		return m, err
	}
	published, err := s.Store.Releases(ctx)
	if err != nil {
		return m, err
	}
	m.ToState = a.ToState(published, s.today())
	m.Staff, err = s.staffNames(c)
	return m, err
}

// agentAnnouncement shows one, with what may be done to it.
func (s *Server) agentAnnouncement(c echo.Context) error {
	return s.agentAnnouncementPage(c, http.StatusOK, views.Typed{}, s.auth.TakeFlash(c.Request().Context()))
}

func (s *Server) agentAnnouncementPage(c echo.Context, code int, typed views.Typed, done string) error {
	a, err := s.announcement(c)
	if err != nil {
		return err
	}
	m, err := s.forStaff(c, a)
	if err != nil {
		return err
	}
	m.Typed, m.Done = typed, done
	page := s.staffPage(c, a.Form().Title, views.SectionAgentReleases)
	page.Breadcrumb = []views.Crumb{{Label: views.AnnouncementsCrumb, Href: views.AgentAnnouncementsPath()}, {Label: page.Title}}
	page.Invalid = len(typed.Faults) > 0
	return s.render(c, code, views.AgentAnnouncementPage(page, m))
}

// announcement is the one of the address.
func (s *Server) announcement(c echo.Context) (*tickets.Announcement, error) {
	n, err := entryNumber(c)
	if err != nil {
		return nil, err
	}
	return s.Store.Announcement(c.Request().Context(), n)
}

// agentAnnounceForm offers to announce a change.
func (s *Server) agentAnnounceForm(c echo.Context) error {
	return s.announcePage(c, http.StatusOK, views.AnnounceModel{})
}

func (s *Server) announcePage(c echo.Context, code int, m views.AnnounceModel) error {
	count, _ := strconv.Atoi(m.Typed.Values.Get("count"))
	m.Changes, m.Today, m.Now = min(max(1, count), maxNewChanges), s.today(), s.Store.Now()
	page := s.staffPage(c, views.AnnounceTitle, views.SectionAgentReleases)
	page.Breadcrumb = []views.Crumb{{Label: views.AnnouncementsCrumb, Href: views.AgentAnnouncementsPath()}, {Label: page.Title}}
	if m.Number != 0 {
		page.Title = views.CorrectTitle
		page.Breadcrumb[1].Label = page.Title
	}
	page.Invalid = len(m.Typed.Faults) > 0
	return s.render(c, code, views.AnnouncePage(page, m))
}

// typedAnnouncement reads a form, and says which block each change came from.
func (s *Server) typedAnnouncement(c echo.Context) (t tickets.AnnouncementText, blocks []int, err error) {
	values := posted(c)
	var faults []tickets.FieldFault
	t = tickets.AnnouncementText{
		Title: values.Get("title"), Text: values.Get("text"), Number: values.Get("number"),
		Codes: strings.FieldsFunc(values.Get("codes"), func(r rune) bool { return strings.ContainsRune(" ,;\t\r\n\u00a0", r) }),
		Day:   typedDay(values, "day", &faults), PublicOn: typedDay(values, "public_on", &faults), Month: typedMonth(values, &faults),
	}
	for _, k := range values["covers"] {
		t.Covers = append(t.Covers, tickets.MajorKind(k))
	}
	t.Changes, blocks = typedChanges(c, s.Store.Release(), blockCount(c))
	if len(faults) > 0 {
		err = &tickets.Invalid{Faults: faults}
	}
	return t, blocks, err
}

// typedMonth reads a month, "2026-11".
func typedMonth(values url.Values, faults *[]tickets.FieldFault) tickets.Date {
	text := values.Get("month")
	if text == "" {
		return tickets.Date{}
	}
	month, err := tickets.ParseDate(text + "-01")
	if err != nil {
		*faults = append(*faults, tickets.FieldFault{Field: "month", Rule: tickets.RuleChoice})
	}
	return month
}

// agentAnnounce announces, or adds another block to the form.
func (s *Server) agentAnnounce(c echo.Context) error {
	ctx := c.Request().Context()
	if m, more := anotherBlock(c); more {
		return s.announcePage(c, http.StatusOK, m)
	}
	text, blocks, err := s.typedAnnouncement(c)
	n := 0
	if err == nil {
		n, err = s.Store.Announce(ctx, actor(c), text)
	}
	if err != nil {
		return refusedOrShown(c, views.FormNew, err, func(code int, typed views.Typed) error {
			return s.announcePage(c, code, announceModel(typed, blocks))
		})
	}
	s.auth.Flash(ctx, "announced")
	return redirect(c, views.AgentAnnouncementPath(n))
}

// announceModel shows a refused form again.
func announceModel(typed views.Typed, blocks []int) views.AnnounceModel {
	typed.Faults = changeFaults(typed.Faults, blocks)
	return views.AnnounceModel{AgentNewModel: views.AgentNewModel{Typed: typed}}
}

// anotherBlock is the form with one more block for a change, when that was asked.
func anotherBlock(c echo.Context) (m views.AnnounceModel, more bool) {
	if c.FormValue("step") != "add" {
		return m, false
	}
	values := posted(c)
	values.Set("count", strconv.Itoa(min(blockCount(c)+1, maxNewChanges)))
	return announceModel(views.Typed{Form: views.FormNew, Values: values}, nil), true
}

// agentCorrectForm offers to correct an announcement, as it stands.
func (s *Server) agentCorrectForm(c echo.Context) error {
	a, err := s.announcement(c)
	if err != nil {
		return err
	}
	typed := views.Typed{Form: views.FormNew, Values: views.AnnounceValues(a.Form().AnnouncementText)}
	return s.correctPage(c, http.StatusOK, a, announceModel(typed, nil))
}

func (s *Server) correctPage(c echo.Context, code int, a *tickets.Announcement, m views.AnnounceModel) error {
	m.Number, m.Version, m.Public = a.N, a.Version(), a.Public(s.Store.Now())
	return s.announcePage(c, code, m)
}

// agentCorrect corrects it.
func (s *Server) agentCorrect(c echo.Context) error {
	ctx := c.Request().Context()
	a, err := s.announcement(c)
	if err != nil {
		return err
	}
	if m, more := anotherBlock(c); more {
		return s.correctPage(c, http.StatusOK, a, m)
	}
	text, blocks, err := s.typedAnnouncement(c)
	if err == nil {
		err = s.Store.CorrectAnnouncement(ctx, actor(c), a.N, seenVersion(c), text)
	}
	if err != nil {
		return refusedOrShown(c, views.FormNew, err, func(code int, typed views.Typed) error {
			return s.correctPage(c, code, a, announceModel(typed, blocks))
		})
	}
	s.auth.Flash(ctx, "corrected")
	return redirect(c, views.AgentAnnouncementPath(a.N))
}

// agentRevoke withdraws an announcement.
func (s *Server) agentRevoke(c echo.Context) error {
	return s.onAnnouncement(c, views.FormRevoke, "revoked", func(n int) error {
		return s.Store.RevokeAnnouncement(c.Request().Context(), actor(c), n, seenVersion(c), c.FormValue("reason"))
	})
}

// agentState says whether one in words came.
func (s *Server) agentState(c echo.Context) error {
	return s.onAnnouncement(c, views.FormState, "stated", func(n int) error {
		return s.Store.StateAnnouncement(c.Request().Context(), actor(c), n, seenVersion(c), tickets.Stated{
			Outcome: tickets.AnnouncementOutcome(c.FormValue("outcome")), Release: c.FormValue("release"), Words: c.FormValue("words"),
		})
	})
}

func (s *Server) onAnnouncement(c echo.Context, form, done string, do func(n int) error) error {
	n, err := entryNumber(c)
	if err != nil {
		return err
	}
	if err := do(n); err != nil {
		return refusedOrShown(c, form, err, func(code int, typed views.Typed) error {
			return s.agentAnnouncementPage(c, code, typed, "")
		})
	}
	s.auth.Flash(c.Request().Context(), done)
	return redirect(c, views.AgentAnnouncementPath(n))
}
