package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// demo runs the demonstration in this process and gives its address.
func demo(t *testing.T) string {
	t.Helper()
	url, _ := demoWithMail(t)
	return url
}

// demoWithMail gives the address of its mail server too.
func demoWithMail(t *testing.T) (url, smtpAddr string) {
	t.Helper()
	port, err := freePort()
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	started, done := make(chan string, 1), make(chan int, 1)
	go func() {
		out := &announcing{started: started}
		done <- run(ctx, []string{"demo", "--addr", "127.0.0.1:" + port}, streams{out, &strings.Builder{}}, time.Now)
	}()
	t.Cleanup(func() {
		stop()
		if code := <-done; code != exitDone {
			t.Errorf("the demonstration ended with %d", code)
		}
	})
	said := ""
	select {
	case said = <-started:
	case code := <-done:
		done <- code
		t.Fatal("the demonstration did not start")
	case <-time.After(60 * time.Second):
		t.Fatal("the demonstration did not start within a minute")
	}
	found := regexp.MustCompile(`SMTP server on ([0-9.:]+)`).FindStringSubmatch(said)
	if found == nil {
		t.Fatalf("it does not say where its mail server is: %s", said)
	}
	return "http://127.0.0.1:" + port, found[1]
}

// announcing tells when the demonstration has said where it is.
type announcing struct {
	started chan string
	said    strings.Builder
}

func (a *announcing) Write(p []byte) (int, error) {
	before := strings.Contains(a.said.String(), "Ctrl+C")
	a.said.Write(p)
	if !before && strings.Contains(a.said.String(), "Ctrl+C") {
		a.started <- a.said.String()
	}
	return len(p), nil
}

// chrome starts Debian's Chromium without its own errands, or skips.
func chrome(t *testing.T, flags ...chromedp.ExecAllocatorOption) context.Context {
	t.Helper()
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if found, err := exec.LookPath(name); err == nil {
			path = found
			break
		}
	}
	if path == "" {
		t.Skip("no Chromium is installed")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.UserDataDir(t.TempDir()),
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-sync", true), chromedp.Flag("disable-quic", true))
	options = append(options, flags...)
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	if err := chromedp.Do(ctx); err != nil {
		t.Fatal(err)
	}
	ctx, cancel = context.WithTimeout(ctx, 12*time.Minute)
	t.Cleanup(cancel)
	return ctx
}

// look is one way of looking at a page.
type look struct {
	name  string
	width int64
	dark  bool
}

var looks = []look{{"1280-light", 1280, false}, {"1280-dark", 1280, true}, {"375-light", 375, false}, {"375-dark", 375, true}}

// put makes the browser look that way.
func (l look) put(ctx context.Context) error { return l.putHigh(ctx, 900) }

// putHigh is put with a window of that height.
func (l look) putHigh(ctx context.Context, height int64) error {
	scheme := "light"
	if l.dark {
		scheme = "dark"
	}
	viewport := []chromedp.EmulateViewportOption{}
	if l.width < 500 {
		viewport = append(viewport, chromedp.EmulateMobile, chromedp.EmulateTouch)
	}
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(l.width, height, viewport...)); err != nil {
		return err
	}
	_, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}},
	})
	return err
}

// complaints gathers what the browser itself finds wrong: script errors, and
// what the content security policy refused.
type complaints struct {
	mu   sync.Mutex
	list []string
}

