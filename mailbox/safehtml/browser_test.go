package safehtml

import (
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// browser starts Chromium, for which every name of the network is one of this
// machine's ports, or skips.
func browser(t *testing.T, everywhere string) context.Context {
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
		chromedp.Flag("host-resolver-rules", "MAP * "+everywhere+", EXCLUDE 127.0.0.1"),
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-sync", true), chromedp.Flag("disable-quic", true))
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	if err := chromedp.Do(ctx); err != nil {
		t.Fatal(err)
	}
	ctx, cancel = context.WithTimeout(ctx, 80*time.Second)
	t.Cleanup(cancel)
	return ctx
}

// A browser reads each page as the tree that we mean; with all of them in one
// page, without any policy, nothing runs and nobody is asked for anything.
func TestBrowser(t *testing.T) {
	network, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	asked := make(chan string, 1000)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		for {
			conn, err := network.Accept()
			if err != nil {
				return
			}
			// The name asked for is readable in HTTP and TLS alike; other names
			// than .example are those of Chromium's own errands.
			first := make([]byte, 4096)
			_ = conn.SetReadDeadline(time.Now().Add(time.Second))
			n, _ := conn.Read(first)
			_ = conn.Close()
			if strings.Contains(string(first[:n]), ".example") {
				select {
				case asked <- string(first[:n]):
				default:
				}
			}
		}
	}()
	t.Cleanup(func() { _ = network.Close(); <-ended })

	texts := append([]string(nil), vectors...)
	for _, c := range shapes {
		texts = append(texts, c.in)
	}
	for seed := range 1000 {
		texts = append(texts, soup(uint64(seed)))
	}
	var pages, want []string
	var all strings.Builder
	for _, text := range texts {
		p := Sanitise(text, Options{})
		pages = append(pages, p.HTML)
		want = append(want, dump(t, p.HTML))
		all.WriteString("<div>" + inside(p) + "</div>")
	}

	mux := http.NewServeMux()
	mux.HandleFunc("/{$}", func(w http.ResponseWriter, _ *http.Request) {
		_, _ = fmt.Fprint(w, `<!doctype html><title>x</title><script src="http://canary.example/x.js"></script>`)
	})
	mux.HandleFunc("/all", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = fmt.Fprint(w, `<!doctype html><script>window.ran=0;window.alert=()=>{ran++}</script>`, all.String())
	})
	mux.HandleFunc("/favicon.ico", http.NotFound)
	mux.HandleFunc("/", func(_ http.ResponseWriter, r *http.Request) { asked <- "this site: " + r.URL.Path })
	site := httptest.NewServer(mux)
	t.Cleanup(site.Close)

	ctx := browser(t, network.Addr().String())
	if err := chromedp.Do(ctx, chromedp.Navigate(site.URL+"/")); err != nil {
		t.Fatal(err)
	}
	select {
	case <-asked: // the canary: what is asked for is seen
	case <-time.After(20 * time.Second):
		t.Fatal("a request from a page is not seen: the test cannot fail")
	}
	for len(asked) > 0 {
		<-asked
	}

	argument, err := json.Marshal(pages)
	if err != nil {
		t.Fatal(err)
	}
	read, err := chromedp.Run(ctx, chromedp.Evaluate[[]string](`(pages => {
		const dump = n => n.nodeType == 3 ? JSON.stringify(n.data) : n.nodeType != 1 ? "?" + n.nodeType :
			"(" + n.localName + [...n.attributes].map(a => " " + a.name + "=" + JSON.stringify(a.value)).join("") + [...n.childNodes].map(dump).join("") + ")";
		return pages.map(p => dump(new DOMParser().parseFromString(p, "text/html").body));
	})(`+string(argument)+`)`))
	if err != nil {
		t.Fatal(err)
	}
	if len(read) != len(want) {
		t.Fatalf("%d pages are read, of %d", len(read), len(want))
	}
	for i := range want {
		if read[i] != want[i] {
			t.Errorf("%.300q is read differently: %s", texts[i], difference(want[i], read[i]))
		}
	}

	if err := chromedp.Do(ctx, chromedp.Navigate(site.URL+"/all")); err != nil {
		t.Fatal(err)
	}
	ran, err := chromedp.Run(ctx, chromedp.Evaluate[int](`ran`))
	if err != nil || ran != 0 {
		t.Errorf("%d scripts ran, %v", ran, err)
	}
	for len(asked) > 0 {
		t.Errorf("somebody is asked: %q", <-asked)
	}
}

// dump writes the body of a page as TestBrowser's script does.
func dump(t *testing.T, page string) string {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	quote := func(s string) string {
		var b strings.Builder
		e := json.NewEncoder(&b)
		e.SetEscapeHTML(false)
		if err := e.Encode(s); err != nil {
			t.Fatal(err)
		}
		return strings.NewReplacer(`\u2028`, "\u2028", `\u2029`, "\u2029").Replace(strings.TrimSuffix(b.String(), "\n"))
	}
	var write func(n *html.Node) string
	write = func(n *html.Node) string {
		if n.Type == html.TextNode {
			return quote(n.Data)
		}
		s := "(" + n.Data
		for _, a := range n.Attr {
			s += " " + a.Key + "=" + quote(a.Val)
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			s += write(c)
		}
		return s + ")"
	}
	return write(find(doc, atom.Body))
}
