package views

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"vigie/rome"
	"vigie/tickets"
)

// A Suggestion is a change that a message seems to ask for and that its ticket
// does not have: for an agent to confirm.
type Suggestion struct {
	Mail   int64 // the message, 0 for none
	Change rome.Change
}

// Wish names the suggestion in a form.
func (s Suggestion) Wish() string { return strconv.FormatInt(s.Mail, 10) + " " + s.Change.WishKey() }

// Suggestions are the changes that the messages of a ticket which were read
// suggest and that are not among its proposals, each once, those of the first
// message first.
func Suggestions(c *tickets.Case) []Suggestion {
	seen := make(map[string]bool)
	for _, p := range c.Proposals {
		seen[p.Change.WishKey()] = true
	}
	var list []Suggestion
	for _, m := range wordsAsking(c) {
		for _, change := range m.Changes {
			if key := change.WishKey(); !seen[key] {
				seen[key] = true
				list = append(list, Suggestion{m.ID, change})
			}
		}
	}
	return list
}

// asking are the messages in which people ask for something, the earliest first.
func asking(c *tickets.Case) []int64 {
	var list []int64
	for id, came := range c.Arrived {
		if came.Outcome == tickets.OpenedTicket || came.Outcome == tickets.AttachedReply || id == c.Mail && came.Outcome == tickets.QuarantinedMail {
			list = append(list, id)
		}
	}
	slices.SortFunc(list, func(a, b int64) int {
		return cmp.Or(c.Arrived[a].At.Compare(c.Arrived[b].At), cmp.Compare(a, b))
	})
	return list
}

// wordsAsking are those of them that were read.
func wordsAsking(c *tickets.Case) []*tickets.StoredMail {
	var list []*tickets.StoredMail
	for _, id := range asking(c) {
		if m := c.Mails[id]; m != nil {
			list = append(list, m)
		}
	}
	return list
}

// suggestionCard is a suggestion as a page shows it.
type suggestionCard struct {
	Suggestion
	words   ChangeWords
	verdict *VerdictModel // nil before any release
}

func (m AgentTicket) suggestions() []suggestionCard {
	if !m.open() {
		return nil
	}
	names := NamesOf(m.Release)
	var list []suggestionCard
	for _, s := range Suggestions(m.Case) {
		card := suggestionCard{Suggestion: s, words: ChangeText(s.Change, names)}
		if m.Release != nil {
			card.verdict = &VerdictModel{Change: s.Change, Result: withoutRows(m.Release.Check(s.Change)), Release: m.Release.Number}
		}
		list = append(list, card)
	}
	return list
}

// sortable reports whether somebody may still say that this is no request.
func (m AgentTicket) sortable() bool { return m.open() && len(m.Proposals) == 0 }

// sorts are what a ticket without changes may be said to be instead.
func (m AgentTicket) sorts() []Option {
	var list []Option
	for _, o := range []Option{
		{Value: string(tickets.Question), Label: "C’est une question"},
		{Value: string(tickets.Defect), Label: "C’est un signalement"},
	} {
		if o.Value != string(m.Type) {
			list = append(list, o)
		}
	}
	return list
}

// asksTitle is the title of the panel that says what is asked.
func (m AgentTicket) asksTitle(suggested int) string {
	switch {
	case m.Type == tickets.Unsorted:
		return "Qualifier la demande"
	case suggested > 0:
		return Plural(suggested, "Évolution suggérée", "Évolutions suggérées")
	}
	return "Requalifier la demande"
}

// A namedCode is a code ROME that a message names.
type namedCode struct {
	tickets.MailCode
}

func (c namedCode) title() string { return strings.TrimSpace(c.Code + " " + c.Label) }

// named are the codes that the messages of the ticket name, each once.
func (m AgentTicket) named() []namedCode {
	var list []namedCode
	for _, stored := range wordsAsking(m.Case) {
		for _, c := range stored.Codes {
			if !slices.ContainsFunc(list, func(k namedCode) bool { return k.Code == c.Code }) {
				list = append(list, namedCode{c})
			}
		}
	}
	return list
}

// AgentProposeModel is a change that an agent writes for an existing ticket.
type AgentProposeModel struct {
	AgentNewModel
	Reference string
	Version   int
	Title     string   // of the ticket
	Messages  []Option // that may ask for it; one alone is not asked about
}

// ProposeMessages are the messages of a ticket that a change may be asked in,
// as options: the ticket's first words are "0". Those that were not read are
// known by the hour at which they came.
func ProposeMessages(c *tickets.Case) []Option {
	list := []Option{{Value: "0", Label: "Les premiers mots de la demande, du " + PlainDate(tickets.DateOf(c.ReceivedAt))}}
	for _, id := range asking(c) {
		if id == c.Mail {
			continue
		}
		label := "Le message du " + DateTime(c.Arrived[id].At)
		if m := c.Mails[id]; m != nil {
			label = "Le message du " + PlainDate(tickets.DateOf(m.ReceivedAt)) + ", de " + first(m.Name, m.Address, "quelqu’un")
		}
		list = append(list, Option{Value: strconv.FormatInt(id, 10), Label: label})
	}
	return list
}

// ByHandTitle is the title of the page where an agent writes a change.
const ByHandTitle = "Ajouter une évolution"
