package views

import (
	"net/url"
	"strconv"
)

// The agents' addresses of what came by mail.

// QuarantinePath lists the messages that wait for an agent.
func QuarantinePath() string { return "/agents/quarantaine" }

// QuarantinePartPath is the part of it that begins with a message, all of it for
// 0.
func QuarantinePartPath(from int64) string {
	query := url.Values{}
	if from != 0 {
		query.Set("depuis", strconv.FormatInt(from, 10))
	}
	return WithQuery(QuarantinePath(), query)
}

// QuarantineCSVPath is the same as a table.
func QuarantineCSVPath() string { return QuarantinePath() + ".csv" }

// QuarantineJSONPath is the same for programs.
func QuarantineJSONPath() string { return QuarantinePath() + ".json" }

func quarantined(id int64) string { return QuarantinePath() + "/" + strconv.FormatInt(id, 10) }

// PlaceMailPath attaches a message in quarantine to a request.
func PlaceMailPath(id int64) string { return quarantined(id) + "/rattachement" }

// OpenMailPath makes a request of it.
func OpenMailPath(id int64) string { return quarantined(id) + "/ouverture" }

// DismissMailPath says that it is no request.
func DismissMailPath(id int64) string { return quarantined(id) + "/classement" }

// RestoreMailPath takes that back.
func RestoreMailPath(id int64) string { return quarantined(id) + "/remise" }

// RereadMailPath has it read again.
func RereadMailPath(id int64) string { return quarantined(id) + "/relecture" }

// MailsPath lists every stored message.
func MailsPath() string { return "/agents/messages" }

// MailsCSVPath is the same as a table.
func MailsCSVPath() string { return MailsPath() + ".csv" }

// MailsJSONPath is the same for programs.
func MailsJSONPath() string { return MailsPath() + ".json" }

// MailPath is one message alone.
func MailPath(id int64) string { return MailsPath() + "/" + strconv.FormatInt(id, 10) }

// PlaceSentPath attaches a message that the service sent, and that is no
// request's, to one.
func PlaceSentPath(id int64) string { return MailPath(id) + "/rattachement" }

// MailImagesPath is the same with the pictures that lie on other servers.
func MailImagesPath(id int64) string { return MailPath(id) + "?images=1#mise-en-page" }

// MailFramePath is the layout of a message, for a frame alone. With images it
// asks other servers for pictures.
func MailFramePath(id int64, images bool) string {
	query := url.Values{}
	if images {
		query.Set("images", "1")
	}
	return WithQuery(MailPath(id)+"/html", query)
}

// MailSourcePath is a message as the server gave it.
func MailSourcePath(id int64) string { return MailPath(id) + "/source" }

// MailFilePath is the nth file of a message.
func MailFilePath(id int64, n int) string { return MailPath(id) + "/fichiers/" + strconv.Itoa(n) }

// MailboxesPath is how the mailboxes are read.
func MailboxesPath() string { return "/agents/messagerie" }

// MailboxesJSONPath is the same for programs.
func MailboxesJSONPath() string { return MailboxesPath() + ".json" }

// ProposePath adds changes to a request.
func ProposePath(ref string) string { return AgentTicketPath(ref) + "/evolutions" }

// ProposeByHandPath is the form that writes one.
func ProposeByHandPath(ref string) string { return ProposePath(ref) + "/nouvelle" }

// SortPath says what a ticket is.
func SortPath(ref string) string { return AgentTicketPath(ref) + "/nature" }

// RecallPath takes a letter back before it is sent.
func RecallPath(ref string) string { return AgentTicketPath(ref) + "/reprise" }

// ResumePath is the ticket with the words of a letter that was taken back in
// the editor.
func ResumePath(ref string, letter int) string {
	return WithQuery(AgentTicketPath(ref), url.Values{"reprise": {strconv.Itoa(letter)}})
}

// ConfirmSentPath says that a message of the sent folder is the answer.
func ConfirmSentPath(ref string) string { return AgentTicketPath(ref) + "/reponse-trouvee" }

// DetachPath takes a message off a request.
func DetachPath(ref string) string { return AgentTicketPath(ref) + "/detachement" }
