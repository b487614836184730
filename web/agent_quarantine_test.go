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

	"vigie/tickets"
)

const quarantine = "/agents/quarantaine"

// settlePath is the address of an act on a message in quarantine.
func settlePath(id int64, what string) string {
	return quarantine + "/" + strconv.FormatInt(id, 10) + "/" + what
}

func TestQuarantineIsEmpty(t *testing.T) {
	s := mailSite(t)
	c := s.agent(tickets.Agent)
	p := c.get(quarantine).answers(t, "empty", 200)
	p.says(t, "Aucun message en quarantaine", "le délai de réponse y court", "Voir l’état de la messagerie")
	if p.doc.Find(".nav .count").Length() != 0 {
		t.Error("the navigation counts nothing")
	}
}

func TestAgentsPlaceAMessage(t *testing.T) {
	s := mailSite(t)
	ref := s.fileTwo()
	s.letters()
	id, placed := s.mail(tickets.Inbox, stranger(ref))
	if placed.Outcome != tickets.QuarantinedMail {
		t.Fatalf("it became %+v", placed)
	}
	s.pass(26 * 24 * time.Hour)
	c := s.agent(tickets.Agent)
	p := c.get(quarantine).answers(t, "waiting", 200)
	p.says(t, "1 message attend. Rien n’en sort tout seul", "Réponse dans 4 jours", "Max Inconnu <max@example.net>", "Je confirme ce que dit Léa.",
		"Il cite la référence d’une demande, mais son expéditeur n’y participe pas.", "le message cite cette référence",
		"lundi 1er juin 2026 à 10 h 00, date donnée par le serveur de messagerie", "Pourquoi cette date ?", "Cette date est donnée par le serveur de messagerie")
	if got := p.text(".nav [aria-current]"); !strings.HasPrefix(got, "Quarantaine 1") {
		t.Errorf("the navigation says %q", got)
	}
	card := p.doc.Find("#message-" + strconv.FormatInt(id, 10))
	primary := card.Find(".btn:not(.second)")
	if primary.Length() != 1 || primary.Text() != "Rattacher à "+ref || primary.AttrOr("data-key", "") != "p" {
		t.Errorf("the primary act is %q", primary.Text())
	}

	bad := c.post(settlePath(id, "rattachement"), url.Values{"reference": {"ROME-2026-99999"}}).answers(t, "unknown reference", 422)
	field := bad.doc.Find("#place-" + strconv.FormatInt(id, 10) + "-reference")
	if field.AttrOr("value", "") != "ROME-2026-99999" || field.AttrOr("aria-invalid", "") != "true" || bad.doc.Find(".summary a").Length() != 1 {
		t.Error("the unknown reference is not shown where it was typed")
	}
	// As people write it.
	loose := strings.ToLower(strings.ReplaceAll(ref, "-000", " "))
	done := c.post(settlePath(id, "rattachement"), url.Values{"reference": {loose}}).answers(t, "place", 200)
	done.says(t, "Le message est rattaché à une demande.", "Voir "+ref, "Aucun message en quarantaine")
	c.get("/agents/demandes/"+ref).says(t, "Je confirme ce que dit Léa.", "Max Inconnu", "a rattaché un message de la quarantaine")

	again := c.post(settlePath(id, "rattachement"), url.Values{"reference": {ref}}).answers(t, "place twice", 409)
	again.says(t, "Ce message vient d’être traité, ou remis à lire, par quelqu’un d’autre.")
	if got := c.post(settlePath(99999, "rattachement"), url.Values{"reference": {ref}}); got.StatusCode != http.StatusNotFound {
		t.Errorf("a message that is not there: %d", got.StatusCode)
	}
}

func TestAgentsOpenARequestFromQuarantine(t *testing.T) {
	s := mailSite(t)
	ref := s.fileTwo()
	id, _ := s.mail(tickets.Inbox, stranger(ref))
	c := s.agent(tickets.Agent)
	p := c.post(settlePath(id, "ouverture"), nil).answers(t, "open", 200)
	p.says(t, "Le message a ouvert une demande.")
	opened := p.doc.Find(".notice a").AttrOr("href", "")
	c.get(opened).answers(t, "opened", 200).says(t, "Message à qualifier", "Max Inconnu", "a ouvert la demande avec un message de la quarantaine")
	c.get("/agents").says(t, "À qualifier", "Courriel")
}

