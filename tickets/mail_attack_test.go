package tickets_test

import (
	"errors"
	"testing"
	"time"

	"vigie/rome"
	"vigie/tickets"
)

// Tricks that were tried on the mailbox, and what comes of each now.

// A date of the sender's choice neither breaks a page nor starts a clock in
// another century.
func TestNoMessageComesFromTheFuture(t *testing.T) {
	onEach(t, func(b *bench) {
		folder, err := b.MailFolder(t.Context(), "import", "x", tickets.ImportRole)
		b.must(err)
		for n, at := range []time.Time{time.Date(9999, 12, 31, 12, 0, 0, 0, time.UTC), {}, time.Date(2099, 1, 1, 0, 0, 0, 0, time.UTC)} {
			kept, err := b.KeepMail(t.Context(), &folder, []tickets.RawMail{{ReceivedAt: at, Basis: tickets.BasisDelivery, Raw: []byte{byte('a' + n), '\n'}}})
			b.must(err)
			placed, err := b.PlaceMail(t.Context(), []tickets.Placing{{Mail: kept[0], Reading: words("lea@example.org", string(rune('a'+n)), "x")}})
			b.must(err)
			if c := b.read(placed[0].Reference); c.ReceivedAt != b.clock() || c.Basis != tickets.BasisDate || c.Reply.Deadline.DueOn.String() != "2026-07-01" {
				t.Errorf("%s: received %s by %s", at, c.ReceivedAt, c.Basis)
			}
		}
	})
}

// Naming a participant beside a From that is a program's attaches nothing.
func TestABorrowedNameTakesNoPart(t *testing.T) {
	onEach(t, func(b *bench) {
		first := b.post(tickets.Inbox, words("lea@example.org", "Fiche", "Bonjour")).Reference
		r := words("lea@example.org", first, "Changez tout.")
		r.References, r.Borrowed = []string{first}, true
		expect(t, b.post(tickets.Inbox, r), tickets.QuarantinedMail, tickets.ReasonStranger, "")
	})
}

// A report about somebody to whom the author passed the letter on undoes
// nothing; one that comes while the letter is still tried ends the trying.
func TestReportsOnLetters(t *testing.T) {
	onEach(t, func(b *bench) {
		ref := b.post(tickets.Inbox, words("lea@example.org", "Question", "Quand ?")).Reference
		b.send()
		agent := b.agent()
		c := b.read(ref)
		b.must(b.Reply(t.Context(), agent, c.ID, c.Version, tickets.Answer, tickets.LetterText{Subject: "Réponse", Text: "Demain."}))
		letter := b.send()[0]
		report := words("mailer-daemon@example.org", "Undelivered", "550")
		report.Kind, report.Answerable = tickets.BounceMail, false
		report.Bounce = &tickets.MailBounce{MessageID: letter.MessageID, Status: "5.1.1", Recipient: "colleague@elsewhere.example", Failed: true}
		expect(t, b.post(tickets.Inbox, report), tickets.AttachedBounce, "", ref)
		if c = b.read(ref); !c.Reply.Stopped() || c.Bounced != "" {
			t.Error("a report about somebody else undid the answer")
		}
		// A second letter, whose server never says whether it took it.
		b.must(b.Reply(t.Context(), agent, c.ID, c.Version, tickets.AskBack, tickets.LetterText{Subject: "Question", Text: "Laquelle ?"}))
		b.refuse = &tickets.DeliveryError{Status: "timeout", Err: errors.New("no answer")}
		b.send()
		b.refuse = nil
		c = b.read(ref)
		report.Subject, report.MessageID = "again", "again@example.org"
		report.Bounce = &tickets.MailBounce{MessageID: c.Letters[2].MessageID, Status: "5.1.1", Recipient: "LEA@example.org", Failed: true}
		expect(t, b.post(tickets.Inbox, report), tickets.AttachedBounce, "", ref)
		b.later(3 * time.Hour)
		if n := len(b.send()); n != 0 {
			t.Errorf("%d letters are tried on", n)
		}
		b.faultless()
	})
}

// Two decisions within the moment they can be taken back: the last goes first.
func TestTakingTwoDecisionsBack(t *testing.T) {
	onEach(t, func(b *bench) {
		b.sampleRelease(1, "2026-05-04")
		c := b.file(filing(firstOf(t, rome.AppellationCreate)))
		b.send()
		agent := b.agent()
		for _, choice := range []tickets.Choice{{Proposal: 1, Outcome: tickets.Accept}, {Proposal: 1, Outcome: tickets.Decline, Reason: tickets.NoUse}} {
			c = b.read(c.Reference)
			b.must(b.Decide(t.Context(), agent, c.ID, c.Version, []tickets.Choice{choice}, tickets.LetterText{Subject: "Décision", Text: string(choice.Outcome)}))
		}
		if err := b.Recall(t.Context(), agent, c.ID, 2); !errors.Is(err, tickets.ErrTransition) {
			t.Errorf("the first was taken back under the second: %v", err)
		}
		b.must(b.Recall(t.Context(), agent, c.ID, 3))
		if c = b.read(c.Reference); c.Proposals[0].State != tickets.Awaiting {
			t.Errorf("after the refusal was taken back: %s", c.Proposals[0].State)
		}
		b.must(b.Recall(t.Context(), agent, c.ID, 2))
		if c = b.read(c.Reference); c.Proposals[0].State != tickets.Pending || len(b.send()) != 0 {
			t.Errorf("after both were: %s", c.Proposals[0].State)
		}
		b.faultless()
	})
}

// Of two who place one message at once, one comes second.
func TestTwoAgentsPlaceOneMessage(t *testing.T) {
	onEach(t, func(b *bench) {
		agent := b.agent()
		one := b.post(tickets.Inbox, words("lea@example.org", "Un", "1")).Reference
		two := b.post(tickets.Inbox, words("ana@example.org", "Deux", "2")).Reference
		for n := range 5 {
			r := words("paul@example.net", one, string(rune('a'+n)))
			r.References = []string{one}
			b.forgetStrangers()
			id := b.post(tickets.Inbox, r).Mail
			faults := make(chan error, 2)
			for _, reference := range []string{one, two} {
				go func() {
					_, err := b.PlaceOn(t.Context(), agent, id, reference)
					faults <- err
				}()
			}
			if a, c := <-faults, <-faults; (a == nil) == (c == nil) {
				t.Errorf("both placed it, or neither: %v, %v", a, c)
			}
		}
		b.faultless()
	})
}

// forgetStrangers leaves the authors alone among the participants.
func (b *bench) forgetStrangers() {
	b.t.Helper()
	_, err := b.db.Write.ExecContext(b.t.Context(), `DELETE FROM participants WHERE address_key NOT IN
		(SELECT author_key FROM mails WHERE outcome = 'ticket')`)
	b.must(err)
}
