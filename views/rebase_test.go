package views

import (
	"net/url"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/a-h/templ"

	"vigie/rome"
	"vigie/rome/sample"
	"vigie/tickets"
)

// both are the sample releases.
func both(t *testing.T) (before, after *rome.Release) {
	t.Helper()
	before, err := rome.Read(sample.First(""))
	if err != nil {
		t.Fatal(err)
	}
	after, err = rome.Read(sample.Second(""))
	if err != nil {
		t.Fatal(err)
	}
	return before, after
}

// checkPublished is checkPage for what shows labels as the ROME publishes them,
// straight apostrophes included.
func checkPublished(t *testing.T, where, markup string) *goquery.Document {
	t.Helper()
	return checkPage(t, where, strings.ReplaceAll(markup, "&#39;", "’"))
}

func TestClashWords(t *testing.T) {
	worded(t, rome.ClashKinds(), ClashText)
	worded(t, rome.LogTypes(), LogTypeText)
	worded(t, tickets.Whats(), func(w tickets.What) string { return WhatTitle(w, 1) })
	for _, k := range rome.ClashKinds() {
		if _, ok := clashWords[k]; !ok {
			t.Errorf("%s has no words", k)
		}
	}
}

// Every reason that Apply gives has its words.
func TestApplyWords(t *testing.T) {
	reasons := make(map[string]rome.Reason)
	verdicts, err := os.ReadFile("../rome/verdict.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range regexp.MustCompile(`(Reason\w+)\s+Reason = "([^"]+)"`).FindAllStringSubmatch(string(verdicts), -1) {
		reasons[m[1]] = rome.Reason(m[2])
	}
	source, err := os.ReadFile("../rome/apply.go")
	if err != nil {
		t.Fatal(err)
	}
	used := regexp.MustCompile(`Reason[A-Z]\w+`).FindAllString(string(source), -1)
	if len(used) < 10 {
		t.Fatalf("only %v were found", used)
	}
	for _, name := range used {
		if words, ok := applyWords[reasons[name]]; !ok {
			t.Errorf("%s has no words", name)
		} else {
			typographic(t, words)
		}
	}
}

// conflicted is a ticket whose first change is in conflict with the second
// release, and whose second one stands.
func conflicted(t *testing.T) (AgentTicket, *rome.Release) {
	t.Helper()
	before, after := both(t)
	c := agentCase(t)
	filed := c.Events[0].Fact.(tickets.Filed)
	filed.Changes = []rome.Change{
		{Kind: rome.AppellationRename, OGR: "20168", Label: "Dépanneur / Dépanneuse de réseaux"},
		{Kind: rome.AppellationRename, OGR: "19372", Label: "Repasseur / Repasseuse à domicile"},
		{Kind: rome.AppellationCreate, Code: "M1805", Label: "Testeur / Testeuse"},
	}
	for i := range filed.Changes {
		filed.Changes[i].Base = before.BaseOf(filed.Changes[i])
	}
	c.Events[0].Fact = filed
	ticket, err := tickets.Fold(c.Events)
	if err != nil {
		t.Fatal(err)
	}
	c.Ticket = ticket
	m := agentModel(c, Typed{})
	m.Release = after
	m.Clashes = map[int][]tickets.Clashing{
		3: {
			{Reference: "ROME-2026-00007", N: 2, Change: rome.Change{Kind: rome.AppellationCreate, Code: "M1810", Label: "Testeur / Testeuse"}, State: tickets.Awaiting, Kind: rome.ClashLabel},
			{Reference: c.Reference, N: 1, Change: filed.Changes[0], State: tickets.Pending, Kind: rome.ClashRename},
		},
	}
	return m, after
}

// A change whose target moved is offered to be asked anew; one whose target is
// gone, only to be asked of its author.
func TestConflictsOnTheTicket(t *testing.T) {
	m, _ := conflicted(t)
	doc := checkPublished(t, "conflicts", render(t, AgentTicketPage(agentPage(), m)))
	for id, c := range map[string]struct {
		words   string
		buttons int
	}{
		"#evolution-1": {"est désormais sous I1401 dans la version\u00a0492 du ROME.", 1},
		"#evolution-2": {"n’existe plus dans la version\u00a0492 du ROME.", 0},
	} {
		card := doc.Find(id)
		if !strings.Contains(card.Text(), c.words) {
			t.Errorf("%s does not say %q: %s", id, c.words, card.Text())
		}
		if n := card.Find(`form[action$="/actualisation"] button`).Length(); n != c.buttons {
			t.Errorf("%s has %d buttons, want %d", id, n, c.buttons)
		}
		if href := card.Find(`a[href*="conflit="]`).AttrOr("href", ""); !strings.HasSuffix(href, "#form-question") {
			t.Errorf("%s asks the author at %q", id, href)
		}
	}
	if doc.Find(`#evolution-3 form[action$="/actualisation"]`).Length() != 0 {
		t.Error("what has no conflict can be rebased")
	}
	decide := doc.Find("#form-decide")
	for _, words := range []string{"Ne va pas avec une évolution déjà retenue", "ROME-2026-00007, évolution\u00a02", "Elles mettent le même libellé à deux endroits.", "Évolution\u00a01 de cette demande"} {
		if !strings.Contains(decide.Text(), words) {
			t.Errorf("where it is decided, %q is not said", words)
		}
	}
}

// Accepting both sides is confirmed on the page that comes before.
func TestClashIsConfirmedBeforeADecision(t *testing.T) {
	m, _ := conflicted(t)
	preview := DecisionPreview{
		Ticket: m, Choices: []tickets.Choice{{Proposal: 3, Outcome: tickets.Accept}}, Clashes: m.Clashes, Letter: tickets.LetterText{Subject: "s", Text: "t"},
		Typed: Typed{Form: FormDecide, Values: url.Values{}, Faults: []tickets.FieldFault{{Field: "proposals.3.despite", Rule: tickets.RuleClash, Args: []any{1}}}},
	}
	doc := checkPublished(t, "preview", render(t, DecisionPreviewPage(agentPage(), preview)))
	box := doc.Find(`input[type=checkbox][name="proposals.3.despite"]`)
	if box.Length() != 1 || box.AttrOr("checked", "no") != "no" {
		t.Error("nothing is to be confirmed, or it is already")
	}
	if id := doc.Find(".summary a").AttrOr("href", ""); doc.Find(id).Length() != 1 {
		t.Errorf("the summary leads to no %s", id)
	}
}

func TestQueueAttention(t *testing.T) {
	proposal := func(state tickets.ProposalState, v rome.Verdict) tickets.SummaryProposal {
		return tickets.SummaryProposal{State: state, Verdict: v}
	}
	for _, c := range []struct {
		state     tickets.State
		proposals []tickets.SummaryProposal
		want      string
	}{
		{tickets.Opened, []tickets.SummaryProposal{proposal(tickets.Pending, rome.Unmet)}, ""},
		{tickets.Opened, []tickets.SummaryProposal{proposal(tickets.Pending, rome.Unmet), proposal(tickets.Pending, rome.Conflict)}, "Cible changée"},
		{tickets.Ended, []tickets.SummaryProposal{proposal(tickets.Pending, rome.Conflict)}, ""},
		{tickets.Ended, []tickets.SummaryProposal{proposal(tickets.Awaiting, rome.Conflict)}, "Cible changée"},
		{tickets.Opened, []tickets.SummaryProposal{proposal(tickets.Refused, rome.Conflict)}, ""},
		{tickets.Opened, []tickets.SummaryProposal{proposal(tickets.Pending, rome.Conflict), proposal(tickets.Regressed, rome.Unmet)}, "Défaite par une version"},
		{tickets.Opened, []tickets.SummaryProposal{proposal(tickets.Pending, rome.Holds)}, "Déjà dans le ROME"},
		{tickets.Answered, []tickets.SummaryProposal{proposal(tickets.Integrated, rome.Holds)}, ""},
	} {
		if have, _ := queueAttention(&tickets.Summary{State: c.state, Proposals: c.proposals}); have != c.want {
			t.Errorf("%s %v: %q, want %q", c.state, c.proposals, have, c.want)
		}
	}
}

// preview applies changes to the first release and compares an occupation.
func preview(t *testing.T, code string, changes ...rome.Change) PreviewModel {
	t.Helper()
	now, _ := both(t)
	p := Preview{Code: code, Now: now}
	for i, c := range changes {
		c.Base = now.BaseOf(c)
		p.Changes = append(p.Changes, tickets.Awaited{Reference: "ROME-2026-00042", N: i + 1, Change: c, State: tickets.Awaiting})
	}
	p.Changes = tickets.InOrder(p.Changes)
	list := make([]rome.Change, len(p.Changes))
	for i := range p.Changes {
		list[i] = p.Changes[i].Change
	}
	p.Next, p.Left = now.Apply(list)
	m, ok := PreviewOf(p)
	if !ok {
		t.Fatalf("there is no %s", code)
	}
	return m
}

func TestPreview(t *testing.T) {
	now, _ := both(t)
	o, _ := now.Occupation("M1805")
	moved, removed := o.Appellations[1], o.Appellations[2]
	skill := "Mesurer une empreinte"
	m := preview(t, "M1805",
		rome.Change{Kind: rome.LinkAdd, Code: "M1805", Item: rome.Ref{Label: skill}},
		rome.Change{Kind: rome.SkillCreate, Label: skill},
		rome.Change{Kind: rome.OccupationRename, Code: "M1805", Label: "Développeur / Développeuse de logiciels"},
		rome.Change{Kind: rome.AppellationMove, OGR: moved.OGR, To: "M1810"},
		rome.Change{Kind: rome.AppellationRemove, OGR: removed.OGR},
		rome.Change{Kind: rome.OccupationTag, Code: "M1805", Tag: rome.TagRegulated, Value: "O"},
		rome.Change{Kind: rome.LinkRemove, Code: "M1805", Item: rome.Ref{OGR: "999"}},
		rome.Change{Kind: rome.OccupationDefine, Code: "N9999", Text: "Rien."},
		rome.Change{Kind: rome.OccupationTag, Code: "D1102", Tag: rome.TagRegulated, Value: "O"},
	)
	if len(m.Applied) != 5 || len(m.Left) != 1 || m.Elsewhere != 1 {
		t.Errorf("%d applied, %d left, %d elsewhere", len(m.Applied), len(m.Left), m.Elsewhere)
	}
	doc := checkPublished(t, "preview", render(t, PreviewPage(agentPage(), m)))
	text := func(selector string) string { return strings.Join(strings.Fields(doc.Find(selector).Text()), " ") }
	for selector, words := range map[string]string{
		`table:contains("Intitulé") ins`:              "de logiciels",
		`table:contains("Appellations") del`:          removed.Label,
		`table:contains("Appellations") .rel`:         "déplacée vers M1810",
		`table:contains("Compétences") ins`:           skill,
		`table:contains("Indications") td:last-child`: "oui",
		`.notice`: "l’élément visé n’existe pas",
	} {
		if have := text(selector); !strings.Contains(strings.ReplaceAll(have, "\u00a0", " "), words) {
			t.Errorf("%s is %q, want %q in it", selector, have, words)
		}
	}
	// On the other side of the move.
	other := preview(t, "M1810", rome.Change{Kind: rome.AppellationMove, OGR: moved.OGR, To: "M1810"})
	if html := render(t, PreviewPage(agentPage(), other)); !strings.Contains(html, "déplacée depuis M1805") || !strings.Contains(html, "<ins>"+templ.EscapeString(moved.Label)+"</ins>") {
		t.Error("what moves in is not marked")
	}
	gone := preview(t, "M1805", rome.Change{Kind: rome.OccupationRemove, Code: "M1805"})
	made := preview(t, "M1899", rome.Change{Kind: rome.OccupationCreate, Domain: "M18", Code: "M1899", Label: "Testeur / Testeuse"})
	still := preview(t, "M1805")
	if !gone.Removed || !made.Created || still.changes() != 0 {
		t.Errorf("removed %v, created %v, %d changes of none", gone.Removed, made.Created, still.changes())
	}
	for name, m := range map[string]PreviewModel{"gone": gone, "made": made, "still": still} {
		checkPublished(t, name, render(t, PreviewPage(agentPage(), m)))
	}
	if _, ok := PreviewOf(Preview{Code: "Z9999", Now: now, Next: now}); ok {
		t.Error("there is a preview of nothing")
	}
	clash := preview(t, "M1805", rome.Change{Kind: rome.OccupationRename, Code: "M1805", Label: "Un"}, rome.Change{Kind: rome.OccupationRename, Code: "M1805", Label: "Deux"})
	if len(clash.Clashes) != 1 || !strings.Contains(render(t, PreviewPage(agentPage(), clash)), "ne vont pas ensemble") {
		t.Error("a clash is not told")
	}
}

func TestChangesetPage(t *testing.T) {
	_, after := both(t)
	m := ChangesetModel{Today: day("2026-11-23"), ChangesetContext: ChangesetContext{Release: after, Expected: []tickets.Date{day("2026-12-15"), day("2027-03-15")}}}
	for i, c := range []rome.Change{
		{Kind: rome.AppellationCreate, Code: "M1805", Label: "Testeur / Testeuse"},
		{Kind: rome.AppellationCreate, Code: "M1810", Label: "Testeur / Testeuse"},
		{Kind: rome.AppellationRename, OGR: "19372", Label: "Repasseur", Base: &rome.Base{Kind: rome.KindAppellation, OGR: "19372", Code: "K1302", Label: "Repasseuse"}},
		{Kind: rome.Other, Text: "Revoir."},
	} {
		m.All = append(m.All, tickets.Awaited{Reference: "ROME-2026-00042", N: i + 1, Change: c, State: tickets.Awaiting, Due: day("2026-12-20")})
	}
	m.All[3].State, m.All[3].Due = tickets.Regressed, tickets.Date{}
	m.Kept, m.Clashes = m.All, tickets.ClashingPairs(m.All)
	html := render(t, ChangesetPage(agentPage(), m))
	doc := checkPublished(t, "changeset", html)
	for _, words := range []string{"4\u00a0évolutions à intégrer", "2\u00a0créations", "ne vont pas ensemble", "Cible changée", "Défaite par une version", "Rien n’est promis"} {
		if !strings.Contains(doc.Text(), words) {
			t.Errorf("the page does not say %q", words)
		}
	}
	if doc.Find(`a[href^="/agents/versions/evolutions.xlsx"]`).Length() != 1 {
		t.Error("there is no spreadsheet")
	}
	m.Query = ChangesetQuery{Major: "M", Deliver: day("2026-12-15")}
	m.Kept = nil
	for _, a := range m.All {
		if m.Query.Keeps(a, m.Expected) {
			m.Kept = append(m.Kept, a)
		}
	}
	if len(m.Kept) != 2 {
		t.Errorf("%d lines of M are to be delivered by December, want 2", len(m.Kept))
	}
	m.Clashes = nil
	doc = checkPublished(t, "changeset filtered", render(t, ChangesetPage(agentPage(), m)))
	if href := doc.Find(`a[href*=".csv"]`).AttrOr("href", ""); href != "/agents/versions/evolutions.csv?domaine=M&livraison=2026-12-15" {
		t.Errorf("the file of the filter is %s", href)
	}
	m.Kept = nil
	checkPublished(t, "changeset without", render(t, ChangesetPage(agentPage(), m)))
	checkPublished(t, "changeset empty", render(t, ChangesetPage(agentPage(), ChangesetModel{})))
}

func TestNewsOfARelease(t *testing.T) {
	m, after := conflicted(t)
	p := m.Proposals
	item := func(i int, what tickets.What, state tickets.ProposalState, v rome.Verdict, who string) tickets.NewsItem {
		return tickets.NewsItem{
			Reference: m.Reference, Assignee: who, What: what,
			SummaryProposal: tickets.SummaryProposal{N: i + 1, Change: p[i].Change, State: state, Verdict: v},
		}
	}
	doc := checkPublished(t, "releases", render(t, AgentReleasesPage(agentPage(), AgentReleasesModel{
		Releases: []tickets.StoredRelease{{Number: "492", SHA256: "0123456789abcdef", PublishedOn: day("2026-09-14"), Current: true}}, Release: after, Awaited: 3,
		News: []tickets.NewsItem{
			item(0, tickets.NewConflict, tickets.Pending, rome.Conflict, ""),
			item(1, tickets.NewConflict, tickets.Refused, rome.Conflict, "Camille Roy"),
			item(2, tickets.NewRegressed, tickets.Regressed, rome.Unmet, "Camille Roy"),
			item(2, tickets.NewFulfilled, tickets.Pending, rome.Holds, "Camille Roy"),
		},
	})))
	for _, words := range []string{"Sans agent", "Réglée", "Intégrée, puis défaite", "Déjà dans cette version", "est désormais sous I1401", "3\u00a0évolutions à intégrer"} {
		if !strings.Contains(doc.Text(), words) {
			t.Errorf("the page does not say %q", words)
		}
	}
}

// Authors are told calmly, with links to what is public.
func TestAuthorsAreToldOfClashes(t *testing.T) {
	change := rome.Change{Kind: rome.AppellationCreate, Code: "M1805", Label: "Testeur / Testeuse"}
	other := rome.Change{Kind: rome.AppellationCreate, Code: "M1810", Label: "Testeur / Testeuse"}
	w := WishOf("evolution-1", "k", []WishCheck{{
		Change: change, Own: []OwnClash{{other, rome.ClashLabel}},
		Clashes: []tickets.Clashing{{Reference: "ROME-2026-00007", Kind: rome.ClashLabel, Change: other}, {Reference: "ROME-2026-00007", N: 2, Kind: rome.ClashLabel, Change: other}},
	}}, galleryNames)
	if len(w.Notices) != 2 || len(w.Notices[0].Asked) != 1 {
		t.Fatalf("notices: %+v", w.Notices)
	}
	for _, n := range w.Notices {
		typographic(t, n.Title)
		sentence(t, n.Text)
	}
	if !strings.Contains(w.Notices[0].Text, "Elles mettent le même libellé à deux endroits. Vous pouvez envoyer la vôtre") {
		t.Errorf("said: %s", w.Notices[0].Text)
	}
}

// What happened is told in words: a change asked anew, and one accepted knowingly.
func TestHistoryOfARebase(t *testing.T) {
	m, after := conflicted(t)
	to, ok := after.Rebase(m.Proposals[0].Change)
	if !ok {
		t.Fatal("the sample has changed")
	}
	e := tickets.Event{N: 9, By: agentActor, Fact: tickets.Rebased{Proposal: 1, From: m.Proposals[0].Change, To: to}}
	text := Typo(eventText(m.Case, e, nil))
	if !strings.Contains(text, "a repris l’évolution\u00a01 sur la version actuelle du ROME") || !strings.Contains(text, "devient I1401") {
		t.Errorf("said: %s", text)
	}
	typographic(t, text)
	knowing := eventText(m.Case, tickets.Event{By: agentActor, Fact: tickets.Accepted{Proposal: 1, Despite: 2}}, nil)
	if !strings.Contains(knowing, "en sachant qu’elle ne va pas avec 2\u00a0évolutions déjà retenues") {
		t.Errorf("said: %s", knowing)
	}
}
