package letters

import (
	"vigie/tickets"
	"vigie/views"
)

// acknowledgement tells the author that the request has arrived, what it was
// understood to ask, and what happens next and when.
func (l *letter) acknowledgement() string {
	t := l.Ticket
	l.greet()
	l.para("Nous avons reçu " + l.noun() + " le " + views.DateTime(t.ReceivedAt) + " (heure de Paris)" + l.way() +
		". Sa référence est " + t.Reference + " : merci de la rappeler dans tout échange avec nous.")
	l.confirm()
	if len(t.Proposals) > 0 {
		l.heading("Ce que vous proposez")
		for i := range t.Proposals {
			l.change(&t.Proposals[i])
		}
	}
	l.next()
	if l.TrackToken != "" {
		l.heading("Suivre " + l.noun())
		l.track("Ce lien est privé : il permet de lire " + l.noun() + " en entier, de nous écrire et de " + l.withdraw() +
			". Ne le transmettez à personne.")
	}
	l.heading("Service chargé de " + l.noun())
	l.service()
	l.para("Cet accusé de réception ne vaut pas réponse.")
	l.privacy()
	return "Accusé de réception de " + l.noun()
}

func (l *letter) withdraw() string {
	return l.ending("la retirer", "le retirer")
}

// way is how it came in, where that is worth a word.
func (l *letter) way() string {
	switch l.Ticket.Channel {
	case tickets.Web:
		return ", par notre site"
	case tickets.Mail:
		return ", par courriel"
	case tickets.Phone:
		return ", par téléphone"
	}
	return ""
}

func (l *letter) confirm() {
	if l.ConfirmToken == "" {
		return
	}
	l.heading("Confirmez votre adresse")
	l.para("Ouvrez ce lien, puis confirmez votre adresse sur la page qui s’affiche. " + views.Sentence(l.noun()) + " sera alors " + l.ending("publique", "public") +
		" : chacun pourra lire " + l.shown() + ". Votre nom et votre adresse ne sont pas publiés.")
	l.link(l.url(views.ConfirmPath(l.ConfirmToken)))
	l.para("Sans confirmation, nous vous répondrons dans les mêmes délais, mais " + l.noun() + " restera " + l.ending("privée", "privé") +
		". Si vous ne nous avez rien demandé, n’ouvrez aucun lien de cette lettre.")
}

// shown is what the public will see.
func (l *letter) shown() string {
	shown := []string{"sa référence", "son état", "les dates"}
	if len(l.Ticket.Proposals) > 0 {
		shown = append(shown, "les évolutions demandées", "nos décisions")
	}
	if l.Ticket.OpenText {
		shown = append(shown, "le texte que vous avez accepté de rendre public")
	}
	return views.List(shown)
}

// next are the promises, in words and as the course.
func (l *letter) next() {
	t := l.Ticket
	if !t.Reply.Runs {
		return
	}
	l.heading("Ce qui se passe ensuite")
	l.para("Nous vous répondrons au plus tard le " + views.LongDate(t.Reply.Deadline.DueOn) + ".")
	l.promise()
	l.course()
}

// promise is the second deadline: integration, if accepted.
func (l *letter) promise() {
	n := len(l.Ticket.Proposals)
	if n == 0 {
		return
	}
	text := views.Plural(n,
		"Si nous retenons l’évolution que vous proposez, elle sera intégrée",
		"Les évolutions que nous retiendrons seront intégrées") + " au ROME "
	if due := l.Ticket.Proposals[0].Clock.Deadline.DueOn; due.IsZero() {
		text += "dans les " + views.Months(l.Ticket.Policy.IntegrationMonths) + " qui suivront notre décision"
	} else {
		text += "au plus tard le " + views.LongDate(due)
	}
	l.para(text + ". À chaque nouvelle version, nous le vérifions dans les données publiées.")
}
