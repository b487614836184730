package main

import (
	"database/sql"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/smtp"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/rogpeppe/go-internal/testscript"
)

// browsers are the people of a script, each with cookies and a page before the
// eyes. They run no script, send every form as it stands but for what is filled
// in, and follow redirects.
type browsers struct {
	base   string
	people map[string]*browser
}

type browser struct {
	client *http.Client
	at     *url.URL
	status int
	page   *goquery.Document
}

type browsersKeyType struct{}

var browsersKey browsersKeyType

func newBrowsers(base string) *browsers { return &browsers{base, make(map[string]*browser)} }

func (b *browsers) person(name string) *browser {
	if p := b.people[name]; p != nil {
		return p
	}
	jar, _ := cookiejar.New(nil)
	p := &browser{client: &http.Client{Jar: jar, Timeout: 30 * time.Second}}
	b.people[name] = p
	return p
}

func (p *browser) do(r *http.Request) error {
	r.Header.Set("Accept", "text/html")
	resp, err := p.client.Do(r)
	if err != nil {
		return err
	}
	defer func() { _ = resp.Body.Close() }()
	p.at, p.status = resp.Request.URL, resp.StatusCode
	p.page, err = goquery.NewDocumentFromReader(io.LimitReader(resp.Body, 8<<20))
	return err
}

// words is the page's text, white space and no-break spaces collapsed.
func (p *browser) words() string { return collapse(p.page.Find("body").Text()) }

func collapse(s string) string {
	s = strings.NewReplacer("\u00a0", " ", "\u202f", " ", "’", "'").Replace(s)
	return strings.Join(strings.Fields(s), " ")
}

// browserCommands are what scripts may do beside running programs.
func browserCommands(t *testing.T) map[string]func(*testscript.TestScript, bool, []string) {
	return map[string]func(*testscript.TestScript, bool, []string){
		"waitfor":  waitFor,
		"visit":    visit,
		"submit":   submit,
		"follow":   follow,
		"see":      see,
		"letter":   letterCommand,
		"post":     postCommand,
		"filenv":   fileEnv,
		"jsonenv":  jsonEnv,
		"truncate": truncateFile,
		"usage":    usage,
		"sql":      execSQL,
		"newpg":    func(ts *testscript.TestScript, _ bool, _ []string) { newPostgres(t, ts) },
	}
}

func people(ts *testscript.TestScript) *browsers { return ts.Value(browsersKey).(*browsers) }

// waitfor URL waits until it answers 200.
func waitFor(ts *testscript.TestScript, _ bool, args []string) {
	for end := time.Now().Add(30 * time.Second); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		if resp, err := http.Get(args[0]); err == nil {
			_ = resp.Body.Close()
			if resp.StatusCode == http.StatusOK {
				return
			}
		}
	}
	ts.Fatalf("%s never answered", args[0])
}

// visit WHO PATH [STATUS]
func visit(ts *testscript.TestScript, _ bool, args []string) {
	b := people(ts)
	p := b.person(args[0])
	to := args[1]
	if strings.HasPrefix(to, "/") {
		to = b.base + to
	}
	r, err := http.NewRequest(http.MethodGet, to, nil)
	ts.Check(err)
	ts.Check(p.do(r))
	want := "200"
	if len(args) > 2 {
		want = args[2]
	}
	if got := fmt.Sprint(p.status); got != want {
		ts.Fatalf("%s answered %s, want %s: %.600s", to, got, want, p.words())
	}
}

// follow WHO SELECTOR follows a link of the page.
func follow(ts *testscript.TestScript, _ bool, args []string) {
	p := people(ts).person(args[0])
	href, ok := p.page.Find(args[1]).First().Attr("href")
	if !ok {
		ts.Fatalf("no link %s on %s: %.600s", args[1], p.at, p.words())
	}
	to, err := p.at.Parse(href)
	ts.Check(err)
	visit(ts, false, []string{args[0], to.String()})
}

