package main

import (
	"context"
	"os"
	"slices"
	"strings"

	"vigie/tickets"
	"vigie/views"
	"vigie/views/changeset"
)

type exportCmd struct {
	Changeset exportChangesetCmd `cmd:"" help:"Write the accepted changes that no release has yet, to hand to the editors of the ROME. It may hold free text: it is not open data."`
}

type exportChangesetCmd struct {
	Format string `env:"-" help:"csv, json or xlsx; json is what vigie release check reads." default:"csv" enum:"csv,json,xlsx"`
	Output string `env:"-" help:"File to write; the standard output without it." type:"path" placeholder:"FILE" short:"o"`
	Domain string `env:"-" help:"Only what touches a major domain: its letter." placeholder:"LETTER"`
}

// Run writes the changeset.
func (c *exportChangesetCmd) Run(ctx context.Context, p *program) error {
	format, major := changeset.Format(c.Format), strings.ToUpper(c.Domain)
	if p.JSON {
		format = changeset.JSON
	}
	if major != "" && (len(major) != 1 || major < "A" || major > "N") {
		return usagef("--domain %q is no major domain: a letter from A to N", c.Domain)
	}
	return p.withExisting(ctx, func(store *tickets.Store) error {
		lines, err := store.Changeset(ctx, tickets.Machine)
		if err != nil {
			return err
		}
		lines = slices.DeleteFunc(lines, func(a tickets.Awaited) bool {
			return major != "" && !slices.Contains(a.Change.MajorDomains(), major)
		})
		retired, err := store.Retired(ctx)
		if err != nil {
			return err
		}
		out := changeset.Changeset{Lines: lines, ChangesetContext: views.ChangesetContext{Release: store.Release(), Retired: retired}}
		ahead, err := store.Forecast(ctx)
		if err != nil {
			return err
		}
		out.Expected = ahead.Deliveries()
		body, err := out.Write(format)
		if err != nil {
			return err
		}
		if err := p.deliver(c.Output, body); err != nil {
			return err
		}
		erased := 0
		for _, a := range lines {
			if a.Erased {
				erased++
			}
		}
		if format == changeset.JSON && erased > 0 {
			p.tell("%d accepted free texts were erased and are left out", erased)
		}
		return nil
	})
}

// deliver writes a file, or the standard output without a name.
func (p *program) deliver(name string, body []byte) error {
	if name == "" {
		_, err := p.out.Write(body)
		return err
	}
	return os.WriteFile(name, body, 0o600)
}
