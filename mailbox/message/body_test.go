package message

import (
	"encoding/base64"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// multi writes a multipart of parts, each a header, a blank line and a body.
func multi(kind, boundary string, parts ...string) string {
	var b strings.Builder
	b.WriteString("Content-Type: multipart/" + kind + "; boundary=\"" + boundary + "\"\n\npreamble\n")
	for _, p := range parts {
		b.WriteString("--" + boundary + "\n" + p + "\n")
	}
	b.WriteString("--" + boundary + "--\nepilogue\n")
	return b.String()
}

// A reading is what a test looks at of a message.
type reading struct {
	Text, HTML                  string
	Attached                    []string // type and name
	Signed, Encrypted, Calendar bool
	Degraded                    []string
}

func read(raw string) reading {
	m := Parse([]byte(raw))
	r := reading{m.Text, m.HTML, nil, m.Signed, m.Encrypted, m.Calendar, m.Degraded}
	for _, p := range m.Attachments {
		r.Attached = append(r.Attached, strings.TrimSpace(p.Type+" "+p.Name))
	}
	return r
}

const (
	plainPart = "Content-Type: text/plain; charset=utf-8\n\nBonjour é"
	htmlPart  = "Content-Type: text/html; charset=utf-8\n\n<p>Bonjour <b>é</b></p>"
	imagePart = "Content-Type: image/png\nContent-Transfer-Encoding: base64\nContent-ID: <i>\n\nAAAA"
	pdfPart   = "Content-Type: application/pdf; name=a.pdf\nContent-Disposition: attachment\n\n%PDF"
	htmlBody  = "<p>Bonjour <b>é</b></p>"
)

func TestBodies(t *testing.T) {
	for _, c := range []struct {
		name, raw string
		want      reading
	}{
		{"nothing", "", reading{}},
		{"header alone", "Subject: x", reading{}},
		{"no header", "\nBonjour\n", reading{Text: "Bonjour\n"}},
		{"neither header nor blank line", "Bonjour à tous,\nvoici", reading{Text: "Bonjour à tous,\nvoici"}},
		{"plain", plainPart, reading{Text: "Bonjour é"}},
		{"CRLF", strings.ReplaceAll(plainPart+"\nfin\n", "\n", "\r\n"), reading{Text: "Bonjour é\nfin\n"}},
		{"CR", strings.ReplaceAll(multi("mixed", "b", plainPart, pdfPart), "\n", "\r"), reading{Text: "Bonjour é", Attached: []string{"application/pdf a.pdf"}}},
		{"CR in the body alone", "Subject: x\n\na\rb\r", reading{Text: "a\nb\n"}},
		{"CRCRLF", strings.ReplaceAll(multi("mixed", "b", plainPart, pdfPart), "\n", "\r\r\n"), reading{Text: "Bonjour é", Attached: []string{"application/pdf a.pdf"}}},
		{"mixed line ends", "Subject: x\r\nContent-Type: multipart/mixed; boundary=b\n\r\n--b\r\n\n1\r\n--b\n\r\n2\n--b--", reading{Text: "1\n2"}},
		{"HTML", htmlPart, reading{Text: "Bonjour é\n", HTML: htmlBody}},
		{"alternative", multi("alternative", "b", plainPart, htmlPart), reading{Text: "Bonjour é", HTML: htmlBody}},
		{"alternative, HTML first", multi("alternative", "b", htmlPart, plainPart), reading{Text: "Bonjour é", HTML: htmlBody}},
		{"alternative, blank text", multi("alternative", "b", "\n \n\u00a0", htmlPart), reading{Text: "Bonjour é\n", HTML: htmlBody}},
		{
			"alternative, text that refers to HTML",
			multi("alternative", "b", "\nLe HTML.", "Content-Type: text/html\n\n<p>Voici les mots du message</p>"),
			reading{Text: "Voici les mots du message\n", HTML: "<p>Voici les mots du message</p>"},
		},
		{
			"alternative, text that speaks of HTML",
			multi("alternative", "b", "\nLe lien HTML de la fiche est faux.", "Content-Type: text/html\n\n<p>Le lien HTML de la fiche est <b>faux</b>."),
			reading{Text: "Le lien HTML de la fiche est faux.", HTML: "<p>Le lien HTML de la fiche est <b>faux</b>."},
		},
		{"alternative of two texts", multi("alternative", "b", "\nun", "\ndeux", "\nun\n"), reading{Text: "un\ndeux"}},
		{"alternative with related", multi("alternative", "a", plainPart, multi("related", "b", htmlPart, imagePart)), reading{Text: "Bonjour é", HTML: htmlBody, Attached: []string{"image/png"}}},
		{"alternative with a file", multi("alternative", "a", plainPart, multi("mixed", "b", htmlPart, pdfPart)), reading{Text: "Bonjour é", HTML: htmlBody, Attached: []string{"application/pdf a.pdf"}}},
		{"related", multi("related", "b", htmlPart, imagePart), reading{Text: "Bonjour é\n", HTML: htmlBody, Attached: []string{"image/png"}}},
		{
			"related whose root comes last",
			strings.Replace(multi("related", "b", imagePart, htmlPart+"\n"), "related;", "related; start=\"<r>\";", 1),
			reading{Text: "Bonjour é\n", HTML: htmlBody + "\n", Attached: []string{"image/png"}},
		},
		{"related with a root named", strings.Replace(multi("related", "b", imagePart, "Content-ID: <r>\n"+htmlPart), "related;", "related; start=\"<r>\";", 1), reading{Text: "Bonjour é\n", HTML: htmlBody, Attached: []string{"image/png"}}},
		{"mixed as Apple writes it", multi("mixed", "b", "\nun", imagePart, "\ndeux"), reading{Text: "un\ndeux", Attached: []string{"image/png"}}},
		{"HTML and a plain footer", multi("mixed", "b", htmlPart, "\n-- \nListe & cie"), reading{Text: "Bonjour é\n-- \nListe & cie", HTML: htmlBody + "<pre>-- \nListe &amp; cie</pre>\n"}},
		{"text with a name", multi("mixed", "b", plainPart, "Content-Type: text/plain; name=notes.txt\n\nx"), reading{Text: "Bonjour é", Attached: []string{"text/plain notes.txt"}}},
		{"text that is attached", multi("mixed", "b", "Content-Disposition: attachment\nContent-Type: text/plain\n\nx"), reading{Attached: []string{"text/plain"}}},
		{"file alone", pdfPart, reading{Attached: []string{"application/pdf a.pdf"}}},
		{"other text alone", "Content-Type: text/markdown\n\n# é", reading{Text: "# é"}},
		{"other text beside", multi("mixed", "b", plainPart, "Content-Type: text/markdown\n\n# x"), reading{Text: "Bonjour é", Attached: []string{"text/markdown"}}},
		{"message inside", multi("mixed", "b", plainPart, "Content-Type: message/rfc822\n\nSubject: y\n\nautre"), reading{Text: "Bonjour é", Attached: []string{"message/rfc822"}}},
		{"digest", multi("digest", "b", "\nSubject: y\n\nun", "\nSubject: z\n\ndeux"), reading{Attached: []string{"message/rfc822", "message/rfc822"}}},
		{"report", multi("report", "b", plainPart, "Content-Type: message/delivery-status\n\nStatus: 5.1.1", "Content-Type: text/rfc822-headers\n\nSubject: y"), reading{Text: "Bonjour é", Attached: []string{"message/delivery-status", "text/rfc822-headers"}}},
		{"appledouble", multi("mixed", "b", plainPart, multi("appledouble", "c", "Content-Type: application/applefile\n\nx", pdfPart)), reading{Text: "Bonjour é", Attached: []string{"application/applefile", "application/pdf a.pdf"}}},
		{"partial", "Content-Type: message/partial; id=x; number=2\n\nmilieu", reading{Attached: []string{"message/partial"}}},

		{"no end", "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nun\n--b\n\ndeux", reading{Text: "un\ndeux", Attached: []string{"text/plain"}, Degraded: []string{"truncated"}}},
		{"last delimiter without a part", "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nun\n--b\n", reading{Text: "un", Degraded: []string{"truncated"}}},
		{"inner without end", multi("mixed", "a", "Content-Type: multipart/alternative; boundary=b\n\n--b\n"+plainPart+"\n--b\n"+htmlPart, pdfPart), reading{Text: "Bonjour é", HTML: htmlBody, Attached: []string{"application/pdf a.pdf"}, Degraded: []string{"truncated"}}},
		{"no boundary said", strings.Replace(multi("mixed", "b b", "Content-Type: text/plain\n\nun", pdfPart), "; boundary=\"b b\"", "", 1), reading{Text: "un", Attached: []string{"application/pdf a.pdf"}}},
		{"another boundary said", strings.Replace(multi("mixed", "bbb", "Content-Type: text/plain\n\nun", pdfPart), "boundary=\"bbb\"", "boundary=c", 1), reading{Text: "un", Attached: []string{"application/pdf a.pdf"}, Degraded: []string{"truncated"}}},
		{"no part at all", "Content-Type: multipart/mixed; boundary=c\n\nun\n", reading{Text: "un\n", Degraded: []string{"truncated"}}},
		{"same boundary inside", multi("mixed", "b", multi("alternative", "b", plainPart, htmlPart), pdfPart), reading{Text: "Bonjour é", HTML: htmlBody, Attached: []string{"application/pdf a.pdf"}}},
		{"boundary that begins as the other", multi("mixed", "b", multi("alternative", "b2", plainPart, htmlPart), pdfPart), reading{Text: "Bonjour é", HTML: htmlBody, Attached: []string{"application/pdf a.pdf"}}},
		{"no blank line before a delimiter", "Content-Type: multipart/mixed; boundary=b\n--b\nContent-Type: text/plain\n--b\n\ndeux\n--b--", reading{Text: "deux"}},
		{"words after a delimiter", "Content-Type: multipart/mixed; boundary=b\n\n--b  \n\nun\n--b -- \n\ndeux\n--b-- fin", reading{Text: "un\ndeux"}},
		{"multipart said to be base64", strings.Replace(multi("mixed", "b", plainPart), "\n\n", "\nContent-Transfer-Encoding: base64\n\n", 1), reading{Text: "Bonjour é"}},
		{"text said to be base64", "Content-Transfer-Encoding: base64\n\nBonjour à tous, voici les mots.\n", reading{Text: "Bonjour à tous, voici les mots.\n"}},
		{"base64", "Content-Transfer-Encoding: base64\nContent-Type: text/plain; charset=iso-8859-1\n\n6Q==\n", reading{Text: "é"}},

		{"signed", multi("signed", "b", plainPart, "Content-Type: application/pgp-signature; name=signature.asc\n\nx"), reading{Text: "Bonjour é", Attached: []string{"application/pgp-signature signature.asc"}, Signed: true}},
		{"encrypted", multi("encrypted", "b", "Content-Type: application/pgp-encrypted\n\nVersion: 1", "Content-Type: application/octet-stream\n\nx"), reading{Attached: []string{"application/pgp-encrypted", "application/octet-stream"}, Encrypted: true}},
		{"inline encrypted", "\n-----BEGIN PGP MESSAGE-----\n\nx\n-----END PGP MESSAGE-----\n", reading{Text: "-----BEGIN PGP MESSAGE-----\n\nx\n-----END PGP MESSAGE-----\n", Encrypted: true}},
		{"inline signed", "Subject: x\n\nmots\n-----BEGIN PGP SIGNED MESSAGE-----\n", reading{Text: "mots\n-----BEGIN PGP SIGNED MESSAGE-----\n", Signed: true}},
		{"quoted encrypted", "\n> -----BEGIN PGP MESSAGE-----\n", reading{Text: "> -----BEGIN PGP MESSAGE-----\n"}},

		{"flowed", "Content-Type: text/plain; format=flowed\n\nun \ndeux\n> a \n> b\n", reading{Text: "un deux\n> a b\n"}},
		{"flowed, delsp", "Content-Type: text/plain; format=Flowed; DelSp=Yes\n\nun \ndeux\n", reading{Text: "undeux\n"}},

		{"calendar beside text", multi("alternative", "b", plainPart, "Content-Type: text/calendar\n\nBEGIN:VCALENDAR"), reading{Text: "Bonjour é", Attached: []string{"text/calendar"}, Calendar: true}},
		{"calendar alone", "Content-Type: text/calendar; method=REQUEST\n\n" + calendarSample, reading{Text: "Réunion ROME, suite\nSalle 3\nOrdre du jour :\n1; 2\n", Attached: []string{"text/calendar"}, Calendar: true}},

		{
			"uuencode in the text", "Subject: x\n\navant\nbegin 644 a/../b.txt\n#86)C\n`\nend\naprès\n",
			reading{Text: "avant\naprès\n", Attached: []string{"text/plain b.txt"}},
		},
		{"uuencode without end", "\nbegin 644 b.bin\n" + strings.Repeat("M"+strings.Repeat("A", 60)+"\n", 2), reading{Attached: []string{"application/octet-stream b.bin"}}},
		{"begin as a word", "\nbegin 644 b.txt\nand so on\n", reading{Text: "begin 644 b.txt\nand so on\n"}},
		{"uuencode in quoted-printable", "Content-Transfer-Encoding: quoted-printable\n\n=C3=A9\nbegin 644 b=2Epng\n#86)C\n`\nend\n", reading{Text: "é\n", Attached: []string{"image/png b.png"}}},

		{"message in base64", "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n" + base64.StdEncoding.EncodeToString([]byte(pdfPart)), reading{Attached: []string{"message/rfc822"}}},
		{"unknown charset", "Content-Type: text/plain; charset=x-nonsense\n\n\xe9", reading{Text: "é", Degraded: []string{"charset"}}},
		{"controls", "Subject: x\n\na\x00b\x1b[31m\x7f\u0080\u0085\tc\fd\n", reading{Text: "ab[31m€…\tc\nd\n"}},
		{"UTF-16", "Content-Type: text/plain; charset=utf-16\nContent-Transfer-Encoding: base64\n\n" + base64.StdEncoding.EncodeToString([]byte("\xff\xfe\xe9\x00\x0a\x00")), reading{Text: "é\n"}},
		{"byte order mark in the text", "Content-Type: text/plain\n\n\ufeffé", reading{Text: "é"}},
	} {
		if diff := cmp.Diff(c.want, read(c.raw)); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

const calendarSample = "BEGIN:VCALENDAR\r\nBEGIN:VTIMEZONE\r\nCOMMENT:fuseau\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT\r\nDTSTART:20260203T100000Z\r\nSUMMARY;LANGUAGE=fr:Réunion ROME\\, \r\n suite\r\n" +
	"LOCATION;ALTREP=\"http://a:b\":Salle 3\r\nBEGIN:VALARM\r\nDESCRIPTION:rappel\r\nEND:VALARM\r\nDESCRIPTION:Ordre du jour :\\n1\\; 2\r\nSUMMARY:encore\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:autre\r\nEND:VEVENT\r\n"
