package tickets_test

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"vigie/migrations"
	"vigie/rome"
	"vigie/tickets"
)

// post stores a message as if it had come in now and gives it its place. Its
// bytes are made of its subject and words, so that two calls make two messages.
func (b *bench) post(role tickets.FolderRole, r tickets.Reading) tickets.Placed {
	b.t.Helper()
	folder, err := b.MailFolder(b.t.Context(), "contact", string(role), role)
	b.must(err)
	if folder.UIDValidity == 0 {
		b.must(b.RenewMailFolder(b.t.Context(), &folder, 7))
	}
	raw := fmt.Appendf(nil, "Message-ID: <%s>\r\nSubject: %s\r\n\r\n%s\r\n", r.MessageID, r.Subject, r.Said)
	kept, err := b.KeepMail(b.t.Context(), &folder, []tickets.RawMail{{
		UID: folder.Cursor + 1, ReceivedAt: b.clock(), Basis: tickets.BasisIMAP, Size: int64(len(raw)), Raw: raw,
	}})
	b.must(err)
	if kept[0].Known {
		b.t.Fatalf("%q was stored before", r.Subject)
	}
	placed, err := b.PlaceMail(b.t.Context(), []tickets.Placing{{Mail: kept[0], Reading: r}})
	b.must(err)
	return placed[0]
}

// words is a message of a person.
func words(from, subject, said string) tickets.Reading {
	return tickets.Reading{
		MessageID: fmt.Sprintf("%x@example.org", []byte(from+subject+said)), Kind: tickets.RequestMail, Auth: tickets.AuthNone, Answerable: true,
		Name: "Léa Martin", Address: from, Subject: subject, Said: said, Text: said, BodyKey: said,
	}
}

func answering(r tickets.Reading, ids ...string) tickets.Reading {
	r.Thread = ids
	return r
}

func expect(t *testing.T, p tickets.Placed, outcome tickets.MailOutcome, reason tickets.MailReason, reference string) {
	t.Helper()
	if p.Outcome != outcome || p.Reason != reason || p.Reference != reference {
		t.Errorf("placed as %s %s on %q; %s %s on %q was expected", p.Outcome, p.Reason, p.Reference, outcome, reason, reference)
	}
}

func TestARequestByMail(t *testing.T) {
	onEach(t, func(b *bench) {
		b.sampleRelease(1, "2026-05-04")
		r := words("lea@example.org", "Fiche M1805", "Bonjour, il manque une appellation.")
		change := firstOf(b.t, rome.AppellationCreate)
		r.Changes = []rome.Change{change}
		placed := b.post(tickets.Inbox, r)
		c := b.read(placed.Reference)
		if c.Type != tickets.Unsorted || c.Channel != tickets.Mail || c.Basis != tickets.BasisIMAP || c.Public() || len(c.Proposals) != 0 {
			t.Errorf("the ticket is %s by %s on %s, public %v, with %d proposals", c.Type, c.Channel, c.Basis, c.Public(), len(c.Proposals))
		}
		if len(c.Mails) != 1 || c.Mails[c.Mail].Said != r.Said || len(c.Mails[c.Mail].Changes) != 1 {
			t.Fatalf("its message is not with it: %+v", c.Mails)
		}
		letters := b.send()
		if len(letters) != 1 || !letters[0].Automatic || letters[0].ToAddress != "lea@example.org" {
			t.Fatalf("%d letters", len(letters))
		}
		// The author answers the acknowledgement, then from another address.
		b.on("2026-06-03")
		again := b.post(tickets.Inbox, answering(words("lea@example.org", "Re: Fiche M1805", "Une précision."), letters[0].MessageID))
		expect(t, again, tickets.AttachedReply, "", placed.Reference)
		other := b.post(tickets.Inbox, answering(words("lea@perso.example", "Re: Fiche M1805", "De chez moi."), letters[0].MessageID))
		expect(t, other, tickets.AttachedReply, "", placed.Reference)
		if len(b.send()) != 0 {
			t.Error("a reply was acknowledged")
		}
		c = b.read(placed.Reference)
		var strange []bool
		for _, e := range c.Events {
			if m, ok := e.Fact.(tickets.Messaged); ok {
				strange = append(strange, m.Stranger)
			}
		}
		if fmt.Sprint(strange) != "[false true]" {
			t.Errorf("strangers: %v", strange)
		}
		// An agent takes the suggestion over: the clock runs from the message.
		agent := b.agent()
		b.on("2026-06-10")
		b.must(b.Propose(t.Context(), agent, c.ID, c.Version, c.Mails[c.Mail].Changes, c.Mail))
		c = b.read(placed.Reference)
		if c.Type != tickets.Request || len(c.Proposals) != 1 || c.Proposals[0].Change.Base == nil {
			t.Fatalf("%s with %d proposals", c.Type, len(c.Proposals))
		}
		if due := c.Proposals[0].Clock.Deadline.DueOn.String(); due != "2026-10-01" {
			t.Errorf("integration is due on %s, not four months after receipt", due)
		}
		b.faultless()
	})
}

