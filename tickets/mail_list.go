package tickets

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"
	"strings"

	"vigie/rome"
)

// UnreadMessages is a filter's outcome for those that nobody has read yet.
const UnreadMessages MailOutcome = "unread"

// A MailFilter narrows the list of stored messages. The zero value of a field
// does not narrow.
type MailFilter struct {
	Outcome MailOutcome // UnreadMessages for those without one
	Query   string      // words of who wrote, whom the service wrote to, and the subject
	Before  int64       // only those stored before that message
	Limit   int         // fifty unless told
}

// A MailListing is a part of the list, the latest stored first.
type MailListing struct {
	Rows []*StoredMail // without their words
	Next int64         // the list goes on before that message; 0 at its end
	// Unfinished says that a search was ended for now, as it takes long, before
	// there were as many rows as asked for.
	Unfinished bool
}

// searchMost is how many messages one search goes through: their words lie with
// them, and are not indexed.
const searchMost = 20_000

// MailList lists every stored message with what became of it, in the order in
// which they were stored: nothing that came in is left out.
func (s *Store) MailList(ctx context.Context, by Actor, f MailFilter) (l MailListing, err error) {
	if err := authorize(by, CanReadMail, 0); err != nil {
		return l, err
	}
	if f.Limit <= 0 {
		f.Limit = 50
	}
	words := queryWords(f.Query)
	seen := 0
	for {
		batch := f.Limit + 1 - len(l.Rows)
		if len(words) > 0 {
			batch = eachMails
		}
		rows, err := s.mailsBefore(ctx, f, batch)
		if err != nil {
			return l, fmt.Errorf("listing messages: %w", err)
		}
		for _, m := range rows {
			if !m.says(words) {
				continue
			}
			if len(l.Rows) == f.Limit {
				l.Next = l.Rows[f.Limit-1].ID
				return l, s.withFiles(ctx, l.Rows)
			}
			l.Rows = append(l.Rows, m)
		}
		if len(rows) < batch {
			return l, s.withFiles(ctx, l.Rows)
		}
		f.Before = rows[len(rows)-1].ID
		if seen += len(rows); seen >= searchMost {
			l.Next, l.Unfinished = f.Before, true
			return l, s.withFiles(ctx, l.Rows)
		}
	}
}

// EachMail goes through all that a filter lets through, some at a time.
func (s *Store) EachMail(ctx context.Context, by Actor, f MailFilter, do func([]*StoredMail) error) error {
	f.Limit = eachMails
	for {
		l, err := s.MailList(ctx, by, f)
		if err == nil {
			err = do(l.Rows)
		}
		if err != nil || l.Next == 0 {
			return err
		}
		f.Before = l.Next
	}
}

// mailsBefore are the next of those that a filter lets through, whatever they
// say.
func (s *Store) mailsBefore(ctx context.Context, f MailFilter, limit int) ([]*StoredMail, error) {
	condition, args := `WHERE 1 = 1`, []any{}
	add := func(more string, v any) {
		args = append(args, v)
		condition += more + "$" + strconv.Itoa(len(args))
	}
	if f.Before != 0 {
		add(` AND m.id < `, f.Before)
	}
	switch f.Outcome {
	case "":
	case UnreadMessages:
		condition += ` AND m.outcome = ''`
	default:
		add(` AND m.outcome = `, string(f.Outcome))
	}
	add(` ORDER BY m.id DESC LIMIT `, limit)
	return s.mailLines(ctx, condition, args...)
}

// says reports whether every one of some folded words is in what is known of who
// wrote a message, or of whom the service wrote it to, and its subject.
func (m *StoredMail) says(words []string) bool {
	if len(words) == 0 {
		return true
	}
	known := []string{m.Name, m.Address, m.Subject}
	if m.Role == SentFolder {
		known = append(known, m.Recipients...)
	}
	text := rome.Fold(strings.Join(known, " "))
	for _, w := range words {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return true
}

// MailCounts is how many stored messages became what.
func (s *Store) MailCounts(ctx context.Context, by Actor) (map[MailOutcome]int, error) {
	if err := authorize(by, CanReadMail, 0); err != nil {
		return nil, err
	}
	counts := make(map[MailOutcome]int)
	_, err := collect(ctx, s.read, func(rows *sql.Rows) (struct{}, error) {
		var outcome MailOutcome
		var n int
		err := rows.Scan(&outcome, &n)
		if outcome == "" {
			outcome = UnreadMessages
		}
		counts[outcome] = n
		return struct{}{}, err
	}, `SELECT outcome, COUNT(*) FROM mails GROUP BY outcome`)
	if err != nil {
		return nil, fmt.Errorf("counting messages: %w", err)
	}
	return counts, nil
}
