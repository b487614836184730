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

var agentActor = tickets.Actor{Role: tickets.Agent, Account: 7}

// agentCase is a ticket with two changes and every sort of event before a
// decision.
func agentCase(t *testing.T, more ...tickets.Fact) *tickets.Case {
	t.Helper()
	at := time.Date(2026, 10, 26, 9, 0, 0, 0, time.UTC)
	author := tickets.Personal{
		Name: "Claire Martin", Email: "claire@example.org", Organisation: "Fédération du numérique", Text: "L’appellation manque.",
	}
	c := &tickets.Case{Author: author, Outbox: map[int]tickets.LetterStatus{1: {State: "sent", Attempts: 1, Status: "250"}, 2: {State: "waiting", Attempts: 2, Status: "connect"}}}
	add := func(by tickets.Actor, fact tickets.Fact, p tickets.Personal) {
		at = at.Add(time.Hour)
		c.Events = append(c.Events, tickets.Event{Ticket: 1, N: len(c.Events) + 1, At: at, By: by, Fact: fact, Personal: p})
	}
	add(tickets.Actor{Role: tickets.Visitor}, tickets.Filed{
		Reference: "ROME-2026-00441", Type: tickets.Request, Channel: tickets.Web, Origin: tickets.Branch, ReceivedAt: at.UnixMicro(),
		Basis: tickets.BasisWeb, Policy: tickets.DefaultPolicy(day("2026-01-01")), Reachable: true, Nonce: "n",
		Changes: galleryChanges()[6:8],
	}, author)
	add(tickets.Machine, tickets.Lettered{Letter: 1, Purpose: tickets.Acknowledgement, MessageID: "1@x"}, tickets.Personal{Subject: "Accusé", Text: "Nous avons reçu…"})
	add(tickets.Machine, tickets.Delivered{Letter: 1}, tickets.Personal{})
	add(agentActor, tickets.Assigned{To: 7}, tickets.Personal{})
	add(agentActor, tickets.Noted{}, tickets.Personal{Text: "À voir avec la branche."})
	add(agentActor, tickets.Lettered{Letter: 2, Purpose: tickets.AskBack, MessageID: "2@x"}, tickets.Personal{Subject: "Précision", Text: "Avez-vous des offres\u00a0?"})
	add(tickets.Actor{Role: tickets.Requester, Ticket: 1}, tickets.Messaged{Channel: tickets.Web}, tickets.Personal{Text: "Oui, douze."})
	for _, fact := range more {
		add(agentActor, fact, tickets.Personal{Text: "Attesté dans les offres."})
	}
	ticket, err := tickets.Fold(c.Events)
	if err != nil {
		t.Fatal(err)
	}
	c.Ticket = ticket
	return listened(c, tickets.TheService)
}

func agentModel(c *tickets.Case, typed Typed) AgentTicket {
	return AgentTicket{
		Case: c, Me: tickets.Account{ID: 7, Name: "Paul Durand", Role: tickets.Admin}, Now: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC),
		Staff: []tickets.Account{{ID: 7, Name: "Paul Durand"}, {ID: 8, Name: "Camille Roy"}}, Today: day("2026-11-23"),
		Answer: tickets.LetterText{Subject: "Réponse", Text: "Madame, Monsieur,"}, Question: tickets.LetterText{Subject: "Question", Text: "Madame,"},
		Forecast: lookAhead("2026-11-23", "2026-09-18"), Typed: typed, Done: "noted",
	}
}

func agentPage() Page {
	p := galleryPage()
	p.Agent = &AgentBar{Name: "Paul Durand", Role: "Responsable"}
	return p
}

