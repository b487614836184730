package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"

	"vigie/rome"
	"vigie/tickets"
	"vigie/views"
)

type releaseDiffCmd struct {
	From   string `arg:"" help:"A stored release (a number, a SHA-256 prefix, current, previous), or an export: a zip or a folder." placeholder:"A"`
	To     string `arg:"" help:"The later one, likewise." placeholder:"B"`
	Kind   string `env:"-" help:"Only changes of a kind or a family: appellation.move, skill."`
	Domain string `env:"-" help:"Only changes in a major domain, by its letter; - for skills, knowledge and contexts themselves."`
	Code   string `env:"-" help:"Only changes of one occupation."`
	Typo   string `env:"-" name:"typography" help:"What typography alone changed: all, without, only." enum:"all,without,only" default:"all"`
	Lines  bool   `env:"-" help:"Print a line for each change, not the summary alone."`
}

// Run compares two releases. Without a database it compares two exports.
func (c *releaseDiffCmd) Run(ctx context.Context, p *program) error {
	comparison, err := c.compare(ctx, p)
	if err != nil {
		return err
	}
	f := tickets.ChangeFilter{Domain: strings.ToUpper(c.Domain), Kind: c.Kind, Code: strings.ToUpper(c.Code)}
	if c.Typo != "all" {
		f.Typography = tickets.Typography(c.Typo)
	}
	out := bufio.NewWriterSize(p.out, 1<<16)
	if p.JSON {
		err = writeDiff(out, comparison, f)
	} else {
		c.print(out, comparison, f)
	}
	return errors.Join(err, out.Flush())
}

// compare finds the releases: exports in files, or what is stored.
func (c *releaseDiffCmd) compare(ctx context.Context, p *program) (*tickets.Comparison, error) {
	files := 0
	for _, name := range []string{c.From, c.To} {
		if _, err := os.Stat(name); err == nil {
			files++
		}
	}
	switch files {
	case 1:
		return nil, usagef("compare two exports, or two stored releases: one of %s and %s is a file", c.From, c.To)
	case 2:
		from, err := exported(c.From)
		if err != nil {
			return nil, err
		}
		to, err := exported(c.To)
		if err != nil {
			return nil, err
		}
		return tickets.NewComparison(from, to), nil
	}
	var comparison *tickets.Comparison
	err := p.withExisting(ctx, func(store *tickets.Store) error {
		for _, name := range []string{c.From, c.To} {
			if _, err := store.FindRelease(ctx, name); errors.Is(err, tickets.ErrNotFound) {
				return noRelease(name)
			}
		}
		var err error
		comparison, err = store.Compare(ctx, c.From, c.To)
		return err
	})
	return comparison, err
}

// exported reads a release that is stored nowhere.
func exported(name string) (tickets.StoredRelease, error) {
	r, _, err := rome.Open(name)
	if err != nil {
		return tickets.StoredRelease{}, usagef("%s: %w", name, err)
	}
	published, err := tickets.ParseDate(r.PublishedOn)
	if err != nil {
		return tickets.StoredRelease{}, usagef("%s: %w", name, err)
	}
	validated, _ := tickets.ParseDate(r.ValidatedOn)
	return tickets.StoredRelease{
		Number: r.Number, Title: r.Title, PublishedOn: published, ValidatedOn: validated, SHA256: r.SHA256, Counts: r.Counts(), Release: r,
	}, nil
}

func (c *releaseDiffCmd) print(out *bufio.Writer, comparison *tickets.Comparison, f tickets.ChangeFilter) {
	from, to := comparison.From, comparison.To
	_, _ = fmt.Fprintf(out, "release %s, published on %s, compared with %s, published on %s\n", to.Number, to.PublishedOn, from.Number, from.PublishedOn)
	if comparison.Republished() && from.SHA256 != to.SHA256 {
		_, _ = fmt.Fprintln(out, "a re-publication: the number is the same, the content is not")
	}
	if c.Lines {
		names := views.NamesOfBoth(to.Release, from.Release)
		for _, change := range comparison.Select(f) {
			_, _ = fmt.Fprintf(out, "%-22s %s\n", change.Kind, views.ChangeText(*change, names).Line())
		}
		return
	}
	summary := summaryOf(comparison, f)
	for _, name := range slices.Sorted(maps.Keys(summary)) {
		_, _ = fmt.Fprintf(out, "  %-32s %6d\n", name, summary[name])
	}
	if len(summary) == 0 {
		_, _ = fmt.Fprintln(out, "  nothing differs")
	}
}

// summaryOf counts what a filter leaves.
func summaryOf(comparison *tickets.Comparison, f tickets.ChangeFilter) rome.Summary {
	if f == (tickets.ChangeFilter{}) {
		return comparison.Summary
	}
	var left []rome.Change
	for _, change := range comparison.Select(f) {
		left = append(left, *change)
	}
	return rome.Summarise(left)
}

// writeDiff writes one JSON document, change by change: there are a hundred
// thousand.
func writeDiff(out *bufio.Writer, comparison *tickets.Comparison, f tickets.ChangeFilter) error {
	head := struct {
		From        tickets.StoredRelease `json:"from"`
		To          tickets.StoredRelease `json:"to"`
		Republished bool                  `json:"republication"`
		Summary     rome.Summary          `json:"summary"`
	}{comparison.From, comparison.To, comparison.Republished() && comparison.From.SHA256 != comparison.To.SHA256, summaryOf(comparison, f)}
	begin, err := json.Marshal(head)
	if err != nil {
		return err
	}
	_, _ = out.Write(bytes.TrimSuffix(begin, []byte("}")))
	_, _ = out.WriteString(`,"changes":[`)
	names := views.NamesOfBoth(comparison.To.Release, comparison.From.Release)
	for i, change := range comparison.Select(f) {
		line, err := views.ChangeJSON(*change, names)
		if err != nil {
			return err
		}
		if i > 0 {
			_ = out.WriteByte(',')
		}
		_ = out.WriteByte('\n')
		_, _ = out.Write(line)
	}
	_, err = out.WriteString("\n]}\n")
	return err
}
