package web_test

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"vigie/tickets"
)

const messages = "/agents/messages"

// outlook is a message that the service sent from another program to somebody
// who has no request.
func outlook() tickets.Reading {
	return tickets.Reading{
		MessageID: "outlook@service.example", Kind: tickets.RequestMail, Auth: tickets.AuthNone, Name: "Service ROME", Address: "rome@service.example",
		Recipients: []string{"maire@mairie.example", "b@example.org", "c@example.org"}, Subject: "Réunion du comité", Said: "À jeudi.", Text: "À jeudi.", BodyKey: "outlook",
	}
}

func TestEveryMessageIsListed(t *testing.T) {
	s := mailSite(t)
	c := s.agent(tickets.Agent)
	c.get(messages).answers(t, "empty", 200).says(t, "Aucun message n’est enregistré")
	first, placed := s.mail(tickets.Inbox, request(t))
	waiting, _ := s.mail(tickets.Inbox, stranger(placed.Reference))
	sent, lost := s.mail(tickets.SentFolder, outlook())
	if lost.Outcome != tickets.UnrelatedMail {
		t.Fatalf("it became %+v", lost)
	}
	s.keep(tickets.Inbox, tickets.Reading{Subject: "pas encore"})

	p := c.get(messages).answers(t, "list", 200)
	p.says(t, "4 messages enregistrés", "Deux appellations", "Léa Petit <lea@example.org>", "A ouvert une demande", placed.Reference,
		"maire@mairie.example, b@example.org et 1 autre", "Envoyé par le service, sans rapport avec une demande (1)", "Pas encore lu", "4 fichiers joints", "Le traiter")
	var subjects []string
	p.doc.Find("main tbody th a").Each(func(_ int, a *goquery.Selection) { subjects = append(subjects, a.Text()) })
	if got := strings.Join(subjects, "|"); got != "(sans objet)|Réunion du comité|Re: "+placed.Reference+"|Deux appellations" {
		t.Errorf("the list is %s", got)
	}
	at := func(id int64) string { return messages + "/" + strconv.FormatInt(id, 10) }
	for _, href := range []string{at(first), at(sent), at(sent) + "#rattacher", "/agents/demandes/" + placed.Reference, fmt.Sprintf("/agents/quarantaine?depuis=%d#message-%[1]d", waiting)} {
		if p.doc.Find(`main tbody a[href="`+href+`"]`).Length() != 1 {
			t.Errorf("no row leads to %s", href)
		}
	}
	for query, want := range map[string]int{
		"?devenir=unrelated": 1, "?devenir=unread": 1, "?devenir=own": 0, "?devenir=nonsense": 4, "?q=LEA": 1, "?q=mairie": 1, "?q=comite+reunion": 1,
		"?q=jeudi": 0, "?devenir=ticket&q=lea": 1, "?devenir=unrelated&q=lea": 0, "?avant=" + strconv.FormatInt(sent, 10): 2, "?avant=x": 4,
	} {
		p := c.get(messages+query).answers(t, query, 200)
		if n := p.doc.Find("main tbody tr").Length(); n != want {
			t.Errorf("%s lists %d, want %d", query, n, want)
		}
		if want == 0 {
			p.says(t, "Aucun message ne correspond")
		}
	}
	if c.get(at(sent)).doc.Find(`.crumbs a[href="`+messages+`"]`).Length() != 1 {
		t.Error("the message does not lead back to the list")
	}
}

func TestTheListOfMessagesIsPaged(t *testing.T) {
	s := mailSite(t)
	for n := range 120 {
		r := stranger("")
		r.MessageID, r.BodyKey, r.Subject, r.References = fmt.Sprint(n, "@example.net"), fmt.Sprint(n), fmt.Sprint("Numéro ", n), nil
		r.Kind = tickets.SpamMail
		s.mail(tickets.Inbox, r)
	}
	c := s.agent(tickets.Agent)
	seen := make(map[string]bool)
	at, pages := messages, 0
	for ; at != ""; pages++ {
		p := c.get(at).answers(t, at, 200)
		p.doc.Find("main tbody th a").Each(func(_ int, a *goquery.Selection) { seen[a.Text()] = true })
		at = p.doc.Find(`main a[rel="next"]`).AttrOr("href", "")
		if back := p.doc.Find(`.pages a:contains("Revenir aux premiers")`); (back.Length() == 1) != (pages > 0) || pages > 0 && back.AttrOr("href", "") != messages {
			t.Errorf("page %d leads back to %q", pages+1, back.AttrOr("href", ""))
		}
	}
	if len(seen) != 120 || pages != 3 {
		t.Errorf("%d messages on %d pages", len(seen), pages)
	}

	// The quarantine likewise, each part naming its place; what is done there leads
	// back to it.
	at, pages = quarantine, 0
	seen = make(map[string]bool)
	var second string
	for ; at != ""; pages++ {
		p := c.get(at).answers(t, at, 200)
		p.says(t, "120 messages attendent", []string{"1 à 50 sur 120", "51 à 100 sur 120", "101 à 120 sur 120"}[pages])
		p.doc.Find("main article h2").Each(func(_ int, a *goquery.Selection) { seen[a.Text()] = true })
		if pages == 1 {
			second = at
			if got := p.doc.Find(`main a[rel="prev"]`).AttrOr("href", ""); c.get(got).text("main article h2") != c.get(quarantine).text("main article h2") {
				t.Errorf("the second part leads back to %s", got)
			}
		}
		at = p.doc.Find(`main a[rel="next"]`).AttrOr("href", "")
	}
	if len(seen) != 120 || pages != 3 {
		t.Errorf("%d messages in quarantine on %d pages", len(seen), pages)
	}
	p := c.get(second)
	form := p.doc.Find(`main article form[action$="/classement"]`).First()
	done := c.post(form.AttrOr("action", ""), url.Values{"depuis": {form.Find(`input[name=depuis]`).AttrOr("value", "")}, "reason": {"spam"}}).answers(t, "dismiss", 200)
	done.says(t, "Le message est classé sans suite.", "119 messages attendent", "51 à 100 sur 119")
	if done.Request.URL.RequestURI() != second || done.text("main article h2") == p.text("main article h2") {
		t.Errorf("settling leads to %s", done.Request.URL)
	}
	s.pass(40 * 24 * time.Hour)
	c = s.agent(tickets.Agent)
	c.get(second).says(t, "119 messages attendent, dont 119 en retard")
}

