package web_test

import (
	"encoding/csv"
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"vigie/rome"
	"vigie/rome/sample"
	"vigie/tickets"
)

func TestReleaseDiffPage(t *testing.T) {
	s := newSite(t)
	c := s.client()
	s.pass(70 * 24 * time.Hour)
	s.release(2, "2026-08-05")
	p := c.read("/versions/491...492", http.StatusOK)
	text := p.plain("main")
	for _, want := range []string{
		"De la version 491 à la version 492", "Où sont les changements", "I1499 Reconditionneur / Reconditionneuse d'équipements numériques",
		"Appellation ajoutée · Ajouté : « Boulanger / Boulangère au levain »", "Éléments eux-mêmes",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the page lacks %q: %s", want, text)
		}
	}
	if p.doc.Find("main ins").Length() == 0 || p.doc.Find("main del").Length() == 0 {
		t.Error("what was added and removed is not marked")
	}
	// Every figure of the map leads to as many changes.
	p.doc.Find("table.list td a").Each(func(_ int, a *goquery.Selection) {
		href, _ := a.Attr("href")
		heading := c.read(href, http.StatusOK).plain("h2#changements")
		if want := a.Text() + " changement"; !strings.HasPrefix(heading, want) {
			t.Errorf("%s: %q, and the map says %s", href, heading, a.Text())
		}
	})
	for path, want := range map[string]string{
		"/versions/491...492?genre=occupation.rename":             "1 changement répond à ces filtres",
		"/versions/491...492?code=d1102":                          "D1102",
		"/versions/491...492?q=levain":                            "levain",
		"/versions/491...492?domaine=zz":                          "Aucun changement ne répond à ces filtres",
		"/versions/491...492?typographie=seule":                   "Aucun changement ne répond à ces filtres",
		"/versions/491...492?genre=nimporte&q=" + "%00%ff%3Cb%3E": "Aucun changement ne répond",
		"/versions/492...491":                                     "De la version 492 à la version 491",
		"/versions/previous...current":                            "De la version 491 à la version 492",
	} {
		if got := c.read(path, http.StatusOK).plain("main"); !strings.Contains(got, want) {
			t.Errorf("%s lacks %q: %s", path, want, got)
		}
	}
	rows, err := csv.NewReader(strings.NewReader(c.read("/versions/491...492.csv", http.StatusOK).body)).ReadAll()
	must(t, err)
	var list []map[string]any
	must(t, json.Unmarshal([]byte(c.read("/versions/491...492.json", http.StatusOK).body), &list))
	changes, err := rome.ParseChanges([]byte(c.read("/versions/491...492.json", http.StatusOK).body))
	must(t, err)
	if len(rows) != len(list)+1 || len(changes) != len(list) || len(list) < len(sample.Changes) || list[0]["line"] == "" {
		t.Errorf("%d rows, %d in JSON, %d parsed", len(rows), len(list), len(changes))
	}
	if p := c.get("/versions/492...492"); p.Request.URL.Path != "/versions/492" {
		t.Errorf("a release with itself is %s", p.Request.URL.Path)
	}
	for _, path := range []string{"/versions/491...480", "/versions/...", "/versions/491...492.md", "/versions/491...492.xml", "/versions/491.csv", "/versions/491.md"} {
		c.read(path, http.StatusNotFound)
	}
	if got := c.read("/versions", http.StatusOK).plain("tbody tr:first-child"); !strings.Contains(got, "Comparer") {
		t.Errorf("before it was counted: %s", got)
	}
	must(t, s.store.CountChanges(t.Context()))
	if got := c.read("/versions", http.StatusOK).plain("tbody tr:first-child td[data-label=Changements]"); got != strconv.Itoa(len(list)) {
		t.Errorf("%s changes are said, %d there are", got, len(list))
	}
}

