package web

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/labstack/echo/v4"

	"vigie/tickets"
	"vigie/views"
)

const accountKey = "account"

func isAgentPath(path string) bool {
	return path == views.AgentsPath() || strings.HasPrefix(path, views.AgentsPath()+"/")
}

// withSession loads the session, and the account that is signed in.
func (s *Server) withSession(next echo.HandlerFunc) echo.HandlerFunc {
	return echo.WrapMiddleware(s.auth.Middleware)(func(c echo.Context) error {
		private(c)
		account, err := s.auth.Account(c.Request().Context())
		if err != nil {
			return err
		}
		if account != nil {
			c.Set(accountKey, account)
		}
		return next(c)
	})
}

// account is who is signed in, or nil.
func account(c echo.Context) *tickets.Account {
	a, _ := c.Get(accountKey).(*tickets.Account)
	return a
}

// actor is who asks: the account signed in, else a visitor.
func actor(c echo.Context) tickets.Actor {
	if a := account(c); a != nil {
		return a.Actor()
	}
	return tickets.Actor{Role: tickets.Visitor}
}

// staffOnly asks for a sign-in first, and refuses a role that may not do the
// command.
func (s *Server) staffOnly(needs tickets.Command, next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		a := account(c)
		if a == nil {
			return s.askSignIn(c)
		}
		if !a.Role.May(needs) {
			return tickets.ErrForbidden
		}
		return next(c)
	}
}

// localPath keeps an address to return to only when it is one of ours.
func localPath(to string) string {
	u, err := url.Parse(to)
	if err != nil || u.Scheme != "" || u.Host != "" || !strings.HasPrefix(u.Path, "/") || strings.HasPrefix(to, "//") || strings.Contains(to, `\`) {
		return ""
	}
	return to
}

// redirect answers with 303, so that a page reloaded is not sent again.
func redirect(c echo.Context, to string) error { return c.Redirect(http.StatusSeeOther, to) }
