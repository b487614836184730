package web_test

import (
	"encoding/json"
	"encoding/xml"
	"net/url"
	"strings"
	"testing"
	"time"

	"vigie/rome"
	"vigie/tickets"
)

// lookAhead plans a release and announces a change.
func (s *site) lookAhead(by tickets.Actor) {
	s.t.Helper()
	_, err := s.store.PlanRelease(s.t.Context(), by, tickets.ReleasePlan{Number: "492", Day: tickets.Date{Year: 2026, Month: 9, Day: 17}})
	must(s.t, err)
	_, err = s.store.Announce(s.t.Context(), by, tickets.AnnouncementText{Title: "Un métier disparaît", Text: "Il sera supprimé.", Number: "492"})
	must(s.t, err)
}

func form(pairs ...string) url.Values {
	values := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		values.Add(pairs[i], pairs[i+1])
	}
	return values
}

func TestAgentsPlanReleases(t *testing.T) {
	s := newSite(t)
	c := s.agent(tickets.Agent)
	const releases, plan = "/agents/versions", "/agents/versions/prevues"
	c.get(releases).answers(t, "releases", 200).says(t, "Prochaine version, promise au plus tard le mardi 4 août 2026", "clôture éditoriale le dimanche 5 juillet 2026", "tous les trois mois")
	p := c.post(plan, form("number", "xyz", "day", "")).answers(t, "nothing", 422)
	p.says(t, "Indiquez le numéro d’une version en chiffres, par exemple 461.", "Indiquez le jour, par exemple 18/09/2026.")
	if p.doc.Find(`input[name=number]`).AttrOr("value", "") != "xyz" {
		t.Error("what was typed is lost")
	}
	c.post(plan, form("day", "demain")).answers(t, "no day", 422).says(t, "Indiquez le jour, par exemple 18/09/2026.")
	c.post(plan, form("number", "492", "day", "17/09/2026")).answers(t, "plan", 200).says(t, "La version est inscrite au calendrier.",
		"Version 492, prévue le jeudi 17 septembre 2026 (dans 108 jours)", "clôture éditoriale le mardi 18 août 2026", "Camille Roy, le 1er juin 2026")
	at := plan + "/1"
	p = c.get(at).answers(t, "entry", 200)
	p.says(t, "Camille Roy a inscrit au calendrier : version 492, publication le 17 septembre 2026, clôture éditoriale le 18 août 2026")
	c.act(at, "", "number", "492", "day", "2026-09-10", "cutoff", "2026-09-11").answers(t, "cut off afterwards", 422).says(t, "Placez la clôture éditoriale le jour de la publication ou avant.")
	c.act(at, "", "number", "492", "day", "2026-09-10", "cutoff", "2026-08-20").answers(t, "change", 200).says(t, "Le calendrier est changé.", "10 sept. 2026", "20 août 2026")
	c.post(at, form("version", "1", "day", "2026-09-09")).answers(t, "stale", 409).says(t, "Une autre personne a modifié cette entrée")
	c.act(at, "/retrait").answers(t, "remove", 200).says(t, "La version est retirée du calendrier.", "retirée du calendrier", "Prochaine version, promise au plus tard")
	c.act(at, "/retrait").answers(t, "remove twice", 409)
	c.get(plan+"/7").answers(t, "no entry", 404)
	c.get(plan+"/x").answers(t, "no number", 404)
}

