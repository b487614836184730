package web_test

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"vigie/tickets"
)

func TestAgentsTakeALetterBack(t *testing.T) {
	s := mailSite(t)
	ref := s.fileTwo()
	s.letters()
	c := s.agent(tickets.Agent)
	at := "/agents/demandes/" + ref
	letter := url.Values{"version": {c.get(at).version()}, "subject": {"Votre demande"}, "text": {"Bonjour,\n\nNous l’étudions."}, "step": {"send"}}
	s.pass(15 * time.Second)
	p := c.post(at+"/reponse", letter).answers(t, "send", 200)
	p.says(t, "La réponse part dans 60 secondes", "Reprendre la lettre", "En attente d’envoi")
	s.pass(20 * time.Second)
	p = c.get(at)
	p.says(t, "La réponse part dans 40 secondes")
	form := p.doc.Find(`form[action$="/reprise"]`)
	if form.Length() != 1 {
		t.Fatalf("%d ways to take the letter back", form.Length())
	}
	number := form.Find("[name=letter]").AttrOr("value", "")
	p = c.act(at, "/reprise", "letter", number).answers(t, "recall", 200)
	p.says(t, "La lettre est reprise : elle ne partira pas.", "Reprise avant l’envoi", "a repris la lettre avant son envoi : réponse")
	if got := p.doc.Find("#answer-text").Text(); got != "Bonjour,\n\nNous l’étudions." || p.doc.Find("#answer-subject").AttrOr("value", "") != "Votre demande" || p.doc.Find("details#form-answer[open]").Length() != 1 {
		t.Errorf("the editor has %q", got)
	}
	s.pass(time.Hour)
	if got := s.letters(); len(got) != 0 {
		t.Fatalf("it was sent all the same: %+v", got)
	}
	c = s.agent(tickets.Agent)
	c.act(at, "/reprise", "letter", number).answers(t, "twice", 422)
	c.act(at, "/reprise", "letter", "x").answers(t, "no letter", 404)

	// Sent again, it goes; then it is too late, and said so.
	letter.Set("version", c.get(at).version())
	c.post(at+"/reponse", letter).answers(t, "send again", 200)
	again := c.get(at + "?reprise=" + number)
	if strings.Contains(again.doc.Find("#answer-text").Text(), "Nous l’étudions.") {
		t.Error("an old letter comes back after another was written")
	}
	number = again.doc.Find(`form[action$="/reprise"] [name=letter]`).AttrOr("value", "")
	s.pass(2 * time.Minute)
	if got := c.get(at).doc.Find(`form[action$="/reprise"]`); got.Length() != 1 {
		t.Errorf("a letter that nobody took yet can be taken back in %d ways", got.Length())
	}
	if got := s.letters(); len(got) != 1 {
		t.Fatalf("%d letters", len(got))
	}
	p = c.act(at, "/reprise", "letter", number).answers(t, "too late", 422)
	p.says(t, "Rien n’a été changé", "La lettre est déjà partie : elle ne peut plus être reprise.")
	if p.doc.Find(`form[action$="/reprise"]`).Length() != 0 {
		t.Error("a letter that has gone can be taken back")
	}
}

// With a decision's letter the decisions come back too, and the words of both.
func TestAgentsTakeADecisionBack(t *testing.T) {
	s := mailSite(t)
	ref := s.fileTwo()
	s.letters()
	c := s.agent(tickets.Agent)
	at := "/agents/demandes/" + ref
	form := url.Values{
		"version": {c.get(at).version()}, "proposals.1": {"accept"}, "proposals.1.words": {"Attesté."},
		"proposals.2": {"decline"}, "proposals.2.reason": {"obsolete"}, "proposals.2.words": {"Métier disparu."},
		"subject": {"Décision"}, "text": {"Ma lettre, écrite avec soin."}, "step": {"send"},
	}
	p := c.post(at+"/decision", form).answers(t, "decide", 200)
	p.says(t, "La décision est enregistrée. La lettre part dans 60 secondes", "Retenue, en attente")
	p = c.act(at, "/reprise", "letter", p.doc.Find(`form[action$="/reprise"] [name=letter]`).AttrOr("value", "")).answers(t, "recall", 200)
	decide := p.doc.Find(`details#form-decide[open] form`)
	if decide.Length() != 1 || decide.Find("#decide-proposals-1-words").Text() != "Attesté." || decide.Find(`#decide-proposals-2-reason [selected]`).AttrOr("value", "") != "obsolete" ||
		decide.Find(`[name="proposals.1"][checked]`).AttrOr("value", "") != "accept" {
		t.Error("the decisions did not come back into the form")
	}
	again := url.Values{"version": {p.version()}, "step": {"preview"}, "resumed": {decide.Find("[name=resumed]").AttrOr("value", "")}}
	for _, name := range []string{"proposals.1", "proposals.1.words", "proposals.2", "proposals.2.reason", "proposals.2.words"} {
		again.Set(name, form.Get(name))
	}
	if got := c.post(at+"/decision", again).answers(t, "preview", 200).doc.Find("textarea[name=text]").Text(); got != "Ma lettre, écrite avec soin." {
		t.Errorf("the letter came back as %q", got)
	}
	// What is decided otherwise is told otherwise.
	again.Set("proposals.1", "decline")
	again.Set("proposals.1.reason", "obsolete")
	if got := c.post(at+"/decision", again).answers(t, "other preview", 200).doc.Find("textarea[name=text]").Text(); strings.Contains(got, "avec soin") || !strings.Contains(strings.ReplaceAll(got, "\u00a0", " "), "non retenue") {
		t.Errorf("the letter of other decisions is %q", got)
	}
	id, err := s.store.ID(t.Context(), ref)
	must(t, err)
	kase, err := s.store.CaseByID(t.Context(), tickets.Machine, id)
	must(t, err)
	if kase.Undecided() != 2 {
		t.Errorf("%d changes are undecided", kase.Undecided())
	}
}
