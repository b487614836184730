package tickets_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"vigie/tickets"
)

// everyOutcome is a mailbox in which messages became various things, and the
// ticket of one of them.
func everyOutcome(b *bench) (ref string, unrelated int64) {
	b.t.Helper()
	ref = b.post(tickets.Inbox, words("lea@example.org", "Fiche M1805", "Bonjour")).Reference
	letter := b.send()[0]
	b.post(tickets.Inbox, answering(words("lea@example.org", "Re: Fiche M1805", "Une précision"), letter.MessageID))
	own := words("rome@vigie.example", "Accusé", "Copie")
	own.MessageID, own.Name, own.Own = letter.MessageID, "Vigie", true
	expect(b.t, b.post(tickets.SentFolder, own), tickets.OwnMail, "", "")
	sent := words("rome@vigie.example", "Réunion du comité", "À jeudi")
	sent.Recipients = []string{"maire@mairie.example"}
	lost := b.post(tickets.SentFolder, sent)
	expect(b.t, lost, tickets.UnrelatedMail, "", "")
	spam := words("spam@example.net", "Gagnez un voyage", "!!!")
	spam.Kind = tickets.SpamMail
	b.post(tickets.Inbox, spam)
	return ref, lost.Mail
}

func TestEveryStoredMessageIsListed(t *testing.T) {
	onEach(t, func(b *bench) {
		ref, _ := everyOutcome(b)
		folder, err := b.MailFolder(t.Context(), "contact", "INBOX", tickets.Inbox)
		b.must(err)
		_, err = b.KeepMail(t.Context(), &folder, []tickets.RawMail{{UID: 99, ReceivedAt: b.clock(), Basis: tickets.BasisIMAP, Raw: []byte("unread\n")}})
		b.must(err)
		list := func(f tickets.MailFilter) []tickets.MailOutcome {
			t.Helper()
			var got []tickets.MailOutcome
			b.must(b.EachMail(t.Context(), tickets.Machine, f, func(rows []*tickets.StoredMail) error {
				for _, m := range rows {
					if got = append(got, m.Outcome); m.Said != "" || (m.Ticket != 0) != (m.TicketRef == ref) {
						t.Errorf("message %d is of %q and says %q", m.ID, m.TicketRef, m.Said)
					}
				}
				return nil
			}))
			return got
		}
		all := []tickets.MailOutcome{"", tickets.QuarantinedMail, tickets.UnrelatedMail, tickets.OwnMail, tickets.AttachedReply, tickets.OpenedTicket}
		for name, test := range map[string]struct {
			f    tickets.MailFilter
			want []tickets.MailOutcome
		}{
			"all":              {tickets.MailFilter{}, all},
			"one outcome":      {tickets.MailFilter{Outcome: tickets.OwnMail}, all[3:4]},
			"unread":           {tickets.MailFilter{Outcome: tickets.UnreadMessages}, all[:1]},
			"words of subject": {tickets.MailFilter{Query: "fiche m1805"}, all[4:]},
			"folded":           {tickets.MailFilter{Query: "REUNION comite"}, all[2:3]},
			"an address":       {tickets.MailFilter{Query: "spam@example"}, all[1:2]},
			"a recipient":      {tickets.MailFilter{Query: "maire@mairie.example"}, all[2:3]},
			"both":             {tickets.MailFilter{Query: "lea", Outcome: tickets.OpenedTicket}, all[5:]},
			"neither":          {tickets.MailFilter{Query: "lea", Outcome: tickets.OwnMail}, nil},
			"every word":       {tickets.MailFilter{Query: "lea introuvable"}, nil},
			"what it says":     {tickets.MailFilter{Query: "bonjour"}, nil},
		} {
			if got := list(test.f); !slices.Equal(got, test.want) {
				t.Errorf("%s: %q, want %q", name, got, test.want)
			}
		}
		counts, err := b.MailCounts(t.Context(), tickets.Machine)
		b.must(err)
		if len(counts) != len(all) || counts[tickets.UnreadMessages] != 1 || counts[tickets.UnrelatedMail] != 1 {
			t.Errorf("the counts are %v", counts)
		}
		if _, err := b.MailList(t.Context(), visitor, tickets.MailFilter{}); !errors.Is(err, tickets.ErrForbidden) {
			t.Errorf("a visitor lists messages: %v", err)
		}
		if _, err := b.MailCounts(t.Context(), visitor); !errors.Is(err, tickets.ErrForbidden) {
			t.Errorf("a visitor counts messages: %v", err)
		}
		if err := b.EachMail(t.Context(), visitor, tickets.MailFilter{}, nil); !errors.Is(err, tickets.ErrForbidden) {
			t.Errorf("a visitor goes through messages: %v", err)
		}
	})
}

