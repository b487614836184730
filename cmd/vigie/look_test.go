package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
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
	select {
	case <-started:
	case code := <-done:
		done <- code
		t.Fatal("the demonstration did not start")
	case <-time.After(60 * time.Second):
		t.Fatal("the demonstration did not start within a minute")
	}
	return "http://127.0.0.1:" + port
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
func chrome(t *testing.T) context.Context {
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
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	if err := chromedp.Do(ctx); err != nil {
		t.Fatal(err)
	}
	ctx, cancel = context.WithTimeout(ctx, 4*time.Minute)
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
func (l look) put(ctx context.Context) error {
	scheme := "light"
	if l.dark {
		scheme = "dark"
	}
	viewport := []chromedp.EmulateViewportOption{}
	if l.width < 500 {
		viewport = append(viewport, chromedp.EmulateMobile)
	}
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(l.width, 900, viewport...)); err != nil {
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
	ctx := chrome(t)
	url := demo(t)
	wrong := listen(ctx, t)
	pages := []struct{ name, path string }{
		{"home", "/"},
		{"requests", "/demandes"},
		{"request", "/demandes/ROME-2026-00006"},
		{"propose", "/demandes/nouvelle"},
		{"propose-code", "/demandes/nouvelle?code=M1805"},
		{"occupations", "/metiers?q=d%C3%A9veloppeuse"},
		{"occupations-all", "/metiers"},
		{"occupation", "/metiers/M1805"},
		{"releases", "/versions"},
		{"release", "/versions/492"},
		{"commitments", "/engagements"},
		{"open-data", "/donnees"},
		{"legal", "/mentions-legales"},
		{"letters", "/demonstration/lettres"},
		{"missing", "/demandes/ROME-1999-00001"},
		{"sign-in", "/agents/connexion"},
		{"queue", "/agents"},
		{"ticket", ""},
		{"ticket-decide", ""},
		{"new-for", "/agents/demandes/nouvelle"},
		{"dashboard", "/agents/tableau-de-bord"},
		{"agent-releases", "/agents/versions"},
	}
	var open string
	for i := range pages {
		p := &pages[i]
		if p.name == "queue" {
			if err := chromedp.Do(ctx, signIn(url, demoAgents[2]), chromedp.Navigate(url+"/agents?q=M1805")); err != nil {
				t.Fatal(err)
			}
			link, err := chromedp.Run(ctx, chromedp.AttributeValue(`a[href^="/agents/demandes/ROME-"]`, "href"))
			if err != nil {
				t.Fatal(err)
			}
			open = link.Value
		}
		if p.name == "ticket" {
			p.path = open
		}
		if p.path == "" {
			continue
		}
		for _, l := range looks {
			lookAt(ctx, t, url, p.name, p.path, l)
			for _, w := range wrong.take() {
				t.Errorf("%s %s: %s", p.name, l.name, w)
			}
		}
	}
}

func lookAt(ctx context.Context, t *testing.T, url, name, path string, l look) {
	t.Helper()
	err := l.put(ctx)
	if err == nil {
		err = chromedp.Do(ctx, chromedp.Navigate(url+path), chromedp.WaitReady("main"))
	}
	var wide int64
	if err == nil {
		wide, err = chromedp.Run(ctx, chromedp.Evaluate[int64](`document.documentElement.scrollWidth`))
	}
	var shot []byte
	if err == nil && os.Getenv("VIGIE_SHOTS") != "" {
		shot, err = chromedp.Run(ctx, chromedp.FullScreenshot(100))
	}
	if err != nil {
		t.Fatalf("%s %s: %v", name, l.name, err)
	}
	if wide > l.width {
		t.Errorf("%s is %d wide at %d: something sticks out", name, wide, l.width)
	}
	if shot != nil {
		file := filepath.Join(os.Getenv("VIGIE_SHOTS"), fmt.Sprintf("%s-%s.png", name, l.name))
		if err := os.WriteFile(file, shot, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}