func TestWhoseTicket(t *testing.T) {
	onEach(t, func(b *bench) {
		first := b.post(tickets.Inbox, words("lea@example.org", "Fiche M1805", "Il manque une appellation.")).Reference
		ack := b.send()[0].MessageID
		b.on("2026-06-02")
		author := words("lea@example.org", "Fiche M1805", "Il manque une appellation.").MessageID
		named := func(r tickets.Reading) tickets.Reading { r.References = []string{first}; return r }
		fail := func(r tickets.Reading) tickets.Reading { r.Auth = tickets.AuthFail; return r }
		kind := func(k tickets.MailKind, r tickets.Reading) tickets.Reading { r.Kind, r.Answerable = k, false; return r }
		for _, c := range []struct {
			name    string
			role    tickets.FolderRole
			r       tickets.Reading
			outcome tickets.MailOutcome
			reason  tickets.MailReason
			here    bool
		}{
			{"named by who takes part", "inbox", named(words("LEA@example.org", "à propos de "+first, "1")), tickets.AttachedReply, "", true},
			{"named by a stranger", "inbox", named(words("paul@example.net", first, "2")), tickets.QuarantinedMail, tickets.ReasonStranger, false},
			{"an invented Message-ID", "inbox", answering(words("paul@example.net", "Re: x", "3"), strings.Replace(ack, ".1.", ".2.", 1)), tickets.OpenedTicket, "", false},
			{"the author's own message", "inbox", answering(words("lea@example.org", "Re: Fiche", "4"), author), tickets.AttachedReply, "", true},
			{"the author's message, by a stranger", "inbox", answering(words("paul@example.net", "Re: Fiche", "5"), author), tickets.QuarantinedMail, tickets.ReasonThread, false},
			{"failed authentication", "inbox", fail(answering(named(words("lea@example.org", first, "6")), ack)), tickets.OpenedTicket, "", false},
			{"a robot's answer", "inbox", kind("auto_reply", answering(words("lea@example.org", "Absence", "7"), ack)), tickets.AttachedAuto, "", true},
			{"a robot's answer to nothing", "inbox", kind("auto_reply", words("lea@example.org", "Absence", "8")), tickets.QuarantinedMail, tickets.ReasonAuto, false},
			{"a forged robot", "inbox", fail(kind("bounce", answering(words("md@example.org", "Undelivered", "9"), ack))), tickets.QuarantinedMail, tickets.ReasonAuth, false},
			{"a newsletter", "inbox", kind("list", words("news@example.org", "Lettre", "10")), tickets.QuarantinedMail, tickets.ReasonList, false},
			{"spam", "inbox", kind("spam", answering(words("lea@example.org", "Gagnez", "11"), ack)), tickets.QuarantinedMail, tickets.ReasonSpam, false},
			{"the same subject again", "inbox", words("lea@example.org", "RE : Fiche M1805", "12"), tickets.QuarantinedMail, tickets.ReasonLoose, false},
			{"another subject", "inbox", words("lea@example.org", "Fiche K2111", "13"), tickets.OpenedTicket, "", false},
			{"sent to the author", "sent", func() tickets.Reading {
				r := answering(words("rome@vigie.example", "Re: Fiche", "14"), author)
				r.Recipients = []string{"lea@example.org"}
				return r
			}(), tickets.AttachedSent, "", true},
			{"sent to somebody else", "sent", func() tickets.Reading {
				r := answering(words("rome@vigie.example", "TR: Fiche", "15"), author)
				r.Recipients = []string{"expert@example.fr"}
				return r
			}(), tickets.UnrelatedMail, "", false},
			{"a letter of ours", "sent", func() tickets.Reading {
				r := words("rome@vigie.example", "Accusé", "16")
				r.MessageID = ack
				return r
			}(), tickets.OwnMail, "", false},
			{"the same message by another way", "inbox", func() tickets.Reading {
				r := words("lea@example.org", "Fiche M1805", "Il manque une appellation.")
				r.Subject = "Fiche M1805 " // other bytes
				return r
			}(), tickets.RepeatedMail, "", false},
			{"the same Message-ID with other words", "inbox", func() tickets.Reading {
				r := words("lea@example.org", "Fiche M1805", "Il manque une appellation.")
				r.Said, r.BodyKey = "Tout autre chose.", "other"
				return r
			}(), tickets.OpenedTicket, "", false},
		} {
			placed := b.post(c.role, c.r)
			if placed.Outcome != c.outcome || placed.Reason != c.reason || c.here != (placed.Reference == first) {
				t.Errorf("%s: %s %s on %q", c.name, placed.Outcome, placed.Reason, placed.Reference)
			}
		}
		c := b.read(first)
		if c.State != tickets.New || c.Reply.Stopped() {
			t.Errorf("the ticket is %s, its clock stopped %v", c.State, c.Reply.Stopped())
		}
		if len(c.Sent) != 1 {
			t.Fatalf("%d answers were found in the sent folder", len(c.Sent))
		}
		b.must(b.ConfirmSent(t.Context(), b.agent(), c.ID, c.Version, c.Sent[0].Mail))
		if c = b.read(first); c.State != tickets.Answered || !c.Reply.Kept() || c.Reply.StoppedOn.String() != "2026-06-02" {
			t.Errorf("after the answer was confirmed the ticket is %s, answered on %s", c.State, c.Reply.StoppedOn)
		}
		b.faultless()
	})
}

