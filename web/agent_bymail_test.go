package web_test

import (
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"vigie/rome"
	"vigie/tickets"
)

// act sends a form of a ticket with the version of its page.
func (c *client) act(at, what string, pairs ...string) *page {
	c.s.t.Helper()
	form := url.Values{"version": {c.get(at).version()}}
	for i := 0; i < len(pairs); i += 2 {
		form.Add(pairs[i], pairs[i+1])
	}
	return c.post(at+what, form)
}

func TestAgentsQualifyARequestByMail(t *testing.T) {
	s := mailSite(t)
	_, placed := s.mail(tickets.Inbox, request(t))
	at := "/agents/demandes/" + placed.Reference
	c := s.agent(tickets.Agent)
	c.get("/agents").answers(t, "queue", 200).says(t, "À qualifier", "Deux appellations", "Courriel")
	p := c.get(at).answers(t, "ticket", 200)
	p.says(t, "Message à qualifier : Deux appellations", "Merci d’ajouter ces deux appellations à M1805.", "Voir tout le message", "Voir la mise en page", "Signé",
		"Qualifier la demande", "pas encore présente dans la version 491", "Codes ROME cités", "n’existe plus", "C’est une question",
		"a ouvert la demande avec un courriel", "Cette date est donnée par le serveur de messagerie", "logo.png", "image PNG", "Aucun virus trouvé")
	suggestions := p.doc.Find(`#form-propose form.card[data-item]`)
	if suggestions.Length() != 2 || suggestions.Find(`button[data-key=p]`).Length() != 2 || p.doc.Find(`#form-propose [data-key=a]`).Length() != 1 {
		t.Fatalf("%d suggestions", suggestions.Length())
	}
	if p.doc.Find(`#form-propose a[href="/metiers/M1805"]`).Length() != 2 {
		t.Error("the codes that are named lead nowhere")
	}
	if p.doc.Find(`main .btn:not(.second,.quiet,.danger)`).Length() != 1 {
		t.Error("more than one primary act")
	}

	// One is confirmed; it is then among the changes and no longer suggested.
	wish := suggestions.First().Find("[name=wish]").AttrOr("value", "")
	p = c.act(at, "/evolutions", "wish", wish).answers(t, "one", 200)
	p.says(t, "L’évolution est ajoutée à la demande.", "a ajouté 1 évolution à la demande", "Demande d’évolution", "Évolution suggérée")
	if p.doc.Find(`#form-propose form.card`).Length() != 1 || p.doc.Find(`aside article.card`).Length() != 1 {
		t.Error("what was confirmed is still suggested, or is no change")
	}
	c.act(at, "/evolutions", "wish", wish).answers(t, "twice", 422).says(t, "Rien n’a été changé", "Indiquez au moins une évolution.")
	c.act(at, "/nature", "type", "question").answers(t, "sort a request", 422).says(t, "Rien n’a été changé")
	c.post(at+"/evolutions", url.Values{"version": {"0"}, "wish": {p.doc.Find(`[name=wish]`).AttrOr("value", "")}}).answers(t, "stale", 409)

	// A second message suggests one more; all are confirmed at once, each with
	// the clock of its own message.
	s.pass(10 * 24 * time.Hour)
	more := request(t)
	more.MessageID, more.BodyKey, more.Thread, more.Files = "second@example.org", "second", []string{"first@example.org"}, nil
	more.Changes = []rome.Change{never, {Kind: rome.AppellationCreate, Code: "M1805", Label: "Veilleur / Veilleuse de nuit"}}
	c = s.agent(tickets.Agent)
	if _, placed := s.mail(tickets.Inbox, more); placed.Outcome != tickets.AttachedReply {
		t.Fatalf("the second message became %+v", placed)
	}
	p = c.get(at)
	all := p.doc.Find(`#form-propose button[data-key=a]`).Closest("form")
	form := url.Values{"version": {p.version()}}
	all.Find("[name=wish]").Each(func(_ int, w *goquery.Selection) { form.Add("wish", w.AttrOr("value", "")) })
	if len(form["wish"]) != 2 {
		t.Fatalf("%d are offered at once", len(form["wish"]))
	}
	p = c.post(at+"/evolutions", form).answers(t, "all", 200)
	p.says(t, "Les évolutions sont ajoutées à la demande.")
	if got := p.text("#evolution-3 .facts"); !strings.Contains(got, "12 octobre 2026") && !strings.Contains(got, "11 octobre 2026") {
		t.Errorf("the third change is due: %s", got)
	}
	if p.doc.Find(`#form-propose`).Length() != 0 {
		t.Error("nothing is suggested, and a panel says so")
	}
}

