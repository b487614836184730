package main

import (
	"context"
	"database/sql"
	"log/slog"
	"net/mail"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/alexedwards/argon2id"

	"vigie/mailbox"
	"vigie/mailbox/fetch"
	"vigie/mailbox/sink"
	"vigie/tickets"
)

// seeded is the demonstration's past, played until now.
func seeded(t *testing.T, now time.Time) (*tickets.Store, *sql.DB) {
	t.Helper()
	clock := &demoClock{real: func() time.Time { return now }}
	letters, err := sink.Start("127.0.0.1:0", clock.now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = letters.Close() })
	inbox, err := sink.StartMailbox("127.0.0.1:0", demoMailUser, demoMailPassword, clock.now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = inbox.Close() })
	p := &program{Settings: &Settings{TakeBack: 30 * time.Second}, now: clock.now}
	p.demoSettings(t.TempDir(), "http://127.0.0.1:8080")
	p.DB = filepath.Join(t.TempDir(), "demo.db")
	log := slog.New(slog.DiscardHandler)
	ctx := context.Background()
	store, db, err := p.open(ctx, log)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	sender, err := mailbox.NewSender(mailbox.SMTP{Addr: letters.Addr(), Security: mailbox.None, From: mail.Address{Address: p.MailFrom}})
	if err != nil {
		t.Fatal(err)
	}
	box := fetch.Mailbox{Name: "contact", Addr: inbox.Addr(), Security: fetch.None, Username: demoMailUser, Password: demoMailPassword}
	in, err := p.intake(store, log)
	if err != nil {
		t.Fatal(err)
	}
	seed := &seeder{ctx: ctx, store: store, clock: clock, deliver: sender.Deliver, today: tickets.DateOf(now)}
	if seed.post, err = newDemoPost(box, inbox, letters, in, log); err != nil {
		t.Fatal(err)
	}
	if err := seed.seed(); err != nil {
		t.Fatal(err)
	}
	return store, db.Read
}

