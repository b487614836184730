package letters

import (
	"vigie/tickets"
	"vigie/views"
)

// decision is a draft that says, of each change, what was decided and why, and
// what follows. It is rendered as if the decisions had been taken.
func (l *letter) decision() string {
	t := l.Ticket
	l.greet()
	l.para("Nous avons étudié " + l.noun() + " " + t.Reference + ", reçu" + l.ending("e", "") + " le " +
		views.LongDate(tickets.DateOf(t.ReceivedAt)) + ". " +
		views.Plural(len(l.decided()), "Voici notre décision.", "Voici nos décisions, évolution par évolution."))
	for _, p := range l.decided() {
		l.change(p, l.outcome(p)...)
	}
	if n := t.Undecided(); n > 0 {
		l.para(views.Plural(n,
			"Une autre évolution est encore à l’étude : notre décision vous sera communiquée à part.",
			"Les autres évolutions sont encore à l’étude : nos décisions vous seront communiquées à part."))
	}
	l.follow()
	l.track("Si vous souhaitez réagir à cette lettre, apporter un élément nouveau ou demander un nouvel examen, " +
		l.either("répondez à ce courriel, ou écrivez-nous par votre lien privé :", "écrivez-nous par votre lien privé :"))
	l.public()
	l.sign()
	return "Décision sur " + l.noun()
}

// decided are the changes this letter notifies: those decided with it, or all
// that are decided when it is rendered afterwards.
func (l *letter) decided() []*tickets.Proposal {
	var now, all []*tickets.Proposal
	for i := range l.Ticket.Proposals {
		p := &l.Ticket.Proposals[i]
		if p.State == tickets.Pending || p.State == tickets.TakenBack {
			continue
		}
		all = append(all, p)
		if p.Letter == len(l.Ticket.Letters)+1 {
			now = append(now, p)
		}
	}
	if len(now) > 0 {
		return now
	}
	return all
}

// outcome is the decision on one change: word, reason, the agent's words.
func (l *letter) outcome(p *tickets.Proposal) []string {
	text := views.Typo("Décision : ")
	switch p.State {
	case tickets.Refused:
		text += "non retenue. " + views.Typo(views.ReasonText(p.Reason))
	case tickets.AlreadyTrue:
		text += "déjà présente" + l.inRelease() + ". Il n’y a donc rien à modifier."
	default:
		text += "retenue. " + views.Typo(l.dueSentence(p))
	}
	return []string{text, l.Words[p.N]}
}

func (l *letter) inRelease() string {
	if l.Release == nil {
		return " dans le ROME"
	}
	return " dans la version" + nbsp + l.Release.Number + " du ROME"
}

// dueSentence says by when an accepted change will be in a release.
func (l *letter) dueSentence(p *tickets.Proposal) string {
	if due := p.Clock.Deadline.DueOn; !due.IsZero() {
		return "Elle sera intégrée au ROME au plus tard le " + views.LongDate(due) + "."
	}
	return "Elle sera intégrée au ROME dans les " + views.Months(l.Ticket.Policy.IntegrationMonths) + " qui suivent cette lettre."
}

// follow says what happens to what was accepted.
func (l *letter) follow() {
	n := 0
	for _, p := range l.decided() {
		if p.State == tickets.Awaiting {
			n++
		}
	}
	if n == 0 {
		return
	}
	l.para("À chaque nouvelle version du ROME, nous vérifions dans les données publiées que " +
		views.Plural(n, "l’évolution retenue y figure", "les évolutions retenues y figurent") +
		". Vous recevrez un courriel dès que ce sera le cas.")
}

const nbsp = "\u00a0"
