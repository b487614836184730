package tickets_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"vigie/rome"
	"vigie/tickets"
)

// table imports a table of CSV records and checks what waits for it.
func (b *bench) table(name string, as rome.CrosswalkOptions, records ...string) (*tickets.StoredCrosswalk, bool) {
	b.t.Helper()
	as.Table = name
	data := []byte(strings.Join(records, "\n") + "\n")
	c, err := rome.ReadCrosswalk(name+".csv", data, as)
	b.must(err)
	stored, known, err := b.ImportCrosswalk(b.t.Context(), tickets.Machine, c, data, as)
	b.must(err)
	b.must(b.CheckAwaiting(b.t.Context()))
	return stored, known
}

func TestImportCrosswalk(t *testing.T) {
	onEach(t, func(b *bench) {
		ctx := b.t.Context()
		none := rome.CrosswalkOptions{}
		first, known := b.table("isco08", none, "Code ROME,ISCO08", "M1805,2512", "A9999,1", "A9998,2", "x,3")
		if known || first.Against != "" || len(first.Unknown) != 0 || !first.Current || first.CrosswalkCounts != (tickets.CrosswalkCounts{Rows: 3, Pairs: 3, Codes: 3, Oddities: 1}) {
			b.t.Errorf("before any release: %+v", first)
		}
		release := b.sampleRelease(1, "2026-05-04")
		b.on("2026-06-02")
		if again, known := b.table("isco08", none, "Code ROME,ISCO08", "M1805,2512", "A9999,1", "A9998,2", "x,3"); !known || again.ID != first.ID || !again.ImportedAt.Equal(first.ImportedAt) ||
			strings.Join(again.Unknown, " ") != "A9998 A9999" || again.Against != release.Number {
			b.t.Errorf("the same again: %v %+v", known, again)
		}
		if other, known := b.table("isco08", rome.CrosswalkOptions{KeyColumn: "1", CodeColumn: "1"}, "M1805,x"); known || !other.Current {
			b.t.Errorf("another file: %+v", other)
		}
		if other, known := b.table("isco08", rome.CrosswalkOptions{KeyColumn: "2", CodeColumn: "1"}, "Code ROME,ISCO08", "M1805,2512", "A9999,1", "A9998,2", "x,3"); known || !other.Current {
			b.t.Errorf("the same file, read otherwise: %v %+v", known, other)
		}
		naf, _ := b.table("naf", none, "rome,naf", "M1805,62.01Z")
		list, err := b.Crosswalks(ctx)
		b.must(err)
		var told []string
		for _, c := range list {
			told = append(told, c.Table)
			if c.Current {
				told = append(told, "current")
			}
		}
		if have := strings.Join(told, " "); have != "isco08 current isco08 isco08 naf current" || list[3].ID != naf.ID || list[2].ID != first.ID {
			b.t.Errorf("listed as %s", have)
		}
		// What is read from the database has them beside it, as the current one has.
		for _, name := range []string{"current", release.SHA256[:8]} {
			r, err := b.ReadRelease(ctx, name)
			b.must(err)
			if res := r.Check(rome.Change{Kind: rome.CrosswalkAdd, Code: "M1805", Table: "naf", Key: "62.01Z"}); res.Verdict != rome.Holds {
				b.t.Errorf("%s: %+v", name, res)
			}
		}
		b.faultless()

		data := []byte("rome,fap\nM1805,M2Z\n")
		c, err := rome.ReadCrosswalk("fap.csv", data, rome.CrosswalkOptions{Table: "fap"})
		b.must(err)
		if _, _, err := b.ImportCrosswalk(ctx, b.agent(), c, data, none); !errors.Is(err, tickets.ErrForbidden) {
			b.t.Errorf("by an agent: %v", err)
		}
		if _, _, err := b.ImportCrosswalk(ctx, tickets.Machine, c, data[1:], none); err == nil {
			b.t.Error("other bytes were stored")
		}
	})
}

// A large file is stored in parts.
func TestCrosswalkInParts(t *testing.T) {
	onEach(t, func(b *bench) {
		b.sampleRelease(1, "2026-05-04")
		records := []string{"rome,k"}
		for range 30_000 {
			records = append(records, "M1805,"+strings.Repeat("x", 40))
		}
		b.table("k", rome.CrosswalkOptions{}, records...)
		if b.store().Release() != nil {
			b.t.Fatal("a new store has a release before it is loaded")
		}
		other := b.store()
		_, err := other.LoadCurrent(b.t.Context())
		b.must(err)
		if c, ok := other.Release().Crosswalk("k"); !ok || len(c.Rows()) != 30_000 {
			b.t.Errorf("%v", ok)
		}
		b.faultless()
	})
}

