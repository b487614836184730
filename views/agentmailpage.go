package views

import (
	"strconv"
	"strings"

	"vigie/tickets"
)

// MailModel is one stored message alone.
type MailModel struct {
	MailView
	Reference string // of the request it belongs to, "" for none
	Place     PlaceModel
	Staff     map[int64]string
}

// facts are the headers that matter, and what the service made of them.
func (m MailModel) facts() []Fact {
	var list []Fact
	add := func(label, value string) {
		if value != "" {
			list = append(list, Fact{Label: label, Value: value})
		}
	}
	add("De", mailFrom(m.StoredMail))
	add("À", strings.Join(m.Recipients, ", "))
	if !m.SentAt.IsZero() {
		add("Envoyé le", DateTime(m.SentAt)+", à en croire l’expéditeur")
	}
	add("Reçu le", DateTime(m.ReceivedAt)+", date "+BasisWord(m.Basis))
	add("Dossier", FolderRoleWord(m.Role))
	add("Nature", because(MailKindWord(m.Kind), "d’après ", MailKindWhy(m.KindWhy)))
	if m.Auth != "" {
		word, _ := MailAuthWord(m.Auth)
		add("Expéditeur", because(word, "", MailAuthWhy(m.AuthWhy)))
	}
	if b := m.Bounce; b != nil {
		add("Adresse en cause", b.Recipient)
		add("Ce qu’en dit le serveur", BounceText(b))
	}
	add("Message-ID", m.MessageID)
	add("Taille", FileSize(m.Size))
	if m.Tries > 1 {
		add("Lu", strconv.Itoa(m.Tries)+nbsp+"fois")
	}
	return list
}

// because is a word with its ground in brackets.
func because(word, link, ground string) string {
	if ground == "" {
		return word
	}
	return word + " (" + link + ground + ")"
}

// settled says who put a message aside or placed it, "" for a machine.
func (m MailModel) settled() string {
	if m.SettledBy == 0 {
		return ""
	}
	return "par " + staffName(m.Staff, m.SettledBy) + ", le " + PlainDate(tickets.DateOf(m.SettledAt))
}

func (m MailModel) waits() bool { return m.Outcome == tickets.QuarantinedMail }

// unrelated reports whether the service sent it and it is no request's: an agent
// may know of which it is.
func (m MailModel) unrelated() bool { return m.Placeable() && !m.waits() }
