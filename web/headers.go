package web

import "github.com/labstack/echo/v4"

// policy is the content security policy of every page: nothing but our own
// style sheet, script, pictures, connections and forms, and no frame around us.
const policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; " +
	"font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

func (s *Server) headers(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		s.setHeaders(c)
		return next(c)
	}
}

func (s *Server) setHeaders(c echo.Context) {
	h := c.Response().Header()
	h.Set("Content-Security-Policy", policy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "same-origin")
	h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	if s.secure() {
		h.Set("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
	}
}

// framing lets a page show our own frames: the layout of messages.
func framing(c echo.Context) {
	c.Response().Header().Set("Content-Security-Policy", policy+"; frame-src 'self'")
}

// framed makes an answer the content of such a frame: a page that somebody
// outside wrote. It runs nothing, sends nothing, and is of no origin, so that
// what it asks for carries no cookie of ours; its links open elsewhere. Pictures
// are within the page, or, once the reader has asked for them, from anywhere.
func framed(c echo.Context, pictures bool) {
	from := "data:"
	if pictures {
		from += " https:"
	}
	h := c.Response().Header()
	h.Set("Content-Security-Policy", "default-src 'none'; img-src "+from+"; style-src 'unsafe-inline'; "+
		"form-action 'none'; base-uri 'none'; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox")
	h.Set("Referrer-Policy", "no-referrer")
}

// private marks an answer that is for one person: kept nowhere, and found by no
// search engine. Its address is told to no other site: the Referrer-Policy of
// every page is same-origin. (no-referrer would say no more, and make browsers
// post forms with "Origin: null", which the cross-origin guard refuses.)
func private(c echo.Context) {
	h := c.Response().Header()
	h.Set("Cache-Control", "private, no-store")
	h.Set("X-Robots-Tag", "noindex, nofollow")
}
