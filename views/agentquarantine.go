package views

import (
	"strconv"

	"vigie/rome"
	"vigie/tickets"
)

// FormSettle is a button pressed on a message that somebody else has settled.
const FormSettle = "settle"

// MailSettled is said of such a button.
const MailSettled = "Ce message vient d’être traité, ou remis à lire, par quelqu’un d’autre."

// FormPlace is the form that attaches one message in quarantine to a request.
func FormPlace(id int64) string { return "place-" + strconv.FormatInt(id, 10) }

// QuarantineModel is what waits in quarantine, and what was put aside lately.
type QuarantineModel struct {
	tickets.QuarantinePart
	From      int64 // the message with which the part was asked to begin; 0 for the first
	Lines     map[int64]tickets.Summary
	Dismissed []*tickets.StoredMail // the latest first
	Staff     map[int64]string
	Release   *rome.Release
	Today     tickets.Date
	Typed     Typed
	Done      string // what was just done, a key of DoneText
}

// QuarantineTitle is the title of the page.
const QuarantineTitle = "Quarantaine"

// sentence says first how many wait, and how many too long.
func (m QuarantineModel) sentence() string {
	text := Count(m.Total, "message attend", "messages attendent")
	if m.Late > 0 {
		text += ", dont " + Number(m.Late) + " en retard"
	}
	return text + ". Rien n’en sort tout seul, et le délai de réponse y court."
}

// items are the messages as the page shows them.
func (m QuarantineModel) items() []quarantineItem {
	names := NamesOf(m.Release)
	list := make([]quarantineItem, 0, len(m.List))
	for _, q := range m.List {
		list = append(list, quarantineItem{q, PlaceModel{
			Mail: q.StoredMail, Guess: guessLine(m.Lines, q.StoredMail, names), Minimal: q.Reference, Typed: m.Typed, From: m.From,
		}, m.Today})
	}
	return list
}

// guessLine is what the request that a message may belong to is about; "" when
// there is none.
func guessLine(lines map[int64]tickets.Summary, m *tickets.StoredMail, names Names) string {
	line, ok := lines[m.Guess]
	if !ok {
		return ""
	}
	return GuessLine(&line, names)
}

// GuessLine is what a request is about, in one line.
func GuessLine(line *tickets.Summary, names Names) string {
	if len(line.Proposals) > 0 {
		return SummaryTitle(line, names)
	}
	return queueSubject(line)
}

// quarantineItem is one message that waits.
type quarantineItem struct {
	tickets.Quarantined
	place PlaceModel
	today tickets.Date
}

func (q quarantineItem) id() string { return "message-" + strconv.FormatInt(q.ID, 10) }

// due says how far the reply deadline is, with the tone of its badge.
func (q quarantineItem) due() (string, Tone) {
	if !q.Clock.Runs {
		return "Reçu avant l’ouverture du service" + nbsp + ": aucun délai", ToneFlat
	}
	due := q.Clock.Deadline.DueOn
	tone := Tone(dueTone(due, q.today))
	if tone == "" {
		tone = ToneFlat
	}
	return "Réponse " + RelativeDue(due, q.today), tone
}

func (q quarantineItem) why() DeadlineModel {
	return DeadlineModel{Due: q.Clock.Deadline.DueOn, Steps: withBasis(StepsOf(q.Clock.Deadline, tickets.Date{}), q.Basis)}
}

// PlaceModel is what may be done with a message in quarantine.
type PlaceModel struct {
	Mail    *tickets.StoredMail
	Guess   string // what the guessed request is about; "" for no guess
	Minimal string // reference of the request that keeps its deadline, "" for none
	Typed   Typed
	From    int64 // where the part of the quarantine begins that it is shown in, and led back to
}

// act is the next sensible act: place, keep, open or dismiss.
func (m PlaceModel) act() string {
	switch {
	case m.Guess != "":
		return "place"
	case m.Minimal != "":
		return "open"
	case m.likely() != "":
		return "dismiss"
	}
	return "open"
}

// likely is the reason for which a message would be put aside, judging by why
// it waits; "" where that says nothing of the kind.
func (m PlaceModel) likely() tickets.MailReason {
	switch m.Mail.Reason {
	case tickets.ReasonSpam, tickets.ReasonOwn, tickets.ReasonAuth:
		return tickets.ReasonSpam
	case tickets.ReasonList, tickets.ReasonAuto, tickets.ReasonBounce:
		return tickets.ReasonList
	}
	return ""
}

// dismissals are the reasons for putting it aside, the likely one first.
func (m PlaceModel) dismissals() []tickets.MailReason {
	if m.likely() == tickets.ReasonList {
		return []tickets.MailReason{tickets.ReasonList, tickets.ReasonSpam}
	}
	return dismissalReasons()
}

func (m PlaceModel) button(act string) string {
	if m.act() == act {
		return "btn"
	}
	return "btn second"
}

func (m PlaceModel) open() string {
	if m.Minimal != "" {
		return "Le traiter avec " + m.Minimal
	}
	return "Ouvrir une demande"
}

func (m PlaceModel) field(f Field) Field { return m.Typed.field(FormPlace(m.Mail.ID), f) }

// refused reports whether the reference typed for this message was.
func (m PlaceModel) refused() bool { return m.Typed.is(FormPlace(m.Mail.ID)) }

// pages lead to the parts before and after this one.
func (m QuarantineModel) pages() KeysetModel {
	k := KeysetModel{Place: placeOf(m.Earlier, len(m.List), m.Total)}
	if m.Previous != 0 {
		k.Previous = QuarantinePartPath(m.Previous)
	}
	if m.Next != 0 {
		k.Next = QuarantinePartPath(m.Next)
	}
	return k
}

// arrival says when it came, and what proves it.
func (q quarantineItem) arrival() string {
	return "Reçu le " + DateTime(q.ReceivedAt) + ", date " + BasisWord(q.Basis) + "."
}

// limit says by when it must be answered.
func (q quarantineItem) limit() string {
	return "Réponse au plus tard le " + LongDate(q.Clock.Deadline.DueOn) + "."
}
