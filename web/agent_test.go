package web_test

import (
	"encoding/csv"
	"encoding/json"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"vigie/rome"
	"vigie/rome/sample"
	"vigie/tickets"
)

// wanted is the first change of a kind that the second sample release brings.
func wanted(t *testing.T, kind rome.Kind) rome.Change {
	t.Helper()
	for _, c := range sample.Changes {
		if c.Kind == kind {
			return c
		}
	}
	t.Fatalf("the sample has no %s", kind)
	return rome.Change{}
}

// never is a change that no sample release brings.
var never = rome.Change{Kind: rome.AppellationCreate, Code: "M1805", Label: "Allumeur / Allumeuse de réverbères"}

// fileTwo files a request of two changes by the web and gives its reference.
func (s *site) fileTwo() string {
	s.t.Helper()
	r, err := s.store.File(s.t.Context(), tickets.Actor{Role: tickets.Visitor}, tickets.Filing{
		Type: tickets.Request, Channel: tickets.Web, Origin: tickets.Branch, Name: "Léa Petit", Email: "lea@example.org",
		Organisation: "Fédération du numérique", Text: "Ces emplois existent.",
		Changes: []rome.Change{wanted(s.t, rome.AppellationCreate), never},
	})
	must(s.t, err)
	return r.Ticket.Reference
}

// agent is a browser signed in as a member of the staff.
func (s *site) agent(role tickets.Role) *client {
	s.t.Helper()
	email := string(role) + "@example.org"
	if _, err := s.store.AccountByEmail(s.t.Context(), email); err != nil {
		s.staff(role, email)
	}
	c := s.client()
	if p := c.post("/agents/connexion", url.Values{"email": {email}, "password": {password}}); p.StatusCode != http.StatusOK || p.Request.URL.Path != "/agents" {
		s.t.Fatalf("signing in led to %s with %d", p.Request.URL, p.StatusCode)
	}
	return c
}

// version is what the page's forms carry.
func (p *page) version() string { return p.doc.Find("input[name=version]").First().AttrOr("value", "") }

// answers asserts a status.
func (p *page) answers(t *testing.T, what string, code int) *page {
	t.Helper()
	if p.StatusCode != code {
		t.Fatalf("%s: %d, want %d: %s", what, p.StatusCode, code, p.text("main"))
	}
	return p
}

func (p *page) says(t *testing.T, words ...string) {
	t.Helper()
	text := strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(p.text("body"))
	for _, w := range words {
		if !strings.Contains(text, w) {
			t.Errorf("%s does not say %q: %s", p.Request.URL.Path, w, text)
		}
	}
}