// agentPages are the pages of agents in states that show every part of them.
func agentPages(t *testing.T) map[string]templ.Component {
	c := agentCase(t)
	refused := Typed{
		Form: FormDecide, Values: url.Values{"proposals.1": {"decline"}, "proposals.1.words": {"Trop tôt."}},
		Faults: []tickets.FieldFault{{Field: "proposals.1.reason", Rule: tickets.RuleRequired}, {Field: "choices", Rule: tickets.RuleRequired}},
	}
	stale := Typed{
		Form: FormAnswer, Values: url.Values{"text": {"Bonjour, voici notre réponse."}}, Error: ErrorText(tickets.ErrConflict).Text,
		Since: HistorySince(c, 2, map[int64]string{7: "Paul Durand"}),
	}
	closed := agentModel(agentCase(t, tickets.Accepted{Proposal: 1}, tickets.Closed{As: tickets.DuplicateOf}), stale)
	choices := []tickets.Choice{{Proposal: 1, Outcome: tickets.Accept, Words: "Attesté."}, {Proposal: 2, Outcome: tickets.Decline, Reason: tickets.ByDesign}}
	rows := []tickets.Summary{
		{Reference: "ROME-2026-00412", Type: tickets.Request, Origin: tickets.Branch, State: tickets.New, ReplyRuns: true, NextDue: day("2026-10-21"), ReplyDue: day("2026-10-21"), Author: tickets.Personal{Organisation: "Fédération"}, Proposals: []tickets.SummaryProposal{{N: 1, Change: galleryChanges()[6]}, {N: 2, Change: galleryChanges()[7]}, {N: 3}}},
		{Reference: "ROME-2026-00413", Type: tickets.Question, Origin: tickets.User, State: tickets.Opened, ReplyRuns: true, NextDue: day("2026-11-26"), Assignee: "Paul Durand", Author: tickets.Personal{Name: "Léa", Subject: "Une fiche"}},
		{Reference: "ROME-2026-00414", Type: tickets.Request, Origin: tickets.Other, State: tickets.Answered, NextDue: day("2027-02-26"), RepliedAt: time.Now(), Proposals: []tickets.SummaryProposal{{N: 1, Change: rome.Change{Kind: rome.Other}, State: tickets.Awaiting, Due: day("2027-02-27")}}, Author: tickets.Personal{Texts: map[int]string{1: "Revoir les métiers de la donnée"}}},
	}
	months := []tickets.Month{{First: day("2026-10-01"), Due: 9, Kept: 6, Late: 1, Overdue: 2}, {First: day("2026-11-01")}, {First: day("2026-12-01"), Due: 4, Running: 4}}
	queue := QueueModel{
		Filter: tickets.Filter{View: tickets.ViewOverdue, Query: "web", Code: "M1805", State: tickets.New, Page: 2}, Today: day("2026-11-23"),
		Listing: tickets.Listing{Rows: rows, Total: 120, Page: 2, PerPage: 50}, Counts: map[tickets.View]int{tickets.ViewOverdue: 120},
	}
	none := queue
	none.Listing = tickets.Listing{Page: 1, PerPage: 50}
	return map[string]templ.Component{
		"ticket":         AgentTicketPage(agentPage(), agentModel(c, Typed{})),
		"ticket refused": AgentTicketPage(agentPage(), agentModel(c, refused)),
		"ticket stale":   AgentTicketPage(agentPage(), agentModel(c, stale)),
		"ticket closed":  AgentTicketPage(agentPage(), closed),
		"letter preview": LetterPreviewPage(agentPage(), LetterPreview{Reference: c.Reference, Version: 3, Path: AnswerPath(c.Reference), Purpose: tickets.Answer, ToName: "Claire", ToAddress: "claire@example.org", Letter: tickets.LetterText{Subject: "Réponse", Text: "Bonjour"}}),
		"decision":       DecisionPreviewPage(agentPage(), DecisionPreview{Ticket: agentModel(c, Typed{}), Choices: choices, Letter: tickets.LetterText{Subject: "Décision", Text: "Madame"}}),
		"queue":          QueuePage(agentPage(), queue),
		"queue empty":    QueuePage(agentPage(), none),
		"dashboard":      DashboardPage(agentPage(), DashboardModel{Figures: tickets.Figures{Today: day("2026-11-23"), Overdue: rows[:1], Soon: rows[1:2], SoonUntil: day("2026-12-07"), Awaiting: rows[2:], Replies: months, Integration: months}, Counts: map[tickets.View]int{tickets.ViewOpen: 9, tickets.ViewOverdue: 1}}),
		"dashboard none": DashboardPage(agentPage(), DashboardModel{Figures: tickets.Figures{Today: day("2026-11-27")}}),
		"releases": AgentReleasesPage(agentPage(), AgentReleasesModel{Releases: []tickets.StoredRelease{{Number: "460", SHA256: "0123456789abcdef", PublishedOn: day("2025-09-18"), Current: true, Republished: true}}, Integrated: []tickets.IntegratedChange{{Reference: "ROME-2026-00441", SummaryProposal: tickets.SummaryProposal{Change: galleryChanges()[6]}}}, Crosswalks: []tickets.StoredCrosswalk{
			{Table: "isco08", Title: "ROME et CITP", SHA256: "0123456789abcdef", CrosswalkCounts: tickets.CrosswalkCounts{Rows: 1064, Pairs: 532, Codes: 532}, Unknown: []string{"A9998", "A9999"}, Against: "460", Current: true},
			{Table: "isco08", Title: "ROME et CITP", SHA256: "fedcba", Unknown: []string{"A9999"}, Against: "458"},
			{Table: "naf", Title: "NAF", SHA256: "fedcba", CrosswalkCounts: tickets.CrosswalkCounts{Rows: 1}, Current: true},
		}}),
		"releases none": AgentReleasesPage(agentPage(), AgentReleasesModel{}),
		"new":           AgentNewPage(agentPage(), AgentNewModel{Changes: 2, Now: time.Now(), History: true, Begun: day("2026-01-01"), Typed: Typed{Form: FormNew, Values: url.Values{"name": {"Léa"}}, Faults: []tickets.FieldFault{{Field: "received_at", Rule: tickets.RuleFuture}, {Field: "changes.2.label", Rule: tickets.RuleChange, Args: []any{"label", rome.ChangeMissingField}}, {Field: "changes", Rule: tickets.RuleRequired}}}}),
		"sign in":       SignInPage(galleryPage(), SignInModel{Email: "a@b.fr", Next: "/agents", Error: SignInRefused(), Expired: true, Held: Held{"/agents/x", "text=a"}}),
		"held":          HeldPage(agentPage(), Held{"/agents/demandes/ROME-2026-00441/note", "text=Bonjour+%26&version=3"}),
	}
}

