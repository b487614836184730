package intake

import (
	"slices"
	"strings"
	"time"

	"vigie/mailbox/message"
	"vigie/mailbox/triage"
	"vigie/mailbox/wish"
	"vigie/rome"
	"vigie/tickets"
)

// An Inspection is what `vigie mail inspect` prints of a message; its JSON is
// described in the contract. Every string is valid UTF-8.
type Inspection struct {
	File         string                `json:"file"`
	MessageID    string                `json:"message_id"`
	From         *InspectedAddress     `json:"from"`
	To           []InspectedAddress    `json:"to"`
	ReplyTo      []InspectedAddress    `json:"reply_to"`
	Subject      string                `json:"subject"`
	Date         *time.Time            `json:"date"`
	Kind         tickets.MailKind      `json:"kind"`
	KindWhy      string                `json:"kind_why,omitempty"`
	Auth         tickets.MailAuth      `json:"auth"`
	Answerable   bool                  `json:"answerable"`
	Text         string                `json:"text"`
	Reply        string                `json:"reply"`
	HTML         bool                  `json:"html"`
	Attachments  []InspectedAttachment `json:"attachments"`
	Codes        []tickets.MailCode    `json:"codes"`
	Appellations []tickets.MailNamed   `json:"appellations"`
	Items        []tickets.MailNamed   `json:"items"`
	Changes      []rome.Change         `json:"changes"`
	References   []string              `json:"references"`
	Bounce       *InspectedBounce      `json:"bounce,omitempty"`  // of a bounce: the worst of Bounces
	Bounces      []InspectedBounce     `json:"bounces,omitempty"` // what a report says of each recipient
	Marks        []string              `json:"marks,omitempty"`
	Degraded     []string              `json:"degraded"`
}

// An InspectedAddress is one address of a header.
type InspectedAddress struct {
	Name    string `json:"name"`
	Address string `json:"address"`
}

// An InspectedAttachment is one file that came with a message.
type InspectedAttachment struct {
	Name   string `json:"name"`
	Type   string `json:"type"` // as declared
	Size   int    `json:"size"`
	Inline bool   `json:"inline"`
}

// An InspectedBounce is what a report says of a letter.
type InspectedBounce struct {
	Recipient string `json:"recipient"`
	Status    string `json:"status"`
	Class     string `json:"class"` // "permanent": the address takes no mail at all; "temporary": another letter may arrive
	Reason    string `json:"reason"`
	Failed    bool   `json:"failed"` // this letter did not arrive
	MessageID string `json:"message_id,omitempty"`
}

// Inspect reads one message as an Intake would, without storing anything.
func Inspect(file string, raw []byte, border triage.Border, wishes *wish.Reader) Inspection {
	m := message.Parse(raw)
	v := triage.Judge(m, border)
	found := wish.Found{}
	r := Understand(m, v, border.Own, nil)
	if r.Kind != tickets.BounceMail {
		found = wishes.Read(m.Subject, r.Said)
		asked(&r, found)
	}
	i := Inspection{
		File: strings.ToValidUTF8(file, "\uFFFD"), MessageID: r.MessageID, To: inspected(m.To), ReplyTo: inspected(m.ReplyTo),
		Subject: r.Subject, Kind: r.Kind, KindWhy: r.KindWhy, Auth: r.Auth, Answerable: r.Answerable,
		Text: m.Text, Reply: r.Said, HTML: r.HTML, Attachments: []InspectedAttachment{},
		Codes: orEmpty(r.Codes), Changes: orEmpty(r.Changes), References: orEmpty(slices.Concat(r.References, r.Fuzzy)),
		Marks: r.Marks, Degraded: orEmpty(r.Degraded),
	}
	i.Appellations, i.Items = named(found.Appellations), named(found.Items)
	if from := inspected(m.From); len(from) > 0 {
		i.From = &from[0]
	}
	if !m.Date.IsZero() {
		i.Date = &m.Date
	}
	for _, a := range m.Attachments {
		i.Attachments = append(i.Attachments, InspectedAttachment{a.Name, a.Type, a.Size, inline(a)})
	}
	for _, b := range v.Bounces {
		i.Bounces = append(i.Bounces, inspectedBounce(*bounce([]triage.Bounce{b})))
	}
	if r.Bounce != nil {
		b := inspectedBounce(*r.Bounce)
		i.Bounce = &b
	}
	return i
}

func inspectedBounce(b tickets.MailBounce) InspectedBounce {
	class := "temporary"
	if b.Permanent {
		class = "permanent"
	}
	return InspectedBounce{b.Recipient, b.Status, class, b.Reason, b.Failed, b.MessageID}
}

func inspected(list []message.Address) []InspectedAddress {
	out := make([]InspectedAddress, 0, len(list))
	for _, a := range list {
		out = append(out, InspectedAddress(a))
	}
	return out
}

func named(list []wish.Named) []tickets.MailNamed {
	out := make([]tickets.MailNamed, 0, len(list))
	for _, n := range list {
		out = append(out, tickets.MailNamed{OGR: n.OGR, Label: n.Label, Code: n.Code})
	}
	return out
}

// orEmpty is a list that JSON writes as [] rather than null.
func orEmpty[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
