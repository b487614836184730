package tickets_test

import (
	"context"
	"errors"
	"io/fs"
	"testing"
	"testing/fstest"
	"time"

	"vigie/rome"
	"vigie/rome/sample"
	"vigie/tickets"
)

func TestReleasesAreStoredOnce(t *testing.T) {
	onEach(t, func(b *bench) {
		ctx := b.t.Context()
		first := b.sampleRelease(1, "2026-02-02")
		again := b.sampleRelease(1, "2026-02-02")
		if first.SHA256 != again.SHA256 || first.ObservedAt != again.ObservedAt {
			b.t.Errorf("stored twice: %+v and %+v", first, again)
		}
		archive, err := b.Archive(ctx, first.SHA256)
		b.must(err)
		if int64(len(archive)) != first.Size {
			b.t.Errorf("archive of %d bytes, want %d", len(archive), first.Size)
		}
		read, err := rome.ReadBytes(archive)
		b.must(err)
		if read.SHA256 != first.SHA256 {
			b.t.Error("the archive came back as another release")
		}
		second := b.sampleRelease(2, "2026-05-04")
		b.sampleRelease(1, "2025-11-03")
		list, err := b.Releases(ctx)
		b.must(err)
		if len(list) != 3 || list[0].SHA256 != second.SHA256 || !list[0].Current || b.Release().SHA256 != second.SHA256 {
			b.t.Errorf("current is %+v of %d", list[0], len(list))
		}
		for name, want := range map[string]string{
			"current": second.SHA256, "previous": first.SHA256, "492": second.SHA256, first.SHA256[:12]: first.SHA256,
		} {
			if r, err := b.FindRelease(ctx, name); err != nil || r.SHA256 != want {
				b.t.Errorf("%s is %v, %v", name, r, err)
			}
		}
		if _, err := b.FindRelease(ctx, "300"); !errors.Is(err, tickets.ErrNotFound) {
			b.t.Errorf("an unknown release answered %v", err)
		}
	})
}

