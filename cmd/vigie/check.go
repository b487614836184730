package main

import (
	"cmp"
	"context"
	"errors"
	"os"

	"vigie/rome"
	"vigie/tickets"
	"vigie/views"
)

type releaseCheckCmd struct {
	Changes string `arg:"" help:"Changes, as JSON or CSV: docs/changes.md." type:"existingfile"`
	Release string `env:"-" help:"A stored release: a number, a SHA-256 prefix of six characters or more, previous, or current, which is meant without it." xor:"where" placeholder:"R"`
	Archive string `env:"-" help:"A release's zip or folder: no database is needed then." type:"path" placeholder:"FILE" xor:"where"`

	Crosswalk string           `env:"-" help:"A correspondence table (XLSX or CSV) to check changes of correspondences with; --table names it." type:"path" placeholder:"FILE"`
	Table     string           `env:"-" help:"What the changes call the table of --crosswalk: isco08, naf, fap, pcs, esco…" placeholder:"NAME"`
	Columns   crosswalkColumns `embed:""`
}

// checkedJSON is the verdict on one change.
type checkedJSON struct {
	Change   rome.Change     `json:"change"`
	Verdict  rome.Verdict    `json:"verdict"`
	Evidence []rome.Evidence `json:"evidence"`
	Line     string          `json:"line"`
}

// Run says of each change, in order, whether a release holds it. The answer is
// no when one does not.
func (c *releaseCheckCmd) Run(ctx context.Context, p *program) error {
	raw, err := os.ReadFile(c.Changes)
	if err != nil {
		return err
	}
	changes, err := rome.ParseChanges(raw)
	if err != nil {
		return usagef("%s: %w", c.Changes, err)
	}
	if (c.Crosswalk == "") != (c.Table == "") {
		return usagef("--crosswalk and --table go together: the file, and what the changes call it")
	}
	release, err := c.release(ctx, p)
	if err != nil {
		return err
	}
	if c.Crosswalk != "" {
		table, _, err := rome.OpenCrosswalk(c.Crosswalk, c.Columns.options(c.Table, ""))
		if err != nil {
			return usagef("%s: %w", c.Crosswalk, err)
		}
		release = release.WithCrosswalks(table)
	}
	names := views.NamesOf(release)
	out := []checkedJSON{}
	hold := true
	for _, change := range changes {
		result := release.Check(change)
		if result.Evidence == nil {
			result.Evidence = []rome.Evidence{}
		}
		hold = hold && result.Verdict == rome.Holds
		out = append(out, checkedJSON{change, result.Verdict, result.Evidence, views.ChangeText(change, names).Line()})
	}
	if p.JSON {
		err = p.printJSON(out)
	} else {
		for _, o := range out {
			p.printf("%-12s  %s\n", o.Verdict, o.Line)
		}
	}
	if err == nil && !hold {
		return errNo
	}
	return err
}

// release reads the release that is asked for.
func (c *releaseCheckCmd) release(ctx context.Context, p *program) (release *rome.Release, err error) {
	if c.Archive != "" {
		if release, _, err = rome.Open(c.Archive); err != nil {
			return nil, usagef("%s: %w", c.Archive, err)
		}
		return release, nil
	}
	err = p.withExisting(ctx, func(store *tickets.Store) error {
		name := cmp.Or(c.Release, "current")
		release, err = store.ReadRelease(ctx, name)
		if errors.Is(err, tickets.ErrNotFound) {
			return noRelease(name)
		}
		return err
	})
	return release, err
}
