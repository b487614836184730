package web

import (
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"time"

	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"

	"vigie/tickets"
	"vigie/views"
	"vigie/web/auth"
)

// maxBody bounds what anybody may send, in Echo's notation.
const maxBody = "1M"

// Config is what a Server is made of.
type Config struct {
	Store     *tickets.Store
	Log       *slog.Logger
	Now       func() time.Time
	PublicURL *url.URL // where people reach it; decides on Secure and HSTS
	Service   views.Service
	Proxies   []*net.IPNet // networks of our reverse proxies, which set X-Forwarded-For
	Demo      *Demo        // nil outside the demonstration

	// MailHTML makes the HTML body of a message safe to show in a sandboxed
	// frame; "" where it has none. Remote content is left out, and counted,
	// unless remote is true; inline gives the address of an image that the
	// message carries.
	MailHTML func(source []byte, remote bool, inline func(contentID string) (url string, ok bool)) (page string, blocked int)
}

// Demo is what the demonstration shows beside the service: the letters that its
// own mail server received, the newest first.
type Demo struct{ Letters func() []views.DemoLetter }

// Server answers HTTP requests.
type Server struct {
	Config
	auth *auth.Auth
	echo *echo.Echo
}

// New makes a Server. It serves nothing until its Handler is given to an
// http.Server.
func New(c Config) *Server {
	s := &Server{Config: c, auth: auth.New(c.Store, c.secure()), echo: echo.New()}
	s.echo.HideBanner, s.echo.HidePort = true, true
	s.echo.HTTPErrorHandler = s.fail
	s.echo.IPExtractor = extractor(c.Proxies)
	s.echo.Use(numbered, s.logged, middleware.Recover(), s.headers, middleware.BodyLimit(maxBody))
	for _, r := range s.Routes() {
		s.register(r)
	}
	return s
}

func (c Config) secure() bool { return c.PublicURL.Scheme == "https" }

// Handler answers every request of the service. What would change something is
// refused when another site sent it.
func (s *Server) Handler() http.Handler {
	guard := http.NewCrossOriginProtection()
	_ = guard.AddTrustedOrigin(s.PublicURL.Scheme + "://" + s.PublicURL.Host)
	guard.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c := s.echo.NewContext(r, w)
		s.setHeaders(c)
		s.fail(errCrossOrigin, c)
	}))
	return guard.Handler(s.echo)
}

// logged writes a line per request: no address, no query, no body.
func (s *Server) logged(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		start := s.Now()
		err := next(c)
		if err != nil {
			c.Error(err)
		}
		level := slog.LevelDebug
		if c.Response().Status >= http.StatusInternalServerError {
			level = slog.LevelError
		}
		s.Log.LogAttrs(c.Request().Context(), level, "request",
			slog.String("id", c.Response().Header().Get(echo.HeaderXRequestID)),
			slog.String("method", c.Request().Method), slog.String("route", c.Path()),
			slog.Int("status", c.Response().Status), slog.Duration("took", s.Now().Sub(start)))
		return nil
	}
}
