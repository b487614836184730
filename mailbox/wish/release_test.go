package wish_test

import (
	"os"
	"path/filepath"
	"sync"
	"testing"

	"vigie/mailbox/wish"
	"vigie/rome"
	"vigie/rome/sample"
)

// realRelease reads a real export, once for all tests, or skips.
func realRelease(tb testing.TB, number string) *rome.Release {
	tb.Helper()
	dir := os.Getenv("VIGIE_SHARED")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "shared")
	}
	path := filepath.Join(dir, "rome", "RefRomeCsv-v"+number+".zip")
	if _, err := os.Stat(path); err != nil {
		tb.Skipf("no real export: %v (set VIGIE_SHARED)", err)
	}
	realReleases.Lock()
	defer realReleases.Unlock()
	if r := realReleases.read[number]; r != nil {
		return r
	}
	r, _, err := rome.Open(path)
	if err != nil {
		tb.Fatal(err)
	}
	if realReleases.read == nil {
		realReleases.read = make(map[string]*rome.Release)
	}
	realReleases.read[number] = r
	return r
}

var realReleases struct {
	sync.Mutex
	read map[string]*rome.Release
}

var realReader = sync.OnceValue(func() func(tb testing.TB) *wish.Reader {
	var reader *wish.Reader
	return func(tb testing.TB) *wish.Reader {
		tb.Helper()
		r := realRelease(tb, "460")
		if reader == nil {
			reader = wish.NewReader(r)
		}
		return reader
	}
})

// sampleRelease reads the first sample release.
var sampleRelease = sync.OnceValue(func() *rome.Release {
	r, err := rome.Read(sample.First(""))
	if err != nil {
		panic(err)
	}
	return r
})

var sampleReader = sync.OnceValue(func() *wish.Reader { return wish.NewReader(sampleRelease()) })