func TestABounceUndoesAnAnswer(t *testing.T) {
	onEach(t, func(b *bench) {
		ref := b.post(tickets.Inbox, words("lea@example.org", "Question", "Quand ?")).Reference
		b.send()
		agent := b.agent()
		c := b.read(ref)
		b.must(b.Reply(t.Context(), agent, c.ID, c.Version, tickets.Answer, tickets.LetterText{Subject: "Réponse", Text: "Demain."}))
		letter := b.send()[0]
		if c = b.read(ref); !c.Reply.Stopped() {
			t.Fatal("a delivered answer does not stop the clock")
		}
		report := words("mailer-daemon@example.org", "Undelivered", "550 5.1.1")
		report.Kind, report.Answerable = tickets.BounceMail, false
		report.Bounce = &tickets.MailBounce{MessageID: letter.MessageID, Status: "4.2.2"}
		expect(t, b.post(tickets.Inbox, report), tickets.AttachedBounce, "", ref)
		if c = b.read(ref); !c.Reply.Stopped() || c.Bounced != "" {
			t.Error("a delay undid the answer")
		}
		report.MessageID, report.Subject = "second@example.org", "Undelivered again"
		report.Bounce = &tickets.MailBounce{MessageID: letter.MessageID, Status: "5.1.1", Failed: true, Permanent: true}
		expect(t, b.post(tickets.Inbox, report), tickets.AttachedBounce, "", ref)
		if c = b.read(ref); c.Reply.Stopped() || c.State != tickets.Opened || c.Bounced != "5.1.1" {
			t.Errorf("after the bounce: %s, stopped %v, %q", c.State, c.Reply.Stopped(), c.Bounced)
		}
		b.faultless()
	})
}

func TestNobodyThanksARobot(t *testing.T) {
	onEach(t, func(b *bench) {
		robot := words("robot@example.org", "Alerte", "1")
		robot.Answerable = false
		b.post(tickets.Inbox, robot)
		forged := words("lea@example.org", "Fiche", "2")
		forged.Auth = tickets.AuthFail
		b.post(tickets.Inbox, forged)
		if n := len(b.send()); n != 0 {
			t.Errorf("%d letters to robots and forged senders", n)
		}
		for i := range 8 {
			b.post(tickets.Inbox, words("loop@example.org", fmt.Sprint("Sujet ", i), fmt.Sprint(i)))
		}
		if n := len(b.send()); n != tickets.LetterLimit.Most {
			t.Errorf("%d acknowledgements to one address within the hour", n)
		}
	})
}

