package views

import (
	"net/url"
)

// Every URL of the site. Handlers register the same shapes; pages and letters
// call these and never write a path of their own.

func seg(s string) string { return url.PathEscape(s) }

// HomePath is the front page.
func HomePath() string { return "/" }

// TicketsPath is the public list of requests.
func TicketsPath() string { return "/demandes" }

// NewTicketPath is the form that proposes a change.
func NewTicketPath() string { return "/demandes/nouvelle" }

// TicketPath is the public page of a request, by its reference.
func TicketPath(ref string) string { return "/demandes/" + seg(ref) }

// TrackPath is the author's private page, by the token of the letters.
func TrackPath(token string) string { return "/suivi/" + seg(token) }

// ConfirmPath confirms an author's address by one click.
func ConfirmPath(token string) string { return TrackPath(token) + "/confirmer" }

// OccupationsPath searches occupations.
func OccupationsPath() string { return "/metiers" }

// OccupationsJSONPath is the same search for the combobox, with ?q=.
func OccupationsJSONPath() string { return "/metiers.json" }

// OccupationPath is one occupation, by its code ROME.
func OccupationPath(code string) string { return "/metiers/" + seg(code) }

// ReleasesPath lists the releases of the ROME.
func ReleasesPath() string { return "/versions" }

// ReleasePath is one release, by its number.
func ReleasePath(number string) string { return "/versions/" + seg(number) }

// ComparePath is what differs between two releases, by their names.
func ComparePath(from, to string) string { return ReleasesPath() + "/" + seg(from) + "..." + seg(to) }

// NotesPagePath shows the notes of a release.
func NotesPagePath(number string) string { return ReleasePath(number) + "/notes" }

// NotesPath is the notes of a release in Markdown.
func NotesPath(number string) string { return ReleasePath(number) + ".md" }

// CommitmentsPath is what the service promises and how it keeps it.
func CommitmentsPath() string { return "/engagements" }

// OpenDataPath is open data, feeds and the API.
func OpenDataPath() string { return "/donnees" }

// AccessibilityPath is the accessibility statement.
func AccessibilityPath() string { return "/accessibilite" }

// PrivacyPath is about personal data.
func PrivacyPath() string { return "/donnees-personnelles" }

// LegalPath is the legal notice.
func LegalPath() string { return "/mentions-legales" }

// SitemapPath is the plan of the site.
func SitemapPath() string { return "/plan-du-site" }

// AgentsPath is the agents' queue.
func AgentsPath() string { return "/agents" }

// SignInPath is the agents' sign-in form and where it posts.
func SignInPath() string { return "/agents/connexion" }

// SignOutPath takes the POST that ends a session.
func SignOutPath() string { return "/agents/deconnexion" }

// AgentTicketPath is a request as agents see it.
func AgentTicketPath(ref string) string { return "/agents/demandes/" + seg(ref) }

// AgentNewTicketPath files a request on behalf of somebody.
func AgentNewTicketPath() string { return "/agents/demandes/nouvelle" }

// Commands an agent posts on a ticket.

// AssignPath takes or gives the ticket.
func AssignPath(ref string) string { return AgentTicketPath(ref) + "/attribution" }

// NotePath adds an internal note.
func NotePath(ref string) string { return AgentTicketPath(ref) + "/note" }

// AskPath sends a question back to the author.
func AskPath(ref string) string { return AgentTicketPath(ref) + "/question" }

// AnswerPath sends the answer.
func AnswerPath(ref string) string { return AgentTicketPath(ref) + "/reponse" }

// ClosePath closes the ticket.
func ClosePath(ref string) string { return AgentTicketPath(ref) + "/cloture" }

// DashboardPath is the agents' dashboard.
func DashboardPath() string { return "/agents/tableau-de-bord" }

// AgentReleasesPath is where agents see imports and their changes.
func AgentReleasesPath() string { return "/agents/versions" }

// WithQuery adds a query to a path, sorted by key, empty values left out.
func WithQuery(path string, query url.Values) string {
	kept := url.Values{}
	for key, values := range query {
		for _, v := range values {
			if v != "" {
				kept.Add(key, v)
			}
		}
	}
	if len(kept) == 0 {
		return path
	}
	return path + "?" + kept.Encode()
}
