package tickets

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"vigie/rome"
)

// View is which tickets a list is of.
type View string

// The views. Open is the queue: everything that is not closed, what is due
// first on top.
const (
	ViewOpen       View = "open"
	ViewMine       View = "mine"
	ViewUnassigned View = "unassigned"
	ViewOverdue    View = "overdue"
	ViewSoon       View = "soon" // due within ten working days
	ViewAwaiting   View = "awaiting"
	ViewReview     View = "review" // what a release put in conflict, undid, or fulfilled before a decision
	ViewClosed     View = "closed"
	ViewAll        View = "all"
)

// Views lists them in the order in which they are offered.
func Views() []View {
	return []View{ViewOpen, ViewMine, ViewUnassigned, ViewOverdue, ViewSoon, ViewAwaiting, ViewReview, ViewClosed, ViewAll}
}

// attention says of a proposal that a release changed what is to be done of it.
const attention = `state = 'regressed' OR verdict = 'conflict' AND state IN ('pending', 'awaiting') OR verdict = 'holds' AND state = 'pending'`

// A Filter narrows a list. The zero value of a field does not narrow.
type Filter struct {
	View    View
	State   State  // of the ticket
	Code    string // code ROME that a proposal is about
	Query   string // words of reference, codes and labels
	Mine    int64  // the account ViewMine is of
	Page    int    // from 1
	PerPage int    // 50 unless told
	Public  bool   // only what anybody may see, newest first

	// The cohort of a calendar month, by its first day: whose reply, or one of
	// whose integrations, fell or falls due in it.
	ReplyMonth, IntegrationMonth Date
}

// A Summary is one line of a list.
type Summary struct {
	ID         int64
	Reference  string
	Type       Type
	Channel    Channel
	Origin     Origin
	State      State
	Closed     Closing
	Public     bool
	History    bool
	Assignee   string // name, "" for nobody
	ReceivedAt time.Time
	ReplyRuns  bool
	ReplyDue   Date
	ReplyLate  time.Time // first instant that is too late
	RepliedAt  time.Time // zero until answered
	NextDue    Date      // what is owed first, zero when nothing is
	Undecided  int
	Proposals  []SummaryProposal
	Author     Personal // empty on a public list
}

// SummaryProposal is one change of a line.
type SummaryProposal struct {
	N         int
	Change    rome.Change
	State     ProposalState
	Due       Date // of the integration, once promised
	Target    Date // the last working day on or before it
	DecidedOn Date // of the last decision; set in lists of tickets alone
	StoppedOn Date
	Verdict   rome.Verdict
}

// Overdue reports whether what is owed first should have come before an
// instant.
func (s *Summary) Overdue(now time.Time) bool {
	return !s.NextDue.IsZero() && s.NextDue.Before(DateOf(now))
}

// A Listing is one page of a list.
type Listing struct {
	Rows    []Summary
	Total   int
	Page    int
	PerPage int
}

// Pages counts the pages, at least one.
func (l Listing) Pages() int { return max(1, (l.Total+l.PerPage-1)/l.PerPage) }

// where builds a list's conditions; only constants and numbered parameters go
// into the text.
func (f Filter) where(now time.Time) (string, []any) {
	var conditions []string
	var args []any
	add := func(condition string, values ...any) {
		for _, v := range values {
			args = append(args, v)
			condition = strings.Replace(condition, "?", "$"+strconv.Itoa(len(args)), 1)
		}
		conditions = append(conditions, condition)
	}
	switch f.View {
	case ViewMine:
		add("t.state <> 'closed' AND t.assignee = ?", f.Mine)
	case ViewUnassigned:
		add("t.state <> 'closed' AND t.assignee IS NULL")
	case ViewOverdue:
		add("t.next_due < ?", DateOf(now).String())
	case ViewSoon:
		today := DateOf(now)
		add("t.next_due >= ?", today.String())
		add("t.next_due <= ?", soonUntil(today).String())
	case ViewAwaiting:
		add("EXISTS (SELECT 1 FROM proposals p WHERE p.ticket_id = t.id AND p.state IN ('awaiting', 'regressed'))")
	case ViewReview:
		add(`t.id IN (SELECT p.ticket_id FROM proposals p WHERE ` + attention + `)
			AND (t.state <> 'closed' OR EXISTS (SELECT 1 FROM proposals p WHERE p.ticket_id = t.id AND p.verdict = 'conflict' AND p.state = 'awaiting'))`)
	case ViewClosed:
		add("t.state = 'closed'")
	case ViewOpen:
		add("t.state <> 'closed'")
	}
	if f.State != "" {
		add("t.state = ?", string(f.State))
	}
	if !f.ReplyMonth.IsZero() {
		add("t.reply_runs = 1 AND t.reply_due >= ? AND t.reply_due < ?", f.ReplyMonth.String(), f.ReplyMonth.AddMonths(1).String())
	}
	if !f.IntegrationMonth.IsZero() {
		add("EXISTS (SELECT 1 FROM proposals p WHERE p.ticket_id = t.id AND p.due >= ? AND p.due < ?)",
			f.IntegrationMonth.String(), f.IntegrationMonth.AddMonths(1).String())
	}
	if f.Public {
		add("t.public = 1")
	}
	if f.Code != "" {
		add("EXISTS (SELECT 1 FROM proposals p WHERE p.ticket_id = t.id AND p.code = ?)", strings.ToUpper(printable(strings.TrimSpace(f.Code), 10)))
	}
	for _, word := range queryWords(f.Query) {
		add("t.words LIKE ? ESCAPE '!'", like(word))
	}
	if len(conditions) == 0 {
		return "1 = 1", args
	}
	return strings.Join(conditions, " AND "), args
}

