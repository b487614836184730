package tickets_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"vigie/tickets"
)

func (b *bench) later(d time.Duration) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.now = b.now.Add(d)
}

// A letter answers its author's own latest mail, and continues the whole
// conversation but for what strangers wrote.
func TestThreadOfALetter(t *testing.T) {
	onEach(t, func(b *bench) {
		agent := b.agent()
		first := words("lea@example.org", "Fiche M1805", "Bonjour")
		ref := b.post(tickets.Inbox, first).Reference
		b.later(time.Minute)
		ack := b.send()[0]
		if diff := cmp.Diff([]string{first.MessageID}, ack.Thread); diff != "" {
			t.Errorf("the acknowledgement answers: %s", diff)
		}
		reply := func(purpose tickets.Purpose, subject string) tickets.Outgoing {
			t.Helper()
			c := b.read(ref)
			b.must(b.Reply(t.Context(), agent, c.ID, c.Version, purpose, tickets.LetterText{Subject: subject, Text: "Bonjour " + subject}))
			out := b.send()
			if len(out) != 1 {
				t.Fatalf("%d letters", len(out))
			}
			b.later(time.Minute)
			return out[0]
		}
		again := answering(words("lea@example.org", "Re: Fiche M1805", "Une précision."), ack.MessageID)
		b.post(tickets.Inbox, again)
		stranger := answering(words("lea@perso.example", "Re: Fiche M1805", "De chez moi."), ack.MessageID)
		b.post(tickets.Inbox, stranger)
		robot := answering(words("lea@example.org", "Absence", "Je suis en congé."), ack.MessageID)
		robot.Kind = tickets.AutoReplyMail
		b.post(tickets.Inbox, robot)
		b.later(time.Minute)
		sent := answering(words("rome@vigie.example", "Re: Fiche M1805", "Réponse d'Outlook"), again.MessageID)
		sent.Recipients = []string{"lea@example.org"}
		expect(t, b.post(tickets.SentFolder, sent), tickets.AttachedSent, "", ref)
		b.later(time.Minute)

		question := reply(tickets.AskBack, "Re: [ROME-2026-00001] Fiche M1805")
		if diff := cmp.Diff([]string{first.MessageID, ack.MessageID, sent.MessageID, again.MessageID}, question.Thread); diff != "" {
			t.Errorf("the question answers: %s", diff)
		}
		answer := reply(tickets.Answer, "[ROME-2026-00001] Réponse à votre demande")
		if diff := cmp.Diff([]string{first.MessageID, ack.MessageID, sent.MessageID, question.MessageID, again.MessageID}, answer.Thread); diff != "" {
			t.Errorf("the answer answers: %s", diff)
		}
		if question.Topic != "Fiche M1805" || answer.Topic != "" {
			t.Errorf("topics are %q and %q", question.Topic, answer.Topic)
		}
		b.faultless()
	})
}

// What comes in between two attempts does not change the letter.
func TestALetterStaysTheSame(t *testing.T) {
	onEach(t, func(b *bench) {
		first := words("lea@example.org", "Fiche M1805", "Bonjour")
		ref := b.post(tickets.Inbox, first).Reference
		var tried []tickets.Outgoing
		attempt := func() {
			_, err := b.SendDue(t.Context(), func(_ context.Context, o tickets.Outgoing) error {
				tried = append(tried, o)
				return &tickets.DeliveryError{Status: "451", Err: errors.New("later")}
			})
			b.must(err)
		}
		attempt()
		b.later(10 * time.Minute)
		c := b.read(ref)
		b.post(tickets.Inbox, answering(words("lea@example.org", "Re: Fiche M1805", "Encore moi"), first.MessageID))
		attempt()
		if len(tried) != 2 || cmp.Diff(tried[0], tried[1]) != "" {
			t.Errorf("%d attempts: %s", len(tried), cmp.Diff(tried[0], tried[len(tried)-1]))
		}
		if c.Outbox[1].Attempts != 1 || b.read(ref).Outbox[1].Attempts != 2 {
			t.Error("attempts are not counted")
		}
	})
}

