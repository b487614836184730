package tickets

import (
	"context"
	"fmt"
	"strings"
	"time"

	"vigie/rome"
)

// Draft renders the letter that an agent begins with, as the ticket stands.
func (s *Store) Draft(ctx context.Context, by Actor, id int64, p Purpose) (LetterText, error) {
	if err := authorize(by, CanAnswer, id); err != nil {
		return LetterText{}, err
	}
	c, err := s.folded(ctx, id)
	if err != nil {
		return LetterText{}, fmt.Errorf("drafting a letter of ticket %d: %w", id, err)
	}
	return s.draft(c, p), nil
}

// DraftOf is Draft for a ticket that has been read already.
func (s *Store) DraftOf(by Actor, c *Case, p Purpose) (LetterText, error) {
	if err := authorize(by, CanAnswer, c.ID); err != nil {
		return LetterText{}, err
	}
	return s.draft(c, p), nil
}

// DraftAbout renders the question that asks the author of a change in conflict
// with the current release what is wanted now. It is ErrNotFound where there is
// no such change, or no conflict.
func (s *Store) DraftAbout(ctx context.Context, by Actor, id int64, proposal int) (LetterText, error) {
	if err := authorize(by, CanAsk, id); err != nil {
		return LetterText{}, err
	}
	c, err := s.CaseByID(ctx, by, id)
	if err != nil {
		return LetterText{}, err
	}
	release := s.Release()
	p, ok := c.Proposal(proposal)
	if !ok || release == nil || release.Check(p.Change).Verdict != rome.Conflict {
		return LetterText{}, ErrNotFound
	}
	return s.draftAbout(c, AskBack, p), nil
}

func (s *Store) draft(c *Case, p Purpose) LetterText { return s.draftAbout(c, p, nil) }

func (s *Store) draftAbout(c *Case, p Purpose, about *Proposal) LetterText {
	return s.letters(LetterModel{
		About: about, Purpose: p, Ticket: c.Ticket, Name: c.Author.Name, Subject: c.Author.Subject, Said: c.Author.Text, TrackToken: trackMark,
		Release: s.Release(), FreeTexts: c.Author.Texts, Today: s.Today(),
	})
}

// CheckReply refuses what Reply would refuse, and writes nothing: it comes
// before a preview.
func (s *Store) CheckReply(ctx context.Context, by Actor, id int64, version int, p Purpose, text LetterText) error {
	if err := authorize(by, replyCommand(p), id); err != nil {
		return err
	}
	c, err := s.folded(ctx, id)
	if err != nil {
		return fmt.Errorf("checking a letter of ticket %d: %w", id, err)
	}
	if version != c.Version {
		return &Stale{Seen: version, Now: c.Version}
	}
	return s.checkReply(c, p, &text)
}

func (s *Store) checkReply(c *Case, p Purpose, text *LetterText) error {
	if p != Answer && p != AskBack {
		return invalid("purpose", RuleChoice)
	}
	if err := checkLetter(text); err != nil {
		return err
	}
	if text.Text == strings.TrimSpace(s.draft(c, p).Text) {
		return invalid("text", RuleUnchanged)
	}
	return nil
}

func replyCommand(p Purpose) Command {
	if p == AskBack {
		return CanAsk
	}
	return CanAnswer
}

// Reply sends the author a letter written by an agent: an Answer, which stops
// the reply clock once delivered, or a question back, which does not. The draft
// as it was is refused: it says nothing of the request yet.
func (s *Store) Reply(ctx context.Context, by Actor, id int64, version int, p Purpose, text LetterText) error {
	if err := authorize(by, replyCommand(p), id); err != nil {
		return err
	}
	c, err := s.folded(ctx, id)
	if err != nil {
		return fmt.Errorf("writing a letter of ticket %d: %w", id, err)
	}
	if err := s.checkReply(c, p, &text); err != nil {
		return err
	}
	return s.change(ctx, by, replyCommand(p), id, version, func(t *transaction, d *dossier) error {
		return s.queue(t, d, by, p, text)
	})
}

// ReplyOtherwise records that the author was answered by telephone, post or in
// person, at the instant the agent states. It is how a request of somebody
// without an address is answered.
func (s *Store) ReplyOtherwise(ctx context.Context, by Actor, id int64, version int, means Means, at time.Time, text string) error {
	var bad faults
	bad.text("text", &text, maxText, true)
	if !oneOf(means, MeansList()) {
		bad.add("means", RuleChoice)
	}
	if at.After(s.Now()) {
		bad.add("at", RuleFuture)
	}
	if err := bad.err(); err != nil {
		return err
	}
	return s.change(ctx, by, CanAnswer, id, version, func(t *transaction, d *dossier) error {
		if at.Before(d.ReceivedAt) {
			return invalid("at", RuleTooEarly)
		}
		_, err := t.append(d, by,
			Lettered{Letter: len(d.Letters) + 1, Purpose: Answer, Means: means, At: micros(at)}, Personal{Text: text})
		return err
	})
}

func checkLetter(l *LetterText) error {
	var bad faults
	bad.line("subject", &l.Subject, maxName, true)
	bad.text("text", &l.Text, maxText, true)
	return bad.err()
}
