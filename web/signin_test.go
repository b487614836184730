package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"vigie/tickets"
)

// still makes a client that follows no redirect.
func (c *client) still() *client {
	c.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return c
}

func credentials(email, secret string) url.Values {
	return url.Values{"email": {email}, "password": {secret}}
}

func TestSigningIn(t *testing.T) {
	s := newSite(t)
	s.staff(tickets.Agent, "agent@example.org")
	c := s.client()

	p := c.get("/agents/tableau-de-bord?x=1").answers(t, "asked to sign in", 200)
	if p.Request.URL.String() != s.server.URL+"/agents/connexion?next=%2Fagents%2Ftableau-de-bord%3Fx%3D1" {
		t.Fatalf("asked to sign in at %s", p.Request.URL)
	}
	// A wrong password and an unknown address get one answer.
	wrong := c.post("/agents/connexion", credentials("agent@example.org", "wrong"))
	unknown := c.post("/agents/connexion", credentials("nobody@example.org", "wrong"))
	for _, p := range []*page{wrong, unknown} {
		p.answers(t, "refused", 401).says(t, "L’adresse ou le mot de passe ne convient pas")
		if p.Header.Get("WWW-Authenticate") == "" {
			t.Error("401 without a challenge")
		}
	}
	if strings.ReplaceAll(wrong.body, "agent@", "nobody@") != unknown.body {
		t.Error("the answers differ: an address with an account is told from others")
	}
	if strings.Contains(wrong.body, `value="wrong"`) {
		t.Error("the password comes back")
	}

	for next, want := range map[string]string{
		"/agents/versions?a=b": "/agents/versions?a=b", "": "/agents", "https://evil.example/": "/agents",
		"//evil.example": "/agents", `/\evil.example`: "/agents", "javascript:alert(1)": "/agents",
	} {
		form := credentials(" Agent@Example.org ", password)
		form.Set("next", next)
		if got := s.client().still().post("/agents/connexion", form); got.StatusCode != http.StatusSeeOther || got.Header.Get("Location") != want {
			t.Errorf("next %q leads to %q with %d, want %q", next, got.Header.Get("Location"), got.StatusCode, want)
		}
	}
	if got := s.client().still().get("/agents/connexion?next=//evil.example"); strings.Contains(got.body, "evil") {
		t.Error("a foreign address is carried on")
	}
}

func TestSessions(t *testing.T) {
	s := newSite(t)
	s.staff(tickets.Agent, "agent@example.org")
	c := s.client().still()
	signIn := func() *http.Cookie {
		t.Helper()
		p := c.post("/agents/connexion", credentials("agent@example.org", password)).answers(t, "sign in", 303)
		for _, cookie := range p.Cookies() {
			if cookie.Name == "vigie" {
				return cookie
			}
		}
		t.Fatal("no cookie")
		return nil
	}
	first := signIn()
	if !first.HttpOnly || first.SameSite != http.SameSiteLaxMode || first.Path != "/" || first.Secure || first.MaxAge != 0 || !first.Expires.IsZero() || first.Domain != "" {
		t.Errorf("the cookie's flags: %s", first.Raw)
	}
	with := func(token string) int {
		t.Helper()
		r, err := http.NewRequest(http.MethodGet, s.server.URL+"/agents", nil)
		must(t, err)
		r.AddCookie(&http.Cookie{Name: "vigie", Value: token})
		return s.client().still().do(r).StatusCode
	}
	if with(first.Value) != 200 {
		t.Fatal("the session does not hold")
	}
	// Session fixation: signing in renews the token, and one that somebody
	// planted is never taken over.
	second := signIn()
	if second.Value == first.Value || with(first.Value) != 303 || with(second.Value) != 200 {
		t.Error("signing in kept the session's token, or left the old one alive")
	}
	r, err := http.NewRequest(http.MethodPost, s.server.URL+"/agents/connexion", strings.NewReader(credentials("agent@example.org", password).Encode()))
	must(t, err)
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.AddCookie(&http.Cookie{Name: "vigie", Value: "planted"})
	s.client().still().do(r)
	if with("planted") != 303 {
		t.Error("a planted token became a session")
	}
	// Signing out ends it on the server; so does disabling the account.
	if p := c.post("/agents/deconnexion", nil).answers(t, "sign out", 303); p.Header.Get("Location") != "/agents/connexion?sortie=1" || with(second.Value) != 303 {
		t.Error("signing out left the session alive")
	}
	c.get("/agents/connexion?sortie=1").says(t, "Votre session est fermée")
	third := signIn()
	must(t, s.store.DisableAccount(t.Context(), tickets.Machine, "agent@example.org"))
	if with(third.Value) != 303 {
		t.Error("a disabled account is still signed in")
	}
	c.post("/agents/connexion", credentials("agent@example.org", password)).answers(t, "disabled", 401)
}

