package intake

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime"
	"runtime/debug"
	"sync"
	"time"

	"vigie/mailbox/message"
	"vigie/mailbox/scan"
	"vigie/mailbox/triage"
	"vigie/mailbox/wish"
	"vigie/rome"
	"vigie/tickets"
)

// Config is what an Intake works with.
type Config struct {
	Store  *tickets.Store
	Log    *slog.Logger
	Now    func() time.Time
	Own    []string // addresses of the service
	Border triage.Border
	// Rspamd and Clamd are nil where they are not configured.
	Rspamd *scan.Rspamd
	Clamd  *scan.Clamd
	// Answered has what the service sent counted as the answer that was
	// promised, without an agent's word on each: of an import whose operator
	// says so.
	Answered bool
}

// An Intake reads stored messages. It may be used from several goroutines:
// groups get their places in the order in which they were handed over.
type Intake struct {
	Config
	begun  time.Time
	line   line
	wishes wishes
	parse  func([]byte) *message.Message // a test may put one here that fails
}

// New makes an Intake. It connects to nothing.
func New(c Config) *Intake {
	c.Border.Own = c.Own
	return &Intake{Config: c, begun: c.Now(), line: newLine(), parse: message.Parse}
}

// wishes is the reader of the current release, made anew when that changes.
type wishes struct {
	mu     sync.Mutex
	sha    string
	reader *wish.Reader
}