// A running process sees the tables that another one imports, beside the release
// and before any.
func TestAnotherProcessImportsACrosswalk(t *testing.T) {
	onEach(t, func(b *bench) {
		running := b.store()
		b.table("naf", rome.CrosswalkOptions{}, "rome,naf", "M1805,1")
		if changed, err := running.LoadCurrent(b.t.Context()); changed || err != nil {
			b.t.Fatalf("without a release: %v, %v", changed, err)
		}
		b.sampleRelease(1, "2026-05-04")
		holds := func(table, key string) bool {
			r := running.Release()
			return r != nil && r.Check(rome.Change{Kind: rome.CrosswalkAdd, Code: "M1805", Table: table, Key: key}).Verdict == rome.Holds
		}
		ctx, stop := context.WithCancel(b.t.Context())
		done := make(chan struct{})
		go func() { running.Watch(ctx); close(done) }()
		wait := func(table, key string) {
			b.t.Helper()
			deadline := time.After(15 * time.Second)
			for !holds(table, key) {
				select {
				case <-deadline:
					b.t.Fatalf("the running process never saw %s %s", table, key)
				case <-time.After(50 * time.Millisecond):
				}
			}
		}
		wait("naf", "1")
		before := running.Release()
		b.table("fap", rome.CrosswalkOptions{}, "rome,fap", "M1805,F")
		wait("fap", "F")
		b.table("naf", rome.CrosswalkOptions{}, "rome,naf", "M1805,2")
		wait("naf", "2")
		if holds("naf", "1") || !holds("fap", "F") {
			b.t.Error("the older table is still in use, or the other one is not any more")
		}
		if len(before.Crosswalks()) != 1 || len(before.Search("boulanger", 3)) == 0 {
			b.t.Error("a release in use has changed")
		}
		stop()
		<-done
		if changed, err := running.LoadCurrent(b.t.Context()); changed || err != nil {
			b.t.Errorf("nothing has changed since: %v, %v", changed, err)
		}
	})
}

