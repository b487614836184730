package tickets_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"vigie/rome/sample"
	"vigie/tickets"
)

// at moves the clock to an instant of Paris.
func (b *bench) at(text string) {
	b.t.Helper()
	at, err := time.ParseInLocation("2006-01-02 15:04", text, tickets.Paris)
	b.must(err)
	b.mu.Lock()
	b.now = at.UTC()
	b.mu.Unlock()
}

// follow does what a worker does, and reports whether the source was asked.
func (b *bench) follow(p *place) bool {
	b.t.Helper()
	before := p.times()
	b.must(b.Follow(b.t.Context()))
	return p.times() > before
}

// The source is asked once a day, within the hour after the hour that is set,
// and a day that was missed is made up for at once.
func TestTheDailyLook(t *testing.T) {
	onEach(t, func(b *bench) {
		p := following(b, false)
		p.has(zipOf(b.t, sample.First("2026-05-04")))
		b.at("2026-06-01 10:00")
		if !b.follow(p) || b.follow(p) {
			b.t.Fatal("a service that just began is to look once")
		}
		b.at("2026-06-02 05:59")
		if b.follow(p) {
			b.t.Error("looked before the hour")
		}
		next := b.sourceState().NextAt.In(tickets.Paris)
		if next.Format("2006-01-02 15") != "2026-06-02 06" {
			b.t.Errorf("the next look is at %s", next)
		}
		for minute := 0; minute < 60; minute++ {
			at := time.Date(2026, 6, 2, 6, minute, 0, 0, tickets.Paris)
			b.at(at.Format("2006-01-02 15:04"))
			if due := !next.After(at); b.follow(p) != due {
				b.t.Fatalf("at %s, due at %s: due is %t", at, next, due)
			} else if due {
				break
			}
		}
		b.at("2026-06-02 23:59")
		if b.follow(p) {
			b.t.Error("looked twice in a day")
		}
		b.at("2026-06-05 03:00") // down for two days
		if !b.follow(p) || b.follow(p) {
			b.t.Error("a day that was missed is to be made up for once")
		}
		// On the night when an hour is skipped or comes twice, too.
		for _, day := range []string{"2026-10-25", "2027-03-28"} {
			d, err := tickets.ParseDate(day)
			b.must(err)
			b.source.Hour = 2
			b.at(d.AddDays(-1).String() + " 12:00")
			b.follow(p)
			asked := p.times()
			for at := d.Start(); at.Before(d.AddDays(1).Start()); at = at.Add(10 * time.Minute) {
				b.mu.Lock()
				b.now = at
				b.mu.Unlock()
				b.must(b.Follow(b.t.Context()))
			}
			if n := p.times() - asked; n != 1 {
				b.t.Errorf("%s: asked %d times", day, n)
			}
		}
		if n := b.count(`SELECT COUNT(*) FROM source_looks WHERE ended_at IS NULL`); n != 0 {
			b.t.Errorf("%d looks did not end", n)
		}
	})
}

// The minutes differ from day to day and from service to service, and not from
// start to start.
func TestTheDailyLookIsSpread(t *testing.T) {
	onEach(t, func(b *bench) {
		following(b, false)
		seen := make(map[string]bool)
		for day := 1; day <= 28; day++ {
			b.on(time.Date(2026, 6, day, 0, 0, 0, 0, time.UTC).Format(time.DateOnly))
			next := b.sourceState().NextAt
			b.Store = b.store()
			if again := b.sourceState().NextAt; again != next {
				b.t.Errorf("%s after a restart, %s before", again, next)
			}
			seen[next.Format("04:05")] = true
		}
		if len(seen) < 20 {
			b.t.Errorf("28 days have %d minutes", len(seen))
		}
	})
}