func TestQuarantine(t *testing.T) {
	onEach(t, func(b *bench) {
		first := b.post(tickets.Inbox, words("lea@example.org", "Fiche M1805", "Bonjour")).Reference
		b.send()
		named := func(said string) tickets.Reading {
			r := words("paul@example.net", "Au sujet de "+first, said)
			r.References = []string{first}
			return r
		}
		var ids []int64
		for _, said := range []string{"un", "deux", "trois"} {
			ids = append(ids, b.post(tickets.Inbox, named(said)).Mail)
		}
		agent := b.agent()
		list, total, err := b.Quarantine(t.Context(), agent, 10)
		b.must(err)
		if total != 3 || len(list) != 3 || list[0].GuessRef != first || list[0].GuessWhy != tickets.GuessReference ||
			list[0].Clock.Deadline.DueOn.String() != "2026-07-01" || !list[0].Clock.Runs {
			t.Fatalf("%d waiting: %+v", total, list)
		}
		if _, _, err := b.Quarantine(t.Context(), visitor, 10); !errors.Is(err, tickets.ErrForbidden) {
			t.Errorf("a visitor reads the quarantine: %v", err)
		}
		placed, err := b.PlaceOn(t.Context(), agent, ids[0], first)
		b.must(err)
		expect(t, placed, tickets.AttachedReply, "", first)
		if _, err := b.PlaceOn(t.Context(), agent, ids[0], first); !errors.Is(err, tickets.ErrConflict) {
			t.Errorf("placed twice: %v", err)
		}
		// From now on Paul takes part.
		fourth := named("quatre")
		fourth.References = []string{first}
		expect(t, b.post(tickets.Inbox, fourth), tickets.AttachedReply, "", first)
		// Until the message is taken off again.
		c := b.read(first)
		b.must(b.Detach(t.Context(), agent, c.ID, c.Version, ids[0]))
		expect(t, b.post(tickets.Inbox, named("cinq")), tickets.QuarantinedMail, tickets.ReasonStranger, "")

		b.on("2026-06-20")
		opened, err := b.OpenMail(t.Context(), agent, ids[1])
		b.must(err)
		if c := b.read(opened.Reference); c.Reply.Deadline.DueOn.String() != "2026-07-01" || c.Author.Email != "paul@example.net" {
			t.Errorf("the ticket made of it is due on %s", c.Reply.Deadline.DueOn)
		}
		if len(b.send()) != 0 {
			t.Error("an acknowledgement after three weeks")
		}
		b.must(b.DismissMail(t.Context(), agent, ids[2], tickets.ReasonSpam))
		b.must(b.RestoreMail(t.Context(), agent, ids[2]))
		b.must(b.ReadMailAgain(t.Context(), agent, ids[2]))
		again, err := b.UnreadMail(t.Context(), 10, b.clock())
		b.must(err)
		if len(again) != 1 || again[0].ID != ids[2] || !bytes.Contains(again[0].Raw, []byte("trois")) {
			t.Errorf("to be read again: %+v", again)
		}
		b.faultless()
	})
}

func TestAMessageThatCannotBeRead(t *testing.T) {
	onEach(t, func(b *bench) {
		folder, err := b.MailFolder(t.Context(), "contact", "INBOX", tickets.Inbox)
		b.must(err)
		_, err = b.KeepMail(t.Context(), &folder, []tickets.RawMail{{UID: 1, ReceivedAt: b.clock(), Basis: tickets.BasisIMAP, Raw: []byte("poison\n")}})
		b.must(err)
		var last tickets.KeptMail
		for range 5 {
			list, err := b.UnreadMail(t.Context(), 10, b.clock())
			b.must(err)
			if len(list) == 0 {
				t.Fatal("it is not offered again")
			}
			if last = list[0]; last.Spent() {
				break
			}
		}
		if last.Tries != 4 {
			t.Errorf("given up after %d attempts", last.Tries-1)
		}
		b.must(b.GiveUpMail(t.Context(), tickets.Placing{Mail: last, Reading: tickets.Reading{Kind: tickets.RequestMail, Auth: tickets.AuthNone, Subject: "poison"}}))
		list, _, err := b.Quarantine(t.Context(), tickets.Machine, 10)
		b.must(err)
		if len(list) != 1 || list[0].Reason != tickets.ReasonUnreadable || list[0].Reference == "" {
			t.Fatalf("in quarantine: %+v", list)
		}
		if c := b.read(list[0].Reference); !c.Reply.Runs {
			t.Error("its deadline does not run")
		}
		// The parser is mended, and it is read again: on the same ticket.
		agent := b.agent()
		b.must(b.ReadMailAgain(t.Context(), agent, last.ID))
		unread, err := b.UnreadMail(t.Context(), 10, b.clock())
		b.must(err)
		placed, err := b.PlaceMail(t.Context(), []tickets.Placing{{Mail: unread[0], Reading: words("lea@example.org", "Enfin", "lisible")}})
		b.must(err)
		expect(t, placed[0], tickets.AttachedReply, "", list[0].Reference)
		b.faultless()
	})
}

