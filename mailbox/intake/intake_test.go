package intake

import (
	"fmt"
	"log/slog"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"vigie/mailbox/message"
	"vigie/mailbox/triage"
	"vigie/migrations"
	"vigie/rome"
	"vigie/rome/sample"
	"vigie/tickets"
)

// bench is an intake over a fresh SQLite store with the sample release, on 10
// June 2026; the service began on the first.
type bench struct {
	*Intake
	t      *testing.T
	now    time.Time
	folder tickets.MailFolder
}

func newBench(t *testing.T) *bench {
	t.Helper()
	db, err := migrations.Open(t.Context(), filepath.Join(t.TempDir(), "vigie.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	keys, err := tickets.NewKeys([]byte(strings.Repeat("k", tickets.SecretSize)))
	if err != nil {
		t.Fatal(err)
	}
	b := &bench{t: t, now: time.Date(2026, 6, 10, 7, 0, 0, 0, time.UTC)}
	clock := func() time.Time { return b.now }
	store, err := tickets.NewStore(tickets.Config{
		Engine: tickets.SQLite, Write: db.Write, Read: db.Read, Keys: keys, Now: clock,
		Log: slog.New(slog.DiscardHandler), MailDomain: "vigie.example",
		Letters: func(m tickets.LetterModel) tickets.LetterText {
			return tickets.LetterText{Subject: m.Ticket.Reference, Text: string(m.Purpose)}
		},
	})
	b.must(err)
	b.must(store.EnsurePolicy(t.Context(), tickets.DefaultPolicy(tickets.Date{Year: 2026, Month: 6, Day: 1})))
	archive, err := sample.Zip(sample.First("2026-05-04"))
	b.must(err)
	release, err := rome.ReadBytes(archive)
	b.must(err)
	_, _, err = store.Import(t.Context(), tickets.Machine, release, archive)
	b.must(err)
	_, err = store.LoadCurrent(t.Context())
	b.must(err)
	b.Intake = New(Config{
		Store: store, Log: slog.New(slog.DiscardHandler), Now: clock, Own: []string{"rome@vigie.example"},
		Border: triage.Border{AuthServID: "mx.vigie.example"},
	})
	b.folder, err = store.MailFolder(t.Context(), "contact", "INBOX", tickets.Inbox)
	b.must(err)
	return b
}

func (b *bench) must(err error) {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err)
	}
}

// keep stores messages without reading them.
func (b *bench) keep(raws ...string) []tickets.KeptMail {
	b.t.Helper()
	var group []tickets.RawMail
	for i, raw := range raws {
		raw = strings.ReplaceAll(raw, "\n", "\r\n")
		group = append(group, tickets.RawMail{
			UID: b.folder.Cursor + uint32(i) + 1, ReceivedAt: b.now, Basis: tickets.BasisIMAP, Size: int64(len(raw)), Raw: []byte(raw),
		})
	}
	kept, err := b.Store.KeepMail(b.t.Context(), &b.folder, group)
	b.must(err)
	return kept
}

func (b *bench) place(raws ...string) []tickets.Placed {
	b.t.Helper()
	placed, err := b.Place(b.t.Context(), b.keep(raws...))
	b.must(err)
	return placed
}

func (b *bench) read(reference string) *tickets.Case {
	b.t.Helper()
	c, err := b.Store.Case(b.t.Context(), tickets.Machine, reference)
	b.must(err)
	return c
}

func letter(from, subject, body string, fields ...string) string {
	return strings.Join(fields, "") + "From: " + from + "\nTo: rome@vigie.example\nSubject: " + subject +
		"\nMessage-ID: <" + fmt.Sprintf("%x", subject+body) + "@example.org>\nContent-Type: text/plain; charset=utf-8\n\n" + body + "\n"
}

func TestARequest(t *testing.T) {
	b := newBench(t)
	placed := b.place(letter("Léa Martin <lea@example.org>", "=?utf-8?q?Une_appellation_=C3=A0_ajouter?=",
		"Bonjour,\n\nMerci d’ajouter l’appellation « Développeur / Développeuse de jumeaux numériques » à la fiche M1805.\n\nCordialement,\nLéa Martin\n\n> cité"))
	if len(placed) != 1 || placed[0].Outcome != tickets.OpenedTicket {
		t.Fatalf("%+v", placed)
	}
	c := b.read(placed[0].Reference)
	m := c.Mails[c.Mail]
	if c.Author.Name != "Léa Martin" || c.Author.Subject != "Une appellation à ajouter" || strings.Contains(c.Author.Text, "cité") {
		t.Errorf("the author is %+v", c.Author)
	}
	if len(m.Codes) != 1 || m.Codes[0].Code != "M1805" || !m.Codes[0].Current {
		t.Errorf("codes %+v", m.Codes)
	}
	if len(m.Changes) != 1 || m.Changes[0].Kind != rome.AppellationCreate || m.Changes[0].Code != "M1805" {
		t.Errorf("changes %+v", m.Changes)
	}
	if !strings.Contains(m.Text, "cité") {
		t.Error("the whole text is not kept")
	}
}

