package web

import (
	"net/http"
	"slices"
	"strconv"

	"github.com/labstack/echo/v4"

	"vigie/rome"
	"vigie/tickets"
	"vigie/views"
)

// agentPropose adds changes that messages suggest, as the agent confirms them:
// one, or all at once. Those of one message are added together.
func (s *Server) agentPropose(c echo.Context) error {
	ctx, by := c.Request().Context(), actor(c)
	wishes := posted(c)["wish"]
	done := "proposed"
	if len(wishes) > 1 {
		done = "proposals"
	}
	return s.act(c, views.FormPropose, done, func(id int64, version int) error {
		kase, err := s.Store.CaseBefore(ctx, by, c.Param("ref"), messageBefore(c))
		if err != nil {
			return err
		}
		mails, changes := wished(kase, wishes)
		if len(mails) == 0 {
			return invalidInput("changes", tickets.RuleRequired)
		}
		for i, mail := range mails {
			if err := s.Store.Propose(ctx, by, id, version+i, changes[mail], mail); err != nil {
				return err
			}
		}
		return nil
	})
}

// wished are the suggestions that a form names, by message, in the order in
// which they are suggested.
func wished(kase *tickets.Case, wishes []string) (mails []int64, changes map[int64][]rome.Change) {
	changes = make(map[int64][]rome.Change)
	for _, s := range views.Suggestions(kase) {
		if !slices.Contains(wishes, s.Wish()) {
			continue
		}
		if len(changes[s.Mail]) == 0 {
			mails = append(mails, s.Mail)
		}
		changes[s.Mail] = append(changes[s.Mail], s.Change)
	}
	return mails, changes
}

// agentSort says what a ticket is, when it asks for no change.
func (s *Server) agentSort(c echo.Context) error {
	return s.act(c, views.FormPropose, "sorted", func(id int64, version int) error {
		return s.Store.Sort(c.Request().Context(), actor(c), id, version, tickets.Type(c.FormValue("type")))
	})
}

// agentByHandForm offers to write a change for an existing ticket.
func (s *Server) agentByHandForm(c echo.Context) error {
	return s.byHandPage(c, http.StatusOK, views.Typed{})
}

// agentByHand adds it, or another block to the form.
func (s *Server) agentByHand(c echo.Context) error {
	ctx, by := c.Request().Context(), actor(c)
	id, err := s.Store.ID(ctx, c.Param("ref"))
	if err != nil {
		return err
	}
	if c.FormValue("step") == "add" {
		values := posted(c)
		values.Set("count", strconv.Itoa(min(blockCount(c)+1, maxNewChanges)))
		return s.byHandPage(c, http.StatusOK, views.Typed{Form: views.FormNew, Values: values})
	}
	changes, blocks := typedChanges(c, s.Store.Release(), blockCount(c))
	mail, _ := strconv.ParseInt(c.FormValue("mail"), 10, 64)
	if err := s.Store.Propose(ctx, by, id, seenVersion(c), changes, mail); err != nil {
		return s.refused(c, views.FormNew, err, func(c echo.Context, code int, typed views.Typed) error {
			typed.Faults = changeFaults(typed.Faults, blocks)
			return s.byHandPage(c, code, typed)
		})
	}
	done := "proposed"
	if len(changes) > 1 {
		done = "proposals"
	}
	s.auth.Flash(ctx, done)
	return redirect(c, views.AgentTicketPath(c.Param("ref")))
}

func (s *Server) byHandPage(c echo.Context, code int, typed views.Typed) error {
	kase, err := s.Store.Case(c.Request().Context(), actor(c), c.Param("ref"))
	if err != nil {
		return err
	}
	count, _ := strconv.Atoi(typed.Values.Get("count"))
	page := s.staffPage(c, views.ByHandTitle, views.SectionQueue)
	page.Breadcrumb = []views.Crumb{{Label: kase.Reference, Href: views.AgentTicketPath(kase.Reference)}, {Label: page.Title}}
	page.Invalid = len(typed.Faults) > 0
	return s.render(c, code, views.AgentProposePage(page, views.AgentProposeModel{
		AgentNewModel: views.AgentNewModel{Typed: typed, Changes: min(max(1, count), maxNewChanges), Now: s.Store.Now()},
		Reference:     kase.Reference, Version: kase.Version, Title: views.AgentTitle(kase, s.names()), Messages: views.ProposeMessages(kase),
	}))
}

// blockCount is how many blocks for changes the form has.
func blockCount(c echo.Context) int {
	count, _ := strconv.Atoi(c.FormValue("count"))
	return min(max(1, count), maxNewChanges)
}