func TestAgentsAskWhatIf(t *testing.T) {
	s := newSite(t)
	c := s.agent(tickets.Agent)
	const at = "/agents/versions/simulation"
	c.get(at).answers(t, "as it is", 200).says(t, "Une version tous les trois mois, close 30 jours avant sa publication", "Comment c’est compté", "Une version paraît le 4 mai 2026")
	p := c.get(at+"?cadence=4&cloture=30").answers(t, "the figure", 200)
	p.says(t, "23,8 % des jours (174 sur 731) ne laissent aucune version qui puisse tenir quatre mois", "Une évolution retenue le jour de la clôture peut encore y figurer.")
	if cells := p.doc.Find("main tbody td"); cells.Length() != 30 {
		t.Errorf("%d cells", cells.Length())
	}
	if got := p.text(`main td a[aria-current]`); got != "23,8 %" {
		t.Errorf("the question's own cell says %q", got)
	}
	p = c.get(at+"?cadence=0&cloture=x&depart=hier&jours=99999").answers(t, "nonsense", 422)
	p.says(t, "Indiquez un nombre entier de 1 à 24.", "Indiquez un nombre entier de 0 à 366.", "Indiquez le jour d’une publication", "Indiquez un nombre entier de 1 à 3660.")
	if p.doc.Find(`input[name=cloture]`).AttrOr("value", "") != "x" || p.doc.Find(`a[href="#whatif-cloture"]`).Length() != 1 {
		t.Error("what was typed is lost, or the summary does not lead to it")
	}
	csv := c.get(at+".csv?cadence=4&cloture=30").answers(t, "csv", 200).body
	lines := strings.Split(strings.TrimSpace(csv), "\r\n")
	if len(lines) != 32 || lines[1] != "4,30,4,0,2026-05-04,731,174,23.80" {
		t.Errorf("%d lines, the first is %q", len(lines), lines[1])
	}
	var out struct {
		Asked struct {
			Missed int
			Share  float64
		}
		Table []struct {
			Cadence int `json:"cadence_months"`
		}
	}
	must(t, json.Unmarshal([]byte(c.get(at+".json?cadence=4&cloture=30").answers(t, "json", 200).body), &out))
	if out.Asked.Missed != 174 || out.Asked.Share != 23.8 || len(out.Table) != 30 {
		t.Errorf("%+v", out)
	}
	c.get(at+".json?cadence=99").answers(t, "json refused", 422)
}

func TestAgentsAnnounce(t *testing.T) {
	s := newSite(t)
	c, visitor := s.agent(tickets.Agent), s.client()
	const announce = "/agents/annonces/nouvelle"
	p := c.get(announce).answers(t, "form", 200)
	if p.doc.Find(`[name=covers]`).Length() != 4 || p.doc.Find(`option[value=other]`).Length() != 0 {
		t.Error("the form has not the sorts of change, or offers one that nothing proves")
	}
	c.post(announce, form("title", "Un titre", "codes", "M180")).answers(t, "empty", 422).says(t, "Écrivez votre message.", "Indiquez quand le changement viendra", "Indiquez des codes du ROME")
	change := wanted(t, rome.OccupationCreate)
	values := form("title", "Un nouveau métier du réemploi", "text", "Le reconditionnement devient un métier.", "covers", "created", "codes", "i14, M18",
		"number", "492", "day", "2026-06-25", "public_on", "2026-06-10", "count", "1",
		"changes.1", "occupation.create", "changes.1.code", change.Domain, "changes.1.label", change.Label)
	if got := c.post(announce, plus(values, "step", "add")).answers(t, "one more", 200).doc.Find(`[name="changes.2"]`).Length(); got != 1 {
		t.Error("no second block")
	}
	c.post(announce, values).answers(t, "announce", 200).says(t, "Le changement est annoncé.", "Pas encore publique", "Sera public le", "mercredi 10 juin 2026")
	for _, path := range []string{"/annonces/1", "/annonces/1.json", "/annonces/2", "/annonces/x"} {
		visitor.read(path, 404)
	}
	if strings.Contains(visitor.get("/").body, "réemploi") || strings.Contains(visitor.get("/versions.atom").body, "réemploi") {
		t.Error("it is told before its day")
	}

	s.pass(9*24*time.Hour + time.Hour)
	visitor.read("/", 200).says(t, "Un changement majeur est annoncé", "Un nouveau métier du réemploi : dans la version 492, au plus tard le 25 juin 2026 (dans 15 jours).")
	visitor.read("/versions", 200).says(t, "Un nouveau métier du réemploi")
	visitor.read("/annonces", 200).says(t, "À venir", "(dans 15 jours)")
	visitor.read("/annonces/1", 200).says(t, "Création de métiers", "Codes concernés", "Annoncé publiquement le", "mercredi 10 juin 2026", "Changement vérifiable", "Reconditionneur", "Le service a annoncé")

	at := "/agents/annonces/1"
	p = c.get(at+"/correction").answers(t, "correction", 200)
	for field, want := range map[string]string{"title": "Un nouveau métier du réemploi", "codes": "I14 M18", "number": "492", "day": "2026-06-25", "changes.1.code": change.Domain, "changes.1.label": change.Label} {
		if got := p.doc.Find(`[name="`+field+`"]`).AttrOr("value", ""); got != want {
			t.Errorf("%s is offered as %q, want %q", field, got, want)
		}
	}
	if p.doc.Find(`[name=public_on]`).Length() != 0 || p.doc.Find(`[name=covers][value=created][checked]`).Length() != 1 {
		t.Error("the day of its publication is asked again, or its sort is lost")
	}
	values.Set("title", "Un métier du réemploi")
	values.Set("version", p.version())
	c.post(at+"/correction", values).answers(t, "correct", 200).says(t, "L’annonce est corrigée. Sa forme précédente est conservée.", "Première forme, du lundi 1er juin 2026")
	c.post(at+"/correction", values).answers(t, "stale", 409).says(t, "Une autre personne a modifié cette entrée")
	visitor.read("/annonces/1", 200).says(t, "Un métier du réemploi", "Corrigé le", "Un nouveau métier du réemploi", "Le service a corrigé l’annonce")

	s.pass(10 * 24 * time.Hour)
	s.release(2, "2026-06-19")
	must(t, s.store.FollowAnnouncements(t.Context()))
	visitor.read("/annonces/1", 200).says(t, "Venu comme annoncé", "La comparaison avec la version 492, publiée le 19 juin 2026, le montre : le changement est venu comme annoncé.", "présent dans la version 492", "Voir la preuve")
	c.get("/agents/tableau-de-bord").answers(t, "dashboard", 200).says(t, "La version 492 apporte un changement majeur, annoncé à l’avance.", "Métier créé : I1499", "annoncé le 10 juin 2026")
	if strings.Contains(visitor.get("/").body, "réemploi") {
		t.Error("what came is still told as ahead")
	}
}

