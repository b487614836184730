package views

import (
	"slices"
	"strings"

	"vigie/tickets"
)

// CourseOf is the course of a ticket: received, reply due or sent, releases
// expected, integration due or seen. releases are the days on which a release
// is expected; those past, or after the last deadline, are left out.
func CourseOf(t *tickets.Ticket, releases []tickets.Date, today tickets.Date) CourseModel {
	m := CourseModel{Today: today}
	m.Points = append(m.Points, CoursePoint{
		Label: "Demande reçue", Day: tickets.DateOf(t.ReceivedAt), Kind: PointDone,
	})
	if p, ok := replyPoint(t, today); ok {
		m.Points = append(m.Points, p)
	}
	integrations, until := integrationPoints(t, today)
	for _, day := range releases {
		if !day.Before(today) && !day.After(until) {
			m.Points = append(m.Points, CoursePoint{Label: "Version attendue", Day: day, Kind: PointExpected})
		}
	}
	m.Points = append(m.Points, integrations...)
	m.Sentence = courseSentence(m)
	return m
}

func replyPoint(t *tickets.Ticket, today tickets.Date) (CoursePoint, bool) {
	c := t.Reply
	switch {
	case c.Stopped():
		return CoursePoint{Label: "Réponse envoyée", Day: c.StoppedOn, Kind: fulfilled(c, t.History)}, true
	case c.Runs:
		return CoursePoint{Label: "Réponse au plus tard", Day: c.Deadline.DueOn, Kind: promised(c.Deadline.DueOn, today)}, true
	}
	return CoursePoint{}, false
}

// fulfilled is done, or done too late; what came before the service began was
// promised nothing.
func fulfilled(c tickets.Clock, history bool) PointKind {
	if history || c.Deadline.DueOn.IsZero() || c.Kept() {
		return PointDone
	}
	return PointMissed
}

// promised is a day that is owed: late once it is past.
func promised(due, today tickets.Date) PointKind {
	if due.Before(today) {
		return PointLate
	}
	return PointDue
}

// integrationPoints are the integrations, one point for those of a same day, and the last day one is due by.
func integrationPoints(t *tickets.Ticket, today tickets.Date) (points []CoursePoint, until tickets.Date) {
	add := func(p CoursePoint) {
		same := slices.IndexFunc(points, func(q CoursePoint) bool { return p.Label == q.Label && p.Day == q.Day })
		switch {
		case p.Day.IsZero():
		case same < 0:
			points = append(points, p)
		case points[same].Kind == PointExpected: // what is promised says more than what may be
			points[same] = p
		}
	}
	for i := range t.Proposals {
		p := &t.Proposals[i]
		due := p.Clock.Deadline.DueOn
		open := false
		switch p.State {
		case tickets.Pending:
			if t.State != tickets.Ended && !t.History {
				add(CoursePoint{Label: "Intégration au plus tard", Day: due, Kind: PointExpected, Note: "si l’évolution est retenue"})
				open = true
			}
		case tickets.Awaiting:
			if p.Clock.Runs {
				add(CoursePoint{Label: "Intégration au plus tard", Day: due, Kind: promised(p.Clock.Deadline.DueOn, today)})
				open = true
			}
		case tickets.Integrated, tickets.Regressed, tickets.Overrode:
			add(CoursePoint{Label: integratedLabel(p), Day: p.Clock.StoppedOn, Kind: fulfilled(p.Clock, t.History)})
		}
		if p.State == tickets.Regressed {
			add(CoursePoint{
				Label: "Évolution défaite par " + HolderText(p.CheckedOn),
				Day:   p.CheckedOn.KeptOn(), Kind: PointLate, Note: "à rétablir",
			})
		}
		if open && (until.IsZero() || due.After(until)) {
			until = due
		}
	}
	return points, until
}

func integratedLabel(p *tickets.Proposal) string {
	if p.Integrated != nil && p.Integrated.Number != "" {
		return "Intégrée dans " + HolderText(*p.Integrated)
	}
	return "Intégration constatée"
}

// courseSentence says in one breath what the course shows, with what is late.
func courseSentence(m CourseModel) string {
	var parts []string
	for _, p := range m.sorted() {
		part := Lower(p.Label) + " le " + LongDate(p.Day)
		if p.Kind == PointExpected && p.Label == "Version attendue" {
			part = "version attendue vers le " + LongDate(p.Day)
		}
		if note, _ := m.note(p); note != "" {
			part += " (" + note + ")"
		}
		parts = append(parts, part)
	}
	return Sentence(strings.Join(parts, nbsp+"; ")) + "."
}
