package views

import (
	"strconv"
	"time"

	"vigie/tickets"
)

// A agentEntry is a message with what is folded beneath it.
type agentEntry struct {
	MessageModel
	Folded string // a letter that nobody wrote, unfolded on demand
}

// agentConversation is what was said on a ticket, newest last: what the author
// wrote, letters with how their delivery goes, internal notes, and decisions
// that no letter tells.
func agentConversation(c *tickets.Case, staff map[int64]string) []agentEntry {
	var list []agentEntry
	author := c.Author.Name
	if author == "" {
		author = "L’auteur de la demande"
	}
	for _, e := range c.Events {
		m := MessageModel{ID: "e" + strconv.Itoa(e.N), At: e.At, Author: author, Text: e.Personal.Text}
		folded := ""
		switch f := e.Fact.(type) {
		case tickets.Filed:
			m.At, m.What = c.ReceivedAt, c.Author.Subject
			if m.What == "" {
				m.What = TypeWord(f.Type)
			}
		case tickets.Messaged:
			m.What = ChannelWord(f.Channel)
		case tickets.Noted:
			m.Kind, m.Author, m.What = MessageNote, whoOf(e.By, staff), "Note interne"
		case tickets.Lettered:
			folded = letterMessage(&m, c, e, f, staff)
		case tickets.Accepted, tickets.Declined, tickets.FoundTrue:
			if m.Text == "" || toldByLetter(e.Fact) {
				continue
			}
			m.Kind, m.Author, m.What = MessageSent, whoOf(e.By, staff), Sentence(Typo(decisionText(c, e.Fact)))
		case tickets.Overridden:
			m.Kind, m.Author, m.What = MessageNote, whoOf(e.By, staff), "Constat d’intégration"
		default:
			continue
		}
		if e.Erased {
			m.Text, folded = "(texte effacé)", ""
		} else if m.Text == "" && folded == "" {
			m.Text = "(sans texte)"
		}
		list = append(list, agentEntry{m, folded})
	}
	return list
}

// letterMessage fills a letter's message in; what nobody wrote is folded.
func letterMessage(m *MessageModel, c *tickets.Case, e tickets.Event, f tickets.Lettered, staff map[int64]string) (folded string) {
	m.Kind, m.Author, m.What = MessageSent, whoOf(e.By, staff), PurposeWord(f.Purpose)
	if f.Means != "" {
		m.What += ", " + Lower(MeansWord(f.Means))
		m.At = time.UnixMicro(f.At).UTC()
		return ""
	}
	m.Status, m.Tone = letterStatus(c, f.Letter)
	if f.Purpose.ByMachine() {
		folded, m.Text = m.Text, ""
	}
	return folded
}

// letterStatus says how the delivery of a letter goes, and why it does not.
func letterStatus(c *tickets.Case, n int) (string, Tone) {
	status, ok := c.Outbox[n]
	if !ok {
		return "", ToneFlat
	}
	word, tone := LetterStateWord(status.State)
	if n >= 1 && n <= len(c.Letters) && c.Letters[n-1].Failed {
		word, tone = LetterStateWord("failed")
	}
	if status.State == "waiting" && status.Attempts > 0 {
		tone = ToneSoon
		word += ", " + Count(status.Attempts, "essai", "essais")
	}
	if why := DeliveryText(status.Status); why != "" {
		word += nbsp + ": " + why
	}
	return word, tone
}

// toldByLetter reports whether a letter of the conversation says the decision.
func toldByLetter(fact tickets.Fact) bool {
	switch f := fact.(type) {
	case tickets.Accepted:
		return f.Letter != 0
	case tickets.Declined:
		return f.Letter != 0
	case tickets.FoundTrue:
		return f.Letter != 0
	}
	return false
}
