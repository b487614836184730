package web

import (
	"net/url"

	"github.com/labstack/echo/v4"

	"vigie/tickets"
	"vigie/views"
)

// agentRoutes are the staff's; only signing in and out needs no account.
func (s *Server) agentRoutes() []Route {
	const ticket = "/agents/demandes/:ref"
	return []Route{
		get("/agents/connexion", s.signInForm),
		post("/agents/connexion", s.signIn),
		post("/agents/deconnexion", s.signOut),

		get("/agents", s.agentQueue).needs(tickets.CanRead),
		get("/agents/demandes.csv", s.agentQueueCSV).needs(tickets.CanRead),
		get("/agents/demandes.json", s.agentQueueJSON).needs(tickets.CanRead),
		get("/agents/demandes/nouvelle", s.agentNewForm).needs(tickets.CanFileFor),
		post("/agents/demandes/nouvelle", s.agentNew).needs(tickets.CanFileFor),
		get(ticket, s.agentTicket).needs(tickets.CanRead),
		post(ticket+"/attribution", s.agentAssign).needs(tickets.CanAssign),
		post(ticket+"/note", s.agentNote).needs(tickets.CanNote),
		post(ticket+"/question", s.agentAsk).needs(tickets.CanAsk),
		post(ticket+"/reponse", s.agentAnswer).needs(tickets.CanAnswer),
		post(ticket+"/reponse-autrement", s.agentAnswerOtherwise).needs(tickets.CanAnswer),
		post(ticket+"/decision", s.agentDecide).needs(tickets.CanDecide),
		post(ticket+"/publication", s.agentPublish).needs(tickets.CanPublish),
		post(ticket+"/cloture", s.agentClose).needs(tickets.CanClose),
		post(ticket+"/reouverture", s.agentReopen).needs(tickets.CanReopen),
		post(ticket+"/lien", s.agentRelink).needs(tickets.CanPublish),
		post(ticket+"/constat", s.agentOverride).needs(tickets.CanOverride),
		post(ticket+"/effacement", s.agentErase).needs(tickets.CanErase),
		get("/agents/tableau-de-bord", s.agentDashboard).needs(tickets.CanSeeDashboard),
		get("/agents/tableau-de-bord.csv", s.agentDashboardCSV).needs(tickets.CanSeeDashboard),
		get("/agents/tableau-de-bord.json", s.agentDashboardJSON).needs(tickets.CanSeeDashboard),
		get("/agents/versions", s.agentReleases).needs(tickets.CanRead),
	}
}

// staffPage is page within the staff's own section.
func (s *Server) staffPage(c echo.Context, title string, section views.Section) views.Page {
	p := s.page(c, title)
	p.NoIndex, p.Section = true, section
	if section != views.SectionQueue {
		p.Breadcrumb = []views.Crumb{{Label: title}}
	}
	return p
}

// invalidInput is a fault that a handler finds before the domain is asked:
// something that cannot be read at all.
func invalidInput(field, rule string) error {
	return &tickets.Invalid{Faults: []tickets.FieldFault{{Field: field, Rule: rule}}}
}

// posted is the form that was sent.
func posted(c echo.Context) url.Values {
	values, err := c.FormParams()
	if err != nil {
		return url.Values{}
	}
	return values
}
