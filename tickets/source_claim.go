package tickets

import (
	"context"
	"fmt"
	"time"
)

// AskSource wants the source to be looked at, soon and in the background. Asked
// twice it is looked at once. A *Held says that the source wants to be left
// alone; ErrTransition that it is not followed.
func (s *Store) AskSource(ctx context.Context, by Actor) error {
	if err := authorize(by, CanAskSource, 0); err != nil {
		return err
	}
	if s.source == nil {
		return ErrTransition
	}
	err := s.transact(ctx, func(t *transaction) error {
		if err := t.lockSource(); err != nil {
			return err
		}
		var open int
		err := t.QueryRowContext(ctx, `SELECT COUNT(*) FROM source_looks WHERE ended_at IS NULL`).Scan(&open)
		if err != nil || open > 0 {
			return err
		}
		hold, err := sourceHold(ctx, t, t.now)
		if err != nil {
			return err
		}
		if !hold.IsZero() {
			return &Held{hold}
		}
		if _, err := t.beginLook(LookAsked, by, false); err != nil {
			return err
		}
		return s.jobs.look(t)
	})
	if err != nil {
		return fmt.Errorf("asking the source: %w", err)
	}
	return nil
}

// lockSource lets one process at a time decide whether to look, and declares dead
// what has outlived its lease.
func (t *transaction) lockSource() error {
	if _, err := t.increment("source"); err != nil {
		return err
	}
	return t.exec(`UPDATE source_looks SET ended_at = $1, outcome = $2, again_at = $3 WHERE ended_at IS NULL AND lease_until <= $1`,
		micros(t.now), SourceInterrupted, micros(t.now.Add(sourcePause)))
}

// beginLook writes a look down, as wanted or as begun.
func (t *transaction) beginLook(why SourceWhy, by Actor, begun bool) (id int64, err error) {
	var account any
	if by.Account != 0 {
		account = by.Account
	}
	var began, lease time.Time
	if begun {
		began, lease = t.now, t.now.Add(sourceLease)
	}
	err = t.QueryRowContext(t.ctx, `INSERT INTO source_looks (why, asked_by, wanted_at, began_at, lease_until)
		VALUES ($1, $2, $3, $4, $5) RETURNING id`,
		string(why), account, micros(t.now), microsOrNull(began), microsOrNull(lease)).Scan(&id)
	return id, err
}

// claimLook takes the look that is due, 0 when none is: of many processes one.
func (s *Store) claimLook(ctx context.Context) (id int64, err error) {
	err = s.transact(ctx, func(t *transaction) error {
		if err := t.lockSource(); err != nil {
			return err
		}
		wanted, daily, err := s.sourceDue(ctx, t, t.now)
		switch {
		case err != nil:
			return err
		case wanted != 0:
			id = wanted
			return t.exec(`UPDATE source_looks SET began_at = $2, lease_until = $3 WHERE id = $1`,
				wanted, micros(t.now), micros(t.now.Add(sourceLease)))
		case daily:
			id, err = t.beginLook(LookDaily, Machine, true)
		}
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("looking whether the source is to be asked: %w", err)
	}
	return id, nil
}

// claimNow takes a look that somebody waits for. ErrConflict says that another
// process is looking.
func (s *Store) claimNow(ctx context.Context, by Actor) (id int64, err error) {
	err = s.transact(ctx, func(t *transaction) error {
		if err := t.lockSource(); err != nil {
			return err
		}
		var running int
		err := t.QueryRowContext(ctx, `SELECT COUNT(*) FROM source_looks WHERE ended_at IS NULL AND began_at IS NOT NULL`).Scan(&running)
		if err != nil {
			return err
		}
		if running > 0 {
			return ErrConflict
		}
		hold, err := sourceHold(ctx, t, t.now)
		if err != nil {
			return err
		}
		if !hold.IsZero() {
			return &Held{hold}
		}
		id, err = t.beginLook(LookCommand, by, true)
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("asking the source: %w", err)
	}
	return id, nil
}