func listen(ctx context.Context, t *testing.T) *complaints {
	t.Helper()
	c := new(complaints)
	err := chromedp.Listen(ctx, func(event any) {
		c.mu.Lock()
		defer c.mu.Unlock()
		switch e := event.(type) {
		case *log.EventEntryAdded:
			if e.Entry.Level == "error" && !strings.Contains(e.Entry.Text, "Failed to load resource") {
				c.list = append(c.list, e.Entry.Text)
			}
		case *runtime.EventExceptionThrown:
			c.list = append(c.list, e.ExceptionDetails.Text)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// take gives what was found since the last time.
func (c *complaints) take() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	list := c.list
	c.list = nil
	return list
}

// signIn signs an agent of the demonstration in.
func signIn(url string, a demoAgent) chromedp.Action[chromedp.Void] {
	return chromedp.Steps(
		chromedp.Navigate(url+"/agents/connexion"),
		chromedp.SendKeys(`input[name="email"]`, a.email),
		chromedp.SendKeys(`input[name="password"]`, a.password+"\n"),
		chromedp.WaitVisible(`form[action="/agents/deconnexion"]`),
	)
}

// Every page of the demonstration in a real browser, narrow and wide, light and
// dark: nothing sticks out sideways, no script fails, no policy is broken. With
// VIGIE_SHOTS each is kept as a picture in that folder.
func TestPagesInABrowser(t *testing.T) {
	v := &viewer{ctx: chrome(t), t: t, url: demo(t)}
	v.wrong = listen(v.ctx, t)
	for _, p := range []struct{ name, path string }{
		{"home", "/"},
		{"requests", "/demandes"},
		{"requests-none", "/demandes?q=introuvable"},
		{"request", v.request("levain")},
		{"request-late", v.request("immersif")},
		{"propose", "/demandes/nouvelle"},
		{"propose-code", "/demandes/nouvelle?code=M1805"},
		{"occupations", "/metiers?q=d%C3%A9veloppeuse"},
		{"occupations-none", "/metiers?q=introuvable"},
		{"occupations-all", "/metiers"},
		{"occupation", "/metiers/M1805"},
		{"releases", "/versions"},
		{"release", "/versions/492"},
		{"announcements", "/annonces"},
		{"announcement", "/annonces/3"},
		{"announcement-judged", "/annonces/1"},
		{"announcement-withdrawn", "/annonces/2"},
		{"commitments", "/engagements"},
		{"open-data", "/donnees"},
		{"legal", "/mentions-legales"},
		{"privacy", "/donnees-personnelles"},
		{"accessibility", "/accessibilite"},
		{"sitemap", "/plan-du-site"},
		{"letters", "/demonstration/lettres"},
		{"missing", "/demandes/ROME-1999-00001"},
		{"sign-in", "/agents/connexion"},
	} {
		v.visit(p.name, p.path)
	}
	v.propose()
	v.agents()
	v.rebase()
	v.mail()
}

// request finds the public page of a request by a word of it.
func (v *viewer) request(word string) string {
	v.t.Helper()
	v.open("/demandes?q=" + word)
	return v.script(`document.querySelector('main tbody th a').pathname`)
}

// propose files a request as a visitor does, looking at each step.
func (v *viewer) propose() {
	const next = `main .actions button`
	v.open("/demandes/nouvelle?code=M1805")
	v.send(`button[name="code"][value="M1805"]`)
	v.look("propose-kinds")
	v.press(`[value="appellation.create"]`)
	v.send(next)
	v.look("propose-change")
	v.fill("label", "")
	v.send(next)
	v.look("propose-change-faults")
	v.fill("label", "Analyste développeur / Analyste développeuse")
	v.send(next)
	v.look("propose-list")
	v.send(`main .actions a.second`)
	v.press(`[value="link.add"]`)
	v.send(next)
	v.look("propose-link")
	v.press(`[name="family"]`)
	v.fill("item", "sécurité")
	v.send(next)
	v.look("propose-found")
	v.press(`[name="item_found"]`)
	v.send(next)
	v.send(`main .actions a.second`)
	v.press(`[value="appellation.move"]`)
	v.send(next)
	v.fill("to", "M1810")
	v.script(`document.querySelector('[name=ogr]').selectedIndex = 2`)
	v.send(next)
	v.look("propose-changes")
	v.send(`main .actions a.btn:not(.second)`)
	v.look("propose-send")
	v.send(next)
	v.look("propose-send-faults")
	v.fill("text", "Ce mot revient chaque semaine dans les offres que nous relayons.")
	v.fill("name", "Léa Martin")
	v.fill("email", "lea.martin@emploi-ouvert.example")
	v.press(`[name="origin"]`)
	v.send(next)
	v.look("received")
	track := v.location()
	v.open(track)
	v.look("track")
	v.fill("text", "")
	v.send(next)
	v.look("track-faults")
	v.visit("withdraw", track+"/retirer")
	confirm := ""
	for end := time.Now().Add(20 * time.Second); confirm == "" && time.Now().Before(end); time.Sleep(time.Second) {
		v.open("/demonstration/lettres")
		confirm = v.script(`[...document.querySelectorAll('main a[href*="/confirmer"]')].map(a => a.href)[0] || ''`)
	}
	if confirm == "" {
		v.t.Fatal("no acknowledgement came")
	}
	v.visit("confirm", confirm)
	v.send(next)
	v.look("confirmed")
}

// agents looks at the pages of agents, refusals and previews among them.
func (v *viewer) agents() {
	if err := chromedp.Do(v.ctx, signIn(v.url, demoAgents[2])); err != nil {
		v.t.Fatal(err)
	}
	const undecided = `[...document.querySelectorAll('main tbody tr')].filter(r => r.innerText.includes('Nouvelle')).map(r => r.querySelector('th a').href)[0]`
	v.visit("queue", "/agents")
	v.visit("queue-empty", "/agents?vue=mine&q=introuvable")
	v.visit("dashboard", "/agents/tableau-de-bord")
	v.visit("agent-releases", "/agents/versions")
	v.ahead()
	v.visit("new-for", "/agents/demandes/nouvelle")
	v.send(`main .actions button, main form > p button, main form > .btn`)
	v.look("new-for-faults")
	v.open("/agents?q=M1805")
	ticket := v.script(undecided)
	v.visit("ticket", ticket)
	v.script(`document.querySelectorAll('main details').forEach(d => { d.open = true })`)
	v.look("ticket-unfolded")
	v.open(ticket)
	v.script(`document.querySelector('form[action$="/reponse"]').parentElement.open = true`)
	v.send(`form[action$="/reponse"] button`)
	v.look("letter-faults")
	v.script(`document.querySelector('#answer-text').value += '\nNous vous remercions de votre proposition.'`)
	v.send(`form[action$="/reponse"] button`)
	v.look("letter-preview")
	v.open(ticket)
	v.decide()
	v.send(`form[action$="/decision"] button`)
	v.look("decision-preview")
	// Meanwhile somebody else writes a note on the same request.
	const meanwhile = `(() => { const f = document.querySelector('form[action$="/decision"]');
		const body = new URLSearchParams({version: f.elements.version.value, text: 'L’auteur a rappelé ce matin.'});
		return fetch(f.action.replace('/decision', '/note'), {method: 'POST', body}).then(r => r.url); })()`
	if _, err := chromedp.Run(v.ctx, chromedp.Evaluate[string](meanwhile, chromedp.EvalAwaitPromise)); err != nil {
		v.t.Fatal(err)
	}
	v.send(`button[value="send"]`)
	v.look("conflict")
	v.visit("ticket-integrated", v.ticket("Boulanger / Boulangère au levain"))
	v.visit("ticket-late", v.ticket("Régisseuse son immersif"))
}

// viewer is a visitor of the demonstration who looks at every page four ways.
type viewer struct {
	ctx   context.Context
	t     *testing.T
	url   string
	wrong *complaints
}

// open goes to a path, or an address.
func (v *viewer) open(path string) {
	v.t.Helper()
	if strings.HasPrefix(path, "/") {
		path = v.url + path
	}
	if err := chromedp.Do(v.ctx, chromedp.Navigate(path), chromedp.WaitReady("main")); err != nil {
		v.t.Fatalf("%s: %v", path, err)
	}
}

// script evaluates, and gives what it is as a string.
func (v *viewer) script(js string) string {
	v.t.Helper()
	s, err := chromedp.Run(v.ctx, chromedp.Evaluate[string](`String(`+js+`)`))
	if err != nil {
		v.t.Fatalf("%s: %v", js, err)
	}
	return s
}

func (v *viewer) location() string { return v.script(`location.pathname`) }

// fill writes in a field.
func (v *viewer) fill(name, value string) {
	v.t.Helper()
	v.script(fmt.Sprintf(`document.querySelector('main [name="%s"]').value = %q`, name, value))
}

// press clicks where the page stays.
func (v *viewer) press(selector string) {
	v.t.Helper()
	v.script(`document.querySelector('` + selector + `').click()`)
}

// send clicks a button or a link, and waits for the page that it leads to.
func (v *viewer) send(selector string) {
	v.t.Helper()
	_, err := chromedp.RunResponse(v.ctx, chromedp.Click(selector))
	if err == nil {
		err = chromedp.Do(v.ctx, chromedp.WaitReady("main"))
	}
	if err != nil {
		v.t.Fatalf("%s on %s: %v", selector, v.location(), err)
	}
}

// decide accepts every change of a ticket.
func (v *viewer) decide() {
	v.t.Helper()
	v.script(`document.querySelector('#form-decide').open = true`)
	v.script(`document.querySelectorAll('form[action$="/decision"] fieldset').forEach(f => f.querySelector('input').click())`)
}

// visit opens a path and looks at it.
func (v *viewer) visit(name, path string) {
	v.t.Helper()
	v.open(path)
	v.look(name)
}

// look checks the page before the eyes, in each look.
func (v *viewer) look(name string) {
	v.t.Helper()
	for _, l := range looks {
		v.lookAs(name, l)
	}
	for _, w := range v.wrong.take() {
		v.t.Errorf("%s: %s", name, w)
	}
}

func (v *viewer) lookAs(name string, l look) {
	v.t.Helper()
	err := l.put(v.ctx)
	var wide int64
	if err == nil {
		wide, err = chromedp.Run(v.ctx, chromedp.Evaluate[int64](`document.documentElement.scrollWidth`))
	}
	var shot []byte
	if err == nil && os.Getenv("VIGIE_SHOTS") != "" {
		shot, err = v.shoot(l)
	}
	if err != nil {
		v.t.Fatalf("%s %s: %v", name, l.name, err)
	}
	if l.width < 500 {
		if small := v.script(smallTargets); small != "" {
			v.t.Errorf("%s: a finger misses %s", name, small)
		}
	}
	if wide > l.width {
		v.t.Errorf("%s is %d wide at %d: something sticks out", name, wide, l.width)
	}
	if shot != nil {
		file := filepath.Join(os.Getenv("VIGIE_SHOTS"), fmt.Sprintf("%s-%s.png", name, l.name))
		if err := os.WriteFile(file, shot, 0o600); err != nil {
			v.t.Fatal(err)
		}
	}
}

// shoot takes a picture of the whole page. A frame draws only what the window
// holds, so the window is made as high as the page first.
func (v *viewer) shoot(l look) ([]byte, error) {
	if v.script(`document.querySelectorAll('iframe').length`) != "0" {
		high, err := chromedp.Run(v.ctx, chromedp.Evaluate[int64](`document.documentElement.scrollHeight`))
		if err == nil {
			err = l.putHigh(v.ctx, high)
		}
		if err != nil {
			return nil, err
		}
		time.Sleep(500 * time.Millisecond) // nothing tells when a frame has drawn
	}
	return chromedp.Run(v.ctx, chromedp.FullScreenshot(100))
}

// smallTargets names what stands alone, is to be touched, and is less than 44
// pixels high and wide. Links within a sentence are as high as its lines (WCAG
// 2.2, 2.5.8).
const smallTargets = `[...document.querySelectorAll('main :is(a[href],button,summary,select,textarea,input:not([type=hidden],[type=radio],[type=checkbox]))')].filter(e => {
	const box = e.getBoundingClientRect(), own = e.textContent.trim().length;
	if (!e.checkVisibility() || !box.height || e.closest('svg,.vh')) return false;
	const inSentence = e.matches('a') && getComputedStyle(e).display == 'inline' && e.parentElement.textContent.trim().length > own + 3;
	return !inSentence && Math.round(box.height) < 44;
}).map(e => Math.round(e.getBoundingClientRect().height) + ' px: ' + e.textContent.trim().slice(0, 40)).join(' | ')`
