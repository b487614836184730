package mailbox_test

import (
	"bytes"
	"mime"
	"net/mail"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"vigie/mailbox/message"
)

var encodedWord = regexp.MustCompile(`=\?UTF-8\?[qb]\?[^? ]*\?=`)

// subjects are what Outlook, and the law of letters, make difficult.
var subjects = []string{
	"[ROME-2026-00042] Réponse à votre demande",
	"Re: [ROME-2026-00042] Développeur / Développeuse en écoconception numérique : à créer sous M1805 ?",
	"Re: [ROME-2026-00042] " + strings.Repeat("é", 150),
	"Re: [ROME-2026-00042] " + strings.Repeat("œuvre d’art ", 12) + "et fin",
	"[ROME-2026-00042] Évolution intégrée au ROME, version\u00a0492",
	"Re: [ROME-2026-00042] 中文字幕员与翻译员的职业名称" + strings.Repeat("译", 60),
	"Re: [ROME-2026-00042] 👩‍💻 emploi 🧑🏽‍🔧 " + strings.Repeat("👩‍👩‍👧", 12),
	"Re: [ROME-2026-00042] e\u0301te\u0301 " + strings.Repeat("a\u0300", 40),
	"Re: [ROME-2026-00042] plain words that are rather long, and go on well past the end of what one line of a header should hold",
	"Re: [ROME-2026-00042] 50 % _des_ =?offres?= \"citées\" (v2), <M1805> ; a@b",
	"é", "=", "?=", "a_b é_è",
}

// Each encoded word is whole and short enough (RFC 2047, sections 2 and 5), and
// what people read is what was written: so says the parser that reads our own
// mailbox, and the standard library's.
func TestSubjects(t *testing.T) {
	for _, subject := range subjects {
		out := letter()
		out.Subject, out.Topic, out.ToName = subject, subject, subject
		m, _, raw := composed(t, out)
		legal(t, raw)
		for field, want := range map[string]string{"Subject": subject, "Thread-Topic": strings.TrimPrefix(subject, "Re: ")} {
			value := m.Header.Get(field)
			for _, word := range strings.Fields(value) {
				if !strings.HasPrefix(word, "=?UTF-8") {
					continue
				}
				decoded, err := new(mime.WordDecoder).Decode(word)
				if err != nil || len(word) > 75 || !encodedWord.MatchString(word) || !utf8.ValidString(decoded) || strings.ContainsRune(decoded, utf8.RuneError) {
					t.Errorf("%s: %q has %d bytes, and reads %q (%v)", field, word, len(word), decoded, err)
				}
			}
			if got := decode(t, value); got != want {
				t.Errorf("%s reads %q, want %q", field, got, want)
			}
		}
		read := message.Parse(raw)
		if read.Subject != subject {
			t.Errorf("our own parser reads %q, want %q", read.Subject, subject)
		}
		list, err := m.Header.AddressList("To")
		if err != nil || len(list) != 1 || list[0].Name != subject {
			t.Errorf("To is %v (%v), want %q", list, err, subject)
		}
	}
}

// Outlook keeps together what has one topic, which it takes from the field that
// comes first.
func TestTopic(t *testing.T) {
	for topic, want := range map[string]string{
		"": "", "Fiche M1805": "Fiche M1805", "Re: Fiche M1805": "Fiche M1805", "TR : Fiche M1805": "TR : Fiche M1805", "TR: RE: Fiche": "RE: Fiche",
		"[liste] Écoles": "[liste] Écoles", "Question: laquelle": "Question: laquelle", "x\r\nBcc: v@example.org": "x Bcc: v@example.org",
	} {
		out := letter()
		out.Topic = topic
		m, _, raw := composed(t, out)
		if got := decode(t, m.Header.Get("Thread-Topic")); got != want {
			t.Errorf("the topic of %q is %q, want %q", topic, got, want)
		}
		if bytes.HasPrefix(raw, []byte("Thread-Topic:")) != (want != "") || len(m.Header["Bcc"]) > 0 {
			t.Errorf("%q: headers begin %.60q", topic, raw)
		}
	}
}

// FuzzCompose gives a letter's free fields anything: the message has the same
// fields, one recipient, and lines that every server takes.
func FuzzCompose(f *testing.F) {
	for _, s := range subjects {
		f.Add(s, s, s, s)
	}
	f.Add("a\r\nBcc: x@example.org", "\x00", "\xff", ".\r\n.\r\n")
	const fields = "From To Subject Date Message-Id In-Reply-To References Mime-Version Content-Type Content-Transfer-Encoding Thread-Topic"
	to := sender(f, &server{addr: "127.0.0.1:1"}, "none")
	f.Fuzz(func(t *testing.T, subject, topic, name, text string) {
		if max(utf8.RuneCountInString(subject), utf8.RuneCountInString(topic), utf8.RuneCountInString(name)) > 200 {
			t.Skip("longer than tickets take")
		}
		out := letter()
		out.Subject, out.Topic, out.ToName, out.Text = subject, topic, name, text
		raw, err := to.Compose(out)
		if err != nil {
			t.Fatal(err)
		}
		m, err := mail.ReadMessage(bytes.NewReader(raw))
		if err != nil {
			t.Fatal(err)
		}
		for key := range m.Header {
			if !slices.Contains(strings.Fields(fields), key) {
				t.Errorf("a field %s", key)
			}
		}
		for _, line := range bytes.Split(raw, []byte("\r\n")) {
			if len(line) > 998 || bytes.ContainsAny(line, "\r\n\x00") {
				t.Errorf("a line of %d bytes: %.100q", len(line), line)
			}
		}
		if list, err := m.Header.AddressList("To"); err != nil || len(list) != 1 || list[0].Address != out.ToAddress {
			t.Errorf("To is %v (%v)", list, err)
		}
	})
}
