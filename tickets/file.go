package tickets

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"vigie/rome"
)

// Filing is a request as somebody makes it. Fields of people and free text stay
// apart from what is public.
type Filing struct {
	Type         Type
	Channel      Channel
	Origin       Origin
	Name         string
	Email        string // may be empty when an agent files for somebody
	Organisation string
	Subject      string
	Text         string // why, or the question itself
	Changes      []rome.Change
	OpenText     bool // the author lets the free text be public

	// ReceivedAt and Basis are for commands that know better than "now": an
	// agent who was telephoned. Zero is now, by the web.
	ReceivedAt time.Time
	Basis      Basis

	// From is the network address it came from, for the limit on how many may;
	// "" is not counted.
	From string

	// Draft is the token of the draft this was written in, if any. A draft is
	// filed once: a second filing gives the receipt of the first.
	Draft string

	// Mail is the stored message it is, and Auth what is known of its sender;
	// set by PlaceMail alone.
	Mail    int64
	Auth    MailAuth
	digests []string
}

// Receipt is what the author is given after filing.
type Receipt struct {
	Ticket     *Ticket
	TrackToken string
}

// File opens a ticket: it is validated, its changes frozen against the current
// release, its clocks started under the policy of its day, and its author sent
// an acknowledgement. An agent may file for somebody else, with the day it was
// received. Faults are an *Invalid with the fields of Filing, a proposal's as
// "changes.2".
func (s *Store) File(ctx context.Context, by Actor, f Filing) (Receipt, error) {
	command := CanFile
	if by.Role.Staff() {
		command = CanFileFor
	}
	if err := authorize(by, command, 0); err != nil {
		return Receipt{}, err
	}
	now := s.Now()
	if err := s.checkFiling(&f, by, now); err != nil {
		return Receipt{}, err
	}
	if err := s.countFiling(ctx, f); err != nil {
		return Receipt{}, err
	}
	var receipt Receipt
	err := s.transact(ctx, func(t *transaction) error {
		if filed, err := s.filedBefore(t, f.Draft); err != nil || filed != nil {
			receipt = Receipt{filed, ""}
			if filed != nil {
				receipt.TrackToken = s.keys.LinkToken(filed.ID, filed.Nonce)
			}
			return err
		}
		d, err := s.openTicket(t, by, f)
		if err != nil {
			return err
		}
		if err := t.closeDraft(f.Draft, d); err != nil {
			return err
		}
		if d.Reachable && !d.History {
			if err := s.acknowledge(t, d); err != nil {
				return err
			}
		}
		receipt = Receipt{d.Ticket, s.keys.LinkToken(d.ID, d.Nonce)}
		return t.save(d)
	})
	if err != nil {
		return Receipt{}, fmt.Errorf("filing a request: %w", err)
	}
	return receipt, nil
}

// countFiling keeps anybody from having the service write to others at will.
func (s *Store) countFiling(ctx context.Context, f Filing) error {
	if f.From == "" {
		return nil
	}
	err := s.Count(ctx, FilingLimit, f.From)
	if err == nil {
		err = s.Count(ctx, LetterLimit, foldEmail(f.Email))
	}
	if errors.Is(err, ErrThrottled) {
		return invalid("email", RuleTooOften)
	}
	return err
}