// overlay changes one file of a release.
func overlay(t *testing.T, files fs.FS, name, from, to string) fs.FS {
	t.Helper()
	out := make(fstest.MapFS)
	err := fs.WalkDir(files, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		raw, err := fs.ReadFile(files, path)
		if path == name {
			changed := replaceOnce(string(raw), from, to)
			if changed == string(raw) {
				t.Fatalf("%s does not hold %q", name, from)
			}
			raw = []byte(changed)
		}
		out[path] = &fstest.MapFile{Data: raw}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// A number published again with other content keeps the promise on the day it
// was seen, not on the day it claims.
func TestSilentRepublication(t *testing.T) {
	onEach(t, func(b *bench) {
		ctx := b.t.Context()
		b.sampleRelease(1, "2026-05-04")
		agent := b.agent()
		wanted := rome.Change{Kind: rome.AppellationRename, OGR: "11573", Label: "Boulanger / Boulangère de tradition"}
		c := b.file(filing(wanted))
		b.must(b.Decide(ctx, agent, c.ID, c.Version, []tickets.Choice{{Proposal: 1, Outcome: tickets.Accept}}, tickets.LetterText{Subject: "s", Text: "t"}))
		b.on("2026-07-01")
		b.sampleRelease(2, "2026-06-15")
		b.on("2026-07-20")
		files := overlay(b.t, sample.Second("2026-06-15"), "unix_referentiel_appellation_v492_utf8.csv",
			`"11573","Boulanger / Boulangère"`, `"11573","Boulanger / Boulangère de tradition"`)
		files = overlay(b.t, files, "unix_referentiel_code_rome_v492_utf8.csv",
			`"Boulanger / Boulangère"`, `"Boulanger / Boulangère de tradition"`)
		archive, err := sample.Zip(files)
		b.must(err)
		r, err := rome.ReadBytes(archive)
		b.must(err)
		stored, known, err := b.Import(ctx, tickets.Machine, r, archive)
		b.must(err)
		if known || !stored.Republished || !stored.Current {
			b.t.Fatalf("stored as %+v", stored)
		}
		b.must(b.CheckAwaiting(ctx))
		p := b.read(c.Reference).Proposals[0]
		if p.State != tickets.Integrated || p.Clock.StoppedOn.String() != "2026-07-20" {
			b.t.Errorf("%s on %s, want integrated on 2026-07-20", p.State, p.Clock.StoppedOn)
		}
		b.faultless()
	})
}

// What was published before it was asked, but imported after, is kept on the
// day it was seen.
func TestPublishedBeforeItWasAsked(t *testing.T) {
	onEach(t, func(b *bench) {
		ctx := b.t.Context()
		b.sampleRelease(1, "2026-01-05")
		agent := b.agent()
		c := b.file(filing(firstOf(b.t, rome.AppellationCreate)))
		b.must(b.Decide(ctx, agent, c.ID, c.Version, []tickets.Choice{{Proposal: 1, Outcome: tickets.Accept}}, tickets.LetterText{Subject: "s", Text: "t"}))
		b.on("2026-06-03")
		b.sampleRelease(2, "2026-05-04")
		p := b.read(c.Reference).Proposals[0]
		if p.State != tickets.Integrated || p.Clock.StoppedOn.String() != "2026-06-03" {
			b.t.Errorf("%s on %s, want integrated on 2026-06-03", p.State, p.Clock.StoppedOn)
		}
		b.faultless()
	})
}

// A running process sees what another one imported.
func TestAnotherProcessImports(t *testing.T) {
	onEach(t, func(b *bench) {
		running := b.store()
		if running.Release() != nil {
			b.t.Fatal("a release before any import")
		}
		ctx, stop := context.WithCancel(b.t.Context())
		done := make(chan struct{})
		go func() { running.Watch(ctx); close(done) }()
		want := b.sampleRelease(1, "2026-05-04")
		deadline := time.After(15 * time.Second)
		for running.Current() == nil || running.Current().SHA256 != want.SHA256 {
			select {
			case <-deadline:
				b.t.Fatal("the running process never saw the release")
			case <-time.After(50 * time.Millisecond):
			}
		}
		stop()
		<-done
	})
}

// A change that was declined or never decided, and is fulfilled all the same,
// is recorded as that; one that a later release undoes is regressed.
func TestFulfilledAndRegressed(t *testing.T) {
	onEach(t, func(b *bench) {
		ctx := b.t.Context()
		b.sampleRelease(1, "2026-05-04")
		agent := b.agent()
		change := firstOf(b.t, rome.AppellationCreate)
		pending, declined, accepted := b.file(filing(change)), b.file(filing(change)), b.file(filing(change))
		b.must(b.Decide(ctx, agent, declined.ID, declined.Version,
			[]tickets.Choice{{Proposal: 1, Outcome: tickets.Decline, Reason: tickets.TooFewJobs}}, tickets.LetterText{Subject: "s", Text: "t"}))
		b.must(b.Decide(ctx, agent, accepted.ID, accepted.Version,
			[]tickets.Choice{{Proposal: 1, Outcome: tickets.Accept}}, tickets.LetterText{Subject: "s", Text: "t"}))
		b.on("2026-06-20")
		b.sampleRelease(2, "2026-06-15")
		for _, c := range []*tickets.Case{pending, declined} {
			if p := b.read(c.Reference).Proposals[0]; p.Fulfilled == nil || p.Integrated != nil {
				b.t.Errorf("%s: fulfilled %v, integrated %v", p.State, p.Fulfilled, p.Integrated)
			}
		}
		b.on("2026-09-20")
		b.sampleRelease(1, "2026-09-15") // without it again
		p := b.read(accepted.Reference).Proposals[0]
		if p.State != tickets.Regressed || p.Clock.StoppedOn.String() != "2026-06-15" {
			b.t.Errorf("%s, stopped on %s: stopping is final", p.State, p.Clock.StoppedOn)
		}
		b.faultless()
	})
}
