package web_test

import (
	"errors"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"vigie/rome"
	"vigie/tickets"
)

// filed is a request with two changes, its private path and that of its
// confirmation.
func (s *site) filed(t *testing.T, b *client) (ticket *tickets.Case, track, confirm string) {
	t.Helper()
	draft := b.begin(url.Values{"code": {"M1805"}})
	b.ask(draft, rome.AppellationCreate, url.Values{"label": {"Ingénieur / Ingénieure SRE"}})
	b.ask(draft, rome.MobilityAdd, url.Values{"to": {"I1401"}})
	ticket = b.send(draft, author())
	for _, l := range s.letters() {
		if m := regexp.MustCompile(`/suivi/\S+/confirmer`).FindString(l.Text); m != "" {
			confirm = m
		}
	}
	if confirm == "" {
		t.Fatal("no acknowledgement asks to confirm")
	}
	return ticket, "/suivi/" + ticket.Track, confirm
}

func TestConfirm(t *testing.T) {
	s := newSite(t)
	b := s.client()
	ticket, track, confirm := s.filed(t, b)
	private := func(when string) {
		t.Helper()
		if _, err := s.store.PublicCase(t.Context(), ticket.Reference); !errors.Is(err, tickets.ErrNotFound) {
			t.Errorf("%s, the request is public: %v", when, err)
		}
	}
	if got := b.get(track).text(".notice"); !strings.Contains(got, "Votre demande est privée") {
		t.Errorf("before: %q", got)
	}
	p := b.get(confirm)
	if p.StatusCode != http.StatusOK || p.doc.Find("main form button").Length() != 1 || !strings.Contains(p.text("main"), ticket.Reference) {
		t.Errorf("the link shows %d %q", p.StatusCode, p.text("main"))
	}
	private("after a GET")
	if p = b.post(track+"/confirmer", nil); p.StatusCode != http.StatusNotFound {
		t.Errorf("the private link confirms: %d", p.StatusCode)
	}
	private("after the private link")
	if strings.Contains(b.get(track).body, confirm) {
		t.Error("the private page gives the confirmation away")
	}
	for range 2 { // confirming twice changes nothing
		p = b.post(confirm, nil)
		if p.text("h1") != "Votre adresse est confirmée" || p.doc.Find(`main a[href="/demandes/`+ticket.Reference+`"]`).Length() != 1 {
			t.Errorf("confirmed: %d %q", p.StatusCode, p.text("main"))
		}
	}
	if _, err := s.store.PublicCase(t.Context(), ticket.Reference); err != nil {
		t.Errorf("confirmed, the request is not public: %v", err)
	}
	if p = b.get(track); strings.Contains(p.text("main"), "est privée") || p.doc.Find(`main a[href="/demandes/`+ticket.Reference+`"]`).Length() != 1 {
		t.Error("the private page has not noticed")
	}
}

func TestTrackWrites(t *testing.T) {
	s := newSite(t)
	b := s.client()
	ticket, track, _ := s.filed(t, b)
	for range 2 { // a double click
		p := b.submit(b.get(track), url.Values{"text": {"Une précision.\r\nMerci."}})
		if p.Request.URL.Query().Get("ecrit") != "1" || !strings.Contains(p.text(".msg"), "Une précision.") {
			t.Errorf("written: %d %s", p.StatusCode, p.text("main"))
		}
	}
	got, err := s.store.Case(t.Context(), tickets.Machine, ticket.Reference)
	must(t, err)
	var texts []string
	for _, e := range got.Events {
		if _, ok := e.Fact.(tickets.Messaged); ok {
			texts = append(texts, e.Personal.Text)
		}
	}
	if len(texts) != 1 || texts[0] != "Une précision.\nMerci." {
		t.Errorf("the journal has %q", texts)
	}
	for _, text := range []string{" ", strings.Repeat("é", 30_000), "a\x00b"} {
		p := b.post(track, url.Values{"text": {text}})
		refused(t, "a message", p)
	}
	if p := b.post(track, url.Values{"text": {"gardé\x00"}}); !strings.Contains(p.text("#text"), "gardé") {
		t.Error("a refused message is lost")
	}
}