func (s *Store) checkFiling(f *Filing, by Actor, now time.Time) error {
	var bad faults
	if !oneOf(f.Type, Types()) {
		bad.add("type", RuleChoice)
	}
	if !oneOf(f.Channel, Channels()) {
		bad.add("channel", RuleChoice)
	}
	if !oneOf(f.Origin, Origins()) {
		bad.add("origin", RuleChoice)
	}
	staff := by.Role.Staff()
	bad.line("name", &f.Name, maxName, !staff)
	bad.email("email", &f.Email, !staff)
	bad.line("organisation", &f.Organisation, maxName, false)
	bad.line("subject", &f.Subject, maxName, false)
	bad.text("text", &f.Text, maxText, f.Type != Request)
	switch {
	case f.Type == Request && len(f.Changes) == 0:
		bad.add("changes", RuleRequired)
	case len(f.Changes) > MaxChanges:
		bad.add("changes", RuleTooMany, MaxChanges)
	}
	if f.Type != Request {
		f.Changes = nil
	}
	for i, c := range f.Changes {
		if err := c.Validate(); err != nil {
			bad.add("changes."+strconv.Itoa(i+1), RuleChange, changeFault(err)...)
		}
	}
	if f.ReceivedAt.IsZero() {
		f.ReceivedAt, f.Basis = now, BasisWeb
		if staff {
			f.Basis = BasisStated
		}
	}
	if f.ReceivedAt.After(now) {
		bad.add("received_at", RuleFuture)
	}
	return bad.err()
}

// changeFault is what rome says is wrong with a change: field and rule.
func changeFault(err error) []any {
	var fault *rome.ChangeError
	if errors.As(err, &fault) {
		return []any{string(fault.Field), fault.Rule}
	}
	return nil
}

// openTicket allots the reference and writes the first event.
func (s *Store) openTicket(t *transaction, by Actor, f Filing) (*dossier, error) {
	policies, err := policies(t.ctx, t)
	if err != nil {
		return nil, err
	}
	received := f.ReceivedAt.UTC().Truncate(time.Microsecond)
	policy, begun := policyFor(policies, DateOf(received))
	year := DateOf(t.now).Year
	number, err := t.increment("reference " + strconv.Itoa(year))
	if err != nil {
		return nil, err
	}
	id, err := t.increment("ticket")
	if err != nil {
		return nil, err
	}
	fact := Filed{
		Reference: fmt.Sprintf("ROME-%d-%05d", year, number), Type: f.Type, Channel: f.Channel, Origin: f.Origin,
		ReceivedAt: micros(received), Basis: f.Basis, Policy: policy, History: !begun,
		Reachable: f.Email != "", OpenText: f.OpenText, Nonce: nonce(),
		Mail: f.Mail, Auth: f.Auth,
	}
	personal := Personal{
		Name: f.Name, Email: f.Email, Organisation: f.Organisation, Subject: f.Subject, Text: f.Text, Digests: f.digests,
	}
	fact.Changes, personal.Texts = s.freeze(f.Changes, 1)
	d := &dossier{&Ticket{ID: id}, genesis(fact.Reference)}
	err = t.exec(`INSERT INTO tickets (id, `+ticketColumns+`)
		VALUES ($1, $2, '', '', '', '', '', 0, 0, NULL, 0, '', 0, '', 0, NULL, NULL, 0, 0, 0, '', 0, '')`, id, fact.Reference)
	if err != nil {
		return nil, fmt.Errorf("opening %s: %w", fact.Reference, err)
	}
	if _, err = t.append(d, by, fact, personal); err != nil {
		return d, err
	}
	if err := t.participates(s.keys.AddressKey(f.Email), id); err != nil {
		return d, err
	}
	return d, t.markText(s.keys, id, f.Subject, f.Text)
}

// freeze gives changes the base they are made against, and takes free text out
// of what is for the public bytes: it comes back by proposal number, counted
// from first.
func (s *Store) freeze(changes []rome.Change, first int) (frozen []rome.Change, texts map[int]string) {
	release := s.Release()
	for i, c := range changes {
		if release != nil && c.Base == nil {
			c.Base = release.BaseOf(c)
		}
		if c.Kind == rome.Other {
			if texts == nil {
				texts = make(map[int]string)
			}
			texts[first+i], c.Text = c.Text, ""
		}
		frozen = append(frozen, c)
	}
	return frozen, texts
}

func (s *Store) acknowledge(t *transaction, d *dossier) error {
	m, err := s.model(t, d, Acknowledgement)
	if err != nil {
		return err
	}
	m.ConfirmToken = confirmMark
	return s.queue(t, d, Machine, Acknowledgement, s.letters(m))
}
