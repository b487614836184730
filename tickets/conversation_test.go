package tickets_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"vigie/tickets"
)

// chatter is a request by mail with a long conversation: replies by mail and by
// the private page, letters, internal notes, and what a stranger wrote. Whatever
// is not the author's says SECRET.
func chatter(b *bench) *tickets.Case {
	b.t.Helper()
	agent := b.agent()
	ref := b.post(tickets.Inbox, words("lea@example.org", "Fiche M1805", "Bonjour")).Reference
	first := b.send()[0].MessageID
	author := tickets.Actor{Role: tickets.Requester, Ticket: b.read(ref).ID}
	for n := range 14 {
		b.later(time.Hour)
		b.post(tickets.Inbox, answering(words("lea@example.org", "Re: Fiche", fmt.Sprint("Par courriel ", n)), first))
		b.must(b.Write(b.t.Context(), author, author.Ticket, fmt.Sprint("Par la page ", n)))
		stranger := answering(words("max@example.net", "Re: Fiche", fmt.Sprint("SECRET étranger ", n)), first)
		stranger.Changes = nil
		b.post(tickets.Inbox, stranger)
		b.must(b.Note(b.t.Context(), agent, author.Ticket, b.read(ref).Version, fmt.Sprint("SECRET note ", n)))
		b.must(b.Reply(b.t.Context(), agent, author.Ticket, b.read(ref).Version, tickets.AskBack, tickets.LetterText{Subject: "Une question", Text: fmt.Sprint("Question ", n)}))
		b.send()
	}
	return b.read(ref)
}

// parts reads a conversation from its end to its beginning, and from there to
// its end again.
func parts(b *bench, read func(before int) *tickets.Case) (back, forth []tickets.Said) {
	b.t.Helper()
	c := read(0)
	if c.Part.Later != 0 {
		b.t.Errorf("%d messages come after the end", c.Part.Later)
	}
	for {
		back = slices.Concat(c.Part.Said, back)
		if c.Part.Earlier == 0 {
			break
		}
		before := c.Part.Said[0].N
		earlier := c.Part.Before
		if c = read(before); c.Part.Said[len(c.Part.Said)-1].N != earlier {
			b.t.Errorf("the message before %d is %d, not %d", before, c.Part.Said[len(c.Part.Said)-1].N, earlier)
		}
	}
	for {
		if len(c.Part.Said) > tickets.PartSize {
			b.t.Errorf("%d messages at once", len(c.Part.Said))
		}
		for _, said := range c.Part.Said { // the parts overlap where they do not fit
			if !slices.Contains(forth, said) {
				forth = append(forth, said)
			}
		}
		if c.Part.Later == 0 {
			return back, forth
		}
		after := c.Part.After
		if c = read(c.Part.Next); !slices.ContainsFunc(c.Part.Said, func(s tickets.Said) bool { return s.N == after }) {
			b.t.Errorf("message %d is not in the part after it", after)
		}
	}
}

func TestAConversationIsReadInParts(t *testing.T) {
	onEach(t, func(b *bench) {
		whole := chatter(b)
		author := tickets.Actor{Role: tickets.Requester, Ticket: whole.ID}
		for name, want := range map[string]struct {
			by    tickets.Actor
			count int
		}{
			"author": {author, 1 + 1 + 3*14}, "service": {tickets.Machine, 1 + 1 + 5*14},
		} {
			read := func(before int) *tickets.Case {
				c, err := b.CaseBefore(t.Context(), want.by, whole.Reference, before)
				b.must(err)
				if c.State != whole.State || c.Version != whole.Version || len(c.Letters) != len(whole.Letters) || len(c.Events) != len(whole.Events) || c.Author.Text != "Bonjour" {
					t.Errorf("%s: what follows from the journal is not whole before %d", name, before)
				}
				loud := 0
				for _, e := range c.Events {
					if !e.Personal.Empty() {
						loud++
					}
					if want.by == author && strings.Contains(e.Personal.Text, "SECRET") {
						t.Errorf("the author's case has %q", e.Personal.Text)
					}
				}
				if loud > tickets.PartSize+1 || len(c.Mails) > tickets.PartSize+1 {
					t.Errorf("%s: the words of %d events and %d messages were read", name, loud, len(c.Mails))
				}
				for _, m := range c.Mails {
					if want.by == author && m.Said != "" {
						t.Errorf("the author's case has what was understood of %q", m.Said)
					}
				}
				for _, said := range c.Part.Said {
					if e, _ := c.Event(said.N); e.Personal.Text == "" {
						t.Errorf("%s: message %d says nothing", name, said.N)
					}
				}
				return c
			}
			back, forth := parts(b, read)
			if len(back) != want.count || !slices.Equal(back, forth) {
				t.Errorf("%s: %d messages back and %d forth, want %d", name, len(back), len(forth), want.count)
			}
			if !slices.IsSortedFunc(back, func(a, b tickets.Said) int { return a.At.Compare(b.At) }) {
				t.Errorf("%s: the conversation is out of order", name)
			}
			if c := read(99_999); c.Part.Later != 0 || len(c.Part.Said) != tickets.PartSize {
				t.Errorf("%s: before a message that is not there stand %d", name, len(c.Part.Said))
			}
		}
		if c, _, err := b.Track(t.Context(), whole.Track); err != nil || c.Part.Earlier != 2+3*14-tickets.PartSize {
			t.Errorf("the private link reads another part: %v", err)
		}
		// The public reads none of it.
		b.must(b.Publish(t.Context(), tickets.Actor{Role: tickets.Agent, Account: 1}, whole.ID, whole.Version, true))
		public, err := b.PublicCase(t.Context(), whole.Reference)
		b.must(err)
		for _, e := range public.Events {
			if !e.Personal.Empty() {
				t.Errorf("the public reads %q", e.Personal.Text)
			}
		}
		if len(public.Part.Said) != 0 || len(public.Mails) != 0 || public.Author.Text != "" {
			t.Error("the public reads of the conversation")
		}
	})
}

// Whoever asks for words that were erased is told so, wherever they stand.
func TestAConversationThatWasErased(t *testing.T) {
	onEach(t, func(b *bench) {
		whole := chatter(b)
		b.must(b.Erase(t.Context(), tickets.Actor{Role: tickets.Admin, Account: 1}, whole.ID))
		for _, by := range []tickets.Actor{tickets.Machine, {Role: tickets.Requester, Ticket: whole.ID}} {
			for before := 0; ; {
				c, err := b.CaseBefore(t.Context(), by, whole.Reference, before)
				b.must(err)
				for _, said := range c.Part.Said {
					if e, _ := c.Event(said.N); !e.Erased || !e.Personal.Empty() {
						t.Errorf("%s: event %d says %q", by.Role, e.N, e.Personal.Text)
					}
				}
				if c.Part.Earlier == 0 {
					break
				}
				before = c.Part.Said[0].N
			}
		}
		b.faultless()
	})
}
