package fetch

import (
	"context"
	"math/rand/v2"
	"time"
)

// How long is waited after failures in a row: the first wait doubles up to the
// longest. Credentials that are refused are shown rarely: servers lock accounts.
const (
	firstWait    = time.Second
	longestWait  = 10 * time.Minute
	firstAuth    = 15 * time.Minute
	longestAuth  = 4 * time.Hour
	shortestNews = time.Second // between two visits that the server's news led to in vain
)

// backoff counts failures in a row, those of credentials by themselves.
type backoff struct{ faults, refusals int }

// next is how long to wait after a failure.
func (b *backoff) next(err error) time.Duration {
	if FaultOf(err) == FaultAuth {
		b.refusals++
		return delay(firstAuth, b.refusals, longestAuth)
	}
	b.faults++
	return delay(firstWait, b.faults, longestWait)
}

// delay is first, doubled with each failure after the first one, longest at
// most, and then up to a quarter more by chance, so that many clients do not come
// back at once.
func delay(first time.Duration, failed int, longest time.Duration) time.Duration {
	d := min(first<<min(failed-1, 20), longest)
	return d + rand.N(d/4)
}

// sleep waits, and reports whether the context lives on.
func sleep(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}
