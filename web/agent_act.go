package web

import (
	"strconv"

	"github.com/labstack/echo/v4"

	"vigie/tickets"
	"vigie/views"
)

// agentAssign gives the ticket to an account, or to nobody with 0.
func (s *Server) agentAssign(c echo.Context) error {
	to, err := strconv.ParseInt(c.FormValue("to"), 10, 64)
	done := "assigned"
	if to == 0 {
		done = "unassigned"
	}
	return s.act(c, views.FormAssign, done, func(id int64, version int) error {
		if err != nil {
			return invalidInput("to", tickets.RuleChoice)
		}
		return s.Store.Assign(c.Request().Context(), actor(c), id, version, to)
	})
}

// agentNote adds an internal note.
func (s *Server) agentNote(c echo.Context) error {
	return s.act(c, views.FormNote, "noted", func(id int64, version int) error {
		return s.Store.Note(c.Request().Context(), actor(c), id, version, c.FormValue("text"))
	})
}

// agentPublish makes the ticket public, or private again.
func (s *Server) agentPublish(c echo.Context) error {
	public := c.FormValue("public") == "1"
	done := "hidden"
	if public {
		done = "published"
	}
	return s.act(c, views.FormPublish, done, func(id int64, version int) error {
		return s.Store.Publish(c.Request().Context(), actor(c), id, version, public)
	})
}

// agentClose ends the work on the ticket.
func (s *Server) agentClose(c echo.Context) error {
	return s.act(c, views.FormClose, "closed", func(id int64, version int) error {
		return s.Store.Close(c.Request().Context(), actor(c), id, version, tickets.Closing(c.FormValue("as")))
	})
}

// agentReopen takes a closing back.
func (s *Server) agentReopen(c echo.Context) error {
	return s.act(c, views.FormReopen, "reopened", func(id int64, version int) error {
		return s.Store.Reopen(c.Request().Context(), actor(c), id, version)
	})
}

// agentRelink gives the author a new private link.
func (s *Server) agentRelink(c echo.Context) error {
	return s.act(c, views.FormRelink, "relinked", func(id int64, version int) error {
		return s.Store.Relink(c.Request().Context(), actor(c), id, version)
	})
}

// agentOverride states an integration that no release proves.
func (s *Server) agentOverride(c echo.Context) error {
	proposal, _ := strconv.Atoi(c.FormValue("proposal"))
	on, _ := typedDate(c.FormValue("on"))
	return s.act(c, views.FormOverride, "overridden", func(id int64, version int) error {
		return s.Store.Override(c.Request().Context(), actor(c), id, version, proposal, on, c.FormValue("why"))
	})
}

// agentErase erases what the ticket holds of its author, once the reference
// was typed.
func (s *Server) agentErase(c echo.Context) error {
	return s.act(c, views.FormErase, "erased", func(id int64, _ int) error {
		if c.FormValue("reference") != c.Param("ref") {
			return invalidInput("reference", tickets.RuleChoice)
		}
		return s.Store.Erase(c.Request().Context(), actor(c), id)
	})
}
