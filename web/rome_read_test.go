package web_test

import (
	"encoding/csv"
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"vigie/rome"
	"vigie/tickets"
)

func TestOccupationSearch(t *testing.T) {
	c := newSite(t).client()
	for query, code := range map[string]string{
		"boulanger": "D1102", "Boulangère": "D1102", "BOULANGERE": "D1102", "boulangr": "D1102", "developpeuse embarquee": "M1805",
	} {
		p := c.read("/metiers?q="+strings.ReplaceAll(query, " ", "+"), http.StatusOK)
		if got := p.doc.Find("main li .code").First().Text(); got != code {
			t.Errorf("%q finds %q first, want %s", query, got, code)
		}
		if got := p.doc.Find("input[name=q]").AttrOr("value", ""); got != query {
			t.Errorf("the field forgot %q: %q", query, got)
		}
	}
	for _, query := range []string{"M1805", "m1805", "M1805 – Développeur / Développeuse informatique"} {
		p := c.get("/metiers?q=" + strings.ReplaceAll(query, " ", "+"))
		if got := p.Request.URL.Path; got != "/metiers/M1805" {
			t.Errorf("%q leads to %s", query, got)
		}
	}
	if p := c.read("/metiers?q=xyzzyx", http.StatusOK); !strings.Contains(p.text(".empty"), "Aucun métier trouvé") {
		t.Error("nothing found is not told")
	}
	if got := c.read("/metiers", http.StatusOK).doc.Find("main li a").Length(); got != 14 {
		t.Errorf("%d major domains", got)
	}
	if p := c.read("/metiers?domaine=m", http.StatusOK); !strings.Contains(p.text("main"), "M1805") || strings.Contains(p.text("main"), "D1102") {
		t.Errorf("a major domain is %s", p.text("main"))
	}
	if got := c.read("/metiers?domaine=9", http.StatusOK).doc.Find("main li a").Length(); got != 14 {
		t.Errorf("%d major domains for one that is none", got)
	}
}

func TestOccupationJSON(t *testing.T) {
	c := newSite(t).client()
	var list []map[string]string
	must(t, json.Unmarshal([]byte(c.read("/metiers.json?q=boulangère", http.StatusOK).body), &list))
	if len(list) == 0 || len(list) > 8 || list[0]["code"] != "D1102" || list[0]["label"] == "" || list[0]["matched"] == "" || len(list[0]) != 3 {
		t.Errorf("%v", list)
	}
	must(t, json.Unmarshal([]byte(c.read("/metiers.json?q=M1805+–+Développeur", http.StatusOK).body), &list))
	if len(list) != 1 || list[0]["code"] != "M1805" {
		t.Errorf("%v", list)
	}
	if p := c.read("/metiers.json?q=", http.StatusOK); strings.TrimSpace(p.body) != "[]" {
		t.Error(p.body)
	}
	must(t, json.Unmarshal([]byte(c.read("/metiers.json", http.StatusOK).body), &list))
	if len(list) != 42 {
		t.Errorf("%d occupations in the twin", len(list))
	}
	rows, err := csv.NewReader(strings.NewReader(c.read("/metiers.csv", http.StatusOK).body)).ReadAll()
	must(t, err)
	if len(rows) != 43 || rows[1][6] != "491" || rows[1][5] == "" {
		t.Errorf("%d rows, %q", len(rows), rows[1])
	}
}

func TestOccupationView(t *testing.T) {
	s := newSite(t)
	shown, c := s.show(filed(created)), s.client()
	p := c.read("/metiers/D1102", http.StatusOK)
	release := s.store.Release()
	o, _ := release.Occupation("D1102")
	want := []string{o.Label, "appellation principale", "Demandes sur ce métier", shown.Reference, "ligne", o.Source.File}
	want = append(want, strings.Split(o.Definition+"\n"+o.Access, "\n")...)
	for _, a := range o.Appellations {
		want = append(want, a.Label)
	}
	for _, l := range o.Links {
		want = append(want, l.Item.Label)
	}
	for _, m := range o.Mobilities {
		want = append(want, m.To)
	}
	text := p.plain("main")
	for _, w := range want {
		if !strings.Contains(text, strings.Join(strings.Fields(w), " ")) {
			t.Errorf("the page lacks %q", w)
		}
	}
	if !strings.Contains(p.text("main pre"), `"D1102"`) {
		t.Errorf("the row as published is %q", p.text("main pre"))
	}
	if p.doc.Find(`a[href="/demandes/nouvelle?code=D1102"]`).Length() != 1 {
		t.Error("nothing leads to the form for this occupation")
	}
	if p := c.get("/metiers/d1102"); p.Request.URL.Path != "/metiers/D1102" {
		t.Errorf("a code in small letters leads to %s", p.Request.URL.Path)
	}
	if p := c.read("/metiers/Z9999", http.StatusNotFound); !strings.Contains(p.text("h1"), "Z9999") || p.doc.Find("form[role=search]").Length() != 1 {
		t.Error("an unknown code is told without help")
	}
	c.read("/metiers/nimporte", http.StatusNotFound)
}

