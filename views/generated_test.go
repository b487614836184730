package views

import (
	"bytes"
	"go/format"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/a-h/templ"
	"github.com/a-h/templ/generator"
	templparser "github.com/a-h/templ/parser/v2"
)

// The generated files are committed, so that the program builds with Go alone.
// None may be stale, and none may be left of a component that is gone.
func TestGeneratedFilesAreCurrent(t *testing.T) {
	sources, err := filepath.Glob("*.templ")
	if err != nil || len(sources) == 0 {
		t.Fatalf("%d components, %v", len(sources), err)
	}
	known := make(map[string]bool)
	for _, name := range sources {
		target := strings.TrimSuffix(name, ".templ") + "_templ.go"
		known[target] = true
		parsed, err := templparser.Parse(name)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		var b bytes.Buffer
		_, err = generator.Generate(parsed, &b, generator.WithVersion(templ.Version()), generator.WithFileName("views/"+name))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		want, err := format.Source(b.Bytes())
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		have, err := os.ReadFile(target)
		if err != nil || !bytes.Equal(have, want) {
			t.Errorf("%s is stale: run make generate", target)
		}
	}
	generated, err := filepath.Glob("*_templ.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range generated {
		if !known[name] {
			t.Errorf("%s has no component any more", name)
		}
	}
}
