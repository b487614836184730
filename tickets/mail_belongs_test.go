package tickets_test

import (
	"crypto/sha256"
	"fmt"
	"strings"
	"testing"

	"vigie/tickets"
)

const opening = "Bonjour, dans la fiche Développement informatique il manque l'appellation que nos adhérents emploient tous les jours pour les intégrateurs web débutants."

func TestSimilarText(t *testing.T) {
	onEach(t, func(b *bench) {
		b.post(tickets.Inbox, words("paul@example.net", "Horaires", "À quelle heure ouvrez-vous le samedi, et faut-il prendre un rendez-vous pour être reçu par quelqu'un de votre équipe à Lyon ?"))
		first := b.post(tickets.Inbox, words("lea@example.org", "Une appellation", opening)).Reference
		quoted := func(from, subject, said string) tickets.Reading {
			r := words(from, subject, said)
			r.Text = said + "\n\nLe 1 juin 2026, Léa a écrit :\n> " + strings.ReplaceAll(opening, ", ", ",\n> ")
			return r
		}
		for _, c := range []struct {
			name    string
			r       tickets.Reading
			outcome tickets.MailOutcome
			why     tickets.GuessWhy
		}{
			{"a quotation from another address, without a thread", quoted("lea.martin@example.com", "Re: intégrateurs", "Une précision."), tickets.QuarantinedMail, tickets.GuessSimilar},
			{"the same words again, slightly changed, as a reply", words("lea.martin@example.com", "Re: rappel", strings.Replace(opening, "tous les jours", "souvent", 1)), tickets.QuarantinedMail, tickets.GuessSimilar},
			{"a request of its own in similar words", words("zoe@example.com", "Une appellation", opening+" Nous aussi."), tickets.OpenedTicket, ""},
			{"a reply in other words", words("zoe@example.com", "Re: merci", "Merci beaucoup pour votre réponse rapide et très claire, nous la transmettons à toute notre équipe dès ce soir."), tickets.OpenedTicket, ""},
			{"a greeting says nothing", words("zoe@example.com", "Re: bonjour", "Bonjour, dans la fiche"), tickets.OpenedTicket, ""},
			{"another author's words under a subject of the author", quoted("lea@example.org", "Re: Une appellation", "Encore une."), tickets.QuarantinedMail, tickets.GuessSubject},
		} {
			placed := b.post(tickets.Inbox, c.r)
			if placed.Outcome != c.outcome {
				t.Errorf("%s: %s %s", c.name, placed.Outcome, placed.Reason)
			}
			if c.why == "" {
				continue
			}
			m, err := b.Mail(t.Context(), tickets.Machine, placed.Mail)
			b.must(err)
			if m.GuessRef != first || m.GuessWhy != c.why {
				t.Errorf("%s: guessed %q by %s", c.name, m.GuessRef, m.GuessWhy)
			}
		}
		// What was erased is not found any more.
		b.must(b.Erase(t.Context(), tickets.Actor{Role: tickets.Admin, Account: 1}, b.read(first).ID))
		if placed := b.post(tickets.Inbox, quoted("max@example.com", "Re: intégrateurs", "Du nouveau ?")); placed.Outcome != tickets.OpenedTicket {
			t.Logf("after the erasure: %s %s", placed.Outcome, placed.Reason)
			m, err := b.Mail(t.Context(), tickets.Machine, placed.Mail)
			b.must(err)
			if m.GuessRef == first {
				t.Errorf("the erased ticket is still found by %s", m.GuessWhy)
			}
		}
	})
}

// An answer written elsewhere with a copy to the mailbox is an answer, wherever
// it is read first.
func TestAnAnswerThatIsReadInTheInboxFirst(t *testing.T) {
	onEach(t, func(b *bench) {
		agent := b.agent()
		for i, from := range []string{"rome@vigie.example", "camille@vigie.example"} {
			asked := words("lea@example.org", fmt.Sprintf("Fiche %d", i), "Quand paraît-elle ?")
			reference := b.post(tickets.Inbox, asked).Reference
			answer := answering(words(from, "RE: Fiche", "Elle paraît en juin."), asked.MessageID)
			answer.Own, answer.Auth = from == "rome@vigie.example", tickets.AuthPass
			answer.Recipients = []string{"lea@example.org", "rome@vigie.example"}

			unproven := answer
			unproven.Auth, unproven.MessageID = tickets.AuthNone, "unproven"+answer.MessageID
			if placed := b.post(tickets.Inbox, unproven); placed.Outcome == tickets.AttachedSent {
				t.Errorf("%s: an unproven sender answers in the service's name", from)
			}
			expect(t, b.post(tickets.Inbox, answer), tickets.AttachedSent, "", reference)
			// Its other copy, in the sent folder.
			answer.Subject += " "
			expect(t, b.post(tickets.SentFolder, answer), tickets.RepeatedMail, "", "")
			c := b.read(reference)
			if len(c.Sent) != 1 {
				t.Fatalf("%s: %d answers are offered", from, len(c.Sent))
			}
			b.must(b.ConfirmSent(t.Context(), agent, c.ID, c.Version, c.Sent[0].Mail))
			if c = b.read(reference); !c.Reply.Kept() {
				t.Errorf("%s: the clock did not stop", from)
			}
		}
		// What an agent asks in a request of the agent's own is no answer.
		own := words("camille@vigie.example", "Une question", "Où est la fiche ?")
		own.Auth, own.Recipients = tickets.AuthPass, []string{"rome@vigie.example"}
		if placed := b.post(tickets.Inbox, own); placed.Outcome != tickets.OpenedTicket {
			t.Errorf("an agent's own request: %s %s", placed.Outcome, placed.Reason)
		}
		b.faultless()
	})
}

