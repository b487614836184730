package fetch

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"

	"vigie/tickets"
)

// A task is what a helper process is asked to do: this test binary, run again,
// so that it can be killed and its memory measured.
type task struct {
	Database string
	Addr     string
	User     string
	Password string
	After    string
	Measure  bool // the memory it takes
	// Where it kills itself: at the step of that name when it comes the count-th
	// time.
	Step  string
	Count int
}

const taskVariable = "VIGIE_FETCH_TASK"

func TestMain(m *testing.M) {
	if text := os.Getenv(taskVariable); text != "" {
		var k task
		if err := json.Unmarshal([]byte(text), &k); err != nil {
			panic(err)
		}
		k.run()
		return
	}
	os.Exit(m.Run())
}

// command is a helper process, not yet started.
func (k task) command(t testing.TB) *exec.Cmd {
	t.Helper()
	text, err := json.Marshal(k)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), taskVariable+"="+string(text))
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	return cmd
}

// helperTB is the part of a test that a helper process needs.
type helperTB struct {
	testing.TB
	cleanup []func()
}

func (h *helperTB) Helper()                  {}
func (h *helperTB) Cleanup(f func())         { h.cleanup = append(h.cleanup, f) }
func (h *helperTB) Context() context.Context { return context.Background() }
func (h *helperTB) Log(args ...any)          { fmt.Fprintln(os.Stderr, args...) }
func (h *helperTB) Fatal(args ...any) {
	fmt.Fprintln(os.Stderr, args...)
	os.Exit(3)
}

// run does the task. What was stored by a process that was killed is read
// first, as the service does when it starts.
func (k task) run() {
	tb := new(helperTB)
	h := openHouse(tb, k.Database, time.Now)
	h.must(h.prepareReads())
	if _, e := h.db.Write.Exec("PRAGMA cache_size=-2000"); e != nil {
		panic(e)
	}
	h.must(h.readUnread())
	after, err := ParseAfter(k.After)
	h.must(err)
	f, err := New(Mailbox{Name: "contact", Addr: k.Addr, Security: None, Username: k.User, Password: k.Password, After: after},
		Config{Store: h.Store, Read: h.readForGood, Log: discard, Now: time.Now})
	h.must(err)
	if k.Measure {
		_, err = f.Try(context.Background())
		h.must(err)
		_, err = io.WriteString(os.Stdout, highWater()+"\n")
		h.must(err)
	}
	steps := 0
	f.step = func(name string) {
		if name == k.Step || k.Step == "any" {
			if steps++; steps == k.Count {
				_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
				select {} // it comes at once, but not before this line
			}
		}
	}
	if _, err = f.Pass(context.Background()); err != nil {
		tb.Fatal(err)
	}
	fmt.Println(highWater())
}

// highWater is the most memory that the process ever had, in kB.
func highWater() string {
	text, _ := os.ReadFile("/proc/self/status")
	_, rest, _ := bytes.Cut(text, []byte("VmHWM:"))
	line, _, _ := bytes.Cut(rest, []byte("kB"))
	return strings.TrimSpace(string(line))
}

// The reading of a helper process lasts: it is a row of a table, written by
// itself, as the service writes tickets.
func (h *house) prepareReads() error {
	_, err := h.db.Write.Exec(`CREATE TABLE IF NOT EXISTS test_reads (mail_id INTEGER NOT NULL, subject TEXT NOT NULL) STRICT`)
	return err
}

func (h *house) readForGood(ctx context.Context, group []tickets.KeptMail) error {
	for _, k := range group {
		line, _, _ := bytes.Cut(k.Raw, []byte("\n"))
		_, err := h.db.Write.ExecContext(ctx, `INSERT INTO test_reads (mail_id, subject)
			SELECT $1, $2 WHERE NOT EXISTS (SELECT 1 FROM test_reads WHERE mail_id = $1)`, k.ID, string(line))
		if err != nil {
			return err
		}
	}
	return nil
}

func (h *house) readUnread() error {
	_, err := h.db.Write.Exec(`INSERT INTO test_reads (mail_id, subject)
		SELECT id, 'later' FROM mails WHERE id NOT IN (SELECT mail_id FROM test_reads)`)
	return err
}