// The ledger says what the requests have to do with a release.
func TestLedger(t *testing.T) {
	s := newSite(t)
	c := s.client()
	manager := tickets.Actor{Role: tickets.Manager, Account: s.manager()}
	accept := func(ticket *tickets.Ticket) {
		t.Helper()
		kase, err := s.store.CaseByID(t.Context(), manager, ticket.ID)
		must(t, err)
		must(t, s.store.Decide(t.Context(), manager, ticket.ID, kase.Version,
			[]tickets.Choice{{Proposal: 1, Outcome: tickets.Accept, Words: "D'accord."}}, tickets.LetterText{Subject: "s", Text: "t"}))
	}
	kept := s.show(filed(created))
	accept(kept)
	missing := s.show(filed(rome.Change{Kind: rome.AppellationCreate, Code: "M1805", Label: "Dompteur / Dompteuse de serveurs"}))
	accept(missing)
	hidden := s.file(filed(rome.Change{Kind: rome.MobilityAdd, From: "K1302", To: "K1304"}))
	accept(hidden)
	unasked := s.show(filed(rome.Change{Kind: rome.OccupationTag, Code: "F1602", Tag: rome.TagDigital, Value: "O"}))
	s.pass(70 * 24 * time.Hour)
	s.release(2, "2026-08-05")
	late := s.show(filed(rome.Change{Kind: rome.AppellationCreate, Code: "M1805", Label: "Charmeur / Charmeuse de pixels"}))
	accept(late) // after the release: it could not be in it

	p := c.read("/versions/492", http.StatusOK)
	text := p.plain("main")
	sections := strings.SplitN(text, "Registre des changements", 2)
	for _, want := range []string{
		"Prises en compte (2) " + kept.Reference, "Retenues, et absentes de cette version (1) " + missing.Reference,
		"Satisfaites sans avoir été retenues (1) " + unasked.Reference, "et 1 demande qui n’est pas publique", "Dompteur / Dompteuse de serveurs",
	} {
		if !strings.Contains(sections[0], want) {
			t.Errorf("the ledger lacks %q: %s", want, sections[0])
		}
	}
	for _, never := range []string{hidden.Reference, late.Reference} {
		if strings.Contains(text, never) {
			t.Errorf("the ledger has %s", never)
		}
	}
	if p.doc.Find("details.verdict pre").Length() == 0 {
		t.Error("the verdicts have no evidence")
	}
	rows := c.read("/versions/492?registre=demandes", http.StatusOK)
	if got := rows.plain("table.list tbody"); !strings.Contains(got, "Boulanger / Boulangère au levain Appellation ajoutée "+kept.Reference) ||
		!strings.Contains(got, unasked.Reference) || !strings.Contains(got, "1 demande non publique") || strings.Contains(got, "sans demande") {
		t.Errorf("what was asked for: %s", got)
	}
	if got := c.read("/versions/492?registre=sans&domaine=I", http.StatusOK).plain("table.list tbody"); !strings.Contains(got, "I1499") || strings.Contains(got, "ROME-20") {
		t.Errorf("without request in I: %s", got)
	}
	if got := c.read("/versions/492/notes", http.StatusOK).plain("main pre"); !strings.HasPrefix(got, "# ROME, version 492") {
		t.Errorf("the page of notes: %.100s", got)
	}
	c.read("/versions/491/notes", http.StatusNotFound)
	notes := c.read("/versions/492.md", http.StatusOK)
	for _, want := range []string{"# ROME, version 492", "### Métier créé (1)", "[" + kept.Reference + "](http", "et 1\u00a0demande qui n’est pas publique", "### Retenues, et pas encore dans cette version (1)"} {
		if !strings.Contains(notes.body, want) {
			t.Errorf("the notes lack %q:\n%s", want, notes.body)
		}
	}
	if strings.Contains(notes.body, hidden.Reference) || !strings.HasPrefix(notes.Header.Get("Content-Type"), "text/markdown") {
		t.Error("the notes tell what is private, or are not Markdown")
	}
}
