package main

import (
	"context"
	"fmt"
	"net"
	"net/mail"
	"os"
	"path/filepath"
	"time"

	"vigie/mailbox"
	"vigie/mailbox/fetch"
	"vigie/mailbox/intake"
	"vigie/mailbox/sink"
	"vigie/tickets"
	"vigie/views"
	"vigie/web"
)

type demoCmd struct {
	Addr string `help:"Address to listen on." default:"127.0.0.1:8080"`
}

// Run serves a throw-away instance until a signal: the real program over a
// temporary SQLite file, with its own mail server, whose letters a page shows.
func (c *demoCmd) Run(ctx context.Context, p *program) error {
	dir, err := os.MkdirTemp("", "vigie-demo-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	listen, err := net.Listen("tcp", c.Addr)
	if err != nil {
		return fmt.Errorf("listening: %w", err)
	}
	defer func() { _ = listen.Close() }()
	clock := &demoClock{real: p.now}
	p.now = clock.now
	letters, err := sink.Start("127.0.0.1:0", clock.now)
	if err != nil {
		return fmt.Errorf("starting the demonstration's mail server: %w", err)
	}
	defer func() { _ = letters.Close() }()
	p.demoSettings(dir, "http://"+listen.Addr().String())
	log := p.logger()
	p.serves, p.read = true, true
	store, db, err := p.open(ctx, log)
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }()
	inbox, err := sink.StartMailbox("127.0.0.1:0", demoMailUser, demoMailPassword, clock.now)
	if err != nil {
		return err
	}
	defer func() { _ = inbox.Close() }()
	letters.Route(p.MailFrom, inbox)
	sender, err := mailbox.NewSender(mailbox.SMTP{
		Addr: letters.Addr(), Security: mailbox.None, From: mail.Address{Name: p.ServiceName, Address: p.MailFrom},
		Mailbox: p.MailFrom, Plus: mailbox.PlusOn,
	})
	if err != nil {
		return err
	}
	s := &service{store: store, log: log, deliver: sender.Deliver, listen: listen, work: true}
	box := fetch.Mailbox{
		Name: "contact", Addr: inbox.Addr(), Security: fetch.None, Username: demoMailUser, Password: demoMailPassword,
		Poll: 5 * time.Second,
	}
	if s.post, err = p.post(ctx, []fetch.Mailbox{box}, store, log); err != nil {
		return err
	}
	seed := &seeder{ctx: ctx, store: store, clock: clock, deliver: sender.Deliver, today: tickets.DateOf(clock.real())}
	if seed.post, err = newDemoPost(box, inbox, letters, s.post.intake, log); err != nil {
		return err
	}
	if err := seed.seed(); err != nil {
		return err
	}
	p.greet(letters.Addr(), inbox.Addr())
	s.handler = web.New(web.Config{
		Store: store, Log: log, Now: p.now, PublicURL: p.publicURL(), Service: p.service(),
		MailHTML: intake.HTML, Demo: &web.Demo{Letters: func() []views.DemoLetter { return demoLetters(letters) }},
	}).Handler()
	return s.run(ctx)
}

// demoSettings points everything at the throw-away instance, whatever the
// environment says.
func (p *program) demoSettings(dir, url string) {
	level := p.LogLevel
	*p.Settings = Settings{
		DB: filepath.Join(dir, "vigie.db"), PublicURL: url, LogLevel: level,
		ServiceName: "Évolutions du ROME", Tagline: "Proposer et suivre une évolution du répertoire",
		Operator: "Service ROME (démonstration)", Contact: "rome@vigie.example", Phone: "01 99 00 00 00",
		Postal: "1 place de l’Exemple, 75000 Paris", MailFrom: "rome@vigie.example", TakeBack: p.TakeBack, MailMaxSize: 25, EditorialCutoff: p.EditorialCutoff,
		Border: demoBorder,
	}
	if level == "info" { // what a demonstration prints is for people
		p.LogLevel = "warn"
	}
}

// Who reads the demonstration's mailbox, and the server before it, whose word on
// senders and spam is believed.
const (
	demoBorder       = "mx.vigie.example"
	demoMailUser     = "rome"
	demoMailPassword = "courrier"
)

func (p *program) greet(smtp, imap string) {
	p.printf("Vigie's demonstration is at %s\n", p.PublicURL)
	p.printf("  requests     %s%s\n", p.PublicURL, views.TicketsPath())
	p.printf("  agents       %s%s\n", p.PublicURL, views.AgentsPath())
	for _, a := range demoAgents {
		p.printf("    %-8s %-24s password %s\n", a.role, a.email, a.password)
	}
	p.printf("  letters      %s%s (SMTP server on %s)\n", p.PublicURL, views.DemoLettersPath(), smtp)
	p.printf("  mailbox      what is sent to %s there becomes a request (IMAP server on %s, user %s, password %s)\n",
		p.MailFrom, imap, demoMailUser, demoMailPassword)
	p.printf("Everything is thrown away when it stops (Ctrl+C).\n")
}

// demoLetters are what the mail server received, the newest first.
func demoLetters(s *sink.Sink) []views.DemoLetter {
	var list []views.DemoLetter
	for _, l := range s.Letters() {
		list = append(list, views.DemoLetter{To: l.To, Subject: l.Subject, Text: l.Text, At: l.At})
	}
	return list
}
