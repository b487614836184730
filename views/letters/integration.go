package letters

import (
	"vigie/rome"
	"vigie/tickets"
	"vigie/views"
)

// integration tells the author, once, which changes a release holds, with what
// proves it and whether the promise was kept.
func (l *letter) integration() string {
	news := l.news()
	l.greet()
	l.para(views.Plural(len(news), "Une évolution que vous avez proposée", "Des évolutions que vous avez proposées") +
		" le " + views.LongDate(tickets.DateOf(l.Ticket.ReceivedAt)) + " (demande " + l.Ticket.Reference + ") " +
		views.Plural(len(news), "est intégrée au ROME.", "sont intégrées au ROME."))
	for _, p := range news {
		l.change(p, release(p), evidence(p), l.kept(p))
	}
	if n := l.waiting(); n > 0 {
		l.para(views.Plural(n,
			"Une autre évolution retenue reste en attente d’intégration : nous vous écrirons de nouveau.",
			"D’autres évolutions retenues restent en attente d’intégration : nous vous écrirons de nouveau."))
	}
	l.para("Ce constat est tiré des données publiées elles-mêmes.")
	l.track(l.either("Si quelque chose ne correspond pas à ce que vous aviez demandé, répondez à ce courriel. Le détail est sur votre page privée :",
		"Le détail est sur votre page privée, d’où vous pouvez aussi nous écrire si quelque chose ne correspond pas à ce que vous aviez demandé :"))
	l.public()
	l.para("Avec nos remerciements pour votre contribution,")
	l.service()
	return l.integratedSubject(news)
}

// news are the changes the author has not been told of.
func (l *letter) news() []*tickets.Proposal {
	var untold, all []*tickets.Proposal
	for i := range l.Ticket.Proposals {
		p := &l.Ticket.Proposals[i]
		if p.State != tickets.Integrated && p.State != tickets.Overrode {
			continue
		}
		all = append(all, p)
		if !p.Told && p.State == tickets.Integrated {
			untold = append(untold, p)
		}
	}
	if len(untold) > 0 {
		return untold
	}
	return all
}

func (l *letter) waiting() int {
	n := 0
	for _, p := range l.Ticket.Proposals {
		if p.State == tickets.Awaiting || p.State == tickets.Regressed {
			n++
		}
	}
	return n
}

func (l *letter) integratedSubject(news []*tickets.Proposal) string {
	subject := views.Plural(len(news), "Évolution intégrée", "Évolutions intégrées") + " au ROME"
	if len(news) > 0 && news[0].Integrated != nil && news[0].Integrated.Table.Import == 0 {
		subject += ", version" + nbsp + news[0].Integrated.Number
		for _, p := range news[1:] {
			if p.Integrated == nil || p.Integrated.Number != news[0].Integrated.Number || p.Integrated.Table.Import != 0 {
				return views.Plural(len(news), "Évolution intégrée", "Évolutions intégrées") + " au ROME"
			}
		}
	}
	return subject
}

// release says which one holds the change, and since when.
func release(p *tickets.Proposal) string {
	r := p.Integrated
	switch {
	case r == nil:
		return "Intégration constatée le " + views.LongDate(p.Clock.StoppedOn) + "."
	case r.Table.Import != 0:
		return "Intégrée dans " + views.HeldSince(*r) + "."
	case r.Republished:
		return "Intégrée dans la version" + nbsp + r.Number + ", publiée de nouveau avec ce changement et constatée le " + views.LongDate(r.ObservedOn) + "."
	}
	return "Intégrée dans la version" + nbsp + r.Number + views.PublishedWords(p) + "."
}

// evidence is the first row that proves it: file and line.
func evidence(p *tickets.Proposal) string {
	for _, e := range p.Evidence {
		if e.Line > 0 {
			return views.Typo("Preuve : ") + place(e)
		}
	}
	if len(p.Evidence) > 0 { // what was removed is nowhere
		return views.Typo("Preuve : l’élément retiré ne figure plus dans le fichier ") + p.Evidence[0].File + "."
	}
	return ""
}

func place(e rome.Evidence) string {
	return "fichier " + e.File + ", ligne" + nbsp + views.Number(e.Line) + "."
}

// kept says whether the promise was kept, and what it was.
func (l *letter) kept(p *tickets.Proposal) string {
	c := p.Clock
	if c.Deadline.DueOn.IsZero() || !c.Stopped() {
		return ""
	}
	due := views.LongDate(c.Deadline.DueOn)
	promise := "L’engagement de l’intégrer en " + views.Months(l.Ticket.Policy.IntegrationMonths)
	if c.Kept() {
		return promise + ", soit au plus tard le " + due + ", est tenu."
	}
	return promise + ", soit au plus tard le " + due + views.Typo(", n’est pas tenu : nous vous prions de nous en excuser.")
}
