package tickets

import (
	"fmt"
	"slices"

	"vigie/rome"
)

// Letters renders a letter's subject and text. It is pure, quick, and called
// within the transaction that writes the letter.
type Letters func(LetterModel) LetterText

// LetterText is a letter as it will be sent: plain text, lines of any length.
type LetterText struct{ Subject, Text string }

// LetterModel is what a letter may speak of. Links are tokens, which the
// renderer makes into addresses.
type LetterModel struct {
	Purpose      Purpose
	Ticket       *Ticket // as it stands after the command
	Name         string  // of the author, may be ""
	Subject      string  // of the author's first words, may be ""
	Said         string  // those words
	TrackToken   string
	ConfirmToken string         // in an acknowledgement of an unconfirmed request
	Words        map[int]string // by proposal: what the agent wrote of its decision
	Release      *rome.Release  // the current one, nil before any import
	FreeTexts    map[int]string // by proposal: what an "other" change asks
	Today        Date
	About        *Proposal // a question is about what became of its target, nil for none
}

// queue writes a letter to the journal and, in the same transaction, to the
// outbox. It refuses history and authors without an address: nothing is ever
// sent about what was received before the service began.
func (s *Store) queue(t *transaction, d *dossier, by Actor, p Purpose, text LetterText) error {
	if d.History {
		return invalid("letter", RuleHistory)
	}
	if !d.Reachable {
		return invalid("letter", RuleNoAddress)
	}
	n := len(d.Letters) + 1
	id := s.keys.MessageID(d.Reference, n, s.mailDomain)
	e, err := t.append(d, by, Lettered{Letter: n, Purpose: p, MessageID: id},
		Personal{Subject: text.Subject, Text: text.Text})
	if err != nil {
		return err
	}
	at := t.now
	if by.Role.Staff() { // what somebody wrote can be taken back for a moment
		at = at.Add(s.takeBack)
	}
	err = t.exec(`INSERT INTO outbox (seq, ticket_id, letter, state, next_at) VALUES ($1, $2, $3, 'waiting', $4)`,
		e.Seq, d.ID, n, micros(at))
	if err != nil {
		return fmt.Errorf("writing letter %d of %s to the outbox: %w", n, d.Reference, err)
	}
	if !slices.Contains(t.wakes, at) {
		t.wakes = append(t.wakes, at)
	}
	return nil
}

// model is what the letters of a ticket have in common.
func (s *Store) model(t *transaction, d *dossier, p Purpose) (LetterModel, error) {
	author, err := personal(t.ctx, t, d.ID, 1)
	return LetterModel{
		Purpose: p, Ticket: d.Ticket, TrackToken: trackMark,
		Release: s.Release(), Today: DateOf(t.now),
		Name: author.Name, Subject: author.Subject, Said: author.Text, FreeTexts: author.Texts,
	}, err
}
