package views

import "vigie/tickets"

// A Section is the entry of the navigation a page belongs to.
type Section string

// The sections, public then agents'. "" highlights none.
const (
	SectionTickets       Section = "tickets"
	SectionOccupations   Section = "occupations"
	SectionReleases      Section = "releases"
	SectionCommitments   Section = "commitments"
	SectionQueue         Section = "queue"
	SectionDashboard     Section = "dashboard"
	SectionNewTicket     Section = "new-ticket"
	SectionAgentReleases Section = "agent-releases"
	SectionQuarantine    Section = "quarantine"
	SectionMailboxes     Section = "mailboxes"
)

// A Page is what the layout shows around every page's own content.
type Page struct {
	Title       string // without the service's name; "" on the home page
	Description string // one sentence for search engines; may be ""
	Section     Section
	Breadcrumb  []Crumb // from the first level to the page itself; « Accueil » is added
	Service     Service
	Release     *ReleaseLine // the ROME release the page shows; nil when none is imported
	Agent       *AgentBar    // nil for the public; set, it changes the whole chrome
	Demo        *DemoBar     // set on a throw-away instance
	NoIndex     bool         // keeps search engines out; implied by Agent
	Invalid     bool         // the form has errors: the title begins with « Erreur »
	Feed        string       // path of the Atom twin, "" for none
}

// Service is who runs this instance: configuration, the same on every page.
type Service struct {
	Name          string // « Évolutions du ROME »
	Tagline       string // « Proposer et suivre une évolution du répertoire »
	Operator      string // « France Travail »; may be ""
	Mailbox       string // address people may write to; may be ""
	Accessibility string // state of conformity: « non conforme », « partiellement conforme »…; "" is « non conforme »
	Logo          string // path of an image that replaces the mark; may be ""
	Theme         string // path of a style sheet loaded after ours, which overrides tokens; may be ""
}

// A ReleaseLine names the ROME release a page shows, for its footer.
type ReleaseLine struct {
	Number      string // "460"
	PublishedOn tickets.Date
	Sample      bool // made-up data, not the official ROME
}

// An AgentBar is who is signed in.
type AgentBar struct {
	Name        string
	Role        string // in French: « agente », « responsable »…
	Quarantined int    // messages that wait in quarantine
}

// A DemoBar tells that nothing here is real.
type DemoBar struct {
	Letters string // path of the page that shows the letters sent; may be ""
}

// A Crumb is one level of the breadcrumb; the last one, the page itself, has no
// Href.
type Crumb struct{ Label, Href string }

type navItem struct {
	section Section
	label   string
	href    string
	key     string // keyboard shortcut, agents only
	count   int    // of what waits there; 0 is not said
}

func (p Page) nav() []navItem {
	if p.Agent != nil {
		return []navItem{
			{SectionQueue, "File d’attente", AgentsPath(), "f", 0},
			{SectionQuarantine, "Quarantaine", QuarantinePath(), "q", p.Agent.Quarantined},
			{SectionDashboard, "Tableau de bord", DashboardPath(), "t", 0},
			{SectionNewTicket, "Nouvelle demande", AgentNewTicketPath(), "n", 0},
			{SectionAgentReleases, "Versions", AgentReleasesPath(), "v", 0},
		}
	}
	return []navItem{
		{SectionTickets, "Demandes", TicketsPath(), "", 0},
		{SectionOccupations, "Métiers", OccupationsPath(), "", 0},
		{SectionReleases, "Versions", ReleasesPath(), "", 0},
		{SectionCommitments, "Engagements", CommitmentsPath(), "", 0},
	}
}

// root is where the service's name leads.
func (p Page) root() string {
	if p.Agent != nil {
		return AgentsPath()
	}
	return HomePath()
}

func (p Page) fullTitle() string {
	title := p.Service.Name
	if p.Title != "" {
		title = p.Title + " – " + title
	}
	if p.Invalid {
		return Typo("Erreur : ") + title
	}
	return title
}

func (p Page) crumbs() []Crumb {
	if len(p.Breadcrumb) == 0 {
		return nil
	}
	first := Crumb{"Accueil", HomePath()}
	if p.Agent != nil {
		first = Crumb{"File d’attente", AgentsPath()}
	}
	return append([]Crumb{first}, p.Breadcrumb...)
}

func (s Service) accessibility() string {
	if s.Accessibility == "" {
		return "non conforme"
	}
	return s.Accessibility
}

// Source is the sentence the licence asks for: « Source : ROME version 460,
// publiée le 18 septembre 2025, Licence Ouverte ».
func (r *ReleaseLine) Source() string {
	switch {
	case r == nil:
		return "Aucune version du ROME n’est encore importée."
	case r.Sample:
		return Typo("Données d’exemple, écrites à la main d’après le ROME (version "+r.Number+", datée du ") +
			PlainDate(r.PublishedOn) + Typo(") : elles ne font pas foi.")
	default:
		return Typo("Source : ROME version ") + r.Number + ", publiée le " + PlainDate(r.PublishedOn) + ", Licence Ouverte."
	}
}
