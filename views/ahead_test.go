package views

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/a-h/templ"

	"vigie/rome"
	"vigie/tickets"
)

// lookAhead is what is known, on a day, to a service that published its last
// release on another.
func lookAhead(today, published string) tickets.Forecast {
	return tickets.NewForecast(day(today), []tickets.StoredRelease{{Number: "460", PublishedOn: day(published)}}, nil, 30)
}

func releasedOn(published string) tickets.Forecast { return lookAhead("2026-06-03", published) }

// announced is an announcement that is public since 1 June 2026, with what was
// said and found of it since.
func announced(t *testing.T, text tickets.AnnouncementText, more ...tickets.ActFact) *tickets.Announcement {
	t.Helper()
	acts := []tickets.ActFact{tickets.Announced{AnnouncementText: text}}
	a := new(tickets.Announcement)
	for i, fact := range append(acts, more...) {
		at := day("2026-06-01").AddDays(i).Start().Add(10 * time.Hour)
		by := tickets.Actor{Role: tickets.Agent, Account: 7}
		a.Acts = append(a.Acts, tickets.Act{N: i + 1, Subject: 1, At: at, By: by, Fact: fact})
		switch f := fact.(type) {
		case tickets.Announced:
			a.Forms = append(a.Forms, tickets.AnnouncementForm{AnnouncementText: f.AnnouncementText, At: at, By: by})
		case tickets.Corrected:
			a.Forms = append(a.Forms, tickets.AnnouncementForm{AnnouncementText: f.AnnouncementText, At: at, By: by})
		case tickets.Revoked:
			a.RevokedAt, a.Reason = at, f.Reason
		case tickets.Judged:
			a.Judgement = &tickets.Judgement{At: at, By: tickets.Machine, Outcome: f.Outcome, Release: f.Release, Findings: f.Findings}
		case tickets.Stated:
			a.Judgement = &tickets.Judgement{At: at, By: by, Outcome: f.Outcome, Release: tickets.CheckedRelease{Number: f.Release}, Words: f.Words}
		}
	}
	a.N = 1
	return a
}

var staffOfSeven = map[int64]string{7: "Paul Durand"}

