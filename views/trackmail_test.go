package views

import (
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"vigie/tickets"
)

var firstMail = time.Date(2026, 6, 1, 8, 0, 0, 0, time.UTC)

// mailedCase is a request that came by mail, with all that can lie beside the
// author's own words. Whatever is not the author's to read says SECRET.
func mailedCase() *tickets.Case {
	at := firstMail
	hour := func(n int) time.Time { return at.Add(time.Duration(n) * time.Hour) }
	said := func(text, name, email string) tickets.Personal {
		return tickets.Personal{Text: text, Name: name, Email: email}
	}
	const lea = "lea@example.org"
	c := &tickets.Case{
		Ticket: &tickets.Ticket{
			Reference: "ROME-2026-00007", Type: tickets.Unsorted, Channel: tickets.Mail, Basis: tickets.BasisIMAP, State: tickets.Opened,
			ReceivedAt: at, Reachable: true, Mail: 1,
			Reply: tickets.Clock{Runs: true, Deadline: tickets.DeadlineAfter(at, 1, tickets.Strict, tickets.Metropole)},
			Letters: []tickets.Letter{
				{N: 1, Purpose: tickets.Acknowledgement, DeliveredAt: at},
				{N: 2, Purpose: tickets.AskBack, Recalled: true},
				{N: 3, Purpose: tickets.AskBack},
				{N: 4, Purpose: tickets.AskBack, DeliveredAt: hour(4)},
				{N: 5, Purpose: tickets.Answer, Means: tickets.ByMail, Mail: 6, DeliveredAt: hour(5)},
				{N: 6, Purpose: tickets.Answer, DeliveredAt: hour(7), Failed: true},
			},
		},
		Author: said("Bonjour, il manque un métier.", "Léa Martin", lea), Track: "7-abc",
		Outbox: map[int]tickets.LetterStatus{1: {State: "sent", Attempts: 1}, 2: {State: "cancelled"}, 3: {State: "waiting"}, 4: {State: "sent", Attempts: 1}, 6: {State: "sent", Attempts: 1}},
		Mails: map[int64]*tickets.StoredMail{
			1: {ID: 1, ReceivedAt: at, Reading: tickets.Reading{Files: []tickets.MailFile{
				{N: 1, Name: "liste.xlsx", Size: 12_000}, {N: 2, Name: "SECRET-logo.png", Size: 900, Inline: true}, {N: 3, Size: 3},
			}}},
			2: {ID: 2, ReceivedAt: hour(2)},
		},
		Events: []tickets.Event{
			{Fact: tickets.Filed{Type: tickets.Unsorted, Channel: tickets.Mail, Mail: 1}, Personal: said("Bonjour, il manque un métier.", "Léa Martin", lea)},
			{Fact: tickets.Lettered{Letter: 1, Purpose: tickets.Acknowledgement}, Personal: said("SECRET/confirmer", "", "")},
			{Fact: tickets.Attached{Mail: 9, As: tickets.AttachedAuto}, Personal: said("SECRET absence", "", lea)},
			{Fact: tickets.Messaged{Channel: tickets.Mail, Mail: 3, Stranger: true}, Personal: said("SECRET stranger", "Paul", "paul@example.net")},
			{Fact: tickets.Messaged{Channel: tickets.Mail, Mail: 4}, Personal: said("SECRET detached", "Léa Martin", lea)},
			{Fact: tickets.Detached{Mail: 4}},
			{Fact: tickets.Messaged{Channel: tickets.Mail, Mail: 5}, Personal: said("Placé deux fois", "", "LEA@example.org")},
			{Fact: tickets.Detached{Mail: 5}},
			{Fact: tickets.Messaged{Channel: tickets.Mail, Mail: 5}, Personal: said("Placé deux fois", "", "LEA@example.org")},
			{Fact: tickets.Messaged{Channel: tickets.Mail, Mail: 8}, Personal: said("Mon collègue a raison", "Ali Diop", "ali@example.org")},
			{Fact: tickets.Noted{}, Personal: said("SECRET note", "", "")},
			{Fact: tickets.Lettered{Letter: 2, Purpose: tickets.AskBack}, Personal: said("SECRET recalled", "", "")},
			{Fact: tickets.Recalled{Letter: 2, Purpose: tickets.AskBack}},
			{Fact: tickets.Lettered{Letter: 3, Purpose: tickets.AskBack}, Personal: said("SECRET may be recalled", "", "")},
			{Fact: tickets.Lettered{Letter: 4, Purpose: tickets.AskBack}, Personal: said("Lequel\u00a0?", "", "")},
			{Fact: tickets.Attached{Mail: 6, As: tickets.AttachedSent, At: hour(5).UnixMicro()}, Personal: said("SECRET sent", "", "")},
			{Fact: tickets.Lettered{Letter: 5, Purpose: tickets.Answer, Means: tickets.ByMail, At: hour(5).UnixMicro(), Mail: 6}, Personal: said("Réponse d’Outlook", "", "")},
			{Fact: tickets.Lettered{Letter: 6, Purpose: tickets.Answer}, Personal: said("Réponse revenue", "", "")},
			{Fact: tickets.Undelivered{Letter: 6, Purpose: tickets.Answer, Mail: 10}},
			{Fact: tickets.Messaged{Channel: tickets.Mail, Mail: 2}, Personal: said("Une précision", "Léa Martin", lea)},
		},
	}
	for i := range c.Events {
		c.Events[i].N, c.Events[i].At = i+1, hour(10)
	}
	c.Events[13].At, c.Events[14].At, c.Events[17].At = hour(4), hour(4), hour(7)
	return listened(c, tickets.TheAuthor)
}