func TestDismissingIsUndone(t *testing.T) {
	s := mailSite(t)
	spam := stranger("ROME-2026-77777")
	spam.Kind, spam.KindWhy, spam.Subject = tickets.SpamMail, "x-spam-flag", "Gagnez un voyage"
	id, _ := s.mail(tickets.Inbox, spam)
	c := s.agent(tickets.Agent)
	p := c.get(quarantine)
	if got := p.text(".card .btn:not(.second)"); got != "Classer : indésirable" {
		t.Errorf("the primary act on spam is %q", got)
	}
	c.post(settlePath(id, "classement"), url.Values{"reason": {"loose"}}).answers(t, "not a reason", 422)
	p = c.post(settlePath(id, "classement"), url.Values{"reason": {"list"}}).answers(t, "dismiss", 200)
	p.says(t, "Le message est classé sans suite.", "Annuler", "Gagnez un voyage", "Envoi automatique", "par Camille Roy")
	undo := p.doc.Find(`.notice form`).AttrOr("action", "")
	if undo != settlePath(id, "remise") {
		t.Fatalf("it is undone at %q", undo)
	}
	c.post(undo, nil).answers(t, "undo", 200).says(t, "Le message attend de nouveau en quarantaine.", "1 message attend")
	c.post(undo, nil).answers(t, "undo twice", 409)
	c.post(settlePath(id, "classement"), url.Values{"reason": {"spam"}})
	if p = c.get(quarantine); p.doc.Find(`#classes ~ table form[action="`+undo+`"]`).Length() != 1 {
		t.Error("what was put aside cannot be taken back later")
	}
	c.get("/agents/messages/"+strconv.FormatInt(id, 10)).answers(t, "dismissed", 200).says(t, "Classé sans suite", "Remettre en quarantaine")
}

func TestAgentsHaveAMessageReadAgain(t *testing.T) {
	s := mailSite(t)
	ref := s.fileTwo()
	id, _ := s.mail(tickets.Inbox, stranger(ref))
	c := s.agent(tickets.Agent)
	c.post(settlePath(id, "relecture"), nil).answers(t, "read again", 200).says(t, "Le message est relu", "Aucun message en quarantaine")
	c.get("/agents/messages/"+strconv.FormatInt(id, 10)).says(t, "Pas encore lu")
	c.post(settlePath(id, "relecture"), nil).answers(t, "twice", 409)
}

// What crashed the parser has a request that keeps its deadline, and is placed
// with it.
func TestAgentsKeepWhatCouldNotBeRead(t *testing.T) {
	s := mailSite(t)
	r := stranger("")
	r.References, r.Degraded, r.Said, r.Text = nil, []string{"unreadable"}, "", ""
	kept := s.keep(tickets.Inbox, r)
	must(t, s.store.GiveUpMail(t.Context(), tickets.Placing{Mail: kept, Reading: r}))
	c := s.agent(tickets.Agent)
	p := c.get(quarantine)
	p.says(t, "Il n’a pas pu être lu, trois fois de suite.", "En attendant, ROME-2026-00001 garde son délai.", "sa lecture a échoué")
	c.get("/agents/demandes/ROME-2026-00001").answers(t, "minimal", 200).says(t, "Ce message attend en quarantaine")
	p = c.post(settlePath(kept.ID, "ouverture"), nil).answers(t, "keep", 200)
	p.says(t, "Voir ROME-2026-00001")
}

func TestQuarantineTwins(t *testing.T) {
	s := mailSite(t)
	ref := s.fileTwo()
	id, _ := s.mail(tickets.Inbox, stranger(ref))
	c := s.agent(tickets.Agent)
	p := c.get(quarantine+".csv").answers(t, "csv", 200)
	table, err := csv.NewReader(strings.NewReader(p.body)).ReadAll()
	must(t, err)
	if len(table) != 2 || table[1][0] != strconv.FormatInt(id, 10) || table[1][1] != "stranger" || table[1][7] != ref {
		t.Errorf("the table is %v", table)
	}
	j := c.get(quarantine+".json").answers(t, "json", 200)
	var rows []struct {
		Mail     int64
		ReplyDue string `json:"reply_due"`
	}
	must(t, json.Unmarshal([]byte(j.body), &rows))
	if len(rows) != 1 || rows[0].Mail != id || rows[0].ReplyDue != "2026-07-01" {
		t.Errorf("the document is %s", j.body)
	}
	if both := p.body + j.body; strings.Contains(both, "Inconnu") || strings.Contains(both, "max@") || strings.Contains(both, "confirme") {
		t.Error("the exports name a person, or say what was written")
	}
}
