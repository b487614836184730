package reply_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"vigie/mailbox/reply"
)

// How fast the French set is read, a long letter above a long quotation, and ten
// megabytes of each hostile text.
func BenchmarkSpans(b *testing.B) {
	files, err := filepath.Glob("testdata/french/*.txt")
	if err != nil || len(files) == 0 {
		b.Fatal(err)
	}
	var texts []string
	size := 0
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			b.Fatal(err)
		}
		texts = append(texts, string(raw))
		size += len(raw)
	}
	b.Run("french", func(b *testing.B) {
		b.SetBytes(int64(size))
		b.ReportAllocs()
		for b.Loop() {
			for _, text := range texts {
				reply.Spans(text)
			}
		}
	})
	prose := "Nous constatons depuis deux ans que les employeurs de la branche ne retrouvent\nplus leurs offres sous les intitulés de la fiche, dont trois n'ont plus cours.\n\n"
	letter := strings.Repeat(prose, 100) + "Le 3 mars 2026 à 10:12, X <x@example.org> a écrit :\n" + strings.Repeat("> "+prose[:70]+"\n", 200)
	b.Run("letter", func(b *testing.B) {
		b.SetBytes(int64(len(letter)))
		b.ReportAllocs()
		for b.Loop() {
			reply.Spans(letter)
		}
	})
	for name, text := range hostile(10 << 20) {
		b.Run("hostile/"+strings.ReplaceAll(name, " ", "_"), func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				reply.Spans(text)
			}
		})
	}
}
