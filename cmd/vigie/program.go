package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"time"

	"vigie/migrations"
	"vigie/tickets"
)

// program is what every command runs with.
type program struct {
	*Settings
	streams
	now func() time.Time
}

// usagef is a fault of whoever typed the command.
func usagef(format string, args ...any) error { return usageError{fmt.Errorf(format, args...)} }

func (p *program) printf(format string, args ...any) { _, _ = fmt.Fprintf(p.out, format, args...) }

func (p *program) tell(format string, args ...any) { _, _ = fmt.Fprintf(p.err, format+"\n", args...) }

// printJSON writes one document.
func (p *program) printJSON(v any) error {
	e := json.NewEncoder(p.out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

func (p *program) logger() *slog.Logger {
	var level slog.Level
	_ = level.UnmarshalText([]byte(p.LogLevel))
	return slog.New(slog.NewTextHandler(p.err, &slog.HandlerOptions{Level: level}))
}

// open opens the database and its store, with the current release loaded.
// Closing is the caller's.
func (p *program) open(ctx context.Context, log *slog.Logger) (*tickets.Store, *migrations.DB, error) {
	if err := p.validate(); err != nil {
		return nil, nil, err
	}
	keys, err := p.keys()
	if err != nil {
		return nil, nil, err
	}
	db, err := migrations.Open(ctx, p.DB)
	if err != nil {
		return nil, nil, err
	}
	store, err := tickets.NewStore(tickets.Config{
		Engine: tickets.Engine(db.Engine), Write: db.Write, Read: db.Read, Keys: keys, Now: p.now, Log: log,
		MailDomain: p.mailDomain(), Letters: p.letters(),
	})
	if err == nil {
		_, err = store.LoadCurrent(ctx)
	}
	if err != nil {
		_ = db.Close()
		return nil, nil, err
	}
	return store, db, nil
}

// withStore runs a command over the opened store.
func (p *program) withStore(ctx context.Context, do func(*tickets.Store) error) error {
	store, db, err := p.open(ctx, slog.New(slog.DiscardHandler))
	if err != nil {
		return err
	}
	err = do(store)
	if err2 := db.Close(); err == nil {
		err = err2
	}
	return err
}
