package tickets

import "context"

// Close ends the work on a ticket. It is completed only when it was answered
// and every change decided; a duplicate keeps its reply clock, spam counts for
// nothing.
func (s *Store) Close(ctx context.Context, by Actor, id int64, version int, as Closing) error {
	if !oneOf(as, Closings()) {
		return invalid("as", RuleChoice)
	}
	return s.change(ctx, by, CanClose, id, version, func(t *transaction, d *dossier) error {
		if as == Completed {
			if d.Undecided() > 0 {
				return invalid("as", RulePending)
			}
			if d.State != Answered {
				return invalid("as", RuleUnanswered)
			}
		}
		_, err := t.append(d, by, Closed{As: as}, Personal{})
		return err
	})
}

// Reopen takes a closing back, without a new clock.
func (s *Store) Reopen(ctx context.Context, by Actor, id int64, version int) error {
	return s.change(ctx, by, CanReopen, id, version, func(t *transaction, d *dossier) error {
		_, err := t.append(d, by, Reopened{}, Personal{})
		return err
	})
}

// Relink gives a ticket a new private link and so revokes the old one.
func (s *Store) Relink(ctx context.Context, by Actor, id int64, version int) error {
	return s.change(ctx, by, CanPublish, id, version, func(t *transaction, d *dossier) error {
		_, err := t.append(d, by, Relinked{Nonce: nonce()}, Personal{})
		return err
	})
}
