package tickets

import (
	"context"
	"fmt"
	"time"

	"github.com/riverqueue/river"
)

// sourceQueue is a queue of its own: a source that trickles for minutes keeps no
// letter waiting.
const sourceQueue = "source"

// sourceJob looks at the source, when a look is wanted or due.
type sourceJob struct{}

// Kind implements river.JobArgs.
func (sourceJob) Kind() string { return "vigie.source" }

// InsertOpts implements river.JobArgsWithInsertOpts. What fails is tried again by
// our own tables' word.
func (sourceJob) InsertOpts() river.InsertOpts {
	return river.InsertOpts{Queue: sourceQueue, MaxAttempts: 1}
}

// look has the source looked at.
func (w waker) look(t *transaction) error {
	if _, err := w.client.InsertTx(t.ctx, t.Tx, sourceJob{}, nil); err != nil {
		return fmt.Errorf("waking who looks at the source: %w", err)
	}
	return nil
}

// sweep has what is due done now, rather than within a minute.
func (w waker) sweep(t *transaction) error {
	if _, err := w.client.InsertTx(t.ctx, t.Tx, sweepJob{}, nil); err != nil {
		return fmt.Errorf("waking the sweep: %w", err)
	}
	return nil
}

type looker struct {
	river.WorkerDefaults[sourceJob]
	store    *Store
	stopping context.Context // ends when the process is asked to stop: a look would outlast it
}

// Timeout implements river.Worker.
func (w *looker) Timeout(*river.Job[sourceJob]) time.Duration { return sourceLease }

// Work implements river.Worker.
func (w *looker) Work(ctx context.Context, _ *river.Job[sourceJob]) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer context.AfterFunc(w.stopping, cancel)()
	return w.store.Follow(ctx)
}

// wakeSource has the source looked at when that is due and nobody has been told:
// the daily look, and a job that was lost.
func (s *Store) wakeSource(ctx context.Context) error {
	if s.source == nil {
		return nil
	}
	wanted, daily, err := s.sourceDue(ctx, s.read, s.Now())
	if err != nil {
		return fmt.Errorf("looking whether the source is to be asked: %w", err)
	}
	if wanted == 0 && !daily {
		return nil
	}
	return s.transact(ctx, s.jobs.look)
}
