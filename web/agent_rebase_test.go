package web_test

import (
	"encoding/csv"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"vigie/rome"
	"vigie/tickets"
)

// What the second sample release does: the one appellation moves, the other goes.
var (
	ofTheMoved = rome.Change{Kind: rome.AppellationRename, OGR: "20168", Label: "Dépanneur / Dépanneuse de réseaux"}
	ofTheGone  = rome.Change{Kind: rome.AppellationRename, OGR: "19372", Label: "Repasseur / Repasseuse à domicile"}
)

// request files changes by the web and gives the reference.
func (s *site) request(changes ...rome.Change) string {
	s.t.Helper()
	r, err := s.store.File(s.t.Context(), tickets.Actor{Role: tickets.Visitor}, tickets.Filing{
		Type: tickets.Request, Channel: tickets.Web, Origin: tickets.Branch, Name: "Léa Petit", Email: "lea@example.org", Changes: changes,
	})
	must(s.t, err)
	return r.Ticket.Reference
}

// Public makes a ticket public.
func (s *site) public(ref string) {
	s.t.Helper()
	c, err := s.store.Case(s.t.Context(), tickets.Machine, ref)
	must(s.t, err)
	by, err := s.store.AccountByEmail(s.t.Context(), "agent@example.org")
	must(s.t, err)
	must(s.t, s.store.Publish(s.t.Context(), by.Actor(), c.ID, c.Version, true))
}

func TestAgentsRebase(t *testing.T) {
	s := newSite(t)
	ref := s.request(ofTheMoved, ofTheGone, never)
	s.pass(20 * 24 * time.Hour)
	s.release(2, "2026-06-15")
	c := s.agent(tickets.Agent)
	at := "/agents/demandes/" + ref

	c.get("/agents").answers(t, "queue", 200).says(t, "Cible changée")
	c.get("/agents?vue=review").answers(t, "review", 200).says(t, ref, "À revoir")
	c.get("/agents/versions").answers(t, "releases", 200).says(t, "En conflit : la cible a changé", ref, "Sans agent", "est désormais sous I1401")

	p := c.get(at).answers(t, "ticket", 200)
	p.says(t, "Sa cible a changé depuis la demande", "est désormais sous I1401 dans la version 492", "n’existe plus dans la version 492")
	if n := p.doc.Find(`form[action$="/actualisation"] button`).Length(); n != 1 {
		t.Errorf("%d changes can be rebased, want the one that moved", n)
	}
	// The question to the author begins with what happened.
	href, _ := p.doc.Find(`#evolution-2 a[href*="conflit="]`).Attr("href")
	asked := c.get(strings.TrimSuffix(href, "#form-question")).answers(t, "question", 200)
	if text := asked.doc.Find("#question-text").Text(); !strings.Contains(text, "Souhaitez-vous maintenir") || asked.doc.Find("details#form-question[open]").Length() != 1 {
		t.Errorf("the question begins with %q", text)
	}
	c.get(at+"?conflit=3").answers(t, "no conflict", 200)
	c.get(at+"?conflit=99").answers(t, "no such change", 200)

	c.post(at+"/actualisation", url.Values{"version": {p.version()}, "proposal": {"2"}}).answers(t, "rebase what is gone", 422).
		says(t, "n’a plus ce dont cette évolution parle")
	c.post(at+"/actualisation", url.Values{"version": {"0"}, "proposal": {"1"}}).answers(t, "stale", 409)
	p = c.post(at+"/actualisation", url.Values{"version": {p.version()}, "proposal": {"1"}}).answers(t, "rebase", 200)
	p.says(t, "L’évolution est reprise sur la version actuelle du ROME.", "a repris l’évolution 1 sur la version actuelle du ROME", "devient I1401")
	if n := p.doc.Find(`form[action$="/actualisation"] button`).Length(); n != 0 {
		t.Error("it can be rebased again")
	}
	c.post(at+"/actualisation", url.Values{"version": {p.version()}, "proposal": {"1"}}).answers(t, "rebase again", 409)
	c.get("/agents/versions").says(t, "Réglée")
}

