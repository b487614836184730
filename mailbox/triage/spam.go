package triage

import (
	"strings"

	"vigie/mailbox/message"
)

// usualMarks are those of the filters that the usual border servers run. They
// add theirs at the top, and remove what came in under the same names.
var usualMarks = []Mark{
	{"X-Spam-Flag", "yes"},   // SpamAssassin, amavis
	{"X-Spam-Status", "yes"}, // SpamAssassin, amavis
	{"X-Spam", "yes"},        // rspamd's milter
	{"X-Spamd-Result", "default: true"},
	{"X-VR-SPAMSTATE", "spam"}, // Vade, at OVHcloud
	{"X-ProXaD-SC", "state=spam"},
	{"X-Barracuda-Spam-Flag", "yes"},
}

// microsoftMarks are those of Microsoft 365, which lets the marks of other
// filters through, as other borders do with these. A spam confidence level of 5
// or more is spam.
var microsoftMarks = []Mark{
	{"X-MS-Exchange-Organization-SCL", "5"},
	{"X-MS-Exchange-Organization-SCL", "6"},
	{"X-MS-Exchange-Organization-SCL", "7"},
	{"X-MS-Exchange-Organization-SCL", "8"},
	{"X-MS-Exchange-Organization-SCL", "9"},
	{forefront, "sfv:spm"},
	{forefront, "sfv:sks"}, // by a rule of the operator
	{forefront, "sfv:skb"}, // by a list of blocked senders
}

// forefront holds items in any order: "CIP:192.0.2.1;CTRY:FR;SFV:SPM;…".
const forefront = "X-Forefront-Antispam-Report"

// spam reports the field by which the border says that a message is spam, "" for
// none. A field is worth what its writer is: the marks of a sender's own filter
// could hide a person's request, so without a configured border none counts.
func spam(m *message.Message, b Border) string {
	marks := b.Spam
	switch {
	case marks != nil || b.AuthServID == "":
	case strings.EqualFold(b.AuthServID, microsoft365):
		marks = microsoftMarks
	default:
		marks = usualMarks
	}
	h := m.Root.Header
	for _, mark := range marks {
		if !h.Has(mark.Field) {
			continue
		}
		value := strings.ToLower(strings.TrimSpace(h.Get(mark.Field)))
		want := strings.ToLower(mark.Value)
		if strings.HasPrefix(value, want) || strings.EqualFold(mark.Field, forefront) && hasItem(value, want) {
			return strings.ToLower(mark.Field)
		}
	}
	return ""
}

func hasItem(value, item string) bool {
	for part := range strings.SplitSeq(value, ";") {
		if strings.TrimSpace(part) == item {
			return true
		}
	}
	return false
}
