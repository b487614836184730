package main

import (
	"context"

	"vigie/tickets"
)

type verifyCmd struct{}

// Run re-hashes and re-folds the journal. The answer is no when anything does
// not hold together.
func (c *verifyCmd) Run(ctx context.Context, p *program) error {
	return p.withExisting(ctx, func(store *tickets.Store) error {
		v, err := store.Verify(ctx)
		if err != nil {
			return err
		}
		if p.JSON {
			if v.Faults == nil {
				v.Faults = []tickets.JournalFault{}
			}
			if err := p.printJSON(v); err != nil {
				return err
			}
		} else {
			for _, f := range v.Faults {
				p.printf("%s\n", f)
			}
			if v.Roots > 0 {
				p.printf("last root: %s, sha256 %s\n", v.LastRoot, v.LastRootHash)
			}
			p.printf("%d tickets, %d events, %d acts, %d personal parts erased, %d signed roots: %d faults\n",
				v.Tickets, v.Events, v.Acts, v.Erased, v.Roots, len(v.Faults))
		}
		if len(v.Faults) > 0 {
			return errNo
		}
		return nil
	})
}