func TestTags(t *testing.T) {
	keys, err := tickets.NewKeys(secret)
	if err != nil {
		t.Fatal(err)
	}
	tag := keys.LetterTag("ROME-2026-00042", 3)
	if tag != strings.ToLower(tag) || len(tag) > 40 || strings.ContainsAny(tag, "+@ ") {
		t.Errorf("the tag is %q", tag)
	}
	for _, written := range []string{tag, strings.ToUpper(tag)} {
		if ref, n, ok := keys.ReadLetterTag(written); !ok || ref != "ROME-2026-00042" || n != 3 {
			t.Errorf("%s reads %s, %d, %v", written, ref, n, ok)
		}
	}
	other, err := tickets.NewKeys([]byte("another secret of thirty-two bytes"))
	if err != nil {
		t.Fatal(err)
	}
	plus, probe := keys.PlusTag("ROME-2026-00042"), keys.ProbeTag("contact@example.org")
	for _, forged := range []string{
		"", "b", "b...", strings.Replace(tag, ".3.", ".4.", 1), strings.Replace(tag, "00042", "00043", 1), tag + "a", "x" + tag, tag[:len(tag)-1],
		"b.rome-2026-00042.x." + tag[len(tag)-16:], other.LetterTag("ROME-2026-00042", 3), plus, probe,
	} {
		if _, _, ok := keys.ReadLetterTag(forged); ok {
			t.Errorf("%q is believed", forged)
		}
	}
	for _, others := range []string{tag, probe} {
		if ref, ok := keys.ReadPlusTag(others); ok {
			t.Errorf("%s is an answer's to %s", others, ref)
		}
	}
}

func TestAddressed(t *testing.T) {
	onEach(t, func(b *bench) {
		b.file(filing(never))
		out := b.send()[0]
		for address, want := range map[string]tickets.Addressed{
			"contact+" + out.ReplyTag + "@example.org":                      {Reference: out.Reference},
			"<Contact+" + strings.ToUpper(out.ReplyTag) + "@EXAMPLE.org>":   {Reference: out.Reference},
			"contact+" + out.BounceTag + "@example.org":                     {Bounced: out.MessageID},
			"contact+rome+" + strings.ToUpper(out.BounceTag) + "@x.example": {Bounced: out.MessageID},
			"contact@example.org":                                           {}, "contact+@example.org": {}, "contact+p.aaaaaaaaaaaaaaaa@example.org": {}, "": {}, "+": {},
		} {
			got, err := b.Addressed(t.Context(), tickets.Inbox, address)
			if err != nil || got != want {
				t.Errorf("%s says %+v (%v), want %+v", address, got, err, want)
			}
		}
	})
}

// A mailbox is probed once a week until it shows that it takes such addresses.
func TestProbe(t *testing.T) {
	onEach(t, func(b *bench) {
		const mailbox = "contact@example.org"
		text := tickets.LetterText{Subject: "Vérification", Text: "Rien à faire."}
		probe := func() []tickets.Outgoing {
			t.Helper()
			b.out = nil
			b.must(b.ProbePlus(t.Context(), b.deliver, mailbox, text))
			return b.out
		}
		seen := func() string {
			t.Helper()
			b.file(filing(never))
			return b.send()[0].PlusSeen
		}
		first := probe()
		if len(first) != 1 || !first[0].Automatic || first[0].Text != text.Text || first[0].ReplyTag != "" || !strings.HasPrefix(first[0].ToAddress, "contact+p.") {
			t.Fatalf("the probe is %+v", first)
		}
		if out := probe(); len(out) != 0 {
			t.Error("probed again at once")
		}
		b.on("2026-06-07")
		if out := probe(); len(out) != 0 {
			t.Error("probed again within a week")
		}
		b.on("2026-06-09")
		if out := probe(); len(out) != 1 || out[0].MessageID == first[0].MessageID || out[0].ToAddress != first[0].ToAddress {
			t.Errorf("a week later: %+v", out)
		}
		b.on("2026-06-20")
		b.refuse = &tickets.DeliveryError{Status: "451", Err: errors.New("later")}
		probe()
		b.later(30 * time.Minute)
		b.refuse = nil
		if out := probe(); len(out) != 0 {
			t.Error("a server that was down is asked again within the hour")
		}
		b.later(31 * time.Minute)
		if out := probe(); len(out) != 1 {
			t.Error("a server that was down is not asked again")
		}
		b.on("2026-06-30")
		b.refuse = &tickets.DeliveryError{Permanent: true, Status: "550 5.1.1", Err: errors.New("no such user")}
		probe()
		b.refuse = nil
		b.on("2026-07-05")
		if out := probe(); len(out) != 0 {
			t.Error("an address that does not exist is tried again within a week")
		}

		address := first[0].ToAddress
		for _, c := range []struct {
			role    tickets.FolderRole
			address string
			probe   bool
			seen    string
		}{
			{tickets.Inbox, "contact+p.aaaaaaaaaaaaaaaa@example.org", false, ""},
			{tickets.Inbox, strings.Replace(address, "example.org", "example.com", 1), false, ""},
			{tickets.SentFolder, address, true, ""},
			{tickets.ImportRole, address, true, ""},
			{tickets.Inbox, strings.ToUpper(address), true, mailbox},
		} {
			got, err := b.Addressed(t.Context(), c.role, c.address)
			if err != nil || got.Probe != c.probe {
				t.Errorf("%s in %s: %+v (%v)", c.address, c.role, got, err)
			}
			if got := seen(); got != c.seen {
				t.Errorf("after %s in %s: %q takes addresses with +, want %q", c.address, c.role, got, c.seen)
			}
		}
		b.on("2026-08-01")
		if out := probe(); len(out) != 0 {
			t.Error("a mailbox that showed its probe is probed again")
		}
		b.must(b.ProbePlus(t.Context(), b.deliver, "other@example.org", text))
		if len(b.out) != 1 {
			t.Error("another mailbox is not probed")
		}
		if got := seen(); got != "" {
			t.Errorf("%q is still believed", got)
		}
	})
}

