package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"vigie/rome"
	"vigie/tickets"
	"vigie/views"
)

type releaseCmd struct {
	Import releaseImportCmd `cmd:"" help:"Import a CSV export, check what waits for it, print what changed."`
	List   releaseListCmd   `cmd:"" help:"List the stored releases, the current one first."`
	Show   releaseShowCmd   `cmd:"" help:"Show one release: a number, a SHA-256 prefix of six characters or more, current or previous."`
	Diff   releaseDiffCmd   `cmd:"" help:"Say what differs between two releases."`
	Notes  releaseNotesCmd  `cmd:"" help:"Write the notes of a release, in French and Markdown."`
	Fetch  releaseFetchCmd  `cmd:"" help:"Ask the source whether it has a new release."`
	Check  releaseCheckCmd  `cmd:"" help:"Say of each change in a file whether a release holds it."`
}

type releaseImportCmd struct {
	File string `arg:"" help:"The export: a zip, or its unpacked folder." type:"path"`
}

// imported is what an import found.
type imported struct {
	Release    tickets.StoredRelease  `json:"release"`
	Known      bool                   `json:"known"`              // stored already, with this content
	Previous   *tickets.StoredRelease `json:"previous,omitempty"` // the release that was current before
	Integrated []integratedJSON       `json:"integrated"`         // accepted changes that it holds
	News       []newsJSON             `json:"news"`               // changes to be looked at again
}

type newsJSON struct {
	Ticket   string       `json:"ticket"`
	Proposal int          `json:"proposal"`
	What     tickets.What `json:"what"`
	Line     string       `json:"line"`
}

type integratedJSON struct {
	Ticket   string       `json:"ticket"`
	Proposal int          `json:"proposal"`
	Line     string       `json:"line"`
	KeptOn   tickets.Date `json:"kept_on"`
	DueOn    tickets.Date `json:"due_on"`
}

// Run imports a release. Nothing is stored of one that cannot be read whole.
func (c *releaseImportCmd) Run(ctx context.Context, p *program) error {
	release, archive, err := rome.Open(c.File)
	if err != nil {
		return fmt.Errorf("%s was not imported: %w", c.File, err)
	}
	return p.withStore(ctx, func(store *tickets.Store) error {
		before := store.Current()
		stored, known, err := store.Import(ctx, tickets.Machine, release, archive)
		if err != nil {
			return err
		}
		out, err := afterImport(ctx, store, stored, before)
		if err != nil {
			return err
		}
		out.Known = known
		if p.JSON {
			return p.printJSON(out)
		}
		p.printImport(*out)
		return nil
	})
}

// afterImport checks what waits for a release that was imported, and says what
// was found. The release that was current before may be nil.
func afterImport(ctx context.Context, store *tickets.Store, stored, before *tickets.StoredRelease) (*imported, error) {
	if err := store.CheckAwaiting(ctx); err != nil {
		return nil, err
	}
	if err := store.CountChanges(ctx); err != nil {
		return nil, err
	}
	if err := store.FollowAnnouncements(ctx); err != nil {
		return nil, err
	}
	out := &imported{Release: *stored, Integrated: []integratedJSON{}, News: []newsJSON{}}
	if before != nil && before.SHA256 != stored.SHA256 {
		out.Previous = before
	}
	list, err := store.IntegratedBy(ctx, stored.SHA256)
	if err != nil {
		return nil, err
	}
	names := views.NamesOf(store.Release())
	for _, i := range list {
		out.Integrated = append(out.Integrated, integratedJSON{
			i.Reference, i.N, views.ChangeText(i.Change, names).Line(), i.StoppedOn, i.Due,
		})
	}
	news, err := store.News(ctx, stored.SHA256, 0)
	if err != nil {
		return nil, err
	}
	for _, n := range news {
		out.News = append(out.News, newsJSON{n.Reference, n.N, n.What, views.ChangeText(n.Change, names).Line()})
	}
	return out, nil
}

