package reply_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"vigie/mailbox/reply"
)

// check holds what is true of any text.
func check(t *testing.T, text string) {
	t.Helper()
	var joined strings.Builder
	spans := reply.Spans(text)
	for i, s := range spans {
		joined.WriteString(s.Text)
		switch {
		case s.Text == "", i > 0 && s.Kind == spans[i-1].Kind:
			t.Errorf("span %d of %d is %q of kind %q", i, len(spans), s.Text, s.Kind)
		case i < len(spans)-1 && !strings.HasSuffix(s.Text, "\n"):
			t.Errorf("span %d of %d ends inside a line: %q", i, len(spans), s.Text)
		}
	}
	if joined.String() != text {
		t.Errorf("the spans joined are %q, not %q", joined.String(), text)
	}
	said := reply.Said(text)
	if !utf8.ValidString(said) {
		t.Errorf("%q is not UTF-8", said)
	}
	if said != strings.TrimSpace(said) || (said == "") != (strings.TrimSpace(text) == "") {
		t.Errorf("%q is said in %q", said, text)
	}
}

func FuzzSpans(f *testing.F) {
	for _, text := range hostile(2000) {
		f.Add(text)
	}
	ours, _ := filepath.Glob("testdata/french/*.txt")
	for _, file := range append(ours, messages(f)...) {
		raw, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(raw))
	}
	f.Fuzz(check)
}

// messages are the files of the reply parsers' corpora, none where these are not.
func messages(tb testing.TB) []string {
	tb.Helper()
	dir := os.Getenv("VIGIE_SHARED")
	if dir == "" {
		dir = "../../../shared"
	}
	var files []string
	for _, name := range []string{"discourse-email_reply_trimmer", "github-email_reply_parser", "zapier-email-reply-parser", "willdurand-EmailReplyParser", "crisp-email-reply-parser", "talon"} {
		_ = filepath.WalkDir(filepath.Join(dir, "mail", "corpora", name), func(path string, d fs.DirEntry, err error) error {
			if err == nil && d.Type().IsRegular() {
				files = append(files, path)
			}
			return nil
		})
	}
	return files
}

// All that other projects collected, in whatever form: the rules hold for any
// text.
func TestSpansOfTheCorpora(t *testing.T) {
	dir := corpora(t)
	files := messages(t)
	if len(files) == 0 {
		t.Fatalf("no messages in %s", dir)
	}
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		check(t, string(raw))
	}
}
