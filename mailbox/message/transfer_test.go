package message

import (
	"bytes"
	"encoding/base64"
	"math/rand/v2"
	"mime/quotedprintable"
	"strings"
	"testing"
)

func TestTransferDecoding(t *testing.T) {
	uu := "begin 644 x\n#86)C\n`\nend\n"
	for _, c := range []struct{ encoding, raw, want string }{
		{"base64", "", ""},
		{"base64", "w6k=", "é"},
		{"base64", "w6\r\n k=\r\n", "é"},
		{"base64", "w6k", "é"},
		{"base64", "w6*k=", "é"},
		{"base64", "YQ==YQ==", "aa"},
		{"base64", "YQ==\nYWFh\n", "aaaa"},
		{"base64", "YWE=\n\nYWE=", "aaaa"},
		{"base64", "YQ==\n_______\nListe du service\n", "a"},
		{"base64", "YQ==\r\nListe du service\r\n", "a"},
		{"base64", "====", ""},
		{"base64", "A", ""},
		{"quoted-printable", "=C3=A9t=c3=a9", "été"},
		{"quoted-printable", "a=\nb=\r\nc = \nd", "abc d"},
		{"quoted-printable", "a \t\nb\r\n", "a\nb\r\n"},
		{"quoted-printable", "=ZZ=4=", "=ZZ=4"},
		{"quoted-printable", "=", ""},
		{"quoted-printable", "1+1=2", "1+1=2"},
		{"x-uuencode", uu, "abc"},
		{"x-uuencode", "#86)C\n`\n", "abc"},
		{"x-uuencode", "#86)C", "abc"},
		{"x-uuencode", "noise\n" + uu + "noise", "abc"},
		{"x-uuencode", "$    ", "\x00\x00\x00\x00"},
		{"", "a=C3\r\n", "a=C3\r\n"},
	} {
		if got := decode(c.encoding, []byte(c.raw), 1000); string(got) != c.want {
			t.Errorf("%s %q is %q, want %q", c.encoding, c.raw, got, c.want)
		}
	}
	for in, want := range map[string]string{
		"BASE64": "base64", " base64 ": "base64", "base64;": "base64", "\"base64\"": "base64", "Quoted-Printable (x)": "quoted-printable", "quoted-printable;": "quoted-printable",
		"x-uuencode": "x-uuencode", "7bit": "", "8Bit": "", "binary": "", "": "", "7-bit": "", "utf-8": "",
	} {
		if got := transferEncoding(in); got != want {
			t.Errorf("%q is %q, want %q", in, got, want)
		}
	}
}

// What is encoded comes back, and the size is known without decoding, whatever
// is done to it.
func TestTransferProperties(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 3000 {
		content := make([]byte, random.IntN(300))
		for i := range content {
			content[i] = byte(random.Uint32())
		}
		var q bytes.Buffer
		w := quotedprintable.NewWriter(&q)
		w.Binary = true
		if _, err := w.Write(content); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		for encoding, raw := range map[string][]byte{"base64": wrapped(content), "quoted-printable": q.Bytes(), "x-uuencode": uuencoded(content)} {
			if got := decode(encoding, raw, 1000); !bytes.Equal(got, content) {
				t.Fatalf("%s %q is %q, want %q", encoding, raw, got, content)
			}
			for range 5 { // and damaged
				if n, m := decodedSize(encoding, raw), len(decode(encoding, raw, 10_000)); n != m {
					t.Fatalf("%s %q has %d bytes, and is said to have %d", encoding, raw, m, n)
				}
				limit := random.IntN(100)
				if n := len(decode(encoding, raw, limit)); n > limit {
					t.Fatalf("%s %q has %d bytes, more than %d", encoding, raw, n, limit)
				}
				if len(raw) > 0 {
					raw[random.IntN(len(raw))] = " =\n\r*A`~"[random.IntN(8)]
				}
			}
		}
	}
}

func wrapped(b []byte) []byte {
	s := base64.StdEncoding.EncodeToString(b)
	var lines []string
	for len(s) > 76 {
		lines, s = append(lines, s[:76]), s[76:]
	}
	return []byte(strings.Join(append(lines, s), "\r\n"))
}

func uuencoded(b []byte) []byte {
	out := []byte("begin 644 x\n")
	for len(b) > 0 {
		line := b[:min(45, len(b))]
		b = b[len(line):]
		out = append(out, ' '+byte(len(line)))
		for i := 0; i < len(line); i += 3 {
			var v uint32
			for j := range 3 {
				v <<= 8
				if i+j < len(line) {
					v |= uint32(line[i+j])
				}
			}
			for shift := 18; shift >= 0; shift -= 6 {
				c := byte(v>>shift) & 63
				if c == 0 {
					c = '`' - ' '
				}
				out = append(out, ' '+c)
			}
		}
		out = append(out, '\n')
	}
	return append(out, "`\nend\n"...)
}
