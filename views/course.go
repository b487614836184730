package views

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"vigie/tickets"
)

// A PointKind is the state of one point of the course.
type PointKind string

// The kinds of point. PointMissed is done, but after its day.
const (
	PointDone     PointKind = "done"     // has happened: filled
	PointMissed   PointKind = "missed"   // has happened, too late: filled red
	PointExpected PointKind = "expected" // nobody's promise: a dashed ring
	PointDue      PointKind = "due"      // promised: a ring
	PointLate     PointKind = "late"     // promised, past and not done: red
)

// A CoursePoint is one stage of a request's life.
type CoursePoint struct {
	Label string // « Demande reçue », « Réponse au plus tard »…
	Day   tickets.Date
	Kind  PointKind
	Note  string // beneath the date; "" gives the relative words where they help
}

// CourseModel is the course (la frise) of one request. Points are put in the
// order of their days. They stand at equal distances: the dates in words tell
// the time between them, and no label ever covers another.
type CourseModel struct {
	Points   []CoursePoint
	Today    tickets.Date // zero hides today's mark, as in what is printed
	Sentence string       // says the same; "" is composed from the points
}

func (m CourseModel) sorted() []CoursePoint {
	points := slices.Clone(m.Points)
	slices.SortStableFunc(points, func(a, b CoursePoint) int { return b.Day.DaysUntil(a.Day) })
	return points
}

// note is the line beneath the date of a point, and its tone.
func (m CourseModel) note(p CoursePoint) (string, Tone) {
	tone := Tone("")
	switch p.Kind {
	case PointLate, PointMissed:
		tone = ToneLate
	}
	if p.Note != "" || m.Today.IsZero() || p.Day.IsZero() {
		return p.Note, tone
	}
	switch p.Kind {
	case PointDue, PointLate:
		return RelativeDue(p.Day, m.Today), tone
	case PointExpected:
		return Relative(p.Day, m.Today), tone
	case PointMissed:
		return "après la date promise", tone
	}
	return "", tone
}

// sentence says in one breath what the line shows.
func (m CourseModel) sentence() string {
	if m.Sentence != "" {
		return m.Sentence
	}
	var parts []string
	for _, p := range m.sorted() {
		part := Lower(p.Label) + nbsp + ": " + LongDate(p.Day)
		if note, _ := m.note(p); note != "" {
			part += " (" + note + ")"
		}
		parts = append(parts, part)
	}
	return Sentence(strings.Join(parts, nbsp+"; ")) + "."
}

// at is the place of the i-th of n points on the line, in percent.
func at(i, n int) float64 { return (float64(i) + 0.5) / float64(n) * 100 }

func percent(x float64) string { return strconv.FormatFloat(x, 'f', 1, 64) + "%" }

type courseDot struct {
	x, number, class string
	done             bool
}

type courseLine struct {
	dots              []courseDot
	first, last       string // ends of the line
	now, nowText      string // today's mark and its word, kept off the edges; "" without
	until             string // where the past ends
	pointless, noPast bool
}

// line places points and today. Today lies between two points in proportion to
// the days between them.
func (m CourseModel) line() courseLine {
	points := m.sorted()
	n := len(points)
	if n == 0 {
		return courseLine{pointless: true}
	}
	l := courseLine{first: percent(at(0, n)), last: percent(at(n-1, n))}
	reached := -1.0
	for i, p := range points {
		done := p.Kind == PointDone || p.Kind == PointMissed
		if done {
			reached = at(i, n)
		}
		class := "c-pt " + string(p.Kind)
		switch p.Kind {
		case PointMissed:
			class = "c-pt done late"
		case PointDue:
			class = "c-pt"
		}
		l.dots = append(l.dots, courseDot{
			percent(at(i, n)), strconv.Itoa(i + 1), class,
			done || p.Kind == PointLate,
		})
	}
	if !m.Today.IsZero() {
		now := m.place(points)
		reached = now
		l.now, l.nowText = percent(now), percent(min(max(now, 11), 89))
	}
	if reached <= at(0, n) {
		l.noPast = true
	}
	l.until = percent(min(reached, at(n-1, n)))
	return l
}

func (m CourseModel) place(points []CoursePoint) float64 {
	n := len(points)
	if m.Today.Before(points[0].Day) {
		return at(0, n) / 2
	}
	for i := range n - 1 {
		from, to := points[i].Day, points[i+1].Day
		if !m.Today.Before(from) && m.Today.Before(to) {
			part := float64(from.DaysUntil(m.Today)) / float64(from.DaysUntil(to))
			return at(i, n) + part*(at(i+1, n)-at(i, n))
		}
	}
	if m.Today == points[n-1].Day {
		return at(n-1, n)
	}
	return (at(n-1, n) + 100) / 2
}

// CourseText is the course in plain text, one line a point, for letters. It
// leaves out today and what is relative to it: a letter is read later.
func CourseText(m CourseModel) string {
	words := map[PointKind]string{
		PointDone: "fait", PointMissed: "fait, après la date promise",
		PointExpected: "prévu", PointDue: "promis", PointLate: "en retard",
	}
	var b strings.Builder
	for i, p := range m.sorted() {
		word := words[p.Kind]
		if p.Note != "" {
			word = p.Note
		}
		fmt.Fprintf(&b, "%d. %s%s: %s (%s)\n", i+1, p.Label, nbsp, LongDate(p.Day), word)
	}
	return b.String()
}