func TestHistoryByMail(t *testing.T) {
	onEach(t, func(b *bench) {
		folder, err := b.MailFolder(t.Context(), "import", "old.mbox", tickets.ImportRole)
		b.must(err)
		at := time.Date(2025, 3, 3, 9, 0, 0, 0, time.UTC)
		kept, err := b.KeepMail(t.Context(), &folder, []tickets.RawMail{
			{ReceivedAt: at, Basis: tickets.BasisDelivery, Raw: []byte("Subject: a\n\nb\n")},
			{ReceivedAt: at, Basis: tickets.BasisDelivery, Raw: []byte("From x\r\nSubject: a\r\nStatus: RO\r\n\r\nb\r\n")},
		})
		b.must(err)
		if kept[0].Known || !kept[1].Known || kept[0].ID != kept[1].ID {
			t.Errorf("line ends make another message: %+v", kept)
		}
		asked := words("lea@example.org", "a", "b")
		sent := answering(words("rome@vigie.example", "Re: a", "c"), asked.MessageID)
		sent.Recipients = []string{"lea@example.org"}
		answered, err := b.KeepMail(t.Context(), &folder, []tickets.RawMail{{ReceivedAt: at.AddDate(0, 0, 9), Basis: tickets.BasisDelivery, Raw: []byte("Subject: c\n\nd\n")}})
		b.must(err)
		answered[0].Role = tickets.SentFolder
		placed, err := b.PlaceMail(t.Context(), []tickets.Placing{{Mail: kept[0], Reading: asked}, {Mail: answered[0], Reading: sent}})
		b.must(err)
		c := b.read(placed[0].Reference)
		if !c.History || c.Reply.Runs || c.Basis != tickets.BasisDelivery || c.Reply.StoppedOn.String() != "2025-03-12" {
			t.Errorf("history %v, runs %v, %s, answered on %s", c.History, c.Reply.Runs, c.Basis, c.Reply.StoppedOn)
		}
		if len(b.send()) != 0 {
			t.Error("a letter about history")
		}
		b.faultless()
	})
}

func TestErasingForgetsTheMail(t *testing.T) {
	onEach(t, func(b *bench) {
		r := words("lea@example.org", "Fiche M1805", "Je suis Léa Martin.")
		r.Files = []tickets.MailFile{{N: 1, SHA256: strings.Repeat("ab", 32), Name: "cv.pdf", Type: "application/pdf", Size: 3, Content: []byte("CV!")}}
		ref := b.post(tickets.Inbox, r).Reference
		c := b.read(ref)
		if f, err := b.MailFileContent(t.Context(), tickets.Machine, c.Mail, 1); err != nil || string(f.Content) != "CV!" {
			t.Fatalf("its file: %v", err)
		}
		b.must(b.Erase(t.Context(), tickets.Actor{Role: tickets.Admin, Account: 1}, c.ID))
		for _, table := range []string{"blobs", "mail_files"} {
			var n int
			b.must(b.db.Read.QueryRowContext(t.Context(), `SELECT COUNT(*) FROM `+table).Scan(&n))
			if n != 0 {
				t.Errorf("%d rows are left in %s", n, table)
			}
		}
		for _, m := range b.read(ref).Mails {
			if m.Address != "" || m.Said != "" {
				t.Errorf("%+v is left", m.Reading)
			}
		}
		b.faultless()
		// The server still has it: it is known, and not taken in again.
		folder, err := b.MailFolder(t.Context(), "contact", "inbox", tickets.Inbox)
		b.must(err)
		b.must(b.RenewMailFolder(t.Context(), &folder, 8))
		raw := fmt.Appendf(nil, "Message-ID: <%s>\r\nSubject: %s\r\n\r\n%s\r\n", r.MessageID, r.Subject, r.Said)
		kept, err := b.KeepMail(t.Context(), &folder, []tickets.RawMail{{UID: 1, ReceivedAt: b.clock(), Basis: tickets.BasisIMAP, Raw: raw}})
		b.must(err)
		if !kept[0].Known {
			t.Error("an erased message is taken in again")
		}
	})
}

