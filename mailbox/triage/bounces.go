package triage

import (
	"strings"

	"vigie/mailbox/message"
)

// bounces reads a delivery report, or a notice that says as much in words only.
// why is "report" or "notice"; none are found in any other message.
//
// A report attached to a person's message is not one: its author must be a mail
// system, or the message as a whole be a multipart/report.
func bounces(m *message.Message) (found []Bounce, why string) {
	if kind := reportType(m); kind != "" && kind != "delivery-status" {
		return nil, ""
	}
	report := reportType(m) == "delivery-status"
	failed := failedRecipients(m)
	if !report && len(failed) == 0 && !fromSystem(m) {
		return nil, ""
	}
	g := gather(m)
	subject := fold(clip(m.Subject, 1000))
	groups := reportGroups(g)
	notice := fold(g.notice)
	if !report && len(failed) == 0 && len(groups) == 0 && !saysFailure(subject, notice, g.notice) {
		return nil, ""
	}
	senders := map[string]bool{}
	for _, a := range m.To {
		senders[strings.ToLower(a.Address)] = true
	}
	n := noticeOf{subject: subject, text: g.notice, folded: notice, per: perRecipient(g.notice, senders)}
	if why = "notice"; report || len(groups) > 0 {
		why = "report"
	}
	for _, r := range groups {
		found = append(found, n.fromReport(r))
	}
	if len(found) == 0 {
		found = n.fromText(failed, letterTo(g))
	}
	id := letterID(m, g)
	for i := range found {
		found[i].MessageID = id
		found[i].settle()
	}
	return found, why
}

// reportGroups reads the reports, or what is left of one where a broken message
// carries its fields in the text.
func reportGroups(g material) []recipientReport {
	var out []recipientReport
	for _, body := range g.reports {
		out = append(out, readReport(body)...)
	}
	if len(out) == 0 {
		if folded := strings.ToLower(g.notice); strings.Contains(folded, "\nfinal-recipient:") || strings.Contains(folded, "\noriginal-recipient:") {
			out = readReport(g.notice)
		}
	}
	if len(out) > maxRecipients {
		out = out[:maxRecipients]
	}
	return out
}

// reportType is the report-type of a multipart/report (RFC 6522, section 3), in
// lower case. Where it is missing, the parts tell.
func reportType(m *message.Message) string {
	if m.Root.Type != "multipart/report" {
		return ""
	}
	if t := strings.ToLower(m.Root.Params["report-type"]); t != "" {
		return t
	}
	for _, p := range m.Root.Children {
		switch p.Type {
		case "message/delivery-status", "message/global-delivery-status":
			return "delivery-status"
		case "message/disposition-notification", "message/global-disposition-notification":
			return "disposition-notification"
		case "message/feedback-report":
			return "feedback-report"
		}
	}
	return ""
}

// failedRecipients are those that Exim, Gmail and others name in the header.
func failedRecipients(m *message.Message) []string {
	var out []string
	for _, v := range m.Root.Header.All("X-Failed-Recipients") {
		out = append(out, addresses(v)...)
	}
	if len(out) > maxRecipients {
		out = out[:maxRecipients]
	}
	return out
}
