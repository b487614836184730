package tickets

import (
	"context"
	"fmt"
)

// ConfirmSent says that a message found in the sent folder is the answer that
// was promised: it stops the reply clock at the instant it was sent.
func (s *Store) ConfirmSent(ctx context.Context, by Actor, id int64, version int, mail int64) error {
	return s.change(ctx, by, CanAnswer, id, version, func(t *transaction, d *dossier) error {
		for _, m := range d.Sent {
			if m.Mail != mail || m.Confirmed {
				continue
			}
			if m.At.Before(d.ReceivedAt) {
				return invalid("mail", RuleTooEarly)
			}
			text, err := t.mailText(mail)
			if err != nil {
				return err
			}
			_, err = t.append(d, by, Lettered{
				Letter: len(d.Letters) + 1, Purpose: Answer, Means: ByMail, At: micros(m.At), Mail: mail,
			}, text)
			return err
		}
		return ErrNotFound
	})
}

// mailText is the subject and words of a stored message.
func (t *transaction) mailText(mail int64) (Personal, error) {
	list, err := collect(t.ctx, t, scanMail, mailQuery+`WHERE m.id = $1`, mail)
	if err != nil || len(list) == 0 {
		return Personal{}, fmt.Errorf("reading message %d: %w", mail, missing(err))
	}
	r := list[0].Reading
	return Personal{Subject: cut(r.Subject, maxName), Text: cut(r.Said, maxText)}, nil
}
