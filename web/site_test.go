package web_test

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"vigie/migrations/dbtest"
	"vigie/rome"
	"vigie/rome/sample"
	"vigie/tickets"
	"vigie/views"
	"vigie/views/letters"
	"vigie/web"
	"vigie/web/auth"
)

func TestMain(m *testing.M) { dbtest.Main(m) }

// site is a whole server on loopback over a fresh SQLite database that has the
// first sample release, at 10:00 in Paris on Monday 1 June 2026.
type site struct {
	t      *testing.T
	store  *tickets.Store
	server *httptest.Server
	web    *web.Server
	mu     sync.Mutex
	now    time.Time
	sent   []tickets.Outgoing
	uid    uint32 // of the latest message that came
}

func newSite(t *testing.T) *site {
	t.Helper()
	s := emptySite(t)
	s.release(1, "2026-05-04")
	return s
}

// emptySite is the same before any import.
func emptySite(t *testing.T) *site {
	t.Helper()
	return siteWith(t, func(*tickets.Config, *web.Config) {})
}

// siteWith is the same with other settings.
func siteWith(t *testing.T, set func(*tickets.Config, *web.Config)) *site {
	t.Helper()
	s := &site{t: t, now: time.Date(2026, 6, 1, 8, 0, 0, 0, time.UTC)}
	db := dbtest.SQLite(t)
	keys, err := tickets.NewKeys([]byte("thirty-two bytes of a test secret"))
	must(t, err)
	log := slog.New(slog.DiscardHandler)
	s.server = httptest.NewUnstartedServer(nil)
	public, err := url.Parse("http://" + s.server.Listener.Addr().String())
	must(t, err)
	config := tickets.Config{
		Engine: tickets.SQLite, Write: db.Write, Read: db.Read, Keys: keys, Now: s.clock, Log: log,
		MailDomain: "vigie.example", CutoffDays: 30, Letters: letters.New(letters.Config{ServiceName: "Vigie", PublicURL: public.String()}),
	}
	server := web.Config{
		Log: log, Now: s.clock, PublicURL: public, Service: views.Service{Name: "Vigie", Operator: "Le service ROME"},
	}
	set(&config, &server)
	s.store, err = tickets.NewStore(config)
	must(t, err)
	server.Store = s.store
	must(t, s.store.EnsurePolicy(t.Context(), tickets.DefaultPolicy(tickets.Date{Year: 2026, Month: 1, Day: 1})))
	s.web = web.New(server)
	s.server.Config.Handler = s.web.Handler()
	s.server.Start()
	t.Cleanup(s.server.Close)
	return s
}

func (s *site) clock() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.now
}

// pass moves the clock.
func (s *site) pass(d time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.now = s.now.Add(d)
}

// release imports the first or second sample release.
func (s *site) release(n int, day string) {
	s.t.Helper()
	files := sample.First(day)
	if n == 2 {
		files = sample.Second(day)
	}
	archive, err := sample.Zip(files)
	must(s.t, err)
	r, err := rome.ReadBytes(archive)
	must(s.t, err)
	_, _, err = s.store.Import(s.t.Context(), tickets.Machine, r, archive)
	must(s.t, err)
	must(s.t, s.store.CheckAwaiting(s.t.Context()))
}

// letters delivers what waits in the outbox and gives it.
func (s *site) letters() []tickets.Outgoing {
	s.t.Helper()
	s.sent = nil
	_, err := s.store.SendDue(s.t.Context(), func(_ context.Context, o tickets.Outgoing) error {
		s.sent = append(s.sent, o)
		return nil
	})
	must(s.t, err)
	return s.sent
}

// password is that of every account of the tests.
const password = "correct horse battery"

var hash = sync.OnceValues(func() (string, error) { return auth.Hash(password) })

// staff adds an account.
func (s *site) staff(role tickets.Role, email string) tickets.Actor {
	s.t.Helper()
	h, err := hash()
	must(s.t, err)
	id, err := s.store.AddAccount(s.t.Context(), tickets.Machine, tickets.Account{
		Email: email, Name: "Camille Roy", Role: role, Password: h,
	})
	must(s.t, err)
	return tickets.Actor{Role: role, Account: id}
}

// client is a browser: it keeps cookies and follows redirects.
type client struct {
	s *site
	*http.Client
}

func (s *site) client() *client {
	jar, err := cookiejar.New(nil)
	must(s.t, err)
	return &client{s, &http.Client{Jar: jar}}
}

// page is an answer whose body has been read.
type page struct {
	*http.Response
	body string
	doc  *goquery.Document
}

// text is a page's words at a selector, white space collapsed.
func (p *page) text(selector string) string {
	return strings.Join(strings.Fields(p.doc.Find(selector).Text()), " ")
}

func (c *client) do(r *http.Request) *page {
	c.s.t.Helper()
	resp, err := c.Do(r)
	must(c.s.t, err)
	defer func() { _ = resp.Body.Close() }()
	body, err := io.ReadAll(resp.Body)
	must(c.s.t, err)
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(string(body)))
	must(c.s.t, err)
	return &page{resp, string(body), doc}
}

func (c *client) get(path string) *page {
	c.s.t.Helper()
	r, err := http.NewRequest(http.MethodGet, c.s.server.URL+path, nil)
	must(c.s.t, err)
	return c.do(r)
}

func (c *client) post(path string, form url.Values) *page {
	c.s.t.Helper()
	r, err := http.NewRequest(http.MethodPost, c.s.server.URL+path, strings.NewReader(form.Encode()))
	must(c.s.t, err)
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	return c.do(r)
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
