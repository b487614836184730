package tickets

import (
	"context"
	"strconv"

	"vigie/rome"
)

// Propose adds changes to a ticket: what an agent understands a message to ask.
// mail is the stored message, 0 for the ticket's first words; the integration
// clock of each change runs from the receipt of that message. Faults are an
// *Invalid with fields "changes.2".
func (s *Store) Propose(ctx context.Context, by Actor, id int64, version int, changes []rome.Change, mail int64) error {
	var bad faults
	if len(changes) == 0 {
		bad.add("changes", RuleRequired)
	}
	for i, c := range changes {
		if err := c.Validate(); err != nil {
			bad.add("changes."+strconv.Itoa(i+1), RuleChange, changeFault(err)...)
		}
	}
	if err := bad.err(); err != nil {
		return err
	}
	return s.change(ctx, by, CanPropose, id, version, func(t *transaction, d *dossier) error {
		if len(d.Proposals)+len(changes) > MaxChanges {
			return invalid("changes", RuleTooMany, MaxChanges)
		}
		fact := Proposed{AskedAt: micros(d.ReceivedAt), Mail: mail}
		if mail != 0 && mail != d.Mail {
			err := t.QueryRowContext(ctx, `SELECT received_at FROM mails WHERE id = $1 AND ticket_id = $2`, mail, id).Scan(&fact.AskedAt)
			if err != nil {
				return missing(err)
			}
		}
		var personal Personal
		fact.Changes, personal.Texts = s.freeze(changes, len(d.Proposals)+1)
		_, err := t.append(d, by, fact, personal)
		return err
	})
}

// Sort says what a ticket is. One that asks for changes is a request and stays
// one.
func (s *Store) Sort(ctx context.Context, by Actor, id int64, version int, what Type) error {
	return s.change(ctx, by, CanPropose, id, version, func(t *transaction, d *dossier) error {
		if what != Question && what != Defect || len(d.Proposals) > 0 {
			return invalid("type", RuleChoice)
		}
		if d.Type == what {
			return nil
		}
		_, err := t.append(d, by, Sorted{Type: what}, Personal{})
		return err
	})
}
