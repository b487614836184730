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
	Overdue     []Summary // replies or integrations, the latest first; at most fifty, as the others
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

// soonUntil is the last day that the dashboard looks ahead to.
func soonUntil(today Date) Date { return Metropole.AddWorking(today, soonDays) }

// Dashboard computes the figures as of now.
func (s *Store) Dashboard(ctx context.Context) (Figures, error) {
	f := Figures{Today: s.Today()}
	f.SoonUntil = soonUntil(f.Today)
	for view, rows := range map[View]*[]Summary{ViewOverdue: &f.Overdue, ViewSoon: &f.Soon, ViewAwaiting: &f.Awaiting} {
		l, err := s.List(ctx, Filter{View: view})
		if err != nil {
			return f, err
		}
		*rows = l.Rows
	}
	var err error
	f.Replies, f.Integration, err = s.Months(ctx)
	return f, err
}

// Months are the cohorts of the last twelve months and of those to come in
// which something is due: of replies, and of integrations.
func (s *Store) Months(ctx context.Context) (replies, integrations []Month, err error) {
	today := s.Today()
	first := Date{today.Year, today.Month, 1}.AddMonths(-11)
	if replies, err = s.months(ctx, replyMonths, first); err != nil {
		return nil, nil, err
	}
	integrations, err = s.months(ctx, integrationMonths, first)
	return replies, integrations, err
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
