package wish_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"sync"
	"testing"
	"unicode/utf8"

	"vigie/mailbox/wish"
	"vigie/rome"
)

// check holds what was found in a text against what must be true of anything.
func check(t *testing.T, r *rome.Release, f wish.Found) {
	t.Helper()
	code := regexp.MustCompile(`^[A-N]\d{4}$`)
	codes := make(map[string]bool)
	for _, c := range f.Codes {
		o, current := r.Occupation(c.Code)
		if codes[c.Code] || !code.MatchString(c.Code) || current != c.Current || current && o.Label != c.Label {
			t.Errorf("code %+v", c)
		}
		codes[c.Code] = true
	}
	named := make(map[string]bool)
	for n, list := range [][]wish.Named{f.Appellations, f.Items} {
		for _, e := range list {
			got, ok := r.Entity(e.OGR)
			if !ok || named[e.OGR] || got.Kind != e.Kind || got.Label != e.Label || got.Code != e.Code || (e.Kind == rome.KindAppellation) != (n == 0) {
				t.Errorf("named %+v", e)
			}
			named[e.OGR] = true
		}
	}
	wishes := make(map[string]bool)
	for _, c := range f.Changes {
		if err := c.Validate(); err != nil {
			t.Errorf("%+v: %v", c, err)
		}
		if wishes[c.WishKey()] || !reflect.DeepEqual(c.Base, r.BaseOf(c)) || !utf8.ValidString(c.Label+c.Text+c.Short+c.Item.Label) {
			t.Errorf("change %+v", c)
		}
		if info, _ := c.Kind.Info(); info.Observed || c.Kind == rome.Other {
			t.Errorf("change %+v", c)
		}
		wishes[c.WishKey()] = true
	}
	if len(f.Codes) > wish.MaxCodes || len(f.Appellations) > wish.MaxNamed || len(f.Items) > wish.MaxNamed || len(f.Changes) > wish.MaxChanges {
		t.Error("over a bound")
	}
}

func FuzzRead(f *testing.F) {
	for _, set := range append([]string{"phrases.txt"}, sets...) {
		for _, m := range messages(f, set) {
			f.Add(m.subject, m.text)
		}
	}
	for _, piece := range hostile {
		f.Add(piece, piece+piece+piece)
	}
	for _, line := range codeLines {
		f.Add("", line.text)
	}
	corpusSeeds(f)
	r, reader := sampleRelease(), sampleReader()
	f.Fuzz(func(t *testing.T, subject, text string) {
		found := reader.Read(subject, text)
		check(t, r, found)
		if again := reader.Read(subject, text); !reflect.DeepEqual(found, again) {
			t.Error("the same text gives something else the second time")
		}
		for _, ref := range wish.References(text) {
			if !regexp.MustCompile(`^ROME-\d{4}-\d{5,9}$`).MatchString(ref) {
				t.Errorf("reference %q", ref)
			}
		}
	})
}

// corpusSeeds adds a few dozen real messages, where they are.
func corpusSeeds(f *testing.F) {
	dir := os.Getenv("VIGIE_SHARED")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "shared")
	}
	n := 0
	_ = filepath.WalkDir(filepath.Join(dir, "mail", "corpora"), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return nil //nolint:nilerr // no corpora, no seeds
		}
		if n++; n%23 == 0 {
			if raw, err := os.ReadFile(path); err == nil && len(raw) < 8000 {
				f.Add("", string(raw))
			}
		}
		return nil
	})
}

// TestCorpora: real mail that is not about the ROME names no code and asks for
// no change.
func TestCorpora(t *testing.T) {
	dir := os.Getenv("VIGIE_SHARED")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "shared")
	}
	dir = filepath.Join(dir, "mail", "corpora")
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("no corpora: %v (set VIGIE_SHARED)", err)
	}
	r, reader := realRelease(t, "460"), realReader()(t)
	n, names := 0, 0
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		raw, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		n++
		found := reader.Read("", string(raw))
		check(t, r, found)
		names += len(found.Appellations) + len(found.Items)
		if len(found.Codes) > 0 || len(found.Changes) > 0 {
			t.Errorf("%s: %v, %v", path, found.Codes, found.Changes)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d files, %d labels named", n, names)
	if n < 500 || names > n/100 {
		t.Errorf("%d files, %d labels named", n, names)
	}
}

// TestTogether reads from many goroutines.
func TestTogether(t *testing.T) {
	reader := sampleReader()
	list := messages(t, sets[0])
	want := make([]wish.Found, len(list))
	for i, m := range list {
		want[i] = reader.Read(m.subject, m.text)
	}
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for i, m := range list {
				if !reflect.DeepEqual(reader.Read(m.subject, m.text), want[i]) {
					t.Errorf("%s: not the same", m.name)
				}
			}
		})
	}
	wg.Wait()
}

func TestEmpty(t *testing.T) {
	f := sampleReader().Read("", "")
	if f.Codes == nil || f.Appellations == nil || f.Items == nil || f.Changes == nil {
		t.Errorf("null in JSON: %+v", f)
	}
}
