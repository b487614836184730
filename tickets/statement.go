package tickets

import (
	"context"
	"database/sql"
	"sync"
)

// maxStatements bounds what is kept prepared; the store's own texts are fewer,
// and those with a list of parameters in them are not worth keeping.
const maxStatements = 300

// statements keeps the statements of SQLite's one writer prepared: compiling
// them anew is a quarter of the time that a ticket takes. pgx does so itself.
type statements struct {
	db   *sql.DB // nil: nothing is kept
	mu   sync.Mutex
	kept map[string]*sql.Stmt
	seen map[string]bool // once, in a transaction; prepared after it
}

func newStatements(engine Engine, write *sql.DB) *statements {
	if engine != SQLite {
		return new(statements)
	}
	return &statements{db: write, kept: make(map[string]*sql.Stmt), seen: make(map[string]bool)}
}

// of gives the prepared statement of a query, nil where there is none yet.
func (s *statements) of(query string) *sql.Stmt {
	if s.db == nil {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if kept := s.kept[query]; kept != nil {
		return kept
	}
	if len(s.kept)+len(s.seen) < maxStatements {
		s.seen[query] = true
	}
	return nil
}

// prepare prepares what the last transaction ran for the first time. It needs
// the writer's connection, so it comes between two transactions; what cannot be
// prepared is left as it is.
func (s *statements) prepare(ctx context.Context) {
	if s.db == nil {
		return
	}
	s.mu.Lock()
	var list []string
	for query := range s.seen {
		list = append(list, query)
	}
	clear(s.seen)
	s.mu.Unlock()
	for _, query := range list {
		stmt, err := s.db.PrepareContext(ctx, query) //nolint:sqlclosecheck // kept as long as the store
		if err != nil {
			continue
		}
		s.mu.Lock()
		if s.kept[query] == nil {
			s.kept[query], stmt = stmt, nil
		}
		s.mu.Unlock()
		if stmt != nil {
			_ = stmt.Close()
		}
	}
}

// ExecContext runs a statement in the transaction, prepared where it can be.
func (t *transaction) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	if stmt := t.statements.of(query); stmt != nil {
		return t.StmtContext(ctx, stmt).ExecContext(ctx, args...) //nolint:sqlclosecheck // the transaction closes it
	}
	return t.Tx.ExecContext(ctx, query, args...)
}

// QueryContext implements querier.
func (t *transaction) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	if stmt := t.statements.of(query); stmt != nil {
		return t.StmtContext(ctx, stmt).QueryContext(ctx, args...) //nolint:sqlclosecheck // likewise
	}
	return t.Tx.QueryContext(ctx, query, args...)
}

// QueryRowContext implements querier.
func (t *transaction) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	if stmt := t.statements.of(query); stmt != nil {
		return t.StmtContext(ctx, stmt).QueryRowContext(ctx, args...) //nolint:sqlclosecheck // likewise
	}
	return t.Tx.QueryRowContext(ctx, query, args...)
}
