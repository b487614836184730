package tickets

import (
	"fmt"
	"slices"
	"time"

	"vigie/rome"
)

// An AnnouncementText is what is said of a major change ahead, in one of its
// forms.
type AnnouncementText struct {
	Title   string        `json:"title"`
	Text    string        `json:"text"`              // what, in words
	Covers  []MajorKind   `json:"covers,omitempty"`  // what sort of change it is
	Codes   []string      `json:"codes,omitempty"`   // codes ROME, domains or major domains concerned
	Changes []rome.Change `json:"changes,omitempty"` // each provable by a release
	// When it comes, at least one of the three: the release's number, its month
	// by the first day, or the last day by which it is published.
	Number string `json:"number,omitempty"`
	Month  Date   `json:"month,omitzero"`
	Day    Date   `json:"day,omitzero"`
	// PublicOn is the day from whose first instant anybody may read it; zero is
	// at once.
	PublicOn Date `json:"public_on,omitzero"`
}

// DueBy is the last day on which it comes as announced; zero where only a number
// is named.
func (t AnnouncementText) DueBy() Date {
	switch {
	case !t.Day.IsZero():
		return t.Day
	case !t.Month.IsZero():
		return t.Month.AddMonths(1).AddDays(-1)
	}
	return Date{}
}

// A Ground is what an announcement's changes stood on when it was written: the
// release that was current then, and what it said of each change. It is empty
// before any import.
type Ground struct {
	Release  CheckedRelease `json:"release,omitzero"`
	Verdicts []rome.Verdict `json:"verdicts,omitempty"` // by change
}

// An AnnouncementOutcome is whether an announcement came as announced.
type AnnouncementOutcome string

// The outcomes.
const (
	CameAsAnnounced AnnouncementOutcome = "as_announced"
	CameElsewhere   AnnouncementOutcome = "other_release"
	CameLate        AnnouncementOutcome = "late"
	CamePartly      AnnouncementOutcome = "partly"
	DidNotCome      AnnouncementOutcome = "missing"
	WasThere        AnnouncementOutcome = "already" // before it was announced: nothing was ahead
	StillAhead      AnnouncementOutcome = "ahead"   // the release that it names is not out
)

// StatedOutcomes lists those that an agent may state of an announcement that has
// words alone.
func StatedOutcomes() []AnnouncementOutcome {
	return []AnnouncementOutcome{CameAsAnnounced, CameElsewhere, CameLate, CamePartly, DidNotCome}
}

// AnnouncementOutcomes lists all of them.
func AnnouncementOutcomes() []AnnouncementOutcome {
	return append(StatedOutcomes(), WasThere, StillAhead)
}

// An AnnouncedFinding is what a release says of one change of an announcement.
type AnnouncedFinding struct {
	Change   int             `json:"change"` // from 1
	Verdict  rome.Verdict    `json:"verdict"`
	Reason   rome.Reason     `json:"reason,omitempty"`
	Evidence []rome.Evidence `json:"evidence,omitempty"`
}

// The acts of announcements.
type (
	// Announced says what is ahead.
	Announced struct {
		AnnouncementText
		Ground Ground `json:"ground,omitzero"`
	}
	// Corrected says it otherwise; the form before it stays.
	Corrected struct {
		AnnouncementText
		Ground Ground `json:"ground,omitzero"`
	}
	// Revoked withdraws it; it stays visible, with the reason.
	Revoked struct {
		Reason string `json:"reason"`
	}
	// Judged compares it with a release.
	Judged struct {
		Release  CheckedRelease      `json:"release"`
		Outcome  AnnouncementOutcome `json:"outcome"`
		Findings []AnnouncedFinding  `json:"findings,omitempty"`
	}
	// Stated is an agent's word on what no release can prove.
	Stated struct {
		Outcome AnnouncementOutcome `json:"outcome"`
		Release string              `json:"release,omitempty"` // number in which it came
		Words   string              `json:"words"`
	}
)

