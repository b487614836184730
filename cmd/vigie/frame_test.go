package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/smtp"
	"net/url"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// hostileHTML tries what mail tries. Each attempt that succeeds asks some server
// for something, or tells the page around it "ran".
const hostileHTML = `<html><head><base href="https://base.evil.example/">
<meta http-equiv="refresh" content="0; url=https://refresh.evil.example/">
<link rel="stylesheet" href="https://css.evil.example/a.css"><link rel="prefetch" href="https://prefetch.evil.example/">
<style>body { background: url(https://style.evil.example/bg.png) } @import "https://import.evil.example/i.css";</style>
<script>parent.postMessage('ran', '*'); top.location = 'https://top.evil.example/'; alert(1)</script>
<script src="https://script.evil.example/x.js"></script></head>
<body onload="parent.postMessage('ran', '*')" background="https://body.evil.example/bg.png">
<p id="words">Bonjour, voici notre catalogue.</p>
<img src="https://pictures.evil.example/catalogue.png" width="40" height="40">
<img src="http://plain.evil.example/spy.gif" width="40" height="40">
<img src="/agents/deconnexion?image" width="1" height="1">
<img src="x:y" onerror="parent.postMessage('ran', '*')">
<svg onload="parent.postMessage('ran', '*')"><image href="https://svg.evil.example/s.png"/></svg>
<video autoplay src="https://video.evil.example/v.mp4" poster="https://poster.evil.example/p.png"></video>
<iframe src="https://frame.evil.example/"></iframe><object data="https://object.evil.example/o"></object>
<form action="https://form.evil.example/" method="post"><input name="password"><button id="send">Se connecter</button></form>
<a href="javascript:parent.postMessage('ran', '*')" id="link">Cliquez</a>
<div style="background-image: url('https://inline.evil.example/i.png')">fin</div>
</body></html>`

