package web_test

import (
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"vigie/rome"
	"vigie/tickets"
)

// sre is a change that the form takes without a word.
var sre = url.Values{"label": {"Ingénieur / Ingénieure SRE"}}

// refused checks that a page says what is wrong as every form does.
func refused(t *testing.T, where string, p *page) {
	t.Helper()
	if p.StatusCode != http.StatusUnprocessableEntity || !strings.HasPrefix(p.text("title"), "Erreur") {
		t.Errorf("%s: %d, titled %q", where, p.StatusCode, p.text("title"))
	}
	links := p.doc.Find(".summary a")
	if links.Length() == 0 {
		t.Errorf("%s: no summary", where)
	}
	for _, a := range links.EachIter() {
		if target := a.AttrOr("href", ""); p.doc.Find(target).Length() != 1 {
			t.Errorf("%s: the summary leads to %d × %s", where, p.doc.Find(target).Length(), target)
		}
	}
}

func TestProposeKeepsEveryField(t *testing.T) {
	s := newSite(t)
	b := s.client()
	draft := b.begin(url.Values{"code": {"M1805"}})
	b.ask(draft, rome.AppellationCreate, sre)
	typed := author()
	typed.Set("email", "lea@")
	typed.Set("open_text", "1")
	p := b.post(draft+"?etape=3", typed)
	refused(t, "an address", p)
	_, kept := fill(p, url.Values{})
	if typed.Del("back"); !maps.EqualFunc(typed, kept, slices.Equal) {
		t.Errorf("kept %v of %v", kept, typed)
	}
	if p.doc.Find("#email[aria-invalid]").Length() != 1 || p.text("#email-error") == "" {
		t.Error("the fault is not beside its field")
	}
	// Kept when the form is left and found again, too.
	p = b.post(draft+"?etape=3", url.Values{"name": {"Zoé"}, "back": {"1"}})
	if p.Request.URL.Query().Get("etape") != "2" {
		t.Errorf("back leads to %s", p.Request.URL)
	}
	if got := b.get(draft+"?etape=3").doc.Find("#name").AttrOr("value", ""); got != "Zoé" {
		t.Errorf("left and found again, the name is %q", got)
	}

	p = b.ask(draft, rome.AppellationRename, url.Values{"label": {"Gardé"}})
	refused(t, "no appellation", p)
	if p.doc.Find("#label").AttrOr("value", "") != "Gardé" || p.text("#ogr-error") == "" {
		t.Errorf("a change lost its label: %s", p.text("main"))
	}
	p = b.ask(draft, rome.AppellationMove, url.Values{})
	if refused(t, "nothing at all", p); p.doc.Find(".summary a").Length() != 2 {
		t.Errorf("only this is said: %s", p.text(".summary"))
	}
}

