package letters

import (
	"vigie/tickets"
	"vigie/views"
)

// mailed reports whether the request came by mail: nobody has filled a form in,
// chosen what is public, or said what kind of request it is.
func (l *letter) mailed() bool { return l.Ticket.Channel == tickets.Mail }

// offer lets the author of a mail make the request public. Nothing is asked:
// the address needs no confirming to be answered.
func (l *letter) offer() {
	if l.ConfirmToken == "" {
		return
	}
	l.heading("Rendre " + l.noun() + " " + l.ending("publique", "public") + ", si vous le souhaitez")
	l.para(views.Sentence(l.noun()) + " est " + l.ending("privée", "privé") + ". Si vous souhaitez que chacun puisse lire sa référence, son état, les dates, les évolutions que nous y aurons lues " +
		"et nos décisions, ouvrez ce lien, puis confirmez sur la page qui s’affiche. Votre message, votre nom et votre adresse ne sont pas publiés.")
	l.link(l.url(views.ConfirmPath(l.ConfirmToken)))
	l.para("Si ce n’est pas vous qui nous avez écrit, n’ouvrez aucun lien de cette lettre.")
}

// silenceMonths is how long the administration may be silent before that is a
// decision (code des relations entre le public et l’administration, article
// L231-4).
const silenceMonths = 2

// silence says what becomes of a request without a decision, and what its author
// can do then. Questions and defect reports ask for no decision.
func (l *letter) silence() {
	t := l.Ticket
	if !l.SilenceRefuses || t.Type != tickets.Request && t.Type != tickets.Unsorted {
		return
	}
	on := views.LongDate(tickets.DeadlineAfter(t.ReceivedAt, silenceMonths, tickets.Strict, t.Policy.Zone).DueOn)
	text := "Si nous n’avons pas pris de décision le " + on + ", votre demande sera réputée rejetée"
	if t.Type == tickets.Unsorted {
		text = "Si votre message demande une évolution du ROME et que nous n’avons pas pris de décision le " + on + ", cette demande sera réputée rejetée"
	}
	l.para(text + " (code des relations entre le public et l’administration, article L231-4). Vous aurez alors deux mois pour saisir le tribunal administratif " +
		"(code de justice administrative, articles R421-1 et R421-2).")
}

// Probe is what the service writes to its own mailbox, to see whether it takes
// addresses with a "+". Only somebody who opens the mailbox by hand reads it.
func Probe(c Config) tickets.LetterText {
	var p page
	p.para(c.ServiceName + " s’envoie ce message pour vérifier que sa boîte reçoit les adresses de la forme « boîte+référence ».")
	p.para("Il n’appelle aucune réponse. Vous pouvez le supprimer.")
	return tickets.LetterText{Subject: "Vérification automatique de la boîte", Text: p.text()}
}
