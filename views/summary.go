package views

import (
	"slices"

	"vigie/rome"
	"vigie/tickets"
)

// TicketTitle names a ticket by what it asks: the sentence of its first change,
// and how many others there are.
func TicketTitle(t tickets.Type, changes []rome.Change, names Names) string {
	if len(changes) == 0 {
		return publicType(t)
	}
	title := ChangeText(changes[0], names).Title
	switch n := len(changes) - 1; {
	case n == 1:
		title += ", et une autre évolution"
	case n > 1:
		title += ", et " + Number(n) + nbsp + "autres évolutions"
	}
	return title
}

// CaseTitle is TicketTitle of a whole ticket.
func CaseTitle(t *tickets.Ticket, names Names) string {
	changes := make([]rome.Change, len(t.Proposals))
	for i, p := range t.Proposals {
		changes[i] = p.Change
	}
	return TicketTitle(t.Type, changes, names)
}

// SummaryTitle is TicketTitle of a line of a list.
func SummaryTitle(s *tickets.Summary, names Names) string {
	return TicketTitle(s.Type, summaryChanges(s), names)
}

func summaryChanges(s *tickets.Summary) []rome.Change {
	changes := make([]rome.Change, len(s.Proposals))
	for i, p := range s.Proposals {
		changes[i] = p.Change
	}
	return changes
}

// ChangeCodes are the codes ROME that changes happen under, each once.
func ChangeCodes(changes []rome.Change, names Names) []string {
	var codes []string
	for _, c := range changes {
		if code := names.home(c); code != "" && !slices.Contains(codes, code) {
			codes = append(codes, code)
		}
	}
	return codes
}

// SummaryState is where a ticket stands in one badge of the public lists: late
// before all, then what became of its changes, then its own state.
func SummaryState(s *tickets.Summary, today tickets.Date) (string, Tone) {
	states := make([]tickets.ProposalState, len(s.Proposals))
	for i, p := range s.Proposals {
		states[i] = p.State
	}
	return wholeState(s.State, s.Closed, s.NextDue, states, today)
}

// CaseState is SummaryState of a whole ticket.
func CaseState(t *tickets.Ticket, today tickets.Date) (string, Tone) {
	states := make([]tickets.ProposalState, len(t.Proposals))
	for i, p := range t.Proposals {
		states[i] = p.State
	}
	return wholeState(t.State, t.Closed, t.NextDue(), states, today)
}

func wholeState(state tickets.State, closed tickets.Closing, next tickets.Date, changes []tickets.ProposalState, today tickets.Date) (string, Tone) {
	switch {
	case state == tickets.Ended && closed != tickets.Completed:
		return ClosingWord(closed), ToneFlat
	case !next.IsZero() && next.Before(today):
		return "En retard", ToneLate
	case len(changes) > 0 && !slices.Contains(changes, tickets.Pending):
		return changesState(changes)
	case state == tickets.Ended:
		return ClosingWord(closed), ToneKept
	}
	return StatePublic(state)
}

// changesState is the state of changes that are all decided.
func changesState(list []tickets.ProposalState) (string, Tone) {
	count := make(map[tickets.ProposalState]int)
	for _, s := range list {
		count[s]++
	}
	held := count[tickets.Integrated] + count[tickets.Overrode]
	switch n := len(list); {
	case count[tickets.Regressed] > 0:
		return "Annulée par une version", ToneLate
	case count[tickets.Awaiting] == n:
		return "Retenue", ToneInfo
	case count[tickets.Awaiting] > 0:
		return "Retenue en partie", ToneInfo
	case held == n:
		return "Intégrée", ToneKept
	case held > 0:
		return "Intégrée en partie", ToneKept
	case count[tickets.Refused] == n:
		return "Non retenue", ToneFlat
	case count[tickets.AlreadyTrue] == n:
		return "Déjà présente", ToneKept
	}
	return "Traitée", ToneKept
}

// A DueLine is one date of a line of a list: a promise, or what became of it.
type DueLine struct {
	Label string // « répondue le », « intégration au plus tard le »; "" for the column's own meaning
	Day   tickets.Date
	Note  string // « dans 3 jours »; may be ""
	Tone  Tone
}

// SummaryDues are the dates of a line: the reply, then the integration that
// comes first. Nothing for what was received before the service began.
func SummaryDues(s *tickets.Summary, today tickets.Date) []DueLine {
	var lines []DueLine
	switch {
	case !s.RepliedAt.IsZero():
		l := DueLine{Label: "répondue le", Day: tickets.DateOf(s.RepliedAt)}
		if s.ReplyRuns && !s.RepliedAt.Before(s.ReplyLate) {
			l.Note, l.Tone = Count(s.ReplyDue.DaysUntil(l.Day), "jour", "jours")+" après la date promise", ToneLate
		}
		lines = append(lines, l)
	case s.ReplyRuns:
		l := DueLine{Day: s.ReplyDue}
		l.Note, l.Tone = dueNote(s.ReplyDue, today)
		lines = append(lines, l)
	}
	if l, ok := integrationLine(s, today); ok {
		lines = append(lines, l)
	}
	return lines
}

// integrationLine is the earliest integration that is still owed, else the last
// one seen.
func integrationLine(s *tickets.Summary, today tickets.Date) (DueLine, bool) {
	var owed, seen tickets.Date
	for _, p := range s.Proposals {
		switch {
		case !p.StoppedOn.IsZero():
			if seen.IsZero() || p.StoppedOn.After(seen) {
				seen = p.StoppedOn
			}
		case p.State == tickets.Awaiting && !p.Due.IsZero() && (owed.IsZero() || p.Due.Before(owed)):
			owed = p.Due
		}
	}
	switch {
	case !owed.IsZero():
		l := DueLine{Label: "intégration au plus tard le", Day: owed}
		l.Note, l.Tone = dueNote(owed, today)
		return l, true
	case !seen.IsZero():
		return DueLine{Label: "intégrée le", Day: seen}, true
	}
	return DueLine{}, false
}