func TestAgentsSortAQuestion(t *testing.T) {
	s := mailSite(t)
	r := request(t)
	r.Changes = nil
	_, placed := s.mail(tickets.Inbox, r)
	at := "/agents/demandes/" + placed.Reference
	c := s.agent(tickets.Agent)
	c.act(at, "/nature", "type", "request").answers(t, "no change", 422)
	p := c.act(at, "/nature", "type", "question").answers(t, "sort", 200)
	p.says(t, "La nature de la demande est enregistrée.", "Question : Deux appellations", "a qualifié la demande : question", "Requalifier la demande", "C’est un signalement")
	if p.doc.Find(`#form-propose button[value=question]`).Length() != 0 {
		t.Error("it can be said again")
	}
}

func TestAgentsWriteAChangeOfARequest(t *testing.T) {
	s := mailSite(t)
	mail, placed := s.mail(tickets.Inbox, request(t))
	at := "/agents/demandes/" + placed.Reference
	s.pass(24 * time.Hour)
	more := request(t)
	more.MessageID, more.BodyKey, more.Thread, more.Files = "second@example.org", "second", []string{"first@example.org"}, nil
	second, _ := s.mail(tickets.Inbox, more)
	c := s.agent(tickets.Agent)
	p := c.get(at+"/evolutions/nouvelle").answers(t, "form", 200)
	if p.doc.Find(`#new-mail option`).Length() != 2 || p.doc.Find(`#new-mail option[value="`+strconv.FormatInt(mail, 10)+`"]`).Length() != 0 {
		t.Error("the messages are not offered")
	}
	form := url.Values{"version": {p.version()}, "count": {"1"}, "mail": {strconv.FormatInt(second, 10)}, "changes.1": {"appellation.create"}, "changes.1.code": {"m1805"}}
	path := at + "/evolutions/nouvelle"
	bad := c.post(path, form).answers(t, "no label", 422)
	if bad.doc.Find("#new-changes-1-label[aria-invalid]").Length() != 1 || bad.doc.Find("#new-changes-1-code").AttrOr("value", "") != "m1805" {
		t.Error("the missing label is not shown at its input, or what was typed is lost")
	}
	c.post(path, url.Values{"version": {p.version()}, "count": {"1"}}).answers(t, "nothing", 422).says(t, "Indiquez au moins une évolution.")
	if added := c.post(path, plus(form, "step", "add")).answers(t, "add", 200); added.doc.Find("#new-changes-2").Length() != 1 {
		t.Error("no second block was added")
	}
	form.Set("changes.1.label", "Veilleur / Veilleuse de nuit")
	stale := url.Values{}
	for k, v := range form {
		stale[k] = v
	}
	stale.Set("version", "7")
	got := c.post(path, stale).answers(t, "stale", 409)
	if got.doc.Find("#new-changes-1-label").AttrOr("value", "") == "" || got.version() == "7" {
		t.Error("a stale form lost what was typed, or stays stale")
	}
	c.post(path, form).answers(t, "propose", 200).says(t, "L’évolution est ajoutée à la demande.", "Veilleur / Veilleuse de nuit")
	id, err := s.store.ID(t.Context(), placed.Reference)
	must(t, err)
	kase, err := s.store.CaseByID(t.Context(), tickets.Machine, id)
	must(t, err)
	if len(kase.Proposals) != 1 || kase.Proposals[0].Mail != second {
		t.Errorf("the change is %+v", kase.Proposals)
	}
}

