package web_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"testing"
	"time"

	"vigie/rome/sample"
	"vigie/tickets"
	"vigie/web"
)

// sourceSite is a site with the first sample release, whose source answers with
// the second.
func sourceSite(t *testing.T) (s *site, seen *tickets.SourceSeen) {
	t.Helper()
	archive, err := sample.Zip(sample.Second("2026-05-30"))
	must(t, err)
	sum := sha256.Sum256(archive)
	seen = &tickets.SourceSeen{
		URL: "https://source.example/csv", Status: 200, Archive: archive, SHA256: hex.EncodeToString(sum[:]), Took: 1240 * time.Millisecond,
		Catalogue: tickets.CatalogueSeen{Outcome: tickets.CatalogueRead, URL: "https://source.example/csv", UpdatedAt: time.Date(2026, 5, 30, 9, 0, 0, 0, time.UTC)},
	}
	s = siteWith(t, func(c *tickets.Config, _ *web.Config) {
		c.Source = &tickets.Source{URL: "https://source.example/csv", Hour: 6, Ask: func(context.Context) tickets.SourceSeen { return *seen }}
	})
	s.release(1, "2026-05-04")
	return s, seen
}

// work does what a worker does.
func (s *site) work() {
	s.t.Helper()
	must(s.t, s.store.Follow(s.t.Context()))
	must(s.t, s.store.Sweep(s.t.Context(), func(context.Context, tickets.Outgoing) error { return nil }))
}

const releases = "/agents/versions"

func TestTheSourceIsAskedInTheBackground(t *testing.T) {
	s, seen := sourceSite(t)
	c := s.agent(tickets.Agent)
	c.get(releases).answers(t, "before", 200).says(t, "Dernière interrogationJamais", "https://source.example/csv", "Elle attend la décision d’un responsable", "Interroger la source")
	p := c.post(releases+"/source", url.Values{}).answers(t, "ask", 200)
	p.says(t, "Interrogation demandée", "Demandée par Camille Roy à 10 h 00", "Vous pouvez quitter cette page")
	if p.doc.Find(`form[action$="/source"]`).Length() != 0 {
		t.Error("it can be asked twice")
	}
	c.post(releases+"/source", url.Values{}).answers(t, "ask twice", 200)
	if again := c.get(releases); again.text("[role=status] h2") != "Interrogation demandée" {
		t.Error("coming back, it is not said")
	}
	s.pass(time.Minute)
	s.work()
	p = c.get(releases)
	p.says(t, "Version 492 Attend une décision", "27 changements par rapport à la version 491.", "samedi 30 mai 2026", "Appellation ajoutée 4",
		"Métiers4342+1", "Un responsable décide de l’importer.", "1er juin 2026 à 10 h 01 Nouvelle version", "Demandée par Camille Roy", "Statut 200, 41 ko, en 1,2 s",
		"Dit avoir été mise à jour le 30 mai 2026.", "Demain vers 6 h")
	if n := p.doc.Find(`form[action*="/trouvees/"]`).Length(); n != 0 {
		t.Errorf("an agent may decide in %d ways", n)
	}
	c.post(releases+"/trouvees/1/import", url.Values{}).answers(t, "an agent imports", 403)

	// What fails is said in French, with what can be done.
	*seen = tickets.SourceSeen{URL: "https://source.example/csv", Fault: "blocked", Status: 409}
	c.post(releases+"/source", url.Values{}).answers(t, "ask", 200)
	s.work()
	c.get(releases).says(t, "Échec", "La source n’a pas donné de version : un pare-feu nous prend pour un robot.", "se présente sous le nom « Vigie »", "Statut 409")
	*seen = tickets.SourceSeen{URL: "https://source.example/csv", Fault: "busy", Status: 429, Hold: 2 * time.Hour}
	c.post(releases+"/source", url.Values{}).answers(t, "ask", 200)
	s.work()
	p = c.get(releases)
	p.says(t, "La source demande d’attendre jusqu’à 12 h 01 le 1er juin 2026.")
	if p.doc.Find(`form[action$="/source"]`).Length() != 0 {
		t.Error("it can be asked before its time")
	}
	c.post(releases+"/source", url.Values{}).answers(t, "ask all the same", 429).says(t, "Rien n’a été changé", "La source demande d’attendre")
}

func TestAManagerDecides(t *testing.T) {
	s, seen := sourceSite(t)
	s.work()
	c := s.agent(tickets.Manager)
	p := c.get(releases).answers(t, "found", 200)
	p.says(t, "Version 492 Attend une décision")
	if got := p.doc.Find(`main .btn:not(.second)`).Length(); got != 1 {
		t.Errorf("%d primary acts", got)
	}
	p = c.post(releases+"/trouvees/1/refus", url.Values{}).answers(t, "decline", 200)
	p.says(t, "La version ne sera pas importée, et ne sera plus proposée.", "Annuler, reprendre l’examen", "Version 492 Non importée", ", par Camille Roy")
	c.post(releases+"/trouvees/1/import", url.Values{}).answers(t, "import what was declined", 409).says(t, "Rien n’a été changé", "Cette version a été décidée entre-temps")
	s.pass(24 * time.Hour)
	s.work()
	c = s.agent(tickets.Manager)
	c.get(releases).says(t, "celle qu’il a été décidé de ne pas importer", "Version 492 Non importée")

	if again := c.get(releases); again.doc.Find(`[role=status]`).Length() != 0 {
		t.Error("what was done is said for ever")
	}
	p = c.post(releases+"/trouvees/1/reprise", url.Values{}).answers(t, "take up again", 200)
	p.says(t, "La version attend de nouveau une décision.", "Version 492 Attend une décision")
	p = c.post(releases+"/trouvees/1/import", url.Values{}).answers(t, "import", 200)
	p.says(t, "La version est importée dans un instant", "Version 492 Import en cours")
	if p.doc.Find(`form[action*="/trouvees/"]`).Length() != 0 {
		t.Error("what is being imported can be decided about")
	}
	s.work()
	p = c.get(releases)
	p.says(t, "Ce que la version 492 a intégré", "492 Actuelle")
	if p.doc.Find("article.card").Length() != 0 {
		t.Error("what was imported is still offered")
	}
	for _, path := range []string{"/trouvees/99/import", "/trouvees/x/import"} {
		c.post(releases+path, url.Values{}).answers(t, path, 404)
	}
	// The same content under another number of bytes is nothing new.
	seen.SHA256 = "0000000000000000000000000000000000000000000000000000000000000000"
	s.pass(24 * time.Hour)
	s.work()
	s.agent(tickets.Manager).get(releases).says(t, "La version qui s’y trouve est déjà enregistrée.")
}

func TestWithoutASource(t *testing.T) {
	s := newSite(t)
	c := s.agent(tickets.Admin)
	c.get(releases).says(t, "La source n’est pas interrogée par ce service.", "vigie release import")
	c.post(releases+"/source", url.Values{}).answers(t, "ask", 409).says(t, "Rien n’a été changé")
}
