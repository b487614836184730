package tickets

import (
	"database/sql/driver"
	"fmt"
	"time"
)

// Paris is the zone in which every deadline of the service is counted. The
// program embeds time/tzdata, so it is found on any machine.
var Paris = mustZone("Europe/Paris")

func mustZone(name string) *time.Location {
	zone, err := time.LoadLocation(name)
	if err != nil {
		panic("time zone " + name + ": " + err.Error())
	}
	return zone
}

// A Date is a civil day in Europe/Paris, without an hour. The zero Date is no
// day at all. Dates compare with Before and After, and with ==.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// DateOf is the civil day that an instant falls on in Paris.
func DateOf(t time.Time) Date {
	y, m, d := t.In(Paris).Date()
	return Date{y, m, d}
}

// ParseDate reads "2026-11-23".
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return Date{}, fmt.Errorf("day %q is not of the form 2006-01-02", s)
	}
	y, m, d := t.Date()
	return Date{y, m, d}, nil
}

// utc stands for the day in arithmetic that must not meet a clock change.
func (d Date) utc() time.Time { return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC) }

// IsZero reports whether d is no day.
func (d Date) IsZero() bool { return d == Date{} }

// String gives "2026-11-23", and "" for the zero Date.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// Weekday is the day of the week.
func (d Date) Weekday() time.Weekday { return d.utc().Weekday() }

// Before reports whether d is earlier than e.
func (d Date) Before(e Date) bool { return d.utc().Before(e.utc()) }

// After reports whether d is later than e.
func (d Date) After(e Date) bool { return d.utc().After(e.utc()) }

// AddDays gives the day n days later; n may be negative.
func (d Date) AddDays(n int) Date {
	y, m, day := d.utc().AddDate(0, 0, n).Date()
	return Date{y, m, day}
}

// DaysUntil counts the days from d to e; negative when e is earlier.
func (d Date) DaysUntil(e Date) int { return int(e.utc().Sub(d.utc()) / (24 * time.Hour)) }

// AddMonths gives the same day number n months later, or the last day of that
// month where it has no such day: 31 January and one month is 28 or 29
// February. This is how a period of months runs in law (règlement (CEE,
// Euratom) n° 1182/71, article 3; code de procédure civile, article 641), and
// why time.AddDate, which overflows into March, is never used for it.
func (d Date) AddMonths(n int) Date {
	first := time.Date(d.Year, d.Month+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return Date{first.Year(), first.Month(), min(d.Day, last)}
}

// Start is the first instant of the day in Paris, in UTC.
func (d Date) Start() time.Time {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, Paris).UTC()
}

// MarshalText writes the day as String does.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what MarshalText wrote, "" included.
func (d *Date) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = Date{}
		return nil
	}
	parsed, err := ParseDate(string(text))
	if err != nil {
		return err
	}
	*d = parsed
	return nil
}

// Value stores the day as TEXT, and no day as NULL.
func (d Date) Value() (driver.Value, error) {
	if d.IsZero() {
		return nil, nil
	}
	return d.String(), nil
}

// Scan reads a day stored by Value.
func (d *Date) Scan(src any) error {
	switch v := src.(type) {
	case nil:
		*d = Date{}
		return nil
	case string:
		return d.UnmarshalText([]byte(v))
	case []byte:
		return d.UnmarshalText(v)
	}
	return fmt.Errorf("a day cannot be read from a %T", src)
}
