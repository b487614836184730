package web

import (
	"net/http"
	"slices"
	"strconv"

	"github.com/labstack/echo/v4"

	"vigie/tickets"
	"vigie/views"
)

// agentDecide takes the decisions on a ticket's changes: shown with the letter
// that tells them, given back to be changed, or taken and sent.
func (s *Server) agentDecide(c echo.Context) error {
	m, err := s.agentTicketModel(c, views.Typed{})
	if err != nil {
		return err
	}
	choices := typedChoices(c, m.Case)
	switch c.FormValue("step") {
	case "edit":
		return s.agentTicketPage(c, http.StatusOK, views.Typed{Form: views.FormDecide, Values: posted(c)})
	case "send":
		return s.takeDecisions(c, m, choices)
	}
	letter, err := s.Store.DraftDecision(c.Request().Context(), actor(c), m.ID, seenVersion(c), choices)
	if err != nil {
		return s.refused(c, views.FormDecide, err, s.agentTicketPage)
	}
	if resumed, ok := resumedLetter(c, m.Case, choices); ok {
		letter = resumed
	}
	return s.decisionPreview(c, http.StatusOK, m, choices, letter, views.Typed{})
}

// resumedLetter is the letter that was taken back, when what it tells has not
// changed.
func resumedLetter(c echo.Context, kase *tickets.Case, choices []tickets.Choice) (tickets.LetterText, bool) {
	n, _ := strconv.Atoi(c.FormValue("resumed"))
	typed := views.Resume(kase, n)
	if typed.Form != views.FormDecide || !slices.Equal(choices, views.ToldChoices(kase, n)) {
		return tickets.LetterText{}, false
	}
	return tickets.LetterText{Subject: typed.Values.Get("subject"), Text: typed.Values.Get("text")}, true
}

// takeDecisions writes the decisions and their letter. Refused, it shows the
// preview again: the letter that was written there is not lost.
func (s *Server) takeDecisions(c echo.Context, m views.AgentTicket, choices []tickets.Choice) error {
	letter := tickets.LetterText{Subject: c.FormValue("subject"), Text: c.FormValue("text")}
	err := s.Store.Decide(c.Request().Context(), actor(c), m.ID, seenVersion(c), choices, letter)
	if err != nil {
		return s.refused(c, views.FormDecide, err, func(c echo.Context, code int, typed views.Typed) error {
			return s.decisionPreview(c, code, m, choices, letter, typed)
		})
	}
	done := "decided"
	if !m.Reachable || m.History {
		done = "settled"
	}
	s.auth.Flash(c.Request().Context(), done)
	return redirect(c, views.AgentTicketPath(m.Reference))
}

func (s *Server) decisionPreview(c echo.Context, code int, m views.AgentTicket, choices []tickets.Choice, letter tickets.LetterText, typed views.Typed) error {
	clashes, err := s.Store.ChoiceClashes(c.Request().Context(), actor(c), m.Ticket, choices)
	if err != nil {
		return err
	}
	page := s.staffPage(c, views.DecisionPreviewTitle, views.SectionQueue)
	page.Breadcrumb = []views.Crumb{{Label: m.Reference, Href: views.AgentTicketPath(m.Reference)}, {Label: page.Title}}
	page.Invalid = len(typed.Faults) > 0
	return s.render(c, code, views.DecisionPreviewPage(page, views.DecisionPreview{
		Ticket: m, Choices: choices, Letter: letter, Typed: typed, Clashes: clashes,
	}))
}

// typedChoices reads the decisions of the form: "proposals.2" is the outcome of
// the second change, "proposals.2.reason" and "proposals.2.words" go with it.
// What has no outcome is left for later.
func typedChoices(c echo.Context, kase *tickets.Case) []tickets.Choice {
	var choices []tickets.Choice
	for _, p := range kase.Proposals {
		name := "proposals." + strconv.Itoa(p.N)
		if outcome := c.FormValue(name); outcome != "" {
			choices = append(choices, tickets.Choice{
				Proposal: p.N, Outcome: tickets.Outcome(outcome),
				Reason: tickets.Reason(c.FormValue(name + ".reason")), Words: c.FormValue(name + ".words"),
				Despite: c.FormValue(name+".despite") != "",
			})
		}
	}
	return choices
}
