package mailbox

import (
	"bytes"
	"errors"
	"fmt"
	"mime"
	"net/mail"
	"regexp"
	"strings"

	gomail "github.com/wneessen/go-mail"

	"vigie/tickets"
)

// maxReferences bounds the References header: the first letter of the thread,
// which names it, and the latest ones.
const maxReferences = 20

// Compose writes a letter as a message: UTF-8 plain text as quoted-printable,
// so that no line is too long for SMTP whatever the text, headers encoded and
// folded. Nothing in name, subject, address or text can add a header. The same
// letter always gives the same bytes.
func (s *Sender) Compose(out tickets.Outgoing) ([]byte, error) {
	to, err := envelopeAddress(out.ToAddress)
	if err != nil {
		return nil, fmt.Errorf("composing a letter of %s: %w", out.Reference, err)
	}
	if !messageID(out.MessageID) {
		return nil, fmt.Errorf("composing a letter of %s: %w", out.Reference, errors.New("its Message-ID is malformed"))
	}
	m := gomail.NewMsg(gomail.WithNoDefaultUserAgent(), gomail.WithCharset(gomail.CharsetUTF8), gomail.WithEncoding(gomail.EncodingQP))
	m.FromMailAddress(&mail.Address{Name: oneLine(s.to.From.Name), Address: s.from})
	m.ToMailAddress(&mail.Address{Name: oneLine(out.ToName), Address: to})
	if replyTo := s.replyTo(out); replyTo != "" {
		m.ReplyToMailAddress(&mail.Address{Name: oneLine(s.to.From.Name), Address: replyTo})
	}
	m.Subject(oneLine(out.Subject))
	m.SetDateWithValue(out.WrittenAt.In(tickets.Paris))
	m.SetMessageIDWithValue(out.MessageID)
	if thread := references(out.Thread); len(thread) > 0 {
		m.SetGenHeader(gomail.HeaderInReplyTo, thread[len(thread)-1])
		m.SetGenHeader(gomail.HeaderReferences, strings.Join(thread, " "))
	}
	if out.Automatic {
		m.SetGenHeader("Auto-Submitted", autoSubmitted(out)) // RFC 3834, section 5
		m.SetGenHeader(gomail.HeaderXAutoResponseSuppress, "All")
	}
	text := strings.TrimRight(strings.ToValidUTF8(out.Text, "\uFFFD"), "\r\n") + "\n" // SMTP would end the last line anyway
	m.SetBodyString(gomail.TypeTextPlain, text)

	var b bytes.Buffer
	writeTopic(&b, out.Topic)
	if _, err := m.WriteTo(&b); err != nil {
		return nil, fmt.Errorf("composing a letter of %s: %w", out.Reference, err)
	}
	return b.Bytes(), nil
}

// subjectPrefix is what Outlook takes for the prefix of a reply ([MS-OXCMAIL],
// section 2.2.3.2.6.1).
var subjectPrefix = regexp.MustCompile(`^\s*[^\s:]{1,3}:\s+`)

// writeTopic writes the subject that a conversation began with. Outlook keeps
// messages together that have the same one ([MS-OXCMAIL], section 2.2.3.2.7),
// and what we put into the subject would part them. It counts where it comes
// before the subject: hence first of all.
func writeTopic(b *bytes.Buffer, topic string) {
	topic = oneLine(subjectPrefix.ReplaceAllString(topic, ""))
	if topic == "" {
		return
	}
	const name = "Thread-Topic:"
	b.WriteString(name)
	length := len(name)
	for _, word := range strings.Fields(mime.QEncoding.Encode("UTF-8", topic)) {
		if length+1+len(word) > 76 {
			b.WriteString("\r\n")
			length = 0
		}
		b.WriteString(" " + word)
		length += 1 + len(word)
	}
	b.WriteString("\r\n")
}

func autoSubmitted(out tickets.Outgoing) string {
	if out.Reply {
		return "auto-replied"
	}
	return "auto-generated"
}

// references are the Message-IDs of the thread in angle brackets, oldest first.
func references(thread []string) []string {
	var ids []string
	for _, id := range thread {
		if messageID(id) {
			ids = append(ids, "<"+id+">")
		}
	}
	if n := len(ids); n > maxReferences {
		ids = append(ids[:1:1], ids[n-maxReferences+1:]...)
	}
	return ids
}
