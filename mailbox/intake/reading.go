package intake

import (
	"bytes"
	"cmp"
	"context"
	"net/mail"
	"regexp"
	"slices"
	"strings"

	"vigie/mailbox/message"
	"vigie/mailbox/reply"
	"vigie/mailbox/scan"
	"vigie/mailbox/triage"
	"vigie/mailbox/wish"
	"vigie/tickets"
)

// maxShown is how much of a message's text is kept for pages, in bytes; the
// whole is in its source.
const maxShown = 64 << 10

// reading is everything that is understood of one message.
func (in *Intake) reading(ctx context.Context, k tickets.KeptMail) (tickets.Reading, error) {
	m := in.parse(k.Raw)
	v := triage.Judge(m, in.Border)
	own := in.Own
	if k.Role == tickets.SentFolder { // there the service writes in its own name
		own = nil
	}
	r := Understand(m, v, own, in.wishes.of(in.Store.Release(), in.before(ctx)))
	if int64(len(k.Raw)) < k.Size {
		r.Degraded = append(r.Degraded, "head")
	}
	if err := in.addressed(ctx, k.Role, m, &r); err != nil {
		return r, err
	}
	if in.Rspamd != nil && r.Kind == tickets.RequestMail {
		in.ask(ctx, k, &r)
	}
	r.Files = in.files(ctx, m)
	r.BodyKey = bodyKey(m, &r)
	return r, nil
}

// ask has rspamd look at a message. It fails open: without an answer within two
// seconds the message is what it was.
func (in *Intake) ask(ctx context.Context, k tickets.KeptMail, r *tickets.Reading) {
	v, err := in.Rspamd.Check(ctx, k.Raw, scan.Envelope{From: r.Address, Rcpt: r.Recipients})
	if err != nil {
		in.Log.WarnContext(ctx, "rspamd did not answer", "mail", k.ID, "error", err)
		return
	}
	if v.Spam {
		r.Kind, r.KindWhy = tickets.SpamMail, "rspamd"
	}
}

// addressed reads what the addresses say that a message was sent to: those of
// the service may carry a ticket, a letter that came back, or a probe.
func (in *Intake) addressed(ctx context.Context, role tickets.FolderRole, m *message.Message, r *tickets.Reading) error {
	var to []string
	for _, name := range []string{"Delivered-To", "X-Original-To", "Envelope-To"} {
		to = append(to, m.Root.Header.All(name)...)
	}
	for _, a := range slices.Concat(m.To, m.Cc) {
		to = append(to, a.Address)
	}
	for _, address := range to[:min(len(to), 50)] {
		a, err := in.Store.Addressed(ctx, role, address)
		if err != nil {
			return err
		}
		r.Plus, r.Probe = cmp.Or(r.Plus, a.Reference), r.Probe || a.Probe
		if r.Bounce != nil && a.Bounced != "" { // surer than a Message-ID that a relay may have changed
			r.Bounce.MessageID = a.Bounced
		}
	}
	return nil
}

// Understand is the part of a reading that the message and the release alone
// decide. own are the service's addresses; wishes may be nil, before any
// release.
func Understand(m *message.Message, v triage.Verdict, own []string, wishes *wish.Reader) tickets.Reading {
	from, borrowed := author(m, own)
	r := tickets.Reading{
		MessageID: m.MessageID, Thread: thread(m),
		Kind: tickets.MailKind(v.Kind), KindWhy: v.Why, Auth: tickets.MailAuth(v.Auth), AuthWhy: v.AuthWhy, Answerable: v.Answerable,
		Name: from.Name, Address: from.Address, Borrowed: borrowed, Own: isOwn(own, from.Address), SentAt: m.Date, Subject: m.Subject,
		Text: head(m.Text, maxShown), HTML: m.HTML != "", Degraded: m.Degraded,
	}
	if borrowed && r.Auth == tickets.AuthPass {
		r.Auth = tickets.AuthNone // what was authenticated is the program that passes these words on
	}
	for _, a := range slices.Concat(m.To, m.Cc) {
		if a.Address != "" && len(r.Recipients) < 50 {
			r.Recipients = append(r.Recipients, a.Address)
		}
	}
	r.Said = said(m.Subject, r.Text)
	if r.Said == strings.TrimSpace(r.Text) { // once is enough
		r.Text = ""
	}
	for mark, set := range map[string]bool{"signed": m.Signed, "encrypted": m.Encrypted, "calendar": m.Calendar} {
		if set {
			r.Marks = append(r.Marks, mark)
		}
	}
	slices.Sort(r.Marks)
	r.References = wish.References(m.Subject)
	for _, reference := range wish.References(r.Said) {
		if !slices.Contains(r.References, reference) {
			r.Fuzzy = append(r.Fuzzy, reference)
		}
	}
	for _, reference := range tickets.LikelyReferences(m.Subject + "\n" + head(r.Said, 4<<10)) {
		if !slices.Contains(r.References, reference) && !slices.Contains(r.Fuzzy, reference) {
			r.Fuzzy = append(r.Fuzzy, reference)
		}
	}
	if r.Kind == tickets.BounceMail {
		r.Bounce = bounce(v.Bounces)
	} else if wishes != nil {
		asked(&r, wishes.Read(m.Subject, r.Said))
	}
	return r
}

