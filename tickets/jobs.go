package tickets

import (
	"context"
	"database/sql"
	"fmt"
	"log/slog"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/riverdriver/riverdatabasesql"
	"github.com/riverqueue/river/riverdriver/riversqlite"
)

// River only wakes: what is to be done is in our own tables, and each job looks
// there. A job that is lost costs at most a minute, until the next sweep.

// sendJob wakes the sender of letters.
type sendJob struct{}

// Kind implements river.JobArgs.
func (sendJob) Kind() string { return "vigie.send" }

// sweepJob does, every minute, what nobody woke: letters whose time has come,
// releases not yet checked, the daily look at the source, the daily root, and what
// has expired.
type sweepJob struct{}

// Kind implements river.JobArgs.
func (sweepJob) Kind() string { return "vigie.sweep" }

// waker inserts jobs in the transaction of an event.
type waker struct{ client *river.Client[*sql.Tx] }

func (w waker) wake(t *transaction, at time.Time) error {
	var options *river.InsertOpts
	if at.After(t.now) {
		options = &river.InsertOpts{ScheduledAt: at}
	}
	if _, err := w.client.InsertTx(t.ctx, t.Tx, sendJob{}, options); err != nil {
		return fmt.Errorf("waking the sender: %w", err)
	}
	return nil
}

func (s *Store) driver() riverdriver.Driver[*sql.Tx] {
	if s.engine == SQLite {
		return riversqlite.New(s.write)
	}
	return riverdatabasesql.New(s.write)
}

func (s *Store) prepareJobs() error {
	client, err := river.NewClient(s.driver(), &river.Config{Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		return fmt.Errorf("preparing jobs: %w", err)
	}
	s.jobs = waker{client}
	return nil
}

type sender struct {
	river.WorkerDefaults[sendJob]
	store   *Store
	deliver Deliver
}

// Work implements river.Worker.
func (w *sender) Work(ctx context.Context, _ *river.Job[sendJob]) error {
	if _, err := w.store.SendDue(ctx, w.deliver); err != nil {
		return err
	}
	_, err := w.store.SendStaff(ctx, w.deliver)
	return err
}

type sweeper struct {
	river.WorkerDefaults[sweepJob]
	store   *Store
	deliver Deliver
}

// Work implements river.Worker.
func (w *sweeper) Work(ctx context.Context, _ *river.Job[sweepJob]) error {
	return w.store.Sweep(ctx, w.deliver)
}

// Sweep does everything that is due and that no job was told of.
func (s *Store) Sweep(ctx context.Context, deliver Deliver) error {
	if _, err := s.SendDue(ctx, deliver); err != nil {
		return err
	}
	if err := s.settleFinds(ctx); err != nil {
		return err
	}
	if err := s.wakeSource(ctx); err != nil {
		return err
	}
	if err := s.CheckAwaiting(ctx); err != nil {
		return err
	}
	if err := s.CountChanges(ctx); err != nil {
		return err
	}
	if _, err := s.SendStaff(ctx, deliver); err != nil {
		return err
	}
	if err := s.nameParticipants(ctx); err != nil {
		return err
	}
	if err := s.stakeAll(ctx); err != nil {
		return err
	}
	if err := s.SignRoot(ctx); err != nil {
		return err
	}
	if err := s.purge(ctx); err != nil {
		return err
	}
	return s.FollowAnnouncements(ctx) // last: an old archive that cannot be read keeps nothing else from being done
}

// purge removes what has expired: sessions, sign-in attempts of an hour ago,
// drafts untouched for thirty days.
func (s *Store) purge(ctx context.Context) error {
	now := s.Now()
	return s.transact(ctx, func(t *transaction) error {
		if err := t.exec(`DELETE FROM sessions WHERE expiry < $1`, micros(now)); err != nil {
			return err
		}
		if err := t.exec(`DELETE FROM attempts WHERE at < $1`, micros(now.Add(-time.Hour))); err != nil {
			return err
		}
		return t.exec(`DELETE FROM drafts WHERE updated_at < $1`, micros(now.Add(-30*24*time.Hour)))
	})
}

// quiet lets warnings and errors through: River tells each minute how it is.
type quiet struct{ slog.Handler }

// Enabled implements slog.Handler.
func (q quiet) Enabled(ctx context.Context, l slog.Level) bool {
	return l >= slog.LevelWarn && q.Handler.Enabled(ctx, l)
}

// Jobs are the workers of one process.
type Jobs struct {
	client *river.Client[*sql.Tx]
	stop   context.CancelFunc // of what would outlast a stop
}

// StartJobs begins to work, until Stop. Letters are handed to deliver.
func (s *Store) StartJobs(ctx context.Context, deliver Deliver) (*Jobs, error) {
	workers := river.NewWorkers()
	river.AddWorker(workers, &sender{store: s, deliver: deliver})
	river.AddWorker(workers, &sweeper{store: s, deliver: deliver})
	stopping, stop := context.WithCancel(ctx)
	river.AddWorker(workers, &looker{store: s, stopping: stopping})
	client, err := river.NewClient(s.driver(), &river.Config{
		Logger:            slog.New(quiet{s.log.Handler()}),
		PollOnly:          true, // riversqlite's listener would poll every 50 ms
		FetchPollInterval: time.Second,
		JobTimeout:        10 * time.Minute,
		Queues:            map[string]river.QueueConfig{river.QueueDefault: {MaxWorkers: 1}, sourceQueue: {MaxWorkers: 1}},
		Workers:           workers,
		PeriodicJobs: []*river.PeriodicJob{river.NewPeriodicJob(
			river.PeriodicInterval(time.Minute),
			func() (river.JobArgs, *river.InsertOpts) { return sweepJob{}, nil },
			&river.PeriodicJobOpts{RunOnStart: true},
		)},
	})
	if err == nil {
		err = client.Start(ctx)
	}
	if err != nil {
		stop()
		return nil, fmt.Errorf("starting jobs: %w", err)
	}
	return &Jobs{client, stop}, nil
}

// Stop lets the jobs at work finish, until ctx ends. A look at the source is given
// up.
func (j *Jobs) Stop(ctx context.Context) error {
	j.stop()
	return j.client.Stop(ctx)
}