// What fails and may pass is tried again an hour later and four hours after that,
// not more; what will not pass, the next day.
func TestAFailedLookIsTriedAgain(t *testing.T) {
	onEach(t, func(b *bench) {
		p := following(b, false)
		p.answers(tickets.SourceSeen{URL: "https://source.example/csv", Fault: "silent", Passing: true})
		b.at("2026-06-01 10:00")
		for _, step := range []struct {
			at   string
			want bool
		}{
			{"2026-06-01 10:00", true},
			{"2026-06-01 10:59", false},
			{"2026-06-01 11:00", true},
			{"2026-06-01 14:59", false},
			{"2026-06-01 15:00", true},
			{"2026-06-02 05:59", false},
			{"2026-06-02 07:00", true},
		} {
			b.at(step.at)
			if got := b.follow(p); got != step.want {
				b.t.Errorf("%s: asked is %t", step.at, got)
			}
			if s := b.sourceState(); s.Last.Outcome != "silent" || s.Last.Why != tickets.LookDaily || s.Open != nil {
				b.t.Errorf("%s: %+v", step.at, s)
			}
		}
		p.answers(tickets.SourceSeen{URL: "https://source.example/csv", Fault: "blocked", Status: 409})
		b.at("2026-06-02 08:00")
		if !b.follow(p) || !b.sourceState().Last.AgainAt.IsZero() || b.sourceState().Last.Status != 409 {
			b.t.Errorf("%+v", b.sourceState().Last)
		}
		b.at("2026-06-03 05:00")
		if b.follow(p) {
			b.t.Error("a firewall that refuses is asked again the same day")
		}
		// One that answers in between ends it.
		p.answers(tickets.SourceSeen{Fault: "stalled", Passing: true})
		b.at("2026-06-03 07:00")
		b.follow(p)
		p.has(zipOf(b.t, sample.First("2026-05-04")))
		b.at("2026-06-03 08:00")
		if !b.follow(p) {
			b.t.Error("not tried again")
		}
		b.at("2026-06-03 20:00")
		if b.follow(p) {
			b.t.Error("asked again after it answered")
		}
	})
}

// A source that wants to be left alone is: by the daily look, by whoever asks for
// one, and by the command.
func TestASourceThatAsksToWait(t *testing.T) {
	onEach(t, func(b *bench) {
		ctx := b.t.Context()
		p := following(b, false)
		agent := b.agent()
		b.at("2026-06-01 10:00")
		p.answers(tickets.SourceSeen{Fault: "busy", Status: 429, Passing: true, Hold: 3 * time.Hour})
		if !b.follow(p) {
			b.t.Fatal("not asked")
		}
		until := time.Date(2026, 6, 1, 11, 0, 0, 0, time.UTC)
		b.at("2026-06-01 12:59")
		var held *tickets.Held
		if err := b.AskSource(ctx, agent); !errors.As(err, &held) || !held.Until.Equal(until) || !errors.Is(err, tickets.ErrThrottled) {
			b.t.Errorf("asked all the same: %v", err)
		}
		if _, err := b.LookNow(ctx, tickets.Machine); !errors.As(err, &held) || !held.Until.Equal(until) {
			b.t.Errorf("asked all the same: %v", err)
		}
		if s := b.sourceState(); !s.HoldUntil.Equal(until) || !s.NextAt.Equal(until) || s.Open != nil {
			b.t.Errorf("%+v", s)
		}
		if b.follow(p) {
			b.t.Error("asked too early")
		}
		b.at("2026-06-01 13:00")
		if !b.follow(p) {
			b.t.Error("not asked when it may be")
		}
	})
}

// Somebody who asks is obeyed once, in the background, and sees it.
func TestAskingTheSource(t *testing.T) {
	onEach(t, func(b *bench) {
		ctx := b.t.Context()
		agent := b.agent()
		if err := b.AskSource(ctx, agent); !errors.Is(err, tickets.ErrTransition) {
			b.t.Errorf("without a source: %v", err)
		}
		if s := b.sourceState(); s.On || s.Open != nil || s.Last != nil || !s.NextAt.IsZero() {
			b.t.Errorf("%+v", s)
		}
		b.must(b.Follow(ctx))
		p := following(b, false)
		if err := b.AskSource(ctx, visitor); !errors.Is(err, tickets.ErrForbidden) {
			b.t.Errorf("a visitor asks: %v", err)
		}
		if _, err := b.LookNow(ctx, visitor); !errors.Is(err, tickets.ErrForbidden) {
			b.t.Errorf("a visitor looks: %v", err)
		}
		if _, err := b.Source(ctx, visitor); !errors.Is(err, tickets.ErrForbidden) {
			b.t.Errorf("a visitor sees it: %v", err)
		}
		p.has(zipOf(b.t, sample.First("2026-05-04")))
		b.must(b.AskSource(ctx, agent))
		b.must(b.AskSource(ctx, agent))
		s := b.sourceState()
		if !s.On || s.Open == nil || s.Open.Why != tickets.LookAsked || s.Open.By != "Camille Roy" || !s.Open.BeganAt.IsZero() || s.URL == "" {
			b.t.Fatalf("%+v", s)
		}
		if !b.follow(p) || b.follow(p) {
			b.t.Error("asked twice it is to be looked at once")
		}
		s = b.sourceState()
		if s.Open != nil || s.Last == nil || s.Last.Why != tickets.LookAsked || s.Last.Outcome != tickets.SourceNew || s.Last.By != "Camille Roy" {
			b.t.Errorf("%+v", s.Last)
		}
	})
}

