package message_test

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"vigie/mailbox/message"
)

// check holds what is promised of every message, whatever was sent.
func check(t *testing.T, m *message.Message) {
	t.Helper()
	if m.Root == nil {
		t.Fatal("there is no root")
	}
	text := func(what, s string, lines bool) {
		t.Helper()
		if !utf8.ValidString(s) {
			t.Errorf("%s is not UTF-8: %.100q", what, s)
		}
		if i := strings.IndexFunc(s, func(r rune) bool { return unicode.IsControl(r) && (!lines || r != '\n' && r != '\t') }); i >= 0 {
			t.Errorf("%s holds a control: %.100q", what, s[i:])
		}
	}
	text("Subject", m.Subject, false)
	text("Text", m.Text, true)
	text("HTML", m.HTML, true)
	text("MessageID", m.MessageID, false)
	for _, id := range append(m.InReplyTo, m.References...) {
		text("an id", id, false)
	}
	for _, list := range [][]message.Address{m.From, m.Sender, m.ReplyTo, m.To, m.Cc} {
		for _, a := range list {
			text("a name", a.Name, false)
			text("an address", a.Address, false)
		}
	}
	if len(m.Text) > 2<<20 || len(m.HTML) > 5<<20 {
		t.Errorf("Text has %d bytes, HTML %d", len(m.Text), len(m.HTML))
	}
	for _, p := range m.Attachments {
		checkPart(t, p, text)
	}
	checkPart(t, m.Root, text)
}

func checkPart(t *testing.T, p *message.Part, text func(what, s string, lines bool)) {
	t.Helper()
	text("Name", p.Name, false)
	text("Type", p.Type, false)
	text("ContentID", p.ContentID, false)
	for key, value := range p.Params {
		text("a parameter", key, false)
		text("a parameter", value, false)
	}
	if strings.ContainsAny(p.Name, "/\\\u202e") {
		t.Errorf("the name %q is not safe", p.Name)
	}
	if strings.Count(p.Type, "/") != 1 || strings.ToLower(p.Type) != p.Type {
		t.Errorf("the type is %q", p.Type)
	}
	switch p.Disposition {
	case "", "inline", "attachment":
	default:
		t.Errorf("the disposition is %q", p.Disposition)
	}
	if p.Size < 1<<20 {
		if n := len(p.Content()); n != p.Size {
			t.Errorf("the content of %s %q has %d bytes, and Size is %d", p.Type, p.Name, n, p.Size)
		}
		text("the text of a part", p.Text(), true)
	}
	for _, child := range p.Children {
		checkPart(t, child, text)
	}
}