// List gives one page of tickets: for agents what is due first on top, then the
// oldest; for the public the newest first.
func (s *Store) List(ctx context.Context, f Filter) (Listing, error) {
	if f.PerPage <= 0 {
		f.PerPage = 50
	}
	f.Page = max(1, f.Page)
	where, args := f.where(s.Now())
	l := Listing{Page: f.Page, PerPage: f.PerPage}
	if err := s.read.QueryRowContext(ctx, `SELECT COUNT(*) FROM tickets t WHERE `+where, args...).Scan(&l.Total); err != nil {
		return l, fmt.Errorf("counting tickets: %w", err)
	}
	l.Page = min(l.Page, l.Pages())
	order := `CASE WHEN t.next_due IS NULL THEN 1 ELSE 0 END, t.next_due, t.received_at, t.id`
	if f.Public || f.View == ViewClosed {
		order = `t.received_at DESC, t.id DESC`
	}
	args = append(args, f.PerPage, (l.Page-1)*f.PerPage)
	query := fmt.Sprintf(`%s WHERE %s ORDER BY %s LIMIT $%d OFFSET $%d`, summaryQuery, where, order, len(args)-1, len(args))
	rows, err := collect(ctx, s.read, scanSummary, query, args...)
	if err != nil {
		return l, fmt.Errorf("listing tickets: %w", err)
	}
	for i := range rows {
		if f.Public {
			rows[i].Author, rows[i].Assignee = Personal{}, ""
		}
	}
	l.Rows = rows
	return l, s.proposalsOf(ctx, l.Rows)
}

// Counts gives the number of tickets in each view, for an account.
func (s *Store) Counts(ctx context.Context, account int64) (map[View]int, error) {
	counts := make(map[View]int)
	for _, v := range Views() {
		where, args := Filter{View: v, Mine: account}.where(s.Now())
		var n int
		if err := s.read.QueryRowContext(ctx, `SELECT COUNT(*) FROM tickets t WHERE `+where, args...).Scan(&n); err != nil {
			return nil, fmt.Errorf("counting the view %s: %w", v, err)
		}
		counts[v] = n
	}
	return counts, nil
}

const summaryQuery = `SELECT t.id, t.reference, t.type, t.channel, t.origin, t.state, t.closed, t.public, t.history,
	COALESCE(a.name, ''), t.received_at, t.reply_runs, t.reply_due, t.reply_late_from, COALESCE(t.replied_at, 0),
	t.next_due, t.undecided, COALESCE(pe.body, '{}')
	FROM tickets t LEFT JOIN accounts a ON a.id = t.assignee
	LEFT JOIN events e ON e.ticket_id = t.id AND e.n = 1 LEFT JOIN personal pe ON pe.seq = e.seq`

func scanSummary(rows *sql.Rows) (Summary, error) {
	var r Summary
	var public, history, runs int
	var received, late, replied int64
	var personal string
	err := rows.Scan(&r.ID, &r.Reference, &r.Type, &r.Channel, &r.Origin, &r.State, &r.Closed, &public, &history,
		&r.Assignee, &received, &runs, &r.ReplyDue, &late, &replied, &r.NextDue, &r.Undecided, &personal)
	if err != nil {
		return r, err
	}
	r.Public, r.History, r.ReplyRuns = public == 1, history == 1, runs == 1
	r.ReceivedAt, r.ReplyLate = time.UnixMicro(received).UTC(), time.UnixMicro(late).UTC()
	if replied != 0 {
		r.RepliedAt = time.UnixMicro(replied).UTC()
	}
	return r, json.Unmarshal([]byte(personal), &r.Author)
}

// proposalsOf fills in the proposals of a page's lines, in one query.
func (s *Store) proposalsOf(ctx context.Context, rows []Summary) error {
	if len(rows) == 0 {
		return nil
	}
	at := make(map[int64]int, len(rows))
	marks := make([]string, len(rows))
	args := make([]any, len(rows))
	for i, r := range rows {
		at[r.ID], marks[i], args[i] = i, "$"+strconv.Itoa(i+1), r.ID
	}
	type owned struct {
		ticket int64
		SummaryProposal
	}
	list, err := collect(ctx, s.read, func(r *sql.Rows) (owned, error) {
		var o owned
		var change string
		var decided int64
		err := r.Scan(&o.ticket, &o.N, &change, &o.State, &o.Due, &o.Target, &o.StoppedOn, &o.Verdict, &decided)
		if err != nil {
			return o, err
		}
		if decided != 0 {
			o.DecidedOn = DateOf(time.UnixMicro(decided))
		}
		return o, json.Unmarshal([]byte(change), &o.Change)
	}, `SELECT ticket_id, n, change, state, due, target, stopped_on, verdict, COALESCE(decided_at, 0) FROM proposals
		WHERE ticket_id IN (`+strings.Join(marks, ", ")+`) ORDER BY ticket_id, n`, args...)
	if err != nil {
		return fmt.Errorf("listing proposals: %w", err)
	}
	for _, o := range list {
		r := &rows[at[o.ticket]]
		r.Proposals = append(r.Proposals, o.SummaryProposal)
	}
	return nil
}

// Asked lists the references of tickets that ask for the same change, oldest
// first. The public is told only of public ones.
func (s *Store) Asked(ctx context.Context, c rome.Change, public bool) ([]string, error) {
	return collect(ctx, s.read, func(rows *sql.Rows) (string, error) {
		var r string
		return r, rows.Scan(&r)
	}, `SELECT DISTINCT t.reference FROM proposals p JOIN tickets t ON t.id = p.ticket_id
		WHERE p.change_key = $1 AND p.state <> 'withdrawn' AND t.closed <> 'spam' AND (t.public = 1 OR $2 = 0)
		ORDER BY t.reference LIMIT 10`, c.WishKey(), truth(public))
}
