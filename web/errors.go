package web

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"vigie/tickets"
	"vigie/views"
)

// errCrossOrigin is a request that another site made a browser send.
var errCrossOrigin = errors.New("cross-origin request")

// kinds are the domain's refusals and their statuses.
var kinds = []struct {
	err    error
	status int
}{
	{tickets.ErrNotFound, http.StatusNotFound},
	{tickets.ErrForbidden, http.StatusForbidden},
	{tickets.ErrConflict, http.StatusConflict},
	{tickets.ErrTransition, http.StatusConflict},
	{tickets.ErrThrottled, http.StatusTooManyRequests},
}

// answer is the one place where a refusal becomes a status and French words.
func answer(err error) (int, views.ErrorWords) {
	var invalid *tickets.Invalid
	if errors.As(err, &invalid) {
		return http.StatusUnprocessableEntity, views.ErrorText(err)
	}
	for _, k := range kinds {
		if errors.Is(err, k.err) {
			return k.status, views.ErrorText(err)
		}
	}
	code := http.StatusInternalServerError
	var refused *echo.HTTPError
	switch {
	case errors.Is(err, errCrossOrigin):
		code = http.StatusForbidden
	case errors.Is(err, context.Canceled):
		code = 499 // the client went away; nobody reads this
	case errors.As(err, &refused):
		code = refused.Code
	}
	return code, views.StatusText(code)
}

// fail answers a request that went wrong: a page for people, a problem document
// (RFC 9457) for programs. Nobody sees the error's own words.
func (s *Server) fail(err error, c echo.Context) {
	if c.Response().Committed {
		return
	}
	code, words := answer(err)
	if code >= http.StatusInternalServerError {
		s.Log.ErrorContext(c.Request().Context(), "request failed",
			"id", c.Response().Header().Get(echo.HeaderXRequestID), "route", c.Path(), "error", err)
	}
	c.Response().Header().Set("Cache-Control", "no-store")
	if wantsJSON(c.Request()) {
		s.problem(c, code, words)
		return
	}
	page := s.page(c, words.Title)
	page.NoIndex = true
	if err := s.render(c, code, views.ProblemPage(page, words)); err != nil {
		s.Log.ErrorContext(c.Request().Context(), "answering a failure", "error", err)
	}
}

func (s *Server) problem(c echo.Context, code int, words views.ErrorWords) {
	c.Response().Header().Set(echo.HeaderContentType, "application/problem+json; charset=utf-8")
	c.Response().WriteHeader(code)
	_ = json.NewEncoder(c.Response()).Encode(map[string]any{
		"type": "about:blank", "title": words.Title, "status": code, "detail": words.Text,
	})
}

// wantsJSON reports whether a program asks: under /api/, for a .json address, or
// by its Accept header.
func wantsJSON(r *http.Request) bool {
	return strings.HasPrefix(r.URL.Path, "/api/") || strings.HasSuffix(r.URL.Path, ".json") ||
		strings.Contains(r.Header.Get("Accept"), "json") && !strings.Contains(r.Header.Get("Accept"), "html")
}