// forwarded is a subject that says that the message passes another one on.
var forwarded = regexp.MustCompile(`(?i)^\s*(?:\[[^\]]{1,40}\]\s*)?(?:tr|fw|fwd|wg|i|rv|enc)\s*:`)

// said is what the author says: the new words, and of a message that is passed
// on, what is passed on too, since that is what is asked.
func said(subject, text string) string {
	if !forwarded.MatchString(subject) {
		return reply.Said(text)
	}
	var b strings.Builder
	for _, s := range reply.Spans(text) {
		if s.Kind != reply.Signature {
			b.WriteString(s.Text)
		}
	}
	return cmp.Or(strings.TrimSpace(b.String()), reply.Said(text))
}

// thread is what a message says it answers, the nearest first (RFC 5322,
// section 3.6.4).
func thread(m *message.Message) []string {
	ids := slices.Clone(m.InReplyTo)
	for _, id := range slices.Backward(m.References) {
		if !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids[:min(len(ids), 50)]
}

func asked(r *tickets.Reading, f wish.Found) {
	for _, c := range f.Codes {
		r.Codes = append(r.Codes, tickets.MailCode{Code: c.Code, Label: c.Label, Current: c.Current, Successor: c.Successor})
	}
	for _, n := range slices.Concat(f.Appellations, f.Items) {
		r.Named = append(r.Named, tickets.MailNamed{OGR: n.OGR, Label: n.Label, Code: n.Code})
	}
	r.Changes = f.Changes
}

// bounce is the worst that a report says: a letter has one recipient.
func bounce(list []triage.Bounce) *tickets.MailBounce {
	if len(list) == 0 {
		return nil
	}
	b := list[0]
	for _, other := range list {
		if other.Failed() && !b.Failed() {
			b = other
		}
	}
	return &tickets.MailBounce{
		MessageID: b.MessageID, Recipient: b.Recipient, Status: cmp.Or(b.Status, b.Code),
		Failed: b.Failed(), Permanent: b.Permanent, Reason: b.Reason,
	}
}

// head is the beginning of a text, cut between characters.
func head(s string, most int) string {
	if len(s) <= most {
		return s
	}
	return strings.ToValidUTF8(s[:most], "")
}

// brief is what can be said of a message that cannot be read: its sender and
// subject, where the standard library finds them.
func brief(k tickets.KeptMail) (r tickets.Reading) {
	r = tickets.Reading{Kind: tickets.RequestMail, Auth: tickets.AuthNone, Degraded: []string{"unreadable"}}
	defer func() { _ = recover() }()
	m, err := mail.ReadMessage(bytes.NewReader(k.Raw[:min(len(k.Raw), 64<<10)]))
	if err != nil {
		return r
	}
	if from, err := mail.ParseAddress(m.Header.Get("From")); err == nil {
		r.Name, r.Address = strings.ToValidUTF8(from.Name, ""), strings.ToValidUTF8(from.Address, "")
	}
	r.Subject = strings.ToValidUTF8(m.Header.Get("Subject"), "")
	return r
}
