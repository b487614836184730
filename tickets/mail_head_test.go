package tickets_test

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"vigie/rome"
	"vigie/tickets"
)

// tricky are words with everything that JSON escapes, and with what looks like
// the end of what is known of a message.
const tricky = "« a »\t\"b\" \\ \\\" \u2028 <c> 😀\x01 ,\"said\":\"x\",\"html\":true,\"text\":\"\\u00e9\\\\\"\n"

func trickyReading(said, text string) tickets.Reading {
	return tickets.Reading{
		MessageID: tricky, Thread: []string{tricky, "b@example.org"}, Kind: tickets.RequestMail, Auth: tickets.AuthPass, Name: tricky, Address: "lea@example.org",
		Subject: tricky, Codes: []tickets.MailCode{{Code: "M1805", Label: tricky}}, Changes: []rome.Change{{Kind: rome.Other, Text: tricky}},
		Bounce: &tickets.MailBounce{Status: "5.1.1", Reason: tricky}, Marks: []string{"signed"}, HTML: true, Said: said, Text: text,
	}
}

// Wherever a reading is cut, what is known of the message is whole or more is
// asked for, and its words are a beginning of those that were written.
func TestTheBeginningOfAReading(t *testing.T) {
	long := strings.Repeat(tricky, 150)
	for name, r := range map[string]tickets.Reading{
		"one text": trickyReading(long, ""), "two": trickyReading(long, "> quoted\n"+long), "a short reply": trickyReading("Oui. "+tricky, "Oui.\n> "+long),
		"no words": trickyReading("", ""), "quotes alone": trickyReading("", long),
	} {
		raw, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		written, understood := []rune(string(raw)), 0
		for n := 1; n < len(written); n++ {
			if n > 1_500 && n < len(written)-300 && n%23 != 0 { // the middle is all alike
				continue
			}
			got, ok, err := tickets.ReadHead(string(written[:n]))
			if err != nil {
				t.Fatalf("%s: cut at %d: %v", name, n, err)
			}
			if !ok {
				continue
			}
			understood++
			if got.Text == got.Said { // once is enough
				got.Text = ""
			}
			if !strings.HasPrefix(r.Said, got.Said) || !strings.HasPrefix(r.Text, got.Text) {
				t.Fatalf("%s: cut at %d, the words are %q and %q", name, n, got.Said, got.Text)
			}
			if got.Text == "" && len(got.Said) < tickets.LeastSaid && got.Said != r.Said {
				t.Fatalf("%s: cut at %d, %d bytes of its words are enough", name, n, len(got.Said))
			}
			if got.Said, got.Text = r.Said, r.Text; !reflect.DeepEqual(got, r) {
				t.Fatalf("%s: cut at %d, %+v is known", name, n, got)
			}
			if line, ok, err := tickets.ReadLineHead(string(written[:n])); err != nil || !ok || line.Subject != r.Subject || line.Said != "" {
				t.Fatalf("%s: cut at %d, the line is %+v, %v", name, n, line, err)
			}
		}
		if wordy := r.Said != ""; wordy != (understood > 0) {
			t.Errorf("%s: understood at %d of %d cuts", name, understood, len(written))
		}
	}
}

// What is known of a very long message is read with the beginning of its words,
// also when it was written when the words stood first.
func TestLongMessagesAreReadInPart(t *testing.T) {
	onEach(t, func(b *bench) {
		r := words("lea@example.org", "Un très long message", strings.Repeat("Élément. ", 30_000))
		r.Changes = []rome.Change{firstOf(b.t, rome.AppellationCreate)}
		r.MessageID, r.Text = "long@example.org", ""
		ref := b.post(tickets.Inbox, r).Reference
		c := b.read(ref)
		m := c.Mails[c.Mail]
		if !m.Long || len(m.Changes) != 1 || m.Subject != r.Subject || len(m.Said) < tickets.LeastSaid || len(m.Said) > 40_000 || !strings.HasPrefix(r.Said, m.Said) || m.Text != m.Said {
			t.Errorf("%d bytes of it were read, long: %t, %d changes", len(m.Said), m.Long, len(m.Changes))
		}
		whole, err := b.Mail(t.Context(), tickets.Machine, c.Mail)
		b.must(err)
		if whole.Long || whole.Said != r.Said {
			t.Errorf("alone, %d bytes of it are read", len(whole.Said))
		}

		changes, err := json.Marshal(r.Changes)
		b.must(err)
		said, err := json.Marshal(r.Said)
		b.must(err)
		before := `{"kind":"request","auth":"none","name":"Léa","subject":"Jadis","said":` + string(said) + `,"html":true,"changes":` + string(changes) + `}`
		if _, err := b.db.Write.ExecContext(t.Context(), `UPDATE mails SET reading = $1 WHERE id = $2`, before, c.Mail); err != nil {
			t.Fatal(err)
		}
		if m = b.read(ref).Mails[c.Mail]; m.Long || len(m.Changes) != 1 || m.Said != r.Said || !m.HTML || m.Subject != "Jadis" {
			t.Errorf("as it was written once: %d bytes, %d changes, %q", len(m.Said), len(m.Changes), m.Subject)
		}
		b.faultless()
	})
}