func TestProposeRefuses(t *testing.T) {
	s := newSite(t)
	long := strings.Repeat("é", 30_000)
	b := s.client()
	draft := b.begin(url.Values{"code": {"M1805"}})
	b.ask(draft, rome.AppellationCreate, sre)
	for _, c := range []struct {
		where, path string
		form        url.Values
		field       string
	}{
		{"empty search", "/demandes/nouvelle", url.Values{"q": {" "}}, "q"},
		{"no answer", "/demandes/nouvelle", url.Values{}, "q"},
		{"unknown code", "/demandes/nouvelle", url.Values{"code": {"Z9999"}}, "q"},
		{"no kind", draft + "?etape=2&ajouter=1", url.Values{}, "kind"},
		{"bad kind", draft + "?etape=2&ajouter=1", url.Values{"kind": {"occupation.repurpose"}}, "kind"},
		{"long label", draft + "?etape=2&kind=appellation.create", url.Values{"label": {long}}, "label"},
		{"label on two lines", draft + "?etape=2&kind=appellation.create", url.Values{"label": {"a\r\nBcc: b@example.org"}}, "label"},
		{"label written backwards", draft + "?etape=2&kind=appellation.create", url.Values{"label": {"a\u202eb"}}, "label"},
		{"bad OGR", draft + "?etape=2&kind=appellation.rename", url.Values{"ogr": {"<b>"}, "label": {"x"}}, "ogr"},
		{"long text", draft + "?etape=2&kind=other", url.Values{"text": {long}}, "text"},
		{"bad domain", draft + "?etape=2&kind=occupation.create", url.Values{"label": {"x"}, "domain": {"zz"}}, "domain"},
		{"no occupation", draft + "?etape=2&kind=mobility.add", url.Values{"to": {"xyzzyx"}}, "to"},
		{"long occupation", draft + "?etape=2&kind=mobility.add", url.Values{"to": {long}}, "to"},
		{"itself", draft + "?etape=2&kind=mobility.add", url.Values{"to": {"M1805"}}, "to"},
		{"several", draft + "?etape=2&kind=mobility.add", url.Values{"to": {"technicien"}}, "to_found"},
		{"no family", draft + "?etape=2&kind=link.add", url.Values{"item": {"xyzzyx"}}, "family"},
		{"no item", draft + "?etape=2&kind=link.add", url.Values{"family": {"skill"}}, "item"},
		{"long item", draft + "?etape=2&kind=link.add", url.Values{"family": {"skill"}, "item": {long}}, "item"},
		{"name of two lines", draft + "?etape=3", with(author(), "name", "Léa\r\nBcc: x@example.org"), "name"},
		{"address with a header", draft + "?etape=3", with(author(), "email", "lea@example.org\r\nBcc: x@example.org"), "email"},
		{"two addresses", draft + "?etape=3", with(author(), "email", "a@example.org, b@example.org"), "email"},
		{"long reasons", draft + "?etape=3", with(author(), "text", long), "text"},
		{"long name", draft + "?etape=3", with(author(), "name", long), "name"},
		{"no origin", draft + "?etape=3", with(author(), "origin", ""), "origin"},
		{"invisible characters", draft + "?etape=3", with(author(), "organisation", "a\x00b"), "organisation"},
	} {
		p := b.post(c.path, c.form)
		refused(t, c.where, p)
		if p.doc.Find(`.summary a[href="#`+c.field+`"]`).Length() != 1 {
			t.Errorf("%s: %q is not about %s", c.where, p.text(".summary"), c.field)
		}
	}
	if p := b.post(draft+"?etape=2&kind=other", url.Values{"text": {strings.Repeat("x", 2<<20)}}); p.StatusCode != http.StatusRequestEntityTooLarge || p.text("h1") == "" {
		t.Errorf("two megabytes answer %d", p.StatusCode)
	}
}

// with is a form with one field typed otherwise.
func with(form url.Values, name, value string) url.Values {
	form.Set(name, value)
	return form
}

func TestProposeSeveral(t *testing.T) {
	s := newSite(t)
	b := s.client()
	draft := b.begin(url.Values{"code": {"M1805"}})
	b.ask(draft, rome.AppellationCreate, sre)
	b.ask(draft, rome.AppellationCreate, sre) // a double click
	p := b.ask(draft, rome.MobilityAdd, url.Values{"to": {"I1401"}})
	if n := p.doc.Find("article").Length(); n != 2 {
		t.Fatalf("%d changes, want 2", n)
	}
	// Another occupation, in the same request.
	p = b.post(draft+"?etape=1", url.Values{"code": {"D1102"}})
	if p.text("h1") != "Quelle évolution proposez-vous ?" || !strings.HasPrefix(p.text("aside h2"), "D1102") {
		t.Errorf("another occupation leads to %q", p.text("main"))
	}
	p = b.ask(draft, rome.AppellationCreate, url.Values{"label": {"Tourier / Tourière"}})
	p = b.submit(p, url.Values{"remove": {p.doc.Find("[name=remove]").First().AttrOr("value", "")}})
	if got := p.text("article h3"); strings.Contains(got, "SRE") || p.doc.Find("article").Length() != 2 {
		t.Errorf("after taking one away: %q", got)
	}
	gone := p.doc.Find("[name=remove]").First().AttrOr("value", "")
	b.post(draft+"?etape=2", url.Values{"remove": {gone}})
	p = b.post(draft+"?etape=2", url.Values{"remove": {gone}})
	if p.doc.Find("article").Length() != 1 {
		t.Error("taken away twice, another one is gone")
	}
	ticket := b.send(draft, author())
	if len(ticket.Proposals) != 1 || ticket.Proposals[0].Change.Code != "D1102" {
		t.Errorf("filed %+v", ticket.Proposals)
	}

	// Without any change there is nothing to send.
	draft = b.begin(url.Values{"code": {"M1805"}})
	if p = b.get(draft + "?etape=3"); p.Request.URL.Query().Get("etape") != "2" {
		t.Errorf("nothing asked leads to %s", p.Request.URL)
	}
	if p = b.post(draft+"?etape=3", author()); strings.HasPrefix(p.Request.URL.Path, "/suivi/") {
		t.Error("nothing was asked, and it was filed")
	}
}

