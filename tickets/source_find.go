package tickets

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"vigie/rome"
)

// FindState is where something found at the source stands.
type FindState string

// The states. What was accepted is imported within seconds, by a worker.
const (
	FindWaiting    FindState = "waiting"
	FindAccepted   FindState = "accepted"
	FindImported   FindState = "imported"
	FindDeclined   FindState = "declined"
	FindUnreadable FindState = "unreadable"
)

// FindStates lists them, for the test that each has its words.
func FindStates() []FindState {
	return []FindState{FindWaiting, FindAccepted, FindImported, FindDeclined, FindUnreadable}
}

// RuleImplausibleDay is, beside the rules of rome, why an archive is no release:
// it says that it was published on a day that cannot be.
const RuleImplausibleDay rome.Rule = "implausible-day"

// maxSourceText bounds what is kept of texts that an archive or a server chose.
const maxSourceText = 500

// A SourceFind is an archive found at the source that was not stored when it was
// found. One that can be read is known by its content, another by its bytes.
type SourceFind struct {
	ID          int64
	State       FindState
	Archive     string // SHA-256 of the bytes, hex
	Content     string // SHA-256 of the content, "" where it cannot be read
	Size        int64  // of the archive, in bytes
	Number      string
	Title       string
	PublishedOn Date
	ValidatedOn Date
	Counts      rome.Counts
	Republished bool              // a release of this number is stored, with other content
	Against     string            // number of the release that was current when it was found, "" for none
	Summary     rome.Summary      // of the difference to that release; nil without one
	Fault       *rome.FormatError // why it cannot be read; nil where it can
	FoundAt     time.Time
	SeenAt      time.Time // at the source, the last time
	DecidedAt   time.Time
	DecidedBy   string // by name; "" for nobody, and for the setting that imports at once
}

// readable reads an archive as a release that could be imported. The error is a
// *rome.FormatError.
func (s *Store) readable(archive []byte) (*rome.Release, error) {
	release, err := rome.ReadBytes(archive)
	if err != nil {
		return nil, err
	}
	if _, err := s.publishable(release); err != nil {
		return nil, &rome.FormatError{File: "version.txt", Rule: RuleImplausibleDay, Detail: err.Error()}
	}
	return release, nil
}

// keepFind keeps a release that was never seen, its archive, and how it differs
// from the current one, which is computed here once and for all.
func (s *Store) keepFind(ctx context.Context, seen SourceSeen, r *rome.Release) (id int64, err error) {
	counts, err := json.Marshal(r.Counts())
	if err != nil {
		return 0, err
	}
	against, summary := "", []byte("{}")
	if current := s.Current(); current != nil {
		against = current.SHA256
		if summary, err = json.Marshal(rome.Summarise(rome.Diff(current.Release, r))); err != nil {
			return 0, err
		}
	}
	err = s.transact(ctx, func(t *transaction) error {
		if err := t.lockFiles(); err != nil {
			return err
		}
		// What could not be read before can be read by a newer program.
		err := t.exec(`DELETE FROM source_finds WHERE archive_sha256 = $1 AND content_sha256 = ''`, seen.SHA256)
		if err != nil {
			return err
		}
		err = t.QueryRowContext(ctx, `INSERT INTO source_finds
			(archive_sha256, content_sha256, state, size, number, title, published_on, validated_on, counts, against, summary, found_at, seen_at)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12) RETURNING id`,
			seen.SHA256, r.SHA256, string(FindWaiting), len(seen.Archive), r.Number, cut(r.Title, maxSourceText), r.PublishedOn, r.ValidatedOn,
			string(counts), against, string(summary), micros(t.now)).Scan(&id)
		if err != nil {
			return err
		}
		return t.keepBlob(seen.SHA256, seen.Archive)
	})
	if err != nil {
		return 0, fmt.Errorf("keeping release %s from the source: %w", r.Number, err)
	}
	return id, nil
}

// keepUnreadable writes down why an archive is no release. Its bytes are not
// kept; that they are the same tomorrow is seen by their SHA-256.
func (s *Store) keepUnreadable(ctx context.Context, seen SourceSeen, why error) error {
	var format *rome.FormatError
	if !errors.As(why, &format) {
		return why
	}
	_, err := s.write.ExecContext(ctx, `INSERT INTO source_finds
		(archive_sha256, content_sha256, state, size, rule, file, line, field, detail, found_at, seen_at)
		VALUES ($1, '', $2, $3, $4, $5, $6, $7, $8, $9, $9)
		ON CONFLICT (archive_sha256) WHERE content_sha256 = '' DO UPDATE SET seen_at = EXCLUDED.seen_at, rule = EXCLUDED.rule,
			file = EXCLUDED.file, line = EXCLUDED.line, field = EXCLUDED.field, detail = EXCLUDED.detail`,
		seen.SHA256, string(FindUnreadable), len(seen.Archive), format.Rule, cut(format.File, maxSourceText), format.Line,
		cut(format.Column, maxSourceText), cut(format.Detail, maxSourceText), micros(s.Now()))
	if err != nil {
		return fmt.Errorf("keeping why the archive %.8s cannot be read: %w", seen.SHA256, err)
	}
	return nil
}

// AcceptFind has a release that waits imported, by a worker and within seconds.
func (s *Store) AcceptFind(ctx context.Context, by Actor, id int64) error {
	return s.decideFind(ctx, by, id, FindAccepted)
}

// DeclineFind says that a release that waits is not to be imported. Its content is
// not offered again; its archive is kept, so that this can be taken back.
func (s *Store) DeclineFind(ctx context.Context, by Actor, id int64) error {
	return s.decideFind(ctx, by, id, FindDeclined)
}

// RestoreFind takes that back: the release waits again.
func (s *Store) RestoreFind(ctx context.Context, by Actor, id int64) error {
	return s.decideFind(ctx, by, id, FindWaiting)
}

// from are the states that each may follow.
var from = map[FindState][]FindState{
	FindAccepted: {FindWaiting},
	FindDeclined: {FindWaiting},
	FindWaiting:  {FindDeclined},
}

func (s *Store) decideFind(ctx context.Context, by Actor, id int64, to FindState) error {
	if err := authorize(by, CanImport, 0); err != nil {
		return err
	}
	err := s.transact(ctx, func(t *transaction) error {
		if err := t.lockFiles(); err != nil {
			return err
		}
		var state FindState
		err := t.QueryRowContext(ctx, `SELECT `+effective+` FROM source_finds f WHERE f.id = $1`, id).Scan(&state)
		if err != nil {
			return missing(err)
		}
		if !slices.Contains(from[to], state) {
			return ErrTransition
		}
		var account any
		if by.Account != 0 {
			account = by.Account
		}
		err = t.exec(`UPDATE source_finds SET state = $2, decided_at = $3, decided_by = $4 WHERE id = $1`, id, string(to), micros(t.now), account)
		if err == nil && to == FindAccepted && by.Role != System {
			err = s.jobs.sweep(t)
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("deciding about what was found at the source: %w", err)
	}
	return nil
}
