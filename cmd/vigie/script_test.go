package main

import (
	"context"
	"errors"
	"io/fs"
	"net"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"vigie/mailbox/sink"
	"vigie/migrations/dbtest"
	"vigie/rome/sample"
)

// TestMain lets scripts run the program itself, each command a process of its
// own, and a mail server that keeps letters in files.
func TestMain(m *testing.M) {
	if _, set := os.LookupEnv("VIGIE_SOURCE_URL"); !set { // no test asks the real source
		_ = os.Setenv("VIGIE_SOURCE_URL", "")
	}
	testscript.Main(running{m}, map[string]func(){
		"vigie":      main,
		"mailsink":   mailsink,
		"romesource": romesource,
	})
}

type running struct{ *testing.M }

// Run runs the tests and stops what they started.
func (r running) Run() int {
	code := r.M.Run()
	dbtest.Stop()
	return code
}

// mailsink DIR receives letters until it is interrupted; each becomes a file,
// and DIR/addr has the server's address. What is sent to rome@vigie.example goes
// into the mailbox of the IMAP server whose address DIR/imap has.
func mailsink() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	dir := os.Args[1]
	s, err := sink.Start("127.0.0.1:0", time.Now)
	if err != nil {
		panic(err)
	}
	inbox, err := sink.StartMailbox("127.0.0.1:0", "rome", "courrier", time.Now)
	if err != nil {
		panic(err)
	}
	s.Route("rome@vigie.example", inbox)
	for name, addr := range map[string]string{"imap": inbox.Addr(), "addr": s.Addr()} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(addr), 0o600); err != nil {
			panic(err)
		}
	}
	written := 0
	for ctx.Err() == nil {
		letters := s.Letters() // the newest first
		for ; written < len(letters); written++ {
			l := letters[len(letters)-1-written]
			name := filepath.Join(dir, string(rune('a'+written))+".letter")
			text := "Subject: " + l.Subject + "\nTo: " + l.To + "\nIn-Reply-To: " + l.InReplyTo + "\nMessage-ID: <" + l.MessageID + ">\n\n" + l.Text
			if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
				panic(err)
			}
		}
		select {
		case <-ctx.Done():
		case <-time.After(50 * time.Millisecond):
		}
	}
	_ = s.Close()
	_ = inbox.Close()
}

// The scripts are run on the sample releases, and on the real ones where they
// are; the first of them on PostgreSQL too.
func TestScripts(t *testing.T) {
	t.Run("sample", func(t *testing.T) { scripts(t, "*", sampleData) })
	t.Run("real", func(t *testing.T) {
		dir := os.Getenv("VIGIE_SHARED")
		if dir == "" {
			dir = filepath.Join("..", "..", "..", "shared")
		}
		dir, err := filepath.Abs(dir)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := os.Stat(filepath.Join(dir, "rome", "RefRomeCsv-v460.zip")); errors.Is(err, fs.ErrNotExist) {
			t.Skip("the real releases are not here: set VIGIE_SHARED to the folder that has rome/RefRomeCsv-v460.zip")
		}
		which := "*"
		if raceDetector { // it makes reading a release ten times as slow, and nothing of the rest is concurrent
			which = "[fm]*" // first_light and mail
		}
		scripts(t, which, func(env *testscript.Env) error { return realData(env, dir) })
	})
}

// data tells a script which releases to use and what the second one brings.
type data func(*testscript.Env) error

// scripts runs those whose name matches a pattern.
func scripts(t *testing.T, which string, prepare data) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("testdata", "script", which+".txt"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no script is %s: %v", which, err)
	}
	testscript.Run(t, testscript.Params{
		Files: files,
		Setup: func(env *testscript.Env) error {
			port, err := freePort()
			if err != nil {
				return err
			}
			for _, dir := range []string{"letters", "source"} {
				if err := os.Mkdir(filepath.Join(env.WorkDir, dir), 0o700); err != nil {
					return err
				}
			}
			env.Setenv("PORT", port)
			env.Setenv("URL", "http://127.0.0.1:"+port)
			env.Setenv("VIGIE_TAKE_BACK", "0s")
			env.Setenv("VIGIE_SOURCE_URL", "")
			env.Setenv("VIGIE_DB", filepath.Join(env.WorkDir, "vigie.db"))
			env.Values[browsersKey] = newBrowsers("http://127.0.0.1:" + port)
			return prepare(env)
		},
		Condition: func(cond string) (bool, error) {
			if cond == "postgres" {
				return dbtest.Missing() == "", nil
			}
			return false, errors.New("unknown condition " + cond)
		},
		Cmds: browserCommands(t),
	})
}

func freePort() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	defer func() { _ = l.Close() }()
	_, port, err := net.SplitHostPort(l.Addr().String())
	return port, err
}

func sampleData(env *testscript.Env) error {
	for name, files := range map[string]fs.FS{"old.zip": sample.First("2026-06-15"), "new.zip": sample.Second("2026-09-14")} {
		archive, err := sample.Zip(files)
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(env.WorkDir, name), archive, 0o600); err != nil {
			return err
		}
	}
	setenv(env,
		"OLD=old.zip", "NEW=new.zip", "OLDNUMBER=491", "NEWNUMBER=492", "NEWDAY=2026-09-14", "NEWDAYWORDS=14 septembre 2026",
		"VIGIE_CLOCK=2026-09-14T09:00:00+02:00", "REPLYDUE=14 octobre 2026",
		"CODE=M1805", "BYMAIL=Développeur / Développeuse de jumeaux numériques", "LABEL=Développeur / Développeuse en écoconception numérique", "FROM=M1810", "TO=I1401")
	return nil
}

func realData(env *testscript.Env, dir string) error {
	setenv(env,
		"OLD="+filepath.Join(dir, "rome", "RefRomeCsv-v458.zip"), "NEW="+filepath.Join(dir, "rome", "RefRomeCsv-v460.zip"),
		"OLDNUMBER=458", "NEWNUMBER=460", "NEWDAY=2025-09-18", "NEWDAYWORDS=18 septembre 2025",
		"VIGIE_CLOCK=2025-09-18T09:00:00+02:00", "REPLYDUE=18 octobre 2025",
		"CODE=M1805", "BYMAIL=Développeur / Développeuse de jumeaux numériques", "LABEL=Développeur / Développeuse systèmes embarqués", "FROM=M1810", "TO=I1105")
	return nil
}

func setenv(env *testscript.Env, pairs ...string) {
	for _, p := range pairs {
		name, value, _ := strings.Cut(p, "=")
		env.Setenv(name, value)
	}
}
