package auth_test

import (
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"vigie/migrations/dbtest"
	"vigie/tickets"
	"vigie/web/auth"
)

func TestMain(m *testing.M) { dbtest.Main(m) }

const secret = "correct horse battery"

// newStore is a store with one account.
func newStore(t *testing.T) *tickets.Store {
	t.Helper()
	db := dbtest.SQLite(t)
	keys, err := tickets.NewKeys([]byte("thirty-two bytes of a test secret"))
	if err != nil {
		t.Fatal(err)
	}
	store, err := tickets.NewStore(tickets.Config{
		Engine: tickets.SQLite, Write: db.Write, Read: db.Read, Keys: keys, Log: slog.New(slog.DiscardHandler),
		Now:     func() time.Time { return time.Date(2026, 6, 1, 8, 0, 0, 0, time.UTC) },
		Letters: func(tickets.LetterModel) tickets.LetterText { return tickets.LetterText{} },
	})
	if err != nil {
		t.Fatal(err)
	}
	hash, err := auth.Hash(secret)
	if err != nil {
		t.Fatal(err)
	}
	_, err = store.AddAccount(t.Context(), tickets.Machine, tickets.Account{
		Email: "agent@example.org", Name: "Camille Roy", Role: tickets.Agent, Password: hash,
	})
	if err != nil {
		t.Fatal(err)
	}
	return store
}

func TestHash(t *testing.T) {
	one, err := auth.Hash(secret)
	if err != nil {
		t.Fatal(err)
	}
	two, _ := auth.Hash(secret)
	if !strings.HasPrefix(one, "$argon2id$v=19$m=65536,t=3,p=1$") || one == two {
		t.Errorf("%s and %s: not argon2id as RFC 9106 recommends, or no salt", one, two)
	}
}

// TestTheCookieOverHTTPS: sent over HTTPS alone, to this host alone, never to
// scripts, and gone with the browser.
func TestTheCookieOverHTTPS(t *testing.T) {
	a := auth.New(newStore(t), true)
	handler := a.Middleware(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		if _, err := a.SignIn(r.Context(), "agent@example.org", secret, "192.0.2.1"); err != nil {
			t.Error(err)
		}
	}))
	w := httptest.NewRecorder()
	handler.ServeHTTP(w, httptest.NewRequest(http.MethodPost, "/agents/connexion", nil))
	cookies := w.Result().Cookies()
	if len(cookies) != 1 {
		t.Fatalf("%d cookies", len(cookies))
	}
	c := cookies[0]
	if c.Name != "__Host-vigie" || !c.Secure || !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.Path != "/" ||
		c.Domain != "" || c.MaxAge != 0 || !c.Expires.IsZero() {
		t.Errorf("the cookie is %s", c.Raw)
	}
	if len(c.Value) < 43 {
		t.Errorf("the token has %d characters, fewer than 256 bits", len(c.Value))
	}
}

func TestThrottling(t *testing.T) {
	store := newStore(t)
	a := auth.New(store, false)
	attempt := func(email, password, from string) error {
		var err error
		a.Middleware(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
			_, err = a.SignIn(r.Context(), email, password, from)
		})).ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodPost, "/", nil))
		return err
	}
	// Eight failures for one account from one network, whatever the case.
	for n := range 8 {
		if err := attempt([]string{"agent@example.org", " AGENT@example.org"}[n%2], "wrong", "192.0.2.1"); !errors.Is(err, auth.ErrRefused) {
			t.Fatalf("attempt %d: %v", n, err)
		}
	}
	if err := attempt("agent@example.org", secret, "192.0.2.1"); !errors.Is(err, tickets.ErrThrottled) {
		t.Errorf("a ninth attempt: %v", err)
	}
	// A colleague beside, and the agent elsewhere, are not kept out.
	if err := attempt("agent@example.org", secret, "198.51.100.1"); err != nil {
		t.Errorf("from elsewhere: %v", err)
	}
	if err := attempt("somebody@example.org", "wrong", "192.0.2.1"); !errors.Is(err, auth.ErrRefused) {
		t.Errorf("a colleague's mistake: %v", err)
	}
	// Nor may one network try account after account without end, nor many
	// networks one account.
	for n := range 40 {
		_ = attempt(fmt.Sprintf("nobody%d@example.org", n), "wrong", "203.0.113.9")
	}
	if err := attempt("nobody@example.org", "wrong", "203.0.113.9"); !errors.Is(err, tickets.ErrThrottled) {
		t.Errorf("the 41st account from one network: %v", err)
	}
}

// Many at once get no more than their share.
func TestThrottlingAtOnce(t *testing.T) {
	a := auth.New(newStore(t), false)
	const n = 24
	results := make(chan error, n)
	for range n {
		go func() {
			a.Middleware(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
				_, err := a.SignIn(r.Context(), "agent@example.org", "wrong", "192.0.2.1")
				results <- err
			})).ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodPost, "/", nil))
		}()
	}
	refused := 0
	for range n {
		if err := <-results; errors.Is(err, auth.ErrRefused) {
			refused++
		} else if !errors.Is(err, tickets.ErrThrottled) {
			t.Error(err)
		}
	}
	if refused != tickets.SignInLimit.Most {
		t.Errorf("%d passwords were tried, want %d", refused, tickets.SignInLimit.Most)
	}
}

// What no database takes is refused, not an error of ours.
func TestOddAddresses(t *testing.T) {
	a := auth.New(newStore(t), false)
	for _, email := range []string{"a\x00b@example.org", strings.Repeat("a", 20_000), "\xff@example.org", ""} {
		a.Middleware(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
			if _, err := a.SignIn(r.Context(), email, "wrong", "192.0.2.9"); !errors.Is(err, auth.ErrRefused) {
				t.Errorf("%.20q: %v", email, err)
			}
		})).ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodPost, "/", nil))
	}
}
