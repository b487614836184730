package tickets

import (
	"context"
	"database/sql"
	"fmt"
)

// soonDays is how many working days ahead the dashboard looks.
const soonDays = 10

// Figures are what the dashboard shows. Months are of what fell due in them,
// never of what was closed; history counts nowhere.
type Figures struct {
	Today       Date
	Open        int
	Overdue     []Summary // replies or integrations, the latest first
	Soon        []Summary // due within ten working days
	SoonUntil   Date
	Awaiting    []Summary // with an accepted change in no release yet
	Replies     []Month   // twelve months and those with something due later
	Integration []Month
}

// A Month is the cohort of what fell, or falls, due in a calendar month.
type Month struct {
	First   Date // its first day
	Due     int  // all of the cohort
	Kept    int  // fulfilled in time
	Late    int  // fulfilled too late
	Overdue int  // not fulfilled, and the day is past
	Running int  // not fulfilled, and still in time
}

// Rate is the share kept of what can be judged, in percent; ok is false when
// nothing can be yet.
func (m Month) Rate() (percent float64, ok bool) {
	judged := m.Kept + m.Late + m.Overdue
	if judged == 0 {
		return 0, false
	}
	return 100 * float64(m.Kept) / float64(judged), true
}

// Dashboard computes the figures as of now.
func (s *Store) Dashboard(ctx context.Context) (Figures, error) {
	today := s.Today()
	f := Figures{Today: today, SoonUntil: Metropole.AddWorking(today, soonDays)}
	counts, err := s.Counts(ctx, 0)
	if err != nil {
		return f, err
	}
	f.Open = counts[ViewOpen]
	overdue, err := s.List(ctx, Filter{View: ViewOverdue, PerPage: 20})
	if err != nil {
		return f, err
	}
	f.Overdue = overdue.Rows
	if f.Soon, err = s.soon(ctx, today, f.SoonUntil); err != nil {
		return f, err
	}
	awaiting, err := s.List(ctx, Filter{View: ViewAwaiting, PerPage: 50})
	if err != nil {
		return f, err
	}
	f.Awaiting = awaiting.Rows
	first := Date{today.Year, today.Month, 1}.AddMonths(-11)
	f.Replies, err = s.months(ctx, replyMonths, first)
	if err != nil {
		return f, err
	}
	f.Integration, err = s.months(ctx, integrationMonths, first)
	return f, err
}

func (s *Store) soon(ctx context.Context, from, until Date) ([]Summary, error) {
	rows, err := collect(ctx, s.read, scanSummary, summaryQuery+`
		WHERE t.next_due >= $1 AND t.next_due <= $2 ORDER BY t.next_due, t.received_at LIMIT 50`, from.String(), until.String())
	if err != nil {
		return nil, fmt.Errorf("listing what is due soon: %w", err)
	}
	return rows, s.proposalsOf(ctx, rows)
}

const replyMonths = `SELECT substr(reply_due, 1, 7), COUNT(*),
	SUM(CASE WHEN replied_at < reply_late_from THEN 1 ELSE 0 END),
	SUM(CASE WHEN replied_at >= reply_late_from THEN 1 ELSE 0 END),
	SUM(CASE WHEN replied_at IS NULL AND reply_late_from <= $1 THEN 1 ELSE 0 END)
	FROM tickets WHERE reply_runs = 1 AND reply_due >= $2 GROUP BY 1 ORDER BY 1`

const integrationMonths = `SELECT substr(due, 1, 7), COUNT(*),
	SUM(CASE WHEN stopped_on <= due THEN 1 ELSE 0 END),
	SUM(CASE WHEN stopped_on > due THEN 1 ELSE 0 END),
	SUM(CASE WHEN stopped_on IS NULL AND late_from <= $1 THEN 1 ELSE 0 END)
	FROM proposals WHERE due IS NOT NULL AND due >= $2 GROUP BY 1 ORDER BY 1`

func (s *Store) months(ctx context.Context, query string, first Date) ([]Month, error) {
	list, err := collect(ctx, s.read, func(rows *sql.Rows) (Month, error) {
		var m Month
		var name string
		if err := rows.Scan(&name, &m.Due, &m.Kept, &m.Late, &m.Overdue); err != nil {
			return m, err
		}
		m.Running = m.Due - m.Kept - m.Late - m.Overdue
		var err error
		m.First, err = ParseDate(name + "-01")
		return m, err
	}, query, micros(s.Now()), first.String())
	if err != nil {
		return nil, fmt.Errorf("counting by month: %w", err)
	}
	return fillMonths(list, first, s.Today()), nil
}

// fillMonths puts in the months in which nothing fell due, up to the current one.
func fillMonths(list []Month, first, today Date) []Month {
	var full []Month
	for m := first; !m.After(today) || len(list) > 0; m = m.AddMonths(1) {
		if len(list) > 0 && list[0].First == m {
			full, list = append(full, list[0]), list[1:]
			continue
		}
		full = append(full, Month{First: m})
	}
	return full
}