// aheadPages are the pages of what is to come, in states that show every part.
func aheadPages(t *testing.T) map[string]templ.Component {
	text := tickets.AnnouncementText{
		Title: "Un métier disparaît", Text: "Il sera supprimé.", Covers: tickets.MajorKinds(), Codes: []string{"M1805", "M18"},
		Changes: []rome.Change{{Kind: rome.OccupationRemove, Code: "M1805", Successor: "M1810"}}, Number: "461", Day: day("2026-09-10"),
	}
	words := tickets.AnnouncementText{Title: "Un autre format", Text: "JSON.", Month: day("2026-08-01")}
	release := tickets.CheckedRelease{SHA256: "a", Number: "461", PublishedOn: day("2026-06-03")}
	found := tickets.Judged{Release: release, Outcome: tickets.CamePartly, Findings: []tickets.AnnouncedFinding{
		{Change: 1, Verdict: rome.Holds, Evidence: []rome.Evidence{{Release: "461", File: "unix_x.csv", Line: 3, Row: "x"}}},
	}}
	f := releasedOn("2026-05-04")
	model := func(a *tickets.Announcement) AnnouncementModel { return AnnouncementOf(a, f, nil) }
	staff := func(a *tickets.Announcement, typed Typed) AnnouncementModel {
		m := model(a)
		m.Agent, m.Forms, m.Staff, m.Typed, m.ToState = true, a.Forms, staffOfSeven, typed, a.InWords()
		return m
	}
	open, corrected := announced(t, text), announced(t, text, tickets.Corrected{AnnouncementText: words})
	judged, revoked := announced(t, text, found), announced(t, text, tickets.Revoked{Reason: "Le chantier est reporté."})
	stated := announced(t, words, tickets.Stated{Outcome: tickets.CameLate, Release: "461", Words: "Vu dans l’archive."})
	refused := Typed{Form: FormNew, Values: url.Values{"title": {"t"}, "count": {"2"}}, Faults: []tickets.FieldFault{
		{Field: "text", Rule: tickets.RuleRequired}, {Field: "number", Rule: tickets.RuleTarget}, {Field: "changes.2.label", Rule: tickets.RuleChange},
	}}
	entry := tickets.PlannedRelease{N: 1, ReleasePlan: tickets.ReleasePlan{Number: "461", Day: day("2026-09-10"), Cutoff: day("2026-08-01")}}
	entry.Acts = []tickets.Act{{N: 1, Subject: 1, By: tickets.Actor{Role: tickets.Agent, Account: 7}, At: day("2026-06-01").Start(), Fact: tickets.Planned{ReleasePlan: entry.ReleasePlan}}}
	gone := entry
	gone.N, gone.Removed = 2, true
	plan := CalendarModel{
		Forecast: f, Entries: []tickets.PlannedRelease{entry, gone}, CutoffDays: 30, Staff: staffOfSeven,
		Published: []tickets.StoredRelease{{Number: "460", PublishedOn: day("2026-05-04")}, {Number: "459", PublishedOn: day("2026-01-15")}},
		Typed:     Typed{Form: FormPlan, Values: url.Values{"number": {"x"}}, Faults: []tickets.FieldFault{{Field: "number", Rule: tickets.RuleNumber}}},
	}
	w := tickets.WhatIf{Cadence: 4, Cutoff: 30, Promise: 4, Delay: 20, Start: day("2025-09-18"), Days: 731}
	majors := &tickets.ReleaseAnnounced{Release: release, Majors: []tickets.AnnouncedMajor{
		{Major: tickets.Major{Kind: tickets.MajorRemoved, Code: "M1805", Old: "Études"}, Announcement: 1, Since: day("2026-06-01")},
		{Major: tickets.Major{Kind: tickets.MajorFormat, File: "rubrique", Label: "x"}},
	}}
	owed := tickets.Agenda{Forecast: f}
	for i, o := range everyOutlook(f) {
		owed.Owed = append(owed.Owed, tickets.OwedChange{
			Reference: "ROME-2026-0000" + Number(i+1), SummaryProposal: tickets.SummaryProposal{N: 1, Change: galleryChanges()[6], Due: day("2026-08-10")}, Outlook: o,
		})
	}
	return map[string]templ.Component{
		"list":         AnnouncementListPage(galleryPage(), AnnouncementsOf([]*tickets.Announcement{open, judged, revoked}, f, nil)),
		"list, none":   AnnouncementListPage(galleryPage(), nil),
		"open":         AnnouncementPage(galleryPage(), model(open)),
		"corrected":    AnnouncementPage(galleryPage(), model(corrected)),
		"judged":       AnnouncementPage(galleryPage(), model(judged)),
		"revoked":      AnnouncementPage(galleryPage(), model(revoked)),
		"stated":       AnnouncementPage(galleryPage(), model(stated)),
		"home":         HomePage(galleryPage(), HomeModel{Policy: tickets.DefaultPolicy(day("2026-01-01")), Today: f.Today, Ahead: AnnouncementsOf([]*tickets.Announcement{open}, f, nil)}),
		"releases":     ReleaseListPage(galleryPage(), readReleases(), AheadModel{f, AnnouncementsOf([]*tickets.Announcement{open, corrected}, f, nil)}),
		"staff list":   AgentAnnouncementsPage(agentPage(), AgentAnnouncementsModel{List: []AnnouncementModel{staff(open, Typed{}), staff(corrected, Typed{})}, Done: "announced"}),
		"staff none":   AgentAnnouncementsPage(agentPage(), AgentAnnouncementsModel{}),
		"staff one":    AgentAnnouncementPage(agentPage(), staff(corrected, Typed{Form: FormState, Faults: []tickets.FieldFault{{Field: "words", Rule: tickets.RuleRequired}, {Field: "outcome", Rule: tickets.RuleChoice}}})),
		"staff revoke": AgentAnnouncementPage(agentPage(), staff(open, Typed{Form: FormRevoke, Faults: []tickets.FieldFault{{Field: "reason", Rule: tickets.RuleRequired}}})),
		"announce":     AnnouncePage(agentPage(), AnnounceModel{AgentNewModel: AgentNewModel{Typed: refused, Changes: 2}, Today: f.Today}),
		"correct":      AnnouncePage(agentPage(), AnnounceModel{AgentNewModel: AgentNewModel{Typed: Typed{Form: FormNew, Values: AnnounceValues(text)}, Changes: 1}, Today: f.Today, Number: 1, Version: 2, Public: true}),
		"calendar":     AgentReleasesPage(agentPage(), AgentReleasesModel{Calendar: plan, Announced: majors, Source: SourceModel{Done: "planned"}, Releases: plan.Published}),
		"entry":        PlannedPage(agentPage(), PlannedModel{Entry: &entry, Open: true, Staff: staffOfSeven}),
		"entry over":   PlannedPage(agentPage(), PlannedModel{Entry: &gone, Staff: staffOfSeven, Typed: Typed{Form: FormUnplan, Error: AheadErrorText(tickets.ErrConflict)}}),
		"what if":      WhatIfPage(agentPage(), WhatIfModel{Question: w, Answer: w.Answer(), Table: w.Table()}),
		"what if not":  WhatIfPage(agentPage(), WhatIfModel{Question: w}.Refused(url.Values{"cadence": {"x"}}, []tickets.FieldFault{{Field: "cadence", Rule: tickets.RuleRange, Args: []any{1, 24}}})),
		"dashboard":    DashboardPage(agentPage(), DashboardModel{Figures: tickets.Figures{Today: f.Today}, Agenda: AgendaModel{Agenda: owed}, Announced: majors}),
	}
}