func (Announced) actKind() ActKind { return ActAnnounced }

func (Corrected) actKind() ActKind { return ActCorrected }

func (Revoked) actKind() ActKind { return ActRevoked }

func (Judged) actKind() ActKind { return ActJudged }

func (Stated) actKind() ActKind { return ActStated }

// An AnnouncementForm is one form of an announcement, and when it was given.
type AnnouncementForm struct {
	AnnouncementText
	Ground Ground
	At     time.Time
	By     Actor
}

// A Judgement is what was found, or stated, of an announcement at last.
type Judgement struct {
	At       time.Time
	By       Actor
	Outcome  AnnouncementOutcome
	Release  CheckedRelease // that it was compared with; of a statement, its number alone
	Findings []AnnouncedFinding
	Words    string // of an agent
}

// An Announcement is a major change ahead, as its acts fold.
type Announcement struct {
	N         int
	Forms     []AnnouncementForm // as announced, then each correction
	Judgement *Judgement         // the last one; nil before any
	RevokedAt time.Time          // zero while it stands
	Reason    string             // why it was withdrawn
	Acts      []Act

	came   map[string]CheckedRelease // by wish: the first release that held it
	was    map[string]bool           // by wish: it held before it was announced
	judged map[string]bool           // releases compared with, by SHA-256
	last   CheckedRelease            // the latest of them, or of the ground
	due    bool                      // one of them is the release that was announced, or is after it
}

// Version grows with each act of a person; a page of an older one is stale.
func (a *Announcement) Version() int {
	n := 0
	for _, act := range a.Acts {
		if act.By.Role != System {
			n++
		}
	}
	return n
}

// Form is the form in force.
func (a *Announcement) Form() AnnouncementForm { return a.Forms[len(a.Forms)-1] }

// AnnouncedAt is when it was entered.
func (a *Announcement) AnnouncedAt() time.Time { return a.Forms[0].At }

// UpdatedAt is when it was last touched.
func (a *Announcement) UpdatedAt() time.Time { return a.Acts[len(a.Acts)-1].At }

// PublicSince is the instant from which anybody may read it, which may be still
// to come; zero when it was withdrawn before. It is the first instant at which
// the form then in force was public.
func (a *Announcement) PublicSince() time.Time {
	var since time.Time
	for i, f := range a.Forms {
		if since = f.At; !f.PublicOn.IsZero() && f.PublicOn.Start().After(since) {
			since = f.PublicOn.Start()
		}
		if i+1 < len(a.Forms) && since.Before(a.Forms[i+1].At) {
			break
		}
	}
	if a.Revoked() && a.RevokedAt.Before(since) {
		return time.Time{}
	}
	return since
}

// Public reports whether anybody may read it at an instant.
func (a *Announcement) Public(at time.Time) bool {
	since := a.PublicSince()
	return !since.IsZero() && !since.After(at)
}

// PublicForms are the forms that anybody may read: those in force at some time
// since it is public.
func (a *Announcement) PublicForms() []AnnouncementForm {
	since := a.PublicSince()
	for i := len(a.Forms) - 1; i > 0; i-- {
		if !a.Forms[i].At.After(since) {
			return a.Forms[i:]
		}
	}
	return a.Forms
}

// Revoked reports whether it was withdrawn.
func (a *Announcement) Revoked() bool { return !a.RevokedAt.IsZero() }

// Ahead reports whether it is still to come, and stands.
func (a *Announcement) Ahead() bool { return !a.Revoked() && !a.settled() }

// settled reports whether nothing more is to be found out.
func (a *Announcement) settled() bool {
	if a.Judgement == nil {
		return false
	}
	switch a.Judgement.Outcome {
	case CameAsAnnounced, CameElsewhere, CameLate, WasThere:
		return true
	case CamePartly:
		return a.Judgement.Words != "" || a.complete()
	case DidNotCome:
		return a.Judgement.Words != ""
	}
	return false
}

