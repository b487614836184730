package fetch

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"

	"vigie/mailbox/fetch/dovecot"
)

// A mailbox of 200 MB takes little memory, though some of its messages are as
// large as they may be. It is what a process of its own takes at most, more than
// when it had a connection and nothing to do.
func TestMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("it writes 200 MB")
	}
	t.Parallel()
	s := dovecot.Start(t)
	bytes := 0
	deliver := func(name string, size int) {
		s.Deliver("lea", "INBOX", ordinary(name, size), sometime)
		bytes += size
	}
	for i := range 5 {
		deliver(fmt.Sprintf("large%d", i), DefaultMaxSize-i)
		for n := range 160 {
			deliver(fmt.Sprintf("m%d-%d", i, n), 100<<10)
		}
	}
	if bytes < 200<<20 {
		t.Fatalf("only %d bytes wait", bytes)
	}
	k := task{Database: t.TempDir() + "/vigie.db", Addr: s.Addr, User: "lea", Password: dovecot.Password, Measure: true}
	cmd := k.command(t)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	marks := strings.Fields(string(out))
	if len(marks) != 2 {
		t.Fatalf("the helper says %q", out)
	}
	idle, _ := strconv.Atoi(marks[0])
	most, _ := strconv.Atoi(marks[1])
	t.Logf("idle %d kB, at most %d kB: %d MB more", idle, most, (most-idle)>>10)
	if idle == 0 || most-idle > raceMemory*96<<10 {
		t.Errorf("it takes %d kB more than when idle", most-idle)
	}
}
