package views

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"vigie/tickets"
)

// A TrackMessage is one message as the author of a request reads it.
type TrackMessage struct {
	MessageModel
	Files []string // names and sizes of what came with it
	mail  int64    // the stored message it came by
}

// authorConversation is what the author and the service wrote to each other, the
// newest last. It has the letters that left, and the words of those who take
// part: no notes, no robots' mail, nothing of strangers, nothing that was taken
// off the request or taken back. The text of an acknowledgement is left out: its
// link proves that the address is read, so this page must not give it away.
func authorConversation(c *tickets.Case) []TrackMessage {
	var list []TrackMessage
	for _, e := range c.Events {
		m := TrackMessage{MessageModel: MessageModel{ID: "m" + strconv.Itoa(e.N), Author: "Vous", At: e.At, Text: e.Personal.Text}}
		switch fact := e.Fact.(type) {
		case tickets.Filed:
			m.What, m.At = publicType(fact.Type), c.ReceivedAt
			if m.came(c, fact.Mail); m.Text == "" && !e.Erased && fact.Mail == 0 {
				continue
			}
		case tickets.Messaged:
			if fact.Stranger {
				continue
			}
			m.What = "Message"
			m.came(c, fact.Mail)
			if e.Personal.Email != "" && !strings.EqualFold(e.Personal.Email, c.Author.Email) {
				m.Author = nameOr(e.Personal.Name, e.Personal.Email)
			}
		case tickets.Detached:
			list = slices.DeleteFunc(list, func(m TrackMessage) bool { return m.mail == fact.Mail })
			continue
		case tickets.Lettered:
			if !m.letter(c, fact) {
				continue
			}
		default:
			continue
		}
		if m.Text == "" && e.Erased {
			m.Text = "Ce texte a été effacé."
		}
		list = append(list, m)
	}
	slices.SortStableFunc(list, func(a, b TrackMessage) int { return a.At.Compare(b.At) })
	return list
}

func nameOr(name, address string) string {
	if name != "" {
		return name
	}
	return address
}

// came says of a message how it arrived, when, and with what.
func (m *TrackMessage) came(c *tickets.Case, mail int64) {
	if m.mail = mail; mail == 0 {
		return
	}
	if m.What == "Message" {
		m.What += " par courriel"
	}
	stored := c.Mails[mail]
	if stored == nil {
		return
	}
	m.At = stored.ReceivedAt
	for _, f := range stored.Files {
		if !f.Inline {
			m.Files = append(m.Files, fileName(f)+" ("+FileSize(f.Size)+")")
		}
	}
}

// letter fills in a letter of the service, and how it reached the author; false
// for one that never left, or may still be taken back.
func (m *TrackMessage) letter(c *tickets.Case, fact tickets.Lettered) bool {
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
		m.What, m.At = m.What+" – "+word, time.UnixMicro(fact.At).UTC()
		return true
	}
	if fact.Letter < 1 || fact.Letter > len(c.Letters) {
		return false
	}
	l := c.Letters[fact.Letter-1]
	switch {
	case l.Recalled:
		return false
	case l.Failed:
		m.Status, m.Tone = LetterStateWord("failed")
	case l.DeliveredAt.IsZero():
		m.Status, m.Tone = LetterStateWord("waiting")
		return fact.Purpose.ByMachine() || c.Outbox[fact.Letter].Attempts > 0
	}
	return true
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
