package tickets

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"vigie/rome"
)

// Limits of an announcement.
const (
	maxTitle  = 200
	maxCodes  = 100
	maxReason = 2_000
)

// places are codes ROME, domains and major domains.
var places = regexp.MustCompile(`^[A-N]([0-9]{2}([0-9]{2})?)?$`)

// Announce says a major change ahead and gives its number. Faults are an
// *Invalid with the fields of the form: "title", "text", "covers", "codes",
// "changes.2", "number", "month", "day", "public_on".
func (s *Store) Announce(ctx context.Context, by Actor, text AnnouncementText) (n int, err error) {
	if _, err := s.LoadCurrent(ctx); err != nil {
		return 0, err
	}
	err = s.announcing(ctx, by, func(t *transaction, all []*Announcement) error {
		ground, err := s.checkAnnouncement(t, &text, nil)
		if err != nil {
			return err
		}
		n = len(all) + 1
		return t.record(AnnouncementRegister, by, n, Announced{text, ground})
	})
	return n, err
}

// CorrectAnnouncement gives it another form; those before it are kept. The day
// on which it becomes public can be changed until it is.
func (s *Store) CorrectAnnouncement(ctx context.Context, by Actor, n, version int, text AnnouncementText) error {
	if _, err := s.LoadCurrent(ctx); err != nil {
		return err
	}
	return s.announcing(ctx, by, func(t *transaction, all []*Announcement) error {
		a, err := announced(all, n, version)
		if err != nil {
			return err
		}
		if a.settled() {
			return ErrTransition
		}
		if a.Public(t.now) {
			text.PublicOn = a.Form().PublicOn
		}
		ground, err := s.checkAnnouncement(t, &text, a)
		if err != nil {
			return err
		}
		return t.record(AnnouncementRegister, by, n, Corrected{text, ground})
	})
}

// RevokeAnnouncement withdraws it, for a reason that everybody reads.
func (s *Store) RevokeAnnouncement(ctx context.Context, by Actor, n, version int, reason string) error {
	return s.announcing(ctx, by, func(t *transaction, all []*Announcement) error {
		a, err := announced(all, n, version)
		if err != nil {
			return err
		}
		if a.settled() {
			return ErrTransition
		}
		var bad faults
		bad.text("reason", &reason, maxReason, true)
		if err := bad.err(); err != nil {
			return err
		}
		return t.record(AnnouncementRegister, by, n, Revoked{reason})
	})
}

// StateAnnouncement is an agent's word on whether an announcement that has words
// alone came, in which release, and by what that is known.
func (s *Store) StateAnnouncement(ctx context.Context, by Actor, n, version int, what Stated) error {
	return s.announcing(ctx, by, func(t *transaction, all []*Announcement) error {
		a, err := announced(all, n, version)
		if err != nil {
			return err
		}
		if !a.InWords() {
			return ErrTransition
		}
		var bad faults
		if !oneOf(what.Outcome, StatedOutcomes()) {
			bad.add("outcome", RuleChoice)
		}
		bad.text("words", &what.Words, maxReason, true)
		if what.Release = strings.TrimSpace(what.Release); what.Release != "" || what.Outcome != DidNotCome {
			known, err := listReleases(ctx, t)
			if err != nil {
				return err
			}
			if !slices.ContainsFunc(known, func(r StoredRelease) bool { return r.Number == what.Release }) {
				bad.add("release", RuleChoice)
			}
		}
		if err := bad.err(); err != nil {
			return err
		}
		return t.record(AnnouncementRegister, by, n, what)
	})
}

func (s *Store) announcing(ctx context.Context, by Actor, do func(*transaction, []*Announcement) error) error {
	if err := authorize(by, CanAnnounce, 0); err != nil {
		return err
	}
	err := s.transact(ctx, func(t *transaction) error {
		if err := t.lockActs(); err != nil {
			return err
		}
		all, err := announcements(ctx, t)
		if err != nil {
			return err
		}
		return do(t, all)
	})
	if err != nil {
		return fmt.Errorf("announcing: %w", err)
	}
	return nil
}

// announced finds an announcement to act on.
func announced(all []*Announcement, n, version int) (*Announcement, error) {
	if n < 1 || n > len(all) {
		return nil, ErrNotFound
	}
	a := all[n-1]
	switch {
	case a.Version() != version:
		return nil, ErrConflict
	case a.Revoked():
		return nil, ErrTransition
	}
	return a, nil
}