func TestAgentPages(t *testing.T) {
	for name, page := range agentPages(t) {
		doc := checkPage(t, name, render(t, page))
		doc.Find(".summary a").Each(func(_ int, a *goquery.Selection) {
			if id := a.AttrOr("href", ""); doc.Find(id).Length() != 1 {
				t.Errorf("%s: the summary leads to no %s", name, id)
			}
		})
		doc.Find(`form[method=post][action^="/agents/demandes/ROME"]:not([action$=effacement])`).Each(func(_ int, f *goquery.Selection) {
			if f.Find(`input[name=version]`).Length() != 1 {
				t.Errorf("%s: the form to %s carries no version", name, f.AttrOr("action", ""))
			}
		})
	}
}

func TestAgentTicketKeepsWhatWasTyped(t *testing.T) {
	pages := agentPages(t)
	doc := parse(t, render(t, pages["ticket refused"]))
	if got := doc.Find("#decide-proposals-1-words").Text(); got != "Trop tôt." {
		t.Errorf("the words of a refused decision became %q", got)
	}
	if doc.Find(`details#form-decide[open]`).Length() != 1 || doc.Find(`#decide-proposals-1-reason[aria-invalid]`).Length() != 1 {
		t.Error("the refused form is folded, or does not show its fault")
	}
	doc = parse(t, render(t, pages["ticket stale"]))
	if got := doc.Find("#answer-text").Text(); got != "Bonjour, voici notre réponse." {
		t.Errorf("the text of a stale answer became %q", got)
	}
	if got := doc.Find("[role=alert] li").Length(); got != 3 {
		t.Errorf("%d events told since version 2, want 3 (a note, a question, a message)", got)
	}
	if got := doc.Find("#main, main").Text(); !strings.Contains(got, "Paul Durand a ajouté une note interne") {
		t.Error("what happened since is not told")
	}
	// The form is gone with the ticket's closing; the text is not.
	if got := parse(t, render(t, pages["ticket closed"])).Find("main").Text(); !strings.Contains(got, "Bonjour, voici notre réponse.") {
		t.Error("a text was lost because the ticket was closed meanwhile")
	}
}

