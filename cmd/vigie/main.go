// Command vigie follows the requests to change the ROME. This package wires the
// others together and owns what only a program may: the clock, the environment,
// signals, files.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"
	_ "time/tzdata" // deadlines are counted in Paris on any machine

	"github.com/alecthomas/kong"
)

// Exit codes: it was done; it ran and the answer is no; it was used wrongly.
const (
	exitDone  = 0
	exitNo    = 1
	exitUsage = 2
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], streams{os.Stdout, os.Stderr}, time.Now)
	stop()
	os.Exit(code)
}

// streams are where a command writes: results, and messages for people.
type streams struct{ out, err io.Writer }

// cli is every command with its flags.
type cli struct {
	Config kong.ConfigFlag `help:"Read flags from a JSON file." type:"path" placeholder:"FILE"`
	Settings

	Demo        demoCmd        `cmd:"" help:"Run a throw-away instance with sample data."`
	Serve       serveCmd       `cmd:"" help:"Run the service."`
	Release     releaseCmd     `cmd:"" help:"Import and show releases of the ROME."`
	Crosswalk   crosswalkCmd   `cmd:"" help:"Import and list correspondence tables with other nomenclatures."`
	Referential referentialCmd `cmd:"" help:"Look up what codes and titles are called in a file of the XML export, those before 4.0 included."`
	Deadline    deadlineCmd    `cmd:"" help:"Explain a deadline."`
	Mail        mailCmd        `cmd:"" help:"Read messages, and bring a mailbox in."`
	Agent       agentCmd       `cmd:"" help:"Manage the accounts of the staff."`
	Export      exportCmd      `cmd:"" help:"Write files for others."`
	Verify      verifyCmd      `cmd:"" help:"Re-hash and re-fold the whole journal."`
	Show        configCmd      `cmd:"" name:"config" help:"Print the effective configuration, secrets redacted."`
	Version     versionCmd     `cmd:"" help:"Print the build."`
}

// errNo is a command that ran and whose answer, already printed, is no.
var errNo = errors.New("no")

// usageError is a fault of whoever typed the command.
type usageError struct{ error }

// run is the whole program: it can be started by a test.
func run(ctx context.Context, args []string, std streams, now func() time.Time) int {
	var c cli
	exited := -1
	parser, err := kong.New(
		&c, kong.Name("vigie"), kong.Description("Vigie follows requests to change the ROME and proves what became of them."),
		kong.Writers(std.out, std.err), kong.UsageOnError(), kong.DefaultEnvars("VIGIE"), kong.Configuration(readConfig),
		kong.Exit(func(code int) { exited = code }), kong.BindTo(ctx, (*context.Context)(nil)),
	)
	if err != nil {
		return complain(std, err)
	}
	parsed, err := parser.Parse(args)
	if exited >= 0 { // --help
		return exited
	}
	if err != nil {
		return complain(std, usageError{err})
	}
	return complain(std, parsed.Run(&program{Settings: &c.Settings, streams: std, now: c.clock(now)}))
}

// complain turns an error into one sentence and an exit code.
func complain(std streams, err error) int {
	var usage usageError
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errNo):
		return exitNo
	case errors.As(err, &usage):
		_, _ = fmt.Fprintln(std.err, "vigie:", err)
		return exitUsage
	}
	_, _ = fmt.Fprintln(std.err, "vigie:", err)
	return exitNo
}