// What waits for a correspondence is checked again when a table is imported: it
// is integrated on the day of the import, its author is told, and a later table
// without it undoes it.
func TestAwaitingCrosswalk(t *testing.T) {
	onEach(t, func(b *bench) {
		ctx := b.t.Context()
		b.sampleRelease(1, "2026-05-04")
		agent := b.agent()
		add := rome.Change{Kind: rome.CrosswalkAdd, Code: "M1805", Table: "isco08", Key: "2513"}
		wanted, other, pending := b.file(filing(add)), b.file(filing(firstOf(b.t, rome.AppellationCreate), add)), b.file(filing(add))
		accept := func(c *tickets.Case, n ...int) {
			b.t.Helper()
			var list []tickets.Choice
			for _, i := range n {
				list = append(list, tickets.Choice{Proposal: i, Outcome: tickets.Accept})
			}
			b.must(b.Decide(ctx, agent, c.ID, c.Version, list, tickets.LetterText{Subject: "s", Text: "t"}))
		}
		accept(wanted, 1)
		accept(other, 1, 2)
		b.send()

		b.on("2026-06-10")
		stored, _ := b.table("isco08", rome.CrosswalkOptions{}, "Code ROME,ISCO08", "M1805,2512")
		p := b.read(wanted.Reference).Proposals[0]
		if p.State != tickets.Awaiting || p.Verdict != rome.Unmet || p.CheckedOn.Table.Import != stored.ID || p.Evidence[0].Row != "M1805,2512" {
			b.t.Errorf("the table does not have it: %+v", p)
		}
		events := len(b.read(wanted.Reference).Events)
		b.must(b.CheckAwaiting(ctx)) // nothing new
		_, err := b.db.Write.ExecContext(ctx, `UPDATE crosswalks SET checked_at = NULL`)
		b.must(err)
		b.must(b.CheckAwaiting(ctx)) // it was interrupted at the very end
		if n := len(b.read(wanted.Reference).Events); n != events {
			b.t.Errorf("%d events were written for nothing", n-events)
		}

		b.on("2026-06-20")
		b.table("naf", rome.CrosswalkOptions{}, "rome,naf", "M1805,62.01Z") // says nothing of it
		b.table("isco08", rome.CrosswalkOptions{}, "Code ROME,ISCO08", "M1805,2512", "M1805,2513")
		c := b.read(wanted.Reference)
		p = c.Proposals[0]
		if p.State != tickets.Integrated || p.Clock.StoppedOn.String() != "2026-06-20" || c.State != tickets.Ended || p.Integrated.Table.Name != "isco08" ||
			p.Evidence[0].File != "isco08.csv" || p.Evidence[0].Line != 3 || p.Evidence[0].Row != "M1805,2513" {
			b.t.Errorf("%s on %s by %+v, ticket %s", p.State, p.Clock.StoppedOn, p.Integrated, c.State)
		}
		q := b.read(other.Reference)
		if q.Proposals[1].State != tickets.Integrated || q.Proposals[0].State != tickets.Awaiting || q.State == tickets.Ended {
			b.t.Errorf("of two changes: %s, %s, ticket %s", q.Proposals[0].State, q.Proposals[1].State, q.State)
		}
		if r := b.read(pending.Reference).Proposals[0]; r.Fulfilled == nil || r.State != tickets.Pending {
			b.t.Errorf("what nobody accepted: %s, fulfilled %v", r.State, r.Fulfilled)
		}
		if letters := b.send(); len(letters) != 2 {
			b.t.Errorf("%d letters", len(letters))
		}
		if list, err := b.IntegratedBy(ctx, b.Current().SHA256); err != nil || len(list) != 2 {
			b.t.Errorf("%d integrated, %v", len(list), err)
		}

		b.on("2026-07-20")
		b.sampleRelease(2, "2026-07-15") // the same table beside it
		if p := b.read(wanted.Reference).Proposals[0]; p.State != tickets.Integrated || p.Clock.StoppedOn.String() != "2026-06-20" {
			b.t.Errorf("after the next release: %s on %s", p.State, p.Clock.StoppedOn)
		}
		b.on("2026-08-01")
		b.table("isco08", rome.CrosswalkOptions{}, "Code ROME,ISCO08", "M1805,2512", "D1102,7512")
		if p := b.read(wanted.Reference).Proposals[0]; p.State != tickets.Regressed || p.Clock.StoppedOn.String() != "2026-06-20" || p.CheckedOn.Table.ImportedOn.String() != "2026-08-01" {
			b.t.Errorf("after a table without it: %s on %s, by %+v", p.State, p.Clock.StoppedOn, p.CheckedOn)
		}
		b.faultless()
	})
}

// A file that cannot be read any more is told of, and undoes nothing: neither the
// release nor what was found by it.
func TestDamagedCrosswalk(t *testing.T) {
	onEach(t, func(b *bench) {
		ctx := b.t.Context()
		b.sampleRelease(1, "2026-05-04")
		add := rome.Change{Kind: rome.CrosswalkAdd, Code: "M1805", Table: "isco08", Key: "2513"}
		c := b.file(filing(add))
		b.must(b.Decide(ctx, b.agent(), c.ID, c.Version, []tickets.Choice{{Proposal: 1, Outcome: tickets.Accept}}, tickets.LetterText{Subject: "s", Text: "t"}))
		b.table("isco08", rome.CrosswalkOptions{}, "Code ROME,ISCO08", "M1805,2513")
		b.table("naf", rome.CrosswalkOptions{}, "rome,naf", "M1805,62.01Z")
		b.faultless()
		b.tamper(`UPDATE crosswalks SET counts = REPLACE(counts, '"rows":1', '"rows":2') WHERE name = 'naf'`)
		b.blames("the row of the table naf")
		b.tamper(`UPDATE crosswalks SET counts = REPLACE(counts, '"rows":2', '"rows":1') WHERE name = 'naf'`,
			`DELETE FROM crosswalk_chunks WHERE crosswalk_id = (SELECT id FROM crosswalks WHERE name = 'isco08')`)
		b.blames("the file of the table isco08")

		other := b.store()
		_, err := other.LoadCurrent(ctx)
		b.must(err)
		if res := other.Release().Check(add); res.Verdict != rome.Unverifiable {
			b.t.Errorf("a table whose file is gone says %s", res.Verdict)
		}
		if _, ok := other.Release().Crosswalk("naf"); !ok {
			b.t.Error("the other table is not there")
		}
		b.Store = other
		b.on("2026-07-20")
		b.sampleRelease(2, "2026-07-15")
		if p := b.read(c.Reference).Proposals[0]; p.State != tickets.Integrated {
			b.t.Errorf("what cannot be said has made it %s", p.State)
		}
	})
}
