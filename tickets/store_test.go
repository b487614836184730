package tickets_test

import (
	"context"
	"fmt"
	"log/slog"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"vigie/migrations"
	"vigie/migrations/dbtest"
	"vigie/rome"
	"vigie/rome/sample"
	"vigie/tickets"
)

func TestMain(m *testing.M) { dbtest.Main(m) }

// bench is a store with a clock that the test sets and a mail server that
// remembers.
type bench struct {
	*tickets.Store
	t   *testing.T
	db  *migrations.DB
	mu  sync.Mutex
	now time.Time
	out []tickets.Outgoing
	// refuse, when set, is what the mail server answers.
	refuse   error
	takeBack time.Duration   // of the next store
	source   *tickets.Source // of the next store
	tick     func()          // called whenever the clock is read
}

var secret = []byte("thirty-two bytes of a test secret")

// onEach runs a test on a fresh store of each engine, at 10:00 in Paris on
// Monday 1 June 2026; the service began on 1 January.
func onEach(t *testing.T, test func(b *bench)) {
	dbtest.Each(t, func(t *testing.T, db *migrations.DB) { test(newBench(t, db)) })
}

func newBench(t *testing.T, db *migrations.DB) *bench {
	t.Helper()
	b := &bench{t: t, db: db, now: time.Date(2026, 6, 1, 8, 0, 0, 0, time.UTC)}
	b.Store = b.store()
	if err := b.EnsurePolicy(t.Context(), tickets.DefaultPolicy(tickets.Date{Year: 2026, Month: 1, Day: 1})); err != nil {
		t.Fatal(err)
	}
	return b
}

func (b *bench) store() *tickets.Store {
	b.t.Helper()
	keys, err := tickets.NewKeys(secret)
	if err != nil {
		b.t.Fatal(err)
	}
	s, err := tickets.NewStore(tickets.Config{
		Engine: tickets.Engine(b.db.Engine), Write: b.db.Write, Read: b.db.Read, Keys: keys,
		Now: b.clock, Log: slog.New(slog.DiscardHandler), MailDomain: "vigie.example", TakeBack: b.takeBack, Source: b.source, CutoffDays: 30,
		Letters: func(m tickets.LetterModel) tickets.LetterText {
			text := fmt.Sprintf("%s for %s, track %s, confirm %s", m.Purpose, m.Name, m.TrackToken, m.ConfirmToken)
			return tickets.LetterText{Subject: "[" + m.Ticket.Reference + "] " + string(m.Purpose), Text: text}
		},
		StaffLetters: func(m tickets.StaffModel) tickets.LetterText {
			text := "for " + m.Name
			for _, i := range m.Items {
				text += fmt.Sprintf("\n%s %d %s", i.Reference, i.N, i.What)
			}
			return tickets.LetterText{Subject: "release " + m.Number, Text: text}
		},
	})
	if err != nil {
		b.t.Fatal(err)
	}
	return s
}

func (b *bench) clock() time.Time {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.tick != nil {
		b.tick()
	}
	return b.now
}

// on moves the clock to 10:00 in Paris of a day, whose root is signed.
func (b *bench) on(day string) {
	b.t.Helper()
	d, err := tickets.ParseDate(day)
	if err != nil {
		b.t.Fatal(err)
	}
	b.mu.Lock()
	b.now = d.Start().Add(10 * time.Hour)
	b.mu.Unlock()
	b.must(b.SignRoot(b.t.Context())) // as a running server does
}

func (b *bench) deliver(_ context.Context, o tickets.Outgoing) error {
	if b.refuse != nil {
		return b.refuse
	}
	b.out = append(b.out, o)
	return nil
}

// send delivers what waits and gives it.
func (b *bench) send() []tickets.Outgoing {
	b.t.Helper()
	b.out = nil
	if _, err := b.SendDue(b.t.Context(), b.deliver); err != nil {
		b.t.Fatal(err)
	}
	return b.out
}

// sampleRelease imports the first or second sample release as published on a
// day.
func (b *bench) sampleRelease(n int, day string) *tickets.StoredRelease {
	b.t.Helper()
	stored := b.importOnly(n, day)
	b.must(b.CheckAwaiting(b.t.Context()))
	return stored
}

func (b *bench) agent() tickets.Actor {
	b.t.Helper()
	a := tickets.Account{Email: "camille@vigie.example", Name: "Camille Roy", Role: tickets.Agent, Password: "x"}
	id, err := b.AddAccount(b.t.Context(), tickets.Machine, a)
	if err != nil {
		b.t.Fatal(err)
	}
	return tickets.Actor{Role: tickets.Agent, Account: id}
}

var visitor = tickets.Actor{Role: tickets.Visitor}

func filing(changes ...rome.Change) tickets.Filing {
	f := tickets.Filing{
		Type: tickets.Request, Channel: tickets.Web, Origin: tickets.Reuser, Name: "Léa Martin",
		Email: "lea@example.org", Organisation: "Emploi Ouvert", Text: "Ces mots sont dans nos offres.", Changes: changes,
	}
	if len(changes) == 0 {
		f.Type = tickets.Question
	}
	return f
}

func (b *bench) file(f tickets.Filing) *tickets.Case {
	b.t.Helper()
	r, err := b.File(b.t.Context(), visitor, f)
	if err != nil {
		b.t.Fatal(err)
	}
	return b.read(r.Ticket.Reference)
}

func (b *bench) read(reference string) *tickets.Case {
	b.t.Helper()
	c, err := b.Case(b.t.Context(), tickets.Machine, reference)
	if err != nil {
		b.t.Fatal(err)
	}
	return c
}

// faultless verifies the journal.
func (b *bench) faultless() {
	b.t.Helper()
	v, err := b.Verify(b.t.Context())
	if err != nil {
		b.t.Fatal(err)
	}
	for _, f := range v.Faults {
		b.t.Errorf("journal: %v", f)
	}
}

// must fails the test on an error.
func (b *bench) must(err error) {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err)
	}
}

// sscan reads the words of a test letter.
func sscan(text string, purpose, name, surname, track, confirm *string) (int, error) {
	return fmt.Sscanf(strings.ReplaceAll(text, ",", ""), "%s for %s %s track %s confirm %s", purpose, name, surname, track, confirm)
}

func replaceOnce(s, from, to string) string { return strings.Replace(s, from, to, 1) }

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

// importOnly is sampleRelease without the check.
func (b *bench) importOnly(n int, day string) *tickets.StoredRelease {
	b.t.Helper()
	files := sample.First(day)
	if n == 2 {
		files = sample.Second(day)
	}
	archive, err := sample.Zip(files)
	b.must(err)
	r, err := rome.ReadBytes(archive)
	b.must(err)
	stored, _, err := b.Import(b.t.Context(), tickets.Machine, r, archive)
	b.must(err)
	return stored
}
