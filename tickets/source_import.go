package tickets

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"vigie/rome"
)

// importFind imports what was accepted, from the archive that was kept. Done
// twice, or by two processes at once, it is imported once.
func (s *Store) importFind(ctx context.Context, id int64) error {
	var sha, content string
	err := s.read.QueryRowContext(ctx, `SELECT archive_sha256, content_sha256 FROM source_finds WHERE id = $1`, id).Scan(&sha, &content)
	if err != nil {
		return fmt.Errorf("importing what was found at the source: %w", missing(err))
	}
	archive, err := blob(ctx, s.read, sha)
	if errors.Is(err, ErrNotFound) { // another process was quicker
		return s.settleFind(ctx, id, content)
	}
	if err != nil {
		return err
	}
	release, err := s.readable(archive)
	if err == nil && release.SHA256 != content {
		err = &rome.FormatError{Rule: rome.RuleDamaged, Detail: "the archive that was kept is another one"}
	}
	if err != nil {
		return errors.Join(fmt.Errorf("importing what was found at the source: %w", err), s.refuseFind(ctx, id, err))
	}
	if _, _, err := s.Import(ctx, Machine, release, archive); err != nil {
		return err
	}
	return s.settleFind(ctx, id, content)
}

// refuseFind says why what was accepted could not be imported after all: it waits
// again.
func (s *Store) refuseFind(ctx context.Context, id int64, why error) error {
	var format *rome.FormatError
	if !errors.As(why, &format) {
		return why
	}
	_, err := s.write.ExecContext(ctx, `UPDATE source_finds SET state = $2, rule = $3, file = $4, line = $5, field = $6, detail = $7
		WHERE id = $1 AND state = 'accepted'`,
		id, string(FindWaiting), format.Rule, cut(format.File, maxSourceText), format.Line, cut(format.Column, maxSourceText), cut(format.Detail, maxSourceText))
	return err
}

// settleFind says of a find that its release is stored, and lets its archive go.
func (s *Store) settleFind(ctx context.Context, id int64, content string) error {
	err := s.transact(ctx, func(t *transaction) error {
		if err := t.lockFiles(); err != nil {
			return err
		}
		var sha string
		err := t.QueryRowContext(ctx, `UPDATE source_finds SET state = $2 WHERE id = $1
			AND EXISTS (SELECT 1 FROM releases WHERE sha256 = $3) RETURNING archive_sha256`, id, string(FindImported), content).Scan(&sha)
		if err != nil {
			return missing(err)
		}
		return t.dropBlob(sha)
	})
	if err != nil {
		return fmt.Errorf("settling what was found at the source: %w", err)
	}
	return nil
}

// settleFinds imports what was accepted, and settles what was imported by another
// way. One that fails does not keep the others waiting.
func (s *Store) settleFinds(ctx context.Context) error {
	type open struct {
		id      int64
		content string
		stored  bool
	}
	list, err := collect(ctx, s.read, func(rows *sql.Rows) (o open, err error) {
		var stored int
		err = rows.Scan(&o.id, &o.content, &stored)
		o.stored = stored > 0
		return o, err
	}, `SELECT f.id, f.content_sha256, (SELECT COUNT(*) FROM releases r WHERE r.sha256 = f.content_sha256)
		FROM source_finds f WHERE f.state = 'accepted' OR f.state IN ('waiting', 'declined')
			AND EXISTS (SELECT 1 FROM releases r WHERE r.sha256 = f.content_sha256) ORDER BY f.id`)
	if err != nil {
		return fmt.Errorf("listing what was accepted from the source: %w", err)
	}
	for _, o := range list {
		var err error
		if o.stored {
			err = s.settleFind(ctx, o.id, o.content)
		} else {
			err = s.importFind(ctx, o.id)
		}
		if err != nil {
			if ctx.Err() != nil {
				return err
			}
			s.log.ErrorContext(ctx, "importing from the source", "find", o.id, "error", err)
		}
	}
	return nil
}
