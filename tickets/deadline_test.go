package tickets_test

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"testing/quick"
	"time"

	"vigie/tickets"
)

// shared finds a file of the data beside the repository, or skips.
func shared(t *testing.T, name string) string {
	t.Helper()
	root := os.Getenv("VIGIE_SHARED")
	if root == "" {
		root = filepath.Join("..", "..", "shared")
	}
	path := filepath.Join(root, name)
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		t.Skipf("%s is not here: set VIGIE_SHARED to the folder that has it", name)
	}
	return path
}

func TestDeadlineVectors(t *testing.T) {
	raw, err := os.ReadFile(shared(t, "deadlines/vectors.json"))
	if err != nil {
		t.Fatal(err)
	}
	var vectors []struct {
		Received      time.Time
		Months        int
		DueStrict     tickets.Date `json:"due_strict"`
		LateFrom      time.Time    `json:"late_from_utc"`
		DueNext       tickets.Date `json:"due_next_working_day"`
		DueNextAlsace tickets.Date `json:"due_next_working_day_alsace_moselle"`
		Target        tickets.Date `json:"target_previous_working_day"`
		Why           string
	}
	if err := json.Unmarshal(raw, &vectors); err != nil {
		t.Fatal(err)
	}
	if len(vectors) != 42 {
		t.Fatalf("%d vectors, want 42", len(vectors))
	}
	for _, v := range vectors {
		strict := tickets.DeadlineAfter(v.Received, v.Months, tickets.Strict, tickets.Metropole)
		if strict.DueOn != v.DueStrict || !strict.LateFrom.Equal(v.LateFrom) || strict.TargetOn != v.Target {
			t.Errorf("%s: strict due %v late %v target %v, want %v %v %v",
				v.Why, strict.DueOn, strict.LateFrom, strict.TargetOn, v.DueStrict, v.LateFrom, v.Target)
		}
		next := tickets.DeadlineAfter(v.Received, v.Months, tickets.NextWorkingDay, tickets.Metropole)
		if next.DueOn != v.DueNext || next.TargetOn != v.Target {
			t.Errorf("%s: next working day %v target %v, want %v %v", v.Why, next.DueOn, next.TargetOn, v.DueNext, v.Target)
		}
		alsace := tickets.DeadlineAfter(v.Received, v.Months, tickets.NextWorkingDay, tickets.AlsaceMoselle)
		if alsace.DueOn != v.DueNextAlsace {
			t.Errorf("%s: next working day in Alsace %v, want %v", v.Why, alsace.DueOn, v.DueNextAlsace)
		}
	}
}

// A few of the same cases, so that the rule is tested on any machine.
func TestDeadline(t *testing.T) {
	paris := func(s string) time.Time {
		at, err := time.ParseInLocation("2006-01-02 15:04:05", s, tickets.Paris)
		if err != nil {
			t.Fatal(err)
		}
		return at
	}
	for _, c := range []struct {
		received    string
		months      int
		rule        tickets.Rule
		zone        tickets.Zone
		due, target string
	}{
		{"2026-01-31 10:00:00", 1, tickets.Strict, tickets.Metropole, "2026-02-28", "2026-02-27"},
		{"2028-01-31 10:00:00", 1, tickets.Strict, tickets.Metropole, "2028-02-29", "2028-02-29"},
		{"2026-10-31 10:00:00", 4, tickets.Strict, tickets.Metropole, "2027-02-28", "2027-02-26"},
		{"2026-10-31 10:00:00", 4, tickets.NextWorkingDay, tickets.Metropole, "2027-03-01", "2027-02-26"},
		{"2026-03-03 10:00:00", 1, tickets.NextWorkingDay, tickets.AlsaceMoselle, "2026-04-07", "2026-04-02"},
		{"2038-03-25 10:00:00", 1, tickets.NextWorkingDay, tickets.Metropole, "2038-04-27", "2038-04-23"},
	} {
		d := tickets.DeadlineAfter(paris(c.received), c.months, c.rule, c.zone)
		if d.DueOn.String() != c.due || d.TargetOn.String() != c.target {
			t.Errorf("%s + %d (%s, %s): due %v target %v, want %s %s",
				c.received, c.months, c.rule, c.zone, d.DueOn, d.TargetOn, c.due, c.target)
		}
		if !d.Met(d.LateFrom.Add(-time.Nanosecond)) || d.Met(d.LateFrom) {
			t.Errorf("%s: on time must end exactly at %v", c.received, d.LateFrom)
		}
	}
}

func TestDeadlineProperties(t *testing.T) {
	check := func(sec uint32, months uint8, alsace bool) bool {
		// From 1996, since when Paris changes its clocks at 01:00 UTC; in 1976
		// it did so at midnight, and a day began twice.
		at := time.Date(1996, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(sec) * time.Second)
		n, zone := int(months%24), tickets.Metropole
		if alsace {
			zone = tickets.AlsaceMoselle
		}
		strict := tickets.DeadlineAfter(at, n, tickets.Strict, zone)
		next := tickets.DeadlineAfter(at, n, tickets.NextWorkingDay, zone)
		from := tickets.DateOf(at)
		wantMonth := (int(from.Month)-1+n)%12 + 1
		return !strict.DueOn.Before(from) &&
			int(strict.DueOn.Month) == wantMonth && strict.DueOn.Day <= from.Day &&
			!next.DueOn.Before(strict.DueOn) && zone.Working(next.DueOn) && zone.Working(strict.TargetOn) &&
			strict.TargetOn == next.TargetOn && !strict.TargetOn.After(strict.DueOn) &&
			tickets.DateOf(strict.LateFrom) == strict.DueOn.AddDays(1) &&
			tickets.DateOf(strict.LateFrom.Add(-time.Second)) == strict.DueOn
	}
	if err := quick.Check(check, &quick.Config{MaxCount: 5000}); err != nil {
		t.Error(err)
	}
}

func FuzzParseDate(f *testing.F) {
	f.Add("2026-02-28")
	f.Add("2026-02-30")
	f.Add("")
	f.Fuzz(func(t *testing.T, s string) {
		d, err := tickets.ParseDate(s)
		if err == nil && d.String() != s {
			t.Errorf("%q parsed as %v", s, d)
		}
	})
}
