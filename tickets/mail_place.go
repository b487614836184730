package tickets

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"
)

// Placing is a stored message and what was understood of it.
type Placing struct {
	Mail    KeptMail
	Reading Reading
	// Answered says of what the service sent that it is the promised answer;
	// otherwise an agent says so.
	Answered bool

	digests []string // of the message and its files, for the journal
}

// Placed is what became of one message.
type Placed struct {
	Mail      int64       `json:"-"`
	Outcome   MailOutcome `json:"outcome"`
	Reference string      `json:"ticket,omitempty"`
	Reason    MailReason  `json:"reason,omitempty"`
}

// PlaceMail gives each message of a small group its place, in one transaction:
// a ticket of its own, one that exists, or the quarantine. What has a place
// already keeps it.
func (s *Store) PlaceMail(ctx context.Context, group []Placing) ([]Placed, error) {
	placed := make([]Placed, len(group))
	err := s.transact(ctx, func(t *transaction) error {
		for i := range group {
			if len(group[i].Reading.Files) > 0 {
				if err := t.lockFiles(); err != nil {
					return err
				}
				break
			}
		}
		for i := range group {
			var err error
			if placed[i], err = s.place(t, &group[i]); err != nil {
				return fmt.Errorf("placing message %d: %w", group[i].Mail.ID, err)
			}
		}
		return nil
	})
	return placed, err
}

// placement is where a message goes: decided by a pure rule, carried out after.
type placement struct {
	outcome MailOutcome
	reason  MailReason
	ticket  int64 // attached to, or guessed
	why     GuessWhy
	letter  int // that bounced
	// stranger: whoever wrote it takes no part in the ticket yet, but answers
	// one of its letters.
	stranger bool
}

func quarantine(reason MailReason, c clues) placement {
	return placement{outcome: QuarantinedMail, reason: reason, ticket: c.guess, why: c.guessWhy}
}

// lockMail reads what became of a message and locks its row until the
// transaction ends, so that of two readers, or two agents, one comes second.
const lockMail = `UPDATE mails SET tries = tries WHERE id = $1 RETURNING outcome, ticket_id, sha256`

func (s *Store) place(t *transaction, p *Placing) (Placed, error) {
	var outcome MailOutcome
	var minimal *int64
	var sha string
	err := t.QueryRowContext(t.ctx, lockMail, p.Mail.ID).Scan(&outcome, &minimal, &sha)
	if err != nil {
		return Placed{}, missing(err)
	}
	p.digests = []string{sha}
	for _, f := range p.Reading.Files {
		p.digests = append(p.digests, f.SHA256)
	}
	if outcome != "" { // by another reader
		return Placed{Mail: p.Mail.ID, Outcome: outcome}, nil
	}
	c, err := s.clues(t, p)
	if err != nil {
		return Placed{}, err
	}
	where := whose(p.Mail.Role, &p.Reading, c)
	if minimal != nil { // it could not be read before, and a ticket keeps its deadline
		known, err := s.takesPart(t, *minimal, []string{p.Reading.Address})
		if err != nil {
			return Placed{}, err
		}
		where = placement{outcome: AttachedReply, ticket: *minimal, stranger: !known}
	}
	return s.carryOut(t, Machine, p, where)
}

// carryOut does what was decided and records it beside the message.
func (s *Store) carryOut(t *transaction, by Actor, p *Placing, where placement) (Placed, error) {
	out := Placed{Mail: p.Mail.ID, Outcome: where.outcome, Reason: where.reason}
	var d *dossier
	var err error
	switch where.outcome {
	case OpenedTicket:
		d, err = s.openByMail(t, by, p)
	case AttachedReply, AttachedAuto, AttachedBounce, AttachedSent:
		if d, err = t.open(where.ticket); err == nil {
			err = s.attach(t, by, d, p, where)
		}
	}
	if err != nil {
		return out, err
	}
	event := 0
	if d != nil {
		if err := t.save(d); err != nil {
			return out, err
		}
		out.Reference, event = d.Reference, d.Events
		where.ticket = d.ID
	}
	return out, s.record(t, p, where, event)
}