// Authors are told of public requests that go another way, agents of all, and
// both sides are accepted only knowingly.
func TestClashesOnTheWay(t *testing.T) {
	s := newSite(t)
	mine := rome.Change{Kind: rome.AppellationRename, OGR: "10944", Label: "Analyste"}
	first := s.request(rome.Change{Kind: rome.AppellationRename, OGR: "10944", Label: "Programmeur / Programmeuse"})
	agent := s.agent(tickets.Agent)

	visitor := s.client()
	draft := visitor.begin(url.Values{"code": {"M1805"}})
	list := visitor.ask(draft, rome.AppellationRename, url.Values{"ogr": {"10944"}, "label": {mine.Label}}).answers(t, "list", 200)
	if strings.Contains(list.body, first) {
		t.Error("a private request is told to the public")
	}
	s.public(first)
	list = visitor.get(draft+"?etape=2").answers(t, "list again", 200)
	list.says(t, "Une autre demande ne va pas dans le même sens", "Elles donnent deux libellés au même élément.", first)
	if list.doc.Find(`a[href="/demandes/`+first+`"]`).Length() == 0 {
		t.Error("the other request is not linked")
	}
	list = visitor.ask(draft, rome.AppellationRemove, url.Values{"ogr": {"10944"}}).answers(t, "both", 200)
	list.says(t, "Deux de vos évolutions ne vont pas ensemble", "L’une retire ce que l’autre modifie ou désigne.")
	visitor.get(draft+"?etape=3").answers(t, "summary", 200).says(t, "Une autre demande ne va pas dans le même sens")

	second := s.request(mine)
	at := "/agents/demandes/" + second
	agent.get(at).says(t, "Ne va pas avec une autre évolution demandée", first+", évolution 1")
	decide := func(ref string, typed url.Values) *page {
		p := agent.get("/agents/demandes/" + ref)
		form := url.Values{"version": {p.version()}, "proposals.1": {"accept"}}
		for name, v := range typed {
			form[name] = v
		}
		return agent.post("/agents/demandes/"+ref+"/decision", form)
	}
	letter := url.Values{"step": {"send"}, "subject": {"Décision"}, "text": {"Retenue."}}
	decide(first, letter).answers(t, "accept the first", 200)
	agent.get(at).says(t, "Ne va pas avec une évolution déjà retenue")
	preview := decide(second, nil).answers(t, "preview", 200)
	preview.says(t, "Je sais que les deux ne vont pas ensemble", first)
	refused := decide(second, letter).answers(t, "accept the second", http.StatusUnprocessableEntity)
	refused.says(t, "Confirmez que vous retenez aussi cette évolution")
	if refused.doc.Find(`.summary a[href="#decide-proposals-1-despite"]`).Length() != 1 || refused.doc.Find("textarea[name=text]").Text() != "Retenue." {
		t.Error("the fault is not in the summary, or the letter is lost")
	}
	decide(second, plus(letter, "proposals.1.despite", "1")).answers(t, "accept knowingly", 200).
		says(t, "a retenu l’évolution, en sachant qu’elle ne va pas avec une évolution déjà retenue")
	agent.get("/agents/versions/evolutions").says(t, "Deux évolutions retenues ne vont pas ensemble")
}