func TestProposeInstead(t *testing.T) {
	s := newSite(t)
	b := s.client()
	draft := b.begin(url.Values{"code": {"M1607"}})
	p := b.ask(draft, rome.AppellationCreate, url.Values{"label": {"Analyste développeur / Analyste développeuse"}})
	p = b.submit(p, url.Values{"replace": {p.doc.Find("[name=replace]").AttrOr("value", "")}, "ogr": {"10944"}})
	if p.doc.Find(".notice").Length() != 0 {
		t.Errorf("still %q", p.text(".notice"))
	}
	b.post(draft+"?etape=1", url.Values{"code": {"M1805"}})
	p = b.ask(draft, rome.AppellationCreate, url.Values{"label": {"Analyste-Programmeur / analyste-programmeuse informatique"}})
	p = b.submit(p, url.Values{"replace": {p.doc.Find("[name=replace]").AttrOr("value", "")}, "ogr": {p.doc.Find("[name=ogr]").AttrOr("value", "")}})
	ticket := b.send(draft, author())
	var got []string
	for _, p := range ticket.Proposals {
		got = append(got, fmt.Sprintf("%s %s %s%s", p.Change.Kind, p.Change.OGR, p.Change.To, p.Change.Label))
	}
	want := []string{"appellation.move 10944 M1607", "appellation.rename 10964 Analyste-Programmeur / analyste-programmeuse informatique"}
	if !slices.Equal(got, want) {
		t.Errorf("filed %q, want %q (%s)", got, want, p.text("main"))
	}
}

func TestProposeOnce(t *testing.T) {
	s := newSite(t)
	b := s.client()
	draft := b.begin(url.Values{"code": {"M1805"}})
	b.ask(draft, rome.AppellationCreate, sre)
	var wait sync.WaitGroup
	paths := make([]string, 4)
	for i := range paths {
		wait.Go(func() { paths[i] = b.post(draft+"?etape=3", author()).Request.URL.Path })
	}
	wait.Wait()
	paths = append(paths, b.post(draft+"?etape=3", author()).Request.URL.Path) // and later
	for _, p := range paths {
		if p != paths[0] || !strings.HasPrefix(p, "/suivi/") {
			t.Errorf("sent again, it leads to %s, not %s", p, paths[0])
		}
	}
	list, err := s.store.List(t.Context(), tickets.Filter{View: tickets.ViewAll})
	must(t, err)
	if list.Total != 1 || len(s.letters()) != 1 {
		t.Errorf("%d tickets", list.Total)
	}
	p := b.get(draft + "?etape=2")
	if p.StatusCode != http.StatusOK || p.text("h1") != "Votre demande est déjà envoyée" || !strings.Contains(p.text("main"), "ROME-2026-00001") {
		t.Errorf("the filed draft answers %d %q", p.StatusCode, p.text("main"))
	}
	if strings.Contains(p.body, "lea@example.org") {
		t.Error("the filed draft kept the author")
	}
}

