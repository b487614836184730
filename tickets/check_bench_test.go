package tickets_test

import (
	"fmt"
	"log/slog"
	"testing"
	"time"

	"vigie/migrations"
	"vigie/migrations/dbtest"
	"vigie/rome"
	"vigie/rome/sample"
	"vigie/tickets"
)

// benchStore is a store on SQLite with the first sample release.
func benchStore(b *testing.B) *tickets.Store {
	b.Helper()
	db := dbtest.SQLite(b)
	s := storeOver(b, db)
	err := s.EnsurePolicy(b.Context(), tickets.DefaultPolicy(tickets.Date{Year: 2026, Month: 1, Day: 1}))
	if err != nil {
		b.Fatal(err)
	}
	importSample(b, s, 1, "2026-05-04")
	if _, err := s.LoadCurrent(b.Context()); err != nil {
		b.Fatal(err)
	}
	return s
}

func storeOver(b *testing.B, db *migrations.DB) *tickets.Store {
	b.Helper()
	keys, err := tickets.NewKeys(secret)
	if err != nil {
		b.Fatal(err)
	}
	now := time.Date(2026, 6, 1, 8, 0, 0, 0, time.UTC)
	s, err := tickets.NewStore(tickets.Config{
		Engine: tickets.Engine(db.Engine), Write: db.Write, Read: db.Read, Keys: keys,
		Now: func() time.Time { return now }, Log: slog.New(slog.DiscardHandler), MailDomain: "vigie.example",
		Letters: func(m tickets.LetterModel) tickets.LetterText {
			return tickets.LetterText{Subject: m.Ticket.Reference, Text: string(m.Purpose)}
		},
	})
	if err != nil {
		b.Fatal(err)
	}
	return s
}

func importSample(b *testing.B, s *tickets.Store, n int, day string) {
	b.Helper()
	files := sample.First(day)
	if n == 2 {
		files = sample.Second(day)
	}
	archive, err := sample.Zip(files)
	if err != nil {
		b.Fatal(err)
	}
	r, err := rome.ReadBytes(archive)
	if err == nil {
		_, _, err = s.Import(b.Context(), tickets.Machine, r, archive)
	}
	if err != nil {
		b.Fatal(err)
	}
}

// fill files so many requests of one change each.
func fill(b *testing.B, s *tickets.Store, n int, wish func(int) rome.Change) {
	b.Helper()
	for i := range n {
		f := filing(wish(i))
		f.Email = fmt.Sprintf("author%d@example.org", i)
		if _, err := s.File(b.Context(), visitor, f); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkCheckAwaiting is a new release over so many open requests: a mixture
// of what it leaves alone, fulfils, moves and takes away.
func BenchmarkCheckAwaiting(b *testing.B) {
	for _, n := range []int{1_000, 10_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			s := benchStore(b)
			codes := sampleCodes(b)
			fill(b, s, n, func(i int) rome.Change {
				switch i % 20 {
				case 0:
					return rename("19372", fmt.Sprint("Appellation ", i))
				case 1:
					return rename("20168", fmt.Sprint("Appellation ", i))
				case 2:
					return sample.Changes[0]
				}
				return rome.Change{Kind: rome.AppellationCreate, Code: codes[i%len(codes)], Label: fmt.Sprint("Appellation ", i)}
			})
			release, day := 2, tickets.Date{Year: 2026, Month: 5, Day: 5}
			for b.Loop() {
				b.StopTimer()
				importSample(b, s, release, day.String())
				release, day = 3-release, day.AddDays(1)
				b.StartTimer()
				if err := s.CheckAwaiting(b.Context()); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(b.Elapsed().Seconds()*1e6/float64(b.N)/float64(n), "µs/ticket")
			b.ReportMetric(b.Elapsed().Seconds()/float64(b.N), "s/import")
		})
	}
}
