package views

import (
	"strconv"

	"vigie/tickets"
)

// authorConversation is what the author and the service wrote to each other, the
// newest last. The text of an acknowledgement is left out: its link proves that
// the address is read, so this page must not give it away.
func authorConversation(c *tickets.Case) []MessageModel {
	var list []MessageModel
	for _, e := range c.Events {
		m := MessageModel{ID: "m" + strconv.Itoa(e.N), Author: "Vous", At: e.At, Text: e.Personal.Text}
		switch fact := e.Fact.(type) {
		case tickets.Filed:
			m.What, m.At = TypeWord(fact.Type), c.ReceivedAt
			if m.Text == "" && !e.Erased {
				continue
			}
		case tickets.Messaged:
			m.What = "Message"
		case tickets.Lettered:
			m.Kind, m.Author, m.What = MessageSent, "Le service", PurposeWord(fact.Purpose)
			letterOf(&m, c, fact)
		default:
			continue
		}
		if m.Text == "" && e.Erased {
			m.Text = "Ce texte a été effacé."
		}
		list = append(list, m)
	}
	return list
}

// letterOf says how a letter reached the author.
func letterOf(m *MessageModel, c *tickets.Case, fact tickets.Lettered) {
	if fact.Purpose == tickets.Acknowledgement {
		m.Text = "Un accusé de réception vous est adressé par courriel."
	}
	if fact.Means != "" {
		m.What += " – " + Lower(MeansWord(fact.Means))
		return
	}
	if fact.Letter < 1 || fact.Letter > len(c.Letters) {
		return
	}
	switch l := c.Letters[fact.Letter-1]; {
	case l.Failed:
		m.Status, m.Tone = LetterStateWord("failed")
	case l.DeliveredAt.IsZero():
		m.Status, m.Tone = LetterStateWord("waiting")
	}
}