// of gives the reader of a release. The release before it is read for it once,
// so that codes that are gone since lead to their successors.
func (w *wishes) of(r *rome.Release, before func() *rome.Release) *wish.Reader {
	if r == nil {
		return nil
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.sha == r.SHA256 {
		return w.reader
	}
	var history []*rome.Release
	if earlier := before(); earlier != nil {
		history = append(history, earlier)
	}
	w.sha, w.reader = r.SHA256, wish.NewReader(r, history...)
	return w.reader
}

// before is the release before the current one, nil where there is none.
func (in *Intake) before(ctx context.Context) func() *rome.Release {
	return func() *rome.Release {
		release, err := in.Store.ReadRelease(ctx, "previous")
		if err != nil {
			if !errors.Is(err, tickets.ErrNotFound) {
				in.Log.WarnContext(ctx, "reading the release before the current one", "error", err)
			}
			return nil
		}
		return release
	}
}

// Read begins to understand a group of messages that were just stored, and
// gives each its place, in one transaction. It returns while that goes on, so
// that the next group can be fetched and stored meanwhile, and waits where two
// groups are under way already; of a large one it returns when it has its place,
// so that there is never more than one in memory. A message that cannot be read
// waits for ReadUnread and holds up no other.
func (in *Intake) Read(ctx context.Context, group []tickets.KeptMail) error {
	turn, err := in.line.enter(ctx, group)
	if err != nil {
		return err
	}
	if turn.alone() {
		defer turn.leave()
		_, err := in.placeInTurn(ctx, group, turn)
		return err
	}
	go func() {
		defer turn.leave()
		if _, err := in.placeInTurn(ctx, group, turn); err != nil && ctx.Err() == nil {
			in.Log.ErrorContext(ctx, "messages are stored, and not read", "error", err)
		}
	}()
	return nil
}

// Wait returns when every group that was handed to Read has its place.
func (in *Intake) Wait() { in.line.wait() }

// Place is Read, done when it returns: it says what became of each message that
// was read.
func (in *Intake) Place(ctx context.Context, group []tickets.KeptMail) ([]tickets.Placed, error) {
	turn, err := in.line.enter(ctx, group)
	if err != nil {
		return nil, err
	}
	defer turn.leave()
	return in.placeInTurn(ctx, group, turn)
}

func (in *Intake) placeInTurn(ctx context.Context, group []tickets.KeptMail, turn turn) ([]tickets.Placed, error) {
	var placings []tickets.Placing
	var faults []error
	for i, u := range in.understandAll(ctx, group) {
		k, r := group[i], u.reading
		if k.Known {
			continue
		}
		if u.err != nil {
			faults = append(faults, fmt.Errorf("message %d: %w", k.ID, u.err))
			continue
		}
		k.Raw, group[i].Raw = nil, nil             // a large message is not kept twice
		if k.Role == tickets.ImportRole && r.Own { // one file for all that came and went
			k.Role = tickets.SentFolder
		}
		placings = append(placings, tickets.Placing{Mail: k, Reading: r, Answered: in.Answered})
	}
	turn.await()
	placed, err := in.place(ctx, placings)
	return placed, errors.Join(append(faults, err)...)
}

// place hands readings to the store: together, and one by one when together
// fails, so that one never holds up the others.
func (in *Intake) place(ctx context.Context, placings []tickets.Placing) ([]tickets.Placed, error) {
	if len(placings) == 0 {
		return nil, nil
	}
	placed, err := in.Store.PlaceMail(ctx, placings)
	if err == nil || len(placings) == 1 || ctx.Err() != nil {
		return placed, err
	}
	placed = nil
	var faults []error
	for i := range placings {
		one, err := in.Store.PlaceMail(ctx, placings[i:i+1])
		if err != nil {
			faults = append(faults, err)
			continue
		}
		placed = append(placed, one...)
	}
	return placed, errors.Join(faults...)
}

// unreadGroup is how many left-over messages are taken up at once: one, so that
// a message that kills the process is an attempt at that one alone.
const unreadGroup = 1

// settleTime is how long a stored message is left to whoever stored it.
const settleTime = time.Minute

// ReadUnread takes up what was stored and never read to the end: by a process
// that died, or because reading failed. What has failed three times goes into
// quarantine with a ticket of what little is known.
func (in *Intake) ReadUnread(ctx context.Context) error {
	for {
		before := in.Now().Add(-settleTime)
		if in.begun.After(before) {
			before = in.begun
		}
		list, err := in.Store.UnreadMail(ctx, unreadGroup, before)
		if err != nil || len(list) == 0 {
			return err
		}
		failed := false
		for _, k := range list {
			if k.Spent() {
				err = in.Store.GiveUpMail(ctx, tickets.Placing{Mail: k, Reading: brief(k)})
			} else {
				_, err = in.Place(ctx, []tickets.KeptMail{k})
			}
			if err != nil {
				in.Log.ErrorContext(ctx, "reading a stored message", "mail", k.ID, "tries", k.Tries, "error", err)
				failed = true
			}
		}
		if failed { // the next round is time enough
			return ctx.Err()
		}
	}
}

// Watch reads left-over messages until ctx ends.
func (in *Intake) Watch(ctx context.Context) {
	if in.wishes.of(in.Store.Release(), in.before(ctx)) != nil {
		debug.FreeOSMemory() // the release before the current one was read for it, and is let go
	}
	const every = 5 * time.Second
	tick := time.NewTimer(0)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		if err := in.ReadUnread(ctx); err != nil && ctx.Err() == nil {
			in.Log.ErrorContext(ctx, "reading what was left", "error", err)
		}
		tick.Reset(every)
	}
}

// understood is what reading one message gave.
type understood struct {
	reading tickets.Reading
	err     error
}

// understandAll reads the messages of a group side by side, as many at once as
// there are processors: a group is small in bytes too.
func (in *Intake) understandAll(ctx context.Context, group []tickets.KeptMail) []understood {
	out := make([]understood, len(group))
	var all sync.WaitGroup
	turns := make(chan struct{}, runtime.GOMAXPROCS(0))
	for i, k := range group {
		if k.Known {
			continue
		}
		turns <- struct{}{}
		all.Go(func() {
			defer func() { <-turns }()
			out[i].reading, out[i].err = in.understand(ctx, k)
		})
	}
	all.Wait()
	return out
}

// understand reads one message; a panic is an error of that message.
func (in *Intake) understand(ctx context.Context, k tickets.KeptMail) (r tickets.Reading, err error) {
	defer func() {
		if p := recover(); p != nil {
			in.Log.ErrorContext(ctx, "reading a message panicked", "mail", k.ID, "panic", fmt.Sprint(p), "stack", string(debug.Stack()))
			err = fmt.Errorf("reading panicked: %v", p)
		}
	}()
	return in.reading(ctx, k)
}
