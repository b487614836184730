package triage

import "strings"

// A noticeOf is the part of a report that is written for people: it completes
// what the fields say, and replaces them where there are none.
type noticeOf struct {
	subject, text, folded string
	per                   []said

	whole *finding // of all the text, found once
}

// A finding is what a text says of a failure.
type finding struct{ status, code, reason string }

// find reads a notice, or a part of one.
func find(text string) finding {
	status, code := noticeCodes(text)
	return finding{status, code, reason(text)}
}

func (f finding) none() bool { return f.status == "" && f.code == "" && f.reason == "" }

func (n *noticeOf) all() finding {
	if n.whole == nil {
		f := find(n.text)
		n.whole = &f
	}
	return *n.whole
}

// beside is what stands beside an address in the notice, empty where nothing does.
func (n *noticeOf) beside(recipient string) said {
	for _, s := range n.per {
		if strings.EqualFold(s.recipient, recipient) {
			return s
		}
	}
	return said{}
}

// about is what the notice says of one recipient: beside the address, else, where
// that is nothing, in the whole.
func (n *noticeOf) about(recipient string) finding {
	if beside := n.beside(recipient); beside.text != "" {
		f := find(beside.text)
		if f.reason == "" {
			f.reason = reason(beside.before)
		}
		if !f.none() {
			return f
		}
	}
	return n.all()
}

// words are what stands beside an address, or all where there is one at most.
func (n *noticeOf) words(recipient string) string {
	if s := n.beside(recipient); s.text != "" || len(n.per) > 1 {
		return s.text + s.before
	}
	return n.text
}

func (n *noticeOf) delayed() bool {
	return containsAny(n.subject, delayWords) || containsAny(n.folded, delayWords)
}

// fromReport makes a bounce of one group of fields.
func (n *noticeOf) fromReport(r recipientReport) Bounce {
	b := Bounce{Recipient: r.original}
	if !strings.Contains(b.Recipient, "@") && r.final != "" {
		b.Recipient = r.final
	}
	status, code := codes(r.diagnostic)
	said := finding{status, code, reason(r.diagnostic)}
	field := fieldStatus(r.status)
	b.Status, b.Code, b.Reason = said.status, said.code, said.reason
	if field != "" && vague(b.Status) && (b.Status == "" || !vague(field)) {
		b.Status = field
	}
	if vague(b.Status) || b.Reason == "" {
		beside := n.about(b.Recipient)
		if r.final != "" && !strings.EqualFold(r.final, b.Recipient) && beside == n.all() {
			beside = n.about(r.final)
		}
		if beside.status != "" && (b.Status == "" || vague(b.Status) && beside.status[0] == b.Status[0]) {
			b.Status = beside.status
		}
		if b.Code == "" && r.diagnostic == "" {
			b.Code = beside.code
		}
		if b.Reason == "" {
			b.Reason = reasonOf(b.Status)
		}
		if b.Reason == "" {
			b.Reason = beside.reason
		}
	}
	n.finish(&b, r.action, r.status+" "+r.diagnostic)
	return b
}

// fromText makes bounces of a notice without fields: for the recipients that the
// header names, else those in the text, else those of the letter, else one whom
// nothing names.
func (n *noticeOf) fromText(failed, letterTo []string) []Bounce {
	recipients := failed
	if len(recipients) == 0 {
		for _, s := range n.per {
			recipients = append(recipients, s.recipient)
		}
	}
	if len(recipients) == 0 {
		recipients = letterTo
	}
	if len(recipients) == 0 {
		recipients = []string{""}
	}
	var out []Bounce
	for _, to := range recipients {
		f := n.about(to)
		b := Bounce{Recipient: to, Status: f.status, Code: f.code, Reason: f.reason}
		n.finish(&b, "", n.words(to))
		out = append(out, b)
	}
	return out
}

// actions of RFC 3464, and those that systems write beside them.
var actions = map[string]string{
	"failed": "failed", "delayed": "delayed", "delivered": "delivered", "relayed": "relayed", "expanded": "expanded",
	"failure": "failed", "fail": "failed", "expired": "failed", "error": "failed", "undeliverable": "failed",
	"delay": "delayed", "deliverable": "delivered", "success": "delivered",
}

// finish settles action, class and reason.
func (n *noticeOf) finish(b *Bounce, action, words string) {
	b.Action = actions[action]
	if b.Action == "" {
		switch {
		case strings.HasPrefix(b.Status, "2"):
			b.Action = "delivered"
		case n.delayed():
			b.Action = "delayed"
		default:
			b.Action = "failed"
		}
	}
	if b.Status == "" {
		switch {
		case b.Code != "":
			b.Status = b.Code[:1] + ".0.0"
		case b.Action == "delayed":
			b.Status = "4.0.0"
		case b.Action == "failed":
			b.Status = "5.0.0"
		default:
			b.Status = "2.0.0"
		}
	}
	if !b.Failed() && b.Action != "delayed" {
		b.Reason = "delivered"
		return
	}
	if b.Reason == "" {
		b.Reason = reasonOf(b.Status)
	}
	switch {
	case strings.HasSuffix(b.Status, ".1.6"): // whatever the words
		b.Reason = "hasmoved"
	case b.Reason == "userunknown":
		if strings.HasPrefix(b.Status[1:], ".1.") {
			break // a status of the address: the server says so itself
		}
		if words += " " + n.words(b.Recipient); len(n.per) < 2 {
			words += " " + n.text
		}
		b.Reason = unknownAt(words)
	case b.Reason == "":
		b.Reason = weakReason(words)
	}
	if b.Reason == "" && b.Action == "delayed" {
		b.Reason = "expired" // that is, it may
	}
	if b.Reason == "" {
		b.Reason = "undefined"
	}
}
