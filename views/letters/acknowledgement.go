package letters

import (
	"vigie/tickets"
	"vigie/views"
)

// acknowledgement tells the author that the request has arrived, what it was
// understood to ask, and what happens next and when.
func (l *letter) acknowledgement() string {
	l.greet()
	l.received()
	if l.mailed() {
		l.quote()
	} else {
		l.confirm()
	}
	if n := len(l.Ticket.Proposals); n > 0 {
		l.heading("Ce que vous proposez")
		for i := range l.Ticket.Proposals {
			l.change(&l.Ticket.Proposals[i])
		}
	}
	l.next()
	if l.TrackToken != "" {
		l.heading("Suivre " + l.noun())
		l.track("Ce lien est privé : il permet de lire " + l.noun() + " en entier, de nous écrire et de " + l.ending("la retirer", "le retirer") +
			". Ne le transmettez à personne.")
	}
	if l.mailed() {
		l.offer()
	}
	l.heading("Service chargé de " + l.noun())
	l.service()
	l.para("Cet accusé de réception ne constitue pas une réponse à " + l.noun() + ".")
	l.privacy()
	return "Accusé de réception de " + l.noun()
}

// received says what has arrived, and when.
func (l *letter) received() {
	t := l.Ticket
	what := l.noun()
	if l.mailed() {
		what = "votre courriel"
	}
	l.para("Nous avons reçu " + what + " le " + views.DateTime(t.ReceivedAt) + " (heure de Paris)" + l.way() +
		". Sa référence est " + t.Reference + " : merci de la rappeler dans tout échange avec nous." +
		l.either(" Pour compléter "+l.noun()+", répondez simplement à ce courriel.", ""))
}

// way is how it came in, where that is worth a word.
func (l *letter) way() string {
	switch l.Ticket.Channel {
	case tickets.Web:
		return ", par notre site"
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
	by := " au plus tard le " + views.LongDate(t.Reply.Deadline.DueOn) + "."
	if t.Type == tickets.Unsorted {
		l.para("Une personne du service lira votre message et vous répondra" + by)
		l.para("S’il propose une évolution du ROME, nous vous dirons si nous la retenons, et pour quand.")
	} else {
		l.para("Nous vous répondrons" + by)
	}
	l.promise()
	l.course()
	l.silence()
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