// openByMail makes a ticket of a message: unsorted, private, without changes
// until an agent confirms those suggested.
func (s *Store) openByMail(t *transaction, by Actor, p *Placing) (*dossier, error) {
	r := &p.Reading
	f := Filing{
		Type: Unsorted, Channel: Mail, Origin: Other, Name: cut(r.Name, maxName), Email: r.Address,
		Subject: cut(r.Subject, maxName), Text: cut(cmp.Or(r.Said, r.Text), maxText),
		ReceivedAt: p.Mail.ReceivedAt, Basis: p.Mail.Basis, Mail: p.Mail.ID, Auth: r.Auth, digests: p.digests,
	}
	var bad faults
	bad.email("email", &f.Email, false)
	if len(bad) > 0 { // not an address one can write to
		f.Email = ""
	}
	d, err := s.openTicket(t, by, f)
	if err != nil {
		return nil, err
	}
	if ok, err := s.mayAcknowledge(t, d, p); err != nil || !ok {
		return d, err
	}
	return d, s.acknowledge(t, d)
}

// tooOldToThank is the age from which an acknowledgement would only puzzle: a
// mailbox read for the first time, a message found in quarantine.
const tooOldToThank = 7 * 24 * time.Hour

// mayAcknowledge keeps a machine from answering machines, forged senders, the
// past, and one sender without end.
func (s *Store) mayAcknowledge(t *transaction, d *dossier, p *Placing) (bool, error) {
	r := &p.Reading
	if !d.Reachable || d.History || !r.Answerable || r.Kind != RequestMail || r.Auth == AuthFail || r.Own ||
		p.Mail.Role == ImportRole || t.now.Sub(d.ReceivedAt) > tooOldToThank {
		return false, nil
	}
	local, domain, _ := strings.Cut(foldEmail(r.Address), "@")
	local, _, _ = strings.Cut(local, "+") // one mailbox, however it is spelled
	key := LetterLimit.key(local + "@" + domain)
	var n int
	err := t.QueryRowContext(t.ctx, `SELECT COUNT(*) FROM attempts WHERE key = $1 AND at > $2`,
		key, micros(t.now.Add(-LetterLimit.Within))).Scan(&n)
	if err != nil || n >= LetterLimit.Most {
		return false, err
	}
	return true, t.exec(`INSERT INTO attempts (key, at) VALUES ($1, $2)`, key, micros(t.now))
}

// attach adds a message to a ticket, with the effect its kind has.
func (s *Store) attach(t *transaction, by Actor, d *dossier, p *Placing, where placement) error {
	r := &p.Reading
	personal := Personal{
		Name: cut(r.Name, maxName), Email: cut(r.Address, maxEmail), Subject: cut(r.Subject, maxName),
		Text: cut(cmp.Or(r.Said, r.Text), maxText), Digests: p.digests,
	}
	var fact Fact
	switch where.outcome {
	case AttachedReply:
		fact = Messaged{Channel: Mail, Mail: p.Mail.ID, Stranger: where.stranger}
		if !where.stranger {
			if err := t.participates(s.keys.AddressKey(r.Address), d.ID); err != nil {
				return err
			}
		}
	case AttachedBounce:
		personal = Personal{Digests: p.digests}
		about, err := s.aboutLetter(t, d, r.Bounce, where.letter)
		if err != nil {
			return err
		}
		if !about {
			fact = Attached{Mail: p.Mail.ID, As: AttachedBounce}
			break
		}
		err = t.exec(`UPDATE outbox SET state = 'failed', status = $3 WHERE ticket_id = $1 AND letter = $2 AND state = 'waiting'`,
			d.ID, where.letter, printable(r.Bounce.Status, 20)) // one that is tried again has arrived after all, and come back
		if err != nil {
			return err
		}
		fact = Undelivered{Letter: where.letter, Purpose: d.Letters[where.letter-1].Purpose, Status: printable(r.Bounce.Status, 20), Mail: p.Mail.ID}
	case AttachedSent:
		fact = Attached{Mail: p.Mail.ID, As: AttachedSent, At: micros(p.Mail.ReceivedAt)}
	default:
		fact = Attached{Mail: p.Mail.ID, As: where.outcome}
	}
	if _, err := t.append(d, by, fact, personal); err != nil {
		return err
	}
	if where.outcome == AttachedSent && p.Answered && !d.History && d.State != Ended && !p.Mail.ReceivedAt.Before(d.ReceivedAt) {
		_, err := t.append(d, by, Lettered{
			Letter: len(d.Letters) + 1, Purpose: Answer, Means: ByMail, At: micros(p.Mail.ReceivedAt), Mail: p.Mail.ID,
		}, Personal{Subject: personal.Subject, Text: personal.Text})
		return err
	}
	return nil
}

