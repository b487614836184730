package intake

import (
	"context"
	"sync"

	"vigie/tickets"
)

// What may be understood at once: two groups, or one that is large.
const (
	abreast   = 2
	largeMail = 2 << 20 // bytes of a group that is let through alone
)

// line lets groups of messages be understood side by side, and has them placed
// one after the other, in the order in which they came.
type line struct {
	places chan struct{} // one for each group that may be under way
	enters sync.Mutex    // who takes places takes all it needs
	mu     sync.Mutex
	last   chan struct{} // closed when the last group that came has its place
}

func newLine() line {
	first := make(chan struct{})
	close(first)
	return line{places: make(chan struct{}, abreast), last: first}
}

// turn is a group's place in the line.
type turn struct {
	line         *line
	before, done chan struct{}
	width        int
}

// enter waits until the group may begin.
func (l *line) enter(ctx context.Context, group []tickets.KeptMail) (turn, error) {
	t := turn{line: l, done: make(chan struct{}), width: 1}
	size := 0
	for _, k := range group {
		size += len(k.Raw)
	}
	if size > largeMail {
		t.width = abreast
	}
	l.enters.Lock()
	defer l.enters.Unlock()
	for taken := range t.width {
		select {
		case l.places <- struct{}{}:
		case <-ctx.Done():
			for range taken {
				<-l.places
			}
			return t, ctx.Err()
		}
	}
	l.mu.Lock()
	t.before, l.last = l.last, t.done
	l.mu.Unlock()
	return t, nil
}

// alone reports whether the group is let through by itself.
func (t turn) alone() bool { return t.width == abreast }

// await returns when the groups that came before have their places.
func (t turn) await() { <-t.before }

// leave lets the next one in.
func (t turn) leave() {
	<-t.before // even where there was nothing to place
	close(t.done)
	for range t.width {
		<-t.line.places
	}
}

// wait returns when all that came so far have their places.
func (l *line) wait() {
	l.mu.Lock()
	last := l.last
	l.mu.Unlock()
	<-last
}
