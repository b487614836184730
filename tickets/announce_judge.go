package tickets

import (
	"strconv"

	"vigie/rome"
)

// JudgeBy says what a release makes of an announcement: results are what
// Release.Check answers to each change of its form in force, in their order.
// Releases are to be asked in the order of their publication, each once.
//
// A change comes in the first release that holds it, if none held it when it was
// announced and that release is kept on a later day than the announcement became
// public. It comes as announced when that release has the number that was
// announced, or, without a number, is of the month or not after the day; and,
// with a number, is not after the day or month either. Once all changes are there
// the announcement came: as announced when all did, in another release or late
// when none did, partly otherwise. While some are not there it is still ahead,
// until the release that was announced is out: then it came partly, or not.
func (a *Announcement) JudgeBy(r CheckedRelease, results []rome.Result) Judged {
	form := a.Form()
	out := Judged{Release: r, Outcome: StillAhead}
	var all, came, inTime, late int // of the changes that were not there before
	missing := false
	for i, c := range form.Changes[:min(len(form.Changes), len(results))] {
		out.Findings = append(out.Findings, AnnouncedFinding{
			Change: i + 1, Verdict: results[i].Verdict, Reason: results[i].Reason, Evidence: results[i].Evidence,
		})
		key := c.WishKey()
		if a.was[key] {
			continue
		}
		all++
		in, there := a.came[key]
		if !there {
			if results[i].Verdict != rome.Holds {
				missing = true
				continue
			}
			in = r
		}
		switch {
		case !in.KeptOn().After(DateOf(a.PublicSince())): // before anybody could have read of it
			continue
		case form.comesIn(in):
			inTime++
		case form.Number != "" && in.Number == form.Number, form.Number == "" && in.KeptOn().After(form.DueBy()):
			late++
		}
		came++
	}
	switch {
	case len(out.Findings) == 0 || missing && !a.due && !form.reachedBy(r):
	case missing && came > 0:
		out.Outcome = CamePartly
	case missing:
		out.Outcome = DidNotCome
	case came == 0:
		out.Outcome = WasThere
	case inTime == all:
		out.Outcome = CameAsAnnounced
	case inTime > 0:
		out.Outcome = CamePartly
	case late > 0:
		out.Outcome = CameLate
	default:
		out.Outcome = CameElsewhere
	}
	return out
}

// comesIn reports whether a release is the one that was announced, in time.
func (t AnnouncementText) comesIn(r CheckedRelease) bool {
	on, due := r.KeptOn(), t.DueBy()
	if !due.IsZero() && on.After(due) {
		return false
	}
	switch {
	case t.Number != "":
		return r.Number == t.Number
	case !t.Month.IsZero() && t.Day.IsZero():
		return !on.Before(t.Month)
	}
	return true
}

// reachedBy reports whether, once a release is out, the one that was announced
// must be: it has the number or a later one, or comes in the month or on the day
// or after.
func (t AnnouncementText) reachedBy(r CheckedRelease) bool {
	if t.Number != "" {
		want, err := strconv.Atoi(t.Number)
		have, err2 := strconv.Atoi(r.Number)
		return r.Number == t.Number || err == nil && err2 == nil && have >= want
	}
	if !t.Day.IsZero() {
		return !r.KeptOn().Before(t.Day)
	}
	return !r.KeptOn().Before(t.Month)
}

// near is how many days apart the day that was announced and a publication may
// lie for the one to be of the other.
const near = 31

// Targets reports whether a release is the one that an announcement speaks of:
// it has its number or, without one, is of its month or published within a month
// of its day.
func (t AnnouncementText) Targets(r CheckedRelease) bool {
	on := r.KeptOn()
	switch {
	case t.Number != "":
		return r.Number == t.Number
	case !t.Day.IsZero():
		n := t.Day.DaysUntil(on)
		return n >= -near && n <= near
	}
	return on.Year == t.Month.Year && on.Month == t.Month.Month
}
