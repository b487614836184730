package views

import (
	"strings"
	"testing"
	"time"

	"github.com/a-h/templ"

	"vigie/rome"
	"vigie/tickets"
)

// readCase is a ticket with a change in each of several states.
func readCase() *tickets.Case {
	at := func(s string) time.Time { return day(s).Start().Add(10 * time.Hour) }
	policy := tickets.DefaultPolicy(day("2026-01-01"))
	clock := func(stopped string) tickets.Clock {
		c := tickets.Clock{Runs: true, Deadline: tickets.DeadlineAfter(at("2026-10-26"), 4, policy.Rule, policy.Zone)}
		if stopped != "" {
			c.StoppedOn = day(stopped)
		}
		return c
	}
	checked := tickets.CheckedRelease{SHA256: "aa", Number: "461", PublishedOn: day("2026-12-18")}
	evidence := []rome.Evidence{{Release: "461", File: "unix_x.csv", Line: 7, Row: `"1","2"`}}
	t := &tickets.Ticket{
		Reference: "ROME-2026-00042", Type: tickets.Request, State: tickets.Answered, ReceivedAt: at("2026-10-26"), Policy: policy,
		Reply: tickets.Clock{
			Runs: true, Deadline: tickets.DeadlineAfter(at("2026-10-26"), 1, policy.Rule, policy.Zone),
			StoppedAt: at("2026-11-12"), StoppedOn: day("2026-11-12"),
		},
		Proposals: []tickets.Proposal{
			{N: 1, State: tickets.Integrated, Clock: clock("2026-12-18"), Integrated: &checked, CheckedOn: checked, DecidedIn: 2},
			{N: 2, State: tickets.Refused, Reason: tickets.NoUse, DecidedIn: 3, Fulfilled: &checked},
			{N: 3, State: tickets.Awaiting, Clock: clock(""), DecidedIn: 2},
			{N: 4, State: tickets.Pending, Clock: clock("")},
			{N: 5, State: tickets.Overrode, Clock: clock("2027-03-01"), DecidedIn: 2},
			{N: 6, State: tickets.AlreadyTrue, DecidedIn: 4},
		},
	}
	for i, n := range []int{6, 7, 9, 16, 13, 1} {
		t.Proposals[i].Change, t.Proposals[i].DecidedAt = galleryChanges()[n], at("2026-11-12")
	}
	return &tickets.Case{Ticket: t, Author: tickets.Personal{Text: "Nos raisons"}, Events: []tickets.Event{
		{N: 1, Fact: tickets.Filed{}},
		{N: 2, Fact: tickets.Accepted{Proposal: 1}, Personal: tickets.Personal{Text: "Usage établi."}},
		{N: 3, Fact: tickets.Declined{Proposal: 2, Reason: tickets.NoUse}},
		{N: 4, Fact: tickets.FoundTrue{Proposal: 6}},
		{N: 5, Fact: tickets.Checked{Release: checked, Findings: []tickets.Finding{{Proposal: 1, Verdict: rome.Holds, Evidence: evidence}}}},
	}}
}

func readReleases() []ReleaseRow {
	return ReleaseRows([]tickets.StoredRelease{
		{Number: "461", SHA256: strings.Repeat("c", 64), PublishedOn: day("2026-12-18"), Current: true, Counts: rome.Counts{Occupations: 1586, Skills: 3}},
		{Number: "460", SHA256: strings.Repeat("b", 64), PublishedOn: day("2026-09-18"), Republished: true, Counts: rome.Counts{Occupations: 1584, Skills: 4}},
		{Number: "460", SHA256: strings.Repeat("a", 64), PublishedOn: day("2026-09-18")},
		{Number: "459", SHA256: strings.Repeat("9", 64), PublishedOn: day("2026-06-17")},
		{Number: "455", SHA256: strings.Repeat("5", 64), PublishedOn: day("2024-06-17")},
	}, map[tickets.Between]rome.Summary{{From: strings.Repeat("b", 64), To: strings.Repeat("c", 64)}: {"skill.rename": 2, "skill.rename.typographic": 1}})
}

