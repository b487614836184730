package web

import (
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"vigie/tickets"
	"vigie/views"
	"vigie/web/auth"
)

// maxHeld bounds what is carried through a sign-in, in bytes: the longest text
// there may be, encoded.
const maxHeld = 300 << 10

// signInForm asks who the agent is, and sends on whoever is known already.
func (s *Server) signInForm(c echo.Context) error {
	next := localPath(c.QueryParam("next"))
	if account(c) != nil {
		return redirect(c, orQueue(next))
	}
	return s.signInPage(c, http.StatusOK, views.SignInModel{Next: next, Closed: c.QueryParam("sortie") != ""})
}

// signIn checks address and password. Which of the two is wrong is not said.
func (s *Server) signIn(c echo.Context) error {
	m := views.SignInModel{Email: c.FormValue("email"), Next: localPath(c.FormValue("next")), Held: held(c)}
	_, err := s.auth.SignIn(c.Request().Context(), m.Email, c.FormValue("password"), network(c))
	switch {
	case errors.Is(err, auth.ErrRefused):
		m.Error = views.SignInRefused()
		return s.signInPage(c, http.StatusUnauthorized, m)
	case errors.Is(err, tickets.ErrThrottled):
		m.Error = views.ErrorText(err).Text
		c.Response().Header().Set("Retry-After", "900")
		return s.signInPage(c, http.StatusTooManyRequests, m)
	case err != nil:
		return err
	case m.Held.Path != "":
		return s.render(c, http.StatusOK, views.HeldPage(s.staffPage(c, views.HeldTitle, ""), m.Held))
	}
	return redirect(c, orQueue(m.Next))
}

// signOut ends the session.
func (s *Server) signOut(c echo.Context) error {
	if err := s.auth.SignOut(c.Request().Context()); err != nil {
		return err
	}
	return redirect(c, views.SignInPath()+"?sortie=1")
}

// askSignIn answers a request that needs an account with the sign-in page; what
// a form had sent is kept and sent again afterwards.
func (s *Server) askSignIn(c echo.Context) error {
	r := c.Request()
	if r.Method == http.MethodGet || r.Method == http.MethodHead {
		return redirect(c, views.SignInPathTo(r.URL.RequestURI()))
	}
	form, err := c.FormParams()
	if err != nil {
		return err
	}
	m := views.SignInModel{Expired: true, Held: views.Held{Path: r.URL.Path, Body: form.Encode()}}
	if len(m.Held.Body) > maxHeld {
		m.Held, m.Lost = views.Held{}, true
	}
	return s.signInPage(c, http.StatusUnauthorized, m)
}

func (s *Server) signInPage(c echo.Context, code int, m views.SignInModel) error {
	if code == http.StatusUnauthorized { // RFC 9110, section 11.6.1: a challenge goes with it
		c.Response().Header().Set(echo.HeaderWWWAuthenticate, `Session realm="agents"`)
	}
	page := s.page(c, views.SignInTitle)
	page.NoIndex, page.Invalid = true, m.Error != ""
	return s.render(c, code, views.SignInPage(page, m))
}

// held is what a form had sent when its session had ended, if it was to us.
func held(c echo.Context) views.Held {
	h := views.Held{Path: localPath(c.FormValue("held_path")), Body: c.FormValue("held")}
	if !isAgentPath(h.Path) || len(h.Body) > maxHeld {
		return views.Held{}
	}
	return h
}

// orQueue is where to go when nowhere else was asked for.
func orQueue(next string) string {
	if next == "" {
		return views.AgentsPath()
	}
	return next
}
