package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"time"

	"vigie/migrations"
	"vigie/tickets"
	"vigie/views/letters"
)

// program is what every command runs with.
type program struct {
	*Settings
	streams
	now    func() time.Time
	read   bool // the server reads a mailbox
	serves bool // this process is the service, and says what it is called
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
	keys, err := p.keys()
	if err != nil {
		return nil, nil, err
	}
	db, err := migrations.Open(ctx, p.DB)
	if err != nil {
		return nil, nil, err
	}
	store, err := p.store(ctx, db, keys, log)
	if err != nil {
		_ = db.Close()
		return nil, nil, err
	}
	return store, db, nil
}

func (p *program) store(ctx context.Context, db *migrations.DB, keys tickets.Keys, log *slog.Logger) (*tickets.Store, error) {
	if err := p.outward(ctx, db); err != nil {
		return nil, err
	}
	source, err := p.source(p.now, log)
	if err != nil {
		return nil, err
	}
	store, err := tickets.NewStore(tickets.Config{
		Engine: tickets.Engine(db.Engine), Write: db.Write, Read: db.Read, Keys: keys, Now: p.now, Log: log,
		MailDomain: p.mailDomain(), Letters: letters.New(p.letters(p.inbound())), TakeBack: p.TakeBack,
		Source: source, CutoffDays: p.EditorialCutoff,
		StaffLetters: letters.Staff(p.letters(p.inbound())),
	})
	if err != nil {
		return nil, err
	}
	_, err = store.LoadCurrent(ctx)
	return store, err
}

// outward agrees with the other processes on what letters say of the service:
// the server's settings are kept, and every other command takes them.
func (p *program) outward(ctx context.Context, db *migrations.DB) error {
	if p.serves {
		return tickets.SaveOutward(ctx, db.Write, tickets.Outward{
			PublicURL: p.PublicURL, MailFrom: p.MailFrom, Name: p.ServiceName, Operator: p.Operator,
			Contact: p.Contact, Phone: p.Phone, Postal: p.Postal, Inbound: p.inbound(), Silence: p.SilenceRefuses,
		})
	}
	o, ok, err := tickets.LoadOutward(ctx, db.Read)
	if ok {
		p.PublicURL, p.MailFrom, p.ServiceName, p.Operator = o.PublicURL, o.MailFrom, o.Name, o.Operator
		p.Contact, p.Phone, p.Postal = o.Contact, o.Phone, o.Postal
		p.read, p.SilenceRefuses = o.Inbound, o.Silence
	}
	return err
}

// inbound reports whether answers to letters are read, by this process or by
// the server whose settings were kept.
func (p *program) inbound() bool { return len(p.Mailbox) > 0 || p.read }

// withStore runs a command over the opened store, which makes the database when
// it is missing.
func (p *program) withStore(ctx context.Context, do func(*tickets.Store) error) error {
	if err := p.validate(); err != nil {
		return err
	}
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

// withExisting is withStore for commands that have nothing to say of a database
// that is not there.
func (p *program) withExisting(ctx context.Context, do func(*tickets.Store) error) error {
	if !migrations.IsPostgres(p.DB) {
		if _, err := os.Stat(p.DB); errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("there is no database %s: name it with --db; vigie serve and vigie release import make one", p.DB)
		}
	}
	return p.withStore(ctx, do)
}