func TestReleases(t *testing.T) {
	s := newSite(t)
	c := s.client()
	s.pass(70 * 24 * time.Hour)
	s.release(2, "2026-08-05")
	p := c.read("/versions", http.StatusOK)
	if got := p.plain("tbody tr:first-child"); !strings.Contains(got, "Version 492 En vigueur") || !strings.Contains(got, "93 jours après la version 491 plus de trois mois après") {
		t.Errorf("the first line is %q", got)
	}
	var out []map[string]any
	must(t, json.Unmarshal([]byte(c.read("/versions.json", http.StatusOK).body), &out))
	for _, key := range []string{"number", "title", "published_on", "validated_on", "sha256", "imported_at", "occupations", "appellations", "skills", "knowledge", "contexts", "links", "mobilities", "current"} {
		if out[0][key] == nil {
			t.Errorf("the contract's %q is not there: %v", key, out[0])
		}
	}
	if len(out) != 2 || out[0]["current"] != true || out[1]["current"] != false {
		t.Errorf("%v", out)
	}
	p = c.read("/versions/492", http.StatusOK)
	for _, want := range []string{"Version 492 du ROME", "mercredi 5 août 2026", "jeudi 5 novembre 2026", "Métiers 43 42 +1", out[0]["sha256"].(string), "jeu d'exemple"} {
		if got := p.plain("main"); !strings.Contains(got, want) {
			t.Errorf("the page of 492 lacks %q: %s", want, got)
		}
	}
	if p := c.read("/versions/491", http.StatusOK); !strings.Contains(p.text("blockquote"), "jeu d'exemple") || strings.Contains(p.text("main"), "Écart") {
		t.Error("the first release lacks its description, or is compared")
	}
	if p := c.get("/versions/current"); p.Request.URL.Path != "/versions/492" {
		t.Errorf("current is %s", p.Request.URL.Path)
	}
	for _, path := range []string{"/versions/460", "/versions/491...460", "/versions/" + strings.Repeat("f", 70)} {
		c.read(path, http.StatusNotFound)
	}
}

func TestCommitments(t *testing.T) {
	s := newSite(t)
	c := s.client()
	if p := c.read("/engagements", http.StatusOK); !strings.Contains(p.text("main"), "Pas encore de mesure") {
		t.Error("no figure is not told")
	}
	s.file(filed(created)) // counted though private
	s.pass(35 * 24 * time.Hour)
	p := c.read("/engagements", http.StatusOK)
	if got := p.plain("caption ~ tbody tr:first-child"); !strings.Contains(got, "Juillet 2026 1 0 0 1 0 0 %") {
		t.Errorf("July is %q", got)
	}
	if got := p.text(".notice h2"); got != "1 demande en retard aujourd’hui" {
		t.Error(got)
	}
	var out struct {
		Policies []tickets.Policy
		Overdue  int
		Reply    []struct {
			Month   string
			Overdue int
		}
	}
	must(t, json.Unmarshal([]byte(c.read("/engagements.json", http.StatusOK).body), &out))
	if last := out.Reply[len(out.Reply)-1]; len(out.Policies) != 1 || out.Overdue != 1 || last.Month != "2026-07" || last.Overdue != 1 {
		t.Errorf("%+v", out)
	}
	home := c.read("/", http.StatusOK).plain(".tiles")
	for _, want := range []string{"0 % Réponses en un mois juillet 2026 : 0 à temps sur 1", "1 demande en retard", "pas encore de mesure", "491 version du ROME en vigueur"} {
		if !strings.Contains(home, want) {
			t.Errorf("the front page lacks %q: %s", want, home)
		}
	}
}

func TestHome(t *testing.T) {
	s := newSite(t)
	c := s.client()
	s.show(filed(rome.Change{Kind: rome.AppellationCreate, Code: "M1805", Label: "Ingénieur SRE"}))
	p := c.read("/", http.StatusOK)
	if !strings.Contains(p.text("tbody"), "Ingénieur SRE") || p.doc.Find(`input[data-combobox="/metiers.json"]`).Length() != 1 || p.doc.Find(`form[action="/metiers"]`).Length() != 1 {
		t.Error("the front page lacks its search or its latest requests")
	}
	s.release(2, "2026-06-01")
	if got := c.read("/", http.StatusOK).text("main"); !strings.Contains(got, "+1 · Métiers") || !strings.Contains(got, "492 a changé") {
		t.Errorf("what changed is not told: %s", got)
	}
}

func TestSecurityText(t *testing.T) {
	p := newSite(t).client().read("/.well-known/security.txt", http.StatusOK)
	for _, want := range []string{"Contact: http", "Expires: 2027-05-31T22:00:00Z", "Canonical: http"} {
		if !strings.Contains(p.body, want) {
			t.Errorf("%q lacks %q", p.body, want)
		}
	}
}
