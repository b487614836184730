package main

import (
	"context"
	"errors"
	"fmt"

	"vigie/tickets"
	"vigie/views"
)

type releaseNotesCmd struct {
	Release string `arg:"" help:"A stored release: a number, a SHA-256 prefix, current or previous." default:"current"`
}

// Run writes the notes of a release, compared with the one before it.
func (c *releaseNotesCmd) Run(ctx context.Context, p *program) error {
	return p.withExisting(ctx, func(store *tickets.Store) error {
		release, err := store.FindRelease(ctx, c.Release)
		if errors.Is(err, tickets.ErrNotFound) {
			return noRelease(c.Release)
		}
		if err != nil {
			return err
		}
		before, err := store.Before(ctx, release)
		if errors.Is(err, tickets.ErrNotFound) {
			return fmt.Errorf("no release before %s is stored: there is nothing to compare it with", release.Number)
		}
		if err != nil {
			return err
		}
		comparison, err := store.Compare(ctx, before.SHA256, release.SHA256)
		if err != nil {
			return err
		}
		ledger, err := store.Ledger(ctx, comparison)
		if err != nil {
			return err
		}
		text := views.ReleaseNotes(views.NotesModel{Comparison: comparison, Ledger: ledger, Site: p.PublicURL})
		if p.JSON {
			return p.printJSON(map[string]any{"release": release, "previous": before, "markdown": text})
		}
		p.printf("%s", text)
		return nil
	})
}
