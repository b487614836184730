package message

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestEnvelope(t *testing.T) {
	m := Parse([]byte("From jean@example.org Tue Feb  3 10:00:00 2026\n" +
		"Received: by x\n" +
		"FROM: =?utf-8?q?Ren=C3=A9e?= <renee@example.org>\n" +
		"Sender : secretariat@example.org\n" +
		"To: a@example.org,\n\tb@example.org\n" +
		"To: c@example.org\n" +
		"Cc: D <d@example.org>\n" +
		"Reply-To: e@example.org\n" +
		"Subject: Re:\n Saint-\xc9tienne\n" +
		"Date: Tue, 3 Feb 2026 10:30:00 +0100\n" +
		"Message-ID: <1@example.org>\n" +
		"In-Reply-To: Message de Jean <0@example.org>\n" +
		"References: <a@example.org><b@\n example.org> c\n" +
		"Subject: second\n" +
		"\ncorps"))
	want := &Message{
		MessageID: "1@example.org", InReplyTo: []string{"0@example.org"}, References: []string{"a@example.org", "b@example.org"},
		From: []Address{{"Renée", "renee@example.org"}}, Sender: []Address{{"", "secretariat@example.org"}}, ReplyTo: []Address{{"", "e@example.org"}},
		To: []Address{{"", "a@example.org"}, {"", "b@example.org"}, {"", "c@example.org"}}, Cc: []Address{{"D", "d@example.org"}},
		Subject: "Re: Saint-Étienne", Date: time.Date(2026, 2, 3, 9, 30, 0, 0, time.UTC), Text: "corps",
	}
	h := m.Root.Header
	m.Root = nil
	if diff := cmp.Diff(want, m); diff != "" {
		t.Error(diff)
	}
	if got := h.All("subject"); len(got) != 2 || got[1] != "second" {
		t.Errorf("the subjects are %q", got)
	}
	if h.Get("X-None") != "" || h.Has("X-None") || !h.Has("received") || h.Get("RECEIVED") != "by x" {
		t.Error("the header is not found whatever the case of names")
	}
	if h[0].Name != "Received" || h[1].Name != "FROM" || h[1].Value != "=?utf-8?q?Ren=C3=A9e?= <renee@example.org>" || h[2].Name != "Sender" {
		t.Errorf("the fields are %q", h[:3])
	}
}

// Raw bytes of a header are in the charset that the body declares.
func TestEnvelopeCharset(t *testing.T) {
	m := Parse([]byte("Subject: \xcf\xf0\xe8\nFrom: \xcf\xf0\xe8 <a@b.example>\nContent-Type: text/plain; charset=windows-1251\n\n\xcf\xf0\xe8"))
	if m.Subject != "При" || m.From[0].Name != "При" || m.Text != "При" {
		t.Errorf("subject %q, from %q, text %q", m.Subject, m.From, m.Text)
	}
}