// everyOutlook is one of each chance.
func everyOutlook(f tickets.Forecast) []tickets.Outlook {
	next, _ := f.Next()
	list := []tickets.Outlook{
		{Chance: tickets.ChanceOpen, Release: next, Slack: 3},
		{Chance: tickets.ChanceClosed, Release: next, Slack: -3},
		{Chance: tickets.ChanceImpossible},
		{Chance: tickets.ChanceLate},
		{Chance: tickets.ChanceUnknown},
	}
	if len(list) != len(tickets.Chances()) {
		panic("a chance is forgotten")
	}
	return list
}

func TestAheadPages(t *testing.T) {
	for name, page := range aheadPages(t) {
		doc := checkPage(t, name, render(t, page))
		doc.Find(".summary a").Each(func(_ int, a *goquery.Selection) {
			if id := a.AttrOr("href", ""); doc.Find(id).Length() != 1 {
				t.Errorf("%s: the summary leads to no %s", name, id)
			}
		})
		doc.Find(`form[method=post][action*="/annonces/1"],form[method=post][action*="/prevues/1"]`).Each(func(_ int, f *goquery.Selection) {
			if f.Find(`input[name=version]`).Length() != 1 {
				t.Errorf("%s: the form to %s carries no version", name, f.AttrOr("action", ""))
			}
		})
	}
}

func TestAheadWords(t *testing.T) {
	worded(t, tickets.AnnouncementOutcomes(), toned(t, AnnouncementWord))
	worded(t, tickets.AnnouncementOutcomes(), OutcomeText)
	worded(t, tickets.MajorKinds(), MajorWord)
	f := releasedOn("2026-05-04")
	for _, o := range everyOutlook(f) {
		for _, pending := range []bool{false, true} {
			w := OutlookText(o, day("2026-08-10"), f.Today, pending)
			sentence(t, w.Sentence)
			typographic(t, w.Mark)
		}
	}
	release := tickets.CheckedRelease{Number: "461"}
	text := tickets.AnnouncementText{Number: "461", Month: day("2026-08-01"), Day: day("2026-09-10")}
	plan := tickets.ReleasePlan{Number: "461", Day: day("2026-09-10"), Cutoff: day("2026-08-01")}
	kinds := map[tickets.ActKind]bool{}
	for _, fact := range []tickets.ActFact{
		tickets.Planned{ReleasePlan: plan},
		tickets.Replanned{ReleasePlan: plan},
		tickets.Unplanned{},
		tickets.Announced{AnnouncementText: text},
		tickets.Corrected{AnnouncementText: text},
		tickets.Revoked{Reason: "Reporté."},
		tickets.Judged{Release: release, Outcome: tickets.CameLate},
		tickets.Stated{Outcome: tickets.CameLate, Release: "461", Words: "Vu."},
	} {
		act := tickets.Act{Fact: fact}
		kinds[act.Kind()] = true
		words := ActText(act)
		typographic(t, words)
		if !strings.HasPrefix(words, "a ") {
			t.Errorf("%s: %q follows no name", act.Kind(), words)
		}
	}
	for _, k := range tickets.ActKinds() {
		if !kinds[k] {
			t.Errorf("the act %s has no words", k)
		}
	}
	for _, m := range []tickets.Major{
		{Kind: tickets.MajorCreated, Code: "M1899", Label: "X"},
		{Kind: tickets.MajorRemoved, Code: "M1899", Old: "X"},
		{Kind: tickets.MajorRepurposed, Code: "M1899", Old: "X", Label: "Y"},
		{Kind: tickets.MajorFormat, File: "f", Old: "f"},
		{Kind: tickets.MajorFormat, File: "f", Label: "f"},
		{Kind: tickets.MajorFormat, File: "f", Old: "c"},
		{Kind: tickets.MajorFormat, File: "f", Label: "c"},
	} {
		typographic(t, MajorText(m))
	}
	w := tickets.WhatIf{Cadence: 1, Cutoff: 30, Promise: 4, Start: day("2025-09-18"), Days: 731}
	for _, delay := range []int{0, 1, 20} {
		w.Delay = delay
		m := WhatIfModel{Question: w, Answer: w.Answer()}
		sentence(t, m.sentence())
		for _, step := range m.method() {
			sentence(t, step)
		}
	}
}

