package main

import (
	"context"
	"errors"
	"time"

	"vigie/rome"
	"vigie/tickets"
)

type releaseFetchCmd struct{}

// fetched is what a look at the source brought.
type fetched struct {
	Outcome       string         `json:"outcome"`
	URL           string         `json:"url"`
	Status        int            `json:"status"`
	Bytes         int64          `json:"bytes"`
	FirstByteMS   int64          `json:"first_byte_ms"`
	TookMS        int64          `json:"took_ms"`
	ArchiveSHA256 string         `json:"archive_sha256"`
	SHA256        string         `json:"sha256"` // of the content, as a release is known by
	Catalogue     fetchedListing `json:"catalogue"`
	Found         *foundRelease  `json:"found,omitempty"`  // what waits, was declined or cannot be read
	Import        *imported      `json:"import,omitempty"` // with --source-import auto
	Fault         string         `json:"fault,omitempty"`  // one sentence
}

// fetchedListing is what the dataset's description said.
type fetchedListing struct {
	Outcome   string     `json:"outcome"`
	URL       string     `json:"url"`
	UpdatedAt *time.Time `json:"updated_at"`
}

// foundRelease is a release found at the source and not stored.
type foundRelease struct {
	ID          int64        `json:"id"`
	State       string       `json:"state"`
	Number      string       `json:"number"`
	Title       string       `json:"title"`
	PublishedOn tickets.Date `json:"published_on"`
	ValidatedOn tickets.Date `json:"validated_on"`
	Republished bool         `json:"republished"`
	rome.Counts
	Against string       `json:"against"` // number of the release that it was compared with
	Summary rome.Summary `json:"summary"`
}

// Run looks at the source once. Nothing new is as good an answer as a new
// release; one that cannot be had or read is none.
func (c *releaseFetchCmd) Run(ctx context.Context, p *program) error {
	if p.SourceURL == "" {
		return usagef("no source is followed: --source-url is empty")
	}
	return p.withStore(ctx, func(store *tickets.Store) error {
		before := store.Current()
		look, err := store.LookNow(ctx, tickets.Machine)
		var held *tickets.Held
		switch {
		case errors.As(err, &held):
			return held
		case errors.Is(err, tickets.ErrConflict):
			return errors.New("another process is looking at the source right now")
		case err != nil:
			return err
		}
		find, err := store.SourceFindOf(ctx, look)
		if errors.Is(err, tickets.ErrNotFound) {
			find, err = nil, nil
		}
		if err != nil {
			return err
		}
		out := asFetched(look, find)
		if look.Outcome == tickets.SourceImported {
			stored, err := store.FindRelease(ctx, look.Content)
			if err != nil {
				return err
			}
			if out.Import, err = afterImport(ctx, store, stored, before); err != nil {
				return err
			}
		}
		var fault error
		if !tickets.SourceReached(look.Outcome) || look.Outcome == tickets.SourceUnreadable {
			fault = sourceSentence(look, find)
			out.Fault = fault.Error()
		}
		if p.JSON {
			if err := p.printJSON(out); err != nil {
				return err
			}
		} else if fault == nil {
			p.printFetched(out)
		}
		return fault
	})
}

func asFetched(look *tickets.SourceLook, find *tickets.SourceFind) fetched {
	out := fetched{
		Outcome: look.Outcome, URL: look.URL, Status: look.Status, Bytes: look.Size, FirstByteMS: look.FirstByte.Milliseconds(),
		TookMS: look.Took.Milliseconds(), ArchiveSHA256: look.Archive, SHA256: look.Content,
		Catalogue: fetchedListing{Outcome: look.Catalogue.Outcome, URL: look.Catalogue.URL},
	}
	if at := look.Catalogue.UpdatedAt; !at.IsZero() {
		out.Catalogue.UpdatedAt = &at
	}
	if find != nil && find.State != tickets.FindImported {
		out.Found = &foundRelease{
			ID: find.ID, State: string(find.State), Number: find.Number, Title: find.Title, PublishedOn: find.PublishedOn, ValidatedOn: find.ValidatedOn,
			Republished: find.Republished, Counts: find.Counts, Against: find.Against, Summary: find.Summary,
		}
	}
	return out
}

func (p *program) printFetched(out fetched) {
	switch f := out.Found; {
	case out.Import != nil:
		p.printImport(*out.Import)
	case out.Outcome == tickets.SourceKnown:
		p.printf("the source has no new release: what it has is stored already (%.8s)\n", out.SHA256)
	case out.Outcome == tickets.SourceDeclined:
		p.printf("the source has release %s, published on %s, which was declined (%.8s)\n", f.Number, f.PublishedOn, out.SHA256)
	default:
		p.printf("the source has release %s, published on %s: it waits for somebody's word on the agents' page of releases (%.8s)\n",
			f.Number, f.PublishedOn, out.SHA256)
		if f.Republished {
			p.printf("its number had been published before, with other content\n")
		}
		if f.Against != "" {
			changes, typographic := f.Summary.Total()
			p.printf("  %d changes against release %s, %d of them typographic\n", changes, f.Against, typographic)
		}
	}
}