// readPages are the public pages, with something of everything.
func readPages() map[string]templ.Component {
	today := day("2026-12-23")
	page := galleryPage()
	page.Service.Mailbox = "rome@service.example"
	summary := tickets.Summary{Reference: "ROME-2026-00042", Type: tickets.Request, State: tickets.Opened, ReplyRuns: true, ReplyDue: day("2026-12-20"), NextDue: day("2026-12-20"), Undecided: 1, Proposals: []tickets.SummaryProposal{{N: 1, Change: galleryChanges()[6], State: tickets.Pending}}}
	rows := TicketRows([]tickets.Summary{summary}, galleryNames, today)
	query := TicketQuery{Code: "M1805", State: "retard", Words: "web", Page: 2}
	months := []tickets.Month{{First: day("2026-11-01"), Due: 3, Kept: 2, Overdue: 1}, {First: day("2026-12-01"), Due: 2, Kept: 1, Running: 1}}
	policies := []tickets.Policy{tickets.DefaultPolicy(day("2026-01-01")), {EffectiveFrom: day("2027-01-01"), ReplyMonths: 1, IntegrationMonths: 3, IntegrationFrom: tickets.FromAcceptance, Rule: tickets.NextWorkingDay}}
	occupation := OccupationModel{
		Code: "M1805", Label: "Développeur web", Domain: "M18", DomainHref: MajorDomainPath("M"), Definition: []string{"Conçoit.", "Développe"}, Access: []string{"Avec un diplôme."},
		Tags: []string{"Emploi cadre"}, Appellations: []AppellationLine{{"Développeur web", true, false}, {"Intégrateur web", false, true}},
		Skills: []LinkGroup{{"Savoir-faire, cœur de métier", []string{"Coder"}}}, Knowledge: []LinkGroup{{"Langues", []string{"Anglais"}}}, Contexts: []LinkGroup{{"Lieux", []string{"Bureau"}}},
		Mobilities: []MobilityLine{{"M1810", "Technicien", OccupationPath("M1810")}}, Tickets: rows, More: 2, Source: rome.Evidence{Release: "460", File: "unix_x.csv", Line: 2, Row: "x"},
	}
	found := []OccupationFound{{"M1805", "Développeur web", []string{"compétence " + Quote("Coder")}}}
	question := readCase()
	question.Proposals, question.Author, question.Type, question.History = nil, tickets.Personal{}, tickets.Question, true
	return map[string]templ.Component{
		"home":               HomePage(page, HomeModel{Policy: policies[0], Replies: months, Overdue: 2, Release: &readReleases()[0], Latest: rows, Today: today}),
		"home, empty":        HomePage(page, HomeModel{Policy: policies[0], Today: today}),
		"list":               TicketListPage(page, TicketListModel{Query: query, Listing: tickets.Listing{Total: 60, Page: 2, PerPage: 25}, Overdue: 3, Rows: rows}),
		"list, empty":        TicketListPage(page, TicketListModel{}),
		"list, none":         TicketListPage(page, TicketListModel{Query: query}),
		"view":               TicketViewPage(page, TicketView(readCase(), ProposalContext{Today: today}, releasedOn("2026-12-18"))),
		"question":           TicketViewPage(page, TicketView(question, ProposalContext{Today: today}, tickets.Forecast{})),
		"search":             OccupationSearchPage(page, OccupationSearchModel{Release: "460", Query: "coder", Found: found, Cut: true}),
		"search, none":       OccupationSearchPage(page, OccupationSearchModel{Release: "460", Query: "xyz"}),
		"search, no release": OccupationSearchPage(page, OccupationSearchModel{}),
		"domains":            OccupationSearchPage(page, OccupationSearchModel{Release: "460", Majors: []MajorDomainLine{{"M", "Support", 2}}}),
		"domain":             OccupationSearchPage(page, OccupationSearchModel{Release: "460", Domain: &MajorDomainModel{"M", "Support", []DomainLine{{"M18", "Informatique", found}}}}),
		"occupation":         OccupationPage(page, occupation),
		"no occupation":      OccupationMissingPage(page, "Z9999", "460"),
		"release":            ReleasePage(page, ReleaseModel{ReleaseRow: readReleases()[0], Description: "Des évolutions.\nEt d’autres."}, today),
		"releases":           ReleaseListPage(page, readReleases(), AheadModel{}),
		"no release":         ReleaseListPage(page, nil, AheadModel{}),
		"commitments":        CommitmentsPage(page, CommitmentsModel{Policy: policies[0], Policies: policies, Replies: months, Overdue: 1, Releases: readReleases(), Today: today}),
		"commitments, empty": CommitmentsPage(page, CommitmentsModel{Policy: policies[0], Today: today}),
		"accessibility":      AccessibilityPage(page), "privacy": PrivacyPage(page), "legal": LegalPage(page),
		"sitemap": SitemapPage(page), "data": OpenDataPage(page),
	}
}

func TestReadPages(t *testing.T) {
	for name, page := range readPages() {
		checkPage(t, name, render(t, page))
	}
}

