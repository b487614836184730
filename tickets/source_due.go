package tickets

import (
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"time"
)

const (
	// sourceLimit bounds a look, and sourceLease is when one that has not ended is
	// taken for dead. It is longer, so that nobody asks beside a slow one.
	sourceLimit = 8 * time.Minute
	sourceLease = 10 * time.Minute

	sourceTries = 3                // looks that nobody asked for, from one daily look to the next
	sourcePause = time.Hour        // after the first of them, four times as long after the second
	sourceWide  = 60 * time.Minute // over which the services of the world spread their daily looks
)

// dailyLook is when a day's look is due: the hour in Paris and some minutes that
// are this service's own, other ones each day, the same after a restart.
func (s *Store) dailyLook(day Date) time.Time {
	sum := digest([]byte(mac(s.keys.message, "source", day.String())))
	spread := time.Duration(binary.BigEndian.Uint32([]byte(sum[:4]))) * time.Second % sourceWide
	return time.Date(day.Year, day.Month, day.Day, s.source.Hour, 0, 0, 0, Paris).Add(spread).UTC()
}

// lastDailyLook is when the latest daily look was due.
func (s *Store) lastDailyLook(now time.Time) time.Time {
	day := DateOf(now)
	if at := s.dailyLook(day); !at.After(now) {
		return at
	}
	return s.dailyLook(day.AddDays(-1))
}

// nextDailyLook is when the next one is.
func (s *Store) nextDailyLook(now time.Time) time.Time {
	day := DateOf(now)
	if at := s.dailyLook(day); at.After(now) {
		return at
	}
	return s.dailyLook(day.AddDays(1))
}

// again is when a look that failed is tried again by itself; zero for not before
// the next daily one.
func again(seen SourceSeen, ended time.Time, before int) time.Time {
	if !seen.Passing || before+1 >= sourceTries {
		return time.Time{}
	}
	at := ended.Add(sourcePause << (2 * before))
	if held := ended.Add(seen.Hold); held.After(at) {
		at = held
	}
	return at
}

// sourceHold is until when the source asked to be left alone; zero when it did
// not, or that is over.
func sourceHold(ctx context.Context, q querier, now time.Time) (time.Time, error) {
	var until sql.NullInt64
	err := q.QueryRowContext(ctx, `SELECT MAX(hold_until) FROM source_looks WHERE hold_until > $1`, micros(now)).Scan(&until)
	return instant(until), err
}

// tried counts the looks since the latest daily one was due, and gives when the
// last of them is tried again.
func (s *Store) tried(ctx context.Context, q querier, now time.Time) (n int, at time.Time, err error) {
	since := micros(s.lastDailyLook(now))
	if err := q.QueryRowContext(ctx, `SELECT COUNT(*) FROM source_looks WHERE began_at >= $1`, since).Scan(&n); err != nil || n == 0 {
		return n, at, err
	}
	var again sql.NullInt64
	err = q.QueryRowContext(ctx, `SELECT again_at FROM source_looks WHERE began_at >= $1 ORDER BY id DESC LIMIT 1`, since).Scan(&again)
	return n, instant(again), err
}

// sourceDue says why the source is to be looked at now: a look that is wanted, by
// its id, or the daily one. Neither is due while another look is under way, or
// the source wants to be left alone.
func (s *Store) sourceDue(ctx context.Context, q querier, now time.Time) (wanted int64, daily bool, err error) {
	var running int
	err = q.QueryRowContext(ctx, `SELECT COUNT(*) FROM source_looks WHERE ended_at IS NULL AND lease_until > $1`, micros(now)).Scan(&running)
	if err != nil || running > 0 {
		return 0, false, err
	}
	if hold, err := sourceHold(ctx, q, now); err != nil || !hold.IsZero() {
		return 0, false, err
	}
	err = q.QueryRowContext(ctx, `SELECT id FROM source_looks WHERE ended_at IS NULL AND began_at IS NULL ORDER BY id LIMIT 1`).Scan(&wanted)
	if err == nil || !errors.Is(err, sql.ErrNoRows) {
		return wanted, false, err
	}
	n, at, err := s.tried(ctx, q, now)
	return 0, n == 0 || !at.IsZero() && !at.After(now), err
}
