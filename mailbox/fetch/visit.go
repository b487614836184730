package fetch

import (
	"context"
	"errors"
	"time"

	"vigie/tickets"
)

// compareEvery is how often a folder's UIDs are compared with the store, beside
// at the beginning of each connection.
const compareEvery = time.Hour

// visit reads one folder over the connection there is: what is new, then, when
// it is time to compare, what is missing; then it flags or moves what is stored.
func (f *Fetcher) visit(ctx context.Context, d *folder) (FolderReport, error) {
	r := FolderReport{Reconciliation: d.Reconciliation}
	if err := f.open(ctx, d); err != nil {
		return r, err
	}
	now := f.now()
	compare := d.compared.IsZero() || now.Sub(d.compared) >= compareEvery
	from := d.Cursor + 1
	if compare {
		from = 1
	}
	listed, err := f.session.uids(from)
	if err != nil {
		return r, err
	}
	f.step("listed")
	fresh, missing := listed, []uint32(nil)
	if compare {
		if fresh, missing, err = f.compare(ctx, d, listed); err != nil {
			return r, err
		}
	}
	gone := make(map[uint32]bool)
	err = f.ingest(ctx, d, fresh, missing, &r, gone)
	if err == nil && compare {
		d.compared = now
	}
	if err == nil {
		err = f.mark(ctx, d, &r, gone)
	}
	if compare && FaultOf(err) != FaultStore {
		if err := f.recount(ctx, d, listed, gone); err != nil {
			return r, err
		}
	}
	r.Reconciliation = d.Reconciliation
	return r, err
}

// open selects a folder, and begins it again when its UIDs are others than
// before. A server that tells no UIDVALIDITY promises nothing beyond the
// connection (RFC 9051, section 2.3.1.1): its folder begins again at each one, and
// what is seen again is known by its content.
func (f *Fetcher) open(ctx context.Context, d *folder) error {
	if err := f.session.open(d.Folder, f.marks(d)); err != nil {
		return err
	}
	validity := f.session.selected.UIDValidity
	if validity == d.UIDValidity && (validity != 0 || d.numbered) {
		return nil
	}
	if d.UIDValidity != 0 {
		f.log.Warn("the server numbers a folder anew", "folder", d.ID, "before", d.UIDValidity, "now", validity)
	}
	clear(d.attempts)
	clear(d.missing)
	d.compared = time.Time{}
	if err := f.store.RenewMailFolder(ctx, &d.MailFolder, validity); err != nil {
		return &Error{FaultStore, err}
	}
	d.numbered = true
	return nil
}

// ingest fetches, stores and reads messages: new ones, then missing ones. Those
// that are no more are put into gone.
func (f *Fetcher) ingest(ctx context.Context, d *folder, fresh, missing []uint32, r *FolderReport, gone map[uint32]bool) error {
	if len(fresh)+len(missing) == 0 {
		return nil
	}
	q := newQueue()
	fetched := make(chan error, 1)
	go func() {
		defer q.end()
		fetched <- f.fetchAll(d, fresh, missing, q, gone)
	}()
	stored := f.storeAll(ctx, d, q, r)
	q.stop()
	err := <-fetched
	r.Gone += len(gone)
	if stored != nil {
		return stored
	}
	return err
}

// releaseEvery is after how many bytes of mail the store's cache is released: a
// first sync would fill it with 64 MB.
const releaseEvery = 8 << 20

// storeAll takes from the queue until nothing more comes.
func (f *Fetcher) storeAll(ctx context.Context, d *folder, q *queue, r *FolderReport) error {
	stored := 0 // bytes since the store's cache was released
	for {
		if stored > releaseEvery {
			stored = 0
			if err := f.store.ReleaseCache(ctx); err != nil {
				return &Error{FaultStore, err}
			}
		}
		group := q.take()
		if len(group) == 0 {
			return nil
		}
		if p := group[0]; p.passed != "" {
			if err := f.store.PassMail(ctx, &d.MailFolder, p.mail.UID, p.passed); err != nil {
				return &Error{FaultStore, err}
			}
			r.Passed++
			continue
		}
		if err := f.storeGroup(ctx, d, group, r); err != nil {
			return err
		}
		for _, p := range group {
			stored += len(p.mail.Raw)
		}
	}
}

func (f *Fetcher) storeGroup(ctx context.Context, d *folder, group []parcel, r *FolderReport) error {
	mails := make([]tickets.RawMail, len(group))
	for i, p := range group {
		mails[i] = p.mail
	}
	f.step("fetched")
	kept, err := f.store.KeepMail(ctx, &d.MailFolder, mails)
	if err != nil {
		return &Error{FaultStore, err}
	}
	f.step("kept")
	for _, k := range kept {
		if k.Known {
			r.Known++
		} else {
			r.Stored++
		}
	}
	if err := f.read(ctx, kept); err != nil && !errors.Is(err, context.Canceled) {
		f.log.Error("messages are stored, but not read", "folder", d.ID, "first", kept[0].ID, "count", len(kept), "error", err)
	}
	f.step("read")
	return nil
}