// What comes back, answers by itself or comes from somebody else is told apart.
func TestMessagesThatChangeLittle(t *testing.T) {
	s := mailSite(t)
	_, placed := s.mail(tickets.Inbox, request(t))
	at := "/agents/demandes/" + placed.Reference
	ack := s.letters()
	if len(ack) != 1 {
		t.Fatalf("%d letters", len(ack))
	}
	c := s.agent(tickets.Agent)
	robot := tickets.Reading{Kind: tickets.AutoReplyMail, KindWhy: "auto-submitted", Auth: tickets.AuthNone, Name: "Léa Petit", Address: "lea@example.org", Subject: "Absente", Text: "Je suis absente.", Thread: []string{ack[0].MessageID}, BodyKey: "robot", MessageID: "robot@example.org"}
	if _, got := s.mail(tickets.Inbox, robot); got.Outcome != tickets.AttachedAuto {
		t.Fatalf("the automatic reply became %+v", got)
	}
	late := tickets.Reading{Kind: tickets.BounceMail, KindWhy: "report", Auth: tickets.AuthNone, Address: "mailer-daemon@example.org", Subject: "Delayed", BodyKey: "late", MessageID: "late@example.org", Bounce: &tickets.MailBounce{MessageID: ack[0].MessageID, Status: "4.4.1", Reason: "expired"}}
	s.mail(tickets.Inbox, late)
	other := stranger(placed.Reference)
	other.Thread = []string{ack[0].MessageID}
	if _, got := s.mail(tickets.Inbox, other); got.Outcome != tickets.AttachedReply {
		t.Fatalf("the stranger's answer became %+v", got)
	}
	p := c.get(at)
	p.says(t, "Réponse automatique de Léa Petit <lea@example.org>, gardée sans effet", "Avis de retard de remise : le délai de remise est dépassé (4.4.1), gardé sans effet",
		"Max Inconnu", "Ne participe pas à la demande", "a rattaché un courriel de quelqu’un qui ne participe pas à la demande")
	if strings.Contains(p.body, "a refusé notre lettre") {
		t.Error("a delay is taken for a refusal")
	}
	if n := p.doc.Find(`main div.small.quote`).Length(); n != 2 {
		t.Errorf("%d lines", n)
	}
	back := late
	back.BodyKey, back.MessageID = "back", "back@example.org"
	back.Bounce = &tickets.MailBounce{MessageID: ack[0].MessageID, Recipient: "lea@example.org", Status: "5.1.1", Failed: true, Permanent: true, Reason: "userunknown"}
	s.mail(tickets.Inbox, back)
	p = c.get(at)
	p.says(t, "Cette adresse a refusé notre lettre", "l’adresse n’existe pas (5.1.1)", "lea@example.org – cette adresse a refusé notre lettre", "Revenue", "Avis de non-remise de la lettre « Accusé de réception »")
	c.get("/agents").says(t, "Lettre revenue")
}

// A sender who is not who it claims to be opens a request of its own, marked.
func TestFailedAuthenticationIsTold(t *testing.T) {
	s := mailSite(t)
	r := request(t)
	r.Auth, r.Marks = tickets.AuthFail, []string{"encrypted", "calendar"}
	_, placed := s.mail(tickets.Inbox, r)
	s.agent(tickets.Agent).get("/agents/demandes/"+placed.Reference).says(t,
		"L’authentification de l’expéditeur a échoué : rien n’a été rattaché automatiquement.", "Ce message est chiffré", "Invitation")
}

