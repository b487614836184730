package main

import (
	"bufio"
	"encoding/base64"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"vigie/mailbox/fetch/dovecot"
)

// The memory that 200 MB of waiting mail takes, above what the same process has
// when nothing waits: the highest resident size, as the kernel counts it. Run by
// make soak; the bound is the issue's, 96 MB.
func TestMemoryOfABacklog(t *testing.T) {
	if os.Getenv("VIGIE_SOAK") == "" {
		t.Skip("a backlog of 200 MB: make soak")
	}
	const waiting, bound = 200 << 20, 96 << 20
	idle := backlog(t, 0)
	for _, size := range []int{18 << 10, 20 << 20} {
		high := backlog(t, waiting, size)
		t.Logf("messages of %d KiB: %d MB at most, %d MB idle, %d MB above", size>>10, high>>20, idle>>20, (high-idle)>>20)
		if high-idle > bound {
			t.Errorf("messages of %d KiB take %d MB above idle", size>>10, (high-idle)>>20)
		}
	}
}

// backlog has Vigie take in so many bytes of mail in messages of a size, half
// text and half an attachment, and gives its highest resident size.
func backlog(t *testing.T, waiting int, size ...int) int64 {
	t.Helper()
	server := dovecot.Start(t)
	messages := 0
	random := rand.New(rand.NewPCG(3, 4))
	for done := 0; done < waiting; messages++ {
		raw := bulky(random, messages, size[0])
		server.Deliver("rome", "INBOX", raw, time.Now())
		done += len(raw)
	}
	dir := t.TempDir()
	password := filepath.Join(dir, "password")
	if err := os.WriteFile(password, []byte(dovecot.Password), 0o600); err != nil {
		t.Fatal(err)
	}
	db := filepath.Join(dir, "vigie.db")
	cmd := start(t, []string{
		"serve", "--role", "worker", "--db", db, "--log-level", "error",
		"--mailbox", "imap://rome@" + server.Addr, "--mailbox-password-file", password,
	})
	time.Sleep(3 * time.Second) // it has started, and made the database
	waitUntilStored(t, db, messages)
	high := highest(t, cmd.Process.Pid)
	_ = cmd.Process.Signal(syscall.SIGTERM)
	_ = cmd.Wait()
	return high
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

// highest is the process's VmHWM in bytes.
func highest(t *testing.T, pid int) int64 {
	t.Helper()
	f, err := os.Open(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		t.Skip("this system tells no process's memory: ", err)
	}
	defer func() { _ = f.Close() }()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		if value, ok := strings.CutPrefix(lines.Text(), "VmHWM:"); ok {
			kb, err := strconv.ParseInt(strings.Fields(value)[0], 10, 64)
			if err != nil {
				t.Fatal(err)
			}
			return kb << 10
		}
	}
	t.Fatal("no VmHWM")
	return 0
}
