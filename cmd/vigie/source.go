package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"time"

	"vigie/rome/source"
	"vigie/tickets"
)

// exportFormat is the form of the export that rome reads.
const exportFormat = "csv"

// source is where releases are published, as the settings have it; nil where it
// is not followed.
func (s *Settings) source(now func() time.Time, log *slog.Logger) (*tickets.Source, error) {
	if s.SourceURL == "" {
		return nil, nil
	}
	hosts := append([]string(nil), s.SourceHosts...)
	for _, a := range []struct{ flag, address string }{{"--source-url", s.SourceURL}, {"--source-catalogue", s.SourceCatalogue}} {
		if a.address == "" { // the dataset's description is not asked then
			continue
		}
		u, err := source.ReadAddress(a.address)
		if err != nil {
			return nil, usagef("%s %s: %w", a.flag, redactURL(a.address), err)
		}
		hosts = append(hosts, hostOf(u))
	}
	client, err := source.New(source.Config{Hosts: hosts, Contact: s.PublicURL, Now: now})
	if err != nil {
		return nil, usagef("--source-hosts: %w", err)
	}
	if s.SourceHour < 0 || s.SourceHour > 23 {
		return nil, usagef("--source-hour %d is not between 0 and 23", s.SourceHour)
	}
	f := &follower{client: client, url: s.SourceURL, catalogue: s.SourceCatalogue, log: log}
	return &tickets.Source{URL: s.SourceURL, Ask: f.ask, Auto: s.SourceImport == "auto", Hour: s.SourceHour}, nil
}

// hostOf is an address's host as a host of the source is written, with the port
// that its scheme has.
func hostOf(u *url.URL) string {
	if u.Scheme == "http" && u.Port() == "" {
		return u.Host + ":80"
	}
	return u.Host
}

// follower asks the source for the store.
type follower struct {
	client         *source.Client
	url, catalogue string
	log            *slog.Logger
}

// ask reads the dataset's description, where one is configured, and gets the
// export. The description decides nothing, but for one thing: where there is no
// export any more at the configured address, the one that it gives is tried.
func (f *follower) ask(ctx context.Context) tickets.SourceSeen {
	listed := f.describe(ctx)
	archive, sample, err := f.client.Download(ctx, f.url)
	if code := source.CodeOf(err); (code == source.CodeMissing || code == source.CodeGone) && listed.URL != "" && listed.URL != f.url {
		f.log.WarnContext(ctx, "the export is elsewhere, by the dataset's description", "url", listed.URL)
		archive, sample, err = f.client.Download(ctx, listed.URL)
	}
	seen := tickets.SourceSeen{
		URL: cmp.Or(sample.Final, sample.URL), Status: sample.Status, Archive: archive.Bytes, SHA256: archive.SHA256,
		FirstByte: sample.FirstByte, Took: sample.Total, Catalogue: listed,
	}
	var fault *source.Fault
	if errors.As(err, &fault) {
		seen.Fault, seen.Passing, seen.Hold = string(fault.Code), fault.Passing(), fault.RetryAfter
		f.log.WarnContext(ctx, "asking the source", "code", fault.Code, "status", sample.Status, "error", fault.Err)
	}
	return seen
}

// describe reads the dataset's description.
func (f *follower) describe(ctx context.Context) (listed tickets.CatalogueSeen) {
	if f.catalogue == "" {
		return listed
	}
	catalogue, _, err := f.client.Catalogue(ctx, f.catalogue)
	if err == nil {
		listed.UpdatedAt = catalogue.UpdatedAt
		var export source.Resource
		export, err = catalogue.Export(exportFormat)
		listed.URL = export.URL
	}
	if listed.Outcome = tickets.CatalogueRead; err != nil {
		listed.Outcome = string(source.CodeOf(err))
		f.log.WarnContext(ctx, "asking for the dataset's description", "code", listed.Outcome, "error", err)
	}
	return listed
}

// sourceSentence says in English what came of a look that brought no archive, or
// none that can be read.
func sourceSentence(look *tickets.SourceLook, find *tickets.SourceFind) error {
	switch {
	case find != nil && find.Fault != nil:
		return fmt.Errorf("what %s answers is no release that can be read: %w", look.URL, find.Fault)
	case look.Status != 0:
		return fmt.Errorf("%s gave no release: %s (status %d)", look.URL, look.Outcome, look.Status)
	}
	return fmt.Errorf("%s gave no release: %s", look.URL, look.Outcome)
}
