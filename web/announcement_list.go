package web

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"vigie/rome"
	"vigie/tickets"
	"vigie/views"
)

// announcementList shows every public announcement.
func (s *Server) announcementList(c echo.Context) error {
	list, err := s.publicAnnouncements(c)
	if err != nil {
		return err
	}
	page := s.page(c, views.AnnouncementsTitle)
	page.Section = views.SectionReleases
	page.Breadcrumb = []views.Crumb{{Label: views.ReleasesCrumb, Href: views.ReleasesPath()}, {Label: views.AnnouncementsCrumb}}
	page.Description, page.Feed = views.AnnouncementsDescription, views.ReleasesAtomPath()
	return s.render(c, http.StatusOK, views.AnnouncementListPage(page, list))
}

func (s *Server) publicAnnouncements(c echo.Context) ([]views.AnnouncementModel, error) {
	ctx := c.Request().Context()
	list, err := s.Store.PublicAnnouncements(ctx)
	if err != nil {
		return nil, err
	}
	ahead, err := s.Store.Forecast(ctx)
	return views.AnnouncementsOf(list, ahead, s.Store.Release()), err
}

// announcementView shows one, as JSON where the address ends so.
func (s *Server) announcementView(c echo.Context) error {
	name, asJSON := strings.CutSuffix(c.Param("n"), ".json")
	n, err := strconv.Atoi(name)
	if err != nil {
		return tickets.ErrNotFound
	}
	ctx := c.Request().Context()
	a, err := s.Store.PublicAnnouncement(ctx, n)
	if err != nil {
		return err
	}
	ahead, err := s.Store.Forecast(ctx)
	if err != nil {
		return err
	}
	m := views.AnnouncementOf(a, ahead, s.Store.Release())
	if asJSON {
		return sendJSON(c, s.announcementJSON(m))
	}
	page := s.page(c, a.Form().Title)
	page.Section, page.Feed = views.SectionReleases, views.ReleasesAtomPath()
	page.Breadcrumb = []views.Crumb{{Label: views.AnnouncementsCrumb, Href: views.AnnouncementsPath()}, {Label: page.Title}}
	page.Description = a.Form().Title
	return s.render(c, http.StatusOK, views.AnnouncementPage(page, m))
}

// announcementJSON is a public announcement for programs: each form that was
// public, the last one in force.
type announcementJSON struct {
	N           int                 `json:"n"`
	URL         string              `json:"url"`
	PublicSince string              `json:"public_since"` // RFC 3339, UTC
	UpdatedAt   string              `json:"updated_at"`
	Status      string              `json:"status"` // ahead, withdrawn, or what became of it
	Reason      string              `json:"reason,omitempty"`
	Forms       []announcedFormJSON `json:"forms"`
	Judgement   *judgementJSON      `json:"judgement,omitempty"`
}

type announcedFormJSON struct {
	At      string              `json:"at"`
	Title   string              `json:"title"`
	Text    string              `json:"text"`
	Covers  []tickets.MajorKind `json:"covers"`
	Codes   []string            `json:"codes"`
	Changes []rome.Change       `json:"changes"`
	Number  string              `json:"number,omitempty"`
	Month   string              `json:"month,omitempty"` // "2026-11"
	Day     *tickets.Date       `json:"day"`
}

type judgementJSON struct {
	At       string                      `json:"at"`
	Outcome  tickets.AnnouncementOutcome `json:"outcome"`
	Release  string                      `json:"release,omitempty"`
	SHA256   string                      `json:"sha256,omitempty"`
	Findings []tickets.AnnouncedFinding  `json:"findings,omitempty"`
	Words    string                      `json:"words,omitempty"` // of an agent, where no release can prove it
}

func (s *Server) announcementJSON(m views.AnnouncementModel) announcementJSON {
	out := announcementJSON{
		N: m.N, URL: s.address(views.AnnouncementPath(m.N)), PublicSince: instantOrNothing(m.PublicSince()),
		UpdatedAt: instantOrNothing(updated(m)), Status: string(tickets.StillAhead), Reason: m.Reason, Forms: []announcedFormJSON{},
	}
	if j := m.Judgement; j != nil {
		out.Status = string(j.Outcome)
		out.Judgement = &judgementJSON{instantOrNothing(j.At), j.Outcome, j.Release.Number, j.Release.SHA256, j.Findings, j.Words}
	}
	if m.Revoked() {
		out.Status = "withdrawn"
	}
	for _, f := range m.Forms {
		form := announcedFormJSON{
			At: instantOrNothing(f.At), Title: f.Title, Text: f.Text, Covers: orEmpty(f.Covers), Codes: orEmpty(f.Codes),
			Changes: orEmpty(f.Changes), Number: f.Number, Day: day(f.Day),
		}
		if !f.Month.IsZero() {
			form.Month = f.Month.String()[:len("2026-11")]
		}
		out.Forms = append(out.Forms, form)
	}
	return out
}

// orEmpty makes JSON's empty list of none.
func orEmpty[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// updated is when somebody could see the last difference: its last act, or when
// it became public.
func updated(m views.AnnouncementModel) time.Time {
	if since := m.PublicSince(); since.After(m.UpdatedAt()) {
		return since
	}
	return m.UpdatedAt()
}

func (s *Server) announcementListJSON(c echo.Context) error {
	list, err := s.publicAnnouncements(c)
	if err != nil {
		return err
	}
	out := []announcementJSON{}
	for _, m := range list {
		out = append(out, s.announcementJSON(m))
	}
	return sendJSON(c, out)
}

func (s *Server) announcementListCSV(c echo.Context) error {
	list, err := s.publicAnnouncements(c)
	if err != nil {
		return err
	}
	table := [][]string{{"n", "title", "status", "public_since", "number", "month", "day", "covers", "codes", "changes", "judged_by", "reason", "url"}}
	for _, m := range list {
		a := s.announcementJSON(m)
		f := a.Forms[len(a.Forms)-1]
		judged, due := "", ""
		if a.Judgement != nil {
			judged = a.Judgement.Release
		}
		if f.Day != nil {
			due = f.Day.String()
		}
		var covers []string
		for _, k := range f.Covers {
			covers = append(covers, string(k))
		}
		table = append(table, []string{
			strconv.Itoa(a.N), f.Title, a.Status, a.PublicSince, f.Number, f.Month, due, strings.Join(covers, " "),
			strings.Join(f.Codes, " "), strconv.Itoa(len(f.Changes)), judged, a.Reason, a.URL,
		})
	}
	return sendTable(c, "annonces.csv", table)
}
