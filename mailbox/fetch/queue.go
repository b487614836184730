package fetch

import (
	"runtime"
	"sync"

	"vigie/tickets"
)

// Bounds of a group that is stored in one transaction, and of what waits for it.
const (
	groupCount = 16
	groupBytes = 1 << 20
	queueBytes = 2 << 20
)

// A parcel is a message to store, or one to pass over.
type parcel struct {
	mail   tickets.RawMail
	passed string // why; "" for a message to store
}

// A queue stands between fetching and storing, so that a message is fetched
// while the group before it is committed. It is bounded by bytes, and empty when
// a large message is put together: there is never more than one of these.
type queue struct {
	mu      sync.Mutex
	changed *sync.Cond
	list    []parcel
	bytes   int
	storing bool // whether a group was taken and not yet dealt with
	ended   bool // nothing more comes
	stopped bool // nothing more is taken
}

func newQueue() *queue {
	q := new(queue)
	q.changed = sync.NewCond(&q.mu)
	return q
}

// put adds a parcel, and waits for room first. It reports whether anybody will
// take it.
func (q *queue) put(p parcel) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	for !q.stopped && len(q.list) > 0 && q.bytes+len(p.mail.Raw) > queueBytes {
		q.changed.Wait()
	}
	q.list = append(q.list, p)
	q.bytes += len(p.mail.Raw)
	q.changed.Broadcast()
	return !q.stopped
}

// largeBytes is from which size on a message's memory is taken back before the
// next one is put together, rather than when the heap has doubled.
const largeBytes = 4 << 20

// room waits until everything that was put is dealt with, before a message of a
// size is put together.
func (q *queue) room(size int64) {
	q.mu.Lock()
	for !q.stopped && (len(q.list) > 0 || q.storing) {
		q.changed.Wait()
	}
	q.mu.Unlock()
	if size >= largeBytes {
		runtime.GC()
	}
}

// end says that nothing more comes.
func (q *queue) end() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.ended = true
	q.changed.Broadcast()
}

// stop says that nothing more is taken, and frees whoever waits.
func (q *queue) stop() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.stopped = true
	q.changed.Broadcast()
}

// take waits for parcels and gives what is there, a group at most, once the
// group before it is dealt with. It gives none when nothing more comes. A parcel
// to pass over comes alone.
func (q *queue) take() []parcel {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.storing = false
	q.changed.Broadcast()
	for len(q.list) == 0 {
		if q.ended {
			return nil
		}
		q.changed.Wait()
	}
	n, bytes := 0, 0
	for n < len(q.list) && n < groupCount {
		p := q.list[n]
		if n > 0 && (p.passed != "" || bytes+len(p.mail.Raw) > groupBytes) {
			break
		}
		n++
		bytes += len(p.mail.Raw)
		if p.passed != "" {
			break
		}
	}
	group := append([]parcel(nil), q.list[:n]...)
	clear(q.list[:n])
	q.list = q.list[n:]
	q.bytes -= bytes
	q.storing = true
	q.changed.Broadcast()
	return group
}
