package dovecot

import (
	"crypto/x509"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// Password is everybody's password. Any user name is known: its mail lies in a
// folder of its own.
const Password = "secret-enough-for-a-test"

// A Server is a running Dovecot. Its methods fail the test where they cannot do
// what they say.
type Server struct {
	Addr    string         // host:port, plain text and STARTTLS
	TLSAddr string         // host:port, TLS from the first byte
	Roots   *x509.CertPool // the authority of its certificate, for 127.0.0.1 and localhost

	tb        testing.TB
	dir       string
	master    *exec.Cmd // its first process; nil while it is stopped
	delivered atomic.Int64
}

// Start starts a server with the settings in extra, lines of Dovecot's
// configuration, added to its own, and stops it when the test ends. It skips the
// test, with the reason, where Dovecot is not installed or the test is not run
// by root, who alone can give each process of Dovecot its user.
func Start(tb testing.TB, extra ...string) *Server {
	tb.Helper()
	if reason := Missing(); reason != "" {
		tb.Skip(reason)
	}
	s := &Server{tb: tb}
	dir, err := os.MkdirTemp("", "vigie-dovecot-")
	s.must(err)
	s.dir = dir
	tb.Cleanup(func() { _ = os.RemoveAll(dir) })
	s.must(os.Chmod(dir, 0o711)) // its processes run as other users
	for _, sub := range []string{"run", "state", "mail"} {
		s.must(os.Mkdir(s.path(sub), 0o755))
	}
	s.must(os.Chmod(s.path("mail"), 0o777))
	s.Roots = s.certify()
	s.Addr, s.TLSAddr = s.freeAddr(), s.freeAddr()
	s.must(os.WriteFile(s.path("dovecot.conf"), []byte(s.settings(extra)), 0o644))
	s.begin()
	tb.Cleanup(s.end)
	return s
}

// Missing says why no server can be started here, "" when one can.
func Missing() string {
	if _, err := os.Stat(program); err != nil {
		return "Dovecot (Debian's dovecot-imapd) is not installed"
	}
	if os.Getuid() != 0 {
		return "Dovecot gives each of its processes a user, which takes root"
	}
	return ""
}

const program = "/usr/sbin/dovecot"

func (s *Server) must(err error) {
	s.tb.Helper()
	if err != nil {
		s.tb.Fatal(err)
	}
}

func (s *Server) path(elem ...string) string {
	return filepath.Join(append([]string{s.dir}, elem...)...)
}

// freeAddr is an address nobody listens on just now.
func (s *Server) freeAddr() string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	s.must(err)
	defer func() { _ = l.Close() }()
	return l.Addr().String()
}

// begin runs the server as a child that ends with the test binary, however that
// one ends.
func (s *Server) begin() {
	s.tb.Helper()
	s.master = exec.Command(program, "-F", "-c", s.path("dovecot.conf"))
	s.master.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGTERM}
	s.must(s.master.Start())
	for range 400 {
		if c, err := net.Dial("tcp", s.Addr); err == nil {
			_ = c.Close()
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	s.end()
	s.tb.Fatalf("Dovecot does not listen: %s", s.Log())
}

// end stops the server, this one alone, and waits until it is gone.
func (s *Server) end() {
	if s.master == nil {
		return
	}
	_ = s.master.Process.Signal(syscall.SIGTERM)
	_ = s.master.Wait()
	s.master = nil
}

// Restart stops the server and starts it again at the same addresses.
func (s *Server) Restart() {
	s.tb.Helper()
	s.end()
	s.begin()
}

// Kill ends every process that serves a session with SIGKILL and says how many
// there were. The server itself goes on and takes new connections.
func (s *Server) Kill() int {
	s.tb.Helper()
	killed := 0
	for _, pid := range children(s.master.Process.Pid) {
		name, err := os.ReadFile(fmt.Sprintf("/proc/%d/comm", pid))
		if err == nil && strings.TrimSpace(string(name)) == "imap" && syscall.Kill(pid, syscall.SIGKILL) == nil {
			killed++
		}
	}
	return killed
}

// children are the processes whose parent is pid.
func children(pid int) []int {
	stats, _ := filepath.Glob("/proc/[0-9]*/stat")
	var list []int
	for _, path := range stats {
		text, err := os.ReadFile(path)
		if err != nil {
			continue // it has ended meanwhile
		}
		_, rest, _ := strings.Cut(string(text), ") ") // after the name, which may hold spaces
		fields := strings.Fields(rest)
		if len(fields) < 2 || fields[1] != strconv.Itoa(pid) {
			continue
		}
		if child, err := strconv.Atoi(filepath.Base(filepath.Dir(path))); err == nil {
			list = append(list, child)
		}
	}
	return list
}

// Log is what the server wrote into its log.
func (s *Server) Log() string {
	text, _ := os.ReadFile(s.path("log"))
	return string(text)
}
