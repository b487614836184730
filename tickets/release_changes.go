package tickets

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"vigie/rome"
)

// Between names two releases, by their digests.
type Between struct{ From, To string }

// SizesOfChange gives what each stored release changes of the one before it, as
// far as it was counted.
func (s *Store) SizesOfChange(ctx context.Context) (map[Between]rome.Summary, error) {
	type line struct {
		Between
		summary rome.Summary
	}
	list, err := collect(ctx, s.read, func(rows *sql.Rows) (line, error) {
		var l line
		var summary string
		if err := rows.Scan(&l.From, &l.To, &summary); err != nil {
			return l, err
		}
		return l, json.Unmarshal([]byte(summary), &l.summary)
	}, `SELECT from_sha, to_sha, summary FROM release_changes`)
	if err != nil {
		return nil, fmt.Errorf("reading how much releases change: %w", err)
	}
	sizes := make(map[Between]rome.Summary, len(list))
	for _, l := range list {
		sizes[l.Between] = l.summary
	}
	return sizes, nil
}

// CountChanges counts, for each release that has not been counted, what it
// changes of the one before it: after an import, or of a database that is older
// than the figures. It keeps no release in memory.
func (s *Store) CountChanges(ctx context.Context) error {
	list, err := s.Releases(ctx)
	if err != nil {
		return err
	}
	sizes, err := s.SizesOfChange(ctx)
	if err != nil {
		return err
	}
	for i := range max(len(list)-1, 0) {
		pair := Between{list[i+1].SHA256, list[i].SHA256}
		if sizes[pair] != nil {
			continue
		}
		if err := s.load(ctx, &list[i+1], &list[i]); err != nil {
			return err
		}
		summary, err := json.Marshal(rome.Summarise(rome.Diff(list[i+1].Release, list[i].Release)))
		list[i+1].Release = nil
		if err != nil {
			return err
		}
		_, err = s.write.ExecContext(ctx, `INSERT INTO release_changes (from_sha, to_sha, summary) VALUES ($1, $2, $3)
			ON CONFLICT (from_sha, to_sha) DO NOTHING`, pair.From, pair.To, string(summary))
		if err != nil {
			return fmt.Errorf("keeping how much release %s changes: %w", list[i].Number, err)
		}
	}
	return nil
}
