package sink_test

import (
	"fmt"
	"net/mail"
	"slices"
	"strings"
	"testing"
	"time"

	"vigie/mailbox"
	"vigie/mailbox/sink"
	"vigie/tickets"
)

func TestSink(t *testing.T) {
	at := time.Date(2026, 11, 23, 8, 30, 0, 0, time.UTC)
	s, err := sink.Start("127.0.0.1:0", func() time.Time { return at })
	if err != nil {
		t.Fatal(err)
	}
	to, err := mailbox.NewSender(mailbox.SMTP{
		Addr: s.Addr(), Security: mailbox.None, From: mail.Address{Name: "Évolutions du ROME", Address: "rome@example.org"},
	})
	if err != nil {
		t.Fatal(err)
	}
	for i := range 502 {
		err := to.Deliver(t.Context(), tickets.Outgoing{
			MessageID: fmt.Sprintf("%d@example.org", i), Thread: []string{"0@example.org"}, ToName: "Zoé", ToAddress: "zoe@example.org",
			Subject: "Réponse", Text: "Été\n.\nfin\n", WrittenAt: at,
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	letters := s.Letters()
	if len(letters) != 500 || letters[0].MessageID != "501@example.org" || letters[499].MessageID != "2@example.org" {
		t.Fatalf("%d letters, from %s to %s", len(letters), letters[0].MessageID, letters[len(letters)-1].MessageID)
	}
	l := letters[0]
	if l.From != "Évolutions du ROME <rome@example.org>" || l.To != "Zoé <zoe@example.org>" || l.Subject != "Réponse" ||
		l.InReplyTo != "0@example.org" || l.Text != "Été\n.\nfin\n" || l.At != at || !slices.Equal(l.Recipients, []string{"zoe@example.org"}) {
		t.Errorf("read as %+v", l)
	}
	if !strings.Contains(string(l.Raw), "quoted-printable") {
		t.Errorf("raw is %q", l.Raw)
	}
}

func TestStart(t *testing.T) {
	for _, addr := range []string{"0.0.0.0:0", "[::]:0", ":0", "nowhere"} {
		if s, err := sink.Start(addr, time.Now); err == nil {
			_ = s.Close()
			t.Errorf("%s: accepted", addr)
		}
	}
	for range 20 { // closed before it serves
		s, err := sink.Start("127.0.0.1:0", time.Now)
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestRead(t *testing.T) {
	for raw, want := range map[string]string{
		"no message at all":                                     "no message at all",
		"Subject: x\r\n\r\nplain\r\nlines\r\n":                  "plain\nlines\n",
		"Content-Transfer-Encoding: base64\r\n\r\nw4l0w6k=\r\n": "Été",
		"Content-Type: text/html\r\n\r\n<p>x</p>":               "",
		"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n=C3=89t=C3=A9\r\n--b--\r\n": "Été",
		"Content-Type: multipart/mixed\r\n\r\n--b\r\n\r\nx": "",
	} {
		if got := sink.Read([]byte(raw)).Text; got != want {
			t.Errorf("%q: read %q, want %q", raw, got, want)
		}
	}
}

// FuzzRead looks for a message that makes reading panic.
func FuzzRead(f *testing.F) {
	f.Add([]byte("From: =?utf-8?q?a?= <a@b>\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nx\r\n--b--"))
	f.Fuzz(func(_ *testing.T, raw []byte) { sink.Read(raw) })
}