// Of two workers one asks; the other finds nothing to do, and a command is told.
func TestTwoWorkersOneLook(t *testing.T) {
	onEach(t, func(b *bench) {
		ctx := b.t.Context()
		p := following(b, false)
		archive := zipOf(b.t, sample.First("2026-05-04"))
		entered, leave := make(chan struct{}, 8), make(chan struct{})
		p.next = func() tickets.SourceSeen {
			entered <- struct{}{}
			<-leave
			return tickets.SourceSeen{Archive: archive, SHA256: sha(archive)}
		}
		b.must(b.AskSource(ctx, b.agent()))
		first, second := b.store(), b.store()
		done := make(chan error, 2)
		go func() { done <- first.Follow(context.WithoutCancel(ctx)) }()
		<-entered
		b.must(second.Follow(ctx)) // returns at once
		if _, err := second.LookNow(ctx, tickets.Machine); !errors.Is(err, tickets.ErrConflict) {
			b.t.Errorf("two look at once: %v", err)
		}
		if s := b.sourceState(); s.Open == nil || s.Open.BeganAt.IsZero() {
			b.t.Errorf("%+v", s.Open)
		}
		b.must(b.AskSource(ctx, tickets.Machine)) // one is under way
		close(leave)
		b.must(<-done)
		if p.times() != 1 || b.count(`SELECT COUNT(*) FROM source_looks`) != 1 {
			b.t.Errorf("asked %d times", p.times())
		}
		// Many at once.
		for range 6 {
			go func() { done <- b.store().Follow(context.WithoutCancel(ctx)) }()
		}
		for range 6 {
			b.must(<-done)
		}
		if p.times() != 1 {
			b.t.Errorf("asked %d times", p.times())
		}
	})
}

// A look whose process died is given up after its lease, and made up for; should
// that process come back, it changes nothing.
func TestADeadLook(t *testing.T) {
	onEach(t, func(b *bench) {
		ctx := b.t.Context()
		p := following(b, false)
		archive := zipOf(b.t, sample.First("2026-05-04"))
		entered, leave := make(chan struct{}, 1), make(chan struct{})
		p.next = func() tickets.SourceSeen {
			entered <- struct{}{}
			<-leave
			return tickets.SourceSeen{Fault: "slow", Passing: true}
		}
		b.at("2026-06-01 10:00")
		asleep := b.store()
		done := make(chan error, 1)
		go func() { done <- asleep.Follow(context.WithoutCancel(ctx)) }()
		<-entered
		b.at("2026-06-01 10:09")
		b.must(b.Follow(ctx))
		if s := b.sourceState(); s.Open == nil {
			b.t.Error("given up too early")
		}
		b.at("2026-06-01 10:10")
		if s := b.sourceState(); s.Open != nil {
			b.t.Error("it still seems to be under way")
		}
		p.has(archive)
		b.looks(tickets.SourceNew)
		close(leave)
		b.must(<-done)
		if n := b.count(`SELECT COUNT(*) FROM source_looks WHERE outcome = 'interrupted'`); n != 1 {
			b.t.Errorf("%d looks were interrupted", n)
		}
		if s := b.sourceState(); s.Last.Outcome != tickets.SourceNew {
			b.t.Errorf("%+v", s.Last)
		}
	})
}

