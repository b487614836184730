package message

import (
	"encoding/base64"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// der writes a value with a definite length, ber one without.
func der(tag byte, parts ...[]byte) []byte {
	body := join(parts)
	n := len(body)
	head := []byte{tag, byte(n)}
	switch {
	case n > 0xffff:
		head = []byte{tag, 0x83, byte(n >> 16), byte(n >> 8), byte(n)}
	case n > 0xff:
		head = []byte{tag, 0x82, byte(n >> 8), byte(n)}
	case n > 0x7f:
		head = []byte{tag, 0x81, byte(n)}
	}
	return append(head, body...)
}

func ber(tag byte, parts ...[]byte) []byte {
	return append(append([]byte{tag, 0x80}, join(parts)...), 0, 0)
}

func join(parts [][]byte) (all []byte) {
	for _, p := range parts {
		all = append(all, p...)
	}
	return all
}

func TestCMS(t *testing.T) {
	oidData := []byte{0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x01}
	entity := []byte("Content-Type: text/plain; charset=iso-8859-1\r\n\r\nUn \xe9t\xe9\r\n")
	version := der(0x02, []byte{1})
	signed := func(encap []byte) []byte {
		return der(0x30, der(0x06, oidSigned), der(0xa0, der(0x30, version, der(0x31), encap)))
	}
	opaque := signed(der(0x30, der(0x06, oidData), der(0xa0, der(0x04, entity))))
	pieces := ber(0x30, der(0x06, oidSigned), ber(0xa0, ber(0x30, version, der(0x31), ber(0x30, der(0x06, oidData), ber(0xa0, ber(0x24, der(0x04, entity[:20]), der(0x04, entity[20:])))))))
	part := func(header string, b []byte) string {
		return "Content-Type: application/pkcs7-mime; " + header + "name=smime.p7m\nContent-Transfer-Encoding: base64\n\n" + base64.StdEncoding.EncodeToString(b)
	}
	attached := []string{"application/pkcs7-mime smime.p7m"}
	for _, c := range []struct {
		name, raw string
		want      reading
	}{
		{"signed", part("smime-type=signed-data; ", opaque), reading{Text: "Un été\n", Signed: true, Attached: attached}},
		{"signed, type not said", part("", opaque), reading{Text: "Un été\n", Signed: true, Attached: attached}},
		{"signed in pieces", part("", pieces), reading{Text: "Un été\n", Signed: true, Attached: attached}},
		{"by its name alone", strings.Replace(part("", opaque), "pkcs7-mime", "octet-stream", 1), reading{Text: "Un été\n", Signed: true, Attached: []string{"application/octet-stream smime.p7m"}}},
		{"certificates", part("", signed(der(0x30, der(0x06, oidData)))), reading{Signed: true, Attached: attached}},
		{"encrypted", part("", der(0x30, der(0x06, oidEnveloped), der(0xa0, []byte("x")))), reading{Encrypted: true, Attached: attached}},
		{"encrypted and authenticated", part("", der(0x30, der(0x06, oidAuthEnveloped), der(0xa0))), reading{Encrypted: true, Attached: attached}},
		{"said to be encrypted", part("smime-type=enveloped-data; ", []byte("x")), reading{Encrypted: true, Attached: attached}},
		{"said to be signed", part("smime-type=signed-data; ", []byte("x")), reading{Signed: true, Attached: attached}},
		{"cut off", part("", opaque[:len(opaque)-4]), reading{Text: "Un é", Signed: true, Attached: attached}},
	} {
		if diff := cmp.Diff(c.want, read(c.raw)); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
	for i := range opaque { // whatever the cut
		read(part("", opaque[:i]))
		read(part("", pieces[:i]))
		damaged := append([]byte(nil), pieces...)
		damaged[i] ^= 0x85
		read(part("", damaged))
	}
}
