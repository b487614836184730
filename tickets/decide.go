package tickets

import (
	"cmp"
	"context"
	"strconv"

	"vigie/rome"
)

// Outcome is what an agent decides of one proposal.
type Outcome string

// The outcomes.
const (
	Accept       Outcome = "accept"
	Decline      Outcome = "decline"
	HoldsAlready Outcome = "already_true"
)

// Outcomes lists them.
func Outcomes() []Outcome { return []Outcome{Accept, Decline, HoldsAlready} }

// A Choice is the decision on one proposal. Words are the agent's own, public
// with the decision.
type Choice struct {
	Proposal int
	Outcome  Outcome
	Reason   Reason // when declined
	Words    string
	Despite  bool // accepted, knowing that it clashes with what has been accepted
}

// fact is the event of a choice.
func (c Choice) fact(letter int, release string, despite int) Fact {
	switch c.Outcome {
	case Accept:
		return Accepted{Proposal: c.Proposal, Letter: letter, Despite: despite}
	case Decline:
		return Declined{Proposal: c.Proposal, Reason: c.Reason, Letter: letter}
	default:
		return FoundTrue{Proposal: c.Proposal, Release: release, Letter: letter}
	}
}

// DraftDecision renders the letter that tells decisions as if they had been
// taken, and refuses what Decide would refuse. Nothing is written.
func (s *Store) DraftDecision(ctx context.Context, by Actor, id int64, version int, choices []Choice) (LetterText, error) {
	if err := authorize(by, CanDecide, id); err != nil {
		return LetterText{}, err
	}
	c, err := s.CaseByID(ctx, by, id)
	if err != nil {
		return LetterText{}, err
	}
	if version != c.Version {
		return LetterText{}, &Stale{Seen: version, Now: c.Version}
	}
	if err := s.checkChoices(c.Ticket, choices); err != nil {
		return LetterText{}, err
	}
	now := s.Now()
	words := make(map[int]string)
	for _, choice := range choices {
		fact := choice.fact(len(c.Letters)+1, s.sha(), 0)
		if err := c.Apply(Event{N: c.Ticket.Events + 1, At: now, By: by, Fact: fact}); err != nil {
			return LetterText{}, err
		}
		words[choice.Proposal] = choice.Words
	}
	return s.letters(LetterModel{
		Purpose: Decision, Ticket: c.Ticket, Name: c.Author.Name, Subject: c.Author.Subject, Said: c.Author.Text, TrackToken: trackMark, Words: words,
		Release: s.Release(), FreeTexts: c.Author.Texts, Today: DateOf(now),
	}), nil
}

// Decide takes decisions and tells the author in one letter. An acceptance of
// what the current release holds already is refused: it is already true. For an
// author without an address, and for history, the decision is taken without a
// letter, whatever text holds. Both sides of a clash are accepted only by who
// says to know of it.
func (s *Store) Decide(ctx context.Context, by Actor, id int64, version int, choices []Choice, text LetterText) error {
	if _, err := s.LoadCurrent(ctx); err != nil {
		return err
	}
	return s.change(ctx, by, CanDecide, id, version, func(t *transaction, d *dossier) error {
		// What is decided is decided on the release that is current now: one
		// that has just been imported has checked this ticket already.
		if sha, err := currentSHA(ctx, t); err != nil || sha != s.sha() {
			return cmp.Or(err, error(&Stale{Seen: version, Now: d.Version}))
		}
		if err := s.checkChoices(d.Ticket, choices); err != nil {
			return err
		}
		letter := 0
		if d.Reachable && !d.History {
			if err := checkLetter(&text); err != nil {
				return err
			}
			letter = len(d.Letters) + 1
		}
		despite, err := t.weigh(d, choices)
		if err != nil {
			return err
		}
		for _, c := range choices {
			if _, err := t.append(d, by, c.fact(letter, s.sha(), despite[c.Proposal]), Personal{Text: c.Words}); err != nil {
				return err
			}
		}
		if letter == 0 {
			return nil
		}
		return s.queue(t, d, by, Decision, text)
	})
}

func (s *Store) checkChoices(d *Ticket, choices []Choice) error {
	var bad faults
	if len(choices) == 0 {
		bad.add("choices", RuleRequired)
	}
	for i := range choices {
		c := &choices[i]
		field := "proposals." + strconv.Itoa(c.Proposal)
		p, ok := d.Proposal(c.Proposal)
		if !ok || !oneOf(c.Outcome, Outcomes()) {
			bad.add(field, RuleChoice)
			continue
		}
		bad.text(field+".words", &c.Words, maxText, false)
		if c.Outcome == Decline && !oneOf(c.Reason, Reasons()) {
			bad.add(field+".reason", RuleRequired)
		}
		s.checkOutcome(&bad, field, c, p.Change)
	}
	return bad.err()
}

// checkOutcome keeps a decision from saying what the data does not: what the
// release holds is not to be integrated, and only what it holds, or cannot say,
// is already true.
func (s *Store) checkOutcome(bad *faults, field string, c *Choice, change rome.Change) {
	release := s.Release()
	if release == nil {
		return
	}
	switch verdict := release.Check(change).Verdict; {
	case c.Outcome == Accept && verdict == rome.Holds:
		bad.add(field, RuleHolds, release.Number)
	case c.Outcome == HoldsAlready && verdict == rome.Unverifiable:
		bad.text(field+".words", &c.Words, maxText, true)
	case c.Outcome == HoldsAlready && verdict != rome.Holds:
		bad.add(field, RuleUnmet, release.Number)
	}
}

// Override states by hand that an accepted proposal is integrated, where no
// release can prove it. A manager's word, with its reason.
func (s *Store) Override(ctx context.Context, by Actor, id int64, version, proposal int, on Date, why string) error {
	var bad faults
	bad.text("why", &why, maxText, true)
	if on.IsZero() {
		bad.add("on", RuleRequired)
	} else if on.After(s.Today()) {
		bad.add("on", RuleFuture)
	}
	if err := bad.err(); err != nil {
		return err
	}
	return s.change(ctx, by, CanOverride, id, version, func(t *transaction, d *dossier) error {
		if on.Before(DateOf(d.ReceivedAt)) {
			return invalid("on", RuleTooEarly)
		}
		_, err := t.append(d, by, Overridden{Proposal: proposal, On: on}, Personal{Text: why})
		return err
	})
}
