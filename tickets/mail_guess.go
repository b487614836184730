package tickets

import (
	"cmp"
	"database/sql"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"time"

	"vigie/rome"
)

// guessWithin is how far back a guess looks for what the same author asked.
const guessWithin = 365 * 24 * time.Hour

// guess looks for the ticket that an agent would think of first.
func (s *Store) guess(t *transaction, p *Placing, c *clues) error {
	r := &p.Reading
	take := func(ticket int64, why GuessWhy) {
		if c.guess == 0 && ticket != 0 {
			c.guess, c.guessWhy = ticket, why
		}
	}
	take(c.subject, GuessReference)
	take(c.thread, GuessThread)
	take(c.ours, GuessThread)
	for _, fuzzy := range r.Fuzzy {
		if c.guess != 0 {
			break
		}
		ticket, err := t.ticketOf(fuzzy)
		if err != nil {
			return err
		}
		take(ticket, GuessFuzzy)
	}
	if c.guess != 0 || p.Mail.Role == SentFolder {
		return nil
	}
	type earlier struct {
		ticket  int64
		subject string
	}
	list, err := collect(t.ctx, t, func(rows *sql.Rows) (earlier, error) {
		var e earlier
		var body string
		if err := rows.Scan(&e.ticket, &body); err != nil {
			return e, err
		}
		var personal Personal
		err := json.Unmarshal([]byte(body), &personal)
		e.subject = personal.Subject
		return e, err
	}, `SELECT t.id, COALESCE(pe.body, '{}') FROM participants pa JOIN tickets t ON t.id = pa.ticket_id
		JOIN events e ON e.ticket_id = t.id AND e.n = 1 LEFT JOIN personal pe ON pe.seq = e.seq
		WHERE pa.address_key = $1 AND pa.address_key <> '' AND t.received_at > $2 AND t.closed <> 'spam'
		ORDER BY t.received_at DESC, t.id DESC LIMIT 20`, s.keys.AddressKey(r.Address), micros(p.Mail.ReceivedAt.Add(-guessWithin)))
	if err != nil {
		return fmt.Errorf("looking for what the author asked before: %w", err)
	}
	subject := rome.Fold(BaseSubject(r.Subject))
	for _, e := range list {
		if subject != "" && rome.Fold(BaseSubject(e.subject)) == subject {
			take(e.ticket, GuessSubject)
		}
	}
	if c.guess == 0 && (r.Kind != RequestMail || r.Own || replyLike(r)) { // others open a request, whatever is guessed
		ticket, err := t.similar(s.keys, r.Subject+"\n"+cmp.Or(r.Text, r.Said), micros(p.Mail.ReceivedAt.Add(-guessWithin)))
		if err != nil {
			return err
		}
		take(ticket, GuessSimilar)
	}
	if len(list) > 0 {
		take(list[0].ticket, GuessAuthor)
	}
	return nil
}

// replyPrefix is what programs put before a subject that they answer or pass
// on: Re, RE, Réf., Fwd, TR (transféré), AW, SV, with or without a count, and
// names of lists in brackets.
var replyPrefix = regexp.MustCompile(`(?i)^\s*(?:(?:re|r\x{e9}|ref|r\x{e9}f|fw|fwd|tr|aw|wg|sv|vs|antw|rv|res|enc)(?:\s*(?:\[\d{1,3}\]|\(\d{1,3}\)|\^\d{1,3}|\d{1,2}))?\s*:|\[[^\]]{1,40}\])\s*`)

// BaseSubject is a subject without what replies and lists put before it, after
// RFC 5256, section 2.1.
func BaseSubject(subject string) string {
	for range 20 {
		bare := replyPrefix.ReplaceAllString(subject, "")
		if bare == subject || strings.TrimSpace(bare) == "" {
			break
		}
		subject = bare
	}
	return strings.TrimSpace(subject)
}
