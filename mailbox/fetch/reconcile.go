package fetch

import (
	"context"

	"vigie/tickets"
)

// compare tells from the UIDs on the server which are new and which are missing
// from the store though the cursor is past them, and keeps the count. Of the
// missing ones it gives those whose time to be tried again has come.
func (f *Fetcher) compare(ctx context.Context, d *folder, listed []uint32) (fresh, missing []uint32, err error) {
	stored, err := f.count(ctx, d, listed)
	if err != nil {
		return nil, nil, err
	}
	now := f.now()
	i := 0
	for _, uid := range listed {
		for i < len(stored) && stored[i] < uid {
			i++
		}
		switch {
		case i < len(stored) && stored[i] == uid:
		case uid > d.Cursor:
			fresh = append(fresh, uid)
		case !now.Before(d.missing[uid].after):
			missing = append(missing, uid)
		}
	}
	return fresh, missing, nil
}

// recount keeps the count again, after the pass.
func (f *Fetcher) recount(ctx context.Context, d *folder, listed []uint32, gone map[uint32]bool) error {
	there := listed[:0:0]
	for _, uid := range listed {
		if !gone[uid] {
			there = append(there, uid)
		}
	}
	_, err := f.count(ctx, d, there)
	return err
}

// count compares the UIDs on the server with those stored, which it gives, and
// keeps the result.
func (f *Fetcher) count(ctx context.Context, d *folder, listed []uint32) (stored []uint32, err error) {
	stored, err = f.store.StoredUIDs(ctx, &d.MailFolder)
	if err != nil {
		return nil, &Error{FaultStore, err}
	}
	sum := tickets.Reconciliation{OnServer: len(listed)}
	i := 0
	for _, uid := range listed {
		for i < len(stored) && stored[i] < uid {
			i++
		}
		switch {
		case i < len(stored) && stored[i] == uid:
			sum.Stored++
		case uid <= d.Cursor:
			sum.Missing++
		default:
			sum.Waiting++
		}
	}
	if err := f.store.SaveReconciliation(ctx, &d.MailFolder, sum); err != nil {
		return nil, &Error{FaultStore, err}
	}
	return stored, nil
}
