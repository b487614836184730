package main

import (
	"errors"
	"fmt"
	"os"

	"vigie/rome"
)

type referentialCmd struct {
	File  string   `arg:"" help:"One file of the XML export, of today or of the ROME before 4.0." type:"existingfile"`
	Words []string `arg:"" optional:"" help:"Codes ROME, OGR or labels to look up; all rows without them."`
}

// referentialJSON is what a file holds, or what was looked up in it.
type referentialJSON struct {
	Name    string               `json:"name"`
	Columns []string             `json:"columns"`
	Rows    []referentialRowJSON `json:"rows"`
	Missing []string             `json:"missing"` // what was asked for and is not there
}

type referentialRowJSON struct {
	Line   int      `json:"line"`
	Code   string   `json:"code,omitempty"`
	OGR    string   `json:"ogr,omitempty"`
	Label  string   `json:"label"`
	Values []string `json:"values"`
}

// Run tells what codes and titles were called. The answer is no when one that was
// asked for is not there.
func (c *referentialCmd) Run(p *program) (err error) {
	f, err := os.Open(c.File)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	table, err := rome.ReadXML(f)
	if err != nil {
		return fmt.Errorf("%s was not read: %w", c.File, err)
	}
	out := referentialJSON{Name: table.Name, Columns: table.Columns, Rows: []referentialRowJSON{}, Missing: []string{}}
	add := func(rows []rome.ReferentialRow) {
		for _, r := range rows {
			out.Rows = append(out.Rows, referentialRowJSON{r.Source.Line, r.Code, r.OGR, r.Label, r.Values})
		}
	}
	if len(c.Words) == 0 {
		add(table.Rows)
	}
	for _, word := range c.Words {
		rows := table.Coded(word)
		if len(rows) == 0 {
			rows = table.Labelled(word)
		}
		if len(rows) == 0 {
			out.Missing = append(out.Missing, word)
		}
		add(rows)
	}
	if p.JSON {
		err = p.printJSON(out)
	} else {
		for _, r := range out.Rows {
			p.printf("%-6s %-6s %s\n", r.Code, r.OGR, r.Label)
		}
		for _, word := range out.Missing {
			p.tell("%s has no code, OGR or label %q", c.File, word)
		}
	}
	if err == nil && len(out.Missing) > 0 {
		return errNo
	}
	return err
}