func TestAgentsWithdrawAndState(t *testing.T) {
	s := newSite(t)
	c, visitor := s.agent(tickets.Agent), s.client()
	const announce = "/agents/annonces/nouvelle"
	c.post(announce, form("title", "Un format JSON", "text", "L’export aussi en JSON.", "covers", "format", "month", "2026-06")).answers(t, "in words", 200)
	c.post(announce, form("title", "Une fusion", "text", "De deux métiers.", "day", "2026-09-01")).answers(t, "to be withdrawn", 200)
	visitor.read("/annonces/1", 200).says(t, "En juin 2026 (ce mois-ci)")
	c.act("/agents/annonces/2", "/retrait", "reason", " ").answers(t, "no reason", 422).says(t, "Choisissez un motif.")
	c.act("/agents/annonces/2", "/retrait", "reason", "Le chantier est reporté.").answers(t, "withdraw", 200).says(t, "L’annonce est retirée.", "Le chantier est reporté.")
	visitor.read("/annonces", 200).says(t, "Retirée", "Annonce retirée : Le chantier est reporté.")
	c.act("/agents/annonces/2", "/retrait", "reason", "Encore.").answers(t, "twice", 409)

	s.pass(20 * 24 * time.Hour)
	s.release(2, "2026-06-19")
	must(t, s.store.FollowAnnouncements(t.Context()))
	c.get("/agents/annonces").answers(t, "list", 200).says(t, "1 annonce attend votre constat")
	c.act("/agents/annonces/1", "/constat", "outcome", "as_announced", "release", "7", "words", "w").answers(t, "no release", 422).says(t, "Indiquez le numéro d’une version importée")
	c.act("/agents/annonces/1", "/constat", "outcome", "as_announced", "release", "492", "words", "L’archive a un fichier JSON.").answers(t, "state", 200).says(t, "Votre constat est enregistré.")
	visitor.read("/annonces/1", 200).says(t, "Venu comme annoncé", "Un agent l’a constaté le dimanche 21 juin 2026, dans la version 492", "L’archive a un fichier JSON.")
}