func TestTakingALetterBack(t *testing.T) {
	onEach(t, func(b *bench) {
		b.sampleRelease(1, "2026-05-04")
		c := b.file(filing(firstOf(t, rome.AppellationCreate)))
		b.send()
		agent := b.agent()
		accept := []tickets.Choice{{Proposal: 1, Outcome: tickets.Accept}}
		b.must(b.Decide(t.Context(), agent, c.ID, c.Version, accept, tickets.LetterText{Subject: "Décision", Text: "Retenue."}))
		b.must(b.Recall(t.Context(), agent, c.ID, 2))
		c = b.read(c.Reference)
		if c.State != tickets.Opened || c.Proposals[0].State != tickets.Pending || c.Proposals[0].Letter != 0 || len(b.send()) != 0 {
			t.Errorf("after taking it back: %s, %s", c.State, c.Proposals[0].State)
		}
		b.must(b.Decide(t.Context(), agent, c.ID, c.Version, accept, tickets.LetterText{Subject: "Décision", Text: "Retenue, donc."}))
		if letters := b.send(); len(letters) != 1 || letters[0].Text != "Retenue, donc." {
			t.Errorf("%d letters", len(letters))
		}
		var invalid *tickets.Invalid
		if err := b.Recall(t.Context(), agent, c.ID, 3); !errors.As(err, &invalid) {
			t.Errorf("a letter that is gone was taken back: %v", err)
		}
		b.faultless()
	})
}

// An agent's letter waits for thirty seconds; a machine's does not.
func TestAMomentToTakeItBack(t *testing.T) {
	onEach(t, func(b *bench) {
		b.takeBack = 30 * time.Second
		b.Store = b.store()
		c := b.file(filing())
		if len(b.send()) != 1 {
			t.Error("the acknowledgement waits")
		}
		agent := b.agent()
		answer := func() {
			c = b.read(c.Reference)
			b.must(b.Reply(t.Context(), agent, c.ID, c.Version, tickets.Answer, tickets.LetterText{Subject: "Réponse", Text: "Bientôt."}))
		}
		answer()
		if len(b.send()) != 0 {
			t.Error("the answer left at once")
		}
		b.must(b.Recall(t.Context(), agent, c.ID, 2))
		b.later(31 * time.Second)
		if len(b.send()) != 0 {
			t.Error("a letter was sent that had been taken back")
		}
		answer()
		b.later(31 * time.Second)
		if letters := b.send(); len(letters) != 1 || len(letters[0].Thread) != 1 {
			t.Errorf("%d letters: %+v", len(letters), letters)
		}
		b.faultless()
	})
}

func TestMailIdentity(t *testing.T) {
	a := tickets.MailIdentity([]byte("Subject: x\r\n\r\n>From here\r\nline\r\n"))
	for _, same := range []string{
		"Subject: x\n\nFrom here\nline\n", "From a@b Mon Jan  1 00:00:00 2024\nSubject: x\n\n>>From here\nline\n\n",
		"Subject: x\rStatus: RO\r\t more\r\r>From here\rline", "X-Mozilla-Status: 0001\nSubject: x\n\n>From here\nline\n",
	} {
		if tickets.MailIdentity([]byte(same)) != a {
			t.Errorf("%q is another message", same)
		}
	}
	for _, other := range []string{"Subject: x\n\nFrom here\nline2\n", "Subject: y\n\nFrom here\nline\n", "Subject: x\n\nFrom here\n\nline\n"} {
		if tickets.MailIdentity([]byte(other)) == a {
			t.Errorf("%q is the same message", other)
		}
	}
}

