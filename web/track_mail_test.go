package web_test

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"vigie/tickets"
)

// A request by mail, as its author sees it: own words, the service's letters
// once they have left, and nothing of anybody else's.
func TestTrackOfAMail(t *testing.T) {
	s := mailSite(t)
	b := s.client()
	_, placed := s.mail(tickets.Inbox, request(t))
	ref := placed.Reference
	ack := s.letters()[0]
	confirm := regexp.MustCompile(`/suivi/\S+/confirmer`).FindString(ack.Text)
	track := strings.TrimSuffix(regexp.MustCompile(`/suivi/\S+\n`).FindString(ack.Text), "\n")
	if ack.Thread[len(ack.Thread)-1] != "first@example.org" || confirm == "" || track == "" || track == confirm {
		t.Fatalf("the acknowledgement answers %v, with the links %q and %q", ack.Thread, track, confirm)
	}
	if ack.Subject != "Re: ["+ref+"] Deux appellations" || ack.Topic != "Deux appellations" || !strings.Contains(ack.Text, "\n> Merci d’ajouter ces deux appellations à M1805.\n") {
		t.Errorf("the acknowledgement of %q is %q: %s", ack.Topic, ack.Subject, ack.Text)
	}
	p := b.get(track)
	for _, want := range []string{
		"Deux appellations", "date d’arrivée dans notre boîte", "Merci d’ajouter ces deux appellations à M1805.", "note.pdf", "Votre demande est privée", "sauf si vous en décidez autrement",
	} {
		if !strings.Contains(p.text("main"), want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	for _, never := range []string{"logo.png", "Fédération du numérique", "à qualifier", "confirmer votre adresse"} {
		if strings.Contains(p.text("main"), never) {
			t.Errorf("the page says %q", never)
		}
	}

	agent := s.staff(tickets.Agent, "agent@example.org")
	read := func() *tickets.Case {
		c, err := s.store.Case(t.Context(), tickets.Machine, ref)
		must(t, err)
		return c
	}
	ask := func(text string) {
		c := read()
		must(t, s.store.Reply(t.Context(), agent, c.ID, c.Version, tickets.AskBack, tickets.LetterText{Subject: "Une précision", Text: text}))
	}
	said := func(text string, want bool) {
		t.Helper()
		if got := strings.Contains(b.get(track).text("main"), text); got != want {
			t.Errorf("the page says %q: %t, want %t", text, got, want)
		}
	}
	ask("Une question reprise.")
	said("Une question reprise.", false)
	must(t, s.store.Recall(t.Context(), agent, read().ID, 2))
	s.pass(2 * time.Minute)
	s.letters()
	said("Une question reprise.", false)
	ask("Laquelle des deux ?")
	said("Laquelle des deux ?", false)
	s.pass(2 * time.Minute)
	question := s.letters()[0]
	said("Laquelle des deux ?", true)

	reply := tickets.Reading{
		MessageID: "second@example.org", Thread: []string{question.MessageID}, Kind: tickets.RequestMail, Auth: tickets.AuthPass,
		Name: "Léa Petit", Address: "lea@example.org", Subject: "Re: Une précision", Said: "La première.", Text: "La première.", BodyKey: "second",
	}
	_, placed = s.mail(tickets.Inbox, reply)
	if placed.Outcome != tickets.AttachedReply {
		t.Fatalf("the reply is %+v", placed)
	}
	said("La première.", true)
	said("Votre message du lundi 1er juin 2026", true)
	reply.MessageID, reply.BodyKey, reply.Said, reply.Address = "third@example.net", "third", "Moi je ne suis pas d’accord.", "max@example.net"
	if _, placed = s.mail(tickets.Inbox, reply); placed.Outcome != tickets.AttachedReply {
		t.Fatalf("a stranger's reply is %+v", placed)
	}
	said("pas d’accord", false)

	p = b.get(confirm)
	if p.text("h1") != "Rendre votre demande publique ?" || strings.Contains(p.text("main"), "onfirm") {
		t.Errorf("the link asks %q", p.text("main"))
	}
	if read().Public() {
		t.Error("opening the link made it public")
	}
	if p = b.post(confirm, nil); p.text("h1") != "Votre choix est enregistré" {
		t.Errorf("the button says %q", p.text("main"))
	}
	p = b.get("/demandes/" + ref)
	if got := p.text("main"); !strings.Contains(got, "date d’arrivée dans notre boîte") || strings.Contains(got, "Merci d’ajouter") || strings.Contains(got, "Laquelle") || strings.Contains(got, "La première") {
		t.Errorf("the public reads %q", got)
	}
}
