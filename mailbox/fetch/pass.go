package fetch

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// failures is how often in a row a folder may end the connection without a
// message stored or passed over, before it is left for the next pass. A message
// is passed over at the third failure.
const failures = 3

// pass reads every folder once.
func (f *Fetcher) pass(ctx context.Context) (Report, error) {
	if err := f.ready(ctx); err != nil {
		return f.blame(ctx, Report{}, 0, err), err
	}
	var r Report
	var all []error
	for i, d := range f.folders {
		if err := f.ready(ctx); err != nil {
			return f.blame(ctx, r, i, err), errors.Join(append(all, err)...)
		}
		fr, err := f.insist(ctx, d)
		if ctx.Err() != nil {
			return r, context.Cause(ctx)
		}
		if err != nil {
			fr.Fault = FaultOf(err)
			all = append(all, fmt.Errorf("folder %s: %w", d.Folder, err))
		}
		r.Folders = append(r.Folders, fr)
		f.record(ctx, d, err)
		if FaultOf(err) == FaultAuth { // which is not tried again at once
			return f.blame(ctx, r, i+1, err), errors.Join(all...)
		}
	}
	return r, errors.Join(all...)
}

// insist reads a folder, over several connections if need be.
func (f *Fetcher) insist(ctx context.Context, d *folder) (FolderReport, error) {
	sum := FolderReport{Folder: d.Folder, Role: d.Role}
	for failed := 0; ; {
		once, err := f.visit(ctx, d)
		sum.add(once)
		if !ended(err) {
			return sum, err
		}
		f.hangUp(false)
		if failed++; once.Stored+once.Known+once.Passed+once.Gone > 0 {
			failed = 1
		}
		if failed >= failures {
			return sum, err
		}
		f.log.Info("a connection ended, another follows", "fault", FaultOf(err), "error", plain(err))
		if !sleep(ctx, delay(time.Second, failed, time.Minute)) {
			return sum, context.Cause(ctx)
		}
		if err := f.ready(ctx); err != nil {
			return sum, err
		}
	}
}

func (r *FolderReport) add(o FolderReport) {
	r.Stored += o.Stored
	r.Known += o.Known
	r.Passed += o.Passed
	r.Gone += o.Gone
	r.Marked += o.Marked
	r.Reconciliation = o.Reconciliation
}

// ready makes sure that there is a connection, and that the folders are known;
// where there is none, those that it last knew of.
func (f *Fetcher) ready(ctx context.Context) error {
	if f.session != nil {
		return nil
	}
	for {
		s, err := f.connect(ctx)
		if err != nil {
			return errors.Join(err, f.remember(ctx))
		}
		f.session = s
		if err = f.resolve(ctx); err == nil {
			break
		}
		f.hangUp(false)
		if !f.unlist {
			return errors.Join(err, f.remember(ctx))
		}
	}
	f.step("connected")
	for _, d := range f.folders {
		d.compared, d.numbered = time.Time{}, false
	}
	return nil
}

// record keeps how a pass over a folder ended, unless it was called off.
func (f *Fetcher) record(ctx context.Context, d *folder, err error) {
	if ctx.Err() != nil {
		return
	}
	word := FaultOf(err)
	if err != nil && word != d.told {
		f.log.Warn("a folder was not read to its end", "folder", d.ID, "fault", word, "error", plain(err))
	}
	d.told = word
	if word == FaultMark { // it was read
		f.write(ctx, d, "")
	}
	f.write(ctx, d, word)
}

func (f *Fetcher) write(ctx context.Context, d *folder, fault string) {
	if err := f.store.MailPass(ctx, &d.MailFolder, fault); err != nil && ctx.Err() == nil {
		f.log.Error("a pass is not recorded", "folder", d.ID, "error", err)
	}
}

// blame records a fault that concerns all folders from the one at first on.
func (f *Fetcher) blame(ctx context.Context, r Report, first int, err error) Report {
	for _, d := range f.folders[min(first, len(f.folders)):] {
		f.record(ctx, d, err)
		r.Folders = append(r.Folders, FolderReport{Folder: d.Folder, Role: d.Role, Fault: FaultOf(err)})
	}
	return r
}