func TestCountdown(t *testing.T) {
	f := tickets.NewForecast(day("2026-06-03"), []tickets.StoredRelease{{Number: "460", PublishedOn: day("2026-05-04")}},
		[]tickets.PlannedRelease{{N: 1, ReleasePlan: tickets.ReleasePlan{Number: "461", Day: day("2026-06-27"), Cutoff: day("2026-06-01")}}}, 30)
	for _, c := range []struct {
		text tickets.AnnouncementText
		want string
	}{
		{tickets.AnnouncementText{Day: day("2026-06-27")}, "dans 24 jours"},
		{tickets.AnnouncementText{Day: day("2026-06-03")}, "aujourd’hui"},
		{tickets.AnnouncementText{Day: day("2026-06-01")}, "attendu depuis 2 jours"},
		{tickets.AnnouncementText{Month: day("2026-06-01")}, "ce mois-ci"},
		{tickets.AnnouncementText{Month: day("2026-07-01")}, "dans 28 jours au plus tôt"},
		{tickets.AnnouncementText{Month: day("2026-05-01")}, "attendu depuis 3 jours"},
		{tickets.AnnouncementText{Number: "461"}, "dans 24 jours"},
		{tickets.AnnouncementText{Number: "462"}, ""},
	} {
		m := AnnouncementOf(announced(t, c.text), f, nil)
		if got := strings.ReplaceAll(m.Countdown(), nbsp, " "); got != c.want {
			t.Errorf("%+v: %q, want %q", c.text, got, c.want)
		}
	}
	settled := AnnouncementOf(announced(t, tickets.AnnouncementText{Day: day("2026-06-27")}, tickets.Revoked{Reason: "r"}), f, nil)
	if settled.Countdown() != "" {
		t.Error("what is withdrawn is counted down")
	}
}

// What a form is filled in with makes the same text again.
func TestAnnounceValues(t *testing.T) {
	for _, c := range []rome.Change{
		{Kind: rome.OccupationCreate, Domain: "M18", Label: "X"},
		{Kind: rome.OccupationRemove, Code: "M1805", Successor: "M1810"},
		{Kind: rome.AppellationShort, OGR: "1", Short: "s"},
		{Kind: rome.AppellationMove, OGR: "1", To: "M1810"},
		{Kind: rome.LinkAdd, Code: "M1805", Item: rome.Ref{Label: "l"}},
		{Kind: rome.MobilityAdd, From: "M1805", To: "M1810"},
		{Kind: rome.OccupationDefine, Code: "M1805", Text: "t"},
	} {
		v := AnnounceValues(tickets.AnnouncementText{Changes: []rome.Change{c}, Month: day("2026-08-01")})
		got := ""
		for _, part := range []string{"", ".code", ".ogr", ".label", ".to", ".text"} {
			got += v.Get("changes.1"+part) + "|"
		}
		want := string(c.Kind) + "|" + c.Code + c.Domain + c.From + "|" + c.OGR + c.Item.Label + "|" + c.Label + c.Short + "|" + c.To + c.Successor + "|" + c.Text + "|"
		if got != want || v.Get("month") != "2026-08" || v.Get("count") != "1" {
			t.Errorf("%s, want %s", got, want)
		}
	}
}
