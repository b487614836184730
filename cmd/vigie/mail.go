package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"

	"vigie/mailbox/intake"
	"vigie/mailbox/triage"
	"vigie/mailbox/wish"
	"vigie/migrations"
	"vigie/rome"
	"vigie/rome/sample"
	"vigie/tickets"
)

type mailCmd struct {
	Inspect mailInspectCmd `cmd:"" help:"Parse messages and print what is understood of them; nothing is stored."`
	Import  mailImportCmd  `cmd:"" help:"Bring an existing mailbox's history in."`
	Sync    mailSyncCmd    `cmd:"" help:"One pass over the configured mailboxes."`
}

type mailInspectCmd struct {
	Files   []fileName `arg:"" name:"file" help:"Messages, one a file."`
	Archive string     `help:"Release to look codes and appellations up in. Default: the database's current one, else the embedded sample." type:"path" placeholder:"FILE.zip"`
}

// maxInspected is how large a file may be that is inspected, in bytes.
const maxInspected = 256 << 20

// Run prints one JSON line per message, in the order of the files. A file that
// cannot be opened is said so, and the others are read all the same.
func (c *mailInspectCmd) Run(ctx context.Context, p *program) error {
	release, history, err := c.release(ctx, p)
	if err != nil {
		return err
	}
	wishes := wish.NewReader(release, history...)
	border := triage.Border{AuthServID: p.Border, Own: p.own()}
	failed := false
	e := json.NewEncoder(p.out)
	e.SetEscapeHTML(false)
	for _, file := range c.Files {
		name := string(file)
		raw, err := readBounded(name)
		if err != nil {
			p.tell("vigie: %v", err)
			failed = true
			continue
		}
		if err := e.Encode(intake.Inspect(name, raw, border, wishes)); err != nil {
			return fmt.Errorf("writing: %w", err)
		}
	}
	if failed {
		return errNo
	}
	return nil
}

func readBounded(name string) ([]byte, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, fmt.Errorf("reading a message: %w", err)
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("reading a message: %s is no file: name the messages themselves", name)
	}
	if info.Size() > maxInspected {
		return nil, fmt.Errorf("reading a message: %s is larger than %d MiB", name, maxInspected>>20)
	}
	raw, err := os.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("reading a message: %w", err)
	}
	return raw, nil
}

// release is where codes are looked up: no database is made for it.
// history is the release before it, where there is one.
func (c *mailInspectCmd) release(ctx context.Context, p *program) (release *rome.Release, history []*rome.Release, err error) {
	if c.Archive != "" {
		if release, _, err = rome.Open(c.Archive); err != nil {
			return nil, nil, usagef("%s: %w", c.Archive, err)
		}
		return release, nil, nil
	}
	if _, err := os.Stat(p.DB); migrations.IsPostgres(p.DB) || !errors.Is(err, fs.ErrNotExist) {
		err := p.withExisting(ctx, func(s *tickets.Store) error {
			release = s.Release()
			earlier, err := s.ReadRelease(ctx, "previous")
			if err == nil {
				history = append(history, earlier)
			}
			if errors.Is(err, tickets.ErrNotFound) {
				err = nil
			}
			return err
		})
		if err != nil || release != nil {
			return release, history, err
		}
	}
	archive, err := sample.Zip(sample.Second(tickets.DateOf(p.now()).String()))
	if err == nil {
		release, err = rome.ReadBytes(archive)
	}
	return release, nil, err
}

type mailSyncCmd struct{}

// Run visits each folder once, reads what was stored, and prints how the folders
// stand. It answers no when a mailbox could not be read to the end.
func (c *mailSyncCmd) Run(ctx context.Context, p *program) error {
	list, err := p.mailboxes()
	if err != nil {
		return err
	}
	if len(list) == 0 {
		return usagef("no mailbox is configured: name one with --mailbox")
	}
	return p.withStore(ctx, func(store *tickets.Store) error {
		log := slog.New(slog.NewTextHandler(p.err, &slog.HandlerOptions{Level: slog.LevelWarn}))
		post, err := p.post(ctx, list, store, log)
		if err != nil {
			return err
		}
		failed := false
		for i, f := range post.fetchers {
			if _, err := f.Pass(ctx); err != nil {
				p.tell("vigie: mailbox %s: %v", list[i].Name, err)
				failed = true
			}
		}
		post.intake.Wait()
		if err := post.intake.ReadUnread(ctx); err != nil {
			return err
		}
		folders, err := store.MailFolders(ctx)
		if err != nil {
			return err
		}
		if err := p.printFolders(folders); err != nil {
			return err
		}
		if failed {
			return errNo
		}
		return nil
	})
}

func (p *program) printFolders(list []tickets.MailFolder) error {
	if p.JSON {
		type folder struct {
			Mailbox  string `json:"mailbox"`
			Folder   string `json:"folder"`
			OnServer int    `json:"on_server"`
			Stored   int    `json:"stored"`
			Missing  int    `json:"missing"`
			Waiting  int    `json:"waiting"`
			Fault    string `json:"fault,omitempty"`
		}
		out := make([]folder, 0, len(list))
		for _, f := range list {
			out = append(out, folder{f.Mailbox, f.Folder, f.OnServer, f.Stored, f.Missing, f.Waiting, f.Fault})
		}
		return p.printJSON(out)
	}
	for _, f := range list {
		p.printf("%s %s: %d on the server, %d stored, %d missing, %d waiting", f.Mailbox, f.Folder, f.OnServer, f.Stored, f.Missing, f.Waiting)
		if f.Fault != "" {
			p.printf(" (%s)", f.Fault)
		}
		p.printf("\n")
	}
	return nil
}
