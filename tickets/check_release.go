package tickets

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"

	"vigie/rome"
)

// CheckAwaiting checks, against the current release, every ticket that has
// something undecided, awaited, integrated or declined and has not been checked
// on it: each ticket in a transaction of its own, so that an interruption loses
// nothing and is taken up again. What must be looked at again is told to the
// staff when all of them are. What an older release says after a newer one is
// never asked.
func (s *Store) CheckAwaiting(ctx context.Context) error {
	if _, err := s.LoadCurrent(ctx); err != nil {
		return err
	}
	current := s.Current()
	if current == nil {
		return nil
	}
	var done sql.NullInt64
	err := s.read.QueryRowContext(ctx, `SELECT checked_at FROM releases WHERE sha256 = $1`, current.SHA256).Scan(&done)
	if err != nil {
		return fmt.Errorf("checking proposals on release %s: %w", current.Number, err)
	}
	if done.Valid {
		return s.checkTables(ctx, current)
	}
	ids, err := collect(ctx, s.read, func(rows *sql.Rows) (int64, error) {
		var id int64
		return id, rows.Scan(&id)
	}, `SELECT DISTINCT ticket_id FROM proposals
		WHERE state IN ('pending', 'awaiting', 'integrated', 'regressed', 'declined')
		AND (checked_release IS NULL OR checked_release <> $1) ORDER BY ticket_id`, current.SHA256)
	if err != nil {
		return fmt.Errorf("checking proposals on release %s: %w", current.Number, err)
	}
	for _, id := range ids {
		err := s.change(ctx, Machine, CanWork, id, -1, func(t *transaction, d *dossier) error {
			before := slices.Clone(d.Proposals)
			if err := s.check(t, d, current); err != nil {
				return err
			}
			return t.news(d, before, current.SHA256)
		})
		if err != nil {
			return fmt.Errorf("checking ticket %d on release %s: %w", id, current.Number, err)
		}
	}
	err = s.transact(ctx, func(t *transaction) error {
		if err := t.tellStaff(current.SHA256); err != nil {
			return err
		}
		return t.exec(`UPDATE releases SET checked_at = $2 WHERE sha256 = $1`, current.SHA256, micros(t.now))
	})
	if err != nil {
		return fmt.Errorf("checking proposals on release %s: %w", current.Number, err)
	}
	return s.checkTables(ctx, current)
}

// check writes what a release, and the tables beside it, say of a ticket.
func (s *Store) check(t *transaction, d *dossier, current *StoredRelease) error {
	return s.keepFindings(t, d, current.findings(d.Ticket))
}

// keepFindings writes what was found, tells the author once of what has been
// integrated, opens a closed ticket again of which something was undone, and
// closes one that has nothing left to wait for.
func (s *Store) keepFindings(t *transaction, d *dossier, list []Checked) error {
	if len(list) == 0 {
		return nil
	}
	regressed := d.regressed()
	for _, fact := range list {
		if _, err := t.append(d, Machine, fact, Personal{}); err != nil {
			return err
		}
	}
	if d.State == Ended && d.Closed != Spam && d.regressed() > regressed {
		if _, err := t.append(d, Machine, Reopened{}, Personal{}); err != nil {
			return err
		}
	}
	if err := s.tell(t, d); err != nil {
		return err
	}
	if d.Settled() && d.anyIntegrated() {
		_, err := t.append(d, Machine, Closed{As: Completed}, Personal{})
		return err
	}
	return nil
}

// worthKeeping says which findings go to the journal: all on what was promised
// and on what is still to be decided, and of the rest those that fulfil a wish
// nobody accepted.
func (t *Ticket) worthKeeping(p Proposal, v rome.Verdict) bool {
	if t.stands(&p) {
		return true
	}
	switch p.State {
	case Integrated:
		return v != rome.Holds && v != rome.Unverifiable // what cannot be said undoes nothing
	case Pending, Refused:
		return v == rome.Holds && p.Fulfilled == nil
	}
	return false
}

// tell writes the integration notice for what has been integrated and not told
// yet: one letter for all changes of a release.
func (s *Store) tell(t *transaction, d *dossier) error {
	if !d.untold() || !d.Reachable || d.History {
		return nil
	}
	m, err := s.model(t, d, Integration)
	if err != nil {
		return err
	}
	return s.queue(t, d, Machine, Integration, s.letters(m))
}

// regressed counts the changes that a later release undid.
func (t *Ticket) regressed() int {
	n := 0
	for i := range t.Proposals {
		if t.Proposals[i].State == Regressed {
			n++
		}
	}
	return n
}

func (t *Ticket) untold() bool {
	for _, p := range t.Proposals {
		if p.State == Integrated && !p.Told {
			return true
		}
	}
	return false
}

func (t *Ticket) anyIntegrated() bool {
	for _, p := range t.Proposals {
		if p.State == Integrated {
			return true
		}
	}
	return false
}

// An IntegratedChange is an accepted proposal that a release was found to hold.
type IntegratedChange struct {
	Reference string
	SummaryProposal
}

// IntegratedBy lists the proposals whose last check, on this release, found
// them integrated.
func (s *Store) IntegratedBy(ctx context.Context, sha256 string) ([]IntegratedChange, error) {
	list, err := collect(ctx, s.read, func(rows *sql.Rows) (IntegratedChange, error) {
		var i IntegratedChange
		var change string
		if err := rows.Scan(&i.Reference, &i.N, &change, &i.State, &i.Due, &i.Target, &i.StoppedOn, &i.Verdict); err != nil {
			return i, err
		}
		return i, json.Unmarshal([]byte(change), &i.Change)
	}, `SELECT t.reference, p.n, p.change, p.state, p.due, p.target, p.stopped_on, p.verdict
		FROM proposals p JOIN tickets t ON t.id = p.ticket_id
		WHERE p.checked_release = $1 AND p.state = 'integrated' ORDER BY t.id, p.n`, sha256)
	if err != nil {
		return nil, fmt.Errorf("listing what release %.8s integrated: %w", sha256, err)
	}
	return list, nil
}