func TestHeaders(t *testing.T) {
	for _, c := range []struct{ name, in, subject, text string }{
		{"byte order mark", "\xef\xbb\xbfSubject: x\n\ntexte", "x", "texte"},
		{"blank lines before", "\r\n\n \nSubject: x\n\ntexte", "x", "texte"},
		{"mbox", "From a Tue Feb  3 10:00:00 2026\nSubject: x\n\ntexte", "x", "texte"},
		{"escaped mbox", ">From a Tue Feb  3 10:00:00 2026\nSubject: x\n\ntexte", "x", "texte"},
		{"mbox in between", "Received: y\n>From a\nSubject: x\n\ntexte", "x", "texte"},
		{"spaces before the colon", "Subject : x\n\ntexte", "x", "texte"},
		{"no space after it", "Subject:x\n\ntexte", "x", "texte"},
		{"no blank line", "Subject: x\nLe texte commence\net finit", "x", "Le texte commence\net finit"},
		{"a line that is no field", "Subject: x\nn'importe quoi\nFrom: a@b.example\n\ntexte", "x", "texte"},
		{"a blank line of spaces", "Subject: x\n \t\ntexte: deux", "x", "texte: deux"},
		{"a folded line of spaces", "Received: y\n \nSubject: x\n\ntexte", "x", "texte"},
		{"first line folded", " y\nSubject: x\n\ntexte", "x", "texte"},
		{"value on the next line", "Subject:\n x\n\ntexte", "x", "texte"},
		{"lone CR between fields", "From: a@b.example\rSubject: x\n\ntexte\n", "x", "texte\n"},
		{"CR only", "From: a@b.example\rSubject: x\r\rtexte\rdeux\r", "x", "texte\ndeux\n"},
		{"CRCRLF", "From: a@b.example\r\r\nSubject: x\r\r\n\r\r\ntexte\r\r\n", "x", "texte\n"},
		{"8-bit name", "Subj\xe9ct: y\nSubject: x\n\ntexte", "x", "texte"},
		{"zero bytes", "Subject: x\x00y\n\n\x00texte", "xy", "texte"},
	} {
		m := Parse([]byte(c.in))
		if m.Subject != c.subject || m.Text != c.text {
			t.Errorf("%s: subject %q, text %q", c.name, m.Subject, m.Text)
		}
	}
}

func TestIDs(t *testing.T) {
	for in, want := range map[string][]string{
		"":                        nil,
		"<a@b>":                   {"a@b"},
		"<a@b> <c@d>":             {"a@b", "c@d"},
		"<a@b>,<c@d>":             {"a@b", "c@d"},
		"a@b":                     {"a@b"},
		"a@b c@d x":               {"a@b", "c@d"},
		"x":                       {"x"},
		"Message du 3 de x":       nil,
		"<a b@c>":                 {"ab@c"},
		"<a@b":                    {"a@b"},
		"<<a@b>>":                 {"a@b"},
		"<>":                      nil,
		"<a@b\x00\x80>":           {"a@b€"},
		"<a@[127.0.0.1]> (x) <c>": {"a@[127.0.0.1]", "c"},
	} {
		if diff := cmp.Diff(want, ids(in)); diff != "" {
			t.Errorf("%q: %s", in, diff)
		}
	}
	var b strings.Builder
	for i := range 1000 {
		fmt.Fprintf(&b, "<%d@x> ", i)
	}
	got := ids(b.String())
	if len(got) != maxIDs || got[0] != "0@x" || got[1] != "801@x" || got[maxIDs-1] != "999@x" {
		t.Errorf("of a thousand %d are kept: %q, %q, …, %q", len(got), got[0], got[1], got[len(got)-1])
	}
}

func TestTree(t *testing.T) {
	inner := "Subject: dedans\n" + multi("mixed", "c", plainPart, pdfPart)
	m := Parse([]byte(multi("mixed", "b", htmlPart, "Content-Type: message/rfc822; name=\"un.eml\"\n\n"+inner,
		"Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n"+base64.StdEncoding.EncodeToString([]byte(inner)))))
	var tree []string
	var walk func(p *Part, indent string)
	walk = func(p *Part, indent string) {
		tree = append(tree, fmt.Sprintf("%s%s %s", indent, p.Type, p.Header.Get("Subject")))
		for _, child := range p.Children {
			walk(child, indent+" ")
		}
	}
	walk(m.Root, "")
	message := []string{" message/rfc822 ", "  multipart/mixed dedans", "   text/plain ", "   application/pdf "}
	if diff := cmp.Diff(append(append([]string{"multipart/mixed ", " text/html "}, message...), message...), tree); diff != "" {
		t.Error(diff)
	}
	for _, p := range m.Root.Children[1:] {
		if got := string(p.Content()); strings.TrimSpace(got) != strings.TrimSpace(inner) || p.Size != len(got) {
			t.Errorf("the embedded message is %q, of %d bytes", got, p.Size)
		}
		if got := p.Children[0].Children[0].Text(); got != "Bonjour é" {
			t.Errorf("its text is %q", got)
		}
	}
	content := m.Root.Children[0].Content()
	content[0] = 'x' // a fresh slice
	if got := m.Root.Children[0].Text(); got != htmlBody {
		t.Errorf("the text is %q", got)
	}
}