// submit WHO FORM [NAME=VALUE…] sends the first form that the selector finds,
// or that holds what it finds, with its own values and those given. A selector
// of a named button sends the button too.
func submit(ts *testscript.TestScript, _ bool, args []string) {
	p := people(ts).person(args[0])
	found := p.page.Find(args[1]).First()
	form := found.Closest("form")
	if form.Length() == 0 {
		ts.Fatalf("no form %s on %s: %.800s", args[1], p.at, p.words())
	}
	values := formValues(form)
	action := form.AttrOr("action", p.at.String())
	if goquery.NodeName(found) == "button" {
		if name := found.AttrOr("name", ""); name != "" {
			values.Set(name, found.AttrOr("value", ""))
		}
		action = found.AttrOr("formaction", action)
	}
	for _, pair := range args[2:] {
		name, value, _ := strings.Cut(pair, "=")
		if form.Find(`[name="`+name+`"]`).Length() == 0 {
			ts.Fatalf("the form has no field %q", name)
		}
		values.Set(name, value)
	}
	to, err := p.at.Parse(action)
	ts.Check(err)
	method := strings.ToUpper(form.AttrOr("method", "get"))
	var r *http.Request
	if method == http.MethodGet {
		to.RawQuery = values.Encode()
		r, err = http.NewRequest(method, to.String(), nil)
	} else {
		r, err = http.NewRequest(method, to.String(), strings.NewReader(values.Encode()))
	}
	ts.Check(err)
	if method != http.MethodGet {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	ts.Check(p.do(r))
	if p.status >= 400 {
		ts.Fatalf("%s %s answered %d: %.1200s", method, to, p.status, p.words())
	}
}

// formValues are what a browser would send of a form as it stands.
func formValues(form *goquery.Selection) url.Values {
	values := make(url.Values)
	form.Find("input[name], textarea[name], select[name]").Each(func(_ int, s *goquery.Selection) {
		name := s.AttrOr("name", "")
		switch goquery.NodeName(s) {
		case "textarea":
			values.Add(name, s.Text())
		case "select":
			option := s.Find("option[selected]").First()
			if option.Length() == 0 {
				option = s.Find("option").First()
			}
			values.Add(name, option.AttrOr("value", strings.TrimSpace(option.Text())))
		default:
			kind := s.AttrOr("type", "text")
			_, checked := s.Attr("checked")
			if kind == "submit" || kind == "button" || (kind == "radio" || kind == "checkbox") && !checked {
				return
			}
			values.Add(name, s.AttrOr("value", ""))
		}
	})
	return values
}

// see WHO TEXT… expects each text on the page; ! see expects none of them. It
// loads the page again for up to fifteen seconds until it is so.
func see(ts *testscript.TestScript, neg bool, args []string) {
	p := people(ts).person(args[0])
	var lacking string
	for end := time.Now().Add(15 * time.Second); time.Now().Before(end); time.Sleep(200 * time.Millisecond) {
		lacking = ""
		for _, text := range args[1:] {
			if strings.Contains(p.words(), collapse(text)) == neg {
				lacking = text
			}
		}
		if lacking == "" {
			return
		}
		r, err := http.NewRequest(http.MethodGet, p.at.String(), nil)
		ts.Check(err)
		ts.Check(p.do(r))
	}
	ts.Fatalf("%s: %q (negated: %v): %.3000s", p.at, lacking, neg, p.words())
}

// letter PATTERN [NAME PATTERN]… waits for a letter that matches, and sets NAME
// to what the second pattern finds in it.
func letterCommand(ts *testscript.TestScript, neg bool, args []string) {
	want := regexp.MustCompile("(?s)" + args[0])
	wait := 20 * time.Second
	if neg {
		wait = 2 * time.Second
	}
	for end := time.Now().Add(wait); time.Now().Before(end); time.Sleep(100 * time.Millisecond) {
		names, err := filepath.Glob(ts.MkAbs("letters/*.letter"))
		ts.Check(err)
		for _, name := range names {
			raw, err := os.ReadFile(name)
			ts.Check(err)
			text := strings.NewReplacer("\u00a0", " ", "\u202f", " ", "’", "'").Replace(string(raw))
			if !want.MatchString(text) {
				continue
			}
			if neg {
				ts.Fatalf("there is a letter that matches %s:\n%s", args[0], text)
			}
			for i := 1; i+1 < len(args); i += 2 {
				found := regexp.MustCompile(args[i+1]).FindString(text)
				if found == "" {
					ts.Fatalf("the letter has nothing like %s:\n%s", args[i+1], text)
				}
				ts.Setenv(args[i], found)
			}
			return
		}
	}
	if !neg {
		ts.Fatalf("no letter matches %s", args[0])
	}
}

// post FILE sends a message, variables replaced, to the contact mailbox through
// the server of letters/addr.
func postCommand(ts *testscript.TestScript, _ bool, args []string) {
	addr, err := os.ReadFile(ts.MkAbs("letters/addr"))
	ts.Check(err)
	text := strings.ReplaceAll(os.Expand(ts.ReadFile(args[0]), ts.Getenv), "\n", "\r\n")
	ts.Check(smtp.SendMail(string(addr), nil, "", []string{"rome@vigie.example"}, []byte(text)))
}

// filenv NAME FILE waits for a file and sets a variable to what is in it.
func fileEnv(ts *testscript.TestScript, _ bool, args []string) {
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if raw, err := os.ReadFile(ts.MkAbs(args[1])); err == nil && len(raw) > 0 {
			ts.Setenv(args[0], strings.TrimSpace(string(raw)))
			return
		}
	}
	ts.Fatalf("%s was never written", args[1])
}

// jsonenv NAME PATTERN sets a variable to the first group that the pattern
// finds in the last command's output.
func jsonEnv(ts *testscript.TestScript, _ bool, args []string) {
	found := regexp.MustCompile(args[1]).FindStringSubmatch(ts.ReadFile("stdout"))
	if len(found) < 2 {
		ts.Fatalf("the output has nothing like %s", args[1])
	}
	ts.Setenv(args[0], found[1])
}

// truncate FROM TO BYTES copies the beginning of a file.
func truncateFile(ts *testscript.TestScript, _ bool, args []string) {
	raw, err := os.ReadFile(ts.MkAbs(args[0]))
	ts.Check(err)
	n, err := strconv.Atoi(args[2])
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), raw[:n], 0o600))
}

// usage COMMAND… expects exit 2 and one sentence.
func usage(ts *testscript.TestScript, _ bool, args []string) {
	err := ts.Exec(args[0], args[1:]...)
	said := ts.ReadFile("stderr")
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.ExitCode() != exitUsage {
		ts.Fatalf("%v ended with %v, want exit 2: %s", args, err, said)
	}
	if strings.Count(said, "\n") != 1 || !strings.HasPrefix(said, "vigie: ") {
		ts.Fatalf("%v said more than one sentence: %s", args, said)
	}
}

// sql STATEMENT changes the script's database behind the program's back.
func execSQL(ts *testscript.TestScript, _ bool, args []string) {
	db, err := sql.Open("sqlite", ts.Getenv("VIGIE_DB"))
	ts.Check(err)
	_, err = db.Exec(args[0])
	ts.Check(err)
	ts.Check(db.Close())
}