func TestAgentsWorkOnATicket(t *testing.T) {
	s := newSite(t)
	ref := s.fileTwo()
	s.letters()
	c := s.agent(tickets.Agent)
	at := "/agents/demandes/" + ref

	queue := c.get("/agents").answers(t, "queue", 200)
	queue.says(t, ref, "Fédération du numérique", "et une autre", "Dans 30 jours", "Réponse")
	if n := queue.doc.Find("tbody tr").Length(); n != 1 {
		t.Errorf("the queue has %d lines", n)
	}

	p := c.get(at).answers(t, "ticket", 200)
	p.says(t, "Léa Petit", "lea@example.org", "Ces emplois existent.", "Accusé de réception", "pas encore présente dans la version 491",
		"Pourquoi cette date", "M’attribuer la demande")
	me, err := s.store.AccountByEmail(t.Context(), "agent@example.org")
	must(t, err)
	p = c.post(at+"/attribution", url.Values{"version": {p.version()}, "to": {strconv.FormatInt(me.ID, 10)}}).answers(t, "assign", 200)
	p.says(t, "La demande est attribuée.", "a pris la demande en charge")
	c.get("/agents?vue=mine").says(t, ref)
	c.get("/agents?vue=unassigned").says(t, "Chaque demande a son agent")

	p = c.post(at+"/note", url.Values{"version": {p.version()}, "text": {"À voir avec la branche."}}).answers(t, "note", 200)
	p.says(t, "La note interne est ajoutée.", "À voir avec la branche.")
	if got := c.post(at+"/note", url.Values{"version": {p.version()}, "text": {" "}}).answers(t, "empty note", 422); got.doc.Find(".summary a[href='#note-text']").Length() != 1 {
		t.Error("an empty note has no summary of errors")
	}

	s.pass(48 * time.Hour)
	answer := url.Values{"version": {p.version()}, "subject": {"Votre demande"}, "text": {"Bonjour,\r\n\r\nNous l’étudions.\r\n"}}
	preview := c.post(at+"/reponse", answer).answers(t, "preview", 200)
	preview.says(t, "exactement comme elle partira", "Léa Petit <lea@example.org>", "Votre demande", "Nous l’étudions.")
	if got := s.letters(); len(got) != 0 {
		t.Fatal("a preview sent a letter")
	}
	edited := c.post(at+"/reponse", plus(answer, "step", "edit")).answers(t, "edit", 200)
	if !strings.Contains(edited.doc.Find("#answer-text").Text(), "Nous l’étudions.") {
		t.Error("going back to the letter lost it")
	}
	c.post(at+"/reponse", plus(answer, "step", "send")).answers(t, "send", 200).says(t, "La réponse part dans un instant.", "En attente d’envoi")
	sent := s.letters()
	if len(sent) != 1 || sent[0].Subject != "Votre demande" || !strings.Contains(sent[0].Text, "Nous l’étudions.") || sent[0].ToAddress != "lea@example.org" {
		t.Fatalf("sent %+v", sent)
	}
	c.get(at).says(t, "Remise au serveur de messagerie", "Réponse envoyée")
}

func TestAgentsDecide(t *testing.T) {
	s := newSite(t)
	ref := s.fileTwo()
	s.letters()
	c := s.agent(tickets.Agent)
	at := "/agents/demandes/" + ref
	p := c.get(at)

	form := url.Values{"version": {p.version()}, "proposals.1": {"accept"}, "proposals.1.words": {"Attesté."}, "proposals.2": {"decline"}, "proposals.2.words": {"Métier disparu."}}
	c.post(at+"/decision", url.Values{"version": {p.version()}}).answers(t, "no decision", 422).says(t, "Décidez d’au moins une évolution.")
	bad := c.post(at+"/decision", form).answers(t, "no reason", 422)
	if bad.doc.Find("#decide-proposals-2-reason[aria-invalid]").Length() != 1 || bad.doc.Find("#decide-proposals-1-words").Text() != "Attesté." {
		t.Error("the missing reason is not shown, or what was typed is lost")
	}
	form.Set("proposals.2.reason", "obsolete")
	preview := c.post(at+"/decision", form).answers(t, "preview", 200)
	letter := preview.doc.Find("textarea[name=text]").Text()
	for _, want := range []string{"Décision : retenue", "Décision : non retenue", "Attesté.", "Métier disparu."} {
		if !strings.Contains(strings.ReplaceAll(letter, "\u00a0", " "), want) {
			t.Errorf("the letter lacks %q: %s", want, letter)
		}
	}
	if len(s.letters()) != 0 {
		t.Fatal("a preview decided")
	}
	form.Set("subject", preview.doc.Find("input[name=subject]").AttrOr("value", ""))
	form.Set("text", letter+"\nPS : merci.")
	form.Set("step", "send")
	form.Set("version", preview.version())
	c.post(at+"/decision", form).answers(t, "decide", 200).says(t, "La décision est enregistrée", "Retenue, en attente d’intégration", "Non retenue")
	if got := s.letters(); len(got) != 1 || !strings.Contains(got[0].Text, "PS : merci.") {
		t.Fatalf("sent %+v", got)
	}

	// What is accepted waits, and the dashboard says until when.
	c.get("/agents/tableau-de-bord").answers(t, "dashboard", 200).says(t, "Aucune demande en retard", "1 demande attend", "1er oct. 2026")
	s.pass(105 * 24 * time.Hour)
	s.release(2, "2026-09-14")
	p = c.get(at)
	p.says(t, "Intégrée", "Dans la version 492 du ROME, publiée le lundi 14 septembre 2026", "Voir la preuve", "Close : traitée")
	if p.doc.Find(`.card:contains("492") pre`).Length() == 0 {
		t.Error("no evidence row")
	}
	c.get("/agents/versions").answers(t, "releases", 200).says(t, "1 évolution retenue y est constatée", ref, "492", "491")

	var figures struct {
		Awaiting int `json:"awaiting"`
		Months   []struct {
			Promise, Month string
			Due            int
			InTime         int `json:"in_time"`
		} `json:"months"`
	}
	must(t, json.Unmarshal([]byte(c.get("/agents/tableau-de-bord.json").body), &figures))
	kept := map[string]int{}
	for _, m := range figures.Months {
		kept[m.Promise+" "+m.Month] = m.InTime
	}
	if figures.Awaiting != 0 || kept["reply 2026-07"] != 1 || kept["integration 2026-10"] != 1 {
		t.Errorf("figures: %+v", figures)
	}
}