// Of two processes that probe at once, one does.
func TestProbeOnce(t *testing.T) {
	onEach(t, func(b *bench) {
		const n = 6
		took := make(chan string, n)
		done := make(chan error, n)
		for range n {
			s := b.store()
			go func() {
				done <- s.ProbePlus(t.Context(), func(_ context.Context, o tickets.Outgoing) error { took <- o.ToAddress; return nil }, "contact@example.org", tickets.LetterText{})
			}()
		}
		for range n {
			b.must(<-done)
		}
		if len(took) != 1 {
			t.Errorf("%d probes", len(took))
		}
	})
}

// An answer that bounced after its 250 was no answer: the promise runs again,
// is late when its day has passed, and the work is open.
func TestABounceIsCounted(t *testing.T) {
	onEach(t, func(b *bench) {
		agent := b.agent()
		c := b.file(filing(never))
		b.send()
		b.must(b.Reply(t.Context(), agent, c.ID, c.Version, tickets.Answer, tickets.LetterText{Subject: "Réponse", Text: "Voici."}))
		letter := b.send()[0]
		b.on("2026-07-02") // a day late
		figures := func() (int, tickets.Month) {
			t.Helper()
			f, err := b.Dashboard(t.Context())
			b.must(err)
			for _, m := range f.Replies {
				if m.First.String() == "2026-07-01" {
					return len(f.Overdue), m
				}
			}
			t.Fatal("no month of July")
			return 0, tickets.Month{}
		}
		if overdue, month := figures(); overdue != 0 || month.Kept != 1 {
			t.Fatalf("before the bounce: %d overdue, %+v", overdue, month)
		}
		report := words("mailer-daemon@example.net", "Returned mail", "550 5.1.1")
		report.Kind, report.Answerable = tickets.BounceMail, false
		report.Bounce = &tickets.MailBounce{MessageID: letter.MessageID, Status: "5.1.1", Failed: true, Permanent: true}
		expect(t, b.post(tickets.Inbox, report), tickets.AttachedBounce, "", c.Reference)

		c = b.read(c.Reference)
		if c.Reply.Stopped() || !c.Reply.Overdue(b.clock()) || c.State != tickets.Opened || c.Bounced != "5.1.1" {
			t.Errorf("after the bounce: %+v, %s, bounced %q", c.Reply, c.State, c.Bounced)
		}
		if l := c.Letters[1]; !l.Failed || l.DeliveredAt.IsZero() || c.Outbox[2].State != "sent" {
			t.Errorf("the letter is %+v, in the outbox %+v", l, c.Outbox[2])
		}
		if overdue, month := figures(); overdue != 1 || month.Kept != 0 || month.Overdue != 1 {
			t.Errorf("after the bounce: %d overdue, %+v", overdue, month)
		}
		// Another letter that arrives answers after all, a day late.
		b.must(b.Reply(t.Context(), agent, c.ID, c.Version, tickets.Answer, tickets.LetterText{Subject: "Réponse", Text: "Voici de nouveau."}))
		second := b.send()
		if len(second) != 1 || strings.Contains(fmt.Sprint(second[0].Thread), letter.MessageID) {
			t.Fatalf("the second answer continues one that never came: %+v", second)
		}
		if c = b.read(c.Reference); !c.Reply.Stopped() || c.Reply.Kept() || c.State != tickets.Answered || c.Bounced != "" {
			t.Errorf("after the second answer: %+v, %s, bounced %q", c.Reply, c.State, c.Bounced)
		}
		b.faultless()
	})
}