func TestProposalCards(t *testing.T) {
	doc := parse(t, render(t, TicketProposals(ProposalsOf(readCase(), ProposalContext{Today: day("2026-12-23")}))))
	for selector, want := range map[string][]string{
		"#evolution-1": {"Évolution 1 sur 6", "Intégrée", "Retenue le", "Usage établi.", "Dans la version 461 du ROME, publiée le vendredi 18 décembre 2026", "70 jours avant la date promise", "unix_x.csv, ligne 7", `"1","2"`},
		"#evolution-2": {"Non retenue le", "opérationnel", "Présente depuis la version 461, sans avoir été retenue."},
		"#evolution-3": {"Retenue, en attente d’intégration", "Intégration au plus tard le vendredi 26 février 2027", "dans 65 jours", "Pourquoi cette date ?"},
		"#evolution-4": {"À examiner", "si l’évolution est retenue"},
		"#evolution-5": {"Intégration constatée le lundi 1er mars 2027", "3 jours après la date promise"},
		"#evolution-6": {"Déjà présente le"},
	} {
		text := strings.Join(strings.Fields(strings.ReplaceAll(doc.Find(selector).Text(), nbsp, " ")), " ")
		for _, w := range want {
			if !strings.Contains(text, strings.ReplaceAll(w, "opérationnel", "aide concrète")) {
				t.Errorf("%s lacks %q: %s", selector, w, text)
			}
		}
	}
	if doc.Find("#evolution-4").Text() == "" || strings.Contains(doc.Find("#evolution-4").Text(), "Décision") {
		t.Error("a decision nobody took")
	}
	alone := readCase()
	alone.Proposals = alone.Proposals[:1]
	if got := parse(t, render(t, TicketViewPage(galleryPage(), TicketView(alone, ProposalContext{}, tickets.Forecast{})))).Find(".card h3").Length(); got != 0 {
		t.Error("a change that is alone repeats the title of its page")
	}
}

func TestSummaryState(t *testing.T) {
	today := day("2026-11-23")
	states := func(list ...tickets.ProposalState) (out []tickets.SummaryProposal) {
		for _, s := range list {
			out = append(out, tickets.SummaryProposal{State: s})
		}
		return out
	}
	for _, c := range []struct {
		s    tickets.Summary
		want string
		tone Tone
	}{
		{tickets.Summary{State: tickets.New, NextDue: day("2026-11-22")}, "En retard", ToneLate},
		{tickets.Summary{State: tickets.New, NextDue: today}, "Reçue", ToneInfo},
		{tickets.Summary{State: tickets.Ended, Closed: tickets.WithdrawnByIt}, "Retirée par son auteur", ToneFlat},
		{tickets.Summary{State: tickets.Ended, Closed: tickets.Completed}, "Traitée", ToneKept},
		{tickets.Summary{State: tickets.Answered, Proposals: states(tickets.Awaiting)}, "Retenue", ToneInfo},
		{tickets.Summary{State: tickets.Answered, Proposals: states(tickets.Awaiting, tickets.Refused)}, "Retenue en partie", ToneInfo},
		{tickets.Summary{State: tickets.Ended, Closed: tickets.Completed, Proposals: states(tickets.Integrated, tickets.Overrode)}, "Intégrée", ToneKept},
		{tickets.Summary{State: tickets.Answered, Proposals: states(tickets.Integrated, tickets.Refused)}, "Intégrée en partie", ToneKept},
		{tickets.Summary{State: tickets.Answered, Proposals: states(tickets.Integrated, tickets.Regressed)}, "Annulée par une version", ToneLate},
		{tickets.Summary{State: tickets.Answered, Proposals: states(tickets.Refused)}, "Non retenue", ToneFlat},
		{tickets.Summary{State: tickets.Answered, Proposals: states(tickets.AlreadyTrue)}, "Déjà présente", ToneKept},
		{tickets.Summary{State: tickets.Answered, Proposals: states(tickets.AlreadyTrue, tickets.Refused)}, "Traitée", ToneKept},
		{tickets.Summary{State: tickets.Opened, Proposals: states(tickets.Awaiting, tickets.Pending)}, "En cours d’examen", ToneInfo},
	} {
		if got, tone := SummaryState(&c.s, today); got != c.want || tone != c.tone {
			t.Errorf("%s %v is %q (%s), want %q", c.s.State, c.s.Proposals, got, tone, c.want)
		}
	}
}

func TestReleaseRows(t *testing.T) {
	for i, want := range []struct {
		name, interval, note string
		tone                 Tone
	}{
		{"461", "91 jours après la version 460", "dans les trois mois promis", ToneKept},
		{"460", "Même numéro que la précédente, autre contenu", "", ""},
		{"aaaaaaaaaaaa", "93 jours après la version 459", "plus de trois mois après", ToneLate},
		{"459", "730 jours après la version 455", "entre les deux, des versions n’ont pas été importées ici", ""},
		{"455", "", "", ""},
	} {
		r := readReleases()[i]
		interval, note := strings.ReplaceAll(r.Interval, nbsp, " "), strings.ReplaceAll(r.Note, nbsp, " ")
		if r.Name != want.name || interval != want.interval || note != want.note || r.Tone != want.tone {
			t.Errorf("line %d is %q %q %q %q", i, r.Name, interval, note, r.Tone)
		}
	}
}