// checkAnnouncement tidies and checks a form, and says what its changes stand
// on; before is what it corrects, nil for a new one.
func (s *Store) checkAnnouncement(t *transaction, text *AnnouncementText, before *Announcement) (Ground, error) {
	var bad faults
	bad.line("title", &text.Title, maxTitle, true)
	bad.text("text", &text.Text, maxText, true)
	for _, k := range text.Covers {
		if !oneOf(k, MajorKinds()) {
			bad.add("covers", RuleChoice)
		}
	}
	text.Codes = tidyCodes(text.Codes)
	if len(text.Codes) > maxCodes {
		bad.add("codes", RuleTooLong, maxCodes*len("M1805 "))
	}
	if slices.ContainsFunc(text.Codes, func(c string) bool { return !places.MatchString(c) }) {
		bad.add("codes", RuleCode)
	}
	if err := s.checkTarget(t, &bad, text); err != nil {
		return Ground{}, err
	}
	today := DateOf(t.now)
	switch on := text.PublicOn; {
	case on.IsZero() || before != nil && on == before.Form().PublicOn:
	case on.Before(today):
		bad.add("public_on", RulePast)
	case on.After(today.AddMonths(maxPlanned)):
		bad.add("public_on", RuleTooFar)
	case on == today:
		text.PublicOn = Date{}
	}
	ground := s.ground(&bad, text, before)
	return ground, bad.err()
}

// checkTarget checks when an announcement says that it comes.
func (s *Store) checkTarget(t *transaction, bad *faults, text *AnnouncementText) error {
	text.Number = strings.TrimSpace(text.Number)
	if text.Number == "" && text.Month.IsZero() && text.Day.IsZero() {
		bad.add("number", RuleTarget)
	}
	today := DateOf(t.now)
	if !text.Month.IsZero() {
		text.Month.Day = 1
		if text.Month.AddMonths(1).AddDays(-1).Before(today) {
			bad.add("month", RulePast)
		}
	}
	if !text.Day.IsZero() && text.Day.Before(today) {
		bad.add("day", RulePast)
	}
	if text.DueBy().After(today.AddMonths(maxPlanned)) {
		bad.add("day", RuleTooFar)
	}
	if text.Number == "" {
		return nil
	}
	checkNumber(bad, text.Number)
	published, err := listReleases(t.ctx, t)
	if err != nil {
		return err
	}
	if (&PlannedRelease{ReleasePlan: ReleasePlan{Number: text.Number}}).fulfilled(published) {
		bad.add("number", RulePublished)
	}
	return nil
}

// ground checks an announcement's changes and asks the current release of each.
// What no release can prove, and what is there already, is not announced as a
// change; what an earlier form named stays.
func (s *Store) ground(bad *faults, text *AnnouncementText, before *Announcement) Ground {
	if len(text.Changes) > MaxChanges {
		bad.add("changes", RuleTooMany, MaxChanges)
		return Ground{}
	}
	current := s.Current()
	var g Ground
	if current != nil {
		g.Release = current.asChecked()
	}
	for i := range text.Changes {
		c := &text.Changes[i]
		field := "changes." + strconv.Itoa(i+1)
		if err := c.Validate(); err != nil {
			bad.add(field, RuleChange, changeFault(err)...)
			continue
		}
		if c.Kind == rome.Other {
			bad.add(field, RuleVerifiable)
			continue
		}
		if current == nil {
			continue
		}
		c.Base = current.Release.BaseOf(*c)
		verdict := current.Release.Check(*c).Verdict
		switch known := before != nil && before.names(*c); {
		case verdict == rome.Unverifiable:
			bad.add(field, RuleVerifiable)
		case verdict == rome.Holds && !known:
			bad.add(field, RuleAlready, current.Number)
		}
		g.Verdicts = append(g.Verdicts, verdict)
	}
	return g
}

// names reports whether a form of the announcement has the change.
func (a *Announcement) names(c rome.Change) bool {
	return slices.ContainsFunc(a.Forms, func(f AnnouncementForm) bool { return slices.ContainsFunc(f.Changes, c.Same) })
}

// tidyCodes writes codes as the ROME does, each once.
func tidyCodes(list []string) []string {
	var codes []string
	for _, c := range list {
		c = strings.ToUpper(strings.TrimSpace(c))
		if c != "" && !slices.Contains(codes, c) {
			codes = append(codes, c)
		}
	}
	return codes
}
