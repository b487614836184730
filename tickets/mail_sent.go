package tickets

import "fmt"

// recordThread remembers what a message that the service sent answers, where no
// request explains it; and has those looked at again that answer a message which
// belongs to a request now: the request may have waited in quarantine, or have
// been read after its answer.
func (t *transaction) recordThread(p *Placing, outcome MailOutcome) error {
	r := &p.Reading
	switch outcome {
	case UnrelatedMail:
		for _, id := range r.Thread[:min(len(r.Thread), maxThread)] {
			err := t.exec(`INSERT INTO sent_threads (message_id, mail_id) VALUES ($1, $2) ON CONFLICT (message_id, mail_id) DO NOTHING`,
				cut(id, 900), p.Mail.ID)
			if err != nil {
				return fmt.Errorf("remembering what message %d answers: %w", p.Mail.ID, err)
			}
		}
	case OpenedTicket, AttachedReply:
		if r.MessageID == "" {
			return nil
		}
		err := t.exec(`UPDATE mails SET outcome = '', tries = 0 WHERE outcome = 'unrelated'
			AND id IN (SELECT mail_id FROM sent_threads WHERE message_id = $1)`, cut(r.MessageID, 900))
		if err != nil {
			return fmt.Errorf("looking for answers to message %d: %w", p.Mail.ID, err)
		}
	}
	return nil
}
