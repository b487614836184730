package tickets

import (
	"context"

	"vigie/rome"
)

// Rebase asks a change, whose target has gone elsewhere or become another thing,
// anew of the current release: its target is frozen as it stands, both forms
// stay in the journal, and the release is asked at once. It is refused with
// ErrTransition where there is no conflict, and with RuleGone where there is
// nothing to ask it of.
func (s *Store) Rebase(ctx context.Context, by Actor, id int64, version, proposal int) error {
	return s.change(ctx, by, CanRebase, id, version, func(t *transaction, d *dossier) error {
		current := s.Current()
		p, ok := d.Proposal(proposal)
		if !ok || current == nil || current.Release.Check(p.Change).Verdict != rome.Conflict {
			return ErrTransition
		}
		change, ok := current.Release.Rebase(p.Change)
		if !ok {
			return invalid("proposal", RuleGone, current.Number)
		}
		fact := Rebased{Proposal: proposal, Release: current.SHA256, From: p.Change, To: change}
		if _, err := t.append(d, by, fact, Personal{}); err != nil {
			return err
		}
		return s.check(t, d, current)
	})
}

// MayRebase reports whether Rebase would find a change in conflict with a
// release and something to ask it of.
func MayRebase(p *Proposal, r *rome.Release) bool {
	if _, ok := next(proposalTransitions, p.State, string(KindRebased)); !ok || r == nil {
		return false
	}
	if r.Check(p.Change).Verdict != rome.Conflict {
		return false
	}
	_, ok := r.Rebase(p.Change)
	return ok
}
