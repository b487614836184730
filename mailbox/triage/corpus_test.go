package triage

import (
	"bufio"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"vigie/mailbox/message"
)

// corpora is the folder of other software's test messages; the test skips where
// it is absent.
func corpora(t testing.TB) string {
	t.Helper()
	shared := os.Getenv("VIGIE_SHARED")
	if shared == "" {
		shared = filepath.Join("..", "..", "..", "shared")
	}
	dir := filepath.Join(shared, "mail", "corpora")
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("no message corpora: %v", err)
	}
	return dir
}

// An expectation is a line of sisimai_expected.tsv: the index-th bounce of a
// file, with the status and the reason that the Sisimai library finds.
type expectation struct {
	file                 string
	status, code, reason string
	hard                 bool
}

// expectations gives them by file, in the order of the file's bounces.
func expectations(t testing.TB, dir string) map[string][]expectation {
	t.Helper()
	f, err := os.Open(filepath.Join(dir, "sisimai_expected.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	out := map[string][]expectation{}
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		c := strings.Split(lines.Text(), "\t")
		if len(c) != 6 || c[0] == "file" {
			continue
		}
		out[c[0]] = append(out[c[0]], expectation{c[0], c[2], c[3], c[4], c[5] == "true"})
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

// TestBouncesOfTheCorpus compares with what Sisimai expects. The statuses that
// Sisimai invents where none is found (x.0.9nn) count as exact where we say
// x.0.0. "Permanent" is its hard bounce. Reports of another kind (complaints,
// absences) have no status: there no bounce must be found.
func TestBouncesOfTheCorpus(t *testing.T) {
	dir := corpora(t)
	type score struct{ right, of int }
	var class, permanent, status, code, reason, recipient, none score
	count := func(s *score, ok bool) bool {
		s.of++
		if ok {
			s.right++
		}
		return ok
	}
	for file, wants := range expectations(t, dir) {
		raw, err := os.ReadFile(filepath.Join(dir, "sisimai-set-of-emails", "maildir", "bsd", file))
		if err != nil {
			t.Errorf("reading: %v", err)
			continue
		}
		v := Judge(message.Parse(raw), Border{})
		for i, want := range wants {
			if want.status == "" {
				if !count(&none, v.Kind != KindBounce) {
					t.Logf("%s: %s is called a bounce", file, want.reason)
				}
				continue
			}
			var got Bounce
			if i < len(v.Bounces) {
				got = v.Bounces[i]
			} else {
				got.Status = " "
			}
			ok := count(&class, got.Class() == want.status[:1])
			ok = count(&permanent, i < len(v.Bounces) && got.Permanent == want.hard) && ok
			exact := want.status
			if strings.HasPrefix(exact[1:], ".0.9") {
				exact = exact[:1] + ".0.0"
			}
			count(&status, got.Status == exact)
			count(&code, got.Code == want.code)
			count(&recipient, strings.Contains(got.Recipient, "@"))
			if sameReason := count(&reason, got.Reason == want.reason); !ok || testing.Verbose() && !sameReason {
				t.Logf("%s[%d]: %s %s %s hard=%t, want %s %s %s hard=%t (%s)", file, i+1,
					got.Status, got.Code, got.Reason, got.Permanent, want.status, want.code, want.reason, want.hard, v.Why)
			}
		}
	}
	percent := func(s score) float64 { return 100 * float64(s.right) / float64(max(s.of, 1)) }
	var table strings.Builder
	for _, row := range []struct {
		name string
		score
		least float64
	}{
		{"status class", class, 88},
		{"permanent or temporary", permanent, 80},
		{"exact status", status, 0},
		{"reply code", code, 0},
		{"reason", reason, 0},
		{"recipient found", recipient, 0},
		{"other reports are no bounces", none, 100},
	} {
		fmt.Fprintf(&table, "\n%-30s %3d of %3d  %5.1f %%", row.name, row.right, row.of, percent(row.score))
		if row.of == 0 || percent(row.score) < row.least {
			t.Errorf("%s: %.1f %% of %d, at least %.0f %% wanted", row.name, percent(row.score), row.of, row.least)
		}
	}
	t.Log(table.String())
}

// TestLineEnds: the copies of the bounces with the line ends of DOS and of the old
// Macintosh are judged as the originals.
func TestLineEnds(t *testing.T) {
	dir := filepath.Join(corpora(t), "sisimai-set-of-emails", "maildir")
	compared := 0
	for _, kind := range []string{"dos", "mac"} {
		messages(t, filepath.Join(dir, kind), func(path string, raw []byte) {
			original, err := os.ReadFile(filepath.Join(dir, "bsd", filepath.Base(path)))
			if err != nil {
				return // its original is not in this half of the collection
			}
			compared++
			want, got := Judge(message.Parse(original), Border{}), Judge(message.Parse(raw), Border{})
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s/%s: -bsd +%s:\n%s", kind, filepath.Base(path), kind, diff)
			}
		})
	}
	if compared == 0 {
		t.Error("nothing was compared")
	}
}

// messages calls f with every message of the corpora below dir.
func messages(t testing.TB, dir string, f func(path string, raw []byte)) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		name := d.Name()
		switch filepath.Ext(name) {
		case ".eml", ".raw", ".email", ".txt":
		default:
			if !strings.HasPrefix(name, "msg_") {
				return nil
			}
		}
		raw, err := os.ReadFile(path)
		if err == nil {
			f(path, raw)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestKindsOfTheCorpora prints how many messages of each collection are of which
// kind. In those of replies everything is people's; elsewhere the exceptions are
// printed with -v.
func TestKindsOfTheCorpora(t *testing.T) {
	dir := corpora(t)
	counts := map[string]map[Kind]int{}
	messages(t, dir, func(path string, raw []byte) {
		rel, _ := filepath.Rel(dir, path)
		collection, _, _ := strings.Cut(rel, string(filepath.Separator))
		m := message.Parse(raw)
		v := Judge(m, Border{})
		check(t, v)
		if counts[collection] == nil {
			counts[collection] = map[Kind]int{}
		}
		counts[collection][v.Kind]++
		if replies := strings.Contains(collection, "reply") || strings.Contains(collection, "Reply") || collection == "talon"; replies && v.Kind != KindRequest {
			t.Errorf("%s: a person's reply is called %s (%s)", rel, v.Kind, v.Why)
		}
		if testing.Verbose() && (v.Kind == KindRequest) == (collection == "sisimai-set-of-emails") {
			t.Logf("%s: %s (%s) from %v, %q", rel, v.Kind, v.Why, m.From, m.Subject)
		}
	})
	for _, c := range slices.Sorted(maps.Keys(counts)) {
		t.Logf("%-32s %v", c, counts[c])
	}
}