// Every message of the demonstration finds the place that it was written for.
func TestTheMailOfTheDemonstration(t *testing.T) {
	store, db := seeded(t, time.Date(2026, 11, 25, 12, 0, 0, 0, tickets.Paris))
	rows, err := db.QueryContext(t.Context(), `SELECT message_id, outcome, reason, guess_why, COALESCE(ticket_id, 0) FROM mails ORDER BY id`)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	got, where := make(map[string]string), make(map[string]int64)
	for rows.Next() {
		var id, outcome, reason, why string
		var ticket int64
		if err := rows.Scan(&id, &outcome, &reason, &why, &ticket); err != nil {
			t.Fatal(err)
		}
		id, _, _ = strings.Cut(id, "@")
		got[id], where[id] = strings.TrimSpace(outcome+" "+reason+" "+why), ticket
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	want := map[string]string{
		"20-exploitation": "ticket", "31-exploitation": "reply", "1733-chocolat": "ticket", "1788-chocolat": "reply", "77-jury": "reply",
		"1902-chocolat": "quarantined loose subject", "8a-versions": "ticket", "4Xk2-retour": "bounce", "DB7PR05-paysage": "ticket",
		"boucherie-6": "ticket", "CAF-ateliers": "ticket", "AM9PR-ateliers-reponse": "sent", "040000008200E00074C5B7101A82E008-reunion": "ticket",
		"s-001": "ticket", "c1-passerelle": "ticket", "c2-absence": "auto_reply", "pgp-3": "ticket", "5e1f0a27-jumeaux": "ticket", "0099": "ticket",
		"fournil-12": "quarantined stranger reference", "scene-88": "quarantined loose fuzzy", "no-214": "quarantined list", "77777": "quarantined spam",
		"quota-1": "quarantined own_address", "salon-7": "dismissed list",
	}
	for id, outcome := range want {
		if got[id] != outcome {
			t.Errorf("%s is %q, not %q", id, got[id], outcome)
		}
	}
	if files, err := demoMails.ReadDir("demo"); err != nil || len(files) != len(want) || len(got) != len(want) {
		t.Errorf("%d messages in files, %d were read, %d are told of here (%v)", len(files), len(got), len(want), err)
	}

	read := func(mail string) *tickets.Case {
		t.Helper()
		c, err := store.CaseByID(t.Context(), tickets.Machine, where[mail])
		if err != nil {
			t.Fatalf("%s: %v", mail, err)
		}
		return c
	}
	if c := read("20-exploitation"); len(c.Proposals) != 1 || c.Proposals[0].State != tickets.Integrated || !c.Public() {
		t.Errorf("the request by mail that was integrated: %+v", c.Proposals)
	}
	if c := read("8a-versions"); c.Bounced != "5.1.1" || c.Reply.Stopped() {
		t.Errorf("the letter that came back: %q, answered %v", c.Bounced, c.Reply.Stopped())
	}
	if c := read("CAF-ateliers"); len(c.Sent) != 1 || c.Sent[0].Confirmed || c.Reply.Stopped() {
		t.Errorf("the answer from another program: %+v", c.Sent)
	}
	if c := read("5e1f0a27-jumeaux"); len(c.Mails[c.Mail].Changes) != 3 || c.Assignee != 0 {
		t.Errorf("the suggestions: %+v", c.Mails[c.Mail].Changes)
	}
	if c := read("0099"); c.Mails[c.Mail].Auth != tickets.AuthFail || len(c.Letters) != 0 {
		t.Errorf("the forged message: %s, %d letters", c.Mails[c.Mail].Auth, len(c.Letters))
	}
	for mail, mark := range map[string]string{"s-001": "signed", "pgp-3": "encrypted", "040000008200E00074C5B7101A82E008-reunion": "calendar"} {
		if c := read(mail); !slices.Contains(c.Mails[c.Mail].Marks, mark) {
			t.Errorf("%s is marked %q", mail, c.Mails[c.Mail].Marks)
		}
	}
	if c := read("boucherie-6"); len(c.Mails[c.Mail].Degraded) == 0 {
		t.Error("the message that was cut off says nothing of it")
	}
	if c := read("DB7PR05-paysage"); len(c.Mails[c.Mail].Files) != 3 || !c.Mails[c.Mail].HTML {
		t.Errorf("the message with files: %+v", c.Mails[c.Mail].Files)
	}
	health, err := store.MailHealth(t.Context())
	if err != nil || health.Unread != 0 || health.Quarantined != 6 {
		t.Errorf("%d unread, %d in quarantine (%v)", health.Unread, health.Quarantined, err)
	}
}

// It can begin on any day and at any hour: what has not come yet is left out.
func TestTheDemonstrationAtAnyHour(t *testing.T) {
	for _, now := range []time.Time{
		time.Date(2027, 1, 1, 0, 0, 5, 0, tickets.Paris),
		time.Date(2028, 2, 29, 7, 30, 0, 0, tickets.Paris),
		time.Date(2026, 7, 14, 23, 59, 59, 0, tickets.Paris),
	} {
		store, _ := seeded(t, now)
		v, err := store.Verify(t.Context())
		if err != nil || len(v.Faults) > 0 || v.Tickets < 50 {
			t.Errorf("at %s: %d tickets, %v, %v", now, v.Tickets, v.Faults, err)
		}
		if health, err := store.MailHealth(t.Context()); err != nil || health.Unread != 0 || health.Quarantined != 6 {
			t.Errorf("at %s: %d unread, %d in quarantine (%v)", now, health.Unread, health.Quarantined, err)
		}
	}
}

// The hashes that the demonstration brings along are those of its passwords.
func TestTheAccountsOfTheDemonstration(t *testing.T) {
	for _, a := range demoAgents {
		if ok, err := argon2id.ComparePasswordAndHash(a.password, a.hash); !ok || err != nil {
			t.Errorf("the hash of %s is of another password (%v)", a.email, err)
		}
	}
}
