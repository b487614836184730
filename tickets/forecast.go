package tickets

// ReleaseMonths is the longest time between two releases of the ROME, as the
// service promises: at least one every three months.
const ReleaseMonths = 3

// An ExpectedRelease is a release that is still to come: planned in the
// calendar, or promised where the calendar says nothing.
type ExpectedRelease struct {
	Day     Date   // on which it is expected: today, where its own day is past
	Cutoff  Date   // editorial cut-off: the last day of acceptance that can be in it
	Number  string // "461" where the calendar names it
	Entry   int    // of the calendar, 0 for one that is only promised
	Overdue Date   // its own day, where that is past; zero otherwise
}

// A Forecast is what is known, as of a day, of the releases to come: those of
// the calendar up to its last, and from there one every three months, as the
// service promises (ADR 25). The zero Forecast expects nothing.
type Forecast struct {
	Today   Date
	planned []ExpectedRelease // by day, none before today
	from    Date              // what the promise runs from; zero when nothing was ever published or planned
	cutoff  int               // days between the cut-off and the publication of one that is only promised
}

// NewForecast looks ahead from a day. published are the releases that there
// are, in any order; plan is the calendar, of which entries that a release has
// fulfilled are passed over; cutoff is how many days before a promised release
// the editorial cut-off lies.
//
// A planned release whose day is past and that nobody has seen is expected from
// one day to the next, as is a promised one: its cut-off stays what it was.
func NewForecast(today Date, published []StoredRelease, plan []PlannedRelease, cutoff int) Forecast {
	f := Forecast{Today: today, cutoff: cutoff}
	for i := range published {
		if on := published[i].PublishedOn; on.After(f.from) {
			f.from = on
		}
	}
	for _, p := range plan {
		if p.fulfilled(published) {
			continue
		}
		e := ExpectedRelease{Day: p.Day, Cutoff: p.Cutoff, Number: p.Number, Entry: p.N}
		if e.Day.Before(today) {
			e.Day, e.Overdue = today, p.Day
		}
		f.planned = append(f.planned, e)
	}
	sortExpected(f.planned)
	if n := len(f.planned); n > 0 {
		f.from = f.planned[n-1].Day
	}
	return f
}

// Until lists the releases expected up to a day, by day: the planned ones, then
// one every three months. Of promised days that are past without a release the
// last is kept, as overdue: it may come any day.
func (f Forecast) Until(day Date) []ExpectedRelease {
	var list []ExpectedRelease
	for _, e := range f.planned {
		if !e.Day.After(day) {
			list = append(list, e)
		}
	}
	if f.from.IsZero() {
		return list
	}
	for n := ReleaseMonths; ; n += ReleaseMonths {
		on := f.from.AddMonths(n)
		e := ExpectedRelease{Day: on, Cutoff: on.AddDays(-f.cutoff)}
		if on.Before(f.Today) {
			if !f.from.AddMonths(n+ReleaseMonths).Before(f.Today) && !f.Today.After(day) {
				e.Day, e.Overdue = f.Today, on
				list = append(list, e)
			}
			continue
		}
		if on.After(day) {
			return list
		}
		list = append(list, e)
	}
}

// Days are the days on which releases are expected up to a day, each once. One
// that is overdue has none.
func (f Forecast) Days(until Date) []Date {
	var days []Date
	for _, e := range f.Until(until) {
		if n := len(days); e.Overdue.IsZero() && (n == 0 || days[n-1] != e.Day) {
			days = append(days, e.Day)
		}
	}
	return days
}

// Next is the next release expected; ok is false when none is.
func (f Forecast) Next() (next ExpectedRelease, ok bool) {
	if len(f.planned) > 0 {
		return f.planned[0], true
	}
	if f.from.IsZero() {
		return next, false
	}
	return f.Until(laterDate(f.from, f.Today).AddMonths(ReleaseMonths))[0], true
}

// A Chance says whether a release can still keep the promise made for a change.
type Chance string

// The chances. Impossible is known months before the day is past: nothing that
// is planned or promised comes out in time and was still open at acceptance.
const (
	ChanceOpen       Chance = "open"       // the cut-off of the last possible release is still to come
	ChanceClosed     Chance = "closed"     // it is past, and the release is not out: the change is in it or comes too late
	ChanceImpossible Chance = "impossible" // no release can
	ChanceLate       Chance = "late"       // the last day is past already
	ChanceUnknown    Chance = "unknown"    // no release is expected at all
)

// Chances lists them.
func Chances() []Chance {
	return []Chance{ChanceOpen, ChanceClosed, ChanceImpossible, ChanceLate, ChanceUnknown}
}

// An Outlook is what becomes of a promise under a forecast.
type Outlook struct {
	Chance  Chance
	Release ExpectedRelease // the last that can keep it; with ChanceOpen and ChanceClosed alone
	Slack   int             // days left until its cut-off, 0 on the day itself; negative once that is past
}

// Outlook finds the last release that can hold a change accepted on a day and
// due by another. A release can when its cut-off is not before the day of
// acceptance and its publication is not after the day it is due.
func (f Forecast) Outlook(accepted, due Date) Outlook {
	if due.Before(f.Today) {
		return Outlook{Chance: ChanceLate}
	}
	if _, ok := f.Next(); !ok {
		return Outlook{Chance: ChanceUnknown}
	}
	list := f.Until(due)
	for i := len(list) - 1; i >= 0; i-- {
		if accepted.After(list[i].Cutoff) {
			continue
		}
		o := Outlook{Chance: ChanceOpen, Release: list[i], Slack: f.Today.DaysUntil(list[i].Cutoff)}
		if o.Slack < 0 {
			o.Chance = ChanceClosed
		}
		return o
	}
	return Outlook{Chance: ChanceImpossible}
}

func laterDate(a, b Date) Date {
	if a.Before(b) {
		return b
	}
	return a
}

// deliveryMonths is how far ahead a release is one to deliver for: past the
// promise of what is accepted today.
const deliveryMonths = 12

// Deliveries are the days, from today on, of the releases that what is accepted
// may be delivered for.
func (f Forecast) Deliveries() []Date {
	var list []Date
	for _, day := range f.Days(f.Today.AddMonths(deliveryMonths)) {
		if !day.Before(f.Today) {
			list = append(list, day)
		}
	}
	return list
}