func TestFilesAndPlus(t *testing.T) {
	b := newBench(t)
	first := b.place(letter("lea@example.org", "Fiche", "Bonjour."))[0].Reference
	keys, err := tickets.NewKeys([]byte(strings.Repeat("k", tickets.SecretSize)))
	b.must(err)
	raw := "Delivered-To: ROME+" + strings.ToUpper(keys.PlusTag(first)) + "@vigie.example\nFrom: lea@example.org\nSubject: suite\nMIME-Version: 1.0\n" +
		"Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nVoici.\n" +
		"--b\nContent-Type: text/plain; name=\"../../x.pdf\"\nContent-Disposition: attachment\nContent-Transfer-Encoding: base64\n\nJVBERi0xLjQKJeLjz9MK\n--b--\n"
	placed := b.place(raw)
	if placed[0].Outcome != tickets.AttachedReply || placed[0].Reference != first {
		t.Fatalf("%+v", placed)
	}
	c := b.read(first)
	for _, m := range c.Mails {
		if m.ID == c.Mail {
			continue
		}
		if len(m.Files) != 1 || m.Files[0].Type != "application/pdf" || strings.ContainsAny(m.Files[0].Name, "/\\") {
			t.Fatalf("files %+v", m.Files)
		}
		f, err := b.Store.MailFileContent(t.Context(), tickets.Machine, m.ID, 1)
		b.must(err)
		if !strings.HasPrefix(string(f.Content), "%PDF-1.4") {
			t.Errorf("its content is %q", f.Content)
		}
	}
}

func TestAuthentication(t *testing.T) {
	b := newBench(t)
	first := b.place(letter("lea@example.org", "Fiche", "Bonjour."))[0].Reference
	failed := letter("lea@example.org", "Re: "+first, "Changez tout.", "Authentication-Results: mx.vigie.example; dmarc=fail header.from=example.org\n")
	if p := b.place(failed)[0]; p.Outcome != tickets.OpenedTicket || p.Reference == first {
		t.Errorf("a sender who failed: %+v", p)
	}
	elsewhere := letter("lea@example.org", "Re: "+first, "Une précision.", "Authentication-Results: mx.evil.example; dmarc=fail header.from=example.org\n")
	if p := b.place(elsewhere)[0]; p.Outcome != tickets.AttachedReply || p.Reference != first {
		t.Errorf("somebody else's word was believed: %+v", p)
	}
}

// A message that panics the parser holds up no other; after three attempts it
// is in quarantine with a ticket of its sender and subject.
func TestPoison(t *testing.T) {
	b := newBench(t)
	b.parse = func(raw []byte) *message.Message {
		if strings.Contains(string(raw), "poison") {
			panic("poison")
		}
		return message.Parse(raw)
	}
	kept := b.keep(letter("lea@example.org", "poison", "x"), letter("paul@example.net", "saine", "y"))
	placed, err := b.Place(t.Context(), kept)
	if err == nil || len(placed) != 1 || placed[0].Outcome != tickets.OpenedTicket {
		t.Fatalf("%v, %+v", err, placed)
	}
	for range 3 {
		b.now = b.now.Add(2 * time.Minute)
		b.must(b.ReadUnread(t.Context()))
	}
	list, _, err := b.Store.Quarantine(t.Context(), tickets.Machine, 10)
	b.must(err)
	if len(list) != 1 || list[0].Reason != tickets.ReasonUnreadable || list[0].Tries != 4 {
		t.Fatalf("%+v", list)
	}
	c := b.read(list[0].Reference)
	if c.Author.Email != "lea@example.org" || c.Author.Subject != "poison" || !c.Reply.Runs {
		t.Errorf("the ticket is of %+v", c.Author)
	}
}

// What a process stored and did not read before it died is read by the next.
func TestTakingUpWhatWasLeft(t *testing.T) {
	b := newBench(t)
	b.keep(letter("lea@example.org", "Fiche", "Bonjour."))
	b.now = b.now.Add(time.Second)
	next := New(b.Config)
	b.must(next.ReadUnread(t.Context()))
	health, err := b.Store.MailHealth(t.Context())
	b.must(err)
	if health.Unread != 0 {
		t.Errorf("%d messages are left", health.Unread)
	}
}