func TestProposeUnknownDraft(t *testing.T) {
	s := newSite(t)
	b := s.client()
	for _, p := range []*page{b.get("/demandes/nouvelle/0123456789abcdef"), b.post("/demandes/nouvelle/0123456789abcdef?etape=3", author())} {
		if p.StatusCode != http.StatusNotFound || p.text("h1") != "Cette demande en cours n’existe plus" {
			t.Errorf("an unknown draft answers %d %q", p.StatusCode, p.text("h1"))
		}
		if p.Header.Get("X-Robots-Tag") == "" || p.Header.Get("Cache-Control") != "private, no-store" {
			t.Errorf("its page is not private: %v", p.Header)
		}
	}
}

func TestProposeEscapes(t *testing.T) {
	const attack = `"><script>alert(1)</script><img src=x onerror=alert(2)>`
	s := newSite(t)
	b := s.client()
	draft := b.begin(url.Values{"code": {"M1805"}})
	pages := []*page{
		b.get("/demandes/nouvelle?" + url.Values{"q": {attack}, "code": {attack}, "type": {attack}, "kind": {attack}}.Encode()),
		b.ask(draft, rome.AppellationCreate, url.Values{"label": {attack}, "short": {attack}}),
		b.ask(draft, rome.AppellationRename, url.Values{"ogr": {"10944"}, "label": {attack}}),
		b.ask(draft, rome.OccupationDefine, url.Values{"text": {attack}}),
		b.ask(draft, rome.LinkAdd, url.Values{"family": {"skill"}, "item": {attack}}),
		b.ask(draft, rome.LinkAdd, url.Values{"family": {attack}, "item": {attack}, "item_was": {attack}, "item_found": {attack}}),
		b.ask(draft, rome.MobilityAdd, url.Values{"to": {attack}, "to_was": {attack}, "to_found": {attack}}),
		b.ask(draft, rome.Other, url.Values{"text": {attack}}),
		b.ask(draft, rome.OccupationCreate, url.Values{"label": {attack}, "domain": {attack}}),
		b.get(draft + "?etape=2"),
	}
	bad := author()
	for name := range bad {
		bad.Set(name, attack)
	}
	pages = append(pages, b.post(draft+"?etape=3", bad))
	bad.Set("email", "lea@example.org")
	bad.Set("origin", "other")
	sent := b.post(draft+"?etape=3", bad)
	pages = append(pages, sent, b.get(sent.Request.URL.Path))
	pages = append(pages, b.post(sent.Request.URL.Path, url.Values{"text": {attack}}))
	for i, p := range pages {
		if p.doc.Find("main script, main img, main [onerror]").Length() > 0 {
			t.Errorf("page %d, %s: the attack is in the page", i, p.Request.URL)
		}
	}
	if !strings.HasPrefix(sent.Request.URL.Path, "/suivi/") {
		t.Errorf("sending leads to %d %s", sent.StatusCode, sent.text(".summary"))
	}
}

func TestProposeFromAnOccupation(t *testing.T) {
	s := newSite(t)
	b := s.client()
	p := b.get("/demandes/nouvelle?code=m1805&kind=appellation.rename&ogr=10944")
	if p.StatusCode != http.StatusOK || p.Header.Get("X-Robots-Tag") != "" || p.doc.Find("meta[name=robots]").Length() != 0 {
		t.Errorf("the form's first page: %d %v", p.StatusCode, p.Header)
	}
	p = b.submit(p, url.Values{"code": {"M1805"}, "kind": {"appellation.rename"}})
	if got := p.doc.Find("#ogr option[selected]").Text(); got != "Analyste développeur / Analyste développeuse" {
		t.Errorf("filled in: %q at %s", got, p.Request.URL)
	}
	p = b.get("/demandes/nouvelle/elements.json?q=normes")
	if !strings.Contains(p.body, `"code":"486495"`) || !strings.Contains(p.body, `"matched":"Compétence"`) {
		t.Errorf("suggestions: %s", p.body)
	}
	draft := b.begin(url.Values{"code": {"M1805"}})
	if got := b.get(draft + "?etape=2&kind=occupation.define").text("#text"); !strings.HasPrefix(got, "Écrit, teste") {
		t.Errorf("the definition to change is %q", got)
	}
	s.pass(24 * time.Hour)
	if p := b.get(draft); p.StatusCode != http.StatusOK {
		t.Errorf("a draft of yesterday answers %d", p.StatusCode)
	}
}
