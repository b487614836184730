package reply_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"vigie/mailbox/reply"
)

var update = flag.Bool("update", false, "write the golden texts anew")

// Our own messages, as French programs write them, beside what is said in each.
func TestFrench(t *testing.T) {
	files, err := filepath.Glob("testdata/french/*.txt")
	if err != nil || len(files) < 40 {
		t.Fatalf("%d messages in testdata/french: %v", len(files), err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(file, ".txt")
		t.Run(filepath.Base(name), func(t *testing.T) {
			said := reply.Said(read(t, file)) + "\n"
			if *update {
				if err := os.WriteFile(name+".said", []byte(said), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want := read(t, name+".said")
			if diff := cmp.Diff(want, said); diff != "" {
				t.Errorf("what is said (-want +got):\n%s", diff)
			}
		})
	}
}