// A message that was placed wrongly takes its words along: no erasure of the one
// leaves them with the other.
func TestADetachedMessageTakesItsWordsAlong(t *testing.T) {
	onEach(t, func(b *bench) {
		agent, admin := b.agent(), tickets.Actor{Role: tickets.Admin, Account: 1}
		wrong := b.post(tickets.Inbox, words("lea@example.org", "Fiche", "La première.")).Reference
		r := words("paul@example.net", "Re: "+wrong, "Je suis Paul Durand.")
		r.References = []string{wrong}
		stray := b.post(tickets.Inbox, r)
		expect(t, stray, tickets.QuarantinedMail, tickets.ReasonStranger, "")
		_, err := b.PlaceOn(t.Context(), agent, stray.Mail, wrong)
		b.must(err)
		c := b.read(wrong)
		b.must(b.Detach(t.Context(), agent, c.ID, c.Version, stray.Mail))
		b.faultless()
		words := func() (n int) {
			b.must(b.db.Read.QueryRowContext(t.Context(), `SELECT (SELECT COUNT(*) FROM personal WHERE body LIKE '%Durand%')
				+ (SELECT COUNT(*) FROM mails WHERE reading LIKE '%Durand%')`).Scan(&n))
			return n
		}
		if n := words(); n != 1 { // in its reading alone
			t.Errorf("the words are in %d places while the message waits", n)
		}
		right, err := b.OpenMail(t.Context(), agent, stray.Mail)
		b.must(err)
		b.faultless()
		b.must(b.Erase(t.Context(), admin, b.read(right.Reference).ID))
		if n := words(); n != 0 {
			t.Errorf("the words are in %d places after the erasure", n)
		}
		b.faultless()

		// The author's own message, taken off and waiting, is reached too.
		mine := b.post(tickets.Inbox, answering(tickets.Reading{
			MessageID: "mine@example.org", Kind: tickets.RequestMail, Auth: tickets.AuthNone, Name: "Léa Durand",
			Address: "lea@example.org", Subject: "Re: Fiche", Said: "Encore moi.", BodyKey: "mine",
		}, b.read(wrong).Mails[c.Mail].MessageID))
		expect(t, mine, tickets.AttachedReply, "", wrong)
		c = b.read(wrong)
		b.must(b.Detach(t.Context(), agent, c.ID, c.Version, mine.Mail))
		b.must(b.Erase(t.Context(), admin, c.ID))
		if n := words(); n != 0 {
			t.Errorf("the author's words are in %d places after the erasure", n)
		}
		b.faultless()
	})
}

// The journal knows what a message held: bytes exchanged together with the rows
// that name them show.
func TestVerifyKnowsWhatAMessageHeld(t *testing.T) {
	for _, tamper := range []string{
		`UPDATE mails SET sha256 = $1, kept = $2`,
		`UPDATE mail_files SET sha256 = $1, size = $2`,
	} {
		onEach(t, func(b *bench) {
			r := words("lea@example.org", "Fiche M1805", "Bonjour")
			content := []byte("%PDF")
			r.Files = []tickets.MailFile{{N: 1, SHA256: fmt.Sprintf("%x", sha256.Sum256(content)), Name: "a.pdf", Type: "application/pdf", Size: 4, Content: content}}
			reference := b.post(tickets.Inbox, r).Reference
			b.faultless()
			other := []byte("other")
			sum := fmt.Sprintf("%x", sha256.Sum256(other))
			_, err := b.db.Write.ExecContext(t.Context(), `INSERT INTO blobs (sha256, n, data) VALUES ($1, 0, $2)`, sum, other)
			b.must(err)
			_, err = b.db.Write.ExecContext(t.Context(), tamper, sum, len(other))
			b.must(err)
			b.faulty(reference + ": message 1 or one of its files is another than its journal names")
		})
	}
}
