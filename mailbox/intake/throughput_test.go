package intake

import (
	"cmp"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"

	"vigie/mailbox/fetch"
	"vigie/mailbox/fetch/dovecot"
	"vigie/migrations"
	"vigie/rome"
	"vigie/rome/sample"
	"vigie/tickets"
)

// typical is a message of some 18 KB as an office writes it: a request in plain
// text and again, four times as long, in HTML.
func typical(n int) []byte {
	said := fmt.Sprintf("Bonjour,\r\n\r\nDemande n° %d : il manque une appellation à la fiche M1805, que nos offres emploient.\r\n", n)
	text := said + strings.Repeat("Le référentiel décrit ce métier en des termes que nos adhérents n’emploient plus depuis longtemps.\r\n", 28)
	html := "<html><body><p>" + said + "</p>" + strings.Repeat("<p class=MsoNormal><span style='font-size:11.0pt;font-family:\"Calibri\",sans-serif'>Le référentiel décrit ce métier en des termes que nos adhérents n’emploient plus depuis longtemps.</span></p>\r\n", 72) + "</body></html>"
	return fmt.Appendf(nil, "From: Personne %d <p%d@example.org>\r\nTo: rome@vigie.example\r\nSubject: =?utf-8?q?Demande_n=C2=B0_%d?=\r\n"+
		"Date: Wed, 10 Jun 2026 08:00:00 +0200\r\nMessage-ID: <%d@example.org>\r\nMIME-Version: 1.0\r\n"+
		"Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n%s\r\n"+
		"--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n%s\r\n--b--\r\n", n, n, n, n, text, html)
}

// BenchmarkFromDovecot compares, in one run, what Vigie takes for each message,
// from the server to a ticket with its acknowledgement in the outbox, with a
// bare loop that fetches the same messages one by one and commits the same rows
// without looking at them.
func BenchmarkFromDovecot(b *testing.B) {
	const messages = 600
	server := dovecot.Start(b)
	at := time.Date(2026, 6, 10, 6, 0, 0, 0, time.UTC)
	size := 0
	for n := range messages {
		raw := typical(n)
		size += len(raw)
		server.Deliver("rome", "INBOX", raw, at)
	}
	b.Logf("%d messages of %d bytes", messages, size/messages)
	for _, way := range []struct {
		name string
		run  func(*testing.B, *dovecot.Server, *tickets.Store)
	}{{"bare", bare}, {"vigie", whole}} {
		b.Run(way.name, func(b *testing.B) {
			for b.Loop() {
				b.StopTimer()
				store := benchStore(b)
				runtime.GC()
				b.StartTimer()
				way.run(b, server, store)
			}
			b.ReportMetric(float64(messages*b.N)/b.Elapsed().Seconds(), "messages/s")
		})
	}
}

func benchStore(b *testing.B) *tickets.Store {
	b.Helper()
	db, err := migrations.Open(b.Context(), filepath.Join(b.TempDir(), "vigie.db"))
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = db.Close() })
	keys, _ := tickets.NewKeys([]byte(strings.Repeat("k", tickets.SecretSize)))
	store, err := tickets.NewStore(tickets.Config{
		Engine: tickets.SQLite, Write: db.Write, Read: db.Read, Keys: keys, Log: slog.New(slog.DiscardHandler), MailDomain: "vigie.example",
		Now: func() time.Time { return time.Date(2026, 6, 10, 7, 0, 0, 0, time.UTC) },
		Letters: func(m tickets.LetterModel) tickets.LetterText {
			return tickets.LetterText{Subject: m.Ticket.Reference, Text: strings.Repeat("Votre demande. ", 60)}
		},
	})
	if err == nil {
		err = store.EnsurePolicy(b.Context(), tickets.DefaultPolicy(tickets.Date{Year: 2026, Month: 6, Day: 1}))
	}
	if err == nil {
		err = realRelease(b, store)
	}
	if err != nil {
		b.Fatal(err)
	}
	return store
}

// realRelease loads v460 where it is, so that each message is looked through
// for its 13,000 appellations, and else the sample.
func realRelease(b *testing.B, store *tickets.Store) error {
	shared := cmp.Or(os.Getenv("VIGIE_SHARED"), "../../../shared")
	archive, err := os.ReadFile(filepath.Join(shared, "rome", "RefRomeCsv-v460.zip"))
	if err != nil {
		if archive, err = sample.Zip(sample.Second("2026-05-04")); err != nil {
			return err
		}
	}
	release, err := rome.ReadBytes(archive)
	if err != nil {
		return err
	}
	if _, _, err = store.Import(b.Context(), tickets.Machine, release, archive); err != nil {
		return err
	}
	_, err = store.LoadCurrent(b.Context())
	return err
}

func bare(b *testing.B, server *dovecot.Server, store *tickets.Store) {
	client, err := imapclient.DialInsecure(server.Addr, nil)
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = client.Close() }()
	if err := client.Login("rome", dovecot.Password).Wait(); err != nil {
		b.Fatal(err)
	}
	if _, err := client.Select("INBOX", &imap.SelectOptions{ReadOnly: true}).Wait(); err != nil {
		b.Fatal(err)
	}
	found, err := client.UIDSearch(&imap.SearchCriteria{}, nil).Wait()
	if err != nil {
		b.Fatal(err)
	}
	folder, err := store.MailFolder(b.Context(), "contact", "INBOX", tickets.Inbox)
	if err != nil {
		b.Fatal(err)
	}
	options := &imap.FetchOptions{UID: true, InternalDate: true, RFC822Size: true, BodySection: []*imap.FetchItemBodySection{{Peek: true}}}
	for _, uid := range found.AllUIDs() {
		list, err := client.Fetch(imap.UIDSetNum(uid), options).Collect()
		if err != nil || len(list) != 1 {
			b.Fatal(err, len(list))
		}
		m := list[0]
		_, err = store.KeepMail(b.Context(), &folder, []tickets.RawMail{{
			UID: uint32(uid), ReceivedAt: m.InternalDate, Basis: tickets.BasisIMAP, Size: m.RFC822Size, Raw: m.BodySection[0].Bytes,
		}})
		if err != nil {
			b.Fatal(err)
		}
	}
}

func whole(b *testing.B, server *dovecot.Server, store *tickets.Store) {
	in := New(Config{Store: store, Log: slog.New(slog.NewTextHandler(io.Discard, nil)), Now: store.Now, Own: []string{"rome@vigie.example"}})
	b.StopTimer()
	in.wishes.of(store.Release(), in.before(b.Context())) // as a running server has it
	b.StartTimer()
	fetcher, err := fetch.New(fetch.Mailbox{
		Name: "contact", Addr: server.Addr, Security: fetch.None, Username: "rome", Password: dovecot.Password,
		Folders: []fetch.Folder{{Name: "INBOX", Role: tickets.Inbox}},
	}, fetch.Config{Store: store, Read: in.Read, Log: slog.New(slog.DiscardHandler), Now: store.Now})
	if err != nil {
		b.Fatal(err)
	}
	if _, err := fetcher.Pass(b.Context()); err != nil {
		b.Fatal(err)
	}
	in.Wait()
	health, err := store.MailHealth(b.Context())
	if err != nil || health.Unread != 0 || health.Outbox == 0 {
		b.Fatal(err, health)
	}
}