func TestSigningInIsThrottled(t *testing.T) {
	s := newSite(t)
	s.staff(tickets.Agent, "agent@example.org")
	c := s.client()
	for range 8 {
		c.post("/agents/connexion", credentials("agent@example.org", "wrong")).answers(t, "wrong", 401)
	}
	p := c.post("/agents/connexion", credentials("agent@example.org", password)).answers(t, "throttled", 429)
	p.says(t, "Attendez un quart d’heure avant de recommencer.")
	if p.Header.Get("Retry-After") != "900" || p.doc.Find("#email").AttrOr("value", "") != "agent@example.org" {
		t.Error("no Retry-After, or the address is lost")
	}
	s.pass(16 * 60 * 1e9)
	c.post("/agents/connexion", credentials("agent@example.org", password)).answers(t, "later", 200)
}

func TestAnExpiredSessionLosesNothing(t *testing.T) {
	s := newSite(t)
	ref := s.fileTwo()
	c := s.agent(tickets.Agent)
	at := "/agents/demandes/" + ref
	version := c.get(at).version()
	c.post("/agents/deconnexion", nil)

	text := "Une note longue & précieuse : « à garder ».\nSeconde ligne."
	p := c.post(at+"/note", url.Values{"version": {version}, "text": {text}}).answers(t, "expired", 401)
	p.says(t, "Rien n’est perdu")
	form := credentials("agent@example.org", "wrong")
	carry := func(p *page) {
		for _, name := range []string{"held", "held_path"} {
			form.Set(name, p.doc.Find("input[name="+name+"]").AttrOr("value", ""))
		}
	}
	carry(p)
	p = c.post("/agents/connexion", form).answers(t, "mistyped", 401)
	form = credentials("agent@example.org", password)
	carry(p)
	p = c.post("/agents/connexion", form).answers(t, "signed in", 200)
	again := url.Values{}
	for _, name := range []string{"version", "text"} {
		again.Set(name, p.doc.Find("main input[name="+name+"]").AttrOr("value", ""))
	}
	if again.Get("text") != text || p.doc.Find("main form").AttrOr("action", "") != at+"/note" {
		t.Fatalf("carried %q to %q", again.Get("text"), p.doc.Find("main form").AttrOr("action", ""))
	}
	c.post(at+"/note", again).answers(t, "sent again", 200).says(t, "La note interne est ajoutée.", "Seconde ligne.")

	// What is held goes to the staff's own addresses alone.
	form = credentials("agent@example.org", password)
	form.Set("held_path", "//evil.example/agents")
	form.Set("held", "a=b")
	if p := s.client().still().post("/agents/connexion", form); p.StatusCode != http.StatusSeeOther {
		t.Errorf("a foreign address is offered to send to: %d", p.StatusCode)
	}
	// What is too long is not carried, and that is said.
	c.post("/agents/deconnexion", nil)
	c.post(at+"/note", url.Values{"text": {strings.Repeat("é", 60_000)}}).answers(t, "too long", 401).says(t, "trop long pour être gardé")
}
