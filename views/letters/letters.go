package letters

import (
	"strings"

	"vigie/tickets"
	"vigie/views"
)

// Config is what letters say of the service that sends them. All but
// ServiceName and PublicURL may be empty, and is left out then.
type Config struct {
	ServiceName    string // « Évolutions du ROME »
	Operator       string // « France Travail »
	ContactAddress string // mailbox people may write to
	Phone          string
	PostalAddress  string // of one line or several
	DataProtection string // a sentence, or the URL of a page; "" is our own sentence and page
	PublicURL      string // "https://rome.example.org", with or without a last slash
	Inbound        bool   // answers to letters arrive in a mailbox that the service reads
	SilenceRefuses bool   // two months of silence refuse a request: article L231-4
}

// New gives the function that renders letters.
func New(c Config) tickets.Letters {
	c.PublicURL = strings.TrimRight(c.PublicURL, "/")
	return func(m tickets.LetterModel) tickets.LetterText {
		l := letter{Config: c, LetterModel: m}
		var subject string
		switch m.Purpose {
		case tickets.Acknowledgement:
			subject = l.acknowledgement()
		case tickets.AskBack:
			subject = l.question()
		case tickets.Decision:
			subject = l.decision()
		case tickets.Integration:
			subject = l.integration()
		default:
			subject = l.answer()
		}
		return tickets.LetterText{
			Subject: l.subject(subject),
			Text:    l.text(),
		}
	}
}

// A letter is one being written.
type letter struct {
	Config
	tickets.LetterModel
	page
}

// url makes a path of views absolute.
func (l *letter) url(path string) string { return l.PublicURL + path }

func (l *letter) greet() { l.para("Madame, Monsieur,") }

// recall reminds of what the author wrote, and when.
func (l *letter) recall() {
	t := l.Ticket
	received := views.LongDate(tickets.DateOf(t.ReceivedAt))
	what := "Votre demande " + t.Reference
	switch t.Type {
	case tickets.Question:
		what = "Votre question " + t.Reference
	case tickets.Defect:
		what = "Votre signalement " + t.Reference
	}
	what += " nous est parvenu" + l.ending("e", "") + " le " + received
	n := len(t.Proposals)
	switch {
	case n == 0:
		l.para(what + ".")
	case l.mailed(): // the words are an agent's
		l.para(what + ". " + views.Plural(n, "Nous y avons lu l’évolution suivante :", "Nous y avons lu les évolutions suivantes :"))
	default:
		l.para(what + ". " + views.Plural(n, "Vous y proposez l’évolution suivante :", "Vous y proposez les évolutions suivantes :"))
	}
	for i := range t.Proposals {
		l.change(&t.Proposals[i])
	}
}

// noun is the ticket's type inside a sentence: « votre question ».
func (l *letter) noun() string {
	switch l.Ticket.Type {
	case tickets.Question:
		return "votre question"
	case tickets.Defect:
		return "votre signalement"
	}
	return "votre demande"
}

// either words how to write to us: by answering the letter where answers are
// read, else by the private link alone.
func (l *letter) either(answering, link string) string {
	if l.Inbound {
		return answering
	}
	return link
}

// track gives the author's private link, after a sentence that says what it is
// good for.
func (l *letter) track(why string) {
	if l.TrackToken == "" {
		return
	}
	l.para(why)
	l.link(l.url(views.TrackPath(l.TrackToken)))
}

// public gives the link of the public page, where there is one.
func (l *letter) public() {
	if !l.Ticket.Public() {
		return
	}
	l.para(views.Sentence(l.noun()) + " est " + l.ending("publique", "public") + " :")
	l.link(l.url(views.TicketPath(l.Ticket.Reference)))
}

// ending agrees with the noun of the ticket's type.
func (l *letter) ending(feminine, masculine string) string {
	if l.Ticket.Type == tickets.Defect {
		return masculine
	}
	return feminine
}

// course is the line of the request's life, a line a point. Releases to come
// are nobody's promise, and are left to the pages.
func (l *letter) course() {
	var lines []string
	for _, point := range strings.Split(strings.TrimSpace(views.CourseText(views.CourseOf(l.Ticket, nil, l.Today))), "\n") {
		lines = append(lines, fold(point, "", "   "))
	}
	l.add(strings.Join(lines, "\n"))
}

// sign closes a letter that somebody wrote.
func (l *letter) sign() {
	l.para("Nous vous prions d’agréer, Madame, Monsieur, l’expression de notre considération distinguée.")
	l.service()
}

// service is who writes, and how to reach them.
func (l *letter) service() {
	lines := []string{l.ServiceName, l.Operator}
	lines = append(lines, strings.Split(l.PostalAddress, "\n")...)
	if l.Phone != "" {
		lines = append(lines, "Téléphone : "+l.Phone)
	}
	if l.ContactAddress != "" {
		lines = append(lines, "Courriel : "+l.ContactAddress)
	}
	l.lines(lines)
}

// privacy is the last line of what a machine writes.
func (l *letter) privacy() {
	page := l.url(views.PrivacyPath())
	given := "votre nom et votre adresse servent"
	if l.mailed() {
		given = "votre message, votre nom et votre adresse servent"
	}
	text := "Données personnelles : " + given + " uniquement à traiter " + l.noun() +
		". Ils ne sont pas publiés. Vos droits et comment les exercer :"
	switch d := strings.TrimSpace(l.DataProtection); {
	case strings.HasPrefix(d, "https://") || strings.HasPrefix(d, "http://"):
		page = d
	case d != "":
		text = d
	}
	l.para(text)
	l.link(page)
}
