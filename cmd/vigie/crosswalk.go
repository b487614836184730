package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"vigie/rome"
	"vigie/tickets"
	"vigie/views"
)

type crosswalkCmd struct {
	Import crosswalkImportCmd `cmd:"" help:"Import a correspondence table (XLSX or CSV) and check what waits for it."`
	List   crosswalkListCmd   `cmd:"" help:"List the stored tables, of each name the one in use first."`
}

// crosswalkColumns say which columns of a file are the table.
type crosswalkColumns struct {
	Sheet      string `env:"-" help:"The only sheet of a workbook to read." placeholder:"NAME"`
	CodeColumn string `env:"-" help:"The column of the codes ROME, where its header is not \"Code ROME\": its header, or its number from 1." placeholder:"COLUMN"`
	KeyColumn  string `env:"-" help:"The column of the other nomenclature's codes, where it is not recognised: its header, or its number from 1." placeholder:"COLUMN"`
}

func (c crosswalkColumns) options(table, title string) rome.CrosswalkOptions {
	return rome.CrosswalkOptions{Table: table, Title: title, Sheet: c.Sheet, CodeColumn: c.CodeColumn, KeyColumn: c.KeyColumn}
}

type crosswalkImportCmd struct {
	File    string           `arg:"" help:"The table: an XLSX workbook or CSV." type:"path"`
	Table   string           `env:"-" required:"" help:"What changes call it: isco08, naf, fap, pcs, esco…" placeholder:"NAME"`
	Title   string           `env:"-" help:"What people call it; the file's name without it."`
	Columns crosswalkColumns `embed:""`
}

// importedTable is what an import found.
type importedTable struct {
	Crosswalk  tickets.StoredCrosswalk `json:"crosswalk"`
	Known      bool                    `json:"known"` // stored already, with this content
	Oddities   []oddityJSON            `json:"oddities"`
	Integrated []integratedJSON        `json:"integrated"` // accepted changes that are integrated since
}

// oddityJSON is a row that says nothing that can be used, or says it twice.
type oddityJSON struct {
	File  string          `json:"file"`
	Line  int             `json:"line"`
	Rule  rome.OddityRule `json:"rule"`
	Value string          `json:"value"`
}

// Run imports a table. Nothing is stored of one that cannot be read.
func (c *crosswalkImportCmd) Run(ctx context.Context, p *program) error {
	as := c.Columns.options(c.Table, c.Title)
	table, data, err := rome.OpenCrosswalk(c.File, as)
	if err != nil {
		return fmt.Errorf("%s was not imported: %w", c.File, err)
	}
	return p.withStore(ctx, func(store *tickets.Store) error {
		before, err := integratedNow(ctx, store)
		if err != nil {
			return err
		}
		stored, known, err := store.ImportCrosswalk(ctx, tickets.Machine, table, data, as)
		if err != nil {
			return err
		}
		if err := store.CheckAwaiting(ctx); err != nil {
			return err
		}
		after, err := integratedNow(ctx, store)
		if err != nil {
			return err
		}
		out := importedTable{Crosswalk: *stored, Known: known, Oddities: []oddityJSON{}, Integrated: []integratedJSON{}}
		list, _ := table.Oddities()
		for _, o := range list {
			out.Oddities = append(out.Oddities, oddityJSON{o.Source.File, o.Source.Line, o.Rule, o.Value})
		}
		names := views.NamesOf(store.Release())
		was := make(map[string]bool, len(before))
		for _, i := range before {
			was[fmt.Sprint(i.Reference, i.N)] = true
		}
		for _, i := range after {
			if !was[fmt.Sprint(i.Reference, i.N)] {
				out.Integrated = append(out.Integrated, integratedJSON{i.Reference, i.N, views.ChangeText(i.Change, names).Line(), i.StoppedOn, i.Due})
			}
		}
		if p.JSON {
			return p.printJSON(out)
		}
		p.printTable(out)
		return nil
	})
}

// integratedNow lists what the current release, and the tables beside it, have
// been found to hold.
func integratedNow(ctx context.Context, store *tickets.Store) ([]tickets.IntegratedChange, error) {
	current := store.Current()
	if current == nil {
		return nil, nil
	}
	return store.IntegratedBy(ctx, current.SHA256)
}

func (p *program) printTable(out importedTable) {
	c := out.Crosswalk
	switch {
	case out.Known && c.Current:
		p.printf("the table %s is stored already, with this content (%.8s)\n", c.Table, c.SHA256)
	case out.Known:
		p.printf("the table %s is stored already, with this content (%.8s); one imported later is in use\n", c.Table, c.SHA256)
	default:
		p.printf("the table %s, %q, is in use now (%.8s)\n", c.Table, c.Title, c.SHA256)
	}
	p.printf("  %d rows, %d pairs of %d codes\n", c.Rows, c.Pairs, c.Codes)
	switch {
	case c.Against == "":
		p.printf("  no release is stored that would tell which codes are unknown\n")
	case len(c.Unknown) == 0:
		p.printf("  release %s has every code\n", c.Against)
	default:
		p.printf("  %d codes unknown to release %s: %s\n", len(c.Unknown), c.Against, some(c.Unknown))
	}
	for i, o := range out.Oddities {
		if i == 20 {
			p.printf("  and %d more rows that cannot be used, or come twice\n", c.Oddities-i)
			break
		}
		p.printf("  %s, row %d: %s %q\n", o.File, o.Line, o.Rule, o.Value)
	}
	for _, i := range out.Integrated {
		p.printf("integrated: %s, change %d: %s (%s, due on %s)\n", i.Ticket, i.Proposal, i.Line, i.KeptOn, i.DueOn)
	}
}

// some names the first twenty.
func some(codes []string) string {
	if len(codes) > 20 {
		return strings.Join(codes[:20], ", ") + fmt.Sprintf(" and %d more", len(codes)-20)
	}
	return strings.Join(codes, ", ")
}

type crosswalkListCmd struct{}

// Run lists the stored tables.
func (c *crosswalkListCmd) Run(ctx context.Context, p *program) error {
	return p.withExisting(ctx, func(store *tickets.Store) error {
		list, err := store.Crosswalks(ctx)
		if err != nil {
			return err
		}
		if p.JSON {
			return p.printJSON(orEmpty(list))
		}
		for i := range list {
			t, mark := &list[i], " "
			if t.Current {
				mark = "*"
			}
			p.printf("%s %-8s %6d rows  %6d pairs  %5d unknown  imported %s  %.12s  %s\n",
				mark, t.Table, t.Rows, t.Pairs, len(t.Unknown), t.ImportedAt.Format(time.RFC3339), t.SHA256, t.Title)
		}
		if len(list) == 0 {
			p.tell("no correspondence table is stored: import one with vigie crosswalk import FILE --table NAME")
		}
		return nil
	})
}