func TestNextStep(t *testing.T) {
	for _, c := range []struct {
		what string
		m    AgentTicket
		want string
	}{
		{"nobody has it", agentModel(agentCase(t, tickets.Assigned{To: 0}), Typed{}), FormAssign},
		{"something is undecided", agentModel(agentCase(t), Typed{}), FormDecide},
		{"all is decided", agentModel(agentCase(t, tickets.FoundTrue{Proposal: 1}, tickets.FoundTrue{Proposal: 2}), Typed{}), FormAnswer},
		{"answered by telephone", agentModel(agentCase(t, tickets.FoundTrue{Proposal: 1}, tickets.FoundTrue{Proposal: 2}, tickets.Lettered{Letter: 3, Purpose: tickets.Answer, Means: tickets.ByPhone, At: 1}), Typed{}), FormClose},
		{"closed", agentModel(agentCase(t, tickets.Closed{As: tickets.Spam}), Typed{}), ""},
	} {
		if got := c.m.next(); got != c.want {
			t.Errorf("%s: next is %q, want %q", c.what, got, c.want)
		}
		doc := parse(t, render(t, AgentTicketPage(agentPage(), c.m)))
		if n := doc.Find("main .btn:not(.second,.quiet,.danger)").Length(); n > 1 {
			t.Errorf("%s: %d primary actions", c.what, n)
		}
		if n := doc.Find("details.card[open]").Length(); n != 1 && c.want != "" {
			t.Errorf("%s: %d forms stand open", c.what, n)
		}
	}
}

func TestDashboardSentence(t *testing.T) {
	reply := func(due string) tickets.Summary { return tickets.Summary{ReplyRuns: true, NextDue: day(due)} }
	soon := []tickets.Summary{reply("2026-11-24"), reply("2026-11-27"), reply("2026-11-28")}
	for _, c := range []struct {
		today string
		late  int
		want  string
	}{
		{"2026-11-23", 3, "3 demandes en retard, 2 à répondre d’ici vendredi 27 novembre."},
		{"2026-11-27", 0, "Aucune demande en retard, 2 à répondre aujourd’hui."},
		{"2026-11-28", 1, "1 demande en retard, 3 à répondre d’ici vendredi 4 décembre."},
	} {
		m := DashboardModel{Figures: tickets.Figures{Today: day(c.today), Soon: soon}, Counts: map[tickets.View]int{tickets.ViewOverdue: c.late}}
		if got := strings.ReplaceAll(m.sentence(), nbsp, " "); got != c.want {
			t.Errorf("%s: %q, want %q", c.today, got, c.want)
		}
	}
}

// TestEveryEventHasWords keeps an event's name in English from being shown.
func TestEveryEventHasWords(t *testing.T) {
	c := agentCase(t)
	for _, fact := range []tickets.Fact{
		tickets.Filed{},
		tickets.Confirmed{},
		tickets.Published{},
		tickets.Hidden{},
		tickets.Assigned{},
		tickets.Noted{},
		tickets.Messaged{},
		tickets.Lettered{Purpose: tickets.Answer},
		tickets.Delivered{Letter: 1},
		tickets.Undelivered{Letter: 1, Purpose: tickets.Answer, Status: "550 5.1.1"},
		tickets.Accepted{Proposal: 1},
		tickets.Declined{Proposal: 1, Reason: tickets.ByDesign},
		tickets.FoundTrue{Proposal: 1},
		tickets.Withdrawn{},
		tickets.Checked{},
		tickets.Overridden{Proposal: 1},
		tickets.Closed{As: tickets.Spam},
		tickets.Reopened{},
		tickets.Relinked{},
		tickets.Erased{},
		tickets.Filed{Mail: 1},
		tickets.Messaged{Mail: 1},
		tickets.Messaged{Mail: 1, Stranger: true},
		tickets.Attached{As: tickets.AttachedSent},
		tickets.Attached{As: tickets.AttachedBounce},
		tickets.Attached{As: tickets.AttachedAuto},
		tickets.Detached{},
		tickets.Proposed{Changes: galleryChanges()[:2]},
		tickets.Sorted{Type: tickets.Question},
		tickets.Recalled{Purpose: tickets.Decision},
		tickets.Lettered{Purpose: tickets.Answer, Means: tickets.ByMail, At: 1},
		tickets.Undelivered{Letter: 1, Purpose: tickets.Answer, Status: "5.1.1", Mail: 1},
	} {
		text := eventText(c, tickets.Event{Fact: fact, By: agentActor}, nil)
		if text == "" || text == string(fact.Kind()) {
			t.Errorf("%s has no words", fact.Kind())
		}
		checkFrench(t, string(fact.Kind()), "<p>"+Typo(text)+"</p>")
		if text := eventText(c, tickets.Event{Fact: fact, By: tickets.Machine}, nil); text == "" || text == string(fact.Kind()) {
			t.Errorf("%s has no words when nobody did it", fact.Kind())
		}
	}
}