// The feed is well formed, its entries have ids and instants, and what was
// touched last comes first.
func TestFeed(t *testing.T) {
	s := newSite(t)
	s.pass(time.Hour)
	s.lookAhead(s.staff(tickets.Manager, "planner@example.org"))
	s.pass(time.Hour)
	s.release(2, "2026-06-01")
	p := s.client().get("/versions.atom").answers(t, "feed", 200)
	if got := p.Header.Get("Content-Type"); got != "application/atom+xml; charset=utf-8" {
		t.Errorf("it is served as %s", got)
	}
	var feed struct {
		XMLName xml.Name `xml:"http://www.w3.org/2005/Atom feed"`
		ID      string   `xml:"id"`
		Updated string   `xml:"updated"`
		Author  string   `xml:"author>name"`
		Entries []struct {
			ID      string `xml:"id"`
			Title   string `xml:"title"`
			Updated string `xml:"updated"`
			Link    struct {
				Href string `xml:"href,attr"`
			} `xml:"link"`
		} `xml:"entry"`
	}
	must(t, xml.Unmarshal([]byte(p.body), &feed))
	titles, ids := "", map[string]bool{}
	for _, e := range feed.Entries {
		titles += e.Title + "|"
		ids[e.ID] = true
		if _, err := time.Parse(time.RFC3339, e.Updated); err != nil || !strings.HasPrefix(e.ID, "http") {
			t.Errorf("%+v: %v", e, err)
		}
		s.client().read(strings.TrimPrefix(e.Link.Href, s.server.URL), 200)
		s.client().read(strings.TrimPrefix(e.ID, s.server.URL), 200)
	}
	if want := "Version 492 du ROME|Annonce : Un métier disparaît|Version 491 du ROME|"; strings.ReplaceAll(titles, "\u00a0", " ") != want || len(ids) != 3 {
		t.Errorf("%s with %d ids", titles, len(ids))
	}
	if feed.Updated != feed.Entries[0].Updated || feed.Author != "Le service ROME" || feed.ID != s.server.URL+"/versions.atom" {
		t.Errorf("%+v", feed)
	}
	if s.client().get("/").doc.Find(`link[rel=alternate][href="/versions.atom"]`).Length() != 1 {
		t.Error("the front page does not name the feed")
	}
	for _, twin := range []string{"/annonces.csv", "/annonces.json"} {
		if body := s.client().get(twin).answers(t, twin, 200).body; !strings.Contains(body, "Un métier disparaît") {
			t.Errorf("%s: %s", twin, body)
		}
	}
}

// What agents see of a change that is accepted: which release can hold it.
func TestOutlookIsShown(t *testing.T) {
	s := newSite(t)
	reference := s.file(filed(wanted(t, rome.AppellationCreate))).Reference
	s.pass(40 * 24 * time.Hour) // 11 July
	c := s.agent(tickets.Agent)
	plan := func(day, cutoff string) {
		c.post("/agents/versions/prevues", form("day", day, "cutoff", cutoff)).answers(t, "plan", 200)
	}
	plan("2026-09-15", "2026-07-20")
	at := "/agents/demandes/" + reference
	c.get(at).says(t, "À retenir au plus tard le 20 juil. 2026, clôture éditoriale de la dernière version possible (15 sept. 2026), dans 9 jours.")
	kase, err := s.store.Case(t.Context(), tickets.Machine, reference)
	must(t, err)
	by := s.staff(tickets.Manager, "decider@example.org")
	must(t, s.store.Decide(t.Context(), by, kase.ID, kase.Version, []tickets.Choice{{Proposal: 1, Outcome: tickets.Accept}}, tickets.LetterText{Subject: "s", Text: "t"}))
	s.letters()
	const line = "Dernière version possible : 15 sept. 2026, clôture éditoriale le 20 juil. 2026, dans 9 jours."
	c.get(at).says(t, "Clôture dans 9 jours", line)
	c.get("/agents").says(t, "Clôture dans 9 jours", "Dernière version possible : 15 sept. 2026, clôture éditoriale le 20 juil. 2026")
	c.get("/agents/tableau-de-bord").says(t, "Ce qu’elle doit porter : 1 évolution retenue", reference, "11 juil. 2026")
	c.act("/agents/versions/prevues/1", "", "day", "2026-10-20", "cutoff", "2026-09-20").answers(t, "put off", 200)
	const lost = "Aucune version prévue ne peut plus tenir l’échéance du 1er oct. 2026 (dans 82 jours)."
	c.get(at).says(t, "Échéance intenable", lost)
	c.get("/agents").says(t, "Échéance intenable")
	c.get("/agents/tableau-de-bord").says(t, "1 évolution retenue que plus aucune version ne peut porter à temps", lost)
	if body := c.get("/agents/demandes.json").body; !strings.Contains(body, `"outlook":"impossible"`) {
		t.Errorf("the twin of the queue: %s", body)
	}
	var out struct {
		Next map[string]any   `json:"next_release"`
		Lost []map[string]any `json:"lost"`
	}
	must(t, json.Unmarshal([]byte(c.get("/agents/tableau-de-bord.json").body), &out))
	if out.Next["day"] != "2026-10-20" || out.Next["basis"] != "calendar" || len(out.Lost) != 1 || out.Lost[0]["reference"] != reference {
		t.Errorf("the twin of the dashboard: %+v", out)
	}
}
