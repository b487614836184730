package message

import (
	"encoding/base64"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Encodings and types that are not what the header says.
func TestMislabelled(t *testing.T) {
	inner := "Subject: y\nContent-Type: multipart/mixed; boundary=fab\n\n--fab\n" + plainPart + "\n--fab\nContent-Type: application/pdf; name=facture.pdf\n\n%PDF\n--fab--\n"
	parts := "--fab\n" + plainPart + "\n--fab--\n"
	for _, c := range []struct {
		name, raw string
		want      reading
	}{
		{
			"a multipart in base64",
			"Content-Type: multipart/mixed; boundary=fab\nContent-Transfer-Encoding: base64\n\n" + base64.StdEncoding.EncodeToString([]byte(parts)),
			reading{Text: "Bonjour é"},
		},
		{
			"a multipart in quoted-printable",
			"Content-Type: multipart/mixed; boundary=\"=fab\"\nContent-Transfer-Encoding: quoted-printable\n\n--=3Dfab\nContent-Type: text/plain; charset=3Dutf-8\n\n=C3=A9\n--=3Dfab--\n",
			reading{Text: "é"},
		},
		{
			"a multipart that is only said to be, with another boundary",
			"Content-Type: multipart/mixed; boundary=x\nContent-Transfer-Encoding: quoted-printable\n\n--fab\n" + plainPart + "\n--fab--\n",
			reading{Text: "Bonjour é", Degraded: []string{"truncated"}},
		},
		{
			"likewise, among lost ones",
			"Content-Type: multipart/mixed; boundary=a\n\n--a\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nun\n" +
				"--a\nContent-Type: multipart/mixed; boundary=x\nContent-Transfer-Encoding: quoted-printable\n\ndeux\n--b--\nsuite\n--a\n\ntrois\n--b\n\nquatre\n--a--\n",
			reading{Text: "un\ndeux\n--b--\nsuite\ntrois\nquatre", Degraded: []string{"truncated"}},
		},
		{
			"two types, the second with parts",
			"Content-Type: text/plain\nContent-Type: multipart/mixed; boundary=fab\n\n" + parts,
			reading{Text: "Bonjour é"},
		},
		{
			"two types, the first with parts",
			"Content-Type: multipart/mixed; boundary=fab\nContent-Type: text/plain\n\n" + parts,
			reading{Text: "Bonjour é"},
		},
		{"two types without parts", "Content-Type: text/plain\nContent-Type: multipart/mixed; boundary=fab\n\nun --fab\n", reading{Text: "un --fab\n"}},
		{"saved as UTF-16", "\xff\xfe" + strings.TrimSuffix(string(wide(plainPart)), "\x00\x00"), reading{Text: "Bonjour é"}},
		{"a message", multi("mixed", "b", plainPart, "Content-Type: message/rfc822\n\n"+inner), reading{Text: "Bonjour é", Attached: []string{"message/rfc822"}}},
		{"a charset with words", "Content-Type: ;charset=iso-8859-1 text\n\n\xe9\n", reading{Text: "é\n"}},
		{"a file name alone", "Content-Type: application/pdf\nContent-Disposition: filename=\"a b.pdf\"\n\nx", reading{Attached: []string{"application/pdf a b.pdf"}}},
		{"a file name as of the web", "Content-Type: application/pdf; name=\"r%C3%A9sum%C3%A9 100%.pdf\"\n\nx", reading{Attached: []string{"application/pdf résumé 100%.pdf"}}},
		{"a file name with a percent sign", "Content-Type: application/pdf; name=\"100%25.pdf\"\n\nx", reading{Attached: []string{"application/pdf 100%25.pdf"}}},
	} {
		if diff := cmp.Diff(c.want, read(c.raw)); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
	// Whatever is said of its encoding, a message inside is read as it was sent.
	for _, encoding := range []string{"7bit", "8bit", "base64", "quoted-printable", "binary"} {
		m := Parse([]byte(multi("mixed", "b", plainPart, "Content-Type: message/rfc822\nContent-Transfer-Encoding: "+encoding+"\n\n"+inner)))
		if len(m.Attachments) != 1 || len(m.Attachments[0].Children) != 1 {
			t.Fatalf("%s: %d attachments", encoding, len(m.Attachments))
		}
		root := m.Attachments[0].Children[0]
		if len(root.Children) != 2 || root.Children[0].Text() != "Bonjour é" || root.Children[1].Name != "facture.pdf" {
			t.Errorf("%s: %d parts", encoding, len(root.Children))
		}
	}
}
