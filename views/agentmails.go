package views

import (
	"net/url"
	"strconv"
	"strings"

	"vigie/tickets"
)

// MailsTitle is the title of the page.
const MailsTitle = "Messages enregistrés"

// MailsModel is the list of every stored message, under its filters.
type MailsModel struct {
	tickets.MailListing
	Filter tickets.MailFilter
	Counts map[tickets.MailOutcome]int
}

// mailsPath is the list at a path under filters.
func mailsPath(path string, f tickets.MailFilter) string {
	query := url.Values{}
	if f.Outcome != "" {
		query.Set("devenir", string(f.Outcome))
	}
	if f.Query != "" {
		query.Set("q", f.Query)
	}
	if f.Before != 0 {
		query.Set("avant", strconv.FormatInt(f.Before, 10))
	}
	return WithQuery(path, query)
}

// twin is the whole list under its filters, at a path.
func (m MailsModel) twin(path string) string {
	f := m.Filter
	f.Before = 0
	return mailsPath(path, f)
}

// pages lead on, and back to the latest.
func (m MailsModel) pages() KeysetModel {
	var k KeysetModel
	if m.Filter.Before != 0 {
		k.First = m.twin(MailsPath())
	}
	if m.Next != 0 {
		k.Next = m.more()
	}
	return k
}

// more is where the list goes on.
func (m MailsModel) more() string {
	f := m.Filter
	f.Before = m.Next
	return mailsPath(MailsPath(), f)
}

// filterOutcomes are the outcomes in the order in which they are offered: those
// that somebody may have to look at first.
func filterOutcomes() []tickets.MailOutcome {
	list := []tickets.MailOutcome{tickets.UnreadMessages, tickets.QuarantinedMail, tickets.UnrelatedMail}
	for _, o := range tickets.MailOutcomes() {
		if o != tickets.QuarantinedMail && o != tickets.UnrelatedMail {
			list = append(list, o)
		}
	}
	return list
}

// outcomeOptions are the outcomes, each with how many messages have it.
func (m MailsModel) outcomeOptions() []Option {
	list := []Option{{Value: "", Label: "Tous (" + Number(m.total()) + ")"}}
	for _, o := range filterOutcomes() {
		list = append(list, Option{Value: string(o), Label: MailOutcomeWord(o) + " (" + Number(m.Counts[o]) + ")"})
	}
	return list
}

// total is how many messages are stored.
func (m MailsModel) total() int {
	n := 0
	for _, c := range m.Counts {
		n += c
	}
	return n
}

// sentence says first how many there are, and that none is left out.
func (m MailsModel) sentence() string {
	return Count(m.total(), "message enregistré", "messages enregistrés") + ". Rien de ce qui arrive n’est jeté."
}

func (m MailsModel) chips() []Chip {
	var list []Chip
	if m.Filter.Outcome != "" {
		f := m.Filter
		f.Outcome, f.Before = "", 0
		list = append(list, Chip{Label: mailOutcomeShort(m.Filter.Outcome), Href: mailsPath(MailsPath(), f)})
	}
	if m.Filter.Query != "" {
		f := m.Filter
		f.Query, f.Before = "", 0
		list = append(list, Chip{Label: "Mots" + nbsp + ": " + m.Filter.Query, Href: mailsPath(MailsPath(), f)})
	}
	return list
}

func (m MailsModel) caption() string {
	if len(m.chips()) == 0 {
		return "Les derniers enregistrés d’abord"
	}
	return "Messages trouvés, les derniers enregistrés d’abord"
}

// empty says why nothing is listed, and what else to do.
func (m MailsModel) empty() EmptyModel {
	switch {
	case m.Unfinished:
		return EmptyModel{
			Title: "Rien parmi les messages parcourus", Text: "La recherche s’arrête après vingt mille messages. Ceux d’avant restent à parcourir.",
			Action: "Chercher plus loin", Href: m.more(),
		}
	case len(m.chips()) > 0:
		return EmptyModel{Title: "Aucun message ne correspond", Text: "La recherche porte sur l’expéditeur, l’objet et, pour ce que le service a envoyé, les destinataires.", Action: "Voir tous les messages", Href: MailsPath()}
	}
	return EmptyModel{Title: "Aucun message n’est enregistré", Text: "Les messages paraissent ici dès qu’une boîte est relevée.", Action: "Voir l’état de la messagerie", Href: MailboxesPath()}
}

// mailTo is whom the service wrote a message to.
func mailTo(m *tickets.StoredMail) string {
	shown := m.Recipients[:min(2, len(m.Recipients))]
	text := strings.Join(shown, ", ")
	if more := len(m.Recipients) - len(shown); more > 0 {
		text += " et " + Count(more, "autre", "autres")
	}
	return text
}

// mailBy is who wrote a message; "" where nobody knows.
func mailBy(m *tickets.StoredMail) string {
	if m.Name == "" && m.Address == "" && (m.Outcome == "" || m.Outcome == tickets.ErasedMail) {
		return "" // not yet, or not any more
	}
	return mailFrom(m)
}

// outcomeTone is that of the badge of what became of a message.
func outcomeTone(o tickets.MailOutcome) Tone {
	switch o {
	case tickets.QuarantinedMail:
		return ToneSoon
	case "", tickets.UnrelatedMail:
		return ToneInfo
	}
	return ToneFlat
}
