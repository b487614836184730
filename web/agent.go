package web

import (
	"net/url"
	"slices"
	"strconv"

	"github.com/labstack/echo/v4"

	"vigie/tickets"
	"vigie/views"
	"vigie/views/changeset"
)

// agentRoutes are the staff's; only signing in and out needs no account.
func (s *Server) agentRoutes() []Route {
	return slices.Concat(s.deskRoutes(), s.ticketRoutes(), s.mailRoutes(), s.sourceRoutes(), s.crosswalkRoutes(), s.aheadRoutes())
}

// deskRoutes are the lists and what is no single ticket's.
func (s *Server) deskRoutes() []Route {
	return []Route{
		get("/agents/connexion", s.signInForm),
		post("/agents/connexion", s.signIn),
		post("/agents/deconnexion", s.signOut),

		get("/agents", s.agentQueue).needs(tickets.CanRead),
		get("/agents/demandes.csv", s.agentQueueCSV).needs(tickets.CanRead),
		get("/agents/demandes.json", s.agentQueueJSON).needs(tickets.CanRead),
		get("/agents/demandes/nouvelle", s.agentNewForm).needs(tickets.CanFileFor),
		post("/agents/demandes/nouvelle", s.agentNew).needs(tickets.CanFileFor),
		get("/agents/tableau-de-bord", s.agentDashboard).needs(tickets.CanSeeDashboard),
		get("/agents/tableau-de-bord.csv", s.agentDashboardCSV).needs(tickets.CanSeeDashboard),
		get("/agents/tableau-de-bord.json", s.agentDashboardJSON).needs(tickets.CanSeeDashboard),
		get("/agents/versions", s.agentReleases).needs(tickets.CanRead),
		get("/agents/versions/evolutions", s.agentChangeset).needs(tickets.CanRead),
		get("/agents/versions/evolutions.csv", s.agentChangesetFile(changeset.CSV)).needs(tickets.CanRead),
		get("/agents/versions/evolutions.json", s.agentChangesetFile(changeset.JSON)).needs(tickets.CanRead),
		get("/agents/versions/evolutions.xlsx", s.agentChangesetFile(changeset.XLSX)).needs(tickets.CanRead),
		get("/agents/metiers/:code/apercu", s.agentPreview).needs(tickets.CanRead),
	}
}

// ticketRoutes are the work on one ticket.
func (s *Server) ticketRoutes() []Route {
	const ticket = "/agents/demandes/:ref"
	return []Route{
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
		post(ticket+"/actualisation", s.agentRebase).needs(tickets.CanRebase),
		post(ticket+"/effacement", s.agentErase).needs(tickets.CanErase),
		post(ticket+"/evolutions", s.agentPropose).needs(tickets.CanPropose),
		get(ticket+"/evolutions/nouvelle", s.agentByHandForm).needs(tickets.CanPropose),
		post(ticket+"/evolutions/nouvelle", s.agentByHand).needs(tickets.CanPropose),
		post(ticket+"/nature", s.agentSort).needs(tickets.CanPropose),
		post(ticket+"/reprise", s.agentRecall).needs(tickets.CanAnswer),
		post(ticket+"/reponse-trouvee", s.agentConfirmSent).needs(tickets.CanAnswer),
		post(ticket+"/detachement", s.agentDetach).needs(tickets.CanPlaceMail),
	}
}

// mailRoutes are what came by mail: the quarantine, messages alone, mailboxes.
func (s *Server) mailRoutes() []Route {
	const quarantine, messages = "/agents/quarantaine", "/agents/messages"
	const message = messages + "/:mail"
	return []Route{
		get(quarantine, s.agentQuarantine).needs(tickets.CanReadMail),
		get(quarantine+".csv", s.agentQuarantineCSV).needs(tickets.CanReadMail),
		get(quarantine+".json", s.agentQuarantineJSON).needs(tickets.CanReadMail),
		post(quarantine+"/:mail/rattachement", s.agentPlaceMail).needs(tickets.CanPlaceMail),
		post(quarantine+"/:mail/ouverture", s.agentOpenMail).needs(tickets.CanPlaceMail),
		post(quarantine+"/:mail/classement", s.agentDismissMail).needs(tickets.CanPlaceMail),
		post(quarantine+"/:mail/remise", s.agentRestoreMail).needs(tickets.CanPlaceMail),
		post(quarantine+"/:mail/relecture", s.agentRereadMail).needs(tickets.CanPlaceMail),
		get(messages, s.agentMails).needs(tickets.CanReadMail),
		get(messages+".csv", s.agentMailsCSV).needs(tickets.CanReadMail),
		get(messages+".json", s.agentMailsJSON).needs(tickets.CanReadMail),
		get(message, s.agentMail).needs(tickets.CanReadMail),
		post(message+"/rattachement", s.agentPlaceSent).needs(tickets.CanPlaceMail),
		get(message+"/html", s.agentMailHTML).needs(tickets.CanReadMail),
		get(message+"/source", s.agentMailSource).needs(tickets.CanReadMail),
		get(message+"/fichiers/:n", s.agentMailFile).needs(tickets.CanReadMail),
		get("/agents/messagerie", s.agentMailboxes).needs(tickets.CanReadMail),
		get("/agents/messagerie.json", s.agentMailboxesJSON).needs(tickets.CanReadMail),
	}
}

// staffPage is page within the staff's own section.
func (s *Server) staffPage(c echo.Context, title string, section views.Section) views.Page {
	p := s.page(c, title)
	p.NoIndex, p.Section = true, section
	if p.Agent != nil {
		n, err := s.Store.QuarantineCount(c.Request().Context())
		if err != nil { // the page itself matters more than a figure beside it
			s.Log.WarnContext(c.Request().Context(), "counting the quarantine", "error", err)
		}
		p.Agent.Quarantined = n
	}
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

// mailID is the message of the address. What is no number is of no message.
func mailID(c echo.Context) (int64, error) {
	id, err := strconv.ParseInt(c.Param("mail"), 10, 64)
	if err != nil {
		return 0, tickets.ErrNotFound
	}
	return id, nil
}

// posted is the form that was sent.
func posted(c echo.Context) url.Values {
	values, err := c.FormParams()
	if err != nil {
		return url.Values{}
	}
	return values
}
