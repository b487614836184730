package views

import "vigie/tickets"

// nearCutoff is how many days before an editorial cut-off it begins to press.
const nearCutoff = 14

// OutlookWords are what becomes of a promise under the releases to come: a few
// words for a badge, and a sentence.
type OutlookWords struct {
	Tone     Tone
	Mark     string // « Clôture dans 5 jours »; "" where nothing presses
	Short    string // « Dernière version possible : … », for lists
	Sentence string
}

// OutlookText words an outlook. pending is of a change nobody has decided on: it
// is told as if it were accepted today.
func OutlookText(o tickets.Outlook, due, today tickets.Date, pending bool) OutlookWords {
	var w OutlookWords
	switch o.Chance {
	case tickets.ChanceOpen:
		w.Short = "Dernière version possible : " + ShortDate(o.Release.Day) + ", clôture éditoriale le " + ShortDate(o.Release.Cutoff)
		w.Sentence = w.Short
		if pending {
			w.Sentence = "À retenir au plus tard le " + ShortDate(o.Release.Cutoff) + ", clôture éditoriale de la dernière version possible (" + ShortDate(o.Release.Day) + ")"
		}
		w.Sentence += ", " + Relative(o.Release.Cutoff, today) + "."
		if o.Slack <= nearCutoff {
			w.Tone, w.Mark = ToneSoon, "Clôture "+Relative(o.Release.Cutoff, today)
		}
	case tickets.ChanceClosed:
		w.Tone, w.Mark = ToneSoon, "Version close"
		w.Short = "Dernière version possible : " + ShortDate(o.Release.Day) + ", clôture éditoriale passée le " + ShortDate(o.Release.Cutoff)
		w.Sentence = w.Short + " : si l’évolution n’y est pas, aucune autre ne tiendra l’échéance."
	case tickets.ChanceImpossible:
		w.Tone, w.Mark = ToneLate, "Échéance intenable"
		w.Short = "Aucune version prévue à temps"
		w.Sentence = "Aucune version prévue ne peut plus tenir l’échéance du " + ShortDate(due) + " (" + Relative(due, today) + ")."
		if pending {
			w.Sentence = "Retenue aujourd’hui, aucune version prévue ne tiendrait l’échéance du " + ShortDate(due) + " (" + Relative(due, today) + ")."
		}
	case tickets.ChanceLate:
		w.Tone, w.Mark = ToneLate, "Échéance passée"
		w.Short = "Toute version à venir est trop tardive"
		w.Sentence = "L’échéance du " + ShortDate(due) + " est passée : toute version à venir est trop tardive."
	default:
		w.Short = "Aucune version n’est attendue"
		w.Sentence = "Aucune version n’est attendue : le ROME n’est pas encore importé."
	}
	w.Mark, w.Short, w.Sentence = Typo(w.Mark), Typo(w.Short), Typo(w.Sentence)
	return w
}

// An OutlookLine is the outlook of one change of a ticket.
type OutlookLine struct {
	Label string // « Évolution 2 » where there are several
	OutlookWords
}

// TicketOutlook are the outlooks of a ticket's changes that are promised, or
// would be if they were accepted today.
func TicketOutlook(t *tickets.Ticket, f tickets.Forecast) []OutlookLine {
	var lines []OutlookLine
	for i := range t.Proposals {
		p := &t.Proposals[i]
		o, ok := f.OutlookFor(t, p)
		if !ok {
			continue
		}
		l := OutlookLine{OutlookWords: OutlookText(o, p.Clock.Deadline.DueOn, f.Today, p.State == tickets.Pending)}
		if len(t.Proposals) > 1 {
			l.Label = "Évolution" + nbsp + Number(p.N)
		}
		lines = append(lines, l)
	}
	return lines
}

// A DueOutlook is an outlook of a change that is due by a day.
type DueOutlook struct {
	tickets.Outlook
	Due tickets.Date
}

// SummaryOutlook is the outlook of a line of a list that presses most; ok is
// false where nothing is owed to a release.
func SummaryOutlook(r *tickets.Summary, f tickets.Forecast) (worst DueOutlook, ok bool) {
	for _, p := range r.Proposals {
		o, owed := f.OutlookOf(p)
		if owed && (!ok || o.Worse(worst.Outlook) < 0) {
			worst, ok = DueOutlook{o, p.Due}, true
		}
	}
	return worst, ok
}

// queueOutlook is the same for the queue, which says already what is late.
func queueOutlook(r *tickets.Summary, f tickets.Forecast) (w OutlookWords, ok bool) {
	o, ok := SummaryOutlook(r, f)
	if !ok || o.Chance == tickets.ChanceLate {
		return w, false
	}
	return OutlookText(o.Outlook, o.Due, f.Today, false), true
}

// nextWords say which release comes next, and until when it is open.
func nextWords(f tickets.Forecast) string {
	next, ok := f.Next()
	if !ok {
		return Typo("Aucune version n’est attendue : le ROME n’est pas encore importé.")
	}
	name := "Prochaine version"
	if next.Number != "" {
		name = "Version" + nbsp + next.Number
	}
	when := ", prévue le " + LongDate(next.Day)
	switch {
	case !next.Overdue.IsZero():
		return Typo(name + ", attendue depuis le " + LongDate(next.Overdue) + " : elle peut paraître d’un jour à l’autre, et sa clôture éditoriale est passée le " + LongDate(next.Cutoff) + ".")
	case next.Entry == 0:
		when = ", promise au plus tard le " + LongDate(next.Day)
	}
	cutoff := " ; clôture éditoriale le " + LongDate(next.Cutoff) + " (" + Relative(next.Cutoff, f.Today) + ")."
	return Typo(name + when + " (" + Relative(next.Day, f.Today) + ")" + cutoff)
}