func TestTrackShows(t *testing.T) {
	s := newSite(t)
	b := s.client()
	ticket, track, _ := s.filed(t, b)
	agent := s.staff(tickets.Agent, "agent@example.org")
	must(t, s.store.Note(t.Context(), agent, ticket.ID, ticket.Version, "Ne pas montrer."))
	version := func() int {
		c, err := s.store.Case(t.Context(), tickets.Machine, ticket.Reference)
		must(t, err)
		return c.Version
	}
	must(t, s.store.Decide(t.Context(), agent, ticket.ID, version(), []tickets.Choice{
		{Proposal: 1, Outcome: tickets.Accept, Words: "Attesté."},
		{Proposal: 2, Outcome: tickets.Decline, Reason: tickets.NoUse, Words: "Rare."},
	}, tickets.LetterText{Subject: "Décision", Text: "Nous retenons la première."}))
	s.letters()
	p := b.get(track)
	text := p.text("main")
	for _, want := range []string{"Retenue", "Attesté.", "Non retenue", "Rare.", "Nous retenons la première.", "Réponse envoyée", "Le service", "pas encore présente dans la version 491"} {
		if !strings.Contains(text, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	for _, never := range []string{"Ne pas montrer", "Camille", "agent@example.org"} {
		if strings.Contains(p.body, never) {
			t.Errorf("the page says %q", never)
		}
	}
}

func TestWithdraw(t *testing.T) {
	s := newSite(t)
	b := s.client()
	ticket, track, _ := s.filed(t, b)
	p := b.get(track + "/retirer")
	if !strings.Contains(p.text("h1"), ticket.Reference) {
		t.Errorf("what is taken back is not named: %q", p.text("h1"))
	}
	state := func() tickets.Closing {
		c, err := s.store.Case(t.Context(), tickets.Machine, ticket.Reference)
		must(t, err)
		return c.Closed
	}
	if state() != "" {
		t.Error("asking took it back")
	}
	for range 2 {
		p = b.post(track+"/retirer", nil)
		if !strings.Contains(p.text(".notice"), "retirée") || p.doc.Find(`a[href$="/retirer"]`).Length() != 0 {
			t.Errorf("taken back: %d %s", p.StatusCode, p.text("main"))
		}
	}
	if state() != tickets.WithdrawnByIt {
		t.Errorf("closed as %q", state())
	}
}

// Whatever opens nothing is the same page, so that nobody learns from it.
func TestTrackTokens(t *testing.T) {
	s := newSite(t)
	b := s.client()
	first, track, confirm := s.filed(t, b)
	second, _, _ := s.filed(t, b)
	_, mac, _ := strings.Cut(second.Track, "-")
	id, _, _ := strings.Cut(first.Track, "-")
	unknown := b.get("/suivi/zzzz-aaaaaaaaaaaaaaaaaaaaaaaaaa")
	if unknown.StatusCode != http.StatusNotFound {
		t.Fatalf("an unknown token answers %d", unknown.StatusCode)
	}
	must(t, s.store.Relink(t.Context(), s.staff(tickets.Agent, "a@example.org"), first.ID, first.Version))
	for name, path := range map[string]string{
		"no token": "/suivi/x", "another ticket's": "/suivi/" + id + "-" + mac, "revoked": track, "a confirmation's": strings.TrimSuffix(confirm, "/confirmer"),
	} {
		p := b.get(path)
		if p.StatusCode != http.StatusNotFound || p.body != unknown.body {
			t.Errorf("%s: %d", name, p.StatusCode)
		}
		for _, end := range []string{"", "/confirmer", "/retirer"} {
			if p := b.post(path+end, url.Values{"text": {"x"}}); p.StatusCode != http.StatusNotFound {
				t.Errorf("%s%s: POST answers %d", name, end, p.StatusCode)
			}
		}
	}
}
