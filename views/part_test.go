package views

import (
	"strings"
	"testing"
	"unicode/utf8"

	"vigie/tickets"
)

// The parts of a conversation lead to each other, and land where their reader
// goes on.
func TestPartsLeadToEachOther(t *testing.T) {
	said := func(n ...int) (list []tickets.Said) {
		for _, n := range n {
			list = append(list, tickets.Said{N: n})
		}
		return list
	}
	for name, test := range map[string]struct {
		part tickets.Part
		want string
	}{
		"all of it": {tickets.Part{Said: said(1, 2)}, ""},
		"the end": {
			tickets.Part{Said: said(41, 42), Earlier: 40, Before: 40},
			"/suivi/x?avant=41#m40 Afficher les 30 messages précédents|Messages 41 à 42 sur 42",
		},
		"one before": {
			tickets.Part{Said: said(7, 8), Earlier: 1, Before: 5},
			"/suivi/x?avant=7#m5 Afficher le message précédent|Messages 2 à 3 sur 3",
		},
		"the middle": {
			tickets.Part{Said: said(31, 32), Earlier: 12, Before: 30, Later: 70, After: 33, Next: 63},
			"/suivi/x?avant=31#m30 Afficher les 12 messages précédents|Messages 13 à 14 sur 84|/suivi/x?avant=63#m33 Afficher les 30 messages suivants|/suivi/x Revenir aux derniers messages",
		},
		"the beginning": {
			tickets.Part{Said: said(1, 2), Later: 1, After: 3},
			"/suivi/x#m3 Afficher le message suivant|Messages 1 à 2 sur 3",
		},
	} {
		m := TrackModel{Page: galleryPage(), Action: "/suivi/x", Link: "https://example.org/suivi/x", Part: test.part}
		doc := checkPage(t, name, render(t, TrackPage(m)))
		var got []string
		for _, n := range doc.Find(`nav[aria-label^="Messages "] a, nav[aria-label^="Messages "] .muted`).EachIter() {
			got = append(got, strings.TrimSpace(n.AttrOr("href", "")+" "+n.Text()))
		}
		if text := strings.ReplaceAll(strings.Join(got, "|"), nbsp, " "); text != test.want {
			t.Errorf("%s:\n%s\nwant\n%s", name, text, test.want)
		}
	}
}

func TestVeryLongTextsAreFolded(t *testing.T) {
	line := "Une ligne d’un texte très long, écrite à la main.\n"
	for name, text := range map[string]string{
		"short": line, "just": strings.Repeat("é", longText/2), "lines": strings.Repeat(line, 400), "one line": strings.Repeat("mot ", 9_000),
		"one word": strings.Repeat("é", 9_000), "one word of odd length": "x" + strings.Repeat("é", 9_000), "blank": strings.Repeat("\n", 20_000),
	} {
		head, rest := foldLong(text)
		if !utf8.ValidString(head) || !utf8.ValidString(rest) || len(head) > longText+longText/8 {
			t.Errorf("%s: %d bytes are in sight", name, len(head))
		}
		if len(text) <= longText && rest != "" || len(text) > 2*longText && strings.TrimSpace(text) != "" && rest == "" {
			t.Errorf("%s: %d of %d bytes are folded", name, len(rest), len(text))
		}
		bare := strings.NewReplacer("\n", "", " ", "")
		if bare.Replace(head+rest) != bare.Replace(text) {
			t.Errorf("%s: folding lost something", name)
		}
	}
}

// A long mail is read where it has a page of its own, what was written here is
// unfolded.
func TestLongMessagesOfATicket(t *testing.T) {
	long := strings.Repeat("Une ligne d’un texte très long.\n", 500)
	c := mailCase(t)
	c.Mails[23].Said, c.Mails[23].Text = long, long
	c.Mails[25].Said, c.Mails[25].Text, c.Mails[25].Long = "Peu de mots.", "Peu de mots.", true
	for i := range c.Events {
		if _, note := c.Events[i].Fact.(tickets.Noted); note {
			c.Events[i].Personal.Text = long
		}
	}
	doc := parse(t, render(t, AgentTicketPage(agentPage(), agentModel(c, Typed{}))))
	if n := doc.Find(`.msg a[href="/agents/messages/23"]:contains("le lire en entier")`).Length(); n != 1 {
		t.Errorf("the long mail is linked to %d times", n)
	}
	if n := doc.Find(`.msg a[href="/agents/messages/25"]:contains("le lire en entier")`).Length(); n != 1 {
		t.Errorf("the mail of which little was read is linked to %d times", n)
	}
	if n := doc.Find(`.msg.note details:contains("Lire la suite")`).Length(); n != 1 {
		t.Errorf("the rest of the note is folded %d times", n)
	}
	if n := len(doc.Find(".msg").Text()); n > 6*longText {
		t.Errorf("%d bytes are in the conversation", n)
	}
}
