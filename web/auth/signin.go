package auth

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"sync"
	"time"
	"unicode"

	"github.com/alexedwards/scs/v2"

	"vigie/tickets"
)

// ErrRefused is a sign-in with a wrong address or password; which of the two is
// not said.
var ErrRefused = errors.New("wrong address or password")

// How long a session lasts: a working day, or two hours without a request.
const (
	lifetime = 12 * time.Hour
	idle     = 2 * time.Hour
)

const accountKey = "account"

// Auth knows who is signed in.
type Auth struct {
	store    *tickets.Store
	sessions *scs.SessionManager
	decoy    func() string
	gate     chan struct{} // argon2id takes 64 MiB: a few at a time
}

// New makes an Auth whose cookie is sent over HTTPS alone when secure.
func New(store *tickets.Store, secure bool) *Auth {
	sessions := scs.New()
	sessions.Store = store.Sessions()
	sessions.Lifetime, sessions.IdleTimeout = lifetime, idle
	sessions.Cookie.Name = "vigie"
	sessions.Cookie.HttpOnly = true
	sessions.Cookie.SameSite = http.SameSiteLaxMode
	sessions.Cookie.Secure = secure
	sessions.Cookie.Persist = false
	if secure {
		sessions.Cookie.Name = "__Host-vigie" // RFC 6265bis, section 4.1.3.2
	}
	return &Auth{
		store: store, sessions: sessions, gate: make(chan struct{}, 2),
		// An unknown address costs the same time as a wrong password.
		decoy: sync.OnceValue(func() string {
			hash, _ := Hash("no account has this password")
			return hash
		}),
	}
}

// Middleware loads and saves the session around a handler.
func (a *Auth) Middleware(next http.Handler) http.Handler { return a.sessions.LoadAndSave(next) }

// SignIn checks an address and a password and begins a session with a new
// token. It answers ErrRefused, or tickets.ErrThrottled after too many attempts
// on the account, from the network, or, failed, on the one from the other.
func (a *Auth) SignIn(ctx context.Context, email, password, from string) (*tickets.Account, error) {
	email = strings.ToLower(strings.TrimSpace(email))
	// Counted before the password is looked at, so that many at once are too.
	both := email + " " + from
	for _, c := range []struct {
		limit tickets.Limit
		key   string
	}{{tickets.SignInLimit, both}, {tickets.AccountLimit, email}, {tickets.NetworkLimit, from}} {
		if err := a.store.Count(ctx, c.limit, c.key); err != nil {
			return nil, err
		}
	}
	if strings.ContainsFunc(email, unicode.IsControl) || len(email) > 254 {
		return nil, ErrRefused
	}
	account, err := a.store.AccountByEmail(ctx, email)
	if err != nil && !errors.Is(err, tickets.ErrNotFound) {
		return nil, err
	}
	hash := a.decoy()
	if account != nil && !account.Disabled {
		hash = account.Password
	}
	select {
	case a.gate <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	ok := matches(password, hash)
	<-a.gate
	if !ok || account == nil || account.Disabled {
		return nil, ErrRefused
	}
	if err := a.store.Forget(ctx, tickets.SignInLimit, both); err != nil {
		return nil, err
	}
	if err := a.sessions.RenewToken(ctx); err != nil {
		return nil, err
	}
	a.sessions.Put(ctx, accountKey, account.ID)
	return account, nil
}

// SignOut ends the session.
func (a *Auth) SignOut(ctx context.Context) error { return a.sessions.Destroy(ctx) }

// Account is who is signed in, or nil. A disabled account is signed out by
// this, whatever its session says.
func (a *Auth) Account(ctx context.Context) (*tickets.Account, error) {
	id := a.sessions.GetInt64(ctx, accountKey)
	if id == 0 {
		return nil, nil
	}
	account, err := a.store.Account(ctx, id)
	if errors.Is(err, tickets.ErrNotFound) || err == nil && account.Disabled {
		return nil, a.sessions.Destroy(ctx)
	}
	return account, err
}

// Flash keeps a word for the next page.
func (a *Auth) Flash(ctx context.Context, word string) { a.sessions.Put(ctx, "flash", word) }

// TakeFlash gives the word kept for this page, once.
func (a *Auth) TakeFlash(ctx context.Context) string { return a.sessions.PopString(ctx, "flash") }