// aboutLetter reports whether a report says that one of the ticket's letters did
// not reach whom it was written to: a report about somebody else, to whom the
// author passed the letter on, undoes nothing.
func (s *Store) aboutLetter(t *transaction, d *dossier, b *MailBounce, letter int) (bool, error) {
	if b == nil || !b.Failed || letter < 1 || letter > len(d.Letters) || d.Letters[letter-1].Failed || d.Letters[letter-1].Recalled {
		return false, nil
	}
	if b.Recipient == "" {
		return true, nil
	}
	return s.takesPart(t, d.ID, []string{b.Recipient})
}

// participates records that an address takes part in a ticket.
func (t *transaction) participates(key string, ticket int64) error {
	return t.exec(`INSERT INTO participants (address_key, ticket_id) VALUES ($1, $2) ON CONFLICT (address_key, ticket_id) DO NOTHING`, key, ticket)
}

// record writes beside a message what was understood of it, its files, and
// where it went.
func (s *Store) record(t *transaction, p *Placing, where placement, event int) error {
	r := &p.Reading
	reading, err := json.Marshal(r)
	if err != nil {
		return fmt.Errorf("writing the reading of message %d: %w", p.Mail.ID, err)
	}
	var ticket, guess any
	switch {
	case where.ticket == 0:
	case where.outcome == QuarantinedMail:
		guess = where.ticket
	default:
		ticket = where.ticket
	}
	err = t.exec(`UPDATE mails SET outcome = $2, reason = $3, message_id = $4, body_key = $5, author_key = $6, reading = $7,
		ticket_id = COALESCE($8, ticket_id), event = $9,
		guess = CASE WHEN $2 = 'dismissed' THEN guess ELSE $10 END, guess_why = CASE WHEN $2 = 'dismissed' THEN guess_why ELSE $11 END WHERE id = $1`,
		p.Mail.ID, string(where.outcome), string(where.reason), cut(r.MessageID, 900), r.BodyKey, s.keys.AddressKey(r.Address),
		string(reading), ticket, event, guess, string(where.why))
	if err != nil {
		return fmt.Errorf("recording what became of message %d: %w", p.Mail.ID, err)
	}
	if err := t.recordThread(p, where.outcome); err != nil {
		return err
	}
	for _, f := range r.Files {
		err := t.exec(`INSERT INTO mail_files (mail_id, n, sha256, name, type, size, inline, content_id, scan)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (mail_id, n) DO UPDATE SET scan = EXCLUDED.scan`,
			p.Mail.ID, f.N, f.SHA256, f.Name, f.Type, f.Size, truth(f.Inline), f.ContentID, f.Scan)
		if err == nil {
			err = t.keepBlob(f.SHA256, f.Content)
		}
		if err != nil {
			return fmt.Errorf("storing file %d of message %d: %w", f.N, p.Mail.ID, err)
		}
	}
	return nil
}

// cut is the beginning of a text, at most so many characters, without what the
// journal does not take.
func cut(s string, most int) string {
	clean := make([]rune, 0, min(len(s), most))
	for _, r := range s {
		if control(r) {
			continue
		}
		if len(clean) == most {
			clean[most-1] = '…'
			break
		}
		clean = append(clean, r)
	}
	return string(clean)
}
