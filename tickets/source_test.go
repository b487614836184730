package tickets_test

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"sync"
	"testing"
	"time"

	"vigie/rome"
	"vigie/rome/sample"
	"vigie/tickets"
)

// place plays where releases are published: it answers what it is told to.
type place struct {
	mu    sync.Mutex
	asked int
	next  func() tickets.SourceSeen
}

func (p *place) ask(context.Context) tickets.SourceSeen {
	p.mu.Lock()
	p.asked++
	next := p.next
	p.mu.Unlock()
	return next()
}

func (p *place) times() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.asked
}

// has makes the place answer an archive.
func (p *place) has(archive []byte) {
	p.answers(tickets.SourceSeen{
		URL: "https://source.example/csv", Status: 200, Archive: archive, SHA256: sha(archive), FirstByte: 20 * time.Millisecond, Took: time.Second,
		Catalogue: tickets.CatalogueSeen{Outcome: tickets.CatalogueRead, URL: "https://source.example/csv", UpdatedAt: time.Date(2026, 5, 4, 7, 0, 0, 0, time.UTC)},
	})
}

func (p *place) answers(seen tickets.SourceSeen) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.next = func() tickets.SourceSeen { return seen }
}

func sha(raw []byte) string {
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:])
}

func zipOf(t *testing.T, files fs.FS) []byte {
	t.Helper()
	archive, err := sample.Zip(files)
	if err != nil {
		t.Fatal(err)
	}
	return archive
}

