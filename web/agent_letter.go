package web

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"vigie/tickets"
	"vigie/views"
)

// agentAnswer sends the author the answer, which is read once more before.
func (s *Server) agentAnswer(c echo.Context) error {
	return s.letter(c, views.FormAnswer, "answered", tickets.Answer)
}

// agentAsk sends a question back in the same way.
func (s *Server) agentAsk(c echo.Context) error {
	return s.letter(c, views.FormQuestion, "asked", tickets.AskBack)
}

// letter shows a letter as it will be sent, gives it back to be changed, or
// sends it.
func (s *Server) letter(c echo.Context, form, done string, p tickets.Purpose) error {
	text := tickets.LetterText{Subject: c.FormValue("subject"), Text: c.FormValue("text")}
	switch c.FormValue("step") {
	case "edit":
		return s.agentTicketPage(c, http.StatusOK, views.Typed{Form: form, Values: posted(c)})
	case "send":
		return s.act(c, form, done, func(id int64, version int) error {
			return s.Store.Reply(c.Request().Context(), actor(c), id, version, p, text)
		})
	}
	return s.letterPreview(c, form, p, text)
}

func (s *Server) letterPreview(c echo.Context, form string, p tickets.Purpose, text tickets.LetterText) error {
	m, err := s.agentTicketModel(c, views.Typed{})
	if err != nil {
		return err
	}
	if err := s.Store.CheckReply(c.Request().Context(), actor(c), m.ID, seenVersion(c), p, text); err != nil {
		return s.refused(c, form, err, s.agentTicketPage)
	}
	page := s.staffPage(c, views.LetterPreviewTitle, views.SectionQueue)
	page.Breadcrumb = []views.Crumb{{Label: m.Reference, Href: views.AgentTicketPath(m.Reference)}, {Label: page.Title}}
	return s.render(c, http.StatusOK, views.LetterPreviewPage(page, views.LetterPreview{
		Reference: m.Reference, Version: seenVersion(c), Path: c.Request().URL.Path, Purpose: p,
		ToName: m.Author.Name, ToAddress: m.Author.Email, Letter: text,
	}))
}

// agentAnswerOtherwise records an answer given by telephone, post or in person.
func (s *Server) agentAnswerOtherwise(c echo.Context) error {
	return s.act(c, views.FormOtherwise, "otherwise", func(id int64, version int) error {
		at, ok := typedInstant(c.FormValue("day"), c.FormValue("hour"))
		if !ok {
			return invalidInput("at", tickets.RuleRequired)
		}
		return s.Store.ReplyOtherwise(c.Request().Context(), actor(c), id, version,
			tickets.Means(c.FormValue("means")), at, c.FormValue("text"))
	})
}
