package web_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/google/go-cmp/cmp"

	"vigie/rome"
	"vigie/tickets"
)

// author is what the last step asks of everybody.
func author() url.Values {
	return url.Values{
		"text": {"Des offres l’emploient."}, "name": {"Léa Martin"}, "email": {"lea@example.org"},
		"origin": {"reuser"}, "organisation": {"Exemple SA"},
	}
}

// begin opens a draft and gives its path.
func (c *client) begin(answer url.Values) string {
	c.s.t.Helper()
	p := c.post("/demandes/nouvelle", answer)
	if p.StatusCode != http.StatusOK || !strings.HasPrefix(p.Request.URL.Path, "/demandes/nouvelle/") {
		c.s.t.Fatalf("%v leads to %d, %s: %s", answer, p.StatusCode, p.Request.URL, p.text(".summary"))
	}
	return p.Request.URL.Path
}

// ask adds a change of a kind to a draft.
func (c *client) ask(draft string, kind rome.Kind, fields url.Values) *page {
	c.s.t.Helper()
	return c.post(draft+"?etape=2&kind="+string(kind), fields)
}

// send files a draft and gives the ticket.
func (c *client) send(draft string, fields url.Values) *tickets.Case {
	c.s.t.Helper()
	p := c.post(draft+"?etape=3", fields)
	token, ok := strings.CutPrefix(p.Request.URL.Path, "/suivi/")
	if p.StatusCode != http.StatusOK || !ok {
		c.s.t.Fatalf("sending leads to %d, %s: %s", p.StatusCode, p.Request.URL, p.text(".summary"))
	}
	ticket, _, err := c.s.store.Track(c.s.t.Context(), token)
	must(c.s.t, err)
	return ticket
}

// fill is the form of a page as a browser sends it, with some fields typed.
func fill(p *page, typed url.Values) (path string, values url.Values) {
	form := p.doc.Find(`main form[method=post]`).FilterFunction(func(_ int, f *goquery.Selection) bool {
		for name := range typed {
			if f.Find(`[name="`+name+`"]`).Length() == 0 {
				return false
			}
		}
		return true
	}).First()
	values = url.Values{}
	form.Find("input[name],select[name],textarea[name]").Each(func(_ int, f *goquery.Selection) {
		name, value := f.AttrOr("name", ""), f.AttrOr("value", "")
		_, checked := f.Attr("checked")
		switch kind := f.AttrOr("type", ""); {
		case (kind == "radio" || kind == "checkbox") && !checked:
			return
		case goquery.NodeName(f) == "textarea":
			value = f.Text()
		case goquery.NodeName(f) == "select":
			value = f.Find("option[selected]").AttrOr("value", "")
		}
		values.Set(name, value)
	})
	for name, list := range typed {
		values[name] = list
	}
	return form.AttrOr("action", ""), values
}

// submit fills a page's form in and sends it.
func (c *client) submit(p *page, typed url.Values) *page {
	c.s.t.Helper()
	path, values := fill(p, typed)
	if path == "" {
		c.s.t.Fatalf("%s has no form with %v", p.Request.URL, typed)
	}
	return c.post(path, values)
}

