package main

import (
	"fmt"
	"time"

	"vigie/tickets"
	"vigie/views"
)

type deadlineCmd struct {
	Instant string `arg:"" help:"When it was received: 2026-01-31T10:00:00+01:00, or 2026-01-31T10:00 or 2026-01-31 in Paris."`
	Months  int    `env:"-" help:"How many months." default:"1"`
	Rule    string `env:"-" help:"strict or next_working_day." default:"strict" enum:"strict,next_working_day"`
	Zone    string `env:"-" help:"metropole or alsace-moselle." default:"metropole" enum:"metropole,alsace-moselle"`
}

// parseInstant reads an instant; without a zone it is of Paris.
func parseInstant(s string) (time.Time, error) {
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		return t, nil
	}
	for _, layout := range []string{"2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02 15:04", time.DateOnly} {
		if t, err := time.ParseInLocation(layout, s, tickets.Paris); err == nil {
			return t, nil
		}
	}
	return time.Time{}, fmt.Errorf("%q is no instant: write 2026-01-31T10:00:00+01:00 or 2026-01-31", s)
}

// Run prints a deadline with its explanation.
func (c *deadlineCmd) Run(p *program) error {
	at, err := parseInstant(c.Instant)
	if err != nil {
		return usageError{err}
	}
	if c.Months < 0 || c.Months > 1200 {
		return usagef("--months is %d, and must be between 0 and 1200", c.Months)
	}
	d := tickets.DeadlineAfter(at, c.Months, tickets.Rule(c.Rule), tickets.Zone(c.Zone))
	steps := views.StepsOf(d, tickets.Date{})
	if p.JSON {
		return p.printJSON(map[string]any{
			"received_on": d.ReceivedOn, "due_on": d.DueOn, "late_from": d.LateFrom.Format(time.RFC3339),
			"target_on": d.TargetOn, "rule": d.Rule, "steps": steps,
		})
	}
	p.printf("due on     %s\nlate from  %s\ntarget     %s\n\n", d.DueOn, d.LateFrom.In(tickets.Paris).Format(time.RFC3339), d.TargetOn)
	for _, s := range steps {
		p.printf("- %s\n", s)
	}
	return nil
}