// listened has the end of the conversation of a case read, as the store does.
func listened(c *tickets.Case, r tickets.Reader) *tickets.Case {
	for i := range c.Events {
		c.Events[i].Worded = c.Events[i].Erased || !c.Events[i].Personal.Empty()
	}
	c.Arrived = make(map[int64]tickets.Arrival)
	for id, m := range c.Mails {
		c.Arrived[id] = tickets.Arrival{At: m.ReceivedAt, Basis: m.Basis, Outcome: m.Outcome}
	}
	c.Part = c.PartBefore(r, 0)
	return c
}

func TestTrackOfAMail(t *testing.T) {
	m := TrackOf(mailedCase(), ProposalContext{Today: day("2026-06-03")}, releasedOn("2026-05-04"))
	m.Page, m.Link = galleryPage(), "https://example.org/suivi/7-abc"
	markup := render(t, TrackPage(m))
	doc := checkPage(t, "a mail", markup)
	if strings.Contains(markup, "SECRET") {
		t.Error("the page tells what is not the author's")
	}
	var got []string
	doc.Find(".msg").Each(func(_ int, s *goquery.Selection) {
		got = append(got, strings.Join([]string{s.Find("header b").Text(), s.Find("header span").First().Text(), s.Find(".text").Text()}, "|"))
	})
	want := []string{
		"Vous|Demande reçue par courriel|Bonjour, il manque un métier.",
		"Vous|Message par courriel|Une précision", // at its arrival, before what was written after
		"Le service|Demande de précision|Lequel\u00a0?",
		"Le service|Réponse – par courriel|Réponse d’Outlook",
		"Le service|Réponse|Réponse revenue",
		"Le service|Accusé de réception|Un accusé de réception vous est adressé par courriel.",
		"Vous|Message par courriel|Placé deux fois",
		"Ali Diop|Message par courriel|Mon collègue a raison",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("the conversation is\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	text := strings.ReplaceAll(doc.Find("main").Text(), nbsp, " ")
	for _, want := range []string{
		"Reçue le lundi 1er juin 2026 à 10 h 00, date d’arrivée dans notre boîte.", "Non remise",
		"Pièces jointes reçues : liste.xlsx (12 ko) et fichier 3 (3 octets).", "sauf si vous en décidez autrement",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	if strings.Contains(text, "confirmer votre adresse") || strings.Contains(text, "à qualifier") {
		t.Error("the page speaks of a confirmation, or in the words of agents")
	}
}

// The author is told that the last message has arrived, until the service has
// written since.
func TestHeard(t *testing.T) {
	c := mailedCase()
	notice := func() string {
		listened(c, tickets.TheAuthor)
		return strings.ReplaceAll(TrackOf(c, ProposalContext{Today: day("2026-06-03")}, releasedOn("2026-05-04")).Heard, nbsp, " ")
	}
	if got := notice(); got != "" {
		t.Errorf("a colleague's message is heard as %q", got)
	}
	c.Mails[2].ReceivedAt = firstMail.Add(24 * time.Hour)
	if got := notice(); got != "Votre message du mardi 2 juin 2026 à 10 h 00 a été reçu" {
		t.Errorf("heard is %q", got)
	}
	m := TrackOf(c, ProposalContext{Today: day("2026-06-03")}, releasedOn("2026-05-04"))
	m.Page = galleryPage()
	if got := parse(t, render(t, TrackPage(m))).Find(".notice.kept h2").Text(); !strings.Contains(got, "a été reçu") {
		t.Errorf("the page says %q", got)
	}
	c.Letters = append(c.Letters, tickets.Letter{N: 7, Purpose: tickets.Answer, DeliveredAt: firstMail.Add(26 * time.Hour)})
	c.Events = append(c.Events, tickets.Event{N: 21, At: firstMail.Add(26 * time.Hour), Fact: tickets.Lettered{Letter: 7, Purpose: tickets.Answer}})
	if got := notice(); got != "" {
		t.Errorf("answered, and still %q", got)
	}
	c.Events = c.Events[:1]
	if got := notice(); got != "" {
		t.Errorf("the request itself is heard as %q", got)
	}
}

// A mail that got no acknowledgement has no link that its author could open.
func TestNoAcknowledgementNoOffer(t *testing.T) {
	c := mailedCase()
	offered := func() bool {
		return TrackOf(c, ProposalContext{Today: day("2026-06-03")}, releasedOn("2026-05-04")).Confirm
	}
	if !offered() {
		t.Error("an acknowledged mail is not offered to be public")
	}
	c.Letters[0].Failed = true
	if offered() {
		t.Error("a link is offered that never arrived")
	}
}

func TestConfirmOfAMail(t *testing.T) {
	m := ConfirmModel{Page: galleryPage(), Type: tickets.Unsorted, Reference: "ROME-2026-00007", Title: mailTitle, Action: "/a", Track: "/b", ByMail: true}
	doc := checkPage(t, "offered", render(t, ConfirmPage(m)))
	if got := doc.Find("h1").Text(); got != "Rendre votre demande publique\u00a0?" || doc.Find(`form[action="/a"] button`).Length() != 1 || strings.Contains(doc.Find("main").Text(), "onfirm") {
		t.Errorf("the page asks %q: %s", got, doc.Find("main").Text())
	}
	m.Confirmed, m.Public = true, "/c"
	if got := checkPage(t, "accepted", render(t, ConfirmPage(m))).Find("h1").Text(); strings.TrimSpace(got) != "Votre choix est enregistré" {
		t.Errorf("the page says %q", got)
	}
}

// The public learns what the date of receipt is, and nothing of what was said.
func TestPublicPageOfAMail(t *testing.T) {
	c := mailedCase()
	c.Author, c.Mails, c.Arrived, c.Outbox, c.Events, c.Part = tickets.Personal{}, nil, nil, nil, nil, tickets.Part{}
	doc := checkPage(t, "public", render(t, TicketViewPage(galleryPage(), TicketView(c, ProposalContext{Today: day("2026-06-03")}, releasedOn("2026-05-04")))))
	text := doc.Find("main").Text()
	for _, want := range []string{mailTitle, "date d’arrivée dans notre boîte", "Cette demande est arrivée par courriel\u00a0: son texte n’est pas public."} {
		if !strings.Contains(text, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	if doc.Find("h1").Text() != mailTitle || strings.Contains(text, "à qualifier") || strings.Contains(text, "ne l’a pas souhaité") {
		t.Errorf("the page says %s", text)
	}
}

func TestArrivalWords(t *testing.T) {
	for basis := range basisWords {
		if ArrivalWord(basis) == string(basis) {
			t.Errorf("%s has no words for authors", basis)
		}
	}
}
