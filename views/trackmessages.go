package views

import (
	"strconv"
	"strings"

	"vigie/tickets"
)

// A TrackMessage is one message as the author of a request reads it.
type TrackMessage struct {
	MessageModel
	Files []string // names and sizes of what came with it
}

// authorConversation is the part of a conversation that was read for its author,
// the newest last. The text of an acknowledgement is left out: its link proves
// that the address is read, so this page must not give it away.
func authorConversation(c *tickets.Case) []TrackMessage {
	list := make([]TrackMessage, 0, len(c.Part.Said))
	for _, said := range c.Part.Said {
		e, _ := c.Event(said.N)
		m := TrackMessage{MessageModel: MessageModel{ID: authorMessage(e.N), Author: "Vous", At: said.At, Text: e.Personal.Text}}
		switch fact := e.Fact.(type) {
		case tickets.Filed:
			m.What = publicType(fact.Type)
			m.came(c, fact.Mail)
		case tickets.Messaged:
			m.What = "Message"
			m.came(c, fact.Mail)
			if e.Personal.Email != "" && !strings.EqualFold(e.Personal.Email, c.Author.Email) {
				m.Author = nameOr(e.Personal.Name, e.Personal.Email)
			}
		case tickets.Lettered:
			m.letter(c, fact)
		}
		if m.Text == "" && e.Erased {
			m.Text = "Ce texte a été effacé."
		}
		m.Text, m.Rest = foldLong(m.Text)
		list = append(list, m)
	}
	return list
}

// authorMessage is the anchor of the message that an event is.
func authorMessage(n int) string { return "m" + strconv.Itoa(n) }

func nameOr(name, address string) string {
	if name != "" {
		return name
	}
	return address
}

// came says of a message how it arrived, and with what.
func (m *TrackMessage) came(c *tickets.Case, mail int64) {
	if mail == 0 {
		return
	}
	if m.What == "Message" {
		m.What += " par courriel"
	}
	stored := c.Mails[mail]
	if stored == nil {
		return
	}
	for _, f := range stored.Files {
		if !f.Inline {
			m.Files = append(m.Files, fileName(f)+" ("+FileSize(f.Size)+")")
		}
	}
}

// letter fills in a letter of the service, and how it reached the author.
func (m *TrackMessage) letter(c *tickets.Case, fact tickets.Lettered) {
	m.Kind, m.Author, m.What = MessageSent, "Le service", PurposeWord(fact.Purpose)
	m.Text = forAuthor(m.Text, c)
	if fact.Purpose == tickets.Acknowledgement {
		m.Text = "Un accusé de réception vous est adressé par courriel."
	}
	if fact.Means != "" {
		word := Lower(MeansWord(fact.Means))
		if fact.Means == tickets.ByMail {
			word = "par courriel"
		}
		m.What += " – " + word
		return
	}
	switch l := c.Letters[fact.Letter-1]; {
	case l.Failed:
		m.Status, m.Tone = LetterStateWord("failed")
	case l.DeliveredAt.IsZero():
		m.Status, m.Tone = LetterStateWord("waiting")
	}
}

// heardLast is what tells the author that the last message has arrived; "" once
// the service has written since, and of the request itself.
func heardLast(list []TrackMessage) string {
	n := len(list)
	if n < 2 || list[n-1].Kind != MessageReceived || list[n-1].Author != "Vous" {
		return ""
	}
	return heard(list[n-1].At)
}
