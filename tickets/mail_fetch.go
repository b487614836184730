package tickets

import (
	"context"
	"fmt"
)

// ReleaseCache gives back the memory in which SQLite's writer keeps the pages
// that it wrote last. Storing much mail fills it with pages that nobody will
// read soon. PostgreSQL keeps its pages itself.
func (s *Store) ReleaseCache(ctx context.Context) error {
	if s.engine != SQLite {
		return nil
	}
	if _, err := s.write.ExecContext(ctx, `PRAGMA shrink_memory`); err != nil {
		return fmt.Errorf("releasing the cache: %w", err)
	}
	return nil
}
