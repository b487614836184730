package scan_test

import (
	"bytes"
	"encoding/hex"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"vigie/mailbox/scan"
)

// program finds a server's program, or skips.
func program(t *testing.T, name, debian string) string {
	t.Helper()
	for _, dir := range []string{"", "/usr/sbin/", "/usr/bin/"} {
		if path, err := exec.LookPath(dir + name); err == nil {
			return path
		}
	}
	t.Skipf("no %s here (Debian: apt-get install --no-install-recommends %s)", name, debian)
	return ""
}

// folder is a short-named one: the path of a Unix socket has 107 bytes at most.
func folder(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "scan")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	return dir
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// port is one that was free a moment ago.
func port(t *testing.T) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	return l.Addr().(*net.TCPAddr).Port
}

// serve runs a server until the test ends, and returns once it is ready.
func serve(t *testing.T, ready func() bool, name string, args ...string) {
	t.Helper()
	var said bytes.Buffer
	cmd := exec.Command(name, args...)
	cmd.Stdout, cmd.Stderr = &said, &said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	stop := func() {
		_ = cmd.Process.Signal(os.Interrupt) // both end their children on it
		select {
		case <-ended:
		case <-time.After(20 * time.Second):
			_ = cmd.Process.Kill()
			<-ended
		}
	}
	for range 600 {
		select {
		case err := <-ended:
			t.Fatalf("%s ended: %v\n%s", name, err, said.String())
		case <-time.After(50 * time.Millisecond):
		}
		if ready() {
			t.Cleanup(stop)
			return
		}
	}
	stop()
	t.Fatalf("%s is not ready after 30 seconds\n%s", name, said.String())
}

// eicar is the test string of EICAR, in two halves so that no scanner takes this
// file for it.
const eicar = `X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD` + `-ANTIVIRUS-TEST-FILE!$H+H*`

// startClamd runs a clamd of the test's own, whose one signature is EICAR's.
func startClamd(t *testing.T) (addresses []string) {
	t.Helper()
	path := program(t, "clamd", "clamav-daemon")
	dir := folder(t)
	if err := os.Mkdir(filepath.Join(dir, "db"), 0o700); err != nil {
		t.Fatal(err)
	}
	// Name, any type of file, any offset, bytes in hexadecimal.
	write(t, filepath.Join(dir, "db", "test.ndb"), "Vigie.Test.EICAR:0:*:"+hex.EncodeToString([]byte(eicar[27:]))+"\n")
	socket, number := filepath.Join(dir, "clamd.ctl"), port(t)
	write(t, filepath.Join(dir, "clamd.conf"), fmt.Sprintf(`Foreground yes
DatabaseDirectory %s/db
TemporaryDirectory %s
LocalSocket %s
TCPAddr 127.0.0.1
TCPSocket %d
StreamMaxLength 2M
`, dir, dir, socket, number))
	tcp := fmt.Sprintf("127.0.0.1:%d", number)
	answers := func(network, address string) bool {
		conn, err := net.Dial(network, address)
		if err != nil {
			return false
		}
		return conn.Close() == nil
	}
	serve(t, func() bool { return answers("unix", socket) && answers("tcp", tcp) },
		path, "--config-file="+filepath.Join(dir, "clamd.conf"))
	return []string{"unix://" + socket, "tcp://" + tcp}
}

func TestRealClamd(t *testing.T) {
	for _, address := range startClamd(t) {
		c, err := scan.NewClamd(address)
		if err != nil {
			t.Fatal(err)
		}
		mebibyte := bytes.Repeat([]byte("0123456789abcdef"), 1<<16)
		for name, content := range map[string][]byte{
			"nothing":    nil,
			"a word":     []byte("bonjour"),
			"a mebibyte": mebibyte,
		} {
			if r, err := c.Scan(t.Context(), content); err != nil || r != (scan.Result{Clean: true}) {
				t.Errorf("%s, %s: %+v, %v", address, name, r, err)
			}
		}
		for name, content := range map[string]string{
			"EICAR":              eicar,
			"across two chunks":  string(mebibyte[:64<<10-20]) + eicar,
			"at the end of much": string(mebibyte) + eicar,
		} {
			r, err := c.Scan(t.Context(), []byte(content))
			if err != nil || r.Clean || !strings.HasPrefix(r.Threat, "Vigie.Test.EICAR") {
				t.Errorf("%s, %s: %+v, %v", address, name, r, err)
			}
		}
		for _, size := range []int{2<<20 + 1, 32 << 20} { // little and much still unsent at the refusal
			if r, err := c.Scan(t.Context(), make([]byte, size)); !errors.Is(err, scan.ErrTooLarge) || r != (scan.Result{}) {
				t.Errorf("%s, %d bytes: %+v, %v, want %v", address, size, r, err, scan.ErrTooLarge)
			}
		}
	}
}