// A program that is asked to stop while it looks writes that down, and is not
// kept waiting.
func TestStoppingEndsALook(t *testing.T) {
	onEach(t, func(b *bench) {
		following(b, false)
		entered := make(chan struct{}, 1)
		b.source.Ask = func(ctx context.Context) tickets.SourceSeen {
			entered <- struct{}{}
			<-ctx.Done()
			return tickets.SourceSeen{Fault: "stopped", Passing: true}
		}
		jobs, err := b.StartJobs(b.t.Context(), nil)
		b.must(err)
		select {
		case <-entered: // the sweep found the daily look due
		case <-time.After(30 * time.Second):
			b.t.Fatal("no worker looked")
		}
		stop, cancel := context.WithTimeout(context.Background(), 20*time.Second)
		defer cancel()
		b.must(jobs.Stop(stop))
		if s := b.sourceState(); s.Open != nil || s.Last == nil || s.Last.Outcome != "stopped" || s.Last.AgainAt.IsZero() {
			b.t.Errorf("%+v", s)
		}
	})
}

// A running worker does what somebody asks for within seconds, and imports what
// was accepted; a slow source keeps no letter waiting.
func TestJobsFollowTheSource(t *testing.T) {
	onEach(t, func(b *bench) {
		ctx := b.t.Context()
		p := following(b, false)
		agent, manager := b.agent(), b.manager()
		archive := zipOf(b.t, sample.First("2026-05-04"))
		leave := make(chan struct{})
		p.next = func() tickets.SourceSeen {
			<-leave
			return tickets.SourceSeen{Archive: archive, SHA256: sha(archive)}
		}
		sent := make(chan tickets.Outgoing, 1)
		jobs, err := b.StartJobs(ctx, func(_ context.Context, o tickets.Outgoing) error {
			sent <- o
			return nil
		})
		b.must(err)
		b.must(b.AskSource(ctx, agent))
		b.file(filing(never))
		select {
		case <-sent:
		case <-time.After(30 * time.Second):
			b.t.Fatal("the letter waits for the source")
		}
		close(leave)
		b.until("the release was not found", func(s tickets.SourceState) bool { return s.Open == nil && len(s.Finds) == 1 })
		b.must(b.AcceptFind(ctx, manager, b.sourceState().Finds[0].ID))
		b.until("it was not imported", func(s tickets.SourceState) bool { return len(s.Finds) == 0 && b.Current() != nil })
		stop, cancel := context.WithTimeout(context.Background(), 20*time.Second)
		defer cancel()
		b.must(jobs.Stop(stop))
		b.faultless()
	})
}

// until waits for a state of the source.
func (b *bench) until(what string, is func(tickets.SourceState) bool) {
	b.t.Helper()
	for end := time.Now().Add(30 * time.Second); !is(b.sourceState()); time.Sleep(50 * time.Millisecond) {
		if time.Now().After(end) {
			b.t.Fatalf("%s: %+v", what, b.sourceState())
		}
	}
}

// A process that dies between two steps leaves nothing that the next one does not
// mend.
func TestADeathBetweenTwoSteps(t *testing.T) {
	onEach(t, func(b *bench) {
		ctx := b.t.Context()
		p := following(b, false)
		p.has(zipOf(b.t, sample.First("2026-05-04")))
		b.at("2026-06-01 10:00")
		look := b.looks(tickets.SourceNew)
		find, err := b.SourceFindOf(ctx, look)
		b.must(err)
		sql := func(query string) {
			b.t.Helper()
			_, err := b.db.Write.Exec(query)
			b.must(err)
		}
		// What was found is kept, and the look did not end.
		sql(`UPDATE source_looks SET ended_at = NULL, outcome = '', archive_sha256 = '', content_sha256 = ''`)
		if _, err := b.LookNow(ctx, tickets.Machine); !errors.Is(err, tickets.ErrConflict) {
			b.t.Errorf("looked beside it: %v", err)
		}
		b.at("2026-06-01 10:11")
		b.looks(tickets.SourceWaiting)
		// It was accepted, and whoever was to import it died before; then after.
		b.must(b.AcceptFind(ctx, tickets.Machine, find.ID))
		b.sweep()
		if b.Current() == nil {
			b.t.Fatal("it was not imported")
		}
		sql(`UPDATE source_finds SET state = 'accepted'`)
		b.sweep()
		if n := b.count(`SELECT COUNT(*) FROM source_finds WHERE state = 'imported'`); n != 1 || b.count(`SELECT COUNT(*) FROM releases`) != 1 {
			b.t.Errorf("%d finds are settled", n)
		}
		b.looks(tickets.SourceKnown)
		b.faultless()
	})
}