func TestProposeEachKind(t *testing.T) {
	const definition = "Écrit des programmes."
	m1805 := url.Values{"code": {"M1805"}}
	cases := []struct {
		start  url.Values
		fields url.Values
		want   []rome.Change
	}{
		{m1805, url.Values{"label": {"Ingénieur / Ingénieure SRE"}, "short": {"SRE"}}, []rome.Change{{Kind: rome.AppellationCreate, Code: "M1805", Label: "Ingénieur / Ingénieure SRE", Short: "SRE"}}},
		{m1805, url.Values{"ogr": {"10944"}, "label": {"Analyste-développeur"}}, []rome.Change{{Kind: rome.AppellationRename, OGR: "10944", Label: "Analyste-développeur"}}},
		{m1805, url.Values{"ogr": {"10944"}, "to": {"m1810"}}, []rome.Change{{Kind: rome.AppellationMove, OGR: "10944", To: "M1810"}}},
		{m1805, url.Values{"ogr": {"10944"}, "successor": {"10964"}}, []rome.Change{{Kind: rome.AppellationRemove, OGR: "10944", Successor: "10964"}}},
		{url.Values{"scope": {"new"}}, url.Values{"label": {"Fiabiliste"}, "domain": {"M18"}}, []rome.Change{{Kind: rome.OccupationCreate, Domain: "M18", Label: "Fiabiliste"}}},
		{m1805, url.Values{"label": {"Développeur / Développeuse"}}, []rome.Change{{Kind: rome.OccupationRename, Code: "M1805", Label: "Développeur / Développeuse"}}},
		{m1805, url.Values{"text": {definition + "\r\nLes teste."}}, []rome.Change{{Kind: rome.OccupationDefine, Code: "M1805", Text: definition + "\nLes teste."}}},
		{m1805, url.Values{"text": {"Ouvert à tous."}}, []rome.Change{{Kind: rome.OccupationAccess, Code: "M1805", Text: "Ouvert à tous."}}},
		{m1805, url.Values{"family": {"skill"}, "item": {"faire preuve d'autonomie zzz"}, "item_was": {"faire preuve d'autonomie zzz"}, "item_found": {"new"}}, []rome.Change{
			{Kind: rome.SkillCreate, Label: "faire preuve d'autonomie zzz"},
			{Kind: rome.LinkAdd, Code: "M1805", Item: rome.Ref{Label: "faire preuve d'autonomie zzz"}},
		}},
		{m1805, url.Values{"family": {"knowledge"}, "item": {"Zythologie appliquée"}}, []rome.Change{
			{Kind: rome.KnowledgeCreate, Label: "Zythologie appliquée"},
			{Kind: rome.LinkAdd, Code: "M1805", Item: rome.Ref{Label: "Zythologie appliquée"}},
		}},
		{url.Values{"code": {"M1607"}}, url.Values{"family": {"context"}, "item": {"station  assise prolongee"}}, []rome.Change{{Kind: rome.LinkAdd, Code: "M1607", Item: rome.Ref{OGR: "403025"}}}},
		{url.Values{"code": {"M1607"}}, url.Values{"item": {"484402 – Documenter les procédures"}}, []rome.Change{{Kind: rome.LinkAdd, Code: "M1607", Item: rome.Ref{OGR: "484402"}}}},
		{m1805, url.Values{"item": {"481370"}}, []rome.Change{{Kind: rome.LinkRemove, Code: "M1805", Item: rome.Ref{OGR: "481370"}}}},
		{m1805, url.Values{"to": {"I1401 – Technicien"}}, []rome.Change{{Kind: rome.MobilityAdd, From: "M1805", To: "I1401"}}},
		{m1805, url.Values{"to": {"boulanger / boulangere"}}, []rome.Change{{Kind: rome.MobilityAdd, From: "M1805", To: "D1102"}}},
		{m1805, url.Values{"to": {"E1206"}}, []rome.Change{{Kind: rome.MobilityRemove, From: "M1805", To: "E1206"}}},
		{url.Values{"scope": {"general"}}, url.Values{"text": {"Revoir la filière."}}, []rome.Change{{Kind: rome.Other, Text: "Revoir la filière."}}},
		{url.Values{"scope": {"general"}}, url.Values{"label": {"Parler latin"}}, []rome.Change{{Kind: rome.SkillCreate, Label: "Parler latin"}}},
		{url.Values{"scope": {"general"}}, url.Values{"label": {"Latin"}}, []rome.Change{{Kind: rome.KnowledgeCreate, Label: "Latin"}}},
		{url.Values{"scope": {"general"}}, url.Values{"label": {"À Rome"}}, []rome.Change{{Kind: rome.ContextCreate, Label: "À Rome"}}},
	}
	s := newSite(t)
	for _, c := range cases {
		kind := c.want[len(c.want)-1].Kind
		b := s.client()
		draft := b.begin(c.start)
		if p := b.ask(draft, kind, c.fields); p.StatusCode != http.StatusOK || p.doc.Find("article.card").Length() != 1 {
			t.Errorf("%s: %d, %q", kind, p.StatusCode, p.text(".summary"))
			continue
		}
		s.pass(time.Hour) // so many an hour from one address
		ticket := b.send(draft, author())
		var got []rome.Change
		for _, p := range ticket.Proposals {
			p.Change.Base = nil
			got = append(got, p.Change)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", kind, diff)
		}
	}
}