func TestAgentsPlaceWhatTheServiceSent(t *testing.T) {
	s := mailSite(t)
	ref := s.fileTwo()
	s.pass(time.Hour)
	sent, _ := s.mail(tickets.SentFolder, outlook())
	c := s.agent(tickets.Agent)
	at := messages + "/" + strconv.FormatInt(sent, 10)
	p := c.get(at).answers(t, "message", 200)
	p.says(t, "rien ne dit à quelle demande il se rapporte", "Rattacher à une demande")
	if p.doc.Find(`form[action$="/ouverture"], form[action$="/classement"]`).Length() != 0 {
		t.Error("what the service sent can be opened or put aside")
	}
	bad := c.post(at+"/rattachement", url.Values{"reference": {"ROME-1999-00001"}}).answers(t, "unknown reference", 422)
	if field := bad.doc.Find(`#rattacher input[name=reference]`); field.AttrOr("value", "") != "ROME-1999-00001" || field.AttrOr("aria-invalid", "") != "true" || bad.doc.Find(".summary a").Length() != 1 {
		t.Error("the unknown reference is not shown where it was typed")
	}
	loose := strings.ToLower(strings.ReplaceAll(ref, "-000", " "))
	done := c.post(at+"/rattachement", url.Values{"reference": {loose}}).answers(t, "place", 200)
	if done.Request.URL.Path != "/agents/demandes/"+ref {
		t.Errorf("placing leads to %s", done.Request.URL)
	}
	done.says(t, "Le message est rattaché à une demande.", "Envoyé d’une autre messagerie", "C’est la réponse promise", "À jeudi.")
	c.post(at+"/rattachement", url.Values{"reference": {ref}}).answers(t, "twice", 409).says(t, "Rien n’a été changé")
	if got := c.post(messages+"/99999/rattachement", url.Values{"reference": {ref}}); got.StatusCode != http.StatusNotFound {
		t.Errorf("a message that is not there: %d", got.StatusCode)
	}
}

func TestTwinsOfTheMessages(t *testing.T) {
	s := mailSite(t)
	c := s.agent(tickets.Agent)
	if got := c.get(messages+".json").answers(t, "empty", 200).body; got != "[]\n" {
		t.Errorf("nothing is %q", got)
	}
	_, placed := s.mail(tickets.Inbox, request(t))
	sent, _ := s.mail(tickets.SentFolder, outlook())
	p := c.get(messages+".csv").answers(t, "csv", 200)
	table, err := csv.NewReader(strings.NewReader(p.body)).ReadAll()
	must(t, err)
	if len(table) != 3 || table[1][0] != strconv.FormatInt(sent, 10) || table[1][1] != "unrelated" || table[2][10] != placed.Reference || table[2][12] != "4" {
		t.Errorf("the table is %v", table)
	}
	if p.Header.Get("Content-Disposition") != `attachment; filename="messages.csv"` || p.Header.Get("Content-Type") != "text/csv; charset=utf-8" || !strings.Contains(p.body, "\r\n") {
		t.Errorf("the table is sent as %v", p.Header)
	}
	j := c.get(messages+".json?devenir=ticket").answers(t, "json", 200)
	var rows []map[string]any
	must(t, json.Unmarshal([]byte(j.body), &rows))
	if len(rows) != 1 || rows[0]["ticket"] != placed.Reference || rows[0]["outcome"] != "ticket" {
		t.Errorf("the document is %s", j.body)
	}
	if both := p.body + j.body; strings.Contains(both, "Petit") || strings.Contains(both, "lea@") || strings.Contains(both, "mairie") || strings.Contains(both, "appellations") {
		t.Error("the exports name a person, or say what was written")
	}
}