// The list is read in parts of any size, each message once, whether or not
// something is searched for.
func TestTheListOfMessagesGoesOn(t *testing.T) {
	onEach(t, func(b *bench) {
		for n := range 23 {
			b.post(tickets.Inbox, words(fmt.Sprintf("p%d@example.org", n), []string{"Pair", "Impair"}[n%2], fmt.Sprint(n)))
		}
		for _, query := range []string{"", "pair", "impair"} {
			want := 23
			if query == "impair" { // the other word is in both
				want = 11
			}
			for _, limit := range []int{1, 4, 11, 23, 50} {
				f := tickets.MailFilter{Query: query, Limit: limit}
				var ids []int64
				for {
					l, err := b.MailList(t.Context(), tickets.Machine, f)
					b.must(err)
					for _, m := range l.Rows {
						ids = append(ids, m.ID)
					}
					if len(l.Rows) > limit || l.Unfinished {
						t.Errorf("%d rows of %d, unfinished: %t", len(l.Rows), limit, l.Unfinished)
					}
					if f.Before = l.Next; l.Next == 0 {
						break
					}
				}
				slices.Reverse(ids)
				if len(ids) != want || !slices.IsSorted(ids) || len(slices.Compact(ids)) != want {
					t.Errorf("%q by %d: %v", query, limit, ids)
				}
			}
		}
	})
}

// What the service sent and nothing explains is placed by an agent, and may be
// the promised answer; what has its place, or is a copy, is not.
func TestUnrelatedMailIsPlaced(t *testing.T) {
	onEach(t, func(b *bench) {
		ref, unrelated := everyOutcome(b)
		agent := b.agent()
		if _, err := b.PlaceOn(t.Context(), visitor, unrelated, ref); !errors.Is(err, tickets.ErrForbidden) {
			t.Errorf("a visitor places a message: %v", err)
		}
		l, err := b.MailList(t.Context(), agent, tickets.MailFilter{})
		b.must(err)
		for _, m := range l.Rows {
			if m.Placeable() != (m.Outcome == tickets.QuarantinedMail || m.Outcome == tickets.UnrelatedMail) {
				t.Errorf("%s is placeable: %t", m.Outcome, m.Placeable())
			}
			if m.Placeable() {
				continue
			}
			if _, err := b.PlaceOn(t.Context(), agent, m.ID, ref); !errors.Is(err, tickets.ErrConflict) {
				t.Errorf("%s was placed: %v", m.Outcome, err)
			}
		}
		if _, err := b.OpenMail(t.Context(), agent, unrelated); !errors.Is(err, tickets.ErrConflict) {
			t.Errorf("it opened a request: %v", err)
		}
		if err := b.DismissMail(t.Context(), agent, unrelated, tickets.ReasonSpam); !errors.Is(err, tickets.ErrConflict) {
			t.Errorf("it was put aside: %v", err)
		}
		b.later(time.Hour)
		placed, err := b.PlaceOn(t.Context(), agent, unrelated, ref)
		b.must(err)
		expect(t, placed, tickets.AttachedSent, "", ref)
		c := b.read(ref)
		if len(c.Sent) != 1 || c.Sent[0].Confirmed || c.Reply.Stopped() {
			t.Fatalf("on the ticket: %+v", c.Sent)
		}
		b.must(b.ConfirmSent(t.Context(), agent, c.ID, c.Version, unrelated))
		if c = b.read(ref); !c.Reply.Stopped() || len(c.Part.Said) != 4 {
			t.Errorf("confirmed, the clock runs: %t; the conversation is %v", !c.Reply.Stopped(), c.Part.Said)
		}
		if _, err := b.PlaceOn(t.Context(), agent, unrelated, ref); !errors.Is(err, tickets.ErrConflict) {
			t.Errorf("placed twice: %v", err)
		}
		b.faultless()
	})
}

