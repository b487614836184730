package tickets

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"vigie/rome"
)

// StaffLetters renders what an agent is told after an import.
type StaffLetters func(StaffModel) LetterText

// StaffModel is what a letter to an agent may speak of.
type StaffModel struct {
	Name    string // of the agent
	Number  string // of the release
	Items   []NewsItem
	Release *rome.Release // the current one
}

// staffLetter is a letter that a sender has taken for itself.
type staffLetter struct {
	release  string
	account  int64
	attempts int
	first    int64 // microseconds
}

// SendStaff sends what the staff is to be told, and reports how many letters were
// delivered. A letter is claimed first, as those to authors are; one that no
// server took is tried again for two days. What has been settled meanwhile is not
// spoken of, and a letter with nothing to say is not sent.
func (s *Store) SendStaff(ctx context.Context, deliver Deliver) (int, error) {
	if deliver == nil || s.staffLetters == nil {
		return 0, nil
	}
	sent := 0
	for {
		l, err := s.claimStaff(ctx)
		if err != nil || l.account == 0 {
			return sent, err
		}
		ok, err := s.sendStaff(ctx, l, deliver)
		if err != nil {
			return sent, err
		}
		if ok {
			sent++
		}
	}
}

func (s *Store) claimStaff(ctx context.Context) (l staffLetter, err error) {
	err = s.transact(ctx, func(t *transaction) error {
		err := t.QueryRowContext(ctx, `SELECT release, account FROM staff_letters WHERE state = 'waiting' AND next_at <= $1
			ORDER BY next_at, account LIMIT 1`, micros(t.now)).Scan(&l.release, &l.account)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		if err != nil {
			return err
		}
		err = t.QueryRowContext(ctx, `UPDATE staff_letters SET attempts = attempts + 1, next_at = $3, first_at = COALESCE(first_at, $4)
			WHERE release = $1 AND account = $2 AND state = 'waiting' AND next_at <= $4 RETURNING attempts, first_at`,
			l.release, l.account, micros(t.now.Add(lease)), micros(t.now)).Scan(&l.attempts, &l.first)
		if errors.Is(err, sql.ErrNoRows) { // another process was faster
			l = staffLetter{}
			return nil
		}
		return err
	})
	if err != nil {
		return l, fmt.Errorf("claiming a letter to the staff: %w", err)
	}
	return l, nil
}

func (s *Store) sendStaff(ctx context.Context, l staffLetter, deliver Deliver) (bool, error) {
	account, err := s.account(ctx, accountQuery+` WHERE id = $1`, l.account)
	if err != nil {
		return false, err
	}
	stored, err := s.FindRelease(ctx, l.release)
	if err != nil {
		return false, err
	}
	list, err := news(ctx, s.write, l.release, l.account)
	if err != nil {
		return false, err
	}
	var items []NewsItem
	for _, i := range list {
		if !i.Settled() {
			items = append(items, i)
		}
	}
	if len(items) == 0 || account.Disabled {
		return false, s.settleStaff(ctx, l, "sent", "nothing")
	}
	text := s.staffLetters(StaffModel{Name: account.Name, Number: stored.Number, Items: items, Release: s.Release()})
	id := strings.ToLower(fmt.Sprintf("release.%.12s.%d", l.release, l.account))
	fault := deliver(ctx, Outgoing{
		Reference: "release " + stored.Number, MessageID: id + "." + mac(s.keys.message, "staff", id)[:tagMAC] + "@" + s.mailDomain,
		ToName: account.Name, ToAddress: account.Email, Subject: text.Subject, Text: text.Text,
		Automatic: true, WrittenAt: time.UnixMicro(l.first).UTC(),
	})
	if fault == nil {
		return true, s.settleStaff(ctx, l, "sent", "250")
	}
	if ctx.Err() != nil { // stopping: the lease ends, and it is tried again
		return false, ctx.Err()
	}
	refusal := &DeliveryError{Status: "error"}
	_ = errors.As(fault, &refusal)
	s.log.WarnContext(ctx, "letter to the staff not delivered", "release", stored.Number, "account", l.account,
		"attempt", l.attempts, "status", refusal.Status, "permanent", refusal.Permanent)
	if refusal.Permanent || s.Now().Sub(time.UnixMicro(l.first)) >= giveUp {
		return false, s.settleStaff(ctx, l, "failed", refusal.Status)
	}
	_, err = s.write.ExecContext(ctx, `UPDATE staff_letters SET next_at = $3, status = $4 WHERE release = $1 AND account = $2`,
		l.release, l.account, micros(s.Now().Add(backOff(l.attempts))), refusal.Status)
	return false, err
}

func (s *Store) settleStaff(ctx context.Context, l staffLetter, state, status string) error {
	_, err := s.write.ExecContext(ctx, `UPDATE staff_letters SET state = $3, status = $4 WHERE release = $1 AND account = $2`,
		l.release, l.account, state, status)
	return err
}
