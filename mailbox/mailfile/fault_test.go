//go:build unix

package mailfile

import (
	"fmt"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// reasonsOf are the words for what a list brings in, by file below a folder; ""
// for a message.
func reasonsOf(t *testing.T, dir string, list []Entry) map[string]string {
	t.Helper()
	found := make(map[string]string)
	for _, e := range list {
		name, err := filepath.Rel(dir, e.File)
		if err != nil {
			t.Fatal(err)
		}
		word := ""
		if _, err := e.Read(0); err != nil {
			word = Reason(err)
		}
		found[filepath.ToSlash(name)] = word
	}
	return found
}

func link(t *testing.T, target, path string) {
	t.Helper()
	if err := os.Symlink(target, path); err != nil {
		t.Skip("no links here:", err)
	}
}

// What cannot be read is said so, one line each, and the rest is found. Nothing
// waits, and nothing goes round in circles.
func TestFaults(t *testing.T) {
	dir := put(t, map[string]string{
		"a.eml":                          "Subject: un\n\nBonjour\n",
		"box/cur/1772600000.M1.host:2,S": "Subject: deux\n\n",
		"box/cur/1772600001.empty:2,S":   "",
		"box/cur/1772600002.lost:2,S":    "\x00\x00\x00\x00\n",
		"box/new/.keep":                  "",
		"box/tmp/1772600001.half":        "not delivered yet",
		"apple.mbox/mbox":                "From a@b.fr Mon Mar 10 09:00:00 2025\nSubject: trois\n\nx\n",
		"elsewhere/deep/b.eml":           "Subject: quatre\n\n",
		"nul.eml":                        "Subject: cinq\n\na\x00b\n",
		"utf16.eml":                      "\xff\xfeS\x00u\x00b\x00j\x00e\x00c\x00t\x00:\x00 \x00x\x00\n\x00\n\x00", "spaced.eml": "Subject : neuf\n\n",
		"nuls.eml":               "\x00\x00\x00",
		"none.mbox":              "From a@b.fr Mon Mar 10 09:00:00 2025\n\n\n",
		"latin/Envoy\xe9s/c.eml": "Subject: six\n\n",
		"latin/caf\xe9.eml":      "Subject: sept\n\n",
	})
	for _, name := range []string{"folder.eml", "box/cur/1772600003.folder:2,", "full.eml", "nothing"} {
		if err := os.Mkdir(filepath.Join(dir, filepath.FromSlash(name)), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "full.eml", "d.eml"), []byte("Subject: huit\n\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	link(t, filepath.Join(dir, "none-such"), filepath.Join(dir, "dangling.eml"))
	link(t, filepath.Join(dir, "none-such"), filepath.Join(dir, "lock"))
	link(t, "loop.eml", filepath.Join(dir, "loop.eml"))
	link(t, "..", filepath.Join(dir, "elsewhere", "up"))
	link(t, ".", filepath.Join(dir, "elsewhere", "deep", "here"))
	link(t, filepath.Join("elsewhere", "deep"), filepath.Join(dir, "zdeep"))
	link(t, filepath.Join("elsewhere", "deep", "b.eml"), filepath.Join(dir, "b.eml"))
	if err := syscall.Mkfifo(filepath.Join(dir, "fifo.eml"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mkfifo(filepath.Join(dir, "box/new/1772600004.fifo"), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Chdir(dir) // the address of a socket is short
	listener, err := net.Listen("unix", "socket.eml")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = listener.Close() }()

	want := map[string]string{
		"a.eml": "", "b.eml": "", "utf16.eml": "", "spaced.eml": "", "nul.eml": "", "apple.mbox/mbox:1": "", "elsewhere/deep/b.eml": "", "full.eml/d.eml": "",
		"box/cur/1772600000.M1.host:2,S": "", "latin/Envoy\xe9s/c.eml": "", "latin/caf\xe9.eml": "",
		"box/cur/1772600001.empty:2,S": "no_message", "box/cur/1772600002.lost:2,S": "no_message", "nuls.eml": "no_message", "none.mbox:1": "no_message",
		"folder.eml": "nothing_inside", "box/cur/1772600003.folder:2,": "nothing_inside",
		"dangling.eml": "missing", "loop.eml": "link_loop", "fifo.eml": "no_file", "box/new/1772600004.fifo": "no_file", "socket.eml": "no_file",
	}
	list := Find([]string{dir}, "")
	if diff := cmp.Diff(want, reasonsOf(t, dir, list)); diff != "" {
		t.Error(diff)
	}
	for _, e := range list {
		if sent := filepath.Base(e.File) == "c.eml"; e.Sent != sent {
			t.Errorf("%s: sent is %v", e.File, e.Sent)
		}
	}
	// The same files named one by one, and one that is not there.
	var paths []string
	for name := range want {
		paths = append(paths, filepath.Join(dir, filepath.FromSlash(name)))
	}
	want["none.mbox:1"], want["apple.mbox/mbox:1"] = "missing", "missing"
	if diff := cmp.Diff(want, reasonsOf(t, dir, Find(paths, "mx.example.org"))); diff != "" {
		t.Error(diff)
	}
}

// What changes between the finding and the reading.
func TestVanishing(t *testing.T) {
	files := map[string]string{"gone.eml": "Subject: un\n\n", "cut.eml": "Subject: un\n\nBonjour\n", "fifo.eml": "Subject: deux\n\n", "kept.eml": "Subject: trois\n\n"}
	dir := put(t, files)
	list := Find([]string{dir}, "")
	for name, change := range map[string]func(path string) error{
		"gone.eml": os.Remove,
		"cut.eml":  func(path string) error { return os.Truncate(path, 4) },
		"fifo.eml": func(path string) error {
			if err := os.Remove(path); err != nil {
				return err
			}
			return syscall.Mkfifo(path, 0o600)
		},
	} {
		if err := change(filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	want := map[string]string{"gone.eml": "missing", "cut.eml": "changed", "fifo.eml": "no_file", "kept.eml": ""}
	if diff := cmp.Diff(want, reasonsOf(t, dir, list)); diff != "" {
		t.Error(diff)
	}
}

func TestReasons(t *testing.T) {
	for err, want := range map[error]string{
		fs.ErrNotExist: "missing", syscall.EACCES: "denied", syscall.EIO: "failed", syscall.ELOOP: "link_loop", syscall.ENAMETOOLONG: "failed", ErrChanged: "changed",
	} {
		if got := Reason(fmt.Errorf("reading: %w", err)); got != want {
			t.Errorf("%v is %q", err, got)
		}
	}
}

// mbox files as they come: cut off, with NULs, with CRLF, with quoted lines.
func TestMboxAsFound(t *testing.T) {
	for _, c := range []struct {
		name, content string
		want          []string
	}{
		{"cut in the text", "From a Mon Mar 10 09:00:00 2025\nSubject: 1\n\nx\n\nFrom a Mon Mar 10 09:00:00 2025\nSubject: 2\n\nde", []string{"Subject: 1\n\nx\n\n", "Subject: 2\n\nde"}},
		{"cut in the header", "From a Mon Mar 10 09:00:00 2025\nSubject: 1\n\nx\n\nFrom a Mon Mar 10 09:00:00 2025\nSubj", []string{"Subject: 1\n\nx\n\n", "Subj"}},
		{"cut in a separator", "From a Mon Mar 10 09:00:00 2025\nSubject: 1\n\nx\n\nFrom a Mon M", []string{"Subject: 1\n\nx\n\nFrom a Mon M"}},
		{"CRLF and quoted lines", "From a Mon Mar 10 09:00:00 2025\r\nSubject: 1\r\n\r\n>From a Mon Mar 10 09:00:00 2025\r\n\r\n>>From b\r\n\r\nFrom a Mon Mar 10 09:00:00 2025\r\nSubject: 2\r\n\r\n", []string{"Subject: 1\r\n\r\n>From a Mon Mar 10 09:00:00 2025\r\n\r\n>>From b\r\n\r\n", "Subject: 2\r\n\r\n"}},
		{"a field like a separator", "From : a@b.fr\nSubject : 1\n\nx\n\nFrom : b\nSubject: 2\n", []string{"From : a@b.fr\nSubject : 1\n\nx\n\nFrom : b\nSubject: 2\n"}},
		{"NULs", "From a Mon Mar 10 09:00:00 2025\nSubject: 1\n\n\x00\x00\n\nFrom a Mon Mar 10 09:00:00 2025\nSubject: 2\n\n\x00", []string{"Subject: 1\n\n\x00\x00\n\n", "Subject: 2\n\n\x00"}},
	} {
		dir := put(t, map[string]string{"x": c.content})
		var got []string
		for _, e := range Find([]string{dir}, "") {
			got = append(got, read(t, e))
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}
