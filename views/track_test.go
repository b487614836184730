package views

import (
	"strings"
	"testing"
	"time"

	"github.com/a-h/templ"

	"vigie/rome"
	"vigie/tickets"
)

// trackedCase is a request that was acknowledged, answered by telephone, and
// noted upon.
func trackedCase(kind tickets.Type) *tickets.Case {
	at := time.Date(2026, 6, 1, 8, 0, 0, 0, time.UTC)
	due := tickets.DeadlineAfter(at, 1, tickets.Strict, tickets.Metropole)
	c := &tickets.Case{
		Ticket: &tickets.Ticket{
			Reference: "ROME-2026-00001", Type: kind, State: tickets.Waiting, ReceivedAt: at, Reachable: true,
			Reply: tickets.Clock{Runs: true, Deadline: due},
			Letters: []tickets.Letter{
				{N: 1, Purpose: tickets.Acknowledgement}, {N: 2, Purpose: tickets.Answer, DeliveredAt: at}, {N: 3, Purpose: tickets.AskBack, Failed: true},
			},
		},
		Author: tickets.Personal{Email: "lea@example.org", Text: "Bonjour"}, Track: "1-abc",
		Events: []tickets.Event{
			{N: 1, At: at, Fact: tickets.Filed{Type: kind}, Personal: tickets.Personal{Text: "Bonjour"}},
			{N: 2, At: at, Fact: tickets.Lettered{Letter: 1, Purpose: tickets.Acknowledgement}, Personal: tickets.Personal{Text: "SECRET/confirmer"}},
			{N: 3, At: at, Fact: tickets.Noted{}, Personal: tickets.Personal{Text: "SECRET"}},
			{N: 4, At: at, Fact: tickets.Messaged{Channel: tickets.Web}, Personal: tickets.Personal{Text: "Encore moi"}},
			{N: 5, At: at, Fact: tickets.Lettered{Letter: 2, Purpose: tickets.Answer, Means: tickets.ByPhone}, Personal: tickets.Personal{Text: "Nous avons parlé"}},
			{N: 6, At: at, Fact: tickets.Lettered{Letter: 3, Purpose: tickets.AskBack}, Personal: tickets.Personal{Text: "Laquelle"}},
			{N: 7, At: at, Erased: true, Fact: tickets.Messaged{Channel: tickets.Web}},
		},
	}
	if kind == tickets.Request {
		c.Proposals = []tickets.Proposal{{N: 1, State: tickets.Pending, Change: rome.Change{Kind: rome.AppellationCreate, Code: "M1805", Label: "SRE"}, Clock: tickets.Clock{Deadline: due}}}
	}
	return listened(c, tickets.TheAuthor)
}

func TestTrackPages(t *testing.T) {
	in := ProposalContext{Today: day("2026-06-02")}
	pages := make(map[string]templ.Component)
	for _, kind := range tickets.Types() {
		m := TrackOf(trackedCase(kind), in, releasedOn("2026-05-04"))
		m.Page, m.Link = galleryPage(), "https://example.org/suivi/1-abc"
		pages[string(kind)] = TrackPage(m)
		m.Received = true
		pages[string(kind)+" received"] = TrackPage(m)
		m.Received, m.Written, m.Withdrawn, m.Public = false, true, true, "/demandes/x"
		m.Errors = []FieldError{{"text", "Écrivez votre message."}}
		pages[string(kind)+" written"] = TrackPage(m)
		confirm := ConfirmModel{Page: galleryPage(), Type: kind, Reference: "ROME-2026-00001", Title: "X", Action: "/a", Track: "/b", Proposals: true, OpenText: true}
		pages[string(kind)+" confirm"] = ConfirmPage(confirm)
		confirm.Confirmed = true
		pages[string(kind)+" hidden"] = ConfirmPage(confirm)
		confirm.Public = "/c"
		pages[string(kind)+" confirmed"] = ConfirmPage(confirm)
		pages[string(kind)+" withdraw"] = WithdrawPage(WithdrawModel{Page: galleryPage(), Type: kind, Reference: "ROME-2026-00001", Title: "X", Action: "/a", Track: "/b"})
	}
	for name, page := range pages {
		markup := render(t, page)
		checkPage(t, name, markup)
		if strings.Contains(markup, "SECRET") {
			t.Errorf("%s tells what is not the author's", name)
		}
	}
	doc := parse(t, render(t, pages["request"]))
	if got := doc.Find(".msg").Length(); got != 6 {
		t.Errorf("%d messages, want 6", got)
	}
	for _, want := range []string{"par téléphone", "Non remise", "Ce texte a été effacé.", "lea@example.org"} {
		if !strings.Contains(doc.Find("main").Text(), want) {
			t.Errorf("the page does not say %q", want)
		}
	}
}
