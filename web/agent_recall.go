package web

import (
	"strconv"

	"github.com/labstack/echo/v4"

	"vigie/tickets"
	"vigie/views"
)

// agentRecall takes a letter back before it is sent, and leads to its words in
// the editor.
func (s *Server) agentRecall(c echo.Context) error {
	letter, _ := strconv.Atoi(c.FormValue("letter"))
	then := views.ResumePath(c.Param("ref"), letter)
	return s.actThen(c, views.FormRecall, "recalled", then, func(id int64, _ int) error {
		return s.Store.Recall(c.Request().Context(), actor(c), id, letter)
	})
}

// agentConfirmSent says that a message found in the sent folder is the answer
// that was promised.
func (s *Server) agentConfirmSent(c echo.Context) error {
	mail, err := strconv.ParseInt(c.FormValue("mail"), 10, 64)
	return s.act(c, views.FormSent, "confirmed", func(id int64, version int) error {
		if err != nil {
			return invalidInput("mail", tickets.RuleChoice)
		}
		return s.Store.ConfirmSent(c.Request().Context(), actor(c), id, version, mail)
	})
}

// agentDetach takes a message off the ticket, back into quarantine.
func (s *Server) agentDetach(c echo.Context) error {
	mail, err := strconv.ParseInt(c.FormValue("mail"), 10, 64)
	return s.act(c, views.FormDetach, "detached "+strconv.FormatInt(mail, 10), func(id int64, version int) error {
		if err != nil {
			return invalidInput("mail", tickets.RuleChoice)
		}
		return s.Store.Detach(c.Request().Context(), actor(c), id, version, mail)
	})
}