// A person without JavaScript goes from page to page by their forms alone.
func TestProposeByForms(t *testing.T) {
	s := newSite(t)
	b := s.client()
	p := b.submit(b.get("/demandes/nouvelle"), url.Values{"q": {"boulangere"}})
	if got := p.text("table .code"); !strings.HasPrefix(got, "D1102") {
		t.Fatalf("the search lists %q", got)
	}
	p = b.submit(p, url.Values{"code": {"D1102"}})
	if got := p.text("h1"); got != "Quelle évolution proposez-vous ?" {
		t.Fatalf("then %q", got)
	}
	if p.text("aside h2") != "D1102 Boulanger / Boulangère" || !strings.Contains(p.text("aside"), "Mobilités 4") {
		t.Errorf("beside stands %q", p.text("aside"))
	}
	p = b.submit(p, url.Values{"kind": {"mobility.add"}})
	p = b.submit(p, url.Values{"to": {"serveur"}})
	if p.StatusCode != http.StatusUnprocessableEntity || p.doc.Find("input[name=to_found]").Length() == 0 || p.doc.Find("#to").AttrOr("value", "") != "serveur" {
		t.Fatalf("an uncertain occupation answers %d: %s", p.StatusCode, p.text("main"))
	}
	p = b.submit(p, url.Values{"to_found": {"G1803"}})
	if got := p.text("article h3"); got != "Ajouter une mobilité de D1102 Boulanger / Boulangère vers G1803 Serveur / Serveuse en restauration" {
		t.Fatalf("asked: %q (%d %s)", got, p.StatusCode, p.text(".summary"))
	}
	p = b.get(p.doc.Find("a.btn:contains('Ajouter une autre')").AttrOr("href", ""))
	p = b.submit(p, url.Values{"kind": {"link.add"}})
	p = b.submit(p, url.Values{"family": {"skill"}, "item": {"normes de sécurité"}})
	if p.doc.Find("input[name=item_found][value=new]").Length() != 1 {
		t.Fatalf("no way to create: %s", p.text("main"))
	}
	if p.doc.Find("input[name=family][checked]").AttrOr("value", "") != "skill" {
		t.Error("the family was forgotten")
	}
	p = b.submit(p, url.Values{"item_found": {"new"}})
	if n := p.doc.Find("article.card").Length(); n != 2 {
		t.Fatalf("%d changes asked: %s", n, p.text("main"))
	}
	p = b.get(p.doc.Find("main a.btn:contains('Continuer')").AttrOr("href", ""))
	p = b.submit(p, author())
	if p.Request.URL.Query().Get("recue") != "1" || p.text("h1") != "Votre demande est bien reçue" {
		t.Fatalf("sent: %d %s", p.StatusCode, p.text("main"))
	}
	for _, want := range []string{"ROME-2026-00001", "lea@example.org", "mercredi 1er juillet 2026", "jeudi 1er octobre 2026", s.server.URL + "/suivi/"} {
		if !strings.Contains(p.text("main"), want) {
			t.Errorf("the receipt does not say %q", want)
		}
	}
	if h := p.Header; h.Get("Cache-Control") != "private, no-store" || h.Get("Referrer-Policy") != "same-origin" {
		t.Errorf("the private page is not: %v", h)
	}
}

func TestProposeQuestion(t *testing.T) {
	s := newSite(t)
	for _, c := range []struct {
		start   url.Values
		kind    tickets.Type
		subject string
	}{
		{url.Values{"type": {"question"}}, tickets.Question, ""},
		{url.Values{"type": {"defect"}}, tickets.Defect, ""},
		{url.Values{"type": {"question"}, "code": {"M1805"}}, tickets.Question, "M1805 Développeur / Développeuse informatique"},
	} {
		b := s.client()
		p := b.post("/demandes/nouvelle", c.start)
		if got := p.text(".step b"); !strings.HasPrefix(got, "Étape 2 sur 2") {
			t.Errorf("%v leads to %q", c.start, got)
		}
		fields := author()
		delete(fields, "organisation")
		p = b.submit(p, fields)
		token := strings.TrimPrefix(p.Request.URL.Path, "/suivi/")
		ticket, _, err := s.store.Track(t.Context(), token)
		must(t, err)
		if ticket.Type != c.kind || ticket.Author.Text != "Des offres l’emploient." || ticket.Author.Subject != c.subject || len(ticket.Proposals) != 0 {
			t.Errorf("%v filed %s, %+v", c.start, ticket.Type, ticket.Author)
		}
	}
	if p := s.client().get("/demandes/nouvelle?type=question"); p.doc.Find(`button[name=type][value=question]`).Length() != 1 {
		t.Error("a question cannot be asked from its own address")
	}
}

