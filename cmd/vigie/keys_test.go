package main

import (
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// The quarantine is worked through by keys alone.
func TestTheQuarantineByKeys(t *testing.T) {
	v := &viewer{ctx: chrome(t), t: t, url: demo(t)}
	v.wrong = listen(v.ctx, t)
	if err := chromedp.Do(v.ctx, signIn(v.url, demoAgents[0])); err != nil {
		t.Fatal(err)
	}
	key := func(k string) {
		t.Helper()
		if err := chromedp.Do(v.ctx, chromedp.KeyEvent(k)); err != nil {
			t.Fatal(err)
		}
	}
	acting := func(k string) {
		t.Helper()
		if _, err := chromedp.RunResponse(v.ctx, chromedp.KeyEvent(k)); err != nil {
			t.Fatalf("%s: %v", k, err)
		}
		if err := chromedp.Do(v.ctx, chromedp.WaitReady("main")); err != nil {
			t.Fatal(err)
		}
	}
	focused := func() string { return v.script(`document.activeElement.querySelector('h2')?.textContent ?? ''`) }
	subjects := func() []string {
		return strings.Split(v.script(`[...document.querySelectorAll('article h2 a')].map(h => h.textContent).join('\n')`), "\n")
	}
	v.open("/agents/quarantaine")
	list := subjects()
	if len(list) < 4 {
		t.Fatalf("the quarantine has only %q", list)
	}
	for _, step := range []struct {
		key  string
		want int
	}{{"j", 0}, {"j", 1}, {"j", 2}, {"k", 1}, {"k", 0}, {"k", 0}} {
		if key(step.key); focused() != list[step.want] {
			t.Fatalf("after %s the focus is on %q, not on %q", step.key, focused(), list[step.want])
		}
	}
	acting("p")
	if now := subjects(); !slices.Equal(now, list[1:]) || !strings.Contains(v.script(`document.querySelector('main').innerText`), "rattaché") {
		t.Fatalf("after p there are %q", now)
	}
	if focused() != list[1] {
		t.Errorf("after p the focus is on %q, not on the next one", focused())
	}
	key("j")
	acting("x")
	if now := subjects(); !slices.Equal(now, append([]string{list[1]}, list[3:]...)) {
		t.Fatalf("after j and x there are %q", now)
	}
	acting("z")
	if now := subjects(); !slices.Equal(now, list[1:]) {
		t.Fatalf("after z there are %q", now)
	}
	for _, w := range v.wrong.take() {
		t.Error(w)
	}
}
