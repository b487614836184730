package tickets

// WhatIf is a question about a rhythm of publication: of the days on which a
// change may be received and accepted, how many leave no release that can still
// hold it in time?
type WhatIf struct {
	Cadence int  // months from one release to the next, from 1
	Cutoff  int  // days between the editorial cut-off and publication
	Promise int  // months within which an accepted change must be published, from 1
	Delay   int  // days from receipt, which the promise runs from, to acceptance
	Start   Date // the day of a release, and the first day that is tried
	Days    int  // how many days are tried, from 1
}

// WhatIfDays is how many days are tried unless told: two years with their 29
// February.
const WhatIfDays = 731

// A WhatIfAnswer is how many of the days tried cannot be honoured.
type WhatIfAnswer struct {
	Missed int
	Days   int
}

// Share is the part of the days that cannot be honoured, in percent.
func (a WhatIfAnswer) Share() float64 {
	if a.Days == 0 {
		return 0
	}
	return 100 * float64(a.Missed) / float64(a.Days)
}

// Answer tries each day. Releases come out on Start and every Cadence months
// after it, counted from Start, so that a month without such a day number does
// not shift those after it. A change received on a day is accepted Delay days
// later and due Promise months after receipt (Date.AddMonths). Of the releases
// whose cut-off is not before the day of acceptance, the first is the one that
// comes out soonest: the day is honoured when that one is not after the due
// day. The cut-off day itself is still in time.
//
// With a cadence of four months, a cut-off of thirty days and a promise of four
// months, the twenty-nine days between a cut-off and its release are missed: six
// times in two years, 174 of 731 days, 23.8 %, whatever the start (one from the
// 1st to the 28th of a month). Were the cut-off day itself too late it would be
// 180, 24.6 %; were four months 120 days, 25.3 %; 122 days, 23.7 %.
func (w WhatIf) Answer() WhatIfAnswer {
	a := WhatIfAnswer{Days: w.Days}
	n := 0
	release := func() Date { return w.Start.AddMonths(n * w.Cadence) }
	for i := range w.Days {
		received := w.Start.AddDays(i)
		accepted := received.AddDays(w.Delay)
		for release().AddDays(-w.Cutoff).Before(accepted) {
			n++
		}
		if release().After(received.AddMonths(w.Promise)) {
			a.Missed++
		}
	}
	return a
}

// WhatIfCadences and WhatIfCutoffs are the rows and columns of the table that is
// shown beside an answer.
func WhatIfCadences() []int { return []int{1, 2, 3, 4, 5, 6} }

// WhatIfCutoffs are in days.
func WhatIfCutoffs() []int { return []int{0, 15, 30, 45, 60} }

// Table answers for each cadence and cut-off, a row for each cadence.
func (w WhatIf) Table() [][]WhatIfAnswer {
	var table [][]WhatIfAnswer
	for _, cadence := range WhatIfCadences() {
		var row []WhatIfAnswer
		for _, cutoff := range WhatIfCutoffs() {
			w.Cadence, w.Cutoff = cadence, cutoff
			row = append(row, w.Answer())
		}
		table = append(table, row)
	}
	return table
}

// Bounds of what may be asked.
const (
	maxWhatIfMonths = 24
	maxWhatIfDays   = 366
	maxWhatIfTried  = 3660
)

// Check says what is wrong with a question, as an *Invalid with the fields
// "cadence", "cutoff", "promise", "delay", "start" and "days".
func (w WhatIf) Check() error {
	var bad faults
	within := func(field string, n, low, high int) {
		if n < low || n > high {
			bad.add(field, RuleRange, low, high)
		}
	}
	within("cadence", w.Cadence, 1, maxWhatIfMonths)
	within("cutoff", w.Cutoff, 0, maxWhatIfDays)
	within("promise", w.Promise, 1, maxWhatIfMonths)
	within("delay", w.Delay, 0, maxWhatIfDays)
	within("days", w.Days, 1, maxWhatIfTried)
	if w.Start.IsZero() || w.Start.Year < firstYear || w.Start.Year > lastYear {
		bad.add("start", RuleRequired)
	}
	return bad.err()
}

// lastYear bounds the days that a person may type.
const lastYear = 2199