// rule scores what the envelope says, which no byte of the message does.
const rule = `
rspamd_config:register_symbol({
  name = "ENVELOPE", score = 7.5,
  callback = function(task)
    local from, rcpt, ip = task:get_from("smtp"), task:get_recipients("smtp"), task:get_from_ip()
    return from and from[1].addr == "spammer@example.org" and #rcpt == 2 and
      rcpt[2].addr == "rome@example.fr" and ip and ip:is_valid() and tostring(ip) == "192.0.2.7"
  end,
})
`

// startRspamd runs an rspamd of the test's own: one worker, no redis, no DNS, no
// module, one rule.
func startRspamd(t *testing.T) string {
	t.Helper()
	path := program(t, "rspamd", "rspamd")
	dir, number := folder(t), port(t)
	write(t, filepath.Join(dir, "rules.lua"), rule)
	// Its own list of some 10,000 domains takes seven seconds to compile.
	write(t, filepath.Join(dir, "tld"), "com\nfr\norg\n")
	write(t, filepath.Join(dir, "rspamd.conf"), fmt.Sprintf(`
options {
  filters = "";
  url_tld = "%[1]s/tld";
  pidfile = "%[1]s/pid";
  tempdir = "%[1]s";
  cache_file = "%[1]s/cache";
  hs_cache_dir = "%[1]s";
  control_socket = "%[1]s/control mode=0600";
  dns { nameserver = ["127.0.0.1:9:1"]; timeout = 0.1s; retransmits = 1; }
}
logging { type = "console"; level = "warning"; }
actions { reject = 15; add_header = 6; greylist = 4; }
worker "normal" { bind_socket = "127.0.0.1:%[2]d"; count = 1; }
lua = "%[1]s/rules.lua";
`, dir, number))
	base := fmt.Sprintf("http://127.0.0.1:%d", number)
	ready := func() bool {
		resp, err := http.Get(base + "/ping")
		if err != nil {
			return false
		}
		return resp.Body.Close() == nil && resp.StatusCode == http.StatusOK
	}
	// It refuses to stay root unless told so.
	serve(t, ready, path, "--no-fork", "--insecure", "--config="+filepath.Join(dir, "rspamd.conf"))
	return base
}

func TestRealRspamd(t *testing.T) {
	r, err := scan.NewRspamd(startRspamd(t), "")
	if err != nil {
		t.Fatal(err)
	}
	const honest = "From: Zo\u00e9 <zoe@example.fr>\r\nTo: rome@example.fr\r\nSubject: Fiche M1805\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" +
		"Bonjour,\r\n\r\nL'appellation « Développeur web » manque sur la fiche M1805.\r\n\r\nCordialement,\r\nZoé\r\n"
	const gtube = "XJS*C4JDBQADN1.NSBN3*2IDNEN*GTUBE-STANDARD" + "-ANTI-UBE-TEST-EMAIL*C.34X"
	for _, c := range []struct {
		name, raw string
		envelope  scan.Envelope
		want      scan.Verdict
	}{
		{"an ordinary message", honest, scan.Envelope{From: "zoe@example.fr", Rcpt: []string{"rome@example.fr"}}, scan.Verdict{Required: 15, Action: "no action"}},
		{"GTUBE", "From: a@example.org\r\nSubject: x\r\n\r\n" + gtube + "\r\n", scan.Envelope{}, scan.Verdict{Score: 15, Required: 15, Action: "reject", Spam: true}},
		{"an envelope", honest, scan.Envelope{
			From: "spammer@example.org", Rcpt: []string{"contact@example.fr", "rome@example.fr"}, IP: netip.MustParseAddr("192.0.2.7"),
		}, scan.Verdict{Score: 7.5, Required: 15, Action: "add header", Spam: true}},
		{"nothing", "", scan.Envelope{}, scan.Verdict{Required: 15, Action: "no action"}},
	} {
		if got, err := r.Check(t.Context(), []byte(c.raw), c.envelope); err != nil || got != c.want {
			t.Errorf("%s: %+v, %v, want %+v", c.name, got, err, c.want)
		}
	}
}
