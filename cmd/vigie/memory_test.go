package main

import (
	"cmp"
	"encoding/base64"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"vigie/mailbox/fetch/dovecot"
	"vigie/rome/sample"
)

// The memory that waiting mail takes, above what the same process has with its
// releases and nothing to do: the highest resident size, as the kernel counts
// it. The bound is the issue's, 96 MB for a backlog of 200; make soak waits for
// all of it, the ordinary test for the largest messages of a tenth.
func TestMemoryOfABacklog(t *testing.T) {
	bound := int64(96 << 20)
	if raceDetector {
		bound *= 5 // its shadow memory
	}
	waiting := 20 << 20
	sizes := []int{20 << 20}
	if os.Getenv("VIGIE_SOAK") != "" {
		waiting, sizes = 200<<20, []int{18 << 10, 2 << 20, 20 << 20}
	}
	for _, size := range sizes {
		idle, high := backlog(t, waiting, size)
		t.Logf("%d MB in messages of %d KiB: %d MB at most, %d MB idle, %d MB above", waiting>>20, size>>10, high>>20, idle>>20, (high-idle)>>20)
		if high-idle > bound {
			t.Errorf("messages of %d KiB take %d MB above idle", size>>10, (high-idle)>>20)
		}
	}
}

// backlog has Vigie, with two releases imported, take in so many bytes of mail
// in messages of a size, half text and half an attachment. It gives its resident
// size before, and the highest since.
func backlog(t *testing.T, waiting, size int) (idle, high int64) {
	t.Helper()
	server := dovecot.Start(t)
	dir := t.TempDir()
	password := filepath.Join(dir, "password")
	if err := os.WriteFile(password, []byte(dovecot.Password), 0o600); err != nil {
		t.Fatal(err)
	}
	db := filepath.Join(dir, "vigie.db")
	for _, archive := range twoReleases(t, dir) {
		if out, err := exec.CommandContext(t.Context(), "vigie", "release", "import", "--db", db, archive).CombinedOutput(); err != nil {
			t.Fatalf("importing: %v: %s", err, out)
		}
	}
	cmd := start(t, []string{
		"serve", "--role", "worker", "--db", db, "--log-level", "error",
		"--mailbox", "imap://rome@" + server.Addr, "--mailbox-password-file", password,
	})
	time.Sleep(5 * time.Second) // it has started, and nothing happens any more
	idle = memory(t, cmd.Process.Pid, "VmRSS:")
	if err := os.WriteFile(fmt.Sprintf("/proc/%d/clear_refs", cmd.Process.Pid), []byte("5"), 0o600); err != nil { // VmHWM begins anew: proc(5)
		t.Fatal(err)
	}
	_ = cmd.Process.Signal(syscall.SIGSTOP) // until all of it waits
	messages := 0
	random := rand.New(rand.NewPCG(3, 4))
	for done := 0; done < waiting; messages++ {
		raw := bulky(random, messages, size)
		server.Deliver("rome", "INBOX", raw, time.Now())
		done += len(raw)
	}
	_ = cmd.Process.Signal(syscall.SIGCONT)
	waitUntilStored(t, db, messages)
	high = memory(t, cmd.Process.Pid, "VmHWM:")
	_ = cmd.Process.Signal(syscall.SIGTERM)
	_ = cmd.Wait()
	return idle, high
}

// twoReleases are the real ones where they are, the sample ones elsewhere.
func twoReleases(t *testing.T, dir string) []string {
	t.Helper()
	shared := cmp.Or(os.Getenv("VIGIE_SHARED"), filepath.Join("..", "..", "..", "shared"))
	list := []string{filepath.Join(shared, "rome", "RefRomeCsv-v458.zip"), filepath.Join(shared, "rome", "RefRomeCsv-v460.zip")}
	if _, err := os.Stat(list[1]); err == nil {
		return list
	}
	for i, files := range []fs.FS{sample.First("2026-05-04"), sample.Second("2026-06-15")} {
		archive, err := sample.Zip(files)
		if err != nil {
			t.Fatal(err)
		}
		list[i] = filepath.Join(dir, strconv.Itoa(i)+".zip")
		if err := os.WriteFile(list[i], archive, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return list
}

func bulky(random *rand.Rand, n, size int) []byte {
	content := make([]byte, size*3/8)
	for i := range content {
		content[i] = byte(random.Uint32())
	}
	encoded := base64.StdEncoding.EncodeToString(content)
	var b strings.Builder
	fmt.Fprintf(&b, "From: p%d@example.org\r\nTo: rome@vigie.example\r\nSubject: Demande %d\r\nMessage-ID: <%d@example.org>\r\nMIME-Version: 1.0\r\n"+
		"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n", n, n, n)
	for b.Len() < size/2 {
		b.WriteString("Le référentiel décrit ce métier en des termes que nos adhérents n’emploient plus.\r\n")
	}
	b.WriteString("--b\r\nContent-Type: application/octet-stream; name=a.bin\r\nContent-Transfer-Encoding: base64\r\n\r\n")
	for len(encoded) > 76 {
		b.WriteString(encoded[:76] + "\r\n")
		encoded = encoded[76:]
	}
	b.WriteString(encoded + "\r\n--b--\r\n")
	return []byte(b.String())
}

// memory is a line of the process's status in bytes (proc(5)).
func memory(t *testing.T, pid int, name string) int64 {
	t.Helper()
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		t.Fatal(err) // Dovecot, and so this test, runs on Linux
	}
	for line := range strings.Lines(string(raw)) {
		if value, ok := strings.CutPrefix(line, name); ok {
			kb, err := strconv.ParseInt(strings.Fields(value)[0], 10, 64)
			if err != nil {
				t.Fatal(err)
			}
			return kb << 10
		}
	}
	t.Fatalf("no %s", name)
	return 0
}
