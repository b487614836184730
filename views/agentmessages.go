package views

import (
	"strconv"
	"time"

	"vigie/tickets"
)

// An agentEntry is a message with what stands beneath it, or one line that says
// what changes nothing.
type agentEntry struct {
	MessageModel
	Folded string    // a letter that nobody wrote, unfolded on demand
	Mail   *MailView // the stored message it is, nil for others
	Line   string    // the whole entry in one line, of the message LineMail
	LineOf int64

	Recall     int   // number of the letter that can still be taken back, 0 for none
	Detachable int64 // message that may be taken off the ticket
	Promised   int64 // message that may be the promised answer
}

// conversation is the part that was read of what was said on a ticket, newest
// last: what the author and others wrote, letters with how their delivery goes,
// what was found in the sent folder, internal notes, and decisions that no
// letter tells.
func (m AgentTicket) conversation() []agentEntry {
	var list []agentEntry
	staff := m.staff()
	for _, said := range m.Part.Said {
		e, _ := m.Event(said.N)
		entry := agentEntry{MessageModel: MessageModel{
			ID: agentMessage(e.N), At: said.At, Author: m.authorName(), Text: e.Personal.Text,
		}}
		if !m.entry(&entry, e, staff) {
			continue
		}
		if e.Erased {
			entry.Text, entry.Folded = "(texte effacé)", ""
		} else if entry.Text == "" && entry.Folded == "" {
			entry.Text = "(sans texte)"
		}
		entry.shorten()
		list = append(list, entry)
	}
	return list
}

// agentMessage is the anchor of the message that an event is.
func agentMessage(n int) string { return "e" + strconv.Itoa(n) }

// shorten folds the rest of a very long text. That of a stored message has a
// page of its own, and is not here.
func (e *agentEntry) shorten() {
	e.Text, e.Rest = foldLong(e.Text)
	if e.Mail == nil {
		return
	}
	if e.Rest != "" || e.Mail.Long && !e.Mail.more() {
		e.Rest, e.Whole = "", MailPath(e.Mail.ID)
	}
}

func (m AgentTicket) authorName() string { return first(m.Author.Name, "L’auteur de la demande") }

// entry fills in the entry of an event; false for a message that was taken away
// since.
func (m AgentTicket) entry(to *agentEntry, e tickets.Event, staff map[int64]string) bool {
	switch f := e.Fact.(type) {
	case tickets.Filed:
		to.What = first(m.Author.Subject, TypeWord(f.Type))
		m.mailEntry(to, f.Mail)
	case tickets.Messaged:
		m.messagedEntry(to, e, f)
	case tickets.Attached:
		return m.attachedEntry(to, f)
	case tickets.Noted:
		to.Kind, to.Author, to.What = MessageNote, whoOf(e.By, staff), "Note interne"
	case tickets.Lettered:
		m.letterEntry(to, e, f, staff)
	case tickets.Undelivered:
		m.bounceLine(to, f.Mail, f.Letter)
	case tickets.Accepted, tickets.Declined, tickets.FoundTrue:
		to.Kind, to.Author, to.What = MessageSent, whoOf(e.By, staff), Sentence(Typo(decisionText(m.Case, e.Fact)))
	case tickets.Overridden:
		to.Kind, to.Author, to.What = MessageNote, whoOf(e.By, staff), "Constat d’intégration"
	}
	return true
}

// letterEntry fills a letter's message in; what nobody wrote, and what was
// taken back, is folded.
func (m AgentTicket) letterEntry(to *agentEntry, e tickets.Event, f tickets.Lettered, staff map[int64]string) {
	to.Kind, to.Author, to.What = MessageSent, whoOf(e.By, staff), PurposeWord(f.Purpose)
	if f.Means != "" {
		to.What += ", " + Lower(MeansWord(f.Means))
		if f.Means == tickets.ByMail { // whoever wrote it, it was not who found it
			to.Author = "Le service"
		}
		m.mailEntry(to, f.Mail)
		return
	}
	to.Status, to.Tone = letterStatus(m.Case, f.Letter)
	if m.recallable(f.Letter) && m.leaving() != f.Letter {
		to.Recall = f.Letter
	}
	to.Text = forAgents(to.Text)
	if f.Purpose.ByMachine() || m.letter(f.Letter).Recalled {
		to.Folded, to.Text = to.Text, ""
	}
}

// letter is the nth letter, empty for none.
func (m AgentTicket) letter(n int) tickets.Letter {
	if n < 1 || n > len(m.Letters) {
		return tickets.Letter{}
	}
	return m.Letters[n-1]
}

// recallable reports whether somebody wrote the letter and no server was asked
// to take it yet.
func (m AgentTicket) recallable(n int) bool {
	l, status := m.letter(n), m.Outbox[n]
	return l.WrittenBy.Role.Staff() && !l.Recalled && status.State == "waiting" && status.Attempts == 0
}

// leaving is the letter that was just written and waits for its moment, 0 for
// none.
func (m AgentTicket) leaving() int {
	if n := len(m.Letters); m.recallable(n) && m.leavesIn() > 0 {
		return n
	}
	return 0
}

// leavesIn is how long the latest letter waits yet.
func (m AgentTicket) leavesIn() time.Duration {
	return m.letter(len(m.Letters)).WrittenAt.Add(m.TakeBack).Sub(m.Now)
}

// leavingTitle says what leaves and when: « La réponse part dans 24 secondes ».
func (m AgentTicket) leavingTitle() string {
	seconds := max(1, int((m.leavesIn()+time.Second-1)/time.Second))
	what := "La lettre"
	switch m.letter(len(m.Letters)).Purpose {
	case tickets.Answer:
		what = "La réponse"
	case tickets.AskBack:
		what = "La demande de précision"
	case tickets.Decision:
		what = "La décision est enregistrée. La lettre"
	}
	return what + " part dans" + nbsp + Count(seconds, "seconde", "secondes")
}

// leavingSays reports whether what was just done is the letter that leaves.
func (m AgentTicket) leavingSays() bool {
	switch m.Done {
	case "answered", "asked", "decided":
		return m.leaving() != 0
	}
	return false
}

// letterStatus says how the delivery of a letter goes, and why it does not.
func letterStatus(c *tickets.Case, n int) (string, Tone) {
	status, ok := c.Outbox[n]
	if !ok || n < 1 || n > len(c.Letters) {
		return "", ToneFlat
	}
	l := c.Letters[n-1]
	word, tone := LetterStateWord(status.State)
	why := DeliveryText(status.Status)
	switch {
	case l.Recalled:
		return LetterStateWord("recalled")
	case l.Failed && !l.DeliveredAt.IsZero():
		word, tone = LetterStateWord("bounced")
		why = DeliveryText(l.Status)
	case l.Failed:
		word, tone = LetterStateWord("failed")
	case status.State == "waiting" && status.Attempts > 0:
		tone = ToneSoon
		word += ", " + Count(status.Attempts, "essai", "essais")
	}
	if why != "" {
		word += nbsp + ": " + why
	}
	return word, tone
}