func TestProposeChecksBeforehand(t *testing.T) {
	s := newSite(t)
	asked := s.ask(t, rome.Change{Kind: rome.AppellationCreate, Code: "M1805", Label: "Allumeur / Allumeuse de réverbères"}, true)
	hidden := s.ask(t, rome.Change{Kind: rome.AppellationCreate, Code: "M1805", Label: "Rêveur / Rêveuse"}, false)
	for _, c := range []struct {
		name   string
		code   string
		kind   rome.Kind
		fields url.Values
		want   []string // "" for no notice at all
	}{
		{"unmet", "M1805", rome.AppellationCreate, url.Values{"label": {"Ingénieur / Ingénieure SRE"}}, nil},
		{"holds", "M1805", rome.AppellationCreate, url.Values{"label": {"Analyste développeur / Analyste développeuse"}}, []string{"Le ROME le dit déjà", "figure déjà dans M1805", "unix_referentiel_appellation", "ligne"}},
		{"typography", "M1805", rome.AppellationCreate, url.Values{"label": {"Analyste developpeur / Analyste developpeuse"}}, []string{"Le ROME le dit presque", "typographie", "Proposer plutôt de renommer"}},
		{"elsewhere", "M1607", rome.AppellationCreate, url.Values{"label": {"Analyste développeur / Analyste développeuse"}}, []string{"Cette appellation existe déjà sous M1805", "Souhaitez-vous proposer de la déplacer", "Proposer de la déplacer de M1805"}},
		{"asked", "M1805", rome.AppellationCreate, url.Values{"label": {"Allumeur / Allumeuse de réverbères"}}, []string{"déjà demandée", asked}},
		{"asked in private", "M1805", rome.AppellationCreate, url.Values{"label": {"Rêveur / Rêveuse"}}, nil},
		{"unknown target", "M1805", rome.MobilityAdd, url.Values{"to": {"M1899"}}, []string{"À vérifier", "Aucun métier n’a le code M1899"}},
		{"no such appellation", "M1805", rome.AppellationRename, url.Values{"ogr": {"999999"}, "label": {"X"}}, []string{"À vérifier"}},
		{"mobility", "M1805", rome.MobilityAdd, url.Values{"to": {"M1810"}}, []string{"Le ROME le dit déjà", "existe déjà"}},
		{"link", "M1805", rome.LinkAdd, url.Values{"item": {"484402"}}, []string{"Le ROME le dit déjà", "Documenter les procédures"}},
		{"same text", "M1805", rome.OccupationRename, url.Values{"label": {"Développeur / Développeuse informatique"}}, []string{"Le ROME le dit déjà", "porte déjà ce libellé"}},
		{"gone already", "M1805", rome.MobilityRemove, url.Values{"to": {"A1203"}}, []string{"n’y est pas"}},
		{"appellation to occupation", "", rome.OccupationCreate, url.Values{"domain": {"M18"}, "label": {"Analyste développeur / Analyste développeuse"}}, []string{"Une appellation porte déjà ce libellé", "M1805"}},
		{"occupation elsewhere", "", rome.OccupationCreate, url.Values{"domain": {"M18"}, "label": {"Boulanger / Boulangère"}}, []string{"dans un autre domaine", "D1102"}},
		{"other family", "", rome.SkillCreate, url.Values{"label": {"Station assise prolongée"}}, []string{"Le ROME a déjà le contexte de travail"}},
	} {
		b := s.client()
		start := url.Values{"code": {c.code}}
		if c.code == "" {
			start = url.Values{"scope": {"general"}}
		}
		draft := b.begin(start)
		b.ask(draft, c.kind, c.fields)
		for _, step := range []int{2, 3} {
			p := b.get(fmt.Sprintf("%s?etape=%d", draft, step))
			if got := p.text(".notice"); (got == "") != (len(c.want) == 0) {
				t.Errorf("%s, step %d: notice %q", c.name, step, got)
			}
			for _, want := range c.want {
				if step == 3 && strings.HasPrefix(want, "Proposer ") {
					continue // the summary offers no other change
				}
				if !strings.Contains(p.text(".notice"), want) {
					t.Errorf("%s, step %d: %q is not in %q", c.name, step, want, p.text(".notice"))
				}
			}
			if strings.Contains(p.body, hidden) {
				t.Errorf("%s: a private request shows", c.name)
			}
		}
		s.pass(time.Hour)
		b.send(draft, author()) // nothing of it keeps from sending
	}
}

// ask files a request, public or not, and gives its reference.
func (s *site) ask(t *testing.T, c rome.Change, public bool) string {
	t.Helper()
	receipt, err := s.store.File(t.Context(), tickets.Actor{Role: tickets.Visitor}, tickets.Filing{
		Type: tickets.Request, Channel: tickets.Web, Origin: tickets.Reuser, Name: "Ali", Email: "ali@example.org", Changes: []rome.Change{c},
	})
	must(t, err)
	if public {
		must(t, s.store.Publish(t.Context(), s.staff(tickets.Agent, "p@example.org"), receipt.Ticket.ID, receipt.Ticket.Version, true))
	}
	return receipt.Ticket.Reference
}
