package views

import (
	"strings"

	"vigie/tickets"
)

// MailView is a stored message as pages show its parts.
type MailView struct {
	*tickets.StoredMail
	Frames  bool // the layout of HTML mail can be shown
	Brief   bool // among others: a page of its own has the whole of a long one
	Images  bool // pictures of other servers were asked for
	Blocked int  // how many are not shown; 0 when nobody counted
}

// said are the new words of a message.
func said(m *tickets.StoredMail) string {
	return first(strings.TrimSpace(m.Said), strings.TrimSpace(m.Text))
}

// more reports whether the whole text says more than the new words.
func (m MailView) more() bool { return strings.TrimSpace(m.Text) != said(m.StoredMail) }

// elsewhere reports whether the whole text is too long to be shown here.
func (m MailView) elsewhere() bool { return m.Long || m.Brief && len(m.Text) > longText }

func (m MailView) marked(mark string) bool {
	for _, k := range m.Marks {
		if k == mark {
			return true
		}
	}
	return false
}

// MailSubject is the subject of a message, or that it has none.
func MailSubject(m *tickets.StoredMail) string { return first(m.Subject, "(sans objet)") }

// mailFrom is who says to have written a message: « Léa Petit <lea@example.org> ».
func mailFrom(m *tickets.StoredMail) string {
	if m.Address == "" {
		return first(m.Name, "Expéditeur inconnu")
	}
	return recipient(m.Name, m.Address)
}

// mail is a stored message of the ticket, nil for one that is not there any
// more.
func (m AgentTicket) mail(id int64) *tickets.StoredMail {
	stored := m.Mails[id]
	if stored == nil || stored.Outcome == tickets.ErasedMail {
		return nil
	}
	return stored
}

// mailEntry puts a stored message under an entry: its new words are those of
// the message.
func (m AgentTicket) mailEntry(to *agentEntry, id int64) {
	if stored := m.mail(id); stored != nil {
		to.Mail = &MailView{StoredMail: stored, Frames: m.Frames, Brief: true}
		to.Text = first(said(stored), to.Text)
	}
}

// messagedEntry is what somebody wrote after the first message.
func (m AgentTicket) messagedEntry(to *agentEntry, e tickets.Event, f tickets.Messaged) {
	to.What = ChannelWord(f.Channel)
	if f.Mail == 0 {
		return
	}
	to.Author = first(e.Personal.Name, e.Personal.Email, m.authorName())
	if m.detachedAfter(e.N, f.Mail) {
		to.Line, to.LineOf = "Un message a été détaché de cette demande", f.Mail
		return
	}
	m.mailEntry(to, f.Mail)
	if f.Stranger {
		to.Status, to.Tone = "Ne participe pas à la demande", ToneSoon
	}
	if to.Mail == nil {
		return
	}
	if f.Mail != m.Mail && to.Mail.Outcome == tickets.AttachedReply {
		to.Detachable = f.Mail
	}
}

// detachedAfter reports whether a message was taken off after the nth event.
func (m AgentTicket) detachedAfter(n int, mail int64) bool {
	for _, e := range m.Events[min(n, len(m.Events)):] {
		if f, ok := e.Fact.(tickets.Detached); ok && f.Mail == mail {
			return true
		}
	}
	return false
}

// attachedEntry is what was kept without any effect: one line, but for what the
// service wrote from another program.
func (m AgentTicket) attachedEntry(to *agentEntry, f tickets.Attached) bool {
	stored := m.mail(f.Mail)
	if stored == nil {
		return false
	}
	switch f.As {
	case tickets.AttachedSent:
		m.sentEntry(to, f)
	case tickets.AttachedBounce:
		m.bounceLine(to, f.Mail, 0)
	default:
		to.Line, to.LineOf, to.Detachable = "Réponse automatique de "+mailFrom(stored)+", gardée sans effet", f.Mail, f.Mail
	}
	return true
}

// sentEntry is a message of the sent folder that nobody has confirmed as the
// answer.
func (m AgentTicket) sentEntry(to *agentEntry, f tickets.Attached) {
	to.Kind, to.Author, to.What = MessageSent, "Le service", "Envoyé d’une autre messagerie"
	for _, s := range m.Sent {
		if s.Mail == f.Mail && !m.History && m.open() && !s.At.Before(m.ReceivedAt) {
			to.Promised = f.Mail
		}
	}
	m.mailEntry(to, f.Mail)
	to.Detachable = f.Mail
}

// bounceLine says what a report says of one of our letters.
func (m AgentTicket) bounceLine(to *agentEntry, mail int64, letter int) {
	stored := m.mail(mail)
	to.Line, to.LineOf = "Avis de non-remise", mail
	if stored != nil {
		if b := stored.Bounce; b != nil && !b.Failed {
			to.Line = "Avis de retard de remise"
		}
	}
	if letter > 0 {
		to.Line += " de la lettre" + nbsp + "« " + PurposeWord(m.letter(letter).Purpose) + " »"
		to.Line = Typo(to.Line)
	}
	if stored != nil {
		if why := BounceText(stored.Bounce); why != "" {
			to.Line += nbsp + ": " + why
		}
	}
	if letter == 0 {
		to.Line += ", gardé sans effet"
	}
}

// bouncedText says what is to be done about an address that refuses letters.
func (m AgentTicket) bouncedText() string {
	why := DeliveryText(m.Bounced)
	for _, e := range m.Events {
		if f, ok := e.Fact.(tickets.Undelivered); ok && f.Mail != 0 {
			if stored := m.mail(f.Mail); stored != nil && BounceText(stored.Bounce) != "" {
				why = BounceText(stored.Bounce)
			}
		}
	}
	text := m.Author.Email
	if why != "" {
		text += nbsp + ": " + why
	}
	if text != "" {
		text += ". "
	}
	return text + "La lettre ne compte pas comme remise. Joignez l’auteur autrement, puis enregistrez la réponse donnée."
}