// A hostile message in its frame, on the page that agents open: it runs nothing
// and asks nobody for anything; once its pictures are asked for, only those
// that are asked for over TLS are, without a cookie.
func TestHostileMailInABrowser(t *testing.T) {
	var here, elsewhere askings
	ctx := chrome(t, chromedp.Flag("host-resolver-rules", "MAP * "+everywhere(t, &elsewhere)+", EXCLUDE 127.0.0.1"),
		chromedp.Flag("ignore-certificate-errors", true))
	base, mailServer := demoWithMail(t)
	to, _ := url.Parse(base)
	proxy := httputil.NewSingleHostReverseProxy(to)
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		here.add("http", r)
		if r.URL.Path == "/control" {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			_, _ = fmt.Fprint(w, `<!doctype html><main><iframe srcdoc="`, strings.NewReplacer("&", "&amp;", `"`, "&quot;").Replace(hostileHTML), `"></iframe></main>`)
			return
		}
		proxy.ServeHTTP(w, r)
	}))
	t.Cleanup(site.Close)
	v := &viewer{ctx: ctx, t: t, url: site.URL}
	v.wrong = listen(ctx, t)
	var dialogs atomic.Int32
	if err := chromedp.Listen(ctx, func(event any) {
		if _, ok := event.(*page.EventJavascriptDialogOpening); ok {
			dialogs.Add(1)
			go func() {
				_, _ = chromedp.Call(ctx, page.HandleJavaScriptDialog, page.HandleJavaScriptDialogParams{Accept: true})
			}()
		}
	}); err != nil {
		t.Fatal(err)
	}

	// Without our fence the message does what it came for: what follows can fail.
	_ = chromedp.Do(ctx, chromedp.Navigate(site.URL+"/control"))
	missing := []string{"https://script.evil.example/x.js", "https://css.evil.example/a.css", "https://pictures.evil.example/catalogue.png", "http://plain.evil.example/spy.gif", "https://top.evil.example/"}
	for end := time.Now().Add(20 * time.Second); len(missing) > 0 && time.Now().Before(end); time.Sleep(100 * time.Millisecond) {
		for _, a := range elsewhere.take() {
			missing = slices.DeleteFunc(missing, func(want string) bool { return a.url == want })
		}
	}
	if len(missing) > 0 {
		t.Fatalf("a message without a fence does not ask for %q: the test cannot fail", missing)
	}
	if err := chromedp.Do(ctx, chromedp.Navigate("about:blank")); err != nil {
		t.Fatal(err)
	}
	time.Sleep(time.Second)
	elsewhere.take()
	v.wrong.take()
	dialogs.Store(0)

	message := "From: Promo <promo@evil.example>\r\nTo: rome@vigie.example\r\nSubject: Notre catalogue\r\nMessage-ID: <1@evil.example>\r\nMIME-Version: 1.0\r\n" +
		"Content-Type: text/html; charset=utf-8\r\n\r\n" + strings.ReplaceAll(hostileHTML, "\n", "\r\n")
	if err := smtp.SendMail(mailServer, nil, "promo@evil.example", []string{"rome@vigie.example"}, []byte(message)); err != nil {
		t.Fatal(err)
	}
	if err := chromedp.Do(ctx, signIn(site.URL, demoAgents[2])); err != nil {
		t.Fatal(err)
	}
	at := ""
	for end := time.Now().Add(20 * time.Second); at == "" && time.Now().Before(end); time.Sleep(300 * time.Millisecond) {
		v.open("/agents")
		at = v.script(`[...document.querySelectorAll('main tbody tr')].filter(r => r.textContent.includes('Notre catalogue')).map(r => r.querySelector('th a').href)[0] || ''`)
	}
	if at == "" {
		t.Fatal("the message never came")
	}
	v.open(at)
	at = v.script(`[...document.querySelectorAll('main a')].find(a => a.textContent == 'Ouvrir le message').href`)

	here.take()
	v.open(at)
	v.reframe()
	var paths []string
	for _, a := range here.take() {
		paths = append(paths, strings.TrimPrefix(a.url, site.URL))
		if strings.Contains(a.referrer, "/html") {
			t.Errorf("the frame asks this server for %s", a.url)
		}
	}
	frame := strings.TrimPrefix(at, site.URL) + "/html"
	for _, p := range paths {
		if p != strings.TrimPrefix(at, site.URL) && p != frame && !strings.HasPrefix(p, "/assets/") {
			t.Errorf("the page asks for %s", p)
		}
	}
	if !slices.Contains(paths, frame) {
		t.Errorf("the frame was never asked for: %q", paths)
	}
	for _, a := range elsewhere.take() {
		t.Errorf("somebody is asked, for %s", a.url)
	}
	v.quiet(dialogs.Load(), at)

	// The reader asks for the pictures.
	v.send(`main a[href*="images=1"]`)
	v.reframe()
	got := elsewhere.take()
	for _, a := range got {
		if !strings.HasPrefix(a.url, "https://") || a.dest != "image" || a.cookie != "" || a.referrer != "" {
			t.Errorf("with pictures: %+v", a)
		}
	}
	if !slices.ContainsFunc(got, func(a asked) bool { return a.url == "https://pictures.evil.example/catalogue.png" }) {
		t.Errorf("the picture that the reader asked for is not among %v", got)
	}
	for _, a := range here.take() {
		if strings.Contains(a.url, "deconnexion") || a.dest == "image" && !strings.Contains(a.url, "/assets/") {
			t.Errorf("with pictures this server is asked for %s", a.url)
		}
	}
	v.quiet(dialogs.Load(), at)
}

// reframe listens to what the frame tells the page, loads the frame once more,
// and waits until it must have done what it can.
func (v *viewer) reframe() {
	v.t.Helper()
	v.script(`window.heard = 0, window.loads = 0, addEventListener('message', () => { heard++ }), document.querySelector('iframe').scrollIntoView(),
		document.querySelector('iframe').addEventListener('load', () => { loads++ }), document.querySelector('iframe').src += ''`)
	for end := time.Now().Add(15 * time.Second); v.script(`loads`) == "0"; time.Sleep(100 * time.Millisecond) {
		if time.Now().After(end) {
			v.t.Fatal("the frame does not load")
		}
	}
	time.Sleep(1500 * time.Millisecond)
}

// quiet checks that no script of the message ran: nothing was said to the page,
// no window opened, and the page is where it was.
func (v *viewer) quiet(dialogs int32, at string) {
	v.t.Helper()
	if n := v.script(`heard`); n != "0" {
		v.t.Errorf("the message spoke to the page %s times", n)
	}
	if now := v.script(`location.href`); !strings.HasPrefix(now, at) {
		v.t.Errorf("the page is now %s", now)
	}
	if dialogs > 0 {
		v.t.Errorf("%d dialogs", dialogs)
	}
}
