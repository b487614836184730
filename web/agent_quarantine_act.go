package web

import (
	"cmp"
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"vigie/tickets"
	"vigie/views"
)

// agentPlaceMail attaches a message in quarantine to a request.
func (s *Server) agentPlaceMail(c echo.Context) error {
	return s.settle(c, func(id int64) (done, then string, err error) {
		placed, err := s.Store.PlaceOn(c.Request().Context(), actor(c), id, typedReference(c.FormValue("reference")))
		return "placed " + placed.Reference, localPath(c.FormValue("next")), err
	})
}

// agentOpenMail makes a request of one.
func (s *Server) agentOpenMail(c echo.Context) error {
	return s.settle(c, func(id int64) (done, then string, err error) {
		placed, err := s.Store.OpenMail(c.Request().Context(), actor(c), id)
		return "opened " + placed.Reference, "", err
	})
}

// agentDismissMail says that one is no request.
func (s *Server) agentDismissMail(c echo.Context) error {
	return s.settle(c, func(id int64) (done, then string, err error) {
		return "dismissed " + strconv.FormatInt(id, 10), "", s.Store.DismissMail(c.Request().Context(), actor(c), id, tickets.MailReason(c.FormValue("reason")))
	})
}

// agentRestoreMail takes that back.
func (s *Server) agentRestoreMail(c echo.Context) error {
	return s.settle(c, func(id int64) (done, then string, err error) {
		return "restored", "", s.Store.RestoreMail(c.Request().Context(), actor(c), id)
	})
}

// agentRereadMail has one read again.
func (s *Server) agentRereadMail(c echo.Context) error {
	return s.settle(c, func(id int64) (done, then string, err error) {
		return "reread", "", s.Store.ReadMailAgain(c.Request().Context(), actor(c), id)
	})
}

// settle carries out one act on a message in quarantine and leads back there,
// or to then, with a word of what was done.
func (s *Server) settle(c echo.Context, do func(id int64) (done, then string, err error)) error {
	id, err := mailID(c)
	if err != nil {
		return err
	}
	done, then, err := do(id)
	var invalid *tickets.Invalid
	switch {
	case errors.As(err, &invalid):
		return s.quarantine(c, http.StatusUnprocessableEntity, views.Typed{Form: views.FormPlace(id), Values: posted(c), Faults: invalid.Faults})
	case errors.Is(err, tickets.ErrConflict), errors.Is(err, tickets.ErrTransition):
		return s.quarantine(c, http.StatusConflict, views.Typed{Form: views.FormSettle, Error: views.MailSettled})
	case err != nil:
		return err
	}
	s.auth.Flash(c.Request().Context(), done)
	return redirect(c, cmp.Or(then, views.QuarantinePartPath(quarantineFrom(c))))
}

// looseReference is a reference as people write it: "rome 2026 42".
var looseReference = regexp.MustCompile(`(?i)^rome[\s\-–_/.]*(\d{4})[\s\-–_/.]+(\d{1,7})$`)

// typedReference is the reference that somebody typed, in our spelling.
func typedReference(text string) string {
	text = strings.TrimSpace(text)
	m := looseReference.FindStringSubmatch(text)
	if m == nil {
		return strings.ToUpper(text)
	}
	n, _ := strconv.Atoi(m[2])
	return fmt.Sprintf("ROME-%s-%05d", m[1], n)
}