func TestTwoAgentsAtOnce(t *testing.T) {
	s := newSite(t)
	ref := s.fileTwo()
	at := "/agents/demandes/" + ref
	first, second := s.agent(tickets.Agent), s.agent(tickets.Manager)
	seen := second.get(at).version()
	first.post(at+"/note", url.Values{"version": {first.get(at).version()}, "text": {"Je m’en occupe."}}).answers(t, "first", 200)

	for _, form := range []struct {
		path, field string
		values      url.Values
	}{
		{"/note", "#note-text", url.Values{"text": {"Mon texte, long et précieux."}}},
		{"/reponse", "#answer-text", url.Values{"subject": {"Objet"}, "text": {"Mon texte, long et précieux."}}},
		{"/reponse", "#answer-text", url.Values{"subject": {"Objet"}, "text": {"Mon texte, long et précieux."}, "step": {"send"}}},
		{"/question", "#question-text", url.Values{"subject": {"Objet"}, "text": {"Mon texte, long et précieux."}, "step": {"send"}}},
		{"/decision", "#decide-proposals-1-words", url.Values{"proposals.1": {"accept"}, "proposals.1.words": {"Mon texte, long et précieux."}}},
		{"/decision", "#decide-text", url.Values{"proposals.1": {"accept"}, "subject": {"Objet"}, "text": {"Mon texte, long et précieux."}, "step": {"send"}}},
	} {
		form.values.Set("version", seen)
		p := second.post(at+form.path, form.values).answers(t, form.path, 409)
		if got := p.doc.Find(form.field).Text(); got != "Mon texte, long et précieux." {
			t.Errorf("%s: the text became %q", form.path, got)
		}
		p.says(t, "Camille Roy a ajouté une note interne")
		if p.version() == seen {
			t.Errorf("%s: the page still carries the stale version", form.path)
		}
	}
	// Sent again from the page that told of the conflict, it is taken.
	p := second.post(at+"/note", url.Values{"version": {seen}, "text": {"Encore."}})
	second.post(at+"/note", url.Values{"version": {p.version()}, "text": {p.doc.Find("#note-text").Text()}}).answers(t, "again", 200).says(t, "Encore.")
	if got := second.post(at+"/note", url.Values{"version": {"-1"}, "text": {"x"}}); got.StatusCode != http.StatusConflict {
		t.Errorf("a negative version skipped the comparison: %d", got.StatusCode)
	}
	// Not possible in this state: said, and nothing lost either.
	second.post(at+"/reouverture", url.Values{"version": {second.get(at).version()}}).answers(t, "reopen", 409).says(t, "L’état de la demande ne la permet pas.")
}

