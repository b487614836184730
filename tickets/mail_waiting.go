package tickets

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"
)

// A Quarantined message waits for an agent; the reply deadline runs from its
// receipt as if it were a ticket.
type Quarantined struct {
	*StoredMail
	Clock     Clock
	Reference string // of the minimal ticket of an unreadable message
}

// A QuarantinePart is a part of what waits in quarantine, the earliest deadline first.
type QuarantinePart struct {
	List    []Quarantined
	Total   int // of all that wait
	Late    int // of them, those whose deadline is past
	Earlier int // that wait before this part

	// The messages with which the parts before and after this one begin, 0 for
	// none.
	Previous, Next int64
}

// Quarantine lists what waits, the earliest deadline first, at most limit, and
// says how many wait in all. Nothing leaves it by itself.
func (s *Store) Quarantine(ctx context.Context, by Actor, limit int) (list []Quarantined, total int, err error) {
	w, err := s.QuarantineFrom(ctx, by, 0, limit)
	return w.List, w.Total, err
}

// QuarantineFrom is the part of what waits that begins with a message or, where
// that one has its place meanwhile, with those after it; 0 is the first of all.
func (s *Store) QuarantineFrom(ctx context.Context, by Actor, mail int64, limit int) (w QuarantinePart, err error) {
	if err := authorize(by, CanReadMail, 0); err != nil {
		return w, err
	}
	policies, err := policies(ctx, s.read)
	if err != nil {
		return w, err
	}
	first, err := s.waitingPlace(ctx, mail)
	if err != nil {
		return w, err
	}
	all, err := collect(ctx, s.read, scanWaitingPlace, `SELECT received_at, id FROM mails WHERE outcome = 'quarantined' ORDER BY received_at, id`)
	if err != nil {
		return w, fmt.Errorf("reading the quarantine: %w", err)
	}
	now := s.Now()
	for _, p := range all {
		if quarantineClock(policies, p.received()).Overdue(now) {
			w.Late++
		}
	}
	start, _ := slices.BinarySearchFunc(all, first, waitingPlace.compare)
	if start == len(all) && start > 0 { // all from there on have their place: what is left
		start = max(0, start-limit)
		first = all[start]
	}
	end := min(start+limit, len(all))
	w.Total, w.Earlier = len(all), start
	if start > 0 {
		w.Previous = all[max(0, start-limit)].id
	}
	if end < len(all) {
		w.Next = all[end].id
	}
	mails, err := s.mailHeads(ctx, waitingAfter, first.at, first.id, limit)
	if err != nil {
		return w, err
	}
	w.List, err = s.quarantined(ctx, policies, mails)
	return w, err
}

// EachQuarantined goes through what waits in the same order, some at a time, and
// reads nothing of what they say.
func (s *Store) EachQuarantined(ctx context.Context, by Actor, do func([]Quarantined) error) error {
	if err := authorize(by, CanReadMail, 0); err != nil {
		return err
	}
	policies, err := policies(ctx, s.read)
	if err != nil {
		return err
	}
	next := waitingPlace{}
	for {
		mails, err := s.mailLines(ctx, waitingAfter, next.at, next.id, eachMails)
		if err != nil || len(mails) == 0 {
			return err
		}
		list, err := s.quarantined(ctx, policies, mails)
		if err == nil {
			err = do(list)
		}
		if err != nil {
			return err
		}
		last := mails[len(mails)-1]
		next = waitingPlace{micros(last.ReceivedAt), last.ID + 1}
	}
}

// eachMails is how many messages are in memory while all are gone through.
const eachMails = 200

// waitingAfter are those that wait, from a place on.
const waitingAfter = `WHERE m.outcome = 'quarantined' AND m.received_at >= $1 AND (m.received_at > $1 OR m.id >= $2)
	ORDER BY m.received_at, m.id LIMIT $3`

// A waitingPlace is a place in the quarantine: an instant of receipt in
// microseconds and, of those that came at once, a message.
type waitingPlace struct{ at, id int64 }

func (p waitingPlace) received() time.Time { return time.UnixMicro(p.at).UTC() }

func (p waitingPlace) compare(q waitingPlace) int {
	return cmp.Or(cmp.Compare(p.at, q.at), cmp.Compare(p.id, q.id))
}

func scanWaitingPlace(rows *sql.Rows) (p waitingPlace, err error) {
	err = rows.Scan(&p.at, &p.id)
	return p, err
}

// waitingPlace is the place of a message, also of one that has left; the first
// of all for none.
func (s *Store) waitingPlace(ctx context.Context, mail int64) (p waitingPlace, err error) {
	if mail == 0 {
		return p, nil
	}
	err = s.read.QueryRowContext(ctx, `SELECT received_at, id FROM mails WHERE id = $1`, mail).Scan(&p.at, &p.id)
	if errors.Is(err, sql.ErrNoRows) {
		return waitingPlace{}, nil
	}
	return p, err
}

// quarantined adds to messages the clock of each, and its files.
func (s *Store) quarantined(ctx context.Context, policies []Policy, mails []*StoredMail) ([]Quarantined, error) {
	list := make([]Quarantined, len(mails))
	for i, m := range mails {
		list[i] = Quarantined{m, quarantineClock(policies, m.ReceivedAt), m.TicketRef}
	}
	return list, s.withFiles(ctx, mails)
}

func quarantineClock(policies []Policy, received time.Time) Clock {
	policy, begun := policyFor(policies, DateOf(received))
	return Clock{Deadline: DeadlineAfter(received, policy.ReplyMonths, policy.Rule, policy.Zone), Runs: begun}
}

// QuarantineCount is how many messages wait.
func (s *Store) QuarantineCount(ctx context.Context) (n int, err error) {
	err = s.read.QueryRowContext(ctx, `SELECT COUNT(*) FROM mails WHERE outcome = 'quarantined'`).Scan(&n)
	if err != nil {
		return 0, fmt.Errorf("counting the quarantine: %w", err)
	}
	return n, nil
}