// The quarantine is read in parts that begin where one left off, also when what
// stood there has its place meanwhile.
func TestTheQuarantineGoesOn(t *testing.T) {
	onEach(t, func(b *bench) {
		agent := b.agent()
		for n := range 11 {
			spam := words("spam@example.net", fmt.Sprint("Offre ", n), fmt.Sprint(n))
			spam.Kind = tickets.SpamMail
			b.post(tickets.Inbox, spam)
			if n%3 == 0 { // some come at once
				b.later(24 * time.Hour)
			}
		}
		var forth, back []int64
		var from, last int64
		for {
			w, err := b.QuarantineFrom(t.Context(), agent, from, 4)
			b.must(err)
			if w.Total != 11 || w.Earlier != len(forth) {
				t.Errorf("from %d: %d of %d come before", from, w.Earlier, w.Total)
			}
			for _, q := range w.List {
				forth = append(forth, q.ID)
			}
			if last = from; w.Next == 0 {
				break
			}
			from = w.Next
		}
		for from = last; ; {
			w, err := b.QuarantineFrom(t.Context(), agent, from, 4)
			b.must(err)
			for _, q := range slices.Backward(w.List) {
				back = append(back, q.ID)
			}
			if from = w.Previous; from == 0 {
				break
			}
		}
		slices.Reverse(back)
		var each []int64
		b.must(b.EachQuarantined(t.Context(), agent, func(list []tickets.Quarantined) error {
			for _, q := range list {
				if each = append(each, q.ID); q.Said != "" && q.Long || q.Subject == "" || !q.Clock.Runs {
					t.Errorf("message %d is %+v", q.ID, q)
				}
			}
			return nil
		}))
		if len(forth) != 11 || !slices.Equal(forth, back) || !slices.Equal(forth, each) {
			t.Errorf("forth %v, back %v, each %v", forth, back, each)
		}
		b.must(b.DismissMail(t.Context(), agent, forth[4], tickets.ReasonSpam))
		w, err := b.QuarantineFrom(t.Context(), agent, forth[4], 4)
		b.must(err)
		if w.Total != 10 || w.Earlier != 4 || w.List[0].ID != forth[5] || w.Late != 0 {
			t.Errorf("where one was settled: %d of %d before, %d late", w.Earlier, w.Total, w.Late)
		}
		b.later(30 * 24 * time.Hour)
		w, err = b.QuarantineFrom(t.Context(), agent, 99_999, 4)
		b.must(err)
		if w.Earlier != 0 || w.Late == 0 || w.Late == w.Total || w.List[0].ID != forth[0] {
			t.Errorf("from a message that never was: %d before, %d late", w.Earlier, w.Late)
		}
		for _, id := range forth[8:] {
			b.must(b.DismissMail(t.Context(), agent, id, tickets.ReasonSpam))
		}
		if w, err = b.QuarantineFrom(t.Context(), agent, forth[9], 4); err != nil || w.Earlier != 3 || len(w.List) != 4 || w.Next != 0 {
			t.Errorf("where all were settled: %d before, %d there, %v", w.Earlier, len(w.List), err)
		}
		if err := b.EachQuarantined(t.Context(), visitor, nil); !errors.Is(err, tickets.ErrForbidden) {
			t.Errorf("a visitor reads the quarantine: %v", err)
		}
	})
}
