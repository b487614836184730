package tickets

import (
	"context"
	"time"
)

// Draft renders the letter that an agent begins with, as the ticket stands. With
// decisions it is rendered as if they had been taken; nothing is written.
func (s *Store) Draft(ctx context.Context, by Actor, id int64, p Purpose, decisions []Choice) (LetterText, error) {
	if err := authorize(by, CanAnswer, id); err != nil {
		return LetterText{}, err
	}
	c, err := s.CaseByID(ctx, by, id)
	if err != nil {
		return LetterText{}, err
	}
	now := s.Now()
	ticket := *c.Ticket
	ticket.Proposals = append([]Proposal(nil), c.Proposals...)
	words := make(map[int]string)
	for _, choice := range decisions {
		fact := choice.fact(len(ticket.Letters)+1, s.sha())
		if err := ticket.Apply(Event{N: ticket.Events + 1, At: now, By: by, Fact: fact}); err != nil {
			return LetterText{}, err
		}
		words[choice.Proposal] = choice.Words
	}
	return s.letters(LetterModel{
		Purpose: p, Ticket: &ticket, Name: c.Author.Name, TrackToken: c.Track, Words: words,
		Release: s.Release(), FreeTexts: c.Author.Texts, Today: DateOf(now),
	}), nil
}

// Reply sends the author a letter written by an agent: an Answer, which stops
// the reply clock once delivered, or a question back, which does not.
func (s *Store) Reply(ctx context.Context, by Actor, id int64, version int, p Purpose, text LetterText) error {
	command := CanAnswer
	if p == AskBack {
		command = CanAsk
	}
	if err := checkLetter(&text); err != nil {
		return err
	}
	if p != Answer && p != AskBack {
		return invalid("purpose", RuleChoice)
	}
	return s.change(ctx, by, command, id, version, func(t *transaction, d *dossier) error {
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
