package main

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/url"
	"strings"
	"sync"
	"time"

	"vigie/mailbox/fetch"
	"vigie/mailbox/intake"
	"vigie/mailbox/scan"
	"vigie/mailbox/triage"
	"vigie/tickets"
)

// schemes are the ways to reach an IMAP server, with their usual ports.
var schemes = map[string]struct {
	security fetch.Security
	port     string
}{
	"imaps": {fetch.TLS, "993"}, "imap+starttls": {fetch.StartTLS, "143"}, "imap": {fetch.None, "143"},
}

// mailboxes are those that --mailbox names.
func (s *Settings) mailboxes() ([]fetch.Mailbox, error) {
	var list []fetch.Mailbox
	names := make(map[string]bool)
	for _, text := range s.Mailbox {
		m, err := s.mailbox(text)
		if err != nil {
			return nil, usagef("--mailbox %s: %w", redactURL(text), err)
		}
		if names[m.Name] {
			return nil, usagef("--mailbox: two mailboxes are called %q: give each a name of its own with name=", m.Name)
		}
		names[m.Name] = true
		list = append(list, m)
	}
	return list, nil
}

// mailbox reads one URL: imaps://user@host:port?name=…&folder=…&sent=…&other=…
// &after=…&password-file=…, or with oauth-token, oauth-client, oauth-secret-file
// and oauth-scope instead of a password.
func (s *Settings) mailbox(text string) (m fetch.Mailbox, err error) {
	u, err := url.Parse(text)
	if err != nil {
		return m, fmt.Errorf("it is no URL")
	}
	way, ok := schemes[u.Scheme]
	if !ok || u.Hostname() == "" || u.User == nil {
		return m, fmt.Errorf("it is not of the form imaps://user@host, imap+starttls://user@host, or imap://user@localhost")
	}
	if _, set := u.User.Password(); set {
		return m, fmt.Errorf("it holds a password: put that into a file and name it with password-file=")
	}
	q := u.Query()
	m = fetch.Mailbox{
		Addr: net.JoinHostPort(u.Hostname(), cmp.Or(u.Port(), way.port)), Security: way.security,
		Username: u.User.Username(), MaxSize: s.MailMaxSize << 20,
	}
	m.Name = cmp.Or(q.Get("name"), u.Hostname()) // not the user: names are in logs and probes
	for _, role := range []tickets.FolderRole{tickets.Inbox, tickets.SentFolder, tickets.OtherFolder} {
		key := map[tickets.FolderRole]string{tickets.Inbox: "folder", tickets.SentFolder: "sent", tickets.OtherFolder: "other"}[role]
		for _, name := range q[key] {
			m.Folders = append(m.Folders, fetch.Folder{Name: name, Role: role})
		}
	}
	if len(m.Folders) > 0 && !q.Has("folder") { // naming another folder does not leave the inbox out
		m.Folders = append([]fetch.Folder{{Name: "INBOX", Role: tickets.Inbox}}, m.Folders...)
	}
	if m.After, err = fetch.ParseAfter(q.Get("after")); err != nil {
		return m, fmt.Errorf("after: %w", err)
	}
	for key := range q {
		if !knownMailboxKeys[key] {
			return m, fmt.Errorf("%q is none of its parameters: docs/operations.md lists them", key)
		}
	}
	if q.Get("oauth-token") == "" {
		m.Password, err = readSecret(cmp.Or(q.Get("password-file"), s.MailboxPasswordFile))
		return m, err
	}
	secret, err := readSecret(q.Get("oauth-secret-file"))
	m.OAuth = &fetch.OAuth{
		TokenURL: q.Get("oauth-token"), ClientID: q.Get("oauth-client"), ClientSecret: secret,
		Scopes: q["oauth-scope"], Mechanism: fetch.Mechanism(strings.ToLower(q.Get("oauth-mechanism"))),
	}
	return m, err
}

var knownMailboxKeys = map[string]bool{
	"name": true, "folder": true, "sent": true, "other": true, "after": true, "password-file": true,
	"oauth-token": true, "oauth-client": true, "oauth-secret-file": true, "oauth-scope": true, "oauth-mechanism": true,
}

// redactURL hides a password that should not have been there.
func redactURL(text string) string {
	u, err := url.Parse(text)
	if err != nil {
		return "…"
	}
	return u.Redacted()
}

// own are the service's own addresses.
func (s *Settings) own() []string {
	list := []string{s.MailFrom}
	if s.Contact != "" && s.Contact != s.MailFrom {
		list = append(list, s.Contact)
	}
	return list
}

// intake is what reads stored messages, with the scanners that are configured.
func (p *program) intake(store *tickets.Store, log *slog.Logger) (*intake.Intake, error) {
	c := intake.Config{
		Store: store, Log: log, Now: p.now, Own: p.own(), Border: triage.Border{AuthServID: p.Border},
	}
	if p.Clamd != "" {
		clamd, err := scan.NewClamd(p.Clamd)
		if err != nil {
			return nil, usagef("--clamd: %w", err)
		}
		c.Clamd = clamd
	}
	if p.Rspamd != "" {
		password, err := readSecret(p.RspamdPasswordFile)
		if err != nil {
			return nil, err
		}
		rspamd, err := scan.NewRspamd(p.Rspamd, password)
		if err != nil {
			return nil, usagef("--rspamd: %w", err)
		}
		c.Rspamd = rspamd
	}
	return intake.New(c), nil
}

// fetchers are the watchers of all mailboxes, handing what they store to in.
func (p *program) fetchers(list []fetch.Mailbox, store *tickets.Store, in *intake.Intake, log *slog.Logger) ([]*fetch.Fetcher, error) {
	var fetchers []*fetch.Fetcher
	for _, m := range list {
		f, err := fetch.New(m, fetch.Config{Store: store, Read: in.Read, Log: log, Now: p.now})
		if err != nil {
			return nil, usagef("--mailbox %s: %w", m.Name, err)
		}
		fetchers = append(fetchers, f)
	}
	return fetchers, nil
}

// post is everything that takes mail in, running.
type post struct {
	intake   *intake.Intake
	fetchers []*fetch.Fetcher
	probe    func(context.Context) // asks, now and then, whether the mailbox takes addresses with "+"
}

// post makes what takes mail in from a list of mailboxes, and writes their names
// down for pages and probes. It connects to nothing yet.
func (p *program) post(ctx context.Context, list []fetch.Mailbox, store *tickets.Store, log *slog.Logger) (*post, error) {
	in, err := p.intake(store, log)
	if err != nil {
		return nil, err
	}
	names := make([]string, 0, len(list))
	for _, m := range list {
		names = append(names, m.Name)
	}
	if err := store.WatchMailboxes(ctx, names); err != nil {
		return nil, err
	}
	fetchers, err := p.fetchers(list, store, in, log)
	return &post{intake: in, fetchers: fetchers}, err
}

// run watches the mailboxes and reads what is left over, until ctx ends.
func (m *post) run(ctx context.Context) {
	var all sync.WaitGroup
	all.Go(func() { m.intake.Watch(ctx) })
	for _, f := range m.fetchers {
		all.Go(func() { f.Run(ctx) })
	}
	if m.probe != nil {
		all.Go(func() { hourly(ctx, m.probe) })
	}
	all.Wait()
	m.intake.Wait()
}

// hourly does something now and every hour, until ctx ends.
func hourly(ctx context.Context, do func(context.Context)) {
	tick := time.NewTicker(time.Hour)
	defer tick.Stop()
	for {
		do(ctx)
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}
