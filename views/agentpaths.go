package views

import (
	"net/url"

	"vigie/tickets"
)

// What agents alone reach, beside what paths.go names.

// AgentQueuePath is one view of the queue.
func AgentQueuePath(v tickets.View) string {
	query := url.Values{}
	if v != tickets.ViewOpen {
		query.Set("vue", string(v))
	}
	return WithQuery(AgentsPath(), query)
}

// AgentTicketsCSVPath is the queue as a table, under the filters of its query.
func AgentTicketsCSVPath() string { return "/agents/demandes.csv" }

// AgentTicketsJSONPath is the same for programs.
func AgentTicketsJSONPath() string { return "/agents/demandes.json" }

// DashboardCSVPath is the dashboard's months as a table.
func DashboardCSVPath() string { return DashboardPath() + ".csv" }

// DashboardJSONPath is the dashboard for programs.
func DashboardJSONPath() string { return DashboardPath() + ".json" }

// AnswerOtherwisePath records an answer given without our mail.
func AnswerOtherwisePath(ref string) string { return AgentTicketPath(ref) + "/reponse-autrement" }

// DecisionPath decides the changes of the ticket.
func DecisionPath(ref string) string { return AgentTicketPath(ref) + "/decision" }

// PublishPath makes the ticket public, or private again.
func PublishPath(ref string) string { return AgentTicketPath(ref) + "/publication" }

// ReopenPath takes a closing back.
func ReopenPath(ref string) string { return AgentTicketPath(ref) + "/reouverture" }

// RelinkPath gives the author a new private link.
func RelinkPath(ref string) string { return AgentTicketPath(ref) + "/lien" }

// OverridePath states an integration by hand.
func OverridePath(ref string) string { return AgentTicketPath(ref) + "/constat" }

// ErasePath erases what the ticket holds of its author.
func ErasePath(ref string) string { return AgentTicketPath(ref) + "/effacement" }

// SignInPathTo signs in and then goes on to one of our addresses.
func SignInPathTo(next string) string {
	if next == AgentsPath() {
		return SignInPath()
	}
	return WithQuery(SignInPath(), url.Values{"next": {next}})
}