// rezipped is the same files in a zip of other bytes.
func rezipped(t *testing.T, archive []byte) []byte {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(archive), int64(len(archive)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	if err := w.SetComment("packed again"); err != nil {
		t.Fatal(err)
	}
	for _, f := range r.File {
		if err := w.Copy(f); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// following is a bench whose store follows a place.
func following(b *bench, auto bool) *place {
	p := &place{}
	b.source = &tickets.Source{URL: "https://source.example/csv", Ask: p.ask, Auto: auto, Hour: 6}
	b.Store = b.store()
	return p
}

func (b *bench) manager() tickets.Actor {
	b.t.Helper()
	id, err := b.AddAccount(b.t.Context(), tickets.Machine, tickets.Account{Email: "dominique@vigie.example", Name: "Dominique Faure", Role: tickets.Manager, Password: "x"})
	b.must(err)
	return tickets.Actor{Role: tickets.Manager, Account: id}
}

// looks asks now and expects an outcome.
func (b *bench) looks(want string) *tickets.SourceLook {
	b.t.Helper()
	look, err := b.LookNow(b.t.Context(), tickets.Machine)
	b.must(err)
	if look.Outcome != want {
		b.t.Fatalf("the look ended with %q, want %q", look.Outcome, want)
	}
	if look.EndedAt.IsZero() || look.BeganAt.IsZero() || look.Why != tickets.LookCommand {
		b.t.Errorf("%+v", look)
	}
	return look
}

func (b *bench) sourceState() tickets.SourceState {
	b.t.Helper()
	s, err := b.Source(b.t.Context(), tickets.Machine)
	b.must(err)
	return s
}

func (b *bench) sweep() {
	b.t.Helper()
	b.must(b.Sweep(b.t.Context(), b.deliver))
}

func (b *bench) count(query string, args ...any) (n int) {
	b.t.Helper()
	b.must(b.db.Read.QueryRowContext(b.t.Context(), query, args...).Scan(&n))
	return n
}

// What is new waits, is offered once, and is imported by somebody's word from the
// archive that was kept.
func TestANewReleaseWaits(t *testing.T) {
	onEach(t, func(b *bench) {
		ctx := b.t.Context()
		p := following(b, false)
		b.sampleRelease(1, "2026-05-04")
		archive := zipOf(b.t, sample.Second("2026-05-30"))
		p.has(archive)
		look := b.looks(tickets.SourceNew)
		if look.Archive != sha(archive) || look.Content == "" || look.Size != int64(len(archive)) || look.Took != time.Second ||
			look.FirstByte != 20*time.Millisecond || look.Status != 200 || look.Catalogue.Outcome != tickets.CatalogueRead || look.Catalogue.UpdatedAt.Day() != 4 {
			b.t.Errorf("%+v", look)
		}
		find, err := b.SourceFindOf(ctx, look)
		b.must(err)
		release, err := rome.ReadBytes(archive)
		b.must(err)
		want := rome.Summarise(rome.Diff(b.Release(), release))
		if find.State != tickets.FindWaiting || find.Number != "492" || find.PublishedOn.String() != "2026-05-30" || find.Against != "491" ||
			find.Counts != release.Counts() || fmt.Sprint(find.Summary) != fmt.Sprint(want) || len(want) == 0 || find.Republished || find.Size != int64(len(archive)) {
			b.t.Errorf("%+v", find)
		}
		if b.Current().Number != "491" {
			b.t.Error("it was imported all the same")
		}
		b.faultless()

		// Again, and in another zip: it is the same release, and waits once.
		b.looks(tickets.SourceWaiting)
		p.has(rezipped(b.t, archive))
		if again := b.looks(tickets.SourceWaiting); again.Archive == look.Archive || again.Content != look.Content {
			b.t.Errorf("%+v", again)
		}
		if n := len(b.sourceState().Finds); n != 1 {
			b.t.Errorf("%d finds", n)
		}

		agent, manager := b.agent(), b.manager()
		if err := b.AcceptFind(ctx, agent, find.ID); !errors.Is(err, tickets.ErrForbidden) {
			b.t.Errorf("an agent imports: %v", err)
		}
		b.must(b.AcceptFind(ctx, manager, find.ID))
		if err := b.DeclineFind(ctx, manager, find.ID); !errors.Is(err, tickets.ErrTransition) {
			b.t.Errorf("what is being imported is declined: %v", err)
		}
		if s := b.sourceState(); len(s.Finds) != 1 || s.Finds[0].State != tickets.FindAccepted || s.Finds[0].DecidedBy != "Dominique Faure" {
			b.t.Errorf("%+v", s.Finds)
		}
		asked := p.times()
		b.sweep()
		if b.Current().Number != "492" || p.times() != asked {
			b.t.Errorf("current is %s, asked %d times more", b.Current().Number, p.times()-asked)
		}
		stored, err := b.Archive(ctx, release.SHA256)
		b.must(err)
		if !bytes.Equal(stored, archive) {
			b.t.Error("another archive was imported")
		}
		if n := b.count(`SELECT COUNT(*) FROM blobs`); n != 0 {
			b.t.Errorf("%d pieces of the archive are kept twice", n)
		}
		if n := len(b.sourceState().Finds); n != 0 {
			b.t.Errorf("%d finds are shown", n)
		}
		b.looks(tickets.SourceKnown)
		if err := b.AcceptFind(ctx, manager, find.ID); !errors.Is(err, tickets.ErrTransition) {
			b.t.Errorf("imported twice: %v", err)
		}
		if n := b.count(`SELECT COUNT(*) FROM releases`); n != 2 {
			b.t.Errorf("%d releases", n)
		}
		b.faultless()
	})
}

// What was declined is not offered again, and may be taken up again.
func TestADeclinedReleaseIsNotOfferedAgain(t *testing.T) {
	onEach(t, func(b *bench) {
		ctx := b.t.Context()
		p := following(b, false)
		archive := zipOf(b.t, sample.First("2026-05-04"))
		p.has(archive)
		find, err := b.SourceFindOf(ctx, b.looks(tickets.SourceNew))
		b.must(err)
		if find.Against != "" || find.Summary != nil {
			b.t.Errorf("compared with nothing: %+v", find)
		}
		manager := b.manager()
		if err := b.RestoreFind(ctx, manager, find.ID); !errors.Is(err, tickets.ErrTransition) {
			b.t.Errorf("what waits is taken up again: %v", err)
		}
		b.must(b.DeclineFind(ctx, manager, find.ID))
		b.looks(tickets.SourceDeclined)
		p.has(rezipped(b.t, archive))
		b.looks(tickets.SourceDeclined)
		b.sweep()
		s := b.sourceState()
		if b.Current() != nil || len(s.Finds) != 1 || s.Finds[0].State != tickets.FindDeclined || s.Finds[0].DecidedBy != "Dominique Faure" || s.Finds[0].DecidedAt.IsZero() {
			b.t.Errorf("%+v", s.Finds)
		}
		if err := b.AcceptFind(ctx, manager, find.ID); !errors.Is(err, tickets.ErrTransition) {
			b.t.Errorf("imported without being taken up: %v", err)
		}
		b.must(b.RestoreFind(ctx, manager, find.ID))
		b.looks(tickets.SourceWaiting)
		b.must(b.AcceptFind(ctx, manager, find.ID))
		b.sweep()
		if b.Current() == nil || b.Current().SHA256 != find.Content {
			b.t.Error("it was not imported")
		}
		for _, id := range []int64{0, 99} {
			if err := b.AcceptFind(ctx, manager, id); !errors.Is(err, tickets.ErrNotFound) {
				b.t.Errorf("find %d: %v", id, err)
			}
		}
		b.faultless()
	})
}

// With the setting, what is new is imported at once; also what waited before.
func TestImportedAtOnce(t *testing.T) {
	onEach(t, func(b *bench) {
		p := following(b, true)
		b.sampleRelease(1, "2026-05-04")
		p.has(zipOf(b.t, sample.Second("2026-05-30")))
		b.looks(tickets.SourceImported)
		b.must(b.CheckAwaiting(b.t.Context()))
		if b.Current().Number != "492" || len(b.sourceState().Finds) != 0 || b.count(`SELECT COUNT(*) FROM blobs`) != 0 {
			b.t.Errorf("current %s, %+v", b.Current().Number, b.sourceState().Finds)
		}
		b.looks(tickets.SourceKnown)
		b.faultless()

		b.source.Auto = false
		p.has(zipOf(b.t, sample.Second("2026-05-31")))
		b.looks(tickets.SourceNew)
		b.source.Auto = true
		b.looks(tickets.SourceImported)
		b.must(b.CheckAwaiting(b.t.Context()))
		if b.Current().PublishedOn.String() != "2026-05-31" {
			b.t.Errorf("current is of %s", b.Current().PublishedOn)
		}
		// What somebody declined stays declined.
		b.source.Auto = false
		p.has(zipOf(b.t, sample.Second("2026-06-01")))
		find, err := b.SourceFindOf(b.t.Context(), b.looks(tickets.SourceNew))
		b.must(err)
		b.must(b.DeclineFind(b.t.Context(), b.manager(), find.ID))
		b.source.Auto = true
		b.looks(tickets.SourceDeclined)
		b.faultless()
	})
}

// A number published again with other content is a release of its own, and said
// to be that.
func TestARepublicationIsFound(t *testing.T) {
	onEach(t, func(b *bench) {
		p := following(b, false)
		b.sampleRelease(2, "2026-05-30")
		p.has(zipOf(b.t, overlay(b.t, sample.Second("2026-05-30"), "unix_referentiel_savoir_v492_utf8.csv", "Normes", "Normes ")))
		find, err := b.SourceFindOf(b.t.Context(), b.looks(tickets.SourceNew))
		b.must(err)
		if !find.Republished || find.Number != "492" || find.Content == b.Current().SHA256 {
			b.t.Errorf("%+v", find)
		}
		b.on("2026-06-02")
		b.must(b.AcceptFind(b.t.Context(), b.manager(), find.ID))
		b.sweep()
		if c := b.Current(); c.SHA256 != find.Content || !c.Republished {
			b.t.Errorf("current is %+v", c)
		}
	})
}

// What cannot be read is said to be so, keeps nothing, and is forgotten when it
// can be read.
func TestAnUnreadableArchive(t *testing.T) {
	onEach(t, func(b *bench) {
		p := following(b, true)
		broken := zipOf(b.t, overlay(b.t, sample.First("2026-05-04"), "unix_referentiel_appellation_v491_utf8.csv", `"11573"`, `"x"`))
		p.has(broken)
		find, err := b.SourceFindOf(b.t.Context(), b.looks(tickets.SourceUnreadable))
		b.must(err)
		if find.State != tickets.FindUnreadable || find.Fault == nil || find.Fault.Rule != rome.RuleBadValue || find.Fault.Line == 0 || find.Fault.Column == "" || find.Content != "" {
			b.t.Errorf("%+v, %+v", find, find.Fault)
		}
		b.on("2026-06-02")
		again, err := b.SourceFindOf(b.t.Context(), b.looks(tickets.SourceUnreadable))
		b.must(err)
		if again.ID != find.ID || !again.SeenAt.After(find.SeenAt) || again.FoundAt != find.FoundAt {
			b.t.Errorf("%+v", again)
		}
		if s := b.sourceState(); len(s.Finds) != 1 || b.count(`SELECT COUNT(*) FROM blobs`) != 0 {
			b.t.Errorf("%+v", s.Finds)
		}
		if err := b.AcceptFind(b.t.Context(), b.manager(), find.ID); !errors.Is(err, tickets.ErrTransition) {
			b.t.Errorf("it is imported: %v", err)
		}

		// Published next month, it can be read and not believed; once
		// that day is near it can.
		p.has(zipOf(b.t, sample.First("2026-07-15")))
		find, err = b.SourceFindOf(b.t.Context(), b.looks(tickets.SourceUnreadable))
		b.must(err)
		if find.Fault.Rule != tickets.RuleImplausibleDay {
			b.t.Errorf("%+v", find.Fault)
		}
		if s := b.sourceState(); len(s.Finds) != 1 || s.Finds[0].ID != find.ID { // the former is no longer there
			b.t.Errorf("%+v", s.Finds)
		}
		b.on("2026-06-20")
		b.looks(tickets.SourceImported)
		if b.count(`SELECT COUNT(*) FROM source_finds WHERE state = 'unreadable'`) != 1 {
			b.t.Error("what can be read is still said not to be")
		}
		b.faultless()
	})
}

// What is imported by hand while it waits no longer waits.
func TestImportedByHandMeanwhile(t *testing.T) {
	onEach(t, func(b *bench) {
		p := following(b, false)
		archive := zipOf(b.t, sample.First("2026-05-04"))
		p.has(archive)
		find, err := b.SourceFindOf(b.t.Context(), b.looks(tickets.SourceNew))
		b.must(err)
		b.sampleRelease(1, "2026-05-04")
		if len(b.sourceState().Finds) != 0 {
			b.t.Error("it still waits")
		}
		if err := b.AcceptFind(b.t.Context(), b.manager(), find.ID); !errors.Is(err, tickets.ErrTransition) {
			b.t.Errorf("imported twice: %v", err)
		}
		b.sweep()
		if b.count(`SELECT COUNT(*) FROM blobs`) != 0 || b.count(`SELECT COUNT(*) FROM source_finds WHERE state = 'imported'`) != 1 {
			b.t.Error("its archive is kept twice")
		}
		b.faultless()
	})
}

// The archive of a find that is lost or changed shows.
func TestVerifyReadsWhatWasFound(t *testing.T) {
	onEach(t, func(b *bench) {
		p := following(b, false)
		p.has(zipOf(b.t, sample.First("2026-05-04")))
		find, err := b.SourceFindOf(b.t.Context(), b.looks(tickets.SourceNew))
		b.must(err)
		faults := func(want int) {
			b.t.Helper()
			v, err := b.Verify(b.t.Context())
			b.must(err)
			if len(v.Faults) != want {
				b.t.Errorf("%v, want %d faults", v.Faults, want)
			}
		}
		faults(0)
		_, err = b.db.Write.Exec(`UPDATE blobs SET data = $1 WHERE n = 0`, []byte("PK"))
		b.must(err)
		faults(1)
		// Accepted, it is not imported: it waits again, and says why.
		b.must(b.AcceptFind(b.t.Context(), b.manager(), find.ID))
		b.sweep()
		if s := b.sourceState(); b.Current() != nil || len(s.Finds) != 1 || s.Finds[0].State != tickets.FindWaiting || s.Finds[0].Fault == nil {
			b.t.Errorf("%+v", s.Finds)
		}
		_, err = b.db.Write.Exec(`DELETE FROM blobs`)
		b.must(err)
		faults(1)
	})
}

// Somebody may have sent the very archive by mail: neither takes it from the
// other.
func TestTheArchiveCameByMailToo(t *testing.T) {
	onEach(t, func(b *bench) {
		ctx := b.t.Context()
		p := following(b, false)
		archive := zipOf(b.t, sample.First("2026-05-04"))
		p.has(archive)
		folder, err := b.MailFolder(ctx, "contact", "INBOX", tickets.Inbox)
		b.must(err)
		kept, err := b.KeepMail(ctx, &folder, []tickets.RawMail{{UID: 1, ReceivedAt: b.clock(), Basis: tickets.BasisIMAP, Size: int64(len(archive)), Raw: archive}})
		b.must(err)
		placed, err := b.PlaceMail(ctx, []tickets.Placing{{Mail: kept[0], Reading: words("lea@example.org", "La version", "La voici.")}})
		b.must(err)
		find, err := b.SourceFindOf(ctx, b.looks(tickets.SourceNew))
		b.must(err)
		b.faultless()
		id, err := b.ID(ctx, placed[0].Reference)
		b.must(err)
		b.must(b.Erase(ctx, tickets.Actor{Role: tickets.Admin, Account: b.manager().Account}, id))
		b.faultless() // the archive is still there
		b.must(b.AcceptFind(ctx, tickets.Machine, find.ID))
		b.sweep()
		if b.Current() == nil || b.count(`SELECT COUNT(*) FROM blobs`) != 0 {
			b.t.Errorf("imported: %t, and %d pieces are left", b.Current() != nil, b.count(`SELECT COUNT(*) FROM blobs`))
		}

		// And the other way round.
		archive = zipOf(b.t, sample.Second("2026-05-30"))
		p.has(archive)
		_, err = b.KeepMail(ctx, &folder, []tickets.RawMail{{UID: 2, ReceivedAt: b.clock(), Basis: tickets.BasisIMAP, Size: int64(len(archive)), Raw: archive}})
		b.must(err)
		find, err = b.SourceFindOf(ctx, b.looks(tickets.SourceNew))
		b.must(err)
		b.must(b.AcceptFind(ctx, tickets.Machine, find.ID))
		b.sweep()
		if b.Current().Number != "492" {
			b.t.Error("it was not imported")
		}
		b.faultless() // the message is still there
	})
}
