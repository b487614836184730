package main

import (
	"context"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"vigie/rome"
	"vigie/rome/sample"
	"vigie/tickets"
	"vigie/web"
	"vigie/web/auth"
)

// exports are two releases to look at: the real ones where they are.
func exports(t *testing.T) (old, latest []byte) {
	t.Helper()
	dir := os.Getenv("VIGIE_SHARED")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "shared")
	}
	old, err := os.ReadFile(filepath.Join(dir, "rome", "RefRomeCsv-v458.zip"))
	if err == nil {
		latest, err = os.ReadFile(filepath.Join(dir, "rome", "RefRomeCsv-v460.zip"))
	}
	if err != nil {
		return packed(t, sample.First("2026-06-15")), packed(t, sample.Second("2026-09-14"))
	}
	return old, latest
}

// The page of releases with a source, in a real browser: found, declined,
// unreadable, in vain, running.
func TestTheSourceInABrowser(t *testing.T) {
	ctx := chrome(t)
	f := newFollows(t)
	f.now = time.Now
	f.store = f.opened()
	old, latest := exports(t)
	release, err := rome.ReadBytes(old)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := f.store.Import(t.Context(), tickets.Machine, release, old); err != nil {
		t.Fatal(err)
	}
	if err := f.store.CheckAwaiting(t.Context()); err != nil {
		t.Fatal(err)
	}
	hash, err := auth.Hash(demoAgents[1].password)
	if err != nil {
		t.Fatal(err)
	}
	account := tickets.Account{Email: demoAgents[1].email, Name: demoAgents[1].name, Role: tickets.Manager, Password: hash}
	if _, err := f.store.AddAccount(t.Context(), tickets.Machine, account); err != nil {
		t.Fatal(err)
	}
	v := &viewer{ctx: ctx, t: t, url: f.site()}
	v.wrong = listen(ctx, t)
	if err := chromedp.Do(ctx, signIn(v.url, demoAgents[1])); err != nil {
		t.Fatal(err)
	}
	const page = "/agents/versions"
	v.visit("source-never", page)
	f.export = sends(latest)
	v.send(`form[action$="/source"] button`)
	v.look("source-wanted")
	if err := f.store.Follow(context.WithoutCancel(t.Context())); err != nil {
		t.Fatal(err)
	}
	v.visit("source-found", page)
	v.script(`document.querySelectorAll('main details').forEach(d => { d.open = true })`)
	v.look("source-found-unfolded")
	v.send(`form[action$="/refus"] button`)
	v.look("source-declined")
	v.send(`form[action$="/reprise"] button`)
	for _, answer := range []struct {
		name   string
		export http.HandlerFunc
	}{
		{"source-blocked", answers(409)},
		{"source-unreadable", sends(stored(t, os.DirFS("testdata")))},
		{"source-held", answers(503, "Retry-After", "3600")}, // last: it keeps the others waiting
	} {
		f.export = answer.export
		f.look()
		v.visit(answer.name, page)
	}
}

// site serves the store's pages on loopback, without a worker.
func (f *follows) site() string {
	f.t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		f.t.Fatal(err)
	}
	f.PublicURL = "http://" + l.Addr().String()
	server := &http.Server{ReadHeaderTimeout: 10 * time.Second, Handler: web.New(web.Config{
		Store: f.store, Log: slog.New(slog.DiscardHandler), Now: f.now, PublicURL: f.publicURL(), Service: f.service(),
	}).Handler()}
	go func() { _ = server.Serve(l) }()
	f.t.Cleanup(func() { _ = server.Close() })
	return f.PublicURL
}