// complete reports whether each of its changes has come.
func (a *Announcement) complete() bool {
	for _, c := range a.Form().Changes {
		if _, came := a.came[c.WishKey()]; !came && !a.was[c.WishKey()] {
			return false
		}
	}
	return true
}

// InWords reports whether it has nothing that a release can prove, so that an
// agent says whether it came.
func (a *Announcement) InWords() bool { return len(a.Form().Changes) == 0 }

// foldAnnouncements makes announcements of their acts, by their number.
func foldAnnouncements(list []Act) ([]*Announcement, error) {
	var all []*Announcement
	for _, act := range list {
		if f, ok := act.Fact.(Announced); ok {
			if act.Subject != len(all)+1 {
				return nil, fmt.Errorf("act %d announces number %d after %d", act.N, act.Subject, len(all))
			}
			a := &Announcement{
				N: act.Subject, came: make(map[string]CheckedRelease), was: make(map[string]bool), judged: make(map[string]bool),
			}
			a.form(act, f.AnnouncementText, f.Ground)
			a.Acts = append(a.Acts, act)
			all = append(all, a)
			continue
		}
		if act.Subject < 1 || act.Subject > len(all) {
			return nil, fmt.Errorf("act %d is about number %d, which was never announced", act.N, act.Subject)
		}
		a := all[act.Subject-1]
		switch f := act.Fact.(type) {
		case Corrected:
			a.form(act, f.AnnouncementText, f.Ground)
		case Revoked:
			a.RevokedAt, a.Reason = act.At, f.Reason
		case Judged:
			a.judge(act, f)
		case Stated:
			a.Judgement = &Judgement{At: act.At, By: act.By, Outcome: f.Outcome, Release: CheckedRelease{Number: f.Release}, Words: f.Words}
		default:
			return nil, fmt.Errorf("act %d is %q, which is none of announcements", act.N, act.Kind())
		}
		a.Acts = append(a.Acts, act)
	}
	return all, nil
}

// form adds a form. What held of a change that no earlier form named was there
// before it was announced.
func (a *Announcement) form(act Act, text AnnouncementText, ground Ground) {
	for i, c := range text.Changes {
		key := c.WishKey()
		known := slices.ContainsFunc(a.Forms, func(f AnnouncementForm) bool {
			return slices.ContainsFunc(f.Changes, func(d rome.Change) bool { return d.WishKey() == key })
		})
		if !known && i < len(ground.Verdicts) && ground.Verdicts[i] == rome.Holds {
			a.was[key] = true
		}
	}
	a.Forms = append(a.Forms, AnnouncementForm{AnnouncementText: text, Ground: ground, At: act.At, By: act.By})
	if a.last.before(ground.Release) {
		a.last = ground.Release
	}
	if a.Judgement != nil && a.Judgement.Words == "" {
		a.Judgement = nil // it was of the form before
		clear(a.judged)
	}
	a.due = false
}

func (a *Announcement) judge(act Act, f Judged) {
	a.Judgement = &Judgement{At: act.At, By: act.By, Outcome: f.Outcome, Release: f.Release, Findings: f.Findings}
	a.judged[f.Release.SHA256] = true
	a.due = a.due || a.Form().reachedBy(f.Release)
	if a.last.before(f.Release) {
		a.last = f.Release
	}
	changes := a.Form().Changes
	for _, finding := range f.Findings {
		if finding.Change < 1 || finding.Change > len(changes) || finding.Verdict != rome.Holds {
			continue
		}
		key := changes[finding.Change-1].WishKey()
		if _, came := a.came[key]; !came && !a.was[key] {
			a.came[key] = f.Release
		}
	}
}

// before reports whether a release was published, or else seen, before another.
func (r CheckedRelease) before(o CheckedRelease) bool {
	if r.PublishedOn != o.PublishedOn {
		return r.PublishedOn.Before(o.PublishedOn)
	}
	return r.ObservedOn.Before(o.ObservedOn)
}