func TestBaseSubject(t *testing.T) {
	for subject, base := range map[string]string{
		"Re: Fiche M1805": "Fiche M1805", "RE : TR : Fiche": "Fiche", "Re[2]: [rome] Réf. : x": "Réf. : x", "Fwd: Re: AW: x": "x",
		"Référence M1805": "Référence M1805", "Re:": "Re:", "Rencontre: lundi": "Rencontre: lundi", "": "",
	} {
		if have := tickets.BaseSubject(subject); have != base {
			t.Errorf("%q is about %q, not %q", subject, have, base)
		}
	}
}

// What was stored is checked too: bytes of a message and of its files, and that
// no message the journal names is gone.
func TestVerifyReadsTheMail(t *testing.T) {
	onEach(t, func(b *bench) {
		r := words("lea@example.org", "Fiche M1805", "Bonjour")
		content := []byte("%PDF")
		r.Files = []tickets.MailFile{{N: 1, SHA256: fmt.Sprintf("%x", sha256.Sum256(content)), Name: "a.pdf", Type: "application/pdf", Size: 4, Content: content}}
		placed := b.post(tickets.Inbox, r)
		b.faultless()
		for _, c := range []struct{ tamper, says string }{
			{`UPDATE blobs SET data = $1 WHERE sha256 = (SELECT sha256 FROM mails)`, "the source of message"},
			{`UPDATE blobs SET data = $1 WHERE sha256 = (SELECT sha256 FROM mail_files)`, "a file of message"},
		} {
			_, err := b.db.Write.ExecContext(t.Context(), c.tamper, []byte("other"))
			b.must(err)
			b.faulty(c.says)
		}
		for _, query := range []string{`DELETE FROM mail_places`, `DELETE FROM mail_files`, `DELETE FROM mails`} {
			_, err := b.db.Write.ExecContext(t.Context(), query)
			b.must(err)
		}
		b.faulty(placed.Reference + ": message 1, which its journal names, is missing")
	})
}

// faulty verifies the journal and looks for one fault.
func (b *bench) faulty(says string) {
	b.t.Helper()
	v, err := b.Verify(b.t.Context())
	b.must(err)
	for _, f := range v.Faults {
		if strings.Contains(f.String(), says) {
			return
		}
	}
	b.t.Errorf("no fault says %q: %v", says, v.Faults)
}

// What the service answered is found again when the request it answers opens
// later: it had waited in quarantine, or was read after its answer.
func TestAnAnswerBeforeItsQuestion(t *testing.T) {
	onEach(t, func(b *bench) {
		asked := words("lea@example.org", "Fiche", "Quand ?")
		sent := answering(words("rome@vigie.example", "Re: Fiche", "En juin."), asked.MessageID)
		sent.Recipients = []string{"lea@example.org"}
		early := b.post(tickets.SentFolder, sent)
		expect(t, early, tickets.UnrelatedMail, "", "")
		reference := b.post(tickets.Inbox, asked).Reference
		list, err := b.UnreadMail(t.Context(), 10, b.clock())
		b.must(err)
		if len(list) != 1 || list[0].ID != early.Mail {
			t.Fatalf("to be looked at again: %+v", list)
		}
		placed, err := b.PlaceMail(t.Context(), []tickets.Placing{{Mail: list[0], Reading: sent}})
		b.must(err)
		expect(t, placed[0], tickets.AttachedSent, "", reference)
		b.faultless()
	})
}

// What is asked for each message is asked of an index, however many there are.
func TestEachMessageAsksAnIndex(t *testing.T) {
	onEach(t, func(b *bench) {
		if b.db.Engine != migrations.SQLite {
			return // the planner of PostgreSQL looks at the rows there are
		}
		for _, query := range tickets.MailQueries() {
			rows, err := b.db.Read.QueryContext(t.Context(), `EXPLAIN QUERY PLAN `+query, slices.Repeat([]any{int64(1)}, strings.Count(query, "$"))...)
			b.must(err)
			for rows.Next() {
				var id, parent, unused int
				var detail string
				b.must(rows.Scan(&id, &parent, &unused, &detail))
				if strings.HasPrefix(detail, "SCAN") {
					t.Errorf("%s\n%s", query, detail)
				}
			}
			b.must(errors.Join(rows.Err(), rows.Close()))
		}
	})
}
