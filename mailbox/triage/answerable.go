package triage

import (
	"strings"

	"vigie/mailbox/message"
)

// answerable reports whether a machine may answer a request: to whom it would
// go must be a person as far as the header tells, and must not be us (RFC 3834,
// section 2; RFC 5230, sections 4.5 and 4.6). A field that only asks not to be
// answered does not make a message automatic, but is obeyed here.
func answerable(m *message.Message, own []string) bool {
	from, to := author(m), replyTo(m)
	if from == "" || !strings.Contains(to, "@") || nullReturnPath(m) || suppresses(m) {
		return false
	}
	for _, a := range own {
		if strings.EqualFold(a, from) || strings.EqualFold(a, to) {
			return false
		}
	}
	if isRobot(to) || isDaemon(from) {
		return false
	}
	h := m.Root.Header
	for _, name := range loopFields {
		if h.Has(name) {
			return false
		}
	}
	if ownList(h, own) {
		return true // the group that we are marks everything as a list's
	}
	switch strings.ToLower(firstWord(h.Get("Precedence"))) {
	case "bulk", "list", "junk":
		return false
	}
	for _, name := range listFields {
		if h.Has(name) {
			return false
		}
	}
	return true
}

// loopFields are how trackers and rules mark what they send, lest two of them
// talk for ever. What their people write carries them too.
var loopFields = []string{
	"X-Loop", "X-MS-Exchange-Inbox-Rules-Loop", "X-RT-Loop-Prevention", "X-OTRS-Loop",
	"X-ServiceNow-Generated", "X-Zendesk-From-Account-Id", "X-JIRA-FingerPrint", "X-Redmine-Host", "X-GitLab-Project",
}

var listFields = []string{"List-Id", "List-Post", "List-Help", "List-Subscribe", "List-Unsubscribe", "List-Owner", "List-Archive", "Mailing-List"}

// isRobot tells the addresses that RFC 5230, section 4.6 names, and those that
// nobody reads.
func isRobot(address string) bool {
	if isDaemon(address) || Mute(address) {
		return true
	}
	local, _, _ := strings.Cut(strings.ToLower(address), "@")
	switch local {
	case "listserv", "majordomo", "mailman", "sympa", "root", "daemon", "www-data", "nobody":
		return true
	}
	for _, suffix := range []string{"-request", "-owner", "-bounces", "-bounce", "-relay"} {
		if strings.HasSuffix(local, suffix) {
			return true
		}
	}
	return strings.HasPrefix(local, "owner-") || strings.HasPrefix(local, "bounce-") || strings.HasPrefix(local, "bounces+") || strings.HasPrefix(local, "prvs=")
}
