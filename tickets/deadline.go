package tickets

import "time"

// A Rule says what happens to a deadline that falls on a day nobody works.
type Rule string

// The two rules. Strict is the default: the service promises months, and no
// text that binds it moves the last day (ADR 2).
const (
	Strict         Rule = "strict"
	NextWorkingDay Rule = "next_working_day"
)

// Valid reports whether the rule is one of the two.
func (r Rule) Valid() bool { return r == Strict || r == NextWorkingDay }

// A StepKind names one step in the explanation of a deadline; the sentence is
// made in views.
type StepKind string

// The steps, in the order in which they may appear.
const (
	StepReceived    StepKind = "received"     // Day: the civil day in Paris
	StepMonths      StepKind = "months"       // N months, Day: where they end
	StepMonthEnd    StepKind = "month_end"    // there is no such day number; Day: the month's last
	StepNotWorking  StepKind = "not_working"  // Day is a weekend or a holiday, and stays the last day
	StepNextWorking StepKind = "next_working" // moved on to Day, the next working day
	StepTarget      StepKind = "target"       // Day: the last working day on or before the day the months end
	StepLate        StepKind = "late"         // Day: the day from whose first instant it is late
)

// A Step is one line of the answer to "why this date?".
type Step struct {
	Kind StepKind
	Day  Date
	N    int
}

// A Deadline is the end of a period of months, with its explanation.
type Deadline struct {
	ReceivedOn Date      // the civil day in Paris from which it runs
	DueOn      Date      // the last day that is on time, until 24:00 in Paris
	LateFrom   time.Time // the first instant after DueOn, UTC
	TargetOn   Date      // the last working day on or before the day the months end, whatever the rule
	Rule       Rule
	Steps      []Step
}

// DeadlineAfter counts a period of months from an instant. The period ends on
// the same day number, or on the month's last day where there is none; it is
// met until 24:00 in Paris of that day. Règlement 1182/71, article 3, paragraph
// 2 c.
func DeadlineAfter(received time.Time, months int, rule Rule, zone Zone) Deadline {
	from := DateOf(received)
	due := from.AddMonths(months)
	target := zone.PreviousWorking(due)
	steps := []Step{{Kind: StepReceived, Day: from}}
	if due.Day == from.Day {
		steps = append(steps, Step{Kind: StepMonths, N: months, Day: due})
	} else {
		steps = append(steps, Step{Kind: StepMonthEnd, N: months, Day: due})
	}
	if !zone.Working(due) {
		if rule == NextWorkingDay {
			due = zone.NextWorking(due)
			steps = append(steps, Step{Kind: StepNextWorking, Day: due})
		} else {
			steps = append(steps, Step{Kind: StepNotWorking, Day: due})
		}
	}
	if target != due {
		steps = append(steps, Step{Kind: StepTarget, Day: target})
	}
	late := due.AddDays(1)
	steps = append(steps, Step{Kind: StepLate, Day: late})
	return Deadline{
		ReceivedOn: from, DueOn: due, LateFrom: late.Start(), TargetOn: target,
		Rule: rule, Steps: steps,
	}
}

// Met reports whether an instant is on time.
func (d Deadline) Met(at time.Time) bool { return at.Before(d.LateFrom) }
