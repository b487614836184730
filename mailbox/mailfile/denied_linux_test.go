package mailfile

import (
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// nobody is the user who owns nothing.
const nobody = 65534

// What may not be read is said so. Root may read everything: there the file
// system is asked as nobody, by this thread alone, which ends with the test
// (setfsuid(2) concerns one thread and takes its privilege over files).
func TestDenied(t *testing.T) {
	dir := put(t, map[string]string{"a.eml": "Subject: un\n\n", "b.eml": "Subject: deux\n\n", "closed/c.eml": "Subject: trois\n\n"})
	for name, mode := range map[string]fs.FileMode{"a.eml": 0o644, "b.eml": 0, "closed": 0} {
		path := filepath.Join(dir, name)
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = os.Chmod(path, 0o700) })
	}
	found := make(map[string]string)
	done := make(chan error)
	go func() {
		if os.Geteuid() == 0 {
			runtime.LockOSThread() // never unlocked: the thread is not used again
			for d := dir; d != filepath.Dir(d) && d != os.TempDir(); d = filepath.Dir(d) {
				_ = os.Chmod(d, 0o755) //nolint:gosec // for nobody to pass through
			}
			if err := syscall.Setfsuid(nobody); err != nil {
				done <- err
				return
			}
		}
		for _, e := range Find([]string{dir}, "") {
			name, err := filepath.Rel(dir, e.File)
			if err != nil {
				done <- err
				return
			}
			found[name] = ""
			if _, err := e.Read(0); err != nil {
				found[name] = Reason(err)
			}
		}
		done <- nil
	}()
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(map[string]string{"a.eml": "", "b.eml": "denied", "closed": "denied"}, found); diff != "" {
		t.Error(diff)
	}
}
