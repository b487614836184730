package letters

import (
	"strconv"

	"vigie/views"
)

// answer is a draft: an agent writes the middle. It says nothing that is not
// true of any answer.
func (l *letter) answer() string {
	l.greet()
	l.recall()
	l.para("Nous l’avons étudié" + l.ending("e", "") + " avec attention. Voici notre réponse.")
	l.stillDue()
	l.track(l.either("Vous pouvez répondre à ce courriel. Pour suivre "+l.noun()+", utilisez votre lien privé :",
		"Pour nous répondre ou suivre "+l.noun()+", utilisez votre lien privé :"))
	l.public()
	l.sign()
	return "Réponse à " + l.noun()
}

// question is a draft: an agent writes what is missing.
func (l *letter) question() string {
	l.greet()
	l.recall()
	if !l.conflict() {
		l.para("Pour poursuivre son étude, nous avons besoin d’une précision de votre part.")
	}
	l.track(l.either("Vous pouvez répondre à ce courriel, ou nous écrire par votre lien privé :", "Vous pouvez nous répondre par votre lien privé :"))
	if due := l.Ticket.Reply.Deadline.DueOn; l.Ticket.Reply.Runs && !l.Ticket.Reply.Stopped() && !due.Before(l.Today) {
		l.para("Cette question ne suspend pas le délai que nous nous sommes donné : nous vous répondrons au plus tard le " +
			views.LongDate(due) + ".")
	}
	l.sign()
	return "Une précision sur " + l.noun()
}

// conflict asks what is wanted now that the target of a change is not what it
// was; false where the question is not about that.
func (l *letter) conflict() bool {
	if l.About == nil || l.Release == nil {
		return false
	}
	text := views.ConflictText(l.About.Change, l.Release)
	if text == "" {
		return false
	}
	l.para("Depuis, une nouvelle version du ROME a changé ce dont parle " + views.Plural(len(l.Ticket.Proposals), "votre proposition", "votre proposition"+nbsp+strconv.Itoa(l.About.N)) + ".")
	l.add(fold(text, "", ""))
	l.para("Souhaitez-vous maintenir votre proposition, la modifier, ou la retirer ? Dites-nous, si vous la maintenez, à quoi elle doit désormais s’appliquer.")
	return true
}

// stillDue tells of changes that an answer leaves undecided.
func (l *letter) stillDue() {
	if n := l.Ticket.Undecided(); n > 0 {
		l.para(views.Plural(n,
			"Notre décision sur l’évolution proposée vous sera communiquée à part.",
			"Nos décisions sur les évolutions proposées vous seront communiquées à part."))
	}
}
