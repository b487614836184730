package triage

import (
	"strings"

	"vigie/mailbox/message"
)

// listed tells mail that a list distributes, "" where it is none. What a person
// writes through a list is the list's too: it was said to its subscribers, not
// to the service, and an acknowledgement would go to all of them. But a contact
// address may itself be a list or a group, which marks all its mail: a List-Id
// (RFC 2919) or List-Post (RFC 2369) of one of our own addresses does not count.
//
// List-Unsubscribe alone is a newsletter's, unless the message is a reply: then
// it is a person whose customer-relations program adds the field.
func listed(m *message.Message, own []string) string {
	h := m.Root.Header
	if h.Has("List-Id") || h.Has("List-Post") {
		if ownList(h, own) {
			return ""
		}
		if h.Has("List-Id") {
			return "list-id"
		}
		return "list-post"
	}
	reply := len(m.InReplyTo) > 0 || len(m.References) > 0
	if h.Has("List-Unsubscribe") && !reply {
		return "list-unsubscribe"
	}
	switch strings.ToLower(firstWord(h.Get("Precedence"))) {
	case "list":
		return "precedence"
	case "bulk":
		if !reply {
			return "precedence"
		}
	}
	for _, name := range []string{"X-Mailing-List", "Mailing-List", "X-Mailman-Version"} {
		if h.Has(name) && !reply {
			return strings.ToLower(name)
		}
	}
	return ""
}

// ownList reports whether the list fields are those of one of our addresses:
// "List-Post: <mailto:contact@example.fr>", "List-Id: <contact.example.fr>".
func ownList(h message.Header, own []string) bool {
	post := strings.ToLower(h.Get("List-Post"))
	id := strings.ToLower(h.Get("List-Id"))
	for _, a := range own {
		a = strings.ToLower(a)
		if a == "" {
			continue
		}
		if strings.Contains(post, "mailto:"+a+">") || strings.Contains(post, "mailto:"+a+"?") ||
			strings.HasSuffix(strings.TrimRight(id, " >"), "<"+strings.Replace(a, "@", ".", 1)) {
			return true
		}
	}
	return false
}
