package mailbox_test

import (
	"bytes"
	"fmt"
	"io"
	"mime"
	"mime/quotedprintable"
	"net/mail"
	"strings"
	"testing"

	"vigie/mailbox"
	"vigie/tickets"
)

// composed sends a letter through a real server and reads what it took.
func composed(t *testing.T, out tickets.Outgoing) (*mail.Message, string, []byte) {
	t.Helper()
	s := (&server{}).start(t)
	to := sender(t, s, mailbox.None)
	if err := to.Deliver(t.Context(), out); err != nil {
		t.Fatal(err)
	}
	raw := s.only(t)
	preview, err := to.Compose(out)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(preview, raw) {
		t.Errorf("what is previewed is not what is sent: %.2000q, %.2000q", preview, raw)
	}
	m, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(quotedprintable.NewReader(m.Body))
	if err != nil {
		t.Fatal(err)
	}
	return m, strings.ReplaceAll(string(text), "\r\n", "\n"), raw
}

func decode(t *testing.T, s string) string {
	t.Helper()
	d, err := new(mime.WordDecoder).DecodeHeader(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestComposeHeaders(t *testing.T) {
	m, text, raw := composed(t, letter())
	for key, want := range map[string]string{
		"From": "Évolutions du ROME <rome@rome.example.org>", "To": "Zoé Lefèvre <zoe@example.org>",
		"Subject": letter().Subject, "Date": "Mon, 23 Nov 2026 09:30:00 +0100",
		"Message-Id": "<" + letter().MessageID + ">", "In-Reply-To": "<" + letter().Thread[0] + ">", "References": "<" + letter().Thread[0] + ">",
		"Mime-Version": "1.0", "Content-Type": "text/plain; charset=UTF-8", "Content-Transfer-Encoding": "quoted-printable",
	} {
		if got := decode(t, m.Header.Get(key)); got != want {
			t.Errorf("%s is %q, want %q", key, got, want)
		}
		if n := len(m.Header[key]); n != 1 {
			t.Errorf("%s is there %d times", key, n)
		}
	}
	if len(m.Header) != 10 {
		t.Errorf("headers are %v", m.Header)
	}
	if text != letter().Text {
		t.Errorf("text is %q", text)
	}
	legal(t, raw)
}

// legal checks what RFC 5321 and 5322 ask of lines.
func legal(t *testing.T, raw []byte) {
	t.Helper()
	for i, line := range strings.Split(string(raw), "\r\n") {
		if len(line) > 78 {
			t.Errorf("line %d has %d bytes: %q", i+1, len(line), line)
		}
		if strings.ContainsFunc(line, func(r rune) bool { return r >= 0x7f || r < ' ' && r != '\t' }) {
			t.Errorf("line %d holds something but printable ASCII: %q", i+1, line)
		}
	}
}

func TestComposeAutomatic(t *testing.T) {
	for _, c := range []struct {
		automatic, reply bool
		want, suppress   string
	}{
		{false, false, "", ""}, {false, true, "", ""}, {true, true, "auto-replied", "All"}, {true, false, "auto-generated", "All"},
	} {
		out := letter()
		out.Automatic, out.Reply = c.automatic, c.reply
		m, _, _ := composed(t, out)
		if got := m.Header.Get("Auto-Submitted"); got != c.want {
			t.Errorf("Auto-Submitted is %q, want %q", got, c.want)
		}
		if got := m.Header.Get("X-Auto-Response-Suppress"); got != c.suppress {
			t.Errorf("X-Auto-Response-Suppress is %q, want %q", got, c.suppress)
		}
		for _, key := range []string{"Precedence", "User-Agent", "X-Mailer"} {
			if _, ok := m.Header[key]; ok {
				t.Errorf("%s is sent", key)
			}
		}
	}
}

func TestComposeThread(t *testing.T) {
	out := letter()
	out.Thread = nil
	m, _, _ := composed(t, out)
	if m.Header.Get("In-Reply-To") != "" || m.Header.Get("References") != "" {
		t.Error("the first letter answers nothing")
	}
	for i := range 60 {
		out.Thread = append(out.Thread, fmt.Sprintf("rome-2026-00042.%d.abcdefghijklmnopqrstuvwxyz@rome.example.org", i+1))
	}
	out.Thread = append(out.Thread, "a>\r\nBcc: <x@example.org", "no at sign", "ünicode@example.org")
	m, _, raw := composed(t, out)
	ids := strings.Fields(m.Header.Get("References"))
	if len(ids) != 20 || ids[0] != "<"+out.Thread[0]+">" || ids[19] != "<"+out.Thread[59]+">" || m.Header.Get("In-Reply-To") != ids[19] {
		t.Errorf("References are %q", ids)
	}
	legal(t, raw)
}

func TestComposeText(t *testing.T) {
	word := strings.Repeat("é", 3000)
	for _, text := range []string{
		"", ".\n..\n.seul\n", "From moi\nfin sans saut", word + "\n" + strings.Repeat("x", 5000),
		"https://rome.example.org/suivi/" + strings.Repeat("a", 120) + "?x=1=2\n", "tabulation\tet espace final \n«\u00a0cité\u00a0»\n", "a\r\nb\rc\n",
	} {
		out := letter()
		out.Text = text
		_, got, raw := composed(t, out)
		legal(t, raw)
		want := strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
		if strings.TrimRight(got, "\n") != strings.TrimRight(want, "\n") { // SMTP ends the last line
			t.Errorf("sent %q, received %q", want, got)
		}
	}
	out := letter()
	out.Text = "cassé\xff\x00"
	_, got, _ := composed(t, out)
	if !strings.HasPrefix(got, "cassé\uFFFD") {
		t.Errorf("received %q", got)
	}
}

// Whatever comes from outside, the message has the headers it was given and
// one recipient.
func TestNoInjection(t *testing.T) {
	const bcc = "\r\nBcc: victim@example.org\r\nX-Evil: 1\r\n\r\nbody"
	hostile := []string{
		bcc, "x" + bcc, "x\nBcc: victim@example.org", "x\rBcc: victim@example.org", "\x00\x0b\x0c\u0085\u2028Bcc: victim@example.org",
		`"x" <victim@example.org>, y`, `\" <victim@example.org>, "`, "x, victim@example.org", "=?utf-8?q?x=0D=0ABcc:_v?=", "<victim@example.org>",
		"\u202Egro.elpmaxe@mitciv", strings.Repeat("long ", 400), strings.Repeat("é", 2000), "\xff\xfe", `\`, `"`, "()<>[]:;@,.",
	}
	for _, evil := range hostile {
		out := letter()
		out.ToName, out.Subject = evil, "[ROME-2026-00042] "+evil
		m, text, _ := composed(t, out)
		if len(m.Header) != 10 || text != out.Text {
			t.Errorf("%q: headers are %v, text %q", evil, m.Header, text)
		}
		list, err := m.Header.AddressList("To")
		if err != nil || len(list) != 1 || list[0].Address != out.ToAddress {
			t.Errorf("%q: To is %q (%v)", evil, m.Header.Get("To"), err)
		}
		if len(list) == 1 && strings.ContainsAny(list[0].Name+decode(t, m.Header.Get("Subject")), "\r\n\x00\u2028\u202E") && !strings.Contains(evil, "=?") {
			t.Errorf("%q: decodes to %q, %q", evil, list[0].Name, decode(t, m.Header.Get("Subject")))
		}
	}
}

func TestHostileAddresses(t *testing.T) {
	s := (&server{}).start(t)
	to := sender(t, s, mailbox.None)
	for _, evil := range []string{
		"", "zoe", "zoe@", "@example.org", "zoe@example.org\r\nRCPT TO:<victim@example.org>", "zoe@example.org>\r\nDATA", "zoe@example.org> NOTIFY=SUCCESS",
		"zoe@example.org, victim@example.org", "Zoé <zoe@example.org>", `"zoe\r\n"@example.org`, `"a b"@example.org`, "zoe(c)@example.org", " zoe@example.org",
		"zoe@example.org\x00", "zoe@exam ple.org", "<zoe@example.org>", "zoe@[127.0.0.1]", "@relay:zoe@example.org",
	} {
		out := letter()
		out.ToAddress = evil
		check(t, to.Deliver(t.Context(), out), true, mailbox.StatusLetter)
	}
	for _, evil := range []string{"", "x", "x@y>\r\nBcc: <v@w", "x y@z", "@y", "x@"} {
		out := letter()
		out.MessageID = evil
		check(t, to.Deliver(t.Context(), out), true, mailbox.StatusLetter)
	}
	if s.clear() != "" {
		t.Errorf("the server was told %q", s.clear())
	}
}
