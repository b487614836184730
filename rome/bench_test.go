package rome_test

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"os"
	"runtime"
	"slices"
	"testing"
	"time"

	"vigie/rome"
)

// BenchmarkRead is to be compared with BenchmarkUnzipAndCSV in the same run:
// at most 2.5 times as long.
func BenchmarkRead(b *testing.B) {
	data := archiveBytes(b, "460")
	for b.Loop() {
		if _, err := rome.ReadBytes(data); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkUnzipAndCSV only unzips the same archive and runs encoding/csv over
// every CSV in it.
func BenchmarkUnzipAndCSV(b *testing.B) {
	data := archiveBytes(b, "460")
	for b.Loop() {
		z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			b.Fatal(err)
		}
		for _, f := range z.File {
			r, err := f.Open()
			if err != nil {
				b.Fatal(err)
			}
			if f.Name == "version.txt" {
				_, _ = io.Copy(io.Discard, r)
				continue
			}
			records := csv.NewReader(r)
			records.FieldsPerRecord = -1
			records.LazyQuotes = true
			for {
				if _, err := records.Read(); errors.Is(err, io.EOF) {
					break
				} else if err != nil {
					b.Fatal(f.Name, err)
				}
			}
		}
	}
}

// BenchmarkHeap reports the live heap of one loaded release with its index:
// at most 80 MB.
func BenchmarkHeap(b *testing.B) {
	data := archiveBytes(b, "460")
	var before, after runtime.MemStats
	for b.Loop() {
		runtime.GC()
		runtime.ReadMemStats(&before)
		r, err := rome.ReadBytes(data)
		if err != nil {
			b.Fatal(err)
		}
		runtime.GC()
		runtime.ReadMemStats(&after)
		runtime.KeepAlive(r)
	}
	b.ReportMetric(float64(int64(after.HeapAlloc)-int64(before.HeapAlloc))/1e6, "live-MB")
}

// BenchmarkSearch asks what people type: whole labels, their beginnings, words
// in another order, slips.
func BenchmarkSearch(b *testing.B) {
	r := realRelease(b, "460")
	queries := searchQueries(r)
	run := func(name string, search func(q string)) {
		b.Run(name, func(b *testing.B) {
			var took []time.Duration
			for i := 0; b.Loop(); i++ {
				start := b.Elapsed()
				search(queries[i%len(queries)])
				took = append(took, b.Elapsed()-start)
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)/2].Nanoseconds())/1e3, "median-µs")
			b.ReportMetric(float64(took[len(took)*99/100].Nanoseconds())/1e3, "p99-µs")
		})
	}
	run("all", func(q string) { r.Search(q, 20) })
	run("occupations", func(q string) { r.SearchOccupations(q, 20) })
	run("one kind", func(q string) { r.SearchKind(q, 20, rome.KindSkill) })
}

// searchQueries derives queries from labels spread over the release.
func searchQueries(r *rome.Release) []string {
	var queries []string
	add := func(label string, i int) {
		letters := []rune(label)
		queries = append(queries, label, string(letters[:min(len(letters), 1+i%12)]))
		if n := len(letters); n > 8 {
			at := 2 + i%5
			slip := slices.Delete(slices.Clone(letters), at, at+1)
			queries = append(queries, string(slip), string(slip[:8]))
		}
	}
	for i, a := range r.Appellations() {
		if i%97 == 0 {
			add(a.Label, i/97)
		}
	}
	for i, item := range r.Items() {
		if i%197 == 0 {
			add(item.Label, i/197)
		}
	}
	return append(queries, "développeuse web", "M18", "m1805", "web développeur", "boulnger", "infirmier puériculture",
		"chef", "a", "e", "de", "python", "travail de nuit", "soudure", "conduire un véhicule", "xyzzy", "agent en")
}

// BenchmarkCheck judges 10,000 changes in one iteration: under 100 ms.
func BenchmarkCheck(b *testing.B) {
	r := realRelease(b, "460")
	var changes []rome.Change
	for _, change := range existingFacts(r) {
		changes = append(changes, change)
		if len(changes) == 10_000 {
			break
		}
	}
	b.ReportMetric(float64(len(changes)), "changes")
	for b.Loop() {
		for _, c := range changes {
			r.Check(c)
		}
	}
}

// archiveBytes returns a real export's bytes, or skips.
func archiveBytes(tb testing.TB, number string) []byte {
	tb.Helper()
	data, err := os.ReadFile(realArchive(tb, "RefRomeCsv-v"+number+".zip"))
	if err != nil {
		tb.Fatal(err)
	}
	return data
}

// BenchmarkDiff compares the two real releases: at most half the time of
// BenchmarkRead in the same run.
func BenchmarkDiff(b *testing.B) {
	old, new := realRelease(b, "458"), realRelease(b, "460")
	for b.Loop() {
		rome.Diff(old, new)
	}
}

// BenchmarkApplyAll makes the newer real release of the older one.
func BenchmarkApplyAll(b *testing.B) {
	old, new := realRelease(b, "458"), realRelease(b, "460")
	changes := rome.Diff(old, new)
	for b.Loop() {
		old.Apply(changes)
	}
}

// BenchmarkHeapOfTwo reports the live heap of two loaded releases and their
// diff: at most 200 MB.
func BenchmarkHeapOfTwo(b *testing.B) {
	first, second := archiveBytes(b, "458"), archiveBytes(b, "460")
	var before, after runtime.MemStats
	for b.Loop() {
		runtime.GC()
		runtime.ReadMemStats(&before)
		old, err := rome.ReadBytes(first)
		if err != nil {
			b.Fatal(err)
		}
		new, err := rome.ReadBytes(second)
		if err != nil {
			b.Fatal(err)
		}
		changes := rome.Diff(old, new)
		runtime.GC()
		runtime.ReadMemStats(&after)
		runtime.KeepAlive(old)
		runtime.KeepAlive(new)
		runtime.KeepAlive(changes)
	}
	b.ReportMetric(float64(int64(after.HeapAlloc)-int64(before.HeapAlloc))/1e6, "live-MB")
}
