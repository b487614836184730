package tickets_test

import (
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"vigie/migrations/dbtest"
	"vigie/tickets"
)

// longWords are as many as a message of 20,000 characters has.
var longWords = strings.Repeat("Le référentiel décrit ce métier en des termes d’hier.\n", 400)[:20_000]

// talk is a ticket with its author's replies, for benchmarks.
type talk struct {
	*tickets.Store
	b      *testing.B
	folder tickets.MailFolder
	now    time.Time
	uid    uint32
}

func newTalk(b *testing.B) *talk {
	b.Helper()
	db := dbtest.SQLite(b)
	keys, err := tickets.NewKeys(secret)
	if err != nil {
		b.Fatal(err)
	}
	k := &talk{b: b, now: time.Date(2026, 6, 1, 8, 0, 0, 0, time.UTC)}
	k.Store, err = tickets.NewStore(tickets.Config{
		Engine: tickets.SQLite, Write: db.Write, Read: db.Read, Keys: keys, Now: func() time.Time { return k.now },
		Log: slog.New(slog.DiscardHandler), MailDomain: "vigie.example",
		Letters: func(tickets.LetterModel) tickets.LetterText { return tickets.LetterText{Subject: "x", Text: "y"} },
	})
	if err == nil {
		err = k.EnsurePolicy(b.Context(), tickets.DefaultPolicy(tickets.Date{Year: 2026, Month: 1, Day: 1}))
	}
	if err == nil {
		k.folder, err = k.MailFolder(b.Context(), "contact", "INBOX", tickets.Inbox)
	}
	if err != nil {
		b.Fatal(err)
	}
	return k
}

// say has messages come in that answer the one of an id, or begin a ticket
// where it is "", and gives the id of the first.
func (k *talk) say(to string, count int) string {
	k.b.Helper()
	var group []tickets.Placing
	for range count {
		k.uid++
		kept, err := k.KeepMail(k.b.Context(), &k.folder, []tickets.RawMail{{
			UID: k.uid, ReceivedAt: k.now, Basis: tickets.BasisIMAP, Raw: fmt.Appendf(nil, "Subject: %d\r\n\r\n", k.uid),
		}})
		if err != nil {
			k.b.Fatal(err)
		}
		r := tickets.Reading{
			MessageID: fmt.Sprintf("%d@example.org", k.uid), Kind: tickets.RequestMail, Auth: tickets.AuthNone,
			Name: "Léa Martin", Address: "lea@example.org", Subject: fmt.Sprint(k.uid), Said: longWords, BodyKey: fmt.Sprint(k.uid),
		}
		if to != "" {
			r.Thread = []string{to}
		}
		group = append(group, tickets.Placing{Mail: kept[0], Reading: r})
	}
	placed, err := k.PlaceMail(k.b.Context(), group)
	if err != nil || to != "" && placed[0].Outcome != tickets.AttachedReply {
		k.b.Fatalf("%+v, %v", placed[0], err)
	}
	return group[0].Reading.MessageID
}

// BenchmarkReplyToALongTicket compares a reply to a ticket that has a thousand
// events, of 20,000 characters each, with one to a ticket that has a few.
func BenchmarkReplyToALongTicket(b *testing.B) {
	k := newTalk(b)
	long := k.say("", 1)
	for range 10 {
		k.say(long, 100)
	}
	reply := func(to string) time.Duration {
		began := time.Now()
		k.say(to, 1)
		return time.Since(began)
	}
	var toShort, toLong time.Duration
	n := 0
	for b.Loop() {
		short := k.say("", 1)
		toShort += reply(short)
		toLong += reply(long)
		n++
	}
	b.ReportMetric(float64(toShort.Microseconds())/1000/float64(n), "short-ms")
	b.ReportMetric(float64(toLong.Microseconds())/1000/float64(n), "long-ms")
	b.ReportMetric(float64(toLong)/float64(toShort), "ratio")
}