func TestDetachingIsUndone(t *testing.T) {
	s := mailSite(t)
	first, placed := s.mail(tickets.Inbox, request(t))
	at := "/agents/demandes/" + placed.Reference
	more := request(t)
	more.MessageID, more.BodyKey, more.Thread, more.Said, more.Text, more.Files = "second@example.org", "second", []string{"first@example.org"}, "Encore un mot.", "Encore un mot.", nil
	mail, _ := s.mail(tickets.Inbox, more)
	id := strconv.FormatInt(mail, 10)
	c := s.agent(tickets.Agent)
	c.act(at, "/detachement", "mail", strconv.FormatInt(first, 10)).answers(t, "the first", 422).says(t, "Le message qui a ouvert la demande reste avec elle.")
	c.act(at, "/detachement", "mail", "x").answers(t, "no message", 422)
	p := c.act(at, "/detachement", "mail", id).answers(t, "detach", 200)
	p.says(t, "Le message est détaché. Il attend en quarantaine.", "Un message a été détaché de cette demande", "a détaché un message, qui attend en quarantaine")
	if strings.Contains(p.text("main"), "Encore un mot.") {
		t.Error("what was detached is still shown")
	}
	c.get("/agents/quarantaine").says(t, "Un agent l’a détaché d’une demande.", "Encore un mot.")
	undo := p.doc.Find(".notice form")
	form := url.Values{}
	undo.Find("input").Each(func(_ int, in *goquery.Selection) {
		form.Set(in.AttrOr("name", ""), in.AttrOr("value", ""))
	})
	back := c.post(undo.AttrOr("action", ""), form).answers(t, "undo", 200)
	if back.Request.URL.Path != at {
		t.Errorf("undoing leads to %s", back.Request.URL)
	}
	back.says(t, "Le message est rattaché à une demande.", "Encore un mot.")
	// Nobody is sent to another site.
	c.act(at, "/detachement", "mail", id)
	form.Set("next", "https://evil.example/")
	if got := c.post(undo.AttrOr("action", ""), form); got.Request.URL.Path != "/agents/quarantaine" {
		t.Errorf("it leads to %s", got.Request.URL)
	}
}

// An answer written from another program, found in the sent folder.
func TestAgentsConfirmWhatWasSent(t *testing.T) {
	s := mailSite(t)
	_, placed := s.mail(tickets.Inbox, request(t))
	at := "/agents/demandes/" + placed.Reference
	s.pass(48 * time.Hour)
	sent := tickets.Reading{Kind: tickets.RequestMail, Auth: tickets.AuthNone, Name: "Le service", Address: "rome@service.example", Recipients: []string{"lea@example.org"}, Subject: "Re: Deux appellations", Said: "Nous les retenons.", Text: "Nous les retenons.", Thread: []string{"first@example.org"}, BodyKey: "sent", MessageID: "sent@service.example"}
	mail, got := s.mail(tickets.SentFolder, sent)
	if got.Outcome != tickets.AttachedSent {
		t.Fatalf("it became %+v", got)
	}
	c := s.agent(tickets.Agent)
	p := c.get(at)
	p.says(t, "Envoyé d’une autre messagerie", "Nous les retenons.", "C’est la réponse promise", "a trouvé un message envoyé d’une autre messagerie")
	id := strconv.FormatInt(mail, 10)
	c.act(at, "/reponse-trouvee", "mail", "99").answers(t, "another", 404)
	p = c.act(at, "/reponse-trouvee", "mail", id).answers(t, "confirm", 200)
	p.says(t, "Ce message est la réponse promise", "Réponse, d’une autre messagerie", "Réponse envoyée le mercredi 3 juin 2026", "a constaté une réponse envoyée d’une autre messagerie")
	if n := strings.Count(p.text("main"), "Nous les retenons."); n != 1 {
		t.Errorf("the answer is shown %d times", n)
	}
	if strings.Contains(p.body, "C’est la réponse promise") {
		t.Error("it can be confirmed again")
	}
}
