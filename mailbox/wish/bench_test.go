package wish_test

import (
	"runtime"
	"strings"
	"testing"

	"vigie/mailbox/wish"
)

// BenchmarkRead reads the messages of the evaluation, one an iteration.
func BenchmarkRead(b *testing.B) {
	r := realReader()(b)
	var list []message
	size := 0
	for _, set := range sets {
		list = append(list, messages(b, set)...)
	}
	for _, m := range list {
		size += len(m.subject) + len(m.text)
	}
	b.SetBytes(int64(size / len(list)))
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		m := list[i%len(list)]
		r.Read(m.subject, m.text)
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "messages/s")
}

// BenchmarkReadLong reads one message of about a megabyte: all those of the
// evaluation, again and again.
func BenchmarkReadLong(b *testing.B) {
	r := realReader()(b)
	text := longText(b)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		r.Read("demande", text)
	}
}

func longText(tb testing.TB) string {
	var all strings.Builder
	for all.Len() < wish.MaxText {
		for _, set := range sets {
			for _, m := range messages(tb, set) {
				all.WriteString(m.text + "\n\n")
			}
		}
	}
	return all.String()[:wish.MaxText]
}

// BenchmarkNewReader builds the Reader of a real release and reports what it
// keeps on the heap, the release not counted.
func BenchmarkNewReader(b *testing.B) {
	release := realRelease(b, "460")
	var before, after runtime.MemStats
	for range 3 { // pools and finalizers need more than one
		runtime.GC()
	}
	runtime.ReadMemStats(&before)
	var r *wish.Reader
	for b.Loop() {
		r = wish.NewReader(release)
	}
	for range 3 {
		runtime.GC()
	}
	runtime.ReadMemStats(&after)
	b.ReportMetric(float64(int64(after.HeapAlloc)-int64(before.HeapAlloc))/1e6, "live-MB")
	runtime.KeepAlive(r)
}

// BenchmarkNewReaderHistory has an older release to learn from.
func BenchmarkNewReaderHistory(b *testing.B) {
	release, old := realRelease(b, "460"), realRelease(b, "458")
	for b.Loop() {
		wish.NewReader(release, old)
	}
}
