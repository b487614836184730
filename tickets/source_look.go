package tickets

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"vigie/rome"
)

// LookNow looks at the source while somebody waits, and gives what came of it. A
// source that does not answer is an outcome, not an error; ErrConflict is another
// process that is looking, a *Held a source that wants to be left alone.
func (s *Store) LookNow(ctx context.Context, by Actor) (*SourceLook, error) {
	if err := authorize(by, CanAskSource, 0); err != nil {
		return nil, err
	}
	if s.source == nil {
		return nil, ErrTransition
	}
	id, err := s.claimNow(ctx, by)
	if err != nil {
		return nil, err
	}
	if err := s.look(ctx, id); err != nil {
		return nil, err
	}
	list, err := s.looks(ctx, `WHERE l.id = $1`, id)
	if err != nil || len(list) == 0 {
		return nil, missing(err)
	}
	return &list[0], nil
}

// Follow looks at the source when that is due, and does nothing otherwise.
func (s *Store) Follow(ctx context.Context) error {
	if s.source == nil {
		return nil
	}
	id, err := s.claimLook(ctx)
	if err != nil || id == 0 {
		return err
	}
	return s.look(ctx, id)
}

// look asks, weighs what came, and writes down how it ended, even when the
// program is asked to stop meanwhile.
func (s *Store) look(ctx context.Context, id int64) error {
	asking, cancel := context.WithTimeout(ctx, sourceLimit)
	defer cancel()
	seen := s.source.Ask(asking)
	outcome, content := seen.Fault, ""
	var failed error
	if seen.Fault == "" {
		if outcome, content, failed = s.weigh(asking, seen); failed != nil {
			outcome, seen.Passing = SourceFailed, true
		}
	}
	ending, cancel2 := context.WithTimeout(context.WithoutCancel(ctx), 20*time.Second)
	defer cancel2()
	return errors.Join(failed, s.endLook(ending, id, seen, outcome, content))
}

// weigh says what an archive is to us, and keeps what is new.
func (s *Store) weigh(ctx context.Context, seen SourceSeen) (outcome, content string, err error) {
	if _, err := s.LoadCurrent(ctx); err != nil {
		return "", "", err
	}
	var release *rome.Release
	if content, err = s.contentOf(ctx, seen.SHA256); err != nil {
		return "", "", err
	}
	if content == "" {
		if release, err = s.readable(seen.Archive); err != nil {
			return SourceUnreadable, "", s.keepUnreadable(ctx, seen, err)
		}
		content = release.SHA256
	}
	outcome, find, err := s.standing(ctx, content)
	if err != nil {
		return "", "", err
	}
	if outcome == "" {
		if release == nil { // known by its archive, and its row is gone since
			if release, err = s.readable(seen.Archive); err != nil {
				return SourceUnreadable, "", s.keepUnreadable(ctx, seen, err)
			}
		}
		if find, err = s.keepFind(ctx, seen, release); err != nil {
			return "", "", err
		}
		outcome = SourceNew
	}
	if s.source.Auto && (outcome == SourceNew || outcome == SourceWaiting) {
		if err := s.decideFind(ctx, Machine, find, FindAccepted); err != nil && !errors.Is(err, ErrTransition) {
			return "", "", err
		}
		if err := s.importFind(ctx, find); err != nil {
			return "", "", err
		}
		return SourceImported, content, s.transact(ctx, s.jobs.sweep) // what waits for it is checked
	}
	return outcome, content, nil
}

// contentOf is what an archive of these very bytes was found to hold before, ""
// when none was: it need not be read again.
func (s *Store) contentOf(ctx context.Context, archive string) (content string, err error) {
	err = s.read.QueryRowContext(ctx, `SELECT content_sha256 FROM source_looks
		WHERE archive_sha256 = $1 AND content_sha256 <> '' ORDER BY id DESC LIMIT 1`, archive).Scan(&content)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("looking for the archive %.8s: %w", archive, err)
	}
	return content, nil
}

// standing is how a content stands with us, "" when it was never seen, and the
// find that it is.
func (s *Store) standing(ctx context.Context, content string) (outcome string, find int64, err error) {
	var stored int
	err = s.read.QueryRowContext(ctx, `SELECT COUNT(*) FROM releases WHERE sha256 = $1`, content).Scan(&stored)
	if err != nil {
		return "", 0, fmt.Errorf("looking for release %.8s: %w", content, err)
	}
	if stored > 0 {
		return SourceKnown, 0, nil
	}
	var state FindState
	err = s.write.QueryRowContext(ctx, `UPDATE source_finds SET seen_at = $2 WHERE content_sha256 = $1 RETURNING id, state`,
		content, micros(s.Now())).Scan(&find, &state)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return "", 0, nil
	case err != nil:
		return "", 0, fmt.Errorf("looking for release %.8s: %w", content, err)
	case state == FindDeclined:
		return SourceDeclined, find, nil
	}
	return SourceWaiting, find, nil
}

// endLook writes down how a look ended, unless it was declared dead meanwhile.
func (s *Store) endLook(ctx context.Context, id int64, seen SourceSeen, outcome, content string) error {
	err := s.transact(ctx, func(t *transaction) error {
		n, _, err := s.tried(ctx, t, t.now)
		if err != nil {
			return err
		}
		var hold time.Time
		if seen.Hold > 0 {
			hold = t.now.Add(seen.Hold)
		}
		var next time.Time
		if !SourceReached(outcome) {
			next = again(seen, t.now, max(n-1, 0)) // this one is counted
		}
		return t.exec(`UPDATE source_looks SET ended_at = $2, outcome = $3, url = $4, status = $5, size = $6, first_byte = $7, took = $8,
			archive_sha256 = $9, content_sha256 = $10, hold_until = $11, again_at = $12, catalogue = $13, catalogue_url = $14, catalogue_at = $15
			WHERE id = $1 AND ended_at IS NULL`,
			id, micros(t.now), outcome, cut(seen.URL, maxSourceText), seen.Status, len(seen.Archive), seen.FirstByte.Microseconds(), seen.Took.Microseconds(),
			seen.SHA256, content, microsOrNull(hold), microsOrNull(next),
			seen.Catalogue.Outcome, cut(seen.Catalogue.URL, maxSourceText), microsOrNull(seen.Catalogue.UpdatedAt))
	})
	if err != nil {
		return fmt.Errorf("writing down what the source answered: %w", err)
	}
	return nil
}