func (p *program) printImport(out imported) {
	r := out.Release
	switch {
	case out.Known:
		p.printf("release %s is stored already, with this content (%.8s)\n", r.Number, r.SHA256)
	case r.Current:
		p.printf("release %s, published on %s, is the current one now (%.8s)\n", r.Number, r.PublishedOn, r.SHA256)
	default:
		p.printf("release %s, published on %s, is stored as history: a later one is current (%.8s)\n", r.Number, r.PublishedOn, r.SHA256)
	}
	if r.Republished {
		p.printf("its number had been published before, with other content\n")
	}
	now := r.Counts
	var before rome.Counts
	if out.Previous != nil {
		before = out.Previous.Counts
	}
	for _, row := range []struct {
		name        string
		now, before int
	}{
		{"occupations", now.Occupations, before.Occupations},
		{"appellations", now.Appellations, before.Appellations},
		{"skills", now.Skills, before.Skills},
		{"knowledge", now.Knowledge, before.Knowledge},
		{"contexts", now.Contexts, before.Contexts},
		{"links", now.Links, before.Links},
		{"mobilities", now.Mobilities, before.Mobilities},
	} {
		if out.Previous == nil {
			p.printf("  %-13s %7d\n", row.name, row.now)
			continue
		}
		p.printf("  %-13s %7d  %+d against release %s\n", row.name, row.now, row.now-row.before, out.Previous.Number)
	}
	for _, i := range out.Integrated {
		p.printf("integrated: %s, change %d: %s (%s, due on %s)\n", i.Ticket, i.Proposal, i.Line, i.KeptOn, i.DueOn)
	}
	for _, n := range out.News {
		p.printf("%s: %s, change %d: %s\n", n.What, n.Ticket, n.Proposal, n.Line)
	}
}

type releaseListCmd struct{}

// Run lists the stored releases.
func (c *releaseListCmd) Run(ctx context.Context, p *program) error {
	return p.withExisting(ctx, func(store *tickets.Store) error {
		list, err := store.Releases(ctx)
		if err != nil {
			return err
		}
		if p.JSON {
			return p.printJSON(orEmpty(list))
		}
		for i := range list {
			p.printRelease(&list[i])
		}
		if len(list) == 0 {
			p.tell("no release is stored: import one with vigie release import FILE.zip")
		}
		return nil
	})
}

func (p *program) printRelease(r *tickets.StoredRelease) {
	mark := " "
	if r.Current {
		mark = "*"
	}
	p.printf("%s %-5s published %s  %5d occupations  %6d appellations  %.12s  %s\n",
		mark, r.Number, r.PublishedOn, r.Occupations, r.Appellations, r.SHA256, r.Title)
}

type releaseShowCmd struct {
	Release string `arg:"" help:"A number, a SHA-256 prefix, current or previous." default:"current"`
}

// Run shows one release.
func (c *releaseShowCmd) Run(ctx context.Context, p *program) error {
	return p.withExisting(ctx, func(store *tickets.Store) error {
		r, err := store.FindRelease(ctx, c.Release)
		if errors.Is(err, tickets.ErrNotFound) {
			return noRelease(c.Release)
		}
		if err != nil {
			return err
		}
		if p.JSON {
			return p.printJSON(r)
		}
		p.printRelease(r)
		p.printf("  validated %s, observed %s, archive of %d bytes\n  sha256 %s\n", r.ValidatedOn, r.ObservedAt.Format(time.RFC3339), r.Size, r.SHA256)
		k := r.Counts
		p.printf("  %d skills, %d knowledge, %d contexts, %d links, %d mobilities\n", k.Skills, k.Knowledge, k.Contexts, k.Links, k.Mobilities)
		return nil
	})
}

// noRelease says that nothing stored has a name.
func noRelease(name string) error {
	return fmt.Errorf("no stored release is %q: vigie release list shows those that are", name)
}

// orEmpty makes JSON's empty list of none.
func orEmpty[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