// What goes over a limit degrades the result; the rest is read.
func TestLimits(t *testing.T) {
	deep := "Bonjour"
	for i := range 100 {
		deep = fmt.Sprintf("Content-Type: multipart/mixed; boundary=\"b%d.\"\n\n--b%d.\n%s\n--b%d.--\n", i, i, "\n"+deep, i)
		deep = strings.Replace(deep, "\n\nContent-Type", "\nContent-Type", 1)
	}
	message := strings.Repeat("Content-Type: message/rfc822\n\n", 100) + "Bonjour"
	for _, c := range []struct{ name, raw, reason string }{
		{"depth", "Subject: x\n" + deep, "depth"},
		{"messages", "Subject: x\n" + message, "depth"},
		{"parts", "Subject: x\n" + multi("mixed", "b", strings.Split(strings.Repeat("\nx,", 3000), ",")...), "parts"},
		{"fields", "Subject: x\n" + strings.Repeat("a:\n", maxFields+1) + "\n", "header"},
		{"a field", "Subject: x\nX-Long: " + strings.Repeat("a", maxField) + "\n\ntexte", "header"},
		{"header", "Subject: x\n" + strings.Repeat("X: "+strings.Repeat("a", 1000)+"\n", maxHeader/1000) + "\ntexte", "header"},
		{"text", "Subject: x\n\n" + strings.Repeat("texte\n", maxBody/6+1), "decoded"},
		{"base64 in base64", "Subject: x\nContent-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n" + strings.Repeat("QUJD", maxOpened/3+1), "decoded"},
	} {
		m := Parse([]byte(c.raw))
		if m.Subject != "x" || len(m.Degraded) != 1 || m.Degraded[0] != c.reason {
			t.Errorf("%s: subject %q, degraded %v", c.name, m.Subject, m.Degraded)
		}
	}
	m := Parse([]byte("X-Long: " + strings.Repeat("a", 2*maxField) + "\nSubject: x\n\ntexte"))
	if m.Subject != "x" || m.Text != "texte" || len(m.Root.Header[0].Value) < maxField-10 {
		t.Errorf("after a long field: subject %q, text %q", m.Subject, m.Text)
	}
}

// A message of 25 MB takes little memory beside itself: parts are decoded when
// they are asked for.
func TestMemory(t *testing.T) {
	file := bytes.Repeat([]byte(strings.Repeat("QUJD", 19)+"\r\n"), 25<<20/78)
	raw := []byte("Subject: x\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\ntexte\r\n--b\r\nContent-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n")
	raw = append(append(raw, file...), "--b--\r\n"...)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	m := Parse(raw)
	runtime.ReadMemStats(&after)
	if n := after.TotalAlloc - before.TotalAlloc; n > 64<<10 {
		t.Errorf("%d bytes were allocated", n)
	}
	if len(m.Attachments) != 1 || m.Attachments[0].Size != len(m.Attachments[0].Content()) || m.Text != "texte" {
		t.Errorf("%d attachments, text %q", len(m.Attachments), m.Text)
	}
}

// What comes after a header that is over the limit is found, however its lines
// end.
func TestAfterHeader(t *testing.T) {
	for _, end := range []string{"\n", "\r\n", "\r\r\n"} {
		for _, more := range []string{"", "a:" + end + "\r\rb:" + end} {
			m := Parse([]byte(strings.Repeat("a:"+end, maxFields+1) + more + end + "mots" + end + end + "suite"))
			if m.Text != "mots\n\nsuite" {
				t.Errorf("after %q and %q the text is %.40q", end, more, m.Text)
			}
		}
	}
	if m := Parse([]byte(strings.Repeat("a:\n", maxFields+5))); m.Text != "" {
		t.Errorf("the text is %q", m.Text)
	}
}