func TestAgentsCloseAndErase(t *testing.T) {
	s := newSite(t)
	ref := s.fileTwo()
	at := "/agents/demandes/" + ref
	c := s.agent(tickets.Admin)
	send := func(what string, code int, path string, pairs ...string) *page {
		t.Helper()
		form := url.Values{"version": {c.get(at).version()}}
		for i := 0; i < len(pairs); i += 2 {
			form.Set(pairs[i], pairs[i+1])
		}
		return c.post(at+path, form).answers(t, what, code)
	}
	send("publish", 200, "/publication", "public", "1").says(t, "La demande est publique.", "Publique")
	send("hide", 200, "/publication", "public", "0").says(t, "La demande est privée.")
	send("complete too early", 422, "/cloture", "as", "completed").says(t, "Décidez d’abord de chaque évolution demandée.")
	send("otherwise without an hour", 422, "/reponse-autrement", "means", "phone", "day", "2026-06-01", "text", "Dit.").says(t, "Indiquez le jour et l’heure.")
	send("otherwise to come", 422, "/reponse-autrement", "means", "phone", "day", "2026-06-02", "hour", "10:00", "text", "Dit.").says(t, "Indiquez un jour et une heure déjà passés.")
	send("otherwise", 200, "/reponse-autrement", "means", "phone", "day", "01/06/2026", "hour", "10 h 00", "text", "Dit au téléphone.").says(t, "La réponse donnée est enregistrée.", "Dit au téléphone.", "par téléphone")
	send("accept", 200, "/decision", "proposals.1", "accept", "subject", "Décision", "text", "Retenue.", "step", "send")
	send("override without a reason", 422, "/constat", "proposal", "1", "on", "2026-06-01")
	send("override", 200, "/constat", "proposal", "1", "on", "2026-06-01", "why", "Vu sur le site.").says(t, "L’intégration est constatée.", "Vu sur le site.")
	send("relink", 200, "/lien").says(t, "Le lien privé est remplacé.")
	send("close", 200, "/cloture", "as", "duplicate").says(t, "Close : doublon")
	send("reopen", 200, "/reouverture").says(t, "La demande est rouverte.")
	send("erase the wrong one", 422, "/effacement", "reference", "ROME-2026-99999")
	send("erase", 200, "/effacement", "reference", ref).says(t, "Les données personnelles de l’auteur sont effacées.", "(texte effacé)")
	if p := c.get(at); strings.Contains(p.body, "lea@example.org") || strings.Contains(p.body, "Léa Petit") {
		t.Error("the author is still named")
	}
}

func TestAgentsFileForSomebody(t *testing.T) {
	s := newSite(t)
	c := s.agent(tickets.Agent)
	const path = "/agents/demandes/nouvelle"
	c.get(path).answers(t, "form", 200)
	form := url.Values{
		"type": {"request"}, "channel": {"phone"}, "origin": {"user"}, "name": {"Jean Noir"}, "day": {"2026-05-29"}, "hour": {"16:00"},
		"count": {"1"}, "changes.1": {"appellation.create"}, "changes.1.code": {"m1805"},
	}
	bad := c.post(path, form).answers(t, "no label", 422)
	if bad.doc.Find("#new-changes-1-label[aria-invalid]").Length() != 1 || bad.doc.Find("#new-name").AttrOr("value", "") != "Jean Noir" {
		t.Error("the missing label is not shown at its input, or what was typed is lost")
	}
	form.Set("changes.1.label", "Allumeur / Allumeuse de réverbères")
	more := c.post(path, plus(form, "step", "add")).answers(t, "add", 200)
	if more.doc.Find("#new-changes-2").Length() != 1 || more.doc.Find("#new-changes-1-label").AttrOr("value", "") == "" {
		t.Error("no second change was added, or the first was lost")
	}
	form.Set("count", "3")
	form.Set("changes.3", "appellation.rename")
	form.Set("changes.3.ogr", "10744")
	form.Set("changes.3.label", "Agent immobilier / Agente immobilière")
	p := c.post(path, form).answers(t, "file", 200)
	p.says(t, "La demande est enregistrée.", "Jean Noir", "Téléphone", "vendredi 29 mai 2026 à 16 h 00, date indiquée par un agent",
		"aucun : l’auteur n’a pas laissé d’adresse", "Agent immobilier / Agente immobilière")
	if len(s.letters()) != 0 {
		t.Error("a letter went to nobody")
	}
	// Decided without a letter.
	at := p.Request.URL.Path
	choices := url.Values{"version": {p.version()}, "proposals.1": {"accept"}}
	c.post(at+"/decision", choices).answers(t, "preview", 200).says(t, "Aucune lettre ne partira")
	c.post(at+"/decision", plus(choices, "step", "send")).answers(t, "decide", 200).says(t, "La décision est enregistrée, sans lettre.")

	// Before the service began it is kept as history, once that was said.
	form.Set("day", "2025-12-31")
	c.post(path, form).answers(t, "history", 422).says(t, "Reçue avant l’ouverture du service", "1er janvier 2026")
	form.Set("history", "1")
	c.post(path, form).answers(t, "history confirmed", 200).says(t, "aucun délai, aucune lettre")
	form.Set("day", "2026-06-02")
	c.post(path, form).answers(t, "future", 422).says(t, "Indiquez un jour et une heure déjà passés.")
	c.post(path, url.Values{"type": {"question"}, "channel": {"internal"}, "origin": {"other"}, "day": {"2026-06-01"}, "hour": {"09:00"}, "subject": {"Une fiche"}, "text": {"Où la trouver ?"}, "email": {"a@example.org"}}).
		answers(t, "question", 200).says(t, "Question", "Où la trouver ?")
	if got := s.letters(); len(got) != 1 {
		t.Errorf("%d acknowledgements", len(got))
	}
}

