package tickets

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"time"

	"vigie/rome"
)

// SourceState is how following the source goes, for the agents' page.
type SourceState struct {
	On        bool // it is followed
	URL       string
	Auto      bool
	Last      *SourceLook  // the last that ended; nil before any
	Open      *SourceLook  // wanted or under way; nil when none is
	Finds     []SourceFind // what waits, is being imported or was declined, the newest first; and what the last look could not read
	HoldUntil time.Time    // the source wants to be left alone until then; zero when it does not
	NextAt    time.Time    // when it is asked by itself; zero when it is not followed
}

// Source gives how following the source goes.
func (s *Store) Source(ctx context.Context, by Actor) (SourceState, error) {
	var state SourceState
	if err := authorize(by, CanRead, 0); err != nil {
		return state, err
	}
	now := s.Now()
	open, err := s.looks(ctx, `WHERE l.ended_at IS NULL AND (l.lease_until IS NULL OR l.lease_until > $1) ORDER BY l.id LIMIT 1`, micros(now))
	if err != nil {
		return state, err
	}
	ended, err := s.looks(ctx, `WHERE l.ended_at IS NOT NULL ORDER BY l.id DESC LIMIT 1`)
	if err != nil {
		return state, err
	}
	if len(open) > 0 {
		state.Open = &open[0]
	}
	unreadable := ""
	if len(ended) > 0 {
		state.Last = &ended[0]
		if state.Last.Outcome == SourceUnreadable {
			unreadable = state.Last.Archive
		}
	}
	if state.Finds, err = s.finds(ctx, `WHERE `+effective+` IN ('waiting', 'accepted', 'declined')
		OR f.state = 'unreadable' AND f.archive_sha256 = $1 ORDER BY f.found_at DESC, f.id DESC LIMIT 50`, unreadable); err != nil {
		return state, err
	}
	if s.source == nil {
		return state, nil
	}
	state.On, state.URL, state.Auto = true, s.source.URL, s.source.Auto
	if state.HoldUntil, err = sourceHold(ctx, s.read, now); err != nil {
		return state, fmt.Errorf("reading how the source is followed: %w", err)
	}
	state.NextAt = s.nextDailyLook(now)
	if last := state.Last; last != nil && last.AgainAt.After(now) && last.AgainAt.Before(state.NextAt) {
		state.NextAt = last.AgainAt
	}
	return state, nil
}

// SourceFindOf is what was found at the source with a content, or in an archive
// that could not be read.
func (s *Store) SourceFindOf(ctx context.Context, look *SourceLook) (*SourceFind, error) {
	list, err := s.finds(ctx, `WHERE f.content_sha256 = $1 AND $1 <> '' OR f.archive_sha256 = $2 AND f.content_sha256 = '' AND $1 = ''`, look.Content, look.Archive)
	if err != nil {
		return nil, err
	}
	if len(list) == 0 {
		return nil, ErrNotFound
	}
	return &list[0], nil
}

func (s *Store) looks(ctx context.Context, where string, args ...any) ([]SourceLook, error) {
	list, err := collect(ctx, s.read, scanLook, `SELECT l.id, l.why, COALESCE(a.name, ''), l.wanted_at, l.began_at, l.ended_at, l.outcome, l.url, l.status,
		l.size, l.first_byte, l.took, l.archive_sha256, l.content_sha256, l.hold_until, l.again_at, l.catalogue, l.catalogue_url, l.catalogue_at
		FROM source_looks l LEFT JOIN accounts a ON a.id = l.asked_by `+where, args...)
	if err != nil {
		return nil, fmt.Errorf("reading the looks at the source: %w", err)
	}
	return list, nil
}

func scanLook(rows *sql.Rows) (SourceLook, error) {
	var l SourceLook
	var wanted, first, took int64
	var began, ended, hold, again, updated sql.NullInt64
	err := rows.Scan(&l.ID, &l.Why, &l.By, &wanted, &began, &ended, &l.Outcome, &l.URL, &l.Status, &l.Size, &first, &took,
		&l.Archive, &l.Content, &hold, &again, &l.Catalogue.Outcome, &l.Catalogue.URL, &updated)
	l.WantedAt = time.UnixMicro(wanted).UTC()
	l.BeganAt, l.EndedAt, l.HoldUntil, l.AgainAt = instant(began), instant(ended), instant(hold), instant(again)
	l.Catalogue.UpdatedAt = instant(updated)
	l.FirstByte, l.Took = time.Duration(first)*time.Microsecond, time.Duration(took)*time.Microsecond
	return l, err
}

// effective is a find's state: one whose release is stored is imported, by
// whatever way it came.
const effective = `CASE WHEN f.content_sha256 <> '' AND EXISTS (SELECT 1 FROM releases r WHERE r.sha256 = f.content_sha256)
	THEN 'imported' ELSE f.state END`

func (s *Store) finds(ctx context.Context, where string, args ...any) ([]SourceFind, error) {
	list, err := collect(ctx, s.read, scanFind, `SELECT f.id, `+effective+`, f.archive_sha256, f.content_sha256, f.size, f.number, f.title,
		f.published_on, f.validated_on, f.counts, (SELECT COUNT(*) FROM releases r WHERE r.number = f.number AND r.sha256 <> f.content_sha256),
		f.against, COALESCE((SELECT r.number FROM releases r WHERE r.sha256 = f.against), ''), f.summary,
		f.rule, f.file, f.line, f.field, f.detail, f.found_at, f.seen_at, f.decided_at, COALESCE(a.name, '')
		FROM source_finds f LEFT JOIN accounts a ON a.id = f.decided_by `+where, args...)
	if err != nil {
		return nil, fmt.Errorf("reading what was found at the source: %w", err)
	}
	return list, nil
}

func scanFind(rows *sql.Rows) (SourceFind, error) {
	var f SourceFind
	var counts, against, summary string
	var republished int
	var found, seen int64
	var decided sql.NullInt64
	var fault rome.FormatError
	err := rows.Scan(&f.ID, &f.State, &f.Archive, &f.Content, &f.Size, &f.Number, &f.Title, &f.PublishedOn, &f.ValidatedOn, &counts, &republished,
		&against, &f.Against, &summary, &fault.Rule, &fault.File, &fault.Line, &fault.Column, &fault.Detail, &found, &seen, &decided, &f.DecidedBy)
	if err != nil {
		return f, err
	}
	f.Republished = republished > 0
	f.FoundAt, f.SeenAt, f.DecidedAt = time.UnixMicro(found).UTC(), time.UnixMicro(seen).UTC(), instant(decided)
	if fault.Rule != "" {
		f.Fault = &fault
	}
	if against != "" {
		if err := json.Unmarshal([]byte(summary), &f.Summary); err != nil {
			return f, err
		}
	}
	return f, json.Unmarshal([]byte(counts), &f.Counts)
}