func TestChangesetOfTheStaff(t *testing.T) {
	s := newSite(t)
	c := s.agent(tickets.Agent)
	c.get("/agents/versions/evolutions").answers(t, "nothing", 200).says(t, "Rien n’attend d’être intégré")
	ref := s.request(never, rome.Change{Kind: rome.OccupationTag, Code: "D1102", Tag: rome.TagRegulated, Value: "O"}, rome.Change{Kind: rome.Other, Text: "Tout revoir."})
	p := c.get("/agents/demandes/" + ref)
	c.post("/agents/demandes/"+ref+"/decision", url.Values{
		"version": {p.version()}, "proposals.1": {"accept"}, "proposals.2": {"accept"}, "proposals.3": {"accept"},
		"step": {"send"}, "subject": {"Décision"}, "text": {"Retenues."},
	}).answers(t, "accept", 200)
	c.get("/agents/versions").says(t, "3 évolutions à intégrer")
	page := c.get("/agents/versions/evolutions").answers(t, "changeset", 200)
	page.says(t, "3 évolutions à intégrer", "1 création", "2 modifications", "Allumeur / Allumeuse de réverbères")
	filtered := c.get("/agents/versions/evolutions?domaine=D").answers(t, "filtered", 200)
	filtered.says(t, "1 évolution à intégrer, sur 3")
	if strings.Contains(filtered.body, "Allumeur") {
		t.Error("the filter lets everything through")
	}
	c.get("/agents/versions/evolutions?domaine=%27%3B--&livraison=x&page=99").answers(t, "nonsense", 200).says(t, "3 évolutions")

	table := c.get("/agents/versions/evolutions.csv?domaine=M").answers(t, "csv", 200)
	records, err := csv.NewReader(strings.NewReader(table.body)).ReadAll()
	must(t, err)
	if len(records) != 2 || records[0][0] != "type_evolution" || records[1][0] != "création" {
		t.Errorf("the table is %q", records)
	}
	if d := table.Header.Get("Content-Disposition"); d != `attachment; filename="evolutions-2026-06-01.csv"` {
		t.Errorf("the table is called %s", d)
	}
	changes, err := rome.ParseChanges([]byte(c.get("/agents/versions/evolutions.json").answers(t, "json", 200).body))
	must(t, err)
	if len(changes) != 3 || changes[0].Text+changes[1].Text+changes[2].Text != "Tout revoir." {
		t.Errorf("the changes are %+v", changes)
	}
	sheet := c.get("/agents/versions/evolutions.xlsx").answers(t, "xlsx", 200)
	if !strings.HasPrefix(sheet.body, "PK") || !strings.Contains(sheet.Header.Get("Content-Type"), "spreadsheetml") {
		t.Errorf("the sheet is %s", sheet.Header.Get("Content-Type"))
	}
	if p := s.client().get("/agents/versions/evolutions.csv"); p.StatusCode != http.StatusOK || strings.Contains(p.body, "Allumeur") {
		t.Error("anybody reads the changeset")
	}
}

func TestPreviewOfAnOccupation(t *testing.T) {
	s := newSite(t)
	c := s.agent(tickets.Agent)
	ref := s.request(never, rome.Change{Kind: rome.LinkAdd, Code: "M1805", Item: rome.Ref{Label: "Inconnue"}})
	c.get("/agents/metiers/m1805/apercu").answers(t, "alone", 200).says(t, "Rien ne changerait dans cette fiche")
	p := c.get("/agents/metiers/M1805/apercu?demande="+ref).answers(t, "with the ticket", 200)
	p.says(t, "1 ligne changerait", "1 évolution n’a pas pu être appliquée", "l’élément visé n’existe pas", "et celles que demande "+ref)
	if ins := p.text("main table ins"); ins != never.Label {
		t.Errorf("what is added is %q", ins)
	}
	if c.get("/agents/demandes/"+ref).doc.Find(`a[href="/agents/metiers/M1805/apercu?demande=`+ref+`"]`).Length() == 0 {
		t.Error("the ticket does not lead to the preview")
	}
	for path, code := range map[string]int{
		"/agents/metiers/M9999/apercu": 404, "/agents/metiers/%00/apercu": 404, "/agents/metiers/M1805/apercu?demande=ROME-1999-00001": 404,
	} {
		c.get(path).answers(t, path, code)
	}
	none := emptySite(t).agent(tickets.Agent)
	none.get("/agents/metiers/M1805/apercu").answers(t, "without a release", 404)
	none.get("/agents/versions/evolutions").answers(t, "without a release", 200)
}
