package tickets

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// tagMAC is how much of a MAC stands in an address: 80 bits, since what is
// before the @ has 64 characters (RFC 5321, section 4.5.3.1.1).
const tagMAC = 16

// LetterTag signs a letter for the part after "+" of the address it comes back
// to when it cannot be delivered: a report then names the letter, whatever its
// author leaves out. It is lower-case, and of at most 40 characters.
func (k Keys) LetterTag(reference string, letter int) string {
	left := "b." + strings.ToLower(reference) + "." + strconv.Itoa(letter)
	return left + "." + mac(k.message, "bounce", left)[:tagMAC]
}

// ReadLetterTag gives back the reference and letter of one of our tags; ok is
// false for anything else. Case is of no matter.
func (k Keys) ReadLetterTag(tag string) (reference string, letter int, ok bool) {
	parts := strings.Split(strings.ToLower(tag), ".")
	if len(parts) != 4 || parts[0] != "b" {
		return "", 0, false
	}
	left := strings.Join(parts[:3], ".")
	letter, err := strconv.Atoi(parts[2])
	if err != nil || !same(parts[3], mac(k.message, "bounce", left)[:tagMAC]) {
		return "", 0, false
	}
	return strings.ToUpper(parts[1]), letter, true
}

// ProbeTag is what a probe of a mailbox is addressed with.
func (k Keys) ProbeTag(mailbox string) string {
	return "p." + mac(k.message, "probe", foldEmail(mailbox))[:tagMAC]
}

// probeEvery is how often a mailbox that never showed a probe is tried.
const probeEvery = 7 * 24 * time.Hour

// plusState is what is known of a mailbox and addresses with "+".
type plusState struct {
	Mailbox  string `json:"mailbox"`
	ProbedAt int64  `json:"probed_at"` // microseconds UTC
	SeenAt   int64  `json:"seen_at,omitempty"`
}

// due reports whether a mailbox is to be probed: never before, or in vain.
func (p plusState) due(mailbox string, now time.Time) bool {
	return foldEmail(p.Mailbox) != foldEmail(mailbox) || p.SeenAt == 0 && now.Sub(time.UnixMicro(p.ProbedAt)) >= probeEvery
}

// ProbePlus finds out whether a mailbox takes addresses with "+": it writes one
// message to it at such an address, at most once a week, until Addressed meets
// it. text is what somebody reads who opens the mailbox by hand. A probe that no
// server took for now is tried again an hour later.
func (s *Store) ProbePlus(ctx context.Context, deliver Deliver, mailbox string, text LetterText) error {
	local, domain, ok := strings.Cut(mailbox, "@")
	if deliver == nil || !ok {
		return nil
	}
	now := s.Now()
	known, err := readPlus(ctx, s.read)
	if err != nil || !known.due(mailbox, now) {
		return err
	}
	mine := false
	err = s.changePlus(ctx, func(p *plusState) {
		if mine = p.due(mailbox, now); mine { // and no other process was faster
			*p = plusState{Mailbox: mailbox, ProbedAt: micros(now)}
		}
	})
	if err != nil || !mine {
		return err
	}
	id := "probe." + strconv.FormatInt(now.Unix(), 36)
	fault := deliver(ctx, Outgoing{
		MessageID: id + "." + mac(s.keys.message, "probe-id", id)[:tagMAC] + "@" + s.mailDomain,
		ToAddress: local + "+" + s.keys.ProbeTag(mailbox) + "@" + domain,
		Subject:   text.Subject, Text: text.Text, Automatic: true, WrittenAt: now,
	})
	if fault == nil {
		return nil
	}
	refusal := &DeliveryError{Status: "error"}
	_ = errors.As(fault, &refusal)
	s.log.InfoContext(ctx, "mailbox not probed for addresses with +", "status", refusal.Status, "permanent", refusal.Permanent)
	if refusal.Permanent { // an answer too: there are no such addresses
		return nil
	}
	return s.changePlus(ctx, func(p *plusState) { p.ProbedAt = micros(now.Add(time.Hour - probeEvery)) })
}

// Addressed is what an address of the service with a "+" says of a message that
// was sent to it; all of it is empty for anybody else's address.
type Addressed struct {
	Reference string // ticket that it answers
	Bounced   string // Message-ID of the letter that came back
	Probe     bool   // it is ours, and nobody's request
}

// Addressed reads one address that a message in a folder was sent to. A probe
// proves that the mailbox takes such addresses, unless it lies in the sent
// folder: there it was not received.
func (s *Store) Addressed(ctx context.Context, role FolderRole, address string) (a Addressed, err error) {
	local, domain, _ := strings.Cut(foldEmail(strings.Trim(address, "<> ")), "@")
	plus := strings.LastIndexByte(local, '+')
	if plus < 0 {
		return a, nil
	}
	tag, mailbox := local[plus+1:], local[:plus]+"@"+domain
	if reference, ok := s.keys.ReadPlusTag(tag); ok {
		return Addressed{Reference: reference}, nil
	}
	if reference, letter, ok := s.keys.ReadLetterTag(tag); ok {
		return Addressed{Bounced: s.keys.MessageID(reference, letter, s.mailDomain)}, nil
	}
	if !same(tag, s.keys.ProbeTag(mailbox)) {
		return a, nil
	}
	if role == Inbox || role == OtherFolder {
		err = s.changePlus(ctx, func(p *plusState) {
			if foldEmail(p.Mailbox) == mailbox && p.SeenAt == 0 {
				p.SeenAt = micros(s.Now())
			}
		})
	}
	return Addressed{Probe: true}, err
}

// plusSeen is the mailbox that is known to take addresses with "+", or "".
func (s *Store) plusSeen(ctx context.Context) (string, error) {
	p, err := readPlus(ctx, s.write)
	if p.SeenAt == 0 {
		return "", err
	}
	return p.Mailbox, err
}

func readPlus(ctx context.Context, q querier) (p plusState, err error) {
	var value string
	err = q.QueryRowContext(ctx, `SELECT value FROM settings WHERE name = 'plus'`).Scan(&value)
	if errors.Is(err, sql.ErrNoRows) {
		return p, nil
	}
	if err == nil {
		err = json.Unmarshal([]byte(value), &p)
	}
	if err != nil {
		return p, fmt.Errorf("reading what is known of the mailbox: %w", err)
	}
	return p, nil
}

// changePlus writes what became known.
func (s *Store) changePlus(ctx context.Context, do func(*plusState)) error {
	return s.transact(ctx, func(t *transaction) error {
		// The counter's row is locked, so that nobody writes between.
		if _, err := t.increment("plus"); err != nil {
			return err
		}
		p, err := readPlus(ctx, t)
		if err != nil {
			return err
		}
		before := p
		if do(&p); p == before {
			return nil
		}
		value, err := json.Marshal(p)
		if err != nil {
			return err
		}
		return t.exec(`INSERT INTO settings (name, value) VALUES ('plus', $1)
			ON CONFLICT (name) DO UPDATE SET value = EXCLUDED.value`, string(value))
	})
}
