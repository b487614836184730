package safehtml

import (
	"os"
	"testing"
)

func FuzzSanitise(f *testing.F) {
	for _, v := range vectors {
		f.Add(v)
	}
	for _, c := range shapes {
		f.Add(c.in)
	}
	for _, path := range corpusFiles(f) {
		if text, err := os.ReadFile(path); err == nil && len(text) < 20_000 {
			f.Add(string(text))
		}
	}
	f.Fuzz(func(t *testing.T, body string) {
		if len(body) > 64<<10 {
			t.Skip("long enough is tested elsewhere")
		}
		check(t, body)
	})
}
