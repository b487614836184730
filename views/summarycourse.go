package views

import "vigie/tickets"

// SummaryCourse is the course of a line of a list, for CourseMini: received, the
// reply, and the integration that is owed first or came last.
func SummaryCourse(r *tickets.Summary, today tickets.Date) CourseModel {
	m := CourseModel{Today: today, Points: []CoursePoint{
		{Label: "Demande reçue", Day: tickets.DateOf(r.ReceivedAt), Kind: PointDone},
	}}
	if r.ReplyRuns {
		m.Points = append(m.Points, summaryReply(r, today))
	}
	if p, ok := summaryIntegration(r, today); ok {
		m.Points = append(m.Points, p)
	}
	return m
}

func summaryReply(r *tickets.Summary, today tickets.Date) CoursePoint {
	if r.RepliedAt.IsZero() {
		return CoursePoint{Label: "Réponse au plus tard", Day: r.ReplyDue, Kind: promised(r.ReplyDue, today)}
	}
	p := CoursePoint{Label: "Réponse envoyée", Day: tickets.DateOf(r.RepliedAt), Kind: PointDone}
	if !r.RepliedAt.Before(r.ReplyLate) {
		p.Kind = PointMissed
	}
	return p
}

func summaryIntegration(r *tickets.Summary, today tickets.Date) (point CoursePoint, ok bool) {
	for _, p := range r.Proposals {
		switch {
		case p.Due.IsZero():
		case p.StoppedOn.IsZero():
			if !ok || point.Kind == PointDone || point.Kind == PointMissed || p.Due.Before(point.Day) {
				point, ok = CoursePoint{Label: "Intégration au plus tard", Day: p.Due, Kind: promised(p.Due, today)}, true
			}
		case !ok:
			point, ok = CoursePoint{Label: "Intégrée", Day: p.StoppedOn, Kind: PointDone}, true
			if p.StoppedOn.After(p.Due) {
				point.Kind = PointMissed
			}
		}
	}
	return point, ok
}