func TestQueueFiltersAndTwins(t *testing.T) {
	s := newSite(t)
	ref := s.fileTwo()
	c := s.agent(tickets.Agent)
	c.get("/agents?code=m1805&etat=new&q=ecoconception").says(t, ref, "Code : M1805", "État : nouvelle", "Tout effacer")
	c.get("/agents?code=A1101").says(t, "Aucune demande ne correspond à ces filtres")
	c.get("/agents?vue=nonsense&etat=nonsense&page=-4").answers(t, "nonsense", 200).says(t, ref)
	s.pass(40 * 24 * time.Hour)
	c = s.agent(tickets.Agent)
	c.get("/agents?vue=overdue").says(t, ref, "En retard de 10 jours")
	c.get("/agents/tableau-de-bord").says(t, "1 demande en retard")

	p := c.get("/agents/demandes.csv?vue=overdue")
	table, err := csv.NewReader(strings.NewReader(p.body)).ReadAll()
	must(t, err)
	if len(table) != 2 || table[1][0] != ref || p.Header.Get("Content-Type") != "text/csv; charset=utf-8" {
		t.Errorf("the table is %v", table)
	}
	if strings.Contains(p.body, "Léa Petit") || strings.Contains(p.body, "lea@") {
		t.Error("the export names a private person")
	}
	var rows []map[string]any
	must(t, json.Unmarshal([]byte(c.get("/agents/demandes.json?vue=awaiting").body), &rows))
	if len(rows) != 0 {
		t.Errorf("the export does not follow the filter: %v", rows)
	}
}

// plus is a copy of a form with one field set.
func plus(form url.Values, name, value string) url.Values {
	out := url.Values{name: {value}}
	for k, v := range form {
		if k != name {
			out[k] = v
		}
	}
	return out
}

// A request entered by telephone is filed once, however often the button is
// pressed.
func TestAgentsFileOnce(t *testing.T) {
	s := newSite(t)
	s.staff(tickets.Agent, "agent@example.org")
	c := s.client()
	c.post("/agents/connexion", url.Values{"email": {"agent@example.org"}, "password": {password}})
	form := url.Values{
		"type": {"question"}, "channel": {"phone"}, "origin": {"user"}, "day": {"2026-05-29"}, "hour": {"16:00"},
		"subject": {"Une fiche"}, "text": {"Où la trouver ?"},
		"draft": {c.get("/agents/demandes/nouvelle").doc.Find(`input[name="draft"]`).AttrOr("value", "")},
	}
	first := c.post("/agents/demandes/nouvelle", form)
	second := c.post("/agents/demandes/nouvelle", form)
	if first.StatusCode != http.StatusOK || first.Request.URL.Path != second.Request.URL.Path {
		t.Errorf("filed at %s and at %s (%d)", first.Request.URL, second.Request.URL, first.StatusCode)
	}
	other := c.get("/agents/demandes/nouvelle").doc.Find(`input[name="draft"]`).AttrOr("value", "")
	if other == "" || other == form.Get("draft") {
		t.Errorf("the next page has the draft %q", other)
	}
}
