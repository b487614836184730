package web

import (
	"strings"
	"time"

	"vigie/tickets"
)

// typedDate reads a day as a date field sends it, or as people write it.
func typedDate(text string) (tickets.Date, bool) {
	text = strings.TrimSpace(text)
	for _, layout := range []string{"2006-01-02", "02/01/2006", "2/1/2006"} {
		if t, err := time.Parse(layout, text); err == nil {
			return tickets.Date{Year: t.Year(), Month: t.Month(), Day: t.Day()}, true
		}
	}
	return tickets.Date{}, false
}

// typedInstant reads a day and an hour in Paris, the hour as a time field sends
// it or as "14 h 05".
func typedInstant(day, hour string) (time.Time, bool) {
	date, ok := typedDate(day)
	if !ok {
		return time.Time{}, false
	}
	hour = strings.Join(strings.Fields(strings.ReplaceAll(strings.ToLower(hour), "\u00a0", " ")), "")
	for _, layout := range []string{"15:04", "15:04:05", "15h04", "15h"} {
		if t, err := time.Parse(layout, hour); err == nil {
			return time.Date(date.Year, date.Month, date.Day, t.Hour(), t.Minute(), 0, 0, tickets.Paris), true
		}
	}
	return time.Time{}, false
}
